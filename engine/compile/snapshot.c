/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/snapshot.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "compile/snapshot-check.h"
#include "compile/snapshot-format.h"
#include "load/workspace-files.h"

/* Below it a thread costs more than it saves. */
#define LEAST_SIZE_FOR_THREADS (1024u * 1024)

/* The work of checking, each piece for whichever thread is free: first the records, then the
 * checksums. */
typedef struct
{
  EquateRuleset ruleset; /* the arrays only */
  gint next;             /* atomic: the piece */
  gint is_over;          /* atomic: something is bad, or nobody wants to know any more */
  pthread_t thread;
  gboolean is_started; /* the thread */
} Check;

struct _EquateSnapshot
{
  const char *bytes; /* owned: mapped */
  gsize size;        /* bytes that are mapped, stamps included */
  const EquateSnapshotHeader *header;
  const char *texts;
  const EquateSnapshotFile *files;
  guint n_files;
  const EquateSnapshotGrading *gradings;
  guint n_gradings;
  Check check;
  GByteArray *stamps; /* owned: EquateSnapshotStamps with theirs; NULL: not to be trusted */
  GPtrArray *sources; /* owned, nullable: EquateWorkspaceFile, what the gradebook is made from */
  GPtrArray *arenas;  /* owned, nullable: EquateArena, likewise */
};

/* --- opening --- */

