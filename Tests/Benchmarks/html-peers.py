#!/usr/bin/env python3
"""Compares `roost render --html` with lynx and w3m on mails in HTML: html-peers.py ROOST FILE.html…

Per program, over all files at 80 columns: words of the mail that appear in its order, links that appear in full, words
that no reader sees (they begin with xhid) but that are shown, lines over the width, seconds. What the mail says is taken
from html5lib (pip install html5lib), which parses as browsers do, so that none of the three is its own judge.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from urllib.parse import unquote

import html5lib

WIDTH = 80
INLINE = set("b i u s em strong font span code wbr sup sub o:p tt q small big abbr svg math mi object label".split())
SKIPPED = {"head", "script", "style", "title", "template", "iframe", "noembed", "noframes"}


class Mail:
    """The words and links of a mail, hidden ones included."""

    def __init__(self, html):
        self.text, self.links = [], []
        self.visit(html5lib.parse(html, namespaceHTMLElements=False, scripting=False))

    def visit(self, node):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in SKIPPED or not tag:
            return
        if tag == "img" and not (node.get("width") == "1" and node.get("height") == "1"):
            self.text += [" ", node.get("alt") or "", " "]
        if tag == "input" and node.get("type") in ("text", "submit"):
            self.text += [" ", node.get("value") or "", " "]
        href = re.sub(r"[\t\n\r]", "", (node.get("href") or "")).strip()
        if tag in ("a", "area") and re.match(r"https?:|mailto:|tel:", href):
            self.links.append(href)
        gap = "" if tag in INLINE and "inline-block" not in (node.get("style") or "") else " "
        self.text += [gap, node.text or ""]
        for child in node:
            self.visit(child)
            self.text.append(child.tail or "")
        self.text.append(gap)


def words(text):
    text = "".join(c for c in text if unicodedata.category(c) != "Cf" and c not in "\u034f\u3164\u2800")
    # Chinese and Japanese have no words that a line end could not cut.
    return re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u4e00-\u9fff]+", unicodedata.normalize("NFC", text))


def common(left, right):
    """The length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for a in left:
        before = 0
        for place, b in enumerate(right):
            old = row[place + 1]
            row[place + 1] = before + 1 if a == b else max(old, row[place])
            before = old
    return row[-1]


def run(command, html):
    with tempfile.TemporaryDirectory() as folder:
        page, mail = os.path.join(folder, "m.html"), os.path.join(folder, "m.eml")
        with open(page, "wb") as file:
            file.write(html)
        with open(mail, "wb") as file:
            file.write(b"Content-Type: text/html; charset=utf-8\n\n" + html)
        start = time.monotonic()
        done = subprocess.run([a.format(page=page, mail=mail) for a in command], capture_output=True, timeout=60)
        return done.stdout.decode("utf-8", "replace"), time.monotonic() - start


def body_and_list(name, output):
    """The text, and the list of links that two of the three have behind it."""
    mark = r"\n?^\[1\] \S" if name == "roost" else r"^References$"
    found = list(re.finditer(mark, output, re.M))
    place = found[-1].start() if found else len(output)
    return output[:place], output[place:]


def main(roost, files):
    programs = {
        "roost": [roost, "render", "--html", "--width", str(WIDTH), "{mail}"],
        "lynx": ["lynx", "-dump", f"-width={WIDTH}", "-assume_charset=utf-8", "-display_charset=utf-8", "{page}"],
        "w3m": ["w3m", "-dump", "-cols", str(WIDTH), "-I", "utf-8", "-O", "utf-8", "-T", "text/html", "{page}"],
    }
    for name, command in programs.items():
        if not shutil.which(command[0]):
            continue
        kept = said = links = linked = shown = hidden = wide = 0
        seconds = 0.0
        for file in files:
            with open(file, "rb") as source:
                html = source.read()
            mail = Mail(html.decode("utf-8", "replace"))
            said_here = words("".join(mail.text))
            visible = [w for w in said_here if not w.startswith("xhid")]
            output, taken = run(command, html)
            text, listed = body_and_list(name, output)
            seconds += taken
            got = words(re.sub(r"\[\d+\]", " ", text))
            kept_here = common(visible, got)
            kept, said = kept + kept_here, said + len(visible)
            hidden += len(said_here) - len(visible)
            shown += sum(w.startswith("xhid") for w in got)
            reachable = [link for link in mail.links if "xhid" not in link]
            # A URL with its percent-encoding is the same URL (URL standard, section 4.4), and the only safe way to show
            # what a terminal must not get, such as U+202E: both sides are compared without it.
            plain = unquote(output)
            missing = [link for link in reachable if unquote(link) not in plain]
            linked, links = linked + len(reachable) - len(missing), links + len(reachable)
            wide_here = sum(cells(line) > WIDTH for line in text.splitlines())
            wide += wide_here
            if name == "roost" and (kept_here < len(visible) or missing or wide_here):
                lost = sorted(set(visible) - set(got))
                print(f"  {os.path.basename(file)}: {kept_here}/{len(visible)} words, lost {lost[:6]}, no links {missing}")
        print(
            f"{name:6} words in order {kept / max(said, 1):.4f}  links in full {linked / max(links, 1):.4f}"
            f"  hidden shown {shown / max(hidden, 1):.4f}  lines over the width {wide}  {seconds:.2f} s for {len(files)}")


def cells(line):
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.rstrip())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
