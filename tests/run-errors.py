#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the gallery of diagnostics: a folder for each code, compared to the byte.

EQnnn/ or EQnnn/NAME/ holds `cmd` (arguments of the program, one line), the files that the command
reads, and `expected.out`, `expected.err` (absent: empty), `status` (absent: 0). The command runs in
a copy of the folder, so that the paths it prints are relative. `prepare`, where it is there, is run
by the shell in that copy before: it makes what no repository should hold, such as huge files and
other encodings. The time that a run took is read as 0.00 s. The code must be in the output.
"""

import re
import shlex
import shutil
import sys
import tempfile
import pathlib

import harness

GOLDEN = ("cmd", "prepare", "expected.out", "expected.err", "status")


def update(folder, result):
    for name, text in (("expected.out", result.out), ("expected.err", result.err)):
        if text:
            harness.write(folder / name, text)
        else:
            (folder / name).unlink(missing_ok=True)
    harness.write(folder / "status", f"{result.status}\n")


def run_case(program, code, folder, updating):
    arguments = shlex.split(harness.read(folder / "cmd"))
    with tempfile.TemporaryDirectory(prefix="equate-errors-") as copy:
        copy = pathlib.Path(copy) / "case"
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(*GOLDEN))
        prepared = harness.run(["/bin/sh", "-ec", harness.read(folder / "prepare")], copy)
        if prepared.status != 0:
            return [f"`prepare` ended with {prepared.status}: {prepared.err}"]
        result = harness.run([program, *arguments], copy)
    result = result._replace(err=re.sub(r" in \d+\.\d\d s$", " in 0.00 s", result.err, flags=re.M))
    if updating:
        update(folder, result)
    problems = [
        harness.difference("output", harness.read(folder / "expected.out"), result.out),
        harness.difference("errors", harness.read(folder / "expected.err"), result.err),
        harness.difference("status", harness.read(folder / "status", "0").strip(),
                           str(result.status)),
    ]
    if code not in result.out + result.err:
        problems.append(f"{code} is not in the output")
    return [problem for problem in problems if problem]


def run_cases(tap, program, folders, updating):
    for folder in folders:
        for code in sorted(path for path in folder.iterdir() if path.is_dir()):
            cases = sorted({path.parent for path in (*code.glob("cmd"), *code.glob("*/cmd"))})
            for case in cases:
                tap.case(str(case.relative_to(folder)),
                         run_case, program, code.name, case, updating)
            if not cases:
                tap.report(code.name, ["the folder has no `cmd`"])


if __name__ == "__main__":
    sys.exit(harness.main(__doc__.splitlines()[0], run_cases))
