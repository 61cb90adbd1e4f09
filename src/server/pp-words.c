/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-words.h"

#include <string.h>

const PpWords pp_words_node_kinds[] = {
  { "PROCESS", "process" },
  { "WEB_SERVICE", "web-service" },
  { "API", "api" },
  { "API_ENDPOINT", "api-endpoint" },
  { "FUNCTION", "function" },
  { "BROWSER", "browser" },
  { "MOBILE_APP", "mobile-app" },
  { "GATEWAY", "gateway" },
  { "LOAD_BALANCER", "load-balancer" },
  { "CONTAINER", "container" },
  { "HOST", "host" },
  { "IDENTITY_PROVIDER", "identity-provider" },
  { "STORE", "store" },
  { "DATABASE", "database" },
  { "CACHE", "cache" },
  { "QUEUE", "queue" },
  { "OBJECT_STORAGE", "object-storage" },
  { "ACTOR", "actor" },
  { "USER", "user" },
  { "THREAT_ACTOR", "threat-actor" },
  { "EXTERNAL_SYSTEM", "external-system" },
  { "AI_AGENT", "ai-agent" },
  { "MCP_SERVER", "mcp-server" },
  { "MCP_TOOL", "mcp-tool" },
  { "PLC", "plc" },
  { "RTU", "rtu" },
  { "HMI", "hmi" },
  { "HISTORIAN", "historian" },
  { "ENGINEERING_WORKSTATION", "engineering-workstation" },
  { "NETWORK", "network" },
  { "TEXT_NOTE", "text-note" },
  { "ATTACK_PATTERN", "attack-pattern" },
  { "TRUST_BOUNDARY", "trust-boundary-box" },
  { "TRUST_BOUNDARY", "trust-boundary" },
  { NULL },
};

const PpWords pp_words_edge_kinds[] = {
  { "DATA_FLOW", "data-flow" },
  { "COMMUNICATION", "communication" },
  { "ATTACK", "attack" },
  { "EXPLOIT", "exploit" },
  { "DEPENDENCY", "dependency" },
  { "CONTAINMENT", "containment" },
  { "TRUST_BOUNDARY", "trust-boundary-curve" },
  { "TRUST_BOUNDARY", "trust-boundary" },
  { NULL },
};

const PpWords pp_words_stride[] = {
  { "SPOOFING", "Spoofing" },
  { "TAMPERING", "Tampering" },
  { "REPUDIATION", "Repudiation" },
  { "INFORMATION_DISCLOSURE", "Information disclosure" },
  { "DENIAL_OF_SERVICE", "Denial of service" },
  { "ELEVATION_OF_PRIVILEGE", "Elevation of privilege" },
  { NULL },
};

const PpWords pp_words_severities[] = {
  { "LOW", "Low" },
  { "MEDIUM", "Medium" },
  { "HIGH", "High" },
  { "CRITICAL", "Critical" },
  { NULL },
};

const PpWords pp_words_statuses[] = {
  { "OPEN", "Open" },
  { "MITIGATED", "Mitigated" },
  { "ACCEPTED", "Accepted" },
  { "TRANSFERRED", "Transferred" },
  { "AVOIDED", "Avoided" },
  { "ELIMINATED", "Eliminated" },
  { "NOT_APPLICABLE", "NotApplicable" },
  { NULL },
};

const PpWords pp_words_review_states[] = {
  { "REQUESTED", "requested" },
  { "APPROVED", "approved" },
  { "CHANGES_REQUESTED", "changes-requested" },
  { "WITHDRAWN", "withdrawn" },
  { NULL },
};

const char *
pp_words_get_name (const PpWords *self,
                   const char    *word)
{
  for (; self->name != NULL; self++)
    if (g_ascii_tolower (*self->word) == g_ascii_tolower (*word) && g_ascii_strcasecmp (self->word, word) == 0)
      return self->name;

  return NULL;
}

const char *
pp_words_get_word (const PpWords *self,
                   const char    *name)
{
  for (; self->name != NULL; self++)
    if (strcmp (self->name, name) == 0)
      return self->word;

  return NULL;
}

GPtrArray *
pp_words_list_words (const PpWords      *self,
                     const char * const *names)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (; self->name != NULL; self++)
    if (names == NULL || g_strv_contains (names, self->name))
      g_ptr_array_add (words, g_ascii_strdown (self->word, -1));

  return words;
}
