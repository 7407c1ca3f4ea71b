#!/usr/bin/env python3
"""search.py [ROOST] [MESSAGES]: how fast a large store is listed, searched and indexed; prints a table.

Makes its own corpus (about 5 KB a message, mixed charsets and transfer encodings) and a store of it in a temporary
folder, once with the index files and once without, and sets `rg -F -i` over the segments beside it when it is there.
Measured from start to exit of a process, the best of several runs, everything in the page cache."""
import base64, fcntl, os, pty, quopri, random, re, select, shutil, smtplib, struct, subprocess, sys, tempfile
import termios, time

ROOST = sys.argv[1] if len(sys.argv) > 1 else ".build/release/roost"
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
R = random.Random(7)

LATIN = ["".join(R.choice("bcdfghklmnprstvw") + R.choice("aeiou") for _ in range(R.randint(2, 4))) for _ in range(4000)]
OTHERS = {
    "iso-8859-1": ["größe", "über", "naïve", "café", "señor", "façade"],
    "koi8-r": ["привет", "письмо", "заказ", "счёт", "адрес"],
    "iso-2022-jp": ["日本語", "注文", "確認", "メール"],
    "gb18030": ["订单", "确认", "邮件", "中文"],
    "windows-1253": ["καλημέρα", "παραγγελία"],
    "utf-8": ["größe", "привет", "日本語", "한국어", "żółw", "عربي"],
}


def text(octets, charset):
    words, size = [], 0
    while size < octets:
        others = OTHERS.get(charset)
        word = R.choice(others) if others and R.random() < .2 else LATIN[int(R.random() ** 3 * 3999)]
        words.append(word)
        size += len(word.encode()) + 1
    return "\r\n".join(" ".join(words[i:i + 11]) for i in range(0, len(words), 11)) + "\r\n"


