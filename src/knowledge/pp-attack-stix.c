/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A release of ATT&CK as MITRE publishes it, a STIX 2.0 or 2.1 bundle of one domain, made into the tables
 * that pp-attack.c reads, with the rows of this domain. Of a bundle only identifiers, names and relations are
 * taken. */

#include "pp-attack-stix.h"

#include <string.h>

#include "pp-attack-private.h"
#include "pp-json.h"

#define MAX_NAME_LENGTH 300

typedef struct {
  PpAttackDomain  domain;
  GHashTable     *ids;          /* STIX identifier → ATT&CK's, borrowed from the bundle */
  GHashTable     *rows;         /* name of a table → GPtrArray of lines */
  const char     *newest;       /* the latest time of change */
  guint           n_techniques;
} Reading;

G_DEFINE_QUARK (pp-attack-stix-error-quark, pp_attack_stix_error)

static const char *
external_id (JsonObject *object)
{
  JsonArray *references = pp_json_get_array (object, "external_references");

  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++)
    {
      JsonNode *node = json_array_get_element (references, i);
      JsonObject *reference = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *source = reference != NULL ? pp_json_get_string (reference, "source_name", "") : "";

      if (g_str_has_prefix (source, "mitre-") && g_str_has_suffix (source, "attack"))
        return pp_json_get_string (reference, "external_id", NULL);
    }
  return NULL;
}

/* A text as one cell: without tabs and line ends, and not endless. */
static char *
dup_cell (const char *text)
{
  char *cell = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_NAME_LENGTH));

  return g_strdelimit (cell, "\t\r\n", ' ');
}

static void
add_row (Reading    *self,
         const char *table,
         ...) G_GNUC_NULL_TERMINATED;

static GPtrArray *
get_lines (Reading    *self,
           const char *table)
{
  GPtrArray *lines = g_hash_table_lookup (self->rows, table);

  if (lines == NULL)
    {
      lines = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->rows, g_strdup (table), lines);
    }
  return lines;
}

static void
add_row (Reading    *self,
         const char *table,
         ...)
{
  g_autoptr (GPtrArray) line = g_ptr_array_new_with_free_func (g_free);
  const char *text;
  va_list cells;

  va_start (cells, table);
  while ((text = va_arg (cells, const char *)) != NULL)
    g_ptr_array_add (line, dup_cell (text));
  va_end (cells);
  g_ptr_array_add (line, NULL);
  g_ptr_array_add (get_lines (self, table), g_strjoinv ("\t", (char **) line->pdata));
}

/* Texts of a list between commas; where the list holds objects, the texts of one of their members. */
static char *
join_texts (JsonArray  *array,
            const char *member)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = NULL;

      if (member != NULL && JSON_NODE_HOLDS_OBJECT (node))
        text = pp_json_get_string (json_node_get_object (node), member, NULL);
      else if (member == NULL && JSON_NODE_HOLDS_VALUE (node))
        text = json_node_get_string (node);
      if (text != NULL)
        g_ptr_array_add (texts, (gpointer) text);
    }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (",", (char **) texts->pdata);
}

static const char *
flag (gboolean value)
{
  return value ? "1" : "0";
}

/* `T1059` of `T1059.001`, or nothing. */
static char *
dup_parent (const char *id)
{
  const char *dot = strchr (id, '.');

  return dot != NULL ? g_strndup (id, dot - id) : g_strdup ("");
}

static void
read_technique (Reading    *self,
                JsonObject *object,
                const char *id,
                const char *name)
{
  g_autofree char *tactics = join_texts (pp_json_get_array (object, "kill_chain_phases"), "phase_name");
  g_autofree char *platforms = join_texts (pp_json_get_array (object, "x_mitre_platforms"), NULL);
  g_autofree char *parent = dup_parent (id);

  add_row (self, _pp_attack_technique_tables[self->domain], id, name, tactics, parent,
           flag (*parent != '\0'), platforms, flag (pp_json_get_boolean (object, "revoked", FALSE)),
           flag (pp_json_get_boolean (object, "x_mitre_deprecated", FALSE)), NULL);
  self->n_techniques++;
}

static gboolean
is_live (JsonObject *object)
{
  return !pp_json_get_boolean (object, "revoked", FALSE) &&
         !pp_json_get_boolean (object, "x_mitre_deprecated", FALSE);
}

