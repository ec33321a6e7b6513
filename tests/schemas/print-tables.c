/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Prints the field tables as JSON, for scripts/make-schemas.
 */
#include <stdio.h>

#include "load/tables.h"
#include "model/agreement.h"
#include "model/decision.h"
#include "model/grading.h"

static const char *const types[] = {
  [EQUATE_FIELD_TEXT] = "text",       [EQUATE_FIELD_NAME] = "text",
  [EQUATE_FIELD_ID] = "id",           [EQUATE_FIELD_CODE] = "code",
  [EQUATE_FIELD_L10N] = "l10n",       [EQUATE_FIELD_DECIMAL] = "decimal",
  [EQUATE_FIELD_CREDITS] = "credits", [EQUATE_FIELD_RATIO] = "ratio",
  [EQUATE_FIELD_INTEGER] = "integer", [EQUATE_FIELD_BOOLEAN] = "boolean",
  [EQUATE_FIELD_DATE] = "date",       [EQUATE_FIELD_PERIOD] = "period",
  [EQUATE_FIELD_AGE] = "age",         [EQUATE_FIELD_CHOICE] = "choice",
  [EQUATE_FIELD_RECORD] = "record",   [EQUATE_FIELD_POINTER] = "record",
};

static void print_record (const EquateRecordType *type);

static void
print_choices (const EquateChoice *choices)
{
  printf ("[");
  for (guint i = 0; choices[i].text; i++)
    printf ("%s\"%s\"", i > 0 ? ", " : "", choices[i].text);
  printf ("]");
}

static void
print_field (const EquateField *field)
{
  const char *shape = field->type == EQUATE_FIELD_CUSTOM ? field->shape : types[field->type];

  g_assert_nonnull (shape);
  printf ("{\"key\": \"%s\", \"shape\": \"%s\", \"required\": %s, \"list\": %s, "
          "\"one-or-list\": %s, \"not-empty\": %s",
          field->key, shape, field->flags & EQUATE_FIELD_REQUIRED ? "true" : "false",
          field->flags & EQUATE_FIELD_IS_LIST ? "true" : "false",
          field->flags & EQUATE_FIELD_ONE_OR_LIST ? "true" : "false",
          field->flags & EQUATE_FIELD_NOT_EMPTY ? "true" : "false");
  if (g_str_equal (shape, "choice"))
    {
      printf (", \"choices\": ");
      print_choices (field->detail);
    }
  else if (g_str_has_prefix (shape, "record"))
    {
      printf (", \"record\": ");
      print_record (field->detail);
    }
  printf ("}");
}

static void
print_record (const EquateRecordType *type)
{
  printf ("{\"name\": \"%s\", \"fields\": [", type->name);
  for (guint i = 0; i < type->n_fields; i++)
    {
      printf ("%s\n", i > 0 ? "," : "");
      print_field (&type->fields[i]);
    }
  printf ("]}");
}

int
main (void)
{
  const struct
  {
    const char *name;
    const EquateRecordType *type;
  } tables[] = {
    { "agreement", equate_agreement_table },   { "cases", equate_cases_table },
    { "catalog", equate_catalog_table },       { "give", equate_give_table },
    { "grading", equate_grading_table },       { "requirement", equate_requirement_table },
    { "transcript", equate_transcript_table },
  };
  const struct
  {
    const char *name;
    const EquateChoice *choices;
  } lists[] = {
    { "outcome", equate_outcome_choices },         { "fate", equate_fate_choices },
    { "reason", equate_reason_choices },           { "kind", equate_decided_kind_choices },
    { "agreement-status", equate_status_choices }, { "method", equate_method_choices },
  };

  printf ("{");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      printf ("\"%s\": ", tables[i].name);
      print_record (tables[i].type);
      printf (",\n");
    }
  printf ("\"choices\": {");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      printf ("%s\"%s\": ", i > 0 ? ",\n" : "", lists[i].name);
      print_choices (lists[i].choices);
    }
  printf ("}}\n");
  return 0;
}
