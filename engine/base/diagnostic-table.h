/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The only place where a diagnostic code exists: code, name, severity, what it means in one line.
 * Each has a folder in tests/errors. Families: 0 file and syntax, 1 shape, 2 references, 3 rules
 * analysed together, 4 grades and credits, 5 transcripts, 6 cases.
 *
 * EQUATE_DIAGNOSTIC (number, NAME, severity, title, explanation)
 */
EQUATE_DIAGNOSTIC (1, UNREADABLE, ERROR, "the file cannot be read",
                   "The file does not exist, is a folder, or the system refuses to read it.")
EQUATE_DIAGNOSTIC (2, TOO_LARGE, ERROR, "the file is too large",
                   "A catalog or rules file may have 64 MiB, a transcript 1 MiB. Split it.")
EQUATE_DIAGNOSTIC (3, ENCODING, ERROR, "the text is not UTF-8",
                   "Files are UTF-8. Save the file as UTF-8, or name its encoding with --encoding "
                   "where the command has that option.")
EQUATE_DIAGNOSTIC (4, YAML_SYNTAX, ERROR, "the YAML is not well formed",
                   "The text does not follow YAML's syntax: often an indentation that differs from "
                   "its neighbours, a missing blank after a colon, or an open quote.")
EQUATE_DIAGNOSTIC (5, TOO_DEEP, ERROR, "the nesting is too deep",
                   "Mappings and lists may be nested 64 deep.")
EQUATE_DIAGNOSTIC (6, SCALAR_TOO_LONG, ERROR, "the text value is too long",
                   "One value may have 64 KiB.")
EQUATE_DIAGNOSTIC (7, ANCHOR, ERROR, "anchors and aliases are refused",
                   "A few lines with aliases can stand for more data than any machine holds. Use "
                   "`defaults` for conditions and `extends` for rules that agreements share.")
EQUATE_DIAGNOSTIC (8, TAG, ERROR, "tags and merge keys are refused",
                   "The field decides what a value is; a tag such as !!int is not needed. Instead "
                   "of a merge key (<<) use `defaults` or `extends`.")
EQUATE_DIAGNOSTIC (9, JSON_SYNTAX, ERROR, "the JSON is not well formed",
                   "The text does not follow RFC 8259.")
EQUATE_DIAGNOSTIC (10, CSV_SYNTAX, ERROR, "the CSV is not well formed",
                   "The text does not follow RFC 4180: an open quote, text after a closing quote, "
                   "or a row with another number of cells than the header.")
EQUATE_DIAGNOSTIC (101, UNKNOWN_KIND, ERROR, "the document has no known kind",
                   "Each document begins with its kind, such as `equate: catalog/1`.")
EQUATE_DIAGNOSTIC (102, UNKNOWN_KEY, ERROR, "the key is not known here",
                   "Keys that the format does not know are refused, so that a misspelt one is "
                   "never silently without effect.")
EQUATE_DIAGNOSTIC (103, DUPLICATE_KEY, ERROR, "the key stands twice",
                   "One mapping may name each key once.")
EQUATE_DIAGNOSTIC (104, MISSING_KEY, ERROR, "a required key is missing",
                   "The record cannot be understood without it.")
EQUATE_DIAGNOSTIC (105, WRONG_SHAPE, ERROR, "the value has the wrong shape",
                   "A text was expected where a list or mapping stands, or the other way round.")
EQUATE_DIAGNOSTIC (106, BAD_NUMBER, ERROR, "the value is not a number that can be used",
                   "Numbers are written with a decimal point, without exponent or blanks, with at "
                   "most three decimals; ratios as 3/2 or 1.5.")
EQUATE_DIAGNOSTIC (107, BAD_DATE, ERROR, "the value is not a date or an age",
                   "Dates are real days between 1900 and 2100, written YYYY-MM-DD; ages are "
                   "written `5 years` or `18 months`.")
EQUATE_DIAGNOSTIC (108, BAD_IDENTIFIER, ERROR, "the identifier has characters that it may not have",
                   "Identifiers have small letters, digits and hyphens.")
EQUATE_DIAGNOSTIC (109, BAD_CHOICE, ERROR, "the value is not one of those possible",
                   "The field knows a fixed set of values.")
EQUATE_DIAGNOSTIC (110, BAD_PERIOD, ERROR, "the period ends before it begins",
                   "Both ends of a period belong to it; either may be left out.")
