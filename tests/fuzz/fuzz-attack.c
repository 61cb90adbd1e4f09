/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "pp-attack-stix.h"
#include "pp-json.h"
#include "pp-table.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

/* What a release says can be asked for. */
static void
ask (PpAttack       *attack,
     PpAttackDomain  domain,
     PpTable        *techniques)
{
  for (guint row = 0; row < pp_table_get_n_rows (techniques); row++)
    {
      const char *id = pp_table_get (techniques, row, 0), *successor = NULL;
      g_autoptr (GPtrArray) mitigations = pp_attack_list_mitigations_of (attack, id);

      pp_attack_get_state (attack, id, &successor);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         length)
{
  g_autoptr (JsonNode) root = pp_json_parse_shared ((const char *) data, length, NULL, NULL);
  g_autoptr (GHashTable) tables = NULL;
  g_autoptr (PpAttack) attack = NULL;
  PpAttackDomain domain;
  GHashTableIter iter;
  gpointer table;

  if (root != NULL)
    tables = pp_attack_stix_read (root, &domain, NULL);
  if (tables == NULL)
    return 0;
  attack = pp_attack_new_release (domain, tables);
  g_hash_table_iter_init (&iter, tables);
  while (g_hash_table_iter_next (&iter, NULL, &table))
    ask (attack, domain, table);
  return 0;
}
