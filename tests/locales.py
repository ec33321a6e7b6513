#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The same bytes in every locale and time zone: one case for each pair of them.

    locales.py EQUATE

The locales are made in a folder of their own with `localedef` (Debian's package `locales`); where
one cannot be made, its cases are skipped and say so. Polish has a decimal comma, Turkish makes ı of
I, and GB18030 is another encoding than UTF-8.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import pathlib

import harness

TOP = pathlib.Path(__file__).resolve().parent.parent
ZONES = ["UTC", "Asia/Shanghai", "America/Anchorage"]
ZONE_FILES = pathlib.Path("/usr/share/zoneinfo")
# name, definition, encoding, what `locale decimal_point charmap` must say then
LOCALES = [
    ("pl_PL.UTF-8", "pl_PL", "UTF-8", ",\nUTF-8\n"),
    ("tr_TR.UTF-8", "tr_TR", "UTF-8", ",\nUTF-8\n"),
    ("zh_CN.GB18030", "zh_CN", "GB18030", ".\nGB18030\n"),
]
SECONDS = re.compile(r" in \d+(\.\d+)? s$", re.M)
DAY = ["--on", "2025-02-01"]


def commands():
    """The calls, on the shipped workspace (run at its top) and on one that is full of faults."""
    examples = sorted(str(path.relative_to(TOP)) for path in (TOP / "examples").iterdir())
    for example in examples:
        for form in (["text"], ["text", "--explain"], ["json"], ["jsonl"], ["csv"],
                     ["csv", "--table", "entries"], ["csv", "--table", "summary"]):
            yield ["convert", *DAY, "--format", *form, example]
    yield ["convert", *DAY, "--format", "jsonl", "-j", "2", *examples]
    for form in ("text", "compact", "json", "sarif", "github"):
        yield ["validate", "--format", form]
        yield ["validate", "--format", form, "--workspace", "tests/errors/EQ201/workspace"]
    for kind in ("institutions", "agreements", "rules", "scales", "conversions"):
        yield ["list", kind]
    yield ["list", "courses", "tul:intro"]
    yield ["list", "courses", "tul:INTRO"]
    for call in (["cqu:MATH10012", "agh"], ["cqu:math10012", "agh", "--grade", "85"],
                 ["cqu:IDUE189", "any", "--grade", "85.5", "--format", "json"],
                 ["cqu:idue18", "agh"], ["--reverse", "agh", "cqu:MATH10012"]):
        yield ["check", *DAY, *call]
    for call in (["cqu:85", "agh"], ["cqu:85.5", "agh"], ["cqu:85,5", "agh"], ["agh:4,5", "cqu"],
                 ["agh:bardzo dobry", "cqu"], ["--conversion", "cn-five-to-pl-agh", "cqu:优", "agh"],
                 ["--conversion", "CN-FIVE", "cqu:优", "agh"],
                 ["--conversion", "cn-percent-to-pl-linear", "cqu:77.5", "agh"]):
        yield ["grade", *DAY, *call]
    yield ["explain"]
    yield ["--help"]
    yield ["lİst"]


def answer(program, call, environment):
    result = harness.run([program, "--no-cache", *call], TOP, extra_environment=environment)
    return f"exit status {result.status}\n{result.out}\n{SECONDS.sub('', result.err)}"


def make_locale(folder, definition, encoding, name):
    if not shutil.which("localedef"):
        return "there is no localedef: install Debian's package locales"
    made = subprocess.run(["localedef", "-i", definition, "-f", encoding, str(folder / name)],
                          capture_output=True, check=False)
    return "" if (folder / name).is_dir() else "localedef could not make it: " + made.stderr.decode()


def is_in_force(environment, expected):
    """What a program of the C library sees."""
    said = subprocess.run(["locale", "decimal_point", "charmap"], capture_output=True, check=False,
                          env={**os.environ, **environment})
    return said.stdout.decode() == expected


def compare(program, expected, environment):
    problems = []
    for call, text in expected:
        actual = answer(program, call, environment)
        problems.append(harness.difference(" ".join(call), text, actual))
    return [problem for problem in problems if problem][:5]


def skip(tap, name, why):
    tap.count += 1
    print(f"ok {tap.count} - {name} # SKIP {why.strip()}", flush=True)


def run_zones(tap, program, expected, name, environment, obstacle):
    for zone in ZONES:
        case = f"{name}, {zone}"
        if obstacle:
            skip(tap, case, obstacle)
        elif zone != "UTC" and not (ZONE_FILES / zone).is_file():
            skip(tap, case, "there is no such time zone: install Debian's package tzdata")
        else:
            tap.case(case, compare, program, expected, {**environment, "TZ": zone})


def check_basis(expected):
    """The calls must have answered, or equal bytes would prove nothing."""
    silent = [" ".join(call) for call, text in expected if len(text) < 40]
    return [f"says nothing: {call}" for call in silent]


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    program = pathlib.Path(sys.argv[1]).resolve()
    tap = harness.Tap()
    basis = {"LC_ALL": "C", "LANGUAGE": "", "TZ": "UTC"}
    expected = [(call, answer(program, call, basis)) for call in commands()]
    tap.case("the calls answer", check_basis, expected)
    run_zones(tap, program, expected, "C", basis, "")
    with tempfile.TemporaryDirectory(prefix="equate-locale-") as folder:
        folder = pathlib.Path(folder)
        for name, definition, encoding, said in LOCALES:
            environment = {**basis, "LC_ALL": name, "LANG": name, "LOCPATH": str(folder)}
            obstacle = make_locale(folder, definition, encoding, name)
            if not obstacle and not is_in_force(environment, said):
                obstacle = "the C library does not take it"
            run_zones(tap, program, expected, name, environment, obstacle)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
