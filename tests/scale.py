#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A million transcripts: the same bytes for every -j, every record accounted for, memory flat.

    scale.py EQUATE [--workspace DIR --transcripts FILE.jsonl] [--records N] [--bad PERCENT] [--jobs 1,2]

The transcripts are repeated up to N with numbers of their own; of PERCENT something is wrong. Without a
workspace a small one is made up. Records go in through a pipe and decisions out through another, so that
nothing of it needs room on a disk. TAP; the figures stand in comments.
"""

import argparse
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

import harness

FLAT = 64 * 1024  # KiB that a batch may add, however long
SMALL = 10000     # records of the run that memory is compared with
SUMMARY = re.compile(r"(\d+) records: (\d+) decided, (\d+) needs-info, (\d+) no-agreement, (\d+) rejected in")

CATALOG = """equate: catalog/1
institution: {name}
name: University {name}
country: PL
credit-unit: ects
grading: percent
courses:
"""
GRADING = """equate: grading/1
scales: [{id: percent, best: 100, pass: 50, worst: 0}]
conversions: [{id: c, from: percent, to: percent, method: linear}]
"""
AGREEMENT = """equate: agreement/1
id: a-b
from: a
to: b
status: approved
provenance: {approved-by: Senate, approved-on: 2020-01-01}
grades: c
rules:
"""


def make_workspace(folder):
    """A hundred courses, a rule for each; 200 transcripts of ten entries."""
    for name in "ab":
        courses = "".join(f"  - {{code: {name.upper()}{i}, title: Course {i}, credits: 5}}\n" for i in range(100))
        harness.write(folder / f"catalogs/{name}.yaml", CATALOG.format(name=name) + courses)
    harness.write(folder / "rules/grading.yaml", GRADING)
    harness.write(folder / "rules/a-b.yaml", AGREEMENT + "".join(
        f"  - {{id: r{i}, take: A{i}, give: B{i}}}\n" for i in range(0, 100, 2)))
    lines = []
    for number in range(200):
        entries = [{"course": f"A{(number * 7 + i * 13) % 100}", "grade": str(40 + (number + i) % 60)}
                   for i in range(10)]
        lines.append(json.dumps({"equate": "transcript/1", "student": {"id": f"S{number:07}"}, "institution": "a",
                                 "target": {"institution": "b"}, "entries": entries}, separators=(",", ":")))
    harness.write(folder / "transcripts.jsonl", "".join(line + "\n" for line in lines))
    return folder, folder / "transcripts.jsonl"


def spoil(line, number):
    """Something else each time; a line stays one."""
    kind = number % 5
    if kind == 0:
        return line[:len(line) // 2]
    if kind == 1:
        return re.sub(rb'"institution":"\w+"', b'"institution":"nowhere"', line, count=1)
    if kind == 2:
        return line.replace(b'"student"', b'"studnet"', 1)
    if kind == 3:
        return line.replace(b'"entries"', b'"note":"\xff","entries"', 1)
    return b"[" + line + b"]"


def records(lines, count, every):
    """Blocks of lines; each `every`-th record is spoilt."""
    block = []
    for i in range(count):
        line = re.sub(rb'"id":"\w+"', b'"id":"S%09d"' % i, lines[i % len(lines)], count=1)
        block.append(spoil(line, i // every) if every and i % every == every - 1 else line)
        if len(block) == 500:
            yield b"\n".join(block) + b"\n"
            block = []
    if block:
        yield b"\n".join(block) + b"\n"


def feed(pipe, lines, count, every):
    try:
        for block in records(lines, count, every):
            pipe.write(block)
        pipe.close()
    except BrokenPipeError:
        pass


class Outcome:
    def __init__(self, arguments, jobs, count):
        lines = arguments.transcripts.read_bytes().splitlines()
        every = round(100 / arguments.bad) if arguments.bad else 0
        self.expected_bad = count // every if every else 0
        with tempfile.TemporaryDirectory(prefix="equate-scale-") as folder:
            rejects = pathlib.Path(folder, "rejects")
            command = [arguments.program, "--workspace", arguments.workspace, "convert", "--on", "2025-02-01",
                       "--from-format", "jsonl", "--format", "jsonl", "--detail", "awards", "-j", str(jobs),
                       "--rejects", rejects, "-"]
            with open(pathlib.Path(folder, "findings"), "wb+") as findings:
                started = time.monotonic()
                process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=findings)
                feeder = threading.Thread(target=feed, args=(process.stdin, lines, count, every))
                feeder.start()
                out = hashlib.sha256()
                for block in iter(lambda: process.stdout.read(1 << 20), b""):
                    out.update(block)
                feeder.join()
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                self.seconds = time.monotonic() - started
                findings.seek(0)
                said = findings.read()
            self.rejects = rejects.read_bytes() if rejects.exists() else b""
        self.status = process.returncode
        self.out = out.hexdigest()
        last = said.splitlines()[-1].decode() if said else ""
        self.said = said[:len(said) - len(last) - 1]
        self.summary = last
        self.counts = [int(number) for number in (SUMMARY.match(last) or [None] * 6).groups()] \
            if SUMMARY.match(last) else []
        self.peak = usage.ru_maxrss
        self.processor = usage.ru_utime + usage.ru_stime
        print(f"# {count} records, -j {jobs}: {self.seconds:.1f} s, {self.processor:.1f} s of processor, "
              f"peak {self.peak // 1024} MiB; {last}", flush=True)


def check_account(outcome, count):
    if len(outcome.counts) != 5:
        return [f"exit status {outcome.status}, no summary: {outcome.summary}"]
    problems = []
    if outcome.counts[0] != count or sum(outcome.counts[1:]) != count:
        problems.append(f"{count} records went in: {outcome.summary}")
    if outcome.counts[4] != outcome.expected_bad:
        problems.append(f"{outcome.expected_bad} were spoilt: {outcome.summary}")
    if outcome.rejects.count(b"\n") != outcome.expected_bad:
        problems.append(f"{outcome.rejects.count(bytes([10]))} lines of rejected records")
    if outcome.status != (1 if outcome.expected_bad else 0):
        problems.append(f"exit status {outcome.status}")
    return problems


def check_same(one, other):
    return [f"{name} differ" for name in ("out", "rejects", "said", "counts")
            if getattr(one, name) != getattr(other, name)]


def check_flat(small, large):
    added = large.peak - small.peak
    print(f"# the long run has {added // 1024} MiB more than the short one", flush=True)
    return [] if added <= FLAT else [f"{added // 1024} MiB more"]


def run(arguments):
    tap = harness.Tap()
    jobs = [int(number) for number in arguments.jobs.split(",")]
    outcomes = []
    for number in jobs:
        outcomes.append(Outcome(arguments, number, arguments.records))
        tap.case(f"-j {number}: every record is accounted for", check_account, outcomes[-1], arguments.records)
        if number != jobs[0]:
            tap.case(f"-j {number}: the same bytes as with -j {jobs[0]}", check_same, outcomes[0], outcomes[-1])
    if arguments.records > SMALL:
        small = Outcome(arguments, jobs[-1], SMALL)
        tap.case(f"no more memory than for {SMALL} records", check_flat, small, outcomes[-1])
    return tap.finish()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--workspace", type=pathlib.Path)
    parser.add_argument("--transcripts", type=pathlib.Path)
    parser.add_argument("--records", type=int, default=1000000)
    parser.add_argument("--bad", type=float, default=1, help="percent")
    parser.add_argument("--jobs", default="1,2")
    arguments = parser.parse_args()
    arguments.program = arguments.program.resolve()
    if arguments.workspace:
        return run(arguments)
    with tempfile.TemporaryDirectory(prefix="equate-scale-") as folder:
        arguments.workspace, arguments.transcripts = make_workspace(pathlib.Path(folder))
        return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
