/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-edit.h"
#include "pp-layout-dialog.h"

static PpModel *
get_model (PpWindow *self)
{
  return pp_document_get_model (self->document);
}

static gboolean
apply (PpWindow   *self,
       const char *label,
       GPtrArray  *changes)
{
  g_autoptr (GError) error = NULL;

  if (pp_history_apply (pp_document_get_history (self->document), label, changes, &error))
    return TRUE;
  _pp_window_add_toast (self, error->message, FALSE);
  return FALSE;
}

/**
 * _pp_window_find_layout:
 * @self: a window with a document
 * @n_layouts: (out): how many layouts the model has
 *
 * Returns: the place of the layout that is shown, or -1
 */
int
_pp_window_find_layout (PpWindow *self,
                        guint    *n_layouts)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (get_model (self));
  const char *current = pp_editor_get_layout_id (self->editor);

  *n_layouts = layouts->len;
  for (guint i = 0; i < layouts->len; i++)
    if (g_strcmp0 (pp_record_get_id (g_ptr_array_index (layouts, i)), current) == 0)
      return (int) i;
  return -1;
}

static void
layout_described_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (PpWindow) self = PP_WINDOW (user_data);
  g_autofree char *title = NULL, *methodology = NULL, *id = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (!pp_layout_dialog_finish (result, &title, &methodology) || self->document == NULL)
    return;
  changes = pp_edit_add_layout (get_model (self), title, methodology, &id);
  if (apply (self, N_("New diagram"), changes))
    {
      pp_editor_show_layout (self->editor, id);
      pp_editor_focus_canvas (self->editor);
    }
}

void
_pp_window_add_layout (PpWindow *self)
{
  guint n_layouts;
  int position = _pp_window_find_layout (self, &n_layouts);
  g_autofree char *title = g_strdup_printf (_("Diagram %u"), n_layouts + 1);
  const char *methodology = "STRIDE";

  if (position >= 0)
    methodology = pp_layout_get_methodology (pp_model_lookup_layout (get_model (self),
                                                                     pp_editor_get_layout_id (self->editor)));
  pp_layout_dialog_ask_async (GTK_WINDOW (self), _("New Diagram"), _("_Add"), title, methodology,
                              layout_described_cb, g_object_ref (self));
}

static void
layout_edited_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (PpWindow) self = PP_WINDOW (user_data);
  g_autofree char *title = NULL, *methodology = NULL;
  g_autoptr (JsonNode) title_node = NULL, methodology_node = NULL;
  PpHistory *history;
  const char *id;

  if (!pp_layout_dialog_finish (result, &title, &methodology) || self->document == NULL)
    return;
  id = pp_editor_get_layout_id (self->editor);
  history = pp_document_get_history (self->document);
  title_node = json_node_init_string (json_node_alloc (), title);
  methodology_node = json_node_init_string (json_node_alloc (), methodology);
  pp_history_begin (history, N_("Name of diagram"));
  pp_history_set (history, N_("Name of diagram"), id, "title", title_node, NULL);
  pp_history_set (history, N_("Name of diagram"), id, "methodology", methodology_node, NULL);
  pp_history_commit (history);
}

void
_pp_window_edit_layout (PpWindow *self)
{
  PpLayout *layout = pp_model_lookup_layout (get_model (self), pp_editor_get_layout_id (self->editor));

  pp_layout_dialog_ask_async (GTK_WINDOW (self), _("Diagram"), _("_Apply"), pp_layout_get_title (layout),
                              pp_layout_get_methodology (layout), layout_edited_cb, g_object_ref (self));
}

void
_pp_window_duplicate_layout (PpWindow *self)
{
  const char *current = pp_editor_get_layout_id (self->editor);
  PpLayout *layout = pp_model_lookup_layout (get_model (self), current);
  /* Translators: the title of a copy of a diagram. */
  g_autofree char *title = g_strdup_printf (_("%s (copy)"), pp_layout_get_title (layout));
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) changes = pp_edit_duplicate_layout (get_model (self), current, title, &id);

  if (apply (self, N_("Duplicate diagram"), changes))
    pp_editor_show_layout (self->editor, id);
}

void
_pp_window_remove_layout (PpWindow *self)
{
  const char *current = pp_editor_get_layout_id (self->editor);
  PpLayout *layout = pp_model_lookup_layout (get_model (self), current);
  g_autofree char *text = g_strdup_printf (_("Diagram “%s” deleted"), pp_layout_get_title (layout));
  g_autoptr (GPtrArray) changes = pp_edit_remove_layout (get_model (self), current);
  gboolean removed;

  /* The toast for elements that go with it would hide the one that matters. */
  self->replaying = TRUE;
  removed = apply (self, N_("Delete diagram"), changes);
  self->replaying = FALSE;
  if (removed)
    _pp_window_add_toast (self, text, TRUE);
}

void
_pp_window_go_to_layout (PpWindow *self,
                         int       step)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (get_model (self));
  guint n_layouts;
  int position = _pp_window_find_layout (self, &n_layouts);

  if (position < 0)
    return;
  position = (position + step + (int) n_layouts) % (int) n_layouts;
  pp_editor_show_layout (self->editor, pp_record_get_id (g_ptr_array_index (layouts, position)));
}

void
_pp_window_shift_layout (PpWindow *self,
                         int       step)
{
  guint n_layouts;
  int position = _pp_window_find_layout (self, &n_layouts) + step;

  if (position >= 0 && position < (int) n_layouts)
    _pp_window_move_layout (self, pp_editor_get_layout_id (self->editor), position);
}

static JsonNode *
dup_order (PpLayout *layout)
{
  return pp_record_dup_field (PP_RECORD (layout), "order");
}

/**
 * _pp_window_move_layout:
 * @self: a window with a document
 * @layout_id: a layout
 * @position: its new place among the others
 */
void
_pp_window_move_layout (PpWindow   *self,
                        const char *layout_id,
                        guint       position)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (get_model (self));
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  PpLayout *moved = pp_model_lookup_layout (get_model (self), layout_id);

  if (moved == NULL || !g_ptr_array_remove (layouts, moved))
    return;
  g_ptr_array_insert (layouts, MIN (position, layouts->len), moved);
  for (guint i = 0; i < layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (layouts, i);
      g_autoptr (JsonNode) before = dup_order (layout);
      g_autoptr (JsonNode) after = json_node_init_int (json_node_alloc (), i);

      if (pp_layout_get_order (layout) != i)
        g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_LAYOUT, pp_record_get_id (PP_RECORD (layout)),
                                                     "order", before, after));
    }
  if (changes->len > 0)
    apply (self, N_("Move diagram"), changes);
}
