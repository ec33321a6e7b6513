/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/record-splitter.h"

#include "base/limits.h"
#include "splitting.h"

static const Split rows[] = {
  { "", "" },
  { "\n \r\n\t", "" },
  { "a\nb", "1:1 a|2:1 b|" },
  { "a\r\n\n  b\r\n", "1:1 a|3:1   b|" },
  { "a\rb\nc\n", "1:1 a\rb|3:1 c|" },
};

static void
test_lines (void)
{
  run_splits (EQUATE_FORMAT_JSONL, EQUATE_ENCODING_UTF8, rows, G_N_ELEMENTS (rows));
}

static void
test_guess (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    EquateFormat format;
  } files[] = {
    { "a.yaml", "", EQUATE_FORMAT_YAML },
    { "a.jsonl.gz", "", EQUATE_FORMAT_JSONL },
    { "a.csv.gz", "", EQUATE_FORMAT_CSV },
    { ".gz", "", EQUATE_FORMAT_YAML },
    { "-", " [", EQUATE_FORMAT_JSON },
    { "-", "{}\n{}", EQUATE_FORMAT_JSONL },
    { "-", "{\n}", EQUATE_FORMAT_JSON },
    { "-", "a,b\n", EQUATE_FORMAT_CSV },
    { "-", "a: b, c\n", EQUATE_FORMAT_YAML },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_assert_cmpint (equate_format_guess (files[i].name, files[i].text, strlen (files[i].text)), ==,
                     files[i].format);
}

/* What stands before and behind a record that is too large, in each format. */
static const struct
{
  EquateFormat format;
  const char *before;
  const char *item; /* what the record has many of */
  const char *behind;
} large_rows[] = {
  { EQUATE_FORMAT_JSONL, "{}\n", "x", "\n{}\n" },
  { EQUATE_FORMAT_JSON, "[{},\n", "[1],", "\n{}]" },
  { EQUATE_FORMAT_JSON, "[{},\n", "x", ",{}]" },
  { EQUATE_FORMAT_YAML, "a: 1\n---\n", "x: 1\n", "---\na: 1\n" },
  { EQUATE_FORMAT_YAML, "a: 1\n---\n", "x", "\n---\na: 1\n" },
  { EQUATE_FORMAT_CSV, "student,course\n1,A\n", "2,B\n", "3,A\n" },
  { EQUATE_FORMAT_CSV, "student,course\n1,A\n2,", "x", "\n3,A\n" },
};

/* It is handed out in parts and never held whole; the records around it are whole. */
static void
test_large (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (large_rows); i++)
    {
      g_autoptr (EquateRecordSplitter) splitter
          = equate_record_splitter_new (large_rows[i].format, EQUATE_ENCODING_UTF8);
      g_autoptr (GString) text = g_string_new (large_rows[i].before);
      const gsize wrapped = i == 1 ? strlen ("[") : 0;
      gsize held = 0, from = 0;
      guint n_records = 0, n_large = 0;
      EquatePiece piece;

      if (wrapped)
        g_string_append_c (text, '[');
      while (text->len < 6 * EQUATE_MAX_TRANSCRIPT_SIZE)
        g_string_append (text, large_rows[i].item);
      if (wrapped)
        g_string_append (text, "1],");
      g_string_append (text, large_rows[i].behind);
      for (gsize until = 0; until < text->len;)
        {
          until = MIN (until + 100000, text->len);
          while (equate_record_splitter_next (splitter, text->str + from, until - from,
                                              until == text->len, &piece))
            {
              n_records += piece.is_first;
              n_large += piece.is_first && piece.too_large;
            }
          held = MAX (held, until - from);
          from += equate_record_splitter_forget (splitter, text->str + from);
        }
      g_test_message ("row %u", i);
      g_assert_cmpuint (n_records, ==, 3);
      g_assert_cmpuint (n_large, ==, 1);
      g_assert_cmpuint (held, <, 2 * EQUATE_MAX_TRANSCRIPT_SIZE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-splitter/lines", test_lines);
  g_test_add_func ("/record-splitter/guess", test_guess);
  g_test_add_func ("/record-splitter/large", test_large);
  return g_test_run ();
}
