# SPDX-License-Identifier: LGPL-2.1-or-later
"""Our selection against GLPK.

Times are those of one thread, in microseconds: the shortest of three runs of each problem. They
are told only when both award the same credits, priority by priority. The comparison takes the
better of GLPK's two ways (with and without its presolver) for each figure.
"""

import json
import subprocess

from bench_tools import DATE, Row, Wrong

FIGURES = ("mean", "p50", "p99", "max")
# What the ratio to GLPK has to be at most, for the mean and for p99.
REACH = {"realistic": 0.5, "dense": 1.0}


def measure(program, *arguments):
    """What the program says, and whether each of our choices was the best."""
    done = subprocess.run([program, *map(str, arguments)], stdout=subprocess.PIPE, check=False)
    if not done.stdout:
        raise Wrong(f"{program}: exit status {done.returncode}")
    return json.loads(done.stdout), done.returncode == 0


def print_row(name, values):
    print(f"  {name:<22}" + "".join(f"{value:>12}" for value in values))


def print_table(title, result):
    """The figures of one set of problems."""
    counts = ", ".join(f"{result[name]} {text}" for name, text in (
        ("applications", "applications"), ("not-optimal", "flagged as not exact"),
        ("glpk-time-out", "given up by GLPK"), ("glpk-inexact", "inexact in GLPK"),
        ("not-compared", "not compared"), ("wrong", "WRONG")) if result[name])
    print(f"{title}: {result['problems']} problems, {counts}")
    if "equate" not in result:
        return
    print_row("", FIGURES)
    for name in ("equate", "glpk", "glpk-presolve"):
        print_row(name, [f"{result[name][figure] / 1000:.1f}" for figure in FIGURES])
    print_row("ratio", [f"{ratio:.2f}" for ratio in ratios_of(result).values()])


def ratios_of(result):
    return {figure: result["equate"][figure]
            / min(result["glpk"][figure], result["glpk-presolve"][figure]) for figure in FIGURES}


def rows(context, program=None, count=10000, dense=40, assist=None):
    """assist: a workspace of real rules, and transcripts for it."""
    program = program or context.program("selection-bench")
    if program is None:
        yield Row("selection", "selection against GLPK", "", note="libglpk is absent")
        return
    folder = context.workload()
    repeats = ["--repeats", 0 if context.check else 3]
    sets = [(context.size, "realistic", ["--count", count, folder / "workspace",
                                         folder / "transcripts.jsonl", DATE])]
    if assist:
        sets.append(("real rules", "realistic", ["--count", count, *assist, DATE]))
    sets.append(("dense", "dense", ["--dense", "--count", dense]))
    for title, kind, arguments in sets:
        result, right = measure(program, *repeats, *arguments)
        print_table(title, result)
        if not right:
            raise Wrong(f"selection, {title}: a choice of ours was not the best")
        row = Row("selection", f"selection to GLPK, {title}, mean and p99",
                  f"at most {REACH[kind]} ×", figures=result)
        if "equate" in result:
            ratios = ratios_of(result)
            row.measured = f"{ratios['mean']:.2f} × and {ratios['p99']:.2f} ×"
            row.reached = max(ratios["mean"], ratios["p99"]) <= REACH[kind]
        else:
            row.measured, row.reached = "the same credits", True
        yield row
