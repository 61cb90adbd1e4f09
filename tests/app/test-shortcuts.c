/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "pp-canvas.h"
#include "pp-shortcuts.h"

/* The tables of keys, without a display: what is in them, and that the shortcuts window shows all. */

/* Item C2 of the checklist that the application is measured by. */
static const char * const standard_keys[] = {
  "<Control>n", "<Control>o", "<Control>s", "<Control><Shift>s", "<Control>w", "<Control>q",
  "<Control>z", "<Control><Shift>z", "<Control>x", "<Control>c", "<Control>v", "<Control>d", "<Control>a",
  "Delete", "<Control>f", "<Control>p", "<Control>comma", "<Control>question", "F1", "F2", "F9", "F10", "F11",
  "<Shift>F10", "Menu", "<Control>plus", "<Control>equal", "<Control>minus", "<Control>0", "Escape",
};

static void
add_keys (GHashTable *keys,
          const char *accelerators,
          const char *action)
{
  g_auto (GStrv) list = g_strsplit (accelerators, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      guint key;
      GdkModifierType modifiers;
      g_autofree char *name = NULL;

      if (*list[i] == '\0')
        continue;
      g_assert_true (gtk_accelerator_parse (list[i], &key, &modifiers));
      name = gtk_accelerator_name (key, modifiers);
      g_hash_table_insert (keys, g_steal_pointer (&name), (gpointer) action);
    }
}

static GHashTable *
collect_keys (void)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_shortcuts;
  const PpShortcut *shortcuts = pp_shortcuts_list (&n_shortcuts);
  const PpCanvasShortcut *canvas_shortcuts;

  for (guint i = 0; i < n_shortcuts; i++)
    add_keys (keys, shortcuts[i].accelerators, shortcuts[i].action);
  canvas_shortcuts = pp_canvas_list_shortcuts (&n_shortcuts);
  for (guint i = 0; i < n_shortcuts; i++)
    add_keys (keys, canvas_shortcuts[i].accelerators, canvas_shortcuts[i].action);
  return keys;
}

static void
test_standard_keys (void)
{
  g_autoptr (GHashTable) keys = collect_keys ();

  for (guint i = 0; i < G_N_ELEMENTS (standard_keys); i++)
    {
      guint key;
      GdkModifierType modifiers;
      g_autofree char *name = NULL;

      g_assert_true (gtk_accelerator_parse (standard_keys[i], &key, &modifiers));
      name = gtk_accelerator_name (key, modifiers);
      if (!g_hash_table_contains (keys, name))
        g_error ("No command has the key %s", standard_keys[i]);
    }
}

static void
claim_keys (GHashTable *owners,
            const char *accelerators)
{
  g_auto (GStrv) list = g_strsplit (accelerators, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      guint key;
      GdkModifierType modifiers;
      char *name;
      const char *owner;

      g_assert_true (gtk_accelerator_parse (list[i], &key, &modifiers));
      name = gtk_accelerator_name (key, modifiers);
      owner = g_hash_table_lookup (owners, name);
      /* What reaches the canvas from anywhere stands in both tables, with the same keys. */
      if (owner != NULL && !g_str_equal (owner, accelerators))
        g_error ("Two commands have the key %s", list[i]);
      g_hash_table_insert (owners, name, (gpointer) accelerators);
    }
}

static void
test_no_key_twice (void)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_shortcuts;
  const PpShortcut *shortcuts = pp_shortcuts_list (&n_shortcuts);
  const PpCanvasShortcut *canvas_shortcuts;

  for (guint i = 0; i < n_shortcuts; i++)
    {
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (shortcuts[i].accelerators, !=, shortcuts[j].accelerators);
      /* Keys of a list do nothing elsewhere. */
      if (!g_str_has_prefix (shortcuts[i].action, "threats."))
        claim_keys (own, shortcuts[i].accelerators);
    }
  canvas_shortcuts = pp_canvas_list_shortcuts (&n_shortcuts);
  for (guint i = 0; i < n_shortcuts; i++)
    claim_keys (own, canvas_shortcuts[i].accelerators);
}

/* Whether some row of the window begins with the first key of the list. */
static void
assert_shown (const char *markup,
              const char *accelerators)
{
  g_auto (GStrv) list = g_strsplit (accelerators, " ", -1);
  g_autofree char *escaped = g_markup_escape_text (list[0], -1);
  g_autofree char *property = g_strdup_printf ("<property name='accelerator'>%s", escaped);

  if (strstr (markup, property) == NULL)
    g_error ("The shortcuts window does not show %s", list[0]);
}

static void
test_window_shows_all (void)
{
  g_autofree char *markup = pp_shortcuts_to_markup ();
  guint n_shortcuts;
  const PpShortcut *shortcuts = pp_shortcuts_list (&n_shortcuts);
  const PpCanvasShortcut *canvas_shortcuts;

  for (guint i = 0; i < n_shortcuts; i++)
    assert_shown (markup, shortcuts[i].accelerators);
  canvas_shortcuts = pp_canvas_list_shortcuts (&n_shortcuts);
  for (guint i = 0; i < n_shortcuts; i++)
    assert_shown (markup, canvas_shortcuts[i].accelerators);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/shortcuts/standard-keys", test_standard_keys);
  g_test_add_func ("/app/shortcuts/no-key-twice", test_no_key_twice);
  g_test_add_func ("/app/shortcuts/window-shows-all", test_window_shows_all);
  return g_test_run ();
}
