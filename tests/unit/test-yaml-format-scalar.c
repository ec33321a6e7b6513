/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-format-scalar.h"

#include <string.h>

#include "yaml/yaml-stream.h"

static void
test_roles (void)
{
  static const struct
  {
    const char *key;
    const char *kind;
    gboolean in_requirement;
    EquateFormatRole role;
  } rows[] = {
    { "code", "catalog/1", FALSE, EQUATE_FORMAT_CODE },
    { "title", "catalog/1", FALSE, EQUATE_FORMAT_TEXT },
    { "credits", "catalog/1", FALSE, EQUATE_FORMAT_NUMBER },
    { "hours", "catalog/1", FALSE, EQUATE_FORMAT_NUMBERS },
    { "aliases", "catalog/1", FALSE, EQUATE_FORMAT_CODE },
    { "aliases", "grading/1", FALSE, EQUATE_FORMAT_TEXT },
    { "give", "agreement/1", FALSE, EQUATE_FORMAT_CODE },
    { "give", "grading/1", FALSE, EQUATE_FORMAT_TEXT },
    { "from", "agreement/1", FALSE, EQUATE_FORMAT_TEXT },
    { "from", "agreement/1", TRUE, EQUATE_FORMAT_CODE },
    { "worst", "", FALSE, EQUATE_FORMAT_NUMBER },
    { "", "", FALSE, EQUATE_FORMAT_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (equate_format_get_role (rows[i].key, rows[i].kind, rows[i].in_requirement), ==,
                     rows[i].role);
}

/* The scalar stands alone in the file. */
static const struct
{
  const char *text;
  EquateFormatPlace place;
  EquateForm form;
  const char *written; /* text, then the body if there is one */
} rows[] = {
  { "abc", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "abc" },
  { "5.0", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"5.0\"" },
  { "no", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"no\"" },
  { "12:30", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"12:30\"" },
  { "2024-01-31", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "2024-01-31" },
  { "1e+5", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"1e+5\"" },
  { "1e-", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "1e-" },
  { "_1", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "_1" },
  { "A1", { EQUATE_FORMAT_CODE, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"A1\"" },
  { "'A1'", { EQUATE_FORMAT_CODE, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"A1\"" },
  { "4.5", { EQUATE_FORMAT_NUMBER, FALSE, FALSE }, EQUATE_FORM_INLINE, "4.5" },
  { "true", { EQUATE_FORMAT_NUMBER, FALSE, FALSE }, EQUATE_FORM_INLINE, "true" },
  { "yes", { EQUATE_FORMAT_NUMBER, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"yes\"" },
  { "on", { EQUATE_FORMAT_TEXT, TRUE, FALSE }, EQUATE_FORM_INLINE, "on" },
  { "off", { EQUATE_FORMAT_TEXT, TRUE, FALSE }, EQUATE_FORM_INLINE, "\"off\"" },
  { "'code'", { EQUATE_FORMAT_TEXT, TRUE, FALSE }, EQUATE_FORM_INLINE, "code" },
  /* Patterns keep their quotes: double ones would need escapes. */
  { "'A\\d'", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "'A\\d'" },
  { "'it''s'", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"it's\"" },
  { "\"a\\tb\"", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"a\\tb\"" },
  /* Line ends that only YAML knows, and signs without a shape, become escapes where a text is
   * written anew. */
  { "\"a\\Nb\"", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"a\\Nb\"" },
  { "\"a\\u0007\n  b\"", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"a\\x07 b\"" },
  { "a\xc2\x85  b\n", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"a b\"" },
  { "a\xe2\x80\xa9  b\n",
    { EQUATE_FORMAT_TEXT, FALSE, FALSE },
    EQUATE_FORM_INLINE,
    "\"a\\u2029b\"" },
  { "''", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_INLINE, "\"\"" },
  { "|\n  a\n  b\n", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_BLOCK, "|  a\n  b" },
  { ">-\n  a\n", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_BLOCK, ">-  a" },
  { "a\n  b\n", { EQUATE_FORMAT_TEXT, FALSE, FALSE }, EQUATE_FORM_LINES, "a\n  b" },
  { "a\n  b\n", { EQUATE_FORMAT_TEXT, FALSE, TRUE }, EQUATE_FORM_INLINE, "\"a b\"" },
};

static void
test_scalars (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_static ("test", rows[i].text, strlen (rows[i].text), 1);
      g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
      g_autoptr (EquateYamlStream) stream = equate_yaml_stream_new (source, diagnostics);
      g_autoptr (EquateArena) arena = equate_arena_new ();
      g_autoptr (GString) written = g_string_new (NULL);
      EquateFormatScalar scalar;
      EquateEvent event = { 0 };

      do
        g_assert_true (equate_event_reader_next (equate_yaml_stream_get_reader (stream), &event));
      while (event.kind != EQUATE_EVENT_SCALAR);
      equate_format_scalar (&event, rows[i].place, arena, &scalar);
      g_string_append_len (written, scalar.text, scalar.length);
      g_string_append_len (written, scalar.body, scalar.body_length);
      if (strcmp (written->str, rows[i].written) == 0 && scalar.form == rows[i].form)
        continue;
      g_test_message ("%s: found %s (form %d), expected %s", rows[i].text, written->str,
                      (int) scalar.form, rows[i].written);
      g_test_fail ();
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-format-scalar/roles", test_roles);
  g_test_add_func ("/yaml-format-scalar/scalars", test_scalars);
  return g_test_run ();
}
