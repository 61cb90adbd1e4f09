/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-key-source.h"

#include "pp-json.h"
#include "pp-web-read.h"

#define REFRESH_SECONDS 300
#define PAUSE_SECONDS 30
/* Without any keys nobody is served, so they are asked for more often. */
#define MAX_PAUSE_WITHOUT_KEYS (2 * G_TIME_SPAN_SECOND)
#define DISCOVERY_PATH "/.well-known/openid-configuration"

struct _PpKeySource {
  GObject    parent_instance;

  char      *issuer;
  char      *keys_address;      /* NULL until it was discovered */
  gboolean   is_discovered;
  PpWebReader *reader;
  PpKeySet  *keys;
  gint64     refresh_after;     /* microseconds */
  gint64     pause;
  gint64     last_read;         /* monotonic, 0 before the first one */
  guint      n_reads;
  gboolean   is_reading;
  GPtrArray *waiting;           /* tasks */
  GError    *last_error;
};

G_DEFINE_QUARK (pp-key-source-error-quark, pp_key_source_error)
G_DEFINE_FINAL_TYPE (PpKeySource, pp_key_source, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pp_key_source_finalize (GObject *object)
{
  PpKeySource *self = PP_KEY_SOURCE (object);

  g_free (self->issuer);
  g_free (self->keys_address);
  g_clear_pointer (&self->reader, pp_web_reader_free);
  g_clear_pointer (&self->keys, pp_key_set_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_error (&self->last_error);
  G_OBJECT_CLASS (pp_key_source_parent_class)->finalize (object);
}

static void
pp_key_source_class_init (PpKeySourceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = pp_key_source_finalize;

  /**
   * PpKeySource::changed:
   *
   * Keys came or went: what was checked by the old ones is to be checked again.
   */
  signals[CHANGED] = g_signal_new ("changed", PP_TYPE_KEY_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pp_key_source_init (PpKeySource *self)
{
  self->reader = pp_web_reader_new (PP_KEY_SET_MAX_BYTES);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  pp_key_source_set_intervals (self, REFRESH_SECONDS, PAUSE_SECONDS);
}

/**
 * pp_key_source_new:
 * @issuer: the issuer, as tokens name it
 * @keys_address: (nullable): where its keys are; %NULL to ask the issuer
 *
 * Returns: (transfer full): a source that has read nothing yet
 */
PpKeySource *
pp_key_source_new (const char *issuer,
                   const char *keys_address)
{
  PpKeySource *self = g_object_new (PP_TYPE_KEY_SOURCE, NULL);

  self->issuer = g_strdup (issuer);
  self->keys_address = g_strdup (keys_address);
  self->is_discovered = keys_address == NULL;
  return self;
}

void
pp_key_source_set_intervals (PpKeySource *self,
                             guint        refresh_seconds,
                             guint        pause_seconds)
{
  self->refresh_after = refresh_seconds * G_TIME_SPAN_SECOND;
  self->pause = pause_seconds * G_TIME_SPAN_SECOND;
}

const char *
pp_key_source_get_issuer (PpKeySource *self)
{
  return self->issuer;
}

guint
pp_key_source_get_n_reads (PpKeySource *self)
{
  return self->n_reads;
}

/* --- reading --- */

static void
answer (PpKeySource *self,
        GTask       *task)
{
  if (self->keys != NULL)
    g_task_return_pointer (task, pp_key_set_ref (self->keys), (GDestroyNotify) pp_key_set_unref);
  else if (g_error_matches (self->last_error, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_ISSUER))
    g_task_return_error (task, g_error_copy (self->last_error));
  else
    g_task_return_new_error (task, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_UNAVAILABLE,
                             "The keys of %s could not be read: %s", self->issuer,
                             self->last_error != NULL ? self->last_error->message : "not yet asked");
}

static void
finish_reading (PpKeySource *self,
                GError      *failure)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->is_reading = FALSE;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_error (&self->last_error);
  self->last_error = failure;
  if (failure != NULL)
    {
      g_warning ("Keys of %s: %s", self->issuer, failure->message);
      /* The address may be what has changed. */
      if (self->is_discovered)
        g_clear_pointer (&self->keys_address, g_free);
    }
  for (guint i = 0; i < waiting->len; i++)
    answer (self, g_ptr_array_index (waiting, i));
}

static void
take_keys (PpKeySource *self,
           PpKeySet    *keys)
{
  gboolean changed = self->keys == NULL || !pp_key_set_equal (self->keys, keys);

  g_clear_pointer (&self->keys, pp_key_set_unref);
  self->keys = keys;
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_keys_read (GBytes   *bytes,
              GError   *failure,
              gpointer  data)
{
  g_autoptr (PpKeySource) self = data;
  g_autoptr (GError) error = NULL;
  PpKeySet *keys;

  if (failure != NULL)
    {
      finish_reading (self, g_error_copy (failure));
      return;
    }
  keys = pp_key_set_new_from_json (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (keys != NULL)
    take_keys (self, keys);
  finish_reading (self, g_steal_pointer (&error));
}

static void
read_keys (PpKeySource *self)
{
  pp_web_reader_read (self->reader, self->keys_address, on_keys_read, g_object_ref (self));
}

static char *
read_discovery (PpKeySource  *self,
                GBytes       *bytes,
                GError      **error)
{
  static const PpJsonLimits limits = { PP_KEY_SET_MAX_BYTES, 16, TRUE };
  g_autoptr (JsonNode) root =
    pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &limits, error);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *address = object != NULL ? pp_json_get_string (object, "jwks_uri", NULL) : NULL;

  if (root == NULL)
    return NULL;
  if (address == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "The description of the provider does not name its keys (“jwks_uri”)");
  else if (!g_str_equal (pp_json_get_string (object, "issuer", ""), self->issuer))
    g_set_error (error, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_ISSUER,
                 "The provider at %s says to be another issuer", self->issuer);
  else
    return g_strdup (address);
  return NULL;
}

static void
on_discovery_read (GBytes   *bytes,
                   GError   *failure,
                   gpointer  data)
{
  g_autoptr (PpKeySource) self = data;
  g_autoptr (GError) error = NULL;

  if (failure != NULL)
    {
      finish_reading (self, g_error_copy (failure));
      return;
    }
  self->keys_address = read_discovery (self, bytes, &error);
  if (self->keys_address != NULL)
    read_keys (self);
  else
    finish_reading (self, g_steal_pointer (&error));
}

static void
start_reading (PpKeySource *self)
{
  g_autofree char *address = NULL;
  gsize length = strlen (self->issuer);

  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  self->last_read = g_get_monotonic_time ();
  self->n_reads++;
  if (self->keys_address != NULL)
    {
      read_keys (self);
      return;
    }
  if (g_str_has_suffix (self->issuer, "/"))
    length--;
  address = g_strdup_printf ("%.*s" DISCOVERY_PATH, (int) length, self->issuer);
  pp_web_reader_read (self->reader, address, on_discovery_read, g_object_ref (self));
}

static gboolean
may_read (PpKeySource *self)
{
  gint64 pause = self->keys != NULL ? self->pause : MIN (self->pause, MAX_PAUSE_WITHOUT_KEYS);

  return self->last_read == 0 || g_get_monotonic_time () - self->last_read >= pause;
}

PpKeySet *
pp_key_source_peek_keys (PpKeySource *self)
{
  if (self->last_read != 0 && g_get_monotonic_time () - self->last_read >= self->refresh_after)
    start_reading (self);
  return self->keys;
}

/**
 * pp_key_source_get_async:
 * @self: a source
 * @key_id: (nullable): a key that is needed
 * @cancellable: (nullable): to stop waiting
 * @callback: (scope async): called with the answer
 * @data: for @callback
 *
 * Gets the keys. When @key_id is not among those that are there, or none are there, they are read first,
 * if the pause allows it; so the answer may still lack @key_id.
 */
void
pp_key_source_get_async (PpKeySource         *self,
                         const char          *key_id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  PpKeySet *keys = pp_key_source_peek_keys (self);

  g_task_set_source_tag (task, pp_key_source_get_async);
  if (keys != NULL && (key_id == NULL || pp_key_set_has (keys, key_id)))
    {
      answer (self, task);
      return;
    }
  if (may_read (self))
    start_reading (self);
  if (self->is_reading)
    g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  else
    answer (self, task);
}

PpKeySet *
pp_key_source_get_finish (PpKeySource   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
