/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-kinds-private.h"

struct _PpKind
{
  GObject parent_instance;

  /* Owned */
  char                    *id;
  char                    *label;
  char                    *description;
  char                    *group;
  char                   **search_words;
  char                    *icon_name;
  JsonObject              *default_facts;
  char                   **offers;
  const PpFactDefinition **facts;

  /* State */
  gboolean                 is_edge;
  int                      dfd_class;
  int                      shape;
  double                   width;
  double                   height;
  guint                    n_facts;
};

G_DEFINE_FINAL_TYPE (PpKind, pp_kind, G_TYPE_OBJECT)

static const char * const class_words[] = {
  "process", "store", "actor", "flow", "boundary", "text", NULL
};

static const char * const shape_words[] = {
  "ellipse", "rounded", "rectangle", "lines", "cylinder", "stack", "hexagon", "person", "cloud",
  "boundary", "text", "line", "dashed", "dotted", NULL
};

/* What a kind looks like of which its file says nothing but the class. */
static const struct {
  const char *shape;
  const char *icon;
  double      width;
  double      height;
} class_defaults[] = {
  [PP_DFD_PROCESS]  = { "ellipse", "pp-kind-process-symbolic", 100, 100 },
  [PP_DFD_STORE]    = { "lines", "pp-kind-store-symbolic", 150, 75 },
  [PP_DFD_ACTOR]    = { "rectangle", "pp-kind-actor-symbolic", 150, 80 },
  [PP_DFD_FLOW]     = { "line", "pp-kind-data-flow-symbolic", 0, 0 },
  [PP_DFD_BOUNDARY] = { "boundary", "pp-kind-trust-boundary-box-symbolic", 400, 300 },
  [PP_DFD_TEXT]     = { "text", "pp-kind-text-note-symbolic", 200, 80 },
};

static int
index_of (const char * const *words,
          const char         *word)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;
  g_assert_not_reached ();
}

static void
pp_kind_finalize (GObject *object)
{
  PpKind *self = PP_KIND (object);

  g_free (self->id);
  g_free (self->label);
  g_free (self->description);
  g_free (self->group);
  g_strfreev (self->search_words);
  g_free (self->icon_name);
  json_object_unref (self->default_facts);
  g_strfreev (self->offers);
  g_free (self->facts);
  G_OBJECT_CLASS (pp_kind_parent_class)->finalize (object);
}

static void
pp_kind_class_init (PpKindClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_kind_finalize;
}

static void
pp_kind_init (PpKind *self)
{
  self->description = g_strdup ("");
  self->group = g_strdup ("Other");
  self->search_words = g_new0 (char *, 1);
  self->offers = g_new0 (char *, 1);
  self->default_facts = json_object_new ();
  self->dfd_class = -1;
  self->shape = -1;
}

static void
copy_from (PpKind *self,
           PpKind *base)
{
  g_free (self->description);
  g_free (self->group);
  g_strfreev (self->search_words);
  g_strfreev (self->offers);
  json_object_unref (self->default_facts);

  self->label = g_strdup (base->label);
  self->description = g_strdup (base->description);
  self->group = g_strdup (base->group);
  self->search_words = g_strdupv (base->search_words);
  self->icon_name = g_strdup (base->icon_name);
  self->default_facts = json_object_ref (base->default_facts);
  self->offers = g_strdupv (base->offers);
  self->is_edge = base->is_edge;
  self->dfd_class = base->dfd_class;
  self->shape = base->shape;
  self->width = base->width;
  self->height = base->height;
}

static gboolean
check_default_fact (const PpPlace  *place,
                    const char     *name,
                    JsonNode       *value,
                    PpFindFact      find_fact,
                    gpointer        user_data,
                    GError        **error)
{
  const PpFactDefinition *definition = find_fact (name, user_data);

  if (definition == NULL)
    return _pp_place_fail (place, "facts", error, "there is no fact “%.80s”", name);
  if (!_pp_fact_definition_accepts (definition, value))
    return _pp_place_fail (place, "facts", error, "“%.80s” has a value of the wrong type", name);
  return TRUE;
}

static gboolean
read_default_facts (PpKind         *self,
                    const PpPlace  *place,
                    PpFindFact      find_fact,
                    gpointer        user_data,
                    GError        **error)
{
  JsonNode *node = json_object_get_member (place->object, "facts");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _pp_place_fail (place, "facts", error, "an object of facts is needed");
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!check_default_fact (place, name, value, find_fact, user_data, error))
      return FALSE;
  json_object_unref (self->default_facts);
  self->default_facts = json_node_dup_object (node);
  return TRUE;
}

static gboolean
read_offers (PpKind         *self,
             const PpPlace  *place,
             PpFindFact      find_fact,
             gpointer        user_data,
             GError        **error)
{
  if (!_pp_place_read_texts (place, "offers", &self->offers, error))
    return FALSE;
  for (guint i = 0; self->offers[i] != NULL; i++)
    if (find_fact (self->offers[i], user_data) == NULL)
      return _pp_place_fail (place, "offers", error, "there is no fact “%.80s”", self->offers[i]);
  return TRUE;
}

