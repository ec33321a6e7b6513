/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The folder in which snapshots of compiled workspaces are kept, one for each workspace. It is
 * never more than a way to save time: what goes wrong with it is passed over, and what is found in
 * it is only believed when it belongs to the user and fits the files of the workspace.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/* A workspace as it looks to the cache. */
typedef struct _EquateCache EquateCache;

typedef enum
{
  EQUATE_CACHE_FRESH,    /* it is what the workspace would be compiled to now */
  EQUATE_CACHE_CHANGED,  /* the workspace holds something else by now */
  EQUATE_CACHE_GONE,     /* there is no such workspace any more */
  EQUATE_CACHE_UNUSABLE, /* damaged, or made by another build of the program */
} EquateCacheState;

typedef struct
{
  char *workspace; /* owned; NULL where it is unusable */
  guint64 size;    /* bytes */
  gint64 made;     /* seconds since 1970; 0 where it is unusable */
  EquateCacheState state;
} EquateCacheEntry;

/**
 * equate_cache_get_folder:
 *
 * Says where snapshots are kept unless another folder is named: `equate` in the user's cache
 * folder.
 *
 * Returns: (transfer full) (type filename): the folder, which need not exist; free with g_free()
 *
 * Since: 0.1
 */
char *equate_cache_get_folder (void);

/**
 * equate_cache_new:
 * @folder: (nullable) (type filename): where snapshots are kept; %NULL for
 *   equate_cache_get_folder()
 * @workspace: (type filename): the workspace
 *
 * Lists the files of a workspace, before anything of them is read, and looks at what is kept of it;
 * what is of no use is removed.
 *
 * Returns: (transfer full) (nullable): the workspace as the cache sees it, or %NULL where it cannot
 *   be listed; free with equate_cache_free()
 *
 * Since: 0.1
 */
EquateCache *equate_cache_new (const char *folder, const char *workspace);

/**
 * equate_cache_free:
 * @cache: (transfer full) (nullable): a workspace as the cache sees it
 *
 * Frees it; what is kept stays.
 *
 * Since: 0.1
 */
void equate_cache_free (EquateCache *cache);

/**
 * equate_cache_open:
 * @cache: a workspace as the cache sees it
 *
 * Opens the snapshot of the workspace where there is one that fits. A damaged one is removed.
 *
 * Returns: (transfer full) (nullable): the ruleset, or %NULL where the workspace has to be read
 *
 * Since: 0.1
 */
EquateRuleset *equate_cache_open (EquateCache *cache);

/**
 * equate_cache_store:
 * @cache: a workspace as the cache sees it, made before it was read
 * @workspace: what was read
 * @ruleset: what was made of it without errors
 * @error: return location for an error
 *
 * Keeps a snapshot, in place of the one before, and drops those of workspaces that are gone. Fails
 * with a #GIOErrorEnum where that cannot be; nothing is left behind then.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_cache_store (EquateCache *cache, const EquateWorkspace *workspace,
                             const EquateRuleset *ruleset, GError **error);

/**
 * equate_cache_list:
 * @folder: (nullable) (type filename): where snapshots are kept; %NULL for
 *   equate_cache_get_folder()
 * @error: return location for an error
 *
 * Lists what is kept, by workspace. Fails with a #GIOErrorEnum where the folder is there and cannot
 * be read, or is not the user's own.
 *
 * Returns: (transfer full) (nullable) (element-type EquateCacheEntry): what is kept, or %NULL with
 *   @error set
 *
 * Since: 0.1
 */
GPtrArray *equate_cache_list (const char *folder, GError **error);

/**
 * equate_cache_clear:
 * @folder: (nullable) (type filename): as for equate_cache_list()
 * @n_removed: (out): how many snapshots were removed
 * @error: return location for an error
 *
 * Removes every snapshot. Fails as equate_cache_list() does, and where one cannot be removed.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_cache_clear (const char *folder, guint *n_removed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateCache, equate_cache_free)

G_END_DECLS
