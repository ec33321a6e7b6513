/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/string-pool.h"

#include "base/touch.h"

#include <string.h>
#include <xxhash.h>

/* With the hash at hand other texts need not be looked at. */
typedef struct
{
  guint32 hash;
  guint32 offset; /* 0: free */
} Slot;

struct _EquateStringPool
{
  GByteArray *bytes; /* owned */
  Slot *slots;       /* owned */
  guint32 n_slots;   /* a power of two */
  guint32 n_used;
};

EquateStringPool *
equate_string_pool_new (guint n_texts, guint n_bytes)
{
  EquateStringPool *pool = g_new0 (EquateStringPool, 1);
  pool->bytes = g_byte_array_sized_new (n_bytes);
  g_byte_array_append (pool->bytes, (const guint8 *) "", 1);
  pool->n_slots = 1024;
  while (pool->n_slots / 2 <= n_texts)
    pool->n_slots *= 2;
  pool->slots = g_new0 (Slot, pool->n_slots);
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

static Slot *
find_slot (const EquateStringPool *pool, const char *text, guint32 hash)
{
  guint32 mask = pool->n_slots - 1;
  guint32 i = hash & mask;
  while (pool->slots[i].offset != 0
         && (pool->slots[i].hash != hash
             || strcmp (equate_string_pool_get (pool, pool->slots[i].offset), text) != 0))
    i = (i + 1) & mask;
  return &pool->slots[i];
}

static void
grow (EquateStringPool *pool)
{
  g_autofree Slot *old = pool->slots;
  guint32 n_old = pool->n_slots;
  pool->n_slots *= 2;
  pool->slots = g_new0 (Slot, pool->n_slots);
  guint32 mask = pool->n_slots - 1;
  for (guint32 i = 0; i < n_old; i++)
    {
      guint32 place = old[i].hash & mask;
      if (old[i].offset == 0)
        continue;
      while (pool->slots[place].offset != 0)
        place = (place + 1) & mask;
      pool->slots[place] = old[i];
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
  guint32 hash = (guint32) XXH3_64bits (text, length);
  Slot *slot = find_slot (pool, text, hash);
  if (slot->offset != 0)
    return slot->offset;
  g_assert (pool->bytes->len + length + 1 < G_MAXUINT32);
  *slot = (Slot){ hash, pool->bytes->len };
  g_byte_array_append (pool->bytes, (const guint8 *) text, (guint) length + 1);
  pool->n_used++;
  return slot->offset;
}

void
equate_string_pool_touch (const EquateStringPool *pool, const char *text)
{
  equate_touch (&pool->slots[(guint32) XXH3_64bits (text, strlen (text))
                             & (pool->n_slots - 1)]);
}

guint32
equate_string_pool_append (EquateStringPool *pool, const char *text)
{
  guint32 offset = pool->bytes->len;
  gsize size = strlen (text) + 1;
  g_assert (offset + size < G_MAXUINT32);
  g_byte_array_append (pool->bytes, (const guint8 *) text, (guint) size);
  return offset;
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
