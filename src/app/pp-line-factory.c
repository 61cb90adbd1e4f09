/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-line-factory.h"

#include "pp-turn.h"

/* What the lines of one view have in common. */
typedef struct {
  PpLineMake  make;
  PpLineBind  bind;
  gpointer    user_data;

  GPtrArray  *places;          /* borrowed: each leaves when it goes */
  int         height;          /* of a line; 0 as long as none was measured */
  int         minimum_width;   /* of those that were measured */
  int         natural_width;
  guint       idle;
} Lines;

#define PP_TYPE_LINE_PLACE (pp_line_place_get_type ())
G_DECLARE_FINAL_TYPE (PpLinePlace, pp_line_place, PP, LINE_PLACE, GtkWidget)

/* Where a line is when it is seen. */
struct _PpLinePlace {
  GtkWidget    parent_instance;

  /* Owned */
  Lines       *lines;
  GtkWidget   *line;       /* NULL until it is seen first */

  /* Borrowed: what this is the child of */
  GtkListItem *item;       /* NULL while it stands for nothing */

  /* State */
  int          height;     /* of the line, when it was measured last */
  gboolean     stale;      /* the line shows something else than the item */
};

G_DEFINE_FINAL_TYPE (PpLinePlace, pp_line_place, GTK_TYPE_WIDGET)

static void
lines_clear (gpointer data)
{
  Lines *lines = data;

  g_clear_handle_id (&lines->idle, pp_turn_remove);
  g_ptr_array_unref (lines->places);
}

static void
lines_unref (gpointer lines)
{
  g_rc_box_release_full (lines, lines_clear);
}

static gboolean
is_awake (PpLinePlace *self)
{
  return self->line != NULL && gtk_widget_get_visible (self->line);
}

static void
show_item (PpLinePlace *self)
{
  self->stale = self->item == NULL;
  if (self->item != NULL)
    self->lines->bind (self->lines->user_data, self->line, self->item);
}

static void
wake (PpLinePlace *self)
{
  if (self->line == NULL)
    {
      self->line = self->lines->make ();
      gtk_widget_set_parent (self->line, GTK_WIDGET (self));
    }
  if (self->stale)
    show_item (self);
  gtk_widget_set_visible (self->line, TRUE);
}

/* Who works through the lines by keys may have scrolled away from where the keys go. */
static gboolean
is_needed (PpLinePlace *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self)) || gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL
         || self->lines->height == 0;
}

/* Lines that are not seen any more are hidden, and those that were hidden take the height that lines have now. */
static gboolean
sort_out_cb (gpointer user_data)
{
  Lines *lines = user_data;

  lines->idle = 0;
  for (guint i = 0; i < lines->places->len; i++)
    {
      PpLinePlace *place = g_ptr_array_index (lines->places, i);

      if (!is_awake (place))
        {
          if (place->height != lines->height)
            gtk_widget_queue_resize (GTK_WIDGET (place));
        }
      else if (!is_needed (place))
        gtk_widget_set_visible (place->line, FALSE);
    }
  return G_SOURCE_REMOVE;
}

static void
queue_sort_out (PpLinePlace *self)
{
  if (self->lines->idle == 0)
    self->lines->idle = pp_turn_add_framed (GTK_WIDGET (self), sort_out_cb, self->lines);
}

static void
learn (PpLinePlace    *self,
       GtkOrientation  orientation,
       int             minimum,
       int             natural)
{
  Lines *lines = self->lines;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      lines->minimum_width = MAX (lines->minimum_width, minimum);
      lines->natural_width = MAX (lines->natural_width, natural);
    }
  else if (self->height != natural)
    {
      self->height = natural;
      if (lines->height != natural)
        queue_sort_out (self);
      lines->height = natural;
    }
}

