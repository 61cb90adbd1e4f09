/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pp-poll.h"

typedef struct {
  int ends[2];
  guint n_heard;
  GIOCondition heard;
} Pair;

static void
open_pair (Pair *self)
{
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, self->ends), ==, 0);
}

static gboolean
heard_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  Pair *self = data;

  self->n_heard++;
  self->heard |= condition;

  return G_SOURCE_CONTINUE;
}

static GSource *
watch (Pair         *self,
       GIOCondition  condition)
{
  GSource *source = g_unix_fd_source_new (self->ends[0], condition);

  g_source_set_callback (source, G_SOURCE_FUNC (heard_cb), self, NULL);
  g_source_attach (source, NULL);

  return source;
}

static void
unwatch (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
told_cb (GIOCondition condition,
         gpointer     data)
{
  heard_cb (-1, condition, data);
}

/* What is heard until nothing is there to be done. */
static GIOCondition
turn (Pair *self)
{
  self->heard = 0;
  self->n_heard = 0;
  while (g_main_context_iteration (NULL, FALSE) && self->n_heard == 0)
    ;

  return self->heard;
}

static void
send_byte (Pair *self)
{
  g_assert_cmpint (write (self->ends[1], "x", 1), ==, 1);
}

static void
read_byte (Pair *self)
{
  char byte;

  g_assert_cmpint (read (self->ends[0], &byte, 1), ==, 1);
}

static void
close_pair (Pair *self)
{
  close (self->ends[0]);
  close (self->ends[1]);
}

static void
test_ready (void)
{
  Pair pair = { 0 };
  GSource *in, *out;

  open_pair (&pair);
  pp_poll_add (pair.ends[0]);
  in = watch (&pair, G_IO_IN);
  g_assert_cmpint (turn (&pair), ==, 0);
  send_byte (&pair);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);
  /* As long as it is there, it is said. */
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);
  read_byte (&pair);
  g_assert_cmpint (turn (&pair), ==, 0);

  /* Two sources look at one descriptor for different things. */
  out = watch (&pair, G_IO_OUT);
  g_assert_cmpint (turn (&pair), ==, G_IO_OUT);
  send_byte (&pair);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN | G_IO_OUT);
  g_assert_cmpuint (pair.n_heard, ==, 2);
  unwatch (out);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);
  read_byte (&pair);

  /* Of the end everybody is told. */
  close (pair.ends[1]);
  g_assert_cmpint (turn (&pair) & G_IO_HUP, ==, G_IO_HUP);
  unwatch (in);
  g_assert_cmpint (turn (&pair), ==, 0);
  pp_poll_remove (pair.ends[0]);
  close (pair.ends[0]);
}

/* What waits is woken, not only what looks again. */
static void
test_waiting (void)
{
  Pair pair = { 0 };
  GSource *source;
  GThread *thread;

  open_pair (&pair);
  pp_poll_add (pair.ends[0]);
  source = watch (&pair, G_IO_IN);
  g_assert_cmpint (turn (&pair), ==, 0);
  thread = g_thread_new ("sender", (GThreadFunc) (void (*) (void)) send_byte, &pair);
  while (pair.n_heard == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (pair.heard, ==, G_IO_IN);
  g_thread_join (thread);
  unwatch (source);
  pp_poll_remove (pair.ends[0]);
  close_pair (&pair);
}

/* A number that was closed is another file soon. */
static void
test_same_number (void)
{
  Pair first = { 0 }, second = { 0 };
  GSource *source;

  open_pair (&first);
  pp_poll_add (first.ends[0]);
  source = watch (&first, G_IO_IN);
  g_assert_cmpint (turn (&first), ==, 0);
  unwatch (source);
  close_pair (&first);
  pp_poll_remove (first.ends[0]);

  open_pair (&second);
  g_assert_cmpint (second.ends[0], ==, first.ends[0]);
  pp_poll_add (second.ends[0]);
  source = watch (&second, G_IO_IN);
  g_assert_cmpint (turn (&second), ==, 0);
  send_byte (&second);
  g_assert_cmpint (turn (&second), ==, G_IO_IN);
  pp_poll_remove (second.ends[0]);
  /* One that nobody has added is waited for all the same. */
  g_assert_cmpint (turn (&second), ==, G_IO_IN);
  unwatch (source);
  close_pair (&second);
}

/* The kernel does not tell of all files in this way. */
static void
test_refused (void)
{
  Pair pair = { 0 };
  GSource *source;

  pair.ends[0] = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (pair.ends[0], >=, 0);
  pp_poll_add (pair.ends[0]);
  source = watch (&pair, G_IO_IN);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);

  /* A function that comes later hears of it too, and leaves it to the source again. */
  pp_poll_watch (pair.ends[0], 0, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, G_IO_ERR);
  pp_poll_unwatch (pair.ends[0]);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);
  unwatch (source);
  pp_poll_remove (pair.ends[0]);
  close (pair.ends[0]);
}

