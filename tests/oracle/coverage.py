# SPDX-License-Identifier: LGPL-2.1-or-later
"""How often each construct of the language, and each way of coming to a decision, occurred."""

CONDITIONS = ["min-grade", "max-grade", "min-credits", "max-credits", "taken", "max-age", "level",
              "language", "min-hours"]
NAMES = (
    ["requirement " + name for name in ["code", "list", "course", "match", "tag", "isced", "title",
                                        "all-of", "any-of", "n-of", "total-credits"]]
    + ["condition " + name for name in CONDITIONS] + ["default " + name for name in CONDITIONS]
    + ["give " + name for name in ["code", "list", "one-of", "waive", "course", "course catalog",
                                   "course converted", "course fixed", "elective converted",
                                   "elective fixed"]]
    + ["rule " + name for name in ["deny", "deny list", "unless", "priority", "times", "valid",
                                   "programmes", "grade mean", "grade min", "grade max",
                                   "grade none"]]
    + ["credits " + name for name in ["rate", "round down", "round half-up", "round half-even",
                                      "round up", "shortfall credits", "shortfall share",
                                      "shortfall otherwise"]]
    + ["limit " + name for name in ["all", "elective", "share", "share elective"]]
    + ["repeats " + name for name in ["best", "latest", "first"]]
    + ["agreement " + name for name in ["max-age", "extends", "programmes", "several", "from list",
                                        "no grades", "illustrative", "valid"]]
    + ["conversion " + name for name in ["table", "linear", "distribution", "chain", "fallback",
                                         "none", "kept"]]
    + ["catalog " + name for name in ["editions of a course", "editions of a scale", "aliases",
                                      "target not in force", "target editions"]]
    + ["entry " + name for name in ["no grade", "no date", "ungraded", "pending", "unknown grade",
                                    "other scale", "own credits", "own title", "status"]]
    + ["outcome " + name for name in ["decided", "needs-info", "no-agreement"]]
    + ["fate " + name for name in ["withdrawn", "in-progress", "transferred", "failed", "too-old",
                                   "repeated", "used", "needs-info", "cut-by-limit", "denied",
                                   "unknown-course", "not-used"]]
    + ["reason " + name for name in ["rule-not-valid", "programme", "unless", "denied"] + CONDITIONS
       + ["shortfall", "missing-course", "times", "limit", "not-selected"]]
    + ["missing " + name for name in ["grade", "date", "level", "language", "hours"]]
    + ["award " + name for name in ["course", "elective", "waiver", "cut", "several of one rule",
                                    "with grade", "mean of several"]]
    + ["first selection by " + name for name in "abcde"]
    + ["second selection by " + name for name in "abcude"])


def requirement(counts, value, prefix="condition "):
    if isinstance(value, str):
        counts["requirement code"] += 1
    elif isinstance(value, list):
        counts["requirement list"] += 1
        for part in value:
            requirement(counts, part)
    else:
        for name, part in value.items():
            if "requirement " + name in NAMES:
                counts["requirement " + name] += 1
            if prefix + name in NAMES:
                counts[prefix + name] += 1
            if name in ("all-of", "any-of", "from"):
                for child in part if isinstance(part, list) else [part]:
                    requirement(counts, child)


def give(counts, value):
    if isinstance(value, str):
        counts["give code"] += 1
    elif isinstance(value, list):
        counts["give list"] += 1
        for part in value:
            give(counts, part)
    elif "one-of" in value:
        counts["give one-of"] += 1
        for part in value["one-of"]:
            give(counts, part)
    elif "waive" in value:
        counts["give waive"] += 1
    else:
        kind = "course" if "course" in value else "elective"
        how = value.get("credits", "" if kind == "course" else "converted")
        how = how if how in ("", "catalog", "converted") else "fixed"
        counts[f"give {kind} {how}".strip()] += 1


