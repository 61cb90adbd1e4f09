/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-settings.h"

#include <glib/gi18n.h>

/**
 * pp_settings_check:
 *
 * GSettings ends the program where its schema is not installed; this says so in a sentence.
 *
 * Returns: whether the schema is there
 */
gboolean
pp_settings_check (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL)
    g_printerr (_("The settings schema “%s” is not installed.\n"), APPLICATION_ID);
  return schema != NULL;
}

/**
 * pp_settings_get_default:
 *
 * Returns: (transfer none): the settings of the application
 */
GSettings *
pp_settings_get_default (void)
{
  static GSettings *settings;

  if (settings == NULL)
    settings = g_settings_new (APPLICATION_ID);
  return settings;
}
