#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Tells what failed in the last test runs of these build folders and adds up their subtests."""

import json
import pathlib
import re
import sys

RESULT = re.compile(r"(not )?ok\b(?:[^#\n]|\\#)*(#\s*SKIP\b)?", re.I)
TAIL = 60  # lines of what a program said before it ended badly


def count(test):
    """(passed, failed, skipped) of one test; a bad end that no subtest tells of is a failure."""
    passed = failed = skipped = 0
    for line in test.get("stdout", "").splitlines():
        match = RESULT.match(line)
        if match and match.group(2):
            skipped += 1
        elif match and match.group(1):
            failed += 1
        elif match:
            passed += 1
    if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL"):
        failed = failed or 1
    elif not passed + failed + skipped:
        passed, skipped = int(test["result"] == "OK"), int(test["result"] == "SKIP")
    return passed, failed, skipped


def failures(test):
    """Each `not ok` line with the comments that follow; all that was said where there is none."""
    lines, telling = [], False
    for line in test.get("stdout", "").splitlines():
        telling = line.startswith("not ok") or (telling and line.startswith("#"))
        if telling:
            lines.append(line)
    lines = lines or test.get("stdout", "").splitlines()[-TAIL:]
    return lines + test.get("stderr", "").splitlines()[-TAIL:]


def main():
    total = [0, 0, 0]
    nothing_ran = False
    for folder in sys.argv[1:]:
        log = pathlib.Path(folder, "meson-logs", "testlog.json")
        tests = [json.loads(line) for line in log.open(encoding="utf-8")] if log.exists() else []
        nothing_ran = nothing_ran or not tests
        for test in tests:
            counts = count(test)
            total = [sum(pair) for pair in zip(total, counts)]
            if counts[1]:
                print(f"\n== {folder}: {test['name']}: {test['result']}")
                print("\n".join(failures(test)))
            elif counts[2]:
                print(f"{folder}: {test['name']}: {counts[2]} skipped")
    if nothing_ran:
        print("\nIn one of the folders no test ran at all.")
    print(f"\n{total[0]} passed, {total[1]} failed" + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] or nothing_ran or not total[0] else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
