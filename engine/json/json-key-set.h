/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The keys of the JSON objects that are open, so that an object has each of them once. One table
 * for all depths: neither a small nor a large object needs one of its own.
 */
#pragma once

#include "base/source.h"

G_BEGIN_DECLS

typedef struct _EquateJsonKeySet EquateJsonKeySet;

EquateJsonKeySet *equate_json_key_set_new (void);
void equate_json_key_set_free (EquateJsonKeySet *set);
void equate_json_key_set_clear (EquateJsonKeySet *set);

/* Where the next key is to be appended; the texts of the others stand before it. */
GString *equate_json_key_set_get_text (EquateJsonKeySet *set);
guint equate_json_key_set_get_length (const EquateJsonKeySet *set);

/* Adds the key that was appended from text on, and a NUL behind it. first_key: how many keys there
 * were when its object began. FALSE when the object has it already: first is where. */
gboolean equate_json_key_set_add (EquateJsonKeySet *set, guint first_key, gsize text,
                                  EquateSpan span, EquateSpan *first);

/* Forgets all keys but the first n_left: those of an object that ends. */
void equate_json_key_set_drop (EquateJsonKeySet *set, guint n_left);

G_END_DECLS