EQUATE_DIAGNOSTIC (111, BAD_PATTERN, ERROR, "the pattern cannot be used",
                   "Patterns are PCRE2 regular expressions of at most 1,024 bytes and 100 groups, "
                   "without verbs such as (*UTF) and callouts.")
EQUATE_DIAGNOSTIC (112, BAD_REQUIREMENT, ERROR, "the requirement cannot be understood",
                   "A requirement is a code, a list, or a mapping with exactly one of course, "
                   "match, tag, isced, title, all-of, any-of, n-of or total-credits.")
EQUATE_DIAGNOSTIC (113, BAD_AWARD, ERROR, "the award cannot be understood",
                   "An award is a code, a list, or a mapping with exactly one of course, elective, "
                   "waive or one-of.")
EQUATE_DIAGNOSTIC (114, EMPTY, ERROR, "the value is empty",
                   "The key stands there without a value. Leave the key out or give it one.")
EQUATE_DIAGNOSTIC (115, BAD_RULE, ERROR, "the rule cannot be understood",
                   "A rule has either take and give, or deny.")
EQUATE_DIAGNOSTIC (201, UNKNOWN_COURSE, ERROR, "the course is not in the catalog",
                   "A rule names a course that the catalog of its institution does not have.")
EQUATE_DIAGNOSTIC (202, UNKNOWN_INSTITUTION, ERROR, "the institution is not known",
                   "No catalog of the workspace has this institution.")
EQUATE_DIAGNOSTIC (203, UNKNOWN_SCALE, ERROR, "the grading scale is not known",
                   "No grading document of the workspace has this scale.")
EQUATE_DIAGNOSTIC (204, UNKNOWN_CONVERSION, ERROR, "the grade conversion is not known",
                   "No grading document of the workspace has this conversion.")
EQUATE_DIAGNOSTIC (205, UNKNOWN_PROGRAMME, ERROR, "the programme is not in the catalog",
                   "The catalog of the institution has no such programme.")
EQUATE_DIAGNOSTIC (206, UNKNOWN_AGREEMENT, ERROR, "the agreement is not known",
                   "No agreement of the workspace has this id.")
EQUATE_DIAGNOSTIC (207, DUPLICATE_ID, ERROR, "the id is already taken",
                   "Institutions, scales (in one period), conversions, agreements, programmes of "
                   "a catalog and rules of an agreement have ids of their own.")
EQUATE_DIAGNOSTIC (208, DUPLICATE_COURSE, ERROR, "the course stands twice for the same days",
                   "A course may have several editions if their periods do not overlap; its "
                   "aliases may not be codes of other courses.")
EQUATE_DIAGNOSTIC (209, EXTENDS_CYCLE, ERROR, "the agreement extends itself",
                   "Following `extends` must come to an end.")
EQUATE_DIAGNOSTIC (210, UNKNOWN_GRADE, ERROR, "the grade is not on the scale",
                   "A grade in a rule or conversion must exist on the scale that it is read on.")
EQUATE_DIAGNOSTIC (211, PATTERN_LIMIT, ERROR, "the pattern is too slow for the catalog",
                   "Matching a course of the catalog met the limits on patterns, so nobody can "
                   "say what the rule means. Write the pattern without nested repetition.")
EQUATE_DIAGNOSTIC (301, AGREEMENTS_FIT_EQUALLY, ERROR, "two agreements fit equally",
                   "For some day and programme nothing says which of the two decides. End one "
                   "before the other begins, or name programmes in one of them.")
EQUATE_DIAGNOSTIC (302, COURSE_ENDED, WARNING, "the course is not offered in the rule's period",
                   "A course that a rule gives is awarded only on days on which some edition of it "
                   "is in force; one that it takes should be offered on some day of the period.")
EQUATE_DIAGNOSTIC (303, COURSE_DRIFT, WARNING, "the course changes within the rule's period",
                   "Its credits or titles differ between two editions for which the rule decides. "
                   "What was equivalent once need not be so any more.")
EQUATE_DIAGNOSTIC (304, RULE_NEVER_APPLIES, WARNING, "the rule, or a part of it, can never apply",
                   "No transcript with courses of the catalogs meets it: its period is empty, its "
                   "conditions contradict each other, it selects nothing, asks for more courses "
                   "than there are, or is denied at the same or a higher priority.")
EQUATE_DIAGNOSTIC (305, RULE_NEVER_SELECTED, WARNING, "another rule always does as much",
                   "Wherever the rule applies, another one applies as well, asks no more, gives no "
                   "less and has no lower priority.")
