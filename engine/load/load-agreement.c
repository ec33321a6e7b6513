/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "load/fields.h"
#include "load/load.h"
#include "load/tables.h"
#include "load/terms.h"

static void decode_take (EquateDecoder *decoder, gpointer field);
static void decode_give (EquateDecoder *decoder, gpointer field);
static void decode_deny (EquateDecoder *decoder, gpointer field);
static void decode_grade (EquateDecoder *decoder, gpointer field);
static void decode_rule (EquateDecoder *decoder, gpointer field);
static void decode_mode (EquateDecoder *decoder, gpointer field);
static void decode_round (EquateDecoder *decoder, gpointer field);
static void decode_rate (EquateDecoder *decoder, gpointer field);
static void decode_at_most (EquateDecoder *decoder, gpointer field);
static void decode_limit (EquateDecoder *decoder, gpointer field);

/* A rule as it is read: what was stated matters, not only what it says. */
typedef struct
{
  EquateRule rule;
  EquateGivenChoice grade;
  EquateAlternatives deny;
} RuleReading;

#define RULE(member) G_STRUCT_OFFSET (RuleReading, rule.member)

static const EquateField rule_fields[] = {
  { "id", EQUATE_FIELD_ID, RULE (id), EQUATE_FIELD_REQUIRED },
  { "take", EQUATE_FIELD_CUSTOM, RULE (take), .decode = decode_take, .shape = "requirement" },
  { "give", EQUATE_FIELD_CUSTOM, RULE (give), .decode = decode_give, .shape = "give" },
  { "grade", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (RuleReading, grade), .decode = decode_grade,
    .shape = "choice", .detail = equate_grade_of_many_choices },
  { "unless", EQUATE_FIELD_CUSTOM, RULE (unless), .decode = decode_take, .shape = "requirement" },
  { "deny", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (RuleReading, deny), .decode = decode_deny,
    .shape = "denial" },
  { "because", EQUATE_FIELD_TEXT, RULE (because) },
  { "priority", EQUATE_FIELD_INTEGER, RULE (priority) },
  { "times", EQUATE_FIELD_CUSTOM, RULE (times), .decode = equate_load_positive,
    .shape = "positive" },
  { "valid", EQUATE_FIELD_PERIOD, RULE (valid) },
  { "programmes", EQUATE_FIELD_ID, RULE (programmes),
    EQUATE_FIELD_IS_LIST | EQUATE_FIELD_NOT_EMPTY },
  { "note", EQUATE_FIELD_TEXT, RULE (note) },
  { "source", EQUATE_FIELD_TEXT, RULE (source) },
};

static const EquateRecordType rule_type = {
  "rule", sizeof (RuleReading), rule_fields, G_N_ELEMENTS (rule_fields), RULE (span),
};

typedef struct
{
  EquateRoundRule rule;
  EquateGivenChoice mode;
} RoundReading;

static const EquateField round_fields[] = {
  { "step", EQUATE_FIELD_CREDITS, G_STRUCT_OFFSET (RoundReading, rule.step) },
  { "mode", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (RoundReading, mode), .decode = decode_mode,
    .shape = "choice", .detail = equate_rounding_choices },
};

static const EquateRecordType round_type = {
  "rounding",
  sizeof (RoundReading),
  round_fields,
  G_N_ELEMENTS (round_fields),
  G_STRUCT_OFFSET (RoundReading, rule.span),
};

static const EquateField shortfall_fields[] = {
  { "at-most", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (EquateShortfall, at_most),
    EQUATE_FIELD_REQUIRED, .decode = decode_at_most, .shape = "at-most" },
  { "otherwise", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (EquateShortfall, otherwise),
    .decode = decode_give, .shape = "give" },
};

EQUATE_RECORD_TYPE (shortfall_type, "shortfall", EquateShortfall, shortfall_fields);

#define TERMS(member) G_STRUCT_OFFSET (EquateCreditTerms, member)

static const EquateField terms_fields[] = {
  { "rate", EQUATE_FIELD_CUSTOM, TERMS (rate), .decode = decode_rate, .shape = "rate" },
  { "source-programme", EQUATE_FIELD_ID, TERMS (source_programme) },
  { "round", EQUATE_FIELD_CUSTOM, TERMS (round), .decode = decode_round, .shape = "record",
    .detail = &round_type },
  { "shortfall", EQUATE_FIELD_POINTER, TERMS (shortfall), .detail = &shortfall_type },
};

