# SPDX-License-Identifier: LGPL-2.1-or-later
"""The best set of applications, found by trying every set."""

import math
from fractions import Fraction


class TooManySets(Exception):
    """The case is too large to be tried completely."""


class Application:
    """One way in which one rule can be satisfied, and what it would give."""

    def __init__(self, position, rule, mask, members, choices, unknown):
        self.position, self.rule, self.mask, self.members = position, rule, mask, members
        self.unknown = unknown  # frozenset of (entry, order of the evidence, missing evidence)
        self.key = (position, tuple(e.index for e in members), choices)
        self.priority = int(rule.get("priority", "0"))
        self.consumed = sum((e.credits for e in members), Fraction(0))
        self.awards = []  # [kind, target, key, thousandths]
        self.replaced = False  # by what stands in its place where it falls short
        self.grade = None
        self.share = Fraction(0)
        self.made_by = None  # (conversion, fallback)


class Selection:
    def __init__(self, value, chosen, amounts):
        self.value, self.chosen, self.amounts = value, chosen, amounts


class Selector:
    max_sets = 30000

    def __init__(self, limits, count_unknown):
        self.limits = limits  # [(category or None, thousandths)]
        self.count_unknown = count_unknown
        self.priorities = []
        self.decided_by = None  # the criterion that put the best before the second best

    def fill(self, chosen):
        """The amounts that the limits leave, as lists beside the awards; None: not possible."""
        limits = self.limits
        left = [amount for _, amount in limits]
        amounts = [[award[3] for award in made.awards] for made in chosen]
        for made in chosen:
            for award in made.awards:
                if award[0] == "course":
                    for i, (category, _) in enumerate(limits):
                        left[i] -= award[3] if category is None else 0
        if any(amount < 0 for amount in left):
            return None
        order = sorted(range(len(chosen)),
                       key=lambda n: (-chosen[n].priority, -chosen[n].share, chosen[n].key))
        for n in order:
            for place, award in enumerate(chosen[n].awards):
                if award[0] != "elective":
                    continue
                bearing = [i for i, (category, _) in enumerate(limits)
                           if category in (None, award[1])]
                amount = min([award[3]] + [left[i] for i in bearing])
                amounts[n][place] = amount
                for i in bearing:
                    left[i] -= amount
        for made, given in zip(chosen, amounts):
            if not any(amount or award[0] != "elective"
                       for award, amount in zip(made.awards, given)):
                return None  # an application left without an award is not made
        return amounts

    def value(self, chosen, amounts):
        """What is compared before (e): larger is better."""
        by_priority = dict.fromkeys(self.priorities, 0)
        targets, quality, consumed, unknown = 0, 0, 0, 0
        for made, given in zip(chosen, amounts):
            credits = sum(given)
            by_priority[made.priority] += credits
            targets += made.n_targets
            quality += credits * made.scaled_share
            consumed += made.consumed
            unknown += bool(made.unknown)
        return (tuple(by_priority.values()), targets, quality,
                -unknown if self.count_unknown else 0, -consumed)

    def select(self, candidates):
        """Tries every set of applications that do not stand in each other's way."""
        self.priorities = sorted({a.priority for a in candidates}, reverse=True)
        denominator = math.lcm(*(made.share.denominator for made in candidates))
        for made in candidates:
            made.scaled_share = int(made.share * denominator)
            made.n_targets = sum(award[0] != "elective" for award in made.awards)
            made.targets = frozenset(award[2] for award in made.awards if award[0] != "elective")
        tried = 0
        best, second = None, None

        def descend(start, chosen, mask, targets, times):
            nonlocal tried, best, second
            tried += 1
            if tried > self.max_sets:
                raise TooManySets()
            amounts = self.fill(chosen)
            if amounts is not None:
                found = Selection(self.value(chosen, amounts), list(chosen), amounts)
                if best is None or before(found, best):
                    best, second = found, best
                elif second is None or before(found, second):
                    second = found
            for i in range(start, len(candidates)):
                made = candidates[i]
                if (made.mask & mask or targets & made.targets or len(made.targets) != made.n_targets
                        or times.get(made.position, 0) >= int(made.rule.get("times", "1"))):
                    continue
                chosen.append(made)
                descend(i + 1, chosen, mask | made.mask, targets | made.targets,
                        {**times, made.position: times.get(made.position, 0) + 1})
                chosen.pop()

        descend(0, [], 0, frozenset(), {})
        self.decided_by = criterion(best, second)
        return best


def keys(selection):
    return [made.key for made in selection.chosen]


def before(one, other):
    if one.value != other.value:
        return one.value > other.value
    return keys(one) < keys(other)


def criterion(best, second):
    """Which of the criteria put the best set before the second best."""
    if second is None:
        return None
    for name, mine, theirs in zip("abcud", best.value, second.value):
        if mine != theirs:
            return name
    return "e"
