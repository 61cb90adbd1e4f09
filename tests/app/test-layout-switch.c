/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "pp-canvas-private.h"
#include "pp-edit.h"
#include "pp-editor.h"
#include "pp-format.h"
#include "pp-random-model.h"

#define N_NODES 200
#define N_FLOWS 300

typedef struct {
  PpDocument *document;
  PpModel    *model;       /* of the document, with three layouts, all large */
  PpEditor   *editor;
  GtkWindow  *window;
  char       *ids[3];
} Fixture;

static void
add_layout (PpModel *model)
{
  const char *first = pp_record_get_id (pp_model_peek_record (model, PP_RECORD_LAYOUT, 0));
  g_autoptr (GPtrArray) changes = pp_edit_duplicate_layout (model, first, "Again", NULL);

  g_assert_true (pp_model_apply (model, changes, NULL));
}

static PpDocument *
make_document (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (PpModel) model = pp_random_model_new (random, N_NODES, N_FLOWS, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PpDocument *document;

  add_layout (model);
  add_layout (model);
  bytes = pp_formats_write (pp_formats_for_file_name ("model.parapet"), model, NULL, &error);
  g_assert_no_error (error);
  document = pp_document_new_from_bytes (bytes, "model.parapet", &error);
  g_assert_no_error (error);
  return document;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) layouts = NULL;

  self->document = make_document ();
  self->model = pp_document_get_model (self->document);
  layouts = pp_model_dup_layouts (self->model);
  g_assert_cmpuint (layouts->len, ==, G_N_ELEMENTS (self->ids));
  for (guint i = 0; i < layouts->len; i++)
    self->ids[i] = g_strdup (pp_record_get_id (g_ptr_array_index (layouts, i)));
  self->editor = PP_EDITOR (pp_editor_new ());
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (self->window, GTK_WIDGET (self->editor));
  pp_editor_set_document (self->editor, self->document);
  gtk_window_present (self->window);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_editor_set_document (self->editor, NULL);
  gtk_window_destroy (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    g_free (self->ids[i]);
  g_object_unref (self->document);
}

static const char *
get_shown (Fixture *self)
{
  return pp_canvas_get_layout_id (pp_editor_get_canvas (self->editor));
}

static void
wait_for (Fixture    *self,
          const char *layout_id)
{
  while (g_strcmp0 (get_shown (self), layout_id) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static PpHistory *
get_history (Fixture *self)
{
  return pp_document_get_history (self->document);
}

static void
rename_node (Fixture    *self,
             const char *id,
             const char *name)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), name);

  g_assert_true (pp_history_set (get_history (self), "Rename", id, "name", value, NULL));
}

/* The one before is there until the chosen one is ready. */
static void
test_comes_later (Fixture       *self,
                  gconstpointer  data)
{
  g_assert_cmpstr (get_shown (self), ==, self->ids[0]);
  pp_editor_show_layout (self->editor, self->ids[1]);
  g_assert_cmpstr (get_shown (self), ==, self->ids[0]);
  g_assert_cmpstr (pp_editor_get_layout_id (self->editor), ==, self->ids[1]);
  wait_for (self, self->ids[1]);
  g_assert_cmpstr (pp_editor_get_layout_id (self->editor), ==, self->ids[1]);
}

/* Who goes on, or back, before it has come. */
static void
test_another_wish (Fixture       *self,
                   gconstpointer  data)
{
  pp_editor_show_layout (self->editor, self->ids[1]);
  pp_editor_show_layout (self->editor, self->ids[2]);
  wait_for (self, self->ids[2]);
  pp_editor_show_layout (self->editor, self->ids[1]);
  pp_editor_show_layout (self->editor, self->ids[2]);
  g_assert_cmpstr (pp_editor_get_layout_id (self->editor), ==, self->ids[2]);
  pp_editor_show_layout (self->editor, self->ids[0]);
  wait_for (self, self->ids[0]);
}

