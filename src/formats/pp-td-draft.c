/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pieces of a Threat Dragon file that are being made or changed. Pieces that were read are shared and
 * never changed: what is changed is copied first, member by member. */

#include "pp-td-private.h"

#include <string.h>

#include "pp-json.h"

#define STROKE_OPEN "red"
#define STROKE "#333333"
#define STROKE_WIDTH_OPEN 2.5
#define STROKE_WIDTH 1.5
#define DASHES "4 3"

static const char * const sides[] = { "top", "right", "bottom", "left" };

JsonObject *
_pp_td_own (JsonObject *parent,
            const char *name)
{
  JsonObject *copy = _pp_shallow_copy (pp_json_get_object (parent, name));

  json_object_set_object_member (parent, name, copy);

  return copy;
}

static void
set_point (JsonObject *parent,
           const char *name,
           const char *first,
           double      x,
           const char *second,
           double      y)
{
  JsonObject *object = _pp_td_own (parent, name);

  json_object_set_double_member (object, first, x);
  json_object_set_double_member (object, second, y);
}

/* --- data --- */

static JsonObject *
new_data (const PpTdShape *shape)
{
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "type", shape->type);
  json_object_set_string_member (data, "name", "");
  if (shape->dfd_class != PP_DFD_TEXT)
    {
      json_object_set_string_member (data, "description", "");
      json_object_set_boolean_member (data, "isTrustBoundary", shape->dfd_class == PP_DFD_BOUNDARY);
    }
  if (_pp_td_shape_has_threats (shape))
    {
      json_object_set_boolean_member (data, "outOfScope", FALSE);
      json_object_set_string_member (data, "reasonOutOfScope", "");
      json_object_set_array_member (data, "threats", json_array_new ());
    }
  if (shape->dfd_class == PP_DFD_FLOW)
    json_object_set_boolean_member (data, "isBidirectional", FALSE);
  json_object_set_boolean_member (data, "hasOpenThreats", FALSE);

  return data;
}

/**
 * _pp_td_own_data:
 * @cell: a cell that may be changed
 * @shape: what it is
 *
 * Returns: (transfer none): its `data`, which may be changed; made when there is none
 */
JsonObject *
_pp_td_own_data (JsonObject      *cell,
                 const PpTdShape *shape)
{
  JsonObject *data;

  if (pp_json_get_object (cell, "data") != NULL)
    return _pp_td_own (cell, "data");

  data = new_data (shape);
  json_object_set_object_member (cell, "data", data);

  return data;
}

/* --- ports --- */

static JsonObject *
new_port_group (const char *side)
{
  JsonObject *group = json_object_new ();
  JsonObject *circle = _pp_td_own (_pp_td_own (group, "attrs"), "circle");

  json_object_set_string_member (group, "position", side);
  json_object_set_int_member (circle, "r", 4);
  json_object_set_boolean_member (circle, "magnet", TRUE);
  json_object_set_string_member (circle, "stroke", "#5F95FF");
  json_object_set_int_member (circle, "strokeWidth", 1);
  json_object_set_string_member (circle, "fill", "#fff");
  json_object_set_string_member (_pp_td_own (circle, "style"), "visibility", "hidden");

  return group;
}

static JsonObject *
new_port (const char *cell_id,
          const char *side)
{
  JsonObject *item = json_object_new ();
  g_autofree char *id = _pp_td_make_uuid ("port", cell_id, side, NULL);

  json_object_set_string_member (item, "group", side);
  json_object_set_string_member (item, "id", id);

  return item;
}

static void
add_ports (JsonObject *cell)
{
  JsonObject *ports = _pp_td_own (cell, "ports");
  JsonObject *groups = _pp_td_own (ports, "groups");
  JsonArray *items = json_array_sized_new (G_N_ELEMENTS (sides));

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      json_object_set_object_member (groups, sides[i], new_port_group (sides[i]));
      json_array_add_object_element (items, new_port (pp_json_get_string (cell, "id", ""), sides[i]));
    }
  json_object_set_array_member (ports, "items", items);
}

static const char *
find_port (JsonObject *cell,
           const char *side)
{
  JsonArray *items = pp_json_get_array (pp_json_get_object (cell, "ports"), "items");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = pp_json_get_string (item, "id", NULL);

      if (id != NULL && g_strcmp0 (pp_json_get_string (item, "group", NULL), side) == 0)
        return id;
    }

  return NULL;
}

