/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-technique-detail.h"

#include <glib/gi18n.h>

#include "pp-matrix-view.h"
#include "pp-reference.h"
#include "pp-threat-words.h"
#include "pp-turn.h"

/* The worst of them; the diagram shows all. */
#define MAX_THREATS 25

/* So many rows are made at once; a page full of them takes longer than a frame. */
#define FIRST_ROWS 4
#define MORE_ROWS 6

/* What a row tells. */
typedef struct {
  char       *title;
  char       *subtitle;
  const char *icon_name;
  char       *element;
  char       *threat;
} Line;

typedef struct {
  GtkWidget *group;     /* borrowed: below the page */
  GPtrArray *rows;      /* borrowed: in the group; as many of the lines as have been made */
  GPtrArray *lines;     /* owned */
} Section;

struct _PpTechniqueDetail {
  GtkWidget  parent_instance;

  /* owned */
  GtkWidget *scrolled;
  Section    threats;
  Section    mitigations;

  /* borrowed: below the scrolled window */
  GtkWidget *page;      /* an AdwPreferencesPage in waiting: a box of groups */
  GtkLabel  *name;
  GtkLabel  *text;
  GtkWidget *link;

  /* state */
  guint      filling;
};

G_DEFINE_FINAL_TYPE (PpTechniqueDetail, pp_technique_detail, GTK_TYPE_WIDGET)

enum {
  SHOW_THREAT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char element_key[] = "pp-element";
static const char threat_key[] = "pp-threat";
static const char icon_key[] = "pp-icon";

static void
threat_activated_cb (PpTechniqueDetail *self,
                     GtkWidget         *row)
{
  g_autofree char *element = g_strdup (g_object_get_data (G_OBJECT (row), element_key));
  g_autofree char *threat = g_strdup (g_object_get_data (G_OBJECT (row), threat_key));

  g_signal_emit (self, signals[SHOW_THREAT], 0, element, threat);
}

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->title);
  g_free (line->subtitle);
  g_free (line->element);
  g_free (line->threat);
  g_free (line);
}

static Line *
add_line (Section    *section,
          const char *title,
          const char *subtitle,
          const char *icon_name)
{
  Line *line = g_new0 (Line, 1);

  line->title = g_strdup (title);
  line->subtitle = g_markup_escape_text (subtitle, -1);
  line->icon_name = icon_name;
  g_ptr_array_add (section->lines, line);
  return line;
}

static void
show_line (GtkWidget  *row,
           const Line *line)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (g_object_get_data (G_OBJECT (row), icon_key)), line->icon_name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), line->element != NULL);
  g_object_set_data_full (G_OBJECT (row), element_key, g_strdup (line->element), g_free);
  g_object_set_data_full (G_OBJECT (row), threat_key, g_strdup (line->threat), g_free);
}

