#!/usr/bin/env python3
"""parsers.py: how fast mail is parsed and decoded, beside Python's email and GMime.

Over the messages of Tests/Fixtures/eml and ones of ordinary size made here; every text and attachment is decoded, and
Roost finds defects and checks besides. GMime is asked through its binding (Debian: python3-gi, gir1.2-gmime-3.0), by
the system's own Python."""
import email, email.policy, glob, os, random, shutil, subprocess, sys, tempfile, time
from email.message import EmailMessage
from report import Report

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = sorted(glob.glob(os.path.join(HERE, "../Fixtures/eml/*/*.eml")))
GMIME = """
import sys, time, gi
gi.require_version("GMime", "3.0")
from gi.repository import GMime
GMime.init()
def read(content):
    message = GMime.Parser.new_with_stream(GMime.StreamMem.new_with_buffer(content)).construct_message(None)
    if message is None: return
    message.get_subject()
    parts = GMime.PartIter.new(message)
    while True:
        part = parts.get_current()
        try:
            if isinstance(part, GMime.TextPart): part.get_text()
        except UnicodeDecodeError: pass  # The binding's, of text that is in no charset.
        if isinstance(part, GMime.TextPart): pass
        elif isinstance(part, GMime.Part):
            content = part.get_content()
            if content: content.write_to_stream(GMime.StreamMem.new())
        if not parts.next(): break
contents = [open(path, "rb").read() for path in sys.argv[2:]]
start = time.perf_counter()
for _ in range(int(sys.argv[1])):
    for content in contents: read(content)
print(time.perf_counter() - start)
"""


def made(folder):
    """200 messages of text, HTML and an attachment, about 30 KB each."""
    chance, paths = random.Random(7), []
    words = "order invoice größe delivery Привет account confirm 日本語 please address thank customer".split()
    for number in range(200):
        message = EmailMessage(policy=email.policy.SMTP)
        message["Subject"], message["From"], message["To"] = f"Größe № {number}", "Ann <a@example.test>", "b@example.test"
        text = "\n".join(" ".join(chance.choices(words, k=10)) for _ in range(60))
        message.set_content(text)
        message.add_alternative("<p>" + text.replace("\n", "</p>\n<p>") + "</p>", subtype="html")
        message.add_attachment(chance.randbytes(12_000), maintype="application", subtype="pdf", filename="a.pdf")
        path = os.path.join(folder, f"{number}.eml")
        with open(path, "wb") as out:
            out.write(bytes(message))
        paths.append(path)
    return paths


def python(paths):
    contents = [open(path, "rb").read() for path in paths]
    start = time.perf_counter()
    for content in contents:
        message = email.message_from_bytes(content, policy=email.policy.default)
        for part in message.walk():
            try:
                str(message["subject"])
                None if part.is_multipart() else part.get_content()
            except (KeyError, LookupError, ValueError, TypeError, AttributeError, IndexError):
                pass  # Not every broken message gets through it.
    return time.perf_counter() - start


def seconds(command):
    return float(subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout.split()[0])


def main():
    subprocess.run(["swift", "build", "-c", "release", "--product", "parse"], cwd=HERE, check=True, stdout=sys.stderr)
    folder = tempfile.mkdtemp(prefix="roost-parsers-")
    try:
        report = Report("Parsing", "mail", "parser", "MB/s", "of roost")
        for title, paths in (("the fixtures", FIXTURES), ("text, HTML, attachment", made(folder))):
            octets = sum(os.path.getsize(path) for path in paths)
            rounds = max(1, 20_000_000 // octets)
            found = {"roost": seconds([os.path.join(HERE, ".build/release/parse"), str(rounds), *paths]) / rounds}
            if subprocess.run(["/usr/bin/python3", "-c", GMIME, "0"], capture_output=True).returncode == 0:
                found["GMime"] = seconds(["/usr/bin/python3", "-c", GMIME, str(rounds), *paths]) / rounds
            found["Python's email"] = python(paths)
            for name, took in found.items():
                report.row(title, name, octets / took / 1e6, round(found["roost"] / took, 3))
    finally:
        shutil.rmtree(folder)


main()
