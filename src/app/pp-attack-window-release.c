/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The releases of ATT&CK: each matrix has one of its own, that which is built in or another from a file. */

#include <glib/gi18n.h>

#include "pp-attack-update-dialog.h"
#include "pp-attack-use.h"
#include "pp-attack-window-private.h"
#include "pp-dialogs.h"
#include "pp-toast.h"

/* The model is another by now: only what was done last can be undone. */
static void
committed_cb (PpAttackWindow *self)
{
  g_clear_object (&self->before_update);
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PpAttackWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = pp_attack_use_finish (result, &error);

  if (self->assessment == NULL)
    return;
  if (!done)
    {
      pp_dialog_show_error (GTK_WINDOW (self), _("The Release Was Not Taken"), error);
      return;
    }
  if (self->before_update != NULL && self->update_changed_model)
    pp_history_undo (pp_assessment_get_history (self->assessment));
  g_clear_object (&self->before_update);
  _pp_attack_window_show_domain (self, self->updated_domain);
}

/* The release and what it changed in the model are as they were. */
static void
undo_release_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PpAttackWindow *self = PP_ATTACK_WINDOW (widget);

  if (self->before_update != NULL)
    pp_attack_use_async (self->before_update, self->updated_domain, undone_cb, g_object_ref (self));
}

static void
updated_cb (PpAttackWindow *self,
            PpAttack       *before,
            guint           domain,
            gboolean        changed_model)
{
  g_autofree char *text = NULL;

  g_set_object (&self->before_update, before);
  self->updated_domain = domain;
  self->update_changed_model = changed_model;
  _pp_attack_window_show_domain (self, domain);
  /* Translators: a matrix of ATT&CK, and its release. */
  text = g_strdup_printf (_("ATT&CK for %s %s is in use"), pp_attack_update_dialog_get_domain_label (domain),
                          pp_attack_get_release (pp_attack_get_default (), domain));
  _pp_attack_window_add_toast (self, text, "attack.undo-release");
}

static void
show_update (PpAttackWindow *self,
             GtkWidget      *dialog)
{
  g_signal_connect_object (dialog, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
release_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (PpAttackWindow) self = user_data;
  g_autoptr (GListModel) files = pp_file_dialog_open_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && self->map != NULL)
    show_update (self, pp_attack_update_dialog_new (GTK_WINDOW (self), pp_assessment_get_history (self->assessment),
                                                    file));
}

static void
open_release_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  static const char * const suffixes[] = { "json", "json.gz", "gz", NULL };

  pp_file_dialog_open_other_async (GTK_WINDOW (widget), _("Open a Release of ATT&CK"), _("STIX bundles"), suffixes,
                                   release_chosen_cb, g_object_ref (widget));
}

static void
built_in_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PpAttackWindow *self = PP_ATTACK_WINDOW (widget);

  if (self->map != NULL)
    show_update (self, pp_attack_update_dialog_new_built_in (GTK_WINDOW (self),
                                                             pp_assessment_get_history (self->assessment),
                                                             (PpAttackDomain) pp_heat_map_get_matrix (self->map)));
}

void
_pp_attack_window_class_add_releases (PpAttackWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "attack.open-release", NULL, open_release_cb);
  gtk_widget_class_install_action (widget_class, "attack.built-in", NULL, built_in_cb);
  gtk_widget_class_install_action (widget_class, "attack.undo-release", NULL, undo_release_cb);
}

/* It stays until it is answered or sent away: nothing else tells that the built-in release is shown instead. */
static void
tell_fault (PpAttackWindow *self,
            PpAttackDomain  domain)
{
  g_autofree char *text = NULL, *escaped = NULL;
  AdwToast *toast;

  if (pp_attack_get_fault (pp_attack_get_default (), domain) == NULL)
    return;
  /* Translators: a matrix of ATT&CK. */
  text = g_strdup_printf (_("The kept release of ATT&CK for %s cannot be read"),
                          pp_attack_update_dialog_get_domain_label (domain));
  toast = pp_toast_new (text, _("_Open Its File…"), "attack.open-release");
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

void
_pp_attack_window_follow_releases (PpAttackWindow *self)
{
  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    tell_fault (self, domain);
  g_signal_connect_object (pp_assessment_get_history (self->assessment), "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_pp_attack_window_update_releases (PpAttackWindow *self)
{
  PpMatrix matrix = pp_heat_map_get_matrix (self->map);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attack.built-in",
                                 matrix != PP_MATRIX_ATLAS
                                 && !pp_attack_is_built_in (pp_attack_get_default (), (PpAttackDomain) matrix));
}
