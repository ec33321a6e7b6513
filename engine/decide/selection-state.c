/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-state.h"

#include <string.h>

static const gint64 *
get_price (const EquateSearchState *state, guint32 resource)
{
  return state->prices.prices + (gsize) resource * state->n_levels;
}

static const gint64 *
get_slack (const EquateSearchState *state, guint member)
{
  return state->prices.slack + (gsize) member * state->n_levels;
}

static void
index_uses (EquateSearchState *state)
{
  const EquateModel *model = state->component->model;
  guint n_resources = model->n_resources;
  state->use_starts = g_new0 (guint, n_resources + 2);
  state->open = g_new0 (guint, n_resources + 1);
  state->room = g_new0 (guint, n_resources + 1);
  guint n = 0;
  for (guint m = 0; m < state->component->n_members; m++)
    {
      const EquateItem *item = equate_search_state_item (state, m);
      for (guint r = 0; r < item->n_resources; r++)
        state->open[item->resources[r]]++;
      n += item->n_resources;
    }
  for (guint r = 0; r < n_resources; r++)
    {
      state->room[r] = model->capacity[r];
      state->use_starts[r + 1] = state->use_starts[r] + state->open[r];
    }
  state->uses = g_new (guint, n + 1);
  g_autofree guint *next = g_memdup2 (state->use_starts, (n_resources + 1) * sizeof (guint));
  for (guint m = 0; m < state->component->n_members; m++)
    {
      const EquateItem *item = equate_search_state_item (state, m);
      for (guint r = 0; r < item->n_resources; r++)
        state->uses[next[item->resources[r]]++] = m;
    }
}

void
equate_search_state_init (EquateSearchState *state, const EquateComponent *component)
{
  const EquateModel *model = component->model;
  gsize n = model->n_levels;
  state->component = component;
  state->n_levels = model->n_levels;
  state->prices.total = g_new0 (gint64, n);
  state->prices.prices = g_new0 (gint64, model->n_resources * n + 1);
  state->prices.slack = g_new0 (gint64, component->n_members * n + 1);
  equate_component_price (component, &state->prices);
  state->states = g_new0 (EquateMemberState, component->n_members + 1);
  state->taken = g_new0 (gboolean, model->n_items + 1);
  state->trail = g_array_new (FALSE, FALSE, sizeof (guint));
  state->bound = g_memdup2 (state->prices.total, n * sizeof (gint64));
  index_uses (state);
}

void
equate_search_state_clear (EquateSearchState *state)
{
  g_free (state->prices.total);
  g_free (state->prices.prices);
  g_free (state->prices.slack);
  g_free (state->states);
  g_free (state->taken);
  g_free (state->open);
  g_free (state->room);
  g_free (state->use_starts);
  g_free (state->uses);
  g_array_unref (state->trail);
  g_free (state->bound);
}

/* A member is settled: what its resources can no longer be used for leaves the bound. */
static void
settle (EquateSearchState *state, guint member, EquateMemberState to)
{
  const EquateItem *item = equate_search_state_item (state, member);
  state->states[member] = to;
  g_array_append_val (state->trail, member);
  for (guint r = 0; r < item->n_resources; r++)
    {
      guint32 resource = item->resources[r];
      state->open[resource]--;
      if (to == EQUATE_MEMBER_TAKEN)
        state->room[resource]--;
      else if (state->open[resource] < state->room[resource])
        equate_vector_add (state->bound, get_price (state, resource), -1, state->n_levels);
    }
  if (to != EQUATE_MEMBER_TAKEN)
    return;
  equate_vector_add (state->bound, get_slack (state, member), -1, state->n_levels);
  state->taken[state->component->members[member]] = TRUE;
}

static void
unsettle (EquateSearchState *state, guint member)
{
  const EquateItem *item = equate_search_state_item (state, member);
  EquateMemberState from = state->states[member];
  state->states[member] = EQUATE_MEMBER_OPEN;
  for (guint r = item->n_resources; r > 0; r--)
    {
      guint32 resource = item->resources[r - 1];
      if (from == EQUATE_MEMBER_TAKEN)
        state->room[resource]++;
      else if (state->open[resource] < state->room[resource])
        equate_vector_add (state->bound, get_price (state, resource), 1, state->n_levels);
      state->open[resource]++;
    }
  if (from != EQUATE_MEMBER_TAKEN)
    return;
  equate_vector_add (state->bound, get_slack (state, member), 1, state->n_levels);
  state->taken[state->component->members[member]] = FALSE;
}

