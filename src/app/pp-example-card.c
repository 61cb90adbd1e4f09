/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-example-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pp-export.h"
#include "pp-format.h"

#define PICTURE_WIDTH_PX 220
#define PICTURE_HEIGHT_PX 140

struct _PpExampleCard {
  GtkFlowBoxChild  parent_instance;

  /* Owned */
  char            *name;
  PpModel         *model;

  /* Borrowed: children */
  GtkWidget       *picture;

  /* State */
  guint            draw_idle;
};

G_DEFINE_FINAL_TYPE (PpExampleCard, pp_example_card, GTK_TYPE_FLOW_BOX_CHILD)

static PpModel *
read_example (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/examples/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  PpModel *model = bytes != NULL ? pp_formats_read (NULL, bytes, name, NULL, loss, &error) : NULL;

  if (error != NULL)
    g_warning ("The example %s cannot be read: %s", name, error->message);
  return model;
}

static GBytes *
draw_first_layout (PpModel *model)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;

  if (layouts->len == 0)
    return NULL;
  options.dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  options.transparent = TRUE;
  options.scale = 0.5;
  options.margin = 12.0;
  return pp_export_layout (model, pp_kinds_get_default (),
                           pp_record_get_id (g_ptr_array_index (layouts, 0)), &options, NULL, NULL);
}

static gboolean
draw_cb (gpointer user_data)
{
  PpExampleCard *self = PP_EXAMPLE_CARD (user_data);
  g_autoptr (GBytes) png = self->model != NULL ? draw_first_layout (self->model) : NULL;
  g_autoptr (GdkTexture) texture = png != NULL ? gdk_texture_new_from_bytes (png, NULL) : NULL;

  self->draw_idle = 0;
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  return G_SOURCE_REMOVE;
}

static void
queue_draw (PpExampleCard *self)
{
  if (self->draw_idle == 0)
    self->draw_idle = g_idle_add_full (G_PRIORITY_LOW, draw_cb, self, NULL);
}

static void
pp_example_card_dispose (GObject *object)
{
  PpExampleCard *self = PP_EXAMPLE_CARD (object);

  g_clear_handle_id (&self->draw_idle, g_source_remove);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (pp_example_card_parent_class)->dispose (object);
}

static void
pp_example_card_finalize (GObject *object)
{
  PpExampleCard *self = PP_EXAMPLE_CARD (object);

  g_free (self->name);
  G_OBJECT_CLASS (pp_example_card_parent_class)->finalize (object);
}

static void
pp_example_card_class_init (PpExampleCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pp_example_card_dispose;
  object_class->finalize = pp_example_card_finalize;
}

static void
pp_example_card_init (PpExampleCard *self)
{
}

static GtkWidget *
make_picture (void)
{
  GtkWidget *picture = gtk_picture_new ();

  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_set_size_request (picture, -1, PICTURE_HEIGHT_PX);
  gtk_widget_add_css_class (picture, "pp-example-picture");
  return picture;
}

/**
 * pp_example_card_new:
 * @name: the file's name among the examples
 *
 * Returns: (transfer floating): its card
 */
GtkWidget *
pp_example_card_new (const char *name)
{
  PpExampleCard *self = g_object_new (PP_TYPE_EXAMPLE_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp, *label;
  const char *title;

  self->name = g_strdup (name);
  self->model = read_example (name);
  title = self->model != NULL ? pp_info_get_title (pp_model_get_info (self->model)) : name;
  label = gtk_label_new (title);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, "pp-example-title");
  self->picture = make_picture ();
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PICTURE_WIDTH_PX);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), PICTURE_WIDTH_PX);
  gtk_widget_set_vexpand (clamp, TRUE);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->picture);
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "activatable");
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (queue_draw), self,
                           G_CONNECT_SWAPPED);
  queue_draw (self);
  return GTK_WIDGET (self);
}

const char *
pp_example_card_get_name (PpExampleCard *self)
{
  g_return_val_if_fail (PP_IS_EXAMPLE_CARD (self), NULL);
  return self->name;
}
