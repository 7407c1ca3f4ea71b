#!/usr/bin/env python3
"""hot.py [--record] [PATH…]: what the hot paths cost, in instructions and allocations for one time, by callgrind.

Repeatable whatever else the machine does. Compared with thresholds.json: more than a tenth over one fails. --record
writes what was found there. Needs valgrind and `swift build -c release --product hot` (done here)."""
import json, os, re, subprocess, sys, tempfile
from report import Report

HERE = os.path.dirname(os.path.abspath(__file__))
THRESHOLDS = os.path.join(HERE, "thresholds.json")
SLACK = 1.1
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"}
# Swift seeds its hash tables anew at each start: an order that changes is a count that changes.
ENVIRONMENT = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1", LC_ALL="C.UTF-8")


def counts(binary, path, times):
    """Instructions and allocations of a run."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", binary, path, str(times)],
            env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        instructions, allocations, names, callee = 0, 0, {}, ""
        with open(out.name, errors="replace") as lines:
            for line in lines:
                if line.startswith(("summary:", "totals:")):
                    instructions = int(line.split()[1])
                elif match := re.match(r"c?fn=\((\d+)\)(?: (.*))?", line):
                    name = names.setdefault(match[1], match[2] or "")
                    if line.startswith("cfn="):
                        callee = name
                elif line.startswith("calls=") and callee.split("@")[0].split("'")[0] in ALLOCATORS:
                    allocations += int(line[6:].split()[0])
        return instructions, allocations


def main():
    arguments = sys.argv[1:]
    record = "--record" in arguments
    wanted = [argument for argument in arguments if argument != "--record"]
    subprocess.run(["swift", "build", "-c", "release", "--product", "hot"], cwd=HERE, check=True, stdout=sys.stderr)
    built = os.path.join(HERE, ".build/release/hot")
    with tempfile.TemporaryDirectory() as folder:
        binary = os.path.join(folder, "hot")
        # Without what debuggers read, at which some valgrinds give up.
        subprocess.run(["strip", "-g", "-o", binary, built], check=True)
        measure(binary, record, wanted)


def measure(binary, record, wanted):
    listed = [line.split() for line in subprocess.run([binary], check=True, capture_output=True, text=True).stdout.splitlines()]
    with open(THRESHOLDS) as file:
        thresholds = json.load(file)
    failures = 0
    report = Report("Hot paths", "path", "instructions", "of the limit", "allocations", "of its limit")
    for path, count in listed:
        if wanted and path not in wanted:
            continue
        once, twice = counts(binary, path, int(count)), counts(binary, path, 2 * int(count))
        found = [round((b - a) / int(count)) for a, b in zip(once, twice)]
        if record:
            thresholds["paths"][path] = dict(instructions=found[0], allocations=found[1])
        limits = [thresholds["paths"].get(path, {}).get(kind) for kind in ("instructions", "allocations")]
        parts = [value / limit if limit else float(value > 0) for value, limit in zip(found, limits)]
        failures += any(part > SLACK for part in parts)
        report.row(path, found[0], parts[0], found[1], parts[1])
    if record:
        with open(THRESHOLDS, "w") as file:
            json.dump(thresholds, file, indent=2)
            file.write("\n")
    if failures:
        sys.exit(f"{failures} paths cost more than a tenth over thresholds.json")


main()
