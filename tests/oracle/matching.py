# SPDX-License-Identifier: LGPL-2.1-or-later
"""Which entries a requirement could consume: three-valued, and all of the ways."""

import itertools
import re
from fractions import Fraction

from grades import in_period
from world import add_age, as_list, code_key

CONDITIONS = ["min-grade", "max-grade", "min-credits", "max-credits", "taken", "max-age", "level",
              "language", "min-hours"]
EVIDENCE = ["grade", "date", "level", "language", "hours"]
LEAVES = ["course", "match", "tag", "isced", "title"]


class Matcher:
    """Reads requirements for the entries that are not out."""

    def __init__(self, catalog, active, on):
        self.source, self.active, self.on = catalog, active, on
        self.by_index = {entry.index: entry for entry in active}
        self.either = False

    def add_way(self, found, mask, missing):
        """Reading: of several ways with the same entries the first as written, unless another does
        with a part of what it lacks. Where they lack different things either may be told."""
        if mask not in found or missing < found[mask]:
            found[mask] = missing
        elif not found[mask] <= missing:
            self.either = True

    def selects(self, leaf, entry):
        if not entry.known and entry.credits is None:
            return False  # Reading: out of reach of every rule means of `unless` and `deny` too.
        if "match" in leaf:
            return re.fullmatch(leaf["match"], entry.key) is not None
        if "title" in leaf:
            return any(re.search(leaf["title"], title, re.I) for title in entry.titles())
        if not entry.known:
            return False
        if "course" in leaf:
            return self.source.present[code_key(leaf["course"])] == entry.key
        if "tag" in leaf:
            return leaf["tag"] in entry.edition.get("tags", [])
        return entry.edition.get("isced", "").startswith(leaf["isced"])

    def condition(self, name, wanted, entry):
        """True, False, or the name of the evidence that is missing."""
        if name in ("min-grade", "max-grade"):
            if entry.kind == "passed":
                return False
            if entry.kind != "mark" or entry.scale_id != entry.source_scale:
                return "grade"
            bound = entry.scale.rank(entry.scale.read(wanted)[1])
            rank = entry.scale.rank(entry.mark)
            return rank >= bound if name == "min-grade" else rank <= bound
        if name == "min-credits":
            return entry.credits >= Fraction(wanted)
        if name == "max-credits":
            return entry.credits <= Fraction(wanted)
        if name in ("taken", "max-age"):
            if entry.date is None:
                return "date"
            if name == "taken":
                return in_period(wanted, entry.date)
            return self.on <= add_age(entry.date, wanted)
        stated = entry.edition.get({"min-hours": "hours"}.get(name, name))
        if stated is None:
            return {"min-hours": "hours"}.get(name, name)
        if name == "min-hours":
            return all(Fraction(stated.get(kind, "0")) >= Fraction(n) for kind, n in wanted.items())
        return wanted in as_list(stated)

    def test(self, leaf, entry, defaults):
        """(conditions that say no, evidence that is missing), or None where it does not select."""
        if not self.selects(leaf, entry):
            return None
        missing = ["grade"] * entry.pending + ["date"] * entry.age_unknown
        return self.ask(leaf, entry, defaults, missing)

    def ask(self, leaf, entry, defaults, missing):
        """The same of the conditions alone; adds to what is missing already."""
        says_no = []
        for name in CONDITIONS:
            wanted = leaf.get(name, defaults.get(name))
            if wanted is None:
                continue
            answer = self.condition(name, wanted, entry)
            if answer is False:
                says_no.append(name)
            elif answer is not True and answer not in missing:
                missing.append(answer)
        return says_no, missing

    def ways(self, requirement, defaults, denials):
        """{mask of entries: the evidence that is missing}: all ways of satisfying it."""
        if isinstance(requirement, str):
            requirement = {"course": requirement}
        if isinstance(requirement, list):
            requirement = {"all-of": requirement}
        if any(name in requirement for name in LEAVES):
            return self.leaf_ways(requirement, defaults, denials)
        if "total-credits" in requirement:
            return self.total_ways(requirement, defaults, denials)
        if "any-of" in requirement:
            found = {}
            for child in requirement["any-of"]:
                for mask, missing in self.ways(child, defaults, denials).items():
                    self.add_way(found, mask, missing)
            return found
        children = [self.ways(child, defaults, denials)
                    for child in requirement.get("all-of", requirement.get("from"))]
        count = int(requirement.get("n-of", len(children)))
        found = {}
        for chosen in itertools.combinations(children, count):
            together = {0: frozenset()}
            for child in chosen:
                longer = {}
                for (mask, missing), (more, also) in itertools.product(together.items(),
                                                                       child.items()):
                    if not mask & more:
                        self.add_way(longer, mask | more, missing | also)
                together = longer
            for mask, missing in together.items():
                self.add_way(found, mask, missing)
        return found

    def leaf_ways(self, leaf, defaults, denials):
        found = {}
        for entry in self.active:
            tested = self.test(leaf, entry, defaults)
            denied, denial_missing = denials.get(entry.index, (False, []))
            if tested is None or tested[0] or denied:
                continue
            missing = tested[1] + [name for name in denial_missing if name not in tested[1]]
            found[1 << entry.index] = frozenset((entry.index, EVIDENCE.index(name), name)
                                                for name in missing)
        return found

    def total_ways(self, requirement, defaults, denials):
        """Any set that reaches the total and no longer does when any one entry is left out."""
        single = self.leaf_ways(requirement["from"], defaults, denials)
        total = Fraction(requirement["total-credits"])
        found = {}
        for count in range(1, len(single) + 1):
            for masks in itertools.combinations(single, count):
                amounts = [self.by_index[mask.bit_length() - 1].credits for mask in masks]
                reached = sum(amounts)
                if reached >= total and all(reached - amount < total for amount in amounts):
                    found[sum(masks)] = frozenset().union(*(single[mask] for mask in masks))
        return found


def leaves(requirement):
    if isinstance(requirement, str):
        return [{"course": requirement}]
    if isinstance(requirement, list):
        return [leaf for child in requirement for leaf in leaves(child)]
    if any(name in requirement for name in LEAVES):
        return [requirement]
    inner = requirement.get("all-of", requirement.get("any-of", requirement.get("from")))
    return leaves(inner)
