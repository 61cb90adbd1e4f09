/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-json.h"
#include "pp-turn.h"

static const struct {
  PpRecordType  type;
  const char   *id;
  const char   *json;
} records[] = {
  { PP_RECORD_NODE, "zone", "{\"kind\":\"trust-boundary-box\",\"name\":\"Payment zone\"}" },
  { PP_RECORD_NODE, "browser", "{\"kind\":\"browser\",\"name\":\"Customer's browser\"}" },
  { PP_RECORD_NODE, "api",
    "{\"kind\":\"api\",\"name\":\"Payments API\",\"parent\":\"zone\","
    "\"description\":\"Takes orders, asks the bank, and writes what was paid into the ledger. "
    "Called by the shop and by the mobile application.\","
    "\"marking\":{\"tlp\":\"AMBER\"},"
    "\"references\":[\"PAY-211\",\"CWE-639\"],"
    "\"facts\":{"
    "\"validatesInput\":{\"value\":true,\"source\":\"person\"},"
    "\"rateLimited\":{\"value\":false,\"source\":\"observed\",\"evidence\":\"1,204 calls a minute\"},"
    "\"auth\":{\"value\":\"bearer\",\"source\":\"imported\"},"
    "\"odd\":{\"value\":true,\"source\":\"imported\"}},"
    "\"properties\":{\"team\":\"Checkout\",\"replicas\":3,\"canary\":true,"
    "\"regions\":[\"eu-west\",\"eu-north\"],"
    "\"owner\":{\"name\":\"Ada\",\"pager\":{\"number\":12}},\"note\":null}}" },
  { PP_RECORD_NODE, "store",
    "{\"kind\":\"database\",\"name\":\"Ledger\",\"outOfScope\":true,"
    "\"scopeReason\":\"Run by the bank\"}" },
  { PP_RECORD_EDGE, "call",
    "{\"kind\":\"data-flow\",\"name\":\"Place an order\",\"source\":\"browser\",\"target\":\"api\","
    "\"protocol\":\"HTTPS\",\"facts\":{\"encrypted\":{\"value\":true,\"source\":\"imported\"}}}" },
  { PP_RECORD_EDGE, "query",
    "{\"kind\":\"data-flow\",\"name\":\"Read\",\"source\":\"api\",\"target\":\"store\"}" },
  { PP_RECORD_EDGE, "attack",
    "{\"kind\":\"attack\",\"name\":\"Token theft\",\"source\":\"browser\",\"target\":\"api\","
    "\"techniques\":[\"T1528\"],\"killChainPhases\":[\"credential-access\"]}" },
  { PP_RECORD_THREAT, "threat-1",
    "{\"element\":\"api\",\"number\":1,\"order\":1,\"title\":\"A stolen token is replayed from elsewhere\","
    "\"methodology\":\"STRIDE\",\"category\":\"Spoofing\",\"status\":\"Open\",\"severity\":\"High\","
    "\"score\":\"8.1\",\"description\":\"Bearer tokens are valid for a day and bound to nothing.\","
    "\"mitigation\":\"Bind tokens to the client's key.\"}" },
  { PP_RECORD_THREAT, "threat-2",
    "{\"element\":\"api\",\"number\":2,\"order\":2,\"title\":\"Orders of others can be read\","
    "\"methodology\":\"STRIDE\",\"category\":\"Information disclosure\",\"status\":\"Mitigated\","
    "\"severity\":\"Critical\"}" },
  { PP_RECORD_LAYOUT, "layout",
    "{\"title\":\"Payments\",\"methodology\":\"STRIDE\",\"placements\":{"
    "\"browser\":{\"x\":0,\"y\":0,\"width\":160,\"height\":80},"
    "\"api\":{\"x\":300,\"y\":0,\"width\":160,\"height\":80},"
    "\"store\":{\"x\":600,\"y\":0,\"width\":160,\"height\":80}}}" },
};

PpHistory *
inspector_fixture_make_history (void)
{
  g_autoptr (PpModel) model = pp_model_new ("model");

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) record = pp_json_parse (records[i].json, strlen (records[i].json),
                                                   NULL, &error);

      g_assert_no_error (error);
      pp_model_add_record (model, records[i].type, records[i].id, record, &error);
      g_assert_no_error (error);
    }
  return pp_history_new (model);
}

