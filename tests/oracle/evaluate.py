# SPDX-License-Identifier: LGPL-2.1-or-later
"""The evaluation of a transcript, from the contract alone: every application is written down, every
set of applications is tried. Slow, exact, and sharing nothing with the engine.

Documents are what a YAML reader without types gives: mappings, lists and texts.

Where the contract is silent, a comment beginning with "Reading:" says how it is read here.
"""

import itertools
from fractions import Fraction

import grades
from grades import in_period, parse_date
from matching import CONDITIONS, Matcher, leaves
from selection import Application, Selector
from world import Entry, World, add_age, as_list, code_key, decimal, milli, round_to

OUT = ["withdrawn", "in-progress", "transferred", "failed", "too-old", "repeated"]


class Workspace(World):
    def decide(self, transcript, on, programme=None):
        return Evaluation(self, transcript, parse_date(on), programme).decision()


class Evaluation:
    def __init__(self, workspace, transcript, on, programme):
        self.workspace, self.transcript, self.on = workspace, transcript, on
        self.gradebook = workspace.gradebook
        self.source = workspace.catalogs[transcript["institution"]]
        self.target = workspace.catalogs[transcript["target"]["institution"]]
        self.programme = programme or transcript["target"].get("programme")
        self.agreement = workspace.agreement(transcript["institution"],
                                             transcript["target"]["institution"],
                                             self.programme, on)
        self.decided_by = {}  # first and second selection -> the criterion that settled it

    # --- entries ---

    def read_entries(self):
        self.entries = [Entry(self.workspace, self.source, record, index, self.on)
                        for index, record in enumerate(self.transcript["entries"])]
        if "max-age" in self.terms:
            for entry in self.entries:
                if entry.fate is None:
                    entry.age_unknown = entry.date is None
                    if entry.date and self.on > add_age(entry.date, self.terms["max-age"]):
                        entry.fate = "too-old"
        attempts = {}
        for entry in self.entries:
            if entry.fate is None:
                attempts.setdefault(entry.key, []).append(entry)
        for group in attempts.values():
            # Reading: of several attempts that are all pending, `repeats` chooses.
            counted = [e for e in group if not e.pending] or group
            repeats = self.terms.get("repeats", "best")
            if repeats == "first":
                kept = min(counted, key=Entry.when)
            elif repeats == "latest":
                kept = max(counted, key=Entry.when)
            else:
                kept = max(counted, key=lambda e: (e.quality(), e.when()))
            for entry in group:
                if entry is not kept:
                    entry.fate = "repeated"
        self.active = [e for e in self.entries if e.fate is None]
        self.matcher = Matcher(self.source, self.active, self.on)

    # --- rules ---

    def read_rules(self):
        self.rules = []
        for position, rule in enumerate(self.terms["rules"]):
            programme_fits = "programmes" not in rule or self.programme in rule["programmes"]
            in_force = in_period(rule.get("valid"), self.on)
            if "give" in rule:
                in_force = in_force and bool(self.expand(rule["give"]))
            self.rules.append((position, rule, in_force, programme_fits))
        self.denials = [rule for _, rule, in_force, fits in self.rules
                        if "deny" in rule and in_force and fits]

    def denied(self, entry, priority):
        """(is denied, evidence without which it is not known): for rules of this priority.

        Reading: a denial that cannot be settled makes what uses the entry rest on an unknown.
        """
        unknown = []
        for rule in self.denials:
            if priority is not None and priority > int(rule.get("priority", "0")):
                continue
            for leaf in as_list(rule["deny"]):
                tested = self.matcher.test({"course": leaf} if isinstance(leaf, str) else leaf, entry, {})
                if tested and not tested[0]:
                    if not tested[1]:
                        return True, []
                    unknown += [name for name in tested[1] if name not in unknown]
        return False, unknown

    def target_edition(self, code):
        """The edition in force on the date, or None."""
        key = self.target.present[code_key(code)]
        for record in self.target.editions[key]:
            if in_period(record.get("valid"), self.on):
                return key, record
        return None

    def expand(self, give):
        """[(choices, atoms)] for each choice that is not void."""
        if isinstance(give, str):
            give = {"course": give}
        if isinstance(give, list):
            found = []
            for parts in itertools.product(*(self.expand(child) for child in give)):
                found.append((sum((choices for choices, _ in parts), ()),
                              [atom for _, atoms in parts for atom in atoms]))
            return found
        if "one-of" in give:
            return [((i,) + choices, atoms) for i, child in enumerate(give["one-of"])
                    for choices, atoms in self.expand(child)]
        if "elective" in give:
            return [((), [("elective", give["elective"], give["elective"],
                           give.get("credits", "converted"), None)])]
        kind, code = ("waiver", give["waive"]) if "waive" in give else ("course", give["course"])
        found = self.target_edition(code)
        if found is None:
            return []
        key, record = found
        return [((), [(kind, record["code"], key, give.get("credits", "catalog"),
                       Fraction(record["credits"]))])]

    def applications(self):
        """All of them, those that rest on an unknown included."""
        self.made, self.reach, self.short = [], {}, {}
        for position, rule, in_force, fits in self.rules:
            if "take" not in rule or not in_force or not fits:
                continue
            hold_back = frozenset()
            if "unless" in rule:
                seen = self.matcher.ways(rule["unless"], {}, {})
                if frozenset() in seen.values():
                    continue
                # Reading: every missing piece that could make it true is reported.
                hold_back = frozenset().union(*seen.values())
            denials = {e.index: self.denied(e, int(rule.get("priority", "0"))) for e in self.active}
            ways = self.matcher.ways(rule["take"], self.terms.get("defaults", {}), denials)
            for mask, missing in ways.items():
                self.reach[position] = self.reach.get(position, 0) | mask
                for choices, atoms in self.expand(rule["give"]):
                    made = self.application(position, rule, mask, choices, missing | hold_back, atoms)
                    if made is None:
                        self.short[position] = self.short.get(position, 0) | mask
                    elif made.awards:
                        self.made.append(made)
                    elif made.replaced:
                        self.short[position] = self.short.get(position, 0) | mask
        self.made.sort(key=lambda a: a.key)

    def application(self, position, rule, mask, choices, unknown, atoms):
        """None where the shortfall stands against it."""
        members = [e for e in self.entries if mask >> e.index & 1]
        made = Application(position, rule, mask, members, choices, unknown)
        terms = self.terms.get("credits", {})
        value = made.consumed * Fraction(terms.get("rate", "1"))
        courses = [atom for atom in atoms if atom[0] == "course"]
        if "shortfall" in terms and courses:
            full = sum(atom[4] for atom in courses)
            allowed = terms["shortfall"]["at-most"]
            at_most = (full * Fraction(allowed[:-1]) / 100 if allowed.endswith("%")
                       else Fraction(allowed))
            if full - value > at_most:
                # Reading: a course that is not in force cannot stand in its place either. What
                # stands there makes no choices of its own.
                instead = self.expand(terms["shortfall"].get("otherwise", {"one-of": []}))
                if not instead:
                    return None
                atoms = instead[0][1]
                made.replaced = True
        made.awards = self.amounts(atoms, value, terms.get("round", {}))
        self.grade_of(made)
        return made

    def amounts(self, atoms, value, rounding):
        """Fixed credits, then what is left shared in whole steps; electives of 0 dropped."""
        fixed, shared = Fraction(0), []
        result = []
        for kind, shown, key, how, full in atoms:
            amount = Fraction(0)
            if kind != "waiver" and how == "converted":
                shared.append(len(result))
            elif kind != "waiver":
                amount = full if how == "catalog" else Fraction(how)
            fixed += amount
            result.append([kind, shown, key, amount])
        total = round_to(max(value - fixed, Fraction(0)), rounding)
        step = Fraction(rounding.get("step", "0.001"))
        weights = [atoms[i][4] if atoms[i][0] == "course" else Fraction(1) for i in shared]
        if not any(weights):
            weights = [Fraction(1)] * len(shared)  # Reading: without a proportion, equally
        exact = [total * weight / sum(weights) for weight in weights]
        for i, part in zip(shared, exact):
            result[i][3] = part // step * step
        left = (total - sum(result[i][3] for i in shared)) / step if shared else 0
        by_rest = sorted(range(len(shared)), key=lambda n: (-(exact[n] % step), n))
        for n in by_rest[:int(left)]:
            result[shared[n]][3] += step
        return [[kind, shown, key, milli(amount)] for kind, shown, key, amount in result
                if kind != "elective" or amount]

    def converted(self, entry):
        """(grade on the scale of the awards, was a conversion used, was its fallback), or None."""
        if entry.kind != "mark":
            return None
        if "grades" in self.terms:
            conversion = self.gradebook.conversions[self.terms["grades"]]
            if entry.scale_id == conversion["from"]:
                grade, fallback = self.gradebook.convert(self.terms["grades"], entry.mark,
                                                         entry.date or self.on, self.on)
                return None if grade is None else (grade, True, fallback)
        if entry.scale_id != self.award_scale.id:
            return None
        # A kept mark was read on the entry's edition of the scale; the award's may be another.
        read = self.award_scale.read(entry.scale.write(entry.mark))
        if read is None or read[0] != "mark":
            return None
        passed = self.award_scale.passes(read[1])
        return (read[1] if passed else self.award_scale.lowest_pass()), False, False

    def grade_of(self, made):
        marks, used, fallback = [], False, False
        how = made.rule.get("grade", "mean")
        for entry in made.members:
            found = self.converted(entry)
            if found:
                marks.append((found[0], entry.credits))
                used, fallback = used or found[1], fallback or found[2]
        grade = grades.combine(how, self.award_scale, marks)
        if grade is None:
            return
        made.grade = self.award_scale.write(grade)
        made.share = self.award_scale.share(grade)
        if used:
            made.made_by = (self.terms["grades"], fallback)

    def limits(self):
        """[(category or None, thousandths)]"""
        found = []
        for limit in self.terms["limits"]:
            if "share" in limit:
                if self.programme is None:
                    continue
                whole = Fraction(self.target.programmes[self.programme]["credits"])
                amount = whole * Fraction(limit["share"]) * 1000 // 1
            else:
                amount = milli(Fraction(limit["credits"]))
            found.append((limit.get("elective"), amount))
        return found

    def select(self, which, candidates):
        selector = Selector(self.limits(), which == "second")
        best = selector.select(candidates)
        self.decided_by[which] = selector.decided_by
        return best

    # --- the decision ---

    def decision(self):
        transcript = self.transcript
        result = {"equate": "decision/1", "from": transcript["institution"],
                  "to": transcript["target"]["institution"], "on": self.on.isoformat(),
                  "outcome": "no-agreement", "optimal": True, "awards": [], "entries": [],
                  "needs-info": []}
        if "id" in transcript.get("student", {}):
            result["student"] = transcript["student"]["id"]
        if self.programme:
            result["programme"] = self.programme
        if self.agreement is None:
            return result
        self.terms = self.workspace.merged(self.agreement)
        target_scale = self.target.document["grading"]
        if "grades" in self.terms:
            target_scale = self.gradebook.conversions[self.terms["grades"]]["to"]
        self.award_scale = self.gradebook.scale(target_scale, self.on)
        self.read_entries()
        self.read_rules()
        self.applications()
        self.first = self.select("first", [a for a in self.made if not a.unknown])
        self.second = self.select("second", self.made)
        result["agreement"] = self.agreement["id"]
        result["agreement-status"] = self.agreement["status"]
        result["awards"] = [award for made, given in zip(self.first.chosen, self.first.amounts)
                            for award in self.shown_awards(made, given)]
        result["needs-info"] = self.needs_info()
        result["outcome"] = "needs-info" if result["needs-info"] else "decided"
        result["entries"] = [self.shown_entry(entry) for entry in self.entries]
        result["account"] = self.account()
        if self.programme:
            result["progress"] = self.progress(result["account"]["awarded"])
        return result

    def shown_awards(self, made, given):
        found = []
        for (kind, shown, _, _), amount in zip(made.awards, given):
            if kind == "elective" and not amount:
                continue
            award = {"rule": made.rule["id"], "kind": kind, "target": shown,
                     "credits": decimal(Fraction(amount, 1000)),
                     "unit": self.target.document["credit-unit"],
                     "consumes": [e.shown for e in made.members], "priority": made.priority}
            if made.grade is not None and kind != "waiver":
                award["grade"] = made.grade
                if made.made_by:
                    name, fallback = made.made_by
                    award["conversion"] = name
                    award["method"] = self.gradebook.conversions[name]["method"]
                    if fallback:
                        award["fallback"] = True
            found.append(award)
        return found

    def needs_info(self):
        found = []
        for made, given in zip(self.second.chosen, self.second.amounts):
            for index, _, missing in sorted(made.unknown):
                found.append({"rule": made.rule["id"], "entry": self.entries[index].shown,
                              "missing": missing, "would-award": self.shown_awards(made, given)})
        return found

    def used_up(self, rule, position):
        applied = sum(made.position == position for made in self.first.chosen)
        return applied >= int(rule.get("times", "1"))

    def can_be_added(self, made):
        """But for the limits."""
        return not self.used_up(made.rule, made.position) and not any(
            made.mask & other.mask or made.targets & other.targets for other in self.first.chosen)

    def shown_entry(self, entry):
        shown = {"course": entry.shown}
        if entry.credits is not None:
            shown["credits"] = decimal(entry.credits)
        if "grade" in entry.record:
            shown["grade"] = entry.record["grade"]
        shown["fate"] = self.fate(entry)
        if shown["fate"] == "used":
            user = next(a for a in self.first.chosen if a.mask >> entry.index & 1)
            shown["rule"] = user.rule["id"]
            converted = self.converted(entry)
            if converted:
                shown["converted"] = self.award_scale.write(converted[0])
        elif shown["fate"] not in OUT:
            shown["reasons"] = self.reasons(entry)
        return shown

    def fate(self, entry):
        if entry.fate:
            return entry.fate
        if any(a.mask >> entry.index & 1 for a in self.first.chosen):
            return "used"
        if any(a.unknown and a.mask >> entry.index & 1 for a in self.second.chosen):
            return "needs-info"
        # Reading: an application that rests on an unknown is not one that could be added.
        if any(a.mask >> entry.index & 1 and not a.unknown and self.can_be_added(a)
               for a in self.made):
            return "cut-by-limit"
        if self.denied(entry, None)[0]:
            return "denied"
        return "not-used" if entry.known else "unknown-course"

    def reasons(self, entry):
        found = []
        for position, rule, in_force, fits in self.rules:
            if "deny" in rule:
                tested = self.denying(rule, entry, in_force and fits)
            else:
                tested = [self.matcher.test(leaf, entry, self.terms.get("defaults", {}))
                          for leaf in leaves(rule["take"])]
            tested = [test for test in tested if test is not None]
            if tested:
                found.append({"rule": rule["id"],
                              "code": self.reason(entry, position, rule, in_force, fits, tested)})
        return found

    def denying(self, rule, entry, acts):
        """Reading: a denial is among the reasons where its leaf says yes. For one that does not act
        only its conditions count, not whether the entry is pending or may be too old."""
        found = []
        for leaf in leaves(as_list(rule["deny"])):
            if self.matcher.selects(leaf, entry):
                found.append(self.matcher.test(leaf, entry, {}) if acts
                             else self.matcher.ask(leaf, entry, {}, []))
        return [test for test in found if test == ([], [])]

    def reason(self, entry, position, rule, in_force, fits, tested):
        if not in_force:
            return "rule-not-valid"
        if not fits:
            return "programme"
        if "unless" in rule and frozenset() in self.matcher.ways(rule["unless"], {}, {}).values():
            return "unless"
        if self.denied(entry, int(rule.get("priority", "0")))[0]:
            return "denied"
        if all(says_no for says_no, _ in tested):
            # Reading: of several leaves that refuse the entry, the earliest condition of the list.
            return min((says_no[0] for says_no, _ in tested), key=CONDITIONS.index)
        own = [a for a in self.made if a.position == position and a.mask >> entry.index & 1]
        if not own and self.short.get(position, 0) >> entry.index & 1:
            return "shortfall"
        if not self.reach.get(position, 0) >> entry.index & 1:
            return "missing-course"
        # Reading: `times` where the rule was applied as often as it may be, whatever else there is.
        if own and self.used_up(rule, position):
            return "times"
        may_be_added = any(not a.unknown and self.can_be_added(a) for a in own)
        return "limit" if may_be_added else "not-selected"

    def account(self):
        rate = Fraction(self.terms.get("credits", {}).get("rate", "1"))
        earned = sum(e.credits for e in self.active if e.credits is not None and not e.pending)
        used = sum(a.consumed for a in self.first.chosen)
        awarded = Fraction(sum(map(sum, self.first.amounts)), 1000)
        # What was cut to nothing is no award that was made.
        whole = Fraction(sum(award[3] for a, given in zip(self.first.chosen, self.first.amounts)
                             for award, amount in zip(a.awards, given) if amount), 1000)
        return {"source-earned": decimal(earned), "source-used": decimal(used),
                "source-unused": decimal(earned - used), "awarded": decimal(awarded),
                "cut-by-limits": decimal(whole - awarded),
                "rate-and-rounding": decimal(awarded - used * rate),
                "unit": self.target.document["credit-unit"]}

    def progress(self, awarded):
        required = Fraction(self.target.programmes[self.programme]["credits"])
        return {"programme": self.programme, "required": decimal(required), "awarded": awarded,
                "remaining": decimal(max(required - Fraction(awarded), 0)), "plan": self.plan()}

    def plan(self):
        """What of it remains. Reading: electives of a category are taken off from the first on."""
        given = [(award, amount) for made, amounts in zip(self.first.chosen, self.first.amounts)
                 for award, amount in zip(made.awards, amounts)]
        done = {award[2] for award, _ in given if award[0] != "elective"}
        electives = {}
        for award, amount in given:
            if award[0] == "elective":
                electives[award[1]] = electives.get(award[1], 0) + amount
        found = []
        for record in self.target.programmes[self.programme].get("plan", []):
            if "courses" in record:
                courses = [code for code in record["courses"]
                           if self.target.present[code_key(code)] not in done]
                if courses:
                    found.append({"semester": int(record["semester"]), "courses": courses})
                continue
            wanted = milli(record["credits"])
            taken = min(wanted, electives.get(record["elective"], 0))
            if taken:
                electives[record["elective"]] -= taken
            if wanted > taken:
                found.append({"semester": int(record["semester"]), "elective": record["elective"],
                              "credits": decimal(Fraction(wanted - taken, 1000))})
        return found
