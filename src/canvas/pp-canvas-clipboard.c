/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-canvas-private.h"
#include "pp-clip.h"
#include "pp-json.h"

#define PASTE_OFFSET (2 * PP_GRID_STEP)
#define MAX_FRAGMENT_BYTES ((gsize) 64 * 1024 * 1024)

/* A paste that is under way; the canvas may be gone when it ends. */
typedef struct
{
  PpCanvas *canvas;       /* owned */
  gboolean  at_pointer;
  PpPoint   pointer;
} Paste;

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->canvas);
  g_free (paste);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const PpSceneItem *left = *(const PpSceneItem * const *) a;
  const PpSceneItem *right = *(const PpSceneItem * const *) b;

  return (left->index > right->index) - (left->index < right->index);
}

/* The selected items and the edges that pp_edit_copy() takes along, in paint order. */
static GPtrArray *
list_copied (PpCanvas *self,
             JsonNode *fragment)
{
  JsonObject *placements = pp_json_get_object (json_node_get_object (fragment), "placements");
  g_autoptr(GList) ids = placements != NULL ? json_object_get_members (placements) : NULL;
  GPtrArray *items = g_ptr_array_new ();

  for (GList *l = ids; l != NULL; l = l->next)
    {
      const PpSceneItem *item = pp_scene_lookup (self->scene, l->data);

      if (item != NULL)
        g_ptr_array_add (items, (gpointer) item);
    }
  g_ptr_array_sort (items, compare_items);

  return items;
}

void
_pp_canvas_copy (PpCanvas *self)
{
  g_autoptr(GdkContentProvider) clip = NULL;
  g_autoptr(JsonNode) fragment = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_auto(GStrv) ids = NULL;
  guint n_ids;

  ids = pp_selection_dup_ids (self->selection, &n_ids);
  if (self->scene == NULL || n_ids == 0)
    return;

  fragment = pp_edit_copy (_pp_canvas_get_model (self), self->layout_id, (const char * const *) ids,
                           n_ids);
  items = list_copied (self, fragment);
  clip = pp_clip_new (fragment, items);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), clip);
  self->n_pastes = 0;
}

static PpBox
placement_box (const PpPlacement *placement)
{
  PpBox box = { placement->x, placement->y, placement->width, placement->height };
  PpBox bends;

  if (placement->n_points == 0)
    return box;

  bends = pp_box_of_points (placement->points, placement->n_points);

  return pp_box_union (&box, &bends);
}

/* Where the fragment was copied from. */
static PpBox
fragment_box (JsonNode *fragment)
{
  JsonObject *placements = JSON_NODE_HOLDS_OBJECT (fragment)
                             ? pp_json_get_object (json_node_get_object (fragment), "placements")
                             : NULL;
  PpBox around = { 0 };
  JsonObjectIter iter;
  JsonNode *node;

  if (placements == NULL)
    return around;

  json_object_iter_init (&iter, placements);
  while (json_object_iter_next (&iter, NULL, &node))
    {
      g_autoptr(PpPlacement) placement = pp_placement_new_from_json (node, NULL);

      if (placement != NULL)
        {
          PpBox box = placement_box (placement);

          around = pp_box_union (&around, &box);
        }
    }

  return around;
}

/* At the pointer when it is on the canvas; else a little off where it was, or in the middle of the view
 * when that is elsewhere. */
static void
find_shift (Paste       *paste,
            const PpBox *box,
            double      *dx,
            double      *dy)
{
  PpCanvas *self = paste->canvas;
  PpBox visible = pp_viewport_get_visible (self->viewport);
  PpPoint centre = pp_box_centre (box);
  PpPoint wanted = pp_box_centre (&visible);

  if (paste->at_pointer)
    wanted = paste->pointer;
  else if (pp_box_intersects (&visible, box))
    wanted = centre;

  self->n_pastes = paste->at_pointer ? 0 : self->n_pastes + 1;
  *dx = pp_grid_round (wanted.x - centre.x, PP_GRID_STEP) + self->n_pastes * PASTE_OFFSET;
  *dy = pp_grid_round (wanted.y - centre.y, PP_GRID_STEP) + self->n_pastes * PASTE_OFFSET;
}

static void
paste_text (Paste  *paste,
            GBytes *bytes)
{
  PpCanvas *self = paste->canvas;
  PpJsonLimits limits = { .max_bytes = MAX_FRAGMENT_BYTES, .max_depth = PP_JSON_MAX_DEPTH };
  g_autoptr(JsonNode) fragment = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  double dx, dy;
  PpBox box;

  fragment = pp_json_parse (text, length, &limits, &error);
  if (fragment == NULL)
    {
      g_debug ("Clipboard holds no fragment: %s", error->message);
      _pp_canvas_tell (self, _("What is on the clipboard cannot be pasted here"));
      return;
    }

  box = fragment_box (fragment);
  find_shift (paste, &box, &dx, &dy);
  _pp_canvas_paste_fragment (self, N_("Paste"), fragment, dx, dy);
}

static void
read_all_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Paste *paste = user_data;
  GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (stream), result, &error) >= 0)
    {
      bytes = g_memory_output_stream_steal_as_bytes (stream);
      if (_pp_canvas_can_edit (paste->canvas))
        paste_text (paste, bytes);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      _pp_canvas_tell (paste->canvas, _("The clipboard could not be read"));
    }

  paste_free (paste);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Paste *paste = user_data;
  g_autoptr(GInputStream) input = NULL;
  g_autoptr(GOutputStream) output = NULL;
  g_autoptr(GError) error = NULL;

  input = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  if (input == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _pp_canvas_tell (paste->canvas, _("There is nothing on the clipboard to paste here"));
      paste_free (paste);
      return;
    }

  output = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (output, input,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE |
                                G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, paste->canvas->paste_cancellable, read_all_cb,
                                paste);
}

/* Pastes what is on the clipboard when it has come; reading is never waited for. */
void
_pp_canvas_paste (PpCanvas *self)
{
  const char *types[] = { PP_FRAGMENT_MIME_TYPE, NULL };
  Paste *paste;

  if (!_pp_canvas_can_edit (self))
    return;

  g_cancellable_cancel (self->paste_cancellable);
  g_clear_object (&self->paste_cancellable);
  self->paste_cancellable = g_cancellable_new ();

  paste = g_new0 (Paste, 1);
  paste->canvas = g_object_ref (self);
  paste->at_pointer = self->pointer_inside;
  paste->pointer = pp_viewport_to_layout (self->viewport, self->pointer_x_px, self->pointer_y_px);
  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), types, G_PRIORITY_DEFAULT,
                            self->paste_cancellable, read_cb, paste);
}
