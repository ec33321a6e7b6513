/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/terms.h"

#include "load/fields.h"

static const EquateField conditions_fields[] = { EQUATE_CONDITION_FIELDS (0) };

const EquateRecordType equate_conditions_type = {
  "list of conditions",
  sizeof (EquateConditions),
  conditions_fields,
  G_N_ELEMENTS (conditions_fields),
  -1,
};

/**
 * equate_load_min_hours:
 * @decoder: (transfer none): before the node
 * @field: (transfer none): a pointer to #EquateHours
 *
 * Reads the hours that a course must have at least.
 *
 * Since: 0.1
 */
void
equate_load_min_hours (EquateDecoder *decoder, gpointer field)
{
  EquateHours *hours = equate_arena_new0 (equate_decoder_get_arena (decoder), EquateHours);
  gboolean asked = FALSE;

  *(const EquateHours **) field = hours;
  if (!equate_decode_record (decoder, &equate_hours_type, hours))
    return;
  for (guint i = 0; i < EQUATE_N_HOURS; i++)
    asked = asked || hours->kinds[i] != EQUATE_DECIMAL_NONE;
  if (!asked)
    equate_diagnostic_set_help (
        equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                    EQUATE_DIAGNOSTIC_EMPTY, hours->span,
                                    "`min-hours` names no kind of hours"),
        "write how many of which, such as {laboratory: 15}, or leave it out");
}

/**
 * equate_conditions_given:
 * @conditions: (transfer none): conditions
 *
 * Says whether anything is asked.
 *
 * Returns: TRUE when there is a condition
 *
 * Since: 0.1
 */
gboolean
equate_conditions_given (const EquateConditions *conditions)
{
  return conditions->min_grade.text || conditions->max_grade.text
         || conditions->min_credits != EQUATE_DECIMAL_NONE
         || conditions->max_credits != EQUATE_DECIMAL_NONE || conditions->taken.from
         || conditions->taken.until || conditions->max_age || conditions->level
         || conditions->language || conditions->min_hours;
}

/**
 * equate_load_alternatives:
 * @decoder: (transfer none): before the node
 * @decode: reads one of them into a pointer
 * @code: what an empty list is reported as
 * @alternatives: (out): the list
 *
 * Reads a list that may not be empty.
 *
 * Since: 0.1
 */
void
equate_load_alternatives (EquateDecoder *decoder, EquateDecodeFunc decode,
                          EquateDiagnosticCode code, EquateAlternatives *alternatives)
{
  EquateList list = { NULL };

  alternatives->span = equate_decoder_peek (decoder)->span;
  alternatives->given = TRUE;
  if (equate_decode_list (decoder, sizeof (gpointer), decode, FALSE, &list) && list.length == 0)
    equate_diagnostic_set_help (
        equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder), code,
                                    alternatives->span, "the list is empty"),
        "name at least one course in it");
  alternatives->items = list.items;
  alternatives->length = list.length;
}
