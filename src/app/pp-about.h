/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PpNotice:
 * @title: whose work it is, as plain text
 * @copyright: who holds the rights
 * @licence_type: a licence that GTK knows, or %GTK_LICENSE_CUSTOM
 * @licence: (nullable): the text of another one
 *
 * What must be told of knowledge that others have made. Never translated.
 */
typedef struct {
  const char     *title;
  const char     *copyright;
  GtkLicense      licence_type;
  const char     *licence;
} PpNotice;

const PpNotice *pp_about_list_notices   (guint     *n_notices);
char           *pp_about_dup_debug_info (GtkNative *native);
GtkWindow      *pp_about_window_new     (GtkWindow *parent);

G_END_DECLS