void
equate_search_state_take (EquateSearchState *state, guint member)
{
  const EquateItem *item = equate_search_state_item (state, member);
  settle (state, member, EQUATE_MEMBER_TAKEN);
  for (guint r = 0; r < item->n_resources; r++)
    {
      guint32 resource = item->resources[r];
      if (state->room[resource] > 0)
        continue;
      for (guint u = state->use_starts[resource]; u < state->use_starts[resource + 1]; u++)
        if (state->states[state->uses[u]] == EQUATE_MEMBER_OPEN)
          settle (state, state->uses[u], EQUATE_MEMBER_OUT);
    }
}

void
equate_search_state_leave (EquateSearchState *state, guint member)
{
  settle (state, member, EQUATE_MEMBER_OUT);
}

void
equate_search_state_undo (EquateSearchState *state, guint mark)
{
  while (state->trail->len > mark)
    {
      guint member = g_array_index (state->trail, guint, state->trail->len - 1);
      g_array_set_size (state->trail, state->trail->len - 1);
      unsettle (state, member);
    }
}

void
equate_search_state_add_up (const EquateSearchState *state, gint64 *value)
{
  memset (value, 0, state->n_levels * sizeof *value);
  for (guint m = 0; m < state->component->n_members; m++)
    if (state->states[m] == EQUATE_MEMBER_TAKEN)
      equate_vector_add (value, equate_search_state_item (state, m)->weight, 1, state->n_levels);
}

static void
append (GByteArray *place, gconstpointer data, gsize size)
{
  g_byte_array_append (place, data, (guint) size);
}

static gboolean
ends_class (const EquateComponent *component, guint f)
{
  if (f + 1 == component->n_fills)
    return TRUE;
  const EquateFill *fill = &component->fills[f];
  const EquateFill *next = &component->fills[f + 1];
  const EquateApplication *a = equate_model_application (component->model, fill->item);
  const EquateApplication *b = equate_model_application (component->model, next->item);
  return a->priority != b->priority || a->share != b->share
         || a->grants[fill->grant].target != b->grants[next->grant].target;
}

/* Electives are filled class by class: of a class only the sum matters, and how much the last one
 * adds to it (it must not be cut to nothing). */
static void
append_fills (const EquateSearchState *state, GByteArray *place)
{
  const EquateComponent *component = state->component;
  EquateDecimal sum = 0;
  EquateDecimal last = 0;
  for (guint f = 0; f < component->n_fills; f++)
    {
      const EquateFill *fill = &component->fills[f];
      if (state->taken[fill->item])
        {
          last = equate_model_application (component->model, fill->item)
                     ->grants[fill->grant]
                     .credits;
          sum += last;
        }
      if (!ends_class (component, f))
        continue;
      append (place, &sum, sizeof sum);
      append (place, &last, sizeof last);
      sum = last = 0;
    }
}

static void
append_courses (const EquateSearchState *state, GByteArray *place)
{
  const EquateModel *model = state->component->model;
  for (guint c = 0; c < model->n_caps; c++)
    {
      EquateDecimal sum = 0;
      for (guint m = 0; m < state->component->n_members; m++)
        {
          if (state->states[m] != EQUATE_MEMBER_TAKEN)
            continue;
          const EquateApplication *application
              = equate_model_application (model, state->component->members[m]);
          for (guint g = 0; g < application->n_grants; g++)
            if (application->grants[g].kind == EQUATE_DECIDED_COURSE
                && equate_cap_counts (&model->caps[c], &application->grants[g]))
              sum += application->grants[g].credits;
        }
      append (place, &sum, sizeof sum);
    }
}

void
equate_search_state_write_place (const EquateSearchState *state, const guint *order, guint from,
                                 GByteArray *place)
{
  const EquateModel *model = state->component->model;
  guint n = state->component->n_members;
  g_byte_array_set_size (place, 0);
  append (place, &from, sizeof from);
  guint8 bits = 0;
  for (guint i = from; i < n; i++)
    {
      bits = (guint8) (bits << 1 | (state->states[order[i]] == EQUATE_MEMBER_OPEN));
      if ((i - from) % 8 == 7 || i + 1 == n)
        append (place, &bits, 1);
    }
  for (guint r = 0; r < model->n_resources; r++)
    if (model->capacity[r] > 1 && state->open[r] > 0)
      append (place, &state->room[r], sizeof state->room[r]);
  if (!state->component->capped)
    return;
  append_fills (state, place);
  append_courses (state, place);
}
