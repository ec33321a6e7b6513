# SPDX-License-Identifier: LGPL-2.1-or-later
"""Random small workspaces: few courses, few distinct numbers, so that ties occur at every level.

    generate.py SEED FOLDER        writes one workspace with its transcripts

A case is made from the text of its seed alone. Only workspaces without errors are made.
"""

import json
import pathlib
import random
import re
import sys

UNGRADED = {"passed": ["P"], "failed": ["F-"], "pending": ["late"]}
SCALES = {
    "percent": {"best": "100", "pass": "60", "worst": "0", "step": "0.5"},
    "german": {"best": "1", "pass": "4", "worst": "5", "step": "0.1"},
    "hundred": {"best": "100", "pass": "50", "worst": "0", "step": "1"},
    "pl": {"grades": [{"label": "5.0", "value": "5", "aliases": ["5", "bdb"]},
                      {"label": "4.5", "value": "4.5"}, {"label": "4.0", "value": "4"},
                      {"label": "3.5", "value": "3.5"}, {"label": "3.0", "value": "3"},
                      {"label": "2.0", "value": "2", "failed": "true"}]},
    "letters": {"grades": [{"label": "A"}, {"label": "B"}, {"label": "C"}, {"label": "D"},
                           {"label": "F", "failed": "true"}]},
    "uneven": {"grades": [{"label": "i", "value": "1"}, {"label": "ii", "value": "1.4"},
                          {"label": "iii", "value": "3"}, {"label": "iv", "value": "5",
                                                           "failed": "true"}]},
    "single": {"grades": [{"label": "ok"}, {"label": "not ok", "failed": "true"}]},
}
GRADES = {
    "percent": ["60", "66", "70", "70", "80", "80", "85", "90", "100", "70.5", "80.00", "50"],
    "german": ["1.0", "1.3", "2.0", "2.0", "2.7", "3.0", "3.3", "4.0", "4.3"],
    "hundred": ["50", "60", "75", "75", "90", "100", "40"],
    "pl": ["5.0", "5", "bdb", "4.5", "4.0", "4.0", "3.5", "3.0", "2.0"],
    "letters": ["A", "A", "B", "B", "C", "D", "F"],
    "uneven": ["i", "ii", "iii", "iv"],
    "single": ["ok", "ok", "not ok"],
}
VALUED = ["percent", "german", "hundred", "pl", "uneven"]
SOURCE_CODES = ["MA1", "MA2", "PH1", "PH2", "GE1", "GE2", "EN1", "Cs-1", "0123"]
PATTERNS = [".*", r"GE\d", r"(MA|PH)\d", "MA.*", "[A-Z]+1", "[MG][AE][12]", r"\w+2", "CS-1"]
TITLES = ["alg", "ANAL", "^phys", "sport$", "a", "Fizyka|Sport"]
WORDS = ["Algebra", "Analysis", "Physics", "Sport", "Matematyka", "Fizyka"]
DATES = ["2019-08-31", "2020-02-01", "2020-02-29", "2021-01-15", "2022-06-20", "2022-12-31",
         "2023-01-01", "2023-06-20", "2024-01-10", "2024-01-10"]
DAYS = ["2025-02-01", "2025-02-28", "2025-03-01", "2024-02-29", "2025-02-01", "2025-02-01"]
AGES = ["5 years", "60 months", "2 years", "24 months", "1 year"]


