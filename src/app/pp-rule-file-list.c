/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-file-list.h"

#include <glib/gi18n.h>

#include "pp-rule-file-row.h"
#include "pp-rule-files.h"
#include "pp-rule-library.h"
#include "pp-turn.h"

/* So many rows come into a frame. */
#define ROWS_PER_FRAME 3

/* What a row is made of: a file, or words. */
typedef struct {
  char       *path;
  const char *shipped;
  const char *words;        /* NULL for a file */
  gboolean    is_heading;
} Entry;

struct _PpRuleFileList {
  AdwBin      parent_instance;

  /* Template widgets */
  GtkListBox *list;

  /* Owned */
  PpHistory  *history;
  GPtrArray  *entries;      /* Entry: what the list is to show */
  char       *path;         /* of the open file */
  char       *shipped;

  /* State */
  gboolean    modified;     /* the open file */
  guint       filling;
};

G_DEFINE_FINAL_TYPE (PpRuleFileList, pp_rule_file_list, ADW_TYPE_BIN)

enum {
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char words_key[] = "pp-words";

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->path);
  g_free (entry);
}

static void
add_entry (PpRuleFileList *self,
           const char     *path,
           const char     *shipped,
           const char     *words,
           gboolean        is_heading)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry) { g_strdup (path), shipped, words, is_heading };
  g_ptr_array_add (self->entries, entry);
}

static void
list_entries (PpRuleFileList *self)
{
  const char * const *shipped = pp_rule_files_list_shipped ();
  g_auto (GStrv) own = pp_rule_library_list_files (pp_rule_library_get_default ());

  g_ptr_array_set_size (self->entries, 0);
  add_entry (self, NULL, NULL, _("My Rules"), TRUE);
  for (guint i = 0; own[i] != NULL; i++)
    add_entry (self, own[i], NULL, NULL, FALSE);
  if (own[0] == NULL && self->shipped != NULL)
    add_entry (self, NULL, NULL, _("None yet. Copy a rule, or begin a new file."), FALSE);
  if (self->path == NULL && self->shipped == NULL)
    add_entry (self, NULL, NULL, NULL, FALSE);
  add_entry (self, NULL, NULL, _("Come with Parapet"), TRUE);
  for (guint i = 1; shipped[i] != NULL; i++)
    add_entry (self, NULL, shipped[i], NULL, FALSE);
}

static GtkWidget *
make_words (const Entry *entry)
{
  GtkWidget *label = gtk_label_new (entry->words);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, entry->is_heading ? "heading" : "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), words_key, (gpointer) entry->words);
  return row;
}

static gboolean
is_row_of (GtkListBoxRow *row,
           const Entry   *entry)
{
  if (!PP_IS_RULE_FILE_ROW (row))
    return g_strcmp0 (g_object_get_data (G_OBJECT (row), words_key), entry->words) == 0;
  return entry->words == NULL
         && g_strcmp0 (pp_rule_file_row_get_path (PP_RULE_FILE_ROW (row)), entry->path) == 0
         && g_strcmp0 (pp_rule_file_row_get_shipped (PP_RULE_FILE_ROW (row)), entry->shipped) == 0;
}

static gboolean
is_open_row (PpRuleFileList *self,
             PpRuleFileRow  *row)
{
  return g_strcmp0 (pp_rule_file_row_get_path (row), self->path) == 0
         && g_strcmp0 (pp_rule_file_row_get_shipped (row), self->shipped) == 0;
}

static void
make_row (PpRuleFileList *self,
          guint           position)
{
  const Entry *entry = g_ptr_array_index (self->entries, position);
  GtkWidget *row = entry->words != NULL ? make_words (entry)
                   : pp_rule_file_row_new (self->history, entry->path, entry->shipped);

  gtk_list_box_insert (self->list, row, position);
  if (entry->words != NULL || !is_open_row (self, PP_RULE_FILE_ROW (row)))
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  pp_rule_file_row_set_modified (PP_RULE_FILE_ROW (row), self->modified);
}

/* Returns: whether one was missing */
static gboolean
make_missing_row (PpRuleFileList *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row != NULL && is_row_of (row, g_ptr_array_index (self->entries, i)))
        continue;
      make_row (self, i);
      return TRUE;
    }
  return FALSE;
}

