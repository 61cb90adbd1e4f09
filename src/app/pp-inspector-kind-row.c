/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-kind-row.h"

#include <glib/gi18n.h>

#include "pp-text-scale.h"

struct _PpInspectorKindRow {
  AdwActionRow        parent_instance;

  /* template widgets */
  GtkImage           *icon;
  GtkMenuButton      *button;
  GtkLabel           *value;

  /* owned */
  PpKinds            *kinds;

  /* the list, made when it is first opened; borrowed from the popover */
  GtkPopover         *popover;
  GtkWidget          *search;
  GtkWidget          *scrolled;
  GtkListView        *list;
  GtkCustomFilter    *filter;
  GtkSingleSelection *selection;

  /* state */
  PpInspectorKinds    offer;
  char              **words;
  char               *shown;
};

G_DEFINE_FINAL_TYPE (PpInspectorKindRow, pp_inspector_kind_row, ADW_TYPE_ACTION_ROW)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
text_has_word (const char *text,
               const char *word)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, word) != NULL;
}

static gboolean
kind_has_word (PpKind     *kind,
               const char *word)
{
  const char * const *search_words = pp_kind_get_search_words (kind);

  if (text_has_word (gettext (pp_kind_get_label (kind)), word)
      || text_has_word (pp_kind_get_id (kind), word)
      || text_has_word (gettext (pp_kind_get_group (kind)), word))
    return TRUE;
  for (guint i = 0; search_words[i] != NULL; i++)
    if (text_has_word (search_words[i], word))
      return TRUE;
  return FALSE;
}

static gboolean
filter_kind (gpointer item,
             gpointer data)
{
  PpInspectorKindRow *self = data;
  PpKind *kind = item;

  if (pp_kind_is_edge (kind) != (self->offer == PP_INSPECTOR_KINDS_OF_EDGES))
    return FALSE;
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (!kind_has_word (kind, self->words[i]))
      return FALSE;
  return TRUE;
}

static void
search_changed_cb (PpInspectorKindRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = g_utf8_casefold (text, -1);

  g_strfreev (self->words);
  self->words = g_str_tokenize_and_fold (folded, NULL, NULL);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
choose (PpInspectorKindRow *self,
        guint               position)
{
  g_autoptr (PpKind) kind = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (kind == NULL)
    return;
  gtk_popover_popdown (self->popover);
  if (g_strcmp0 (pp_kind_get_id (kind), self->shown) != 0)
    g_signal_emit (self, signals[CHOSEN], 0, pp_kind_get_id (kind));
}

static void
list_activated_cb (PpInspectorKindRow *self,
                   guint               position)
{
  choose (self, position);
}

static void
search_activated_cb (PpInspectorKindRow *self)
{
  choose (self, gtk_single_selection_get_selected (self->selection));
}

static void
move_selection (PpInspectorKindRow *self,
                int                 step)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int position = gtk_single_selection_get_selected (self->selection);

  if (n_items == 0)
    return;
  position = CLAMP (position + step, 0, (int) n_items - 1);
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              (guint) position);
}

static gboolean
search_key_cb (PpInspectorKindRow *self,
               guint               key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  move_selection (self, key == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
setup_item_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
bind_item_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  PpKind *kind = gtk_list_item_get_item (item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_next_sibling (icon);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), pp_kind_get_icon_name (kind));
  gtk_label_set_label (GTK_LABEL (label), gettext (pp_kind_get_label (kind)));
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item),
                               gettext (pp_kind_get_description (kind)));
}

static GtkListView *
make_list (PpInspectorKindRow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;
  GtkWidget *list;

  self->filter = gtk_custom_filter_new (filter_kind, self, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->kinds)),
                                        GTK_FILTER (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item_cb), NULL);

  list = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Kinds"), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (list_activated_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_LIST_VIEW (list);
}

