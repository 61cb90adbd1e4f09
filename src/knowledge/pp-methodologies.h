/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-kinds.h"

G_BEGIN_DECLS

/* The words that threat-modelling methods use: which categories of threat they know and which of
 * them they offer for which class of element, the statuses that a threat may have, and the
 * severities. All words are those that files hold, in English; a program translates them with
 * gettext when it shows them. Words that are not listed here are legal everywhere and are kept. */

const char * const *pp_methodologies_list          (void);
const char         *pp_methodology_resolve         (const char *text);
const char         *pp_methodology_get_label       (const char *methodology);
const char * const *pp_methodology_get_categories  (const char *methodology,
                                                    PpDfdClass  dfd_class);
const char         *pp_threat_category_resolve     (const char *text);

const char * const *pp_threat_statuses_list        (void);
const char         *pp_threat_status_resolve       (const char *text);
const char         *pp_threat_status_get_label     (const char *status);

const char         *pp_control_status_get_label    (const char *status);

const char * const *pp_threat_severities_list      (void);
const char         *pp_threat_severity_resolve     (const char *text);
const char         *pp_threat_severity_get_label   (const char *severity);

G_END_DECLS