static void
add_port (JsonObject *cell,
          const char *side)
{
  JsonObject *ports = _pp_td_own (cell, "ports");
  JsonObject *groups = _pp_td_own (ports, "groups");
  JsonArray *old = pp_json_get_array (ports, "items");
  JsonArray *items = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    json_array_add_element (items, json_node_ref (json_array_get_element (old, i)));
  json_array_add_object_element (items, new_port (pp_json_get_string (cell, "id", ""), side));
  json_object_set_array_member (ports, "items", items);
  if (!json_object_has_member (groups, side))
    json_object_set_object_member (groups, side, new_port_group (side));
}

const char *
_pp_td_own_port (JsonObject *cell,
                 const char *side)
{
  const char *id = find_port (cell, side);

  if (id != NULL)
    return id;

  if (pp_json_get_object (cell, "ports") == NULL)
    add_ports (cell);
  else
    add_port (cell, side);

  return find_port (cell, side);
}

/* --- texts --- */

/* Sets the text where it is, or at @fallback; FALSE when there was none. */
static gboolean
set_text_in_attrs (JsonObject         *attrs,
                   const char * const *selectors,
                   const char         *text)
{
  gboolean found = FALSE;

  for (guint i = 0; selectors[i] != NULL; i++)
    if (pp_json_get_string (pp_json_get_object (attrs, selectors[i]), "text", NULL) != NULL)
      {
        json_object_set_string_member (_pp_td_own (attrs, selectors[i]), "text", text);
        found = TRUE;
      }

  return found;
}

static JsonNode *
make_label (JsonNode   *old,
            const char *text)
{
  static const char * const selectors[] = { "label", "labelText", "text", NULL };
  JsonObject *label, *attrs;

  if (old != NULL && JSON_NODE_HOLDS_VALUE (old))
    return _pp_text_node (text);

  label = _pp_shallow_copy (old != NULL && JSON_NODE_HOLDS_OBJECT (old) ? json_node_get_object (old)
                                                                        : NULL);
  attrs = _pp_td_own (label, "attrs");
  if (!set_text_in_attrs (attrs, selectors, text))
    json_object_set_string_member (_pp_td_own (attrs, "label"), "text", text);

  return _pp_object_node (label);
}

static void
set_label (JsonObject *cell,
           const char *text)
{
  JsonArray *old = pp_json_get_array (cell, "labels");
  guint length = old != NULL ? json_array_get_length (old) : 0;
  JsonArray *labels = json_array_new ();

  json_array_add_element (labels, make_label (length > 0 ? json_array_get_element (old, 0) : NULL, text));
  for (guint i = 1; i < length; i++)
    json_array_add_element (labels, json_node_ref (json_array_get_element (old, i)));
  json_object_set_array_member (cell, "labels", labels);
}

void
_pp_td_set_drawn_text (JsonObject      *cell,
                       const PpTdShape *shape,
                       const char      *text)
{
  static const char * const selectors[] = { "label", "text", NULL };
  JsonObject *attrs;

  if (shape->is_edge)
    {
      set_label (cell, text);
      return;
    }

  if (pp_json_get_string (cell, "label", NULL) != NULL)
    json_object_set_string_member (cell, "label", text);
  attrs = _pp_td_own (cell, "attrs");
  if (!set_text_in_attrs (attrs, selectors, text))
    json_object_set_string_member (_pp_td_own (attrs, shape->dfd_class == PP_DFD_BOUNDARY ? "label" : "text"),
                                   "text", text);
}

/* --- styles --- */

static void
set_stroke (JsonObject *attrs,
            const char *selector,
            gboolean    has_open_threats,
            gboolean    out_of_scope)
{
  JsonObject *style = _pp_td_own (attrs, selector);

  json_object_set_string_member (style, "stroke", has_open_threats ? STROKE_OPEN : STROKE);
  json_object_set_double_member (style, "strokeWidth",
                                 has_open_threats ? STROKE_WIDTH_OPEN : STROKE_WIDTH);
  if (out_of_scope)
    json_object_set_string_member (style, "strokeDasharray", DASHES);
  else
    json_object_set_null_member (style, "strokeDasharray");
}

static void
set_marker (JsonObject *line,
            const char *name,
            const char *marker)
{
  json_object_set_string_member (_pp_td_own (line, name), "name", marker);
}

void
_pp_td_set_style (JsonObject      *cell,
                  const PpTdShape *shape,
                  gboolean         has_open_threats,
                  gboolean         out_of_scope)
{
  JsonObject *attrs;

  if (!_pp_td_shape_has_threats (shape))
    return;

  attrs = _pp_td_own (cell, "attrs");
  if (shape->dfd_class == PP_DFD_STORE)
    {
      set_stroke (attrs, "topLine", has_open_threats, out_of_scope);
      set_stroke (attrs, "bottomLine", has_open_threats, out_of_scope);
    }
  else
    {
      set_stroke (attrs, shape->is_edge ? "line" : "body", has_open_threats, out_of_scope);
    }
  if (shape->is_edge && !json_object_has_member (pp_json_get_object (attrs, "line"), "targetMarker"))
    set_marker (pp_json_get_object (attrs, "line"), "targetMarker", "block");
}

