/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-methodologies.h"

#include <glib/gi18n.h>

#define SPOOFING        N_("Spoofing")
#define TAMPERING       N_("Tampering")
#define REPUDIATION     N_("Repudiation")
#define INFORMATION     N_("Information disclosure")
#define DENIAL          N_("Denial of service")
#define ELEVATION       N_("Elevation of privilege")
#define CONFIDENTIALITY N_("Confidentiality")
#define INTEGRITY       N_("Integrity")
#define AVAILABILITY    N_("Availability")
#define DISTRIBUTED     N_("Distributed")
#define IMMUTABLE       N_("Immutable")
#define EPHEMERAL       N_("Ephemeral")
#define LINKABILITY     N_("Linkability")
#define IDENTIFIABILITY N_("Identifiability")
#define NON_REPUDIATION N_("Non-repudiation")
#define DETECTABILITY   N_("Detectability")
#define DISCLOSURE      N_("Disclosure of information")
#define UNAWARENESS     N_("Unawareness")
#define NON_COMPLIANCE  N_("Non-compliance")
#define TECHNIQUE       N_("Technique & Processes")
#define ACCESSIBILITY   N_("Accessibility")
#define IDENTIFIABILITY_LINKABILITY N_("Identifiability & Linkability")
#define SECURITY        N_("Security")
#define SAFETY          N_("Safety")
#define ETHICS          N_("Ethics & Human Rights")

typedef const char * const Words[];

static Words stride_actor = { SPOOFING, REPUDIATION, NULL };
static Words stride_store = { TAMPERING, REPUDIATION, INFORMATION, DENIAL, NULL };
static Words stride_flow = { TAMPERING, INFORMATION, DENIAL, NULL };
static Words stride_all = {
  SPOOFING, TAMPERING, REPUDIATION, INFORMATION, DENIAL, ELEVATION, NULL
};
static Words cia = { CONFIDENTIALITY, INTEGRITY, AVAILABILITY, NULL };
static Words ciadie = {
  CONFIDENTIALITY, INTEGRITY, AVAILABILITY, DISTRIBUTED, IMMUTABLE, EPHEMERAL, NULL
};
static Words linddun_actor = { LINKABILITY, IDENTIFIABILITY, UNAWARENESS, NULL };
static Words linddun_other = {
  LINKABILITY, IDENTIFIABILITY, NON_REPUDIATION, DETECTABILITY, DISCLOSURE, NON_COMPLIANCE, NULL
};
static Words plot4ai_actor = {
  ACCESSIBILITY, IDENTIFIABILITY_LINKABILITY, SECURITY, SAFETY, UNAWARENESS, ETHICS, NULL
};
static Words plot4ai_flow = {
  TECHNIQUE, IDENTIFIABILITY_LINKABILITY, SECURITY, NON_COMPLIANCE, NULL
};
static Words plot4ai_other = {
  TECHNIQUE, ACCESSIBILITY, IDENTIFIABILITY_LINKABILITY, SECURITY, NON_COMPLIANCE, NULL
};
/* Every category of every method, each once: what a diagram without a method offers. */
static Words every_category = {
  SPOOFING, TAMPERING, REPUDIATION, INFORMATION, DENIAL, ELEVATION,
  CONFIDENTIALITY, INTEGRITY, AVAILABILITY, DISTRIBUTED, IMMUTABLE, EPHEMERAL,
  LINKABILITY, IDENTIFIABILITY, NON_REPUDIATION, DETECTABILITY, DISCLOSURE, UNAWARENESS,
  NON_COMPLIANCE, TECHNIQUE, ACCESSIBILITY, IDENTIFIABILITY_LINKABILITY, SECURITY, SAFETY, ETHICS,
  NULL
};

typedef struct {
  const char         *id;
  const char         *label;
  const char * const *actor;
  const char * const *process;
  const char * const *store;
  const char * const *flow;
} Methodology;

/* Which categories a method offers for which class of element follows Threat Dragon 2.6. Elevation
 * of Privilege is a card game over STRIDE; its cards come from the game, so all six are offered. */
static const Methodology methodologies[] = {
  { "STRIDE", "STRIDE", stride_actor, stride_all, stride_store, stride_flow },
  { "LINDDUN", "LINDDUN", linddun_actor, linddun_other, linddun_other, linddun_other },
  { "CIA", "CIA", cia, cia, cia, cia },
  { "CIADIE", "CIA + DIE", ciadie, ciadie, ciadie, ciadie },
  { "PLOT4ai", "PLOT4ai", plot4ai_actor, plot4ai_other, plot4ai_other, plot4ai_flow },
  { "EOP", N_("Elevation of Privilege"), stride_all, stride_all, stride_all, stride_all },
  { "Generic", N_("Generic"), every_category, every_category, every_category, every_category },
};

static const char * const methodology_ids[] = {
  "STRIDE", "LINDDUN", "CIA", "CIADIE", "PLOT4ai", "EOP", "Generic", NULL
};
G_STATIC_ASSERT (G_N_ELEMENTS (methodology_ids) == G_N_ELEMENTS (methodologies) + 1);

typedef struct {
  const char *word;
  const char *label;
} Label;

static const char * const statuses[] = {
  "Open", "Mitigated", "Accepted", "Transferred", "Avoided", "Eliminated", "NotApplicable", NULL
};
static const Label status_labels[] = {
  { "Open", N_("Open") },
  { "Mitigated", N_("Mitigated") },
  { "Accepted", N_("Accepted") },
  { "Transferred", N_("Transferred") },
  { "Avoided", N_("Avoided") },
  { "Eliminated", N_("Eliminated") },
  { "NotApplicable", N_("Not applicable") },
};

