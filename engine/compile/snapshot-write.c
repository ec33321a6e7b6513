/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/snapshot-write.h"

#include <string.h>
#include <xxhash.h>

#include "compile/snapshot-format.h"

/* A snapshot in the making. */
typedef struct
{
  EquateSnapshotHeader header;
  gconstpointer records[EQUATE_N_SECTIONS]; /* borrowed: of each section */
  GByteArray *texts;                        /* owned */
  GArray *files;                            /* owned: EquateSnapshotFile */
  GArray *gradings;                         /* owned: EquateSnapshotGrading */
} Snapshot;

/* The checksums, taken while the bytes come by. */
typedef struct
{
  EquateSnapshotHeader *header; /* borrowed: receives them */
  XXH3_state_t *state;          /* owned: of the part that the next byte belongs to */
  guint part;
  guint64 at; /* of the next byte */
} Checksums;

/* --- what belongs to the files --- */

static guint64
add_text (Snapshot *snapshot, const char *text, gsize length)
{
  guint64 offset = snapshot->texts->len;

  g_byte_array_append (snapshot->texts, (const guint8 *) text, (guint) length);
  g_byte_array_append (snapshot->texts, (const guint8 *) "", 1);
  return offset;
}

static gboolean
has_grading (const EquateWorkspace *workspace, const EquateSource *source)
{
  const GPtrArray *gradings = equate_workspace_get_gradings (workspace);

  for (guint i = 0; i < gradings->len; i++)
    if (((const EquateGrading *) g_ptr_array_index (gradings, i))->span.source == source)
      return TRUE;
  return FALSE;
}

static EquateFingerprint
get_fingerprint (const EquateWorkspaceFile *file)
{
  gsize length;
  const char *bytes;

  if (file->apart)
    return file->fingerprint;
  bytes = equate_source_get_bytes (file->source, &length);
  return equate_fingerprint (bytes, length);
}

/* FALSE: it is not what was listed. */
static gboolean
add_file (Snapshot *snapshot, const EquateWorkspace *workspace, const EquateWorkspaceFile *read,
          const EquateListedFile *listed)
{
  if ((!read->source && !read->apart) || read->size != listed->stamp.size
      || strcmp (read->relative, listed->relative) != 0)
    return FALSE;

  EquateSnapshotFile file
      = { add_text (snapshot, listed->relative, strlen (listed->relative)), get_fingerprint (read) };

  if (read->source && has_grading (workspace, read->source))
    {
      gsize length;
      const char *bytes = equate_source_get_bytes (read->source, &length);
      EquateSnapshotGrading grading
          = { snapshot->files->len, add_text (snapshot, bytes, length), length };

      g_array_append_val (snapshot->gradings, grading);
    }
  g_array_append_val (snapshot->files, file);
  return TRUE;
}

static gboolean
add_files (Snapshot *snapshot, const EquateWorkspace *workspace, const EquateFileList *list)
{
  const GPtrArray *files = equate_workspace_get_files (workspace);

  if (files->len != list->files->len)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!add_file (snapshot, workspace, g_ptr_array_index (files, i),
                   &g_array_index (list->files, EquateListedFile, i)))
      return FALSE;
  return TRUE;
}

/* --- where everything stands --- */

static void
set_section (Snapshot *snapshot, EquateSectionId section, gconstpointer records, guint64 count)
{
  snapshot->records[section] = records;
  snapshot->header.sections[section].count = count;
}

static void
place_sections (Snapshot *snapshot)
{
  guint64 end = sizeof snapshot->header;

  for (guint i = 0; i < EQUATE_N_SECTIONS; i++)
    {
      EquateSnapshotSection *section = &snapshot->header.sections[i];

      section->offset = equate_snapshot_align (end);
      end = section->offset + section->count * equate_snapshot_record_size (i);
    }
  snapshot->header.size = equate_snapshot_align (end);
}

