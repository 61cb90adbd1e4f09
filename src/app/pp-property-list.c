/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-property-list.h"

#include <glib/gi18n.h>

#include "pp-property-popover.h"
#include "pp-property-row.h"

struct _PpPropertyList {
  AdwPreferencesGroup  parent_instance;

  /* template widgets */
  GtkListBox          *list;
  GtkMenuButton       *add_button;
  PpPropertyPopover   *add_popover;

  /* owned */
  PpInspectorSubject  *subject;
  char               **path;
  char                *renamed;

  /* borrowed: the list box owns its rows, used and unused; the popover belongs to a row or to none */
  GPtrArray           *rows;
  GtkWidget           *rename_popover;

  /* state */
  guint                n_used;
};

G_DEFINE_FINAL_TYPE (PpPropertyList, pp_property_list, ADW_TYPE_PREFERENCES_GROUP)

enum {
  OPENED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The record's properties as one value; an object even where there are none. */
static JsonNode *
dup_root (PpPropertyList *self)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);
  JsonNode *root = record != NULL ? pp_record_dup_field (record, "properties") : NULL;
  JsonObject *empty;

  if (root != NULL)
    return root;
  empty = json_object_new ();
  root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, empty);
  return root;
}

static char **
path_to (PpPropertyList *self,
         const char     *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) self->path);
  g_strv_builder_add (builder, name);
  return g_strv_builder_end (builder);
}

static JsonNode *
find_container (PpPropertyList *self,
                JsonNode       *root)
{
  return pp_property_path_lookup (root, (const char * const *) self->path);
}

static gboolean
is_list (PpPropertyList *self)
{
  g_autoptr (JsonNode) root = dup_root (self);
  JsonNode *container = find_container (self, root);

  return container != NULL && JSON_NODE_HOLDS_ARRAY (container);
}

static gboolean
set_value (PpPropertyList *self,
           const char     *label,
           const char     *name,
           JsonNode       *value,
           gboolean        typed)
{
  g_auto (GStrv) path = path_to (self, name);
  g_autoptr (JsonNode) root = dup_root (self);
  g_autoptr (JsonNode) replaced =
    pp_property_path_replace (root, (const char * const *) path, value);
  g_autofree char *field = g_strconcat ("properties/", path[0], NULL);
  JsonNode *after = json_object_get_member (json_node_get_object (replaced), path[0]);

  if (typed)
    return pp_inspector_subject_type_field (self->subject, label, field, after);
  return pp_inspector_subject_set_field (self->subject, label, field, after);
}

/**
 * pp_property_list_add:
 * @self: a list
 * @name: the name of the new entry; not looked at in a list
 * @value: its value
 *
 * Returns: whether the entry was added; not where the name is empty or taken
 */
gboolean
pp_property_list_add (PpPropertyList *self,
                      const char     *name,
                      JsonNode       *value)
{
  g_autoptr (JsonNode) root = dup_root (self);
  JsonNode *container = find_container (self, root);
  g_autofree char *position = NULL;

  if (container == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (container))
    {
      position = g_strdup_printf ("%u", json_array_get_length (json_node_get_array (container)));
      name = position;
    }
  else if (*name == '\0' || json_object_has_member (json_node_get_object (container), name))
    {
      return FALSE;
    }
  return set_value (self, N_("Add Property"), name, value, FALSE);
}

gboolean
pp_property_list_remove (PpPropertyList *self,
                         const char     *name)
{
  return set_value (self, N_("Remove Property"), name, NULL, FALSE);
}

static gboolean
rename_at_top (PpPropertyList *self,
               const char     *name,
               const char     *new_name)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);
  g_autofree char *old_field = g_strconcat ("properties/", name, NULL);
  g_autofree char *new_field = g_strconcat ("properties/", new_name, NULL);
  g_autoptr (JsonNode) value = pp_record_dup_field (record, old_field);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  PpRecordType type = pp_record_get_record_type (record);
  const char *id = pp_record_get_id (record);

  g_ptr_array_add (changes, pp_change_new_set (type, id, old_field, value, NULL));
  g_ptr_array_add (changes, pp_change_new_set (type, id, new_field, NULL, value));
  return pp_inspector_subject_apply (self->subject, N_("Rename Property"), changes);
}

/**
 * pp_property_list_rename:
 * @self: a list
 * @name: an entry of an object
 * @new_name: its new name
 *
 * Returns: whether it was renamed; not where the name is empty or taken
 */
