/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-matrix-view-private.h"

#include <glib/gi18n.h>

#include "pp-threat-words.h"
#include "pp-turn.h"

/* The height of a line of small text where the sizes of the matrix are right. */
#define LINE_HEIGHT_PX 17
/* So many columns are drawn for the first time in a frame: their texts are laid out, and their letters made. */
#define COLUMNS_PER_FRAME 2

G_DEFINE_FINAL_TYPE (PpMatrixView, pp_matrix_view, GTK_TYPE_WIDGET)

enum {
  CURSOR_MOVED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gboolean
_pp_matrix_view_is_mirrored (PpMatrixView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

PpHeatTechnique *
_pp_matrix_view_technique_at (PpMatrixView  *self,
                              PpMatrixPlace  place)
{
  GPtrArray *column;

  if (place.column < 0 || place.column >= (int) self->columns->len)
    return NULL;
  column = g_ptr_array_index (self->columns, place.column);
  return place.row >= 0 && place.row < (int) column->len ? g_ptr_array_index (column, place.row) : NULL;
}

static const char *
coverage_word (PpCoverage coverage)
{
  switch (coverage)
    {
    case PP_COVERAGE_OPEN:
      return _("open");
    case PP_COVERAGE_PARTLY:
      return _("partly covered");
    case PP_COVERAGE_COVERED:
      return _("covered");
    case PP_COVERAGE_NONE:
    default:
      return "";
    }
}

/**
 * pp_matrix_view_describe_use:
 * @technique: a technique
 *
 * Returns: (transfer full): what the model has of it, in words
 */
char *
pp_matrix_view_describe_use (const PpHeatTechnique *technique)
{
  g_autofree char *count = NULL, *open = NULL;

  if (technique->n_threats == 0)
    return g_strdup (_("Not in the model"));
  count = g_strdup_printf (ngettext ("%u threat", "%u threats", technique->n_threats), technique->n_threats);
  if (technique->n_open == 0)
    /* Translators: of an attack technique: number of threats, how far its mitigations have come. */
    return g_strdup_printf (_("%s, none open, %s"), count, coverage_word (technique->coverage));
  open = g_strdup_printf (_("%s, %u open, highest severity %s"), count, technique->n_open,
                          pp_threat_words_severity (technique->severity));
  if (technique->coverage == PP_COVERAGE_OPEN)
    return g_steal_pointer (&open);
  /* Translators: of an attack technique: how many threats are open, how far the mitigations have come. */
  return g_strdup_printf (_("%s, %s"), open, coverage_word (technique->coverage));
}

/**
 * pp_matrix_view_describe:
 * @technique: a technique
 *
 * Returns: (transfer full): what a cell tells, in words
 */
char *
pp_matrix_view_describe (const PpHeatTechnique *technique)
{
  g_autofree char *use = pp_matrix_view_describe_use (technique);

  return g_strdup_printf ("%s %s · %s", technique->id, technique->name, use);
}

/* --- The cursor --------------------------------------------------------------------------------- */

static void
scroll_to (GtkAdjustment *adjustment,
           double         from,
           double         to)
{
  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, from, to);
}

static void
tell (PpMatrixView *self)
{
  const PpHeatTechnique *technique = _pp_matrix_view_technique_at (self, self->cursor);
  g_autofree char *text = technique != NULL ? pp_matrix_view_describe (technique) : g_strdup (_("No technique"));
  g_autofree char *label = g_strdup_printf (_("Matrix of techniques. %s"), text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
move_cursor (PpMatrixView  *self,
             PpMatrixPlace  place)
{
  graphene_rect_t box = _pp_matrix_view_box_of (self, place);

  if (_pp_matrix_view_technique_at (self, place) == NULL)
    return;
  self->cursor = place;
  scroll_to (self->hadjustment, box.origin.x, box.origin.x + _pp_matrix_px (self, PP_MATRIX_COLUMN_WIDTH_PX));
  scroll_to (self->vadjustment, box.origin.y - _pp_matrix_px (self, PP_MATRIX_HEADER_HEIGHT_PX),
             box.origin.y + _pp_matrix_px (self, PP_MATRIX_ROW_HEIGHT_PX));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell (self);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

static int
last_row (PpMatrixView *self,
          int           column)
{
  return (int) ((GPtrArray *) g_ptr_array_index (self->columns, column))->len - 1;
}

/* The next column in a direction that has cells; the row is kept where it can be. */
static void
move_sideways (PpMatrixView *self,
               int           step)
{
  for (int column = self->cursor.column + step; column >= 0 && column < (int) self->columns->len; column += step)
    if (last_row (self, column) >= 0)
      {
        move_cursor (self, (PpMatrixPlace) { column, MIN (self->cursor.row, last_row (self, column)) });
        return;
      }
}

static gboolean
key_pressed_cb (PpMatrixView    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  PpMatrixPlace cursor = self->cursor;
  int step = _pp_matrix_view_is_mirrored (self) ? -1 : 1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || _pp_matrix_view_technique_at (self, cursor) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Left)
    move_sideways (self, -step);
  else if (key == GDK_KEY_Right)
    move_sideways (self, step);
  else if (key == GDK_KEY_Up)
    move_cursor (self, (PpMatrixPlace) { cursor.column, cursor.row - 1 });
  else if (key == GDK_KEY_Down)
    move_cursor (self, (PpMatrixPlace) { cursor.column, cursor.row + 1 });
  else if (key == GDK_KEY_Home)
    move_cursor (self, (PpMatrixPlace) { cursor.column, 0 });
  else if (key == GDK_KEY_End)
    move_cursor (self, (PpMatrixPlace) { cursor.column, last_row (self, cursor.column) });
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    g_signal_emit (self, signals[ACTIVATED], 0, _pp_matrix_view_technique_at (self, cursor)->id);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static PpMatrixPlace
place_at (PpMatrixView *self,
          double        x,
          double        y)
{
  double top = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  int header_height = _pp_matrix_px (self, PP_MATRIX_HEADER_HEIGHT_PX);

  if (_pp_matrix_view_is_mirrored (self))
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  if (y < top + header_height || x < 0)
    return (PpMatrixPlace) { -1, -1 };
  return (PpMatrixPlace) { (int) (x / _pp_matrix_px (self, PP_MATRIX_COLUMN_WIDTH_PX)),
                           (int) ((y - header_height) / _pp_matrix_px (self, PP_MATRIX_ROW_HEIGHT_PX)) };
}

static void
pressed_cb (PpMatrixView *self,
            int           n_press,
            double        x,
            double        y)
{
  PpMatrixPlace place = place_at (self, x, y);
  PpHeatTechnique *technique = _pp_matrix_view_technique_at (self, place);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (technique == NULL)
    return;
  move_cursor (self, place);
  g_signal_emit (self, signals[ACTIVATED], 0, technique->id);
}

static gboolean
query_tooltip_cb (PpMatrixView *self,
                  int           x,
                  int           y,
                  gboolean      keyboard,
                  GtkTooltip   *tooltip)
{
  PpHeatTechnique *technique = _pp_matrix_view_technique_at (self, keyboard ? self->cursor : place_at (self, x, y));
  g_autofree char *text = technique != NULL ? pp_matrix_view_describe (technique) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* --- The widget --------------------------------------------------------------------------------- */

static void
pp_matrix_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  PpMatrixView *self = PP_MATRIX_VIEW (widget);
  guint n_rows = 0;

  for (guint i = 0; i < self->columns->len; i++)
    n_rows = MAX (n_rows, ((GPtrArray *) g_ptr_array_index (self->columns, i))->len);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = (int) self->columns->len * _pp_matrix_px (self, PP_MATRIX_COLUMN_WIDTH_PX);
  else
    *minimum = _pp_matrix_px (self, PP_MATRIX_HEADER_HEIGHT_PX)
               + (int) n_rows * _pp_matrix_px (self, PP_MATRIX_ROW_HEIGHT_PX);
  *natural = *minimum;
}

static void
follow (PpMatrixView   *self,
        GtkAdjustment **adjustment,
        GtkAdjustment  *next)
{
  if (*adjustment != NULL)
    g_signal_handlers_disconnect_by_func (*adjustment, gtk_widget_queue_draw, self);
  g_set_object (adjustment, next);
  if (next != NULL)
    {
      g_signal_connect_swapped (next, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self);
      g_signal_connect_swapped (next, "changed", G_CALLBACK (gtk_widget_queue_draw), self);
    }
}

static gboolean
fill_cb (gpointer user_data)
{
  PpMatrixView *self = PP_MATRIX_VIEW (user_data);
  int first, last;

  _pp_matrix_view_find_seen_columns (self, &first, &last);
  self->n_filled += COLUMNS_PER_FRAME;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->n_filled <= last - first)
    return G_SOURCE_CONTINUE;
  self->n_filled = G_MAXINT;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* What is seen for the first time comes column by column, its headings before. */
static void
begin_filling (PpMatrixView *self)
{
  self->n_filled = COLUMNS_PER_FRAME;
  if (self->filling == 0)
    self->filling = pp_turn_add_after (GTK_WIDGET (self), fill_cb, self);
}

/* The cells have room for two lines of text, however large people want it. */
static void
update_scale (PpMatrixView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double line = pango_font_metrics_get_height (metrics) * PANGO_SCALE_SMALL / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  self->scale = MAX (1, line / LINE_HEIGHT_PX);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
pp_matrix_view_system_setting_changed (GtkWidget        *widget,
                                       GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (pp_matrix_view_parent_class)->system_setting_changed (widget, setting);
  update_scale (PP_MATRIX_VIEW (widget));
}

static void
pp_matrix_view_root (GtkWidget *widget)
{
  PpMatrixView *self = PP_MATRIX_VIEW (widget);
  GtkWidget *scrolled;

  GTK_WIDGET_CLASS (pp_matrix_view_parent_class)->root (widget);
  update_scale (self);
  scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  if (scrolled == NULL)
    return;
  follow (self, &self->hadjustment, gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)));
  follow (self, &self->vadjustment, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));
}

static void
pp_matrix_view_unroot (GtkWidget *widget)
{
  PpMatrixView *self = PP_MATRIX_VIEW (widget);

  follow (self, &self->hadjustment, NULL);
  follow (self, &self->vadjustment, NULL);
  GTK_WIDGET_CLASS (pp_matrix_view_parent_class)->unroot (widget);
}

static void
pp_matrix_view_dispose (GObject *object)
{
  PpMatrixView *self = PP_MATRIX_VIEW (object);

  g_clear_handle_id (&self->filling, pp_turn_remove);
  g_clear_object (&self->map);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->outlined, g_hash_table_unref);
  g_ptr_array_set_size (self->columns, 0);
  G_OBJECT_CLASS (pp_matrix_view_parent_class)->dispose (object);
}

static void
pp_matrix_view_finalize (GObject *object)
{
  g_ptr_array_unref (PP_MATRIX_VIEW (object)->columns);
  G_OBJECT_CLASS (pp_matrix_view_parent_class)->finalize (object);
}

static void
pp_matrix_view_class_init (PpMatrixViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_matrix_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_matrix_view_finalize;
  widget_class->measure = pp_matrix_view_measure;
  widget_class->snapshot = _pp_matrix_view_snapshot;
  widget_class->system_setting_changed = pp_matrix_view_system_setting_changed;
  widget_class->root = pp_matrix_view_root;
  widget_class->unroot = pp_matrix_view_unroot;
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "matrixview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
pp_matrix_view_init (PpMatrixView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->scale = 1;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
pp_matrix_view_new (void)
{
  return g_object_new (PP_TYPE_MATRIX_VIEW, NULL);
}

static GPtrArray *
make_column (PpHeatTactic *tactic,
             gboolean      only_used)
{
  GPtrArray *column = g_ptr_array_new ();

  for (guint i = 0; i < tactic->techniques->len; i++)
    {
      PpHeatTechnique *technique = g_ptr_array_index (tactic->techniques, i);

      if (!only_used || technique->n_threats > 0)
        g_ptr_array_add (column, technique);
    }
  return column;
}

/* The first of the worst cells. */
static PpMatrixPlace
find_worst (PpMatrixView *self)
{
  PpMatrixPlace worst = { 0, 0 };
  int severity = -2;

  for (guint i = 0; i < self->columns->len; i++)
    for (int row = 0; row <= last_row (self, (int) i); row++)
      if (_pp_matrix_view_technique_at (self, (PpMatrixPlace) { (int) i, row })->severity > severity)
        {
          worst = (PpMatrixPlace) { (int) i, row };
          severity = _pp_matrix_view_technique_at (self, worst)->severity;
        }
  return worst;
}

/**
 * pp_matrix_view_set_map:
 * @self: a view
 * @map: what to show
 * @only_used: whether to leave out techniques that are not in the model
 *
 * The cursor stays on its technique, where that is still shown.
 */
void
pp_matrix_view_set_map (PpMatrixView *self,
                        PpHeatMap    *map,
                        gboolean      only_used)
{
  g_autofree char *id = g_strdup (pp_matrix_view_get_technique (self));
  GPtrArray *tactics = pp_heat_map_get_tactics (map);

  if (self->map == NULL || pp_heat_map_get_matrix (self->map) != pp_heat_map_get_matrix (map))
    begin_filling (self);
  g_ptr_array_set_size (self->columns, 0);
  g_set_object (&self->map, map);
  for (guint i = 0; i < tactics->len; i++)
    g_ptr_array_add (self->columns, make_column (g_ptr_array_index (tactics, i), only_used));
  if (id == NULL || !pp_matrix_view_select (self, id))
    self->cursor = find_worst (self);
  tell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pp_matrix_view_set_shade (PpMatrixView  *self,
                          PpMatrixShade  shade)
{
  self->shade = shade;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pp_matrix_view_set_outlined:
 * @self: a view
 * @techniques: (nullable) (element-type utf8): identifiers of techniques that get an outline
 */
void
pp_matrix_view_set_outlined (PpMatrixView *self,
                             GHashTable   *techniques)
{
  g_clear_pointer (&self->outlined, g_hash_table_unref);
  if (techniques != NULL)
    self->outlined = g_hash_table_ref (techniques);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pp_matrix_view_get_technique:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the technique under the cursor
 */
const char *
pp_matrix_view_get_technique (PpMatrixView *self)
{
  const PpHeatTechnique *technique = _pp_matrix_view_technique_at (self, self->cursor);

  return technique != NULL ? technique->id : NULL;
}

/**
 * pp_matrix_view_select:
 * @self: a view
 * @id: a technique
 *
 * Moves the cursor to a technique, to the cell in the first tactic that it serves.
 *
 * Returns: whether it is shown
 */
gboolean
pp_matrix_view_select (PpMatrixView *self,
                       const char   *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    for (int row = 0; row <= last_row (self, (int) i); row++)
      if (g_str_equal (_pp_matrix_view_technique_at (self, (PpMatrixPlace) { (int) i, row })->id, id))
        {
          move_cursor (self, (PpMatrixPlace) { (int) i, row });
          return TRUE;
        }
  return FALSE;
}
