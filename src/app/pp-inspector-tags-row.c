/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-tags-row.h"

#include <glib/gi18n.h>

#include "pp-inspector-suggestions.h"
#include "pp-inspector-undo.h"
#include "pp-tags-completion.h"

#define MAX_CHIP_CHARACTERS 28

struct _PpInspectorTagsRow {
  AdwPreferencesRow  parent_instance;

  /* template widgets */
  GtkFlowBox        *chips;
  GtkText           *text;
  GtkMenuButton     *suggest;
  GtkLabel          *subtitle;

  /* owned */
  char             **tags;
  GtkWidget         *completion;        /* nullable: only with a vocabulary */

  /* borrowed: static */
  const PpTagsVocabulary *vocabulary;   /* nullable */
};

G_DEFINE_FINAL_TYPE (PpInspectorTagsRow, pp_inspector_tags_row, ADW_TYPE_PREFERENCES_ROW)

enum {
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rebuild_chips (PpInspectorTagsRow *self);

static void
take_tags (PpInspectorTagsRow *self,
           GStrvBuilder       *builder)
{
  g_strfreev (self->tags);
  self->tags = g_strv_builder_end (builder);
  rebuild_chips (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
remove_tag (PpInspectorTagsRow *self,
            guint               position)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; self->tags[i] != NULL; i++)
    if (i != position)
      g_strv_builder_add (builder, self->tags[i]);
  take_tags (self, builder);
}

static void
add_tag (PpInspectorTagsRow *self,
         const char         *tag)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_autofree char *typed = g_strstrip (g_strdup (tag));
  g_autofree char *stripped = self->vocabulary != NULL && *typed != '\0' ? self->vocabulary->dup_text (typed)
                                                                         : g_strdup (typed);

  if (*stripped == '\0' || g_strv_contains ((const char * const *) self->tags, stripped))
    return;
  builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **) self->tags);
  g_strv_builder_add (builder, stripped);
  take_tags (self, builder);
}

static void
remove_clicked_cb (PpInspectorTagsRow *self,
                   GtkWidget          *button)
{
  GtkWidget *child = gtk_widget_get_ancestor (button, GTK_TYPE_FLOW_BOX_CHILD);
  int position = gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (child));

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  remove_tag (self, position);
}

static GtkWidget *
make_chip_label (const char             *tag,
                 const PpTagDescription *description)
{
  const char *name = description != NULL ? description->name : NULL;
  g_autofree char *shown = name != NULL ? g_strdup_printf ("%s %s", tag, name) : g_strdup (tag);
  GtkWidget *label = gtk_label_new (shown);
  GtkWidget *link;

  gtk_label_set_ellipsize (GTK_LABEL (label), name != NULL ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHIP_CHARACTERS);
  gtk_widget_set_tooltip_text (label, shown);
  if (description == NULL || description->uri == NULL)
    return label;
  /* Activated by GTK with gtk_show_uri(). */
  link = gtk_link_button_new (description->uri);
  gtk_button_set_child (GTK_BUTTON (link), label);
  gtk_widget_add_css_class (link, "chip-link");
  gtk_widget_set_tooltip_text (link, shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
  return link;
}

static GtkWidget *
make_remove_button (PpInspectorTagsRow *self,
                    const char         *tag)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is one entry of a list, such as the name of a kind of data. */
  g_autofree char *remove_text = g_strdup_printf (_("Remove “%s”"), tag);

  gtk_widget_set_tooltip_text (button, remove_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, remove_text, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "chip-button");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_chip (PpInspectorTagsRow     *self,
           const char             *tag,
           const PpTagDescription *description)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_add_css_class (chip, "chip");
  if (description != NULL && description->problem != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_set_tooltip_text (icon, description->problem);
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      description->problem, -1);
      gtk_widget_add_css_class (chip, "chip-problem");
      gtk_box_append (GTK_BOX (chip), icon);
    }
  gtk_box_append (GTK_BOX (chip), make_chip_label (tag, description));
  gtk_box_append (GTK_BOX (chip), make_remove_button (self, tag));
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), chip);
  gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_halign (child, GTK_ALIGN_START);
  return child;
}

static void
append_chip (PpInspectorTagsRow *self,
             const char         *tag,
             GString            *problems)
{
  g_autoptr (PpTagDescription) description = NULL;

  if (self->vocabulary != NULL)
    description = self->vocabulary->describe (tag);
  gtk_flow_box_append (self->chips, make_chip (self, tag, description));
  if (description != NULL && description->problem != NULL)
    g_string_append_printf (problems, "%s%s: %s", problems->len > 0 ? "\n" : "", tag, description->problem);
}

static void
rebuild_chips (PpInspectorTagsRow *self)
{
  g_autoptr (GString) problems = g_string_new (NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_flow_box_remove (self->chips, child);
  for (guint i = 0; self->tags[i] != NULL; i++)
    append_chip (self, self->tags[i], problems);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), self->tags[0] != NULL);
  if (self->vocabulary != NULL)
    pp_inspector_tags_row_set_subtitle (self, problems->str);
}

static void
show_completion (PpInspectorTagsRow *self,
                 const char         *typed)
{
  if (self->completion != NULL)
    pp_tags_completion_show (PP_TAGS_COMPLETION (self->completion), self->vocabulary, typed);
}

static void
completed_cb (PpInspectorTagsRow *self,
              const char         *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  add_tag (self, text);
}

static void
activate_cb (PpInspectorTagsRow *self)
{
  pp_inspector_tags_row_flush (self);
}

