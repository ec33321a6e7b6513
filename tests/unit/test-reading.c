/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/reading.h"

#include <string.h>

#include "findings.h"

/* A text may hold NUL: its length is that of the literal. */
#define TEXT(literal) literal, sizeof literal - 1

static const struct
{
  const char *name;
  const char *data;
  gsize length;
  gboolean ascii;
  const char *findings;
  const char *help; /* part of it; NULL: no finding */
} rows[] = {
  { "nothing", TEXT (""), TRUE, "", NULL },
  { "ASCII", TEXT ("equate: 1\n"), TRUE, "", NULL },
  { "UTF-8 behind eight bytes", TEXT ("12345678za\xc5\xbc\n"), FALSE, "", NULL },
  { "UTF-8 in the last bytes", TEXT ("1234567\xc5\xbc"), FALSE, "", NULL },
  { "a NUL", TEXT ("a\nb\0c"), FALSE, "EQ003@2:2", "UTF-8" },
  { "a NUL at the end", TEXT ("12345678\0"), FALSE, "EQ003@1:9", "UTF-8" },
  { "a cut sequence", TEXT ("1234567890\n\xc5"), FALSE, "EQ003@2:1", "UTF-8" },
  { "a sequence over the end of a line", TEXT ("\xc5\n\xbc"), FALSE, "EQ003@1:1", "UTF-8" },
  { "overlong", TEXT ("a\xc0\xaf"), FALSE, "EQ003@1:2", "UTF-8" },
  { "UTF-16 with a mark",
    TEXT ("\xff\xfe"
          "a\0"),
    FALSE, "EQ003@1:1", "looks like UTF-16" },
  { "UTF-16 without", TEXT ("a\0b\0\x7e\x01"), FALSE, "EQ003@1:2", "looks like UTF-16" },
  { "UTF-32",
    TEXT ("\xff\xfe\0\0"
          "a\0\0\0"),
    FALSE, "EQ003@1:1", "looks like UTF-32" },
  { "UTF-32 without a mark", TEXT ("a\0\0\0b\0\0\0"), FALSE, "EQ003@1:2", "looks like UTF-32" },
};

static void
test_encoding (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EquateSource *source = equate_source_new_static ("t", rows[i].data, rows[i].length, 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      gboolean good = equate_reading_check_encoding (source, list);
      g_autofree char *found = findings (list);
      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (found, ==, rows[i].findings);
      g_assert_true (good == (rows[i].help == NULL));
      g_assert_true (equate_reading_is_ascii (source) == rows[i].ascii);
      if (!good)
        g_assert_nonnull (strstr (equate_diagnostic_list_get (list, 0)->help, rows[i].help));
      equate_source_free (source);
    }
}

static void
test_reports (void)
{
  g_autofree char *key = g_strnfill (200, 'k');
  EquateSource *source = equate_source_new_static ("t", "a: 1\na: 2\n", 10, 1);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  const EquateSpan first = { source, 0, 1 };
  const EquateSpan again = { source, 5, 1 };
  equate_reading_report_too_deep (list, first);
  equate_reading_report_too_long (list, first);
  equate_reading_report_duplicate (list, "a", again, first);
  equate_reading_report_duplicate (list, key, again, first);
  g_autofree char *found = findings (list);
  g_assert_cmpstr (found, ==, "EQ005@1:1 EQ006@1:1 EQ103@2:1 EQ103@2:1");
  const EquateDiagnostic *duplicate = equate_diagnostic_list_get (list, 2);
  g_assert_cmpstr (duplicate->message, ==, "the key `a` stands twice");
  g_assert_cmpstr (duplicate->label, ==, "first in line 1, column 1");
  /* A key of any length makes a short message. */
  g_assert_cmpuint (strlen (equate_diagnostic_list_get (list, 3)->message), <, 120);
  equate_source_free (source);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading/encoding", test_encoding);
  g_test_add_func ("/reading/reports", test_reports);
  return g_test_run ();
}
