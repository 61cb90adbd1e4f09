/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-marking-private.h"

#include <gio/gio.h>

#include "pp-json.h"
#include "pp-model-resources.h"

#define MARKINGS_PATH "/io/github/parapet/Parapet/markings.json"

typedef struct {
  const char      *id;
  const char      *name;
  const char     **names;       /* of the levels, the lowest first */
  PpMarkingLevel  *levels;
  guint            n_levels;
  JsonNode        *tree;        /* holds the texts */
} Scheme;

static const char * const ids[PP_N_MARKING_SCHEMES] = {
  [PP_MARKING_TLP] = "tlp",
  [PP_MARKING_NATO] = "nato",
  [PP_MARKING_EU] = "eu",
};

static const char *
get_text (JsonObject *object,
          const char *member)
{
  const char *text = pp_json_get_string (object, member, NULL);

  if (text == NULL)
    g_error ("markings.json: “%s” is missing", member);
  return text;
}

static JsonArray *
get_list (JsonObject *object,
          const char *member)
{
  JsonArray *array = pp_json_get_array (object, member);

  if (array == NULL)
    g_error ("markings.json: “%s” is missing", member);
  return array;
}

static PpMarkingLevel
read_level (JsonObject *object)
{
  PpMarkingLevel level = {
    .name = get_text (object, "name"),
    .banner = get_text (object, "banner"),
    .abbreviation = get_text (object, "short"),
    .colour = pp_json_get_string (object, "colour", NULL),
  };
  JsonArray *aliases = get_list (object, "aliases");
  g_autoptr (GPtrArray) spellings = g_ptr_array_new ();

  g_ptr_array_add (spellings, g_utf8_casefold (level.name, -1));
  g_ptr_array_add (spellings, g_utf8_casefold (level.banner, -1));
  g_ptr_array_add (spellings, g_utf8_casefold (level.abbreviation, -1));
  for (guint i = 0; i < json_array_get_length (aliases); i++)
    g_ptr_array_add (spellings, g_utf8_casefold (json_array_get_string_element (aliases, i), -1));
  g_ptr_array_add (spellings, NULL);
  level.spellings = (char **) g_ptr_array_free (g_steal_pointer (&spellings), FALSE);
  return level;
}

static Scheme
read_scheme (JsonObject *object,
             const char *id)
{
  JsonArray *levels = get_list (object, "levels");
  Scheme scheme = { .id = get_text (object, "id"), .name = get_text (object, "name") };

  if (!g_str_equal (scheme.id, id))
    g_error ("markings.json: the scheme “%s” stands where “%s” is expected", scheme.id, id);
  scheme.n_levels = json_array_get_length (levels);
  scheme.levels = g_new0 (PpMarkingLevel, scheme.n_levels);
  scheme.names = g_new0 (const char *, scheme.n_levels + 1);
  for (guint i = 0; i < scheme.n_levels; i++)
    {
      scheme.levels[i] = read_level (json_array_get_object_element (levels, i));
      scheme.names[i] = scheme.levels[i].name;
    }
  return scheme;
}

/* The file is part of the program, so a fault in it ends the program, and every test finds it. What is
 * read is kept for good, with the tree that holds its texts. */
static const Scheme *
get_schemes (void)
{
  static const PpJsonLimits limits = { 64 * 1024, 8 };
  static Scheme *schemes;

  if (g_once_init_enter (&schemes))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) text = g_resource_lookup_data (pp_model_get_resource (), MARKINGS_PATH, 0, NULL);
      Scheme *list = g_new0 (Scheme, PP_N_MARKING_SCHEMES);
      g_autoptr (JsonNode) root = NULL;
      JsonArray *array;

      root = pp_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &limits, &error);
      if (root == NULL)
        g_error ("markings.json: %s", error->message);
      array = get_list (json_node_get_object (root), "schemes");
      g_assert (json_array_get_length (array) == PP_N_MARKING_SCHEMES);
      for (guint i = 0; i < PP_N_MARKING_SCHEMES; i++)
        {
          list[i] = read_scheme (json_array_get_object_element (array, i), ids[i]);
          list[i].tree = json_node_ref (root);
        }
      g_once_init_leave (&schemes, list);
    }
  return schemes;
}

const char *
pp_marking_scheme_get_id (PpMarkingScheme scheme)
{
  g_return_val_if_fail (scheme < PP_N_MARKING_SCHEMES, NULL);

  return ids[scheme];
}

const char *
pp_marking_scheme_get_name (PpMarkingScheme scheme)
{
  g_return_val_if_fail (scheme < PP_N_MARKING_SCHEMES, NULL);

  return get_schemes ()[scheme].name;
}

const char * const *
pp_marking_scheme_list_levels (PpMarkingScheme scheme)
{
  g_return_val_if_fail (scheme < PP_N_MARKING_SCHEMES, NULL);

  return get_schemes ()[scheme].names;
}

/* The level of a number as PpMarking has it; %NULL for no statement. */
const PpMarkingLevel *
_pp_marking_scheme_get_level (PpMarkingScheme scheme,
                              guint           number)
{
  return number > 0 ? &get_schemes ()[scheme].levels[number - 1] : NULL;
}

/* The number of the level that @text means in any of its spellings, in any case; 0 for none. */
guint
_pp_marking_scheme_find_level (PpMarkingScheme  scheme,
                               const char      *text)
{
  const Scheme *known = &get_schemes ()[scheme];
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < known->n_levels; i++)
    {
      if (g_strv_contains ((const char * const *) known->levels[i].spellings, folded))
        return i + 1;
    }
  return 0;
}
