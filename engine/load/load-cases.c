/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/fields.h"
#include "load/load.h"
#include "load/tables.h"
#include "model/grading.h"

static void decode_award (EquateDecoder *decoder, gpointer field);
static void decode_awards (EquateDecoder *decoder, gpointer field);
static void decode_codes (EquateDecoder *decoder, gpointer field);
static void decode_entries (EquateDecoder *decoder, gpointer field);
static void decode_missing (EquateDecoder *decoder, gpointer field);
static void decode_warnings (EquateDecoder *decoder, gpointer field);
static void decode_outcome (EquateDecoder *decoder, gpointer field);
static void decode_optimal (EquateDecoder *decoder, gpointer field);
static void decode_expectation (EquateDecoder *decoder, gpointer field);
static void decode_case (EquateDecoder *decoder, gpointer field);

/* --- What is expected --- */

#define AWARD(member) G_STRUCT_OFFSET (EquateExpectedAward, member)

static const EquateField award_fields[] = {
  { "rule", EQUATE_FIELD_ID, AWARD (rule) },
  { "kind", EQUATE_FIELD_CHOICE, AWARD (kind), .detail = equate_decided_kind_choices },
  { "target", EQUATE_FIELD_CODE, AWARD (target) },
  { "credits", EQUATE_FIELD_CREDITS, AWARD (credits) },
  { "unit", EQUATE_FIELD_TEXT, AWARD (unit) },
  { "grade", EQUATE_FIELD_TEXT, AWARD (grade) },
  { "conversion", EQUATE_FIELD_ID, AWARD (conversion) },
  { "method", EQUATE_FIELD_CHOICE, AWARD (method), .detail = equate_method_choices },
  { "fallback", EQUATE_FIELD_BOOLEAN, AWARD (fallback) },
  { "consumes", EQUATE_FIELD_CUSTOM, AWARD (consumes), .decode = decode_codes, .shape = "codes" },
  { "priority", EQUATE_FIELD_INTEGER, AWARD (priority) },
};

EQUATE_RECORD_TYPE (award_type, "expected award", EquateExpectedAward, award_fields);

#define ENTRY(member) G_STRUCT_OFFSET (EquateExpectedEntry, member)

static const EquateField entry_fields[] = {
  { "course", EQUATE_FIELD_CODE, ENTRY (course), EQUATE_FIELD_REQUIRED },
  { "fate", EQUATE_FIELD_CHOICE, ENTRY (fate), .detail = equate_fate_choices },
  { "reason", EQUATE_FIELD_CHOICE, ENTRY (reason), .detail = equate_reason_choices },
  { "rule", EQUATE_FIELD_ID, ENTRY (rule) },
  { "credits", EQUATE_FIELD_CREDITS, ENTRY (credits) },
  { "grade", EQUATE_FIELD_TEXT, ENTRY (grade) },
  { "converted", EQUATE_FIELD_TEXT, ENTRY (converted) },
};

EQUATE_RECORD_TYPE (entry_type, "expected entry", EquateExpectedEntry, entry_fields);

#define MISSING(member) G_STRUCT_OFFSET (EquateExpectedMissing, member)

static const EquateField missing_fields[] = {
  { "rule", EQUATE_FIELD_ID, MISSING (rule) },
  { "entry", EQUATE_FIELD_CODE, MISSING (entry) },
  { "missing", EQUATE_FIELD_TEXT, MISSING (missing) },
  { "would-award", EQUATE_FIELD_CUSTOM, MISSING (would_award), .decode = decode_awards,
    .shape = "records", .detail = &award_type },
};

EQUATE_RECORD_TYPE (missing_type, "piece of evidence", EquateExpectedMissing, missing_fields);

#define ACCOUNT(member) G_STRUCT_OFFSET (EquateExpectedAccount, member)

static const EquateField account_fields[] = {
  { "source-earned", EQUATE_FIELD_CREDITS, ACCOUNT (source_earned) },
  { "source-used", EQUATE_FIELD_CREDITS, ACCOUNT (source_used) },
  { "source-unused", EQUATE_FIELD_CREDITS, ACCOUNT (source_unused) },
  { "awarded", EQUATE_FIELD_CREDITS, ACCOUNT (awarded) },
  { "cut-by-limits", EQUATE_FIELD_CREDITS, ACCOUNT (cut_by_limits) },
  { "rate-and-rounding", EQUATE_FIELD_RATIO, ACCOUNT (rate_and_rounding) },
  { "unit", EQUATE_FIELD_TEXT, ACCOUNT (unit) },
};

