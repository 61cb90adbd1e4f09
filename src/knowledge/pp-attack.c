/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ATT&CK as tables: those that are built in, where for each domain another release may stand in their place
 * (pp-attack-stix.c makes the same tables of a STIX bundle). Facts of MITRE ATT&CK: © The MITRE Corporation;
 * reproduced and distributed with its permission, see docs/attributions.md. */

#include "pp-attack-private.h"

#include <string.h>

#include "pp-attack-store.h"

struct _PpAttack {
  GObject     parent_instance;

  GHashTable *releases[PP_N_ATTACK_DOMAINS]; /* nullable: name of a table → PpTable with the rows of the domain */
  char       *faults[PP_N_ATTACK_DOMAINS];   /* nullable: why the release that was kept is not used */
  GMutex      lock;
  GHashTable *merged;                        /* name of a table → PpTable, made when it is asked for */
};

static const char * const domain_names[] = { "enterprise", "ics", "mobile" };

G_STATIC_ASSERT (G_N_ELEMENTS (domain_names) == PP_N_ATTACK_DOMAINS);

G_DEFINE_FINAL_TYPE (PpAttack, pp_attack, G_TYPE_OBJECT)

const char *
pp_attack_domain_to_string (PpAttackDomain domain)
{
  g_return_val_if_fail (domain < PP_N_ATTACK_DOMAINS, NULL);

  return domain_names[domain];
}

/**
 * pp_attack_domain_from_string:
 * @text: (nullable): a name, with or without `-attack` behind it
 * @domain: (out): the domain
 *
 * Returns: whether the name is one
 */
gboolean
pp_attack_domain_from_string (const char     *text,
                              PpAttackDomain *domain)
{
  for (guint i = 0; text != NULL && i < PP_N_ATTACK_DOMAINS; i++)
    {
      gsize length = strlen (domain_names[i]);

      if (strncmp (text, domain_names[i], length) == 0 &&
          (text[length] == '\0' || strcmp (text + length, "-attack") == 0))
        {
          *domain = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
pp_attack_finalize (GObject *object)
{
  PpAttack *self = PP_ATTACK (object);

  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      g_clear_pointer (&self->releases[domain], g_hash_table_unref);
      g_free (self->faults[domain]);
    }
  g_hash_table_unref (self->merged);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (pp_attack_parent_class)->finalize (object);
}

static void
pp_attack_class_init (PpAttackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_attack_finalize;
}

static void
pp_attack_init (PpAttack *self)
{
  g_mutex_init (&self->lock);
  self->merged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pp_table_unref);
}

/**
 * pp_attack_new:
 *
 * Returns: (transfer full): ATT&CK as it is built in
 */
PpAttack *
pp_attack_new (void)
{
  return g_object_new (PP_TYPE_ATTACK, NULL);
}

/**
 * pp_attack_new_release:
 * @domain: a domain
 * @tables: (element-type utf8 PpTable): the release of the domain: tables by name, with the columns of those
 *   built in; rows of other domains do not count
 *
 * Returns: (transfer full): ATT&CK with this release, all other domains as they are built in
 */
PpAttack *
pp_attack_new_release (PpAttackDomain  domain,
                       GHashTable     *tables)
{
  PpAttack *self = pp_attack_new ();

  g_return_val_if_fail (domain < PP_N_ATTACK_DOMAINS, self);

  self->releases[domain] = g_hash_table_ref (tables);
  return self;
}

/**
 * pp_attack_new_with:
 * @base: ATT&CK
 * @domain: a domain
 * @release: ATT&CK with the release that is wanted for @domain
 *
 * Returns: (transfer full): @base, but for @domain the release of @release
 */
PpAttack *
pp_attack_new_with (PpAttack       *base,
                    PpAttackDomain  domain,
                    PpAttack       *release)
{
  PpAttack *self = pp_attack_new ();

  g_return_val_if_fail (domain < PP_N_ATTACK_DOMAINS, self);

  for (PpAttackDomain each = 0; each < PP_N_ATTACK_DOMAINS; each++)
    {
      GHashTable *tables = each == domain ? release->releases[each] : base->releases[each];

      self->releases[each] = tables != NULL ? g_hash_table_ref (tables) : NULL;
      self->faults[each] = each != domain ? g_strdup (base->faults[each]) : NULL;
    }
  return self;
}

/**
 * pp_attack_get_fault:
 * @self: ATT&CK
 * @domain: a domain
 *
 * Returns: (nullable): why the release of the domain that a person has taken is not used, in English; %NULL where
 *   nothing is wrong
 */
const char *
pp_attack_get_fault (PpAttack       *self,
                     PpAttackDomain  domain)
{
  g_return_val_if_fail (domain < PP_N_ATTACK_DOMAINS, NULL);

  return self->faults[domain];
}

/* Before anybody else knows of @self. */
void
_pp_attack_set_fault (PpAttack       *self,
                      PpAttackDomain  domain,
                      const char     *fault)
{
  g_free (self->faults[domain]);
  self->faults[domain] = g_strdup (fault);
}

/**
 * pp_attack_is_built_in:
 * @self: ATT&CK
 * @domain: a domain
 *
 * Returns: whether the release of the domain is that which is built in
 */
gboolean
pp_attack_is_built_in (PpAttack       *self,
                       PpAttackDomain  domain)
{
  g_return_val_if_fail (domain < PP_N_ATTACK_DOMAINS, TRUE);

  return self->releases[domain] == NULL;
}

/* Texts of what was the default may be held by anybody: it is never let go. */
static PpAttack *current_default;

/**
 * pp_attack_get_default:
 *
 * Any thread may ask.
 *
 * Returns: (transfer none): ATT&CK as this person uses it: as it is built in, unless a newer release was
 *   taken from a bundle
 */
PpAttack *
pp_attack_get_default (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_atomic_pointer_set (&current_default, pp_attack_store_load ());
      g_once_init_leave (&once, 1);
    }
  return g_atomic_pointer_get (&current_default);
}