static void
pp_line_place_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  PpLinePlace *self = PP_LINE_PLACE (widget);

  if (is_awake (self))
    {
      gtk_widget_measure (self->line, orientation, for_size, minimum, natural, NULL, NULL);
      learn (self, orientation, *minimum, *natural);
    }
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->lines->minimum_width;
      *natural = self->lines->natural_width;
    }
  else
    {
      self->height = self->lines->height;
      *minimum = self->height;
      *natural = self->height;
    }
}

static void
pp_line_place_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  PpLinePlace *self = PP_LINE_PLACE (widget);

  if (is_awake (self))
    gtk_widget_size_allocate (self->line, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

/* A row hands the focus on to what is in it. */
static gboolean
pp_line_place_grab_focus (GtkWidget *widget)
{
  PpLinePlace *self = PP_LINE_PLACE (widget);

  wake (self);
  return gtk_widget_grab_focus (self->line);
}

static gboolean
pp_line_place_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  wake (PP_LINE_PLACE (widget));
  return GTK_WIDGET_CLASS (pp_line_place_parent_class)->focus (widget, direction);
}

static void
pp_line_place_map (GtkWidget *widget)
{
  wake (PP_LINE_PLACE (widget));
  GTK_WIDGET_CLASS (pp_line_place_parent_class)->map (widget);
}

static void
pp_line_place_unmap (GtkWidget *widget)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_VIEW);

  GTK_WIDGET_CLASS (pp_line_place_parent_class)->unmap (widget);
  /* A page that is left has its lines when it is seen again. */
  if (view != NULL && gtk_widget_get_mapped (view))
    queue_sort_out (PP_LINE_PLACE (widget));
}

static void
pp_line_place_dispose (GObject *object)
{
  PpLinePlace *self = PP_LINE_PLACE (object);

  if (self->lines != NULL)
    g_ptr_array_remove_fast (self->lines->places, self);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->lines, lines_unref);
  G_OBJECT_CLASS (pp_line_place_parent_class)->dispose (object);
}

static void
pp_line_place_class_init (PpLinePlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_line_place_dispose;
  widget_class->measure = pp_line_place_measure;
  widget_class->size_allocate = pp_line_place_size_allocate;
  widget_class->focus = pp_line_place_focus;
  widget_class->grab_focus = pp_line_place_grab_focus;
  widget_class->map = pp_line_place_map;
  widget_class->unmap = pp_line_place_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pp_line_place_init (PpLinePlace *self)
{
  self->stale = TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          Lines                    *lines)
{
  PpLinePlace *place = g_object_new (PP_TYPE_LINE_PLACE, NULL);

  place->lines = g_rc_box_acquire (lines);
  g_ptr_array_add (lines->places, place);
  gtk_list_item_set_child (item, GTK_WIDGET (place));
}

/* Until one line was measured, nobody knows how much room the others take. */
static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         Lines                    *lines)
{
  PpLinePlace *place = PP_LINE_PLACE (gtk_list_item_get_child (item));

  place->item = item;
  place->stale = TRUE;
  if (lines->height == 0 || gtk_widget_get_mapped (GTK_WIDGET (place)))
    wake (place);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  PpLinePlace *place = PP_LINE_PLACE (gtk_list_item_get_child (item));

  place->item = NULL;
  place->stale = TRUE;
}

/**
 * pp_line_factory_new:
 * @make: makes the widgets of a line when it is first seen
 * @bind: shows an item in them, when the line is seen or stands for another item
 * @user_data: what @bind gets; it lives as long as the view
 *
 * Returns: (transfer full): the factory of one view, whose lines are equally high
 */
GtkListItemFactory *
pp_line_factory_new (PpLineMake make,
                     PpLineBind bind,
                     gpointer   user_data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Lines *lines = g_rc_box_new0 (Lines);

  lines->make = make;
  lines->bind = bind;
  lines->user_data = user_data;
  lines->places = g_ptr_array_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), lines);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), lines);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), lines);
  g_object_set_data_full (G_OBJECT (factory), "pp-lines", lines, lines_unref);
  return factory;
}
