#!/usr/bin/env python3
"""Runs the built program with arguments made at random: .dev/fuzz commands [SECONDS [SEED]] (the newest in .build; ROOST names another).

It ends in time with a code that stands in its manual, says what is wrong in one line where the code is 2 or 3, and prints
nothing that a terminal would obey. Options are those of each command's own help. Nothing listens beyond a free port of
loopback, runs a command that was not named here, or stands outside a temporary folder; root becomes nobody for it.
"""
import os, random, re, shutil, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns()
source = random.Random(SEED)
folder = tempfile.mkdtemp(prefix="roost-fuzz-")
builds = [path for path in (os.path.join(ROOT, ".build", kind, "roost") for kind in ("release", "debug")) if os.path.exists(path)]
roost = shutil.copy(os.environ.get("ROOST") or max(builds, key=os.path.getmtime), folder)
nobody = 65534 if os.getuid() == 0 else None
environment = {"HOME": folder, "XDG_STATE_HOME": folder + "/state", "XDG_DATA_HOME": folder + "/data", "XDG_RUNTIME_DIR": folder,
               "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", "TZ": "UTC"}

WORDS = ["order", "ann", "from:ann", "subject:/code \\d+/", "is:unread", "-has:attachment", "newer:10m", "OR", "AND", "NOT", "(", ")", "id:1..3",
         "header:x=y", "rcpts:>1", "larger:1k", "before:2026-11-24", "latest", "1", "2..4", "99999999999999999999", "-1", "0", '"', '"a b"', "/(/",
         "/(a*)*b/", "check:no-from", "session:1.1", "file:*.pdf", "tag:", ":", "", "last", "all"]
VALUES = ["0", "1", "3", "-1", "18446744073709551616", "1k", "50M", "1e9", "10s", "100ms", "5m", "0s", "9999999999999999999d", "2026-11-24",
          "2026-02-30T25:61", "11:50", "today", "yesterday", "json", "eml", "mbox", "maildir", "attachments", "roost", "any", "off", "on", "a:b",
          "rcpt:*@x.test=550 5.1.1 no", "mail:*=999 x", "*", "*.txt", "[", "auto", "never", "always", "plain", "html", "x.test", "CHUNKING", "PLAIN"]
PATHS = ["out", "out/deep/er", "mails.mbox", ".", "", "-", "message.eml", "missing", "mails.mbox/x", "a\nb", "é", "x" * 300]
# What would open a port elsewhere, run a command, never end or leave a process behind.
BARRED = {"--listen", "--submission", "--smtps", "--bind", "--docker", "--on-message", "--detach", "--ready-fd", "--install", "--editor"}
PATH_OPTIONS = {"--store", "--to", "--config", "--log-file", "--tls-cert", "--tls-key", "--file", "--out"}
CODES = {"sendmail": {0, 1, 2, 3, 64, 65, 74, 75}, "run": {0, 1, 2, 3, 7, 127}}
BLOCKING = {"serve": ["--listen", "127.0.0.1:0", "--submission", "off", "--smtps", "off"], "run": [], "tail": []}
MAIL = b"From: ann@example.test\r\nTo: bob@example.test\r\nSubject: your order\r\n\r\ncode 123456 https://shop.test/x\r\n"


