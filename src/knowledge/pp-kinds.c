/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of nodes and edges come from resources/kinds.json and from the user's own files of the
 * same layout (docs/kinds.md). A file is read as a whole into a draft before anything of it counts,
 * so a faulty one changes nothing. */
#include "pp-kinds-private.h"

#include "pp-json.h"
#include "pp-knowledge-resources.h"

#define KINDS_PATH "/io/github/parapet/Parapet/kinds.json"
#define MAX_FILE_BYTES (4 * 1024 * 1024)
#define MAX_FILE_DEPTH 16
#define MAX_KINDS 2000

struct _PpKinds
{
  GObject parent_instance;

  /* Owned */
  GPtrArray  *kinds;    /* of PpKind, in the order of the palette */
  GHashTable *by_id;    /* id, owned by the kind → PpKind */
  GHashTable *facts;    /* name, owned by the definition → PpFactDefinition */
  GPtrArray  *problems; /* of char *, zero-terminated */
};

/* What one file brings, before it is taken over. */
typedef struct {
  PpKinds    *kinds;
  GHashTable *facts;
  GPtrArray  *new_kinds;
} Draft;

G_DEFINE_QUARK (pp-kinds-error-quark, pp_kinds_error)

static void pp_kinds_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PpKinds, pp_kinds, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pp_kinds_list_model_init))

static void
draft_clear (Draft *self)
{
  g_clear_pointer (&self->facts, g_hash_table_unref);
  g_clear_pointer (&self->new_kinds, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static GHashTable *
facts_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                (GDestroyNotify) _pp_fact_definition_free);
}

static const PpFactDefinition *
draft_find_fact (const char *name,
                 gpointer    user_data)
{
  Draft *self = user_data;
  const PpFactDefinition *fact = g_hash_table_lookup (self->facts, name);

  return fact != NULL ? fact : pp_kinds_find_fact (self->kinds, name);
}

static PpKind *
draft_find_new_kind (Draft      *self,
                     const char *id)
{
  for (guint i = 0; i < self->new_kinds->len; i++)
    if (g_str_equal (pp_kind_get_id (self->new_kinds->pdata[i]), id))
      return self->new_kinds->pdata[i];
  return NULL;
}

static PpKind *
draft_find_kind (Draft      *self,
                 const char *id)
{
  PpKind *kind = draft_find_new_kind (self, id);

  return kind != NULL ? kind : pp_kinds_lookup (self->kinds, id);
}

static gboolean
draft_read_fact (Draft          *self,
                 const PpPlace  *facts,
                 const char     *name,
                 JsonNode       *node,
                 GError        **error)
{
  g_auto(PpPlace) place = { NULL, NULL };
  PpFactDefinition *fact;

  if (!g_regex_match_simple ("^[a-z][A-Za-z0-9]{0,63}$", name, 0, 0))
    return _pp_place_fail (facts, NULL, error, "“%.80s” cannot be the name of a fact", name);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _pp_place_fail (facts, name, error, "an object is needed");
  place = _pp_place_new (json_node_get_object (node), "%s/%s", facts->pointer, name);
  fact = _pp_fact_definition_read (&place, name, draft_find_fact (name, self), error);
  if (fact != NULL)
    g_hash_table_replace (self->facts, (char *) fact->name, fact);
  return fact != NULL;
}

