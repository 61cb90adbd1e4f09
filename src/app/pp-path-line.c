/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-path-line.h"

#include <glib/gi18n.h>

#include "pp-turn.h"

#define SPACING_PX 9
#define NUMBER_PX 22            /* as the style sheet has it */
/* Of lines that say something else now so many are laid out in one frame. */
#define LINES_AT_ONCE 12
#define BUDGET_US 2500

typedef enum {
  PART_NUMBER,
  PART_TITLE,
  PART_SUBTITLE,
  PART_VALUE,
  PART_APPLY,
  N_PARTS
} Part;

struct _PpPathLine {
  GtkWidget   parent_instance;

  /* Owned, in the order in which they are read; what a line has nothing to say with is not made. A list keeps hundreds
   * of lines, and all that is in them has its style looked up when one of them changes. */
  GtkWidget  *parts[N_PARTS];

  /* Owned */
  PpPathItem *item;         /* NULL while it shows nothing */

  /* State */
  gboolean    stale;        /* is one of @stale_lines */
};

G_DEFINE_FINAL_TYPE (PpPathLine, pp_path_line, GTK_TYPE_WIDGET)

static GQueue stale_lines = G_QUEUE_INIT;
static guint refreshing;

static const struct {
  int         column;
  int         row;
  const char *classes[3];
} looks[N_PARTS] = {
  [PART_NUMBER] = { 0, 0, { "number", "numeric" } },
  [PART_TITLE] = { 1, 0, { NULL } },
  [PART_SUBTITLE] = { 1, 1, { "caption", "dim-label" } },
  [PART_VALUE] = { 2, 0, { "numeric" } },
  [PART_APPLY] = { 3, 0, { "flat" } },
};

static GtkWidget *
make_part (Part part)
{
  GtkWidget *widget = part == PART_APPLY ? gtk_button_new_with_mnemonic (_("Appl_y")) : gtk_label_new (NULL);

  for (const char * const *class = looks[part].classes; *class != NULL; class++)
    gtk_widget_add_css_class (widget, *class);
  gtk_widget_set_hexpand (widget, part == PART_TITLE);
  if (part == PART_NUMBER)
    gtk_label_set_width_chars (GTK_LABEL (widget), 2);
  if (part == PART_TITLE || part == PART_SUBTITLE)
    {
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
    }
  return widget;
}

static GtkGridLayoutChild *
get_place (PpPathLine *self,
           Part        part)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  return GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->parts[part]));
}

static void
add_part (PpPathLine *self,
          Part        part)
{
  GtkWidget *before = NULL;

  for (guint i = 0; i < part; i++)
    before = self->parts[i] != NULL ? self->parts[i] : before;
  self->parts[part] = make_part (part);
  gtk_widget_insert_after (self->parts[part], GTK_WIDGET (self), before);
  gtk_grid_layout_child_set_column (get_place (self, part), looks[part].column);
  gtk_grid_layout_child_set_row (get_place (self, part), looks[part].row);
}

/* Forgets what it shows. */
static void
clear (PpPathLine *self)
{
  if (self->stale)
    g_queue_remove (&stale_lines, self);
  self->stale = FALSE;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
}

static void
pp_path_line_dispose (GObject *object)
{
  PpPathLine *self = PP_PATH_LINE (object);

  clear (self);
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (pp_path_line_parent_class)->dispose (object);
}

/* A text that is set would make GTK look where the pointer is, for each of many lines. */
static gboolean
pp_path_line_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    by_keyboard,
                            GtkTooltip *tooltip)
{
  PpPathLine *self = PP_PATH_LINE (widget);
  GtkWidget *subtitle = self->parts[PART_SUBTITLE];
  const char *title = gtk_label_get_text (GTK_LABEL (self->parts[PART_TITLE]));
  g_autofree char *both = NULL;

  if (subtitle != NULL && gtk_widget_get_visible (subtitle))
    both = g_strconcat (title, "\n", gtk_label_get_text (GTK_LABEL (subtitle)), NULL);
  gtk_tooltip_set_text (tooltip, both != NULL ? both : title);
  return TRUE;
}

static void
pp_path_line_class_init (PpPathLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_path_line_dispose;
  widget_class->query_tooltip = pp_path_line_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "pathline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
}

static void
pp_path_line_init (PpPathLine *self)
{
  gtk_grid_layout_set_column_spacing (GTK_GRID_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), SPACING_PX);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  add_part (self, PART_TITLE);
}

GtkWidget *
pp_path_line_new (void)
{
  return g_object_new (PP_TYPE_PATH_LINE, NULL);
}

static void
show_part (PpPathLine *self,
           Part        part,
           gboolean    shown)
{
  if (shown && self->parts[part] == NULL)
    add_part (self, part);
  if (self->parts[part] != NULL)
    gtk_widget_set_visible (self->parts[part], shown);
}

