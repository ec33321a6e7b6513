#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Proves that silence about ties (EQ306) and overlaps (EQ328) is a proof, on random small workspaces.

    ambiguity.py EQUATE [--count N] [--seed S] [--only INDEX]

For each workspace all sets of courses are put before the brute force, with every grade, date, day of
decision and programme at which anything could change: where two rules tie or overlap
(rule-meetings.h says what that means) the program must have said so. The other way round every
example that it gives must be one, and what it says to be never selected (EQ304, EQ305) must never be
awarded.
"""

import argparse
import datetime
import itertools
import json
import multiprocessing
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import evaluate
import generate
import selection
import world
from grades import in_period, parse_date

MOST_OF_A_SET = 60  # combinations for one day; of more than these so many are drawn
MOST_DAYS = 8
DAY = datetime.timedelta(days=1)
DATE = re.compile(r"\d{4}-\d\d-\d\d")
TRANSCRIPTS = 10


class Maker(generate.Maker):
    """Few courses, so that rules meet; what they ask for sets them apart."""

    def __init__(self, seed):
        super().__init__(seed)
        self.plain = self.dense = self.crowded = False
        self.alike = self.random.random() < 0.8
        self.full = ["3"] if self.chance(0.7) else self.full

    def some(self, values, low, high):
        if values is generate.SOURCE_CODES:
            low, high = 2, 4
        return super().some(values, low, high)

    def conditions(self, count):
        names = ["min-grade", "max-grade", "min-grade", "max-grade", "taken", "taken", "max-age",
                 "level"]
        while True:
            found = super().conditions(count)
            if set(found) <= set(names) or self.random.random() < 0.1:
                return found

    def leaf(self, conditions=True):
        found = super().leaf(False)
        if isinstance(found, str):
            found = {"course": found}
        if conditions and self.chance(0.4):
            found.update(self.conditions(self.random.choice([1, 1, 2])))
        return found

    def rule(self, name):
        rule = super().rule(name)
        if self.chance(0.6):
            rule.pop("priority", None)
        if "take" in rule and self.chance(0.6):
            rule["take"] = self.leaf()
            rule["give"] = self.random.choice([*self.targets[:2], {"elective": "free"},
                                               {"elective": "hum", "credits": "2"},
                                               {"course": self.targets[0], "credits": "3"}])
        if self.chance(0.15):
            rule["valid"] = self.random.choice([{"from": "2024-10-01"}, {"until": "2024-09-30"},
                                                {"from": "2024-10-01", "until": "2024-12-31"}])
        if self.chance(0.15):
            rule["programmes"] = self.random.choice([["ee"], ["cs"]])
        if "take" in rule and self.chance(0.15):
            rule["unless"] = self.leaf()
        return rule

    def agreements(self):
        self.dense = True  # many rules, and patterns that select much
        found = super().agreements()
        for agreement in found[1:]:
            if "from" in agreement:  # ids of their own, so that a finding tells whose rule it is
                agreement["rules"] = [dict(rule, id=f"{agreement['id']}-{rule['id']}")
                                      for rule in agreement["rules"]]
        return found

    def terms(self):
        found = super().terms()
        if self.chance(0.8):
            found.get("credits", {}).pop("shortfall", None)
        return found


# --- where anything could change ---

def walk(value):
    """Every mapping in a document."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from walk(child)


class Samples:
    """Far more than is needed, from the texts of the documents alone."""

    def __init__(self, case, agreement):
        self.case = case
        texts = " ".join(json.dumps(d) for d in case.documents)
        self.dates = sorted({parse_date(text) for text in DATE.findall(texts)})
        self.ages = sorted({m["max-age"] for d in case.documents for m in walk(d)
                            if "max-age" in m})
        self.agreement = agreement
        self.grades = {}
        for document in case.documents:
            for scale in document.get("scales", []):
                self.grades.setdefault(scale["id"], set()).update(self.bands(scale))

    def bands(self, scale):
        """Passing grades on, above and below each that a rule asks for, and an ungraded pass."""
        asked = {m[name] for d in self.case.documents for m in walk(d)
                 for name in ("min-grade", "max-grade") if name in m}
        found = set(scale.get("ungraded", {}).get("passed", []))
        if "grades" in scale:
            return found | {row["label"] for row in scale["grades"]}
        step = world.Fraction(scale.get("step", "0.001"))
        low, high = sorted((world.Fraction(scale["best"]), world.Fraction(scale["worst"])))
        for text in asked | {scale["pass"]}:
            try:
                middle = world.Fraction(text)
            except ValueError:
                continue
            found |= {world.decimal(n) for n in (middle - step, middle, middle + step)
                      if low <= n <= high}
        return found

    def days(self):
        day = parse_date(self.case.on)
        found = {day} | {date + shift for date in self.dates if date.year >= 2023
                         for shift in (-DAY, DAY * 0, DAY)}
        for date in self.dates:
            for age in self.ages:
                found |= {world.add_age(date + shift, age) + also
                          for shift in (-DAY, DAY * 0) for also in (DAY * 0, DAY)}
        return sorted(d for d in found if in_period(self.agreement.get("valid"), d))

    def entries(self, on, scale):
        """(grade, date) of an entry that is completed by then."""
        dates = {on, parse_date("2015-01-01")} | {date + shift for date in self.dates
                                                  for shift in (-DAY, DAY * 0, DAY)}
        for age in self.ages:
            months = world.add_age(parse_date("2000-01-15"), age) - parse_date("2000-01-15")
            dates |= {on - months + DAY * shift for shift in range(-3, 4)}
        return sorted((grade, date) for grade in self.grades[scale] for date in dates if date <= on)


