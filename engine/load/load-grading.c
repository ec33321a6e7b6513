/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/fields.h"
#include "load/load.h"
#include "load/tables.h"

static void decode_counts (EquateDecoder *decoder, gpointer field);
static void decode_round (EquateDecoder *decoder, gpointer field);
static void decode_overlap (EquateDecoder *decoder, gpointer field);
static void decode_conversion (EquateDecoder *decoder, gpointer field);

#define GRADE(member) G_STRUCT_OFFSET (EquateGrade, member)

static const EquateField grade_fields[] = {
  { "label", EQUATE_FIELD_NAME, GRADE (label), EQUATE_FIELD_REQUIRED },
  { "value", EQUATE_FIELD_DECIMAL, GRADE (value) },
  { "aliases", EQUATE_FIELD_NAME, GRADE (aliases), EQUATE_FIELD_IS_LIST },
  { "failed", EQUATE_FIELD_BOOLEAN, GRADE (failed) },
};

EQUATE_RECORD_TYPE (grade_type, "grade", EquateGrade, grade_fields);

#define UNGRADED(member) G_STRUCT_OFFSET (EquateUngraded, member)

static const EquateField ungraded_fields[] = {
  { "passed", EQUATE_FIELD_NAME, UNGRADED (passed), EQUATE_FIELD_IS_LIST },
  { "failed", EQUATE_FIELD_NAME, UNGRADED (failed), EQUATE_FIELD_IS_LIST },
  { "pending", EQUATE_FIELD_NAME, UNGRADED (pending), EQUATE_FIELD_IS_LIST },
};

EQUATE_RECORD_TYPE (ungraded_type, "list of labels", EquateUngraded, ungraded_fields);

#define SCALE(member) G_STRUCT_OFFSET (EquateScale, member)

static const EquateField scale_fields[] = {
  { "id", EQUATE_FIELD_ID, SCALE (id), EQUATE_FIELD_REQUIRED },
  { "best", EQUATE_FIELD_DECIMAL, SCALE (best) },
  { "pass", EQUATE_FIELD_DECIMAL, SCALE (pass) },
  { "worst", EQUATE_FIELD_DECIMAL, SCALE (worst) },
  { "step", EQUATE_FIELD_DECIMAL, SCALE (step) },
  { "grades", EQUATE_FIELD_RECORD, SCALE (grades), EQUATE_FIELD_IS_LIST, .detail = &grade_type },
  { "ungraded", EQUATE_FIELD_RECORD, SCALE (ungraded), .detail = &ungraded_type },
  { "valid", EQUATE_FIELD_PERIOD, SCALE (valid) },
  { "standing", EQUATE_FIELD_TEXT, SCALE (standing) },
  { "source", EQUATE_FIELD_TEXT, SCALE (source) },
  { "note", EQUATE_FIELD_TEXT, SCALE (note) },
};

EQUATE_RECORD_TYPE (scale_type, "scale", EquateScale, scale_fields);

#define ROW(member) G_STRUCT_OFFSET (EquateTableRow, member)

static const EquateField row_fields[] = {
  { "at-least", EQUATE_FIELD_NAME, ROW (at_least), EQUATE_FIELD_REQUIRED },
  { "give", EQUATE_FIELD_NAME, ROW (give), EQUATE_FIELD_REQUIRED },
};

EQUATE_RECORD_TYPE (row_type, "row of a table", EquateTableRow, row_fields);

#define DISTRIBUTION(member) G_STRUCT_OFFSET (EquateDistribution, member)

static const EquateField distribution_fields[] = {
  { "sample", EQUATE_FIELD_CUSTOM, DISTRIBUTION (sample), .decode = equate_load_positive,
    .shape = "positive" },
  { "years", EQUATE_FIELD_INTEGER, DISTRIBUTION (years), EQUATE_FIELD_ONE_OR_LIST },
  { "isced", EQUATE_FIELD_TEXT, DISTRIBUTION (isced) },
  { "counts", EQUATE_FIELD_CUSTOM, DISTRIBUTION (counts), EQUATE_FIELD_REQUIRED,
    .decode = decode_counts, .shape = "counts-by-key" },
};

