/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-later.h"

#include "pp-turn.h"

struct _PpLater {
  AdwBin     parent_instance;

  /* Borrowed: the child, which callers ask for while it is being taken down too */
  GtkWidget *widget;

  /* State */
  GType      widget_type;
  guint      waiting;
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

static gboolean
make_cb (gpointer user_data)
{
  PpLater *self = PP_LATER (user_data);

  self->waiting = 0;
  self->widget = g_object_new (self->widget_type, NULL);
  adw_bin_set_child (ADW_BIN (self), self->widget);
  g_signal_emit (self, signals[MADE], 0, self->widget);
  return G_SOURCE_REMOVE;
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
      make_cb (self);
    }
  return self->widget;
}

GtkWidget *
pp_later_peek (PpLater *self)
{
  g_return_val_if_fail (PP_IS_LATER (self), NULL);
  return self->widget;
}
