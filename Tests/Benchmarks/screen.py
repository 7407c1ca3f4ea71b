#!/usr/bin/env python3
"""screen.py [ROOST] [MESSAGES] [PEER…]: how fast the screen is, beside mutt, neomutt and aerc on the same mail.

Makes a corpus in a temporary folder (an mbox, a Maildir, a store of it), then runs each program on a pty of 80x24 and
takes the times from what it writes: from a key to the last octet before 25 ms of silence. For Roost the frame log says
the same from inside. Prints a table, p50 and p99. Each program is measured alone; nothing here needs a network but loopback."""
import base64, fcntl, json, mailbox, multiprocessing, os, pty, random, re, select, shutil, signal, smtplib, socket, struct, subprocess, sys, tempfile, termios, threading, time

ROOST = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/release/roost")
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
PEERS = sys.argv[3:] or [name for name in ("mutt", "neomutt", "aerc") if shutil.which(name)]
R = random.Random(11)
WORDS = ["".join(R.choice("bcdfghklmnprstvw") + R.choice("aeiou") for _ in range(R.randint(2, 4))) for _ in range(3000)]
ms = lambda seconds: f"{seconds * 1000:.1f}"


def words(octets):
    text = []
    while octets > 0:
        line = " ".join(WORDS[int(R.random() ** 2 * 2999)] for _ in range(10))
        text.append(line)
        octets -= len(line) + 1
    return "\n".join(text) + "\n"


def message(subject, body, kind="text/plain", encoding="7bit"):
    return (f"From: {R.choice(WORDS)} <{R.choice(WORDS)}@example.test>\nTo: {R.choice(WORDS)}@example.test\nSubject: {subject}\n"
            f"Date: Mon, 23 Nov 2026 12:00:00 +0000\nMessage-ID: <{R.getrandbits(64):x}@example.test>\nMIME-Version: 1.0\n"
            f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}").encode()


def corpus():
    """The first ones are those that are opened: two of 100 KB that differ, 100 KB of HTML, 25 MB, 50 KB of text."""
    long = words(100_000)
    yield message("long one", long)
    yield message("long one", long.replace(WORDS[3], "changed"))
    yield message("html one", "<html><body>" + "".join(f"<p>{words(300)}<b>bold</b> <a href='https://x.test/{n}'>link</a></p>" for n in range(280)) + "</body></html>\n", "text/html")
    yield message("huge one", base64.encodebytes(R.randbytes(18_500_000)).decode(), "application/octet-stream", "base64")
    yield message("fair one", words(50_000))
    for number in range(COUNT - 6):
        yield message(f"{R.choice(WORDS)} {R.choice(WORDS)} {number}", words(2600) + ("quartzfish\n" if number % 1000 == 7 else ""))
    yield message("zznewest", words(2600))


