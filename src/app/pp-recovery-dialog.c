/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-recovery-dialog.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"

typedef struct {
  PpApplication *application;
  GPtrArray     *recoveries;
  guint          next;
} Offer;

static void ask_next (Offer *offer);

static void
offer_free (Offer *offer)
{
  g_application_release (G_APPLICATION (offer->application));
  g_object_unref (offer->application);
  g_ptr_array_unref (offer->recoveries);
  g_free (offer);
}

static void
recover (Offer      *offer,
         PpRecovery *recovery)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpDocument) document = pp_document_recover (recovery, NULL, &error);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (offer->application));

  if (document != NULL)
    pp_application_open_document (offer->application, document, window);
  else
    pp_dialog_show_error (window, _("The Unsaved Work Cannot Be Read"), error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Offer *offer = user_data;
  PpRecovery *recovery = g_ptr_array_index (offer->recoveries, offer->next - 1);
  g_autofree char *answer = pp_dialog_ask_finish (result);

  if (g_str_equal (answer, "recover"))
    recover (offer, recovery);
  else if (g_str_equal (answer, "discard"))
    pp_recovery_delete (recovery);
  ask_next (offer);
}

static char *
describe (PpRecovery *recovery)
{
  g_autoptr (GDateTime) time = g_date_time_to_local (pp_recovery_get_time (recovery));
  /* Translators: date and time, such as 23 November 2026, 14:43. */
  g_autofree char *when = g_date_time_format (time, _("%-d %B %Y, %H:%M"));
  guint n_steps = pp_recovery_get_n_steps (recovery);

  /* Translators: the number of steps, and date and time of the last one. */
  return g_strdup_printf (ngettext ("Parapet ended before %u change was saved. It was made on %s.",
                                    "Parapet ended before %u changes were saved. The last was made on %s.",
                                    n_steps), n_steps, when);
}

static void
ask_next (Offer *offer)
{
  PpRecovery *recovery;
  g_autofree char *heading = NULL, *body = NULL;

  if (offer->next == offer->recoveries->len)
    {
      offer_free (offer);
      return;
    }
  recovery = g_ptr_array_index (offer->recoveries, offer->next++);
  heading = g_strdup_printf (_("Recover “%s”?"), pp_recovery_get_name (recovery));
  body = describe (recovery);
  pp_dialog_ask_async (pp_dialog_new (gtk_application_get_active_window (GTK_APPLICATION (offer->application)),
                                      heading, body,
                                      "cancel", _("_Later"), "discard", _("_Discard"), "recover", _("_Recover"),
                                      NULL),
                       answered_cb, offer);
}

void
pp_recovery_dialog_offer (PpApplication *application)
{
  Offer *offer = g_new0 (Offer, 1);

  offer->application = g_object_ref (application);
  offer->recoveries = pp_journal_list_recoverable (pp_document_get_journal_folder ());
  g_application_hold (G_APPLICATION (application));
  ask_next (offer);
}
