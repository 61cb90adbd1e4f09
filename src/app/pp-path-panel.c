/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-path-panel-private.h"

#include "pp-panel-list.h"
#include "pp-path-line.h"

G_DEFINE_FINAL_TYPE (PpPathPanel, pp_path_panel, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_VIEW,
  PROP_OVERLAY,
  N_PROPS
};

enum {
  REVEAL,
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static PpPathItem *
get_selected (PpPathPanel *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
take_overlay (PpPathPanel *self,
              PpOverlay   *overlay)
{
  if (pp_overlay_equal (self->overlay, overlay))
    {
      g_clear_pointer (&overlay, pp_overlay_unref);
      return;
    }
  g_clear_pointer (&self->overlay, pp_overlay_unref);
  self->overlay = overlay;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERLAY]);
}

/* The picture is there only as long as its table is seen. */
static void
update_overlay (PpPathPanel *self)
{
  gboolean shown = self->attacks != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  take_overlay (self, shown ? pp_path_overlay_make (self->attacks, self->view, get_selected (self)) : NULL);
}

/* Lines stay, and say something else. */
static void
fill (GListStore *store,
      GPtrArray  *items)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_kept = MIN (n_shown, items->len);

  for (guint i = 0; i < n_kept; i++)
    {
      g_autoptr (PpPathItem) shown = g_list_model_get_item (G_LIST_MODEL (store), i);

      pp_path_item_become (shown, g_ptr_array_index (items, i));
    }
  if (n_shown != items->len)
    g_list_store_splice (store, n_kept, n_shown - n_kept, items->pdata + n_kept, items->len - n_kept);
}

static void
show_details (PpPathPanel *self)
{
  g_autoptr (GPtrArray) items = pp_path_lists_make_details (self->attacks, self->view, get_selected (self));

  fill (self->detail_rows, items);
  gtk_widget_set_visible (GTK_WIDGET (self->details), items->len > 0);
  gtk_widget_set_visible (self->details_hint, items->len == 0 && get_selected (self) != NULL);
}

/* The same line again, as far as there is one; one that is not there yet is waited for. */
static void
restore_selection (PpPathPanel *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint position = n_items > 0 ? MIN (self->wanted, n_items - 1) : GTK_INVALID_LIST_POSITION;

  self->refreshing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->refreshing = FALSE;
  show_details (self);
  update_overlay (self);
}

static void
filled_cb (PpPathPanel *self)
{
  if (pp_gradual_list_is_filled (self->lines) && !self->refreshing && self->attacks != NULL)
    restore_selection (self);
}

/* What can be done is found last. Until then what could be done before stays, with what is chosen of it. */
static gboolean
keeps_rows (PpPathPanel *self)
{
  g_autoptr (PpPathItem) first = g_list_model_get_item (G_LIST_MODEL (self->rows), 0);

  return first != NULL && first->mitigation != NULL && pp_attacks_is_ready (self->attacks)
         && _pp_path_panel_lacks_answer (self);
}

static void
refresh_rows (PpPathPanel *self)
{
  g_autoptr (GPtrArray) items = pp_path_lists_make (self->attacks, self->view);
  PpPathItem *selected = get_selected (self);

  if (selected != NULL || pp_gradual_list_is_filled (self->lines))
    self->wanted = selected != NULL ? selected->index : 0;
  self->refreshing = TRUE;
  fill (self->rows, items);
  self->refreshing = FALSE;
  restore_selection (self);
}

static void
refresh (PpPathPanel *self)
{
  if (self->attacks == NULL || self->n_held > 0)
    return;
  if (!_pp_path_panel_lacks_answer (self) && !pp_attacks_is_stale (self->attacks))
    g_hash_table_remove_all (self->applied);
  if (!keeps_rows (self))
    refresh_rows (self);
  _pp_path_panel_update_question (self);
  _pp_path_panel_update_state (self);
  _pp_path_panel_update_list_page (self);
}

static void
selected_cb (PpPathPanel *self)
{
  PpPathItem *item = get_selected (self);

  /* A line that goes only because others come may be back a moment later. */
  if (self->refreshing || self->attacks == NULL
      || (item == NULL && !pp_gradual_list_is_filled (self->lines)))
    return;
  pp_panel_list_begin (self->details, self->detail_selection);
  show_details (self);
  update_overlay (self);
  if (item != NULL && item->element != NULL)
    g_signal_emit (self, signals[REVEAL], 0, item->element);
}

