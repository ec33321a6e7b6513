/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-writer.h"

#include <string.h>
#include <unistd.h>

#include "deciding.h"

/* What a writer makes of blocks of so many decisions each, '.' being one and '-' a rejected record. */
static char *
write_blocks (const EquateDecision *decision, EquateDecisionFormat format, const char *blocks)
{
  const EquateDecisionStyle style = { .format = format, .table = EQUATE_CSV_SUMMARY, .keep_lines = TRUE };
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("equate-decisions-XXXXXX", &path, NULL);
  g_autoptr (EquateOutput) output = equate_output_new_for_fd (fd, "a file");
  g_autoptr (EquateDecisionWriter) writer = equate_decision_writer_new (output, &style, 0, 0);
  g_auto (GStrv) parts = g_strsplit (blocks, " ", -1);
  EquateDecisionBlock block;
  gboolean is_first = TRUE;
  char *text = NULL;

  equate_decision_block_init (&block);
  for (guint i = 0; parts[i]; i++)
    {
      equate_decision_block_reset (&block);
      for (const char *record = parts[i]; *record; record++, is_first = FALSE)
        equate_decision_block_append (&block, &style, *record == '.' ? decision : NULL, is_first);
      g_assert_true (equate_decision_writer_write (writer, &block, NULL));
    }
  equate_decision_block_clear (&block);
  g_assert_true (equate_decision_writer_finish (writer, NULL));
  g_assert_true (equate_output_commit (output, NULL));
  close (fd);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_unlink (path);
  return text;
}

/* However the records are cut into blocks, the text is the same. */
static void
test_blocks (void)
{
  static const Case test = { "one", "grades: cn-pl\n", RULE ("take: A1, give: T1"), NULL,
                             E ("A1", "85"), "" };
  static const char *const rows[][4] = {
    { "..", ". .", " .. ", NULL },
    { ".", " .", ". ", NULL },
    { "-", " -", "- ", NULL },
    { "-.", "- .", "- . ", NULL },
    { ".-", ". -", " . -", NULL },
    { "-..-.", "- . . - .", "-. .- .", NULL },
    { "", " ", "  ", NULL },
  };
  g_autoptr (Decided) decided = decide (&test);

  for (guint format = EQUATE_DECISION_TEXT; format <= EQUATE_DECISION_CSV; format++)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        g_autofree char *expected = write_blocks (decided->decision, format, rows[i][0]);

        for (guint j = 1; rows[i][j]; j++)
          {
            g_autofree char *text = write_blocks (decided->decision, format, rows[i][j]);

            g_assert_cmpstr (text, ==, expected);
          }
      }
}

static guint
count_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_length (lines) - 1;
}

/* An empty line for each record without a decision; the header of CSV even where there are none. */
static void
test_lines (void)
{
  static const Case test = { "one", "grades: cn-pl\n", RULE ("take: A1, give: T1"), NULL,
                             E ("A1", "85"), "" };
  g_autoptr (Decided) decided = decide (&test);
  g_autofree char *lines = write_blocks (decided->decision, EQUATE_DECISION_JSONL, "-. -");
  g_autofree char *header = write_blocks (decided->decision, EQUATE_DECISION_CSV, "");
  g_autofree char *rows = write_blocks (decided->decision, EQUATE_DECISION_CSV, "..");
  g_autofree char *none = write_blocks (decided->decision, EQUATE_DECISION_JSON, "");

  g_assert_cmpuint (count_lines (lines), ==, 3);
  g_assert_cmpint (lines[0], ==, '\n');
  g_assert_true (g_str_has_suffix (lines, "}\n\n"));
  g_assert_cmpuint (count_lines (header), ==, 1);
  g_assert_cmpuint (count_lines (rows), ==, 3);
  g_assert_cmpstr (none, ==, "[]\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-writer/blocks", test_blocks);
  g_test_add_func ("/decision-writer/lines", test_lines);
  return g_test_run ();
}
