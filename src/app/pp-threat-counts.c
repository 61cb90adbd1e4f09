/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-counts.h"

#include <glib/gi18n.h>

#define N_SEVERITIES 4

struct _PpThreatCounts {
  GtkWidget  parent_instance;

  /* owned */
  GtkWidget *squeezer;

  /* borrowed: in the squeezer, the one that tells most first */
  GtkLabel  *labels[N_SEVERITIES];
};

G_DEFINE_FINAL_TYPE (PpThreatCounts, pp_threat_counts, GTK_TYPE_WIDGET)

static char *
dup_count (guint severity,
           guint count)
{
  switch (severity)
    {
    case 3:
      return g_strdup_printf (ngettext ("%u critical", "%u critical", count), count);
    case 2:
      return g_strdup_printf (ngettext ("%u high", "%u high", count), count);
    case 1:
      return g_strdup_printf (ngettext ("%u medium", "%u medium", count), count);
    default:
      return g_strdup_printf (ngettext ("%u low", "%u low", count), count);
    }
}

/* Of the worst @n_severities of those that there are. */
static char *
dup_markup (const guint *by_severity,
            guint        n_severities)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  for (guint severity = N_SEVERITIES; severity-- > 0 && n_severities > 0;)
    {
      g_autofree char *count = dup_count (severity, by_severity[severity]);

      if (by_severity[severity] == 0)
        continue;
      n_severities--;
      if (markup->len > 0)
        g_string_append (markup, "  ·  ");
      g_string_append_printf (markup, severity >= 2 ? "<b>%s</b>" : "%s", count);
    }
  return g_strdup (markup->len > 0 ? markup->str : _("Nothing open"));
}

static void
pp_threat_counts_dispose (GObject *object)
{
  PpThreatCounts *self = PP_THREAT_COUNTS (object);

  g_clear_pointer (&self->squeezer, gtk_widget_unparent);
  G_OBJECT_CLASS (pp_threat_counts_parent_class)->dispose (object);
}

static void
pp_threat_counts_class_init (PpThreatCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_threat_counts_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pp_threat_counts_init (PpThreatCounts *self)
{
  self->squeezer = adw_squeezer_new ();
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (self->squeezer), FALSE);
  adw_squeezer_set_allow_none (ADW_SQUEEZER (self->squeezer), TRUE);
  adw_squeezer_set_xalign (ADW_SQUEEZER (self->squeezer), 0);
  for (guint i = 0; i < N_SEVERITIES; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "caption");
      adw_squeezer_add (ADW_SQUEEZER (self->squeezer), label);
      self->labels[i] = GTK_LABEL (label);
    }
  gtk_widget_set_parent (self->squeezer, GTK_WIDGET (self));
}

void
pp_threat_counts_set (PpThreatCounts *self,
                      const guint     by_severity[4])
{
  g_return_if_fail (PP_IS_THREAT_COUNTS (self));

  for (guint i = 0; i < N_SEVERITIES; i++)
    {
      g_autofree char *markup = dup_markup (by_severity, N_SEVERITIES - i);

      gtk_label_set_markup (self->labels[i], markup);
    }
  /* What is left out of a label is told to those who cannot see the tooltip. */
  for (guint i = 0; i < N_SEVERITIES; i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->labels[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_label_get_text (self->labels[0]), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), gtk_label_get_text (self->labels[0]));
}
