/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-finder.h"

#include <glib/gi18n.h>

#include "pp-kinds.h"
#include "pp-text-scale.h"
#include "pp-threat-words.h"

/* More would not be read; a longer word finds fewer. */
#define MAX_RESULTS 60

struct _PpFinder {
  PpSearchPopover  parent_instance;

  /* Template widgets */
  GtkSearchEntry  *entry;
  GtkListBox      *list;
  GtkStack        *stack;
};

G_DEFINE_FINAL_TYPE (PpFinder, pp_finder, PP_TYPE_SEARCH_POPOVER)

enum {
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *folded_text = NULL;

  if (text == NULL || *text == '\0')
    return FALSE;
  folded_text = g_utf8_casefold (text, -1);
  return strstr (folded_text, folded) != NULL;
}

static PpKind *
get_kind (PpElement *element)
{
  return pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element), PP_IS_EDGE (element));
}

static char *
dup_number (PpThreat *threat)
{
  return g_strdup_printf ("#%" G_GINT64_FORMAT, pp_threat_get_number (threat));
}

static PpElement *
get_element_of (PpSearchPopover *popover,
                PpThreat        *threat)
{
  const char *id = pp_threat_get_element (threat);

  return id != NULL ? pp_model_lookup_element (pp_search_popover_get_model (popover), id) : NULL;
}

static char *
dup_title (PpSearchPopover *popover,
           PpRecord        *record)
{
  return PP_IS_THREAT (record)
         ? pp_threat_words_dup_title (pp_search_popover_get_model (popover), PP_THREAT (record))
         : g_strdup (pp_record_get_title (record));
}

static GtkWidget *
pp_finder_make_row (PpSearchPopover *popover,
                    gpointer         item)
{
  PpElement *element = PP_IS_THREAT (item) ? get_element_of (popover, item) : item;
  g_autofree char *known = dup_title (popover, item);
  const char *title = *known != '\0' ? known : _("Unnamed");
  g_autofree char *number = NULL, *subtitle = NULL;

  if (!PP_IS_THREAT (item))
    return pp_search_popover_make_row (pp_kind_get_icon_name (get_kind (element)), title,
                                       _(pp_kind_get_label (get_kind (element))), 1);
  number = dup_number (item);
  /* Translators: a threat's number, and the name of the element that it is on. */
  subtitle = g_strdup_printf (_("Threat %s on %s"), number, element != NULL ? pp_element_get_name (element) : "");
  return pp_search_popover_make_row ("dialog-warning-symbolic", title, subtitle, 1);
}

static gboolean
fits_element (PpElement  *element,
              const char *folded)
{
  return contains (pp_element_get_name (element), folded)
         || contains (_(pp_kind_get_label (get_kind (element))), folded)
         || contains (pp_element_get_description (element), folded);
}

static gboolean
fits_threat (PpSearchPopover *popover,
             PpThreat        *threat,
             const char      *folded)
{
  g_autofree char *number = dup_number (threat);
  g_autofree char *title = dup_title (popover, PP_RECORD (threat));

  return get_element_of (popover, threat) != NULL
         && (contains (title, folded) || contains (pp_threat_get_category (threat), folded)
             || g_str_equal (number, folded));
}

static void
find_records (PpSearchPopover *popover,
              PpRecordType     type,
              const char      *folded,
              GPtrArray       *found)
{
  PpModel *model = pp_search_popover_get_model (popover);

  for (guint i = 0; i < pp_model_get_n_records (model, type) && found->len < MAX_RESULTS; i++)
    {
      PpRecord *record = pp_model_peek_record (model, type, i);

      if (type == PP_RECORD_THREAT ? fits_threat (popover, PP_THREAT (record), folded)
                                   : fits_element (PP_ELEMENT (record), folded))
        g_ptr_array_add (found, g_object_ref (record));
    }
}

static void
pp_finder_find (PpSearchPopover *popover,
                const char      *typed,
                const char      *folded,
                GPtrArray       *found)
{
  static const PpRecordType types[] = { PP_RECORD_NODE, PP_RECORD_EDGE, PP_RECORD_THREAT };

  for (guint i = 0; *typed != '\0' && i < G_N_ELEMENTS (types); i++)
    find_records (popover, types[i], folded, found);
}

static void
pp_finder_found (PpSearchPopover *popover,
                 const char      *typed,
                 guint            n_found)
{
  gboolean asks = pp_search_popover_get_model (popover) != NULL && *typed != '\0';

  gtk_stack_set_visible_child_name (PP_FINDER (popover)->stack, !asks ? "start" : n_found > 0 ? "list" : "nothing");
}

static void
pp_finder_chosen (PpSearchPopover *popover,
                  gpointer         item,
                  const char      *typed)
{
  g_signal_emit (popover, signals[FOUND], 0, pp_record_get_id (item), PP_IS_THREAT (item));
}

static void
pp_finder_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_FINDER);

  G_OBJECT_CLASS (pp_finder_parent_class)->dispose (object);
}

static void
pp_finder_class_init (PpFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PpSearchPopoverClass *popover_class = PP_SEARCH_POPOVER_CLASS (klass);

  object_class->dispose = pp_finder_dispose;
  popover_class->find = pp_finder_find;
  popover_class->found = pp_finder_found;
  popover_class->make_row = pp_finder_make_row;
  popover_class->chosen = pp_finder_chosen;
  signals[FOUND] =
    g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, PpFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, PpFinder, list);
  gtk_widget_class_bind_template_child (widget_class, PpFinder, stack);
}

static void
pp_finder_init (PpFinder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_search_popover_set_up (PP_SEARCH_POPOVER (self), self->entry, self->list);
}
