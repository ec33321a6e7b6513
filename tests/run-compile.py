#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compiles each workspace NAME.yaml (all its documents in one file) and compares the compiled form
of its agreements, byte for byte, to NAME.expected. A workspace in which anything is wrong fails.
"""

import sys
import tempfile
import pathlib

import harness


def run_case(program, path, updating):
    with tempfile.TemporaryDirectory(prefix="equate-compile-") as folder:
        folder = pathlib.Path(folder)
        (folder / "catalogs").mkdir()
        harness.write(folder / "rules" / path.name, harness.read(path))
        result = harness.run([program, folder], folder)
    expected = path.with_suffix(".expected")
    if updating:
        harness.write(expected, result.out)
    problems = [
        harness.difference("form", harness.read(expected), result.out),
        harness.difference("findings", "", result.err),
        harness.difference("status", "0", str(result.status)),
    ]
    return [problem for problem in problems if problem]


def run_cases(tap, program, folders, updating):
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            tap.case(path.stem, run_case, program, path, updating)
        for path in sorted(folder.glob("*.expected")):
            if not path.with_suffix(".yaml").exists():
                tap.report(path.name, ["there is no workspace of this name"])


if __name__ == "__main__":
    sys.exit(harness.main(__doc__.splitlines()[0], run_cases))
