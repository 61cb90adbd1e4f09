/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-editor-private.h"

#include <glib/gi18n.h>

#include "pp-edit.h"
#include "pp-first-frame.h"
#include "pp-settings.h"
#include "pp-turn.h"

G_DEFINE_FINAL_TYPE (PpEditor, pp_editor, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SHOW_PALETTE,
  PROP_SHOW_INSPECTOR,
  PROP_SHOW_THREATS,
  PROP_OPEN_THREATS,
  PROP_LAYOUT_ID,
  N_PROPS
};

enum {
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

PpModel *
_pp_editor_get_model (PpEditor *self)
{
  return self->document != NULL ? pp_document_get_model (self->document) : NULL;
}

PpThreatPanel *
_pp_editor_get_threats (PpEditor *self)
{
  return PP_THREAT_PANEL (pp_later_get (self->threats));
}

/* NULL until the panel is made, which is told what is shown then. */
PpThreatPanel *
_pp_editor_peek_threats (PpEditor *self)
{
  return (PpThreatPanel *) pp_later_peek (self->threats);
}

static PpPalette *
peek_palette (PpEditor *self)
{
  return (PpPalette *) pp_later_peek (self->palette);
}

static void
update_hint (PpEditor *self)
{
  PpModel *model = _pp_editor_get_model (self);
  PpLayout *layout = model != NULL && self->layout_id != NULL
                     ? pp_model_lookup_layout (model, self->layout_id) : NULL;

  gtk_widget_set_visible (self->empty_hint, layout != NULL && pp_layout_get_n_placements (layout) == 0);
}

static gboolean
tell_zoom_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);
  /* Translators: the zoom of the diagram in percent. */
  g_autofree char *text = g_strdup_printf (_("%.0f %%"), pp_canvas_get_zoom (self->canvas) * 100.0);

  self->zoom_idle = 0;
  gtk_label_set_text (self->zoom_label, text);
  return G_SOURCE_REMOVE;
}

/* The canvas may find its zoom while it is laid out, when no label may ask for another size. */
static void
update_zoom (PpEditor *self)
{
  if (self->zoom_idle == 0)
    self->zoom_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_zoom_cb, self, NULL);
}

static void
show_view (PpEditor *self)
{
  PpHistory *history = self->document != NULL ? pp_document_get_history (self->document) : NULL;
  PpKinds *kinds = pp_kinds_get_default ();

  pp_inspector_set_selection (self->inspector, NULL);
  pp_canvas_set_view (self->canvas, history, kinds, self->layout_id);
  pp_inspector_set_context (self->inspector, history, kinds, self->layout_id);
  pp_layout_strip_set_selected (self->strip, self->layout_id);
  if (_pp_editor_peek_threats (self) != NULL)
    pp_threat_panel_set_layout (_pp_editor_peek_threats (self), self->layout_id);
  update_hint (self);
}

void
_pp_editor_set_layout_id (PpEditor   *self,
                          const char *layout_id)
{
  g_autofree char *old = NULL;

  _pp_editor_stop_coming (self);
  old = g_steal_pointer (&self->layout_id);
  self->layout_id = g_strdup (layout_id);
  show_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT_ID]);
}

/* A layout that undo brings back is not shown by itself; one that goes makes room for the first. */
static void
model_changed_cb (PpEditor  *self,
                  GPtrArray *changes)
{
  PpModel *model = _pp_editor_get_model (self);

  update_hint (self);
  if (self->coming != NULL && pp_model_lookup_layout (model, pp_layout_switch_get_layout_id (self->coming)) == NULL)
    _pp_editor_stop_coming (self);
  if (self->layout_id == NULL || pp_model_lookup_layout (model, self->layout_id) == NULL)
    {
      g_autofree char *layout_id = pp_editor_dup_first_layout (model);

      _pp_editor_set_layout_id (self, layout_id);
    }
}

static void
selection_changed_cb (PpEditor *self)
{
  g_auto (GStrv) ids = pp_selection_dup_ids (pp_canvas_get_selection (self->canvas), NULL);

  pp_inspector_set_selection (self->inspector, (const char * const *) ids);
  if (_pp_editor_peek_threats (self) != NULL)
    pp_threat_panel_set_selection (_pp_editor_peek_threats (self), (const char * const *) ids);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.threats-of-service", ids[0] != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.threats-of-asset", ids[0] != NULL);
}

static void
inspect_cb (PpEditor   *self,
            const char *element_id)
{
  pp_editor_focus_inspector (self);
}

