/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-palette-row.h"

#include <glib/gi18n.h>

#include "pp-drag-escape.h"

struct _PpPaletteRow {
  GtkListBoxRow  parent_instance;

  /* Owned */
  PpKind        *kind;
  char          *words;    /* folded, what the search looks at */

  /* Borrowed: children */
  GtkWidget     *mark;
};

G_DEFINE_FINAL_TYPE (PpPaletteRow, pp_palette_row, GTK_TYPE_LIST_BOX_ROW)

static void
pp_palette_row_finalize (GObject *object)
{
  PpPaletteRow *self = PP_PALETTE_ROW (object);

  g_clear_object (&self->kind);
  g_free (self->words);
  G_OBJECT_CLASS (pp_palette_row_parent_class)->finalize (object);
}

static void
pp_palette_row_class_init (PpPaletteRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_palette_row_finalize;
}

static void
pp_palette_row_init (PpPaletteRow *self)
{
}

static GdkContentProvider *
drag_prepare_cb (PpPaletteRow *self)
{
  return gdk_content_provider_new_typed (PP_TYPE_KIND, self->kind);
}

static void
drag_begin_cb (PpPaletteRow *self,
               GdkDrag      *drag)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (pp_kind_get_icon_name (self->kind));

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 32);
  gtk_widget_add_css_class (icon, "pp-drag-icon");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
}

static void
add_drag_source (PpPaletteRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  pp_drag_escape_add (source);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

static char *
collect_words (PpKind *kind)
{
  const char * const *search_words = pp_kind_get_search_words (kind);
  g_autoptr (GString) words = g_string_new (_(pp_kind_get_label (kind)));

  g_string_append_printf (words, "\n%s\n%s\n%s", pp_kind_get_label (kind), pp_kind_get_id (kind),
                          _(pp_kind_get_group (kind)));
  for (guint i = 0; search_words != NULL && search_words[i] != NULL; i++)
    g_string_append_printf (words, "\n%s", search_words[i]);
  return g_utf8_casefold (words->str, -1);
}

/**
 * pp_palette_row_new:
 * @kind: a kind
 *
 * Returns: (transfer floating): its row in the palette
 */
GtkWidget *
pp_palette_row_new (PpKind *kind)
{
  PpPaletteRow *self = g_object_new (PP_TYPE_PALETTE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (_(pp_kind_get_label (kind)));
  const char *description = pp_kind_get_description (kind);

  self->kind = g_object_ref (kind);
  self->words = collect_words (kind);
  self->mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_widget_set_visible (self->mark, FALSE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pp_kind_get_icon_name (kind)));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  if (description != NULL && *description != '\0')
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _(description));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(pp_kind_get_label (kind)), -1);
  if (!pp_kind_is_edge (kind))
    add_drag_source (self);
  return GTK_WIDGET (self);
}

PpKind *
pp_palette_row_get_kind (PpPaletteRow *self)
{
  g_return_val_if_fail (PP_IS_PALETTE_ROW (self), NULL);
  return self->kind;
}

/**
 * pp_palette_row_matches:
 * @self: a row
 * @folded: (nullable): a text of g_utf8_casefold()
 *
 * Returns: whether one of the kind's words holds @folded
 */
gboolean
pp_palette_row_matches (PpPaletteRow *self,
                        const char   *folded)
{
  g_return_val_if_fail (PP_IS_PALETTE_ROW (self), FALSE);
  return folded == NULL || *folded == '\0' || strstr (self->words, folded) != NULL;
}

void
pp_palette_row_set_current (PpPaletteRow *self,
                            gboolean      current)
{
  g_return_if_fail (PP_IS_PALETTE_ROW (self));
  gtk_widget_set_visible (self->mark, current);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               current ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}