static const Label control_status_labels[] = {
  { "planned", N_("Planned") },
  { "in-place", N_("In place") },
  { "verified", N_("Verified") },
};

static const char * const severities[] = { "TBD", "Low", "Medium", "High", "Critical", NULL };
static const Label severity_labels[] = {
  { "TBD", N_("To be decided") },
  { "Low", N_("Low") },
  { "Medium", N_("Medium") },
  { "High", N_("High") },
  { "Critical", N_("Critical") },
};

static const Methodology *
find_methodology (const char *text)
{
  if (text == NULL)
    return NULL;
  if (g_ascii_strcasecmp (text, "DIE") == 0)
    text = "CIADIE";
  for (guint i = 0; i < G_N_ELEMENTS (methodologies); i++)
    if (g_ascii_strcasecmp (methodologies[i].id, text) == 0)
      return &methodologies[i];
  return NULL;
}

static const char *
find_word (const char * const *words,
           const char         *text)
{
  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], text) == 0)
      return words[i];
  return NULL;
}

static const char *
find_label (const Label *labels,
            guint        n_labels,
            const char  *word)
{
  for (guint i = 0; word != NULL && i < n_labels; i++)
    if (g_ascii_strcasecmp (labels[i].word, word) == 0)
      return labels[i].label;
  return word;
}

/**
 * pp_methodologies_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the methods, in the order of offering
 */
const char * const *
pp_methodologies_list (void)
{
  return methodology_ids;
}

/**
 * pp_methodology_resolve:
 * @text: (nullable): what a file says
 *
 * Finds a method by what files call it, without regard to case; `DIE` is an older name of `CIADIE`.
 *
 * Returns: (nullable): the method's usual spelling, or %NULL where it is not known
 */
const char *
pp_methodology_resolve (const char *text)
{
  const Methodology *methodology = find_methodology (text);

  return methodology ? methodology->id : NULL;
}

/**
 * pp_methodology_get_label:
 * @methodology: (nullable): a method
 *
 * Returns: (nullable): the name for people, to be translated; an unknown method is its own name
 */
const char *
pp_methodology_get_label (const char *methodology)
{
  const Methodology *found = find_methodology (methodology);

  return found ? found->label : methodology;
}

/**
 * pp_methodology_get_categories:
 * @methodology: (nullable): a method; an unknown one counts as `Generic`
 * @dfd_class: the class of the element that the threat is at
 *
 * Returns: (transfer none) (array zero-terminated=1): the categories of threat that the method
 *   offers for the class, in order
 */
const char * const *
pp_methodology_get_categories (const char *methodology,
                               PpDfdClass  dfd_class)
{
  const Methodology *found = find_methodology (methodology);

  if (found == NULL)
    return every_category;
  switch (dfd_class)
    {
    case PP_DFD_ACTOR:
      return found->actor;
    case PP_DFD_STORE:
      return found->store;
    case PP_DFD_FLOW:
    case PP_DFD_BOUNDARY:
    case PP_DFD_TEXT:
      return found->flow;
    case PP_DFD_PROCESS:
    default:
      return found->process;
    }
}

/**
 * pp_threat_category_resolve:
 * @text: (nullable): what a file says
 *
 * Returns: (nullable): the category's usual spelling, or %NULL where it is not known
 */
const char *
pp_threat_category_resolve (const char *text)
{
  return find_word (every_category, text);
}

/**
 * pp_threat_statuses_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the statuses of a threat
 */
const char * const *
pp_threat_statuses_list (void)
{
  return statuses;
}

/**
 * pp_threat_status_resolve:
 * @text: (nullable): what a file says; `N/A` is an older name of `NotApplicable`
 *
 * Returns: (nullable): the status's usual spelling, or %NULL where it is not known
 */
const char *
pp_threat_status_resolve (const char *text)
{
  if (g_strcmp0 (text, "N/A") == 0)
    return "NotApplicable";
  return find_word (statuses, text);
}

/**
 * pp_threat_status_get_label:
 * @status: (nullable): a status
 *
 * Returns: (nullable): the name for people, to be translated; an unknown status is its own name
 */
const char *
pp_threat_status_get_label (const char *status)
{
  return find_label (status_labels, G_N_ELEMENTS (status_labels), status);
}

/**
 * pp_control_status_get_label:
 * @status: (nullable): a status of a control
 *
 * Returns: (nullable): the name for people, to be translated; an unknown status is its own name
 */
const char *
pp_control_status_get_label (const char *status)
{
  return find_label (control_status_labels, G_N_ELEMENTS (control_status_labels), status);
}

/**
 * pp_threat_severities_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the severities, the least first
 */
const char * const *
pp_threat_severities_list (void)
{
  return severities;
}

/**
 * pp_threat_severity_resolve:
 * @text: (nullable): what a file says; `TBA` is an older name of `TBD`
 *
 * Returns: (nullable): the severity's usual spelling, or %NULL where it is not known
 */
const char *
pp_threat_severity_resolve (const char *text)
{
  if (text != NULL && g_ascii_strcasecmp (text, "TBA") == 0)
    return "TBD";
  return find_word (severities, text);
}

/**
 * pp_threat_severity_get_label:
 * @severity: (nullable): a severity
 *
 * Returns: (nullable): the name for people, to be translated; an unknown severity is its own name
 */
const char *
pp_threat_severity_get_label (const char *severity)
{
  return find_label (severity_labels, G_N_ELEMENTS (severity_labels), severity);
}
