/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/build.h"

#include <elf.h>
#include <link.h>
#include <string.h>
#include <xxhash.h>

#define ALIGN_NOTE(size) (((gsize) (size) + 3) & ~(gsize) 3)

/* Hashes the build id among the notes of a segment. */
static void
hash_notes (const guint8 *notes, gsize size, guint64 *id)
{
  ElfW (Nhdr) note;

  while (size >= sizeof note)
    {
      memcpy (&note, notes, sizeof note);

      gsize name = sizeof note;
      gsize content = name + ALIGN_NOTE (note.n_namesz);
      gsize next = content + ALIGN_NOTE (note.n_descsz);

      if (next > size)
        return;
      if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof ELF_NOTE_GNU
          && memcmp (notes + name, ELF_NOTE_GNU, sizeof ELF_NOTE_GNU) == 0)
        *id = XXH3_64bits_withSeed (notes + content, note.n_descsz, *id);
      notes += next;
      size -= next;
    }
}

static gboolean
holds_this_code (const struct dl_phdr_info *object)
{
  guintptr here = (guintptr) &equate_build_get_id;

  for (guint i = 0; i < object->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *segment = &object->dlpi_phdr[i];

      if (segment->p_type == PT_LOAD
          && here - object->dlpi_addr - segment->p_vaddr < segment->p_memsz)
        return TRUE;
    }
  return FALSE;
}

static int
look_at (struct dl_phdr_info *object, size_t size, void *id)
{
  if (!holds_this_code (object))
    return 0;
  for (guint i = 0; i < object->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *segment = &object->dlpi_phdr[i];

      if (segment->p_type == PT_NOTE)
        hash_notes ((const guint8 *) (object->dlpi_addr + segment->p_vaddr), segment->p_memsz, id);
    }
  return 1;
}

guint64
equate_build_get_id (void)
{
  guint64 id = XXH3_64bits (EQUATE_VERSION, strlen (EQUATE_VERSION));

  dl_iterate_phdr (look_at, &id);
  return id;
}
