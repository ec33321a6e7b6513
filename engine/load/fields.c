/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/fields.h"

#include <string.h>

#define HOURS(kind) EQUATE_FIELD_CREDITS, G_STRUCT_OFFSET (EquateHours, kinds[EQUATE_HOURS_##kind])

static const EquateField hours_fields[] = {
  { "total", HOURS (TOTAL) },           { "lecture", HOURS (LECTURE) },
  { "exercises", HOURS (EXERCISES) },   { "laboratory", HOURS (LABORATORY) },
  { "project", HOURS (PROJECT) },       { "seminar", HOURS (SEMINAR) },
  { "self-study", HOURS (SELF_STUDY) },
};

const EquateRecordType equate_hours_type = {
  "list of hours",
  sizeof (EquateHours),
  hours_fields,
  G_N_ELEMENTS (hours_fields),
  G_STRUCT_OFFSET (EquateHours, span),
};

#define ENTRY(member) G_STRUCT_OFFSET (EquateEntry, member)

static const EquateField entry_fields[] = {
  { "course", EQUATE_FIELD_CODE, ENTRY (course), EQUATE_FIELD_REQUIRED },
  { "title", EQUATE_FIELD_TEXT, ENTRY (title) },
  { "credits", EQUATE_FIELD_CREDITS, ENTRY (credits) },
  { "grade", EQUATE_FIELD_TEXT, ENTRY (grade) },
  { "scale", EQUATE_FIELD_NAME, ENTRY (scale) },
  { "date", EQUATE_FIELD_DATE, ENTRY (date) },
  { "status", EQUATE_FIELD_CHOICE, ENTRY (status), .detail = equate_entry_status_choices },
};

const EquateRecordType equate_entry_type = {
  "entry",
  sizeof (EquateEntry),
  entry_fields,
  G_N_ELEMENTS (entry_fields),
  G_STRUCT_OFFSET (EquateEntry, span),
};

/**
 * equate_load_positive:
 * @decoder: (transfer none): before the node
 * @field: (transfer none): a gint
 *
 * Reads a whole number of at least 1.
 *
 * Since: 0.1
 */
void
equate_load_positive (EquateDecoder *decoder, gpointer field)
{
  EquateSpan span = equate_decoder_peek (decoder)->span;
  gint *number = field;

  if (equate_decode_value (decoder, EQUATE_FIELD_INTEGER, NULL, number) && *number < 1)
    equate_diagnostic_list_add (equate_decoder_get_diagnostics (decoder),
                                EQUATE_DIAGNOSTIC_BAD_NUMBER, span,
                                "the number must be at least 1");
}

/**
 * equate_load_given_choice:
 * @decoder: (transfer none): before the node
 * @choices: (transfer none): what is possible
 * @choice: (out): what was chosen
 *
 * Reads a choice and keeps that it was stated.
 *
 * Since: 0.1
 */
void
equate_load_given_choice (EquateDecoder *decoder, const EquateChoice *choices,
                          EquateGivenChoice *choice)
{
  choice->given = equate_decode_value (decoder, EQUATE_FIELD_CHOICE, choices, &choice->value);
}

/**
 * equate_load_isced:
 * @decoder: (transfer none): before the node
 * @least: how many digits there must be
 * @name: (out): the digits
 *
 * Reads a field of ISCED-F 2013.
 *
 * Since: 0.1
 */
void
equate_load_isced (EquateDecoder *decoder, guint least, EquateName *name)
{
  if (!equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, name))
    return;

  gsize length = strlen (name->text);

  if (strspn (name->text, "0123456789") == length && length >= least && length <= 4)
    return;

  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_BAD_IDENTIFIER, name->span,
      "`%s` is not a field of ISCED-F 2013", name->text);

  equate_diagnostic_set_help (diagnostic, "fields have %u to 4 digits, such as 0541", least);
}

/* Most lists have their ids in order, which needs no table to see that none stands twice. */
static gboolean
are_rising (const EquateList *items, gsize item_size, gsize offset)
{
  const char *before = "";

  for (guint i = 0; i < items->length; i++)
    {
      const EquateName *id
          = (const EquateName *) (gpointer) ((char *) items->items + i * item_size + offset);

      if (!id->text || strcmp (before, id->text) >= 0)
        return FALSE;
      before = id->text;
    }
  return TRUE;
}

/**
 * equate_load_check_ids:
 * @decoder: (transfer none): receives the findings
 * @items: (transfer none): records
 * @item_size: bytes of one
 * @offset: where its id lies, an #EquateName
 * @what: what a person calls it
 *
 * Reports each id that an earlier record of the list has.
 *
 * Since: 0.1
 */
void
equate_load_check_ids (EquateDecoder *decoder, const EquateList *items, gsize item_size,
                       gsize offset, const char *what)
{
  if (are_rising (items, item_size, offset))
    return;

  g_autoptr (GHashTable) firsts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->length; i++)
    {
      EquateName *id = (EquateName *) ((char *) items->items + i * item_size + offset);
      const EquateName *first = id->text ? g_hash_table_lookup (firsts, id->text) : NULL;

      if (first)
        {
          EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
              equate_decoder_get_diagnostics (decoder), EQUATE_DIAGNOSTIC_DUPLICATE_ID, id->span,
              "the %s `%s` stands twice", what, id->text);

          equate_diagnostic_set_label (diagnostic, "first in line %u",
                                       equate_load_line (first->span));
          equate_diagnostic_set_help (diagnostic, "give one of the two another id");
        }
      else if (id->text)
        g_hash_table_insert (firsts, (gpointer) id->text, id);
    }
}

/**
 * equate_load_line:
 * @span: a place
 *
 * Works out the line of a place.
 *
 * Returns: the line, from 1
 *
 * Since: 0.1
 */
guint
equate_load_line (EquateSpan span)
{
  return equate_source_get_position (span.source, span.offset).line;
}