/* What is edited while it is on its way is in it, and it follows the model afterwards. */
static void
test_edited_meanwhile (Fixture       *self,
                       gconstpointer  data)
{
  const char *id = pp_record_get_id (pp_model_peek_record (self->model, PP_RECORD_NODE, 0));
  const PpSceneItem *item;

  pp_editor_show_layout (self->editor, self->ids[1]);
  rename_node (self, id, "Early");
  for (guint i = 0; i < 20 && g_str_equal (get_shown (self), self->ids[0]); i++)
    g_main_context_iteration (NULL, TRUE);
  if (g_str_equal (get_shown (self), self->ids[0]))
    rename_node (self, id, "Late");
  wait_for (self, self->ids[1]);
  item = pp_scene_lookup (_pp_canvas_get_scene (pp_editor_get_canvas (self->editor)), id);
  g_assert_cmpstr (item->name, ==, pp_element_get_name (pp_model_lookup_element (self->model, id)));
  rename_node (self, id, "Afterwards");
  g_assert_cmpstr (item->name, ==, "Afterwards");
}

static void
test_deleted_meanwhile (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr (GPtrArray) changes = pp_edit_remove_layout (self->model, self->ids[1]);

  pp_editor_show_layout (self->editor, self->ids[1]);
  g_assert_true (pp_history_apply (get_history (self), "Delete", changes, NULL));
  g_assert_cmpstr (pp_editor_get_layout_id (self->editor), ==, self->ids[0]);
  pp_editor_show_layout (self->editor, self->ids[2]);
  wait_for (self, self->ids[2]);
}

/* An element that only another diagram shows is selected when that has come. */
static void
test_then_selects (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *id = g_strdup (pp_record_get_id (pp_model_peek_record (self->model, PP_RECORD_NODE, 3)));
  g_autofree char *path = g_strdup_printf ("placements/%s", id);
  const char *wanted[] = { id, NULL };
  PpSelection *selection = pp_canvas_get_selection (pp_editor_get_canvas (self->editor));

  g_assert_true (pp_history_set (get_history (self), "Take out", self->ids[0], path, NULL, NULL));
  pp_editor_select (self->editor, wanted);
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 0);
  g_assert_cmpstr (get_shown (self), ==, self->ids[0]);
  wait_for (self, self->ids[1]);
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 1);
  g_assert_cmpstr (pp_selection_get_id (selection, 0), ==, id);
}

static void
test_closed_meanwhile (Fixture       *self,
                       gconstpointer  data)
{
  pp_editor_show_layout (self->editor, self->ids[1]);
  pp_editor_set_document (self->editor, NULL);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (get_shown (self));
}

static void
frame_begins_cb (gboolean *in_frame)
{
  *in_frame = TRUE;
}

static void
frame_paints_cb (gboolean *in_frame)
{
  *in_frame = FALSE;
}

static void
zoom_told_cb (GtkLabel   *label,
              GParamSpec *pspec,
              gboolean   *in_frame)
{
  g_assert_false (*in_frame);
}

/* The diagram finds its zoom while it is laid out, when the label beside it may not change its size any more:
 * GTK would not paint what is around it. */
static void
test_zoom_told_between_frames (Fixture       *self,
                               gconstpointer  data)
{
  GObject *label = gtk_widget_get_template_child (GTK_WIDGET (self->editor), PP_TYPE_EDITOR, "zoom_label");
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  g_autofree char *before = g_strdup (gtk_label_get_text (GTK_LABEL (label)));
  gboolean in_frame = FALSE;

  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (frame_begins_cb), &in_frame);
  g_signal_connect_swapped (clock, "paint", G_CALLBACK (frame_paints_cb), &in_frame);
  g_signal_connect (label, "notify::label", G_CALLBACK (zoom_told_cb), &in_frame);
  while (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), before))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &in_frame);
  g_signal_handlers_disconnect_by_data (label, &in_frame);
}

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  adw_init ();
  g_test_init (&argc, &argv, NULL);
#define add(name, function) \
  g_test_add ("/app/layout-switch/" name, Fixture, NULL, set_up, function, tear_down)
  add ("comes-later", test_comes_later);
  add ("another-wish", test_another_wish);
  add ("edited-meanwhile", test_edited_meanwhile);
  add ("deleted-meanwhile", test_deleted_meanwhile);
  add ("then-selects", test_then_selects);
  add ("closed-meanwhile", test_closed_meanwhile);
  add ("zoom-told-between-frames", test_zoom_told_between_frames);
#undef add
  return g_test_run ();
}
