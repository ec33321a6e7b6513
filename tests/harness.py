# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the golden tests share: TAP output, running the program, comparing texts."""

import argparse
import difflib
import os
import pathlib
import subprocess
import sys
import tempfile
import typing


class Tap:
    """One line for each case, so that each is a test of its own in the log."""

    def __init__(self):
        self.count = 0
        self.failures = 0

    def report(self, name, problems):
        """`problems`: texts that say what is wrong; none of them: the case passed."""
        self.count += 1
        self.failures += bool(problems)
        print("not ok" if problems else "ok", self.count, "-", name.replace("#", "%"), flush=True)
        for problem in problems:
            for line in problem.splitlines():
                print("#", line, flush=True)

    def case(self, name, function, *arguments):
        """Reports what `function` finds; that it could not even run is a problem of the case."""
        try:
            problems = function(*arguments)
        except (OSError, ValueError, LookupError, subprocess.SubprocessError) as error:
            problems = [f"{type(error).__name__}: {error}"]
        self.report(name, problems)

    def finish(self):
        if not self.count:
            self.report("there are cases", ["no case was found"])
        print(f"1..{self.count}", flush=True)
        return 1 if self.failures else 0


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    return 0


class Result(typing.NamedTuple):
    status: int  # 128 + n where a signal ended it
    out: str
    err: str


def run(command, folder, stdin="", extra_environment=None):
    """Runs in `folder`, away from the caches and settings of whoever runs the tests."""
    environment = dict(os.environ)
    for name in [name for name in environment if name.startswith("EQUATE_")]:
        del environment[name]
    with tempfile.TemporaryDirectory(prefix="equate-home-") as home:
        environment.update({"HOME": home, "XDG_CACHE_HOME": home + "/cache",
                            **(extra_environment or {})})
        done = subprocess.run(command, cwd=folder, env=environment, timeout=100,
                              input=stdin.encode("utf-8", "surrogateescape"),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    status = done.returncode if done.returncode >= 0 else 128 - done.returncode
    return Result(status, done.stdout.decode("utf-8", "surrogateescape"),
                  done.stderr.decode("utf-8", "surrogateescape"))


def read(path, missing=""):
    """The text of a file; `missing` where there is none."""
    if not path.exists():
        return missing
    return path.read_bytes().decode("utf-8", "surrogateescape")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def difference(what, expected, actual):
    """A unified diff, escaped so that every byte can be seen; empty where there is none."""
    if expected == actual:
        return ""
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(),
                                 "expected " + what, "actual " + what, lineterm="")
    text = "\n".join(lines) or f"{what}: only the line ends differ"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def main(description, run_cases, can_update=True):
    """`run_cases` (tap, program, folders, update) reports each case."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("program", type=pathlib.Path, help="the program equate")
    parser.add_argument("folders", type=pathlib.Path, nargs="+", help="where the cases are")
    if can_update:
        parser.add_argument("--update", action="store_true", help="write what is printed now")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    present = [folder.resolve() for folder in arguments.folders if folder.is_dir()]
    if not present:
        return skip_all(f"{os.path.relpath(arguments.folders[0])} is absent")
    tap = Tap()
    run_cases(tap, arguments.program.resolve(), present, can_update and arguments.update)
    return tap.finish()
