/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-place.h"

#include <glib/gi18n.h>

#include "pp-inspector-undo.h"
#include "pp-turn.h"

struct _PpInspectorPlace {
  AdwPreferencesGroup  parent_instance;

  /* template widgets */
  AdwActionRow        *inside;
  GtkSpinButton       *x;
  GtkSpinButton       *y;
  GtkSpinButton       *width;
  GtkSpinButton       *height;

  /* owned */
  PpInspectorSubject  *nodes;
  PpInspectorSubject  *layouts;

  /* state */
  gboolean             showing;
  guint                coming;
};

G_DEFINE_FINAL_TYPE (PpInspectorPlace, pp_inspector_place, ADW_TYPE_PREFERENCES_GROUP)

enum {
  FOLLOW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PpNode *
get_node (PpInspectorPlace *self)
{
  PpRecord *record = pp_inspector_subject_get_record (self->nodes, 0);

  return pp_inspector_subject_get_n_ids (self->nodes) == 1 && PP_IS_NODE (record)
         ? PP_NODE (record) : NULL;
}

static const PpPlacement *
get_placement (PpInspectorPlace *self)
{
  PpNode *node = get_node (self);
  PpRecord *layout = pp_inspector_subject_get_record (self->layouts, 0);

  if (node == NULL || !PP_IS_LAYOUT (layout))
    return NULL;
  return pp_layout_get_placement (PP_LAYOUT (layout), pp_record_get_id (PP_RECORD (node)));
}

static void
value_changed_cb (PpInspectorPlace *self,
                  GtkSpinButton    *spin)
{
  const PpPlacement *current = get_placement (self);
  g_autoptr (PpPlacement) placement = NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autofree char *field = NULL;
  gboolean size;

  if (self->showing || current == NULL)
    return;
  placement = pp_placement_copy (current);
  if (spin == self->x)
    placement->x = gtk_spin_button_get_value (spin);
  else if (spin == self->y)
    placement->y = gtk_spin_button_get_value (spin);
  else if (spin == self->width)
    placement->width = gtk_spin_button_get_value (spin);
  else
    placement->height = gtk_spin_button_get_value (spin);
  value = pp_placement_to_json (placement);
  field = g_strconcat ("placements/", pp_inspector_subject_get_id (self->nodes, 0), NULL);
  size = spin == self->width || spin == self->height;
  pp_inspector_subject_type_field (self->layouts, size ? N_("Resize") : N_("Move"), field, value);
}

static void
focus_left_cb (PpInspectorPlace *self)
{
  if (self->layouts != NULL)
    pp_inspector_subject_end_typing (self->layouts);
}

static void
inside_activated_cb (PpInspectorPlace *self)
{
  PpNode *node = get_node (self);

  if (node != NULL && pp_node_get_parent (node) != NULL)
    g_signal_emit (self, signals[FOLLOW], 0, pp_node_get_parent (node));
}

static void
pp_inspector_place_dispose (GObject *object)
{
  PpInspectorPlace *self = PP_INSPECTOR_PLACE (object);

  g_clear_handle_id (&self->coming, pp_turn_remove);
  g_clear_object (&self->nodes);
  g_clear_object (&self->layouts);

  G_OBJECT_CLASS (pp_inspector_place_parent_class)->dispose (object);
}

static void
pp_inspector_place_class_init (PpInspectorPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_inspector_place_dispose;

  signals[FOLLOW] = g_signal_new ("follow", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-inspector-place.ui");
  gtk_widget_class_bind_template_child (widget_class, PpInspectorPlace, inside);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorPlace, x);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorPlace, y);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorPlace, width);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorPlace, height);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, inside_activated_cb);
}

/* The wheel scrolls the panel: a number under the pointer must not change by accident. */
static void
ignore_wheel (GtkWidget *spin)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (spin);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
prepare_spin (PpInspectorPlace *self,
              GtkSpinButton    *spin)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  pp_inspector_leave_undo_to_window (GTK_WIDGET (spin));
  ignore_wheel (GTK_WIDGET (spin));
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (spin), focus);
}

static void
pp_inspector_place_init (PpInspectorPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->inside), FALSE);
  prepare_spin (self, self->x);
  prepare_spin (self, self->y);
  prepare_spin (self, self->width);
  prepare_spin (self, self->height);
}

void
pp_inspector_place_set_subjects (PpInspectorPlace   *self,
                                 PpInspectorSubject *nodes,
                                 PpInspectorSubject *layouts)
{
  g_return_if_fail (self->nodes == NULL);

  self->nodes = g_object_ref (nodes);
  self->layouts = g_object_ref (layouts);
}

static void
show_inside (PpInspectorPlace *self,
             PpNode           *node)
{
  PpModel *model = pp_inspector_subject_get_model (self->nodes);
  const char *parent_id = pp_node_get_parent (node);
  PpElement *parent = parent_id != NULL ? pp_model_lookup_element (model, parent_id) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->inside), parent != NULL);
  if (parent != NULL)
    adw_action_row_set_subtitle (self->inside, *pp_element_get_name (parent) != '\0'
                                 ? pp_element_get_name (parent) : _("Unnamed"));
}

static gboolean
come_cb (gpointer user_data)
{
  PpInspectorPlace *self = PP_INSPECTOR_PLACE (user_data);

  self->coming = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

/* Four rows of numbers take long to be laid out, and stand below all others: they come a frame later than these. */
static void
show (PpInspectorPlace *self,
      gboolean          shown)
{
  if (!shown || gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      g_clear_handle_id (&self->coming, pp_turn_remove);
      gtk_widget_set_visible (GTK_WIDGET (self), shown);
    }
  else if (self->coming == 0)
    self->coming = pp_turn_add_after (gtk_widget_get_parent (GTK_WIDGET (self)), come_cb, self);
}

/**
 * pp_inspector_place_refresh:
 * @self: a group
 *
 * Shows the place of the subject's node; hidden where it stands nowhere.
 */
void
pp_inspector_place_refresh (PpInspectorPlace *self)
{
  const PpPlacement *placement = get_placement (self);

  show (self, placement != NULL);
  if (placement == NULL)
    return;
  self->showing = TRUE;
  gtk_spin_button_set_value (self->x, placement->x);
  gtk_spin_button_set_value (self->y, placement->y);
  gtk_spin_button_set_value (self->width, placement->width);
  gtk_spin_button_set_value (self->height, placement->height);
  self->showing = FALSE;
  show_inside (self, get_node (self));
}