static void
test_many (void)
{
  enum { N_PAIRS = 200 };
  Pair pairs[N_PAIRS] = { 0 };
  GSource *sources[N_PAIRS];
  guint n_heard = 0;

  for (guint i = 0; i < N_PAIRS; i++)
    {
      open_pair (&pairs[i]);
      pp_poll_add (pairs[i].ends[0]);
      sources[i] = watch (&pairs[i], G_IO_IN);
      send_byte (&pairs[i]);
    }
  while (n_heard < N_PAIRS)
    {
      g_main_context_iteration (NULL, TRUE);
      n_heard = 0;
      for (guint i = 0; i < N_PAIRS; i++)
        n_heard += pairs[i].n_heard > 0;
    }
  for (guint i = 0; i < N_PAIRS; i++)
    {
      unwatch (sources[i]);
      pp_poll_remove (pairs[i].ends[0]);
      close_pair (&pairs[i]);
    }
}

/* --- a function in place of a source --- */

static void
test_told (void)
{
  Pair pair = { 0 }, source_pair = { 0 };
  GSource *source;

  open_pair (&pair);
  g_assert_true (pp_poll_add (pair.ends[0]));
  source_pair.ends[0] = pair.ends[0];
  source = watch (&source_pair, G_IO_IN);
  pp_poll_watch (pair.ends[0], G_IO_IN, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, 0);

  /* Once for each time that something comes, whether it is read or not; and no source hears of it. */
  for (guint i = 0; i < 2; i++)
    {
      send_byte (&pair);
      g_assert_cmpint (turn (&pair), ==, G_IO_IN);
      g_assert_cmpint (turn (&pair), ==, 0);
    }
  g_assert_cmpuint (source_pair.n_heard, ==, 0);

  /* What nobody wants to hear of is told to who does. */
  pp_poll_watch (pair.ends[0], 0, told_cb, &pair);
  send_byte (&pair);
  g_assert_cmpint (turn (&pair), ==, 0);
  pp_poll_watch (pair.ends[0], G_IO_IN, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);
  g_assert_cmpint (turn (&pair), ==, 0);

  /* Sources hear of all that is left to be read, and then nobody of what was told before. */
  pp_poll_unwatch (pair.ends[0]);
  g_assert_cmpint (turn (&source_pair), ==, G_IO_IN);
  g_assert_cmpint (turn (&source_pair), ==, G_IO_IN);
  for (guint i = 0; i < 3; i++)
    read_byte (&pair);
  g_assert_cmpint (turn (&source_pair), ==, 0);
  pp_poll_watch (pair.ends[0], G_IO_IN, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, 0);

  unwatch (source);
  pp_poll_remove (pair.ends[0]);
  close_pair (&pair);
}