def rule(counts, record):
    for name in ("deny", "unless", "priority", "times", "valid", "programmes"):
        counts["rule " + name] += name in record
    if "grade" in record:
        counts["rule grade " + record["grade"]] += 1
    if isinstance(record.get("deny"), list):
        counts["rule deny list"] += 1
    for name in ("take", "unless", "deny"):
        if name in record:
            requirement(counts, record[name])
    if "give" in record:
        give(counts, record["give"])


def terms(counts, found):
    credits = found.get("credits", {})
    counts["credits rate"] += "rate" in credits
    if "round" in credits:
        counts["credits round " + credits["round"]["mode"]] += 1
    if "shortfall" in credits:
        share = credits["shortfall"]["at-most"].endswith("%")
        counts["credits shortfall " + ("share" if share else "credits")] += 1
        counts["credits shortfall otherwise"] += "otherwise" in credits["shortfall"]
    for limit in found["limits"]:
        kind = [name for name in ("share", "elective") if name in limit]
        counts["limit " + (" ".join(kind) or "all")] += 1
    counts["repeats " + found.get("repeats", "best")] += 1
    counts["agreement max-age"] += "max-age" in found
    counts["agreement no grades"] += "grades" not in found
    for name in found.get("defaults", {}):
        counts["default " + name] += 1
    for record in found["rules"]:
        rule(counts, record)


def catalogs(counts, case, evaluation):
    for catalog, name in ((evaluation.source, "editions of a course"),
                          (evaluation.target, "target editions")):
        counts["catalog " + name] += any(len(found) > 1 for found in catalog.editions.values())
    counts["catalog aliases"] += any("aliases" in record for found in evaluation.source.editions
                                     .values() for record in found)
    counts["catalog target not in force"] += any(
        evaluation.target_edition(code) is None for code in evaluation.target.editions)
    counts["catalog editions of a scale"] += any(
        len(found) > 1 for found in evaluation.gradebook.scales.values())
    counts["agreement several"] += sum(d["equate"] == "agreement/1" for d in case.documents) > 1


def entries(counts, evaluation):
    for entry in evaluation.entries:
        record = entry.record
        counts["entry no grade"] += "grade" not in record
        counts["entry no date"] += "date" not in record
        counts["entry ungraded"] += entry.kind == "passed"
        counts["entry pending"] += record.get("grade") == "late"
        counts["entry unknown grade"] += record.get("grade") in ("zz", "101")
        counts["entry other scale"] += entry.scale_id != entry.source_scale
        counts["entry own credits"] += "credits" in record
        counts["entry own title"] += "title" in record
        counts["entry status"] += "status" in record


def count(counts, case, transcript, decision, evaluation):
    """Adds what one case went through."""
    counts["outcome " + decision["outcome"]] += 1
    if decision["outcome"] == "no-agreement":
        return
    agreement = evaluation.agreement
    counts["agreement " + agreement["status"]] += 1
    for name in ("extends", "programmes", "valid"):
        counts["agreement " + name] += name in agreement
    counts["agreement from list"] += isinstance(agreement["from"], list)
    terms(counts, evaluation.terms)
    catalogs(counts, case, evaluation)
    entries(counts, evaluation)
    for entry in decision["entries"]:
        counts["fate " + entry["fate"]] += 1
        for reason in entry.get("reasons", []):
            counts["reason " + reason["code"]] += 1
    for info in decision["needs-info"]:
        counts["missing " + info["missing"]] += 1
    for award in decision["awards"]:
        counts["award " + award["kind"]] += 1
        counts["award with grade"] += "grade" in award
        counts["conversion fallback"] += "fallback" in award
        method = award.get("method", "kept" if "grade" in award else "none")
        counts["conversion " + method] += award["kind"] != "waiver"
    counts["award cut"] += decision["account"]["cut-by-limits"] != "0"
    for made in evaluation.first.chosen:
        counts["award several of one rule"] += len(made.awards) > 1
        counts["award mean of several"] += (made.grade is not None and len(made.members) > 1
                                            and made.rule.get("grade", "mean") == "mean")
    for which, by in evaluation.decided_by.items():
        if by:
            counts[f"{which} selection by {by}"] += 1


def never(counts):
    return [name for name in NAMES if not counts[name]]
