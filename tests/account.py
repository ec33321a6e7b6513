#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Credits and grades that add up, on random workspaces through the program (JSON Lines).

    account.py EQUATE [--count N] [--seed S]

Of every decision: the account closes to the last thousandth, each award is rounded once and by
itself, what limits took is told, a pass stays a pass, a failing grade is worth nothing, and a better
grade never becomes a worse one. TAP: one line for each batch; what fails is told with its number.
"""

import argparse
import fractions
import json
import pathlib
import random
import sys
import tempfile

import harness

BATCH = 25
TRANSCRIPTS = 12
RATES = ["3/2", "16/11", "24/19", "2/3", "1.5", "1", "0.625", "7/13", "60/37"]
STEPS = ["0.001", "0.01", "0.25", "0.5", "1", "0.3"]
MODES = ["down", "half-up", "half-even", "up"]
OUT = {"withdrawn", "in-progress", "transferred", "failed", "too-old", "repeated"}
Fraction = fractions.Fraction


def decimal(thousandths):
    text = f"{abs(thousandths) // 1000}.{abs(thousandths) % 1000:03}".rstrip("0").rstrip(".")
    return "-" + text if thousandths < 0 else text


def rounded(value, step, mode):
    steps = value / step
    whole = steps.numerator // steps.denominator
    rest = steps - whole
    if mode == "up":
        whole += rest > 0
    elif mode == "half-up":
        whole += rest >= Fraction(1, 2)
    elif mode == "half-even":
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    return whole * step


class Scale:
    """Random: numbers either way round, or labels with values."""

    def __init__(self, name, dice):
        self.name, self.numeric = name, dice.random() < 0.6
        self.labels, self.passing = [], 0
        if self.numeric:
            low = dice.randint(-5, 60)
            high = low + dice.randint(2, 100)
            best, worst = dice.sample([low, high], 2)
            self.best, self.passed, self.worst = best, dice.randint(low, high), worst
            while self.passed in (best, worst):
                self.best, self.worst = (best + 1, worst) if best > worst else (best, worst + 1)
                best, worst = self.best, self.worst
                self.passed = (best + worst) // 2
            self.sign = 1 if best > worst else -1
            self.step = dice.choice(["1", "0.5", "0.1", "0.001"])
        else:
            self.passing = dice.randint(2, 6)
            self.labels = [f"g{i}" for i in range(self.passing + dice.randint(0, 2))]
            self.values = sorted(dice.sample(range(20), len(self.labels)), reverse=dice.random() < 0.5)

    def document(self):
        if self.numeric:
            return {"id": self.name, "best": str(self.best), "pass": str(self.passed),
                    "worst": str(self.worst), "step": self.step, "ungraded": {"passed": ["P"], "pending": ["?"]}}
        return {"id": self.name, "ungraded": {"passed": ["P"], "pending": ["?"]},
                "grades": [{"label": label, "value": str(value), "failed": str(i >= self.passing).lower()}
                           for i, (label, value) in enumerate(zip(self.labels, self.values))]}

    def pick(self, dice):
        if self.numeric:
            low, high = sorted((1000 * self.best, 1000 * self.worst))
            return decimal(dice.randint(low, high) // 500 * 500 if dice.random() < 0.7 else dice.randint(low, high))
        return dice.choice(self.labels)

    def rank(self, grade):
        """The greater the better; passing from 0 on."""
        if self.numeric:
            return self.sign * (Fraction(grade) - self.passed)
        return self.passing - 1 - self.labels.index(grade)


class World:
    """A random workspace and transcripts for it."""

    def __init__(self, seed):
        self.dice = dice = random.Random(seed)
        self.source, self.target = Scale("here", dice), Scale("there", dice)
        self.courses = {f"C{i}": decimal(self.credits()) for i in range(dice.randint(3, 9))}
        self.targets = {f"T{i}": decimal(self.credits()) for i in range(dice.randint(1, 4))}
        self.rate, self.step, self.mode = dice.choice(RATES), dice.choice(STEPS), dice.choice(MODES)
        self.at_most = decimal(dice.randint(0, 3000)) if dice.random() < 0.4 else None

    def credits(self):
        return self.dice.randint(1, 24) * 500 if self.dice.random() < 0.6 else self.dice.randint(1, 12000)

    def conversion(self):
        return {"id": "c", "from": "here", "to": "there", "method": "linear",
                "round": self.dice.choice(["down", "nearest", "up"])}

    def give(self):
        dice = self.dice
        elective = {"elective": dice.choice(["free", "other"]), "credits": "converted"}
        course = {"course": dice.choice(list(self.targets))}
        return dice.choice([elective, course, [course, elective]])

    def agreement(self):
        dice = self.dice
        rules = []
        for i, code in enumerate(self.courses):
            others = [code, dice.choice(list(self.courses))]
            take = code if dice.random() < 0.7 or others[0] == others[1] else others
            rules.append({"id": f"r{i}", "take": take, "give": self.give(),
                          "grade": dice.choice(["mean", "min", "max"])})
        rules.append({"id": "rest", "take": {"match": "C.*"}, "priority": "-10", "times": str(dice.randint(1, 4)),
                      "give": {"elective": "free", "credits": "converted"}})
        terms = {"rate": self.rate, "round": {"step": self.step, "mode": self.mode}}
        if self.at_most is not None:
            terms["shortfall"] = {"at-most": self.at_most,
                                  "otherwise": {"elective": "other", "credits": "converted"}}
        limits = []
        if dice.random() < 0.5:
            limits.append({"id": "free", "elective": "free", "credits": decimal(dice.randint(500, 9000))})
        if dice.random() < 0.3:
            limits.append({"id": "all", "credits": decimal(dice.randint(5000, 40000))})
        return {"equate": "agreement/1", "id": "main", "from": "alpha", "to": "beta", "status": "approved",
                "credits": terms, "grades": "c", "limits": limits, "rules": rules}

    def write(self, folder):
        def catalog(name, scale, courses):
            return {"equate": "catalog/1", "institution": name, "name": name, "country": "PL",
                    "credit-unit": "ects", "grading": scale,
                    "courses": [{"code": code, "title": code, "credits": credits}
                                for code, credits in courses.items()]}
        # JSON is YAML as well; every scalar is quoted, which no field minds.
        for path, document in (
                ("catalogs/alpha", catalog("alpha", "here", self.courses)),
                ("catalogs/beta", catalog("beta", "there", self.targets)),
                ("rules/grading", {"equate": "grading/1", "conversions": [self.conversion()],
                                   "scales": [self.source.document(), self.target.document()]}),
                ("rules/main", self.agreement())):
            harness.write(folder / (path + ".yaml"), json.dumps(document) + "\n")

    def transcript(self, number):
        dice = self.dice
        entries = []
        for code in dice.choices(list(self.courses), k=dice.randint(0, 8)):
            entry = {"course": code, "date": f"20{dice.randint(20, 24)}-02-{dice.randint(10, 28)}"}
            if dice.random() < 0.9:
                entry["grade"] = dice.choice(["P", "?"]) if dice.random() < 0.15 else self.source.pick(dice)
            if dice.random() < 0.15:
                entry["credits"] = decimal(self.credits())
            if dice.random() < 0.1:
                entry["status"] = dice.choice(["failed", "in-progress", "withdrawn", "transferred"])
            entries.append(entry)
        return {"equate": "transcript/1", "student": {"id": f"S-{number}"}, "institution": "alpha",
                "target": {"institution": "beta"}, "entries": entries}


# --- what must hold ---

def check_account(world, decision):
    account = {key: Fraction(value) for key, value in decision["account"].items() if key != "unit"}
    entries, awards = decision["entries"], decision["awards"]
    earned = sum(Fraction(entry["credits"]) for entry in entries
                 if entry["fate"] not in OUT and entry.get("grade") != "?")
    used = sum(Fraction(entry["credits"]) for entry in entries if entry["fate"] == "used")
    awarded = sum(Fraction(award["credits"]) for award in awards)
    for what, ours, theirs in (
            ("source-earned", earned, account["source-earned"]),
            ("source-used", used, account["source-used"]),
            ("used + unused", account["source-used"] + account["source-unused"], account["source-earned"]),
            ("awarded", awarded, account["awarded"]),
            ("used × rate + rate-and-rounding", used * Fraction(world.rate) + account["rate-and-rounding"],
             awarded)):
        if ours != theirs:
            yield f"{what}: {ours}, in the decision {theirs}"


def check_awards(world, decision):
    """Each application by itself: what it consumed, times the rate, rounded once."""
    credits = {entry["course"]: Fraction(entry["credits"]) for entry in decision["entries"]
               if entry["fate"] == "used"}
    groups, consumed, cut = {}, [], Fraction(0)
    for award in decision["awards"]:
        groups.setdefault((award["rule"], tuple(award["consumes"])), []).append(award)
    for (rule, courses), awards in groups.items():
        consumed += courses
        worth = sum(credits[course] for course in courses) * Fraction(world.rate)
        fixed = sum(Fraction(award["credits"]) for award in awards if award["kind"] == "course")
        if fixed and world.at_most is not None and worth < fixed - Fraction(world.at_most):
            yield f"{rule}: {worth} falls short of {fixed}"
        for award in awards:
            if award["kind"] == "course" and award["credits"] != world.targets[award["target"]]:
                yield f"{rule}: {award['target']} has not its catalog credits"
            if award["kind"] == "elective":
                due = rounded(max(worth - fixed, Fraction(0)), Fraction(world.step), world.mode)
                cut += due - Fraction(award["credits"])
                if Fraction(award["credits"]) > due:
                    yield f"{rule}: {award['credits']} awarded, {due} due"
    if sorted(consumed) != sorted(credits):
        yield f"consumed {sorted(consumed)}, used {sorted(credits)}"
    if cut != Fraction(decision["account"]["cut-by-limits"]):
        yield f"cut by limits: {cut}, in the decision {decision['account']['cut-by-limits']}"


def check_grades(world, decision):
    used = [entry for entry in decision["entries"] if "converted" in entry]
    for entry in decision["entries"]:
        grade = entry.get("grade", "P")
        if grade not in ("P", "?") and world.source.rank(grade) < 0 and entry["fate"] not in OUT:
            yield f"{entry['course']}: {grade} fails, fate {entry['fate']}"
        if entry["fate"] == "used" and grade != "P" and "converted" not in entry:
            yield f"{entry['course']}: {grade} was not converted"
    grades = [entry["converted"] for entry in used] + [award["grade"] for award in decision["awards"]
                                                       if "grade" in award]
    for grade in grades:
        if world.target.rank(grade) < 0:
            yield f"{grade} fails"
    for one in used:
        for other in used:
            if (world.source.rank(one["grade"]) >= world.source.rank(other["grade"])
                    and world.target.rank(one["converted"]) < world.target.rank(other["converted"])):
                yield f"{one['grade']} became {one['converted']}, {other['grade']} {other['converted']}"


def run_world(program, seed):
    world = World(seed)
    with tempfile.TemporaryDirectory(prefix="equate-account-") as folder:
        folder = pathlib.Path(folder)
        world.write(folder)
        lines = [json.dumps(world.transcript(number)) for number in range(TRANSCRIPTS)]
        result = harness.run([program, "--workspace", ".", "--no-cache", "convert", "--on", "2025-02-01",
                              "--from-format", "jsonl", "--format", "jsonl", "-"], folder,
                             "".join(line + "\n" for line in lines))
    decisions = [json.loads(line) for line in result.out.splitlines()]
    if result.status != 0 or len(decisions) != TRANSCRIPTS:
        return [f"workspace {seed}: exit status {result.status}\n{result.err}"]
    problems = [f"workspace {seed}, {decision['student']}: {problem}" for decision in decisions
                for check in (check_account, check_awards, check_grades)
                for problem in check(world, decision)]
    COUNTED["awards"] += sum(len(decision["awards"]) for decision in decisions)
    COUNTED["cut"] += sum(decision["account"]["cut-by-limits"] != "0" for decision in decisions)
    COUNTED["graded"] += sum("grade" in award for decision in decisions for award in decision["awards"])
    return problems


COUNTED = {"awards": 0, "cut": 0, "graded": 0}


def run_batch(program, first, count):
    return [problem for seed in range(first, first + count) for problem in run_world(program, seed)][:20]


def check_counted():
    """Equal sums over nothing would prove nothing."""
    return [f"hardly any: {name} {count}" for name, count in COUNTED.items() if count < 20]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=300, help="workspaces")
    parser.add_argument("--seed", type=int, default=1, help="the first of them")
    arguments = parser.parse_args()
    tap = harness.Tap()
    end = arguments.seed + arguments.count
    for first in range(arguments.seed, end, BATCH):
        count = min(BATCH, end - first)
        tap.case(f"workspaces {first} to {first + count - 1}", run_batch, arguments.program.resolve(),
                 first, count)
    tap.case("what was looked at", check_counted)
    print("#", ", ".join(f"{name} {count}" for name, count in COUNTED.items()))
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