EQUATE_RECORD_TYPE (account_type, "account", EquateExpectedAccount, account_fields);

#define EXPECT(member) G_STRUCT_OFFSET (EquateExpectation, member)

static const EquateField expectation_fields[] = {
  { "outcome", EQUATE_FIELD_CUSTOM, EXPECT (outcome), .decode = decode_outcome, .shape = "choice",
    .detail = equate_outcome_choices },
  { "awards", EQUATE_FIELD_CUSTOM, EXPECT (awards), .decode = decode_awards, .shape = "records",
    .detail = &award_type },
  { "entries", EQUATE_FIELD_CUSTOM, EXPECT (entries), .decode = decode_entries, .shape = "records",
    .detail = &entry_type },
  { "needs-info", EQUATE_FIELD_CUSTOM, EXPECT (missing), .decode = decode_missing,
    .shape = "records", .detail = &missing_type },
  { "account", EQUATE_FIELD_POINTER, EXPECT (account), .detail = &account_type },
  { "optimal", EQUATE_FIELD_CUSTOM, EXPECT (optimal), .decode = decode_optimal,
    .shape = "boolean" },
  { "warnings", EQUATE_FIELD_CUSTOM, EXPECT (warnings), .decode = decode_warnings,
    .shape = "texts" },
};

EQUATE_RECORD_TYPE (expectation_type, "expectation", EquateExpectation, expectation_fields);

#define CASE(member) G_STRUCT_OFFSET (EquateCase, member)

static const EquateField case_fields[] = {
  { "name", EQUATE_FIELD_NAME, CASE (name), EQUATE_FIELD_REQUIRED },
  { "on", EQUATE_FIELD_DATE, CASE (on), EQUATE_FIELD_REQUIRED },
  { "from", EQUATE_FIELD_ID, CASE (transcript.institution) },
  { "programme", EQUATE_FIELD_NAME, CASE (transcript.target.programme) },
  { "entries", EQUATE_FIELD_RECORD, CASE (transcript.entries),
    EQUATE_FIELD_REQUIRED | EQUATE_FIELD_IS_LIST, .detail = &equate_entry_type },
  { "expect", EQUATE_FIELD_CUSTOM, CASE (expect), EQUATE_FIELD_REQUIRED,
    .decode = decode_expectation, .shape = "record", .detail = &expectation_type },
};

EQUATE_RECORD_TYPE (case_type, "case", EquateCase, case_fields);

#define CASES(member) G_STRUCT_OFFSET (EquateCases, member)

static const EquateField cases_fields[] = {
  { "agreement", EQUATE_FIELD_ID, CASES (agreement), EQUATE_FIELD_REQUIRED },
  { "cases", EQUATE_FIELD_CUSTOM, CASES (cases), EQUATE_FIELD_REQUIRED | EQUATE_FIELD_IS_LIST,
    .decode = decode_case, .shape = "record", .detail = &case_type,
    .item_size = sizeof (EquateCase) },
  { "status", EQUATE_FIELD_CHOICE, CASES (status), .detail = equate_status_choices },
  { "note", EQUATE_FIELD_TEXT, CASES (note) },
  { "source", EQUATE_FIELD_TEXT, CASES (source) },
};

EQUATE_RECORD_TYPE (cases_type, "document of cases", EquateCases, cases_fields);

const EquateRecordType *const equate_cases_table = &cases_type;

/* --- Reading it --- */

static void
decode_expected_list (EquateDecoder *decoder, gsize item_size, EquateDecodeFunc decode,
                      gpointer field)
{
  EquateExpectedList *list = field;

  list->span = equate_decoder_peek (decoder)->span;
  list->given = TRUE;
  equate_decode_list (decoder, item_size, decode, FALSE, &list->items);
}

static void
decode_code (EquateDecoder *decoder, gpointer field)
{
  equate_decode_value (decoder, EQUATE_FIELD_CODE, NULL, field);
}

static void
decode_codes (EquateDecoder *decoder, gpointer field)
{
  decode_expected_list (decoder, sizeof (EquateCode), decode_code, field);
}

