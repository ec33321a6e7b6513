/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/snapshot-format.h"

#include <xxhash.h>

#include "base/build.h"

static const guint32 record_sizes[] = {
#define SIZE(name, type) sizeof (type),
  EQUATE_SNAPSHOT_SECTIONS (SIZE)
#undef SIZE
};

guint64
equate_snapshot_get_maker (void)
{
  /* The number comes out otherwise where the bytes of a word stand otherwise. */
  guint64 parts[] = { EQUATE_SNAPSHOT_FORMAT, equate_build_get_id (),
                      XXH3_64bits (record_sizes, sizeof record_sizes) };

  return XXH3_64bits (parts, sizeof parts);
}

gsize
equate_snapshot_record_size (EquateSectionId section)
{
  return record_sizes[section];
}

GByteArray *
equate_snapshot_make_stamps (const EquateFileList *list)
{
  EquateSnapshotStamps head = { 0, list->taken };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) &head, sizeof head);
  for (guint i = 0; i < list->files->len; i++)
    {
      const EquateListedFile *file = &g_array_index (list->files, EquateListedFile, i);

      g_byte_array_append (bytes, (const guint8 *) &file->stamp, sizeof file->stamp);
    }
  head.checksum
      = XXH3_64bits (bytes->data + sizeof head.checksum, bytes->len - sizeof head.checksum);
  ((EquateSnapshotStamps *) (gpointer) bytes->data)->checksum = head.checksum;
  return bytes;
}
