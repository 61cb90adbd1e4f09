/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-element-proxy.h"

#include <glib/gi18n.h>

#include "pp-canvas-private.h"

struct _PpElementProxy
{
  GtkWidget parent_instance;

  char *id;
  char *label;
  char *description;
  int   selected;     /* -1 as long as it was not said */
};

G_DEFINE_FINAL_TYPE (PpElementProxy, pp_element_proxy, GTK_TYPE_WIDGET)

static void
activate_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  GtkWidget *canvas = gtk_widget_get_parent (widget);

  if (PP_IS_CANVAS (canvas))
    _pp_canvas_inspect (PP_CANVAS (canvas), PP_ELEMENT_PROXY (widget)->id);
}

static void
select_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  GtkWidget *canvas = gtk_widget_get_parent (widget);

  if (PP_IS_CANVAS (canvas))
    pp_selection_set_single (pp_canvas_get_selection (PP_CANVAS (canvas)),
                             PP_ELEMENT_PROXY (widget)->id);
}

static void
focus_entered_cb (PpElementProxy *self)
{
  GtkWidget *canvas = gtk_widget_get_parent (GTK_WIDGET (self));

  if (PP_IS_CANVAS (canvas))
    _pp_canvas_set_focus_id (PP_CANVAS (canvas), self->id);
}

static void
pp_element_proxy_finalize (GObject *object)
{
  PpElementProxy *self = PP_ELEMENT_PROXY (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (pp_element_proxy_parent_class)->finalize (object);
}

static void
pp_element_proxy_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
}

static void
pp_element_proxy_class_init (PpElementProxyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_element_proxy_finalize;
  widget_class->snapshot = pp_element_proxy_snapshot;
  gtk_widget_class_set_css_name (widget_class, "element");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_install_action (widget_class, "element.activate", NULL, activate_action);
  gtk_widget_class_install_action (widget_class, "element.select", NULL, select_action);
}

static void
pp_element_proxy_init (PpElementProxy *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->selected = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
pp_element_proxy_new (void)
{
  return g_object_new (PP_TYPE_ELEMENT_PROXY, NULL);
}

const char *
pp_element_proxy_get_id (PpElementProxy *self)
{
  return self->id;
}

static const char *
name_of (PpScene    *scene,
         const char *id)
{
  const PpSceneItem *item = id != NULL ? pp_scene_lookup (scene, id) : NULL;

  if (item == NULL)
    return _("nothing");

  return item->name != NULL && *item->name != '\0' ? item->name : _(pp_kind_get_label (item->kind));
}

/* "Payments API, process"; "order, data flow from Shop to Payments API". */
static char *
make_label (PpScene           *scene,
            const PpSceneItem *item)
{
  const char *kind = _(pp_kind_get_label (item->kind));
  gboolean named = item->name != NULL && *item->name != '\0';
  g_autofree char *what = NULL;

  if (!item->is_edge)
    return named ? g_strdup_printf (C_("accessible name of a node", "%s, %s"), item->name, kind)
                 : g_strdup (kind);

  /* Translators: a flow is read out, for example "Data flow from Shop to Payments API" */
  what = g_strdup_printf (item->bidirectional ? _("%s between %s and %s") : _("%s from %s to %s"),
                          kind, name_of (scene, item->source), name_of (scene, item->target));

  return named ? g_strdup_printf (C_("accessible name of a flow", "%s, %s"), item->name, what)
               : g_steal_pointer (&what);
}

static void
count_flows (PpScene           *scene,
             const PpSceneItem *item,
             guint             *incoming,
             guint             *outgoing)
{
  GPtrArray *edges = pp_model_peek_edges_of (pp_scene_get_model (scene), item->id);

  *incoming = *outgoing = 0;
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      const PpSceneItem *edge =
        pp_scene_lookup (scene, pp_record_get_id (g_ptr_array_index (edges, i)));

      if (edge == NULL)
        continue;
      if (g_strcmp0 (edge->target, item->id) == 0)
        (*incoming)++;
      if (g_strcmp0 (edge->source, item->id) == 0)
        (*outgoing)++;
    }
}

static void
add_count (GPtrArray  *parts,
           guint       count,
           const char *text)
{
  if (count > 0)
    g_ptr_array_add (parts, g_strdup_printf (text, count));
}

/* What the badge says, in words. */
static void
add_badge (GPtrArray     *parts,
           const PpBadge *badge)
{
  static const char * const severities[] = {
    N_("worst severity low"), N_("worst severity medium"), N_("worst severity high"), N_("worst severity critical"),
  };

  add_count (parts, badge->stated, ngettext ("%u open threat", "%u open threats", badge->stated));
  add_count (parts, badge->suggested,
             ngettext ("%u suggested threat", "%u suggested threats", badge->suggested));
  if (badge->severity >= 0 && badge->severity < (int) G_N_ELEMENTS (severities))
    g_ptr_array_add (parts, g_strdup (_(severities[badge->severity])));
  add_count (parts, badge->questions, ngettext ("%u open question", "%u open questions", badge->questions));
}

static char *
make_description (PpScene           *scene,
                  const PpSceneItem *item)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint incoming, outgoing;

  if (_pp_tool_can_connect (item))
    {
      count_flows (scene, item, &incoming, &outgoing);
      g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u incoming flow", "%u incoming flows",
                                                         incoming), incoming));
      g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u outgoing flow", "%u outgoing flows",
                                                         outgoing), outgoing));
    }
  add_badge (parts, &item->badge);
  if (item->out_of_scope)
    g_ptr_array_add (parts, g_strdup (_("out of scope")));
  if (item->marking != NULL)
    g_ptr_array_add (parts, g_strdup (item->marking));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}

static gboolean
take_text (char **field,
           char  *text)
{
  g_autofree char *owned = text;

  if (g_strcmp0 (*field, owned) == 0)
    return FALSE;

  g_free (*field);
  *field = g_steal_pointer (&owned);

  return TRUE;
}

/* Tells about another element, or anew about the same one. Only what differs is sent on. */
void
pp_element_proxy_set_item (PpElementProxy    *self,
                           PpScene           *scene,
                           const PpSceneItem *item)
{
  take_text (&self->id, g_strdup (item->id));
  if (take_text (&self->label, make_label (scene, item)))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
  if (take_text (&self->description, make_description (scene, item)))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->description, -1);
}

void
pp_element_proxy_set_selected (PpElementProxy *self,
                               gboolean        selected)
{
  if (self->selected == selected)
    return;

  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}
