/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/string-pool.h"

#include <string.h>

static void
test_once (void)
{
  g_autoptr (EquateStringPool) pool = equate_string_pool_new (0, 0);
  guint32 a = equate_string_pool_add (pool, "a");
  guint32 han = equate_string_pool_add (pool, "北京");

  g_assert_cmpuint (a, >, 0);
  g_assert_cmpuint (han, !=, a);
  g_assert_cmpuint (equate_string_pool_add (pool, "a"), ==, a);
  g_assert_cmpuint (equate_string_pool_add (pool, "北京"), ==, han);
  g_assert_cmpuint (equate_string_pool_add (pool, "A"), !=, a);
  g_assert_cmpstr (equate_string_pool_get (pool, a), ==, "a");
  g_assert_cmpstr (equate_string_pool_get (pool, han), ==, "北京");
}

/* Nothing and the empty text are one, and mean "none". */
static void
test_none (void)
{
  g_autoptr (EquateStringPool) pool = equate_string_pool_new (0, 0);

  g_assert_cmpuint (equate_string_pool_add (pool, NULL), ==, 0);
  g_assert_cmpuint (equate_string_pool_add (pool, ""), ==, 0);
  g_assert_cmpstr (equate_string_pool_get (pool, 0), ==, "");
}

static void
test_many (void)
{
  enum
  {
    MANY = 5000
  };
  g_autoptr (EquateStringPool) pool = equate_string_pool_new (0, 0);
  g_autofree guint32 *offsets = g_new (guint32, MANY);

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);
      offsets[i] = equate_string_pool_add (pool, text);
    }
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);
      g_assert_cmpstr (equate_string_pool_get (pool, offsets[i]), ==, text);
      g_assert_cmpuint (equate_string_pool_add (pool, text), ==, offsets[i]);
    }
}

static void
test_steal (void)
{
  g_autoptr (EquateStringPool) pool = equate_string_pool_new (0, 0);
  equate_string_pool_add (pool, "one");
  equate_string_pool_add (pool, "two");
  gsize size = 0;
  g_autofree char *bytes = equate_string_pool_steal (pool, &size);

  g_assert_cmpmem (bytes, size, "\0one\0two", 9);
  g_assert_cmpstr (equate_string_pool_get (pool, 0), ==, "");
  g_assert_cmpuint (equate_string_pool_add (pool, "two"), ==, 1);
  g_assert_cmpstr (equate_string_pool_get (pool, 1), ==, "two");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/string-pool/once", test_once);
  g_test_add_func ("/string-pool/none", test_none);
  g_test_add_func ("/string-pool/many", test_many);
  g_test_add_func ("/string-pool/steal", test_steal);
  return g_test_run ();
}