static gboolean
check_sections (const EquateSnapshotHeader *header)
{
  for (guint i = 0; i < EQUATE_N_SECTIONS; i++)
    {
      const EquateSnapshotSection *section = &header->sections[i];

      if (section->offset % EQUATE_SNAPSHOT_ALIGNMENT != 0 || section->offset < sizeof *header
          || section->offset > header->size || section->count >= G_MAXUINT32
          || section->count > (header->size - section->offset) / equate_snapshot_record_size (i))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_header (const EquateSnapshot *snapshot)
{
  const EquateSnapshotHeader *header = snapshot->header;

  if (memcmp (header->magic, EQUATE_SNAPSHOT_MAGIC, sizeof header->magic) != 0
      || header->maker != equate_snapshot_get_maker () || header->size > snapshot->size
      || header->size < sizeof *header || !check_sections (header))
    return FALSE;
  return header->size + sizeof (EquateSnapshotStamps)
             + header->sections[EQUATE_SECTION_files].count * sizeof (EquateFileStamp)
         == snapshot->size;
}

/* All of these are texts: the section ends in NUL. */
static gboolean
check_texts (const EquateSnapshot *snapshot)
{
  guint64 size = snapshot->header->sections[EQUATE_SECTION_texts].count;
  guint64 next = 0;

  if (size == 0 || snapshot->texts[size - 1] != '\0' || snapshot->header->workspace >= size
      || snapshot->header->digest >= size)
    return FALSE;
  for (guint i = 0; i < snapshot->n_files; i++)
    if (snapshot->files[i].path >= size)
      return FALSE;
  for (guint i = 0; i < snapshot->n_gradings; i++)
    {
      const EquateSnapshotGrading *grading = &snapshot->gradings[i];

      if (grading->file >= snapshot->n_files || grading->text < next || grading->text >= size
          || grading->length >= size - grading->text || grading->length >= G_MAXUINT32
          || snapshot->texts[grading->text + grading->length] != '\0')
        return FALSE;
      next = grading->text + grading->length + 1; /* none is read twice */
    }
  return g_utf8_validate (snapshot->texts + snapshot->header->digest, -1, NULL);
}

static gconstpointer
get_section (const EquateSnapshot *snapshot, EquateSectionId section)
{
  return snapshot->bytes + snapshot->header->sections[section].offset;
}

static void
find_sections (EquateSnapshot *snapshot)
{
  const EquateSnapshotSection *sections = snapshot->header->sections;

  snapshot->texts = get_section (snapshot, EQUATE_SECTION_texts);
  snapshot->files = get_section (snapshot, EQUATE_SECTION_files);
  snapshot->n_files = (guint) sections[EQUATE_SECTION_files].count;
  snapshot->gradings = get_section (snapshot, EQUATE_SECTION_gradings);
  snapshot->n_gradings = (guint) sections[EQUATE_SECTION_gradings].count;
}

/* They may be written anew at any time: a copy is looked at. */
static void
read_stamps (EquateSnapshot *snapshot, int fd)
{
  gsize length = snapshot->size - snapshot->header->size;
  g_autoptr (GByteArray) stamps = g_byte_array_new ();

  g_byte_array_set_size (stamps, (guint) length);
  if (pread (fd, stamps->data, length, (off_t) snapshot->header->size) != (gssize) length)
    return;

  const EquateSnapshotStamps *head = (const EquateSnapshotStamps *) (gpointer) stamps->data;

  if (head->checksum
      == XXH3_64bits (stamps->data + sizeof head->checksum, length - sizeof head->checksum))
    snapshot->stamps = g_steal_pointer (&stamps);
}

static void
set_arrays (EquateRuleset *ruleset, const EquateSnapshot *snapshot)
{
  const EquateSnapshotSection *sections = snapshot->header->sections;

  ruleset->strings = get_section (snapshot, EQUATE_SECTION_strings);
  ruleset->n_strings = (guint32) sections[EQUATE_SECTION_strings].count;
#define SET(name, type)                                                                            \
  ruleset->name = get_section (snapshot, EQUATE_SECTION_##name);                                   \
  ruleset->n_##name = (guint32) sections[EQUATE_SECTION_##name].count;
  EQUATE_RULESET_ARRAYS (SET)
#undef SET
  ruleset->digest = snapshot->texts + snapshot->header->digest;
}

EquateSnapshot *
equate_snapshot_open (int fd)
{
  g_autoptr (EquateSnapshot) snapshot = g_new0 (EquateSnapshot, 1);
  struct stat status;

  if (fstat (fd, &status) < 0 || !S_ISREG (status.st_mode)
      || (guint64) status.st_size < sizeof (EquateSnapshotHeader))
    return NULL;

  void *bytes = mmap (NULL, (gsize) status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

  if (bytes == MAP_FAILED)
    return NULL;
  snapshot->bytes = bytes;
  snapshot->size = (gsize) status.st_size;
  snapshot->header = bytes;
  if (!check_header (snapshot))
    return NULL;
  find_sections (snapshot);
  if (!check_texts (snapshot))
    return NULL;
  read_stamps (snapshot, fd);
  set_arrays (&snapshot->check.ruleset, snapshot);
  return g_steal_pointer (&snapshot);
}

void
equate_snapshot_free (EquateSnapshot *snapshot)
{
  if (!snapshot)
    return;
  g_atomic_int_set (&snapshot->check.is_over, TRUE);
  if (snapshot->check.is_started)
    pthread_join (snapshot->check.thread, NULL);
  g_clear_pointer (&snapshot->sources, g_ptr_array_unref);
  g_clear_pointer (&snapshot->arenas, g_ptr_array_unref);
  g_clear_pointer (&snapshot->stamps, g_byte_array_unref);
  if (snapshot->bytes)
    munmap ((gpointer) snapshot->bytes, snapshot->size);
  g_free (snapshot);
}

const char *
equate_snapshot_get_workspace (const EquateSnapshot *snapshot)
{
  return snapshot->texts + snapshot->header->workspace;
}

gint64
equate_snapshot_get_made (const EquateSnapshot *snapshot)
{
  return snapshot->header->made;
}

/* --- the files --- */

static gboolean
has_paths (const EquateSnapshot *snapshot, const EquateFileList *list)
{
  if (list->unreadable->len > 0 || list->files->len != snapshot->n_files)
    return FALSE;
  for (guint i = 0; i < snapshot->n_files; i++)
    if (strcmp (snapshot->texts + snapshot->files[i].path,
                g_array_index (list->files, EquateListedFile, i).relative)
        != 0)
      return FALSE;
  return TRUE;
}

gboolean
equate_snapshot_has_stamps (const EquateSnapshot *snapshot, const EquateFileList *list)
{
  if (!snapshot->stamps || !has_paths (snapshot, list))
    return FALSE;

  const EquateSnapshotStamps *head
      = (const EquateSnapshotStamps *) (gpointer) snapshot->stamps->data;
  const EquateFileStamp *stamps = (const EquateFileStamp *) (head + 1);

  for (guint i = 0; i < snapshot->n_files; i++)
    {
      EquateFileStamp stamp = g_array_index (list->files, EquateListedFile, i).stamp;

      if (stamp.size != stamps[i].size || stamp.changed != stamps[i].changed
          || stamp.inode != stamps[i].inode || stamp.device != stamps[i].device
          || !equate_file_stamp_is_settled (&stamp, head->taken))
        return FALSE;
    }
  return TRUE;
}

gboolean
equate_snapshot_has_contents (const EquateSnapshot *snapshot, const EquateFileList *list)
{
  g_autofree EquateFingerprint *expected = g_new (EquateFingerprint, snapshot->n_files + 1);

  for (guint i = 0; i < snapshot->n_files; i++)
    expected[i] = snapshot->files[i].fingerprint;
  return has_paths (snapshot, list) && equate_file_list_hold (list, expected);
}

void
equate_snapshot_restamp (const EquateSnapshot *snapshot, int fd, const EquateFileList *list)
{
  g_autoptr (GByteArray) stamps = equate_snapshot_make_stamps (list);
  gssize written = pwrite (fd, stamps->data, stamps->len, (off_t) snapshot->header->size);

  /* A part has a checksum that does not fit, which costs the next run a look at the files. */
  if (written < 0)
    return;
}

/* --- the ruleset --- */

static gboolean (*const record_checks[]) (const EquateRuleset *ruleset) = {
  equate_snapshot_check_requirements,
  equate_snapshot_check_agreements,
  equate_snapshot_check_catalogs,
};

#define N_CHECKS G_N_ELEMENTS (record_checks)

static gboolean
check_piece (const EquateSnapshot *snapshot, guint piece)
{
  const EquateSnapshotHeader *header = snapshot->header;

  if (piece < N_CHECKS)
    return record_checks[piece](&snapshot->check.ruleset);

  guint part = piece - N_CHECKS;
  guint64 start = equate_snapshot_part (header->size, part);
  guint64 end = equate_snapshot_part (header->size, part + 1);

  return XXH3_64bits (snapshot->bytes + start, (gsize) (end - start)) == header->checksums[part];
}

static void *
run_check (void *data)
{
  EquateSnapshot *snapshot = data;
  Check *check = &snapshot->check;

  while (!g_atomic_int_get (&check->is_over))
    {
      guint piece = (guint) g_atomic_int_add (&check->next, 1);

      if (piece >= N_CHECKS + EQUATE_SNAPSHOT_PARTS)
        break;
      if (!check_piece (snapshot, piece))
        g_atomic_int_set (&check->is_over, TRUE);
    }
  return NULL;
}

void
equate_snapshot_begin (EquateSnapshot *snapshot)
{
  Check *check = &snapshot->check;

  if (check->is_started || snapshot->size < LEAST_SIZE_FOR_THREADS)
    return;
  check->is_started = pthread_create (&check->thread, NULL, run_check, snapshot) == 0;
}

/* This thread helps. */
static gboolean
check_all (EquateSnapshot *snapshot)
{
  Check *check = &snapshot->check;

  equate_snapshot_begin (snapshot);
  run_check (snapshot);
  if (check->is_started)
    pthread_join (check->thread, NULL);
  check->is_started = FALSE;
  return !check->is_over;
}

static void
read_gradings (EquateSnapshot *snapshot)
{
  guint64 size = 0;

  snapshot->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_workspace_file_free);
  snapshot->arenas = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_arena_free);
  for (guint i = 0; i < snapshot->n_gradings; i++)
    {
      const EquateSnapshotGrading *grading = &snapshot->gradings[i];
      const char *path = snapshot->texts + snapshot->files[grading->file].path;
      g_autofree char *shown = g_filename_display_name (path);
      EquateWorkspaceFile *file = g_new0 (EquateWorkspaceFile, 1);

      file->relative = g_strdup (path);
      file->source = equate_source_new_static (shown, snapshot->texts + grading->text,
                                               (gsize) grading->length, 1);
      g_ptr_array_add (snapshot->sources, file);
      size += grading->length;
    }
  equate_workspace_files_parse (snapshot->sources, size, snapshot->arenas);
}

/* NULL: they have errors, which those that the snapshot was made from had not. */
static EquateGradebook *
make_gradebook (EquateSnapshot *snapshot)
{
  g_autoptr (EquateDiagnosticList) found = equate_diagnostic_list_new ();
  g_autoptr (GPtrArray) gradings = g_ptr_array_new ();
  gboolean is_good = TRUE;

  read_gradings (snapshot);
  for (guint i = 0; i < snapshot->sources->len; i++)
    {
      const EquateWorkspaceFile *file = g_ptr_array_index (snapshot->sources, i);

      is_good
          = is_good && equate_diagnostic_list_count (file->diagnostics, EQUATE_SEVERITY_ERROR) == 0;
      for (guint j = 0; j < file->documents->len; j++)
        {
          EquateGrading *grading
              = g_array_index (file->documents, EquateWorkspaceDocument, j).grading;

          if (grading)
            g_ptr_array_add (gradings, grading);
        }
    }
  if (!is_good)
    return NULL;

  g_autoptr (EquateGradebook) book = equate_gradebook_new (gradings, found);

  return equate_diagnostic_list_count (found, EQUATE_SEVERITY_ERROR) == 0 ? g_steal_pointer (&book)
                                                                          : NULL;
}

EquateRuleset *
equate_snapshot_get_ruleset (EquateSnapshot *snapshot)
{
  g_autoptr (EquateRuleset) ruleset = g_new0 (EquateRuleset, 1);

  ruleset->origin = snapshot;
  ruleset->free_origin = (GDestroyNotify) equate_snapshot_free;
  set_arrays (ruleset, snapshot);
  if (!check_all (snapshot))
    return NULL;
  ruleset->gradebook = make_gradebook (snapshot);
  if (!ruleset->gradebook || !equate_snapshot_check_grades (ruleset))
    return NULL;
  return g_steal_pointer (&ruleset);
}
