/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The matching job by SQLite's C API: one join over a covering index, its rows put together here.
 *
 *     sqlite-matching [--list FILE] TABLES DAY FAILING
 *
 * Tables as flat_job.py writes them; all of them are loaded before the clock starts. Prints one
 * JSON object with the processor time.
 */
#include <glib.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* An entry that serves a part of a rule. */
typedef struct
{
  gint student;
  gint rule;
  gint parts;
  gint position;
} Hit;

typedef struct
{
  sqlite3 *database;      /* owned */
  GArray *hits;           /* owned: of the present student */
  GArray *found;          /* owned: gint: student, rule, n, positions */
  guint64 n_candidates;
} Job;

static const char schema[]
    = "CREATE TABLE leaves (pair INTEGER, code TEXT, rule INTEGER, part INTEGER, parts INTEGER,"
      " rank INTEGER, begins INTEGER, ends INTEGER, PRIMARY KEY (pair, code, rule, part))"
      " WITHOUT ROWID;"
      "CREATE TABLE entries (student INTEGER, position INTEGER, pair INTEGER, code TEXT,"
      " rank INTEGER);"
      "CREATE TABLE students (number INTEGER PRIMARY KEY, name TEXT);"
      "CREATE TABLE rules (number INTEGER PRIMARY KEY, name TEXT);";

static const char match[]
    = "SELECT student, rule, parts, position FROM entries CROSS JOIN leaves USING (pair, code)"
      " WHERE entries.rank <= leaves.rank AND entries.rank <> ?2 AND ?1 BETWEEN begins AND ends";

static void
check (Job *job, int result, int wanted)
{
  if (result != wanted)
    g_error ("SQLite: %s", sqlite3_errmsg (job->database));
}

static double
get_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Columns with a numeric affinity become numbers by themselves. */
static void
load (Job *job, const char *folder, const char *name, guint n_columns)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.tsv", folder, name);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *insert = NULL;
  char line[4096];
  FILE *file = fopen (path, "r");
  if (file == NULL)
    g_error ("%s cannot be read", path);
  g_string_printf (sql, "INSERT INTO %s VALUES (?", name);
  for (guint i = 1; i < n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  check (job, sqlite3_prepare_v2 (job->database, sql->str, -1, &insert, NULL), SQLITE_OK);
  while (fgets (line, sizeof line, file) != NULL)
    {
      char *rest = line;
      line[strcspn (line, "\n")] = '\0';
      for (guint i = 1; i <= n_columns; i++)
        sqlite3_bind_text (insert, (int) i, strsep (&rest, "\t"), -1, SQLITE_TRANSIENT);
      check (job, sqlite3_step (insert), SQLITE_DONE);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  fclose (file);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *left = a;
  const Hit *right = b;
  if (left->rule != right->rule)
    return left->rule < right->rule ? -1 : 1;
  return (left->position > right->position) - (left->position < right->position);
}

static void
add_candidate (Job *job, const Hit *hits, gint n)
{
  gint head[] = { hits->student, hits->rule, n };
  g_array_append_vals (job->found, head, G_N_ELEMENTS (head));
  for (gint i = 0; i < n; i++)
    g_array_append_val (job->found, hits[i].position);
  job->n_candidates++;
}

/* All hits of a student are there: rules of one part are satisfied by each, others by all. */
static void
finish_student (Job *job)
{
  const Hit *hits = (const Hit *) (gpointer) job->hits->data;
  if (job->hits->len > 1)
    qsort (job->hits->data, job->hits->len, sizeof (Hit), compare_hits);
  for (guint i = 0; i < job->hits->len;)
    {
      guint end = i + 1;
      while (end < job->hits->len && hits[end].rule == hits[i].rule)
        end++;
      for (guint h = i; hits[i].parts == 1 && h < end; h++)
        add_candidate (job, &hits[h], 1);
      if (hits[i].parts > 1 && end - i == (guint) hits[i].parts)
        add_candidate (job, &hits[i], hits[i].parts);
      i = end;
    }
  g_array_set_size (job->hits, 0);
}

static double
run (Job *job, const char *day, const char *failing)
{
  sqlite3_stmt *select = NULL;
  int result;
  check (job, sqlite3_prepare_v2 (job->database, match, -1, &select, NULL), SQLITE_OK);
  sqlite3_bind_int (select, 1, atoi (day));
  sqlite3_bind_int (select, 2, atoi (failing));
  double started = get_seconds ();
  while ((result = sqlite3_step (select)) == SQLITE_ROW)
    {
      Hit hit = { sqlite3_column_int (select, 0), sqlite3_column_int (select, 1),
                  sqlite3_column_int (select, 2), sqlite3_column_int (select, 3) };
      if (job->hits->len > 0 && g_array_index (job->hits, Hit, 0).student != hit.student)
        finish_student (job);
      g_array_append_val (job->hits, hit);
    }
  finish_student (job);
  double seconds = get_seconds () - started;
  check (job, result, SQLITE_DONE);
  sqlite3_finalize (select);
  return seconds;
}

static char *
get_name (Job *job, const char *table, gint number)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM %s WHERE number = %d", table, number);
  sqlite3_stmt *select = NULL;
  check (job, sqlite3_prepare_v2 (job->database, sql, -1, &select, NULL), SQLITE_OK);
  check (job, sqlite3_step (select), SQLITE_ROW);
  char *name = g_strdup ((const char *) sqlite3_column_text (select, 0));
  sqlite3_finalize (select);
  return name;
}

