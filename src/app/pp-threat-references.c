/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-references.h"

#include "pp-reference.h"
#include "pp-turn.h"

struct _PpThreatReferences {
  AdwBin      parent_instance;

  /* Template widgets */
  GtkFlowBox *list;

  /* Owned */
  GStrv       references;     /* (nullable): what is shown, or will be */

  /* State */
  guint       coming;
};

G_DEFINE_FINAL_TYPE (PpThreatReferences, pp_threat_references, ADW_TYPE_BIN)

static void
add_reference (PpThreatReferences *self,
               const char         *text)
{
  const char *colon = strrchr (text, ':');
  g_autoptr (PpReference) reference = pp_reference_find (text);
  g_autofree char *uri = NULL;
  GtkWidget *widget;

  if (reference == NULL && colon != NULL)
    reference = pp_reference_find (colon + 1);
  uri = reference != NULL ? pp_reference_dup_uri (reference) : NULL;
  if (uri == NULL)
    {
      widget = gtk_label_new (text);
      gtk_widget_add_css_class (widget, "dim-label");
    }
  else
    {
      /* Activated by GTK with gtk_show_uri(). */
      widget = gtk_link_button_new_with_label (uri, reference->id);
      gtk_widget_set_tooltip_text (widget, *reference->name != '\0' ? reference->name : uri);
    }
  gtk_flow_box_append (self->list, widget);
  gtk_widget_set_focusable (gtk_widget_get_parent (widget), FALSE);
}

static gboolean
come_cb (gpointer user_data)
{
  PpThreatReferences *self = PP_THREAT_REFERENCES (user_data);

  self->coming = 0;
  for (guint i = 0; self->references[i] != NULL; i++)
    add_reference (self, self->references[i]);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), TRUE);
  return G_SOURCE_REMOVE;
}

static void
clear (PpThreatReferences *self)
{
  GtkFlowBoxChild *child;

  g_clear_handle_id (&self->coming, pp_turn_remove);
  g_clear_pointer (&self->references, g_strfreev);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), FALSE);
  while ((child = gtk_flow_box_get_child_at_index (self->list, 0)) != NULL)
    gtk_flow_box_remove (self->list, GTK_WIDGET (child));
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