EQUATE_DIAGNOSTIC (306, RULES_TIE, WARNING, "only the order of the rules decides",
                   "For the same courses two rules of one priority give different things of equal "
                   "credits and number. Where there is no such warning (and no EQ310), no "
                   "transcript with courses of the catalogs meets such a tie.")
EQUATE_DIAGNOSTIC (307, DUPLICATE_RULE, WARNING, "the rule stands twice",
                   "Two rules of an agreement take the same and give the same at one priority.")
EQUATE_DIAGNOSTIC (308, GRADE_GAP, WARNING, "a better grade is left without a rule",
                   "Some rule takes the course with a lower passing grade, and none with a better "
                   "one.")
EQUATE_DIAGNOSTIC (309, PERIOD_GAP, WARNING, "some days between two periods are left out",
                   "Rules take the course before and after these days, or agreements decide before "
                   "and after them, but none does so on them.")
EQUATE_DIAGNOSTIC (310, TOO_MANY_WAYS, WARNING, "not everything could be compared",
                   "Rules can be met in more ways than are tried, so that nobody can say whether "
                   "they tie (EQ306) or overlap (EQ328); where all rules of an agreement are "
                   "meant, nor whether they are needless (EQ304, EQ305, EQ307); and where ways "
                   "there and back are meant, nor whether they gain credits (EQ312).")
EQUATE_DIAGNOSTIC (311, CREDITS_FROM_NOTHING, WARNING, "the award is worth more than what it takes",
                   "What is awarded is more than 1.5 × the consumed catalog credits × the rate, and "
                   "by more than 1 credit.")
EQUATE_DIAGNOSTIC (312, ROUND_TRIP_GAIN, WARNING, "a way there and back gains credits",
                   "A course that is transferred, and what it gave transferred back, directly or "
                   "through a third institution, is worth more than 1 credit more than before.")
EQUATE_DIAGNOSTIC (313, SLOW_PATTERN, ERROR, "the pattern can be made slow",
                   "On a code or title that repeats what the pattern repeats, and does not match in "
                   "the end, it meets the limits on patterns. Such a transcript would be judged by "
                   "nobody. Write it without nested or neighbouring repetition.")
EQUATE_DIAGNOSTIC (314, LOOSE_PATTERN, WARNING, "the pattern says less than it seems",
                   "A dot in a pattern stands for any character. Here it stands for one and the "
                   "same in every course that the pattern selects; write that.")
EQUATE_DIAGNOSTIC (316, TABLE_GAP, WARNING, "a passing grade gets no grade",
                   "The conversion gives nothing for a grade that passes: no row of its table is "
                   "reached, or the row gives a grade that the scale does not have then.")
EQUATE_DIAGNOSTIC (318, PASS_TO_FAIL, WARNING, "the table turns a pass into a fail",
                   "A passing grade stays one whatever the table says: the lowest passing grade is "
                   "written in place of what stands there.")
EQUATE_DIAGNOSTIC (319, DISTRIBUTION_WEAK, WARNING, "the distribution is no firm ground",
                   "The sample has fewer than 30 grades and no `min-sample` is asked for, the counts "
                   "do not add up to it, or nobody can tell from which years it is.")
EQUATE_DIAGNOSTIC (320, GRADES_FIT_NOWHERE, WARNING, "the conversion fits no scale of the agreement",
                   "The conversion of an agreement should begin at the scale of a source "
                   "institution and end at the scale of the target; other grades are not converted.")
EQUATE_DIAGNOSTIC (321, NO_PROVENANCE, WARNING, "nobody can tell who approved the agreement",
                   "An approved agreement says in `provenance` by whom it was approved.")
EQUATE_DIAGNOSTIC (322, REVIEW_OVERDUE, WARNING, "the agreement should have been reviewed",
                   "The day of `review-by` has passed.")
EQUATE_DIAGNOSTIC (323, AGREEMENT_EXPIRED, WARNING, "the agreement has expired",
                   "Its period is over, and no other agreement between the same institutions decides "
                   "in its place.")
EQUATE_DIAGNOSTIC (324, AGREEMENT_DRAFT, WARNING, "the agreement is a draft",
                   "Drafts decide nothing until they are approved.")
EQUATE_DIAGNOSTIC (325, LIMIT_WITHOUT_EFFECT, WARNING, "the limit has no effect, or leaves nothing",
                   "It allows more than all rules together can award, or nothing at all.")
EQUATE_DIAGNOSTIC (326, ALLOW_WITHOUT_REASON, WARNING, "a finding is allowed without a reason",
                   "A comment `# equate: allow EQ305 reason` names a code and says why the finding "
                   "may stand. Without a reason it does not count.")
