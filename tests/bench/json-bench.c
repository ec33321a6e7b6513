/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Reads every line of a file by one reader of JSON:
 *
 *     json-bench-NAME [--repeats N] FILE
 *
 * Prints one JSON object: what was counted, so that readers can be compared, and the processor
 * seconds, the shortest of the repeats.
 */
#include "json-bench.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static double
get_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
run (GPtrArray *lines, const gsize *lengths, JsonCounts *counts)
{
  double started = get_seconds ();
  JsonBench *bench = json_bench_new ();
  *counts = (JsonCounts){ 0, 0, 0, 0 };
  for (guint i = 0; i < lines->len; i++)
    json_bench_read (bench, lines->pdata[i], lengths[i], counts);
  json_bench_free (bench);
  return get_seconds () - started;
}

int
main (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gint repeats = argc == 4 && strcmp (argv[1], "--repeats") == 0 ? atoi (argv[2]) : 1;
  if ((argc != 2 && argc != 4) || repeats < 1)
    {
      g_printerr ("usage: json-bench [--repeats N] FILE\n");
      return 2;
    }
  if (!g_file_get_contents (argv[argc - 1], &data, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));
  char *rest = data;
  for (char *line; (line = strsep (&rest, "\n")) != NULL;)
    {
      gsize length = strlen (line);
      if (length == 0)
        continue;
      g_ptr_array_add (lines, line);
      g_array_append_val (lengths, length);
    }
  JsonCounts counts;
  double best = G_MAXDOUBLE;
  for (gint i = 0; i < repeats; i++)
    {
      double seconds = run (lines, (const gsize *) (gpointer) lengths->data, &counts);
      best = MIN (best, seconds);
    }
  printf ("{\"lines\": %u, \"objects\": %" G_GUINT64_FORMAT ", \"arrays\": %" G_GUINT64_FORMAT
          ", \"keys\": %" G_GUINT64_FORMAT ", \"scalars\": %" G_GUINT64_FORMAT
          ", \"seconds\": %.6f}\n",
          lines->len, counts.objects, counts.arrays, counts.keys, counts.scalars, best);
  return 0;
}