EQUATE_RECORD_TYPE (distribution_type, "distribution", EquateDistribution, distribution_fields);

#define DISTRIBUTIONS(member) G_STRUCT_OFFSET (EquateDistributions, member)

static const EquateField distributions_fields[] = {
  { "from", EQUATE_FIELD_RECORD, DISTRIBUTIONS (from), EQUATE_FIELD_REQUIRED,
    .detail = &distribution_type },
  { "to", EQUATE_FIELD_RECORD, DISTRIBUTIONS (to), EQUATE_FIELD_REQUIRED,
    .detail = &distribution_type },
};

EQUATE_RECORD_TYPE (distributions_type, "pair of distributions", EquateDistributions,
                    distributions_fields);

/* A conversion as it is read: which keys were given matters as much as what they say. */
typedef struct
{
  EquateConversion conversion;
  EquateGivenChoice round;
  EquateGivenChoice overlap;
} Reading;

#define CONVERSION(member) G_STRUCT_OFFSET (Reading, conversion.member)

static const EquateField conversion_fields[] = {
  { "id", EQUATE_FIELD_ID, CONVERSION (id), EQUATE_FIELD_REQUIRED },
  { "from", EQUATE_FIELD_ID, CONVERSION (from), EQUATE_FIELD_REQUIRED },
  { "to", EQUATE_FIELD_ID, CONVERSION (to), EQUATE_FIELD_REQUIRED },
  { "method", EQUATE_FIELD_CHOICE, CONVERSION (method), EQUATE_FIELD_REQUIRED,
    .detail = equate_method_choices },
  { "table", EQUATE_FIELD_RECORD, CONVERSION (table), EQUATE_FIELD_IS_LIST, .detail = &row_type },
  { "round", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (Reading, round), .decode = decode_round,
    .shape = "choice", .detail = equate_grade_rounding_choices },
  { "distributions", EQUATE_FIELD_POINTER, CONVERSION (distributions),
    .detail = &distributions_type },
  { "overlap", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (Reading, overlap), .decode = decode_overlap,
    .shape = "choice", .detail = equate_overlap_choices },
  { "min-sample", EQUATE_FIELD_CUSTOM, CONVERSION (min_sample), .decode = equate_load_positive,
    .shape = "positive" },
  { "fallback", EQUATE_FIELD_ID, CONVERSION (fallback) },
  { "via", EQUATE_FIELD_ID, CONVERSION (via), EQUATE_FIELD_IS_LIST },
  { "standing", EQUATE_FIELD_TEXT, CONVERSION (standing) },
  { "source", EQUATE_FIELD_TEXT, CONVERSION (source) },
  { "note", EQUATE_FIELD_TEXT, CONVERSION (note) },
};

static const EquateRecordType conversion_type = {
  "conversion",      sizeof (Reading), conversion_fields, G_N_ELEMENTS (conversion_fields),
  CONVERSION (span),
};

#define GRADING(member) G_STRUCT_OFFSET (EquateGrading, member)

static const EquateField grading_fields[] = {
  { "scales", EQUATE_FIELD_RECORD, GRADING (scales), EQUATE_FIELD_IS_LIST, .detail = &scale_type },
  { "conversions", EQUATE_FIELD_CUSTOM, GRADING (conversions), EQUATE_FIELD_IS_LIST,
    .decode = decode_conversion, .shape = "record", .detail = &conversion_type,
    .item_size = sizeof (EquateConversion) },
  { "status", EQUATE_FIELD_CHOICE, GRADING (status), .detail = equate_status_choices },
  { "note", EQUATE_FIELD_TEXT, GRADING (note) },
  { "source", EQUATE_FIELD_TEXT, GRADING (source) },
};

EQUATE_RECORD_TYPE (grading_type, "grading document", EquateGrading, grading_fields);

const EquateRecordType *const equate_grading_table = &grading_type;

