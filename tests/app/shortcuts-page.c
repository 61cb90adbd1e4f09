/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "pp-shortcuts.h"

/* Prints docs/help/C/keyboard-shortcuts.page, made of the tables of keys. tests/data/check_help.py compares it
 * with the page that is there. */

static const char head[] =
  "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
  "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
  "<!-- Made by tests/app/shortcuts-page.c of the tables of keys. -->\n"
  "<page xmlns=\"http://projectmallard.org/1.0/\" type=\"topic\" id=\"keyboard-shortcuts\">\n"
  "  <info>\n"
  "    <link type=\"guide\" xref=\"index#more\"/>\n"
  "    <link type=\"seealso\" xref=\"keyboard\"/>\n"
  "    <revision version=\"0.1\" date=\"2026-11-23\" status=\"final\"/>\n"
  "    <credit type=\"author\">\n"
  "      <name>The Parapet authors</name>\n"
  "    </credit>\n"
  "    <desc>All keys, by what they are for.</desc>\n"
  "  </info>\n"
  "\n"
  "  <title>Keyboard shortcuts</title>\n"
  "\n"
  "  <p>The same list opens in the window with <keyseq><key>Ctrl</key><key>?</key></keyseq>.</p>\n";

static const struct {
  GdkModifierType  modifier;
  const char      *name;
} modifiers[] = {
  { GDK_CONTROL_MASK, "Ctrl" },
  { GDK_SHIFT_MASK, "Shift" },
  { GDK_ALT_MASK, "Alt" },
};

static void
print_key (const char *name)
{
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  g_print ("<key>%s</key>", escaped);
}

static void
print_accelerator (const char *accelerator)
{
  guint key;
  GdkModifierType state;
  g_autofree char *label = NULL;

  g_assert_true (gtk_accelerator_parse (accelerator, &key, &state));
  label = gtk_accelerator_get_label (key, 0);
  g_print ("<p><keyseq>");
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (state & modifiers[i].modifier)
      print_key (modifiers[i].name);
  print_key (label);
  g_print ("</keyseq></p>");
}

static void
print_row (const char *group,
           const char *title,
           const char *accelerators,
           gpointer    user_data)
{
  const char **last = user_data;
  g_auto (GStrv) list = g_strsplit (accelerators, " ", -1);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  if (g_strcmp0 (*last, group) != 0)
    {
      g_autofree char *heading = g_markup_escape_text (group, -1);
      g_autofree char *id = g_ascii_strdown (group, -1);

      if (*last != NULL)
        g_print ("    </table>\n  </section>\n");
      g_print ("\n  <section id=\"%s\">\n", g_strdelimit (id, " ", '-'));
      g_print ("    <title>%s</title>\n    <table rules=\"rows\" frame=\"top bottom\">\n", heading);
      *last = group;
    }
  g_print ("      <tr>\n        <td><p>%s</p></td>\n        <td>", escaped);
  for (guint i = 0; list[i] != NULL; i++)
    print_accelerator (list[i]);
  g_print ("</td>\n      </tr>\n");
}

int
main (void)
{
  const char *last = NULL;

  g_print ("%s", head);
  pp_shortcuts_foreach (print_row, &last);
  g_print ("    </table>\n  </section>\n</page>\n");
  return 0;
}
