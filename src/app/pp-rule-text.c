/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-text.h"

#include "pp-json.h"
#include "pp-rule-files.h"
#include "pp-rule-library.h"

#include <string.h>

#define HEAD "{\n  \"format\": \"parapet-rules\",\n  \"version\": 1,\n  \"packs\": { \"mine\": \"My rules\" },\n" \
             "  \"rules\": [\n"
#define TAIL "\n  ]\n}\n"

static gboolean
is_taken (const char *id)
{
  return pp_rule_set_find_rule (pp_rule_library_get_rules (pp_rule_library_get_default ()), id) != NULL;
}

/* `MY-CORE-01` of `CORE-01`, and `MY-1` of nothing; numbered on where there is one of that name. */
static char *
dup_free_id (const char *id)
{
  char *wanted = *id != '\0' ? g_strconcat ("MY-", id, NULL) : g_strdup ("MY-1");

  for (guint i = 2; is_taken (wanted); i++)
    {
      g_free (wanted);
      wanted = *id != '\0' ? g_strdup_printf ("MY-%s-%u", id, i) : g_strdup_printf ("MY-%u", i);
    }
  return wanted;
}

char *
pp_rule_text_new (void)
{
  g_autofree char *id = dup_free_id ("");

  return g_strdup_printf (HEAD
                          "    {\n"
                          "      \"id\": \"%s\",\n"
                          "      \"pack\": \"mine\",\n"
                          "      \"applies\": \"store\",\n"
                          "      \"category\": { \"STRIDE\": \"I\", \"CIA\": \"confidentiality\" },\n"
                          "      \"weakness\": \"unencrypted-store\",\n"
                          "      \"when\": \"sensitivity >= 2 and not encrypted\",\n"
                          "      \"title\": \"{name} gives up its content to whoever gets a copy\",\n"
                          "      \"likelihood\": \"3\",\n"
                          "      \"impact\": \"2 + sensitivity\",\n"
                          "      \"why\": \"Valuable data lies in the clear.\"\n"
                          "    }"
                          TAIL, id);
}


char *
pp_rule_text_copy (const char *text,
                   gsize       start,
                   gsize       end)
{
  g_autoptr (JsonNode) node = pp_json_parse (text + start, end - start, NULL, NULL);
  g_autoptr (GString) copy = g_string_new (HEAD "    ");
  JsonObject *rule = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *id = NULL;

  if (rule == NULL)
    return pp_rule_text_new ();
  id = dup_free_id (pp_json_get_string (rule, "id", "1"));
  json_object_set_string_member (rule, "id", id);
  json_object_set_string_member (rule, "pack", "mine");
  pp_json_append (copy, node, PP_JSON_STYLE_INDENTED, 2);
  g_string_append (copy, TAIL);
  return g_string_free (g_steal_pointer (&copy), FALSE);
}

char *
pp_rule_text_dup_new_path (const char *text,
                           const char *folder)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_auto (GStrv) packs = pp_rule_files_list_packs (bytes);
  g_autofree char *name = g_strdup (packs[0] != NULL && *packs[0] != '\0' ? packs[0] : "rules");
  char *path;

  g_strcanon (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", '-');
  path = g_strdup_printf ("%s/%.60s.json", folder, name);
  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (path);
      path = g_strdup_printf ("%s/%.60s-%u.json", folder, name, i);
    }
  return path;
}
