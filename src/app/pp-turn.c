/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-turn.h"

/* After the idle work of GTK, which under X11 measures a whole window: it shall have a turn of its own. */
#define PRIORITY (G_PRIORITY_DEFAULT_IDLE + 1)
/* What is begun later than this in a turn of the main loop waits for the next one. */
#define BUDGET_US 3000
/* A window that nobody sees may paint no frame; its work goes on all the same. */
#define LONGEST_FRAME_MS 100
#define CHANGE_KEY "pp-turn-change"

typedef struct {
  guint          id;
  GSourceFunc    function;
  gpointer       user_data;

  /* Of what waits for frames only */
  GtkWidget     *widget;         /* borrowed; NULL when it has gone */
  GdkFrameClock *clock;          /* owned, while a frame is waited for */
  guint          late;
  gboolean       called;         /* because it is its turn in a frame */
} Piece;

/* What a piece has done to a window, until it is painted. A frame that lays out nothing is not the one of that
 * piece. */
typedef struct {
  gboolean waits;
  gboolean laid_out;
} Change;

static GQueue pieces = G_QUEUE_INIT;
static GQueue resting = G_QUEUE_INIT;     /* until their frames are painted */
static guint source;
static GQueue dropped = G_QUEUE_INIT;     /* objects, one reference each */
static guint dropping;

static gboolean turn_cb (gpointer user_data);

static void
wake (void)
{
  if (source == 0)
    source = g_idle_add_full (PRIORITY, turn_cb, NULL, NULL);
}

static void
stop_resting (Piece *piece)
{
  /* A window that goes has ended its clock and all that listened. */
  if (piece->clock != NULL)
    g_signal_handlers_disconnect_by_data (piece->clock, piece);
  g_clear_object (&piece->clock);
  g_clear_handle_id (&piece->late, g_source_remove);
}

static void
piece_free (Piece *piece)
{
  stop_resting (piece);
  g_clear_weak_pointer (&piece->widget);
  g_free (piece);
}

static GdkFrameClock *
get_clock (Piece *piece)
{
  return piece->widget != NULL && gtk_widget_get_mapped (piece->widget) ? gtk_widget_get_frame_clock (piece->widget)
                                                                        : NULL;
}

static void
laid_out_cb (Change *change)
{
  change->laid_out = TRUE;
}

static void
change_painted_cb (Change *change)
{
  change->waits = change->waits && !change->laid_out;
}

/* Listens to the clock before those that rest do, and as long as there is one. */
static Change *
get_change (GdkFrameClock *clock)
{
  Change *change = g_object_get_data (G_OBJECT (clock), CHANGE_KEY);

  if (change != NULL)
    return change;
  change = g_new0 (Change, 1);
  g_object_set_data_full (G_OBJECT (clock), CHANGE_KEY, change, g_free);
  g_signal_connect_swapped (clock, "layout", G_CALLBACK (laid_out_cb), change);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (change_painted_cb), change);
  return change;
}

