/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The files of a workspace, read by as many threads as pay.
 */
#pragma once

#include "load/file-list.h"
#include "yaml/yaml-decode.h"
#include "model/agreement.h"
#include "model/cases.h"
#include "model/grading.h"

G_BEGIN_DECLS

/* One of the four is there. */
typedef struct
{
  EquateCatalog *catalog;     /* in an arena */
  EquateGrading *grading;     /* in an arena */
  EquateAgreement *agreement; /* in an arena */
  EquateCases *cases;         /* in an arena */
} EquateWorkspaceDocument;

typedef struct
{
  char *relative;                    /* owned: path in the workspace */
  EquateSource *source;              /* owned; NULL: it could not be read, or stands apart */
  gsize size;                        /* bytes, where it could be read */
  gboolean apart;                    /* it is read when it is needed, */
  EquateFingerprint fingerprint;     /* and was this */
  GArray *documents;                 /* owned: EquateWorkspaceDocument; NULL before it is parsed */
  EquateDiagnosticList *diagnostics; /* owned; NULL likewise */
} EquateWorkspaceFile;

void equate_workspace_file_free (EquateWorkspaceFile *file);

/* Threads that pay for so many bytes. */
#define EQUATE_MAX_LOAD_THREADS 2u
guint equate_workspace_files_count_threads (guint64 size);

/* Looks whether a file of the folder begins as an agreement and is not too large, which lets it
 * stand apart; then its size is known. */
gboolean equate_workspace_file_may_wait (EquateWorkspaceFile *file, const char *folder,
                                         gsize max_size);

/* Parses one file whose source is there; its records are made in the arena. The decoder is lent. */
void equate_workspace_file_parse (EquateWorkspaceFile *file, EquateDecoder *decoder,
                                  EquateArena *arena);

/* Parses all files (EquateWorkspaceFile, in path order) whose sources are there; size: their bytes.
 * Adds the arenas of the records to arenas. */
void equate_workspace_files_parse (GPtrArray *files, guint64 size, GPtrArray *arenas);

G_END_DECLS
