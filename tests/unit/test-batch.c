/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batching.h"

#include <libglib-testing/signal-logger.h>

#define N_RECORDS 60u

/* Every seventh is bad. */
static char *
make_lines (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= N_RECORDS; i++)
    g_string_append_printf (text, i % 7 == 0 ? BAD ("S-%u") "\n" : GOOD ("S-%u") "\n", i);
  return g_string_free (text, FALSE);
}

/* The same as items of an array. */
static char *
make_array (const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines, "\n", -1);
  g_autofree char *joined = g_strjoinv (",\n ", parts);

  joined[strlen (joined) - strlen (",\n ")] = '\0';
  return g_strconcat ("[", joined, "]\n", NULL);
}

static char *
make_rows (void)
{
  GString *text = g_string_new ("student,institution,course,grade\n");

  for (guint i = 1; i <= N_RECORDS; i++)
    g_string_append_printf (text, "S-%u,%s,A1,85\nS-%u,,A2,70\n", i,
                            i % 7 == 0 ? "nowhere" : "alpha", i);
  return g_string_free (text, FALSE);
}

static char *
make_documents (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= N_RECORDS; i++)
    g_string_append_printf (text,
                            "---\nequate: transcript/1\nstudent: {id: S-%u}\ninstitution: %s\n"
                            "entries: [{course: A1, grade: \"85\"}]\n",
                            i, i % 7 == 0 ? "nowhere" : "alpha");
  return g_string_free (text, FALSE);
}

static void
write_all (const Folder *folder)
{
  g_autofree char *lines = make_lines ();
  g_autofree char *array = make_array (lines);
  g_autofree char *rows = make_rows ();
  g_autofree char *documents = make_documents ();

  g_free (folder_write (folder, "in.jsonl", lines, -1));
  g_free (folder_write (folder, "in.json", array, -1));
  g_free (folder_write (folder, "in.csv", rows, -1));
  g_free (folder_write (folder, "in.yaml", documents, -1));
}

static const char *const inputs[] = { "in.jsonl", "in.json", "in.csv", "in.yaml" };

/* Neither threads nor blocks are to be seen in what comes out, of any format, in any format. */
static void
test_same (Folder *folder, gconstpointer data)
{
  static const gsize sizes[] = { 0, 64, 1000 };
  static const guint jobs[] = { 1, 2, 5 };

  write_all (folder);
  for (guint format = EQUATE_DECISION_TEXT; format <= EQUATE_DECISION_CSV; format++)
    for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
      {
        EquateBatchSettings settings = make_settings (folder);
        settings.work.style.format = format;
        settings.work.options.to = "beta";
        Written first = run_file (folder, &settings, inputs[i]);

        g_assert_cmpuint (first.counts.records, ==, N_RECORDS);
        g_assert_cmpuint (first.counts.rejected, ==, N_RECORDS / 7);
        for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
          for (guint j = 0; j < G_N_ELEMENTS (jobs); j++)
            {
              settings.reading.block_size = sizes[s];
              settings.jobs = jobs[j];
              Written other = run_file (folder, &settings, inputs[i]);

              g_assert_cmpstr (first.out, ==, other.out);
              g_assert_cmpstr (first.rejects, ==, other.rejects);
              g_assert_cmpstr (first.said->str, ==, other.said->str);
              written_clear (&other);
            }
        written_clear (&first);
      }
}

/* One record is an object, two are an array, and so are two of which one is rejected. */
static void
test_json (Folder *folder, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *start;
    const char *end;
  } rows[] = {
    { "", "[]\n", "[]\n" },
    { GOOD ("1") "\n", "{\n  \"equate\"", "\n}\n" },
    { BAD ("1") "\n", "[]\n", "[]\n" },
    { GOOD ("1") "\n" GOOD ("2") "\n", "[\n  {\n    \"equate\"", "\n  }\n]\n" },
    { GOOD ("1") "\n" BAD ("2") "\n", "[\n  {\n    \"equate\"", "\n  }\n]\n" },
    { BAD ("1") "\n" GOOD ("2") "\n", "[\n  {\n    \"equate\"", "\n  }\n]\n" },
    { BAD ("1") "\n" BAD ("2") "\n", "[]\n", "[]\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EquateBatchSettings settings = make_settings (folder);
      settings.work.style.format = EQUATE_DECISION_JSON;
      settings.reading.block_size = 8;
      g_free (folder_write (folder, "in.jsonl", rows[i].text, -1));
      Written written = run_file (folder, &settings, "in.jsonl");

      g_test_message ("row %u", i);
      g_assert_true (g_str_has_prefix (written.out, rows[i].start));
      g_assert_true (g_str_has_suffix (written.out, rows[i].end));
      g_assert_null (strstr (written.out, ",\n]"));
      written_clear (&written);
    }
}

