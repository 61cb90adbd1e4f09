/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-editor.h"

#include <glib/gi18n.h>

#include "pp-edit.h"
#include "pp-first-frame.h"
#include "pp-later.h"
#include "pp-layout-strip.h"
#include "pp-layout-switch.h"
#include "pp-settings.h"
#include "pp-text-scale.h"
#include "pp-threat-panel.h"
#include "pp-turn.h"

/* Below the first width palette and inspector do not fit at the same time, below the second neither
 * fits beside the canvas. */
#define TWO_PANELS_WIDTH_PX 860
#define ONE_PANEL_WIDTH_PX 600

/* In a low window the threats leave more of it to the diagram. */
#define LOW_HEIGHT_PX 620
#define THREATS_HEIGHT_PX 270
#define LOW_THREATS_HEIGHT_PX 200

struct _PpEditor {
  GtkWidget      parent_instance;

  /* Template widgets */
  GtkPaned      *threats_paned;
  GtkPaned      *outer_paned;
  GtkPaned      *inner_paned;
  PpLater       *palette;
  PpCanvas      *canvas;
  PpInspector   *inspector;
  PpLayoutStrip *strip;
  PpLater       *threats;
  GtkWidget     *empty_hint;
  GtkRevealer   *drawing_hint;
  GtkLabel      *zoom_label;

  /* Owned */
  PpDocument    *document;
  PpAssessment  *assessment;       /* NULL until the first frame was drawn */
  char          *layout_id;
  PpLayoutSwitch *coming;          /* NULL, or what takes the place of the layout when it is ready */
  char         **then_select;      /* elements, when it has come */
  char          *then_threat;

  /* State */
  gboolean       then_zoom;
  int            n_fitting;        /* how many panels fit: 0, 1 or 2 */
  gboolean       is_low;
  gboolean       show_palette;     /* as wished where there is room */
  gboolean       show_inspector;
  GtkWidget     *only_panel;       /* borrowed: the one that is shown where there is room for one, or NULL */
  guint          fold_idle;
  gboolean       placed;           /* the panels have their widths of last time */
  guint          badges_idle;
  guint          assess_idle;
};

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

static PpModel *
get_model (PpEditor *self)
{
  return self->document != NULL ? pp_document_get_model (self->document) : NULL;
}

static PpThreatPanel *
get_threats (PpEditor *self)
{
  return PP_THREAT_PANEL (pp_later_get (self->threats));
}

/* NULL until the panel is made, which is told what is shown then. */
static PpThreatPanel *
peek_threats (PpEditor *self)
{
  return (PpThreatPanel *) pp_later_peek (self->threats);
}

static PpPalette *
peek_palette (PpEditor *self)
{
  return (PpPalette *) pp_later_peek (self->palette);
}

static gboolean
is_shown (PpEditor  *self,
          GtkWidget *panel)
{
  if (self->n_fitting < 2)
    return panel == self->only_panel;
  return panel == GTK_WIDGET (self->palette) ? self->show_palette : self->show_inspector;
}

static void
update_panels (PpEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->palette), is_shown (self, GTK_WIDGET (self->palette)));
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), is_shown (self, GTK_WIDGET (self->inspector)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_PALETTE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_INSPECTOR]);
}

static gboolean
fold_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);

  self->fold_idle = 0;
  gtk_widget_set_size_request (GTK_WIDGET (self->threats), -1,
                               self->is_low ? LOW_THREATS_HEIGHT_PX : THREATS_HEIGHT_PX);
  update_panels (self);
  return G_SOURCE_REMOVE;
}