static GtkWidget *
make_row (PpTechniqueDetail *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  g_object_set_data (G_OBJECT (row), icon_key, icon);
  g_signal_connect_object (row, "activated", G_CALLBACK (threat_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* Rows that are there tell something else; what goes beyond them comes later. */
static void
reuse_rows (Section *section)
{
  for (guint i = section->rows->len; i-- > section->lines->len;)
    {
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (section->group), g_ptr_array_index (section->rows, i));
      g_ptr_array_remove_index (section->rows, i);
    }
  for (guint i = 0; i < section->rows->len; i++)
    show_line (g_ptr_array_index (section->rows, i), g_ptr_array_index (section->lines, i));
  gtk_widget_set_visible (section->group, section->lines->len > 0);
}

/* Returns: how many of @n_rows are left */
static guint
make_rows (PpTechniqueDetail *self,
           Section           *section,
           guint              n_rows)
{
  for (; n_rows > 0 && section->rows->len < section->lines->len; n_rows--)
    {
      GtkWidget *row = make_row (self);

      show_line (row, g_ptr_array_index (section->lines, section->rows->len));
      g_ptr_array_add (section->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section->group), row);
    }
  return n_rows;
}

static void
make_first_rows (PpTechniqueDetail *self)
{
  if (self->threats.rows->len + self->mitigations.rows->len < FIRST_ROWS)
    make_rows (self, &self->mitigations, make_rows (self, &self->threats, FIRST_ROWS));
}

static gboolean
fill_cb (gpointer user_data)
{
  PpTechniqueDetail *self = PP_TECHNIQUE_DETAIL (user_data);

  if (!gtk_widget_get_visible (self->page))
    {
      make_first_rows (self);
      gtk_widget_set_visible (self->page, TRUE);
      return G_SOURCE_CONTINUE;
    }
  if (make_rows (self, &self->mitigations, make_rows (self, &self->threats, MORE_ROWS)) == 0)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
show_rows (PpTechniqueDetail *self)
{
  reuse_rows (&self->threats);
  reuse_rows (&self->mitigations);
  if (gtk_widget_get_visible (self->page))
    make_first_rows (self);
  if (self->filling == 0)
    self->filling = gtk_widget_get_visible (self->page)
                    ? pp_turn_add_framed (GTK_WIDGET (self), fill_cb, self)
                    : pp_turn_add_after (GTK_WIDGET (self), fill_cb, self);
}

static void
show_heading (PpTechniqueDetail *self,
              PpHeatTechnique   *technique)
{
  g_autoptr (PpReference) reference = pp_reference_find (technique->id);
  g_autofree char *uri = reference != NULL ? pp_reference_dup_uri (reference) : NULL;
  g_autofree char *described = pp_matrix_view_describe_use (technique);

  gtk_label_set_text (self->name, technique->name);
  gtk_label_set_text (self->text, described);
  gtk_widget_set_visible (self->link, uri != NULL);
  if (uri == NULL)
    return;
  gtk_link_button_set_uri (GTK_LINK_BUTTON (self->link), uri);
  gtk_button_set_label (GTK_BUTTON (self->link), technique->id);
}

static void
list_threats (PpTechniqueDetail *self,
              PpModel           *model,
              PpHeatTechnique   *technique)
{
  g_autoptr (GPtrArray) threats = pp_heat_technique_list_threats (technique);

  for (guint i = 0; i < MIN (threats->len, MAX_THREATS); i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (threats, i);
      g_autofree char *element = threat->element != NULL ? pp_threat_words_dup_element (model, threat->element)
                                                         : g_strdup ("");
      g_autofree char *detail = g_strdup_printf ("%s · %s", element,
                                                 threat->is_open ? pp_threat_words_severity (threat->severity)
                                                                 : _("closed"));
      g_autofree char *title = pp_threat_words_dup_named (model, threat->title, threat->id, threat->element);
      Line *line = add_line (&self->threats, *title != '\0' ? title : _("Unnamed"), detail,
                             threat->is_open ? "dialog-warning-symbolic" : "emblem-ok-symbolic");

      line->element = g_strdup (threat->element);
      line->threat = g_strdup (threat->threat);
    }
  if (threats->len > MAX_THREATS)
    {
      g_autofree char *more = g_strdup_printf (_("And %u more"), threats->len - MAX_THREATS);

      add_line (&self->threats, more, "", "view-more-symbolic");
    }
}

static void
list_mitigations (PpTechniqueDetail *self,
                  PpHeatMap         *map,
                  PpHeatTechnique   *technique)
{
  for (guint i = 0; i < technique->mitigations->len; i++)
    {
      const char *id = g_ptr_array_index (technique->mitigations, i);
      g_autoptr (PpReference) reference = pp_reference_find (id);
      gboolean in_place = pp_heat_map_is_in_place (map, id);
      g_autofree char *detail = g_strdup_printf ("%s · %s", id, in_place ? _("in place") : _("not in place"));

      add_line (&self->mitigations, reference != NULL ? reference->name : id, detail,
                in_place ? "emblem-ok-symbolic" : "window-close-symbolic");
    }
}

static void
section_clear (Section *section)
{
  g_clear_pointer (&section->rows, g_ptr_array_unref);
  g_clear_pointer (&section->lines, g_ptr_array_unref);
}

static void
pp_technique_detail_dispose (GObject *object)
{
  PpTechniqueDetail *self = PP_TECHNIQUE_DETAIL (object);

  g_clear_handle_id (&self->filling, pp_turn_remove);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  section_clear (&self->threats);
  section_clear (&self->mitigations);
  G_OBJECT_CLASS (pp_technique_detail_parent_class)->dispose (object);
}

static void
pp_technique_detail_class_init (PpTechniqueDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_technique_detail_dispose;
  signals[SHOW_THREAT] = g_signal_new ("show-threat", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_heading (PpTechniqueDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->name = add_label (box, "title-4");
  self->text = add_label (box, "dim-label");
  /* Activated by GTK with gtk_show_uri(). */
  self->link = gtk_link_button_new ("");
  gtk_widget_set_halign (self->link, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->link, "pp-flush");
  gtk_box_append (GTK_BOX (box), self->link);
  gtk_box_append (GTK_BOX (self->page), box);
}

static void
section_init (PpTechniqueDetail *self,
              Section           *section,
              const char        *title,
              const char        *description)
{
  section->rows = g_ptr_array_new ();
  section->lines = g_ptr_array_new_with_free_func (line_free);
  section->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (section->group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section->group), description);
  gtk_box_append (GTK_BOX (self->page), section->group);
}

static void
pp_technique_detail_init (PpTechniqueDetail *self)
{
  self->scrolled = gtk_scrolled_window_new ();
  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (self->page, 12);
  gtk_widget_set_margin_bottom (self->page, 12);
  gtk_widget_set_margin_start (self->page, 12);
  gtk_widget_set_margin_end (self->page, 12);
  gtk_widget_set_visible (self->page, FALSE);
  add_heading (self);
  section_init (self, &self->threats, _("Threats"), NULL);
  section_init (self, &self->mitigations, _("Mitigations"),
                _("One is in place when a control that is in place or verified has it among its references."));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->page);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
pp_technique_detail_new (void)
{
  return g_object_new (PP_TYPE_TECHNIQUE_DETAIL, NULL);
}

/**
 * pp_technique_detail_show:
 * @self: a detail
 * @map: the heat map
 * @model: the model that it is of
 * @technique: (nullable): the technique
 *
 * What shows one technique shows the next at once; where there was none, the page comes a frame after what was
 * changed with it.
 */
void
pp_technique_detail_show (PpTechniqueDetail *self,
                          PpHeatMap         *map,
                          PpModel           *model,
                          PpHeatTechnique   *technique)
{
  g_ptr_array_set_size (self->threats.lines, 0);
  g_ptr_array_set_size (self->mitigations.lines, 0);
  if (technique == NULL)
    {
      g_clear_handle_id (&self->filling, pp_turn_remove);
      gtk_widget_set_visible (self->page, FALSE);
      return;
    }
  show_heading (self, technique);
  list_threats (self, model, technique);
  list_mitigations (self, map, technique);
  show_rows (self);
}