/* Where a run was cut off, another one goes on, and the bytes are those of one run. */
static void
test_resume (Folder *folder, gconstpointer data)
{
  write_all (folder);
  for (guint format = EQUATE_DECISION_TEXT; format <= EQUATE_DECISION_CSV; format++)
    for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
      {
        EquateBatchSettings settings = make_settings (folder);
        settings.work.style.format = format;
        settings.work.options.to = "beta";
        Written whole = run_file (folder, &settings, inputs[i]);

        for (guint done = 2; done < N_RECORDS; done += 9)
          {
            settings.done = (EquateCheckpoint){ .number = done };
            settings.done.counts.records = done;
            settings.done.counts.rejected = done / 7;
            settings.done.counts.outcomes[EQUATE_OUTCOME_DECIDED] = done - done / 7;
            if (done >= 7)
              {
                settings.done.reject_format = whole.place.reject_format;
                settings.done.reject_header = whole.place.reject_header;
              }
            Written rest = run_file (folder, &settings, inputs[i]);

            g_assert_true (g_str_has_suffix (whole.out, rest.out));
            g_assert_cmpuint (strlen (rest.out), >, 0);
            g_assert_true (g_str_has_suffix (whole.rejects, rest.rejects));
            g_assert_cmpmem (&rest.counts, sizeof rest.counts, &whole.counts, sizeof whole.counts);
            written_clear (&rest);
          }
        written_clear (&whole);
      }
}

/* Every record is in one shard; a rejected one leaves its line empty. */
static void
test_shards (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);
  g_auto (GStrv) whole_lines = NULL;

  write_all (folder);
  settings.work.style.format = EQUATE_DECISION_JSONL;
  settings.work.style.keep_lines = TRUE;
  Written whole = run_file (folder, &settings, "in.jsonl");
  whole_lines = g_strsplit (whole.out, "\n", -1);
  g_assert_cmpuint (g_strv_length (whole_lines), ==, N_RECORDS + 1);
  for (guint shard = 1; shard <= 4; shard++)
    {
      settings.reading.shard = shard;
      settings.reading.shards = 4;
      settings.reading.block_size = 200;
      Written part = run_file (folder, &settings, "in.jsonl");
      g_auto (GStrv) lines = g_strsplit (part.out, "\n", -1);

      g_assert_cmpuint (g_strv_length (lines), ==, N_RECORDS / 4 + 1);
      for (guint i = 0; i < N_RECORDS / 4; i++)
        g_assert_cmpstr (lines[i], ==, whole_lines[i * 4 + shard - 1]);
      written_clear (&part);
    }
  written_clear (&whole);
}

/* Signals come in the order of the records, in the thread of the batch. */
static void
test_signals (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);
  g_autoptr (EquateOutput) output = equate_output_new_for_file ("/dev/null", NULL);
  g_autofree char *path = folder_write (folder, "in.jsonl", BAD ("1") "\n" GOOD ("2") "\nx\n", -1);
  const char *const paths[] = { path };
  const gsize size = strlen (BAD ("1") "\n" GOOD ("2") "\nx\n");
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (EquateBatch) batch = NULL;
  guint64 records, bytes, all;
  gpointer diagnostics;
  guint number;

  settings.output = output;
  settings.jobs = 3;
  batch = equate_batch_new (&settings);
  gt_signal_logger_connect (logger, batch, "rejected");
  gt_signal_logger_connect (logger, batch, "progress");
  g_assert_true (equate_batch_run (batch, paths, 1, NULL, NULL));
  gt_signal_logger_assert_emission_pop (logger, batch, "rejected", &number, &diagnostics);
  g_assert_cmpuint (number, ==, 1);
  gt_signal_logger_assert_emission_pop (logger, batch, "rejected", &number, &diagnostics);
  g_assert_cmpuint (number, ==, 3);
  gt_signal_logger_assert_emission_pop (logger, batch, "progress", &records, &bytes, &all);
  g_assert_cmpuint (records, ==, 3);
  g_assert_cmpuint (bytes, ==, size);
  g_assert_cmpuint (all, ==, size);
  gt_signal_logger_assert_no_emissions (logger);
}

