/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A folder for files, and a batch in it over a small world.
 */
#pragma once

#include "batch/batch.h"
#include "compiling.h"

#define RECORD(id, institution)                                                                    \
  "{\"student\":{\"id\":\"" id "\"},\"institution\":\"" institution                                \
  "\",\"target\":{\"institution\":\"beta\"},\"entries\":[{\"course\":\"A1\",\"grade\":\"85\"}]}"
#define GOOD(id) RECORD (id, "alpha")
#define BAD(id) RECORD (id, "nowhere")

typedef struct
{
  char *folder;       /* owned */
  Compiled *compiled; /* owned */
} Folder;

static inline void
folder_set_up (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  folder->folder = g_dir_make_tmp ("equate-batch-XXXXXX", &error);
  g_assert_no_error (error);
  folder->compiled = compile_good (WORLD AGREEMENT ("grades: cn-pl\n", "  - {id: r, take: A1, give: T1}\n"));
}

static inline void
folder_tear_down (Folder *folder, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (folder->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder->folder), ==, 0);
  compiled_free (folder->compiled);
  g_free (folder->folder);
}

static inline char *
folder_path (const Folder *folder, const char *name)
{
  return g_build_filename (folder->folder, name, NULL);
}

static inline char *
folder_write (const Folder *folder, const char *name, const char *text, gssize length)
{
  char *path = folder_path (folder, name);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

static inline char *
folder_read (const Folder *folder, const char *name)
{
  g_autofree char *path = folder_path (folder, name);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_strdup (text);
}

/* What a run has written, and said. */
typedef struct
{
  char *out;     /* owned */
  char *rejects; /* owned */
  GString *said; /* owned */
  EquateBatchCounts counts;
  EquateCheckpoint place;
} Written;

static inline void
written_clear (Written *written)
{
  g_free (written->out);
  g_free (written->rejects);
  g_string_free (written->said, TRUE);
}

static inline void
keep_said (const char *text, gsize length, gpointer data)
{
  g_string_append_len (data, text, (gssize) length);
}

static inline EquateBatchSettings
make_settings (const Folder *folder)
{
  EquateBatchSettings settings = { .jobs = 1 };

  settings.reading.format = EQUATE_FORMAT_AUTO;
  settings.work.ruleset = folder->compiled->ruleset;
  settings.work.options.on = date ("2025-02-01");
  settings.work.style.format = EQUATE_DECISION_CSV;
  settings.work.style.table = EQUATE_CSV_SUMMARY;
  return settings;
}

/* Runs over files in the folder; the outputs end behind what the run has written. */
static inline Written
run_files (const Folder *folder, EquateBatchSettings settings, const char *const *names, guint n)
{
  g_autofree char *out = folder_path (folder, "out");
  g_autofree char *rejects = folder_path (folder, "rejects");
  g_autoptr (EquateOutput) output = equate_output_new_for_file (out, NULL);
  g_autoptr (EquateOutput) reject_output = equate_output_new_for_file (rejects, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EquateBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  Written written = { .said = g_string_new (NULL) };

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (paths, folder_path (folder, names[i]));
  settings.output = output;
  settings.rejects = reject_output;
  settings.say = keep_said;
  settings.say_data = written.said;
  batch = equate_batch_new (&settings);
  equate_batch_run (batch, (const char *const *) paths->pdata, n, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (equate_output_commit (output, NULL) && equate_output_commit (reject_output, NULL));
  written.counts = *equate_batch_get_counts (batch);
  equate_batch_get_place (batch, &written.place);
  written.out = folder_read (folder, "out");
  written.rejects = folder_read (folder, "rejects");
  return written;
}

static inline Written
run_file (const Folder *folder, const EquateBatchSettings *settings, const char *name)
{
  return run_files (folder, *settings, &name, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add (name, Folder, NULL, folder_set_up, function, folder_tear_down)
