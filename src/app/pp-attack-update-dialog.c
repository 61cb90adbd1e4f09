/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-attack-update-dialog.h"

#include <glib/gi18n.h>

#include "pp-attack-bundle.h"
#include "pp-attack-compare.h"
#include "pp-attack-revision.h"
#include "pp-attack-use.h"
#include "pp-control-words.h"
#include "pp-dialogs.h"
#include "pp-error-words.h"
#include "pp-text-scale.h"
#include "pp-threat-words.h"

/* Longer lists are cut; the number tells how long they are. */
#define MAX_ROWS 200
#define ROWS_AT_A_TIME 12
#define PROGRESS_INTERVAL_MS 100

struct _PpAttackUpdateDialog {
  AdwWindow            parent_instance;

  /* Template widgets */
  GtkStack            *stack;
  GtkProgressBar      *progress_bar;
  GtkLabel            *heading;
  GtkBox              *content;
  AdwStatusPage       *problem;
  GtkWidget           *use_button;

  /* Owned */
  PpHistory           *history;
  GCancellable        *cancellable;
  PpAttack            *release;         /* what is offered for the domain */
  GPtrArray           *revisions;

  /* State */
  PpAttackDomain       domain;
  gboolean             taking;
  guint                progress_source;
};

G_DEFINE_FINAL_TYPE (PpAttackUpdateDialog, pp_attack_update_dialog, ADW_TYPE_WINDOW)

enum {
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A read that goes on when the dialog is gone has its own. */
typedef struct {
  PpAttackUpdateDialog *dialog;
  PpAttackProgress      progress;
} Reading;

/* The rows below an expander, once it has been opened. */
typedef struct {
  GtkWidget    *row;            /* borrowed: it owns this */
  GPtrArray    *differences;
  PpAttackNews  news;
  guint         next;           /* difference */
  guint         n_rows;
  guint         source;
} NewsRow;

const char *
pp_attack_update_dialog_get_domain_label (PpAttackDomain domain)
{
  static const char * const labels[] = { N_("Enterprise"), N_("Industrial Control Systems"), N_("Mobile") };

  return _(labels[domain]);
}

static const char *
news_label (PpAttackNews news)
{
  static const char * const labels[PP_N_ATTACK_NEWS] = {
    N_("New"), N_("Renamed"), N_("Replaced"), N_("Retired or Split"),
  };

  return _(labels[news]);
}

static void
add_row (GtkWidget  *list,
         const char *title,
         const char *subtitle,
         gboolean    expander)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  if (expander)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (list), row);
  else
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (list), row);
}

static char *
describe_difference (const PpAttackDifference *difference)
{
  switch (difference->news)
    {
    case PP_ATTACK_NEWS_RENAMED:
      /* Translators: the name of a technique before, and now. */
      return g_strdup_printf (_("%s, now %s"), difference->before, difference->after);
    case PP_ATTACK_NEWS_REPLACED:
      return g_strdup_printf (_("%s, replaced by %s"), difference->before, difference->after);
    case PP_ATTACK_NEWS_RETIRED:
      if (*difference->after == '\0')
        return g_strdup_printf (_("%s, without a successor"), difference->before);
      return g_strdup_printf (_("%s, split into %s"), difference->before, difference->after);
    case PP_ATTACK_NEWS_ADDED:
    default:
      return g_strdup (difference->after);
    }
}

static guint
count_news (GPtrArray    *differences,
            PpAttackNews  news)
{
  guint n = 0;

  for (guint i = 0; i < differences->len; i++)
    n += ((PpAttackDifference *) g_ptr_array_index (differences, i))->news == news;
  return n;
}

/* Hundreds of rows are made when somebody looks, a few in each turn of the main loop. */
static gboolean
fill_news_cb (gpointer user_data)
{
  NewsRow *news = user_data;
  guint n_added = 0;

  for (; news->next < news->differences->len && news->n_rows < MAX_ROWS && n_added < ROWS_AT_A_TIME; news->next++)
    {
      const PpAttackDifference *difference = g_ptr_array_index (news->differences, news->next);
      g_autofree char *text = NULL;

      if (difference->news != news->news)
        continue;
      text = describe_difference (difference);
      add_row (news->row, difference->id, text, TRUE);
      news->n_rows++;
      n_added++;
    }
  if (n_added == ROWS_AT_A_TIME)
    return G_SOURCE_CONTINUE;
  news->source = 0;
  return G_SOURCE_REMOVE;
}

static void
expanded_cb (NewsRow *news)
{
  if (news->next == 0 && news->source == 0)
    news->source = g_idle_add (fill_news_cb, news);
}

static void
news_row_free (gpointer data)
{
  NewsRow *news = data;

  g_clear_handle_id (&news->source, g_source_remove);
  g_ptr_array_unref (news->differences);
  g_free (news);
}