# --- ties and overlaps by brute force ---

def canonical(give, catalog):
    """Gives that are written alike are the same."""
    if isinstance(give, str):
        give = {"course": give}
    if isinstance(give, list):
        return ("all", children(give, catalog))
    if "one-of" in give:
        return ("one", children(give["one-of"], catalog))
    if "elective" in give:
        return ("elective", give["elective"], amount(give, "converted"))
    name = "waive" if "waive" in give else "course"
    return (name, catalog.present[world.code_key(give[name])], amount(give, "catalog"))


def amount(give, otherwise):
    text = give.get("credits", otherwise)
    return text if text in ("catalog", "converted") else str(world.Fraction(text))


def children(gives, catalog):
    """Their order matters where they share converted credits."""
    found = [canonical(give, catalog) for give in gives]
    shared = any(child[0] != "all" and child[0] != "one" and child[2] == "converted"
                 for child in found)
    return tuple(found if shared else sorted(found, key=repr))


class Brute:
    def __init__(self, case):
        self.workspace = evaluate.Workspace(case.documents)

    def whole(self, institution, entries, on, programme, agreement):
        """{rule's position: its applications} that surely consume exactly these entries; None where
        the agreement does not decide."""
        if self.workspace.agreement(institution, "beta", programme, on) is not agreement:
            return None
        transcript = {"institution": institution, "target": {"institution": "beta"},
                      "entries": [{"course": code, "grade": grade, "date": date.isoformat()}
                                  for code, grade, date in entries]}
        found = evaluate.Evaluation(self.workspace, transcript, on, programme)
        found.terms = self.workspace.merged(agreement)
        scale = found.target.document["grading"]
        if "grades" in found.terms:
            scale = found.gradebook.conversions[found.terms["grades"]]["to"]
        found.award_scale = found.gradebook.scale(scale, on)
        found.read_entries()
        if any(entry.fate for entry in found.entries):
            return {}
        found.read_rules()
        found.applications()
        whole = {}
        for made in found.made:
            if made.mask == (1 << len(entries)) - 1 and not made.unknown:
                whole.setdefault(made.position, []).append(made)
        return whole

    def candidates(self, agreement):
        """Pairs of rules (position and rule) that may be compared."""
        catalog = self.workspace.catalogs["beta"]
        rules = [(n, rule) for n, rule in enumerate(self.workspace.merged(agreement)["rules"])
                 if "give" in rule]
        return [(a, b) for a, b in itertools.combinations(rules, 2)
                if int(a[1].get("priority", 0)) == int(b[1].get("priority", 0))
                and canonical(a[1]["give"], catalog) != canonical(b[1]["give"], catalog)]


def worth(made):
    """What criteria a and b look at."""
    return (sum(award[3] for award in made.awards),
            sum(award[0] != "elective" for award in made.awards))


def is_tie(early, late):
    return any(worth(a) == worth(b)
               and sorted(map(repr, a.awards)) != sorted(map(repr, b.awards))
               for a in early for b in late)


def totals(made):
    found = {}
    for award in made.awards:
        key = (award[0], str(award[1]))
        found[key] = found.get(key, 0) + award[3]
    return found


def preferred(early, late):
    """0 or 1: which of the two would be preferred although it does not give all that the other
    gives; None: neither."""
    best = [max(early, key=worth), max(late, key=worth)]
    if worth(best[0]) == worth(best[1]):
        return None
    winner = int(worth(best[1]) > worth(best[0]))
    own, other = totals(best[winner]), totals(best[1 - winner])
    lost = any(key not in own or own[key] < credits for key, credits in other.items())
    return winner if lost else None