static void
show_threats_cb (PpEditor   *self,
                 const char *element_id)
{
  g_object_set (self, "show-threats", TRUE, NULL);
  pp_threat_panel_show_element (_pp_editor_get_threats (self), element_id);
}

/* To find out what the badges say takes about as long as to put them on the diagram. */
static gboolean
badges_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);
  g_autoptr (GHashTable) badges = g_steal_pointer (&self->badges);

  if (badges == NULL)
    {
      self->badges = pp_assessment_dup_badges (self->assessment);
      return G_SOURCE_CONTINUE;
    }
  self->badges_idle = 0;
  pp_canvas_set_badges (self->canvas, badges);
  return G_SOURCE_REMOVE;
}

/* After the panel, which has taken in what is different by then; steps of their own, so that none
 * holds up a frame. */
static void
assessment_changed_cb (PpEditor *self)
{
  g_clear_pointer (&self->badges, g_hash_table_unref);
  if (self->badges_idle == 0)
    self->badges_idle = pp_turn_add (badges_cb, self);
}

static void
show_scope_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PpEditor *self = PP_EDITOR (widget);
  const char *element = pp_selection_get_primary (pp_canvas_get_selection (self->canvas));

  if (element == NULL)
    return;
  g_object_set (self, "show-threats", TRUE, NULL);
  pp_threat_panel_show_scope (_pp_editor_get_threats (self), g_str_equal (name, "editor.threats-of-service")
                              ? PP_SCOPE_SERVICE : PP_SCOPE_ASSET, element);
}

static void
overlay_cb (PpEditor    *self,
            GParamSpec  *pspec,
            PpPathPanel *paths)
{
  pp_canvas_set_overlay (self->canvas, pp_path_panel_get_overlay (paths));
}

/* What the context menu of an element offers besides editing. */
static GMenuModel *
make_element_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("Threats of This _Service"), "editor.threats-of-service");
  g_menu_append (menu, _("Threats of This _Asset"), "editor.threats-of-asset");
  g_menu_append (menu, _("Attack Paths _From Here"), "win.paths-from");
  g_menu_append (menu, _("Attack Paths _To Here"), "win.paths-to");
  g_menu_append (menu, _("_Blast Radius"), "win.blast-radius");
  return G_MENU_MODEL (menu);
}

static void
canvas_message_cb (PpEditor   *self,
                   const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text, FALSE);
}

static void
threats_message_cb (PpEditor   *self,
                    const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text, FALSE);
}

static void
open_threats_cb (PpEditor *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN_THREATS]);
}

static void
inspector_removed_cb (PpEditor   *self,
                      const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text, TRUE);
}

static void
select_element_cb (PpEditor   *self,
                   const char *id)
{
  pp_editor_reveal (self, id);
}

