/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load.h"

#include <string.h>

#include "loading.h"

/* The node is the value of the one key in the second line, from column 4 on. */
typedef struct
{
  EquateSpan span;
  EquateRequirement *requirement;
  EquateGive *give;
} Holder;

static void
decode_requirement (EquateDecoder *decoder, gpointer field)
{
  *(EquateRequirement **) field = equate_load_requirement (decoder);
}

static void
decode_give (EquateDecoder *decoder, gpointer field)
{
  *(EquateGive **) field = equate_load_give (decoder);
}

static const EquateField holder_fields[] = {
  { "t", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (Holder, requirement), .decode = decode_requirement },
  { "g", EQUATE_FIELD_CUSTOM, G_STRUCT_OFFSET (Holder, give), .decode = decode_give },
};

EQUATE_RECORD_TYPE (holder_type, "holder", Holder, holder_fields);

static Holder *
load_holder (EquateDecoder *decoder)
{
  Holder *holder = equate_arena_new0 (equate_decoder_get_arena (decoder), Holder);

  equate_decode_document (decoder, &holder_type, holder);
  return holder;
}

/* --- As text, so that a table can hold the structure --- */

static void
write_decimal (GString *text, const char *before, EquateDecimal value)
{
  char buffer[EQUATE_DECIMAL_BUFFER];

  if (value != EQUATE_DECIMAL_NONE)
    g_string_append_printf (text, "%s%s", before, equate_decimal_format (value, buffer));
}

static void
write_conditions (GString *text, const EquateConditions *conditions)
{
  if (conditions->min_grade.text)
    g_string_append_printf (text, " >=%s", conditions->min_grade.text);
  if (conditions->max_grade.text)
    g_string_append_printf (text, " <=%s", conditions->max_grade.text);
  write_decimal (text, " min ", conditions->min_credits);
  write_decimal (text, " max ", conditions->max_credits);
  if (conditions->taken.from)
    g_string_append (text, " taken");
  if (conditions->max_age)
    g_string_append_printf (text, " age %u", conditions->max_age);
  if (conditions->level)
    g_string_append_printf (text, " level %d", conditions->level);
  if (conditions->language)
    g_string_append_printf (text, " in %s", conditions->language);
  if (conditions->min_hours)
    write_decimal (text, " lab ", conditions->min_hours->kinds[EQUATE_HOURS_LABORATORY]);
}

static void
write_requirement (GString *text, const EquateRequirement *requirement)
{
  static const char *const names[]
      = { "course", "match", "tag", "isced", "title", "all", "any", "n", "total" };

  g_string_append_printf (text, "%s", names[requirement->kind]);
  if (requirement->code.text)
    g_string_append_printf (text, " %s", requirement->code.key);
  if (requirement->text.text)
    g_string_append_printf (text, " %s", requirement->text.text);
  if (requirement->n)
    g_string_append_printf (text, " %u", requirement->n);
  if (requirement->total)
    write_decimal (text, " ", requirement->total);
  write_conditions (text, &requirement->conditions);
  for (guint i = 0; i < requirement->n_children; i++)
    {
      g_string_append (text, i == 0 ? "(" : ", ");
      write_requirement (text, requirement->children[i]);
    }
  if (requirement->n_children > 0)
    g_string_append_c (text, ')');
}

static void
write_give (GString *text, const EquateGive *give)
{
  static const char *const names[] = { "course", "elective", "waive", "all", "one" };
  static const char *const credits[] = { "", " fixed", " converted" };

  g_string_append_printf (text, "%s%s", names[give->kind], credits[give->credits_kind]);
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    write_decimal (text, " ", give->credits);
  if (give->code.text)
    g_string_append_printf (text, " %s", give->code.key);
  if (give->category.text)
    g_string_append_printf (text, " %s", give->category.text);
  for (guint i = 0; i < give->n_children; i++)
    {
      g_string_append (text, i == 0 ? "(" : ", ");
      write_give (text, give->children[i]);
    }
  if (give->n_children > 0)
    g_string_append_c (text, ')');
}

typedef struct
{
  const char *node;
  const char *expected; /* the structure, or what is found wrong, which begins with EQ */
} Case;

