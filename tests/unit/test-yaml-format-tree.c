/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-format-tree.h"

#include <string.h>

#include "findings.h"

/* Documents as "kinds of the nodes:comments", a blank between them. */
static char *
show_documents (const char *text, EquateDiagnosticList *diagnostics, guint64 digests[2])
{
  g_autoptr (EquateSource) source = equate_source_new_static ("test", text, strlen (text), 1);
  g_autoptr (EquateFormatReader) reader = equate_format_reader_new (source, diagnostics);
  GString *shown = g_string_new (NULL);

  for (const EquateFormatDocument *document = equate_format_reader_next (reader); document != NULL;
       document = equate_format_reader_next (reader))
    {
      g_string_append (shown, shown->len > 0 ? " " : "");
      for (guint i = 0; i < document->nodes->len; i++)
        {
          const EquateFormatNode *node = &g_array_index (document->nodes, EquateFormatNode, i);

          g_string_append_c (shown, node->kind == EQUATE_NODE_SCALAR     ? '.'
                                    : node->kind == EQUATE_NODE_SEQUENCE ? 's'
                                                                         : 'm');
          if (node->kind != EQUATE_NODE_SCALAR && node->is_flow)
            g_string_append_c (shown, 'f');
          g_assert_cmpuint (node->next, >, i);
          g_assert_cmpuint (node->next, <=, document->nodes->len);
        }
      g_string_append_printf (shown, ":%u", document->comments->len);
    }
  if (equate_diagnostic_list_get_length (diagnostics) > 0)
    {
      g_autofree char *found = findings (diagnostics);
      g_string_append_printf (shown, "!%s", found);
    }
  for (guint i = 0; i < 2; i++)
    digests[i] = equate_format_reader_get_digest (reader, i);
  return g_string_free (shown, FALSE);
}

static void
test_documents (void)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } rows[] = {
    { "a: 1\n", "m..:0" },
    { "a: [1, 2]\nb:\n  - 3\n", "m.sf...s.:0" },
    { "a: {}\n", "m.mf:0" },
    { "# one\na: 1 # two\n# three\n", "m..:3" },
    { "a: 1\n---\nb: 2\n", "m..:0 m..:0" },
    { "a: '# none'\n", "m..:0" },
    /* A comment ends at any line end of YAML; U+00A0 is none. */
    { "a: 1 # b\xc2\xa0"
      "c\xc2\x85# d\n",
      "m..:2" },
    { "a: 1 # b\xe2\x80\xa8# d\n", "m..:2" },
    { "'': 1\n", "m..:0" },
    { ": 1\n", "!EQ004@1:1" },
    { "?\n: 1\n", "!EQ004@1:2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
      guint64 digests[2];
      g_autofree char *shown = show_documents (rows[i].text, diagnostics, digests);

      if (strcmp (shown, rows[i].shown) == 0)
        continue;
      g_test_message ("%s: found \"%s\", expected \"%s\"", rows[i].text, shown, rows[i].shown);
      g_test_fail ();
    }
}

/* What the file says and its comments are summed up apart, the layout not at all. */
static void
test_digests (void)
{
  static const struct
  {
    const char *text;
    gboolean same_content;
    gboolean same_comments;
  } rows[] = {
    { "a: [1, 2] # why\n", TRUE, TRUE },    { "a:\n  # why\n  - 1\n  - 2\n", TRUE, TRUE },
    { "a: [1, 2] # how\n", TRUE, FALSE },   { "a: [1, 2]\n", TRUE, FALSE },
    { "a: [2, 1] # why\n", FALSE, TRUE },   { "b: [1, 2] # why\n", FALSE, TRUE },
    { "a: [[1, 2]] # why\n", FALSE, TRUE },
  };
  guint64 first[2];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
      guint64 digests[2];
      g_autofree char *shown = show_documents (rows[i].text, diagnostics, digests);

      g_assert_null (strchr (shown, '!'));
      if (i == 0)
        memcpy (first, digests, sizeof first);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (digests[0] == first[0], ==, rows[i].same_content);
      g_assert_cmpint (digests[1] == first[1], ==, rows[i].same_comments);
    }
}

/* libyaml takes keys of any length behind a `?`; as short ones they could not be written. */
static void
test_long_key (void)
{
  g_autofree char *key = g_strnfill (1001, 'a');
  g_autofree char *text = g_strconcat ("? ", key, "\n: 1\n", NULL);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  guint64 digests[2];
  g_autofree char *shown = show_documents (text, diagnostics, digests);

  g_assert_cmpstr (shown, ==, "!EQ004@1:3");
}

static void
test_fault (void)
{
  static const char text[] = "a: [1\nb: 2\n";
  g_autoptr (EquateSource) source = equate_source_new_static ("test", text, strlen (text), 1);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateFormatReader) reader = equate_format_reader_new (source, diagnostics);

  g_assert_null (equate_format_reader_next (reader));
  g_assert_cmpuint (equate_diagnostic_list_get_length (diagnostics), ==, 1);
  g_assert_cmpint (equate_diagnostic_list_get (diagnostics, 0)->code, ==,
                   EQUATE_DIAGNOSTIC_YAML_SYNTAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-format-tree/documents", test_documents);
  g_test_add_func ("/yaml-format-tree/digests", test_digests);
  g_test_add_func ("/yaml-format-tree/long-key", test_long_key);
  g_test_add_func ("/yaml-format-tree/fault", test_fault);
  return g_test_run ();
}
