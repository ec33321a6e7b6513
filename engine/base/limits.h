/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The limits that the program promises to keep.
 */
#pragma once

#define EQUATE_MAX_DEPTH 64
#define EQUATE_MAX_FILE_SIZE (64u * 1024 * 1024)
#define EQUATE_MAX_TRANSCRIPT_SIZE (1024u * 1024)
#define EQUATE_MAX_SCALAR_SIZE (64u * 1024)
#define EQUATE_MAX_SEARCHED_TITLE 512u
#define EQUATE_MAX_PATTERN_SIZE 1024u
#define EQUATE_MAX_PATTERN_GROUPS 100u
#define EQUATE_PATTERN_MATCH_LIMIT 10000u
#define EQUATE_PATTERN_DEPTH_LIMIT 2500u
#define EQUATE_PATTERN_HEAP_LIMIT_KIB 1024u
/* Limits of one agreement. */
#define EQUATE_MAX_LIMITS 64u