/* When room goes, one panel of two stays, and none of one; when it comes back, all is as it was. */
static void
set_n_fitting (PpEditor *self,
               int       n_fitting)
{
  self->n_fitting = n_fitting;
  if (n_fitting == 0)
    self->only_panel = NULL;
  else if (n_fitting == 1 && self->only_panel == NULL)
    self->only_panel = self->show_inspector ? GTK_WIDGET (self->inspector)
                       : self->show_palette ? GTK_WIDGET (self->palette) : NULL;
  if (self->fold_idle == 0)
    self->fold_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

static void
show_panel (PpEditor  *self,
            GtkWidget *panel,
            gboolean   shown)
{
  GSettings *settings = pp_settings_get_default ();
  gboolean is_palette = panel == GTK_WIDGET (self->palette);

  if (is_shown (self, panel) == shown)
    return;
  if (self->n_fitting < 2)
    self->only_panel = shown ? panel : NULL;
  else
    {
      *(is_palette ? &self->show_palette : &self->show_inspector) = shown;
      g_settings_set_boolean (settings, is_palette ? "palette-visible" : "inspector-visible", shown);
    }
  update_panels (self);
}

static void
update_hint (PpEditor *self)
{
  PpModel *model = get_model (self);
  PpLayout *layout = model != NULL && self->layout_id != NULL
                     ? pp_model_lookup_layout (model, self->layout_id) : NULL;

  gtk_widget_set_visible (self->empty_hint, layout != NULL && pp_layout_get_n_placements (layout) == 0);
}

static void
update_zoom (PpEditor *self)
{
  /* Translators: the zoom of the diagram in percent. */
  g_autofree char *text = g_strdup_printf (_("%.0f %%"), pp_canvas_get_zoom (self->canvas) * 100.0);

  gtk_label_set_text (self->zoom_label, text);
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
  if (peek_threats (self) != NULL)
    pp_threat_panel_set_layout (peek_threats (self), self->layout_id);
  update_hint (self);
}

static void
stop_coming (PpEditor *self)
{
  if (self->coming == NULL)
    return;
  g_clear_pointer (&self->coming, pp_layout_switch_free);
  g_clear_pointer (&self->then_select, g_strfreev);
  g_clear_pointer (&self->then_threat, g_free);
  self->then_zoom = FALSE;
  gtk_revealer_set_reveal_child (self->drawing_hint, FALSE);
  pp_layout_strip_set_selected (self->strip, self->layout_id);
}

static void
set_layout_id (PpEditor   *self,
               const char *layout_id)
{
  g_autofree char *old = NULL;

  stop_coming (self);
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
  PpModel *model = get_model (self);

  update_hint (self);
  if (self->coming != NULL && pp_model_lookup_layout (model, pp_layout_switch_get_layout_id (self->coming)) == NULL)
    stop_coming (self);
  if (self->layout_id == NULL || pp_model_lookup_layout (model, self->layout_id) == NULL)
    {
      g_autofree char *layout_id = pp_editor_dup_first_layout (model);

      set_layout_id (self, layout_id);
    }
}

static void
selection_changed_cb (PpEditor *self)
{
  g_auto (GStrv) ids = pp_selection_dup_ids (pp_canvas_get_selection (self->canvas), NULL);

  pp_inspector_set_selection (self->inspector, (const char * const *) ids);
  if (peek_threats (self) != NULL)
    pp_threat_panel_set_selection (peek_threats (self), (const char * const *) ids);
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
  pp_threat_panel_show_element (get_threats (self), element_id);
}

static gboolean
badges_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);
  g_autoptr (GHashTable) badges = pp_assessment_dup_badges (self->assessment);

  self->badges_idle = 0;
  pp_canvas_set_badges (self->canvas, badges);
  return G_SOURCE_REMOVE;
}

/* After the panel, which has taken in what is different by then; a step of its own, so that neither
 * holds up a frame. */
