# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes a case that shows a difference as small as it goes, by leaving things out."""

import copy

import generate

INNER = ["all-of", "any-of", "from", "one-of"]


def places(value, path=()):
    """The paths of everything that could be left out or put simpler, the larger parts first."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        return
    for name, _ in inner:
        yield path + (name,)
    for name, part in inner:
        yield from places(part, path + (name,))


def at(value, path):
    for name in path:
        value = value[name]
    return value


def without(case, path):
    """The case without what stands at the path."""
    smaller = copy.deepcopy(case)
    del at(smaller, path[:-1])[path[-1]]
    return smaller


def simpler(case, path):
    """The case with a requirement or award replaced by one of its parts."""
    value = at(case, path)
    parts = []
    if isinstance(value, dict):
        for name in INNER:
            if isinstance(value.get(name), list):
                parts += value[name]
    elif isinstance(value, list) and path[-1] in ("take", "give", "unless", "deny"):
        parts = value
    elif isinstance(value, list) and len(value) > 1 and path[-1] in ("from", "extends"):
        parts = value
    for part in parts:
        smaller = copy.deepcopy(case)
        at(smaller, path[:-1])[path[-1]] = copy.deepcopy(part)
        yield smaller


def candidates(case):
    tree = {"documents": case.documents, "entries": case.transcripts[0]["entries"],
            "target": case.transcripts[0]["target"]}
    for path in list(places(tree)):
        if len(path) < 2 or path[-1] in ("equate", "institution"):
            continue
        if not (isinstance(path[-1], int) and len(at(tree, path[:-1])) == 1 and len(path) > 4):
            yield without(tree, path)  # an empty list would be another case
        yield from simpler(tree, path)


def built(case, tree):
    transcript = dict(case.transcripts[0], entries=tree["entries"], target=tree["target"])
    return generate.Case(tree["documents"], case.on, [transcript])


def shrink(case, problems, differs, most=4000):
    """`differs` gives the differences of a case, None where they are gone."""
    tried = 0
    progress = True
    while progress and tried < most:
        progress = False
        for tree in candidates(case):
            tried += 1
            smaller = built(case, tree)
            found = differs(smaller)
            if found:
                case, problems, progress = smaller, found, True
                break
            if tried >= most:
                break
    return case, problems
