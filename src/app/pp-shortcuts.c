/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-shortcuts.h"

#include <glib/gi18n.h>

#include "pp-canvas.h"

/* The one place that says which key does what, but for the canvas, which has a table of its own that
 * is shown after this one. */
static const PpShortcut shortcuts[] = {
  { "app.new", "<Control>n", N_("New model"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "win.open", "<Control>o", N_("Open a file"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "win.save", "<Control>s", N_("Save"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "win.save-as", "<Control><Shift>s", N_("Save as"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "win.export", "<Control><Shift>e", N_("Export a picture"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "win.print", "<Control>p", N_("Print"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "win.model-properties", "<Alt>Return", N_("Properties of the model"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "window.close", "<Control>w", N_("Close the window"), N_("Files"), PP_SHORTCUT_WINDOW },
  { "app.quit", "<Control>q", N_("Quit"), N_("Files"), PP_SHORTCUT_WINDOW },

  { "win.undo", "<Control>z", N_("Undo"), N_("Editing"), PP_SHORTCUT_EDITING },
  { "win.redo", "<Control><Shift>z <Control>y", N_("Redo"), N_("Editing"), PP_SHORTCUT_EDITING },

  { "win.find", "<Control>f", N_("Find an element"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.focus-palette", "<Control>k", N_("Choose an element to add"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.focus-canvas", "<Control>e", N_("Go to the diagram"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.focus-inspector", "<Control>i", N_("Go to the inspector"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.focus-threats", "<Control><Shift>t", N_("Go to the threats"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.focus-paths", "<Control><Shift>p", N_("Go to the attack paths"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.attack", "<Control><Shift>k", N_("ATT&CK matrix"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.controls", "<Control><Shift>m", N_("Controls"), N_("Going to"), PP_SHORTCUT_WINDOW },
  { "win.rules", "<Control><Shift>u", N_("Threat rules"), N_("Going to"), PP_SHORTCUT_WINDOW },

  { "threats.keep", "Return KP_Enter", N_("Keep as an open threat"), N_("List of Threats"), PP_SHORTCUT_SHOWN },
  { "threats.mitigate", "m", N_("Mitigate"), N_("List of Threats"), PP_SHORTCUT_SHOWN },
  { "threats.accept", "a", N_("Accept"), N_("List of Threats"), PP_SHORTCUT_SHOWN },
  { "threats.transfer", "t", N_("Transfer"), N_("List of Threats"), PP_SHORTCUT_SHOWN },
  { "threats.avoid", "v", N_("Avoid"), N_("List of Threats"), PP_SHORTCUT_SHOWN },
  { "threats.not-applicable", "n", N_("Not applicable"), N_("List of Threats"), PP_SHORTCUT_SHOWN },

  { "win.layout-add", "<Control>t", N_("New diagram"), N_("Diagrams"), PP_SHORTCUT_WINDOW },
  { "win.layout-next", "<Control>Page_Down", N_("Next diagram"), N_("Diagrams"), PP_SHORTCUT_WINDOW },
  { "win.layout-previous", "<Control>Page_Up", N_("Previous diagram"), N_("Diagrams"), PP_SHORTCUT_WINDOW },
  { "win.layout-move-right", "<Control><Alt>Page_Down", N_("Move the diagram to the right"), N_("Diagrams"),
    PP_SHORTCUT_WINDOW },
  { "win.layout-move-left", "<Control><Alt>Page_Up", N_("Move the diagram to the left"), N_("Diagrams"),
    PP_SHORTCUT_WINDOW },

  { "win.zoom-in", "<Control>plus <Control>equal <Control>KP_Add", N_("Zoom in"), N_("View"), PP_SHORTCUT_WINDOW },
  { "win.zoom-out", "<Control>minus <Control>KP_Subtract", N_("Zoom out"), N_("View"), PP_SHORTCUT_WINDOW },
  { "win.zoom-original", "<Control>0 <Control>KP_0", N_("Normal size"), N_("View"), PP_SHORTCUT_WINDOW },
  { "win.zoom-fit", "<Control>9", N_("Show all"), N_("View"), PP_SHORTCUT_WINDOW },
  { "win.show-palette", "F9", N_("Show or hide the palette"), N_("View"), PP_SHORTCUT_WINDOW },
  { "win.show-inspector", "<Shift>F9", N_("Show or hide the inspector"), N_("View"), PP_SHORTCUT_WINDOW },
  { "win.show-threats", "<Control>F9", N_("Show or hide the threats"), N_("View"), PP_SHORTCUT_WINDOW },
  { "win.fullscreen", "F11", N_("Full screen"), N_("View"), PP_SHORTCUT_WINDOW },

  { "win.main-menu", "F10", N_("Main menu"), N_("General"), PP_SHORTCUT_WINDOW },
  { "app.preferences", "<Control>comma", N_("Preferences"), N_("General"), PP_SHORTCUT_WINDOW },
  { "app.help", "F1", N_("Help"), N_("General"), PP_SHORTCUT_WINDOW },
  { "win.show-help-overlay", "<Control>question <Control>F1", N_("Keyboard shortcuts"), N_("General"),
    PP_SHORTCUT_WINDOW },
};

/**
 * pp_shortcuts_list:
 * @n_shortcuts: (out): how many
 *
 * Returns: the table of keys of application and window
 */
const PpShortcut *
pp_shortcuts_list (guint *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

/**
 * pp_shortcuts_install:
 * @application: the application
 *
 * Sets the keys that work anywhere.
 */
void
pp_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto (GStrv) accelerators = g_strsplit (shortcuts[i].accelerators, " ", -1);

      if (shortcuts[i].scope == PP_SHORTCUT_WINDOW)
        gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                               (const char * const *) accelerators);
    }
}

/**
 * pp_shortcuts_add_editing:
 * @widget: a window
 *
 * Adds the keys that an entry or the canvas may want for itself: they come to @widget last.
 */
void
pp_shortcuts_add_editing (GtkWidget *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto (GStrv) accelerators = g_strsplit (shortcuts[i].accelerators, " ", -1);

      for (guint j = 0; shortcuts[i].scope == PP_SHORTCUT_EDITING && accelerators[j] != NULL; j++)
        gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerators[j]),
                            gtk_named_action_new (shortcuts[i].action)));
    }
  gtk_widget_add_controller (widget, controller);
}

/* A key that reaches the canvas from anywhere is in both tables and told once. */
static gboolean
is_listed (const char *accelerators)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (g_str_equal (shortcuts[i].accelerators, accelerators))
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_groups (void)
{
  GPtrArray *groups = g_ptr_array_new ();
  guint n_canvas_shortcuts;
  const PpCanvasShortcut *canvas_shortcuts = pp_canvas_list_shortcuts (&n_canvas_shortcuts);

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (!g_ptr_array_find_with_equal_func (groups, shortcuts[i].group, g_str_equal, NULL))
      g_ptr_array_add (groups, (gpointer) shortcuts[i].group);
  for (guint i = 0; i < n_canvas_shortcuts; i++)
    if (!g_ptr_array_find_with_equal_func (groups, canvas_shortcuts[i].group, g_str_equal, NULL))
      g_ptr_array_add (groups, (gpointer) canvas_shortcuts[i].group);
  return groups;
}

/**
 * pp_shortcuts_foreach:
 * @function: (scope call): called for each row
 * @user_data: for @function
 *
 * Goes through all keys, those of the canvas too, as they are told to people: the rows of one group
 * together, each key once. Texts are not translated.
 */
void
pp_shortcuts_foreach (PpShortcutFunc function,
                      gpointer       user_data)
{
  g_autoptr (GPtrArray) groups = list_groups ();
  guint n_canvas_shortcuts;
  const PpCanvasShortcut *canvas_shortcuts = pp_canvas_list_shortcuts (&n_canvas_shortcuts);

  for (guint i = 0; i < groups->len; i++)
    {
      const char *group = g_ptr_array_index (groups, i);

      for (guint j = 0; j < G_N_ELEMENTS (shortcuts); j++)
        if (g_str_equal (shortcuts[j].group, group))
          function (group, shortcuts[j].title, shortcuts[j].accelerators, user_data);
      for (guint j = 0; j < n_canvas_shortcuts; j++)
        if (g_str_equal (canvas_shortcuts[j].group, group) && !is_listed (canvas_shortcuts[j].accelerators))
          function (group, canvas_shortcuts[j].title, canvas_shortcuts[j].accelerators, user_data);
    }
}

static void
append_property (GString    *markup,
                 const char *name,
                 const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (markup, "<property name='%s'>%s</property>", name, escaped);
}

/* Four arrows side by side would make the window too wide for a screen: they are shown as a range, with
 * what is held along with them told once. */
static char *
shorten (const char *accelerators)
{
  g_auto (GStrv) list = g_strsplit (accelerators, " ", -1);
  guint n_accelerators = g_strv_length (list);
  const char *last, *modifier;

  if (n_accelerators < 4)
    return g_strdup (accelerators);
  last = list[n_accelerators - 1];
  modifier = strrchr (last, '>');
  return g_strconcat (list[0], "...", modifier != NULL ? modifier + 1 : last, NULL);
}

typedef struct {
  GString    *markup;
  const char *group;    /* that is open */
} Listing;

static void
append_shortcut (const char *group,
                 const char *title,
                 const char *accelerators,
                 gpointer    user_data)
{
  Listing *listing = user_data;
  g_autofree char *shown = shorten (accelerators);

  if (g_strcmp0 (listing->group, group) != 0)
    {
      g_string_append (listing->markup, listing->group != NULL ? "</object></child>" : "");
      g_string_append (listing->markup, "<child><object class='GtkShortcutsGroup'>");
      append_property (listing->markup, "title", _(group));
      listing->group = group;
    }
  g_string_append (listing->markup, "<child><object class='GtkShortcutsShortcut'>");
  append_property (listing->markup, "title", _(title));
  append_property (listing->markup, "accelerator", shown);
  g_string_append (listing->markup, "</object></child>");
}

/**
 * pp_shortcuts_to_markup:
 *
 * Sections cannot be added to a shortcuts window by hand before GTK 4.14, so it is made of markup.
 *
 * Returns: (transfer full): the shortcuts window for GtkBuilder, with an object named `shortcuts`
 */
char *
pp_shortcuts_to_markup (void)
{
  GString *markup = g_string_new ("<interface><object class='GtkShortcutsWindow' id='shortcuts'>"
                                  "<property name='modal'>1</property>"
                                  "<child><object class='GtkShortcutsSection'>"
                                  "<property name='section-name'>all</property>"
                                  "<property name='max-height'>12</property>");
  Listing listing = { markup, NULL };

  pp_shortcuts_foreach (append_shortcut, &listing);
  g_string_append (markup, "</object></child></object></child></object></interface>");
  return g_string_free (markup, FALSE);
}

/**
 * pp_shortcuts_window_new:
 *
 * Returns: (transfer full): a window that lists all keys; not yet shown
 */
GtkWindow *
pp_shortcuts_window_new (void)
{
  g_autofree char *markup = pp_shortcuts_to_markup ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (markup, -1);

  return g_object_ref (GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts")));
}
