/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pp-rule-files.h"

#include "pp-json.h"
#include "pp-rules-private.h"
#include "pp-rules-resources.h"
#include "pp-worded-error.h"

#include <glib/gi18n.h>
#include <string.h>

const char * const *
pp_rule_files_list_shipped (void)
{
  static const char * const files[] = {
    "language", "core", "data", "identity", "web", "api", "cloud", "ics", "ai", "privacy", "baseline", NULL
  };

  return files;
}

/**
 * pp_rule_files_get_shipped:
 * @name: one of pp_rule_files_list_shipped()
 *
 * Returns: (transfer full) (nullable): its text; %NULL where there is none of that name
 */
GBytes *
pp_rule_files_get_shipped (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/io/github/parapet/Parapet/rules/%s.json", name);

  return g_resource_lookup_data (pp_rules_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

char *
pp_rule_files_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "parapet", "rules", NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

char **
pp_rule_files_list (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new ();
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ".json") && *name != '.')
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

/* A device or a pipe would never end. */
static gboolean
check_file (GFile   *file,
            GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                                                  G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    pp_worded_error_set (error, PP_RULES_ERROR, PP_RULES_ERROR_FILE, NULL, 0, N_("this is no file of rules"));
  else if ((guint64) g_file_info_get_size (info) > PP_RULES_MAX_BYTES)
    pp_worded_error_set (error, PP_RULES_ERROR, PP_RULES_ERROR_LIMIT, NULL, 0, N_("the file is too long"));
  else
    return TRUE;
  return FALSE;
}

/**
 * pp_rule_set_load_file:
 * @self: a set that no analysis uses yet
 * @file: a local file
 * @error: where the fault is
 */
gboolean
pp_rule_set_load_file (PpRuleSet  *self,
                       GFile      *file,
                       GError    **error)
{
  g_autoptr (GBytes) bytes = check_file (file, error) ? g_file_load_bytes (file, NULL, NULL, error) : NULL;

  return bytes != NULL && pp_rule_set_load (self, bytes, error);
}

/**
 * pp_rule_set_load_folder:
 * @self: a set that no analysis uses yet
 * @path: a folder, which need not be there
 * @except: (nullable): the path of a file that is left out
 *
 * Loads each `*.json` of a folder, in the order of their names. A file with a fault is left out and
 * told of by pp_rule_set_get_problems().
 */
void
pp_rule_set_load_folder (PpRuleSet  *self,
                         const char *path,
                         const char *except)
{
  g_auto (GStrv) paths = pp_rule_files_list (path);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      g_autoptr (GError) error = NULL;

      if (g_strcmp0 (paths[i], except) != 0 && !pp_rule_set_load_file (self, file, &error))
        _pp_rule_set_add_problem (self, paths[i], g_steal_pointer (&error));
    }
}

char **
pp_rule_files_list_packs (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root = pp_json_parse (text, length, NULL, NULL);
  JsonArray *rules = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                     ? pp_json_get_array (json_node_get_object (root), "rules") : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) packs = g_strv_builder_new ();

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++)
    {
      JsonNode *rule = json_array_get_element (rules, i);
      const char *pack = JSON_NODE_HOLDS_OBJECT (rule)
                         ? pp_json_get_string (json_node_get_object (rule), "pack", NULL) : NULL;

      if (pack != NULL && g_hash_table_add (seen, (gpointer) pack))
        g_strv_builder_add (packs, pack);
    }
  return g_strv_builder_end (packs);
}

PpRuleSet *
pp_rule_set_new_shipped (void)
{
  PpRuleSet *self = pp_rule_set_new ();
  const char * const *files = pp_rule_files_list_shipped ();

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = pp_rule_files_get_shipped (files[i]);
      g_autoptr (GError) error = NULL;

      if (bytes == NULL || !pp_rule_set_load (self, bytes, &error))
        g_error ("%s: %s", files[i], error != NULL ? error->message : "is not there");
    }
  return self;
}

/**
 * pp_rule_set_new_default:
 *
 * Gets the rules that come with the program, and those in the user's own folder,
 * `$XDG_DATA_HOME/parapet/rules`.
 *
 * Returns: (transfer full): a set that may still be added to
 */
PpRuleSet *
pp_rule_set_new_default (void)
{
  PpRuleSet *self = pp_rule_set_new_shipped ();
  g_autofree char *folder = pp_rule_files_dup_folder ();

  pp_rule_set_load_folder (self, folder, NULL);
  return self;
}
