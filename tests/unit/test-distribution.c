/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/distribution.h"

#include "loading.h"

#define SCALE                                                                                      \
  "equate: grading/1\nscales:\n"                                                                   \
  "  - {id: abc, grades: [{label: A}, {label: B}, {label: C}, {label: F, failed: true}]}\n"        \
  "conversions:\n"                                                                                 \
  "  - {id: x, from: abc, to: abc, method: distribution, distributions: "
#define COUNTS(from, to) SCALE "{from: {" from "}, to: {" to "}}}\n"

typedef struct
{
  Loaded *loaded; /* owned */
  const EquateScaleEdition *scale;
  const EquateShares *from;
  const EquateShares *to;
} Pair;

static void
pair_open (Pair *pair, const char *text)
{
  pair->loaded = load_text (text, equate_load_grading);
  const EquateGrading *grading = pair->loaded->record;
  const EquateScale *scale = equate_list_index (grading->scales, EquateScale, 0);
  const EquateConversion *conversion
      = equate_list_index (grading->conversions, EquateConversion, 0);
  pair->scale = equate_scale_edition_new (scale, pair->loaded->arena, pair->loaded->diagnostics);
  g_assert_cmpuint (equate_diagnostic_list_get_length (pair->loaded->diagnostics), ==, 0);
  pair->from
      = equate_shares_new (&conversion->distributions->from, pair->scale, pair->loaded->arena);
  pair->to = equate_shares_new (&conversion->distributions->to, pair->scale, pair->loaded->arena);
}

/* "A:10 B:40 of 100", with where each range ends. */
static char *
show_shares (const EquateShares *shares)
{
  char buffer[EQUATE_DECIMAL_BUFFER];
  if (shares == NULL)
    return g_strdup ("none");
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < shares->n_shares; i++)
    g_string_append_printf (text, "%s:%" G_GINT64_FORMAT " ",
                            equate_mark_write (&shares->shares[i].mark, buffer),
                            shares->shares[i].until);
  g_string_append_printf (text, "of %" G_GINT64_FORMAT ", sample %" G_GINT64_FORMAT, shares->total,
                          shares->sample);
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *text;
  const char *shares;
} rows[] = {
  { COUNTS ("counts: {A: 10, B: 30, C: 60}", "counts: {A: 1}"),
    "A:10 B:40 C:100 of 100, sample 100" },
  { COUNTS ("counts: {C: 60, A: 10, B: 30}", "counts: {A: 1}"),
    "A:10 B:40 C:100 of 100, sample 100" },
  { COUNTS ("counts: {A: 10, B: 0, F: 50}", "counts: {A: 1}"), "A:10 of 10, sample 10" },
  { COUNTS ("sample: 500, counts: {A: 10}", "counts: {A: 1}"), "A:10 of 10, sample 500" },
  { COUNTS ("counts: {A: 10, D: 5}", "counts: {A: 1}"), "none" },
  { COUNTS ("counts: {A: 0, F: 5}", "counts: {A: 1}"), "none" },
};

static void
test_shares (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Pair pair;
      pair_open (&pair, rows[i].text);
      g_autofree char *shown = show_shares (pair.from);
      g_assert_cmpstr (shown, ==, rows[i].shares);
      loaded_free (pair.loaded);
    }
}

/* from: A has 0 to 4 of 10, B is a point, C has the rest. */
static const struct
{
  const char *grade;
  gint64 start;
  gint64 end;
  const char *to;        /* counts of the target */
  const char *converted; /* min, mean, max */
} places[] = {
  { "A", 0, 4, COUNTS ("counts: {A: 4, B: 0, C: 6}", "counts: {A: 20, B: 30, C: 50}"), "B A A" },
  { "B", 4, 4, COUNTS ("counts: {A: 4, B: 0, C: 6}", "counts: {A: 40, B: 30, C: 30}"), "B A A" },
  { "C", 4, 10, COUNTS ("counts: {A: 4, B: 0, C: 6}", "counts: {A: 20, B: 30, C: 50}"), "C C B" },
  { "C", 4, 10, COUNTS ("counts: {A: 4, B: 0, C: 6}", "counts: {A: 7, B: 1, C: 2}"), "C A A" },
};

static void
test_convert (void)
{
  static const EquateOverlap overlaps[]
      = { EQUATE_OVERLAP_MIN, EQUATE_OVERLAP_MEAN, EQUATE_OVERLAP_MAX };
  char buffer[EQUATE_DECIMAL_BUFFER];
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      Pair pair;
      pair_open (&pair, places[i].to);
      EquateMark mark = equate_scale_read (pair.scale, places[i].grade);
      EquateShareRange range = equate_shares_find (pair.from, &mark);
      g_assert_cmpint (range.start, ==, places[i].start);
      g_assert_cmpint (range.end, ==, places[i].end);
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint o = 0; o < G_N_ELEMENTS (overlaps); o++)
        {
          const EquateGradeShare *share
              = equate_shares_convert (pair.from, range, pair.to, overlaps[o]);
          g_string_append_printf (text, "%s%s", o > 0 ? " " : "",
                                  equate_mark_write (&share->mark, buffer));
        }
      g_assert_cmpstr (text->str, ==, places[i].converted);
      loaded_free (pair.loaded);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distribution/shares", test_shares);
  g_test_add_func ("/distribution/convert", test_convert);
  return g_test_run ();
}
