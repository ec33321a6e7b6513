# SPDX-License-Identifier: LGPL-2.1-or-later
"""Scales and conversions, from the contract alone and slowly: the other opinion on engine/compile.

A grade is a Fraction on a numeric scale, the index of its row on a scale with labels.
"""

import datetime
from fractions import Fraction

HALF = Fraction(1, 2)


def parse_date(text):
    return datetime.date.fromisoformat(text)


def in_period(period, date):
    """Both ends belong to a period, either may be missing."""
    period = period or {}
    return not ("from" in period and date < parse_date(period["from"])
                or "until" in period and date > parse_date(period["until"]))


def edition(records, date):
    """The one in force on the date, else the last that began before it, else the first."""
    ordered = sorted(records, key=lambda record: (record.get("valid") or {}).get("from", ""))
    before = ordered[0]
    for record in ordered:
        if in_period(record.get("valid"), date):
            return record
        if (record.get("valid") or {}).get("from", "") <= date.isoformat():
            before = record
    return before


def number(text):
    """A Fraction, or None where the text is not a number of the language."""
    head, _, tail = text.partition(".")
    digits = head + tail
    if not head or not digits.isascii() or not digits.isdigit() or len(tail) > 3 or text[-1] == ".":
        return None
    return Fraction(text)


class Scale:
    """One edition of a scale."""

    def __init__(self, record):
        self.id = record["id"]
        self.numeric = "best" in record
        self.ungraded = {label: what for what, labels in (record.get("ungraded") or {}).items()
                         for label in labels}
        if self.numeric:
            self.best, self.pass_, self.worst = (Fraction(record[key])
                                                 for key in ("best", "pass", "worst"))
            self.step = Fraction(record.get("step", "0.001"))
            self.decimals = len(record.get("step", "0.001").partition(".")[2])
            self.sign = 1 if self.best > self.worst else -1
            return
        self.rows = record["grades"]
        self.passing = [i for i, row in enumerate(self.rows) if row.get("failed") != "true"]
        self.values = [Fraction(row["value"]) if "value" in row else None for row in self.rows]
        self.valued = all(self.values[i] is not None for i in self.passing)

    def read(self, text):
        """("mark", grade), ("passed", None), ("failed", None), ("pending", None); None: unknown."""
        if text in self.ungraded:
            return self.ungraded[text], None
        if not self.numeric:
            for i, row in enumerate(self.rows):
                if text == row["label"] or text in row.get("aliases", []):
                    return "mark", i
            return None
        value = number(text)
        if value is None or not (min(self.best, self.worst) <= value <= max(self.best, self.worst)):
            return None
        return "mark", value

    def rank(self, grade):
        """Larger is better."""
        return self.sign * grade if self.numeric else -grade

    def passes(self, grade):
        return self.rank(grade) >= self.rank(self.lowest_pass())

    def lowest_pass(self):
        return self.pass_ if self.numeric else self.passing[-1]

    def value(self, grade):
        return grade if self.numeric else self.values[grade]

    def has_values(self):
        return self.numeric or self.valued

    def share(self, grade):
        """Of the way from pass (0) to best (1)."""
        if not self.numeric and len(self.passing) == 1:
            return Fraction(1)
        if not self.has_values():
            return Fraction(len(self.passing) - 1 - grade, len(self.passing) - 1)
        low = self.value(self.lowest_pass())
        high = self.best if self.numeric else self.values[0]
        return (self.value(grade) - low) / (high - low)

    def write(self, grade):
        if not self.numeric:
            return self.rows[grade]["label"]
        # A grade off the step has to be shown as well: then with all that it needs.
        decimals = self.decimals
        while grade * 10 ** decimals % 1 and decimals < 3:
            decimals += 1
        scaled = grade * 10 ** decimals
        assert scaled.denominator == 1
        digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
        text = digits[:-decimals] + "." + digits[-decimals:] if decimals else digits
        return ("-" if scaled < 0 else "") + text

    def at(self, value, rounding):
        """The grade that exists nearest to a value between pass and best, or below or above it."""
        if self.numeric:
            lower = value / self.step // 1 * self.step
            around = {lower, lower if lower == value else lower + self.step}
        else:
            around = set(self.passing)
        worse = [g for g in around if self.sign_of(self.value(g), value) <= 0]
        better = [g for g in around if self.sign_of(self.value(g), value) >= 0]
        down = max(worse, key=self.rank) if worse else None
        up = min(better, key=self.rank) if better else None
        if down is None or up is None:
            return up if down is None else down
        if rounding == "down":
            return down
        if rounding == "up":
            return up
        return up if abs(self.value(up) - value) <= abs(self.value(down) - value) else down

    def sign_of(self, value, other):
        """1 where the first value is better, -1 where it is worse."""
        if self.numeric:
            direction = self.sign
        else:
            direction = 1 if self.values[0] >= self.values[self.passing[-1]] else -1
        return direction * ((value > other) - (value < other))


