/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-token.h"

G_BEGIN_DECLS

#define PP_CONFIGURATION_ERROR (pp_configuration_error_quark ())
GQuark pp_configuration_error_quark (void);

/**
 * PpConfigurationError:
 * @PP_CONFIGURATION_ERROR_INVALID: a setting is not known, is missing, or has a value that it cannot have
 * @PP_CONFIGURATION_ERROR_EXPOSED: others may read a secret, or may write what the server believes
 */
typedef enum {
  PP_CONFIGURATION_ERROR_INVALID,
  PP_CONFIGURATION_ERROR_EXPOSED,
} PpConfigurationError;

/**
 * PpIssuerSettings:
 * @url: the issuer, as tokens name it
 * @keys: (nullable): where its keys are; %NULL to ask the issuer
 *
 * One issuer that is trusted, from a group `[issuer NAME]`. The others are those of #PpTokenRules.
 */
typedef struct {
  char *url;
  char *keys;
  char *audience;
  char *scope;
  char **types;
  char *scope_claim;
  char *organisation_claim;
  char *roles_claim;
  char *clearance_claim;
  guint leeway;
} PpIssuerSettings;

void pp_issuer_settings_get_rules (const PpIssuerSettings *self,
                                   PpTokenRules           *rules);

/**
 * PpConfiguration:
 * @address: (nullable): where the API listens; %NULL is all addresses
 * @workers: how many processes answer; 0 is one for each processor
 * @proxies: networks with proxies that are believed when they say from where a request comes
 * @origins: the origins of other sites whose pages may ask
 * @database: a connection string of libpq, with the password
 * @events: the same for the connection that listens
 * @issuers: (element-type PpIssuerSettings): who may say who somebody is
 *
 * The settings of the server, each described in `docs/operating.md`.
 */
typedef struct {
  char *address;
  guint port;
  guint workers;
  char *certificate;
  char *key;
  guint max_connections;
  guint max_connections_per_address;
  guint max_requests_per_second;
  guint burst;
  char **proxies;
  guint max_body_kib;
  guint max_models;
  guint deadline_seconds;
  char **origins;
  gboolean has_introspection;

  char *operations_address;
  guint operations_port;
  guint notice_seconds;

  char *database;
  char *events;
  char *password_file;
  guint database_connections;

  char *log_level;
  gboolean log_requests;

  GPtrArray *issuers;
} PpConfiguration;

PpConfiguration *pp_configuration_load (const char       *path,
                                        GError          **error);
void             pp_configuration_free (PpConfiguration  *self);
/* Whether what a server needs is there; to migrate, a database is enough. */
gboolean         pp_configuration_can_serve (PpConfiguration  *self,
                                             GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpConfiguration, pp_configuration_free)

G_END_DECLS
