/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Measures how long a workspace takes from YAML to a ruleset that is ready, and how much memory,
 * beside one thread that only pulls libyaml's events from the same bytes. Prints JSON.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yaml.h>

#include "compile/ruleset-load.h"

/* What one process measured, in seconds and KiB; it dies with its memory. */
typedef struct
{
  double wall;
  double cpu;  /* time of all threads, the system's for them too */
  long before; /* peak before the measurement began */
  long peak;
  guint64 bytes; /* of YAML */
  guint64 count; /* events, or rules */
  guint64 errors;
  guint64 rule_bytes; /* of what the ruleset keeps for rules */
} Measure;

static double
now (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static struct rusage
usage (void)
{
  struct rusage result;

  getrusage (RUSAGE_SELF, &result);
  return result;
}

/* --- libyaml alone --- */

static void
collect (const char *folder, GPtrArray *sources)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        collect (path, sources);
      else if (g_str_has_suffix (name, ".yaml"))
        {
          GBytes *bytes;
          char *data = NULL;
          gsize length = 0;

          if (!g_file_get_contents (path, &data, &length, NULL))
            continue;
          bytes = g_bytes_new_take (data, length);
          g_ptr_array_add (sources, bytes);
        }
    }
}

static guint64
pull_events (GBytes *source)
{
  yaml_parser_t parser;
  yaml_event_t event;
  gsize length;
  gconstpointer data = g_bytes_get_data (source, &length);
  guint64 count = 0;
  gboolean ended = FALSE;

  yaml_parser_initialize (&parser);
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, data, length);
  while (!ended && yaml_parser_parse (&parser, &event))
    {
      ended = event.type == YAML_STREAM_END_EVENT;
      yaml_event_delete (&event);
      count++;
    }
  yaml_parser_delete (&parser);
  return count;
}

static void
measure_scan (const char *folder, Measure *measure)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (folder, i == 0 ? "catalogs" : "rules", NULL);

      collect (path, sources);
    }
  measure->before = usage ().ru_maxrss;

  double wall = now (CLOCK_MONOTONIC);
  double cpu = now (CLOCK_PROCESS_CPUTIME_ID);

  for (guint i = 0; i < sources->len; i++)
    {
      measure->bytes += g_bytes_get_size (sources->pdata[i]);
      measure->count += pull_events (sources->pdata[i]);
    }
  measure->wall = now (CLOCK_MONOTONIC) - wall;
  measure->cpu = now (CLOCK_PROCESS_CPUTIME_ID) - cpu;
}

/* --- the whole --- */

/* The bytes of a text that was not taken before. */
static guint64
take_text (const EquateRuleset *ruleset, guint8 *taken, EquateString text)
{
  guint64 size = taken[text] ? 0 : strlen (equate_ruleset_text (ruleset, text)) + 1;

  taken[text] = TRUE;
  return size;
}

/* The texts that catalogs do not have. */
static guint64
count_texts (const EquateRuleset *ruleset)
{
  g_autofree guint8 *taken = g_new0 (guint8, ruleset->n_strings);
  guint64 size = ruleset->n_strings;

  for (guint32 i = 0; i < ruleset->n_code_slots; i++)
    size -= take_text (ruleset, taken, ruleset->code_slots[i].key);
  for (guint32 i = 0; i < ruleset->n_courses; i++)
    size -= take_text (ruleset, taken, ruleset->courses[i].code);
  for (guint32 i = 0; i < ruleset->n_editions; i++)
    for (guint32 t = 0; t < ruleset->editions[i].titles.count; t++)
      size -= take_text (ruleset, taken,
                         ruleset->string_lists[ruleset->editions[i].titles.first + t]);
  return size;
}

/* What a workspace without rules would not need. */
static guint64
count_rule_bytes (const EquateRuleset *ruleset)
{
  return count_texts (ruleset) + (guint64) ruleset->n_rules * sizeof *ruleset->rules
         + (guint64) ruleset->n_terms * sizeof *ruleset->terms
         + (guint64) ruleset->n_periods * sizeof *ruleset->periods
         + (guint64) ruleset->n_nodes * sizeof *ruleset->nodes
         + (guint64) ruleset->n_gives * sizeof *ruleset->gives
         + (guint64) ruleset->n_conditions * sizeof *ruleset->conditions
         + (guint64) ruleset->n_matches * sizeof *ruleset->matches
         + (guint64) ruleset->n_match_pages * sizeof *ruleset->match_pages
         + (guint64) ruleset->n_agreements * sizeof *ruleset->agreements
         + (guint64) ruleset->n_limits * sizeof *ruleset->limits
         + (guint64) ruleset->n_pairs * sizeof *ruleset->pairs
         + (guint64) ruleset->n_decimals * sizeof *ruleset->decimals
         + (guint64) ruleset->n_index_lists * sizeof *ruleset->index_lists;
}

