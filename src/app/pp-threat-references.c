/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-references.h"

#include "pp-reference-vocabulary.h"
#include "pp-turn.h"

struct _PpThreatReferences {
  AdwBin      parent_instance;

  /* Template widgets */
  GtkGrid    *list;

  /* Owned */
  GStrv       references;     /* (nullable): what is shown, or will be */

  /* State */
  guint       coming;
};

G_DEFINE_FINAL_TYPE (PpThreatReferences, pp_threat_references, ADW_TYPE_BIN)

static GtkWidget *
make_word (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* Activated by GTK with gtk_show_uri(). */
static GtkWidget *
make_link (const char *uri,
           const char *text)
{
  GtkWidget *link = gtk_link_button_new_with_label (uri, text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (link));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_widget_set_halign (link, GTK_ALIGN_START);
  gtk_widget_set_valign (link, GTK_ALIGN_START);
  return link;
}

/* What an identifier stands for, and what is wrong with it. */
static char *
dup_meaning (const PpTagDescription *description)
{
  if (description->name == NULL || description->problem == NULL)
    return g_strdup (description->name != NULL ? description->name : description->problem);
  return g_strdup_printf ("%s (%s)", description->name, description->problem);
}

static void
add_reference (PpThreatReferences *self,
               const char         *text,
               int                 row)
{
  g_autoptr (PpTagDescription) description = pp_reference_vocabulary_get_any ()->describe (text);
  const char *written = description->id != NULL ? description->id : text;
  g_autofree char *meaning = dup_meaning (description);
  GtkWidget *widget = description->uri != NULL ? make_link (description->uri, written) : make_word (written);

  gtk_grid_attach (self->list, widget, 0, row, meaning != NULL ? 1 : 2, 1);
  if (meaning != NULL)
    gtk_grid_attach (self->list, make_word (meaning), 1, row, 1, 1);
  if (description->uri != NULL)
    gtk_widget_set_tooltip_text (widget, description->uri);
}

static gboolean
come_cb (gpointer user_data)
{
  PpThreatReferences *self = PP_THREAT_REFERENCES (user_data);

  self->coming = 0;
  for (guint i = 0; self->references[i] != NULL; i++)
    add_reference (self, self->references[i], i);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), TRUE);
  return G_SOURCE_REMOVE;
}

static void
clear (PpThreatReferences *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->coming, pp_turn_remove);
  g_clear_pointer (&self->references, g_strfreev);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), FALSE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_grid_remove (self->list, child);
}

static void
pp_threat_references_dispose (GObject *object)
{
  PpThreatReferences *self = PP_THREAT_REFERENCES (object);

  g_clear_handle_id (&self->coming, pp_turn_remove);
  g_clear_pointer (&self->references, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_THREAT_REFERENCES);
  G_OBJECT_CLASS (pp_threat_references_parent_class)->dispose (object);
}

static void
pp_threat_references_class_init (PpThreatReferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_threat_references_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-threat-references.ui");
  gtk_widget_class_bind_template_child (widget_class, PpThreatReferences, list);
}

static void
pp_threat_references_init (PpThreatReferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pp_threat_references_show:
 * @self: a place for references
 * @references: what the threat is an instance of, by the identifiers of catalogues
 *
 * What is the same stays; anything else comes after the next frame.
 */
void
pp_threat_references_show (PpThreatReferences *self,
                           const char * const *references)
{
  g_return_if_fail (PP_IS_THREAT_REFERENCES (self));
  g_return_if_fail (references != NULL);
  if (self->references != NULL && g_strv_equal ((const char * const *) self->references, references))
    return;
  clear (self);
  self->references = g_strdupv ((char **) references);
  if (references[0] != NULL)
    self->coming = pp_turn_add_after (GTK_WIDGET (self), come_cb, self);
}
