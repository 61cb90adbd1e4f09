/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The marking over a window that tells of a model: the join of all that the model holds. Nothing where nothing
 * is marked. */

#include "pp-marking-banner.h"

#include "pp-release.h"

struct _PpMarkingBanner {
  AdwBin       parent_instance;

  /* Owned by the widget */
  GtkRevealer *revealer;
  GtkLabel    *label;

  /* Owned */
  PpModel     *model;
};

G_DEFINE_FINAL_TYPE (PpMarkingBanner, pp_marking_banner, ADW_TYPE_BIN)

static void
update (PpMarkingBanner *self)
{
  g_autoptr (PpMarking) marking = self->model != NULL ? pp_model_dup_overall_marking (self->model) : NULL;
  gboolean marked = marking != NULL && !pp_marking_is_empty (marking);
  g_autofree char *markup = marked ? pp_marking_to_markup (marking) : NULL;

  gtk_revealer_set_reveal_child (self->revealer, marked);
  if (marked)
    gtk_label_set_markup (self->label, markup);
}

static gboolean
is_marked (JsonNode *record)
{
  return record != NULL && JSON_NODE_HOLDS_OBJECT (record) &&
         json_object_has_member (json_node_get_object (record), "marking");
}

/* Looking at all records is too much for each step of a gesture. */
static gboolean
can_change_marking (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);

      if (change->operation == PP_CHANGE_SET ? g_str_equal (change->field, "marking")
                                             : is_marked (change->before) || is_marked (change->after))
        return TRUE;
    }
  return FALSE;
}

static void
changed_cb (PpMarkingBanner *self,
            GPtrArray       *changes)
{
  if (can_change_marking (changes))
    update (self);
}

static void
pp_marking_banner_dispose (GObject *object)
{
  PpMarkingBanner *self = PP_MARKING_BANNER (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, changed_cb, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (pp_marking_banner_parent_class)->dispose (object);
}

static void
pp_marking_banner_class_init (PpMarkingBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_marking_banner_dispose;
}

static void
pp_marking_banner_init (PpMarkingBanner *self)
{
  GtkWidget *label = gtk_label_new (NULL), *revealer = gtk_revealer_new ();

  self->label = GTK_LABEL (label);
  self->revealer = GTK_REVEALER (revealer);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_justify (self->label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "pp-marking");
  gtk_revealer_set_child (self->revealer, label);
  adw_bin_set_child (ADW_BIN (self), revealer);
}

/**
 * pp_marking_banner_set_model:
 * @self: a banner
 * @model: (nullable): what the window tells of
 */
void
pp_marking_banner_set_model (PpMarkingBanner *self,
                             PpModel         *model)
{
  g_return_if_fail (PP_IS_MARKING_BANNER (self));
  g_return_if_fail (model == NULL || PP_IS_MODEL (model));

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, changed_cb, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "changed", G_CALLBACK (changed_cb), self);
  update (self);
}
