/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A decision file and one of rejected records; who writes more files has one open at a time. */
#define MAX_TEMPORARIES 4

/* What the signal handler reads; it is written with the signals blocked. Owned, and kept for as
 * long as the process lives: a name whose file is already in place is gone, so that removing it
 * does no harm. */
static char *temporaries[MAX_TEMPORARIES];
static volatile sig_atomic_t n_temporaries;
static guint n_opened;

static const int ending_signals[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM };

static void
end_early (int number)
{
  for (int i = 0; i < n_temporaries; i++)
    unlink (temporaries[i]);
  _exit (128 + number);
}

static void
watch_signals (void)
{
  struct sigaction action = { .sa_handler = end_early };
  struct sigaction old;

  sigemptyset (&action.sa_mask);
  for (gsize i = 0; i < G_N_ELEMENTS (ending_signals); i++)
    {
      /* Who started the program may have asked that hanging up or an interrupt does not end it. */
      gboolean is_ignored = sigaction (ending_signals[i], NULL, &old) == 0
                            && old.sa_handler == SIG_IGN && ending_signals[i] != SIGPIPE;

      if (!is_ignored)
        sigaction (ending_signals[i], &action, NULL);
    }
  /* A file that grows too large is then an error of write() like any other. */
  signal (SIGXFSZ, SIG_IGN);
}

void
equate_terminal_prepare (void)
{
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF)
      {
        int opened = open ("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);

        if (opened != fd)
          _exit (EQUATE_EXIT_FAILED);
      }
  watch_signals ();
}

gboolean
equate_terminal_takes_colour (int fd, const char *choice)
{
  const char *no_color = g_getenv ("NO_COLOR");
  const char *terminal = g_getenv ("TERM");

  if (choice && !g_str_equal (choice, "auto"))
    return g_str_equal (choice, "always");
  return isatty (fd) && !(no_color && *no_color != '\0')
         && !(terminal && g_str_equal (terminal, "dumb"));
}

void
equate_say (const char *text)
{
  equate_say_bytes (text, strlen (text));
}

void
equate_say_bytes (const char *text, gsize length)
{
  g_autoptr (EquateOutput) output = equate_output_new_for_fd (STDERR_FILENO, "standard error");

  if (equate_output_write (output, text, length, NULL))
    equate_output_flush (output, NULL);
}

gboolean
equate_print (const GString *text, GError **error)
{
  g_autoptr (EquateOutput) output = equate_output_new_for_fd (STDOUT_FILENO, "standard output");

  return equate_output_write (output, text->str, text->len, error)
         && equate_output_commit (output, error);
}

/* --- signals that end the work at a place of its choosing --- */

/* What the handler writes to, and a thread reads: cancelling takes locks, which a handler must not. */
static int wakes[2] = { -1, -1 };
static pthread_t watcher;
static volatile sig_atomic_t caught_signal;

static void
note_signal (int number)
{
  int saved = errno;

  if (caught_signal != 0)
    end_early (number);
  caught_signal = number;
  if (write (wakes[1], "", 1) < 0)
    end_early (number);
  errno = saved;
}

static void *
wait_for_signal (void *data)
{
  GCancellable *cancellable = data;
  char byte;
  gssize count;

  do
    count = read (wakes[0], &byte, 1);
  while (count < 0 && errno == EINTR);
  if (count > 0)
    g_cancellable_cancel (cancellable);
  return NULL;
}

/* The handlers that are set where something else is not wanted by who started the program. */
static void
set_handlers (void (*handler) (int))
{
  struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };
  struct sigaction old;

  sigemptyset (&action.sa_mask);
  for (gsize i = 0; i < G_N_ELEMENTS (ending_signals); i++)
    if (ending_signals[i] != SIGPIPE && sigaction (ending_signals[i], NULL, &old) == 0
        && old.sa_handler != SIG_IGN)
      sigaction (ending_signals[i], &action, NULL);
}

void
equate_terminal_watch (GCancellable *cancellable)
{
  sigset_t all, old;
  gboolean is_started;

  if (pipe2 (wakes, O_CLOEXEC) < 0)
    return;
  sigfillset (&all);
  pthread_sigmask (SIG_BLOCK, &all, &old);
  is_started = pthread_create (&watcher, NULL, wait_for_signal, cancellable) == 0;
  pthread_sigmask (SIG_SETMASK, &old, NULL);
  if (is_started)
    set_handlers (note_signal);
  else
    {
      close (wakes[0]);
      close (wakes[1]);
      wakes[0] = wakes[1] = -1;
    }
}

int
equate_terminal_unwatch (void)
{
  if (wakes[1] < 0)
    return 0;
  set_handlers (end_early);
  close (wakes[1]);
  pthread_join (watcher, NULL);
  close (wakes[0]);
  wakes[0] = wakes[1] = -1;
  return caught_signal;
}

EquateOutput *
equate_terminal_open_file (const char *path, GError **error)
{
  g_autoptr (EquateOutput) output = NULL;
  sigset_t blocked, old;

  sigemptyset (&blocked);
  for (gsize i = 0; i < G_N_ELEMENTS (ending_signals); i++)
    sigaddset (&blocked, ending_signals[i]);
  pthread_sigmask (SIG_BLOCK, &blocked, &old);
  output = equate_output_new_for_file (path, error);
  if (output && equate_output_get_temporary (output))
    {
      char **slot = &temporaries[n_opened++ % MAX_TEMPORARIES];

      g_free (*slot);
      *slot = g_strdup (equate_output_get_temporary (output));
      n_temporaries = MIN (n_opened, MAX_TEMPORARIES);
    }
  pthread_sigmask (SIG_SETMASK, &old, NULL);
  return g_steal_pointer (&output);
}
