# SPDX-License-Identifier: LGPL-2.1-or-later
"""Whole runs of `equate`: against DuckDB and GLPK, by details, threads, memory and growth."""

import collections
import json
import subprocess
from decimal import Decimal

from bench_matching import tables_of
from bench_tools import BENCH, DATE, DAY, Row, Wrong, exponent, measure, run_timed, same_lines
import flat_job


def convert_command(context, folder, transcripts, detail, jobs, output):
    return [context.program("equate"), "--workspace", folder / "workspace", "convert", "--on", DATE,
            "--format", "jsonl", "--detail", detail, "--jobs", jobs, "--output", output,
            transcripts]


def convert_seconds(context, folder, detail, jobs, output):
    """Seconds for all transcripts beyond those for one, and most memory (KiB) of both."""
    best = {}
    for count in (1, context.count):
        transcripts = context.transcripts(folder, count)
        runs = [run_timed(*convert_command(context, folder, transcripts, detail, jobs, output))
                for _ in range(context.repeats)]
        best[count] = min(run[0] for run in runs), min(run[2] for run in runs)
    (start, small), (whole, large) = best[1], best[context.count]
    return max(whole - start, 1e-9), small, large


def credits_of_decisions(path):
    """Student to credits (thousandths) by priority."""
    awarded = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            decision = json.loads(line)
            credits = collections.Counter()
            for award in decision["awards"]:
                credits[award["priority"]] += int(Decimal(award["credits"]) * 1000)
            awarded[decision["student"]] = +credits
    return awarded


def credits_of_pipeline(paths):
    awarded = {}
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                student, *priorities = line.rstrip("\n").split("\t")
                credits = collections.Counter()
                for text in priorities:
                    priority, thousandths = text.split(":")
                    credits[int(priority)] += int(thousandths)
                awarded[student] = +credits
    return awarded


def run_pipeline(context, folder, tables):
    """Seconds of DuckDB with two threads, then GLPK in two processes; what they award."""
    halves = [tables / f"half{half}" for half in (0, 1)]
    found = measure("node", BENCH / "duckdb-pipeline.mjs", context.duckdb(), tables,
                    context.transcripts(folder), context.count, DAY, flat_job.FAILING, 2,
                    tables / "half")
    processes = [subprocess.Popen([context.program("pipeline-selection"), folder / "workspace",
                                   f"{half}.tsv", DATE, f"{half}.out"], stdout=subprocess.PIPE)
                 for half in halves]
    chosen = [json.loads(process.communicate()[0]) for process in processes]
    if any(part["failed"] for part in chosen):
        raise Wrong("pipeline: GLPK gave up")
    return (found["seconds"] + max(part["seconds"] for part in chosen),
            credits_of_pipeline(f"{half}.out" for half in halves))


def pipeline_rows(context, folder, seconds, decisions):
    what = "convert, awards, 2 threads, against DuckDB and GLPK"
    row = Row("convert", what, "at least 3 ×")
    if not context.duckdb() or not context.program("pipeline-selection"):
        row.note = "DuckDB or libglpk is absent"
        yield row
        return
    theirs, awarded = run_pipeline(context, folder, tables_of(context, folder))
    own = {student: credits for student, credits in
           credits_of_decisions(decisions).items() if credits}
    if own != {student: credits for student, credits in awarded.items() if credits}:
        raise Wrong("pipeline: other credits are awarded than ours")
    rate, their_rate = context.count / seconds, context.count / theirs
    row.measured = f"{rate / their_rate:.2f} × ({rate:,.0f}/s to {their_rate:,.0f}/s)"
    row.reached = rate >= 3 * their_rate
    row.figures = {"equate": rate, "pipeline": their_rate}
    yield row


def rows(context):
    folder = context.workload()
    outputs = [folder / f"decisions-{jobs}.jsonl" for jobs in (1, 2)]
    full, _, _ = convert_seconds(context, folder, "full", 2, outputs[0])
    single, small, _ = convert_seconds(context, folder, "awards", 1, outputs[0])
    double, _, large = convert_seconds(context, folder, "awards", 2, outputs[1])
    if not same_lines(*outputs):
        raise Wrong("convert: two threads decide otherwise than one")
    yield from pipeline_rows(context, folder, double, outputs[1])
    rates = {name: context.count / seconds
             for name, seconds in (("full", full), ("single", single), ("double", double))}
    yield Row("convert", "convert, full to awards, 2 threads", "at least 0.5 ×",
              f"{rates['full'] / rates['double']:.2f} × ({rates['full']:,.0f}/s)",
              rates["full"] >= 0.5 * rates["double"], compared=False, figures=rates)
    yield Row("convert", "2 threads to one", "at least 1.7 ×",
              f"{rates['double'] / rates['single']:.2f} ×",
              rates["double"] >= 1.7 * rates["single"], figures=rates)
    added = (large - small) / 1024
    yield Row("convert", f"memory that a batch of {context.count:,} adds", "at most 64 MiB",
              f"{added:.1f} MiB", added <= 64, compared=False, figures={"KiB": large - small})


def check_rows(context):
    """One question to a workspace that was seen before."""
    folder = context.workload()
    with open(folder / "rules.jsonl", encoding="utf-8") as lines:
        rule = next(rule for rule in map(json.loads, lines)
                    if len(rule.get("take", [])) == 1 and "give" in rule)
    command = [context.program("equate"), "--workspace", folder / "workspace", "check",
               "--on", DATE, f"{rule['from']}:{rule['take'][0]}", rule["to"]]
    run_timed(*command)
    seconds = min(run_timed(*command)[0] for _ in range(5 * context.repeats))
    yield Row("check", "one `check` on a cached workspace, whole process", "at most 15 ms",
              f"{seconds * 1000:.1f} ms", seconds <= 0.015, compared=False,
              figures={"seconds": seconds})


def growth_rows(context):
    """Evaluation alone as rules and courses grow, for the same number of transcripts."""
    steps = (1, 2) if context.check else (1, 2, 4, 8)
    courses, rules = (400, 800) if context.check else (12500, 25000)
    transcripts = 50 if context.check else 10000
    points = []
    for step in steps:
        folder = context.workload("small", courses=courses * step, rules=rules * step,
                                  transcripts=transcripts)
        result = measure(context.program("matching-bench"), "--repeats", context.repeats,
                         folder / "workspace", folder / "transcripts.jsonl", DATE)
        points.append((rules * step, result["seconds"]))
    slope = exponent(points)
    yield Row("growth", "evaluation by rules and courses, exponent", "at most 1.15",
              f"{slope:.2f}", slope <= 1.15, compared=False, figures={"points": points})
