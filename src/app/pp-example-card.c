/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-example-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pp-export.h"
#include "pp-format.h"
#include "pp-task.h"

#define PICTURE_WIDTH_PX 220
#define PICTURE_HEIGHT_PX 140

struct _PpExampleCard {
  GtkFlowBoxChild  parent_instance;

  /* Owned */
  char            *name;
  GCancellable    *looking;

  /* Borrowed: children */
  GtkWidget       *picture;
  GtkWidget       *title;
};

G_DEFINE_FINAL_TYPE (PpExampleCard, pp_example_card, GTK_TYPE_FLOW_BOX_CHILD)

typedef struct {
  char    *name;
  gboolean is_dark;
} Order;

typedef struct {
  char       *title;
  GdkTexture *texture;  /* NULL where there is nothing to draw */
} Look;

static void
free_order (gpointer data)
{
  Order *order = data;

  g_free (order->name);
  g_free (order);
}

static void
free_look (gpointer data)
{
  Look *look = data;

  g_free (look->title);
  g_clear_object (&look->texture);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, free_look)

static PpModel *
read_example (const char   *name,
              GError      **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/examples/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (PpLoss) loss = pp_loss_new ();

  return bytes != NULL ? pp_formats_read (NULL, bytes, name, NULL, loss, error) : NULL;
}

static GdkTexture *
draw_first_layout (PpModel      *model,
                   gboolean      is_dark,
                   GCancellable *cancellable)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr (GBytes) png = NULL;

  if (layouts->len == 0)
    return NULL;
  options.dark = is_dark;
  options.transparent = TRUE;
  options.scale = 0.5;
  options.margin = 12.0;
  png = pp_export_layout (model, pp_kinds_get_default (), pp_record_get_id (g_ptr_array_index (layouts, 0)),
                          &options, NULL, NULL);
  return png != NULL ? gdk_texture_new_from_bytes (png, NULL) : NULL;
}

static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Order *order = task_data;
  GError *error = NULL;
  g_autoptr (PpModel) model = read_example (order->name, &error);
  Look *look;

  if (model == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  look = g_new0 (Look, 1);
  look->title = g_strdup (pp_info_get_title (pp_model_get_info (model)));
  look->texture = draw_first_layout (model, order->is_dark, cancellable);
  g_task_return_pointer (task, look, free_look);
}

static void
set_title (PpExampleCard *self,
           const char    *title)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  PpExampleCard *self = PP_EXAMPLE_CARD (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Look) look = g_task_propagate_pointer (G_TASK (result), &error);

  if (look != NULL)
    {
      set_title (self, look->title);
      gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (look->texture));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The example %s cannot be read: %s", self->name, error->message);
}

/* Reads and draws the example, in the colours of the moment. */
static void
look (PpExampleCard *self)
{
  g_autoptr (GTask) task = NULL;
  Order *order = g_new0 (Order, 1);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  order->name = g_strdup (self->name);
  order->is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  task = g_task_new (self, self->looking, look_cb, NULL);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, order, free_order);
  pp_task_run_in_thread (task, look_in_thread);
}

static void
pp_example_card_dispose (GObject *object)
{
  PpExampleCard *self = PP_EXAMPLE_CARD (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
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
  GtkWidget *clamp;

  self->name = g_strdup (name);
  /* Has its height from the beginning; the title comes with the picture. */
  self->title = gtk_label_new (" ");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->title), 24);
  gtk_widget_add_css_class (self->title, "pp-example-title");
  self->picture = make_picture ();
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PICTURE_WIDTH_PX);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), PICTURE_WIDTH_PX);
  gtk_widget_set_vexpand (clamp, TRUE);
  gtk_widget_add_css_class (clamp, "pp-example-picture");
  adw_clamp_set_child (ADW_CLAMP (clamp), self->picture);
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "activatable");
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), box);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
  look (self);
  return GTK_WIDGET (self);
}

const char *
pp_example_card_get_name (PpExampleCard *self)
{
  g_return_val_if_fail (PP_IS_EXAMPLE_CARD (self), NULL);
  return self->name;
}
