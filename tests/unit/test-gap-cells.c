/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/gap-cells.h"
#include "compiling.h"

#define RULES "  - {id: r, take: A1, give: T1, programmes: [ee]}\n  - {id: s, take: A1, give: T1}\n"

typedef struct
{
  Compiled *compiled; /* owned */
  EquateAnalysis analysis;
  EquateWork work;
  guint64 shared;
  GArray *takings; /* owned */
  EquateGapSubject subject;
} World;

static EquateMark
grade (const World *world, const char *text)
{
  return equate_scale_read (world->subject.scale, text);
}

/* Rule `r` until 2023 up to 70, rule `s` from 2023-07-01 for 80 and better. */
static void
world_init (World *world)
{
  *world = (World){ .compiled = compile_good (WORLD AGREEMENT ("", RULES)), .shared = 1000 };
  const EquateRuleset *ruleset = world->compiled->ruleset;
  world->analysis = (EquateAnalysis){ .ruleset = ruleset, .on = date ("2023-08-01") };
  world->work.shared = &world->shared;
  world->takings = g_array_new (FALSE, FALSE, sizeof (EquateTaking));
  world->subject = (EquateGapSubject){ .analysis = &world->analysis, .work = &world->work };
  world->subject.scale = equate_gradebook_get_scale (
      ruleset->gradebook, equate_gradebook_find_scale (ruleset->gradebook, "cn"),
      world->analysis.on, NULL);
  EquateTaking r = { .owner = 0,
                     .programmes = equate_ruleset_get_terms (ruleset, 0)->programmes,
                     .period = { 0, date ("2022-12-31") },
                     .least = grade (world, "60"),
                     .most = grade (world, "70") };
  EquateTaking s = { .owner = 1,
                     .period = { date ("2023-07-01"), 0 },
                     .least = grade (world, "80"),
                     .most = { .kind = EQUATE_MARK_NONE } };
  g_array_append_val (world->takings, r);
  g_array_append_val (world->takings, s);
  equate_gap_subject_init (&world->subject, world->takings);
}

static void
world_clear (World *world)
{
  equate_gap_subject_clear (&world->subject);
  g_array_unref (world->takings);
  compiled_free (world->compiled);
}

/* "ee@2023-08-01 -@80": programme and day or grade of each cell. */
static char *
show_cells (const World *world)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < world->subject.cells->len; i++)
    {
      const EquateGapCell *cell = &g_array_index (world->subject.cells, EquateGapCell, i);
      char day[EQUATE_DATE_BUFFER], mark[EQUATE_DECIMAL_BUFFER];
      g_string_append (text, cell->programme != 0
                                 ? equate_ruleset_text (world->compiled->ruleset, cell->programme)
                                 : "-");
      if (cell->day != 0)
        g_string_append_printf (text, "@%s", equate_date_format (cell->day, day));
      if (cell->grade.kind == EQUATE_MARK_GRADE)
        g_string_append_printf (text, "@%s", equate_decimal_format (cell->grade.value, mark));
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

static int
by_owner (gconstpointer a, gconstpointer b)
{
  return equate_compare_numbers (&((const EquateTaking *) a)->owner,
                                 &((const EquateTaking *) b)->owner);
}

/* Notes each taking that is open in a cell as a gap of its own. */
static void
note_all (EquateGapSubject *subject, const guint *open, guint n, const EquateGapCell *cell)
{
  for (guint i = 0; i < n; i++)
    equate_gap_note (subject, open[i], EQUATE_NO_TAKING, cell);
}

static void
test_cells (void)
{
  World world;
  world_init (&world);
  g_assert_true (equate_gaps_find (&world.subject, equate_gap_add_days, by_owner, note_all));
  g_autofree char *days = show_cells (&world);
  g_assert_cmpstr (days, ==,
                   "ee@2022-12-31 ee@2023-01-01 ee@2023-08-01 -@2022-12-31 -@2023-01-01 "
                   "-@2023-08-01");
  g_assert_true (equate_gaps_find (&world.subject, equate_gap_add_grades, by_owner, note_all));
  g_autofree char *grades = show_cells (&world);
  g_assert_cmpstr (grades, ==, "ee@60 ee@70.001 ee@80 -@60 -@70.001 -@80");
  g_assert_true (equate_gaps_find (&world.subject, equate_gap_add_programme, by_owner, note_all));
  g_autofree char *programmes = show_cells (&world);
  g_assert_cmpstr (programmes, ==, "ee -");
  world.subject.served = g_array_index (world.takings, EquateTaking, 0).programmes;
  g_assert_true (equate_gaps_find (&world.subject, equate_gap_add_programme, by_owner, note_all));
  g_autofree char *served = show_cells (&world);
  g_assert_cmpstr (served, ==, "ee");
  world_clear (&world);
}

static void
check_gap (const World *world, guint index, guint n_cells, const char *place)
{
  const EquateGap *gap = &g_array_index (world->subject.gaps, EquateGap, index);
  g_autofree char *text = equate_gap_write_place (&world->subject, gap);
  g_assert_cmpuint (gap->n_cells, ==, n_cells);
  g_assert_cmpstr (text, ==, place);
}

/* A gap in one of the cells in which its taking is open, and in all of them. */
static void
note_some (EquateGapSubject *subject, const guint *open, guint n, const EquateGapCell *cell)
{
  for (guint i = 0; i < n; i++)
    if (open[i] == 0 || cell->programme == 0)
      equate_gap_note (subject, open[i], EQUATE_NO_TAKING, cell);
}

static void
test_places (void)
{
  World world;
  world_init (&world);
  g_assert_true (equate_gaps_find (&world.subject, equate_gap_add_days, by_owner, note_some));
  g_assert_cmpuint (world.subject.gaps->len, ==, 2);
  check_gap (&world, 0, 1, "");
  check_gap (&world, 1, 1, " for a programme that the rules do not name on 2023-08-01");
  g_assert_true (equate_gaps_find (&world.subject, equate_gap_add_grades, by_owner, note_some));
  check_gap (&world, 0, 1, "");
  check_gap (&world, 1, 1, " for a programme that the rules do not name with 80");
  g_assert_true (equate_gaps_find (&world.subject, equate_gap_add_days, by_owner, note_all));
  check_gap (&world, 1, 2, "");
  world_clear (&world);
}

static void
test_too_much (void)
{
  World world;
  world_init (&world);
  world.shared = 3;
  g_assert_false (equate_gaps_find (&world.subject, equate_gap_add_days, by_owner, note_all));
  g_assert_true (world.work.is_spent);
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gap-cells/cells", test_cells);
  g_test_add_func ("/gap-cells/places", test_places);
  g_test_add_func ("/gap-cells/too-much", test_too_much);
  return g_test_run ();
}
