/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "equate.h"

#include "deciding.h"
#include "snapping.h"

#define RULES RULE ("take: {course: A1, min-grade: '60'}, give: T1")
#define HEAD "{\"equate\": \"transcript/1\", \"student\": {\"id\": \"S-1\"}, "
#define TRANSCRIPT(from, to, course)                                                               \
  HEAD "\"institution\": \"" from "\", \"target\": {\"institution\": \"" to                        \
       "\"}, \"entries\": [{\"course\": \"" course "\", \"grade\": \"85\"}]}"

/* A workspace of one file; NULL where the engine refuses it. */
static EquateEngine *
open_workspace (const char *text, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *folder = g_dir_make_tmp ("equate-engine-XXXXXX", &failure);
  g_assert_no_error (failure);
  g_autofree char *rules = g_build_filename (folder, "rules", NULL);
  g_autofree char *path = g_build_filename (rules, "test.yaml", NULL);
  g_assert_cmpint (g_mkdir (rules, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &failure);
  g_assert_no_error (failure);
  EquateEngine *engine = equate_engine_new (folder, error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (rules), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return engine;
}

static EquateEngine *
open_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  EquateEngine *engine = open_workspace (text, &error);
  g_assert_no_error (error);
  g_assert_nonnull (engine);
  return engine;
}

static const struct
{
  const char *name;
  const char *transcript;
  const char *on;
  const char *institution;
  const char *programme;
  gint code;         /* -1: decided */
  const char *holds; /* the decision, or the message */
} rows[] = {
  { "decided", TRANSCRIPT ("alpha", "beta", "A1"), TODAY, NULL, NULL, -1, "\"target\":\"T1\"" },
  { "no date: today", TRANSCRIPT ("alpha", "beta", "A1"), NULL, NULL, NULL, -1,
    "\"target\":\"T1\"" },
  { "a target of the session", TRANSCRIPT ("alpha", "gamma", "A1"), TODAY, "beta", "ee", -1,
    "\"programme\":\"ee\"" },
  { "an unknown course", TRANSCRIPT ("alpha", "beta", "ZZ"), TODAY, NULL, NULL, -1,
    "unknown-course" },
  { "not a date", TRANSCRIPT ("alpha", "beta", "A1"), "2025-2-1", NULL, NULL, EQUATE_ERROR_ARGUMENT,
    "`2025-2-1`" },
  { "no such day", TRANSCRIPT ("alpha", "beta", "A1"), "2025-02-29", NULL, NULL,
    EQUATE_ERROR_ARGUMENT, "`2025-02-29`" },
  { "an unknown source", TRANSCRIPT ("alfa", "beta", "A1"), TODAY, NULL, NULL,
    EQUATE_ERROR_TRANSCRIPT, "`alfa`" },
  { "an unknown target", TRANSCRIPT ("alpha", "gamma", "A1"), TODAY, NULL, NULL,
    EQUATE_ERROR_TRANSCRIPT, "`gamma`" },
  { "no JSON", "{\"equate\": ", TODAY, NULL, NULL, EQUATE_ERROR_TRANSCRIPT, "EQ" },
  { "no entries", HEAD "\"institution\": \"alpha\"}", TODAY, NULL, NULL, EQUATE_ERROR_TRANSCRIPT,
    "EQ" },
  { "nothing", "", TODAY, NULL, NULL, EQUATE_ERROR_TRANSCRIPT, "" },
};

/* One session for all: an error leaves nothing behind for the next decision. */
static void
test_decide (void)
{
  g_autoptr (EquateEngine) engine = open_good (WORLD AGREEMENT (GRADES, RULES));
  g_autoptr (EquateSession) session = equate_session_new (engine);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      equate_session_set_target (session, rows[i].institution, rows[i].programme);
      g_autofree char *decision
          = equate_session_decide (session, rows[i].transcript, -1, rows[i].on, &error);
      const char *found = decision != NULL ? decision : error->message;
      g_test_message ("%s: %s", rows[i].name, found);
      g_assert_nonnull (strstr (found, rows[i].holds));
      g_assert_true ((decision != NULL) == (rows[i].code < 0));
      if (decision == NULL)
        g_assert_error (error, EQUATE_ERROR, rows[i].code);
      else
        g_assert_null (strchr (decision, '\n'));
    }
}

