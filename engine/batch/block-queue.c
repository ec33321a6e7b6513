/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block-queue.h"

#include <pthread.h>
#include <signal.h>

typedef enum
{
  SLOT_EMPTY,
  SLOT_WAITING,
  SLOT_AT_WORK,
  SLOT_DONE,
} SlotState;

typedef struct
{
  EquateBlock *block; /* owned */
  SlotState state;
} Slot;

typedef struct
{
  EquateBlockQueue *queue;   /* borrowed */
  EquateBlockWorker *worker; /* owned */
  pthread_t thread;
} Helper;

/* A ring of slots: from `first` on they are filled, up to `next`. Both count on and on. */
struct _EquateBlockQueue
{
  EquateBlockWorker *own_worker; /* owned: of the thread that owns the queue */
  Helper *helpers;               /* owned */
  guint n_helpers;
  Slot *slots; /* owned; their state is guarded, a block belongs to who has set its state */
  guint n_slots;
  pthread_mutex_t mutex;
  pthread_cond_t is_waiting; /* a block waits for a worker, or the end has come */
  pthread_cond_t is_done;    /* a block was worked on */
  guint64 first;             /* guarded */
  guint64 next;              /* guarded */
  guint64 next_at_work;      /* guarded: blocks before it wait no more */
  gboolean is_ended;         /* guarded */
};

static Slot *
get_slot (EquateBlockQueue *self, guint64 number)
{
  return &self->slots[number % self->n_slots];
}

/* The mutex is held at the beginning and at the end. */
static void
work_on_next (EquateBlockQueue *self, EquateBlockWorker *worker)
{
  Slot *slot = get_slot (self, self->next_at_work++);

  slot->state = SLOT_AT_WORK;
  pthread_mutex_unlock (&self->mutex);
  equate_block_worker_run (worker, slot->block);
  pthread_mutex_lock (&self->mutex);
  slot->state = SLOT_DONE;
  pthread_cond_signal (&self->is_done);
}

static void *
run_helper (void *data)
{
  Helper *helper = data;
  EquateBlockQueue *self = helper->queue;

  pthread_mutex_lock (&self->mutex);
  while (!self->is_ended)
    {
      if (self->next_at_work < self->next)
        work_on_next (self, helper->worker);
      else
        pthread_cond_wait (&self->is_waiting, &self->mutex);
    }
  pthread_mutex_unlock (&self->mutex);
  return NULL;
}

/* Signals are for the thread that owns the queue. Where the system has no more threads, those that
 * there are do the work. */
static void
start_helpers (EquateBlockQueue *self, const EquateWorkSettings *settings, guint n_helpers)
{
  sigset_t all, old;

  sigfillset (&all);
  pthread_sigmask (SIG_BLOCK, &all, &old);
  self->helpers = g_new0 (Helper, n_helpers);
  for (; self->n_helpers < n_helpers; self->n_helpers++)
    {
      Helper *helper = &self->helpers[self->n_helpers];

      helper->queue = self;
      helper->worker = equate_block_worker_new (settings);
      if (pthread_create (&helper->thread, NULL, run_helper, helper) != 0)
        {
          equate_block_worker_free (helper->worker);
          break;
        }
    }
  pthread_sigmask (SIG_SETMASK, &old, NULL);
}

EquateBlockQueue *
equate_block_queue_new (const EquateWorkSettings *settings, guint jobs)
{
  EquateBlockQueue *self = g_new0 (EquateBlockQueue, 1);

  self->n_slots = jobs > 1 ? 2 * jobs + 2 : 1;
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < self->n_slots; i++)
    self->slots[i].block = equate_block_new ();
  pthread_mutex_init (&self->mutex, NULL);
  pthread_cond_init (&self->is_waiting, NULL);
  pthread_cond_init (&self->is_done, NULL);
  self->own_worker = equate_block_worker_new (settings);
  start_helpers (self, settings, jobs - 1);
  return self;
}

void
equate_block_queue_free (EquateBlockQueue *self)
{
  if (!self)
    return;
  pthread_mutex_lock (&self->mutex);
  self->is_ended = TRUE;
  pthread_cond_broadcast (&self->is_waiting);
  pthread_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->n_helpers; i++)
    {
      pthread_join (self->helpers[i].thread, NULL);
      equate_block_worker_free (self->helpers[i].worker);
    }
  pthread_cond_destroy (&self->is_done);
  pthread_cond_destroy (&self->is_waiting);
  pthread_mutex_destroy (&self->mutex);
  for (guint i = 0; i < self->n_slots; i++)
    equate_block_free (self->slots[i].block);
  equate_block_worker_free (self->own_worker);
  g_free (self->slots);
  g_free (self->helpers);
  g_free (self);
}

EquateBlock *
equate_block_queue_get_room (EquateBlockQueue *self)
{
  Slot *slot = NULL;

  pthread_mutex_lock (&self->mutex);
  if (self->next - self->first < self->n_slots)
    slot = get_slot (self, self->next);
  pthread_mutex_unlock (&self->mutex);
  return slot ? slot->block : NULL;
}

void
equate_block_queue_put (EquateBlockQueue *self)
{
  pthread_mutex_lock (&self->mutex);
  get_slot (self, self->next++)->state = SLOT_WAITING;
  pthread_cond_signal (&self->is_waiting);
  pthread_mutex_unlock (&self->mutex);
}

EquateBlock *
equate_block_queue_take (EquateBlockQueue *self)
{
  Slot *slot;

  pthread_mutex_lock (&self->mutex);
  slot = self->first < self->next ? get_slot (self, self->first) : NULL;
  while (slot && slot->state != SLOT_DONE)
    {
      if (self->next_at_work < self->next)
        work_on_next (self, self->own_worker);
      else
        pthread_cond_wait (&self->is_done, &self->mutex);
    }
  if (slot)
    {
      slot->state = SLOT_EMPTY;
      self->first++;
    }
  pthread_mutex_unlock (&self->mutex);
  return slot ? slot->block : NULL;
}