EQUATE_DIAGNOSTIC (327, ALLOW_WITHOUT_FINDING, WARNING, "the comment allows nothing",
                   "No such warning stands on the line that the comment is about. Errors cannot be "
                   "allowed.")
EQUATE_DIAGNOSTIC (328, RULES_OVERLAP, WARNING, "two rules overlap in grades or days",
                   "Two rules of one priority take the same courses with other grades, on other "
                   "days or for other programmes, but some belong to both. There the one with more "
                   "credits is preferred, or with more courses, although it is not the special case "
                   "of the other and does not give all that the other gives. Where there is no such "
                   "warning (and no EQ310), no transcript with courses of the catalogs meets such "
                   "an overlap.")
EQUATE_DIAGNOSTIC (401, BAD_SCALE, ERROR, "the scale contradicts itself",
                   "A scale is numeric (best, pass, worst) or has grades, best first, failing "
                   "ones last, each label once.")
EQUATE_DIAGNOSTIC (402, BAD_CONVERSION, ERROR, "the conversion contradicts itself",
                   "Each method has keys of its own; the rows of a table stand from best to "
                   "worst; a chain begins and ends at the scales of the conversion.")
EQUATE_DIAGNOSTIC (403, RATE_MISMATCH, ERROR, "the rate is not the programme's",
                   "With `source-programme` the rate must be 60 × its years ÷ its credits.")
EQUATE_DIAGNOSTIC (404, BAD_CREDITS, ERROR, "the credits cannot be worked out",
                   "Converted courses and converted electives cannot share one give; a converted "
                   "share needs courses with catalog credits; a rate is more than 0.")
EQUATE_DIAGNOSTIC (501, RECORD_INSTITUTION, ERROR, "the transcript names an unknown institution",
                   "The record is rejected: no catalog has the institution.")
EQUATE_DIAGNOSTIC (502, RECORD_TARGET, ERROR, "the transcript names no target",
                   "Name the target in the transcript, or with --to.")
EQUATE_DIAGNOSTIC (503, CREDITS_DIFFER, WARNING, "the transcript differs from the catalog",
                   "The entry's own credits or title are used.")
EQUATE_DIAGNOSTIC (504, ILLUSTRATIVE, WARNING, "the agreement is illustrative",
                   "No registrar has approved the rules: the decision is an example.")
EQUATE_DIAGNOSTIC (505, UNKNOWN_ENTRY_GRADE, WARNING, "the scale does not know the grade",
                   "The entry is treated as if its grade were missing.")
EQUATE_DIAGNOSTIC (506, UNKNOWN_ENTRY_COURSE, WARNING, "the catalog does not know the course",
                   "Only rules by match or title can take the entry, if it gives its credits.")
EQUATE_DIAGNOSTIC (507, NO_EDITION, WARNING, "no edition was in force on the entry's date",
                   "The last edition that began before it is used, else the first.")
EQUATE_DIAGNOSTIC (508, ENTRY_PATTERN_LIMIT, WARNING, "a pattern met its limit on the entry",
                   "The leaf is no for this entry, with the reason pattern-limit.")
EQUATE_DIAGNOSTIC (509, GRADE_NOT_CONVERTED, WARNING, "a grade could not be converted",
                   "No conversion of the agreement begins at the scale of the entry.")
EQUATE_DIAGNOSTIC (510, NOT_OPTIMAL, WARNING, "the work bound was met",
                   "The decision may lack up to `bound` credits.")
EQUATE_DIAGNOSTIC (511, RECORD_PROGRAMME, ERROR, "the transcript names an unknown programme",
                   "The record is rejected: the catalog of the target has no such programme.")
EQUATE_DIAGNOSTIC (512, ENTRY_SCALE, ERROR, "the entry names an unknown scale",
                   "The record is rejected: no grading document has the scale.")
EQUATE_DIAGNOSTIC (601, CASE_FAILED, ERROR, "a case failed",
                   "The rules decide otherwise than the case expects: either the rules changed by "
                   "mistake, or the case has to follow them.")
EQUATE_DIAGNOSTIC (602, CASE_SOURCE, ERROR, "the case cannot be decided",
                   "A case is about an agreement between institutions; where that comes from "
                   "several, the case says from which of them with `from`.")
EQUATE_DIAGNOSTIC (603, NEVER_EXPECTED, ERROR, "the expectation can never hold",
                   "A case expects something of a rule, an elective category or a course that the "
                   "agreement or the case itself does not have.")
