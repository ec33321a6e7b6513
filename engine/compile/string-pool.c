/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/string-pool.h"

#include <string.h>
#include <xxhash.h>

struct _EquateStringPool
{
  GByteArray *bytes; /* owned */
  guint32 *slots;    /* owned; offsets, 0: free */
  guint32 n_slots;   /* a power of two */
  guint32 n_used;
};

EquateStringPool *
equate_string_pool_new (void)
{
  EquateStringPool *pool = g_new0 (EquateStringPool, 1);
  pool->bytes = g_byte_array_new ();
  g_byte_array_append (pool->bytes, (const guint8 *) "", 1);
  pool->n_slots = 1024;
  pool->slots = g_new0 (guint32, pool->n_slots);
  return pool;
}

void
equate_string_pool_free (EquateStringPool *pool)
{
  g_byte_array_unref (pool->bytes);
  g_free (pool->slots);
  g_free (pool);
}

const char *
equate_string_pool_get (const EquateStringPool *pool, guint32 offset)
{
  return (const char *) pool->bytes->data + offset;
}

static guint32 *
find_slot (const EquateStringPool *pool, const char *text, gsize length)
{
  guint32 mask = pool->n_slots - 1;
  guint32 i = (guint32) XXH3_64bits (text, length) & mask;
  while (pool->slots[i] != 0 && strcmp (equate_string_pool_get (pool, pool->slots[i]), text) != 0)
    i = (i + 1) & mask;
  return &pool->slots[i];
}

static void
grow (EquateStringPool *pool)
{
  g_autofree guint32 *old = pool->slots;
  guint32 n_old = pool->n_slots;
  pool->n_slots *= 2;
  pool->slots = g_new0 (guint32, pool->n_slots);
  for (guint32 i = 0; i < n_old; i++)
    {
      if (old[i] == 0)
        continue;
      const char *text = equate_string_pool_get (pool, old[i]);
      *find_slot (pool, text, strlen (text)) = old[i];
    }
}

guint32
equate_string_pool_add (EquateStringPool *pool, const char *text)
{
  if (text == NULL || *text == '\0')
    return 0;
  if (pool->n_used * 2 >= pool->n_slots)
    grow (pool);
  gsize length = strlen (text);
  guint32 *slot = find_slot (pool, text, length);
  if (*slot != 0)
    return *slot;
  g_assert (pool->bytes->len + length + 1 < G_MAXUINT32);
  *slot = pool->bytes->len;
  g_byte_array_append (pool->bytes, (const guint8 *) text, (guint) length + 1);
  pool->n_used++;
  return *slot;
}

char *
equate_string_pool_steal (EquateStringPool *pool, gsize *size)
{
  char *bytes = (char *) g_byte_array_steal (pool->bytes, size);
  memset (pool->slots, 0, pool->n_slots * sizeof *pool->slots);
  pool->n_used = 0;
  g_byte_array_append (pool->bytes, (const guint8 *) "", 1);
  return bytes;
}
