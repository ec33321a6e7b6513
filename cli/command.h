/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the program's commands are, and what a call of one is.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit statuses; 128 + n where a signal ended the program. */
typedef enum
{
  EQUATE_EXIT_DONE = 0,
  EQUATE_EXIT_FINDINGS = 1, /* findings, a "no", or some records rejected */
  EQUATE_EXIT_WRONG = 2,    /* the call or the workspace is wrong; nothing was written */
  EQUATE_EXIT_FAILED = 3,   /* reading or writing failed; nothing was committed */
} EquateExit;

typedef enum
{
  EQUATE_OPTION_AFTER,
  EQUATE_OPTION_BEFORE,
  EQUATE_OPTION_CHECK,
  EQUATE_OPTION_CLEAR,
  EQUATE_OPTION_COLOR,
  EQUATE_OPTION_CONVERSION,
  EQUATE_OPTION_COVERAGE,
  EQUATE_OPTION_CSV_RAW,
  EQUATE_OPTION_DETAIL,
  EQUATE_OPTION_ENCODING,
  EQUATE_OPTION_EXPLAIN,
  EQUATE_OPTION_FILTER,
  EQUATE_OPTION_FORMAT,
  EQUATE_OPTION_FROM,
  EQUATE_OPTION_FROM_FORMAT,
  EQUATE_OPTION_GRADE,
  EQUATE_OPTION_HELP,
  EQUATE_OPTION_IGNORE,
  EQUATE_OPTION_JOBS,
  EQUATE_OPTION_JUNIT,
  EQUATE_OPTION_NO_CACHE,
  EQUATE_OPTION_ON,
  EQUATE_OPTION_OUTPUT,
  EQUATE_OPTION_PROGRAMME,
  EQUATE_OPTION_PROGRESS,
  EQUATE_OPTION_REJECTS,
  EQUATE_OPTION_RESUME,
  EQUATE_OPTION_REVERSE,
  EQUATE_OPTION_SELECT,
  EQUATE_OPTION_SHARD,
  EQUATE_OPTION_STRICT,
  EQUATE_OPTION_TABLE,
  EQUATE_OPTION_THRESHOLD,
  EQUATE_OPTION_TO,
  EQUATE_OPTION_VERSION,
  EQUATE_OPTION_WORKSPACE,
  EQUATE_N_OPTIONS
} EquateOptionId;

typedef struct
{
  EquateOptionId id;
  const char *name;     /* "format"; NULL ends a list of options */
  char short_name;      /* 'o', or 0 */
  const char *argument; /* "FILE"; "a|b|c" stands for exactly these; NULL: none */
  const char *help;
} EquateOption;

typedef struct _EquateCall EquateCall;

typedef struct
{
  const char *name;      /* NULL ends the table */
  const char *arguments; /* "SOURCE TARGET" */
  guint min_arguments;
  guint max_arguments;
  const char *help;    /* one line */
  const char *example; /* a call that works with the workspace that is installed */
  const char *details; /* nullable: what else there is to say */
  const EquateOption *options;
  EquateExit (*run) (const EquateCall *call, GError **error);
} EquateCommand;

struct _EquateCall
{
  const EquateCommand *command;         /* NULL: none was named */
  const char *values[EQUATE_N_OPTIONS]; /* borrowed; NULL: not given; "" where it has no argument */
  GPtrArray *arguments;                 /* owned; of borrowed texts */
  gboolean colour_out;                  /* standard output takes colours */
  gboolean colour_error;                /* standard error takes colours */
};

/* The only place where a command or an option exists; help comes from here. */
extern const EquateCommand equate_commands[];
extern const EquateOption equate_global_options[];

/* Each fails with a #GIOErrorEnum where reading or writing fails (exit status 3), and with
 * %EQUATE_REFUSAL where the call is wrong (exit status 2); the status counts where @error is not
 * set. */
EquateExit equate_command_cache (const EquateCall *call, GError **error);
EquateExit equate_command_check (const EquateCall *call, GError **error);
EquateExit equate_command_convert (const EquateCall *call, GError **error);
EquateExit equate_command_explain (const EquateCall *call, GError **error);
EquateExit equate_command_fmt (const EquateCall *call, GError **error);
EquateExit equate_command_grade (const EquateCall *call, GError **error);
EquateExit equate_command_impact (const EquateCall *call, GError **error);
EquateExit equate_command_list (const EquateCall *call, GError **error);
EquateExit equate_command_merge (const EquateCall *call, GError **error);
EquateExit equate_command_test (const EquateCall *call, GError **error);
EquateExit equate_command_validate (const EquateCall *call, GError **error);

G_END_DECLS
