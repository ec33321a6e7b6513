#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Proves that the comparison can fail: the brute force stands in for the program, and errs."""

import copy
import sys

import generate
import run
import selection

SEEDS = range(40)


def answers(case):
    return [copy.deepcopy(decision) for decision, _ in run.expected(case)]


def changed(change):
    """A program that is right but for what `change` does to each decision."""
    def program(_, case, __):
        found = answers(case)
        for decision in found:
            change(decision)
        return found
    return program


def other_selection(_, case, __):
    """A program that consumes as many source credits as it can where all else is equal."""
    right = selection.Selector.value
    selection.Selector.value = lambda *args: right(*args)[:4] + (-right(*args)[4],)
    try:
        return answers(case)
    finally:
        selection.Selector.value = right


def first(decision, name):
    return decision[name][0] if decision[name] else {}


WRONG = {
    "an outcome": changed(lambda d: d.update(outcome="decided")),
    "an award's credits": changed(lambda d: first(d, "awards").update(credits="99")),
    "the order of awards": changed(lambda d: d["awards"].reverse()),
    "a fate": changed(lambda d: first(d, "entries").update(fate="not-used")),
    "a reason": changed(lambda d: first(d, "entries").update(reasons=[])),
    "what is missing": changed(lambda d: first(d, "needs-info").update(missing="name")),
    "the account": changed(lambda d: d.get("account", {}).update({"source-earned": "0"})),
    "criterion (d)": other_selection,
}


def found_by(program):
    """The seeds by which an error is found."""
    run.actual = program
    return [seed for seed in SEEDS if run.compare("", generate.make(f"self-{seed}"), "")[0]]


def main():
    results = [("a program that is right", not found_by(changed(lambda d: None)))]
    results += [(name + " that is wrong", bool(found_by(program)))
                for name, program in WRONG.items()]
    seed = found_by(other_selection)[0]
    text, _ = run.one("", f"self-{seed}", "", True)
    case = generate.make(f"self-{seed}")
    size = sum(len(generate.to_yaml(document).splitlines()) for document in case.documents)
    results.append(("a difference is shrunk", text is not None and len(text.splitlines()) < size + 10
                    and "expected" in text))
    for number, (name, passed) in enumerate(results, 1):
        print("ok" if passed else "not ok", number, "-", name)
    print(f"1..{len(results)}")
    return 0 if all(passed for _, passed in results) else 1


if __name__ == "__main__":
    sys.exit(main())