static void
typed_cb (PpInspectorTagsRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));

  if (g_str_has_suffix (text, ","))
    {
      g_autofree char *tag = g_strndup (text, strlen (text) - 1);

      gtk_editable_set_text (GTK_EDITABLE (self->text), "");
      add_tag (self, tag);
      return;
    }
  show_completion (self, text);
}

static gboolean
key_pressed_cb (PpInspectorTagsRow *self,
                guint               key)
{
  guint n_tags = g_strv_length (self->tags);
  g_autofree char *last = NULL;

  if (self->completion != NULL
      && pp_tags_completion_handle_key (PP_TAGS_COMPLETION (self->completion), key))
    return GDK_EVENT_STOP;
  if (key != GDK_KEY_BackSpace || n_tags == 0
      || *gtk_editable_get_text (GTK_EDITABLE (self->text)) != '\0')
    return GDK_EVENT_PROPAGATE;

  last = g_strdup (self->tags[n_tags - 1]);
  remove_tag (self, n_tags - 1);
  gtk_editable_set_text (GTK_EDITABLE (self->text), last);
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
  return GDK_EVENT_STOP;
}

static void
suggestion_chosen_cb (GtkWidget  *widget,
                      const char *word)
{
  add_tag (PP_INSPECTOR_TAGS_ROW (widget), word);
}

static void
pressed_cb (PpInspectorTagsRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static gboolean
pp_inspector_tags_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PP_INSPECTOR_TAGS_ROW (widget)->text));
}

static void
pp_inspector_tags_row_dispose (GObject *object)
{
  g_clear_pointer (&PP_INSPECTOR_TAGS_ROW (object)->completion, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_INSPECTOR_TAGS_ROW);

  G_OBJECT_CLASS (pp_inspector_tags_row_parent_class)->dispose (object);
}

static void
pp_inspector_tags_row_finalize (GObject *object)
{
  g_strfreev (PP_INSPECTOR_TAGS_ROW (object)->tags);

  G_OBJECT_CLASS (pp_inspector_tags_row_parent_class)->finalize (object);
}

static void
pp_inspector_tags_row_class_init (PpInspectorTagsRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_inspector_tags_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_inspector_tags_row_finalize;
  widget_class->grab_focus = pp_inspector_tags_row_grab_focus;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-inspector-tags-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PpInspectorTagsRow, chips);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorTagsRow, text);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorTagsRow, suggest);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorTagsRow, subtitle);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
pp_inspector_tags_row_init (PpInspectorTagsRow *self)
{
  self->tags = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_inspector_leave_undo_to_window (GTK_WIDGET (self->text));
}

GtkWidget *
pp_inspector_tags_row_new (void)
{
  return g_object_new (PP_TYPE_INSPECTOR_TAGS_ROW, NULL);
}

/**
 * pp_inspector_tags_row_set_tags:
 * @self: a row
 * @tags: (nullable) (array zero-terminated=1): the texts
 *
 * Shows other texts; what is being typed stays in the entry.
 */
void
pp_inspector_tags_row_set_tags (PpInspectorTagsRow *self,
                                const char * const *tags)
{
  static const char * const none[] = { NULL };

  if (tags == NULL)
    tags = none;
  if (g_strv_equal ((const char * const *) self->tags, tags))
    return;
  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) tags);
  rebuild_chips (self);
}

const char * const *
pp_inspector_tags_row_get_tags (PpInspectorTagsRow *self)
{
  return (const char * const *) self->tags;
}

void
pp_inspector_tags_row_set_suggestions (PpInspectorTagsRow *self,
                                       const char * const *suggestions)
{
  /* Translators: %s is the name of a list, such as "Data". */
  g_autofree char *name = g_strdup_printf (_("Known words for %s"),
                                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

  pp_inspector_suggestions_attach (self->suggest, suggestions, GTK_WIDGET (self),
                                   suggestion_chosen_cb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->suggest), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * pp_inspector_tags_row_set_vocabulary:
 * @self: a row
 * @vocabulary: what the texts are about; it must live for ever
 *
 * Completes what is typed, names and links what the vocabulary knows, and tells what is wrong below the
 * texts. To be called once.
 */
void
pp_inspector_tags_row_set_vocabulary (PpInspectorTagsRow     *self,
                                      const PpTagsVocabulary *vocabulary)
{
  g_return_if_fail (self->vocabulary == NULL);

  self->vocabulary = vocabulary;
  self->completion = pp_tags_completion_new (GTK_WIDGET (self->text));
  gtk_widget_set_parent (self->completion, GTK_WIDGET (self->text));
  g_signal_connect_swapped (self->completion, "chosen", G_CALLBACK (completed_cb), self);
  rebuild_chips (self);
}

/**
 * pp_inspector_tags_row_get_completion:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the list of suggestions of a row with a vocabulary
 */
PpTagsCompletion *
pp_inspector_tags_row_get_completion (PpInspectorTagsRow *self)
{
  return self->completion != NULL ? PP_TAGS_COMPLETION (self->completion) : NULL;
}

void
pp_inspector_tags_row_set_subtitle (PpInspectorTagsRow *self,
                                    const char         *subtitle)
{
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
}

const char *
pp_inspector_tags_row_get_subtitle (PpInspectorTagsRow *self)
{
  return gtk_label_get_label (self->subtitle);
}

/**
 * pp_inspector_tags_row_flush:
 * @self: a row
 *
 * Makes a chip of what is typed in the entry.
 */
void
pp_inspector_tags_row_flush (PpInspectorTagsRow *self)
{
  g_autofree char *tag = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text)));

  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  show_completion (self, "");
  add_tag (self, tag);
}