class Meetings:
    """What the pairs of an agreement do for the entries of one set of courses."""

    def __init__(self, pairs):
        self.pairs = pairs
        self.ties = {}
        self.preferred = {}
        self.alone = set()

    def look(self, whole, example):
        for (a, early), (b, late) in self.pairs:
            ids = early["id"], late["id"]
            if a in whole and b in whole:
                if is_tie(whole[a], whole[b]):
                    self.ties.setdefault(ids, example)
                winner = preferred(whole[a], whole[b])
                if winner is not None:
                    self.preferred.setdefault((ids, winner), example)
            elif a in whole or b in whole:
                self.alone.add((ids, int(b in whole)))

    def overlaps(self):
        return {ids: example for (ids, winner), example in self.preferred.items()
                if (ids, winner) in self.alone}


def all_meetings(case, brute, agreement, draw):
    """Ties and overlaps, {(earlier, later): an example}, over all sets of courses."""
    ties, overlaps = {}, {}
    samples = Samples(case, agreement)
    programmes = [None, "cs", "ee"]
    pairs = brute.candidates(agreement)
    for institution in world.as_list(agreement["from"]):
        catalog = brute.workspace.catalogs[institution]
        codes = sorted({record["code"] for record in catalog.document["courses"]})
        days = samples.days()
        sets = {chosen: Meetings(pairs) for size in range(1, len(codes) + 1)
                for chosen in itertools.combinations(codes, size)}
        for on in draw.sample(days, min(len(days), MOST_DAYS)):
            points = samples.entries(on, catalog.document["grading"])
            for chosen, meetings in sets.items():
                for together in combinations(points, len(chosen), draw):
                    entries = [(code, *point) for code, point in zip(chosen, together)]
                    for programme in draw.sample(programmes, 2):
                        whole = brute.whole(institution, entries, on, programme, agreement)
                        if whole:
                            meetings.look(whole, (entries, on, programme))
        for meetings in sets.values():
            ties.update(meetings.ties)
            overlaps.update(meetings.overlaps())
    return ties, {ids: example for ids, example in overlaps.items() if ids not in ties}


def combinations(points, size, draw):
    total = len(points) ** size
    if total <= MOST_OF_A_SET:
        return itertools.product(points, repeat=size)
    return [tuple(draw.choices(points, k=size)) for _ in range(MOST_OF_A_SET)]


# --- what the program says ---

PAIR = re.compile(r"rules `(\S+)` and `(\S+)` ")
MORE = re.compile(r"(?:ties|overlaps) with (\d+) earlier rules|and (\d+) other earlier")
NEVER = re.compile(r"rule `(\S+)` (?:is never selected|can never apply)")
NEEDLESS = re.compile(r"rule `(\S+)` (?:is never selected|changes nothing|takes and gives the same)")
ENTRY = re.compile(r"(\S+) with (.*), taken (\S+)")


