/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A reader of JSON that is measured. Each has a program of its own, since the libraries use the same
 * names for different functions.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 objects;
  guint64 arrays;
  guint64 keys;
  guint64 scalars;
} JsonCounts;

typedef struct _JsonBench JsonBench;

JsonBench *json_bench_new (void);
void json_bench_free (JsonBench *bench);

/* Reads a line whole and adds what it holds; a NUL stands behind it. */
void json_bench_read (JsonBench *bench, const char *line, gsize length, JsonCounts *counts);