static void
set_sections (Snapshot *snapshot, const EquateRuleset *ruleset)
{
  set_section (snapshot, EQUATE_SECTION_strings, ruleset->strings, ruleset->n_strings);
#define SET(name, type)                                                                            \
  set_section (snapshot, EQUATE_SECTION_##name, ruleset->name, ruleset->n_##name);
  EQUATE_RULESET_ARRAYS (SET)
#undef SET
  set_section (snapshot, EQUATE_SECTION_texts, snapshot->texts->data, snapshot->texts->len);
  set_section (snapshot, EQUATE_SECTION_files, snapshot->files->data, snapshot->files->len);
  set_section (snapshot, EQUATE_SECTION_gradings, snapshot->gradings->data,
               snapshot->gradings->len);
}

/* --- the bytes in their order --- */

static gboolean
pad (guint64 *at, guint64 end, EquateSnapshotSink sink, gpointer data, GError **error)
{
  static const char zeros[EQUATE_SNAPSHOT_ALIGNMENT];
  gsize length = (gsize) (end - *at);

  *at = end;
  return length == 0 || sink (zeros, length, data, error);
}

static gboolean
pass_on (const Snapshot *snapshot, EquateSnapshotSink sink, gpointer data, GError **error)
{
  guint64 at = sizeof snapshot->header;

  if (!sink ((const char *) &snapshot->header, sizeof snapshot->header, data, error))
    return FALSE;
  for (guint i = 0; i < EQUATE_N_SECTIONS; i++)
    {
      const EquateSnapshotSection *section = &snapshot->header.sections[i];
      gsize length = section->count * equate_snapshot_record_size (i);

      if (!pad (&at, section->offset, sink, data, error)
          || (length > 0 && !sink (snapshot->records[i], length, data, error)))
        return FALSE;
      at += length;
    }
  return pad (&at, snapshot->header.size, sink, data, error);
}

static gboolean
hash (const char *bytes, gsize length, gpointer data, GError **error)
{
  Checksums *checksums = data;
  guint64 size = checksums->header->size;

  if (checksums->at == 0) /* the header: its beginning is not covered */
    {
      bytes += EQUATE_SNAPSHOT_CHECKED;
      length -= EQUATE_SNAPSHOT_CHECKED;
      checksums->at = EQUATE_SNAPSHOT_CHECKED;
    }
  while (length > 0)
    {
      guint64 end = equate_snapshot_part (size, checksums->part + 1);
      gsize part = (gsize) MIN (length, end - checksums->at);

      XXH3_64bits_update (checksums->state, bytes, part);
      bytes += part;
      length -= part;
      checksums->at += part;
      if (checksums->at < end)
        break;
      checksums->header->checksums[checksums->part++] = XXH3_64bits_digest (checksums->state);
      XXH3_64bits_reset (checksums->state);
    }
  return TRUE;
}

static void
set_checksums (Snapshot *snapshot)
{
  Checksums checksums = { &snapshot->header, XXH3_createState (), 0, 0 };

  XXH3_64bits_reset (checksums.state);
  pass_on (snapshot, hash, &checksums, NULL);
  XXH3_freeState (checksums.state);
}

/* --- the whole --- */

static void
snapshot_init (Snapshot *snapshot)
{
  memset (snapshot, 0, sizeof *snapshot);
  memcpy (snapshot->header.magic, EQUATE_SNAPSHOT_MAGIC, sizeof snapshot->header.magic);
  snapshot->header.maker = equate_snapshot_get_maker ();
  snapshot->header.made = g_get_real_time () * 1000;
  snapshot->texts = g_byte_array_new ();
  snapshot->files = g_array_new (FALSE, TRUE, sizeof (EquateSnapshotFile));
  snapshot->gradings = g_array_new (FALSE, TRUE, sizeof (EquateSnapshotGrading));
}

static void
snapshot_clear (Snapshot *snapshot)
{
  g_byte_array_unref (snapshot->texts);
  g_array_unref (snapshot->files);
  g_array_unref (snapshot->gradings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Snapshot, snapshot_clear)

gboolean
equate_snapshot_write (const EquateRuleset *ruleset, const EquateWorkspace *workspace,
                       const EquateFileList *list, EquateSnapshotSink sink, gpointer data,
                       GError **error)
{
  g_auto (Snapshot) snapshot;
  g_autoptr (GByteArray) stamps = equate_snapshot_make_stamps (list);

  snapshot_init (&snapshot);
  snapshot.header.workspace = add_text (&snapshot, list->folder, strlen (list->folder));
  snapshot.header.digest = add_text (&snapshot, ruleset->digest, strlen (ruleset->digest));
  if (!add_files (&snapshot, workspace, list))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                           "the files of the workspace changed while they were read");
      return FALSE;
    }
  set_sections (&snapshot, ruleset);
  place_sections (&snapshot);
  set_checksums (&snapshot);
  return pass_on (&snapshot, sink, data, error)
         && sink ((const char *) stamps->data, stamps->len, data, error);
}
