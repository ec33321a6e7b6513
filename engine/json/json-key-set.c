/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "json/json-key-set.h"

#include <string.h>
#include <xxhash.h>

#define FIRST_SLOTS 64u

typedef struct
{
  guint64 hash;
  gsize text; /* offset in the set's text */
  gsize length;
  EquateSpan span;
  guint slot;
} Key;

struct _EquateJsonKeySet
{
  GString *text; /* owned: each key with its NUL */
  GArray *keys;  /* owned: Key, in the order of their coming */
  guint *slots;  /* owned: open addressing; 1 + index in keys, 0: free */
  guint n_slots; /* a power of two, at least twice the number of keys */
  guint64 seed;  /* so that nobody can prepare keys that collide */
};

static Key *
key_at (const EquateJsonKeySet *set, guint index)
{
  return &g_array_index (set->keys, Key, index);
}

static guint
free_slot (const EquateJsonKeySet *set, guint64 hash)
{
  guint slot = (guint) hash & (set->n_slots - 1);

  while (set->slots[slot] != 0)
    slot = (slot + 1) & (set->n_slots - 1);
  return slot;
}

static void
grow (EquateJsonKeySet *set)
{
  set->n_slots *= 2;
  g_free (set->slots);
  set->slots = g_new0 (guint, set->n_slots);
  for (guint i = 0; i < set->keys->len; i++)
    {
      Key *key = key_at (set, i);

      key->slot = free_slot (set, key->hash);
      set->slots[key->slot] = i + 1;
    }
}

static const Key *
find (const EquateJsonKeySet *set, guint first_key, const Key *key)
{
  guint slot = (guint) key->hash & (set->n_slots - 1);

  for (; set->slots[slot] != 0; slot = (slot + 1) & (set->n_slots - 1))
    {
      guint index = set->slots[slot] - 1;
      const Key *other = key_at (set, index);

      if (index >= first_key && other->hash == key->hash && other->length == key->length
          && memcmp (set->text->str + other->text, set->text->str + key->text, key->length) == 0)
        return other;
    }
  return NULL;
}

EquateJsonKeySet *
equate_json_key_set_new (void)
{
  EquateJsonKeySet *set = g_new0 (EquateJsonKeySet, 1);

  set->text = g_string_new (NULL);
  set->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  set->n_slots = FIRST_SLOTS;
  set->slots = g_new0 (guint, set->n_slots);
  set->seed = ((guint64) g_random_int () << 32) | g_random_int ();
  return set;
}

void
equate_json_key_set_free (EquateJsonKeySet *set)
{
  g_string_free (set->text, TRUE);
  g_array_unref (set->keys);
  g_free (set->slots);
  g_free (set);
}

void
equate_json_key_set_clear (EquateJsonKeySet *set)
{
  equate_json_key_set_drop (set, 0);
  g_string_truncate (set->text, 0);
}

GString *
equate_json_key_set_get_text (EquateJsonKeySet *set)
{
  return set->text;
}

guint
equate_json_key_set_get_length (const EquateJsonKeySet *set)
{
  return set->keys->len;
}

gboolean
equate_json_key_set_add (EquateJsonKeySet *set, guint first_key, gsize text, EquateSpan span,
                         EquateSpan *first)
{
  Key key = { .text = text, .length = set->text->len - text, .span = span };

  /* The object is part of the hash: a row of objects with the same keys makes no chain. */
  key.hash = XXH3_64bits_withSeed (set->text->str + text, key.length, set->seed + first_key);

  const Key *earlier = find (set, first_key, &key);

  if (earlier)
    {
      *first = earlier->span;
      return FALSE;
    }
  if (2 * (set->keys->len + 1) > set->n_slots)
    grow (set);
  key.slot = free_slot (set, key.hash);
  g_array_append_val (set->keys, key);
  set->slots[key.slot] = set->keys->len;
  g_string_append_c (set->text, '\0');
  return TRUE;
}

/* Keys leave in the opposite order of their coming, so that no chain of slots is ever broken. */
void
equate_json_key_set_drop (EquateJsonKeySet *set, guint n_left)
{
  if (n_left == set->keys->len)
    return;
  for (guint i = set->keys->len; i > n_left; i--)
    set->slots[key_at (set, i - 1)->slot] = 0;
  g_string_truncate (set->text, key_at (set, n_left)->text);
  g_array_set_size (set->keys, n_left);
}
