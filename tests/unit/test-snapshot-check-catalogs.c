/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "checking.h"

#define BAD(...) REFUSES (equate_snapshot_check_catalogs, __VA_ARGS__)

static void
test_texts (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (AT (strings, 0) = 'x');
  BAD (AT (strings, r->n_strings - 1) = 'x');
  BAD (r->n_strings = 0);
  BAD (AT (strings, r->n_strings / 2) = (char) 0xff);
  BAD (AT (strings, r->n_strings - 2) = (char) 0xe7);
  BAD (AT (string_lists, 0) = r->n_strings);
  BAD (AT (string_lists, r->n_string_lists - 1) = G_MAXUINT32);
  BAD (AT (decimals, 0) = -1);
  BAD (AT (decimals, 0) = EQUATE_DECIMAL_MAX + 1);
  BAD (AT (decimals, 0) = EQUATE_DECIMAL_NONE);
  BAD (AT (hours, 0)[3] = -1);
}

/* Texts of several bytes a character pass, wherever they stand. */
static void
test_utf8 (void)
{
  g_autoptr (GString) courses = g_string_new (NULL);

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (courses, "  - {code: C%u, title: 电路分析 %u}\n", i, i);

  g_autofree char *text = g_strconcat (GRADING CATALOG ("alpha", "cn", "cn"), courses->str, NULL);
  g_autoptr (World) world = world_new (text);

  g_assert_cmpuint (world->ruleset->n_strings, >, 4096);
  for (guint32 i = 200; i < world->ruleset->n_strings; i += 61)
    if ((guchar) world->ruleset->strings[i] >= 0x80)
      BAD (AT (strings, i) = 'x');
}

static void
test_catalogs (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (AT (institutions, 0).id = r->n_strings);
  BAD (AT (institutions, 0).name = r->n_strings);
  BAD (AT (institutions, 0).native_name = r->n_strings);
  BAD (AT (institutions, 0).country = r->n_strings);
  BAD (AT (institutions, 0).credit_unit = r->n_strings);
  BAD (AT (institutions, 0).file = r->n_strings);
  BAD (AT (institutions, 0).courses.count = r->n_courses + 1);
  BAD (AT (institutions, 0).courses.first = G_MAXUINT32);
  BAD (AT (institutions, 1).programmes.count = r->n_programmes + 1);
  BAD (AT (institutions, 1).id = AT (institutions, 0).id);
  BAD (AT (courses, 0).code = r->n_strings);
  BAD (AT (courses, 0).key = r->n_strings);
  BAD (AT (courses, 0).institution = r->n_institutions);
  BAD (AT (courses, 0).editions.count = 0);
  BAD (AT (courses, 0).editions.first = r->n_editions);
  BAD (AT (editions, 0).course = r->n_courses);
  BAD (AT (editions, 0).valid.from = 1);
  BAD (AT (editions, 0).valid.until = EQUATE_LAST_DAY + 1);
  BAD (AT (editions, 0).credits = -1);
  BAD (AT (editions, 0).titles.count = r->n_string_lists + 1);
  BAD (AT (editions, 0).languages.first = r->n_string_lists + 1);
  BAD (AT (editions, 0).tags.count = G_MAXUINT32);
  BAD (AT (editions, 0).isced = r->n_strings);
  BAD (AT (editions, 0).hours = r->n_hours);
  BAD (AT (editions, 0).level = EQUATE_LEVEL_DOCTORAL + 1);
}

static void
test_programmes (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (AT (programmes, 0).id = r->n_strings);
  BAD (AT (programmes, 0).title = r->n_strings);
  BAD (AT (programmes, 0).institution = r->n_institutions);
  BAD (AT (programmes, 0).credits = EQUATE_DECIMAL_MAX + 1);
  BAD (AT (programmes, 0).years = -1);
  BAD (AT (programmes, 0).plan.count = r->n_plan_items + 1);
  BAD (AT (plan_items, 0).course = r->n_courses);
  BAD (AT (plan_items, 0).elective = r->n_strings);
  BAD (AT (plan_items, 0).course = EQUATE_NO_INDEX; AT (plan_items, 0).credits = -1);
}

static void
test_codes (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (r->n_code_slots = 0);
  BAD (r->n_code_slots--);
  BAD (for (guint32 i = 0; i < r->n_code_slots; i++) AT (code_slots, i).edition = 0);
  BAD (for (guint32 i = 0; i < r->n_code_slots; i++) AT (code_slots, i).edition = r->n_editions);
  BAD (AT (code_slots, 0).key = r->n_strings);
  BAD (AT (institutions, 0).slots.count = 0);
  BAD (AT (institutions, 0).slots.count--);
  BAD (AT (institutions, 0).slots.first = r->n_code_slots);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot-check-catalogs/texts", test_texts);
  g_test_add_func ("/snapshot-check-catalogs/utf8", test_utf8);
  g_test_add_func ("/snapshot-check-catalogs/catalogs", test_catalogs);
  g_test_add_func ("/snapshot-check-catalogs/programmes", test_programmes);
  g_test_add_func ("/snapshot-check-catalogs/codes", test_codes);
  return g_test_run ();
}