void
_pp_td_set_arrows (JsonObject *cell,
                   gboolean    bidirectional)
{
  JsonObject *line = _pp_td_own (_pp_td_own (cell, "attrs"), "line");

  set_marker (line, "sourceMarker", bidirectional ? "block" : "");
  if (!json_object_has_member (line, "targetMarker"))
    set_marker (line, "targetMarker", "block");
}

/* --- whole pieces --- */

static void
fill_line (JsonObject      *cell,
           const PpTdShape *shape)
{
  json_object_set_int_member (cell, "width", 200);
  json_object_set_int_member (cell, "height", 100);
  json_object_set_string_member (cell, "connector", "smooth");
  json_object_set_object_member (cell, "source", json_object_new ());
  json_object_set_object_member (cell, "target", json_object_new ());
  json_object_set_array_member (cell, "vertices", json_array_new ());
  if (shape->dfd_class == PP_DFD_FLOW)
    _pp_td_set_arrows (cell, FALSE);
}

/**
 * _pp_td_new_cell:
 * @shape: what it is
 * @cell_id: its identifier
 *
 * Returns: (transfer full): a cell that has all that Threat Dragon wants, but for the ends of a line
 */
JsonObject *
_pp_td_new_cell (const PpTdShape *shape,
                 const char      *cell_id)
{
  JsonObject *cell = json_object_new ();

  json_object_set_string_member (cell, "id", cell_id);
  json_object_set_string_member (cell, "shape", shape->name);
  json_object_set_int_member (cell, "zIndex", shape->z);
  json_object_set_boolean_member (cell, "visible", TRUE);
  if (shape->is_edge)
    {
      fill_line (cell, shape);
    }
  else
    {
      set_point (cell, "position", "x", 0, "y", 0);
      set_point (cell, "size", "width", shape->width, "height", shape->height);
    }
  _pp_td_set_drawn_text (cell, shape, "");
  _pp_td_set_style (cell, shape, FALSE, FALSE);
  if (_pp_td_shape_has_ports (shape))
    add_ports (cell);
  json_object_set_object_member (cell, "data", new_data (shape));

  return cell;
}

JsonObject *
_pp_td_new_threat (const char *id)
{
  JsonObject *threat = json_object_new ();
  guint n_texts;
  const PpTdText *texts = _pp_td_list_threat_texts (&n_texts);

  json_object_set_string_member (threat, "id", id);
  for (guint i = 0; i < n_texts; i++)
    json_object_set_string_member (threat, texts[i].key, "");
  json_object_set_string_member (threat, "status", "Open");
  json_object_set_string_member (threat, "severity", "TBD");
  json_object_set_boolean_member (threat, "new", FALSE);
  json_object_set_int_member (threat, "number", 0);

  return threat;
}

static void
copy_missing (JsonObject *from,
              JsonObject *to)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!json_object_has_member (to, name))
      json_object_set_member (to, name, json_node_ref (value));
}

/* The element is of another class now: a store instead of a process, say. */
void
_pp_td_change_shape (JsonObject      *cell,
                     const PpTdShape *from,
                     const PpTdShape *to)
{
  static const char * const styled[] = { "body", "topLine", "bottomLine", "line", NULL };
  g_autoptr (JsonObject) fresh = _pp_td_new_cell (to, pp_json_get_string (cell, "id", ""));
  g_autofree char *text = _pp_td_drawn_text (cell, from);
  JsonObject *attrs = _pp_td_own (cell, "attrs");
  JsonObject *data = _pp_td_own_data (cell, to);
  const char *drawn;

  for (guint i = 0; styled[i] != NULL; i++)
    if (json_object_has_member (attrs, styled[i]))
      json_object_remove_member (attrs, styled[i]);
  drawn = to->dfd_class == PP_DFD_BOUNDARY ? "text" : "label";
  if (json_object_has_member (attrs, drawn))
    json_object_remove_member (attrs, drawn);

  json_object_set_string_member (cell, "shape", to->name);
  json_object_set_string_member (data, "type", to->type);
  json_object_set_boolean_member (data, "isTrustBoundary", to->dfd_class == PP_DFD_BOUNDARY);
  copy_missing (fresh, cell);
  copy_missing (pp_json_get_object (fresh, "data"), data);
  _pp_td_set_drawn_text (cell, to, text != NULL ? text : "");
}