static void
note_finding (EquateBatch *batch, guint number, const EquateDiagnosticList *diagnostics,
              GString *found)
{
  g_autofree char *text = findings (diagnostics);

  g_string_append_printf (found, "%u %s;", number, text);
}

/* The findings are whole when the signal comes, whatever became of the bytes since. */
static void
test_findings (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);
  g_autoptr (EquateOutput) output = equate_output_new_for_file ("/dev/null", NULL);
  g_autofree char *path
      = folder_write (folder, "in.jsonl", GOOD ("1") "\n" BAD ("2") "\n\nx\n{}\n", -1);
  const char *const paths[] = { path };
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (EquateBatch) batch = NULL;

  settings.output = output;
  settings.jobs = 2;
  settings.reading.block_size = 10;
  batch = equate_batch_new (&settings);
  g_signal_connect (batch, "rejected", G_CALLBACK (note_finding), found);
  g_assert_true (equate_batch_run (batch, paths, 1, NULL, NULL));
  g_assert_cmpstr (found->str, ==, "2 EQ501@2:37;3 EQ009@4:1;4 EQ104@5:2 EQ104@5:2;");
}

static void
cancel (EquateBatch *batch, guint64 records, guint64 bytes, guint64 size, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* A batch that is ended has written whole records, and knows how many. */
static void
test_cancelled (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);
  g_autofree char *out = folder_path (folder, "out");
  g_autofree char *in = folder_path (folder, "in.jsonl");
  const char *const paths[] = { in };
  g_autoptr (EquateOutput) output = equate_output_new_for_file (out, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EquateBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  EquateCheckpoint place = { 0 };

  write_all (folder);
  settings.output = output;
  settings.jobs = 2;
  settings.reading.block_size = 200;
  batch = equate_batch_new (&settings);
  g_signal_connect (batch, "progress", G_CALLBACK (cancel), cancellable);
  g_assert_false (equate_batch_run (batch, paths, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (equate_batch_get_place (batch, &place));
  g_assert_cmpuint (place.number, >, 0);
  g_assert_cmpuint (place.number, <, N_RECORDS);
  g_assert_cmpuint (place.counts.records, ==, place.number);
  g_assert_true (equate_output_commit (output, NULL));
  g_autofree char *text = folder_read (folder, "out");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, place.number - place.counts.rejected + 2);
}

static void
test_failures (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);
  g_autofree char *absent = folder_path (folder, "absent");
  g_autofree char *in = folder_path (folder, "in.jsonl");
  const struct
  {
    const char *path;
    const char *output;
    guint passed;
    GIOErrorEnum code;
  } rows[] = {
    { absent, "/dev/null", 0, G_IO_ERROR_NOT_FOUND },
    { folder->folder, "/dev/null", 0, G_IO_ERROR_IS_DIRECTORY },
    { in, "/dev/full", 0, G_IO_ERROR_NO_SPACE },
    { in, "/dev/null", N_RECORDS + 1, G_IO_ERROR_FAILED },
  };

  write_all (folder);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateOutput) output = equate_output_new_for_file (rows[i].output, NULL);
      g_autoptr (EquateBatch) batch = NULL;
      g_autoptr (GError) error = NULL;

      settings.output = output;
      settings.done.number = rows[i].passed;
      settings.work.style.format = EQUATE_DECISION_TEXT;
      batch = equate_batch_new (&settings);
      if (equate_batch_run (batch, &rows[i].path, 1, NULL, &error))
        equate_output_commit (output, &error);
      g_assert_error (error, G_IO_ERROR, (int) rows[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/batch/same", test_same);
  ADD ("/batch/json", test_json);
  ADD ("/batch/resume", test_resume);
  ADD ("/batch/shards", test_shards);
  ADD ("/batch/signals", test_signals);
  ADD ("/batch/findings", test_findings);
  ADD ("/batch/cancelled", test_cancelled);
  ADD ("/batch/failures", test_failures);
  return g_test_run ();
}
