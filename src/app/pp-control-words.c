/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-control-words.h"

#include <glib/gi18n.h>

#include "pp-methodologies.h"
#include "pp-threat-words.h"

static const struct {
  const char *word;
  const char *icon;
} statuses[] = {
  { "planned", "appointment-soon-symbolic" },
  { "in-place", "emblem-ok-symbolic" },
  { "verified", "security-high-symbolic" },
};

/**
 * pp_control_words_statuses:
 *
 * Returns: (array zero-terminated=1): the statuses in the words of files, the least first
 */
const char * const *
pp_control_words_statuses (void)
{
  static const char * const words[] = { "planned", "in-place", "verified", NULL };

  return words;
}

const char *
pp_control_words_icon (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_ascii_strcasecmp (statuses[i].word, status) == 0)
      return statuses[i].icon;
  return "emblem-important-symbolic";
}

char *
pp_control_words_dup_title (PpControl *control)
{
  const char *title = pp_control_get_title (control);

  return g_strdup (*title != '\0' ? title : _("Untitled Control"));
}

static void
append (GString    *text,
        const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

char *
pp_control_words_dup_detail (PpControl *control)
{
  guint n_threats = g_strv_length ((char **) pp_control_get_threats (control));
  const char *status = pp_control_get_status (control);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *answers = g_strdup_printf (ngettext ("answers %u threat", "answers %u threats", n_threats),
                                              n_threats);

  append (text, *status != '\0' ? _(pp_control_status_get_label (status)) : "");
  append (text, pp_control_get_owner (control));
  append (text, answers);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pp_control_words_dup_threat (PpModel  *model,
                             PpThreat *threat)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *element_id = pp_threat_get_element (threat);
  const char *severity = pp_threat_get_severity (threat);
  const char *status = pp_threat_get_status (threat);
  g_autofree char *element = element_id != NULL ? pp_threat_words_dup_element (model, element_id) : g_strdup ("");

  append (text, element);
  append (text, *severity != '\0' ? _(pp_threat_severity_get_label (severity)) : "");
  append (text, *status != '\0' ? _(pp_threat_status_get_label (status)) : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
