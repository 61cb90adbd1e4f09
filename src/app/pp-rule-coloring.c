/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-coloring.h"

#include "pp-rule-tints.h"
#include "pp-turn.h"

/* So many lines are coloured before anything else happens. */
#define LINES_AT_ONCE 20

struct _PpRuleColoring {
  GtkSourceBuffer *buffer;
  GtkTextTag      *tags[PP_RULE_N_TINTS];   /* the buffer's */
  GtkTextMark     *rest;                    /* from here to the end nothing is coloured, while it is filling */
  guint            filling;
};

/* Names stand out of their condition as plain text. */
static const struct {
  const char *tag;
  const char *style;
} looks[PP_RULE_N_TINTS] = {
  [PP_RULE_TINT_MEMBER] = { "member", "def:function" },
  [PP_RULE_TINT_TEXT] = { "text", "def:string" },
  [PP_RULE_TINT_NUMBER] = { "number", "def:number" },
  [PP_RULE_TINT_CONSTANT] = { "constant", "def:boolean" },
  [PP_RULE_TINT_OPERATOR] = { "operator", "def:statement" },
  [PP_RULE_TINT_NAME] = { "name", NULL },
  [PP_RULE_TINT_PLACEHOLDER] = { "placeholder", "def:special-char" },
};

static GtkTextBuffer *
get_buffer (PpRuleColoring *self)
{
  return GTK_TEXT_BUFFER (self->buffer);
}

static void
update_look (PpRuleColoring *self)
{
  GtkSourceStyleScheme *scheme = gtk_source_buffer_get_style_scheme (self->buffer);

  for (guint i = 0; i < PP_RULE_N_TINTS; i++)
    {
      GtkSourceStyle *style = scheme != NULL && looks[i].style != NULL
                              ? gtk_source_style_scheme_get_style (scheme, looks[i].style) : NULL;

      gtk_source_style_apply (style, self->tags[i]);
    }
}

static void
color_line (PpRuleColoring *self,
            int             line)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autoptr (GArray) spans = NULL;

  gtk_text_buffer_get_iter_at_line (get_buffer (self), &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  for (guint i = 0; i < PP_RULE_N_TINTS; i++)
    gtk_text_buffer_remove_tag (get_buffer (self), self->tags[i], &start, &end);
  text = gtk_text_buffer_get_slice (get_buffer (self), &start, &end, TRUE);
  spans = pp_rule_tints_of_line (text);
  for (guint i = 0; i < spans->len; i++)
    {
      const PpRuleTintSpan *span = &g_array_index (spans, PpRuleTintSpan, i);

      gtk_text_iter_set_line_index (&start, span->start);
      end = start;
      gtk_text_iter_set_line_index (&end, span->end);
      gtk_text_buffer_apply_tag (get_buffer (self), self->tags[span->tint], &start, &end);
    }
}

static gboolean
fill_cb (gpointer user_data)
{
  PpRuleColoring *self = user_data;
  int n_lines = gtk_text_buffer_get_line_count (get_buffer (self));
  GtkTextIter rest;
  int first, last;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &rest, self->rest);
  first = gtk_text_iter_get_line (&rest);
  last = MIN (first + LINES_AT_ONCE, n_lines);
  for (int line = first; line < last; line++)
    color_line (self, line);
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &rest, last);
  gtk_text_buffer_move_mark (get_buffer (self), self->rest, &rest);
  if (last < n_lines)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* From @line to the end, later. */
static void
color_rest (PpRuleColoring *self,
            int             line)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, self->rest);
  if (self->filling == 0 || gtk_text_iter_get_line (&iter) > line)
    {
      gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, line);
      gtk_text_buffer_move_mark (get_buffer (self), self->rest, &iter);
    }
  if (self->filling == 0)
    self->filling = pp_turn_add (fill_cb, self);
}

static void
inserted_cb (PpRuleColoring *self,
             GtkTextIter    *end,
             const char     *text,
             int             length)
{
  int last = gtk_text_iter_get_line (end);
  GtkTextIter start = *end;
  int first;

  gtk_text_iter_backward_chars (&start, g_utf8_strlen (text, length));
  first = gtk_text_iter_get_line (&start);
  if (last - first >= LINES_AT_ONCE)
    color_rest (self, first);
  else
    for (int line = first; line <= last; line++)
      color_line (self, line);
}

static void
deleted_cb (PpRuleColoring *self,
            GtkTextIter    *at)
{
  color_line (self, gtk_text_iter_get_line (at));
}

PpRuleColoring *
pp_rule_coloring_new (GtkSourceBuffer *buffer)
{
  PpRuleColoring *self = g_new0 (PpRuleColoring, 1);
  GtkTextIter start;

  self->buffer = g_object_ref (buffer);
  for (guint i = 0; i < PP_RULE_N_TINTS; i++)
    self->tags[i] = gtk_text_buffer_create_tag (get_buffer (self), looks[i].tag, NULL);
  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  self->rest = g_object_ref (gtk_text_buffer_create_mark (get_buffer (self), NULL, &start, TRUE));
  g_signal_connect_data (buffer, "insert-text", G_CALLBACK (inserted_cb), self, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  g_signal_connect_data (buffer, "delete-range", G_CALLBACK (deleted_cb), self, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  g_signal_connect_swapped (buffer, "notify::style-scheme", G_CALLBACK (update_look), self);
  update_look (self);
  color_rest (self, 0);
  return self;
}

void
pp_rule_coloring_free (PpRuleColoring *self)
{
  g_clear_handle_id (&self->filling, pp_turn_remove);
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_object_unref (self->rest);
  g_object_unref (self->buffer);
  g_free (self);
}
