#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares the program with the brute force on random small workspaces.

    run.py EQUATE [--count N] [--seed S] [--jobs J] [--coverage] [--findings N]
    run.py EQUATE --seed S --only INDEX      one workspace again, shrunk where it differs
    run.py --conformance FOLDER              the brute force itself against cases made by hand

TAP: one line for each batch, the seed in the first. What differs is shrunk and printed whole.
"""

import argparse
import collections
import json
import multiprocessing
import pathlib
import shutil
import subprocess
import sys
import tempfile

import coverage
import evaluate
import generate
import grades
import selection
import shrink
import world

TRANSCRIPTS = 4
BATCH = 250  # workspaces
AWARD = ["rule", "kind", "target", "credits", "unit", "grade", "conversion", "method", "fallback",
         "consumes", "priority"]
WHOLE = ["outcome", "from", "to", "on", "programme", "student", "agreement", "agreement-status",
         "optimal"]
ACCOUNT = ["source-earned", "source-used", "source-unused", "awarded", "cut-by-limits",
           "rate-and-rounding", "unit"]
PROGRESS = ["programme", "required", "awarded", "remaining", "plan"]


class Refused(Exception):
    """The program did not decide: what it said."""


# --- the two sides ---

def expected(case):
    """The decisions by brute force; a transcript that is too large is shortened until it is not."""
    workspace = evaluate.Workspace(case.documents)
    found = []
    for transcript in case.transcripts:
        while True:
            evaluation = evaluate.Evaluation(workspace, transcript, grades.parse_date(case.on), None)
            try:
                found.append((evaluation.decision(), evaluation))
                break
            except selection.TooManySets:
                transcript["entries"].pop()
    return found


def actual(program, case, folder):
    shutil.rmtree(folder, ignore_errors=True)
    generate.write(case, folder)
    done = subprocess.run([program, "--workspace", folder, "--no-cache", "convert", "--on", case.on,
                           "--from-format", "jsonl", "--format", "jsonl", folder + "/t.jsonl"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    if done.returncode != 0:
        raise Refused(f"exit status {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return [json.loads(line) for line in done.stdout.splitlines()]


# --- what is compared ---

def pick(record, names):
    return {name: record[name] for name in names if name in record}


def view(decision):
    """The part of a decision that both sides have to say alike."""
    found = pick(decision, WHOLE)
    found["awards"] = [pick(award, AWARD) for award in decision["awards"]]
    found["entries"] = []
    for entry in decision["entries"]:
        shown = pick(entry, ["course", "credits", "grade", "fate", "converted"])
        if entry["fate"] == "used":
            shown["rule"] = entry["rule"]
        shown["reasons"] = [[reason["rule"], reason["code"]] for reason in entry.get("reasons", [])]
        found["entries"].append(shown)
    found["needs-info"] = [dict(pick(info, ["rule", "entry", "missing"]),
                                **{"would-award": [pick(award, AWARD)
                                                   for award in info["would-award"]]})
                           for info in decision["needs-info"]]
    if "account" in decision:
        found["account"] = pick(decision["account"], ACCOUNT)
    if "progress" in decision:
        found["progress"] = pick(decision["progress"], PROGRESS)
    return found


def differences(want, have, where=""):
    """[(where, expected, actual)] in the order of the decision."""
    if isinstance(want, dict) and isinstance(have, dict):
        found = []
        for name in list(want) + [name for name in have if name not in want]:
            found += differences(want.get(name), have.get(name), f"{where}.{name}".lstrip("."))
        return found
    if isinstance(want, list) and isinstance(have, list) and len(want) == len(have):
        return [d for i, (w, h) in enumerate(zip(want, have))
                for d in differences(w, h, f"{where}[{i}]")]
    return [] if want == have else [(where, want, have)]


def compare(program, case, folder):
    """[(number of the transcript, differences)], and what the brute force went through."""
    wanted = expected(case)
    got = actual(program, case, folder)
    if len(got) != len(wanted):
        raise Refused(f"{len(wanted)} transcripts, {len(got)} decisions")
    found = []
    for number, ((decision, evaluation), answer) in enumerate(zip(wanted, got)):
        want = view(decision)
        if want.get("account", {}).get("rate-and-rounding", "") is None:
            # A rate such as 2/3 may leave no finite decimal; how it is shown is not for this test.
            del want["account"]["rate-and-rounding"]
            answer["account"].pop("rate-and-rounding", None)
        have = view(answer)
        if evaluation.agreement and evaluation.matcher.either:
            for side in (want, have):
                side["needs-info"] = sorted({info["rule"] for info in side["needs-info"]})
        problems = differences(want, have)
        if problems:
            found.append((number, problems))
    return found, wanted


def kind_of(problems):
    """Where the first difference stands, without its numbers."""
    return "".join(c for c in problems[0][0] if not c.isdigit())


# --- telling ---

def told(case, problems):
    lines = [f"on {case.on}"]
    for document in case.documents:
        lines += generate.to_yaml(document).splitlines() + ["---"]
    lines += [generate.to_json(transcript) for transcript in case.transcripts]
    for where, want, have in problems:
        lines.append(f"{where}: expected {json.dumps(want)}")
        lines.append(f"{' ' * len(where)}  actual   {json.dumps(have)}")
    return lines


def shrunk(program, case, number, problems, folder):
    kind = kind_of(problems)
    single = generate.Case(case.documents, case.on, [case.transcripts[number]])

    def differs(candidate):
        try:
            found, _ = compare(program, candidate, folder)
        except (Refused, world.Ambiguous, LookupError, ValueError, TypeError, AttributeError,
                AssertionError, ArithmeticError):
            return None
        return found[0][1] if found and kind_of(found[0][1]) == kind else None

    return shrink.shrink(single, problems, differs)


def one(program, seed, folder, deep):
    """(text of what is wrong or None, counts) of one workspace."""
    counts = collections.Counter()
    case = generate.make(seed)
    try:
        found, wanted = compare(program, case, folder)
    except world.Ambiguous:
        counts["left out: agreements that fit equally"] += 1
        return None, counts
    except Refused as refused:
        return "\n".join([f"seed {seed}: the program refuses", str(refused)]
                         + told(case, []) * deep), counts
    for (decision, evaluation), transcript in zip(wanted, case.transcripts):
        coverage.count(counts, case, transcript, decision, evaluation)
    if not found:
        return None, counts
    number, problems = found[0]
    if deep:
        case, problems = shrunk(program, case, number, problems, folder)
        return "\n".join([f"seed {seed}, shrunk:"] + told(case, problems)), counts
    return f"seed {seed}: transcript {number}: {problems[0][0]}", counts


def batch(work):
    """(name, [texts of what is wrong], counts) of some workspaces one after the other."""
    program, seed, first, count, findings = work
    counts = collections.Counter()
    wrong = []
    with tempfile.TemporaryDirectory(prefix="equate-oracle-", dir=fast_folder()) as folder:
        for index in range(first, first + count):
            text, seen = one(program, f"{seed}-{index}", folder + "/w", len(wrong) < findings)
            counts += seen
            if text:
                wrong.append(text)
    return f"{count * TRANSCRIPTS} cases from {seed}-{first}", wrong, counts


def fast_folder():
    return "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None


# --- the command ---

def compare_all(arguments):
    program = str(pathlib.Path(arguments.program).resolve())
    print(f"# seed {arguments.seed}", flush=True)
    workspaces = max(1, arguments.count // TRANSCRIPTS)
    first = 0
    if arguments.only is not None:
        first, workspaces = arguments.only, 1
    work = [(program, arguments.seed, begin, min(BATCH, first + workspaces - begin),
             arguments.findings) for begin in range(first, first + workspaces, BATCH)]
    counts = collections.Counter()
    failed = 0
    with multiprocessing.Pool(arguments.jobs) as pool:
        for number, (name, wrong, seen) in enumerate(pool.imap(batch, work), 1):
            counts += seen
            failed += bool(wrong)
            print("not ok" if wrong else "ok", number, "-", name, flush=True)
            for text in wrong:
                print("\n".join("# " + line for line in text.splitlines()), flush=True)
    number = len(work)
    if arguments.coverage:
        never = coverage.never(counts)
        number += 1
        failed += bool(never)
        print("not ok" if never else "ok", number, "- every construct and every tie occurred")
        for name in sorted(set(coverage.NAMES) | set(counts)):
            print(f"# {counts[name]:7d} {name}")
    print(f"1..{number}", flush=True)
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", nargs="?", help="the program equate")
    parser.add_argument("--count", type=int, default=4000, help="cases (transcripts)")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="the number of one workspace")
    parser.add_argument("--findings", type=int, default=1, help="shrink so many of each batch")
    parser.add_argument("--coverage", action="store_true",
                        help="tell how often each construct occurred; fail where one never did")
    parser.add_argument("--conformance", help="a folder of cases made by hand")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if arguments.conformance:
        import conformance  # the only part that needs a YAML reader
        return conformance.run(pathlib.Path(arguments.conformance))
    if not arguments.program:
        parser.error("name the program, or --conformance FOLDER")
    return compare_all(arguments)


if __name__ == "__main__":
    sys.exit(main())