/**
 * pp_attack_set_default:
 * @attack: ATT&CK as it is used from now on
 *
 * Main thread only.
 */
void
pp_attack_set_default (PpAttack *attack)
{
  /* Somebody may still be reading an earlier one, so all that ever were it are kept. */
  static GSList *kept = NULL;

  pp_attack_get_default ();
  kept = g_slist_prepend (kept, g_atomic_pointer_get (&current_default));
  g_atomic_pointer_set (&current_default, g_object_ref (attack));
}

PpTable *
_pp_attack_get_table (PpAttack   *self,
                      const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  PpTable *table = g_hash_table_lookup (self->merged, name);

  if (table == NULL)
    {
      table = _pp_attack_merge (self->releases, name);
      g_hash_table_insert (self->merged, g_strdup (name), table);
    }
  return table;
}

GHashTable *
_pp_attack_get_release_tables (PpAttack       *self,
                               PpAttackDomain  domain)
{
  return self->releases[domain];
}

static PpTable *
table (PpAttack   *self,
       const char *name)
{
  return _pp_attack_get_table (self, name);
}

static PpTable *
techniques_of (PpAttack       *self,
               PpAttackDomain  domain)
{
  return table (self, _pp_attack_technique_tables[domain]);
}

/**
 * pp_attack_get_release:
 * @self: ATT&CK
 * @domain: a domain
 *
 * Returns: (transfer none): the release that is used for the domain, such as `18.1`
 */
const char *
pp_attack_get_release (PpAttack       *self,
                       PpAttackDomain  domain)
{
  PpTable *versions = table (self, "versions");
  PpTableRows rows = pp_table_find (versions, 0, pp_attack_domain_to_string (domain));

  return rows.n_rows > 0 ? pp_table_get (versions, rows.rows[0], 1) : "";
}

/**
 * pp_attack_list_tactics:
 * @self: ATT&CK
 * @domain: a domain
 *
 * Returns: (transfer full) (element-type PpTactic): its tactics in the order of the matrix
 */