static gboolean
draft_read_facts (Draft          *self,
                  const PpPlace  *root,
                  GError        **error)
{
  JsonNode *node = json_object_get_member (root->object, "facts");
  g_auto(PpPlace) place = { NULL, NULL };
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _pp_place_fail (root, "facts", error, "an object is needed");
  place = _pp_place_new (json_node_get_object (node), "/facts");
  json_object_iter_init_ordered (&iter, place.object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!draft_read_fact (self, &place, name, value, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_id (const char *text)
{
  return g_regex_match_simple ("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", text, 0, 0) && strlen (text) <= 64;
}

/* The kind that the one at @place begins as: itself as it was, or the one that “like” names. */
static gboolean
draft_find_base (Draft          *self,
                 const PpPlace  *place,
                 const char     *id,
                 PpKind        **base,
                 GError        **error)
{
  g_autofree char *like = NULL;

  if (!_pp_place_read_text (place, "like", &like, error))
    return FALSE;
  *base = draft_find_kind (self, like ? like : id);
  if (like != NULL && *base == NULL)
    return _pp_place_fail (place, "like", error, "there is no kind “%.80s”", like);
  return TRUE;
}

static gboolean
draft_read_kind (Draft          *self,
                 const PpPlace  *place,
                 GError        **error)
{
  g_autofree char *id = NULL;
  PpKind *base = NULL;
  PpKind *kind;

  if (!_pp_place_read_text (place, "id", &id, error))
    return FALSE;
  if (id == NULL || !is_id (id))
    return _pp_place_fail (place, "id", error,
                           "an id of small letters, digits and hyphens is needed");
  if (draft_find_new_kind (self, id) != NULL)
    return _pp_place_fail (place, "id", error, "“%s” stands twice in this file", id);
  if (!draft_find_base (self, place, id, &base, error))
    return FALSE;
  kind = _pp_kind_read (place, id, base, draft_find_fact, self, error);
  if (kind != NULL)
    g_ptr_array_add (self->new_kinds, kind);
  return kind != NULL;
}

static gboolean
draft_read_kinds (Draft          *self,
                  const PpPlace  *root,
                  GError        **error)
{
  JsonNode *node = json_object_get_member (root->object, "kinds");
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return _pp_place_fail (root, "kinds", error, "a list is needed");
  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_KINDS)
    return _pp_place_fail (root, "kinds", error, "the list has more than %d kinds", MAX_KINDS);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      g_auto(PpPlace) place = { NULL, NULL };

      if (!JSON_NODE_HOLDS_OBJECT (item))
        return _pp_place_fail (root, "kinds", error, "item %u is not an object", i);
      place = _pp_place_new (json_node_get_object (item), "/kinds/%u", i);
      if (!draft_read_kind (self, &place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
draft_read (Draft       *self,
            JsonNode    *node,
            GError     **error)
{
  static const char * const members[] = { "version", "facts", "kinds", NULL };
  g_auto(PpPlace) root = { NULL, NULL };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, PP_KINDS_ERROR, PP_KINDS_ERROR_INVALID, "/: an object is needed");
      return FALSE;
    }
  root = _pp_place_new (json_node_get_object (node), "%s", "");
  if (pp_json_get_int (root.object, "version", 0) != 1)
    return _pp_place_fail (&root, "version", error, "the number 1 is needed");
  return _pp_place_check_members (&root, members, error)
         && draft_read_facts (self, &root, error)
         && draft_read_kinds (self, &root, error);
}

/* A definition that is known stays where it is in memory, because kinds point to it. */
static void
take_fact (PpKinds          *self,
           PpFactDefinition *fact)
{
  PpFactDefinition *known = g_hash_table_lookup (self->facts, fact->name);
  PpFactDefinition content = *fact;

  if (known == NULL)
    {
      g_hash_table_insert (self->facts, (char *) fact->name, fact);
      return;
    }
  g_hash_table_steal (self->facts, known->name);
  *fact = *known;
  *known = content;
  g_hash_table_insert (self->facts, (char *) known->name, known);
  _pp_fact_definition_free (fact);
}

static void
take_kind (PpKinds *self,
           PpKind  *kind)
{
  PpKind *known = pp_kinds_lookup (self, pp_kind_get_id (kind));
  guint index = self->kinds->len;

  g_hash_table_replace (self->by_id, (char *) pp_kind_get_id (kind), kind);
  if (known != NULL && g_ptr_array_find (self->kinds, known, &index))
    g_set_object ((PpKind **) &self->kinds->pdata[index], kind);
  else
    g_ptr_array_add (self->kinds, g_object_ref (kind));
}

static const PpFactDefinition *
find_fact (const char *name,
           gpointer    user_data)
{
  return pp_kinds_find_fact (user_data, name);
}

static void
draft_commit (Draft *self)
{
  PpKinds *kinds = self->kinds;
  guint n_before = kinds->kinds->len;
  GHashTableIter iter;
  gpointer fact;

  g_hash_table_iter_init (&iter, self->facts);
  while (g_hash_table_iter_next (&iter, NULL, &fact))
    {
      g_hash_table_iter_steal (&iter);
      take_fact (kinds, fact);
    }
  for (guint i = 0; i < self->new_kinds->len; i++)
    {
      _pp_kind_resolve_facts (self->new_kinds->pdata[i], find_fact, kinds);
      take_kind (kinds, self->new_kinds->pdata[i]);
    }
  g_list_model_items_changed (G_LIST_MODEL (kinds), 0, n_before, kinds->kinds->len);
}

static gboolean
load_bytes (PpKinds  *self,
            GBytes   *bytes,
            GError  **error)
{
  static const PpJsonLimits limits = { MAX_FILE_BYTES, MAX_FILE_DEPTH };
  g_auto(Draft) draft = { self, facts_new (), g_ptr_array_new_with_free_func (g_object_unref) };
  g_autoptr(JsonNode) node = NULL;

  node = pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &limits, error);
  if (node == NULL || !draft_read (&draft, node, error))
    return FALSE;
  draft_commit (&draft);
  return TRUE;
}

static void
load_built_in (PpKinds *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resource_lookup_data (pp_knowledge_get_resource (), KINDS_PATH,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL || !load_bytes (self, bytes, &error))
    g_error ("The built-in kinds are faulty: %s", error->message);
}

static void
add_problem (PpKinds    *self,
             const char *message)
{
  self->problems->pdata[self->problems->len - 1] = g_strdup (message);
  g_ptr_array_add (self->problems, NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
list_json_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
load_users_files (PpKinds *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "parapet", "kinds", NULL);
  g_autoptr(GPtrArray) names = list_json_files (folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GError) error = NULL;

      if (!pp_kinds_load_file (self, file, &error))
        add_problem (self, error->message);
    }
}

static GType
pp_kinds_get_item_type (GListModel *model)
{
  return PP_TYPE_KIND;
}

static guint
pp_kinds_get_n_items (GListModel *model)
{
  return PP_KINDS (model)->kinds->len;
}

static gpointer
pp_kinds_get_item (GListModel *model,
                   guint       position)
{
  PpKinds *self = PP_KINDS (model);

  return position < self->kinds->len ? g_object_ref (self->kinds->pdata[position]) : NULL;
}

static void
pp_kinds_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pp_kinds_get_item_type;
  iface->get_n_items = pp_kinds_get_n_items;
  iface->get_item = pp_kinds_get_item;
}

static void
pp_kinds_finalize (GObject *object)
{
  PpKinds *self = PP_KINDS (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->kinds);
  g_hash_table_unref (self->facts);
  g_ptr_array_unref (self->problems);
  G_OBJECT_CLASS (pp_kinds_parent_class)->finalize (object);
}

static void
pp_kinds_class_init (PpKindsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_kinds_finalize;
}

static void
pp_kinds_init (PpKinds *self)
{
  self->kinds = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->facts = facts_new ();
  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->problems, NULL);
  load_built_in (self);
}