EQUATE_RECORD_TYPE (terms_type, "statement on credits", EquateCreditTerms, terms_fields);

#define LIMIT(member) G_STRUCT_OFFSET (EquateLimit, member)

static const EquateField limit_fields[] = {
  { "id", EQUATE_FIELD_ID, LIMIT (id), EQUATE_FIELD_REQUIRED },
  { "elective", EQUATE_FIELD_TEXT, LIMIT (elective) },
  { "credits", EQUATE_FIELD_CREDITS, LIMIT (credits) },
  { "share", EQUATE_FIELD_RATIO, LIMIT (share) },
};

EQUATE_RECORD_TYPE (limit_type, "limit", EquateLimit, limit_fields);

#define PROVENANCE(member) G_STRUCT_OFFSET (EquateProvenance, member)

static const EquateField provenance_fields[] = {
  { "approved-by", EQUATE_FIELD_NAME, PROVENANCE (approved_by) },
  { "approved-on", EQUATE_FIELD_DATE, PROVENANCE (approved_on) },
  { "document", EQUATE_FIELD_TEXT, PROVENANCE (document) },
  { "review-by", EQUATE_FIELD_DATE, PROVENANCE (review_by) },
};

EQUATE_RECORD_TYPE (provenance_type, "provenance", EquateProvenance, provenance_fields);

#define AGREEMENT(member) G_STRUCT_OFFSET (EquateAgreement, member)

static const EquateField agreement_fields[] = {
  { "id", EQUATE_FIELD_ID, AGREEMENT (id), EQUATE_FIELD_REQUIRED },
  { "title", EQUATE_FIELD_L10N, AGREEMENT (title) },
  { "from", EQUATE_FIELD_ID, AGREEMENT (from),
    EQUATE_FIELD_ONE_OR_LIST | EQUATE_FIELD_NOT_EMPTY },
  { "to", EQUATE_FIELD_ID, AGREEMENT (to) },
  { "extends", EQUATE_FIELD_ID, AGREEMENT (extends), EQUATE_FIELD_ONE_OR_LIST },
  { "status", EQUATE_FIELD_CHOICE, AGREEMENT (status), .detail = equate_status_choices },
  { "valid", EQUATE_FIELD_PERIOD, AGREEMENT (valid) },
  { "programmes", EQUATE_FIELD_ID, AGREEMENT (programmes),
    EQUATE_FIELD_IS_LIST | EQUATE_FIELD_NOT_EMPTY },
  { "provenance", EQUATE_FIELD_POINTER, AGREEMENT (provenance), .detail = &provenance_type },
  { "credits", EQUATE_FIELD_POINTER, AGREEMENT (credits), .detail = &terms_type },
  { "grades", EQUATE_FIELD_ID, AGREEMENT (grades) },
  { "limits", EQUATE_FIELD_CUSTOM, AGREEMENT (limits), EQUATE_FIELD_IS_LIST, .decode = decode_limit,
    .shape = "record", .detail = &limit_type, .item_size = sizeof (EquateLimit) },
  { "repeats", EQUATE_FIELD_CHOICE, AGREEMENT (repeats), .detail = equate_repeats_choices },
  { "max-age", EQUATE_FIELD_AGE, AGREEMENT (max_age) },
  { "defaults", EQUATE_FIELD_POINTER, AGREEMENT (defaults), .detail = &equate_conditions_type },
  { "rules", EQUATE_FIELD_CUSTOM, AGREEMENT (rules), EQUATE_FIELD_IS_LIST, .decode = decode_rule,
    .shape = "record", .detail = &rule_type, .item_size = sizeof (EquateRule) },
  { "note", EQUATE_FIELD_TEXT, AGREEMENT (note) },
  { "source", EQUATE_FIELD_TEXT, AGREEMENT (source) },
};

EQUATE_RECORD_TYPE (agreement_type, "agreement", EquateAgreement, agreement_fields);

const EquateRecordType *const equate_agreement_table = &agreement_type;

static EquateDiagnostic *
report (EquateDecoder *decoder, EquateDiagnosticCode code, EquateSpan span, const char *message)
{
  return equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder), code, span, "%s",
                                     message);
}

/* --- Credits --- */

static void
decode_mode (EquateDecoder *decoder, gpointer field)
{
  equate_load_given_choice (decoder, equate_rounding_choices, field);
}

