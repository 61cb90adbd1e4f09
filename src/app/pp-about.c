/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-about.h"

#include <glib/gi18n.h>

#include "pp-attack.h"

#define MITRE_DISCLAIMER \
  "ALL DOCUMENTS AND THE INFORMATION CONTAINED THEREIN ARE PROVIDED ON AN “AS IS” BASIS AND THE CONTRIBUTOR, " \
  "THE ORGANIZATION HE/SHE REPRESENTS OR IS SPONSORED BY (IF ANY), THE MITRE CORPORATION, ITS BOARD OF TRUSTEES, " \
  "OFFICERS, AGENTS, AND EMPLOYEES, DISCLAIM ALL WARRANTIES, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO " \
  "ANY WARRANTY THAT THE USE OF THE INFORMATION THEREIN WILL NOT INFRINGE ANY RIGHTS OR ANY IMPLIED WARRANTIES " \
  "OF MERCHANTABILITY OR FITNESS FOR A PARTICULAR PURPOSE."

#define MITRE_GRANT(what) \
  "The MITRE Corporation (MITRE) hereby grants you a non-exclusive, royalty-free license to use " what " for " \
  "research, development, and commercial purposes. Any copy you make for such purposes is authorized provided " \
  "that you reproduce MITRE’s copyright designation and this license in any such copy.\n\n"

/* docs/attributions.md says the same. */
static const PpNotice notices[] = {
  { "MITRE ATT&CK®",
    "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE "
    "Corporation. MITRE ATT&CK® and ATT&CK® are registered trademarks of The MITRE Corporation.",
    GTK_LICENSE_CUSTOM,
    MITRE_GRANT ("ATT&CK®")
    "MITRE does not claim ATT&CK enumerates all possibilities for the types of actions and behaviors documented as "
    "part of its adversary model and framework of techniques. Using the information contained within ATT&CK to "
    "address or cover full categories of techniques will not guarantee full defensive coverage as there may be "
    "undisclosed techniques or variations on existing techniques not documented by ATT&CK.\n\n"
    MITRE_DISCLAIMER },
  { "CWE™ and CAPEC™",
    "© The MITRE Corporation. CWE and CAPEC are trademarks of The MITRE Corporation.",
    GTK_LICENSE_CUSTOM,
    MITRE_GRANT ("Common Weakness Enumeration (CWE™) and Common Attack Pattern Enumeration and Classification (CAPEC™)")
    MITRE_DISCLAIMER },
  { "MITRE ATLAS™", "© The MITRE Corporation", GTK_LICENSE_APACHE_2_0, NULL },
  { "OWASP Top 10 lists and Automated Threats",
    "© The OWASP Foundation and the authors of the lists; names and codes only",
    GTK_LICENSE_CUSTOM,
    "Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0), "
    "https://creativecommons.org/licenses/by-sa/4.0/" },
};

/**
 * pp_about_list_notices:
 * @n_notices: (out): how many
 *
 * Returns: (array length=n_notices): what must be told of knowledge that others have made
 */
const PpNotice *
pp_about_list_notices (guint *n_notices)
{
  *n_notices = G_N_ELEMENTS (notices);
  return notices;
}

static void
append_releases (GString *text)
{
  PpAttack *attack = pp_attack_get_default ();

  g_string_append (text, "ATT&CK:");
  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    g_string_append_printf (text, "%s %s %s%s", domain > 0 ? "," : "", pp_attack_domain_to_string (domain),
                            pp_attack_get_release (attack, domain),
                            pp_attack_is_built_in (attack, domain) ? "" : " (from a bundle)");
  g_string_append_c (text, '\n');
}

/**
 * pp_about_dup_debug_info:
 * @native: (nullable): a window that is shown
 *
 * What helps to find a fault, and nothing that tells of a person: no names of files, servers or people.
 *
 * Returns: (transfer full): lines of text
 */
char *
pp_about_dup_debug_info (GtkNative *native)
{
  GString *text = g_string_new (NULL);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  GdkDisplay *display = gdk_display_get_default ();
  gboolean sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_string_append_printf (text, "Parapet %s\n", PACKAGE_VERSION);
  g_string_append_printf (text, "GTK %u.%u.%u\n", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita %u.%u.%u\n", adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
  g_string_append_printf (text, "GLib %u.%u.%u\n", glib_major_version, glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "System: %s\n", system != NULL ? system : "unknown");
  g_string_append_printf (text, "Display: %s\n", display != NULL ? G_OBJECT_TYPE_NAME (display) : "none");
  g_string_append_printf (text, "Renderer: %s\n", renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : "unknown");
  g_string_append_printf (text, "Scale: %d\n", native != NULL ? gtk_widget_get_scale_factor (GTK_WIDGET (native)) : 1);
  g_string_append_printf (text, "Dark: %s, high contrast: %s\n", adw_style_manager_get_dark (style) ? "yes" : "no",
                          adw_style_manager_get_high_contrast (style) ? "yes" : "no");
  g_string_append_printf (text, "Sandbox: %s\n", sandboxed ? "Flatpak" : "none");
  append_releases (text);
  return g_string_free (text, FALSE);
}

static void
add_notices (AdwAboutWindow *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_autofree char *copyright = g_markup_escape_text (notices[i].copyright, -1);
      g_autofree char *licence = notices[i].licence != NULL ? g_markup_escape_text (notices[i].licence, -1) : NULL;

      /* The title is plain text, the others are markup. */
      adw_about_window_add_legal_section (window, notices[i].title, copyright, notices[i].licence_type, licence);
    }
}

/**
 * pp_about_window_new:
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer floating): the window about the program; not yet shown
 */
GtkWindow *
pp_about_window_new (GtkWindow *parent)
{
  const char *developers[] = { "The Parapet contributors", NULL };
  g_autofree char *debug_info = pp_about_dup_debug_info (parent != NULL ? GTK_NATIVE (parent) : NULL);
  AdwAboutWindow *window = ADW_ABOUT_WINDOW (adw_about_window_new ());

  g_object_set (window,
                "transient-for", parent,
                "modal", parent != NULL,
                "application-name", _("Parapet"),
                "application-icon", APPLICATION_ID,
                "version", PACKAGE_VERSION,
                "comments", _("Draw a system, see what threatens it"),
                "developer-name", _("The Parapet contributors"),
                "developers", developers,
                "license-type", GTK_LICENSE_GPL_3_0,
                /* Translators: put your names here, one a line; they are shown in the window. */
                "translator-credits", _("translator-credits"),
                "debug-info", debug_info,
                "debug-info-filename", "parapet-debug-info.txt",
                NULL);
  add_notices (window);
  return GTK_WINDOW (window);
}