static void
activated_cb (PpPathPanel *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->detail_side);
  if (gtk_widget_get_visible (GTK_WIDGET (self->details)))
    gtk_widget_grab_focus (GTK_WIDGET (self->details));
}

static void
detail_selected_cb (PpPathPanel *self)
{
  PpPathItem *item = gtk_single_selection_get_selected_item (self->detail_selection);

  if (!self->refreshing && item != NULL && item->element != NULL)
    g_signal_emit (self, signals[REVEAL], 0, item->element);
}

static void
back_cb (PpPathPanel *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  pp_path_panel_focus (self);
}

static void
view_chosen_cb (PpPathPanel *self)
{
  g_object_set (self, "view", gtk_drop_down_get_selected (self->view_choice), NULL);
}

static void
ask_all_cb (PpPathPanel *self)
{
  pp_attacks_ask (self->attacks, NULL, NULL);
}

static void
cancel_cb (PpPathPanel *self)
{
  pp_attacks_cancel (self->attacks);
}

static void
search_again_cb (PpPathPanel *self)
{
  pp_attacks_search_again (self->attacks);
}

static PpMitigation *
find_offered (PpPathPanel *self,
              const char  *key)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (PpPathItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (item->mitigation != NULL && g_str_equal (item->mitigation->key, key))
        return pp_mitigation_ref (item->mitigation);
    }
  return NULL;
}

/* A line that says something else in a moment may still offer what has gone, or what has just been applied. */
static void
apply_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PpPathPanel *self = PP_PATH_PANEL (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  g_autoptr (PpMitigation) mitigation = find_offered (self, key);
  g_autoptr (GError) error = NULL;

  if (mitigation == NULL || !g_hash_table_add (self->applied, g_strdup (key)))
    return;
  if (pp_attacks_apply (self->attacks, mitigation, &error))
    return;
  g_hash_table_remove (self->applied, key);
  if (error != NULL)
    g_signal_emit (self, signals[MESSAGE], 0, error->message);
}

static GtkSingleSelection *
make_list (PpPathPanel   *self,
           GtkListView   *view,
           PpGradualList *lines,
           GCallback      selected)
{
  g_autoptr (GtkListItemFactory) factory = pp_path_line_factory_new ();

  return pp_panel_list_set_up (view, factory, lines, selected, self);
}

static void
pp_path_panel_map (GtkWidget *widget)
{
  PpPathPanel *self = PP_PATH_PANEL (widget);

  GTK_WIDGET_CLASS (pp_path_panel_parent_class)->map (widget);
  if (self->attacks != NULL)
    pp_attacks_set_active (self->attacks, TRUE);
  refresh (self);
}

static void
pp_path_panel_unmap (GtkWidget *widget)
{
  PpPathPanel *self = PP_PATH_PANEL (widget);

  GTK_WIDGET_CLASS (pp_path_panel_parent_class)->unmap (widget);
  if (self->attacks != NULL)
    pp_attacks_set_active (self->attacks, FALSE);
  take_overlay (self, NULL);
}

/* Another view begins with its first line. */
static void
forget_selection (PpPathPanel *self)
{
  self->refreshing = TRUE;
  pp_panel_list_begin (self->list, self->selection);
  pp_panel_list_begin (self->details, self->detail_selection);
  self->refreshing = FALSE;
  self->wanted = 0;
}

static void
pp_path_panel_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PpPathPanel *self = PP_PATH_PANEL (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_uint (value, self->view);
      break;
    case PROP_OVERLAY:
      g_value_set_boxed (value, self->overlay);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_path_panel_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PpPathPanel *self = PP_PATH_PANEL (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      if (self->view == g_value_get_uint (value))
        return;
      self->view = g_value_get_uint (value);
      gtk_drop_down_set_selected (self->view_choice, self->view);
      forget_selection (self);
      refresh (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_path_panel_dispose (GObject *object)
{
  PpPathPanel *self = PP_PATH_PANEL (object);

  if (self->rows != NULL)
    pp_path_panel_set_assessment (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_PATH_PANEL);
  g_clear_object (&self->selection);
  g_clear_object (&self->lines);
  g_clear_object (&self->detail_selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->detail_rows);
  g_clear_pointer (&self->overlay, pp_overlay_unref);
  G_OBJECT_CLASS (pp_path_panel_parent_class)->dispose (object);
}

static void
pp_path_panel_finalize (GObject *object)
{
  g_hash_table_unref (PP_PATH_PANEL (object)->applied);
  G_OBJECT_CLASS (pp_path_panel_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-path-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, content);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, view_choice);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, question);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, all_button);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, state);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, again_button);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, list_side);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, detail_side);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, list_stack);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, details);
  gtk_widget_class_bind_template_child (widget_class, PpPathPanel, details_hint);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