static void
kind_activated_cb (PpEditor *self,
                   PpKind   *kind,
                   gboolean  at_once)
{
  const char *id = pp_kind_get_id (kind);

  if (pp_kind_is_edge (kind))
    {
      pp_canvas_set_edge_kind (self->canvas, id);
      if (peek_palette (self) != NULL)
        pp_palette_set_edge_kind (peek_palette (self), id);
    }
  else if (at_once)
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.place", "s", id);
  else
    pp_canvas_start_placing (self->canvas, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
palette_made_cb (PpEditor  *self,
                 PpPalette *palette)
{
  g_signal_connect_swapped (palette, "kind-activated", G_CALLBACK (kind_activated_cb), self);
  pp_palette_set_kinds (palette, pp_kinds_get_default ());
  pp_palette_set_edge_kind (palette, pp_canvas_get_edge_kind (self->canvas));
}

static void
layout_moved_cb (PpEditor   *self,
                 const char *layout_id,
                 guint       position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.layout-move", "(su)", layout_id, position);
}

/* It may be made before there is a document, or after. */
static void
threats_made_cb (PpEditor      *self,
                 PpThreatPanel *panel)
{
  g_auto (GStrv) ids = pp_selection_dup_ids (pp_canvas_get_selection (self->canvas), NULL);

  g_signal_connect_swapped (panel, "reveal", G_CALLBACK (select_element_cb), self);
  g_signal_connect_swapped (panel, "message", G_CALLBACK (threats_message_cb), self);
  g_signal_connect_swapped (panel, "notify::open-threats", G_CALLBACK (open_threats_cb), self);
  g_signal_connect_object (pp_threat_panel_get_paths (panel), "notify::overlay", G_CALLBACK (overlay_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->assessment != NULL)
    pp_threat_panel_set_assessment (panel, self->assessment);
  if (self->layout_id != NULL)
    pp_threat_panel_set_layout (panel, self->layout_id);
  if (ids[0] != NULL)
    pp_threat_panel_set_selection (panel, (const char * const *) ids);
}

static gboolean
assess_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);

  self->assess_idle = 0;
  self->assessment = g_object_ref (pp_document_get_assessment (self->document));
  if (_pp_editor_peek_threats (self) != NULL)
    {
      pp_threat_panel_set_assessment (_pp_editor_peek_threats (self), self->assessment);
      pp_threat_panel_set_layout (_pp_editor_peek_threats (self), self->layout_id);
    }
  g_signal_connect_object (self->assessment, "changed", G_CALLBACK (assessment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (pp_assessment_is_ready (self->assessment))
    assessment_changed_cb (self);
  return G_SOURCE_REMOVE;
}

static void
stop_assessing (PpEditor *self)
{
  g_clear_handle_id (&self->assess_idle, pp_turn_remove);
  g_clear_handle_id (&self->badges_idle, pp_turn_remove);
  g_clear_pointer (&self->badges, g_hash_table_unref);
  if (_pp_editor_peek_threats (self) != NULL)
    pp_threat_panel_set_assessment (_pp_editor_peek_threats (self), NULL);
  if (self->assessment != NULL)
    g_signal_handlers_disconnect_by_func (self->assessment, assessment_changed_cb, self);
  g_clear_object (&self->assessment);
}

static void
after_frame_cb (PpEditor      *self,
                GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, after_frame_cb, self);
  if (self->document != NULL && self->assessment == NULL && self->assess_idle == 0)
    self->assess_idle = pp_turn_add (assess_cb, self);
}

/* A person sees the diagram first, and then what threatens it. */
static void
canvas_mapped_cb (PpEditor *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (self->document == NULL)
    return;
  pp_first_frame_watch (GTK_WIDGET (self->canvas));
  g_signal_handlers_disconnect_by_func (clock, after_frame_cb, self);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (after_frame_cb), self, G_CONNECT_SWAPPED);
}

static void
pp_editor_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  PpEditor *self = PP_EDITOR (object);

  switch (prop_id)
    {
    case PROP_SHOW_PALETTE:
      g_value_set_boolean (value, _pp_editor_is_shown (self, GTK_WIDGET (self->palette)));
      break;
    case PROP_SHOW_INSPECTOR:
      g_value_set_boolean (value, _pp_editor_is_shown (self, GTK_WIDGET (self->inspector)));
      break;
    case PROP_SHOW_THREATS:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->threats)));
      break;
    case PROP_OPEN_THREATS:
      if (_pp_editor_peek_threats (self) != NULL)
        g_object_get_property (G_OBJECT (_pp_editor_peek_threats (self)), "open-threats", value);
      break;
    case PROP_LAYOUT_ID:
      g_value_set_string (value, self->layout_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_editor_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  PpEditor *self = PP_EDITOR (object);

  switch (prop_id)
    {
    case PROP_SHOW_PALETTE:
      _pp_editor_show_panel (self, GTK_WIDGET (self->palette), g_value_get_boolean (value));
      break;
    case PROP_SHOW_INSPECTOR:
      _pp_editor_show_panel (self, GTK_WIDGET (self->inspector), g_value_get_boolean (value));
      break;
    case PROP_SHOW_THREATS:
      if (gtk_widget_get_visible (GTK_WIDGET (self->threats)) == g_value_get_boolean (value))
        return;
      gtk_widget_set_visible (GTK_WIDGET (self->threats), g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_editor_dispose (GObject *object)
{
  PpEditor *self = PP_EDITOR (object);

  g_clear_handle_id (&self->fold_idle, g_source_remove);
  g_clear_handle_id (&self->zoom_idle, g_source_remove);
  if (self->outer_paned != NULL)
    pp_editor_set_document (self, NULL);
  g_clear_pointer (&self->layout_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_EDITOR);
  G_OBJECT_CLASS (pp_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.threats-of-service", NULL, show_scope_cb);
  gtk_widget_class_install_action (widget_class, "editor.threats-of-asset", NULL, show_scope_cb);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PpEditor, threats_paned);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, threats);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, drawing_hint);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, outer_paned);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, inner_paned);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, palette);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, canvas);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, inspector);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, strip);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, empty_hint);
  gtk_widget_class_bind_template_child (widget_class, PpEditor, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, inspect_cb);
  gtk_widget_class_bind_template_callback (widget_class, canvas_message_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_threats_cb);
  gtk_widget_class_bind_template_callback (widget_class, inspector_removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_element_cb);
  gtk_widget_class_bind_template_callback (widget_class, threats_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, palette_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, canvas_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_zoom);
  gtk_widget_class_bind_template_callback (widget_class, pp_editor_show_layout);
}