static void
decode_count (EquateDecoder *decoder, const EquateName *key, gpointer item)
{
  EquateSpan span = equate_decoder_peek (decoder)->span;
  EquateGradeCount *count = item;

  count->label = *key;
  if (equate_decode_value (decoder, EQUATE_FIELD_INTEGER, NULL, &count->count) && count->count < 0)
    equate_diagnostic_set_help (
        equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                    EQUATE_DIAGNOSTIC_BAD_NUMBER, span,
                                    "the number of grades `%s` is less than 0", key->text),
        "write how often the grade was given");
}

static void
decode_counts (EquateDecoder *decoder, gpointer field)
{
  equate_decode_mapping (decoder, sizeof (EquateGradeCount), decode_count, field);
}

static void
decode_round (EquateDecoder *decoder, gpointer field)
{
  equate_load_given_choice (decoder, equate_grade_rounding_choices, field);
}

static void
decode_overlap (EquateDecoder *decoder, gpointer field)
{
  equate_load_given_choice (decoder, equate_overlap_choices, field);
}

/* Each method has keys of its own. */
static void
check_keys (EquateDecoder *decoder, const Reading *reading)
{
  EquateDiagnosticList *diagnostics = equate_decoder_get_diagnostics (decoder);
  const EquateConversion *conversion = &reading->conversion;
  const struct
  {
    const char *key;
    EquateMethod method;
    gboolean given;
    gboolean required;
  } keys[] = {
    { "table", EQUATE_METHOD_TABLE, conversion->table.length > 0, TRUE },
    { "round", EQUATE_METHOD_LINEAR, reading->round.given, FALSE },
    { "distributions", EQUATE_METHOD_DISTRIBUTION, conversion->distributions != NULL, TRUE },
    { "overlap", EQUATE_METHOD_DISTRIBUTION, reading->overlap.given, FALSE },
    { "min-sample", EQUATE_METHOD_DISTRIBUTION, conversion->min_sample > 0, FALSE },
    { "fallback", EQUATE_METHOD_DISTRIBUTION, conversion->fallback.text != NULL, FALSE },
    { "via", EQUATE_METHOD_CHAIN, conversion->via.length > 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *own = equate_choice_get_text (equate_method_choices, keys[i].method);
      gboolean is_own = keys[i].method == (EquateMethod) conversion->method;

      if (is_own && keys[i].required && !keys[i].given)
        equate_diagnostic_set_label (
            equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_MISSING_KEY,
                                        conversion->id.span, "the conversion `%s` by %s needs `%s`",
                                        conversion->id.text, own, keys[i].key),
            "`%s` is missing", keys[i].key);
      else if (!is_own && keys[i].given)
        equate_diagnostic_set_help (
            equate_diagnostic_list_add (
                diagnostics, EQUATE_DIAGNOSTIC_BAD_CONVERSION, conversion->id.span,
                "`%s` belongs to the method %s; the conversion `%s` is by %s", keys[i].key, own,
                conversion->id.text,
                equate_choice_get_text (equate_method_choices, conversion->method)),
            "leave `%s` out, or write `method: %s`", keys[i].key, own);
    }
}

static void
decode_conversion (EquateDecoder *decoder, gpointer field)
{
  EquateConversion *conversion = field;
  Reading reading = { 0 };

  if (equate_decode_record (decoder, &conversion_type, &reading))
    check_keys (decoder, &reading);
  reading.conversion.round = reading.round.value;
  reading.conversion.has_round = reading.round.given;
  reading.conversion.overlap = reading.overlap.value;
  *conversion = reading.conversion;
}

/**
 * equate_load_grading:
 * @decoder: (transfer none): behind the kind of the document
 *
 * Reads the rest of a grading document; what scales and conversions say of one another is checked
 * where all of them are known.
 *
 * Returns: (transfer none): the scales and conversions, in the decoder's arena
 *
 * Since: 0.1
 */
EquateGrading *
equate_load_grading (EquateDecoder *decoder)
{
  EquateGrading *grading = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateGrading);

  equate_decode_document (decoder, &grading_type, grading);
  return grading;
}