pp_path_panel_class_init (PpPathPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pp_path_panel_get_property;
  object_class->set_property = pp_path_panel_set_property;
  object_class->dispose = pp_path_panel_dispose;
  object_class->finalize = pp_path_panel_finalize;
  widget_class->map = pp_path_panel_map;
  widget_class->unmap = pp_path_panel_unmap;
  properties[PROP_VIEW] =
    g_param_spec_uint ("view", NULL, NULL, 0, PP_PATH_VIEW_BLAST, 0,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OVERLAY] =
    g_param_spec_boxed ("overlay", NULL, NULL, PP_TYPE_OVERLAY, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[REVEAL] = g_signal_new ("reveal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "paths.apply", "s", apply_cb);
  bind_template (widget_class);
}

static void
pp_path_panel_init (PpPathPanel *self)
{
  g_autoptr (PpGradualList) details = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->applied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_list_store_new (PP_TYPE_PATH_ITEM);
  self->lines = pp_gradual_list_new (G_LIST_MODEL (self->rows));
  g_signal_connect_object (self->lines, "notify::filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  self->selection = make_list (self, self->list, self->lines, G_CALLBACK (selected_cb));
  self->detail_rows = g_list_store_new (PP_TYPE_PATH_ITEM);
  details = pp_gradual_list_new (G_LIST_MODEL (self->detail_rows));
  self->detail_selection = make_list (self, self->details, details, G_CALLBACK (detail_selected_cb));
}

/**
 * pp_path_panel_set_assessment:
 * @self: a panel
 * @assessment: (nullable): what threatens the document
 */
void
pp_path_panel_set_assessment (PpPathPanel  *self,
                              PpAssessment *assessment)
{
  g_return_if_fail (PP_IS_PATH_PANEL (self));

  if (self->attacks != NULL)
    g_signal_handlers_disconnect_by_func (self->attacks, refresh, self);
  g_clear_object (&self->attacks);
  self->refreshing = TRUE;
  g_list_store_remove_all (self->rows);
  g_list_store_remove_all (self->detail_rows);
  pp_gradual_list_finish (self->lines);
  self->refreshing = FALSE;
  take_overlay (self, NULL);
  if (assessment == NULL)
    return;
  self->attacks = pp_attacks_new (assessment);
  g_signal_connect_object (self->attacks, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  pp_attacks_set_active (self->attacks, gtk_widget_get_mapped (GTK_WIDGET (self)));
  refresh (self);
}

/**
 * pp_path_panel_hold:
 * @self: a panel
 *
 * Shows nothing new before pp_path_panel_show() is called as often, so that what is asked for and the view of it come
 * together.
 */
void
pp_path_panel_hold (PpPathPanel *self)
{
  g_return_if_fail (PP_IS_PATH_PANEL (self));
  self->n_held++;
}

void
pp_path_panel_show (PpPathPanel *self)
{
  g_return_if_fail (PP_IS_PATH_PANEL (self) && self->n_held > 0);
  if (--self->n_held == 0)
    refresh (self);
}

PpAttacks *
pp_path_panel_get_attacks (PpPathPanel *self)
{
  g_return_val_if_fail (PP_IS_PATH_PANEL (self), NULL);
  return self->attacks;
}

PpOverlay *
pp_path_panel_get_overlay (PpPathPanel *self)
{
  g_return_val_if_fail (PP_IS_PATH_PANEL (self), NULL);
  return self->overlay;
}

GListModel *
pp_path_panel_get_rows (PpPathPanel *self)
{
  g_return_val_if_fail (PP_IS_PATH_PANEL (self), NULL);
  return G_LIST_MODEL (self->rows);
}

/**
 * pp_path_panel_focus:
 * @self: a panel
 *
 * Goes to the chosen line.
 */
void
pp_path_panel_focus (PpPathPanel *self)
{
  g_return_if_fail (PP_IS_PATH_PANEL (self));
  if (!pp_panel_list_focus (self->list, self->selection))
    gtk_widget_grab_focus (GTK_WIDGET (self->view_choice));
}