static gboolean
read_nature (PpKind         *self,
             const PpPlace  *place,
             GError        **error)
{
  static const char * const elements[] = { "node", "edge", NULL };
  int element = self->is_edge;

  if (!_pp_place_read_word (place, "class", class_words, &self->dfd_class, error)
      || !_pp_place_read_word (place, "element", elements, &element, error)
      || !_pp_place_read_word (place, "shape", shape_words, &self->shape, error))
    return FALSE;
  if (self->dfd_class < 0)
    return _pp_place_fail (place, "class", error, "a new kind needs a class, or “like”");
  self->is_edge = element == 1 || self->dfd_class == PP_DFD_FLOW;
  if (self->is_edge && self->dfd_class != PP_DFD_FLOW && self->dfd_class != PP_DFD_BOUNDARY)
    return _pp_place_fail (place, "element", error, "only flows and boundaries can be edges");
  return TRUE;
}

static gboolean
read_looks (PpKind         *self,
            const PpPlace  *place,
            GError        **error)
{
  return _pp_place_read_text (place, "label", &self->label, error)
         && _pp_place_read_text (place, "description", &self->description, error)
         && _pp_place_read_text (place, "group", &self->group, error)
         && _pp_place_read_texts (place, "search", &self->search_words, error)
         && _pp_place_read_text (place, "icon", &self->icon_name, error)
         && _pp_place_read_size (place, "width", &self->width, error)
         && _pp_place_read_size (place, "height", &self->height, error);
}

static void
fill_gaps (PpKind *self)
{
  if (self->label == NULL)
    self->label = g_strdup (self->id);
  if (self->shape < 0)
    self->shape = index_of (shape_words, class_defaults[self->dfd_class].shape);
  if (self->icon_name == NULL)
    self->icon_name = g_strdup (class_defaults[self->dfd_class].icon);
  if (self->width <= 0)
    self->width = class_defaults[self->dfd_class].width;
  if (self->height <= 0)
    self->height = class_defaults[self->dfd_class].height;
}

/* A kind with what @place says, for the rest like @base. */
PpKind *
_pp_kind_read (const PpPlace  *place,
               const char     *id,
               PpKind         *base,
               PpFindFact      find_fact,
               gpointer        user_data,
               GError        **error)
{
  static const char * const members[] = {
    "id", "like", "element", "label", "description", "group", "search", "class", "shape", "icon",
    "width", "height", "facts", "offers", NULL
  };
  g_autoptr(PpKind) self = g_object_new (PP_TYPE_KIND, NULL);

  if (base != NULL)
    copy_from (self, base);
  self->id = g_strdup (id);
  if (!_pp_place_check_members (place, members, error)
      || !read_nature (self, place, error)
      || !read_looks (self, place, error)
      || !read_default_facts (self, place, find_fact, user_data, error)
      || !read_offers (self, place, find_fact, user_data, error))
    return NULL;
  fill_gaps (self);
  return g_steal_pointer (&self);
}

/* Looks up the definitions of what is offered; they stay with whoever keeps the kinds. */
void
_pp_kind_resolve_facts (PpKind     *self,
                        PpFindFact  find_fact,
                        gpointer    user_data)
{
  g_free (self->facts);
  self->n_facts = g_strv_length (self->offers);
  self->facts = g_new0 (const PpFactDefinition *, self->n_facts + 1);
  for (guint i = 0; i < self->n_facts; i++)
    self->facts[i] = find_fact (self->offers[i], user_data);
}

const char *
pp_dfd_class_to_string (PpDfdClass self)
{
  g_return_val_if_fail (self <= PP_DFD_TEXT, NULL);

  return class_words[self];
}

const char *
pp_kind_get_id (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return self->id;
}

const char *
pp_kind_get_label (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return self->label;
}

const char *
pp_kind_get_description (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return self->description;
}

const char *
pp_kind_get_group (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return self->group;
}

const char * const *
pp_kind_get_search_words (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return (const char * const *) self->search_words;
}

gboolean
pp_kind_is_edge (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), FALSE);

  return self->is_edge;
}

PpDfdClass
pp_kind_get_dfd_class (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), PP_DFD_PROCESS);

  return self->dfd_class;
}

const char *
pp_kind_get_shape (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return shape_words[self->shape];
}

const char *
pp_kind_get_icon_name (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return self->icon_name;
}

double
pp_kind_get_width (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), 0);

  return self->width;
}

double
pp_kind_get_height (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), 0);

  return self->height;
}

JsonObject *
pp_kind_get_default_facts (PpKind *self)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  return self->default_facts;
}

const PpFactDefinition * const *
pp_kind_get_facts (PpKind *self,
                   guint  *n_facts)
{
  g_return_val_if_fail (PP_IS_KIND (self), NULL);

  if (n_facts != NULL)
    *n_facts = self->n_facts;
  return (const PpFactDefinition * const *) self->facts;
}