def findings(program, case, folder):
    generate.write(case, folder)
    done = subprocess.run([program, "--workspace", folder, "validate", "--format", "json", "--on",
                           case.on], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                          check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit status {done.returncode}: {done.stderr.decode()}")
    answer = json.loads(done.stdout)
    return answer["diagnostics"] if isinstance(answer, dict) else answer


def check_witness(brute, case, finding):
    """The example of a finding shows it in some agreement."""
    parts = finding["witness"].split("; ")
    day = re.fullmatch(r"decided on (\S+)(?: for (\S+))?", parts.pop())
    entries = [(m[1], m[2], parse_date(m[3])) for m in map(ENTRY.fullmatch, parts)]
    pair = PAIR.match(finding["message"]).groups()
    for agreement in case.documents:
        if agreement["equate"] == "agreement/1" and "from" in agreement:
            meetings = Meetings(brute.candidates(agreement))
            for institution in world.as_list(agreement["from"]):
                try:
                    meetings.look(brute.whole(institution, entries, parse_date(day[1]), day[2],
                                              agreement) or {}, None)
                except KeyError:
                    pass  # a course of another institution
            shown = meetings.ties if finding["code"] == "EQ306" else {
                ids for ids, _ in meetings.preferred}
            if pair in shown:
                return []
    return [f"no {finding['code']}: {finding['message']}: {finding['witness']}"]


class Said:
    """What the program said of pairs of rules: by code, the later rule, the first earlier one and
    whether there are more."""

    def __init__(self, found):
        self.pairs = {}
        self.needless = set()
        self.is_spent = False
        for finding in found:
            pair = PAIR.match(finding["message"])
            needless = NEEDLESS.match(finding["message"])
            if finding["code"] in ("EQ306", "EQ310", "EQ328") and pair:
                self.pairs[finding["code"], pair[2]] = (pair[1],
                                                        bool(MORE.search(finding["label"])))
            elif finding["code"] == "EQ310":
                self.is_spent = True
            elif needless:
                self.needless.add(needless[1])

    def names(self, code, early, late):
        first, is_more = self.pairs.get((code, late), (None, False))
        return first == early or is_more

    def is_silent(self, kind, early, late):
        if self.is_spent or self.names("EQ306", early, late) or self.names("EQ310", early, late):
            return False
        return kind == "tie" or not (self.needless & {early, late}
                                     or self.names("EQ328", early, late))


def check_never(brute, case, never):
    problems = []
    for transcript in case.transcripts:
        for entry in transcript["entries"]:
            if entry.get("date", "") > case.on:
                return []
        try:
            decision = evaluate.Evaluation(brute.workspace, transcript, parse_date(case.on),
                                           None).decision()
        except selection.TooManySets:
            continue
        problems += [f"{award['rule']} was selected, but never is: {json.dumps(transcript)}"
                     for award in decision["awards"] if award["rule"] in never]
    return problems


def check(program, case, folder, draw):
    brute = Brute(case)
    said = findings(program, case, folder)
    if any(finding["severity"] == "error" for finding in said):
        return [], {}
    problems = []
    for finding in said:
        if finding["code"] in ("EQ306", "EQ328"):
            problems += check_witness(brute, case, finding)
    never = {m[1] for m in (NEVER.match(f["message"]) for f in said) if m}
    problems += check_never(brute, case, never)
    counts = {"tie": 0, "overlap": 0, "never": len(never)}
    of_pairs = Said(said)
    for agreement in case.documents:
        if agreement["equate"] != "agreement/1" or "from" not in agreement \
                or agreement["status"] not in ("approved", "illustrative"):
            continue
        for kind, found in zip(("tie", "overlap"), all_meetings(case, brute, agreement, draw)):
            counts[kind] += len(found)
            problems += [f"silent about the {kind} of {early} and {late}: {example}"
                         for (early, late), example in found.items()
                         if of_pairs.is_silent(kind, early, late)]
    return problems, counts


# --- the command ---

def make(seed):
    maker = Maker(seed)
    documents = maker.catalogs() + [maker.grading()] + maker.agreements()
    transcripts = [maker.transcript(n) for n in range(TRANSCRIPTS)]
    for transcript in transcripts:
        # Outside of what the findings speak of: what only a transcript says of an entry.
        for entry in transcript["entries"]:
            for name in ("credits", "title", "scale"):
                entry.pop(name, None)
    return generate.Case(documents, maker.on, transcripts)


def one(work):
    program, seed = work
    case = make(seed)
    with tempfile.TemporaryDirectory(prefix="equate-ambiguity-") as folder:
        try:
            problems, counts = check(program, case, folder + "/w", random.Random(seed))
        except Exception as error:  # whatever it is, it belongs to this seed
            return seed, [f"{type(error).__name__}: {error}"], {}
    if problems:
        problems += [generate.to_yaml(d) for d in case.documents if d["equate"] != "grading/1"]
    return seed, problems, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", help="the program equate")
    parser.add_argument("--count", type=int, default=60, help="workspaces")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, help="the number of one workspace")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    numbers = range(arguments.count) if arguments.only is None else [arguments.only]
    work = [(program, f"ambiguity-{arguments.seed}-{number}") for number in numbers]
    failed = n_silent = 0
    sums = {"tie": 0, "overlap": 0, "never": 0}
    print(f"# seed {arguments.seed}", flush=True)
    with multiprocessing.Pool(arguments.jobs) as pool:
        for number, (seed, problems, counts) in enumerate(pool.imap(one, work), 1):
            for kind, count in counts.items():
                sums[kind] += count
            n_silent += not counts.get("tie") and not counts.get("overlap")
            failed += bool(problems)
            print("not ok" if problems else "ok", number, "-", seed, flush=True)
            for line in "\n".join(problems).splitlines():
                print("#", line, flush=True)
    print(f"# {sums['tie']} ties, {sums['overlap']} overlaps, {n_silent} workspaces without one, "
          f"{sums['never']} rules never selected")
    enough = arguments.only is not None or (n_silent > 0 and min(sums.values()) > 0)
    print("ok" if enough else "not ok", len(work) + 1,
          "- ties, overlaps, silence and rules that never apply")
    print(f"1..{len(work) + 1}", flush=True)
    return 1 if failed or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