GArray *
pp_attack_list_tactics (PpAttack       *self,
                        PpAttackDomain  domain)
{
  GArray *tactics = g_array_new (FALSE, FALSE, sizeof (PpTactic));
  PpTable *rows = table (self, "tactics");
  PpTableRows found = pp_table_find (rows, 0, pp_attack_domain_to_string (domain));

  for (guint i = 0; i < found.n_rows; i++)
    {
      guint row = found.rows[i];
      PpTactic tactic = { pp_table_get (rows, row, 2), pp_table_get (rows, row, 3),
                          pp_table_get (rows, row, 4) };

      g_array_append_val (tactics, tactic);
    }
  return tactics;
}

/**
 * pp_attack_get_tactic_order:
 * @self: ATT&CK
 * @domain: a domain
 * @short_name: a tactic's short name
 *
 * Returns: the tactic's place in the matrix, from 0; -1 where the domain has no such tactic
 */
int
pp_attack_get_tactic_order (PpAttack       *self,
                            PpAttackDomain  domain,
                            const char     *short_name)
{
  g_autoptr (GArray) tactics = pp_attack_list_tactics (self, domain);

  for (guint i = 0; i < tactics->len; i++)
    {
      if (g_strcmp0 (g_array_index (tactics, PpTactic, i).short_name, short_name) == 0)
        return (int) i;
    }
  return -1;
}

static PpTechnique
technique_at (PpTable        *techniques,
              guint           row,
              PpAttackDomain  domain)
{
  return (PpTechnique) {
    .id = pp_table_get (techniques, row, 0),
    .name = pp_table_get (techniques, row, 1),
    .domain = domain,
    .tactics = pp_table_get (techniques, row, 2),
    .parent = pp_table_get (techniques, row, 3),
    .platforms = pp_table_get (techniques, row, 5),
    .revoked = *pp_table_get (techniques, row, 6) == '1',
    .deprecated = *pp_table_get (techniques, row, 7) == '1',
  };
}

/**
 * pp_attack_find_technique:
 * @self: ATT&CK
 * @id: a technique's identifier
 * @technique: (out): the technique
 *
 * Returns: whether there is one; it may be revoked or deprecated
 */
gboolean
pp_attack_find_technique (PpAttack    *self,
                          const char  *id,
                          PpTechnique *technique)
{
  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      PpTable *techniques = techniques_of (self, domain);
      PpTableRows rows = pp_table_find (techniques, 0, id);

      if (rows.n_rows > 0)
        {
          *technique = technique_at (techniques, rows.rows[0], domain);
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * pp_attack_list_techniques:
 * @self: ATT&CK
 * @domain: a domain
 * @live_only: whether to leave out those that are revoked or deprecated
 *
 * Returns: (transfer full) (element-type PpTechnique): its techniques by identifier
 */
GArray *
pp_attack_list_techniques (PpAttack       *self,
                           PpAttackDomain  domain,
                           gboolean        live_only)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (PpTechnique));
  PpTable *techniques = techniques_of (self, domain);

  for (guint i = 0; i < pp_table_get_n_rows (techniques); i++)
    {
      PpTechnique technique = technique_at (techniques, i, domain);

      if (!live_only || (!technique.revoked && !technique.deprecated))
        g_array_append_val (list, technique);
    }
  return list;
}

/* The cells of one column in the rows where another has a value, each text once. */
static GPtrArray *
list_related (PpTable    *relations,
              guint       from,
              const char *value,
              guint       to)
{
  GPtrArray *list = g_ptr_array_new ();
  PpTableRows rows = pp_table_find (relations, from, value);

  for (guint i = 0; i < rows.n_rows; i++)
    {
      const char *cell = pp_table_get (relations, rows.rows[i], to);

      if (!g_ptr_array_find_with_equal_func (list, cell, g_str_equal, NULL))
        g_ptr_array_add (list, (gpointer) cell);
    }
  return list;
}