/* A frame is laid out also when nothing has come of it. */
static void
take_frame (GdkFrameClock *clock)
{
  *get_change (clock) = (Change) { .waits = TRUE };
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT | GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static gboolean
is_any_called (GdkFrameClock *clock)
{
  for (GList *l = pieces.head; l != NULL; l = l->next)
    {
      Piece *piece = l->data;

      if (piece->called && get_clock (piece) == clock)
        return TRUE;
    }
  return FALSE;
}

/* Whether what comes into the next frame is known. */
static gboolean
is_frame_taken (GdkFrameClock *clock)
{
  return get_change (clock)->waits || is_any_called (clock);
}

static void
go_on (Piece *piece)
{
  stop_resting (piece);
  piece->called = TRUE;
  g_queue_remove (&resting, piece);
  g_queue_push_tail (&pieces, piece);
  wake ();
}

static void wait_for_frame (Piece *piece);

static gboolean
late_cb (gpointer user_data)
{
  Piece *piece = user_data;

  piece->late = 0;
  if (is_any_called (piece->clock))
    wait_for_frame (piece);
  else
    go_on (piece);
  return G_SOURCE_REMOVE;
}

/* A frame that is due comes before what is late. */
static void
wait_for_frame (Piece *piece)
{
  g_clear_handle_id (&piece->late, g_source_remove);
  piece->late = g_timeout_add_full (PRIORITY, LONGEST_FRAME_MS, late_cb, piece, NULL);
  gdk_frame_clock_request_phase (piece->clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

/* Those that rest are asked in the order in which they came. */
static void
painted_cb (Piece *piece)
{
  if (is_frame_taken (piece->clock))
    wait_for_frame (piece);
  else
    go_on (piece);
}

/* Returns: whether there is a frame to wait for */
static gboolean
rest (Piece *piece)
{
  GdkFrameClock *clock = get_clock (piece);

  piece->called = FALSE;
  if (clock == NULL)
    return FALSE;
  get_change (clock);
  piece->clock = g_object_ref (clock);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), piece);
  wait_for_frame (piece);
  g_queue_push_tail (&resting, piece);
  return TRUE;
}

/* Returns: whether the piece rests, because another one comes into the next frame */
static gboolean
leave_frame_to_another (Piece *piece)
{
  GdkFrameClock *clock = get_clock (piece);

  if (clock == NULL)
    return FALSE;
  if (piece->called || !is_frame_taken (clock))
    {
      take_frame (clock);
      return FALSE;
    }
  g_queue_remove (&pieces, piece);
  return rest (piece);
}

static int
compare_id (gconstpointer piece,
            gconstpointer id)
{
  return ((const Piece *) piece)->id != GPOINTER_TO_UINT (id);
}

/* The function may remove itself, or any other. */
static void
run_first (void)
{
  Piece *piece = g_queue_peek_head (&pieces);
  guint id = piece->id;
  gboolean again;
  GList *link;

  if (leave_frame_to_another (piece))
    return;
  again = piece->function (piece->user_data);
  link = g_queue_find_custom (&pieces, GUINT_TO_POINTER (id), compare_id);
  if (link == NULL)
    return;
  g_queue_delete_link (&pieces, link);
  if (!again)
    piece_free (piece);
  else if (!rest (piece))
    g_queue_push_tail (&pieces, piece);
}

static gboolean
turn_cb (gpointer user_data)
{
  gint64 end = g_get_monotonic_time () + BUDGET_US;

  while (!g_queue_is_empty (&pieces) && g_get_monotonic_time () < end)
    run_first ();
  if (!g_queue_is_empty (&pieces))
    return G_SOURCE_CONTINUE;
  source = 0;
  return G_SOURCE_REMOVE;
}

static Piece *
piece_new (GtkWidget   *widget,
           GSourceFunc  function,
           gpointer     user_data)
{
  static guint last_id;
  Piece *piece = g_new0 (Piece, 1);

  piece->id = ++last_id;
  piece->function = function;
  piece->user_data = user_data;
  g_set_weak_pointer (&piece->widget, widget);
  return piece;
}

/**
 * pp_turn_add:
 * @function: a piece of work, short as against a frame
 * @user_data: what it gets
 *
 * Calls @function when the main loop is idle, and again after all others that wait as long as it returns
 * %G_SOURCE_CONTINUE. Main thread only.
 *
 * Returns: what pp_turn_remove() takes
 */
guint
pp_turn_add (GSourceFunc function,
             gpointer    user_data)
{
  return pp_turn_add_framed (NULL, function, user_data);
}

/**
 * pp_turn_add_framed:
 * @widget: (nullable): what @function changes
 * @function: a piece of work, short as against a frame
 * @user_data: what it gets
 *
 * Like pp_turn_add(), but as long as @widget is seen @function is called again only after a frame with what it did
 * was painted: what it does in vain between two frames must be laid out in one. In each frame of a window one of those
 * that wait for it is called, because a window lays out in one frame what all of them would change.
 *
 * Returns: what pp_turn_remove() takes
 */
guint
pp_turn_add_framed (GtkWidget   *widget,
                    GSourceFunc  function,
                    gpointer     user_data)
{
  Piece *piece;

  g_return_val_if_fail (widget == NULL || GTK_IS_WIDGET (widget), 0);
  g_return_val_if_fail (function != NULL, 0);
  piece = piece_new (widget, function, user_data);
  g_queue_push_tail (&pieces, piece);
  wake ();
  return piece->id;
}

/**
 * pp_turn_add_after:
 * @widget: what @function changes
 * @function: a piece of work, short as against a frame
 * @user_data: what it gets
 *
 * Like pp_turn_add_framed(), but where @widget is seen, the first call comes after a frame as well: what was changed
 * before is laid out and painted without what @function does.
 *
 * Returns: what pp_turn_remove() takes
 */
guint
pp_turn_add_after (GtkWidget   *widget,
                   GSourceFunc  function,
                   gpointer     user_data)
{
  Piece *piece;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 0);
  g_return_val_if_fail (function != NULL, 0);
  piece = piece_new (widget, function, user_data);
  if (!rest (piece))
    {
      g_queue_push_tail (&pieces, piece);
      wake ();
    }
  return piece->id;
}

/**
 * pp_turn_remove:
 * @id: of a piece of work that waits
 */
void
pp_turn_remove (guint id)
{
  GList *link = g_queue_find_custom (&pieces, GUINT_TO_POINTER (id), compare_id);
  GQueue *queue = link != NULL ? &pieces : &resting;

  if (link == NULL)
    link = g_queue_find_custom (&resting, GUINT_TO_POINTER (id), compare_id);
  g_return_if_fail (link != NULL);
  piece_free (link->data);
  g_queue_delete_link (queue, link);
}

gboolean
pp_turn_is_over (void)
{
  return g_queue_is_empty (&pieces) && g_queue_is_empty (&resting);
}

static gboolean
unref_cb (gpointer user_data)
{
  g_object_unref (g_queue_pop_head (&dropped));
  if (!g_queue_is_empty (&dropped))
    return G_SOURCE_CONTINUE;
  dropping = 0;
  return G_SOURCE_REMOVE;
}

/**
 * pp_turn_unref:
 * @object: (transfer full): an object that takes long to go
 *
 * Drops the reference when the main loop is idle, after those that were dropped before.
 */
void
pp_turn_unref (gpointer object)
{
  g_return_if_fail (G_IS_OBJECT (object));
  g_queue_push_tail (&dropped, object);
  if (dropping == 0)
    dropping = pp_turn_add (unref_cb, NULL);
}