static void
add_news (GtkWidget    *group,
          GPtrArray    *differences,
          PpAttackNews  news,
          guint         n)
{
  GtkWidget *row = adw_expander_row_new ();
  NewsRow *news_row = g_new0 (NewsRow, 1);
  g_autofree char *count = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), news_label (news));
  news_row->row = row;
  news_row->differences = g_ptr_array_ref (differences);
  news_row->news = news;
  g_object_set_data_full (G_OBJECT (row), "pp-news", news_row, news_row_free);
  g_signal_connect_swapped (row, "notify::expanded", G_CALLBACK (expanded_cb), news_row);
  count = g_strdup_printf (ngettext ("%u technique", "%u techniques", n), n);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), count);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
add_group (PpAttackUpdateDialog *self,
           const char           *title,
           const char           *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->content, group);
  return group;
}

static char *
dup_name (PpAttackUpdateDialog *self,
          PpRecord             *record)
{
  if (PP_IS_THREAT (record))
    return pp_threat_words_dup_title (pp_history_get_model (self->history), PP_THREAT (record));
  if (PP_IS_CONTROL (record))
    return pp_control_words_dup_title (PP_CONTROL (record));
  return pp_threat_words_dup_element (pp_history_get_model (self->history), pp_record_get_id (record));
}

static void
add_revisions (PpAttackUpdateDialog *self,
               const char           *title,
               const char           *description,
               gboolean              replaced)
{
  GtkWidget *group = NULL;
  guint n = 0;

  for (guint i = 0; i < self->revisions->len && n < MAX_ROWS; i++)
    {
      const PpAttackRevision *revision = g_ptr_array_index (self->revisions, i);
      g_autofree char *name = NULL, *text = NULL;

      if ((revision->successor != NULL) != replaced)
        continue;
      if (n++ == 0)
        group = add_group (self, title, description);
      name = dup_name (self, revision->record);
      if (replaced)
        text = g_strdup_printf ("%s → %s", revision->id, revision->successor);
      else if (*revision->choices != '\0')
        /* Translators: a technique that was split, and what it was split into. */
        text = g_strdup_printf (_("%s: one of %s?"), revision->id, revision->choices);
      else
        text = g_strdup (revision->id);
      add_row (group, text, name, FALSE);
    }
}

/* Releases are numbers, or the day of the last change. */
static gboolean
is_older (const char *before,
          const char *after)
{
  gboolean comparable = (strchr (before, '-') != NULL) == (strchr (after, '-') != NULL);

  return comparable && (strchr (after, '-') != NULL ? strcmp (after, before) < 0
                                                    : g_ascii_strtod (after, NULL) < g_ascii_strtod (before, NULL));
}

/* What is different about the matrix; nothing is told in words, too. */
static void
add_differences (PpAttackUpdateDialog *self,
                 GPtrArray            *differences,
                 gboolean              older)
{
  const char *remark = older ? _("This release is older than the one in use.") : NULL;
  GtkWidget *group = add_group (self, _("What Changes"), remark);

  for (PpAttackNews news = 0; news < PP_N_ATTACK_NEWS; news++)
    {
      guint n = count_news (differences, news);

      if (n > 0)
        add_news (group, differences, news, n);
    }
  if (differences->len == 0)
    add_row (group, _("Nothing"), _("All techniques are as they are in the release in use."), FALSE);
}

static void
show_changes (PpAttackUpdateDialog *self)
{
  PpAttack *before = pp_attack_get_default ();
  g_autoptr (PpAttack) after = pp_attack_new_with (before, self->domain, self->release);
  const char *old = pp_attack_get_release (before, self->domain);
  const char *fresh = pp_attack_get_release (after, self->domain);
  g_autoptr (GPtrArray) differences = pp_attack_compare (before, after, self->domain);
  g_autofree char *heading = NULL;

  /* Translators: a matrix of ATT&CK, the release that is used, and the one that was opened. */
  heading = g_strdup_printf (_("ATT&CK for %s: from %s to %s"),
                             pp_attack_update_dialog_get_domain_label (self->domain), old, fresh);
  gtk_label_set_text (self->heading, heading);
  add_differences (self, differences, is_older (old, fresh));
  self->revisions = pp_attack_revise (pp_history_get_model (self->history), before, after);
  add_revisions (self, _("Changed in This Model"), _("In one step, which can be undone."), TRUE);
  add_revisions (self, _("To Be Looked At"), _("These identifiers stay as they are until you change them."), FALSE);
  if (self->revisions->len == 0)
    add_group (self, _("This Model"), _("All techniques that it names are in use in this release, too."));
  gtk_widget_set_sensitive (self->use_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "changes");
}

