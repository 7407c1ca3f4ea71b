#!/usr/bin/env python3
"""run.py [SECTION…]: runs all benchmarks, or those named, and writes RESULTS.md and results.json, anew after each of them.
run.py --check [SECTION…]: holds what they say against thresholds.json, and writes nothing.

Takes about half an hour on two processors and wants an idle machine; what of the peers is installed is measured
(Debian: postfix mutt neomutt aerc lynx w3m ripgrep python3-gi gir1.2-gmime-3.0; PyPI: aiosmtpd sendria)."""
import glob, json, os, subprocess, sys, tempfile
from report import rows

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")
ROOST = os.path.join(ROOT, ".build/release/roost")
SECTIONS = {
    "receiving": (["./receivers.py", ROOST], "Mail taken, beside other receivers (receivers.py)"),
    "store": ([".build/release/store", tempfile.gettempdir()], "The log by itself (store)"),
    "parsing": (["./parsers.py"], "Mail parsed and decoded, beside other parsers (parsers.py)"),
    "html": (["./html-peers.py", ROOST, *sorted(glob.glob(os.path.join(ROOT, "Tests/Fixtures/html/*.html")))], "HTML as text, beside lynx and w3m (html-peers.py)"),
    "search": (["./search.py", ROOST], "100,000 messages listed, searched and indexed (search.py)"),
    "screen": (["./screen.py", ROOST, "100000", "mutt", "neomutt", "aerc"], "The screen at 100,000 messages (screen.py)"),
    "hot": (["./hot.py"], "Instructions and allocations of the hot paths (hot.py)"),
}


def build():
    subprocess.run(["swift", "build", "-c", "release", "--product", "roost"], cwd=ROOT, check=True)
    subprocess.run(["swift", "build", "-c", "release"], cwd=HERE, check=True)


def machine():
    with open("/proc/cpuinfo") as cpus:
        names = [line.split(":", 1)[1].strip() for line in cpus if line.startswith("model name")]
    return f"{len(names)} processors, {names[0]}, Linux {os.uname().release.split('-')[0]}"


def missed(found, thresholds):
    """What is said to hold of a row and does not; a row of a peer that is not here says nothing."""
    for threshold in thresholds:
        for row in found:
            if any(row.get(column) != value for column, value in threshold["row"].items()):
                continue
            value = row[threshold["column"]]
            low, high = threshold.get("at least", value), threshold.get("at most", value)
            if not low <= value <= high:
                yield f"{threshold['column']} is {value:g}, not {low:g} to {high:g}: {threshold['row']}"


def write(page, found):
    with open(os.path.join(HERE, "RESULTS.md"), "w") as out:
        out.write("\n".join(page))
    with open(os.path.join(HERE, "results.json"), "w") as out:
        json.dump({"machine": machine(), "rows": found}, out, indent=1, ensure_ascii=False)


def main():
    arguments = sys.argv[1:]
    checks = "--check" in arguments
    wanted = [argument for argument in arguments if argument != "--check"] or list(SECTIONS)
    if unknown := set(wanted) - set(SECTIONS):
        sys.exit(f"{', '.join(sorted(unknown))}: no such section; there are {', '.join(SECTIONS)}")
    build()
    page = [f"# What Roost costs\n\nBy `Tests/Benchmarks/run.py`, on {machine()}. Compare within a table only.\n"]
    found, problems = [], []
    for section in wanted:
        command, title = SECTIONS[section]
        print(f"\n== {title}", flush=True)
        done = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, text=True)
        said = done.stdout.strip()
        print(said, flush=True)
        page.append(f"## {title}\n\n{said if '|---' in said else f'```text{chr(10)}{said}{chr(10)}```'}\n")
        found += rows(said)
        if done.returncode != 0:
            problems.append(f"{section} ended with {done.returncode}")
        if not checks:
            write(page, found)
    if checks:
        with open(os.path.join(HERE, "thresholds.json")) as file:
            problems += missed(found, json.load(file)["ratios"])
    if problems:
        sys.exit("\n".join(problems))


main()
