#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The runners of the golden cases must fail where a case does not hold, and only there.

Each is run with a small program in the place of `equate`.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import harness

HERE = pathlib.Path(__file__).resolve().parent

DECISION = """#!/bin/sh
[ -f workspace/catalogs/catalog-01.yaml ] && [ -f workspace/rules/grading-02.yaml ] || exit 3
case "$*" in *refuse*) echo 'error[EQ204]: no' >&2; exit 2 ;; esac
cat <<'END'
{"outcome": "decided", "optimal": true, "awards": [{"target": "T1", "credits": "5"}],
 "entries": [{"course": "A", "fate": "used"}, {"course": "B", "fate": "failed"},
             {"course": "B", "fate": "not-used", "reasons": [{"code": "times"}, {"code": "limit"}]}],
 "needs-info": [{"rule": "r", "missing": "grade"}], "warnings": [{"code": "EQ504"}]}
END
"""

CASE = """
on: 2025-02-01
workspace: |
  equate: catalog/1
  ---
  equate: grading/1
transcript: |
  equate: transcript/1
"""

# What is expected of the decision above; whether it holds.
EXPECTED = {
    "{outcome: decided, optimal: true, no: progress}": True,
    "{outcome: needs-info}": False,
    "{no: optimal}": False,
    "{progress: {awarded: '5'}}": False,
    "{awards: [{target: T1, credits: 5, no: grade}]}": True,
    "{awards: []}": False,
    "{awards: [{target: T1}, {target: T2}]}": False,
    "{awards: [{target: T1, credits: '5.0'}]}": False,
    "{entries: [{course: A}, {course: B, fate: failed}, {course: B, reason: limit}]}": True,
    "{entries: [{course: B, fate: failed}, {course: B, fate: not-used, reason: times}]}": True,
    "{entries: [{course: B, fate: not-used}]}": False,
    "{entries: [{course: C}]}": False,
    "{entries: [{course: A}, {course: B}, {course: B, reason: denied}]}": False,
    "{needs-info: [{missing: grade}], warnings: [EQ504]}": True,
    "{needs-info: []}": False,
    "{warnings: [{code: EQ505}]}": False,
    "{error: EQ204}": False,
    "{error: EQ204}\noptions: [refuse]": True,
    "{error: EQ205}\noptions: [refuse]": False,
    "{outcome: decided}\noptions: [refuse]": False,
    "{}": False,
}

SHELL = "#!/bin/sh\neval \"$1\"\n"
ERROR_CASE = {"EQ101/cmd": "'cat workspace/x; echo other >&2; exit 1'\n",
              "EQ101/workspace/x": "EQ101 合格\n", "EQ101/status": "1\n",
              "EQ101/expected.out": "EQ101 合格\n", "EQ101/expected.err": "other\n"}
# What is added to the sound case; whether it holds then.
ERROR_FOLDERS = [
    ({}, True),
    ({"EQ101/expected.out": "EQ101\n"}, False),
    ({"EQ101/expected.err": ""}, False),
    ({"EQ101/status": "0\n"}, False),
    ({"EQ102/cmd": "'true'\n"}, False),
    ({"EQ102/x": ""}, False),
    ({"EQ102/one/cmd": "'echo EQ102'\n", "EQ102/one/expected.out": "EQ102\n"}, True),
    ({"EQ102/cmd": "'cat made; echo one in 12.34 s >&2'\n", "EQ102/prepare": "echo EQ102 >made\n",
      "EQ102/expected.out": "EQ102\n", "EQ102/expected.err": "one in 0.00 s\n"}, True),
    ({"EQ102/cmd": "'echo EQ102'\n", "EQ102/prepare": "false\ntrue\n",
      "EQ102/expected.out": "EQ102\n"}, False),
]

COMMAND = "What it shows.\n--- files: in\na\nb\n--- command\nequate 'cat in -; exit 1' | tail -n 2\n"
CLI_TESTS = [
    (COMMAND + "--- stdin\nc 3.1 s\n--- stdout\nb\n{{re}}c \\d\\.\\d s\n", True),
    (COMMAND + "--- stdin\nc\n--- stdout\nb\n{{re}}c \\d s\n", False),
    (COMMAND + "--- stdout\nb\n", False),
    (COMMAND + "--- stdout\na\nb\n--- status\n1\n", False),
    (COMMAND + "--- stdout\na\nb\n", True),
    ("--- command\nexec equate 'printf a; kill -9 $$'\n--- stdout\na\n\\ no newline at the end\n"
     "--- status\n137\n", True),
    ("--- command\nequate 'echo a >&2'\n", False),
    ("--- stdout\na\n", False),
]


def run(runner, program, files, *options):
    """The exit status and the output of a runner over these files."""
    with tempfile.TemporaryDirectory(prefix="equate-runner-") as folder:
        folder = pathlib.Path(folder)
        harness.write(folder / "program", program)
        os.chmod(folder / "program", 0o755)
        for name, text in files.items():
            harness.write(folder / "cases" / name, text)
        command = [sys.executable, HERE / runner, folder / "program", folder / "cases"]
        if options:
            subprocess.run([*command, *options], stdout=subprocess.DEVNULL, check=False)
        return harness.run(command, folder)


def judge(result, holds):
    """The problems of the runner itself."""
    passed = result.status == 0 and "not ok" not in result.out
    failed = result.status == 1 and "\nnot ok" in "\n" + result.out
    return [] if (passed if holds else failed) else [result.out + result.err]


def main():
    tap = harness.Tap()
    for expect, holds in EXPECTED.items():
        result = run("run-decide.py", DECISION, {"x.yaml": f"{CASE}expect: {expect}\n"})
        tap.report(f"decide: {expect.splitlines()[0]}", judge(result, holds))
    for i, (files, holds) in enumerate(ERROR_FOLDERS, 1):
        tap.report(f"errors {i}",
                   judge(run("run-errors.py", SHELL, {**ERROR_CASE, **files}), holds))
    updated = run("run-errors.py", SHELL, {**ERROR_CASE, **ERROR_FOLDERS[1][0]}, "--update")
    tap.report("errors: update", judge(updated, True))
    for i, (text, holds) in enumerate(CLI_TESTS, 1):
        tap.report(f"cli {i}", judge(run("run-cli.py", SHELL, {"x.test": text}), holds))
        if "--- command" in text:
            updated = run("run-cli.py", SHELL, {"x.test": text}, "--update")
            tap.report(f"cli {i}: update", judge(updated, True))
    for runner in ("run-decide.py", "run-errors.py", "run-cli.py"):
        tap.report(f"{runner}: a folder without cases fails",
                   judge(run(runner, SHELL, {"README": ""}), False))
        absent = run(runner, SHELL, {})
        tap.report(f"{runner}: an absent folder is skipped",
                   [] if "1..0 # SKIP" in absent.out and absent.status == 0 else [absent.out])
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