static void
write_list (Job *job, const char *path)
{
  FILE *file = fopen (path, "w");
  if (file == NULL)
    g_error ("%s cannot be written", path);
  for (guint i = 0; i < job->found->len;)
    {
      const gint *found = &g_array_index (job->found, gint, i);
      g_autofree char *student = get_name (job, "students", found[0]);
      g_autofree char *rule = get_name (job, "rules", found[1]);
      fprintf (file, "%s\t%s\t", student, rule);
      for (gint p = 0; p < found[2]; p++)
        fprintf (file, p > 0 ? ",%d" : "%d", found[3 + p]);
      fputc ('\n', file);
      i += 3 + (guint) found[2];
    }
  if (fclose (file) != 0)
    g_error ("%s cannot be written", path);
}

static guint
count_rows (Job *job, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  sqlite3_stmt *select = NULL;
  check (job, sqlite3_prepare_v2 (job->database, sql, -1, &select, NULL), SQLITE_OK);
  check (job, sqlite3_step (select), SQLITE_ROW);
  guint n = (guint) sqlite3_column_int (select, 0);
  sqlite3_finalize (select);
  return n;
}

int
main (int argc, char **argv)
{
  Job job = { NULL };
  const char *list = argc == 6 && strcmp (argv[1], "--list") == 0 ? argv[2] : NULL;
  if (argc != 4 && list == NULL)
    {
      g_printerr ("usage: sqlite-matching [--list FILE] TABLES DAY FAILING\n");
      return 2;
    }
  char **names = argv + argc - 3;
  job.hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  job.found = g_array_new (FALSE, FALSE, sizeof (gint));
  check (&job, sqlite3_open (":memory:", &job.database), SQLITE_OK);
  check (&job, sqlite3_exec (job.database, schema, NULL, NULL, NULL), SQLITE_OK);
  check (&job, sqlite3_exec (job.database, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
  load (&job, names[0], "leaves", 8);
  load (&job, names[0], "entries", 5);
  load (&job, names[0], "students", 2);
  load (&job, names[0], "rules", 2);
  check (&job, sqlite3_exec (job.database, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
  double seconds = run (&job, names[1], names[2]);
  if (list != NULL)
    write_list (&job, list);
  printf ("{\"transcripts\": %u, \"candidates\": %" G_GUINT64_FORMAT ", \"seconds\": %.6f,"
          " \"version\": \"%s\"}\n",
          count_rows (&job, "students"), job.n_candidates, seconds, sqlite3_libversion ());
  sqlite3_close (job.database);
  g_array_unref (job.hits);
  g_array_unref (job.found);
  return 0;
}