static void
pp_editor_class_init (PpEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pp_editor_get_property;
  object_class->set_property = pp_editor_set_property;
  object_class->dispose = pp_editor_dispose;
  widget_class->measure = _pp_editor_measure;
  widget_class->size_allocate = _pp_editor_size_allocate;
  properties[PROP_SHOW_PALETTE] =
    g_param_spec_boolean ("show-palette", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_INSPECTOR] =
    g_param_spec_boolean ("show-inspector", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_THREATS] =
    g_param_spec_boolean ("show-threats", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OPEN_THREATS] =
    g_param_spec_uint ("open-threats", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LAYOUT_ID] =
    g_param_spec_string ("layout-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  g_type_ensure (PP_TYPE_CANVAS);
  g_type_ensure (PP_TYPE_INSPECTOR);
  g_type_ensure (PP_TYPE_LATER);
  g_type_ensure (PP_TYPE_LAYOUT_STRIP);
  g_type_ensure (PP_TYPE_PALETTE);
  g_type_ensure (PP_TYPE_THREAT_PANEL);
  bind_template (widget_class);
}

static void
pp_editor_init (PpEditor *self)
{
  GSettings *settings = pp_settings_get_default ();
  g_autoptr (GMenuModel) menu = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->n_fitting = 2;
  self->show_palette = g_settings_get_boolean (settings, "palette-visible");
  self->show_inspector = g_settings_get_boolean (settings, "inspector-visible");
  _pp_editor_update_panels (self);
  g_signal_connect_object (pp_canvas_get_selection (self->canvas), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (settings, "show-grid", self->canvas, "show-grid", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "show-badges", self->canvas, "show-badges", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "snap-to-grid", self->canvas, "snap-to-grid", G_SETTINGS_BIND_DEFAULT);
  menu = make_element_menu ();
  pp_canvas_set_extra_menu (self->canvas, menu);
  update_zoom (self);
}

GtkWidget *
pp_editor_new (void)
{
  return g_object_new (PP_TYPE_EDITOR, NULL);
}

/**
 * pp_editor_set_document:
 * @self: an editor
 * @document: (nullable): what it shows
 */
void
pp_editor_set_document (PpEditor   *self,
                        PpDocument *document)
{
  g_autofree char *layout_id = NULL;

  g_return_if_fail (PP_IS_EDITOR (self));
  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_func (_pp_editor_get_model (self), model_changed_cb, self);
      stop_assessing (self);
    }
  g_set_object (&self->document, document);
  pp_layout_strip_set_model (self->strip, _pp_editor_get_model (self));
  if (document != NULL)
    {
      layout_id = pp_editor_dup_first_layout (_pp_editor_get_model (self));
      g_signal_connect_object (_pp_editor_get_model (self), "changed", G_CALLBACK (model_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  _pp_editor_set_layout_id (self, layout_id);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->canvas)))
    canvas_mapped_cb (self);
}

/**
 * pp_editor_dup_first_layout:
 * @model: a model
 *
 * Returns: (transfer full) (nullable): the layout that is shown first
 */
char *
pp_editor_dup_first_layout (PpModel *model)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);

  return layouts->len > 0 ? g_strdup (pp_record_get_id (g_ptr_array_index (layouts, 0))) : NULL;
}

PpCanvas *
pp_editor_get_canvas (PpEditor *self)
{
  g_return_val_if_fail (PP_IS_EDITOR (self), NULL);
  return self->canvas;
}

/**
 * pp_editor_get_layout_id:
 * @self: an editor
 *
 * Returns: (nullable): the layout that was chosen, which may still be on its way to the canvas
 */
const char *
pp_editor_get_layout_id (PpEditor *self)
{
  g_return_val_if_fail (PP_IS_EDITOR (self), NULL);
  return self->coming != NULL ? pp_layout_switch_get_layout_id (self->coming) : self->layout_id;
}

/**
 * pp_editor_flush:
 * @self: an editor
 *
 * Takes over what is typed but not yet in the model.
 */
void
pp_editor_flush (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  pp_inspector_flush (self->inspector);
}
