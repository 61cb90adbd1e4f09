/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-threat-row.h"

#include <glib/gi18n.h>

#include "pp-methodologies.h"
#include "pp-threat-words.h"

struct _PpThreatRow {
  AdwActionRow  parent_instance;

  /* template widgets */
  GtkImage     *icon;
  GtkLabel     *severity;

  /* owned */
  char         *id;
  char         *icon_class;
  char         *severity_class;
};

G_DEFINE_FINAL_TYPE (PpThreatRow, pp_threat_row, ADW_TYPE_ACTION_ROW)

/* What a status looks like: a shape of its own for each, and a colour on top of it. */
static const struct {
  const char *status;
  const char *icon_name;
  const char *css_class;
} looks[] = {
  { "Open", "dialog-warning-symbolic", "threat-open" },
  { "Mitigated", "object-select-symbolic", "threat-mitigated" },
  { "Accepted", "user-available-symbolic", "threat-settled" },
  { "Transferred", "send-to-symbolic", "threat-settled" },
  { "Avoided", "object-rotate-right-symbolic", "threat-settled" },
  { "Eliminated", "list-remove-symbolic", "threat-settled" },
  { "NotApplicable", "action-unavailable-symbolic", "threat-settled" },
};

static void
pp_threat_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_THREAT_ROW);

  G_OBJECT_CLASS (pp_threat_row_parent_class)->dispose (object);
}

static void
pp_threat_row_finalize (GObject *object)
{
  PpThreatRow *self = PP_THREAT_ROW (object);

  g_free (self->id);
  g_free (self->icon_class);
  g_free (self->severity_class);

  G_OBJECT_CLASS (pp_threat_row_parent_class)->finalize (object);
}

static void
pp_threat_row_class_init (PpThreatRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_threat_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_threat_row_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-threat-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PpThreatRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PpThreatRow, severity);
}

static void
pp_threat_row_init (PpThreatRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
pp_threat_row_new (void)
{
  return g_object_new (PP_TYPE_THREAT_ROW, NULL);
}

static guint
find_look (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_ascii_strcasecmp (looks[i].status, status) == 0)
      return i;
  return G_N_ELEMENTS (looks);
}

/**
 * pp_threat_status_get_icon:
 * @status: a status
 *
 * Returns: the name of the icon that stands for it
 */
const char *
pp_threat_status_get_icon (const char *status)
{
  guint look = find_look (status);

  return look < G_N_ELEMENTS (looks) ? looks[look].icon_name : "dialog-question-symbolic";
}

static void
swap_class (GtkWidget   *widget,
            char       **current,
            const char  *css_class)
{
  if (g_strcmp0 (*current, css_class) == 0)
    return;
  if (*current != NULL)
    gtk_widget_remove_css_class (widget, *current);
  g_free (*current);
  *current = g_strdup (css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (widget, css_class);
}

static void
show_status (PpThreatRow *self,
             const char  *status)
{
  guint look = find_look (status);

  gtk_image_set_from_icon_name (self->icon, pp_threat_status_get_icon (status));
  swap_class (GTK_WIDGET (self->icon), &self->icon_class,
              look < G_N_ELEMENTS (looks) ? looks[look].css_class : "threat-settled");
}

static void
show_severity (PpThreatRow *self,
               const char  *severity)
{
  const char *known = pp_threat_severity_resolve (severity);
  gboolean decided = *severity != '\0' && g_strcmp0 (known, "TBD") != 0;
  g_autofree char *lower = g_ascii_strdown (known != NULL ? known : "other", -1);
  g_autofree char *css_class = g_strconcat ("severity-", lower, NULL);

  gtk_label_set_label (self->severity, gettext (pp_threat_severity_get_label (severity)));
  gtk_widget_set_visible (GTK_WIDGET (self->severity), decided);
  swap_class (GTK_WIDGET (self->severity), &self->severity_class, css_class);
}

static char *
make_subtitle (PpThreat *threat)
{
  const char *status = pp_threat_get_status (threat);
  const char *category = pp_threat_get_category (threat);
  g_autoptr (GString) text = g_string_new (NULL);

  if (pp_threat_get_number (threat) > 0)
    /* Translators: the number of a threat. */
    g_string_append_printf (text, _("#%ld"), (long) pp_threat_get_number (threat));
  if (*status != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            gettext (pp_threat_status_get_label (status)));
  if (*category != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", gettext (category));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * pp_threat_row_show:
 * @self: a row
 * @model: the model that holds @threat
 * @threat: the threat that it shows from now on
 */
void
pp_threat_row_show (PpThreatRow *self,
                    PpModel     *model,
                    PpThreat    *threat)
{
  g_autofree char *title = pp_threat_words_dup_title (model, threat);
  g_autofree char *subtitle = make_subtitle (threat);
  g_autofree char *spoken = NULL;

  g_free (self->id);
  self->id = g_strdup (pp_record_get_id (PP_RECORD (threat)));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 *title != '\0' ? title : _("Untitled Threat"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  show_status (self, pp_threat_get_status (threat));
  show_severity (self, pp_threat_get_severity (threat));
  spoken = g_strdup_printf ("%s · %s", subtitle, gtk_label_get_label (self->severity));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken, -1);
}

const char *
pp_threat_row_get_id (PpThreatRow *self)
{
  return self->id;
}