static void
assessment_changed_cb (PpEditor *self)
{
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
  pp_threat_panel_show_scope (get_threats (self), g_str_equal (name, "editor.threats-of-service")
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
  if (peek_threats (self) != NULL)
    {
      pp_threat_panel_set_assessment (peek_threats (self), self->assessment);
      pp_threat_panel_set_layout (peek_threats (self), self->layout_id);
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
  if (peek_threats (self) != NULL)
    pp_threat_panel_set_assessment (peek_threats (self), NULL);
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

/* The position of a pane is counted from its start, so the width of the window must be known. */
static void
place_panels (PpEditor *self,
              int       width)
{
  GSettings *settings = pp_settings_get_default ();
  int palette_width = g_settings_get_int (settings, "palette-width");

  self->placed = TRUE;
  gtk_paned_set_position (self->outer_paned, palette_width);
  if (is_shown (self, GTK_WIDGET (self->palette)))
    width -= palette_width;
  gtk_paned_set_position (self->inner_paned, MAX (0, width - g_settings_get_int (settings, "inspector-width")));
}

static void
pp_editor_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  PpEditor *self = PP_EDITOR (widget);
  double scale = pp_text_scale_get (widget);
  gboolean is_low = height < LOW_HEIGHT_PX;
  int n_fitting = width < ONE_PANEL_WIDTH_PX * scale ? 0 : width < TWO_PANELS_WIDTH_PX * scale ? 1 : 2;
  int minimum;

  if (n_fitting != self->n_fitting || is_low != self->is_low)
    {
      self->is_low = is_low;
      set_n_fitting (self, n_fitting);
    }
  if (!self->placed)
    place_panels (self, width);
  /* Until the panels are folded, the next moment, there may be too little room for all. */
  gtk_widget_measure (GTK_WIDGET (self->threats_paned), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_allocate (GTK_WIDGET (self->threats_paned), width, height, baseline, NULL);
}

static void
pp_editor_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  PpEditor *self = PP_EDITOR (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      gtk_widget_measure (GTK_WIDGET (self->threats_paned), GTK_ORIENTATION_HORIZONTAL, -1, minimum, NULL, NULL, NULL);
      for_size = MAX (for_size, *minimum);
    }
  gtk_widget_measure (GTK_WIDGET (self->threats_paned), orientation, for_size, minimum, natural, NULL, NULL);
  /* Panels fold away when the window is too narrow for them, so they do not keep it wide. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 320);
  *minimum_baseline = *natural_baseline = -1;
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
      g_value_set_boolean (value, is_shown (self, GTK_WIDGET (self->palette)));
      break;
    case PROP_SHOW_INSPECTOR:
      g_value_set_boolean (value, is_shown (self, GTK_WIDGET (self->inspector)));
      break;
    case PROP_SHOW_THREATS:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->threats)));
      break;
    case PROP_OPEN_THREATS:
      if (peek_threats (self) != NULL)
        g_object_get_property (G_OBJECT (peek_threats (self)), "open-threats", value);
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
      show_panel (self, GTK_WIDGET (self->palette), g_value_get_boolean (value));
      break;
    case PROP_SHOW_INSPECTOR:
      show_panel (self, GTK_WIDGET (self->inspector), g_value_get_boolean (value));
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
  widget_class->measure = pp_editor_measure;
  widget_class->size_allocate = pp_editor_size_allocate;
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
  update_panels (self);
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
      g_signal_handlers_disconnect_by_func (get_model (self), model_changed_cb, self);
      stop_assessing (self);
    }
  g_set_object (&self->document, document);
  pp_layout_strip_set_model (self->strip, get_model (self));
  if (document != NULL)
    {
      layout_id = pp_editor_dup_first_layout (get_model (self));
      g_signal_connect_object (get_model (self), "changed", G_CALLBACK (model_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  set_layout_id (self, layout_id);
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

static void
ready_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);
  g_autofree char *layout_id = g_strdup (pp_layout_switch_get_layout_id (self->coming));
  g_auto (GStrv) then_select = g_steal_pointer (&self->then_select);
  g_autofree char *then_threat = g_steal_pointer (&self->then_threat);
  gboolean then_zoom = self->then_zoom;

  pp_editor_flush (self);
  set_layout_id (self, layout_id);
  if (then_threat != NULL)
    pp_editor_reveal_threat (self, then_threat);
  else if (then_select != NULL && then_zoom)
    pp_editor_zoom_to (self, (const char * const *) then_select);
  else if (then_select != NULL)
    pp_editor_select (self, (const char * const *) then_select);
}

/**
 * pp_editor_show_layout:
 * @self: an editor
 * @layout_id: a layout
 *
 * A large layout comes a moment later; until then the diagram before is there.
 */
void
pp_editor_show_layout (PpEditor   *self,
                       const char *layout_id)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  pp_editor_flush (self);
  if (g_strcmp0 (pp_editor_get_layout_id (self), layout_id) == 0)
    return;
  stop_coming (self);
  if (g_strcmp0 (self->layout_id, layout_id) == 0)
    return;
  if (layout_id == NULL || !pp_layout_switch_is_needed (get_model (self), layout_id))
    {
      set_layout_id (self, layout_id);
      return;
    }
  self->coming = pp_layout_switch_new (self->canvas, get_model (self), layout_id, ready_cb, self);
  pp_layout_strip_set_selected (self->strip, layout_id);
  /* It fades in: nobody sees it where that takes a moment only. */
  gtk_revealer_set_reveal_child (self->drawing_hint, TRUE);
}

static void
then_select (PpEditor           *self,
             const char * const *ids,
             gboolean            zoom)
{
  g_strfreev (self->then_select);
  self->then_select = g_strdupv ((char **) ids);
  self->then_zoom = zoom;
  g_clear_pointer (&self->then_threat, g_free);
}

static const char *
find_layout_with (PpEditor   *self,
                  const char *element_id)
{
  PpModel *model = get_model (self);
  PpLayout *current = self->layout_id != NULL ? pp_model_lookup_layout (model, self->layout_id) : NULL;
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);

  if (current != NULL && pp_layout_get_placement (current, element_id) != NULL)
    return self->layout_id;
  for (guint i = 0; i < layouts->len; i++)
    if (pp_layout_get_placement (g_ptr_array_index (layouts, i), element_id) != NULL)
      return pp_record_get_id (g_ptr_array_index (layouts, i));
  return NULL;
}

/**
 * pp_editor_reveal:
 * @self: an editor
 * @element_id: a node or an edge
 */
void
pp_editor_reveal (PpEditor   *self,
                  const char *element_id)
{
  const char *ids[] = { element_id, NULL };
  const char *layout_id;

  g_return_if_fail (PP_IS_EDITOR (self));
  layout_id = find_layout_with (self, element_id);
  if (layout_id == NULL)
    return;
  pp_editor_show_layout (self, layout_id);
  if (self->coming != NULL)
    then_select (self, ids, FALSE);
  else
    pp_canvas_reveal (self->canvas, element_id);
}

/**
 * pp_editor_zoom_to:
 * @self: an editor with a document
 * @ids: (array zero-terminated=1): elements, one at least
 *
 * Goes to a diagram with the first, selects those that stand there with it, and brings them all into view.
 */
void
pp_editor_zoom_to (PpEditor           *self,
                   const char * const *ids)
{
  const char *layout_id;

  g_return_if_fail (PP_IS_EDITOR (self));
  g_return_if_fail (ids != NULL && ids[0] != NULL);
  layout_id = find_layout_with (self, ids[0]);
  if (layout_id == NULL)
    return;
  pp_editor_show_layout (self, layout_id);
  if (self->coming != NULL)
    {
      then_select (self, ids, TRUE);
      return;
    }
  pp_selection_set (pp_canvas_get_selection (self->canvas), ids, g_strv_length ((char **) ids));
  pp_canvas_zoom_to_selection (self->canvas);
}

static GPtrArray *
keep_shown (PpEditor           *self,
            const char * const *ids)
{
  PpLayout *layout = self->layout_id != NULL ? pp_model_lookup_layout (get_model (self), self->layout_id) : NULL;
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; layout != NULL && ids[i] != NULL; i++)
    if (pp_layout_get_placement (layout, ids[i]) != NULL)
      g_ptr_array_add (shown, (gpointer) ids[i]);
  return shown;
}