static char *
dup_aliases (JsonObject *object,
             const char *name)
{
  JsonArray *array = pp_json_get_array (object, "aliases");
  g_autofree char *joined = join_texts (array, NULL);
  g_auto (GStrv) aliases = g_strsplit (joined, ",", -1);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  for (guint i = 0; aliases[i] != NULL; i++)
    {
      if (strcmp (aliases[i], name) != 0 && *aliases[i] != '\0')
        g_ptr_array_add (others, aliases[i]);
    }
  g_ptr_array_add (others, NULL);
  return g_strjoinv ("|", (char **) others->pdata);
}

static void
read_object (Reading    *self,
             JsonObject *object)
{
  const char *type = pp_json_get_string (object, "type", "");
  const char *stix_id = pp_json_get_string (object, "id", NULL);
  const char *name = pp_json_get_string (object, "name", "");
  const char *modified = pp_json_get_string (object, "modified", "");
  const char *domain = pp_attack_domain_to_string (self->domain);
  const char *id = external_id (object);

  if (g_strcmp0 (modified, self->newest) > 0)
    self->newest = modified;
  if (stix_id == NULL || id == NULL)
    return;
  g_hash_table_insert (self->ids, (gpointer) stix_id, (gpointer) id);

  if (strcmp (type, "attack-pattern") == 0)
    {
      read_technique (self, object, id, name);
    }
  else if (!is_live (object))
    {
      return;
    }
  else if (strcmp (type, "course-of-action") == 0 && *id == 'M')
    {
      add_row (self, "mitigations", domain, id, name, NULL);
    }
  else if (strcmp (type, "intrusion-set") == 0)
    {
      g_autofree char *aliases = dup_aliases (object, name);

      add_row (self, "groups", id, name, aliases, NULL);
    }
  else if (strcmp (type, "malware") == 0 || strcmp (type, "tool") == 0)
    {
      add_row (self, "software", id, name, type, NULL);
    }
}

/* Relations: which table a pair goes to, by the first letters of the two identifiers. */
static void
add_relation (Reading    *self,
              const char *kind,
              const char *source,
              const char *target)
{
  const char *domain = pp_attack_domain_to_string (self->domain);

  if (strcmp (kind, "revoked-by") == 0)
    add_row (self, "revoked-by", domain, source, target, NULL);
  else if (strcmp (kind, "mitigates") == 0 && *source == 'M' && *target == 'T')
    add_row (self, "technique-mitigations", domain, target, source, NULL);
  else if (strcmp (kind, "uses") == 0 && *source == 'G' && *target == 'T')
    add_row (self, "group-techniques", domain, source, target, NULL);
  else if (strcmp (kind, "uses") == 0 && *source == 'S' && *target == 'T')
    add_row (self, "software-techniques", domain, source, target, NULL);
  else if (strcmp (kind, "uses") == 0 && *source == 'G' && *target == 'S')
    add_row (self, "group-software", source, target, NULL);
}

static void
read_relation (Reading    *self,
               JsonObject *object)
{
  const char *source = pp_json_get_string (object, "source_ref", "");
  const char *target = pp_json_get_string (object, "target_ref", "");
  const char *source_id = g_hash_table_lookup (self->ids, source);
  const char *target_id = g_hash_table_lookup (self->ids, target);

  if (is_live (object) && source_id != NULL && target_id != NULL)
    add_relation (self, pp_json_get_string (object, "relationship_type", ""), source_id, target_id);
}

/* The matrix names its tactics in order. */
static void
read_matrix (Reading    *self,
             JsonObject *matrix,
             GHashTable *tactics)
{
  JsonArray *references = pp_json_get_array (matrix, "tactic_refs");

  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++)
    {
      JsonNode *node = json_array_get_element (references, i);
      const char *reference = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      JsonObject *tactic = reference != NULL ? g_hash_table_lookup (tactics, reference) : NULL;
      g_autofree char *order = g_strdup_printf ("%02u", i + 1);
      const char *id = tactic != NULL ? external_id (tactic) : NULL;

      if (id != NULL)
        add_row (self, "tactics", pp_attack_domain_to_string (self->domain), order, id,
                 pp_json_get_string (tactic, "x_mitre_shortname", ""),
                 pp_json_get_string (tactic, "name", ""), NULL);
    }
}