static GtkWidget *
make_search (PpInspectorKindRow *self)
{
  GtkWidget *search = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_set (search, "placeholder-text", _("Search Kinds"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search kinds"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (search, keys);
  g_signal_connect_object (search, "changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "stop-search", G_CALLBACK (gtk_popover_popdown),
                           self->popover, G_CONNECT_SWAPPED);
  return search;
}

static void
make_popover (PpInspectorKindRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->search = make_search (self);
  self->list = make_list (self);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (self->scrolled, 260, 320);
  pp_text_scale_follow (self->scrolled);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_popover_set_child (self->popover, box);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
}

static void
select_shown (PpInspectorKindRow *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (PpKind) kind = g_list_model_get_item (model, i);

      if (g_strcmp0 (pp_kind_get_id (kind), self->shown) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          move_selection (self, 0);
          return;
        }
    }
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       data)
{
  PpInspectorKindRow *self = data;

  if (self->kinds == NULL)
    return;
  if (self->popover == NULL)
    make_popover (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  select_shown (self);
  gtk_widget_grab_focus (self->search);
}

static void
forget_popover (PpInspectorKindRow *self)
{
  gtk_menu_button_set_popover (self->button, NULL);
  self->popover = NULL;
}

static void
pp_inspector_kind_row_dispose (GObject *object)
{
  PpInspectorKindRow *self = PP_INSPECTOR_KIND_ROW (object);

  if (self->button != NULL)
    forget_popover (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_INSPECTOR_KIND_ROW);
  g_clear_object (&self->kinds);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (pp_inspector_kind_row_parent_class)->dispose (object);
}

static void
pp_inspector_kind_row_class_init (PpInspectorKindRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_inspector_kind_row_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-inspector-kind-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PpInspectorKindRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorKindRow, button);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorKindRow, value);
}

static void
pp_inspector_kind_row_init (PpInspectorKindRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
}

GtkWidget *
pp_inspector_kind_row_new (void)
{
  return g_object_new (PP_TYPE_INSPECTOR_KIND_ROW, NULL);
}

void
pp_inspector_kind_row_set_kinds (PpInspectorKindRow *self,
                                 PpKinds            *kinds)
{
  if (g_set_object (&self->kinds, kinds))
    forget_popover (self);
}

static void
show_value (PpInspectorKindRow *self,
            PpInspectorKinds    offer,
            const char         *kind,
            const char         *label,
            const char         *icon_name)
{
  g_autofree char *name = NULL;

  if (self->offer == offer && self->shown != NULL && g_strcmp0 (self->shown, kind) == 0)
    return;
  self->offer = offer;
  g_free (self->shown);
  self->shown = g_strdup (kind);
  gtk_label_set_label (self->value, label);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  /* Translators: the name of a button for assistive technology; %s is a kind, such as "Database". */
  name = g_strdup_printf (_("Kind: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * pp_inspector_kind_row_show:
 * @self: a row
 * @offer: which kinds to offer
 * @kind: the identifier of a kind; one that is not known is shown as it is
 */
void
pp_inspector_kind_row_show (PpInspectorKindRow *self,
                            PpInspectorKinds    offer,
                            const char         *kind)
{
  gboolean is_edge = offer == PP_INSPECTOR_KINDS_OF_EDGES;
  PpKind *known = pp_kinds_lookup (self->kinds, kind);
  PpKind *drawn = pp_kinds_resolve (self->kinds, kind, is_edge);

  show_value (self, offer, kind,
              known != NULL ? gettext (pp_kind_get_label (known)) : kind,
              pp_kind_get_icon_name (drawn));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), known != NULL
                               ? gettext (pp_kind_get_description (known)) : NULL);
}

/**
 * pp_inspector_kind_row_show_mixed:
 * @self: a row
 * @offer: which kinds to offer
 *
 * Shows that the elements are of several kinds.
 */
void
pp_inspector_kind_row_show_mixed (PpInspectorKindRow *self,
                                  PpInspectorKinds    offer)
{
  /* Translators: in place of the kind, when elements of several kinds are selected. */
  show_value (self, offer, "", _("Several"), "view-grid-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
}
