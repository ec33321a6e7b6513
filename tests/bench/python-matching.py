#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The matching job in plain Python: dictionaries and lists.

    python-matching.py TABLES DAY [--list FILE]

Tables as flat_job.py writes them; all of them are read before the clock starts.
"""

import argparse
import json
import pathlib
import time


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def read_leaves(folder):
    """(pair, code) to what it may serve."""
    leaves = {}
    for pair, code, rule, _, parts, rank, begins, ends in rows(folder / "leaves.tsv"):
        leaves.setdefault((int(pair), code), []).append(
            (int(rule), int(parts), int(rank), int(begins), int(ends)))
    return leaves


def read_transcripts(folder):
    transcripts = []
    for student, position, pair, code, rank in rows(folder / "entries.tsv"):
        if position == "0":
            transcripts.append((int(student), int(pair), []))
        transcripts[-1][2].append((code, int(rank)))
    return transcripts


def match(transcript, leaves, day, failing):
    """(rule, positions) of each way in which a rule is satisfied."""
    _, pair, entries = transcript
    found, partial = [], {}
    for position, (code, rank) in enumerate(entries):
        if rank == failing:
            continue
        for rule, parts, worst, begins, ends in leaves.get((pair, code), ()):
            if rank > worst or not begins <= day <= ends:
                continue
            if parts == 1:
                found.append((rule, (position,)))
                continue
            served = partial.setdefault(rule, [])
            served.append(position)
            if len(served) == parts:
                found.append((rule, tuple(served)))
    found.sort()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("day", type=int)
    parser.add_argument("--failing", type=int, required=True, help="rank of the failing grade")
    parser.add_argument("--list", type=pathlib.Path)
    options = parser.parse_args()
    leaves, transcripts = read_leaves(options.tables), read_transcripts(options.tables)
    started = time.process_time()
    results = [match(transcript, leaves, options.day, options.failing)
               for transcript in transcripts]
    seconds = time.process_time() - started
    if options.list:
        students = dict(rows(options.tables / "students.tsv"))
        rules = dict(rows(options.tables / "rules.tsv"))
        with open(options.list, "w", encoding="utf-8") as out:
            for (student, _, _), found in zip(transcripts, results):
                for rule, positions in found:
                    out.write(f"{students[str(student)]}\t{rules[str(rule)]}\t"
                              f"{','.join(map(str, positions))}\n")
    print(json.dumps({"transcripts": len(transcripts), "seconds": seconds,
                      "candidates": sum(map(len, results))}))


if __name__ == "__main__":
    main()