class Screen:
    """A program on a pty; everything it writes is read as it comes."""

    def __init__(self, command, environment, frames=False):
        self.frames, frame_end = os.pipe() if frames else (None, None)
        self.started = time.monotonic()
        self.pid, self.tty = pty.fork()
        if self.pid == 0:
            if frames:
                os.dup2(frame_end, 9)
                command = command + ["--frame-log", "9"]
            os.execvpe(command[0], command, environment)
        if frames:
            os.close(frame_end)
            os.set_blocking(self.frames, False)
        self.resize(80, 24)
        self.seen = b""

    def resize(self, columns, rows):
        fcntl.ioctl(self.tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        if not select.select([self.tty], [], [], max(seconds, 0))[0]:
            return b""
        try:
            data = os.read(self.tty, 65536)
        except OSError:
            return b""
        self.seen = (self.seen + data)[-400_000:]
        return data

    def wait_for(self, text, seconds=120):
        """When the text came. Cells may be written one by one, so what moves the cursor between them is left out."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.5)
            if text in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b\([B0]", b"", self.seen):
                return time.monotonic()
        raise SystemExit(f"{text} never came; last: {self.seen[-2000:]}")

    def settle(self, quiet=0.15):
        while self.read(quiet):
            pass
        self.seen = b""

    def press(self, keys, quiet=0.025, first=1.0):
        """Seconds until the last octet that follows, and how many did."""
        start = last = time.monotonic()
        os.write(self.tty, keys)
        count, wait = 0, first
        while data := self.read(wait):
            last, count, wait = time.monotonic(), count + len(data), quiet
        return last - start, count

    def frame_lines(self):
        """Of the frames since the last look in which something changed: nanoseconds of the same clock, reason, rows."""
        try:
            lines = [line.split() for line in os.read(self.frames, 1 << 20).decode().splitlines()]
            return [(int(line[2]), line[3], int(line[4])) for line in lines if len(line) == 6 and line[4] != "0"]
        except BlockingIOError:
            return []

    def frame_times(self):
        return [frame[0] for frame in self.frame_lines()]

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.tty)


def spread(values):
    values = sorted(values)
    return f"{ms(values[len(values) // 2])} / {ms(values[min(len(values) - 1, len(values) * 99 // 100)])}"


rows = []


def tell(what, budget, value, who="roost"):
    rows.append((what, budget, who, value))
    print(f"{what:46} {budget:>14}  {who:8} {value}", flush=True)


def lists(who, screen):
    """What every program of the kind does."""
    screen.settle()
    times, octets = zip(*[screen.press(b"j") for _ in range(200)])
    tell("j: p50 / p99 ms", "8 / 16", spread(times), who)
    visible = sorted(octets)
    tell("octets of a j: p50", "400", visible[len(visible) // 2], who)
    screen.settle()
    tell("200 j at once, ms", "60", ms(screen.press(b"j" * 200, quiet=0.1)[0]), who)


def peer(name, folder, environment):
    if name == "aerc":
        config = os.path.join(folder, "aerc-config/aerc")
        os.makedirs(config, exist_ok=True)
        open(os.path.join(config, "accounts.conf"), "w").write(f"[mail]\nsource = maildir://{folder}/maildir\ndefault = box\nfrom = me@example.test\n")
        os.chmod(os.path.join(config, "accounts.conf"), 0o600)
        command, environment = ["aerc"], {**environment, "XDG_CONFIG_HOME": os.path.join(folder, "aerc-config")}
    else:
        rc = os.path.join(folder, "muttrc")
        open(rc, "w").write("set sort=reverse-mailbox-order\nset mail_check=0\nset read_inc=0\nset quit=yes\nset confirmappend=no\n" f"set folder={folder}\n")
        command = [name, "-n", "-R", "-F", rc, "-f", os.path.join(folder, "mbox")]
    screen = Screen(command, environment)
    tell(f"start to the newest row, {COUNT}, ms", "150", ms(screen.wait_for(b"zznewest") - screen.started), name)
    lists(name, screen)
    screen.end()


def deliver(port, subject):
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("a@example.test", ["b@example.test"], f"Subject: {subject}\r\n\r\nbody\r\n")


def roost(store, environment):
    command = [ROOST, "--store", store, "--listen", "127.0.0.1:0", "--submission", "off", "--smtps", "off"]
    listener = subprocess.Popen([ROOST, "serve", *command[1:]], env=environment, stdout=subprocess.PIPE, text=True)
    port = int(re.search(r":(\d+)", listener.stdout.readline().split("//")[1])[1])
    threading.Thread(target=lambda: [None for _ in listener.stdout], daemon=True).start()
    for number in range(3):
        screen = Screen(command, environment, frames=True)
        came = screen.wait_for(b"zznewest") - screen.started
        tell(f"start {number + 1} to the newest row, {COUNT}, ms", "150", ms(came))
        if number < 2:
            screen.end()
    time.sleep(1)
    screen.settle(1)
    wait_until_idle(screen.pid)
    lists("roost", screen)
    screen.settle()
    screen.frame_times()
    inside = []
    for _ in range(200):
        start = time.monotonic_ns()
        os.write(screen.tty, b"k")
        screen.press(b"", first=0.02)
        inside += [(frame - start) / 1e9 for frame in screen.frame_times()[-1:]]
    tell("k by the frame log: p50 / p99 ms", "8 / 16", spread(inside))
    keys(screen)
    memory_and_idle(screen)
    arrivals(screen, port)
    burst(screen, port)
    screen.end()
    listener.terminate()
    listener.wait()


def wait_until_idle(pid):
    before = -1
    while (now := sum(map(int, open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[11:13]))) > before + 2:
        before = now
        time.sleep(1)


def after(screen, keys, quiet=0.4):
    """Until nothing has changed for long: only cells that differ are written, so no text can be waited for."""
    return screen.press(keys, quiet=quiet)[0]


def keys(screen):
    def go(number):
        screen.press(str(number).encode() + b"\r")
        screen.settle()

    go(5)
    tell("open 50 KB of text, ms", "30", ms(after(screen, b"\r")))
    screen.press(b"q")
    go(4)
    tell("open 25 MB, ms", "150", ms(after(screen, b"\r")))
    screen.press(b"q")
    go(3)
    screen.press(b"\r")
    screen.settle()
    tell("render 100 KB of HTML, ms", "50", ms(after(screen, b"2")))
    screen.press(b"1")
    screen.press(b"q")
    go(2)
    screen.press(b" ")
    screen.press(b" ")
    tell("compare two of 100 KB, to the first page, ms", "100", ms(after(screen, b"c")))
    tell("compare two sources of 100 KB, ms", "100", ms(after(screen, b"4")))
    screen.press(b"q")
    screen.press(b"\x1b")
    for name, word in (("rare", b"quartzfish"), ("common", WORDS[0].encode())):
        screen.press(b"/")
        screen.settle()
        pressed = [screen.press(word[:1], quiet=0.01)[0]] + [screen.press(bytes([letter]), quiet=0.01)[0] for letter in word[1:-1]]
        done = after(screen, word[-1:], quiet=2)
        tell(f"filter key, {name} word: p50 / p99 ms", "16", spread(pressed))
        tell(f"filter complete with bodies, {name} word, ms", "300", ms(done))
        tell("Esc alone, ms", "25", ms(screen.press(b"\x1b", quiet=0.01)[0]))
        screen.settle()
    firsts = []
    for word in (WORDS[1], WORDS[2], WORDS[5]) * 3:
        screen.press(b"/")
        screen.settle(0.3)
        for letter in word.encode():
            screen.frame_lines()
            start = time.monotonic_ns()
            os.write(screen.tty, bytes([letter]))
            screen.press(b"", first=0.6, quiet=0.6)
            answers = [frame[0] for frame in screen.frame_lines() if frame[1] == "answer"]
            firsts += [(answers[0] - start) / 1e9] if answers else []
        screen.press(b"\x1b", quiet=0.01)
    tell(f"filter key to the first result, {len(firsts)} keys: p50 / p99 ms", "30", spread(firsts))
    screen.press(b"g")
    screen.settle()
    screen.resize(200, 60)
    tell("resize to 200x60, ms", "30", ms(screen.press(b"")[0]))
    screen.resize(80, 24)
    screen.settle()


def memory_and_idle(screen):
    sizes = dict(re.findall(r"(\w+): +(\d+) kB", open(f"/proc/{screen.pid}/smaps_rollup").read()))
    tell("memory of the front, MB: resident / own", "60", f"{int(sizes['Rss']) / 1024:.0f} / {int(sizes['Anonymous']) / 1024:.0f}")

    def taken():
        status = open(f"/proc/{screen.pid}/status").read()
        return sum(map(int, open(f"/proc/{screen.pid}/stat").read().rsplit(")", 1)[1].split()[11:13])), int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", status)[1])

    time.sleep(4)
    before = taken()
    time.sleep(5)
    now = taken()
    tell("5 s idle: clock ticks, wakeups", "0, 0", f"{now[0] - before[0]}, {now[1] - before[1]}")


def arrivals(screen, port):
    screen.press(b"g")
    times = []
    with smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(40):
            screen.settle()
            screen.frame_times()
            client.sendmail("a@example.test", ["b@example.test"], f"Subject: new {number}\r\n\r\nbody\r\n")
            stored = time.monotonic_ns()
            screen.settle()
            times += [max(frame - stored, 0) / 1e9 for frame in screen.frame_times()[:1]]
    tell("250 to the new row: p50 / p99 ms", "10 / 50", spread(times))
    stop, sent = threading.Event(), [0]

    def flood():
        with smtplib.SMTP("127.0.0.1", port) as client:
            while not stop.is_set():
                client.sendmail("a@example.test", ["b@example.test"], "Subject: flood\r\n\r\nbody\r\n")
                sent[0] += 1

    floods = [threading.Thread(target=flood) for _ in range(2)]
    began = time.monotonic()
    for thread in floods:
        thread.start()
    time.sleep(0.3)
    screen.frame_times()
    pressed = []
    for _ in range(100):
        start = time.monotonic_ns()
        os.write(screen.tty, b"j")
        screen.press(b"", first=0.03, quiet=0.005)
        frames = [frame for frame in screen.frame_times() if frame > start]
        pressed += [(frames[0] - start) / 1e9] if frames else []
    stop.set()
    for thread in floods:
        thread.join()
    rate = sent[0] / (time.monotonic() - began)
    tell(f"key while {rate:.0f} mails/s come: p50 / p99 ms", "16", spread(pressed))


def burst_sender(port, number, rate, seconds, times):
    """Mails at a steady rate over one connection; when the 250 of each came."""
    connection = socket.create_connection(("127.0.0.1", port))
    replies = connection.makefile("rb")

    def reply():
        while (line := replies.readline())[3:4] == b"-":
            pass
        return time.monotonic()

    reply()
    connection.sendall(b"EHLO x\r\n")
    reply()
    came, start = [], time.monotonic()
    while (now := time.monotonic()) < start + seconds:
        time.sleep(max(0, start + len(came) / rate - now))
        connection.sendall(b"MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n")
        for _ in range(3):
            reply()
        connection.sendall(f"Subject: burst {number} {len(came)}\r\n\r\nbody\r\n.\r\n".encode())
        came.append(reply())
    times.put(came)


def burst(screen, port, rate=1000, seconds=5):
    """The title counts unread messages, is written whole, and after the rows."""
    screen.press(b"g")
    screen.settle()
    deliver(port, "before the burst")
    unread = lambda: [int(number) for number in re.findall(rb"\x1b\]2;roost \((\d+) new\)", screen.seen)]
    for _ in range(20):
        unread() or screen.read(1)
    base, times = unread()[-1], multiprocessing.Queue()
    senders = [multiprocessing.Process(target=burst_sender, args=(port, number, rate / 4, seconds, times)) for number in range(4)]
    screen.seen = b""
    for sender in senders:
        sender.start()
    shown, began = [], time.monotonic()
    while time.monotonic() < began + seconds + 1.5:
        if screen.read(0.1):
            now, counts = time.monotonic(), unread()
            if counts:
                shown += [(counts[-1] - base, now)]
                screen.seen = screen.seen[-64:] if b"\x07" not in screen.seen[-64:] else b""
    stored = sorted(came for sender in senders for came in times.get())
    for sender in senders:
        sender.join()
    latencies, place = [], 0
    for number, came in enumerate(stored, 1):
        while place < len(shown) and shown[place][0] < number:
            place += 1
        if place < len(shown):
            latencies.append(max(shown[place][1] - came, 0))
    per_second = len(stored) / (stored[-1] - stored[0])
    tell(f"row in a burst of {per_second:.0f} mails/s, {len(latencies)} of {len(stored)} rows: p50 / p99 ms", "100", spread(latencies))


def main():
    folder = tempfile.mkdtemp(prefix="roost-screen-")
    environment = {**os.environ, "HOME": folder, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC", "MAILDIR": folder}
    for name in ("TMUX", "DISPLAY", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        environment.pop(name, None)
    try:
        with open(os.path.join(folder, "mbox"), "wb") as mbox:
            for mail in corpus():
                mbox.write(b"From a@example.test Mon Nov 23 12:00:00 2026\n" + mail.replace(b"\nFrom ", b"\n>From ") + b"\n")
        store = os.path.join(folder, "store")
        keep = subprocess.Popen([ROOST, "serve", "--store", store, "--listen", "127.0.0.1:0", "--submission", "off", "--smtps", "off",
                                 "--keep", "0", "--keep-bytes", "0", "--keep-age", "0"], env=environment, stdout=subprocess.PIPE)
        keep.stdout.readline()
        keep.terminate()
        keep.wait()
        subprocess.run([ROOST, "import", os.path.join(folder, "mbox"), "--store", store], env=environment, check=True)
        subprocess.run([ROOST, "list", "--limit", "1", "--store", store], env=environment, check=True)
        if "aerc" in PEERS:
            for box in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(folder, "maildir/box", box))
            for number, mail in enumerate(corpus()):
                open(os.path.join(folder, f"maildir/box/cur/{1700000000 + number}.{number}.x:2,S"), "wb").write(mail)
        wrapper = os.environ.get("MEASURE", "").split()
        if wrapper and "ROOST_SCREEN_FOLDER" not in os.environ:
            for part in ["roost"] + PEERS:
                subprocess.run(wrapper + [sys.executable, __file__, ROOST, str(COUNT), part], env={**os.environ, "ROOST_SCREEN_FOLDER": folder})
            return
        roost(store, environment)
        for name in PEERS:
            peer(name, folder, environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if folder := os.environ.get("ROOST_SCREEN_FOLDER"):
        environment = {**os.environ, "HOME": folder, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC", "MAILDIR": folder}
        for name in ("TMUX", "DISPLAY", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            environment.pop(name, None)
        roost(os.path.join(folder, "store"), environment) if PEERS == ["roost"] else peer(PEERS[0], folder, environment)
    else:
        main()
