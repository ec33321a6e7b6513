/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * GLib ends the program where memory is refused; what other libraries say of theirs is treated alike.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* what: whose memory it is, for the message. */
static inline void
equate_require_memory (gboolean is_there, const char *what)
{
  if (G_UNLIKELY (!is_there))
    g_error ("no memory left for %s", what);
}

G_END_DECLS
