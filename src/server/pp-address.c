/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-address.h"

static gboolean
is_list (const char *keyword)
{
  static const char * const lists[] = { "host", "hostaddr", "port", NULL };

  return g_strv_contains (lists, keyword);
}

/* The same members, of which another one comes first. */
static char *
turn (const char *list,
      guint       n_passed)
{
  g_auto (GStrv) members = g_strsplit (list, ",", -1);
  guint n_members = g_strv_length (members);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_members; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append (text, members[(i + n_passed) % n_members]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * pp_address_connect:
 * @address: a connection string or URI of libpq
 * @n_passed: how many hosts of it come last
 *
 * Returns: (transfer full) (nullable): a connection that PQconnectPoll() opens
 */
PGconn *
pp_address_connect (const char *address,
                    guint       n_passed)
{
  PQconninfoOption *options = PQconninfoParse (address, NULL);
  g_autoptr (GPtrArray) keywords = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  PGconn *connection;

  /* It says what is wrong with it. */
  if (options == NULL)
    return PQconnectStart (address);

  g_ptr_array_add (keywords, (gpointer) "fallback_application_name");
  g_ptr_array_add (values, g_strdup ("parapet-server"));
  for (PQconninfoOption *one = options; one->keyword != NULL; one++)
    if (one->val != NULL)
      {
        g_ptr_array_add (keywords, one->keyword);
        g_ptr_array_add (values, is_list (one->keyword) ? turn (one->val, n_passed) : g_strdup (one->val));
      }
  g_ptr_array_add (keywords, NULL);
  g_ptr_array_add (values, NULL);
  connection = PQconnectStartParams ((const char * const *) keywords->pdata, (const char * const *) values->pdata,
                                     FALSE);
  PQconninfoFree (options);

  return connection;
}

/**
 * pp_address_get_hosts:
 * @address: a connection string or URI of libpq
 *
 * Returns: how many hosts it names, at least one
 */
guint
pp_address_get_hosts (const char *address)
{
  PQconninfoOption *options = PQconninfoParse (address, NULL);
  guint n_hosts = 1;

  for (PQconninfoOption *one = options; one != NULL && one->keyword != NULL; one++)
    if (one->val != NULL && is_list (one->keyword))
      {
        g_auto (GStrv) members = g_strsplit (one->val, ",", -1);

        n_hosts = MAX (n_hosts, g_strv_length (members));
      }
  PQconninfoFree (options);

  return n_hosts;
}
