/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What assistive technologies see: the canvas is a list, and what is in view are its items. Proxies are
 * kept for at most 300 elements, used again when the view moves, and brought up to date when it has
 * come to rest: never while something moves. Until then the list is said to be busy. */

#include "pp-canvas-private.h"
#include "pp-element-proxy.h"

#define MAX_PROXIES 300
#define UPDATE_DELAY_MS 150
/* To make all of them takes longer than a frame. */
#define NEW_AT_ONCE 60

static void
set_outdated (PpCanvas *self,
              gboolean  outdated)
{
  if (self->proxies_outdated == outdated)
    return;

  self->proxies_outdated = outdated;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, outdated, -1);
}

static void
allocate_proxy (PpCanvas          *self,
                GtkWidget         *proxy,
                const PpSceneItem *item)
{
  const PpBox *place = !item->is_edge ? &item->box
                       : item->label_box.width > 0 ? &item->label_box : &item->bounds;
  PpBox box = pp_viewport_box_to_screen (self->viewport, place);
  int minimum;

  gtk_widget_measure (proxy, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (proxy, &(GtkAllocation) { box.x, box.y, MAX (box.width, MAX (minimum, 1)),
                                                      MAX (box.height, 1) }, -1);
}

/* Each proxy stands where its element is seen; places are brought up to date with the proxies. */
void
_pp_canvas_allocate_proxies (PpCanvas *self)
{
  GHashTableIter iter;
  gpointer id, proxy;

  if (self->proxies_source == 0)
    set_outdated (self, FALSE);
  if (self->scene == NULL)
    return;

  g_hash_table_iter_init (&iter, self->proxies);
  while (g_hash_table_iter_next (&iter, &id, &proxy))
    {
      const PpSceneItem *item = pp_scene_lookup (self->scene, id);

      if (item != NULL)
        allocate_proxy (self, proxy, item);
    }
}

static GtkWidget *
take_proxy (PpCanvas  *self,
            GPtrArray *unused)
{
  GtkWidget *proxy;

  if (unused != NULL && unused->len > 0)
    return g_ptr_array_steal_index_fast (unused, unused->len - 1);

  proxy = pp_element_proxy_new ();
  gtk_widget_set_parent (proxy, GTK_WIDGET (self));

  return proxy;
}

static void
show_item (PpCanvas          *self,
           const PpSceneItem *item,
           GPtrArray         *unused)
{
  GtkWidget *proxy = g_hash_table_lookup (self->proxies, item->id);

  if (proxy == NULL)
    {
      proxy = take_proxy (self, unused);
      g_hash_table_insert (self->proxies, g_strdup (item->id), proxy);
    }

  pp_element_proxy_set_item (PP_ELEMENT_PROXY (proxy), self->scene, item);
  pp_element_proxy_set_selected (PP_ELEMENT_PROXY (proxy),
                                 pp_selection_contains (self->selection, item->id));
}

/* Nodes first: where there are more elements than proxies, flows are reached from their nodes. */
static GPtrArray *
list_shown (PpCanvas *self)
{
  PpBox visible = pp_viewport_get_visible (self->viewport);
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  GPtrArray *shown = g_ptr_array_new ();

  pp_scene_query (self->scene, &visible, items);
  for (int edges = FALSE; edges <= TRUE; edges++)
    for (guint i = 0; i < items->len && shown->len < MAX_PROXIES; i++)
      {
        const PpSceneItem *item = g_ptr_array_index (items, i);

        if (item->is_edge == edges)
          g_ptr_array_add (shown, (gpointer) item);
      }

  return shown;
}

/* Takes the proxies of what is not shown any more, save the focused one. */
static GPtrArray *
take_unused (PpCanvas  *self,
             GPtrArray *shown)
{
  GPtrArray *unused = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  g_autoptr(GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id, proxy;

  for (guint i = 0; i < shown->len; i++)
    g_hash_table_add (wanted, (gpointer) ((PpSceneItem *) g_ptr_array_index (shown, i))->id);

  g_hash_table_iter_init (&iter, self->proxies);
  while (g_hash_table_iter_next (&iter, &id, &proxy))
    {
      gboolean focused = gtk_widget_has_focus (proxy) && pp_scene_lookup (self->scene, id) != NULL;

      if (focused || g_hash_table_contains (wanted, id))
        continue;

      /* The focus must not leave the canvas because the element has gone. */
      if (gtk_widget_has_focus (proxy))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      g_hash_table_iter_remove (&iter);
      g_ptr_array_add (unused, proxy);
    }

  return unused;
}

static void
describe_canvas (PpCanvas *self)
{
  g_autofree char *label = NULL;
  g_autofree char *elements = NULL;
  g_autofree char *selected = NULL;
  g_autofree char *description = NULL;
  PpLayout *layout = self->scene != NULL ? pp_scene_get_layout (self->scene) : NULL;
  guint n_items = self->scene != NULL ? pp_scene_get_n_items (self->scene) : 0;
  guint n_selected = pp_selection_get_n_items (self->selection);

  label = layout != NULL ? g_strdup_printf (_("Diagram %s"), pp_layout_get_title (layout))
                         : g_strdup (_("Diagram"));
  elements = g_strdup_printf (ngettext ("%u element", "%u elements", n_items), n_items);
  selected = g_strdup_printf (ngettext ("%u selected", "%u selected", n_selected), n_selected);
  description = g_strdup_printf (C_("elements and selection", "%s, %s"), elements, selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* Returns: whether all that is in view has a proxy */
static gboolean
show_items (PpCanvas  *self,
            GPtrArray *shown)
{
  g_autoptr(GPtrArray) unused = take_unused (self, shown);
  guint n_new = 0;

  for (guint i = 0; i < shown->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (shown, i);

      if (unused->len == 0 && !g_hash_table_contains (self->proxies, item->id) && n_new++ == NEW_AT_ONCE)
        return FALSE;
      show_item (self, item, unused);
    }

  return TRUE;
}

/* Brings the proxies up to date with what is in view. */
static gboolean
update_proxies_cb (gpointer data)
{
  PpCanvas *self = data;
  g_autoptr(GPtrArray) shown = NULL;

  self->proxies_source = 0;
  describe_canvas (self);
  if (self->scene == NULL)
    {
      set_outdated (self, FALSE);
      return G_SOURCE_REMOVE;
    }

  set_outdated (self, TRUE);
  shown = list_shown (self);
  if (!show_items (self, shown))
    self->proxies_source = g_idle_add (update_proxies_cb, self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* Updates them when nothing has moved for a moment. */
void
_pp_canvas_queue_proxies (PpCanvas *self)
{
  set_outdated (self, TRUE);
  g_clear_handle_id (&self->proxies_source, g_source_remove);
  self->proxies_source = g_timeout_add (UPDATE_DELAY_MS, update_proxies_cb, self);
  g_source_set_static_name (g_main_context_find_source_by_id (NULL, self->proxies_source),
                            "[parapet] update accessible elements");
}

/* The proxy of one element, made at once where there is none. */
GtkWidget *
_pp_canvas_ensure_proxy (PpCanvas          *self,
                         const PpSceneItem *item)
{
  set_outdated (self, TRUE);
  show_item (self, item, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return g_hash_table_lookup (self->proxies, item->id);
}

void
_pp_canvas_update_selected_states (PpCanvas *self)
{
  GHashTableIter iter;
  gpointer id, proxy;

  g_hash_table_iter_init (&iter, self->proxies);
  while (g_hash_table_iter_next (&iter, &id, &proxy))
    pp_element_proxy_set_selected (proxy, pp_selection_contains (self->selection, id));
  describe_canvas (self);
}

/* Those of the layout before are used again for that which takes its place, save the one with the focus. */
void
_pp_canvas_leave_proxies (PpCanvas *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (!PP_IS_ELEMENT_PROXY (focus))
    return;
  g_hash_table_remove (self->proxies, pp_element_proxy_get_id (PP_ELEMENT_PROXY (focus)));
  gtk_widget_unparent (focus);
}

void
_pp_canvas_clear_proxies (PpCanvas *self)
{
  GHashTableIter iter;
  gpointer proxy;

  g_hash_table_iter_init (&iter, self->proxies);
  while (g_hash_table_iter_next (&iter, NULL, &proxy))
    {
      g_hash_table_iter_remove (&iter);
      gtk_widget_unparent (proxy);
    }
}