class Gradebook:
    def __init__(self, documents):
        self.scales = {}
        self.conversions = {}
        self.editions = {}
        for document in documents:
            for record in document.get("scales", []):
                self.scales.setdefault(record["id"], []).append(record)
            for record in document.get("conversions", []):
                self.conversions[record["id"]] = record

    def scale(self, name, date):
        record = edition(self.scales[name], date)
        if id(record) not in self.editions:
            self.editions[id(record)] = Scale(record)
        return self.editions[id(record)]

    def convert(self, name, grade, date, on, final=True):
        """(grade, conversion that made it, was it a fallback); the grade None: there is none.

        A chain's intermediate scales are read as of the entry's date, the last as of `on`.
        """
        conversion = self.conversions[name]
        source = self.scale(conversion["from"], date)
        target = self.scale(conversion["to"], on if final else date)
        method = conversion["method"]
        fallback = False
        if method == "table":
            result = by_table(conversion, source, target, grade)
        elif method == "linear":
            result = by_line(conversion, source, target, grade)
        elif method == "distribution":
            if too_small(conversion):
                if "fallback" not in conversion:
                    return None, False
                result, _ = self.convert(conversion["fallback"], grade, date, on, final)
                return result, True
            result = by_distribution(conversion, source, target, grade)
        else:
            result = grade
            for i, step in enumerate(conversion["via"]):
                last = i == len(conversion["via"]) - 1
                result, used = self.convert(step, result, date, on, final and last)
                fallback = fallback or used
                if result is None:
                    return None, fallback
        if result is not None and not target.passes(result):
            result = target.lowest_pass()
        return result, fallback


def by_table(conversion, source, target, grade):
    for row in conversion["table"]:
        if source.rank(grade) >= source.rank(source.read(row["at-least"])[1]):
            return target.read(row["give"])[1]
    return None


def by_line(conversion, source, target, grade):
    """Pass to pass and best to best, exact before the one rounding."""
    low = target.value(target.lowest_pass())
    high = target.best if target.numeric else target.values[0]
    return target.at(low + source.share(grade) * (high - low), conversion.get("round", "nearest"))


def too_small(conversion):
    least = Fraction(conversion.get("min-sample", "0"))
    return any(Fraction(side["sample"]) < least for side in conversion["distributions"].values())


def ranges(scale, counts):
    """[(grade, begin, end)]: cumulative shares of the passing grades, best first."""
    by_grade = {scale.read(label)[1]: int(count) for label, count in counts.items()}
    total = sum(by_grade.get(grade, 0) for grade in scale.passing)
    found, begin = [], Fraction(0)
    for grade in scale.passing:
        end = begin + Fraction(by_grade.get(grade, 0), total)
        found.append((grade, begin, end))
        begin = end
    return found


def by_distribution(conversion, source, target, grade):
    sides = conversion["distributions"]
    overlap = conversion.get("overlap", "mean")
    begin, end = next((b, e) for g, b, e in ranges(source, sides["from"]["counts"]) if g == grade)
    pieces = [piece for piece in ranges(target, sides["to"]["counts"]) if piece[1] < piece[2]]
    if overlap == "mean" or begin == end:
        point = (begin + end) / 2
        touched = [g for g, b, e in pieces if b <= point <= e]
        return touched[-1] if overlap == "min" else touched[0]
    shared = [g for g, b, e in pieces if max(b, begin) < min(e, end)]
    return shared[-1] if overlap == "min" else shared[0]


def combine(how, scale, marks):
    """The one grade of several [(grade, weight)], or None."""
    if how == "none" or not marks:
        return None
    if len(marks) == 1:
        return marks[0][0]
    if how == "min":
        return min((grade for grade, _ in marks), key=scale.rank)
    if how == "max":
        return max((grade for grade, _ in marks), key=scale.rank)
    weight = sum(weight for _, weight in marks)
    if not scale.has_values():
        return None
    # Reading: where no entry has credits, all weigh alike.
    if not weight:
        marks, weight = [(grade, 1) for grade, _ in marks], len(marks)
    return scale.at(sum(scale.value(grade) * w for grade, w in marks) / weight, "nearest")
