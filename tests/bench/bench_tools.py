# SPDX-License-Identifier: LGPL-2.1-or-later
"""What all rows of the benchmark share: programs, workloads, running, telling."""

import dataclasses
import json
import math
import os
import pathlib
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
BENCH = TOP / "tests" / "bench"
WORKLOAD = TOP.parent / "shared" / "tools" / "bench_workload.py"
DATE = "2025-02-01"
DAY = DATE.replace("-", "")
DUCKDB = "@duckdb/node-api"
SIZES = ("tiny", "small", "medium", "large")
# At large, so many of the million transcripts: all of them would not fit into the memory of a peer.
MOST_TRANSCRIPTS = {"tiny": 50, "small": 1000, "medium": 50000, "large": 100000}


@dataclasses.dataclass
class Row:
    """One line of the table; reached None: not measured, and the note says why."""
    name: str
    what: str
    reach: str
    measured: str = ""
    reached: bool | None = None
    note: str = ""
    compared: bool = True  # outputs were, before any time was told
    figures: dict = dataclasses.field(default_factory=dict)

    def verdict(self):
        if self.measured and self.reach.startswith("("):
            return ""
        if self.reached is None:
            return f"not measured: {self.note}"
        return "reached" if self.reached else "NOT reached"


class Wrong(Exception):
    """Two programs that do the same job disagree; then no time is told."""


class Context:
    """Where the programs and workloads are, and how thorough to be."""

    def __init__(self, options):
        self.size, self.check = options.size, options.check
        self.repeats = 1 if options.check else options.repeats
        self.cache = options.cache
        self.cache.mkdir(parents=True, exist_ok=True)
        self.folder = options.build or self.cache / "build"
        self.count = min(options.count or MOST_TRANSCRIPTS[self.size],
                         MOST_TRANSCRIPTS[self.size])
        if not options.build:
            self.build()

    def build(self):
        """Builds all programs for speed."""
        subprocess.run([TOP / "scripts" / "install-packages", "--for", "bench"], check=True)
        subprocess.run(["meson", "setup", "--reconfigure", "--buildtype=release", "-Dtests=true",
                        self.folder, TOP]
                       if (self.folder / "build.ninja").exists() else
                       ["meson", "setup", "--buildtype=release", "-Dtests=true", self.folder, TOP],
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["ninja", "-C", self.folder, "cli/equate", "bench"], check=True,
                       stdout=subprocess.DEVNULL)

    def program(self, name):
        """A program that was built; None where it was not, such as for want of a library."""
        path = self.folder / ("cli" if name == "equate" else "tests/bench") / name
        return path if path.exists() else None

    def workload(self, size=None, **numbers):
        """The folder of a workload, which is made when it is asked for the first time."""
        size = size or self.size
        name = "-".join([size, *(f"{key}{value}" for key, value in sorted(numbers.items()))])
        folder = self.cache / name
        if not (folder / "manifest.json").exists():
            say(f"making the workload {name}")
            options = [f"--{key}={value}" for key, value in numbers.items()]
            subprocess.run([sys.executable, WORKLOAD, "--size", size, *options, folder], check=True,
                           stdout=subprocess.DEVNULL)
        return folder

    def transcripts(self, folder, count=None):
        """A file with the first transcripts of a workload."""
        count = count or self.count
        path = folder / f"transcripts-{count}.jsonl"
        if not path.exists():
            with open(folder / "transcripts.jsonl", "rb") as lines, open(path, "wb") as out:
                for _, line in zip(range(count), lines):
                    out.write(line)
        return path

    def duckdb(self):
        """The folder with DuckDB for node; None: it is missing and cannot be installed there, as a
        check of outputs never tries to."""
        folder = self.cache / "npm"
        if not (folder / "node_modules" / DUCKDB).exists():
            if self.check:
                return None
            folder.mkdir(exist_ok=True)
            try:
                subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error",
                                "--prefix", folder, DUCKDB], check=True, timeout=120,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            except (OSError, subprocess.SubprocessError):
                return None
        return folder


def say(text):
    print(text, file=sys.stderr, flush=True)


def measure(*arguments):
    """Runs a program that prints one JSON object."""
    done = subprocess.run([str(argument) for argument in arguments], stdout=subprocess.PIPE,
                          check=True)
    return json.loads(done.stdout)


def run_timed(*arguments):
    """Seconds on the wall, seconds of processor time and most memory (KiB) of a program."""
    started = time.perf_counter()
    process = subprocess.Popen([str(argument) for argument in arguments],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Wrong(f"{arguments[0]}: exit status {process.returncode}: {error.decode()[-500:]}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def exponent(points):
    """The slope of the line through the logarithms of (size, seconds)."""
    xs = [math.log(size) for size, _ in points]
    ys = [math.log(seconds) for _, seconds in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) \
        / sum((x - mean_x) ** 2 for x in xs)


def same_lines(one, other):
    """Whether two files are the same, byte for byte."""
    return subprocess.run(["cmp", "-s", one, other], check=False).returncode == 0
