/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-gradual-list.h"

#include "pp-turn.h"

/* A change of so many lines is followed at once, and so many are made in one go later on. */
#define AT_ONCE 6
#define PIECE 3
/* A GtkListView has widgets for so many lines, and these are laid out in the next frame. */
#define WITH_WIDGETS 240
#define MAX_IN_FRAME 6
/* What lies below the lines that have widgets costs next to nothing, so pieces grow. */
#define MAX_PIECE 512
/* A GtkListBox has widgets for all of its lines, and to lay them out takes longer than to make them. */
#define MAX_BOXED 4
/* What goes may have widgets wherever it is, because those below move up. */
#define MAX_GONE 24
#define FAST_US 500
#define BUDGET_US 2500

/* What is shown is, from the top: as many items as `n_done` that are those of the source; what was there before
 * and goes; as many as `n_tail` that are the last ones of the source. It is filled when nothing lies between. */
struct _PpGradualList {
  GObject     parent_instance;

  /* Owned */
  GListModel *source;
  GListStore *shown;

  /* Borrowed */
  GtkWidget  *view;         /* NULL when it has gone */

  /* State */
  guint       n_done;
  guint       n_tail;
  guint       room;         /* lines that this turn of the main loop may still make */
  guint       idle;
  gboolean    filled;
};

enum {
  PROP_0,
  PROP_FILLED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PP_GRADUAL_LIST (model)->shown));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (PP_GRADUAL_LIST (model)->shown), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PpGradualList, pp_gradual_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint
count_source (PpGradualList *self)
{
  return self->source != NULL ? g_list_model_get_n_items (self->source) : 0;
}

static void
update_filled (PpGradualList *self)
{
  gboolean filled = self->n_done + self->n_tail == count_source (self)
                    && get_n_items (G_LIST_MODEL (self)) == count_source (self);

  if (filled == self->filled)
    return;
  self->filled = filled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLED]);
}

static guint
count_new (PpGradualList *self)
{
  return count_source (self) - self->n_done - self->n_tail;
}

/* Puts the next items of the source in the place of as many that go. When all have come, the others go from the end:
 * in the place of one that goes above them a GtkListView makes a widget for one from below, which goes next. */
static void
take_piece (PpGradualList *self,
            guint          size)
{
  guint n_items = get_n_items (G_LIST_MODEL (self)), end = n_items - self->n_tail;
  guint n_old = end - self->n_done, n_added = MIN (size, count_new (self));
  guint n_removed = MIN (MIN (size, MAX (n_added, MAX_GONE)), n_old);
  guint position = self->n_done;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (n_added == 0 && end > WITH_WIDGETS)
    n_removed = MIN (size, end - MAX (self->n_done, WITH_WIDGETS));
  if (n_added == 0)
    position = end - n_removed;
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_add (items, g_list_model_get_item (self->source, position + i));
  self->n_done += n_added;
  g_list_store_splice (self->shown, position, n_removed, items->pdata, n_added);
}

static gboolean
lacks_something (PpGradualList *self)
{
  return self->n_done + self->n_tail < MAX (count_source (self), get_n_items (G_LIST_MODEL (self)));
}

static gboolean
has_widgets (PpGradualList *self)
{
  return self->view != NULL && (GTK_IS_LIST_BOX (self->view) || self->n_done < WITH_WIDGETS);
}

static guint
get_max_in_frame (PpGradualList *self)
{
  return GTK_IS_LIST_BOX (self->view) ? MAX_BOXED : MAX_IN_FRAME;
}

/* What nobody sees has a few lines to begin with: all others would be laid out together in the frame in which it is
 * shown. What only goes is no trouble. */
static gboolean
waits_for_view (PpGradualList *self)
{
  return lacks_something (self) && has_widgets (self) && !gtk_widget_get_mapped (self->view)
         && self->n_done >= get_max_in_frame (self) && count_new (self) > 0;
}

static void
take_pieces (PpGradualList *self)
{
  gint64 start = g_get_monotonic_time (), now = start;
  guint size = PIECE;
  guint end = has_widgets (self) ? self->n_done + MAX_IN_FRAME : G_MAXUINT;

  while (lacks_something (self) && self->n_done < end && now < start + BUDGET_US)
    {
      gint64 before = now;

      take_piece (self, count_new (self) > 0 ? MIN (size, end - self->n_done) : size);
      now = g_get_monotonic_time ();
      size = now - before < FAST_US ? MIN (size * 2, MAX_PIECE) : PIECE;
    }
}