/**
 * pp_editor_select:
 * @self: an editor with a document
 * @ids: (array zero-terminated=1): elements
 *
 * Selects several elements. A single one is brought into view as well.
 */
void
pp_editor_select (PpEditor           *self,
                  const char * const *ids)
{
  g_autoptr (GPtrArray) shown = NULL;

  g_return_if_fail (PP_IS_EDITOR (self));
  if (get_model (self) == NULL)
    return;
  shown = keep_shown (self, ids);
  if (shown->len == 0 && ids[0] != NULL)
    {
      pp_editor_reveal (self, ids[0]);
      if (self->coming != NULL)
        {
          then_select (self, ids, FALSE);
          return;
        }
      g_ptr_array_unref (shown);
      shown = keep_shown (self, ids);
    }
  if (shown->len == 1)
    pp_canvas_reveal (self->canvas, g_ptr_array_index (shown, 0));
  else
    pp_selection_set (pp_canvas_get_selection (self->canvas), (const char * const *) shown->pdata, shown->len);
}

/**
 * pp_editor_reveal_threat:
 * @self: an editor
 * @threat_id: a threat
 *
 * Reveals the element that the threat is on, and the threat in the inspector.
 */
void
pp_editor_reveal_threat (PpEditor   *self,
                         const char *threat_id)
{
  PpThreat *threat;

  g_return_if_fail (PP_IS_EDITOR (self));
  threat = pp_model_lookup_threat (get_model (self), threat_id);
  if (threat == NULL || pp_threat_get_element (threat) == NULL)
    return;
  pp_editor_reveal (self, pp_threat_get_element (threat));
  if (self->coming != NULL)
    {
      self->then_threat = g_strdup (threat_id);
      return;
    }
  g_object_set (self, "show-inspector", TRUE, NULL);
  pp_inspector_show_threat (self->inspector, threat_id);
}

