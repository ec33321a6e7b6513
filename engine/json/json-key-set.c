/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "json/json-key-set.h"

#include <string.h>
#include <xxhash.h>

#define FIRST_SLOTS 64u
#define FEW_KEYS 8u /* of an object: compared one by one */
#define NO_SLOT G_MAXUINT

typedef struct
{
  guint64 hash;
  gsize text; /* offset in the set's text */
  gsize length;
  EquateSpan span;
  guint slot; /* NO_SLOT: its object has few keys so far, and hash is not known */
} Key;

struct _EquateJsonKeySet
{
  GString *text; /* owned: each key with its NUL */
  Key *keys;     /* owned: in the order of their coming */
  guint n_keys;
  guint room; /* for keys */
  guint *slots;  /* owned: open addressing; 1 + index in keys, 0: free */
  guint n_slots; /* a power of two, at least twice the number of keys */
  guint64 seed;  /* so that nobody can prepare keys that collide */
};

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
  for (guint i = 0; i < set->n_keys; i++)
    {
      Key *key = &set->keys[i];

      if (key->slot == NO_SLOT)
        continue;
      key->slot = free_slot (set, key->hash);
      set->slots[key->slot] = i + 1;
    }
}

static gboolean
is_same (const EquateJsonKeySet *set, const Key *a, const Key *b)
{
  return a->length == b->length
         && memcmp (set->text->str + a->text, set->text->str + b->text, a->length) == 0;
}

static const Key *
find_among_few (const EquateJsonKeySet *set, guint first_key, const Key *key)
{
  for (guint i = first_key; i < set->n_keys; i++)
    if (is_same (set, &set->keys[i], key))
      return &set->keys[i];
  return NULL;
}

/* The object is part of the hash: a row of objects with the same keys makes no chain. */
static void
set_hash (const EquateJsonKeySet *set, guint first_key, Key *key)
{
  key->hash
      = XXH3_64bits_withSeed (set->text->str + key->text, key->length, set->seed + first_key);
}

/* Objects within this one have ended: its keys are the last ones. */
static void
give_slots (EquateJsonKeySet *set, guint first_key)
{
  while (2 * (set->n_keys + 1) > set->n_slots)
    grow (set);
  for (guint i = first_key; i < set->n_keys; i++)
    {
      Key *key = &set->keys[i];

      set_hash (set, first_key, key);
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
      const Key *other = &set->keys[index];

      if (index >= first_key && other->hash == key->hash && is_same (set, other, key))
        return other;
    }
  return NULL;
}

EquateJsonKeySet *
equate_json_key_set_new (void)
{
  EquateJsonKeySet *set = g_new0 (EquateJsonKeySet, 1);

  set->text = g_string_new (NULL);
  set->n_slots = FIRST_SLOTS;
  set->slots = g_new0 (guint, set->n_slots);
  set->seed = ((guint64) g_random_int () << 32) | g_random_int ();
  return set;
}

void
equate_json_key_set_free (EquateJsonKeySet *set)
{
  g_string_free (set->text, TRUE);
  g_free (set->keys);
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
  return set->n_keys;
}

gboolean
equate_json_key_set_add (EquateJsonKeySet *set, guint first_key, gsize text, EquateSpan span,
                         EquateSpan *first)
{
  Key key = { .text = text, .length = set->text->len - text, .span = span, .slot = NO_SLOT };
  guint n_of_object = set->n_keys - first_key;
  const Key *earlier;

  if (n_of_object == FEW_KEYS && set->keys[first_key].slot == NO_SLOT)
    give_slots (set, first_key);
  if (n_of_object < FEW_KEYS)
    earlier = find_among_few (set, first_key, &key);
  else
    {
      set_hash (set, first_key, &key);
      earlier = find (set, first_key, &key);
    }
  if (earlier)
    {
      *first = earlier->span;
      return FALSE;
    }
  if (n_of_object >= FEW_KEYS)
    {
      if (2 * (set->n_keys + 1) > set->n_slots)
        grow (set);
      key.slot = free_slot (set, key.hash);
      set->slots[key.slot] = set->n_keys + 1;
    }
  if (set->n_keys == set->room)
    {
      set->room = MAX (2 * set->room, FIRST_SLOTS);
      set->keys = g_renew (Key, set->keys, set->room);
    }
  set->keys[set->n_keys++] = key;
  g_string_append_c (set->text, '\0');
  return TRUE;
}

/* Keys leave in the opposite order of their coming, so that no chain of slots is ever broken. */
void
equate_json_key_set_drop (EquateJsonKeySet *set, guint n_left)
{
  if (n_left == set->n_keys)
    return;
  for (guint i = set->n_keys; i > n_left; i--)
    if (set->keys[i - 1].slot != NO_SLOT)
      set->slots[set->keys[i - 1].slot] = 0;
  g_string_truncate (set->text, set->keys[n_left].text);
  set->n_keys = n_left;
}