def body(kind, number):
    needle = "quartzfish\r\n" if number % 1000 == 7 else ""
    if kind < 45:
        return "text/plain; charset=us-ascii", "7bit", (text(4300, "us-ascii") + needle).encode()
    charset = R.choice(list(OTHERS))
    if kind < 60:
        raw = (text(3300, charset) + needle).encode(charset, "replace")
        return f"text/plain; charset={charset}", "quoted-printable", quopri.encodestring(raw.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    if kind < 75:
        return f"text/plain; charset={charset}", "base64", base64.encodebytes((text(3000, charset) + needle).encode(charset, "replace")).replace(b"\n", b"\r\n")
    rows = "".join(f'<tr><td class="row" style="padding:4px">{text(160, "us-ascii")}</td></tr>\r\n' for _ in range(16))
    html = f"<html><body><h1>Order</h1><table>{rows}</table><p>{needle}</p><a href=\"https://shop.test/{number}\">see it</a></body></html>\r\n"
    if kind < 85:
        return "text/html; charset=utf-8", "8bit", html.encode()
    plain = text(1200, "us-ascii")
    attachment = base64.encodebytes(R.randbytes(900)).replace(b"\n", b"\r\n").decode()
    return 'multipart/mixed; boundary="=_b"', None, (
        f"--=_b\r\nContent-Type: multipart/alternative; boundary=\"=_a\"\r\n\r\n--=_a\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n"
        f"--=_a\r\nContent-Type: text/html\r\n\r\n{html[:2000]}\r\n--=_a--\r\n--=_b\r\nContent-Type: application/pdf\r\n"
        f"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"invoice-{number}.pdf\"\r\n\r\n{attachment}\r\n--=_b--\r\n").encode()


def message(number):
    kind, encoding, content = body(R.randrange(100), number)
    subject = " ".join(R.choice(LATIN) for _ in range(5))
    if R.random() < .2:
        subject = "=?utf-8?B?" + base64.b64encode((subject[:20] + " größe").encode()).decode() + "?="
    head = (
        f"Received: from app.example.test by in.example.test; Mon, 23 Nov 2026 12:00:00 +0000\r\nFrom: {R.choice(LATIN)} Shop <{R.choice(LATIN)}@example.test>\r\n"
        f"To: {R.choice(LATIN)}@example.test\r\nSubject: {subject}\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n"
        f"Message-ID: <{number}.{R.getrandbits(60):x}@example.test>\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n"
        + (f"Content-Transfer-Encoding: {encoding}\r\n" if encoding else ""))
    return head.encode() + b"\r\n" + content


def roost(store, *arguments, **more):
    return subprocess.run([ROOST, *arguments, "--store", store], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def keep_all(store):
    listener = subprocess.Popen([ROOST, "serve", "--store", store, "--listen", "127.0.0.1:0", "--submission", "off", "--smtps", "off",
                                 "--keep", "0", "--keep-bytes", "0", "--keep-age", "0"], stdout=subprocess.PIPE)
    listener.stdout.readline()
    listener.terminate()
    listener.wait()


def fill(store):
    keep_all(store)
    made = 0
    while made < COUNT:
        batch = min(10_000, COUNT - made)
        mbox = os.path.join(store, "..", "batch.mbox")
        with open(mbox, "wb") as file:
            for number in range(made, made + batch):
                content = re.sub(rb"(?m)^(>*From )", rb">\1", message(number))
                file.write(b"From app@example.test Mon Nov 23 12:00:00 2026\n" + content + b"\n")
        done = roost(store, "import", mbox)
        assert done.returncode == 0, done.stderr
        os.remove(mbox)
        made += batch


def timed(*command, runs=5):
    best, output = 1e9, b""
    for _ in range(runs):
        start = time.perf_counter()
        output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        best = min(best, time.perf_counter() - start)
    return best * 1000, output


def wake(store):
    """From the 250 to the first octet of what a waiting command prints, in milliseconds, and its anonymous memory."""
    listener = subprocess.Popen([ROOST, "serve", "--store", store, "--listen", "127.0.0.1:0", "--submission", "off", "--smtps", "off"], stdout=subprocess.PIPE)
    port = int(re.search(rb":(\d+)\s*$", listener.stdout.readline()).group(1))
    times, memory = [], 0
    client = smtplib.SMTP("127.0.0.1", port)
    for number in range(5):
        word = f"awaited{number}x{os.getpid()}"
        wait = subprocess.Popen([ROOST, "wait", "--store", store, f"subject:{word}", "--timeout", "60s"], stdout=subprocess.PIPE)
        time.sleep(2)
        with open(f"/proc/{wait.pid}/smaps_rollup") as rollup:
            memory = max(memory, int(re.search(r"Anonymous:\s+(\d+) kB", rollup.read()).group(1)) * 1024)
        client.sendmail("app@example.test", ["bob@example.test"], f"Subject: {word}\r\n\r\nbody\r\n")
        stored = time.perf_counter()
        wait.stdout.read(1)
        times.append((time.perf_counter() - stored) * 1000)
        wait.wait()
    client.quit()
    listener.terminate()
    listener.wait()
    return min(times), sorted(times)[len(times) // 2], memory


def screen(store, place, words):
    """What the screen says of its own filter, typed letter by letter: (typed, matches, milliseconds, first answer)."""
    script, frames = os.path.join(place, "script"), os.path.join(place, "frames")
    steps, dumps = [f"wait-mail {COUNT}", "wait-idle"], []
    for word in words:
        for end in range(1, len(word) + 1):
            dumps.append((word[:end], os.path.join(place, f"dump{len(dumps)}")))
            steps += ["filter", f"type {word[:end]}", "key enter", "wait-idle", f"dump {dumps[-1][1]}"]
        steps += ["key esc", "wait-idle"]
    with open(script, "w") as file:
        file.write("\n".join(steps + ["quit"]) + "\n")
    pid, terminal = pty.fork()
    if pid == 0:
        log = os.open(frames, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(log, 9)
        os.environ["TERM"] = "xterm-256color"
        os.execv(ROOST, [ROOST, "ui", "--store", store, "--script", script, "--frame-log", "9"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            if select.select([terminal], [], [], 1)[0] and not os.read(terminal, 65536):
                break
        except OSError:
            break
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    results = []
    for typed, dump in dumps:
        if not os.path.exists(dump):
            continue
        with open(dump, encoding="utf-8") as file:
            found = re.search(r"(\d+) of \d+ match \((\d+) ms\)", file.read())
        results.append((typed, int(found.group(1)), int(found.group(2))) if found else (typed, -1, -1))
    return results


def files(store, suffix):
    return [os.path.join(store, name) for name in sorted(os.listdir(store)) if name.endswith(suffix)]


def main():
    place = os.environ.get("ROOST_BENCH") or tempfile.mkdtemp(prefix="roost-search-")
    store = os.path.join(place, "store")
    try:
        if not os.path.isdir(store):
            fill(store)
        size = sum(map(os.path.getsize, files(store, ".roost")))
        for path in files(store, ".index"):
            os.remove(path)
        queries = [["--limit", "50"], ["--limit", "10", LATIN[0]], ["body:needle"], ["body:quartzfish"], ["subject:größe"], ["zzqqxxnothing"]]
        start = time.perf_counter()
        roost(store, "list", *queries[0])
        first = time.perf_counter() - start
        indexed = sum(map(os.path.getsize, files(store, ".index")))
        print(f"{COUNT} messages, {size / 1e6:.0f} MB of segments, {indexed / 1e6:.0f} MB of index")
        print(f"{'first list, which indexes the store':44}{first * 1000:9.0f} ms  {size / 1e6 / first:.0f} MB/s")
        for query in queries:
            best, output = timed(ROOST, "list", "--store", store, *query)
            print(f"{'roost list ' + ' '.join(query):44}{best:9.1f} ms  {len(output.splitlines())} lines")
        if shutil.which("rg"):
            best, output = timed("rg", "-a", "-c", "-F", "-i", "zzqqxxnothing", *files(store, ".roost"))
            print(f"{'rg -F -i zzqqxxnothing, all cores':44}{best:9.1f} ms")
            best, output = timed("rg", "-a", "-c", "-j1", "-F", "-i", "zzqqxxnothing", *files(store, ".roost"))
            print(f"{'rg -F -i -j1 zzqqxxnothing':44}{best:9.1f} ms")
        least, median, memory = wake(store)
        print(f"{'roost wait, from the 250 to its answer':44}{least:9.1f} ms  median {median:.1f} ms")
        print(f"{'anonymous memory of roost wait':44}{memory / COUNT:9.0f} octets a message")
        for typed, count, milliseconds in screen(store, place, ["quartzfish", "wo", "zzqqxx"]):
            print(f"{'the screen, filter ' + typed:44}{milliseconds:9} ms  {count} match")
        away = os.path.join(place, "without")
        os.makedirs(away, mode=0o700, exist_ok=True)
        for path in files(store, ".roost"):
            target = os.path.join(away, os.path.basename(path))
            if not os.path.exists(target):
                os.link(path, target)
        for query in queries[:4]:
            for path in files(away, ".index"):
                os.remove(path)
            output = roost(away, "list", *query).stdout
            same = output == roost(store, "list", *query).stdout
            print(f"{'without the index: ' + ' '.join(query):44}{'the same answer' if same else 'ANOTHER ANSWER':>24}")
    finally:
        if "ROOST_BENCH" not in os.environ:
            shutil.rmtree(place)


if __name__ == "__main__":
    main()
