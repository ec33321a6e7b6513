#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the cache must never change: every case of tests/cli with an empty cache, with a full one and
without; and what is kept when writing it fails.

    cache.py EQUATE
"""

import importlib
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import harness

run_cli = importlib.import_module("run-cli")
CASES = pathlib.Path(__file__).resolve().parent / "cli"
# They look at the cache itself.
ABOUT_THE_CACHE = {"cache", "help"}
WORKSPACE = """equate: grading/1
scales: [{id: pl, best: 5, pass: 3, worst: 2}]
---
equate: catalog/1
institution: alpha
name: Alpha
country: PL
credit-unit: ects
grading: pl
courses: [{code: A1, title: Circuits, credits: 4}]
---
equate: agreement/1
id: alpha-alpha
from: alpha
to: alpha
status: approved
rules: [{id: r, take: A1, give: A1}]
"""
CALL = ["check", "--on", "2025-02-01", "alpha:A1", "alpha"]


# --- with, without and at first ---

def snapshots(cache):
    return sorted(cache.glob("equate/*")) + sorted(cache.glob("equate/.*"))


def run_once(place, program, sections, cache):
    """In the same folder each time: a workspace is known by its path."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return run_cli.find_problems(sections, run_cli.show(
        run_cli.run_in(place, program, sections, {"XDG_CACHE_HOME": str(cache)})))


def compare_case(program, path, used):
    sections = run_cli.read_sections(harness.read(path))
    problems = []
    with tempfile.TemporaryDirectory(prefix="equate-cache-") as folder:
        folder = pathlib.Path(folder)
        without = folder / "equate"
        without.write_text(f'#!/bin/sh\nexec {program} --no-cache "$@"\n', encoding="utf-8")
        without.chmod(0o755)
        cache = folder / "cache"
        for name, called in [("empty", program), ("full", program), ("none", without)]:
            found = run_once(folder / "place", called, sections,
                             folder / "unused" if name == "none" else cache)
            problems += [f"cache: {name}\n{problem}" for problem in found]
        used += snapshots(cache)
        if snapshots(folder / "unused"):
            problems.append("--no-cache writes a snapshot")
        problems += [f"left behind: {left.name}" for left in snapshots(cache)
                     if left.name.startswith(".")]
    return problems


# --- faults ---

class Shop:
    """A small workspace, a cache for it and what the call says without one."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.cache = self.folder / "cache"
        harness.write(self.folder / "rules" / "all.yaml", WORKSPACE)
        self.expected = self.call(["--no-cache"])

    def call(self, options=(), before=()):
        return harness.run([*before, str(self.program), "--workspace", ".", *options, *CALL],
                           self.folder, "", {"XDG_CACHE_HOME": str(self.cache)})

    def inject(self, fault):
        syscall = fault.split(":")[0]
        return self.call(before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={syscall}",
                                 "-e", f"inject={fault}"])

    def count(self, syscall):
        log = self.folder / "strace.log"
        self.call(before=["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={syscall}"])
        return sum(f"{syscall}(" in line for line in harness.read(log).splitlines())

    def forget(self):
        shutil.rmtree(self.cache, ignore_errors=True)


def differs(shop, result, what):
    return [] if result == shop.expected else [f"{what}: {result}\nexpected: {shop.expected}"]


def check_faults(shop, syscall, error, last):
    """Whichever call fails: the answer is the same, nothing is left and the next run is well."""
    problems = []
    shop.forget()
    n_calls = shop.count(syscall)
    if n_calls - last < 1:
        problems.append(f"{syscall} is never called for the cache")
    for n in range(1, n_calls + 1 - last):
        shop.forget()
        problems += differs(shop, shop.inject(f"{syscall}:error={error}:when={n}"),
                            f"{syscall} {n} of {n_calls} fails")
        problems += [f"{syscall} {n}: {left.name} is left behind" for left in snapshots(shop.cache)
                     if left.name.startswith(".") or left.stat().st_size == 0]
        problems += differs(shop, shop.call(), f"after {syscall} {n}")
    return problems


def check_kill(shop, syscall):
    """Killed while a new one is written: the old one is still there and whole."""
    shop.forget()
    problems = differs(shop, shop.call(), "the first run")
    (whole,) = snapshots(shop.cache)
    content = whole.read_bytes()
    harness.write(shop.folder / "rules" / "all.yaml", WORKSPACE + "# changed\n")
    shop.expected = shop.call(["--no-cache"])
    if shop.inject(f"{syscall}:signal=KILL:when=1").status != 137:
        problems.append("was not killed")
    if whole.read_bytes() != content:
        problems.append("the old snapshot was touched")
    problems += differs(shop, shop.call(), "the run after it")
    harness.run([str(shop.program), "cache", "--clear"], shop.folder, "",
                {"XDG_CACHE_HOME": str(shop.cache)})
    problems += [f"left behind: {left.name}" for left in snapshots(shop.cache)]
    return problems


def check_damage(shop, seed):
    """Bytes changed, cut or added by chance: the answer is the same, the snapshot is made anew."""
    dice = random.Random(seed)
    problems = differs(shop, shop.call(), "the first run")
    (path,) = snapshots(shop.cache)
    content = path.read_bytes()
    for number in range(60):
        damaged = bytearray(content)
        for _ in range(dice.randint(1, 4)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        if dice.random() < 0.3:
            del damaged[dice.randrange(len(damaged)):]
        path.write_bytes(damaged)
        problems += differs(shop, shop.call(), f"damage {number} of seed {seed}")
        if number % 20 == 0:
            path.unlink()
            path.mkdir()
            problems += differs(shop, shop.call(), "a folder in its place")
            path.rmdir()
            path.symlink_to("/dev/zero")
            problems += differs(shop, shop.call(), "a link in its place")
    return problems


def can_inject(program):
    """A program that counts what runs (gcov) writes its counts at its end: these would fail as well."""
    if b"libgcov" in program.read_bytes():
        return False
    try:
        done = subprocess.run(["strace", "-qq", "-o", "/dev/null", program, "--version"], timeout=60,
                              check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def in_shop(program, function, *arguments):
    with tempfile.TemporaryDirectory(prefix="equate-shop-") as folder:
        return function(Shop(program, folder), *arguments)


def run_faults(tap, program):
    seed = random.randrange(2**32)
    tap.case(f"damage by chance, seed {seed}", in_shop, program, check_damage, seed)
    if not can_inject(program):
        print("# faults are skipped: strace is absent, or may not look into the program, or it counts "
              "what runs")
        return
    # The last write is that of the answer.
    for syscall, error, last in [("write", "ENOSPC", 1), ("write", "EIO", 1), ("fsync", "EIO", 0),
                                 ("rename", "ENOSPC", 0), ("mkdir", "EROFS", 0)]:
        tap.case(f"{syscall} says {error}", in_shop, program, check_faults, syscall, error, last)
    for syscall in ["fsync", "rename"]:
        tap.case(f"killed at {syscall}", in_shop, program, check_kill, syscall)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    tap = harness.Tap()
    used = []
    for path in sorted(CASES.glob("*.test")):
        if path.stem not in ABOUT_THE_CACHE:
            tap.case(path.stem, compare_case, program, path, used)
    tap.report("snapshots are kept", [] if len(used) > 20 else [f"only {len(used)} were"])
    run_faults(tap, program)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