static void
decode_round (EquateDecoder *decoder, gpointer field)
{
  RoundReading reading = { 0 };

  if (equate_decode_record (decoder, &round_type, &reading) && reading.rule.step == 0)
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_BAD_CREDITS, reading.rule.span,
                                        "the step of a rounding must be more than 0"),
                                "write the finest credits that can be awarded, such as 0.5");
  if (reading.rule.step == EQUATE_DECIMAL_NONE)
    reading.rule.step = 1;
  reading.rule.mode = reading.mode.given ? reading.mode.value : EQUATE_ROUND_HALF_UP;
  *(const EquateRoundRule **) field = equate_arena_copy (equate_decoder_get_arena (decoder),
                                                         &reading.rule, sizeof reading.rule, 1);
}

static void
decode_rate (EquateDecoder *decoder, gpointer field)
{
  EquateSpan span = equate_decoder_peek (decoder)->span;
  EquateRatio *rate = field;

  if (equate_decode_value (decoder, EQUATE_FIELD_RATIO, NULL, rate) && rate->numerator <= 0)
    equate_diagnostic_set_help (
        report (decoder, EQUATE_DIAGNOSTIC_BAD_CREDITS, span, "the rate must be more than 0"),
        "write how many target credits one source credit is worth, such as 3/2");
}

/* Target credits, or a share such as 10%. */
static void
decode_at_most (EquateDecoder *decoder, gpointer field)
{
  EquateShortfall *shortfall
      = (EquateShortfall *) ((char *) field - G_STRUCT_OFFSET (EquateShortfall, at_most));
  const EquateEvent *event = equate_decoder_peek (decoder);
  EquateDecimal percent;

  shortfall->at_most = EQUATE_DECIMAL_NONE;
  if (event->kind != EQUATE_EVENT_SCALAR || event->length == 0
      || event->text[event->length - 1] != '%')
    {
      equate_decode_value (decoder, EQUATE_FIELD_CREDITS, NULL, &shortfall->at_most);
      return;
    }
  if (equate_decimal_parse (event->text, (gssize) event->length - 1, &percent) && percent >= 0
      && percent <= 100 * EQUATE_DECIMAL_ONE)
    shortfall->at_most_share = equate_ratio_new (percent, 100 * EQUATE_DECIMAL_ONE);
  else
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_BAD_NUMBER, event->span,
                                        "the share is not a percentage that can be used"),
                                "write a number from 0 to 100 before the sign, such as 10%%");
  equate_decoder_next (decoder);
}

static void
decode_limit (EquateDecoder *decoder, gpointer field)
{
  EquateLimit *limit = field;
  const EquateRatio nothing = { 0, 1 };
  const EquateRatio whole = { 1, 1 };

  if (!equate_decode_record (decoder, &limit_type, limit))
    return;

  gboolean has_share = limit->share.denominator != 0;

  if (!has_share && limit->credits == EQUATE_DECIMAL_NONE)
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_MISSING_KEY, limit->span,
                                        "a limit needs `credits` or `share`"),
                                "write how much may be awarded, such as `credits: 60` or "
                                "`share: 1/2` of the programme");
  else if (has_share && limit->credits != EQUATE_DECIMAL_NONE)
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_BAD_CREDITS, limit->span,
                                        "a limit has either `credits` or `share`, not both"),
                                "make two limits of it, each with an id of its own");
  else if (has_share
           && (equate_ratio_compare (limit->share, nothing) < 0
               || equate_ratio_compare (limit->share, whole) > 0))
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_BAD_CREDITS, limit->span,
                                        "the share of a limit is from 0 to 1"),
                                "write the part of the programme's credits that may be "
                                "transferred, such as 1/2");
}

/* --- Rules --- */

static void
decode_take (EquateDecoder *decoder, gpointer field)
{
  *(EquateRequirement **) field = equate_load_requirement (decoder);
}

static void
decode_give (EquateDecoder *decoder, gpointer field)
{
  *(EquateGive **) field = equate_load_give (decoder);
}

static void
decode_denied_leaf (EquateDecoder *decoder, gpointer field)
{
  guint before = equate_diagnostic_list_get_length (equate_decoder_get_diagnostics (decoder));
  EquateRequirement *leaf = equate_load_requirement (decoder);

  *(EquateRequirement **) field = leaf;
  if (equate_requirement_is_leaf (leaf->kind)
      || equate_diagnostic_list_get_length (equate_decoder_get_diagnostics (decoder)) > before)
    return;
  equate_diagnostic_set_help (
      report (decoder, EQUATE_DIAGNOSTIC_BAD_REQUIREMENT, leaf->span,
              "a denial concerns single courses, not combinations of them"),
      "`deny` takes a code, course, match, tag, isced or title, or a list of these");
}