static const Case requirements[] = {
  { "MA1101", "course MA1101" },
  { "0123", "course 0123" },
  { "{course: ma 1}", "course MA 1" },
  { "{match: 'GE\\d{4}', min-credits: 2}", "match GE\\d{4} min 2" },
  { "{tag: core}", "tag core" },
  { "{isced: 0541}", "isced 0541" },
  { "{isced: '0'}", "isced 0" },
  { "{title: calculus}", "title calculus" },
  { "[A, {course: B}]", "all(course A, course B)" },
  { "[A]", "all(course A)" },
  { "{all-of: [A, B]}", "all(course A, course B)" },
  { "{any-of: [A, {all-of: [B, [C, D]]}]}",
    "any(course A, all(course B, all(course C, course D)))" },
  { "{n-of: 2, from: [A, B, {any-of: [C]}]}", "n 2(course A, course B, any(course C))" },
  { "{from: [A], n-of: 1}", "n 1(course A)" },
  { "{total-credits: 7.5, from: {match: 'A.*'}}", "total 7.5(match A.*)" },
  { "{total-credits: 1, from: A}", "total 1(course A)" },
  { "{course: A, min-grade: 70, max-grade: '90', min-credits: 0, max-credits: 4.5, taken: {from: "
    "2023-01-01}, max-age: 18 months, level: master, language: en, min-hours: {laboratory: 15}}",
    "course A >=70 <=90 min 0 max 4.5 taken age 18 level 2 in en lab 15" },
  { "''", "EQ114@2:4" },
  { "[]", "EQ112@2:4" },
  { "{min-grade: 70}", "EQ112@2:5" },
  { "{course: A, match: B}", "EQ112@2:5" },
  { "{course: A, any-of: [B]}", "EQ112@2:5" },
  { "{cuorse: A}", "EQ102@2:5" },
  { "{course: [A]}", "EQ105@2:13" },
  { "{match: ''}", "EQ114@2:12" },
  { "{isced: 05411}", "EQ108@2:12" },
  { "{any-of: []}", "EQ112@2:13" },
  { "{any-of: A}", "EQ105@2:13" },
  { "{any-of: [A], min-grade: 70}", "EQ112@2:5" },
  { "{any-of: [{tag: ''}, B, {level: x}]}", "EQ114@2:20 EQ109@2:36" },
  { "{n-of: 1}", "EQ112@2:5" },
  { "{n-of: 0, from: [A]}", "EQ112@2:5" },
  { "{n-of: 2, from: [A]}", "EQ112@2:5" },
  { "{n-of: -1, from: [A]}", "EQ112@2:5" },
  { "{n-of: 1, from: A}", "EQ112@2:20" },
  { "{n-of: 1, from: {all-of: [A]}}", "EQ112@2:21" },
  { "{course: A, from: [B]}", "EQ112@2:5" },
  { "{from: [B]}", "EQ112@2:5" },
  { "{total-credits: 3}", "EQ112@2:5" },
  { "{total-credits: 0, from: A}", "EQ112@2:5" },
  { "{total-credits: 3, from: [A, B]}", "EQ112@2:29" },
  { "{total-credits: 3, from: {any-of: [A]}}", "EQ112@2:30" },
  { "{course: A, min-hours: {}}", "EQ114@2:27" },
};

static const Case gives[] = {
  { "ET1", "course ET1" },
  { "{course: et1}", "course ET1" },
  { "{course: A, credits: 4.5}", "course fixed 4.5 A" },
  { "{course: A, credits: catalog}", "course A" },
  { "{credits: converted, course: A}", "course converted A" },
  { "{elective: free, credits: converted}", "elective converted free" },
  { "{elective: free}", "elective converted free" },
  { "{elective: free, credits: 3}", "elective fixed 3 free" },
  { "{waive: JO-1}", "waive JO-1" },
  { "[A]", "course A" },
  { "{one-of: [A, [[B]]]}", "one(course A, course B)" },
  { "[A, {elective: free}]", "all(course A, elective converted free)" },
  { "{one-of: [A, [B, {waive: C}]]}", "one(course A, all(course B, waive C))" },
  { "[{one-of: [{course: A, credits: converted}, {elective: x}]}, {elective: y, credits: 1}]",
    "all(one(course converted A, elective converted x), elective fixed 1 y)" },
  { "[]", "EQ113@2:4" },
  { "{one-of: []}", "EQ113@2:13" },
  { "{credits: 3}", "EQ113@2:5" },
  { "{course: A, waive: B}", "EQ113@2:5" },
  { "{elective: free, credits: catalog}", "EQ113@2:5" },
  { "{waive: A, credits: 3}", "EQ113@2:5" },
  { "{one-of: [A], credits: 3}", "EQ113@2:5" },
  { "{course: A, credits: all}", "EQ106@2:25" },
  { "{course: A, credits: -1}", "EQ106@2:25" },
  { "{course: A, credits: [1]}", "EQ105@2:25" },
  { "[{course: A, credits: converted}, {elective: free}]", "EQ404@2:4" },
  { "[[{course: A, credits: converted}, {elective: free}], B]", "EQ404@2:5" },
  { "[{course: A, credits: converted}, {one-of: [B, {elective: free}]}]", "EQ404@2:4" },
  { "{one-of: [A, [{elective: x}, {course: B, credits: converted}]]}", "EQ404@2:17" },
};

static void
test_cases (const char *key, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *document = g_strdup_printf ("equate: x\n%s: %s\n", key, cases[i].node);
      g_autoptr (Loaded) loaded = load_text (document, load_holder);
      const Holder *holder = loaded->record;
      g_autofree char *found = findings (loaded->diagnostics);
      g_autoptr (GString) text = g_string_new (found);

      if (text->len == 0 && holder->requirement)
        write_requirement (text, holder->requirement);
      else if (text->len == 0)
        write_give (text, holder->give);
      if (strcmp (text->str, cases[i].expected) == 0)
        continue;
      g_test_message ("%s: found \"%s\", expected \"%s\"", cases[i].node, text->str,
                      cases[i].expected);
      g_test_fail ();
    }
}

static void
test_requirements (void)
{
  test_cases ("t", requirements, G_N_ELEMENTS (requirements));
}

static void
test_gives (void)
{
  test_cases ("g", gives, G_N_ELEMENTS (gives));
}

/* What a person is shown of each. */
static void
test_places (void)
{
  g_autoptr (Loaded) loaded = load_text ("equate: x\nt:\n  - A1\n  - {course: B1}\n"
                                         "g: {one-of: [C1, [D1]]}\n",
                                         load_holder);
  const Holder *holder = loaded->record;
  g_autofree char *list = slice (holder->requirement->span);
  g_autofree char *code = slice (holder->requirement->children[0]->span);
  g_autofree char *mapping = slice (holder->requirement->children[1]->span);
  g_autofree char *give = slice (holder->give->children[1]->span);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  g_assert_cmpstr (list, ==, "A1");
  g_assert_cmpstr (code, ==, "A1");
  g_assert_cmpstr (mapping, ==, "course: B1");
  g_assert_cmpstr (give, ==, "D1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-requirement/requirements", test_requirements);
  g_test_add_func ("/load-requirement/gives", test_gives);
  g_test_add_func ("/load-requirement/places", test_places);
  return g_test_run ();
}
