/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-poll.h"

#include <sys/epoll.h>
#include <unistd.h>

/* How the main loop of a server waits. GLib asks poll() for all descriptors in each turn, which costs as much as
 * answering a small request when there are some dozens of them, and grows with each client that only listens. So those
 * that live long are known to an epoll instance, which is one descriptor among the few that are left for poll().
 *
 * Nobody says when a descriptor is closed, and its number may be another file a moment later: so an epoll instance
 * knows only those that are said to be added and removed.
 *
 * A source that comes and goes with each request wakes the main loop each time, which is just running. So a descriptor
 * can have a function instead of a source. The kernel tells it once of what has come, and goes on telling the same
 * whatever the function wants to hear: so nothing is said to the kernel while one request is answered after another. */

#define EVENTS_AT_ONCE 64
#define ALWAYS_TOLD (G_IO_ERR | G_IO_HUP)

typedef struct {
  /* borrowed */
  PpPollFunc func;              /* NULL where nobody watches it */
  gpointer data;

  /* state */
  gboolean is_added;
  gboolean is_refused;          /* by epoll, while only sources look at it: it is left to poll() */
  guint32 asked;                /* what epoll was asked for */
  guint32 wanted;               /* what the main loop wants in this turn */
  guint32 ready;
  guint32 watched;              /* what the function wants, beside the end */
  guint32 untold;               /* what the function was not told yet */
} Known;

static struct {
  int epoll;
  GArray *known;                /* Known, by the number of the descriptor */
  GArray *added;                /* int */
  GArray *others;               /* GPollFD */
  GArray *to_tell;              /* int: those of which the function may have something to hear */
} self = { .epoll = -1 };

G_STATIC_ASSERT ((int) G_IO_IN == (int) EPOLLIN && (int) G_IO_OUT == (int) EPOLLOUT &&
                 (int) G_IO_ERR == (int) EPOLLERR && (int) G_IO_HUP == (int) EPOLLHUP &&
                 (int) G_IO_PRI == (int) EPOLLPRI && (int) PP_POLL_IS_GONE == (EPOLLRDHUP | EPOLLHUP | EPOLLERR));

static Known *
find (int fd)
{
  Known *known = fd >= 0 && (guint) fd < self.known->len ? &g_array_index (self.known, Known, fd) : NULL;

  return known != NULL && known->is_added ? known : NULL;
}

/* NULL for what poll() is asked for. */
static Known *
find_told (int fd)
{
  Known *known = find (fd);

  return known != NULL && !known->is_refused ? known : NULL;
}

static guint32
get_news (const Known *known)
{
  return known->func != NULL ? known->untold & (known->watched | PP_POLL_IS_GONE) : 0;
}

static void
tell_soon (int          fd,
           const Known *known)
{
  if (get_news (known) != 0)
    g_array_append_val (self.to_tell, fd);
}

/* --- one turn --- */

static void
sort_out (const GPollFD *fds,
          guint          n_fds)
{
  g_array_set_size (self.others, 0);
  for (guint i = 0; i < n_fds; i++)
    {
      Known *known = find_told (fds[i].fd);

      if (known == NULL)
        g_array_append_val (self.others, fds[i]);
      else
        known->wanted |= known->func == NULL ? fds[i].events : fds[i].events & G_IO_OUT;
    }
}

/* What is told once is told again after each change, so nothing is forgotten between one and the next. Who waits until
 * something can be written hears nothing of what has come: that would be told again and again. */
static guint32
choose (const Known *known)
{
  if (known->func == NULL)
    return known->wanted;
  if (((known->wanted | known->watched) & G_IO_OUT) != 0)
    return EPOLLOUT | EPOLLRDHUP;

  return EPOLLIN | EPOLLRDHUP | EPOLLET;
}

/* Errors are told of whatever is registered, so what nobody wants anything of is not. */
static gboolean
ask (int    fd,
     Known *known)
{
  guint32 events = choose (known);
  struct epoll_event event = { .events = events & ~ALWAYS_TOLD, .data.fd = fd };
  int operation = known->asked == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;

  if (known->func == NULL)
    known->untold = 0;
  if (events == known->asked)
    return TRUE;
  known->asked = events;

  return epoll_ctl (self.epoll, operation, fd, &event) == 0;
}

/* It is left to poll(), unless a function waits for it, which hears that this cannot be. */
static void
refuse (int    fd,
        Known *known)
{
  known->asked = 0;
  known->is_refused = known->func == NULL;
  if (known->is_refused)
    return;
  known->untold |= G_IO_ERR;
  tell_soon (fd, known);
}

/* FALSE where the kernel does not take one of them, and the main loop is to be asked again what it wants. */
static gboolean
ask_all (void)
{
  gboolean is_done = TRUE;

  for (guint i = 0; i < self.added->len; i++)
    {
      int fd = g_array_index (self.added, int, i);
      Known *known = find_told (fd);

      if (known == NULL)
        continue;
      if (!ask (fd, known))
        {
          refuse (fd, known);
          is_done &= !known->is_refused;
        }
      known->wanted = known->ready = 0;
    }

  return is_done;
}

static void
learn (void)
{
  struct epoll_event events[EVENTS_AT_ONCE];
  int n_events = epoll_wait (self.epoll, events, G_N_ELEMENTS (events), 0);

  for (int i = 0; i < n_events; i++)
    {
      Known *known = &g_array_index (self.known, Known, events[i].data.fd);

      known->ready = events[i].events;
      if (known->func != NULL)
        {
          known->untold |= events[i].events & (~(guint32) G_IO_OUT | known->watched);
          tell_soon (events[i].data.fd, known);
        }
    }
}

