/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-later.h"

#include "pp-rest.h"
#include "pp-turn.h"

struct _PpLater {
  AdwBin     parent_instance;

  /* Owned */
  GtkWidget *loose;      /* is made and not the child yet */

  /* Borrowed: the child */
  GtkWidget *widget;

  /* State */
  GType      widget_type;
  guint      waiting;
  gboolean   shown;
};

G_DEFINE_FINAL_TYPE (PpLater, pp_later, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_WIDGET_TYPE,
  N_PROPS
};

enum {
  MADE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Parts that are made and wait for a frame of their own in which they are first laid out. */
static GQueue hidden = G_QUEUE_INIT;
static guint showing;

static void
show (PpLater *self)
{
  g_queue_remove (&hidden, self);
  self->shown = TRUE;
  gtk_widget_set_visible (self->widget, TRUE);
}

static gboolean
show_next_cb (gpointer user_data)
{
  if (!g_queue_is_empty (&hidden))
    show (g_queue_peek_head (&hidden));
  if (!g_queue_is_empty (&hidden))
    return G_SOURCE_CONTINUE;
  showing = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_show (PpLater *self)
{
  if (self->widget == NULL || self->shown || g_queue_find (&hidden, self) != NULL)
    return;
  g_queue_push_tail (&hidden, self);
  if (showing == 0)
    showing = pp_turn_add_framed (GTK_WIDGET (self), show_next_cb, NULL);
}

static void
put (PpLater *self)
{
  self->widget = self->loose;
  adw_bin_set_child (ADW_BIN (self), self->widget);
  g_clear_object (&self->loose);
  g_signal_emit (self, signals[MADE], 0, self->widget);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    queue_show (self);
}

/* To make a part takes about as long as to put it into its window, where its styles are looked up and its lists
 * make their rows. */
static gboolean
make_cb (gpointer user_data)
{
  PpLater *self = PP_LATER (user_data);

  if (self->loose == NULL)
    {
      self->loose = g_object_ref_sink (g_object_new (self->widget_type, "visible", FALSE, NULL));
      return G_SOURCE_CONTINUE;
    }
  self->waiting = 0;
  put (self);
  return G_SOURCE_REMOVE;
}

/* What has been seen once is there at once when its place is seen again, and rests in between as with PpRest. */
static void
pp_later_map (GtkWidget *widget)
{
  PpLater *self = PP_LATER (widget);

  if (self->widget != NULL && self->shown)
    gtk_widget_set_visible (self->widget, TRUE);
  GTK_WIDGET_CLASS (pp_later_parent_class)->map (widget);
  queue_show (self);
}

static void
pp_later_unmap (GtkWidget *widget)
{
  PpLater *self = PP_LATER (widget);

  GTK_WIDGET_CLASS (pp_later_parent_class)->unmap (widget);
  if (self->widget != NULL)
    pp_rest_hide (self->widget);
}

static void
pp_later_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  PpLater *self = PP_LATER (object);

  switch (prop_id)
    {
    case PROP_WIDGET_TYPE:
      self->widget_type = g_value_get_gtype (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_later_constructed (GObject *object)
{
  PpLater *self = PP_LATER (object);

  G_OBJECT_CLASS (pp_later_parent_class)->constructed (object);
  self->waiting = pp_turn_add (make_cb, self);
}

static void
pp_later_dispose (GObject *object)
{
  PpLater *self = PP_LATER (object);

  g_clear_handle_id (&self->waiting, pp_turn_remove);
  g_queue_remove (&hidden, self);
  g_clear_object (&self->loose);
  self->widget = NULL;
  G_OBJECT_CLASS (pp_later_parent_class)->dispose (object);
}

static void
pp_later_class_init (PpLaterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = pp_later_set_property;
  object_class->constructed = pp_later_constructed;
  object_class->dispose = pp_later_dispose;
  GTK_WIDGET_CLASS (klass)->map = pp_later_map;
  GTK_WIDGET_CLASS (klass)->unmap = pp_later_unmap;
  properties[PROP_WIDGET_TYPE] =
    g_param_spec_gtype ("widget-type", NULL, NULL, GTK_TYPE_WIDGET,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MADE] = g_signal_new ("made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pp_later_init (PpLater *self)
{
}

GtkWidget *
pp_later_get (PpLater *self)
{
  g_return_val_if_fail (PP_IS_LATER (self), NULL);
  if (self->waiting != 0)
    {
      pp_turn_remove (self->waiting);
      while (make_cb (self) == G_SOURCE_CONTINUE)
        ;
    }
  if (self->widget != NULL && !self->shown)
    show (self);
  return self->widget;
}

GtkWidget *
pp_later_peek (PpLater *self)
{
  g_return_val_if_fail (PP_IS_LATER (self), NULL);
  return self->widget;
}
