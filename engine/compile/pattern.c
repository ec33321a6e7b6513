/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pthread.h>
#include <pcre2.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "compile/plain-pattern.h"

struct _EquatePattern
{
  _Atomic (pcre2_code *) code; /* owned, nullable: of a plain one made by whoever needs it first */
  EquatePlainPattern *plain;   /* owned, nullable: what a whole match asks, where that is plain */
  char *text;                  /* owned, of a plain one */
  char *prefix;                /* owned */
  EquatePatternMode mode;
};

/* What is known of a pattern before PCRE2 sees it. */
typedef struct
{
  guint groups;         /* every parenthesis that may open one */
  const char *refused;  /* the first verb or callout; NULL: none */
  gboolean alternation; /* a `|` that may stand outside of all groups */
} Outline;

/* Where a character class ends is only certain without these: quoting, POSIX classes, comments and
 * the extended syntax, control characters written `\c[`. */
static gboolean
is_plain (const char *text)
{
  static const char *const odd[] = { "\\Q", "\\E", "\\c", "[:", "[.", "[=" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    if (strstr (text, odd[i]) != NULL)
      return FALSE;
  for (const char *at = strstr (text, "(?"); at != NULL; at = strstr (at + 2, "(?"))
    if (at[2] != ':')
      return FALSE;
  return TRUE;
}

/* From the bracket of a class to the one that ends it, or to the last character. */
static const char *
skip_class (const char *at)
{
  at++;
  if (*at == '^')
    at++;
  if (*at == ']')
    at++;
  for (; *at != '\0' && *at != ']'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;
  return *at != '\0' ? at : at - 1;
}

static Outline
outline_pattern (const char *text)
{
  gboolean plain = is_plain (text);
  Outline outline = { .alternation = !plain && strchr (text, '|') != NULL };
  guint depth = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at += at[1] == 'c' && at[2] != '\0' ? 2 : 1;
      else if (*at == '[' && plain)
        at = skip_class (at);
      else if (*at == '(')
        {
          outline.groups++;
          depth++;
          if (outline.refused == NULL && (at[1] == '*' || (at[1] == '?' && at[2] == 'C')))
            outline.refused = at;
        }
      else if (*at == ')' && depth > 0)
        depth--;
      else if (*at == '|' && depth == 0)
        outline.alternation = TRUE;
    }
  return outline;
}

static void
drop_last_character (GString *text)
{
  if (text->len > 0)
    g_string_truncate (text, (gsize) (g_utf8_prev_char (text->str + text->len) - text->str));
}

/* What follows a literal may make it optional, and not only where it is a quantifier itself: one
 * may stand behind a comment or an end of quoting. */
static gboolean
may_hold_quantifier (const char *at)
{
  return strchr ("?*+{]})", *at) != NULL || g_str_has_prefix (at, "(?#")
         || (*at == '\\' && (at[1] == 'Q' || at[1] == 'E'));
}

static char *
extract_prefix (const char *text)
{
  g_autoptr (GString) prefix = g_string_new (NULL);
  const char *at = *text == '^' ? text + 1 : text;

  for (; *at != '\0'; at++)
    {
      if (*at == '\\' && g_ascii_ispunct (at[1]))
        g_string_append_c (prefix, *++at);
      else if (strchr ("\\^$.[]|()?*+{}", *at) == NULL)
        g_string_append_c (prefix, *at);
      else
        break;
    }
  if (*at != '\0' && may_hold_quantifier (at))
    drop_last_character (prefix);
  return g_string_free (g_steal_pointer (&prefix), FALSE);
}

static char *
refuse_outline (const char *text, const Outline *outline, gsize *offset)
{
  gsize length = strlen (text);

  *offset = 0;
  if (length > EQUATE_MAX_PATTERN_SIZE)
    return g_strdup_printf ("the pattern has %" G_GSIZE_FORMAT " bytes; %u are possible", length,
                            EQUATE_MAX_PATTERN_SIZE);
  if (outline->groups > EQUATE_MAX_PATTERN_GROUPS)
    return g_strdup_printf ("the pattern has %u groups; %u are possible", outline->groups,
                            EQUATE_MAX_PATTERN_GROUPS);
  if (outline->refused == NULL)
    return NULL;
  *offset = (gsize) (outline->refused - text);
  return g_strdup (outline->refused[1] == '*' ? "verbs such as (*UTF) are not possible in patterns"
                                              : "callouts (?C) are not possible in patterns");
}

/* PCRE2's form of a pattern; NULL, with what is wrong, where it cannot be used. */
static pcre2_code *
compile (const char *text, EquatePatternMode mode, char **error_message, gsize *error_offset)
{
  guint32 options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
  int error = 0;
  PCRE2_SIZE offset = 0;

  options |= mode == EQUATE_PATTERN_WHOLE ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : PCRE2_CASELESS;
  pcre2_code *code
      = pcre2_compile ((PCRE2_SPTR) text, PCRE2_ZERO_TERMINATED, options, &error, &offset, NULL);
  if (code == NULL)
    {
      PCRE2_UCHAR reason[256];

      pcre2_get_error_message (error, reason, sizeof reason);
      *error_message = g_strdup_printf ("the pattern is not well formed: %s", (char *) reason);
      *error_offset = MIN (offset, strlen (text));
    }
  return code;
}

/* NULL where the text is not plain. */
static EquatePattern *
new_plain (const char *text)
{
  EquatePlainPattern *plain = equate_plain_pattern_new (text);

  if (plain == NULL)
    return NULL;

  EquatePattern *pattern = g_new0 (EquatePattern, 1);
  pattern->mode = EQUATE_PATTERN_WHOLE;
  pattern->plain = plain;
  pattern->text = g_strdup (text);
  pattern->prefix = extract_prefix (text);
  return pattern;
}

EquatePattern *
equate_pattern_new (const char *text, EquatePatternMode mode, char **error_message,
                    gsize *error_offset)
{
  EquatePattern *pattern = mode == EQUATE_PATTERN_WHOLE ? new_plain (text) : NULL;

  *error_message = NULL;
  if (pattern != NULL)
    return pattern;

  Outline outline = outline_pattern (text);

  *error_message = refuse_outline (text, &outline, error_offset);
  if (*error_message != NULL)
    return NULL;

  pcre2_code *code = compile (text, mode, error_message, error_offset);
  if (code == NULL)
    return NULL;
  pattern = g_new0 (EquatePattern, 1);
  pattern->code = code;
  pattern->mode = mode;
  pattern->prefix = mode == EQUATE_PATTERN_WHOLE && !outline.alternation ? extract_prefix (text)
                                                                         : g_strdup ("");
  return pattern;
}

/* A pattern may be shared by threads. */
static const pcre2_code *
get_code (EquatePattern *pattern)
{
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

  if (pattern->code == NULL)
    {
      g_autofree char *message = NULL;
      gsize offset = 0;

      pthread_mutex_lock (&mutex);
      if (pattern->code == NULL)
        pattern->code = compile (pattern->text, pattern->mode, &message, &offset);
      pthread_mutex_unlock (&mutex);
      /* It cannot be refused for anything else. */
      equate_require_memory (pattern->code != NULL, "compiling a pattern");
    }
  return pattern->code;
}

void
equate_pattern_free (EquatePattern *pattern)
{
  if (pattern == NULL)
    return;
  pcre2_code_free (pattern->code);
  g_free (pattern->plain);
  g_free (pattern->text);
  g_free (pattern->prefix);
  g_free (pattern);
}

static void
free_match_data (gpointer data)
{
  pcre2_match_data_free (data);
}

/* PCRE2 keeps at least 20 KB of frames in the match data: once a thread, not once a pattern. */
static pcre2_match_data *
get_match_data (void)
{
  static GPrivate thread_data = G_PRIVATE_INIT (free_match_data);
  pcre2_match_data *data = g_private_get (&thread_data);

  if (data == NULL)
    {
      data = pcre2_match_data_create (1, NULL);
      equate_require_memory (data != NULL, "matching patterns");
      g_private_set (&thread_data, data);
    }
  return data;
}

/* Never changed once made, so that all threads share it. */
static pcre2_match_context *shared_context;

static void
make_match_context (void)
{
  shared_context = pcre2_match_context_create (NULL);
  equate_require_memory (shared_context != NULL, "matching patterns");
  pcre2_set_match_limit (shared_context, EQUATE_PATTERN_MATCH_LIMIT);
  pcre2_set_depth_limit (shared_context, EQUATE_PATTERN_DEPTH_LIMIT);
  pcre2_set_heap_limit (shared_context, EQUATE_PATTERN_HEAP_LIMIT_KIB);
}

static pcre2_match_context *
get_match_context (void)
{
  static pthread_once_t is_made = PTHREAD_ONCE_INIT;

  pthread_once (&is_made, make_match_context);
  return shared_context;
}

EquatePatternResult
equate_pattern_match (EquatePattern *pattern, const char *subject, gsize length)
{
  if (pattern->mode == EQUATE_PATTERN_SEARCH && length > EQUATE_MAX_SEARCHED_TITLE)
    return EQUATE_PATTERN_LIMIT;
  if (pattern->plain != NULL)
    {
      EquatePlainResult plain = equate_plain_pattern_match (pattern->plain, subject, length);

      if (plain != EQUATE_PLAIN_UNKNOWN)
        return plain == EQUATE_PLAIN_YES ? EQUATE_PATTERN_YES : EQUATE_PATTERN_NO;
    }

  int result = pcre2_match (get_code (pattern), (PCRE2_SPTR) subject, length, 0, 0, get_match_data (),
                            get_match_context ());
  if (result == PCRE2_ERROR_NOMATCH)
    return EQUATE_PATTERN_NO;
  /* 0: it matches, with more groups than there is room for. */
  return result >= 0 ? EQUATE_PATTERN_YES : EQUATE_PATTERN_LIMIT;
}

const char *
equate_pattern_get_prefix (const EquatePattern *pattern)
{
  return pattern->prefix;
}
