# SPDX-License-Identifier: LGPL-2.1-or-later
"""Reading: a workspace from YAML and from a snapshot, transcripts as JSON."""

import shutil

from bench_tools import Row, Wrong, exponent, measure

JSON_PEERS = ("cjson", "json-c", "jansson", "json-glib")
COUNTS = ("lines", "objects", "arrays", "keys", "scalars")
# A load takes a second and an opening 5 ms: on a machine that others use as well, the best of a few is
# what they left over.
LOADS = 4
OPENINGS = 300


def load_rows(context):
    program = context.program("load-bench")
    if program is None:
        yield Row("load", "cold load", "", note="load-bench is absent")
        return
    result = measure(program, context.workload() / "workspace", "--repeats",
                     LOADS * context.repeats)
    if result["errors"]:
        raise Wrong("load: the workspace has errors")
    for name, most in (("two-threads", 1.0), ("one-thread", 1.6)):
        ratio = result[name]["wall"] / result["events"]["wall"]
        yield Row("load", f"cold load to libyaml's events, {name.replace('-', ' ')}",
                  f"at most {most} ×",
                  f"{ratio:.2f} × ({result[name]['wall'] * 1000:.0f} ms)", ratio <= most,
                  compared=False, figures=result)
    rules = result["rules"]
    compiled = result["rule-bytes"] / rules
    peak = peak_of(result) / rules
    yield Row("load", "memory of a compiled rule", "at most 128 bytes", f"{compiled:.0f} bytes",
              compiled <= 128, compared=False)
    added = peak - peak_without_rules(context, program) / rules
    yield Row("load", "what a rule adds to the peak of loading", "at most 300 bytes",
              f"{added:.0f} bytes", added <= 300, compared=False)
    yield Row("load", "peak of loading with all courses, a rule", "(for comparison)",
              f"{peak:.0f} bytes", compared=False)
    yield from load_growth(context, program)


def peak_of(result):
    return (result["two-threads"]["peak-kib"] - result["two-threads"]["before-kib"]) * 1024


def peak_without_rules(context, program):
    """Bytes at the peak of loading the same catalogs alone."""
    workspace = context.workload() / "workspace"
    bare = context.cache / "without-rules"
    shutil.rmtree(bare, ignore_errors=True)
    shutil.copytree(workspace / "catalogs", bare / "catalogs")
    (bare / "rules").mkdir()
    shutil.copy(workspace / "rules" / "grading.yaml", bare / "rules")
    return peak_of(measure(program, bare, "--repeats", context.repeats))


def load_growth(context, program):
    sizes = (1, 2) if context.check else (1, 2, 4, 8)
    courses, rules = (400, 800) if context.check else (12500, 25000)
    points = []
    for step in sizes:
        folder = context.workload("small", courses=courses * step, rules=rules * step,
                                  transcripts=50 if context.check else 10000)
        result = measure(program, folder / "workspace", "--threads", 1, "--repeats",
                         context.repeats)
        points.append((result["events"]["bytes"], result["one-thread"]["wall"]))
    slope = exponent(points)
    yield Row("load", "load by YAML bytes, exponent", "at most 1.05", f"{slope:.2f}",
              slope <= 1.05, compared=False, figures={"points": points})


def snapshot_rows(context):
    program = context.program("snapshot-bench")
    if program is None:
        yield Row("snapshot", "open a workspace seen before", "", note="snapshot-bench is absent")
        return
    result = measure(program, context.workload() / "workspace", 3 if context.check else OPENINGS)
    ratio = result["open_fingerprinted"]["wall"] / result["event_scan"]["wall"]
    trusted = result["open_trusted"]["wall"] * 1000
    yield Row("snapshot", "open a snapshot, contents fingerprinted, to libyaml's events",
              "at most 0.02 ×", f"{ratio:.4f} ×", ratio <= 0.02, compared=False,
              figures=result)
    yield Row("snapshot", "open a snapshot, size, time and inode trusted", "at most 5 ms",
              f"{trusted:.2f} ms", trusted <= 5, compared=False)


def json_rows(context):
    lines = context.transcripts(context.workload(), min(context.count, 5000))
    ours = measure(context.program("json-bench-equate"), "--repeats", context.repeats, lines)
    for name in JSON_PEERS:
        row = Row("json", f"JSON reader, a line, against {name}", "faster")
        program = context.program(f"json-bench-{name}")
        if program is None:
            row.note = f"{name} is absent"
            yield row
            continue
        theirs = measure(program, "--repeats", context.repeats, lines)
        if any(ours[count] != theirs[count] for count in COUNTS):
            raise Wrong(f"json: {name} finds something else in {lines}")
        row.measured = (f"{theirs['seconds'] / ours['seconds']:.2f} × "
                        f"({ours['seconds'] / ours['lines'] * 1e6:.1f} µs to "
                        f"{theirs['seconds'] / ours['lines'] * 1e6:.1f} µs)")
        row.reached = ours["seconds"] < theirs["seconds"]
        row.figures = {"equate": ours, name: theirs}
        yield row
