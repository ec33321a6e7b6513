/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Files, one after another, cut into blocks of whole records.
 */
#pragma once

#include "batch/block.h"

G_BEGIN_DECLS

typedef struct
{
  EquateFormat format; /* AUTO: each file by its name, else by its beginning */
  EquateEncoding encoding;
  gsize block_size; /* bytes that are read at a time, about; 0: as is good for one thread or a few */
  guint skip;       /* records at the beginning that are left out */
  guint shard;      /* with shards > 1: only records whose number n has (n - 1) mod shards = shard - 1 */
  guint shards;
} EquateReadSettings;

typedef struct _EquateBlockReader EquateBlockReader;

/**
 * equate_block_reader_new:
 * @paths: (array length=n_paths): files, or "-" for standard input; must outlive the reader
 * @n_paths: how many
 * @settings: how they are read; copied
 *
 * Makes a reader; nothing is opened yet.
 *
 * Returns: (transfer full): the reader; free with equate_block_reader_free()
 *
 * Since: 0.1
 */
EquateBlockReader *equate_block_reader_new (const char *const *paths, guint n_paths,
                                            const EquateReadSettings *settings);

/**
 * equate_block_reader_free:
 * @reader: (transfer full) (nullable): a reader
 *
 * Frees a reader; its blocks can no longer be worked on.
 *
 * Since: 0.1
 */
void equate_block_reader_free (EquateBlockReader *reader);

/**
 * equate_block_reader_fill:
 * @reader: a reader
 * @block: an empty block
 * @cancellable: (nullable): ends a wait for bytes
 * @error: return location for an error
 *
 * Fills a block with the next records. Fails as equate_byte_input_read() does.
 *
 * Returns: %FALSE where no records are left, or with @error set
 *
 * Since: 0.1
 */
gboolean equate_block_reader_fill (EquateBlockReader *reader, EquateBlock *block,
                                   GCancellable *cancellable, GError **error);

/**
 * equate_block_reader_get_size:
 * @reader: a reader
 *
 * Adds up the sizes of the files.
 *
 * Returns: bytes as they lie on the disk; 0 where one is not known
 *
 * Since: 0.1
 */
guint64 equate_block_reader_get_size (const EquateBlockReader *reader);

/**
 * equate_block_reader_get_number:
 * @reader: a reader
 *
 * Says how many records were seen so far, be they in a block or left out.
 *
 * Returns: the number of the last one
 *
 * Since: 0.1
 */
guint equate_block_reader_get_number (const EquateBlockReader *reader);

/**
 * equate_block_reader_get_digest:
 * @reader: a reader that has come to the end
 *
 * Says what the bytes of all files hash to, as they lie on the disk.
 *
 * Returns: the hash
 *
 * Since: 0.1
 */
guint64 equate_block_reader_get_digest (const EquateBlockReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateBlockReader, equate_block_reader_free)

G_END_DECLS
