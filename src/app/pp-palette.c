/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-palette.h"

#include <glib/gi18n.h>

#include "pp-palette-row.h"
#include "pp-turn.h"

/* A frame has time for so many rows that are laid out for the first time. */
#define ROWS_AT_ONCE 6

/* The kinds of element, grouped, with a search. A click makes the next click on the canvas place one,
 * Enter places one in the middle of the view, and a row can be dragged to the canvas. */
struct _PpPalette {
  GtkWidget       parent_instance;

  /* Template widgets */
  GtkWidget      *content;
  GtkSearchEntry *search_entry;
  GtkListBox     *list;
  GtkStack       *stack;

  /* Owned */
  PpKinds        *kinds;
  char           *search;       /* folded */
  char           *edge_kind;    /* that is drawn next */

  /* State */
  guint           n_rows;       /* of the kinds have one; the others get theirs when the palette is seen */
  guint           filling;
  gboolean        by_keyboard;  /* the row that is being activated was chosen by a key */
};

G_DEFINE_FINAL_TYPE (PpPalette, pp_palette, GTK_TYPE_WIDGET)

enum {
  KIND_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  PpPalette *self = PP_PALETTE (user_data);

  return pp_palette_row_matches (PP_PALETTE_ROW (row), self->search);
}

static void
add_header (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       user_data)
{
  const char *group = pp_kind_get_group (pp_palette_row_get_kind (PP_PALETTE_ROW (row)));
  const char *last = before != NULL ? pp_kind_get_group (pp_palette_row_get_kind (PP_PALETTE_ROW (before))) : NULL;
  GtkWidget *header;

  if (g_strcmp0 (group, last) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  header = gtk_label_new (_(group));
  gtk_label_set_xalign (GTK_LABEL (header), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (header), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (header, "heading");
  gtk_widget_add_css_class (header, "pp-palette-heading");
  gtk_list_box_row_set_header (row, header);
}

static void
mark_current (PpPalette    *self,
              PpPaletteRow *row)
{
  pp_palette_row_set_current (row, g_strcmp0 (pp_kind_get_id (pp_palette_row_get_kind (row)), self->edge_kind) == 0);
}

static void
add_row (PpPalette *self)
{
  g_autoptr (PpKind) kind = g_list_model_get_item (G_LIST_MODEL (self->kinds), self->n_rows++);
  GtkWidget *row = pp_palette_row_new (kind);

  gtk_list_box_append (self->list, row);
  mark_current (self, PP_PALETTE_ROW (row));
}

static gboolean
is_filled (PpPalette *self)
{
  return self->kinds == NULL || self->n_rows == g_list_model_get_n_items (G_LIST_MODEL (self->kinds));
}

static gboolean
fill_cb (gpointer user_data)
{
  PpPalette *self = PP_PALETTE (user_data);

  for (guint i = 0; i < ROWS_AT_ONCE && !is_filled (self); i++)
    add_row (self);
  if (!is_filled (self))
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_BUSY, FALSE, -1);
  return G_SOURCE_REMOVE;
}

static void
pp_palette_map (GtkWidget *widget)
{
  PpPalette *self = PP_PALETTE (widget);

  GTK_WIDGET_CLASS (pp_palette_parent_class)->map (widget);
  if (is_filled (self) || self->filling != 0)
    return;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
  self->filling = pp_turn_add_framed (widget, fill_cb, self);
}

static PpPaletteRow *
find_first_match (PpPalette *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (PP_IS_PALETTE_ROW (row) && pp_palette_row_matches (PP_PALETTE_ROW (row), self->search))
      return PP_PALETTE_ROW (row);
  return NULL;
}

static void
search_changed_cb (PpPalette *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);

  while (!is_filled (self))
    add_row (self);
  g_free (self->search);
  self->search = g_strdup (g_strstrip (folded));
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  gtk_stack_set_visible_child_name (self->stack, find_first_match (self) != NULL ? "list" : "nothing");
}

static void
search_activated_cb (PpPalette *self)
{
  PpPaletteRow *row;

  /* Who types fast presses Enter before the entry has told what was typed. */
  search_changed_cb (self);
  row = find_first_match (self);
  if (row != NULL)
    g_signal_emit (self, signals[KIND_ACTIVATED], 0, pp_palette_row_get_kind (row), TRUE);
}

static void
search_stopped_cb (PpPalette *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

/* The list activates a row for Enter as for a click; only the key controller knows which it was. */
static gboolean
key_pressed_cb (PpPalette       *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  self->by_keyboard = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter
                      || keyval == GDK_KEY_space;
  return GDK_EVENT_PROPAGATE;
}

static void
pressed_cb (PpPalette *self)
{
  self->by_keyboard = FALSE;
}

static void
row_activated_cb (PpPalette     *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[KIND_ACTIVATED], 0, pp_palette_row_get_kind (PP_PALETTE_ROW (row)),
                 self->by_keyboard);
}

static void
pp_palette_dispose (GObject *object)
{
  PpPalette *self = PP_PALETTE (object);

  g_clear_handle_id (&self->filling, pp_turn_remove);
  g_clear_object (&self->kinds);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_PALETTE);
  G_OBJECT_CLASS (pp_palette_parent_class)->dispose (object);
}

static void
pp_palette_finalize (GObject *object)
{
  PpPalette *self = PP_PALETTE (object);

  g_free (self->search);
  g_free (self->edge_kind);
  G_OBJECT_CLASS (pp_palette_parent_class)->finalize (object);
}

static gboolean
pp_palette_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PP_PALETTE (widget)->search_entry));
}

static void
pp_palette_class_init (PpPaletteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pp_palette_dispose;
  object_class->finalize = pp_palette_finalize;
  widget_class->map = pp_palette_map;
  widget_class->grab_focus = pp_palette_grab_focus;
  signals[KIND_ACTIVATED] =
    g_signal_new ("kind-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, PP_TYPE_KIND, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, PpPalette, content);
  gtk_widget_class_bind_template_child (widget_class, PpPalette, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PpPalette, list);
  gtk_widget_class_bind_template_child (widget_class, PpPalette, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pp_palette_init (PpPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_list_box_set_header_func (self->list, add_header, self, NULL);
}

GtkWidget *
pp_palette_new (void)
{
  return g_object_new (PP_TYPE_PALETTE, NULL);
}

/**
 * pp_palette_set_kinds:
 * @self: a palette
 * @kinds: what it offers from now on
 */
void
pp_palette_set_kinds (PpPalette *self,
                      PpKinds   *kinds)
{
  g_return_if_fail (PP_IS_PALETTE (self));
  g_return_if_fail (self->kinds == NULL && PP_IS_KINDS (kinds));
  self->kinds = g_object_ref (kinds);
}

/**
 * pp_palette_set_edge_kind:
 * @self: a palette
 * @kind_id: the kind of flow that is drawn next
 */
void
pp_palette_set_edge_kind (PpPalette  *self,
                          const char *kind_id)
{
  g_autofree char *old = NULL;

  g_return_if_fail (PP_IS_PALETTE (self));
  old = g_steal_pointer (&self->edge_kind);
  self->edge_kind = g_strdup (kind_id);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (PP_IS_PALETTE_ROW (row))
      mark_current (self, PP_PALETTE_ROW (row));
}

void
pp_palette_focus (PpPalette *self)
{
  g_return_if_fail (PP_IS_PALETTE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