def passing(scale):
    return [row["label"] for row in SCALES[scale]["grades"] if "failed" not in row]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        r = self.random
        self.on = r.choice(DAYS)
        # Each workspace has a manner of its own: numbers that are alike, and what it leaves out.
        self.alike = r.random() < 0.5
        self.plain = r.random() < 0.35
        self.dense = r.random() < 0.5  # many ways to use the same entries
        self.crowded = self.dense and r.random() < 0.2  # and many of them together
        self.source_scale = r.choice(["percent", "percent", "percent", "letters", "german", "pl"])
        self.target_scale = r.choice(["pl", "pl", "pl", "german", "letters", "hundred", "uneven",
                                      "single"])
        self.credits = [r.choice(["2", "3", "4"])] if self.alike else ["1", "2", "2", "3", "4",
                                                                       "1.5", "2.5"]
        self.full = [r.choice(["3", "4", "5"])] if self.alike else ["2", "3", "3", "4", "5", "6"]
        self.used_scales = {"percent", "letters"}

    def chance(self, p):
        return self.random.random() < p

    def rare(self, p):
        return not self.plain and self.random.random() < p

    def some(self, values, low, high):
        return self.random.sample(values, min(len(values), self.random.randint(low, high)))

    # --- catalogs ---

    def source_course(self, code):
        r = self.random
        course = {"code": code, "title": {"en": r.choice(WORDS), "pl": r.choice(WORDS)},
                  "credits": r.choice(self.credits)}
        if self.chance(0.2):
            course["title"] = r.choice(WORDS)
        if self.chance(0.6):
            course["level"] = r.choice(["bachelor", "master"])
        if self.chance(0.6):
            course["isced"] = r.choice(["0541", "0542", "061"])
        if self.chance(0.5):
            course["tags"] = self.some(["core", "sport", "lab"], 1, 2)
        if self.chance(0.6):
            course["language"] = self.some(["pl", "en", "zh"], 1, 2)
        if self.chance(0.6):
            kinds = self.some(["lecture", "laboratory", "project", "total"], 1, 2)
            course["hours"] = {kind: r.choice(["15", "30"]) for kind in kinds}
        return course

    def source_courses(self):
        self.codes = self.some(SOURCE_CODES, *((5, 8) if self.dense else (3, 6)))
        found = []
        self.aliases = []
        for number, code in enumerate(self.codes):
            course = self.source_course(code)
            if self.rare(0.1):
                course["aliases"] = [f"OLD{number}"]
                self.aliases.append(f"OLD{number}")
            found.append(course)
            if self.rare(0.1):
                course["valid"] = {"until": self.random.choice(["2022-12-31", "2020-12-31"])}
                later = self.source_course(code)
                later["valid"] = {"from": "2023-01-01"}
                if self.chance(0.4):
                    later["valid"]["until"] = "2023-03-31"
                    last = self.source_course(code)
                    last["valid"] = {"from": "2024-01-01"}
                    found.append(last)
                found.append(later)
        return found

    def target_courses(self):
        self.targets = ["T1", "T2", "T3", "T4", "T5"][:self.random.randint(2, 4 + self.dense)]
        found = []
        for code in self.targets:
            course = {"code": code, "title": "Course " + code,
                      "credits": "0" if self.rare(0.03) else self.random.choice(self.full)}
            found.append(course)
            if self.rare(0.08):
                course["valid"] = {"until": "2024-09-30"}
                if self.chance(0.5):
                    found.append(dict(course, credits=self.random.choice(self.full),
                                      valid={"from": "2024-10-01"}))
            elif self.rare(0.04):
                course["valid"] = {"from": "2026-01-01"}
        return found

    def catalogs(self):
        alpha = {"equate": "catalog/1", "institution": "alpha", "name": "Alpha", "country": "PL",
                 "credit-unit": "cn", "grading": self.source_scale, "courses": self.source_courses()}
        beta = {"equate": "catalog/1", "institution": "beta", "name": "Beta", "country": "PL",
                "credit-unit": "ects", "grading": self.target_scale,
                "courses": self.target_courses(),
                "programmes": [{"id": "ee", "title": "EE", "level": "bachelor", "credits": "210"},
                               {"id": "cs", "title": "CS", "level": "bachelor",
                                "credits": self.random.choice(["12", "15.5", "10"])}]}
        if self.chance(0.3):
            beta["programmes"][1]["plan"] = [
                {"semester": "1", "courses": self.targets[:2]},
                {"semester": "1", "elective": "free", "credits": "2"},
                {"semester": "2", "courses": self.targets[2:]},
                {"semester": "3", "elective": "free", "credits": "1.5"}][:2 + len(self.targets) - 2]
        found = [alpha, beta]
        self.origins = ["alpha"]
        if self.rare(0.08):
            found.append(dict(alpha, institution="gamma", name="Gamma"))
            self.origins.append("gamma")
        return found

    # --- grading ---

    def scale_records(self, name):
        record = dict({"id": name}, **SCALES[name])
        if self.chance(0.9) or name == self.source_scale:
            record["ungraded"] = UNGRADED
        if name == "percent" and self.rare(0.15):
            return [dict(record, **{"pass": "50", "valid": {"until": "2022-12-31"}}),
                    dict(record, valid={"from": "2023-01-01"})]
        if name == "hundred" and self.rare(0.3):
            return [dict(record, **{"pass": "60", "valid": {"until": "2024-12-31"}}),
                    dict(record, valid={"from": "2025-01-01"})]
        return [record]

    def gives(self, scale, count):
        """Grades for the rows of a table, from best to worst."""
        if scale in ("percent", "hundred", "german"):
            pool = {"percent": ["100", "90", "80", "75", "60", "0"],
                    "hundred": ["100", "85", "75", "60", "20"],
                    "german": ["1.0", "1.7", "2.3", "3.0", "4.0", "5.0"]}[scale]
        else:
            pool = [row["label"] for row in SCALES[scale]["grades"]]
        chosen = sorted(self.random.choices(range(len(pool)), k=count))
        return [pool[i] for i in chosen]

    def table(self, source, target):
        pool = {"percent": ["90", "80", "70", "66", "60", "50", "0"],
                "german": ["1.3", "2.0", "2.7", "3.3", "4.0", "5.0"],
                "hundred": ["90", "75", "60", "50", "0"]}.get(source)
        pool = pool or [row["label"] for row in SCALES[source]["grades"]]
        count = self.random.randint(2, len(pool))
        bounds = [pool[i] for i in sorted(self.random.sample(range(len(pool)), count))]
        failing = {"percent": ["50", "0"], "german": ["5.0"], "hundred": ["0"]}.get(source) or [
            row["label"] for row in SCALES[source]["grades"] if "failed" in row]
        bounds = [bound for bound in bounds if bound not in failing] or pool[:1]
        rows = [{"at-least": bound, "give": give}
                for bound, give in zip(bounds, self.gives(target, len(bounds)))]
        return {"method": "table", "table": rows}

    def distribution(self, source, target, fallback):
        def side(scale):
            counts = {label: str(self.random.choice([0, 10, 10, 20, 30])) for label in passing(scale)}
            if not any(int(n) for n in counts.values()):
                counts[passing(scale)[0]] = "10"
            return {"sample": str(sum(map(int, counts.values()))), "years": ["2021", "2023"],
                    "isced": "07", "counts": counts}
        record = {"method": "distribution",
                  "distributions": {"from": side(source), "to": side(target)},
                  "overlap": self.random.choice(["min", "mean", "max"]),
                  "min-sample": self.random.choice(["20", "20", "40"])}
        if fallback:
            record["fallback"] = fallback
        return record

    def conversion(self, name, source, target, deep=True):
        """Appends the conversion, and those that it needs, to self.conversions."""
        self.used_scales |= {source, target}
        methods = ["table", "table"]
        if source in VALUED and target in VALUED:
            methods += ["linear", "linear"]
        if "grades" in SCALES[source] and "grades" in SCALES[target]:
            methods += ["distribution", "distribution"]
        if deep and not self.plain:
            methods += ["chain"]
        method = self.random.choice(methods)
        record = {"id": name, "from": source, "to": target}
        if method == "table":
            record.update(self.table(source, target))
        elif method == "linear":
            record["method"] = "linear"
            if self.chance(0.7):
                record["round"] = self.random.choice(["down", "nearest", "up"])
        elif method == "distribution":
            fallback = name + "-b" if self.chance(0.6) else None
            if fallback:
                self.conversions.append({"id": fallback, "from": source, "to": target,
                                         **self.table(source, target)})
            record.update(self.distribution(source, target, fallback))
        else:
            between = self.random.choice([s for s in SCALES if s not in (source, target)])
            self.conversion(name + "-1", source, between, False)
            self.conversion(name + "-2", between, target, False)
            record.update({"method": "chain", "via": [name + "-1", name + "-2"]})
        self.conversions.append(record)

    def grading(self):
        self.conversions = []
        self.conversion("conv", self.source_scale, self.target_scale)
        self.used_scales |= {self.source_scale, self.target_scale}
        scales = [record for name in sorted(self.used_scales) for record in self.scale_records(name)]
        return {"equate": "grading/1", "scales": scales, "conversions": self.conversions}

    # --- agreements ---

    def threshold(self):
        return self.random.choice({"percent": ["66", "70", "80", "70"], "german": ["2.0", "3.0"],
                                   "pl": ["4.0", "3.5", "5"], "letters": ["B", "C"]}
                                  [self.source_scale])

    def conditions(self, count):
        r = self.random
        makers = {
            "min-grade": self.threshold, "max-grade": self.threshold,
            "min-credits": lambda: r.choice(["2", "3", "1.5"]),
            "max-credits": lambda: r.choice(["2", "3", "4"]),
            "taken": lambda: r.choice([{"from": "2022-06-20"}, {"until": "2023-01-01"},
                                       {"from": "2020-02-29", "until": "2022-12-31"}]),
            "max-age": lambda: r.choice(AGES), "level": lambda: r.choice(["bachelor", "master"]),
            "language": lambda: r.choice(["pl", "en"]),
            "min-hours": lambda: {kind: r.choice(["15", "30"])
                                  for kind in self.some(["lecture", "laboratory", "total"], 1, 2)}}
        names = r.sample(sorted(makers) + ["min-grade"] * 4, count)
        return {name: makers[name]() for name in names}

    def leaf(self, conditions=True):
        r = self.random
        kind = r.choices(["code", "course", "match", "tag", "isced", "title"],
                         [4, 4, 9, 1, 1, 1] if self.dense else [4, 5, 4, 1, 1, 1])[0]
        if kind == "code":
            return r.choice(self.codes + self.aliases)
        leaf = {kind: {"course": lambda: r.choice(self.codes + self.aliases),
                       "match": lambda: r.choice(PATTERNS[:1] * (4 * self.dense) + PATTERNS),
                       "tag": lambda: r.choice(["core", "sport", "lab"]),
                       "isced": lambda: r.choice(["054", "0541", "06"]),
                       "title": lambda: r.choice(TITLES)}[kind]()}
        if conditions and self.chance((0.4 if kind != "course" else 0.7) / (1 + 2 * self.dense)):
            leaf.update(self.conditions(r.choice([1, 1, 1, 2])))
        return leaf

    def requirement(self, depth=0):
        r = self.random
        if self.crowded and self.chance(0.6):
            return {"match": r.choice([".*", ".*", r"\w+", "[^0].*"])}
        kind = r.choices(["leaf", "list", "all-of", "any-of", "n-of", "total-credits"],
                         [12 + 8 * depth + 6 * self.dense, 2, 1, 3, 2, 2])[0]
        if kind == "leaf" or depth > 1:
            return self.leaf()
        if kind == "total-credits":
            leaf = self.leaf()
            leaf = leaf if isinstance(leaf, dict) and "course" not in leaf else {"match": ".*"}
            return {"total-credits": r.choice(["3", "4", "5", "6", "4.5"]), "from": leaf}
        children = [self.requirement(depth + 1) for _ in range(r.choice([2, 2, 3]))]
        if kind == "list":
            return children
        if kind == "n-of":
            return {"n-of": str(r.randint(1, len(children))), "from": children}
        return {kind: children}

    def course_award(self, code, kinds):
        how = self.random.choice(kinds)
        if how == "plain":
            return code
        if how == "fixed":
            return {"course": code, "credits": self.random.choice(["1", "2", "3", "4.5"])}
        return {"course": code, "credits": how} if how != "bare" else {"course": code}

    def elective(self, converted):
        give = {"elective": self.random.choice(["free", "free", "hum"])}
        if converted:
            if self.chance(0.7):
                give["credits"] = "converted"
        else:
            give["credits"] = self.random.choice(["1", "2", "3", "0.5"])
        return give

    def give(self):
        """Converted courses and converted electives never stand in one give."""
        r = self.random
        left = r.sample(self.targets, len(self.targets))
        share_courses = self.chance(0.5)
        kinds = ["plain", "plain", "bare", "catalog", "fixed"] + ["converted"] * (2 * share_courses)

        def single():
            kind = r.choices(["course", "elective", "waive"], [6, 3, 1])[0]
            if kind == "elective" or not left:
                return self.elective(not share_courses and self.chance(0.8))
            return {"waive": left.pop()} if kind == "waive" else self.course_award(left.pop(), kinds)

        def several(count):
            return [single() for _ in range(count)]

        shape = r.choices(["single", "list", "one-of", "list-of-one-of", "one-of-lists"],
                          [12, 4, 2, 1, 1])[0]
        if shape == "single":
            return single()
        if shape == "list":
            return several(r.choice([1, 2, 2, 3]))
        if shape == "one-of":
            return {"one-of": several(r.choice([2, 2, 3]))}
        if shape == "list-of-one-of":
            return [single(), {"one-of": several(2)}]
        return {"one-of": [several(2), single()]}

    def rule(self, name):
        r = self.random
        rule = {"id": name}
        if self.rare(0.12):
            denial = r.choice([lambda: {"match": r.choice(PATTERNS[1:])}, lambda: self.leaf(),
                               lambda: [self.leaf(), self.leaf()]])()
            rule["deny"] = denial
            if self.chance(0.3):
                rule["because"] = "Not recognised."
        else:
            rule["take"] = self.requirement()
            rule["give"] = self.give()
            if self.chance(0.9 if self.crowded else 0.5 if self.dense else 0.25):
                rule["times"] = r.choice(["2", "2", "3", "4"])
            if self.chance(0.25):
                rule["grade"] = r.choice(["mean", "min", "max", "none"])
            if self.rare(0.15):
                rule["unless"] = self.leaf() if self.chance(0.75) else self.requirement()
        if self.chance(0.3):
            rule["priority"] = r.choice(["1", "-1", "-10", "0"])
        if self.rare(0.06):
            rule["valid"] = r.choice([{"from": "2024-10-01"}, {"until": "2024-12-31"},
                                      {"until": self.on}, {"from": self.on}])
        if self.rare(0.06):
            rule["programmes"] = r.choice([["ee"], ["cs"], ["cs", "ee"]])
        return rule

    def otherwise(self):
        kind = self.random.choices(["elective", "course", "list"], [6, 1, 1])[0]
        if kind == "elective":
            return self.elective(self.chance(0.7))
        course = self.course_award(self.random.choice(self.targets), ["plain", "fixed", "converted"])
        if kind == "course":
            return course
        return [self.elective(True), self.elective(False)]

    def terms(self):
        """What an agreement may state beside its rules."""
        r = self.random
        found = {}
        if self.chance(0.8):
            credits = {"rate": r.choice(["1", "3/2", "1.5", "1/2", "2", "1.2", "2/3", "0.75"])}
            if self.chance(0.7):
                credits["round"] = {"step": r.choice(["0.5", "0.5", "1", "0.1", "0.25", "0.001"]),
                                    "mode": r.choice(["down", "half-up", "half-even", "up"])}
            if self.rare(0.25):
                credits["shortfall"] = {"at-most": r.choice(["0.5", "1", "0", "10%", "25%"])}
                if self.chance(0.6):
                    credits["shortfall"]["otherwise"] = self.otherwise()
            found["credits"] = credits
        if self.chance(0.85):
            found["grades"] = "conv"
        if self.chance(0.8 if self.crowded else 0.5):
            kinds = [{"id": "all", "credits": r.choice(["4", "5", "6", "8", "7.5", "11"])},
                     {"id": "free", "elective": "free", "credits": r.choice(["2", "3", "4", "5"])},
                     {"id": "half", "share": r.choice(["1/2", "0.5", "1/3", "2/3"])}]
            if self.rare(0.1):
                kinds[2]["elective"] = "hum"
            if self.rare(0.1):
                kinds.append({"id": "again", "elective": "free", "credits": r.choice(["0", "1.5"])})
            found["limits"] = self.some(kinds, 1, 3)
        if self.chance(0.4):
            found["repeats"] = r.choice(["best", "latest", "first"])
        if self.rare(0.15):
            found["max-age"] = r.choice(AGES)
        if self.rare(0.2):
            found["defaults"] = self.conditions(1)
        return found

    def agreements(self):
        r = self.random
        count = r.choice([3, 4, 5, 6, 6] if self.dense else [1, 2, 3, 3, 4, 4, 5, 6])
        names = [f"r{i}" for i in range(count)]
        main = {"equate": "agreement/1", "id": "main", "from": "alpha", "to": "beta",
                "status": r.choice(["approved", "approved", "illustrative"]), **self.terms(),
                "rules": [self.rule(name) for name in names]}
        found = [main]
        if len(self.origins) > 1:
            main["from"] = self.origins
        if self.rare(0.15):
            main["extends"] = ["base"]
            base = {"equate": "agreement/1", "id": "base", "to": "beta",
                    "status": r.choice(["draft", "approved", "revoked"]), **self.terms(),
                    "rules": [self.rule(name) for name in r.sample(["r0", "b1", "r1"], 2)]}
            found.append(base)
            if self.chance(0.3):
                main["extends"] = r.choice([["base", "base2"], ["base2", "base"], ["base"]])
                if main["extends"] == ["base"]:
                    base["extends"] = ["base2"]
                found.append(dict({key: value for key, value in base.items() if key != "extends"},
                                  id="base2", rules=[self.rule("b2"), self.rule("b1")],
                                  limits=[{"id": "all", "credits": "6"}]))
            for agreement in found[1:]:
                if self.chance(0.5):
                    agreement.pop("grades", None)
        if self.rare(0.1):
            found.append(dict(main, id="special", programmes=["cs"], rules=main["rules"][:1]))
            if self.chance(0.3):
                main["programmes"] = ["ee"]
        if self.rare(0.1):
            found.append(dict(main, id="other", rules=main["rules"][:1],
                              **r.choice([{"status": "draft"}, {"status": "revoked"}])))
        if self.rare(0.1):
            main["valid"] = r.choice([{"from": "2024-01-01"}, {"until": "2025-02-01"},
                                      {"from": "2025-02-01", "until": "2025-02-28"}])
        return found

    # --- transcripts ---

    def grade(self, entry):
        r = self.random
        scale = self.source_scale
        if self.rare(0.08):
            scale = entry["scale"] = r.choice(sorted(self.used_scales))
        if self.chance(0.86):
            entry["grade"] = r.choice(GRADES[scale][:-1] if self.dense else GRADES[scale])
        elif self.chance(0.5):
            entry["grade"] = r.choice(["P", "P", "late", "late", "F-", "zz", "101"])

    def entry(self, code):
        r = self.random
        entry = {"course": code}
        if self.aliases and self.chance(0.1):
            entry["course"] = r.choice(self.aliases)
        elif self.rare(0.06):
            entry["course"] = r.choice(["ZZ9", "GE7", "ma7"])
            if self.chance(0.7):
                entry["credits"] = r.choice(self.credits)
        elif self.rare(0.05):
            entry["course"] = f" {entry['course'].lower()} "
        self.grade(entry)
        if self.chance(0.8):
            entry["date"] = r.choice(DATES)
        if self.rare(0.08):
            entry["credits"] = r.choice(["1", "2", "4.5", "3", "0"])
        if self.rare(0.05):
            entry["title"] = r.choice(WORDS)
        if self.rare(0.12):
            entry["status"] = r.choice(["passed", "passed", "failed", "in-progress", "withdrawn",
                                        "transferred"])
        return entry

    def transcript(self, number):
        r = self.random
        target = {"institution": "beta"}
        if self.chance(0.4):
            target["programme"] = r.choice(["ee", "cs", "cs"])
        count = r.choice([5, 6, 7, 7] if self.crowded else
                         [4, 5, 5, 6, 6, 7] if self.dense else [2, 3, 3, 4, 4, 5, 5, 6, 7])
        if self.chance(0.7):  # mostly another course each time
            codes = self.some(self.codes, count, count)
        else:
            codes = r.choices(self.codes, k=count)
        entries = [self.entry(code) for code in codes]
        return {"equate": "transcript/1", "student": {"id": f"S-{number}"},
                "institution": r.choice(self.origins), "target": target, "entries": entries}


