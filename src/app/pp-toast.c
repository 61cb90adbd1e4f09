/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-toast.h"

/**
 * pp_toast_new:
 * @text: what it says, without markup: names of people's own may stand in it
 * @button: (nullable): the label of its button, with a mnemonic
 * @action: (nullable): the name of what the button does; given where @button is
 *
 * Returns: (transfer floating): a toast
 */
AdwToast *
pp_toast_new (const char *text,
              const char *button,
              const char *action)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail ((button == NULL) == (action == NULL), NULL);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action);
  return toast;
}
