#!/usr/bin/env python3
"""receivers.py [ROOST] [ROUNDS]: how fast mail is taken, beside other receivers, by Postfix's smtp-source.

Peers that are there are measured: smtp-sink and a Postfix that delivers to a Maildir (Debian: postfix), aiosmtpd and
Sendria (PyPI), nio-floor (of this package), and the receiver that REFSINK names: one in C that also syncs before its
250. Rounds are interleaved, the median counts. Only Roost, nio-floor, Postfix and REFSINK sync before they say 250."""
import os, pwd, re, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
from report import Report

HERE = os.path.dirname(os.path.abspath(__file__))
ROOST = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../.build/release/roost"))
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
SECONDS = 1.0
CELLS = [(size, sessions, kept) for size in (1024, 10_240) for sessions in (1, 10, 100) for kept in (False, True)]
TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid):
    """A process and its descendants."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stat:
                parents.setdefault(int(stat.read().rsplit(")", 1)[1].split()[1]), []).append(int(name))
        except OSError:
            pass
    found = [pid]
    for member in found:
        found += parents.get(member, [])
    return found


def processor_seconds(pid):
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / TICK


class Receiver:
    def __init__(self, name, command, folder, port):
        self.name, self.port = name, port
        self.process = subprocess.Popen(
            command, cwd=folder, env=dict(os.environ, HOME=folder, XDG_STATE_HOME=folder),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{name} does not listen")
                time.sleep(.02)

    def measure(self, size, sessions, kept):
        """Messages a second and processor seconds a message."""
        source = ["smtp-source", "-s", str(sessions), "-l", str(size), "-f", "a@example.test", "-t", "b@example.test"]
        source += (["-d"] if kept else []) + ["-m"]
        count = max(4 * sessions, 50)
        while True:
            spent, start = processor_seconds(self.process.pid), time.monotonic()
            subprocess.run(source + [str(count), f"127.0.0.1:{self.port}"], check=True, timeout=120, stdout=subprocess.DEVNULL)
            took = time.monotonic() - start
            if took > SECONDS / 2:
                return count / took, (processor_seconds(self.process.pid) - spent) / count
            count = int(count * min(10, 1.2 * SECONDS / max(took, .01)))

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def postfix(folder, port):
    """The main.cf and master.cf of a Postfix that takes everything and delivers it to one Maildir."""
    for name in ("etc", "queue", "data", "mail"):
        os.makedirs(f"{folder}/{name}")
    # Its own users must reach what it delivers to.
    for path in (os.path.dirname(folder), folder):
        os.chmod(path, 0o755)
    owner = pwd.getpwnam("postfix")
    os.chown(f"{folder}/data", owner.pw_uid, owner.pw_gid)
    os.chown(f"{folder}/mail", owner.pw_uid, owner.pw_gid)
    with open(f"{folder}/etc/main.cf", "w") as main:
        main.write(f"""compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
virtual_mailbox_domains = example.test
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{owner.pw_uid}
virtual_gid_maps = static:{owner.pw_gid}
virtual_transport = virtual
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
maillog_file = {folder}/queue/log
maillog_file_prefixes = {folder}
default_process_limit = 110
""")
    with open("/usr/share/postfix/master.cf.dist") as dist, open(f"{folder}/etc/master.cf", "w") as master:
        for line in dist:
            master.write(re.sub(r"^smtp +inet", f"127.0.0.1:{port} inet", line))
    subprocess.run(
        ["postfix", "-c", f"{folder}/etc", "check"], check=True, timeout=60, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    programs = subprocess.run(
        ["postconf", "-c", f"{folder}/etc", "-h", "daemon_directory"], check=True, timeout=60, capture_output=True, text=True).stdout.strip()
    return [f"{programs}/master", "-c", f"{folder}/etc", "-d"]


def start(peers, folder):
    """Starts those that are there, into `peers`."""
    def add(name, make):
        where, port = os.path.join(folder, str(len(peers))), free_port()
        os.makedirs(where)
        peers.append(Receiver(name, make(where, port), where, port))

    listen = lambda *options: lambda where, port: [
        ROOST, "serve", "--quiet", "--store", f"{where}/store", "--listen", f"127.0.0.1:{port}", *options]
    add("roost", listen())
    add("roost --sync interval", listen("--sync", "interval"))
    if floor := os.environ.get("REFSINK"):
        add("refsink", lambda where, port: [floor, "-p", str(port), "-f", f"{where}/log", "-m", "group"])
    if os.access(nio := os.path.join(HERE, ".build/release/nio-floor"), os.X_OK):
        add("nio-floor", lambda where, port: [nio, str(port), f"{where}/log"])
    if shutil.which("smtp-sink"):
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        add("smtp-sink", lambda where, port: ["smtp-sink", *user, f"127.0.0.1:{port}", "1000"])
    if shutil.which("postfix") and os.getuid() == 0:
        add("Postfix, Maildir", postfix)
    if aiosmtpd := shutil.which("aiosmtpd"):
        add("aiosmtpd, Maildir", lambda where, port: [
            aiosmtpd, "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", f"{where}/mail"])
    if sendria := shutil.which("sendria"):
        add("Sendria", lambda where, port: [
            sendria, "--foreground", "--db", f"{where}/db", "--smtp-port", str(port), "--http-port", str(free_port())])


def main():
    folder = tempfile.mkdtemp(prefix="roost-receivers-")
    peers = []
    try:
        start(peers, folder)
        report = Report(
            "Receiving", "octets", "sessions", "connections", "receiver", "messages/s", "to roost", "µs of CPU a message")
        for size, sessions, kept in CELLS:
            rates, costs = {}, {}
            for _ in range(ROUNDS):
                for peer in peers:
                    rate, cost = peer.measure(size, sessions, kept)
                    rates.setdefault(peer.name, []).append(rate)
                    costs.setdefault(peer.name, []).append(cost)
            own = statistics.median(rates["roost"])
            for name, found in rates.items():
                rate = statistics.median(found)
                report.row(
                    size, sessions, "kept" if kept else "new", name, round(rate), round(rate / own, 2),
                    round(statistics.median(costs[name]) * 1e6))
    finally:
        for peer in peers:
            peer.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