/**
 * pp_editor_remember_widths:
 * @self: an editor that is about to go
 *
 * Keeps the widths of the panels for the next window.
 */
void
pp_editor_remember_widths (PpEditor *self)
{
  GSettings *settings = pp_settings_get_default ();

  g_return_if_fail (PP_IS_EDITOR (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self->palette)))
    g_settings_set_int (settings, "palette-width",
                        CLAMP (gtk_widget_get_width (GTK_WIDGET (self->palette)), 120, 2000));
  if (gtk_widget_get_mapped (GTK_WIDGET (self->inspector)))
    g_settings_set_int (settings, "inspector-width",
                        CLAMP (gtk_widget_get_width (GTK_WIDGET (self->inspector)), 200, 2000));
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

void
pp_editor_focus_palette (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-palette", TRUE, NULL);
  pp_palette_focus (PP_PALETTE (pp_later_get (self->palette)));
}

void
pp_editor_focus_canvas (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

void
pp_editor_focus_inspector (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-inspector", TRUE, NULL);
  pp_inspector_focus (self->inspector);
}

void
pp_editor_focus_threats (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-threats", TRUE, NULL);
  pp_threat_panel_focus (get_threats (self));
}

void
pp_editor_focus_paths (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-threats", TRUE, NULL);
  pp_threat_panel_focus_paths (get_threats (self));
}

/* The one node that is selected, or NULL. */
static const char *
get_selected_node (PpEditor *self)
{
  PpSelection *selection = pp_canvas_get_selection (self->canvas);
  const char *id = pp_selection_get_primary (selection);

  return pp_selection_get_n_items (selection) == 1 && pp_model_lookup_node (get_model (self), id) != NULL ? id : NULL;
}

/* What is asked for comes together with its view. */
static PpAttacks *
hold_paths (PpEditor *self)
{
  PpPathPanel *paths = pp_threat_panel_get_paths (get_threats (self));

  pp_path_panel_hold (paths);
  return pp_path_panel_get_attacks (paths);
}

static void
show_paths (PpEditor   *self,
            PpPathView  view)
{
  PpPathPanel *paths = pp_threat_panel_get_paths (get_threats (self));

  g_object_set (paths, "view", view, NULL);
  pp_path_panel_show (paths);
  pp_editor_focus_paths (self);
}

void
pp_editor_show_paths_from (PpEditor *self)
{
  const char *id;

  g_return_if_fail (PP_IS_EDITOR (self));
  id = get_selected_node (self);
  if (id == NULL)
    return;
  pp_attacks_ask (hold_paths (self), id, NULL);
  show_paths (self, PP_PATH_VIEW_PATHS);
}

void
pp_editor_show_paths_to (PpEditor *self)
{
  const char *id;

  g_return_if_fail (PP_IS_EDITOR (self));
  id = get_selected_node (self);
  if (id == NULL)
    return;
  pp_attacks_ask (hold_paths (self), NULL, id);
  show_paths (self, PP_PATH_VIEW_PATHS);
}

void
pp_editor_show_blast (PpEditor *self)
{
  const char *id;

  g_return_if_fail (PP_IS_EDITOR (self));
  id = get_selected_node (self);
  if (id == NULL)
    return;
  pp_attacks_ask_blast (hold_paths (self), id);
  show_paths (self, PP_PATH_VIEW_BLAST);
}
