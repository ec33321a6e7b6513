/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Measures how long a workspace takes that was compiled before, beside one thread that only pulls
 * libyaml's events from the same bytes. Prints JSON; times are in seconds, the best of all rounds.
 *
 *     snapshot-bench WORKSPACE [ROUNDS]
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

#include "compile/snapshot-format.h"
#include "write/cache.h"

/* Each takes as long as a hundred openings. */
#define SCANS 9

typedef struct
{
  double wall;
  double cpu; /* of all threads, with what the system did for them */
} Time;

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static Time
now (void)
{
  return (Time){ read_clock (CLOCK_MONOTONIC), read_clock (CLOCK_PROCESS_CPUTIME_ID) };
}

/* The best of all rounds, wall and CPU time each for itself. */
static void
note (Time *best, Time start)
{
  Time end = now ();

  best->wall = MIN (best->wall, end.wall - start.wall);
  best->cpu = MIN (best->cpu, end.cpu - start.cpu);
}

/* --- libyaml alone --- */

static guint64
count_events (const char *bytes, gsize length)
{
  yaml_parser_t parser;
  guint64 n = 0;
  gboolean is_end = FALSE;

  yaml_parser_initialize (&parser);
  yaml_parser_set_input_string (&parser, (const guchar *) bytes, length);
  while (!is_end)
    {
      yaml_event_t event;

      if (!yaml_parser_parse (&parser, &event))
        break;
      is_end = event.type == YAML_STREAM_END_EVENT;
      yaml_event_delete (&event);
      n++;
    }
  yaml_parser_delete (&parser);
  return n;
}

static GPtrArray *
read_all (const EquateFileList *list)
{
  GPtrArray *contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < list->files->len; i++)
    {
      g_autofree char *path = g_build_filename (
          list->folder, g_array_index (list->files, EquateListedFile, i).relative, NULL);
      char *bytes = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &bytes, &length, NULL))
        g_ptr_array_add (contents, g_bytes_new_take (bytes, length));
    }
  return contents;
}

static Time
scan_events (const GPtrArray *contents, guint rounds, guint64 *n_events)
{
  Time best = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint round = 0; round < rounds; round++)
    {
      Time start = now ();

      *n_events = 0;
      for (guint i = 0; i < contents->len; i++)
        {
          gsize length;
          const char *bytes = g_bytes_get_data (g_ptr_array_index (contents, i), &length);

          *n_events += count_events (bytes, length);
        }
      note (&best, start);
    }
  return best;
}

/* --- the snapshot --- */

/* The path of the only file in the cache folder. */
static char *
find_file (const char *cache)
{
  g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);

  return g_build_filename (cache, g_dir_read_name (dir), NULL);
}

/* What the system said of the files is no longer to be believed. */
static void
spoil_stamps (const char *path)
{
  int fd = open (path, O_RDWR | O_CLOEXEC);
  EquateSnapshotHeader header;
  EquateSnapshotStamps stamps = { 0 };

  if (pread (fd, &header, sizeof header, 0) != sizeof header
      || pwrite (fd, &stamps, sizeof stamps, (off_t) header.size) != sizeof stamps)
    g_error ("%s: cannot be read and written", path);
  close (fd);
}

static Time
open_again (const char *cache, const char *workspace, const char *spoilt, guint rounds,
            guint32 n_rules)
{
  Time best = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint round = 0; round < rounds; round++)
    {
      if (spoilt)
        spoil_stamps (spoilt);

      Time start = now ();
      g_autoptr (EquateCache) one = equate_cache_new (cache, workspace);
      g_autoptr (EquateRuleset) ruleset = equate_cache_open (one);

      note (&best, start);
      if (!ruleset || ruleset->n_rules != n_rules)
        g_error ("the snapshot does not open");
    }
  return best;
}

static guint32
make_snapshot (const char *cache, const char *workspace, Time *load, Time *store)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (GError) error = NULL;
  Time start = now ();
  g_autoptr (EquateCache) one = equate_cache_new (cache, workspace);
  g_autoptr (EquateWorkspace) read = equate_workspace_load (workspace, 0, diagnostics, &error);

  if (!read)
    g_error ("%s", error->message);

  g_autoptr (EquateRuleset) ruleset = equate_ruleset_new (read, diagnostics);

  if (equate_diagnostic_list_count (diagnostics, EQUATE_SEVERITY_ERROR) > 0)
    g_error ("%s has errors", workspace);
  note (load, start);
  start = now ();
  if (!equate_cache_store (one, read, ruleset, &error))
    g_error ("%s", error->message);
  note (store, start);
  return ruleset->n_rules;
}

/* --- the report --- */

static void
print_time (const char *name, Time time)
{
  printf ("  \"%s\": {\"wall\": %.6f, \"cpu\": %.6f},\n", name, time.wall, time.cpu);
}

static void
measure (const char *workspace, const char *cache, guint rounds)
{
  Time load = { G_MAXDOUBLE, G_MAXDOUBLE }, store = load;
  g_autoptr (EquateFileList) list = equate_file_list_new (workspace, NULL);
  g_autoptr (GPtrArray) contents = read_all (list);
  guint64 n_events = 0;
  Time events = scan_events (contents, SCANS, &n_events);
  guint32 n_rules = make_snapshot (cache, workspace, &load, &store);
  g_autofree char *path = find_file (cache);
  Time fingerprinted = open_again (cache, workspace, path, rounds, n_rules);
  Time trusted = open_again (cache, workspace, NULL, rounds, n_rules);
  GStatBuf status;

  g_stat (path, &status);
  g_unlink (path);
  printf ("{\n  \"files\": %u,\n  \"bytes\": %" G_GUINT64_FORMAT ",\n  \"rules\": %u,\n",
          list->files->len, equate_file_list_get_size (list), n_rules);
  printf ("  \"events\": %" G_GUINT64_FORMAT ",\n  \"snapshot_bytes\": %" G_GUINT64_FORMAT ",\n",
          n_events, (guint64) status.st_size);
  print_time ("event_scan", events);
  print_time ("load", load);
  print_time ("store", store);
  print_time ("open_fingerprinted", fingerprinted);
  print_time ("open_trusted", trusted);
  printf ("  \"fingerprinted_to_events\": %.4f\n}\n", fingerprinted.wall / events.wall);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cache = g_dir_make_tmp ("equate-snapshot-bench-XXXXXX", &error);
  guint64 rounds = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 20;

  if (argc < 2 || !cache)
    {
      fprintf (stderr, "usage: snapshot-bench WORKSPACE [ROUNDS]\n");
      return 2;
    }
  measure (argv[1], cache, (guint) CLAMP (rounds, 1, 1000));
  g_rmdir (cache);
  return 0;
}
