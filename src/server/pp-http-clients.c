/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-http-clients.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Beyond this, those who do nothing are forgotten. */
#define MAX_CLIENTS 50000
#define MAX_FORWARDED 32
#define NETWORK_BYTES 8

struct _PpHttpClient {
  char *key;
  guint n_connections;
  double n_allowed;             /* requests at once */
  gint64 time_us;               /* when that was so */
};

struct _PpHttpClients {
  GHashTable *clients;          /* key → PpHttpClient */
  GPtrArray *proxies;           /* of GInetAddressMask */
  guint max_connections;
  guint max_per_second;
  guint burst;
  gint64 sweep_us;              /* when those who do nothing may be looked for again */
};

static void
free_client (gpointer data)
{
  PpHttpClient *client = data;

  g_free (client->key);
  g_free (client);
}

PpHttpClients *
_pp_http_clients_new (guint                max_connections,
                      guint                max_per_second,
                      guint                burst,
                      const char * const  *proxies,
                      GError             **error)
{
  PpHttpClients *self = g_new0 (PpHttpClients, 1);

  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_client);
  self->proxies = g_ptr_array_new_with_free_func (g_object_unref);
  self->max_connections = max_connections;
  self->max_per_second = max_per_second;
  self->burst = MAX (burst, 1);
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      GInetAddressMask *mask = g_inet_address_mask_new_from_string (proxies[i], error);

      if (mask == NULL)
        {
          _pp_http_clients_free (self);
          return NULL;
        }
      g_ptr_array_add (self->proxies, mask);
    }

  return self;
}

void
_pp_http_clients_free (PpHttpClients *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->clients);
  g_ptr_array_unref (self->proxies);
  g_free (self);
}

/* --- Addresses ------------------------------------------------------------------------------------------ */

/* An address of IPv4 can come in the form of IPv6. */
static GInetAddress *
parse (const char *text)
{
  const char *prefix = "::ffff:";

  if (g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0 && strchr (text, '.') != NULL)
    text += strlen (prefix);

  return g_inet_address_new_from_string (text);
}

static gboolean
is_proxy (PpHttpClients *self,
          GInetAddress  *address)
{
  for (guint i = 0; i < self->proxies->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (self->proxies, i), address))
      return TRUE;

  return FALSE;
}

static char *
get_key (const char *text)
{
  g_autoptr (GInetAddress) address = parse (text);

  if (address == NULL)
    return g_strdup ("");
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    {
      guint8 bytes[16];
      g_autoptr (GInetAddress) network = NULL;

      memcpy (bytes, g_inet_address_to_bytes (address), sizeof bytes);
      memset (bytes + NETWORK_BYTES, 0, sizeof bytes - NETWORK_BYTES);
      network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
      return g_inet_address_to_string (network);
    }

  return g_inet_address_to_string (address);
}

char *
_pp_http_clients_find (PpHttpClients *self,
                       const char    *peer,
                       const char    *forwarded_for)
{
  g_autoptr (GInetAddress) address = parse (peer);
  g_auto (GStrv) hops = NULL;

  if (address == NULL || forwarded_for == NULL || !is_proxy (self, address))
    return address != NULL ? g_inet_address_to_string (address) : g_strdup (peer);

  /* Each proxy adds whom it saw to the end; what stands before the first that is no proxy, anybody may have written. */
  hops = g_strsplit (forwarded_for, ",", MAX_FORWARDED);
  for (guint i = g_strv_length (hops); i > 0 && is_proxy (self, address); i--)
    {
      GInetAddress *hop = parse (g_strstrip (hops[i - 1]));

      if (hop == NULL)
        break;
      g_set_object (&address, hop);
      g_object_unref (hop);
    }

  return g_inet_address_to_string (address);
}

/* --- Counting ------------------------------------------------------------------------------------------- */

static void
refill (PpHttpClients *self,
        PpHttpClient  *client,
        gint64         now_us)
{
  double seconds = MAX (now_us - client->time_us, 0) / (double) G_USEC_PER_SEC;

  client->n_allowed = MIN (client->n_allowed + seconds * self->max_per_second, self->burst);
  client->time_us = now_us;
}

static gboolean
is_idle (gpointer key,
         gpointer value,
         gpointer data)
{
  PpHttpClient *client = value;
  PpHttpClients *self = data;

  refill (self, client, self->sweep_us);

  return client->n_connections == 0 && client->n_allowed >= self->burst;
}

/* Not for each new one, or a flood of addresses would cost what it is meant to cost. */
static void
sweep (PpHttpClients *self,
       gint64         now_us)
{
  if (now_us < self->sweep_us + G_USEC_PER_SEC)
    return;
  self->sweep_us = now_us;
  g_hash_table_foreach_remove (self->clients, is_idle, self);
}

/* Where there are too many even so, those who are new count as one. */
static PpHttpClient *
get_client (PpHttpClients *self,
            const char    *address,
            gint64         now_us)
{
  g_autofree char *key = get_key (address);
  PpHttpClient *client = g_hash_table_lookup (self->clients, key);

  if (client != NULL)
    return client;
  if (g_hash_table_size (self->clients) >= MAX_CLIENTS)
    sweep (self, now_us);
  if (g_hash_table_size (self->clients) >= MAX_CLIENTS && *key != '\0')
    return get_client (self, "", now_us);

  client = g_new0 (PpHttpClient, 1);
  client->key = g_steal_pointer (&key);
  client->n_allowed = self->burst;
  client->time_us = now_us;
  g_hash_table_insert (self->clients, client->key, client);

  return client;
}

PpHttpClient *
_pp_http_clients_connect (PpHttpClients *self,
                          const char    *address)
{
  g_autoptr (GInetAddress) parsed = parse (address);
  PpHttpClient *client = get_client (self, address, g_get_monotonic_time ());

  if (self->max_connections > 0 && client->n_connections >= self->max_connections &&
      (parsed == NULL || !is_proxy (self, parsed)))
    return NULL;
  client->n_connections++;

  return client;
}

void
_pp_http_clients_disconnect (PpHttpClients *self,
                             PpHttpClient  *client)
{
  client->n_connections--;
}

guint
_pp_http_clients_take (PpHttpClients *self,
                       const char    *address,
                       gint64         now_us)
{
  PpHttpClient *client;

  if (self->max_per_second == 0)
    return 0;

  client = get_client (self, address, now_us);
  refill (self, client, now_us);
  if (client->n_allowed < 1)
    return (guint) ceil ((1 - client->n_allowed) / self->max_per_second);
  client->n_allowed -= 1;

  return 0;
}
