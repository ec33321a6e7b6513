# SPDX-License-Identifier: LGPL-2.1-or-later
"""The matching job of a workload as flat tables, for the programs that matching is compared with.

    leaves.tsv    pair, code, rule, part, parts, rank, from, until: one row for each course
                  that a part of a rule accepts; patterns are matched against the catalog here, as a
                  workspace is compiled before any transcript comes
    entries.tsv   student, position, pair, code, rank: what a transcript has
    students.tsv, rules.tsv   number and name
    pairs.tsv, grades.tsv     number and names of the pairs; rank and label of the grades

Pairs (where from, where to), students and rules are numbers; a rank is the place of a grade on the
scale, 0 the best; days are YYYYMMDD. An entry serves a part when pair and code are the same and its
rank is not beyond the part's; nothing serves with a failing grade. A rule is satisfied by one entry
for each of its parts when its period contains the day.
"""

import bisect
import json
import re

GRADES = ["A+", "A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "F"]
RANKS = {label: rank for rank, label in enumerate(GRADES)}
FAILING = RANKS["F"]
SPECIAL = set("\\.[](){}*+?|^$")


def read_lines(path, count=None):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == count:
                return
            yield json.loads(line)


def matching_codes(pattern, codes):
    """Of sorted codes those that the whole pattern matches; its literal beginning comes first."""
    length = next((i for i, c in enumerate(pattern) if c in SPECIAL), len(pattern))
    # What a quantifier follows need not be there at all.
    if length < len(pattern) and pattern[length] in "*?{":
        length = max(length - 1, 0)
    prefix, compiled = pattern[:length], re.compile(pattern)
    for i in range(bisect.bisect_left(codes, prefix), len(codes)):
        if not codes[i].startswith(prefix):
            return
        if compiled.fullmatch(codes[i]):
            yield codes[i]


def day(text, default):
    return text.replace("-", "") if text else default


def write_leaves(workload, folder, pairs):
    codes = {}
    for course in read_lines(workload / "courses.jsonl"):
        codes.setdefault(course["institution"], []).append(course["code"])
    for known in codes.values():
        known.sort()
    with open(folder / "leaves.tsv", "w", encoding="utf-8") as leaves, \
            open(folder / "rules.tsv", "w", encoding="utf-8") as rules:
        for number, rule in enumerate(read_lines(workload / "rules.jsonl")):
            pair = pairs.setdefault((rule["from"], rule["to"]), len(pairs))
            valid = rule.get("valid", {})
            days = f"{day(valid.get('from'), '0')}\t{day(valid.get('until'), '99999999')}"
            parts = [[code] for code in rule.get("take", [])] \
                or [list(matching_codes(rule["match"], codes[rule["from"]]))]
            rules.write(f"{number}\t{rule['id']}\n")
            for part, accepted in enumerate(parts):
                rank = RANKS[rule["min-grade"][part]]
                for code in accepted:
                    leaves.write(f"{pair}\t{code}\t{number}\t{part}\t{len(parts)}\t{rank}\t{days}\n")


def write_entries(workload, folder, pairs, count):
    with open(folder / "entries.tsv", "w", encoding="utf-8") as entries, \
            open(folder / "students.tsv", "w", encoding="utf-8") as students:
        for number, transcript in enumerate(read_lines(workload / "transcripts.jsonl", count)):
            students.write(f"{number}\t{transcript['student']['id']}\n")
            route = transcript["institution"], transcript["target"]["institution"]
            pair = pairs.setdefault(route, len(pairs))
            for position, entry in enumerate(transcript["entries"]):
                entries.write(f"{number}\t{position}\t{pair}\t{entry['course']}\t"
                              f"{RANKS[entry['grade']]}\n")


def write(workload, folder, count):
    """Writes the tables, for at most so many transcripts."""
    pairs = {}
    folder.mkdir(parents=True, exist_ok=True)
    write_leaves(workload, folder, pairs)
    write_entries(workload, folder, pairs, count)
    with open(folder / "pairs.tsv", "w", encoding="utf-8") as out:
        out.writelines(f"{number}\t{source}\t{target}\n"
                       for (source, target), number in pairs.items())
    with open(folder / "grades.tsv", "w", encoding="utf-8") as out:
        out.writelines(f"{rank}\t{label}\n" for label, rank in RANKS.items())
