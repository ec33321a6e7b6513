# SPDX-License-Identifier: LGPL-2.1-or-later
"""Catalogs, agreements and the entries of a transcript, as the contract reads them."""

import calendar
import unicodedata
from fractions import Fraction

import grades
from grades import in_period, parse_date


class Ambiguous(Exception):
    """Two agreements fit equally: not a workspace that decides."""


def code_key(code):
    return " ".join(unicodedata.normalize("NFKC", code).split()).upper()


def add_age(date, age):
    count, unit = age.split()
    months = int(count) * (12 if unit.startswith("year") else 1) + date.month - 1
    year, month = date.year + months // 12, months % 12 + 1
    return date.replace(year=year, month=month,
                        day=min(date.day, calendar.monthrange(year, month)[1]))


def decimal(value):
    """The shortest decimal; None where there is no finite one."""
    value = Fraction(value)
    for places in range(13):
        scaled = value * 10 ** places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            text = digits[:-places] + "." + digits[-places:] if places else digits
            return ("-" if value < 0 else "") + text
    return None


def milli(value):
    """Credits that are awarded are whole thousandths."""
    scaled = Fraction(value) * 1000
    assert scaled.denominator == 1, value
    return scaled.numerator


def round_to(value, terms):
    step = Fraction(terms.get("step", "0.001"))
    mode = terms.get("mode", "half-up")
    steps, rest = divmod(value / step, 1)
    more = {"down": False, "up": rest > 0, "half-up": rest >= grades.HALF,
            "half-even": rest > grades.HALF or rest == grades.HALF and steps % 2 == 1}[mode]
    return (steps + more) * step


def as_list(value):
    return value if isinstance(value, list) else [value]


class Catalog:
    def __init__(self, document):
        self.document = document
        self.present = {}  # any code's key -> the key of its course
        self.editions = {}
        for record in document.get("courses", []):
            key = code_key(record["code"])
            self.editions.setdefault(key, []).append(record)
            for code in [record["code"]] + record.get("aliases", []):
                self.present[code_key(code)] = key
        self.programmes = {record["id"]: record for record in document.get("programmes", [])}


class World:
    def __init__(self, documents):
        of_kind = {}
        for document in documents:
            of_kind.setdefault(document["equate"].split("/")[0], []).append(document)
        self.catalogs = {d["institution"]: Catalog(d) for d in of_kind.get("catalog", [])}
        self.gradebook = grades.Gradebook(of_kind.get("grading", []))
        self.agreements = {d["id"]: d for d in of_kind.get("agreement", [])}

    def agreement(self, source, target, programme, on):
        fit = [a for a in self.agreements.values()
               if source in as_list(a.get("from", [])) and a.get("to") == target
               and a.get("status") in ("approved", "illustrative") and in_period(a.get("valid"), on)]
        naming = [a for a in fit if programme is not None and programme in a.get("programmes", [])]
        fit = naming or [a for a in fit if "programmes" not in a]
        if len(fit) > 1:
            raise Ambiguous([a["id"] for a in fit])
        return fit[0] if fit else None

    def merged(self, agreement):
        """`credits` and the like are replaced whole; `limits` and `rules` merge by id in place."""
        result = {"limits": [], "rules": []}
        stages = [self.merged(self.agreements[name]) for name in agreement.get("extends", [])]
        for stage in stages + [agreement]:
            for name in ("credits", "grades", "repeats", "max-age", "defaults"):
                if name in stage:
                    result[name] = stage[name]
            for name in ("limits", "rules"):
                for record in stage.get(name, []):
                    places = [i for i, old in enumerate(result[name]) if old["id"] == record["id"]]
                    if places:
                        result[name][places[0]] = record
                    else:
                        result[name].append(record)
        return result


class Entry:
    """One entry of the transcript, what is known of it, and why it may be out."""

    def __init__(self, workspace, catalog, record, index, on):
        self.index = index
        self.record = record
        self.key = code_key(record["course"])
        self.known = self.key in catalog.present
        self.shown = record["course"]
        self.date = parse_date(record["date"]) if "date" in record else None
        self.edition = {}
        when = self.date or on
        if self.known:
            self.key = catalog.present[self.key]
            self.edition = grades.edition(catalog.editions[self.key], when)
            self.shown = self.edition["code"]
        credits_text = record.get("credits", self.edition.get("credits"))
        self.credits = None if credits_text is None else Fraction(credits_text)
        self.source_scale = catalog.document["grading"]
        self.scale_id = record.get("scale", self.source_scale)
        self.scale = workspace.gradebook.scale(self.scale_id, when)
        read = self.scale.read(record["grade"]) if "grade" in record else ("none", None)
        # A grade that the scale does not know is missing evidence, as a pending one is.
        self.kind, self.mark = read or ("pending", None)
        self.pending = self.kind == "pending"
        self.age_unknown = False
        self.fate = self.status_fate()

    def status_fate(self):
        status = self.record.get("status", "passed")
        if status in ("withdrawn", "in-progress", "transferred"):
            return status
        if (status == "failed" or self.kind == "failed"
                or self.kind == "mark" and not self.scale.passes(self.mark)):
            return "failed"
        return None

    def titles(self):
        title = self.record.get("title", self.edition.get("title", {}))
        return list(title.values()) if isinstance(title, dict) else [title]

    def when(self):
        """For "the later": no date is the earliest, then the order of the transcript."""
        return (self.date is not None, self.date, self.index) if self.date else (False, self.index)

    def quality(self):
        if self.kind == "mark":
            return (2, self.scale.share(self.mark))
        return (1, 0) if self.kind == "passed" else (0, 0)
