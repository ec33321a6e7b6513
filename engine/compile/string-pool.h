/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Texts that stand once, one behind the other, and are known by their offset.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EquateStringPool EquateStringPool;

/* The room that is likely to be needed, so that a large pool need not be copied as it grows: memory
 * that is not used costs nothing. */
EquateStringPool *equate_string_pool_new (guint n_texts, guint n_bytes);
void equate_string_pool_free (EquateStringPool *pool);

/* The offset of the text, which is copied when it is new; 0 for NULL and "". */
guint32 equate_string_pool_add (EquateStringPool *pool, const char *text);

/* Touches the place where the text is or would be, for an addition that comes soon. */
void equate_string_pool_touch (const EquateStringPool *pool, const char *text);

/* The same without a look whether the text is there: for what mostly stands once. */
guint32 equate_string_pool_append (EquateStringPool *pool, const char *text);

/* The text at an offset; borrowed until the next text is added. */
const char *equate_string_pool_get (const EquateStringPool *pool, guint32 offset);

/* All bytes, NUL behind each text; the caller owns them (g_free), the pool is empty then. */
char *equate_string_pool_steal (EquateStringPool *pool, gsize *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateStringPool, equate_string_pool_free)

G_END_DECLS
