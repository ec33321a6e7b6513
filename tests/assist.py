#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The published articulation rules of California at scale: every award must follow from its rule.

The workspace and the transcripts are written by a tool that is kept outside of the repository; the
test is skipped where it is absent. By default one receiver and 1,000 transcripts; with --all every
rule (428,969) and 10,000 transcripts. The rules are read here from the written YAML, independently
of the program.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

import yaml

import harness

TOOL = pathlib.Path(__file__).resolve().parents[2] / "shared" / "tools" / "assist_workspace.py"
RECEIVER = "75"
ON = "2025-02-01"
STEP = Fraction(1, 100)  # of the rounding in every agreement; the rate is 1
GRADES = ["A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "D-", "F"]  # us-letter, best first
POINTS = ["4", "3.7", "3.3", "3", "2.7", "2.3", "2", "1.7", "1.3", "1", "0.7", "0"]
VALUES = {label: Fraction(value) for label, value in zip(GRADES, POINTS)}
# They only receive electives, so the tool writes no catalog for them.
WITHOUT_CATALOG = ["a208", "a234"]
EMPTY_CATALOG = """equate: catalog/1
institution: {0}
name: {0} (awards electives only)
country: US
credit-unit: units
grading: us-letter
courses: []
"""

TEXT = r'"(?:[^"\\]|\\.)*"'
COURSE = re.compile(rf"  - {{code: ({TEXT}), title: {TEXT}, credits: ([\d.]+)}}")
RULE = re.compile(r"  - (\{id: ([^,]+), take: .*\})")
ONE_COURSE = re.compile(rf"\{{id: [^,]+, take: (?:({TEXT})|\{{course: ({TEXT}), min-grade: \"([^\"]+)\"\}}), "
                        rf"give: ({TEXT})\}}")
SUMMARY = re.compile(r"(\d+) records?: (\d+) decided, (\d+) needs-info, (\d+) no-agreement, "
                     r"(\d+) rejected in ")
MOST_SHOWN = 10


def code_key(code):
    return " ".join(code.split()).upper()


# --- the written workspace ---

class Workspace:
    """Catalogs and agreements, each read when it is first asked for."""

    def __init__(self, folder):
        self.folder = folder
        self.catalogs, self.agreements, self.rules = {}, {}, {}

    def credits(self, institution):
        """Code key to credits."""
        if institution not in self.catalogs:
            text = harness.read(self.folder / "catalogs" / f"{institution}.yaml")
            self.catalogs[institution] = {code_key(json.loads(code)): Fraction(credits)
                                          for code, credits in COURSE.findall(text)}
        return self.catalogs[institution]

    def lines(self, agreement):
        """Rule id to the text of the rule."""
        if agreement not in self.agreements:
            text = harness.read(self.folder / "rules" / "agreements" / f"{agreement}.yaml")
            self.agreements[agreement] = {identity: line for line, identity in RULE.findall(text)}
        return self.agreements[agreement]

    def rule(self, agreement, identity):
        if (agreement, identity) not in self.rules:
            self.rules[agreement, identity] = yaml.load(self.lines(agreement)[identity],
                                                        yaml.CBaseLoader)
        return self.rules[agreement, identity]


# --- what a rule says ---

def is_at_least(grade, wanted):
    return GRADES.index(grade) <= GRADES.index(wanted)


def rests(requirement, entries):
    """For each way of satisfying the requirement with some of the entries, those that are left."""
    if isinstance(requirement, str):
        requirement = {"course": requirement}
    if "course" in requirement:
        for i, (key, grade) in enumerate(entries):
            if key == code_key(requirement["course"]) and (
                    "min-grade" not in requirement or is_at_least(grade, requirement["min-grade"])):
                yield entries[:i] + entries[i + 1:]
    elif "any-of" in requirement:
        for child in requirement["any-of"]:
            yield from rests(child, entries)
    else:
        first, *others = requirement["all-of"]
        for rest in rests(first, entries):
            if others:
                yield from rests({"all-of": others}, rest)
            else:
                yield rest


def is_satisfied(requirement, entries):
    """Exactly: nothing may be missing and nothing be left."""
    return any(not rest for rest in rests(requirement, entries))


def list_alternatives(give):
    """The targets of each alternative, as (kind, target)."""
    if isinstance(give, str):
        return [[("course", code_key(give))]]
    if isinstance(give, list):
        return [[("course", code_key(code)) for code in give]]
    if "one-of" in give:
        return [[("course", code_key(code))] for code in give["one-of"]]
    return [[("elective", give["elective"])]]


def round_half_up(amount):
    return (amount / STEP + Fraction(1, 2)).__floor__() * STEP


def mean_grade(entries, credits):
    """The nearest grade to the weighted mean, ties to the better; None where nothing weighs."""
    weight = sum(credits[key] for key, _ in entries)
    if not weight:
        return None
    mean = sum(VALUES[grade] * credits[key] for key, grade in entries) / weight
    return min(GRADES, key=lambda label: (abs(VALUES[label] - mean), -VALUES[label]))


# --- the checks of one decision; each returns what is wrong ---

class Decision:
    """A decision, with the entries of the transcript that it was made from."""

    def __init__(self, workspace, record, transcript):
        self.workspace, self.record, self.transcript = workspace, record, transcript
        self.source = workspace.credits(record["from"])
        self.target = workspace.credits(record["to"])
        self.awards = collections.defaultdict(list)  # times is 1: one application for each rule
        for award in record["awards"]:
            self.awards[award["rule"]].append(award)

    def used(self):
        """Rule to the (key, grade) of its entries; a repeated code is an entry of its own."""
        found = collections.defaultdict(list)
        for entry, written in zip(self.record["entries"], self.transcript["entries"]):
            if entry["fate"] == "used":
                found[entry["rule"]].append((code_key(written["course"]), written["grade"]))
        return found

    def check_record(self):
        written = [(code_key(entry["course"]), entry["grade"])
                   for entry in self.transcript["entries"]]
        shown = [(code_key(entry["course"]), entry["grade"]) for entry in self.record["entries"]]
        if self.record["student"] != self.transcript["student"]["id"] or written != shown:
            yield "the entries are not those of the transcript"
        if self.record["optimal"] is not True:
            yield "optimal is not true"

    def check_entries(self):
        """Each entry is consumed by the one rule that it names, and by nothing else."""
        used = self.used()
        for rule in sorted(set(used) | set(self.awards)):
            keys = sorted(key for key, _ in used[rule])
            for award in self.awards[rule] or [{"consumes": []}]:
                if sorted(map(code_key, award["consumes"])) != keys:
                    yield f"{rule} consumes {award['consumes']}, but its used entries are {keys}"

    def check_targets(self):
        seen = collections.Counter(code_key(award["target"]) for award in self.record["awards"]
                                   if award["kind"] != "elective")
        for target, count in seen.items():
            if count > 1:
                yield f"{target} is awarded {count} times"

    def check_rules(self):
        used = self.used()
        for identity, awards in self.awards.items():
            rule = self.workspace.rule(self.record["agreement"], identity)
            entries = used[identity]
            if any(grade == "F" for _, grade in entries):
                yield f"{identity} consumes a failed entry"
            if not is_satisfied(rule["take"], entries):
                yield f"{identity}: {entries} do not satisfy {rule['take']}"
            targets = [(award["kind"], code_key(award["target"]) if award["kind"] == "course"
                        else award["target"]) for award in awards]
            if targets not in list_alternatives(rule["give"]):
                yield f"{identity}: {targets} are not what {rule['give']} gives"
            yield from self.check_amounts(identity, awards, entries)

    def check_amounts(self, identity, awards, entries):
        consumed = sum(self.source[key] for key, _ in entries)
        grade = mean_grade(entries, self.source)
        for award in awards:
            right = (self.target[code_key(award["target"])] if award["kind"] == "course"
                     else round_half_up(consumed))
            if Fraction(award["credits"]) != right:
                yield f"{identity}: {award['credits']} credits of {award['target']}, not {right}"
            if grade is not None and award.get("grade") != grade:
                yield f"{identity}: the grade {award.get('grade')}, not {grade}"

    def check_account(self):
        account = self.record["account"]
        awarded = sum(Fraction(award["credits"]) for award in self.record["awards"])
        consumed = sum(self.source[key] for entries in self.used().values() for key, _ in entries)
        for name, right in [("awarded", awarded), ("source-used", consumed),
                            ("rate-and-rounding", awarded - consumed)]:
            if Fraction(account[name]) != right:
                yield f"the account has {name} {account[name]}, not {right}"

    def check_complete(self):
        """A rule of one course that could still be added would make the decision better."""
        taken = {code_key(award["target"]) for award in self.record["awards"]}
        free = {code_key(entry["course"]): entry["grade"] for entry in self.record["entries"]
                if entry["fate"] == "not-used"}
        for identity, line in self.workspace.lines(self.record["agreement"]).items():
            found = ONE_COURSE.fullmatch(line)
            if found is None:
                continue
            plain, course, wanted, target = found.groups()
            grade = free.get(code_key(json.loads(plain or course)))
            if (grade is not None and (wanted is None or is_at_least(grade, wanted))
                    and code_key(json.loads(target)) not in taken):
                yield f"{identity} could be added: {line}"


CHECKS = {
    "the decision is of its transcript and optimal": Decision.check_record,
    "no entry is consumed twice": Decision.check_entries,
    "no target course is awarded twice": Decision.check_targets,
    "every award follows from its rule": Decision.check_rules,
    "the account adds up": Decision.check_account,
    "no rule of one course is left out": Decision.check_complete,
}


# --- the run ---

def run_tool(folder, *arguments):
    """The standard output of the tool."""
    done = subprocess.run([sys.executable, TOOL, *arguments], cwd=folder, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode("utf-8")


def write_input(folder, everything):
    """The workspace and the transcripts, as (their text, their records)."""
    chosen = [] if everything else ["--to", RECEIVER]
    run_tool(folder, "workspace", *chosen)
    if everything:
        for institution in WITHOUT_CATALOG:
            harness.write(folder / "workspace" / "catalogs" / f"{institution}.yaml",
                          EMPTY_CATALOG.format(institution))
        print(f"# added by this test: empty catalogs of {' and '.join(WITHOUT_CATALOG)}, which only "
              "receive electives", flush=True)
    text = run_tool(folder, "workspace", *chosen, "--transcripts",
                    "10000" if everything else "1000")
    harness.write(folder / "transcripts.jsonl", text)
    return [json.loads(line) for line in text.splitlines()]


def check_validate(program, folder):
    result = harness.run([program, "--workspace", "workspace", "--no-cache", "validate",
                          "--format", "compact"], folder)
    if result.status != 0:
        return [f"exit status {result.status}", *result.out.splitlines()[:MOST_SHOWN], result.err]
    return []


def check_summary(result, transcripts, decisions):
    found = SUMMARY.search(result.err)
    if result.status != 0 or found is None:
        return [f"exit status {result.status}\n{result.err[-2000:]}"]
    records, *parts = map(int, found.groups())
    outcomes = collections.Counter(decision["outcome"] for decision in decisions)
    counted = [outcomes[name] for name in ("decided", "needs-info", "no-agreement")]
    if records != len(transcripts) or records != sum(parts) or parts != counted + [0]:
        return [f"{len(transcripts)} transcripts, {counted} decisions, but: {found.group(0)}"]
    return []


def check_decisions(tap, workspace, transcripts, records):
    decisions = [Decision(workspace, record, transcript)
                 for record, transcript in zip(records, transcripts)]
    for name, check in CHECKS.items():
        problems = [f"{decision.record['student']} {decision.record['agreement']}: {problem}"
                    for decision in decisions for problem in check(decision)]
        if len(problems) > MOST_SHOWN:
            problems[MOST_SHOWN:] = [f"and {len(problems) - MOST_SHOWN} more"]
        tap.report(name, problems)
    awards = sum(len(record["awards"]) for record in records)
    tap.report(f"there is something to check: {len(records)} decisions with {awards} awards",
               [] if awards > len(records) else ["fewer than one award for each transcript"])


def run_checks(tap, program, everything):
    with tempfile.TemporaryDirectory(prefix="equate-assist-") as folder:
        folder = pathlib.Path(folder)
        transcripts = write_input(folder, everything)
        tap.case("validate finds no error", check_validate, program, folder)
        result = harness.run([program, "--workspace", "workspace", "--no-cache", "convert", "--format",
                              "jsonl", "--on", ON, "transcripts.jsonl"], folder)
        records = [json.loads(line) for line in result.out.splitlines()]
        tap.case("every record is counted once", check_summary, result, transcripts, records)
        check_decisions(tap, Workspace(folder / "workspace"), transcripts, records)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path, help="the program equate")
    parser.add_argument("--all", action="store_true", help="every rule, 10,000 transcripts")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not TOOL.exists():
        return harness.skip_all("../shared is absent")
    tap = harness.Tap()
    run_checks(tap, arguments.program.resolve(), arguments.all)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