static gboolean
fill_cb (gpointer user_data)
{
  PpGradualList *self = PP_GRADUAL_LIST (user_data);

  self->room = AT_ONCE;
  if (GTK_IS_LIST_BOX (self->view))
    take_piece (self, MAX_BOXED);
  else
    take_pieces (self);
  if (lacks_something (self) && !waits_for_view (self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  update_filled (self);
  return G_SOURCE_REMOVE;
}

static void
follow (PpGradualList *self)
{
  guint n_left = MAX (count_source (self), get_n_items (G_LIST_MODEL (self))) - self->n_done - self->n_tail;

  if (n_left > 0 && n_left <= self->room)
    take_piece (self, n_left);
  self->room -= MIN (self->room, MAX (n_left, 1));
  if (self->idle == 0 && !waits_for_view (self))
    self->idle = pp_turn_add_framed (self->view, fill_cb, self);
  update_filled (self);
}

/* What it has by now is painted first. */
static void
seen_cb (PpGradualList *self)
{
  if (self->idle == 0 && lacks_something (self))
    self->idle = pp_turn_add_after (self->view, fill_cb, self);
}

/* Above what has changed nothing has, and below it neither. */
static void
source_changed_cb (PpGradualList *self,
                   guint          position,
                   guint          removed,
                   guint          added)
{
  guint n_below = count_source (self) - position - added;

  if (self->filled)
    {
      self->n_done = position;
      self->n_tail = n_below;
    }
  else
    {
      self->n_done = MIN (self->n_done, position);
      self->n_tail = MIN (self->n_tail, n_below);
    }
  follow (self);
}

static void
pp_gradual_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FILLED:
      g_value_set_boolean (value, PP_GRADUAL_LIST (object)->filled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_gradual_list_dispose (GObject *object)
{
  PpGradualList *self = PP_GRADUAL_LIST (object);

  g_clear_handle_id (&self->idle, pp_turn_remove);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  g_clear_weak_pointer (&self->view);
  G_OBJECT_CLASS (pp_gradual_list_parent_class)->dispose (object);
}

static void
pp_gradual_list_finalize (GObject *object)
{
  g_object_unref (PP_GRADUAL_LIST (object)->shown);
  G_OBJECT_CLASS (pp_gradual_list_parent_class)->finalize (object);
}

static void
pp_gradual_list_class_init (PpGradualListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pp_gradual_list_get_property;
  object_class->dispose = pp_gradual_list_dispose;
  object_class->finalize = pp_gradual_list_finalize;
  properties[PROP_FILLED] = g_param_spec_boolean ("filled", NULL, NULL, TRUE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pp_gradual_list_init (PpGradualList *self)
{
  self->filled = TRUE;
  self->room = AT_ONCE;
  self->shown = g_list_store_new (G_TYPE_OBJECT);
  g_signal_connect_swapped (self->shown, "items-changed", G_CALLBACK (g_list_model_items_changed), self);
}

PpGradualList *
pp_gradual_list_new (GListModel *source)
{
  PpGradualList *self = g_object_new (PP_TYPE_GRADUAL_LIST, NULL);

  pp_gradual_list_set_source (self, source);
  return self;
}

/**
 * pp_gradual_list_set_source:
 * @self: a list
 * @source: (nullable): what it follows from now on
 */
void
pp_gradual_list_set_source (PpGradualList *self,
                            GListModel    *source)
{
  g_return_if_fail (PP_IS_GRADUAL_LIST (self));
  g_return_if_fail (source == NULL || G_IS_LIST_MODEL (source));
  if (self->source == source)
    return;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    g_signal_connect_swapped (source, "items-changed", G_CALLBACK (source_changed_cb), self);
  self->n_done = 0;
  self->n_tail = 0;
  follow (self);
}

/**
 * pp_gradual_list_set_view:
 * @self: a list
 * @view: what shows it
 *
 * From now on lines come no faster than @view is painted, and while it is not seen, no more than a few to begin with.
 */
void
pp_gradual_list_set_view (PpGradualList *self,
                          GtkWidget     *view)
{
  g_return_if_fail (PP_IS_GRADUAL_LIST (self));
  g_return_if_fail (GTK_IS_WIDGET (view));
  if (!g_set_weak_pointer (&self->view, view))
    return;
  g_signal_connect_object (view, "map", G_CALLBACK (seen_cb), self, G_CONNECT_SWAPPED);
}

gboolean
pp_gradual_list_is_filled (PpGradualList *self)
{
  g_return_val_if_fail (PP_IS_GRADUAL_LIST (self), TRUE);
  return self->filled;
}

/**
 * pp_gradual_list_finish:
 * @self: a list
 *
 * Takes all that is left at once.
 */
void
pp_gradual_list_finish (PpGradualList *self)
{
  g_return_if_fail (PP_IS_GRADUAL_LIST (self));

  while (lacks_something (self))
    take_piece (self, G_MAXUINT);
  update_filled (self);
}
