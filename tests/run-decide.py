#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Decides the transcript of every case and compares what its `expect` names.

A case is a YAML file: `name`, `why`, `on`, `workspace` and `transcript` (texts in the language of
the files), `expect`, and, where wanted, `programme` and `options` (for the command). In `expect`,
`awards` is the whole list; `entries` are found by their order when there are as many as in the
decision, else by course; an empty `needs-info` or `warnings` means that there are none, else each
must be among those in the decision. `no: FIELD`: the field is absent; `reason: CODE`: some reason
has the code; `error: CODE`: the call is refused with exit status 2 (or the `status` given).
"""

import json
import re
import sys
import tempfile
import pathlib

import yaml

import harness


def as_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def compare(expected, actual, where):
    """The list of differences; of mappings, only what is expected is looked at."""
    if isinstance(expected, dict):
        if not isinstance(actual, dict):
            return [f"{where}: expected a record, got {actual!r}"]
        return [problem for key, value in expected.items()
                for problem in compare_field(key, value, actual, where)]
    if isinstance(expected, list):
        return compare_whole(expected, actual, where)
    if isinstance(actual, (dict, list)) or as_text(expected) != as_text(actual):
        return [f"{where}: expected {expected!r}, got {actual!r}"]
    return []


def compare_field(key, value, actual, where):
    if key == "no":
        fields = value if isinstance(value, list) else [value]
        return [f"{where}: has `{field}`: {actual[field]!r}" for field in fields if field in actual]
    if key == "reason":
        codes = [reason.get("code") for reason in actual.get("reasons", [])]
        return [] if value in codes else [f"{where}: no reason `{value}` among {codes}"]
    if key not in actual:
        return [f"{where}: has no `{key}`, expected {value!r}"]
    return compare(value, actual[key], f"{where}.{key}")


def compare_whole(expected, actual, where):
    if not isinstance(actual, list):
        return [f"{where}: expected a list, got {actual!r}"]
    problems = [problem for i, (one, other) in enumerate(zip(expected, actual))
                for problem in compare(one, other, f"{where}[{i}]")]
    if len(expected) != len(actual):
        problems.append(f"{where}: expected {len(expected)}, got {len(actual)}: {actual!r}")
    return problems


def compare_entries(expected, actual, where):
    if len(expected) == len(actual):
        return compare_whole(expected, actual, where)
    problems, rest = [], list(actual)
    for one in expected:
        found = next((other for other in rest if other.get("course") == one.get("course")), None)
        if found is None:
            problems.append(f"{where}: no entry {one.get('course')!r}")
            continue
        rest.remove(found)
        problems += compare(one, found, f"{where}[{one.get('course')}]")
    return problems


def compare_some(expected, actual, where):
    if not expected:
        return [f"{where}: expected none, got {actual!r}"] if actual else []
    problems, rest = [], list(actual)
    for one in expected:
        one = one if isinstance(one, dict) else {"code": one}
        found = next((other for other in rest if not compare(one, other, where)), None)
        if found is None:
            problems.append(f"{where}: {one!r} is not among {rest!r}")
        else:
            rest.remove(found)
    return problems


BY_NAME = {"entries": compare_entries, "needs-info": compare_some, "warnings": compare_some}


def compare_decision(expect, decision):
    problems = []
    for key, value in expect.items():
        if key in BY_NAME:
            problems += BY_NAME[key](value, decision.get(key, []), key)
        else:
            problems += compare({key: value}, decision, "decision")
    return problems


def write_workspace(folder, text):
    """Each document becomes a file of its own, named by its kind and its place."""
    for name in ("catalogs", "rules"):
        (folder / name).mkdir(parents=True)
    documents = [part for part in re.split(r"(?m)^---[ \t]*\n", text) if part.strip()]
    for i, document in enumerate(documents, 1):
        kind = re.search(r"(?m)^equate:\s*([a-z]+)/", document)
        kind = kind.group(1) if kind else "unknown"
        where = "catalogs" if kind == "catalog" else "rules"
        harness.write(folder / where / f"{kind}-{i:02}.yaml", document)


def command_of(program, case):
    command = [program, "--workspace", "workspace", "--no-cache", "convert", "--format", "json"]
    if "on" in case:
        command += ["--on", case["on"]]
    if "programme" in case:
        target = yaml.load(case["transcript"], yaml.BaseLoader)["target"]["institution"]
        command += ["--to", f"{target}/{case['programme']}"]
    return command + case.get("options", []) + ["transcript.yaml"]


def check_result(expect, result):
    if "error" in expect:
        problems = compare(expect.get("status", "2"), result.status, "exit status")
        if expect["error"] not in result.err:
            problems.append(f"{expect['error']} is not on standard error:\n{result.err}")
        return problems
    if result.status != 0:
        return [f"exit status {result.status}\n{result.err}"]
    try:
        decision = json.loads(result.out)
    except ValueError as error:
        return [f"the output is not JSON: {error}\n{result.out}"]
    if not isinstance(decision, dict):
        return [f"the output is not one decision:\n{result.out}"]
    problems = compare_decision(expect, decision)
    if problems:
        problems.append("decision: " + json.dumps(decision, ensure_ascii=False, indent=1))
    return problems


def run_case(program, path):
    try:
        # Every scalar stays the text that it is.
        case = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    except yaml.YAMLError as error:
        return [str(error)]
    if not case.get("expect"):
        return ["the case expects nothing"]
    with tempfile.TemporaryDirectory(prefix="equate-decide-") as folder:
        folder = pathlib.Path(folder)
        write_workspace(folder / "workspace", case["workspace"])
        harness.write(folder / "transcript.yaml", case["transcript"])
        result = harness.run(command_of(program, case), folder)
    problems = check_result(case["expect"], result)
    if problems and "why" in case:
        problems.append("why: " + case["why"].strip())
    return problems


def run_cases(tap, program, folders, _update):
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            tap.case(path.stem, run_case, program, path)


if __name__ == "__main__":
    sys.exit(harness.main(__doc__.splitlines()[0], run_cases, can_update=False))
