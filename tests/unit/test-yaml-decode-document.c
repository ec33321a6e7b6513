/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "findings.h"
#include "reading.h"

typedef struct
{
  EquateSpan span;
  EquateCode code;
  EquateDecimal value;
} Course;

typedef struct
{
  EquateSpan span;
  EquateName institution;
  EquateList courses; /* Course */
  const char *note;
} Catalog;

static const EquateField course_fields[] = {
  { "code", EQUATE_FIELD_CODE, G_STRUCT_OFFSET (Course, code), EQUATE_FIELD_REQUIRED },
  { "value", EQUATE_FIELD_DECIMAL, G_STRUCT_OFFSET (Course, value) },
};
EQUATE_RECORD_TYPE (course_type, "course", Course, course_fields);

static const EquateField catalog_fields[] = {
  { "institution", EQUATE_FIELD_ID, G_STRUCT_OFFSET (Catalog, institution), EQUATE_FIELD_REQUIRED },
  { "courses", EQUATE_FIELD_RECORD, G_STRUCT_OFFSET (Catalog, courses), EQUATE_FIELD_IS_LIST,
    &course_type },
  { "note", EQUATE_FIELD_TEXT, G_STRUCT_OFFSET (Catalog, note) },
};
EQUATE_RECORD_TYPE (catalog_type, "catalog", Catalog, catalog_fields);

/* The documents of a text: kind, whether all is right, spans of records. */
static const struct
{
  const char *text;
  const char *default_kind;
  const char *documents;
  const char *findings;
} documents[] = {
  { "", NULL, "", "" },
  { "---\n---\n# x\n---\n", NULL, "", "" },
  { "equate: catalog/1\ninstitution: a\n", NULL, "catalog/1 + [equate: catalog/1];", "" },
  { "equate: a/1\ninstitution: a\n---\nequate: b/1\nfoo: 1\n---\nequate: c/1\ninstitution: c\n",
    NULL, "a/1 + [equate: a/1];b/1 - [equate: b/1];c/1 + [equate: c/1];", "EQ102@5:1 EQ104@4:1" },
  { "institution: a\n---\n[x]\n---\nx\n---\nequate: a/1\ninstitution: a\n", NULL,
    "a/1 + [equate: a/1];", "EQ101@1:1 EQ101@3:1 EQ101@5:1" },
  { "equate: [x]\ninstitution: b\n", NULL, "", "EQ105@1:9" },
  { "equate:\ninstitution: b\n", NULL, "", "EQ114@1:8" },
  { "{}\n", NULL, "", "EQ101@1:2" },
  { "equate: a/1\ninstitution: a\nnote: x\ncourses: []\n", NULL, "a/1 + [equate: a/1];", "" },
  { "%TAG ! x:\n---\nequate: a/1\ninstitution: a\n...\n---\nequate: b/1\ninstitution: b\n", NULL,
    "a/1 - [equate: a/1];b/1 + [equate: b/1];", "EQ008@1:1" },
  { "equate: a/1\ninstitution: a\n---\nequate: \"b\n", NULL, "a/1 + [equate: a/1];", "EQ004@4:9" },
  { "equate: a/1\ninstitution: a\ncourses:\n  - code: x\n  - {code: y, value: 1}\n  - code: >\n"
    "      z\n    value: 1\n  - {value: 2}\n",
    NULL, "a/1 - [equate: a/1][code: x][code: y][code: >];", "EQ104@9:6" },
  { "institution: a\n", "d/1", "d/1 + [institution: a];", "" },
  { "- institution: a\n- x\n- {}\n- {equate: e/1, institution: b}\n- [y]\n", "d/1",
    "d/1 + [institution: a];d/1 - [}];e/1 + [equate: e/1];", "EQ105@2:3 EQ104@3:4 EQ105@5:3" },
  { "x\n", "d/1", "", "EQ105@1:1" },
};

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);
      Reading reading;
      EquateSpan place;
      const char *kind;

      g_test_message ("case %u", i);
      reading_open (&reading, documents[i].text, FALSE);
      while ((kind
              = equate_decoder_next_document (reading.decoder, documents[i].default_kind, &place)))
        {
          Catalog catalog = { 0 };
          gboolean ok = equate_decode_document (reading.decoder, &catalog_type, &catalog);
          g_autofree char *text = catalog.span.source ? slice (catalog.span) : g_strdup ("}");

          g_string_append_printf (found, "%s %s [%s]", kind, ok ? "+" : "-", text);
          for (guint j = 0; j < catalog.courses.length; j++)
            {
              g_autofree char *course
                  = slice (equate_list_index (catalog.courses, Course, j)->span);

              g_string_append_printf (found, "[%s]", course);
            }
          g_string_append_c (found, ';');
        }

      g_autofree char *said = findings (reading.list);

      g_assert_cmpstr (found->str, ==, documents[i].documents);
      g_assert_cmpstr (said, ==, documents[i].findings);
      reading_close (&reading);
    }
}

static void
test_skip_document (void)
{
  Reading reading;
  EquateSpan place;

  reading_open (&reading, "equate: a/1\nx: [{y: z}]\n---\nequate: b/1\n", FALSE);
  g_assert_cmpstr (equate_decoder_next_document (reading.decoder, NULL, &place), ==, "a/1");

  g_autofree char *kind = slice (place);

  g_assert_cmpstr (kind, ==, "a/1");
  equate_decoder_skip_document (reading.decoder);
  g_assert_cmpstr (equate_decoder_next_document (reading.decoder, NULL, &place), ==, "b/1");
  equate_decoder_skip_document (reading.decoder);
  g_assert_null (equate_decoder_next_document (reading.decoder, NULL, &place));
  g_assert_cmpuint (equate_diagnostic_list_get_length (reading.list), ==, 0);
  g_assert_true (equate_decoder_get_arena (reading.decoder) == reading.arena);
  g_assert_true (equate_decoder_get_diagnostics (reading.decoder) == reading.list);
  reading_close (&reading);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/yaml-decode-document/documents", test_documents);
  g_test_add_func ("/yaml-decode-document/skip-document", test_skip_document);
  return g_test_run ();
}
