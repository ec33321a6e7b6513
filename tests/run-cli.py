#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the command line tests: what is printed, where, and the exit status.

A NAME.test has, after lines that say what it shows, sections that begin with one of these lines:

    --- files: PATH         an input file, written beside
    --- command             for the shell; `equate` is the program, $REPO the top of the sources
    --- stdin               absent: empty
    --- stdout              absent: nothing may be printed
    --- stderr              the same
    --- status              absent: 0

A line of stdout or stderr that begins with {{re}} is a regular expression for the whole line.
"""

import os
import re
import sys
import tempfile
import pathlib

import harness

HEADING = re.compile(r"--- (files: \S+|command|stdin|stdout|stderr|status)")
PATTERN = "{{re}}"
UNENDED = "\\ no newline at the end\n"
TOP = pathlib.Path(__file__).resolve().parent.parent


def read_sections(text):
    """The heading and the text of each section, in order; the first has the heading ""."""
    sections = [["", ""]]
    for line in text.splitlines(keepends=True):
        heading = HEADING.fullmatch(line.rstrip("\n"))
        if heading:
            sections.append([heading.group(1), ""])
        else:
            sections[-1][1] += line
    return sections


def ended(text):
    return text if not text or text.endswith("\n") else text + "\n" + UNENDED


def is_match(expected, actual):
    if expected.startswith(PATTERN):
        return re.fullmatch(expected[len(PATTERN):], actual) is not None
    return expected == actual


def resolve(expected, actual):
    """`actual` with each line that a pattern stands for written as the pattern."""
    patterns = [line for line in expected.split("\n") if line.startswith(PATTERN)]
    lines = []
    for line in actual.split("\n")[:-1]:
        found = next((pattern for pattern in patterns if is_match(pattern, line)), None)
        if found is not None:
            patterns.remove(found)
        lines.append(line if found is None else found)
    return "".join(line + "\n" for line in lines)


def compare(what, expected, actual):
    ours, theirs = expected.split("\n"), actual.split("\n")
    if len(ours) == len(theirs) and all(map(is_match, ours, theirs)):
        return ""
    return harness.difference(what, expected, resolve(expected, actual))


def run_in(folder, program, sections, more_environment=None):
    """Runs the command in a folder that is empty."""
    (folder / "bin").mkdir()
    (folder / "bin" / "equate").symlink_to(program)
    (folder / "here").mkdir()
    for heading, text in sections:
        if heading.startswith("files: "):
            harness.write(folder / "here" / heading[len("files: "):], text)
    named = dict(sections)
    environment = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "REPO": str(TOP),
                   **(more_environment or {})}
    return harness.run(["/bin/sh", "-c", named["command"]], folder / "here",
                       named.get("stdin", ""), environment)


def run_command(program, sections):
    with tempfile.TemporaryDirectory(prefix="equate-cli-") as folder:
        return run_in(pathlib.Path(folder), program, sections)


def find_problems(sections, actual):
    expected = {"stdout": "", "stderr": "", "status": "0\n", **dict(sections)}
    problems = [compare(name, expected[name], actual[name]) for name in actual]
    return [problem for problem in problems if problem]


def show(result):
    return {"stdout": ended(result.out), "stderr": ended(result.err), "status": f"{result.status}\n"}


def update(path, sections, actual):
    """Writes what was printed; patterns that match stay, sections that are empty go."""
    kept = [section for section in sections if section[0] not in actual]
    for heading, text in actual.items():
        text = resolve(dict(sections).get(heading, ""), text)
        if text and (heading, text) != ("status", "0\n"):
            kept.append([heading, text])
    harness.write(path, "".join((f"--- {heading}\n" if heading else "") + text
                                for heading, text in kept))


def run_case(program, path, updating):
    sections = read_sections(harness.read(path))
    headings = [heading for heading, _ in sections]
    if "command" not in headings or len(headings) != len(set(headings)):
        return ["the test needs one command, and each section once"]
    actual = show(run_command(program, sections))
    if updating:
        update(path, sections, actual)
        sections = read_sections(harness.read(path))
    return find_problems(sections, actual)


def run_cases(tap, program, folders, updating):
    for folder in folders:
        for path in sorted(folder.glob("*.test")):
            tap.case(path.stem, run_case, program, path, updating)


if __name__ == "__main__":
    sys.exit(harness.main(__doc__.splitlines()[0], run_cases))