def call(arguments, data=b"", seconds=40):
    child = subprocess.Popen([roost, *arguments], cwd=folder + "/work", env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, user=nobody, group=nobody, extra_groups=[] if nobody else None)
    isEnded = False
    try:
        if b"--follow" in arguments or arguments and arguments[0].decode(errors="replace") in BLOCKING:
            try:
                return child, *child.communicate(data, timeout=0.4)
            except subprocess.TimeoutExpired:
                isEnded = True
                child.terminate()
        return child, *child.communicate(None if isEnded else data, timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return child, b"", b"it does not end"


def options(command):
    text = call([*command, b"--help"])[1].decode()
    names = {name: bool(value) for name, value in re.findall(r"^  (?:-\w, )?(--[a-z-]+)( <)?", text, re.M)}
    return {name: value for name, value in names.items() if name not in BARRED}


def value(option):
    if option in PATH_OPTIONS:
        return source.choice(PATHS + ["store", "store", "store"])
    return source.choice(VALUES + WORDS + PATHS)


def garbage():
    return bytes(source.choice([source.randrange(1, 256), source.randrange(32, 127), 45, 27]) for _ in range(source.randrange(12))).replace(b"/", b"_")


def arguments(name):
    words = [name]
    if name == "run":
        tail = source.choice([["--", "true"], ["--", "false"], ["--", "sh", "-c", "exit 7"], ["--", "no-such-command"], [], ["--"]])
    else:
        tail = [source.choice(WORDS + PATHS) for _ in range(source.choice([0, 0, 1, 1, 2, 4]))]
    for _ in range(source.choice([0, 1, 1, 2, 3, 5])):
        if not known[name]:
            break
        option = source.choice(list(known[name]))
        words.append(option)
        if known[name][option]:
            words.append(value(option))
    if name not in ("serve", "run") and "--store" in known[name] and source.random() < 0.8:
        words += ["--store", "store"]
    if name in ("wait", "ready") or name == "assert":
        words += ["--timeout", "50ms"] if "--timeout" in known[name] else []
    encoded = [word.encode() for word in words + tail]
    if source.random() < 0.4 and name not in ("serve", "run"):
        encoded.insert(source.randrange(1, len(encoded) + 1), garbage())
    # The command stays: without one the usual ports would be listened on.
    if source.random() < 0.1 and name not in BLOCKING and len(encoded) > 1:
        encoded.pop(source.randrange(1, len(encoded)))
    encoded[1:1] = [word.encode() for word in BLOCKING.get(name, [])]
    return [word.replace(b"\0", b"") for word in encoded]


def judge(name, child, output, errors):
    # What is ended before it has begun says nothing.
    if child.returncode == -15 and name in BLOCKING.keys() | {"export", "sessions"} and not output + errors:
        return None
    if child.returncode not in CODES.get(name, {0, 1, 2, 3}):
        return f"code {child.returncode}"
    # What a run came to is told before what became of its --keep.
    if child.returncode in (2, 3) and name != "run" and (errors.count(b"\n") != 1 or not errors.endswith(b"\n") or len(errors) > 2000):
        return "not one line"
    output = re.sub(rb"\x1b\[\d*m", b"", output)  # of --color always; the mail has none
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", errors) or name not in ("export", "get", "completions", "sendmail") and re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", output):
        return "a control octet"
    return None


os.mkdir(folder + "/work")
open(folder + "/work/message.eml", "wb").write(MAIL)
if nobody:
    for path, _, files in os.walk(folder):
        for p in [path] + [os.path.join(path, f) for f in files]:
            os.chown(p, nobody, nobody)
commands = re.findall(r"^  ([a-z]+)  ", call([b"--help"])[1].decode().split("SUBCOMMANDS:")[1], re.M)
known = {name: options([name.encode()]) for name in commands}
commands.remove("ui")  # a screen, see keys.swift
started, runs, found, codes = time.monotonic(), 0, 0, {}
while time.monotonic() - started < SECONDS:
    if runs % 500 == 0:
        shutil.rmtree(folder + "/work/store", ignore_errors=True)
        for _ in range(3):
            call([b"sendmail", b"--store", b"store", b"-t"], MAIL)
    name = source.choice(commands)
    given = arguments(name)
    data = source.choice([b"", MAIL, source.randbytes(200), b"EHLO x\r\nMAIL FROM:<a@b.test>\r\nQUIT\r\n"])
    child, output, errors = call(given, data)
    runs += 1
    codes[child.returncode] = codes.get(child.returncode, 0) + 1
    actual = given[0].decode(errors="replace") if given else ""
    complaint = judge(actual, child, output, errors)
    if complaint:
        found += 1
        print(f"{complaint}: {given!r} on {data[:30]!r} -> {child.returncode} {output[:200]!r} {errors[:400]!r}", flush=True)
print(f"fuzzed {runs} command lines with seed {SEED}: {found} findings; codes {dict(sorted(codes.items()))}")
shutil.rmtree(folder)
sys.exit(1 if found else 0)
