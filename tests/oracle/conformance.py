# SPDX-License-Identifier: LGPL-2.1-or-later
"""The brute force against cases whose decision was worked out by hand (run.py --conformance)."""

import yaml

import evaluate


def compare(expected, actual, where):
    """Only what is expected is looked at; `no: FIELD` is absent; `reason: CODE` is one of them."""
    if isinstance(expected, dict):
        problems = []
        for name, value in expected.items():
            if name == "no":
                if value in actual:
                    problems.append(f"{where}: {value} should be absent")
            elif name == "reason":
                codes = [reason["code"] for reason in actual.get("reasons", [])]
                if value not in codes:
                    problems.append(f"{where}: no reason {value} in {codes}")
            else:
                problems += compare(value, actual.get(name), f"{where}.{name}")
        return problems
    if isinstance(expected, list):
        if len(expected) != len(actual or []):
            return [f"{where}: expected {expected}, got {actual}"]
        return [p for i, (e, a) in enumerate(zip(expected, actual))
                for p in compare(e, a, f"{where}[{i}]")]
    return [] if str(actual) == str(expected) else [f"{where}: expected {expected}, got {actual}"]


def check(case):
    documents = list(yaml.load_all(case["workspace"], Loader=yaml.BaseLoader))
    transcript = yaml.load(case["transcript"], Loader=yaml.BaseLoader)
    decision = evaluate.Workspace(documents).decide(transcript, case["on"], case.get("programme"))
    return compare(case["expect"], decision, "decision")


def run(folder):
    number, failed = 0, 0
    for number, path in enumerate(sorted(folder.glob("*.yaml")), 1):
        case = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        problems = check(case)
        failed += bool(problems)
        print("not ok" if problems else "ok", number, "-", case["name"])
        for problem in problems:
            print("#", problem)
    print(f"1..{number}")
    return 1 if failed or not number else 0