static void
decode_deny (EquateDecoder *decoder, gpointer field)
{
  EquateAlternatives *deny = field;
  EquateList list = { NULL };

  if (equate_decoder_peek (decoder)->kind == EQUATE_EVENT_SEQUENCE_START)
    {
      equate_load_alternatives (decoder, decode_denied_leaf, EQUATE_DIAGNOSTIC_BAD_REQUIREMENT,
                                deny);
      return;
    }
  deny->given = TRUE;
  equate_decode_list (decoder, sizeof (gpointer), decode_denied_leaf, TRUE, &list);
  deny->items = list.items;
  deny->length = list.length;
}

static void
decode_grade (EquateDecoder *decoder, gpointer field)
{
  equate_load_given_choice (decoder, equate_grade_of_many_choices, field);
}

static void
check_rule (EquateDecoder *decoder, const RuleReading *reading)
{
  const EquateRule *rule = &reading->rule;
  const char *fault = NULL;
  const char *help = NULL;

  if (reading->deny.given && (rule->take || rule->give))
    {
      fault = "a rule has either `take` and `give`, or `deny`";
      help = "make two rules of it, each with an id of its own";
    }
  else if (reading->deny.given && (rule->unless || reading->grade.given || rule->times > 0))
    {
      fault = "`unless`, `grade` and `times` belong to `take` and `give`, not to `deny`";
      help = "leave them out: a denial holds for every entry that it names";
    }
  else if (!reading->deny.given && !rule->take && !rule->give)
    {
      fault = "the rule has neither `take` and `give` nor `deny`";
      help = "write what the student must have (`take`) and what it counts as (`give`)";
    }
  else if (!reading->deny.given && !rule->take)
    {
      fault = "the rule gives something without saying for what: `take` is missing";
      help = "write what the student must have, such as `take: CODE`";
    }
  else if (!reading->deny.given && !rule->give)
    {
      fault = "the rule takes something without saying what is given: `give` is missing";
      help = "write what it counts as, such as `give: CODE`";
    }
  else if (!reading->deny.given && rule->because)
    {
      fault = "`because` belongs to `deny`";
      help = "write `note` for a remark on a rule that gives something";
    }
  if (fault)
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_BAD_RULE, rule->span, fault),
                                "%s", help);
}

static void
decode_rule (EquateDecoder *decoder, gpointer field)
{
  EquateRule *rule = field;
  RuleReading reading = { 0 };

  if (equate_decode_record (decoder, &rule_type, &reading))
    check_rule (decoder, &reading);
  *rule = reading.rule;
  rule->grade = reading.grade.value;
  rule->deny = (EquateRequirement **) reading.deny.items;
  rule->n_deny = reading.deny.length;
  if (rule->times == 0)
    rule->times = 1;
}

/**
 * equate_load_agreement:
 * @decoder: (transfer none): behind the kind of the document
 *
 * Reads the rest of an agreement with the checks that need no other document.
 *
 * Returns: (transfer none): the agreement, in the decoder's arena
 *
 * Since: 0.1
 */
EquateAgreement *
equate_load_agreement (EquateDecoder *decoder)
{
  EquateAgreement *agreement
      = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateAgreement);
  gboolean whole = equate_decode_document (decoder, &agreement_type, agreement);

  equate_load_check_ids (decoder, &agreement->limits, sizeof (EquateLimit), LIMIT (id), "limit");
  equate_load_check_ids (decoder, &agreement->rules, sizeof (EquateRule),
                         G_STRUCT_OFFSET (EquateRule, id), "rule");
  /* Without `from` it is a base that others extend. */
  if (!whole || agreement->from.length == 0)
    return agreement;
  /* What it extends may say where students go. */
  if (!agreement->to.text && agreement->extends.length == 0)
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_MISSING_KEY, agreement->span,
                                        "an agreement with `from` needs `to`"),
                                "write `to: INSTITUTION`, where the students go");
  if (agreement->status == EQUATE_STATUS_NONE)
    equate_diagnostic_set_help (report (decoder, EQUATE_DIAGNOSTIC_MISSING_KEY, agreement->span,
                                        "an agreement needs `status`"),
                                "only `approved` and `illustrative` agreements decide");
  return agreement;
}
