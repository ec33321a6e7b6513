/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "coverage-output.h"

#include "analyse/catalog-coverage.h"
#include "write/json-writer.h"
#include "write/text-table.h"

#define WIDTH 79

/* Tenths of a percent, rounded down, so that 100 is all; nothing where there is nothing to reach.
 */
static char *
format_share (guint n, guint total)
{
  guint tenths = total > 0 ? (guint) ((guint64) n * 1000 / total) : 0;

  return total > 0 ? g_strdup_printf ("%u.%u", tenths / 10, tenths % 10) : NULL;
}

static char *
format_course (const EquateRuleset *ruleset, guint32 course)
{
  const EquateCompiledCourse *compiled = &ruleset->courses[course];

  return g_strdup_printf (
      "%s:%s", equate_ruleset_text (ruleset, ruleset->institutions[compiled->institution].id),
      equate_ruleset_text (ruleset, compiled->code));
}

static const char *
get_id (const EquateRuleset *ruleset, const EquateCatalogCoverage *coverage)
{
  return equate_ruleset_text (ruleset, ruleset->agreements[coverage->agreement].id);
}

static void
add_numbers (EquateTextTable *table, guint total, const GArray *left_out)
{
  g_autofree char *all = g_strdup_printf ("%u", total);
  g_autofree char *some = g_strdup_printf ("%u", total - left_out->len);
  g_autofree char *share = format_share (total - left_out->len, total);
  g_autofree char *percent = share ? g_strconcat (share, " %", NULL) : NULL;

  equate_text_table_add (table, all);
  equate_text_table_add (table, some);
  equate_text_table_add (table, percent);
}

static void
append_courses (const EquateRuleset *ruleset, const char *what, const GArray *courses, GString *out)
{
  g_autoptr (GString) text = g_string_new (what);

  if (courses->len == 0)
    return;
  for (guint i = 0; i < courses->len; i++)
    {
      g_autofree char *course = format_course (ruleset, g_array_index (courses, guint32, i));

      g_string_append_printf (text, "%s %s", i > 0 ? "," : ":", course);
    }
  g_string_append (out, "  ");
  equate_text_append_wrapped (out, text->str, WIDTH - 4, 4);
  g_string_append_c (out, '\n');
}

void
equate_coverage_append_text (const EquateRuleset *ruleset, const GPtrArray *coverage, GString *out)
{
  static const char *const headings[]
      = { "agreement", "courses", "with a rule", "", "planned", "reached", "" };
  g_autoptr (EquateTextTable) table = equate_text_table_new (G_N_ELEMENTS (headings), 0x7e);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    equate_text_table_add (table, headings[i]);
  for (guint i = 0; i < coverage->len; i++)
    {
      const EquateCatalogCoverage *one = g_ptr_array_index (coverage, i);

      equate_text_table_add (table, get_id (ruleset, one));
      add_numbers (table, one->n_courses, one->without_rule);
      add_numbers (table, one->n_planned, one->not_reached);
    }
  equate_text_table_append (table, 0, out);
  for (guint i = 0; i < coverage->len; i++)
    {
      const EquateCatalogCoverage *one = g_ptr_array_index (coverage, i);

      if (one->without_rule->len == 0 && one->not_reached->len == 0)
        continue;
      g_string_append_printf (out, "\n%s\n", get_id (ruleset, one));
      append_courses (ruleset, "not reached", one->not_reached, out);
      append_courses (ruleset, "without a rule", one->without_rule, out);
    }
}

static void
write_numbers (EquateJsonWriter *writer, const EquateRuleset *ruleset, const char *const keys[4],
               guint total, const GArray *left_out)
{
  g_autofree char *share = format_share (total - left_out->len, total);

  equate_json_writer_key (writer, keys[0]);
  equate_json_writer_integer (writer, total);
  equate_json_writer_key (writer, keys[1]);
  equate_json_writer_integer (writer, total - left_out->len);
  equate_json_writer_member (writer, keys[2], share);
  equate_json_writer_key (writer, keys[3]);
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < left_out->len; i++)
    {
      g_autofree char *course = format_course (ruleset, g_array_index (left_out, guint32, i));

      equate_json_writer_string (writer, course);
    }
  equate_json_writer_end (writer, ']');
}

void
equate_coverage_append_json (const EquateRuleset *ruleset, const GPtrArray *coverage, GString *out)
{
  static const char *const source_keys[]
      = { "courses", "with-rule", "with-rule-percent", "without-rule" };
  static const char *const plan_keys[] = { "planned", "reached", "reached-percent", "not-reached" };
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, TRUE);
  equate_json_writer_begin (&writer, '[');
  for (guint i = 0; i < coverage->len; i++)
    {
      const EquateCatalogCoverage *one = g_ptr_array_index (coverage, i);

      equate_json_writer_begin (&writer, '{');
      equate_json_writer_member (&writer, "agreement", get_id (ruleset, one));
      write_numbers (&writer, ruleset, source_keys, one->n_courses, one->without_rule);
      write_numbers (&writer, ruleset, plan_keys, one->n_planned, one->not_reached);
      equate_json_writer_end (&writer, '}');
    }
  equate_json_writer_end (&writer, ']');
  g_string_append_c (out, '\n');
}
