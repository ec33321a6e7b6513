/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The files of a workspace, read by as many threads as pay.
 */
#pragma once

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
  EquateSource *source;              /* owned; NULL: it could not be read */
  GArray *documents;                 /* owned: EquateWorkspaceDocument; NULL before it is parsed */
  EquateDiagnosticList *diagnostics; /* owned; NULL likewise */
} EquateWorkspaceFile;

void equate_workspace_file_free (EquateWorkspaceFile *file);

/* Parses all files (EquateWorkspaceFile, in path order; size: their bytes) and works out their
 * digest (free with g_free). Adds the arenas of the records to arenas. */
char *equate_workspace_files_parse (GPtrArray *files, guint64 size, GPtrArray *arenas);

G_END_DECLS
