/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Places where a search has been before. Two ways into a search may leave the same choices open;
 * from there they can only go on alike, so the one that is worth no more need not be followed.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquateSelectionMemo EquateSelectionMemo;

/* n_levels: of the values; most: how many places are kept at most. */
EquateSelectionMemo *equate_selection_memo_new (guint n_levels, guint most);
void equate_selection_memo_free (EquateSelectionMemo *memo);

/* FALSE when the place (all that tells what is still open) was reached before with a value that
 * is no smaller. The place is compared byte by byte. */
gboolean equate_selection_memo_visit (EquateSelectionMemo *memo, const GByteArray *place,
                                      const gint64 *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateSelectionMemo, equate_selection_memo_free)

G_END_DECLS
