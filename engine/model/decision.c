/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/decision.h"

static const char *const outcome_words[] = {
  [EQUATE_OUTCOME_DECIDED] = "decided",
  [EQUATE_OUTCOME_NEEDS_INFO] = "needs-info",
  [EQUATE_OUTCOME_NO_AGREEMENT] = "no-agreement",
};

static const char *const fate_words[] = {
  [EQUATE_FATE_WITHDRAWN] = "withdrawn",
  [EQUATE_FATE_IN_PROGRESS] = "in-progress",
  [EQUATE_FATE_TRANSFERRED] = "transferred",
  [EQUATE_FATE_FAILED] = "failed",
  [EQUATE_FATE_TOO_OLD] = "too-old",
  [EQUATE_FATE_REPEATED] = "repeated",
  [EQUATE_FATE_USED] = "used",
  [EQUATE_FATE_NEEDS_INFO] = "needs-info",
  [EQUATE_FATE_CUT_BY_LIMIT] = "cut-by-limit",
  [EQUATE_FATE_DENIED] = "denied",
  [EQUATE_FATE_UNKNOWN_COURSE] = "unknown-course",
  [EQUATE_FATE_NOT_USED] = "not-used",
};

static const char *const reason_words[] = {
  [EQUATE_REASON_NONE] = "none",
  [EQUATE_REASON_PATTERN_LIMIT] = "pattern-limit",
  [EQUATE_REASON_RULE_NOT_VALID] = "rule-not-valid",
  [EQUATE_REASON_PROGRAMME] = "programme",
  [EQUATE_REASON_UNLESS] = "unless",
  [EQUATE_REASON_DENIED] = "denied",
  [EQUATE_REASON_MIN_GRADE] = "min-grade",
  [EQUATE_REASON_MAX_GRADE] = "max-grade",
  [EQUATE_REASON_MIN_CREDITS] = "min-credits",
  [EQUATE_REASON_MAX_CREDITS] = "max-credits",
  [EQUATE_REASON_TAKEN] = "taken",
  [EQUATE_REASON_MAX_AGE] = "max-age",
  [EQUATE_REASON_LEVEL] = "level",
  [EQUATE_REASON_LANGUAGE] = "language",
  [EQUATE_REASON_MIN_HOURS] = "min-hours",
  [EQUATE_REASON_SHORTFALL] = "shortfall",
  [EQUATE_REASON_MISSING_COURSE] = "missing-course",
  [EQUATE_REASON_TIMES] = "times",
  [EQUATE_REASON_LIMIT] = "limit",
  [EQUATE_REASON_NOT_SELECTED] = "not-selected",
};

static const char *const kind_words[] = {
  [EQUATE_DECIDED_COURSE] = "course",
  [EQUATE_DECIDED_ELECTIVE] = "elective",
  [EQUATE_DECIDED_WAIVER] = "waiver",
};

/**
 * equate_outcome_get_text:
 * @outcome: an outcome
 *
 * Gives the word of decision/1 for an outcome.
 *
 * Returns: (transfer none): the word
 *
 * Since: 0.1
 */
const char *
equate_outcome_get_text (EquateOutcome outcome)
{
  return outcome_words[outcome];
}

/**
 * equate_fate_get_text:
 * @fate: the fate of an entry
 *
 * Gives the word of decision/1 for a fate.
 *
 * Returns: (transfer none): the word
 *
 * Since: 0.1
 */
const char *
equate_fate_get_text (EquateFate fate)
{
  return fate_words[fate];
}

/**
 * equate_reason_get_text:
 * @reason: a reason
 *
 * Gives the word of decision/1 for a reason.
 *
 * Returns: (transfer none): the word
 *
 * Since: 0.1
 */
const char *
equate_reason_get_text (EquateReasonCode reason)
{
  return reason_words[reason];
}

/**
 * equate_decided_kind_get_text:
 * @kind: the kind of an award
 *
 * Gives the word of decision/1 for the kind of an award.
 *
 * Returns: (transfer none): the word
 *
 * Since: 0.1
 */
const char *
equate_decided_kind_get_text (EquateDecidedKind kind)
{
  return kind_words[kind];
}
