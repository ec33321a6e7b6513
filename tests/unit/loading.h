/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A document of one kind, loaded from a text.
 */
#pragma once

#include "findings.h"
#include "load/load.h"
#include "yaml/yaml-stream.h"

typedef struct
{
  EquateSource *source;              /* owned */
  EquateArena *arena;                /* owned */
  EquateDiagnosticList *diagnostics; /* owned */
  gconstpointer record;              /* in the arena */
} Loaded;

typedef struct
{
  const char *name;
  const char *text;
  const char *findings;
} Expectation;

static inline void
loaded_free (Loaded *loaded)
{
  equate_diagnostic_list_free (loaded->diagnostics);
  equate_arena_free (loaded->arena);
  equate_source_free (loaded->source);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

/* load: one of the loaders, which differ in what they return. */
#define load_text(text, load)                                                                      \
  ({                                                                                               \
    Loaded *fresh = loaded_new (text);                                                             \
    g_autoptr (EquateYamlStream) stream                                                            \
        = equate_yaml_stream_new (fresh->source, fresh->diagnostics);                              \
    g_autoptr (EquateDecoder) decoder = equate_decoder_new (                                       \
        equate_yaml_stream_get_reader (stream), fresh->arena, fresh->diagnostics);                 \
    EquateSpan kind_span;                                                                          \
                                                                                                   \
    g_assert_nonnull (equate_decoder_next_document (decoder, NULL, &kind_span));                   \
    fresh->record = load (decoder);                                                                \
    g_assert_cmpint (equate_decoder_peek (decoder)->kind, !=, EQUATE_EVENT_MAPPING_END);           \
    fresh;                                                                                         \
  })

static inline Loaded *
loaded_new (const char *text)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->source = equate_source_new_static ("test.yaml", text, strlen (text), 1);
  loaded->arena = equate_arena_new ();
  loaded->diagnostics = equate_diagnostic_list_new ();
  return loaded;
}

static inline void
assert_findings (const Expectation *expectation, const EquateDiagnosticList *diagnostics)
{
  g_autofree char *found = findings (diagnostics);

  /* All of a table are tried, so that one look shows what has changed. */
  if (strcmp (found, expectation->findings) == 0)
    return;
  g_test_message ("%s: found \"%s\", expected \"%s\"", expectation->name, found,
                  expectation->findings);
  g_test_fail ();
}