static void
measure_load (const char *folder, Measure *measure)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (GError) error = NULL;

  measure->before = usage ().ru_maxrss;

  double cpu = now (CLOCK_PROCESS_CPUTIME_ID);
  double start = now (CLOCK_MONOTONIC);
  g_autoptr (EquateWorkspace) workspace = NULL;
  g_autoptr (EquateRuleset) ruleset
      = equate_ruleset_load (folder, 0, &workspace, diagnostics, &error);

  if (!ruleset)
    {
      fprintf (stderr, "%s\n", error->message);
      _exit (3);
    }
  measure->wall = now (CLOCK_MONOTONIC) - start;
  measure->cpu = now (CLOCK_PROCESS_CPUTIME_ID) - cpu;
  measure->bytes = equate_workspace_get_size (workspace);
  measure->count = ruleset->n_rules;
  measure->errors = equate_diagnostic_list_count (diagnostics, EQUATE_SEVERITY_ERROR);
  measure->rule_bytes = count_rule_bytes (ruleset);
}

typedef void (*MeasureFunc) (const char *folder, Measure *measure);

/* In a process of its own, so that each has a peak of its own; the threads follow the processors
 * that it may use. */
static gboolean
run (MeasureFunc func, const char *folder, int n_threads, Measure *measure)
{
  int ends[2];
  int status;
  pid_t child;

  if (pipe (ends) < 0 || (child = fork ()) < 0)
    return FALSE;
  if (child == 0)
    {
      cpu_set_t set;

      if (n_threads == 1)
        {
          CPU_ZERO (&set);
          CPU_SET (sched_getcpu (), &set);
          sched_setaffinity (0, sizeof set, &set);
        }
      func (folder, measure);
      measure->peak = usage ().ru_maxrss;
      _exit (write (ends[1], measure, sizeof *measure) == sizeof *measure ? 0 : 3);
    }
  close (ends[1]);

  gboolean good = read (ends[0], measure, sizeof *measure) == sizeof *measure;

  close (ends[0]);
  return waitpid (child, &status, 0) == child && status == 0 && good;
}

/* The best of this and those before it, each figure for itself. */
static gboolean
run_again (MeasureFunc func, const char *folder, int n_threads, Measure *best)
{
  Measure measure = { 0 };

  if (!run (func, folder, n_threads, &measure))
    return FALSE;
  if (best->wall > 0)
    {
      measure.wall = MIN (measure.wall, best->wall);
      measure.cpu = MIN (measure.cpu, best->cpu);
      measure.peak = MIN (measure.peak, best->peak);
    }
  *best = measure;
  return TRUE;
}

/* One after the other, again and again, so that all have the machine's good minutes and its bad
 * ones. threads: 0: loads with one and with two. */
static gboolean
run_all (const char *folder, int threads, int repeats, Measure *scan, Measure loads[2])
{
  for (int i = 0; i < repeats; i++)
    {
      if (!run_again (measure_scan, folder, 1, scan))
        return FALSE;
      for (int n = 1; n <= 2; n++)
        if ((threads == 0 || threads == n) && !run_again (measure_load, folder, n, &loads[n - 1]))
          return FALSE;
    }
  return TRUE;
}

static void
print_load (const char *name, const Measure *load, const Measure *scan)
{
  printf (",\n  \"%s\": {\"wall\": %.4f, \"cpu\": %.4f,\n"
          "    \"ratio\": %.3f, \"peak-kib\": %ld, \"before-kib\": %ld}",
          name, load->wall, load->cpu, load->wall / scan->wall, load->peak, load->before);
}

int
main (int argc, char **argv)
{
  const char *folder = argc > 1 ? argv[1] : NULL;
  int threads = 0; /* both */
  int repeats = 3;
  Measure scan = { 0 };
  Measure loads[2] = { { 0 }, { 0 } };

  for (int i = 2; i + 1 < argc; i += 2)
    {
      if (strcmp (argv[i], "--threads") == 0)
        threads = atoi (argv[i + 1]);
      else if (strcmp (argv[i], "--repeats") == 0)
        repeats = atoi (argv[i + 1]);
      else
        folder = NULL;
    }
  if (!folder || argc % 2 != 0 || threads < 0 || threads > 2 || repeats < 1)
    {
      fprintf (stderr, "usage: %s WORKSPACE [--threads 1|2] [--repeats N]\n", argv[0]);
      return 2;
    }
  if (!run_all (folder, threads, repeats, &scan, loads))
    return 3;
  printf ("{\n  \"events\": {\"wall\": %.4f, \"cpu\": %.4f, \"count\": %" G_GUINT64_FORMAT
          ", \"bytes\": %" G_GUINT64_FORMAT "}",
          scan.wall, scan.cpu, scan.count, scan.bytes);
  for (int n = 1; n <= 2; n++)
    if (threads == 0 || threads == n)
      print_load (n == 1 ? "one-thread" : "two-threads", &loads[n - 1], &scan);
  const Measure *any = &loads[threads == 2 ? 1 : 0];
  printf (",\n  \"rules\": %" G_GUINT64_FORMAT ", \"errors\": %" G_GUINT64_FORMAT
          ", \"rule-bytes\": %" G_GUINT64_FORMAT "\n}\n",
          any->count, any->errors, any->rule_bytes);
  return 0;
}
