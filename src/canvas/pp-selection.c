/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-selection.h"

struct _PpSelection
{
  GObject parent_instance;

  /* Both hold the same strings: the order, and a set of them that owns nothing. */
  GPtrArray  *ids;
  GHashTable *set;
};

G_DEFINE_FINAL_TYPE (PpSelection, pp_selection, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
take_out_all (PpSelection *self)
{
  g_hash_table_remove_all (self->set);
  g_ptr_array_set_size (self->ids, 0);
}

static void
append (PpSelection *self,
        const char  *id)
{
  char *copy = g_strdup (id);

  g_ptr_array_add (self->ids, copy);
  g_hash_table_add (self->set, copy);
}

static void
take_out (PpSelection *self,
          const char  *id)
{
  gpointer stored;
  guint position;

  if (!g_hash_table_lookup_extended (self->set, id, &stored, NULL))
    return;

  g_hash_table_remove (self->set, id);
  if (g_ptr_array_find (self->ids, stored, &position))
    g_ptr_array_remove_index (self->ids, position);
}

static void
emit_changed (PpSelection *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
pp_selection_finalize (GObject *object)
{
  PpSelection *self = PP_SELECTION (object);

  g_clear_pointer (&self->set, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);

  G_OBJECT_CLASS (pp_selection_parent_class)->finalize (object);
}

static void
pp_selection_class_init (PpSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_selection_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", PP_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
pp_selection_init (PpSelection *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->set = g_hash_table_new (g_str_hash, g_str_equal);
}

PpSelection *
pp_selection_new (void)
{
  return g_object_new (PP_TYPE_SELECTION, NULL);
}

guint
pp_selection_get_n_items (PpSelection *self)
{
  g_return_val_if_fail (PP_IS_SELECTION (self), 0);

  return self->ids->len;
}

const char *
pp_selection_get_id (PpSelection *self,
                     guint        position)
{
  g_return_val_if_fail (PP_IS_SELECTION (self), NULL);

  return position < self->ids->len ? g_ptr_array_index (self->ids, position) : NULL;
}

gboolean
pp_selection_contains (PpSelection *self,
                       const char  *id)
{
  g_return_val_if_fail (PP_IS_SELECTION (self), FALSE);

  return id != NULL && g_hash_table_contains (self->set, id);
}

const char *
pp_selection_get_primary (PpSelection *self)
{
  g_return_val_if_fail (PP_IS_SELECTION (self), NULL);

  return self->ids->len > 0 ? g_ptr_array_index (self->ids, self->ids->len - 1) : NULL;
}

/**
 * pp_selection_dup_ids:
 * @self: a selection
 * @n_ids: (out) (optional): how many
 *
 * Gets a copy of what is selected, in order.
 *
 * Returns: (transfer full) (array zero-terminated=1): the identifiers
 */
char **
pp_selection_dup_ids (PpSelection *self,
                      guint       *n_ids)
{
  char **ids;

  g_return_val_if_fail (PP_IS_SELECTION (self), NULL);

  ids = g_new (char *, self->ids->len + 1);
  for (guint i = 0; i < self->ids->len; i++)
    ids[i] = g_strdup (g_ptr_array_index (self->ids, i));
  ids[self->ids->len] = NULL;

  if (n_ids != NULL)
    *n_ids = self->ids->len;

  return ids;
}

/**
 * pp_selection_set:
 * @self: a selection
 * @ids: (array length=n_ids): what shall be selected; twice the same counts once
 * @n_ids: how many
 *
 * Selects these elements and nothing else. Emits nothing when they are selected in this order already.
 */
void
pp_selection_set (PpSelection        *self,
                  const char * const *ids,
                  guint               n_ids)
{
  g_autoptr(GPtrArray) copies = g_ptr_array_new_full (n_ids, g_free);
  gboolean same;

  g_return_if_fail (PP_IS_SELECTION (self));

  same = n_ids == self->ids->len;
  for (guint i = 0; i < n_ids; i++)
    {
      same = same && g_str_equal (ids[i], g_ptr_array_index (self->ids, i));
      g_ptr_array_add (copies, g_strdup (ids[i]));
    }

  if (same)
    return;

  take_out_all (self);
  for (guint i = 0; i < copies->len; i++)
    if (!g_hash_table_contains (self->set, g_ptr_array_index (copies, i)))
      append (self, g_ptr_array_index (copies, i));

  emit_changed (self);
}

void
pp_selection_set_single (PpSelection *self,
                         const char  *id)
{
  pp_selection_set (self, &id, id != NULL ? 1 : 0);
}

/* An element that is selected already becomes the primary one. */
void
pp_selection_add (PpSelection *self,
                  const char  *id)
{
  g_autofree char *copy = g_strdup (id);

  g_return_if_fail (PP_IS_SELECTION (self));
  g_return_if_fail (id != NULL);

  if (g_strcmp0 (pp_selection_get_primary (self), copy) == 0)
    return;

  take_out (self, copy);
  append (self, copy);
  emit_changed (self);
}

void
pp_selection_remove (PpSelection *self,
                     const char  *id)
{
  g_return_if_fail (PP_IS_SELECTION (self));

  if (!pp_selection_contains (self, id))
    return;

  take_out (self, id);
  emit_changed (self);
}

void
pp_selection_toggle (PpSelection *self,
                     const char  *id)
{
  if (pp_selection_contains (self, id))
    pp_selection_remove (self, id);
  else
    pp_selection_add (self, id);
}

void
pp_selection_clear (PpSelection *self)
{
  pp_selection_set (self, NULL, 0);
}