static void
test_told_of_room (void)
{
  Pair pair = { 0 }, source_pair = { 0 };
  GSource *source;

  open_pair (&pair);
  g_assert_true (pp_poll_add (pair.ends[0]));
  source_pair.ends[0] = pair.ends[0];
  pp_poll_watch (pair.ends[0], G_IO_OUT, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, G_IO_OUT);
  g_assert_cmpint (turn (&pair), ==, G_IO_OUT);

  /* A source may write while the function waits for what comes, which it hears when that is done. */
  pp_poll_watch (pair.ends[0], G_IO_IN, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, 0);
  source = watch (&source_pair, G_IO_IN | G_IO_OUT);
  send_byte (&pair);
  g_assert_cmpint (turn (&source_pair), ==, G_IO_OUT);
  g_assert_cmpint (turn (&source_pair), ==, G_IO_OUT);
  g_assert_cmpuint (pair.n_heard, ==, 0);
  unwatch (source);
  g_assert_cmpint (turn (&pair), ==, G_IO_IN);
  g_assert_cmpint (turn (&pair), ==, 0);

  pp_poll_remove (pair.ends[0]);
  close_pair (&pair);
}

/* That the other end is gone is told to everybody, also to who comes later, and does not keep the main loop busy. */
static void
test_told_of_the_end (void)
{
  Pair pair = { 0 };

  open_pair (&pair);
  g_assert_true (pp_poll_add (pair.ends[0]));
  pp_poll_watch (pair.ends[0], 0, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, 0);
  send_byte (&pair);
  g_assert_cmpint (shutdown (pair.ends[1], SHUT_WR), ==, 0);
  g_assert_cmpint (turn (&pair) & PP_POLL_IS_GONE, !=, 0);
  g_assert_cmpint (turn (&pair), ==, 0);
  pp_poll_watch (pair.ends[0], G_IO_IN, told_cb, &pair);
  g_assert_cmpint (turn (&pair) & G_IO_IN, ==, G_IO_IN);
  g_assert_cmpint (pair.heard & PP_POLL_IS_GONE, !=, 0);
  g_assert_cmpint (turn (&pair), ==, 0);
  pp_poll_remove (pair.ends[0]);
  close_pair (&pair);
}

typedef struct {
  Pair own;
  Pair *other;
} Remover;

static void
remove_cb (GIOCondition condition,
           gpointer     data)
{
  Remover *self = data;

  heard_cb (-1, condition, &self->own);
  pp_poll_remove (self->own.ends[0]);
  pp_poll_remove (self->other->ends[0]);
}

/* Of several that are to be told, one ends the others. */
static void
test_told_no_more (void)
{
  Remover removers[2] = { 0 };

  for (guint i = 0; i < 2; i++)
    {
      removers[i].other = &removers[1 - i].own;
      open_pair (&removers[i].own);
      g_assert_true (pp_poll_add (removers[i].own.ends[0]));
      pp_poll_watch (removers[i].own.ends[0], G_IO_IN, remove_cb, &removers[i]);
      send_byte (&removers[i].own);
    }
  for (guint i = 0; i < 3; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (removers[0].own.n_heard + removers[1].own.n_heard, ==, 1);
  for (guint i = 0; i < 2; i++)
    close_pair (&removers[i].own);
}

/* Who waits for what the kernel cannot tell does not wait for ever. */
static void
test_told_of_refusal (void)
{
  Pair pair = { 0 };

  pair.ends[0] = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (pair.ends[0], >=, 0);
  g_assert_true (pp_poll_add (pair.ends[0]));
  pp_poll_watch (pair.ends[0], G_IO_IN, told_cb, &pair);
  g_assert_cmpint (turn (&pair), ==, G_IO_ERR);
  pp_poll_unwatch (pair.ends[0]);
  g_assert_cmpint (turn (&pair), ==, 0);
  pp_poll_remove (pair.ends[0]);
  close (pair.ends[0]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/poll/ready", test_ready);
  g_test_add_func ("/poll/waiting", test_waiting);
  g_test_add_func ("/poll/same-number", test_same_number);
  g_test_add_func ("/poll/refused", test_refused);
  g_test_add_func ("/poll/many", test_many);
  g_test_add_func ("/poll/told", test_told);
  g_test_add_func ("/poll/told-of-room", test_told_of_room);
  g_test_add_func ("/poll/told-of-the-end", test_told_of_the_end);
  g_test_add_func ("/poll/told-no-more", test_told_no_more);
  g_test_add_func ("/poll/told-of-refusal", test_told_of_refusal);

  return g_test_run ();
}