static int
tell (GPollFD *fds,
      guint    n_fds)
{
  guint other = 0;
  int n_ready = 0;

  for (guint i = 0; i < n_fds; i++)
    {
      const Known *known = find_told (fds[i].fd);

      if (known == NULL)
        fds[i].revents = g_array_index (self.others, GPollFD, other++).revents;
      else if (known->func == NULL)
        fds[i].revents = known->ready & (fds[i].events | ALWAYS_TOLD);
      else
        fds[i].revents = known->ready & fds[i].events & G_IO_OUT;
      n_ready += fds[i].revents != 0;
    }

  return n_ready;
}

/* A GPollFunc. */
static int
wait_for (GPollFD *fds,
          guint    n_fds,
          int      timeout_ms)
{
  GPollFD all = { .fd = self.epoll, .events = G_IO_IN };
  int result;

  do
    sort_out (fds, n_fds);
  while (!ask_all ());
  g_array_append_val (self.others, all);
  result = g_poll ((GPollFD *) self.others->data, self.others->len, self.to_tell->len > 0 ? 0 : timeout_ms);
  if (result <= 0)
    return result;
  if (g_array_index (self.others, GPollFD, self.others->len - 1).revents != 0)
    learn ();

  return tell (fds, n_fds);
}

/* --- telling --- */

static gboolean
check (GSource *source)
{
  return self.to_tell->len > 0;
}

/* What is told may lead to more, which has its turn with all others. */
static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  guint n_fds = self.to_tell->len;

  for (guint i = 0; i < n_fds; i++)
    {
      Known *known = find (g_array_index (self.to_tell, int, i));
      guint32 news = known != NULL ? get_news (known) : 0;

      if (news == 0)
        continue;
      known->untold &= ~news | PP_POLL_IS_GONE;
      known->func (news, known->data);
    }
  g_array_remove_range (self.to_tell, 0, n_fds);

  return G_SOURCE_CONTINUE;
}

/* --- what is known --- */

static void
begin (void)
{
  static GSourceFuncs funcs = { .check = check, .dispatch = dispatch };
  GSource *source;

  self.epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self.epoll < 0)
    return;
  self.known = g_array_new (FALSE, TRUE, sizeof (Known));
  self.added = g_array_new (FALSE, FALSE, sizeof (int));
  self.others = g_array_new (FALSE, FALSE, sizeof (GPollFD));
  self.to_tell = g_array_new (FALSE, FALSE, sizeof (int));
  source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_static_name (source, "[parapet] descriptors");
  g_source_set_can_recurse (source, TRUE);
  g_source_attach (source, NULL);
  g_source_unref (source);
  g_main_context_set_poll_func (NULL, wait_for);
}

/**
 * pp_poll_add:
 * @fd: a descriptor that sources of the default main context look at
 *
 * To be called in the thread of the default main context, as all of these.
 *
 * Returns: whether there is an epoll instance; without, sources work all the same
 */
gboolean
pp_poll_add (int fd)
{
  if (self.epoll < 0)
    begin ();
  if (self.epoll < 0)
    return FALSE;
  if (find (fd) != NULL)
    return TRUE;
  if ((guint) fd >= self.known->len)
    g_array_set_size (self.known, fd + 1);
  g_array_index (self.known, Known, fd) = (Known) { .is_added = TRUE };
  g_array_append_val (self.added, fd);

  return TRUE;
}

/**
 * pp_poll_watch:
 * @fd: a descriptor that was added
 * @condition: any of %G_IO_IN and %G_IO_OUT
 * @func: what is called, ahead of sources of the default priority
 * @data: what it is given
 *
 * Has a function called in place of that of a source: once for what has come since it was told last, be it before
 * this; as often as something can be written; and when the other end is gone, or was before this, whether it waits for
 * that or not. Sources hear only when they can write meanwhile. It replaces what was said before.
 */
void
pp_poll_watch (int          fd,
               GIOCondition condition,
               PpPollFunc   func,
               gpointer     data)
{
  Known *known = find (fd);

  g_return_if_fail (known != NULL);
  g_return_if_fail (func != NULL);

  known->is_refused = FALSE;
  known->watched = condition;
  known->untold &= ~(guint32) G_IO_OUT;
  known->func = func;
  known->data = data;
  tell_soon (fd, known);
}

/**
 * pp_poll_unwatch:
 * @fd: a descriptor
 *
 * From here on it is for the sources again, which hear of all that waits to be read.
 */
void
pp_poll_unwatch (int fd)
{
  Known *known = self.epoll >= 0 ? find (fd) : NULL;

  if (known != NULL)
    known->func = NULL;
}

/**
 * pp_poll_remove:
 * @fd: a descriptor, which may be closed already
 */
void
pp_poll_remove (int fd)
{
  Known *known = self.epoll >= 0 ? find (fd) : NULL;

  if (known == NULL)
    return;
  /* What is closed is not in it any more, and that is no error. */
  if (known->asked != 0)
    epoll_ctl (self.epoll, EPOLL_CTL_DEL, fd, NULL);
  known->is_added = FALSE;
  for (guint i = 0; i < self.added->len; i++)
    if (g_array_index (self.added, int, i) == fd)
      {
        g_array_remove_index_fast (self.added, i);
        break;
      }
}