/* Bytes behind the length are not read. */
static void
test_length (void)
{
  const char *text = TRANSCRIPT ("alpha", "beta", "A1");
  g_autofree char *longer = g_strconcat (text, "}}", NULL);
  g_autoptr (EquateEngine) engine = open_good (WORLD AGREEMENT (GRADES, RULES));
  g_autoptr (EquateSession) session = equate_session_new (engine);
  g_autofree char *whole = equate_session_decide (session, text, -1, TODAY, NULL);
  g_autofree char *part
      = equate_session_decide (session, longer, (gssize) strlen (text), TODAY, NULL);
  g_assert_nonnull (whole);
  g_assert_cmpstr (whole, ==, part);
  g_assert_null (equate_session_decide (session, longer, -1, TODAY, NULL));
}

static void
test_digest (void)
{
  g_autoptr (EquateEngine) first = open_good (WORLD AGREEMENT (GRADES, RULES));
  g_autoptr (EquateEngine) again = open_good (WORLD AGREEMENT (GRADES, RULES));
  g_autoptr (EquateEngine) other
      = open_good (WORLD AGREEMENT (GRADES, RULE ("take: A1, give: T1")));
  const char *digest = equate_engine_get_digest (first);
  g_assert_true (g_str_has_prefix (digest, "sha256:"));
  g_assert_cmpuint (strlen (digest), ==, strlen ("sha256:") + 64);
  g_assert_cmpstr (digest, ==, equate_engine_get_digest (again));
  g_assert_cmpstr (digest, !=, equate_engine_get_digest (other));
}

static void
test_refused (void)
{
  g_autoptr (GError) faults = NULL;
  g_assert_null (open_workspace (
      WORLD AGREEMENT (GRADES, RULE ("take: A11, give: T1") RULE_S ("take: A1, give: T11")),
      &faults));
  g_assert_error (faults, EQUATE_ERROR, EQUATE_ERROR_WORKSPACE);
  g_assert_nonnull (strstr (faults->message, "`A11`"));
  g_assert_nonnull (strstr (faults->message, "`T11`"));

  g_autoptr (GError) missing = NULL;
  g_assert_null (equate_engine_new ("no-such-folder", &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static char *
decide_cached (const char *folder, const char *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EquateEngine) engine = equate_engine_new_cached (folder, cache, &error);
  g_assert_no_error (error);
  g_autoptr (EquateSession) session = equate_session_new (engine);
  return equate_session_decide (session, TRANSCRIPT ("alpha", "beta", "A1"), -1, TODAY, NULL);
}

/* Read, kept and opened again: the same bytes. What cannot be kept is decided all the same, and
 * what is wrong is told and not kept. */
static void
test_cached (void)
{
  g_autoptr (World) world = world_new (WORLD AGREEMENT (GRADES, RULES));
  g_autofree char *cache = g_build_filename (world->folder, "cache", NULL);
  g_autoptr (EquateEngine) engine = equate_engine_new (world->folder, NULL);
  g_autoptr (EquateSession) session = equate_session_new (engine);
  g_autofree char *expected
      = equate_session_decide (session, TRANSCRIPT ("alpha", "beta", "A1"), -1, TODAY, NULL);
  g_autofree char *cold = decide_cached (world->folder, cache);
  g_assert_cmpstr (cold, ==, expected);
  g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);
  g_autofree char *kept = g_build_filename (cache, g_dir_read_name (dir), NULL);
  g_autofree char *warm = decide_cached (world->folder, cache);
  g_assert_cmpstr (warm, ==, expected);
  g_autofree char *nowhere = decide_cached (world->folder, kept);
  g_assert_cmpstr (nowhere, ==, expected);
  g_assert_cmpint (g_unlink (kept), ==, 0);

  g_autoptr (GError) faults = NULL;
  world_write (world, "rules/test.yaml", WORLD AGREEMENT (GRADES, RULE ("take: A11, give: T1")));
  g_assert_null (equate_engine_new_cached (world->folder, cache, &faults));
  g_assert_error (faults, EQUATE_ERROR, EQUATE_ERROR_WORKSPACE);
  g_assert_cmpint (g_rmdir (cache), ==, 0); /* nothing is in it */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/equate/decide", test_decide);
  g_test_add_func ("/equate/length", test_length);
  g_test_add_func ("/equate/digest", test_digest);
  g_test_add_func ("/equate/refused", test_refused);
  g_test_add_func ("/equate/cached", test_cached);
  return g_test_run ();
}
