/* SPDX-License-Identifier: GPL-3.0-or-later */

/* References to catalogues by their identifiers, as people type them: in any case, and for OWASP's lists
 * with the year behind a colon, because the codes of two years mean different things. */

#include "pp-reference.h"

#include <string.h>

#include "pp-attack-private.h"

/* Where the entries of a scheme stand: table, columns of identifier, name and state. */
typedef struct {
  PpReferenceScheme scheme;
  const char       *table;
  guint             id;
  guint             name;
  guint             state;      /* PP_TABLE_NO_COLUMN where all are live */
  const char       *suffix;     /* what stands behind the identifier of the table, or NULL */
  const char       *list;       /* of OWASP: the list; entries of others are passed over */
  gboolean          needs_year; /* the code alone could be of another year */
} Source;

static const Source sources[] = {
  { PP_REFERENCE_ATTACK, "enterprise-techniques", 0, 1, 6, NULL, NULL, FALSE },
  { PP_REFERENCE_ATTACK, "ics-techniques", 0, 1, 6, NULL, NULL, FALSE },
  { PP_REFERENCE_ATTACK, "mobile-techniques", 0, 1, 6, NULL, NULL, FALSE },
  { PP_REFERENCE_ATTACK, "mitigations", 1, 2, PP_TABLE_NO_COLUMN, NULL, NULL, FALSE },
  { PP_REFERENCE_CWE, "cwe", 0, 1, 3, NULL, NULL, FALSE },
  { PP_REFERENCE_CAPEC, "capec", 0, 1, 3, NULL, NULL, FALSE },
  { PP_REFERENCE_OWASP, "owasp", 1, 2, PP_TABLE_NO_COLUMN, ":2025", "top10-2025", TRUE },
  { PP_REFERENCE_OWASP, "owasp", 1, 2, PP_TABLE_NO_COLUMN, ":2021", "top10-2021", TRUE },
  { PP_REFERENCE_OWASP, "owasp", 1, 2, PP_TABLE_NO_COLUMN, ":2023", "api-2023", FALSE },
  { PP_REFERENCE_OWASP, "owasp", 1, 2, PP_TABLE_NO_COLUMN, ":2025", "llm-2025", FALSE },
  { PP_REFERENCE_OWASP, "owasp", 1, 2, PP_TABLE_NO_COLUMN, ":2025", "mcp-2025-v0.1", FALSE },
  { PP_REFERENCE_OWASP, "owasp", 1, 2, PP_TABLE_NO_COLUMN, NULL, "agentic-draft1", FALSE },
  { PP_REFERENCE_OWASP, "owasp", 1, 2, PP_TABLE_NO_COLUMN, NULL, "oat-1.3", FALSE },
  { PP_REFERENCE_ATLAS, "atlas-techniques", 0, 1, PP_TABLE_NO_COLUMN, NULL, NULL, FALSE },
  { PP_REFERENCE_ATLAS, "atlas-mitigations", 0, 1, PP_TABLE_NO_COLUMN, NULL, NULL, FALSE },
};

static gboolean
is_retired (const char *state)
{
  return *state == '1' || strcmp (state, "Deprecated") == 0 || strcmp (state, "Obsolete") == 0;
}

static PpReference *
reference_new (const Source *source,
               PpTable      *table,
               guint         row)
{
  PpReference *self = g_new0 (PpReference, 1);

  self->scheme = source->scheme;
  self->id = g_strconcat (pp_table_get (table, row, source->id), source->suffix, NULL);
  self->name = pp_table_get (table, row, source->name);
  self->retired = source->state != PP_TABLE_NO_COLUMN &&
                  is_retired (pp_table_get (table, row, source->state));
  return self;
}

static gboolean
belongs (const Source *source,
         PpTable      *table,
         guint         row)
{
  return source->list == NULL || strcmp (pp_table_get (table, row, 0), source->list) == 0;
}

/* CVE-YEAR-NUMBER, the number of four digits or more. */
static gboolean
is_cve (const char *text)
{
  guint n = 0;

  if (!g_str_has_prefix (text, "CVE-") || strlen (text) > 32)
    return FALSE;
  for (guint i = 4; i < 8; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
    }
  if (text[8] != '-')
    return FALSE;
  for (n = 9; g_ascii_isdigit (text[n]);)
    n++;
  return n >= 13 && text[n] == '\0';
}

static PpReference *
cve_new (const char *text)
{
  PpReference *self = g_new0 (PpReference, 1);

  self->scheme = PP_REFERENCE_CVE;
  self->id = g_strdup (text);
  self->name = "";
  return self;
}

static PpReference *
find_in (const Source *source,
         const char   *id)
{
  PpTable *table = _pp_attack_get_table (pp_attack_get_default (), source->table);
  g_autofree char *code = NULL;
  PpTableRows rows;

  if (source->suffix != NULL && g_str_has_suffix (id, source->suffix))
    code = g_strndup (id, strlen (id) - strlen (source->suffix));
  else if (source->suffix == NULL || !source->needs_year)
    code = g_strdup (id);
  else
    return NULL;
  rows = pp_table_find (table, source->id, code);
  for (guint i = 0; i < rows.n_rows; i++)
    {
      if (belongs (source, table, rows.rows[i]))
        return reference_new (source, table, rows.rows[i]);
    }
  return NULL;
}