static gboolean
fill_cb (gpointer user_data)
{
  PpRuleFileList *self = PP_RULE_FILE_LIST (user_data);

  for (guint i = 0; i < ROWS_PER_FRAME; i++)
    if (!make_missing_row (self))
      {
        gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_BUSY, FALSE, -1);
        self->filling = 0;
        return G_SOURCE_REMOVE;
      }
  return G_SOURCE_CONTINUE;
}

static gboolean
find_entry (PpRuleFileList *self,
            GtkListBoxRow  *row,
            guint          *first)
{
  for (guint i = *first; i < self->entries->len; i++)
    if (is_row_of (row, g_ptr_array_index (self->entries, i)))
      {
        *first = i + 1;
        return TRUE;
      }
  return FALSE;
}

/* Rows stay where they show what is still there: whoever uses one keeps it. */
static void
keep_rows (PpRuleFileList *self)
{
  GtkListBoxRow *row;
  guint position = 0, next = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, position)) != NULL)
    if (find_entry (self, row, &next))
      position++;
    else
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
show_open (PpRuleFileList *self)
{
  GtkListBoxRow *row, *open = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      gboolean opened = PP_IS_RULE_FILE_ROW (row) && is_open_row (self, PP_RULE_FILE_ROW (row));

      if (opened)
        open = row;
      if (PP_IS_RULE_FILE_ROW (row))
        pp_rule_file_row_set_modified (PP_RULE_FILE_ROW (row), opened && self->modified);
    }
  gtk_list_box_select_row (self->list, open);
}

static void
refresh (PpRuleFileList *self)
{
  if (self->history == NULL)
    return;
  list_entries (self);
  keep_rows (self);
  show_open (self);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
  if (self->filling == 0)
    self->filling = pp_turn_add_framed (GTK_WIDGET (self), fill_cb, self);
}

static void
library_changed_cb (PpRuleFileList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (PP_IS_RULE_FILE_ROW (row))
      pp_rule_file_row_refresh (PP_RULE_FILE_ROW (row));
  refresh (self);
}

static void
row_activated_cb (PpRuleFileList *self,
                  GtkListBoxRow  *row)
{
  g_autofree char *path = g_strdup (pp_rule_file_row_get_path (PP_RULE_FILE_ROW (row)));

  g_signal_emit (self, signals[ACTIVATED], 0, path, pp_rule_file_row_get_shipped (PP_RULE_FILE_ROW (row)));
}

static void
pp_rule_file_list_dispose (GObject *object)
{
  PpRuleFileList *self = PP_RULE_FILE_LIST (object);

  g_clear_handle_id (&self->filling, pp_turn_remove);
  g_clear_object (&self->history);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_RULE_FILE_LIST);
  G_OBJECT_CLASS (pp_rule_file_list_parent_class)->dispose (object);
}

static void
pp_rule_file_list_finalize (GObject *object)
{
  PpRuleFileList *self = PP_RULE_FILE_LIST (object);

  g_ptr_array_unref (self->entries);
  g_free (self->path);
  g_free (self->shipped);
  G_OBJECT_CLASS (pp_rule_file_list_parent_class)->finalize (object);
}

static void
pp_rule_file_list_class_init (PpRuleFileListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_rule_file_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_rule_file_list_finalize;
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-rule-file-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PpRuleFileList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
pp_rule_file_list_init (PpRuleFileList *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (pp_rule_library_get_default (), "changed", G_CALLBACK (library_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
pp_rule_file_list_set_history (PpRuleFileList *self,
                               PpHistory      *history)
{
  g_return_if_fail (PP_IS_RULE_FILE_LIST (self));
  g_return_if_fail (PP_IS_HISTORY (history));
  g_set_object (&self->history, history);
}

void
pp_rule_file_list_show (PpRuleFileList *self,
                        const char     *path,
                        const char     *shipped)
{
  g_autofree char *old_path = NULL, *old_shipped = NULL;

  g_return_if_fail (PP_IS_RULE_FILE_LIST (self));
  old_path = g_steal_pointer (&self->path);
  old_shipped = g_steal_pointer (&self->shipped);
  self->path = g_strdup (path);
  self->shipped = g_strdup (shipped);
  refresh (self);
}

void
pp_rule_file_list_set_modified (PpRuleFileList *self,
                                gboolean        modified)
{
  g_return_if_fail (PP_IS_RULE_FILE_LIST (self));
  self->modified = modified;
  show_open (self);
}
