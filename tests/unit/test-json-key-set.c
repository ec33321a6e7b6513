/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "json/json-key-set.h"

#include <string.h>

/* Appends and adds a key; its place is `at`. Returns the place of the same key before, or -1. */
static gint64
add (EquateJsonKeySet *set, guint first_key, const char *key, guint32 at)
{
  GString *text = equate_json_key_set_get_text (set);
  gsize start = text->len;
  EquateSpan first = { 0 };
  g_string_append (text, key);
  if (equate_json_key_set_add (set, first_key, start, (EquateSpan){ NULL, at, 1 }, &first))
    {
      g_assert_cmpstr (text->str + start, ==, key);
      g_assert_cmpuint (text->len, ==, start + strlen (key) + 1);
      return -1;
    }
  g_string_truncate (text, start);
  return first.offset;
}

/* "{" begins an object, "}" ends it, other characters are keys; expected: place of the same key. */
static const struct
{
  const char *steps;
  const char *expected; /* by step: ".": new, a digit: where it stood first */
} rows[] = {
  { "{ab}", "...." },         { "{aa}", "..1." },       { "{a{a}b}", "......." },
  { "{a{a}a}", ".....1." },   { "{a{b}b}", "......." }, { "{a{bb}a}", "....3.1." },
  { "{{a}{a}}", "........" }, { "{abcab}", "....12." },
  /* More than a few, which are found in another way. */
  { "{abcdefghai}", ".........1.." },
  { "{abcdefghaahij}", ".........118..." },
  { "{abcdefghiai}", "..........19." },
  { "{abcdefgh{abcdefghia}ha}", "...................:.81." },
};

static void
test_objects (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EquateJsonKeySet *set = equate_json_key_set_new ();
      g_autoptr (GArray) begins = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr (GString) found = g_string_new (NULL);
      for (guint at = 0; rows[i].steps[at] != '\0'; at++)
        {
          const char key[] = { rows[i].steps[at], '\0' };
          guint length = equate_json_key_set_get_length (set);
          gint64 first = -1;
          if (*key == '{')
            g_array_append_val (begins, length);
          else if (*key == '}')
            {
              equate_json_key_set_drop (set, g_array_index (begins, guint, begins->len - 1));
              g_array_set_size (begins, begins->len - 1);
            }
          else
            first = add (set, g_array_index (begins, guint, begins->len - 1), key, at);
          g_string_append_c (found, first < 0 ? '.' : (char) ('0' + first));
        }
      g_assert_cmpstr (found->str, ==, rows[i].expected);
      g_assert_cmpuint (equate_json_key_set_get_length (set), ==, 0);
      g_assert_cmpuint (equate_json_key_set_get_text (set)->len, ==, 0);
      equate_json_key_set_free (set);
    }
}

/* Far beyond the first table, in two objects one within the other. */
static void
test_many (void)
{
  const guint n = 5000;
  EquateJsonKeySet *set = equate_json_key_set_new ();
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < 2 * n; i++)
        {
          g_autofree char *key = g_strdup_printf ("key-%u", i % n);
          g_assert_cmpint (add (set, i < n ? 0 : n, key, i), ==, -1);
        }
      g_assert_cmpuint (equate_json_key_set_get_length (set), ==, 2 * n);
      g_assert_cmpint (add (set, n, "key-17", 0), ==, n + 17);
      equate_json_key_set_drop (set, n);
      g_assert_cmpint (add (set, n, "key-17", 0), ==, -1);
      equate_json_key_set_drop (set, n);
      g_assert_cmpint (add (set, 0, "key-4999", 0), ==, 4999);
      equate_json_key_set_clear (set);
      g_assert_cmpuint (equate_json_key_set_get_length (set), ==, 0);
    }
  equate_json_key_set_free (set);
}

/* A key may hold NUL; one that begins like another is not the same. */
static void
test_bytes (void)
{
  EquateJsonKeySet *set = equate_json_key_set_new ();
  GString *text = equate_json_key_set_get_text (set);
  EquateSpan first;
  g_assert_cmpint (add (set, 0, "", 0), ==, -1);
  g_assert_cmpint (add (set, 0, "ab", 1), ==, -1);
  gsize start = text->len;
  g_string_append_len (text, "ab\0c", 4);
  g_assert_true (equate_json_key_set_add (set, 0, start, (EquateSpan){ NULL, 2, 1 }, &first));
  g_assert_cmpint (add (set, 0, "a", 3), ==, -1);
  g_assert_cmpint (add (set, 0, "ab", 4), ==, 1);
  g_assert_cmpint (add (set, 0, "", 5), ==, 0);
  equate_json_key_set_free (set);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-key-set/objects", test_objects);
  g_test_add_func ("/json-key-set/many", test_many);
  g_test_add_func ("/json-key-set/bytes", test_bytes);
  return g_test_run ();
}