gboolean
pp_property_list_rename (PpPropertyList *self,
                         const char     *name,
                         const char     *new_name)
{
  g_autoptr (JsonNode) root = dup_root (self);
  JsonNode *container = find_container (self, root);
  g_auto (GStrv) path = path_to (self, name);
  g_autoptr (JsonNode) renamed = NULL;
  g_autofree char *field = NULL;

  if (container == NULL || !JSON_NODE_HOLDS_OBJECT (container) || *new_name == '\0'
      || !json_object_has_member (json_node_get_object (container), name)
      || json_object_has_member (json_node_get_object (container), new_name))
    return FALSE;
  if (self->path[0] == NULL)
    return rename_at_top (self, name, new_name);

  renamed = pp_property_path_rename (root, (const char * const *) path, new_name);
  field = g_strconcat ("properties/", self->path[0], NULL);
  return pp_inspector_subject_set_field (self->subject, N_("Rename Property"), field,
                                         json_object_get_member (json_node_get_object (renamed),
                                                                 self->path[0]));
}

static JsonNode *
make_first_value (PpValueType type)
{
  g_autoptr (JsonNode) nothing = json_node_init_null (json_node_alloc ());

  return pp_property_convert (nothing, type);
}

static char **
list_names (PpPropertyList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JsonNode) root = dup_root (self);
  JsonNode *container = find_container (self, root);
  g_autoptr (GList) names = NULL;

  if (container != NULL && JSON_NODE_HOLDS_OBJECT (container))
    names = json_object_get_members (json_node_get_object (container));
  for (GList *l = names; l != NULL; l = l->next)
    g_strv_builder_add (builder, l->data);
  return g_strv_builder_end (builder);
}