/**
 * pp_kinds_new:
 *
 * Makes a list that holds the built-in kinds and nothing else.
 *
 * Returns: (transfer full): the kinds
 */
PpKinds *
pp_kinds_new (void)
{
  return g_object_new (PP_TYPE_KINDS, NULL);
}

PpKinds *
pp_kinds_get_default (void)
{
  static PpKinds *kinds;

  if (g_once_init_enter (&kinds))
    {
      PpKinds *loaded = pp_kinds_new ();

      load_users_files (loaded);
      g_once_init_leave (&kinds, loaded);
    }
  return kinds;
}

/**
 * pp_kinds_load_file:
 * @self: kinds
 * @file: a file as docs/kinds.md describes it
 * @error: return location; the message is `FILE:POINTER: what is wrong`, or `FILE:LINE:COLUMN: …`
 *
 * Adds the kinds and facts of @file, and changes those that are known. A faulty file changes nothing.
 */
gboolean
pp_kinds_load_file (PpKinds  *self,
                    GFile    *file,
                    GError  **error)
{
  g_autofree char *name = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (PP_IS_KINDS (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_parse_name (file);
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  if (bytes == NULL)
    return FALSE;
  if (!load_bytes (self, bytes, error))
    {
      g_prefix_error (error, "%s:", name);
      return FALSE;
    }
  return TRUE;
}

const char * const *
pp_kinds_get_problems (PpKinds *self)
{
  g_return_val_if_fail (PP_IS_KINDS (self), NULL);

  return (const char * const *) self->problems->pdata;
}

PpKind *
pp_kinds_lookup (PpKinds    *self,
                 const char *id)
{
  g_return_val_if_fail (PP_IS_KINDS (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

PpKind *
pp_kinds_resolve (PpKinds    *self,
                  const char *id,
                  gboolean    is_edge)
{
  PpKind *kind = pp_kinds_lookup (self, id);

  if (kind != NULL && pp_kind_is_edge (kind) == !!is_edge)
    return kind;
  return pp_kinds_lookup (self, is_edge ? "data-flow" : "process");
}

const PpFactDefinition *
pp_kinds_find_fact (PpKinds    *self,
                    const char *name)
{
  g_return_val_if_fail (PP_IS_KINDS (self), NULL);

  return name != NULL ? g_hash_table_lookup (self->facts, name) : NULL;
}
