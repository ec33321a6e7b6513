/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/decision.h"

const EquateChoice equate_outcome_choices[] = {
  { "decided", EQUATE_OUTCOME_DECIDED },
  { "needs-info", EQUATE_OUTCOME_NEEDS_INFO },
  { "no-agreement", EQUATE_OUTCOME_NO_AGREEMENT },
  { NULL },
};

const EquateChoice equate_fate_choices[] = {
  { "withdrawn", EQUATE_FATE_WITHDRAWN },
  { "in-progress", EQUATE_FATE_IN_PROGRESS },
  { "transferred", EQUATE_FATE_TRANSFERRED },
  { "failed", EQUATE_FATE_FAILED },
  { "too-old", EQUATE_FATE_TOO_OLD },
  { "repeated", EQUATE_FATE_REPEATED },
  { "used", EQUATE_FATE_USED },
  { "needs-info", EQUATE_FATE_NEEDS_INFO },
  { "cut-by-limit", EQUATE_FATE_CUT_BY_LIMIT },
  { "denied", EQUATE_FATE_DENIED },
  { "unknown-course", EQUATE_FATE_UNKNOWN_COURSE },
  { "not-used", EQUATE_FATE_NOT_USED },
  { NULL },
};

const EquateChoice equate_reason_choices[] = {
  { "none", EQUATE_REASON_NONE },
  { "pattern-limit", EQUATE_REASON_PATTERN_LIMIT },
  { "rule-not-valid", EQUATE_REASON_RULE_NOT_VALID },
  { "programme", EQUATE_REASON_PROGRAMME },
  { "unless", EQUATE_REASON_UNLESS },
  { "denied", EQUATE_REASON_DENIED },
  { "min-grade", EQUATE_REASON_MIN_GRADE },
  { "max-grade", EQUATE_REASON_MAX_GRADE },
  { "min-credits", EQUATE_REASON_MIN_CREDITS },
  { "max-credits", EQUATE_REASON_MAX_CREDITS },
  { "taken", EQUATE_REASON_TAKEN },
  { "max-age", EQUATE_REASON_MAX_AGE },
  { "level", EQUATE_REASON_LEVEL },
  { "language", EQUATE_REASON_LANGUAGE },
  { "min-hours", EQUATE_REASON_MIN_HOURS },
  { "shortfall", EQUATE_REASON_SHORTFALL },
  { "missing-course", EQUATE_REASON_MISSING_COURSE },
  { "times", EQUATE_REASON_TIMES },
  { "limit", EQUATE_REASON_LIMIT },
  { "not-selected", EQUATE_REASON_NOT_SELECTED },
  { NULL },
};

const EquateChoice equate_decided_kind_choices[] = {
  { "course", EQUATE_DECIDED_COURSE },
  { "elective", EQUATE_DECIDED_ELECTIVE },
  { "waiver", EQUATE_DECIDED_WAIVER },
  { NULL },
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
  return equate_choice_get_text (equate_outcome_choices, (gint) outcome);
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
  return equate_choice_get_text (equate_fate_choices, (gint) fate);
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
  return equate_choice_get_text (equate_reason_choices, (gint) reason);
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
  return equate_choice_get_text (equate_decided_kind_choices, (gint) kind);
}
