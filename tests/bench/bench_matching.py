# SPDX-License-Identifier: LGPL-2.1-or-later
"""Matching alone: ours, DuckDB, SQLite and plain Python find the same candidates."""

import sys

import flat_job
from bench_tools import BENCH, DATE, DAY, Row, Wrong, measure, same_lines, say

WHAT = "matching alone, one thread each"


def tables_of(context, folder):
    tables = folder / f"tables-{context.count}"
    if not (tables / "grades.tsv").exists():
        say("making the tables of the matching job")
        flat_job.write(folder, tables, context.count)
    return tables


def peers_of(context, tables):
    """Name to the command that measures it, without the list that it may write."""
    peers = {"python": [sys.executable, BENCH / "python-matching.py", tables, DAY, "--failing",
                        flat_job.FAILING]}
    if context.program("sqlite-matching"):
        peers["sqlite"] = [context.program("sqlite-matching")]
    if context.duckdb():
        peers["duckdb"] = ["node", BENCH / "duckdb-matching.mjs", context.duckdb(), tables, DAY,
                           flat_job.FAILING, 1, context.repeats]
    return peers


def run_peer(name, command, tables, target):
    if name == "sqlite":
        return measure(*command, "--list", target, tables, DAY, flat_job.FAILING)
    return measure(*command, *(["--list"] if name == "python" else []), target)


def rows(context):
    folder = context.workload()
    tables = tables_of(context, folder)
    transcripts = context.transcripts(folder)
    own_list = tables / "candidates-equate.tsv"
    ours = measure(context.program("matching-bench"), "--repeats", context.repeats, "--list",
                   own_list, folder / "workspace", transcripts, DATE)
    rates = {"equate": ours["transcripts"] / ours["seconds"]}
    versions = {}
    for name, command in peers_of(context, tables).items():
        target = tables / f"candidates-{name}.tsv"
        theirs = run_peer(name, command, tables, target)
        if not same_lines(own_list, target):
            raise Wrong(f"matching: the candidates of {name} ({theirs['candidates']}) are not ours "
                        f"({ours['candidates']}): compare {target} with {own_list}")
        target.unlink()
        rates[name] = theirs["transcripts"] / theirs["seconds"]
        versions[name] = theirs.get("version", sys.version.split()[0])
    own_list.unlink()
    figures = {"transcripts": ours["transcripts"], "candidates": ours["candidates"],
               "per-second": rates, "versions": versions}
    least = {"duckdb": 6 if context.size == "large" else 5, "python": 25}
    for name, factor in least.items():
        row = Row("matching", f"{WHAT}, against {name}", f"at least {factor} ×", figures=figures)
        if name in rates:
            row.measured = (f"{rates['equate'] / rates[name]:.2f} × ({rates['equate']:,.0f}/s to "
                            f"{rates[name]:,.0f}/s)")
            row.reached = rates["equate"] >= factor * rates[name]
        else:
            row.note = f"{name} is absent"
        yield row
    if "sqlite" in rates:
        yield Row("matching", f"{WHAT}, against SQLite", "(for comparison)",
                  f"{rates['equate'] / rates['sqlite']:.2f} × (to {rates['sqlite']:,.0f}/s)", True)
