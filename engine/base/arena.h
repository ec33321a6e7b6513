/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Memory that is given back all at once: the records of a workspace live as long as its arena.
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

#define EQUATE_ARENA_ALIGNMENT 16u

/* Known here only so that taking memory, of which most is taken in small pieces, needs no call. */
typedef struct
{
  struct _EquateArenaBlock *first;   /* owned, nullable */
  struct _EquateArenaBlock *current; /* borrowed, nullable: the one that memory is taken from */
  gsize held;                        /* bytes */
  char *front;                       /* what is left of the current block begins here */
  char *back;                        /* and ends here: texts lie behind it */
} EquateArena;

/**
 * equate_arena_new:
 *
 * Makes an arena without content.
 *
 * Returns: (transfer full): the arena; free with equate_arena_free()
 *
 * Since: 0.1
 */
EquateArena *equate_arena_new (void);

/**
 * equate_arena_free:
 * @arena: (transfer full) (nullable): an arena
 *
 * Gives back the arena and all memory that was taken from it.
 *
 * Since: 0.1
 */
void equate_arena_free (EquateArena *arena);

/**
 * equate_arena_reset:
 * @arena: an arena
 *
 * Forgets all content but keeps the memory, for the next record of a batch.
 *
 * Since: 0.1
 */
void equate_arena_reset (EquateArena *arena);

/**
 * equate_arena_alloc:
 * @arena: an arena
 * @size: bytes; may be 0
 *
 * Takes zeroed memory, aligned to 16 bytes; the process ends where there is none left.
 *
 * Returns: (transfer none) (not nullable): the memory, valid until @arena is reset or freed
 *
 * Since: 0.1
 */
static inline gpointer equate_arena_alloc (EquateArena *arena, gsize size);

/**
 * equate_arena_strndup:
 * @arena: an arena
 * @text: the bytes to copy; need not end in NUL
 * @length: how many bytes
 *
 * Copies a text and puts a NUL behind it.
 *
 * Returns: (transfer none) (not nullable): the copy, valid until @arena is reset or freed
 *
 * Since: 0.1
 */
char *equate_arena_strndup (EquateArena *arena, const char *text, gsize length);

/**
 * equate_arena_strdup:
 * @arena: an arena
 * @text: (nullable): the text to copy
 *
 * Copies a text up to its NUL.
 *
 * Returns: (transfer none) (nullable): the copy, valid until @arena is reset or freed; %NULL for
 *   %NULL
 *
 * Since: 0.1
 */
char *equate_arena_strdup (EquateArena *arena, const char *text);

/**
 * equate_arena_copy:
 * @arena: an arena
 * @elements: (nullable): the elements to copy
 * @size: bytes of one element
 * @count: how many elements
 *
 * Copies an array, such as one that has grown elsewhere to its final length.
 *
 * Returns: (transfer none) (nullable): the copy, valid until @arena is reset or freed; %NULL when
 *   @count is 0
 *
 * Since: 0.1
 */
gpointer equate_arena_copy (EquateArena *arena, gconstpointer elements, gsize size, gsize count);

/**
 * equate_arena_get_size:
 * @arena: an arena
 *
 * Says how much memory the arena holds from the system.
 *
 * Returns: bytes
 *
 * Since: 0.1
 */
gsize equate_arena_get_size (const EquateArena *arena);

/* Makes room for so many bytes between front and back, or ends the process. */
void equate_arena_make_room (EquateArena *arena, gsize size);

/* The same with whatever the memory held before. */
static inline gpointer
equate_arena_take (EquateArena *arena, gsize size)
{
  const gsize mask = EQUATE_ARENA_ALIGNMENT - 1;
  const gsize rounded = (MAX (size, 1) + mask) & ~mask;

  /* A size that is absurd is rounded to one below it, or is far beyond all room. */
  if (G_UNLIKELY ((gsize) (arena->back - arena->front) < rounded || rounded < size))
    equate_arena_make_room (arena, MAX (rounded, size));

  gpointer memory = arena->front;
  arena->front += rounded;
  return memory;
}

static inline gpointer
equate_arena_alloc (EquateArena *arena, gsize size)
{
  return memset (equate_arena_take (arena, size), 0, size);
}

#define equate_arena_new0(arena, type) ((type *) equate_arena_alloc ((arena), sizeof (type)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateArena, equate_arena_free)

G_END_DECLS