static void
focus_last_row (PpPropertyList *self,
                const char     *name)
{
  GtkWidget *row = *name != '\0' ? pp_property_list_find_row (self, name)
                                 : g_ptr_array_index (self->rows, self->n_used - 1);

  if (row != NULL)
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

static void
add_accepted_cb (PpPropertyList *self,
                 const char     *name,
                 int             type)
{
  g_autoptr (JsonNode) value = make_first_value (type);

  if (pp_property_list_add (self, name, value))
    focus_last_row (self, name);
}

static void
add_shown_cb (PpPropertyList *self)
{
  g_auto (GStrv) names = list_names (self);

  pp_property_popover_ask_new (self->add_popover, !is_list (self), (const char * const *) names);
}

static void
row_edited_cb (PpPropertyList *self,
               JsonNode       *value,
               gboolean        typed,
               PpPropertyRow  *row)
{
  g_autofree char *name = g_strdup (pp_property_row_get_name (row));

  set_value (self, N_("Change Property"), name, value, typed);
}

static void
row_done_cb (PpPropertyList *self)
{
  pp_inspector_subject_end_typing (self->subject);
}

static void
row_remove_cb (PpPropertyList *self,
               PpPropertyRow  *row)
{
  g_autofree char *name = g_strdup (pp_property_row_get_name (row));
  g_autofree char *title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  if (pp_property_list_remove (self, name))
    g_signal_emit (self, signals[REMOVED], 0, title);
}

static void
rename_accepted_cb (PpPropertyList *self,
                    const char     *new_name)
{
  if (g_strcmp0 (new_name, self->renamed) != 0)
    pp_property_list_rename (self, self->renamed, new_name);
}

static void
forget_rename_popover (PpPropertyList *self)
{
  g_clear_pointer (&self->rename_popover, gtk_widget_unparent);
}

static void
row_rename_cb (PpPropertyList *self,
               PpPropertyRow  *row)
{
  g_auto (GStrv) names = list_names (self);

  forget_rename_popover (self);
  g_free (self->renamed);
  self->renamed = g_strdup (pp_property_row_get_name (row));
  self->rename_popover = pp_property_popover_new ();
  gtk_widget_set_parent (self->rename_popover, pp_property_row_get_menu_button (row));
  g_signal_connect_object (self->rename_popover, "accepted", G_CALLBACK (rename_accepted_cb),
                           self, G_CONNECT_SWAPPED);
  pp_property_popover_ask_rename (PP_PROPERTY_POPOVER (self->rename_popover), self->renamed,
                                  (const char * const *) names);
  gtk_popover_popup (GTK_POPOVER (self->rename_popover));
}

static void
row_activated_cb (PpPropertyList *self,
                  GtkListBoxRow  *row)
{
  g_auto (GStrv) path = path_to (self, pp_property_row_get_name (PP_PROPERTY_ROW (row)));

  g_signal_emit (self, signals[OPENED], 0, path);
}

static void
pp_property_list_dispose (GObject *object)
{
  PpPropertyList *self = PP_PROPERTY_LIST (object);

  forget_rename_popover (self);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (pp_property_list_parent_class)->dispose (object);
}

static void
pp_property_list_finalize (GObject *object)
{
  PpPropertyList *self = PP_PROPERTY_LIST (object);

  g_strfreev (self->path);
  g_free (self->renamed);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (pp_property_list_parent_class)->finalize (object);
}

static void
pp_property_list_class_init (PpPropertyListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_property_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_property_list_finalize;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PP_TYPE_PROPERTY_POPOVER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-property-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PpPropertyList, list);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyList, add_button);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyList, add_popover);
  gtk_widget_class_bind_template_callback (widget_class, add_accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
pp_property_list_init (PpPropertyList *self)
{
  self->path = g_new0 (char *, 1);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pp_property_list_new (void)
{
  return g_object_new (PP_TYPE_PROPERTY_LIST, NULL);
}

void
pp_property_list_set_subject (PpPropertyList     *self,
                              PpInspectorSubject *subject)
{
  g_return_if_fail (self->subject == NULL);

  self->subject = g_object_ref (subject);
}

/**
 * pp_property_list_set_path:
 * @self: a list
 * @path: (array zero-terminated=1): the steps to a list or an object; none is all properties
 */
void
pp_property_list_set_path (PpPropertyList     *self,
                           const char * const *path)
{
  g_auto (GStrv) old_path = self->path;

  self->path = g_strdupv ((char **) path);
}

const char * const *
pp_property_list_get_path (PpPropertyList *self)
{
  return (const char * const *) self->path;
}

static GtkWidget *
take_row (PpPropertyList *self,
          guint           position)
{
  GtkWidget *row;

  if (position < self->rows->len)
    return g_ptr_array_index (self->rows, position);
  row = pp_property_row_new ();
  g_signal_connect_object (row, "edited", G_CALLBACK (row_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "done", G_CALLBACK (row_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "rename", G_CALLBACK (row_rename_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (row_remove_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
show_entry (PpPropertyList *self,
            const char     *name,
            const char     *title,
            gboolean        named,
            JsonNode       *value)
{
  GtkWidget *row = take_row (self, self->n_used++);

  pp_property_row_show (PP_PROPERTY_ROW (row), name, title, named, value);
  gtk_widget_set_visible (row, TRUE);
}

static void
show_array (PpPropertyList *self,
            JsonArray      *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      /* Translators: the place of an entry in a list, counted from 1. */
      g_autofree char *title = g_strdup_printf (_("Entry %u"), i + 1);

      show_entry (self, name, title, FALSE, json_array_get_element (array, i));
    }
}

static void
show_object (PpPropertyList *self,
             JsonObject     *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    show_entry (self, name, name, TRUE, value);
}

/**
 * pp_property_list_refresh:
 * @self: a list
 *
 * Shows what stands at the path now.
 *
 * Returns: whether a list or an object stands there
 */
gboolean
pp_property_list_refresh (PpPropertyList *self)
{
  g_autoptr (JsonNode) root = dup_root (self);
  JsonNode *container = find_container (self, root);
  gboolean found = container != NULL
                   && (JSON_NODE_HOLDS_ARRAY (container) || JSON_NODE_HOLDS_OBJECT (container));

  self->n_used = 0;
  if (found && JSON_NODE_HOLDS_ARRAY (container))
    show_array (self, json_node_get_array (container));
  else if (found)
    show_object (self, json_node_get_object (container));
  for (guint i = self->n_used; i < self->rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rows, i), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->n_used > 0);
  return found;
}

guint
pp_property_list_get_n_rows (PpPropertyList *self)
{
  return self->n_used;
}

/**
 * pp_property_list_find_row:
 * @self: a list
 * @name: the name of an entry, or its position in a list
 *
 * Returns: (transfer none) (nullable): the row that shows it
 */
GtkWidget *
pp_property_list_find_row (PpPropertyList *self,
                           const char     *name)
{
  for (guint i = 0; i < self->n_used; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (pp_property_row_get_name (PP_PROPERTY_ROW (row)), name) == 0)
        return row;
    }
  return NULL;
}