class Case:
    """A workspace, the date, and transcripts that are decided with it."""

    def __init__(self, documents, on, transcripts):
        self.documents, self.on, self.transcripts = documents, on, transcripts


def make(seed, transcripts=4):
    maker = Maker(seed)
    documents = maker.catalogs() + [maker.grading()]
    documents += maker.agreements()
    return Case(documents, maker.on, [maker.transcript(n) for n in range(transcripts)])


# --- files ---

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]*|-?\d+(\.\d+)?%?|\d+/\d+|\d{4}-\d\d-\d\d|\d+ [a-z]+")


def scalar(text):
    return text if PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return scalar(value)


def to_yaml(document):
    lines = []
    for key, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:"] + [f"  - {flow(record)}" for record in value]
        else:
            text = value if key == "equate" else flow(value)
            lines.append(f"{key}: {text}")
    return "\n".join(lines) + "\n"


def to_json(transcript):
    """Credits as numbers, the rest as text."""
    entries = [{key: (float(v) if "." in v else int(v)) if key == "credits" else v
                for key, v in entry.items()} for entry in transcript["entries"]]
    return json.dumps(dict(transcript, entries=entries), ensure_ascii=False)


def write(case, folder):
    """Writes the workspace and t.jsonl."""
    folder = pathlib.Path(folder)
    (folder / "catalogs").mkdir(parents=True, exist_ok=True)
    (folder / "rules").mkdir(exist_ok=True)
    catalogs = [d for d in case.documents if d["equate"].startswith("catalog")]
    rules = [d for d in case.documents if not d["equate"].startswith("catalog")]
    (folder / "catalogs" / "all.yaml").write_text("---\n".join(map(to_yaml, catalogs)))
    (folder / "rules" / "all.yaml").write_text("---\n".join(map(to_yaml, rules)))
    (folder / "t.jsonl").write_text("".join(to_json(t) + "\n" for t in case.transcripts))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(make(sys.argv[1]), sys.argv[2])