static void
decode_award (EquateDecoder *decoder, gpointer field)
{
  EquateExpectedAward *award = field;

  award->kind = EQUATE_NOT_EXPECTED;
  award->method = EQUATE_NOT_EXPECTED;
  award->fallback = EQUATE_NOT_EXPECTED;
  award->priority = EQUATE_NO_PRIORITY;
  equate_decode_record (decoder, &award_type, award);
}

static void
decode_awards (EquateDecoder *decoder, gpointer field)
{
  decode_expected_list (decoder, sizeof (EquateExpectedAward), decode_award, field);
}

static void
decode_entry (EquateDecoder *decoder, gpointer field)
{
  EquateExpectedEntry *entry = field;

  entry->fate = EQUATE_NOT_EXPECTED;
  entry->reason = EQUATE_NOT_EXPECTED;
  equate_decode_record (decoder, &entry_type, entry);
}

static void
decode_entries (EquateDecoder *decoder, gpointer field)
{
  decode_expected_list (decoder, sizeof (EquateExpectedEntry), decode_entry, field);
}

static void
decode_piece (EquateDecoder *decoder, gpointer field)
{
  equate_decode_record (decoder, &missing_type, field);
}

static void
decode_missing (EquateDecoder *decoder, gpointer field)
{
  decode_expected_list (decoder, sizeof (EquateExpectedMissing), decode_piece, field);
}

static void
decode_warning (EquateDecoder *decoder, gpointer field)
{
  EquateName *name = field;
  EquateDiagnosticCode code;
  EquateDiagnostic *diagnostic;

  if (!equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, name)
      || equate_diagnostic_lookup (name->text, &code))
    return;
  diagnostic = equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                           EQUATE_DIAGNOSTIC_BAD_CHOICE, name->span,
                                           "`%s` is no code of a diagnostic", name->text);
  equate_diagnostic_set_help (diagnostic,
                              "write a code such as EQ504; `equate explain` lists them");
}

static void
decode_warnings (EquateDecoder *decoder, gpointer field)
{
  decode_expected_list (decoder, sizeof (EquateName), decode_warning, field);
}

static void
decode_word (EquateDecoder *decoder, EquateFieldType type, const EquateChoice *choices,
             EquateExpectedWord *word)
{
  word->span = equate_decoder_peek (decoder)->span;
  equate_decode_value (decoder, type, choices, &word->value);
}

static void
decode_outcome (EquateDecoder *decoder, gpointer field)
{
  decode_word (decoder, EQUATE_FIELD_CHOICE, equate_outcome_choices, field);
}

static void
decode_optimal (EquateDecoder *decoder, gpointer field)
{
  decode_word (decoder, EQUATE_FIELD_BOOLEAN, NULL, field);
}

static void
decode_expectation (EquateDecoder *decoder, gpointer field)
{
  EquateExpectation *expect = field;
  EquateDiagnostic *diagnostic;

  expect->outcome.value = EQUATE_NOT_EXPECTED;
  expect->optimal.value = EQUATE_NOT_EXPECTED;
  if (!equate_decode_record (decoder, &expectation_type, expect)
      || expect->outcome.value != EQUATE_NOT_EXPECTED
      || expect->optimal.value != EQUATE_NOT_EXPECTED || expect->account || expect->awards.given
      || expect->entries.given || expect->missing.given || expect->warnings.given)
    return;
  diagnostic = equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                           EQUATE_DIAGNOSTIC_EMPTY, expect->span,
                                           "the case expects nothing");
  equate_diagnostic_set_help (diagnostic, "say what must come out, such as `awards: []`");
}

static void
decode_case (EquateDecoder *decoder, gpointer field)
{
  EquateCase *one = field;

  equate_decode_record (decoder, &case_type, one);
  one->transcript.span = one->span;
  one->transcript.student = (EquateStudent){ one->name.span, one->name.text, NULL };
}

/**
 * equate_load_cases:
 * @decoder: (transfer none): behind the kind of the document
 *
 * Reads the rest of a document of cases; what they name is checked where all of it is known.
 *
 * Returns: (transfer none): the cases, in the decoder's arena
 *
 * Since: 0.1
 */
EquateCases *
equate_load_cases (EquateDecoder *decoder)
{
  EquateCases *cases = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateCases);

  equate_decode_document (decoder, &cases_type, cases);
  equate_load_check_ids (decoder, &cases->cases, sizeof (EquateCase), CASE (name), "case");
  return cases;
}