/**
 * pp_attack_list_successors:
 * @self: ATT&CK
 * @id: the identifier of anything that was revoked
 *
 * Returns: (transfer container) (element-type utf8): what has taken its place; more than one where it
 *   was split, empty where nothing has
 */
GPtrArray *
pp_attack_list_successors (PpAttack   *self,
                           const char *id)
{
  return list_related (table (self, "revoked-by"), 1, id, 2);
}

/**
 * pp_attack_list_predecessors:
 * @self: ATT&CK
 * @id: an identifier
 *
 * Returns: (transfer container) (element-type utf8): what was revoked in favour of it
 */
GPtrArray *
pp_attack_list_predecessors (PpAttack   *self,
                             const char *id)
{
  return list_related (table (self, "revoked-by"), 2, id, 1);
}

/**
 * pp_attack_get_state:
 * @self: ATT&CK
 * @id: a technique's identifier
 * @successor: (out) (optional) (nullable): what has taken its place, where that is one
 *
 * Returns: how the identifier fares in this release
 */
PpAttackState
pp_attack_get_state (PpAttack    *self,
                     const char  *id,
                     const char **successor)
{
  g_autoptr (GPtrArray) successors = pp_attack_list_successors (self, id);
  PpTechnique technique;
  gboolean known = pp_attack_find_technique (self, id, &technique);

  if (successor != NULL)
    *successor = NULL;
  if (known && !technique.revoked && !technique.deprecated)
    return PP_ATTACK_STATE_LIVE;
  if (successors->len == 1)
    {
      if (successor != NULL)
        *successor = g_ptr_array_index (successors, 0);
      return PP_ATTACK_STATE_REPLACED;
    }
  return known || successors->len > 1 ? PP_ATTACK_STATE_RETIRED : PP_ATTACK_STATE_UNKNOWN;
}

/**
 * pp_attack_find_mitigation:
 * @self: ATT&CK
 * @id: a mitigation's identifier
 * @mitigation: (out): the mitigation
 *
 * Returns: whether there is one
 */
gboolean
pp_attack_find_mitigation (PpAttack      *self,
                           const char    *id,
                           PpAttackEntry *mitigation)
{
  PpTable *mitigations = table (self, "mitigations");
  PpTableRows rows = pp_table_find (mitigations, 1, id);

  if (rows.n_rows == 0)
    return FALSE;
  mitigation->id = pp_table_get (mitigations, rows.rows[0], 1);
  mitigation->name = pp_table_get (mitigations, rows.rows[0], 2);
  return TRUE;
}

/**
 * pp_attack_list_groups:
 * @self: ATT&CK
 *
 * Returns: (transfer full) (element-type PpAttackEntry): all groups by identifier
 */
GArray *
pp_attack_list_groups (PpAttack *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (PpAttackEntry));
  PpTable *groups = table (self, "groups");

  for (guint i = 0; i < pp_table_get_n_rows (groups); i++)
    {
      PpAttackEntry group = { pp_table_get (groups, i, 0), pp_table_get (groups, i, 1) };

      g_array_append_val (list, group);
    }
  return list;
}

GPtrArray *
pp_attack_list_mitigations_of (PpAttack   *self,
                               const char *technique)
{
  return list_related (table (self, "technique-mitigations"), 1, technique, 2);
}

GPtrArray *
pp_attack_list_mitigated_by (PpAttack   *self,
                             const char *mitigation)
{
  return list_related (table (self, "technique-mitigations"), 2, mitigation, 1);
}

GPtrArray *
pp_attack_list_techniques_of_group (PpAttack   *self,
                                    const char *group)
{
  return list_related (table (self, "group-techniques"), 1, group, 2);
}

GPtrArray *
pp_attack_list_groups_using (PpAttack   *self,
                             const char *technique)
{
  return list_related (table (self, "group-techniques"), 2, technique, 1);
}

GPtrArray *
pp_attack_list_software_using (PpAttack   *self,
                               const char *technique)
{
  return list_related (table (self, "software-techniques"), 2, technique, 1);
}
