/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/arena.h"

#include <string.h>

#define FIRST_BLOCK ((gsize) 8 * 1024)
#define LARGEST_STEP ((gsize) 1024 * 1024)

/* Records are taken from the front and texts from the back, so that texts need no padding. */
typedef struct _EquateArenaBlock Block;

struct _EquateArenaBlock
{
  Block *next; /* owned */
  gsize size;  /* bytes of data */
  _Alignas(EQUATE_ARENA_ALIGNMENT) char data[];
};

EquateArena *
equate_arena_new (void)
{
  return g_new0 (EquateArena, 1);
}

void
equate_arena_free (EquateArena *arena)
{
  if (arena == NULL)
    return;
  for (Block *block = arena->first; block != NULL;)
    {
      Block *next = block->next;
      g_free (block);
      block = next;
    }
  g_free (arena);
}

/* Takes memory from a block that is empty; NULL: from none. */
static void
set_current (EquateArena *arena, Block *block)
{
  arena->current = block;
  arena->front = block != NULL ? block->data : NULL;
  arena->back = block != NULL ? block->data + block->size : NULL;
}

void
equate_arena_reset (EquateArena *arena)
{
  set_current (arena, arena->first);
}

/* Blocks behind the current one are empty. One of them that is large enough is moved forward, so
 * that an arena that is reset again and again stops growing. */
static Block *
take_later_block (EquateArena *arena, gsize size)
{
  if (arena->current == NULL)
    return NULL;
  for (Block **link = &arena->current->next; *link != NULL; link = &(*link)->next)
    {
      Block *block = *link;
      if (block->size >= size)
        {
          *link = block->next;
          return block;
        }
    }
  return NULL;
}

static Block *
new_block (EquateArena *arena, gsize size)
{
  const gsize step = CLAMP (arena->held, FIRST_BLOCK, LARGEST_STEP);
  const gsize room = MAX (size, step - sizeof (Block));
  Block *block = g_malloc (sizeof (Block) + room);

  block->size = room;
  arena->held += sizeof (Block) + room;
  return block;
}

void
equate_arena_make_room (EquateArena *arena, gsize size)
{
  /* Far below where sums of sizes could overflow, far above any machine. */
  if (size > G_MAXSIZE / 4)
    g_error ("%" G_GSIZE_FORMAT " bytes of memory are asked for", size);

  Block *block = take_later_block (arena, size);

  if (block == NULL)
    block = new_block (arena, size);
  if (arena->current == NULL)
    {
      block->next = NULL;
      arena->first = block;
    }
  else
    {
      block->next = arena->current->next;
      arena->current->next = block;
    }
  set_current (arena, block);
}

char *
equate_arena_strndup (EquateArena *arena, const char *text, gsize length)
{
  if ((gsize) (arena->back - arena->front) <= length)
    equate_arena_make_room (arena, MAX (length, length + 1));

  arena->back -= length + 1;
  char *copy = arena->back;
  if (length > 0)
    memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *
equate_arena_strdup (EquateArena *arena, const char *text)
{
  return text == NULL ? NULL : equate_arena_strndup (arena, text, strlen (text));
}

gpointer
equate_arena_copy (EquateArena *arena, gconstpointer elements, gsize size, gsize count)
{
  gsize bytes;

  if (count == 0)
    return NULL;
  if (!g_size_checked_mul (&bytes, size, count))
    bytes = G_MAXSIZE;

  gpointer copy = equate_arena_take (arena, bytes);
  if (bytes > 0)
    memcpy (copy, elements, bytes);
  return copy;
}

gsize
equate_arena_get_size (const EquateArena *arena)
{
  return arena->held;
}
