/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-poll.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

/* How the main loop of a server waits. GLib asks poll() for all descriptors in each turn, which costs as much as
 * answering a small request when there are some dozens of them, and grows with each client that only listens. So those
 * that live long are known to an epoll instance, which is one descriptor among the few that are left for poll().
 *
 * Nobody says when a descriptor is closed, and its number may be another file a moment later: so an epoll instance
 * knows only those that are said to be added and removed. */

#define EVENTS_AT_ONCE 64
#define ALWAYS_TOLD (G_IO_ERR | G_IO_HUP)

typedef struct {
  gboolean is_added;
  gushort asked;                /* what epoll was asked for */
  gushort wanted;               /* what the main loop wants in this turn */
  gushort ready;
} Known;

static struct {
  int epoll;
  GArray *known;                /* Known, by the number of the descriptor */
  GArray *added;                /* int */
  GArray *others;               /* GPollFD */
} self = { .epoll = -1 };

G_STATIC_ASSERT ((int) G_IO_IN == (int) EPOLLIN && (int) G_IO_OUT == (int) EPOLLOUT &&
                 (int) G_IO_ERR == (int) EPOLLERR && (int) G_IO_HUP == (int) EPOLLHUP &&
                 (int) G_IO_PRI == (int) EPOLLPRI);

static Known *
find (int fd)
{
  Known *known = fd >= 0 && (guint) fd < self.known->len ? &g_array_index (self.known, Known, fd) : NULL;

  return known != NULL && known->is_added ? known : NULL;
}

/* --- one turn --- */

static void
sort_out (const GPollFD *fds,
          guint          n_fds)
{
  g_array_set_size (self.others, 0);
  for (guint i = 0; i < n_fds; i++)
    {
      Known *known = find (fds[i].fd);

      if (known != NULL)
        known->wanted |= fds[i].events;
      else
        g_array_append_val (self.others, fds[i]);
    }
}

/* Errors are told of whatever is registered, so what nobody wants anything of is not. */
static gboolean
ask (int    fd,
     Known *known)
{
  struct epoll_event event = { .events = known->wanted & ~ALWAYS_TOLD, .data.fd = fd };
  int operation = known->asked == 0 ? EPOLL_CTL_ADD : known->wanted == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;

  if (known->wanted == known->asked)
    return TRUE;
  known->asked = known->wanted;

  return epoll_ctl (self.epoll, operation, fd, &event) == 0;
}

/* FALSE where the kernel does not take one of them, which is left to poll() then. */
static gboolean
ask_all (void)
{
  gboolean is_done = TRUE;

  for (guint i = self.added->len; i-- > 0;)
    {
      int fd = g_array_index (self.added, int, i);
      Known *known = find (fd);

      if (!ask (fd, known))
        {
          known->is_added = is_done = FALSE;
          g_array_remove_index_fast (self.added, i);
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
    g_array_index (self.known, Known, events[i].data.fd).ready = events[i].events;
}

static int
tell (GPollFD *fds,
      guint    n_fds)
{
  guint other = 0;
  int n_ready = 0;

  for (guint i = 0; i < n_fds; i++)
    {
      const Known *known = find (fds[i].fd);

      if (known != NULL)
        fds[i].revents = known->ready & (fds[i].events | ALWAYS_TOLD);
      else
        fds[i].revents = g_array_index (self.others, GPollFD, other++).revents;
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
  result = g_poll ((GPollFD *) self.others->data, self.others->len, timeout_ms);
  if (result <= 0)
    return result;
  if (g_array_index (self.others, GPollFD, self.others->len - 1).revents != 0)
    learn ();

  return tell (fds, n_fds);
}

/* --- what is known --- */

static void
begin (void)
{
  self.epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self.epoll < 0)
    return;
  self.known = g_array_new (FALSE, TRUE, sizeof (Known));
  self.added = g_array_new (FALSE, FALSE, sizeof (int));
  self.others = g_array_new (FALSE, FALSE, sizeof (GPollFD));
  g_main_context_set_poll_func (NULL, wait_for);
}

/**
 * pp_poll_add:
 * @fd: a descriptor that sources of the default main context look at
 *
 * To be called in the thread of the default main context.
 */
void
pp_poll_add (int fd)
{
  if (self.epoll < 0)
    begin ();
  if (self.epoll < 0 || find (fd) != NULL)
    return;
  if ((guint) fd >= self.known->len)
    g_array_set_size (self.known, fd + 1);
  g_array_index (self.known, Known, fd) = (Known) { .is_added = TRUE };
  g_array_append_val (self.added, fd);
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