static gboolean
progress_cb (gpointer user_data)
{
  Reading *reading = user_data;
  double fraction = g_atomic_int_get (&reading->progress.permille) / 1000.0;

  gtk_progress_bar_set_fraction (reading->dialog->progress_bar, fraction);
  return G_SOURCE_CONTINUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (PpAttackUpdateDialog) self = reading->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpAttackBundle) bundle = pp_attack_bundle_load_finish (result, &error);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  /* Closed meanwhile. */
  if (self->history == NULL)
    return;
  if (bundle != NULL)
    {
      self->release = g_object_ref (bundle->attack);
      self->domain = bundle->domain;
      show_changes (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *message = pp_error_dup_message (error);
      g_autofree char *escaped = g_markup_escape_text (message, -1);

      adw_status_page_set_description (self->problem, escaped);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
}

static gboolean
change_model (PpAttackUpdateDialog *self)
{
  g_autoptr (GPtrArray) changes = pp_attack_revise_changes (self->revisions);
  g_autoptr (GError) error = NULL;

  if (changes->len == 0)
    return FALSE;
  if (pp_history_apply (self->history, N_("Update ATT&CK Techniques"), changes, &error))
    return TRUE;
  pp_dialog_show_error (gtk_window_get_transient_for (GTK_WINDOW (self)), _("The Model Was Not Changed"), error);
  return FALSE;
}

static void
used_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PpAttackUpdateDialog) self = user_data;
  g_autoptr (PpAttack) before = g_object_ref (pp_attack_get_default ());
  g_autoptr (GError) error = NULL;
  gboolean taken = pp_attack_use_finish (result, &error);

  self->taking = FALSE;
  if (self->history == NULL)
    return;
  gtk_widget_set_sensitive (self->use_button, TRUE);
  if (!taken)
    {
      pp_dialog_show_error (GTK_WINDOW (self), _("The Release Was Not Taken"), error);
      return;
    }
  g_signal_emit (self, signals[UPDATED], 0, before, self->domain, change_model (self));
  gtk_window_close (GTK_WINDOW (self));
}

static void
use_cb (PpAttackUpdateDialog *self)
{
  self->taking = TRUE;
  gtk_widget_set_sensitive (self->use_button, FALSE);
  pp_attack_use_async (self->release, self->domain, used_cb, g_object_ref (self));
}

/* What is half done cannot be cancelled; it takes a moment. */
static gboolean
pp_attack_update_dialog_close_request (GtkWindow *window)
{
  PpAttackUpdateDialog *self = PP_ATTACK_UPDATE_DIALOG (window);

  return self->taking || GTK_WINDOW_CLASS (pp_attack_update_dialog_parent_class)->close_request (window);
}

static void
pp_attack_update_dialog_dispose (GObject *object)
{
  PpAttackUpdateDialog *self = PP_ATTACK_UPDATE_DIALOG (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->history);
  g_clear_object (&self->release);
  g_clear_pointer (&self->revisions, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_ATTACK_UPDATE_DIALOG);
  G_OBJECT_CLASS (pp_attack_update_dialog_parent_class)->dispose (object);
}

static void
pp_attack_update_dialog_class_init (PpAttackUpdateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_attack_update_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pp_attack_update_dialog_close_request;
  signals[UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 3, PP_TYPE_ATTACK, G_TYPE_UINT, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-attack-update-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PpAttackUpdateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PpAttackUpdateDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PpAttackUpdateDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, PpAttackUpdateDialog, content);
  gtk_widget_class_bind_template_child (widget_class, PpAttackUpdateDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, PpAttackUpdateDialog, use_button);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_attack_update_dialog_init (PpAttackUpdateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
}

/**
 * pp_attack_update_dialog_new:
 * @parent: (nullable): the window that it belongs to
 * @history: the way to the model
 * @file: a STIX bundle
 *
 * Returns: (transfer floating): a dialog that reads the bundle; not yet shown
 */
GtkWidget *
pp_attack_update_dialog_new (GtkWindow *parent,
                             PpHistory *history,
                             GFile     *file)
{
  PpAttackUpdateDialog *self = g_object_new (PP_TYPE_ATTACK_UPDATE_DIALOG, "transient-for", parent, NULL);
  Reading *reading = g_new0 (Reading, 1);

  self->history = g_object_ref (history);
  self->cancellable = g_cancellable_new ();
  reading->dialog = g_object_ref (self);
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, progress_cb, reading);
  pp_attack_bundle_load_async (file, &reading->progress, self->cancellable, loaded_cb, reading);
  return GTK_WIDGET (self);
}

/**
 * pp_attack_update_dialog_new_built_in:
 * @parent: (nullable): the window that it belongs to
 * @history: the way to the model
 * @domain: the matrix whose release is to be taken back
 *
 * Returns: (transfer floating): a dialog that offers the release which is built in; not yet shown
 */
GtkWidget *
pp_attack_update_dialog_new_built_in (GtkWindow      *parent,
                                      PpHistory      *history,
                                      PpAttackDomain  domain)
{
  PpAttackUpdateDialog *self = g_object_new (PP_TYPE_ATTACK_UPDATE_DIALOG, "transient-for", parent, NULL);

  gtk_window_set_title (GTK_WINDOW (self), _("Built-in Release of ATT&CK"));
  self->history = g_object_ref (history);
  self->release = pp_attack_new ();
  self->domain = domain;
  show_changes (self);
  return GTK_WIDGET (self);
}