/**
 * pp_reference_find:
 * @text: an identifier in any case, with spaces around it or not
 *
 * Returns: (transfer full) (nullable): what it refers to; %NULL where it is not known
 */
PpReference *
pp_reference_find (const char *text)
{
  g_autofree char *upper = g_ascii_strup (text, -1);
  const char *id = g_strstrip (upper);

  if (is_cve (id))
    return cve_new (id);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      PpReference *reference = find_in (&sources[i], id);

      if (reference != NULL)
        return reference;
    }
  return NULL;
}

static gboolean
has_all_words (const char         *id,
               const char         *name,
               const char * const *words)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *folded_id = g_utf8_casefold (id, -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (folded, words[i]) == NULL && strstr (folded_id, words[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* An entry that was found. */
typedef struct {
  const Source *source;
  PpTable      *table;
  guint         row;
  int           rank;
} Hit;

/* Lower is better: the identifier or the name itself, an identifier that begins so, a name that
 * begins so, anything else; what is retired comes last of all. */
static int
rank (const Source *source,
      PpTable      *table,
      guint         row,
      const char   *query)
{
  g_autofree char *id = g_utf8_casefold (pp_table_get (table, row, source->id), -1);
  g_autofree char *name = g_utf8_casefold (pp_table_get (table, row, source->name), -1);
  gboolean retired = source->state != PP_TABLE_NO_COLUMN && is_retired (pp_table_get (table, row, source->state));
  int rank = 3;

  if (strcmp (id, query) == 0 || strcmp (name, query) == 0)
    rank = 0;
  else if (g_str_has_prefix (id, query))
    rank = 1;
  else if (g_str_has_prefix (name, query))
    rank = 2;
  return rank + (retired ? 4 : 0);
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *first = a;
  const Hit *second = b;
  const char *first_id = pp_table_get (first->table, first->row, first->source->id);
  const char *second_id = pp_table_get (second->table, second->row, second->source->id);
  int order = first->rank - second->rank;

  if (order == 0)
    order = (int) first->source->scheme - (int) second->source->scheme;
  if (order == 0)
    order = (int) strlen (first_id) - (int) strlen (second_id);
  return order != 0 ? order : strcmp (first_id, second_id);
}

static void
search_in (const Source       *source,
           const char         *query,
           const char * const *words,
           GArray             *hits)
{
  PpTable *table = _pp_attack_get_table (pp_attack_get_default (), source->table);

  for (guint row = 0; row < pp_table_get_n_rows (table); row++)
    {
      if (belongs (source, table, row) &&
          has_all_words (pp_table_get (table, row, source->id),
                         pp_table_get (table, row, source->name), words))
        {
          Hit hit = { source, table, row, rank (source, table, row, query) };

          g_array_append_val (hits, hit);
        }
    }
}

/**
 * pp_reference_search:
 * @query: words or the beginning of an identifier
 * @limit: how many at most
 *
 * Finds the entries of all catalogues that have every word of @query in their identifier or name, the
 * best first. A whole CVE identifier finds itself.
 *
 * Returns: (transfer full) (element-type PpReference): what was found
 */
GPtrArray *
pp_reference_search (const char *query,
                     guint       limit)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_reference_free);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autofree char *folded = g_utf8_casefold (query, -1);
  g_autofree char *upper = g_ascii_strup (query, -1);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (folded), " \t", -1);

  if (*folded == '\0')
    return found;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    search_in (&sources[i], folded, (const char * const *) words, hits);
  g_array_sort (hits, compare_hits);
  if (is_cve (g_strstrip (upper)) && limit > 0)
    g_ptr_array_add (found, cve_new (upper));
  for (guint i = 0; i < hits->len && found->len < limit; i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);

      g_ptr_array_add (found, reference_new (hit->source, hit->table, hit->row));
    }
  return found;
}

static char *
attack_uri (const char *id)
{
  g_auto (GStrv) parts = g_strsplit (id, ".", 2);

  if (*id == 'M')
    return g_strdup_printf ("https://attack.mitre.org/mitigations/%s/", id);
  return g_strdup_printf ("https://attack.mitre.org/techniques/%s/%s%s", parts[0],
                          parts[1] != NULL ? parts[1] : "", parts[1] != NULL ? "/" : "");
}

/**
 * pp_reference_dup_uri:
 * @self: a reference
 *
 * Returns: (transfer full): the page that describes it
 */
char *
pp_reference_dup_uri (const PpReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->scheme)
    {
    case PP_REFERENCE_ATTACK:
      return attack_uri (self->id);

    case PP_REFERENCE_CWE:
      return g_strdup_printf ("https://cwe.mitre.org/data/definitions/%s.html", self->id + strlen ("CWE-"));

    case PP_REFERENCE_CAPEC:
      return g_strdup_printf ("https://capec.mitre.org/data/definitions/%s.html",
                              self->id + strlen ("CAPEC-"));

    case PP_REFERENCE_OWASP:
      return g_strdup ("https://owasp.org/projects/");

    case PP_REFERENCE_ATLAS:
      return g_strdup_printf ("https://atlas.mitre.org/%s/%s",
                              strstr (self->id, ".M") != NULL ? "mitigations" : "techniques", self->id);

    case PP_REFERENCE_CVE:
      return g_strdup_printf ("https://www.cve.org/CVERecord?id=%s", self->id);

    default:
      g_assert_not_reached ();
    }
}

void
pp_reference_free (PpReference *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self);
}