static void
show_text (PpPathLine *self,
           Part        part,
           const char *text)
{
  show_part (self, part, *text != '\0');
  if (self->parts[part] != NULL)
    gtk_label_set_text (GTK_LABEL (self->parts[part]), text);
}

/* What stands beside the title stands in the middle of both lines of text, or of the only one. */
static void
share_height (PpPathLine *self,
              gboolean    two_lines)
{
  for (guint i = 0; i < N_PARTS; i++)
    if (self->parts[i] != NULL && looks[i].column != looks[PART_TITLE].column)
      {
        gtk_widget_set_valign (self->parts[i], GTK_ALIGN_CENTER);
        gtk_grid_layout_child_set_row_span (get_place (self, i), two_lines ? 2 : 1);
      }
  gtk_widget_set_valign (self->parts[PART_TITLE], two_lines ? GTK_ALIGN_END : GTK_ALIGN_CENTER);
  if (two_lines)
    gtk_widget_set_valign (self->parts[PART_SUBTITLE], GTK_ALIGN_START);
}

/* Of mitigations only some are marked, and all begin at the same place. */
static void
indent (PpPathLine *self,
        int         width_px)
{
  gtk_widget_set_margin_start (self->parts[PART_TITLE], width_px);
  if (self->parts[PART_SUBTITLE] != NULL)
    gtk_widget_set_margin_start (self->parts[PART_SUBTITLE], width_px);
}

static void
append_spoken (GString    *spoken,
               const char *part)
{
  if (*part == '\0')
    return;
  if (spoken->len > 0)
    g_string_append (spoken, ", ");
  g_string_append (spoken, part);
}

static gboolean
can_be_applied (const PpPathItem *item)
{
  return item->mitigation != NULL && pp_mitigation_can_be_stated (item->mitigation);
}

static void
offer (PpPathLine       *self,
       const PpPathItem *item)
{
  /* Translators: the blank is what can be done against an attack. */
  g_autofree char *name = g_strdup_printf (_("Apply: %s"), item->title);
  GtkActionable *apply = GTK_ACTIONABLE (self->parts[PART_APPLY]);

  /* The target first: an action without the one it needs is a mistake. */
  gtk_actionable_set_action_target (apply, "s", item->mitigation->key);
  gtk_actionable_set_action_name (apply, "paths.apply");
  gtk_accessible_update_property (GTK_ACCESSIBLE (apply), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (apply), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
refresh (PpPathLine *self)
{
  const PpPathItem *item = self->item;
  g_autoptr (GString) spoken = g_string_new (NULL);

  show_text (self, PART_NUMBER, item->number);
  gtk_label_set_text (GTK_LABEL (self->parts[PART_TITLE]), item->title);
  show_text (self, PART_SUBTITLE, item->subtitle);
  show_text (self, PART_VALUE, item->value);
  show_part (self, PART_APPLY, can_be_applied (item));
  indent (self, *item->number == '\0' && item->mitigation != NULL ? NUMBER_PX + SPACING_PX : 0);
  if (can_be_applied (item))
    offer (self, item);
  share_height (self, *item->subtitle != '\0');
  append_spoken (spoken, item->number);
  append_spoken (spoken, item->title);
  append_spoken (spoken, item->value);
  append_spoken (spoken, item->subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
}

static gboolean
refresh_cb (gpointer user_data)
{
  gint64 end = g_get_monotonic_time () + BUDGET_US;

  for (guint i = 0; i < LINES_AT_ONCE && !g_queue_is_empty (&stale_lines) && g_get_monotonic_time () < end; i++)
    {
      PpPathLine *line = g_queue_pop_head (&stale_lines);

      line->stale = FALSE;
      refresh (line);
    }
  if (!g_queue_is_empty (&stale_lines))
    return G_SOURCE_CONTINUE;
  refreshing = 0;
  return G_SOURCE_REMOVE;
}

static void
item_changed_cb (PpPathLine *self)
{
  if (self->stale)
    return;
  self->stale = TRUE;
  g_queue_push_tail (&stale_lines, self);
  if (refreshing == 0)
    refreshing = pp_turn_add_framed (GTK_WIDGET (self), refresh_cb, NULL);
}

/**
 * pp_path_line_show:
 * @self: a line
 * @item: (nullable): what to show, and to follow when it changes
 */
void
pp_path_line_show (PpPathLine *self,
                   PpPathItem *item)
{
  g_return_if_fail (PP_IS_PATH_LINE (self) && (item == NULL || PP_IS_PATH_ITEM (item)));

  clear (self);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (item_changed_cb), self);
  refresh (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, pp_path_line_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  pp_path_line_show (PP_PATH_LINE (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  pp_path_line_show (PP_PATH_LINE (gtk_list_item_get_child (list_item)), NULL);
}

/**
 * pp_path_line_factory_new:
 *
 * Returns: (transfer full): what makes lines for a list of #PpPathItem
 */
GtkListItemFactory *
pp_path_line_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