static JsonObject *
object_at (JsonArray *objects,
           guint      i)
{
  JsonNode *node = json_array_get_element (objects, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
find_type (JsonArray  *objects,
           const char *type)
{
  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      JsonObject *object = object_at (objects, i);

      if (object != NULL && strcmp (pp_json_get_string (object, "type", ""), type) == 0)
        return object;
    }
  return NULL;
}

static void
read_tactics (Reading   *self,
              JsonArray *objects)
{
  g_autoptr (GHashTable) tactics = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      JsonObject *object = object_at (objects, i);
      const char *id = object != NULL ? pp_json_get_string (object, "id", NULL) : NULL;

      if (id != NULL && g_str_has_prefix (id, "x-mitre-tactic--"))
        g_hash_table_insert (tactics, (gpointer) id, object);
    }
  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      JsonObject *object = object_at (objects, i);

      if (object != NULL && is_live (object) &&
          strcmp (pp_json_get_string (object, "type", ""), "x-mitre-matrix") == 0)
        read_matrix (self, object, tactics);
    }
}

static void
read_objects (Reading   *self,
              JsonArray *objects)
{
  guint n = json_array_get_length (objects);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = object_at (objects, i);

      if (object != NULL)
        read_object (self, object);
    }
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = object_at (objects, i);

      if (object != NULL && strcmp (pp_json_get_string (object, "type", ""), "relationship") == 0)
        read_relation (self, object);
    }
  read_tactics (self, objects);
}

/* The collection of STIX 2.1 names the release; bundles of 2.0 tell only when they were changed last. */
static void
read_version (Reading   *self,
              JsonArray *objects)
{
  JsonObject *collection = find_type (objects, "x-mitre-collection");
  g_autofree char *date = g_strndup (self->newest != NULL ? self->newest : "", strlen ("2025-01-01"));
  g_autofree char *count = g_strdup_printf ("%u", json_array_get_length (objects));
  const char *release = collection != NULL ? pp_json_get_string (collection, "x_mitre_version", date)
                                           : date;

  add_row (self, "versions", pp_attack_domain_to_string (self->domain), release, date, count,
           collection != NULL ? "2.1" : "2.0", NULL);
}

static gboolean
find_domain (JsonArray      *objects,
             PpAttackDomain *domain)
{
  JsonObject *matrix = find_type (objects, "x-mitre-matrix");

  return matrix != NULL && pp_attack_domain_from_string (external_id (matrix), domain);
}

/* A table that is empty is told, too: nothing of the release before shall stand there. */
static GHashTable *
make_tables (Reading *self)
{
  GHashTable *tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) pp_table_unref);
  GHashTableIter iter;
  gpointer name, lines;

  for (guint i = 0; _pp_attack_release_tables[i] != NULL; i++)
    if (_pp_attack_has_domains (_pp_attack_release_tables[i]))
      get_lines (self, _pp_attack_release_tables[i]);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &lines))
    g_hash_table_insert (tables, g_strdup (name), pp_table_new_from_lines (pp_table_get_builtin (name), lines));
  return tables;
}

static GHashTable *
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, PP_ATTACK_STIX_ERROR, PP_ATTACK_STIX_ERROR_INVALID, message);
  return NULL;
}

/**
 * pp_attack_stix_read:
 * @root: the bundle, as pp_json_parse() gives it
 * @domain: (out): the domain that it is of
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8 PpTable): the tables for pp_attack_new_release(), or %NULL with
 *   %PP_ATTACK_STIX_ERROR_INVALID
 */
GHashTable *
pp_attack_stix_read (JsonNode        *root,
                     PpAttackDomain  *domain,
                     GError         **error)
{
  JsonObject *bundle = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *objects = bundle != NULL ? pp_json_get_array (bundle, "objects") : NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_ptr_array_unref);
  Reading self = { .ids = ids, .rows = rows };

  if (objects == NULL || strcmp (pp_json_get_string (bundle, "type", ""), "bundle") != 0)
    return refuse (error, "/objects: This is not a STIX bundle");
  if (!find_domain (objects, &self.domain))
    return refuse (error, "/objects: The bundle has no matrix of ATT&CK");
  read_objects (&self, objects);
  if (self.n_techniques == 0 || g_hash_table_lookup (rows, "tactics") == NULL)
    return refuse (error, "/objects: The bundle has no techniques or no tactics of ATT&CK");
  read_version (&self, objects);
  *domain = self.domain;
  return make_tables (&self);
}