void
inspector_fixture_set_up (Fixture       *self,
                          gconstpointer  data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->history = inspector_fixture_make_history ();
  self->model = pp_history_get_model (self->history);
  self->kinds = pp_kinds_new ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/parapet/Parapet/icons");
  self->window = adw_window_new ();
  self->inspector = PP_INSPECTOR (pp_inspector_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), 340, 800);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->inspector));
  pp_inspector_set_context (self->inspector, self->history, self->kinds, "layout");
  gtk_window_present (GTK_WINDOW (self->window));
  inspector_fixture_settle ();
}

void
inspector_fixture_tear_down (Fixture       *self,
                             gconstpointer  data)
{
  PpInspector *inspector = g_object_ref (self->inspector);

  gtk_window_destroy (GTK_WINDOW (self->window));
  inspector_fixture_settle ();
  g_assert_finalize_object (inspector);
  g_assert_finalize_object (self->history);
  g_object_unref (self->kinds);
}

/* Lets the window be laid out and painted as it is. */
void
inspector_fixture_paint (Fixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  gint64 before = gdk_frame_clock_get_frame_counter (clock);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (gdk_frame_clock_get_frame_counter (clock) == before)
    g_main_context_iteration (NULL, TRUE);
}

void
inspector_fixture_select (Fixture    *self,
                          const char *first,
                          ...)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  va_list rest;

  va_start (rest, first);
  for (const char *id = first; id != NULL; id = va_arg (rest, const char *))
    g_ptr_array_add (ids, (char *) id);
  va_end (rest);
  g_ptr_array_add (ids, NULL);
  pp_inspector_set_selection (self->inspector, (const char * const *) ids->pdata);
  /* A page comes part by part when it is first seen. */
  inspector_fixture_settle ();
  inspector_fixture_paint (self);
}

/* By the title with its mnemonic or, where that is clear enough, without. */
static gboolean
is_titled (GtkWidget  *row,
           const char *title)
{
  const char *shown = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_auto (GStrv) parts = g_strsplit (shown, "_", -1);
  g_autofree char *plain = g_strjoinv (NULL, parts);

  return g_str_equal (shown, title) || g_str_equal (plain, title);
}

static gboolean
matches (GtkWidget  *widget,
         GType       type,
         const char *title)
{
  if (!g_type_is_a (G_OBJECT_TYPE (widget), type))
    return FALSE;
  if (title == NULL)
    return TRUE;
  return ADW_IS_PREFERENCES_ROW (widget)
         && is_titled (widget, title);
}

GtkWidget *
inspector_fixture_find (GtkWidget  *root,
                        GType       type,
                        const char *title)
{
  if (!gtk_widget_get_child_visible (root) || !gtk_widget_get_visible (root))
    return NULL;
  if (matches (root, type, title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = inspector_fixture_find (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
inspector_fixture_row (Fixture    *self,
                       const char *title)
{
  GtkWidget *row = inspector_fixture_find (GTK_WIDGET (self->inspector), ADW_TYPE_PREFERENCES_ROW,
                                           title);

  /* Facts come a few at a time. */
  if (row == NULL)
    {
      inspector_fixture_settle ();
      row = inspector_fixture_find (GTK_WIDGET (self->inspector), ADW_TYPE_PREFERENCES_ROW, title);
    }
  if (row == NULL)
    g_error ("There is no row “%s”", title);
  return row;
}

/* Lets everything that waits happen; only what is done once in a frame waits for time to pass. */
void
inspector_fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE) || !pp_turn_is_over ())
    if (!g_main_context_pending (NULL) && !pp_turn_is_over ())
      g_main_context_iteration (NULL, TRUE);
}

GtkWidget *
find_part (GtkWidget  *widget,
           const char *name)
{
  GtkWidget *part = GTK_WIDGET (gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name));

  g_assert_nonnull (part);
  return part;
}

GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (matches (root, ADW_TYPE_PREFERENCES_ROW, title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

guint
count_labels (GtkWidget  *widget,
              const char *text)
{
  guint n_labels = GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_labels += count_labels (child, text);
  return n_labels;
}

/* Undoes all and does it again. */
guint
inspector_fixture_count_steps (Fixture *self)
{
  guint n_steps = 0;

  while (pp_history_undo (self->history))
    n_steps++;
  for (guint i = 0; i < n_steps; i++)
    g_assert_true (pp_history_redo (self->history));
  return n_steps;
}

char *
inspector_fixture_to_text (Fixture *self)
{
  g_autoptr (JsonNode) node = pp_model_to_json (self->model);

  return pp_json_to_string (node, PP_JSON_STYLE_CANONICAL, NULL);
}
