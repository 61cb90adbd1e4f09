/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-text-row.h"

#include "pp-inspector-undo.h"

/* How high the text may be, in lines: an empty one invites to write, a long one scrolls. */
#define MIN_LINES 2
#define MAX_LINES 14

struct _PpInspectorTextRow {
  AdwPreferencesRow  parent_instance;

  /* template widgets */
  GtkScrolledWindow *scrolled;
  GtkTextView       *view;
  GtkTextBuffer     *buffer;

  /* state */
  guint              resize_idle;
  gboolean           setting;
};

G_DEFINE_FINAL_TYPE (PpInspectorTextRow, pp_inspector_text_row, ADW_TYPE_PREFERENCES_ROW)

enum {
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
line_height_px (PpInspectorTextRow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

/* Of the text as it is laid out now; the adjustment tells no less than what is shown. */
static int
text_height_px (PpInspectorTextRow *self)
{
  GtkTextIter end;
  GdkRectangle last;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_view_get_iter_location (self->view, &end, &last);
  return last.y + last.height + gtk_text_view_get_top_margin (self->view) +
         gtk_text_view_get_bottom_margin (self->view);
}

static gboolean
resize_cb (gpointer data)
{
  PpInspectorTextRow *self = data;
  int line = line_height_px (self);
  int height = CLAMP (text_height_px (self), MIN_LINES * line, MAX_LINES * line);

  self->resize_idle = 0;
  if (gtk_scrolled_window_get_min_content_height (self->scrolled) != height)
    gtk_scrolled_window_set_min_content_height (self->scrolled, height);
  return G_SOURCE_REMOVE;
}

/* A text view learns how high it is when it is laid out in its width, too late to ask for that
 * height in the same pass; so the row grows or shrinks in the next. */
static void
text_height_changed_cb (PpInspectorTextRow *self)
{
  if (self->resize_idle == 0)
    self->resize_idle = g_idle_add_full (GTK_PRIORITY_RESIZE, resize_cb, self, NULL);
}

static void
buffer_changed_cb (PpInspectorTextRow *self)
{
  text_height_changed_cb (self);
  if (!self->setting)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
pressed_cb (PpInspectorTextRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
pp_inspector_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PP_INSPECTOR_TEXT_ROW (widget)->view));
}

static void
pp_inspector_text_row_dispose (GObject *object)
{
  g_clear_handle_id (&PP_INSPECTOR_TEXT_ROW (object)->resize_idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_INSPECTOR_TEXT_ROW);

  G_OBJECT_CLASS (pp_inspector_text_row_parent_class)->dispose (object);
}

static void
pp_inspector_text_row_class_init (PpInspectorTextRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_inspector_text_row_dispose;
  widget_class->grab_focus = pp_inspector_text_row_grab_focus;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-inspector-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PpInspectorTextRow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorTextRow, view);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorTextRow, buffer);
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
pp_inspector_text_row_init (PpInspectorTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_inspector_leave_undo_to_window (GTK_WIDGET (self->view));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "changed",
                           G_CALLBACK (text_height_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled), "changed",
                           G_CALLBACK (text_height_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pp_inspector_text_row_new (void)
{
  return g_object_new (PP_TYPE_INSPECTOR_TEXT_ROW, NULL);
}

char *
pp_inspector_text_row_dup_text (PpInspectorTextRow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/**
 * pp_inspector_text_row_set_text:
 * @self: a row
 * @text: the text
 *
 * Shows another text. Where it is the same nothing happens; else the cursor stays where it was as
 * far as the new text reaches.
 */
void
pp_inspector_text_row_set_text (PpInspectorTextRow *self,
                                const char         *text)
{
  g_autofree char *current = pp_inspector_text_row_dup_text (self);
  GtkTextIter cursor;
  int offset;

  if (g_strcmp0 (current, text) == 0)
    return;

  g_object_get (self->buffer, "cursor-position", &offset, NULL);
  self->setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->setting = FALSE;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &cursor, offset);
  gtk_text_buffer_place_cursor (self->buffer, &cursor);
}

GtkTextBuffer *
pp_inspector_text_row_get_buffer (PpInspectorTextRow *self)
{
  return self->buffer;
}
