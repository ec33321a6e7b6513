/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How a snapshot lies in its file. Private to the modules of the snapshot.
 *
 *     header | sections, each aligned | stamps
 *
 * Everything up to the stamps is written once. The stamps are written anew, in place, when the
 * files turn out to hold the same although the system says that they were touched; they have a
 * checksum of their own, and nothing but time is lost where it does not fit.
 */
#pragma once

#include "compile/ruleset.h"
#include "load/file-list.h"

G_BEGIN_DECLS

/* To be raised with every change of what a file means that its records do not show. */
#define EQUATE_SNAPSHOT_FORMAT 2u
#define EQUATE_SNAPSHOT_MAGIC "\211eqsnap\n"
#define EQUATE_SNAPSHOT_ALIGNMENT 64u
/* So that two threads end their work together. */
#define EQUATE_SNAPSHOT_PARTS 8u

/* A file of the workspace. */
typedef struct
{
  guint64 path; /* texts: in the workspace */
  EquateFingerprint fingerprint;
} EquateSnapshotFile;

/* A file that holds scales or conversions; the gradebook is made from it again. */
typedef struct
{
  guint64 file;   /* files */
  guint64 text;   /* texts: what it holds, ended by NUL */
  guint64 length; /* bytes without that NUL */
} EquateSnapshotGrading;

/* SECTION (name, type of a record) */
#define EQUATE_SNAPSHOT_SECTIONS(SECTION)                                                          \
  SECTION (strings, char)                                                                          \
  EQUATE_RULESET_ARRAYS (SECTION)                                                                  \
  SECTION (texts, char)                                                                            \
  SECTION (files, EquateSnapshotFile)                                                              \
  SECTION (gradings, EquateSnapshotGrading)

typedef enum
{
#define NUMBER(name, type) EQUATE_SECTION_##name,
  EQUATE_SNAPSHOT_SECTIONS (NUMBER)
#undef NUMBER
      EQUATE_N_SECTIONS
} EquateSectionId;

typedef struct
{
  guint64 offset; /* bytes from the start of the file */
  guint64 count;  /* records */
} EquateSnapshotSection;

typedef struct
{
  char magic[8];
  guint64 maker; /* build, format, byte order and sizes of the records */
  /* Over each part of what lies between EQUATE_SNAPSHOT_CHECKED and size. */
  guint64 checksums[EQUATE_SNAPSHOT_PARTS];
  guint64 size;      /* bytes up to the stamps */
  gint64 made;       /* nanoseconds since 1970 */
  guint64 workspace; /* texts: path of the folder */
  guint64 digest;    /* texts */
  EquateSnapshotSection sections[EQUATE_N_SECTIONS];
} EquateSnapshotHeader;

#define EQUATE_SNAPSHOT_CHECKED G_STRUCT_OFFSET (EquateSnapshotHeader, size)

/* Behind it stands an EquateFileStamp for each file. */
typedef struct
{
  guint64 checksum; /* over what follows */
  gint64 taken;     /* nanoseconds since 1970; 0: not to be trusted */
} EquateSnapshotStamps;

/* What this build puts as maker. */
guint64 equate_snapshot_get_maker (void);

gsize equate_snapshot_record_size (EquateSectionId section);

/* Where a part begins; that of EQUATE_SNAPSHOT_PARTS is the end of the last. */
static inline guint64
equate_snapshot_part (guint64 size, guint part)
{
  return EQUATE_SNAPSHOT_CHECKED + (size - EQUATE_SNAPSHOT_CHECKED) / EQUATE_SNAPSHOT_PARTS * part
         + (part == EQUATE_SNAPSHOT_PARTS ? (size - EQUATE_SNAPSHOT_CHECKED) % part : 0);
}

static inline guint64
equate_snapshot_align (guint64 offset)
{
  return (offset + EQUATE_SNAPSHOT_ALIGNMENT - 1) / EQUATE_SNAPSHOT_ALIGNMENT
         * EQUATE_SNAPSHOT_ALIGNMENT;
}

/* The stamps of a list, ready to be written. Free with g_byte_array_unref. */
GByteArray *equate_snapshot_make_stamps (const EquateFileList *list);

G_END_DECLS
