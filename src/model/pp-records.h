/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-fact.h"
#include "pp-placement.h"
#include "pp-record.h"

G_BEGIN_DECLS

/* The records of a model, read-only: what is borrowed here stays valid until the next change of the
 * record. Texts are never NULL; an absent identifier, map or JSON value is NULL. To change a record,
 * make a PpChange and give it to PpHistory. */

#define PP_TYPE_INFO (pp_info_get_type ())
G_DECLARE_FINAL_TYPE (PpInfo, pp_info, PP, INFO, PpRecord)

/* What is said of the whole model. */
const char         *pp_info_get_title            (PpInfo *self);
const char         *pp_info_get_description      (PpInfo *self);
const char         *pp_info_get_owner            (PpInfo *self);
const char         *pp_info_get_reviewer         (PpInfo *self);
const char * const *pp_info_get_contributors     (PpInfo *self);
/* Packs of rules that are switched off for this model. */
const char * const *pp_info_get_disabled_packs   (PpInfo *self);
JsonNode           *pp_info_get_marking          (PpInfo *self);
gint64              pp_info_get_revision         (PpInfo *self);
gint64              pp_info_get_threat_top       (PpInfo *self);
/* Markings that were lowered: see pp-lowering.h. */
JsonObject         *pp_info_get_lowerings        (PpInfo *self);
JsonObject         *pp_info_get_properties       (PpInfo *self);
JsonObject         *pp_info_get_foreign          (PpInfo *self);

/* What people call a record: the name of an element, the text of a comment, the title of the others; may be
 * empty. */
const char         *pp_record_get_title          (PpRecord *self);

/**
 * PpElement:
 *
 * What nodes and edges share: everything that a layout can show and a threat can name.
 */
#define PP_TYPE_ELEMENT (pp_element_get_type ())

typedef struct _PpElement PpElement;
typedef struct _PpElementClass PpElementClass;

struct _PpElementClass {
  PpRecordClass parent_class;
};

GType pp_element_get_type (void) G_GNUC_CONST;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpElement, g_object_unref)

static inline PpElement *
PP_ELEMENT (gpointer instance)
{
  return G_TYPE_CHECK_INSTANCE_CAST (instance, pp_element_get_type (), PpElement);
}

static inline gboolean
PP_IS_ELEMENT (gpointer instance)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (instance, pp_element_get_type ());
}

const char         *pp_element_get_kind          (PpElement  *self);
const char         *pp_element_get_category      (PpElement  *self);
const char         *pp_element_get_name          (PpElement  *self);
const char         *pp_element_get_description   (PpElement  *self);
JsonNode           *pp_element_get_marking       (PpElement  *self);
JsonObject         *pp_element_get_facts         (PpElement  *self);
PpTruth             pp_element_get_truth         (PpElement  *self,
                                                  const char *fact);
JsonObject         *pp_element_get_properties    (PpElement  *self);
gboolean            pp_element_get_out_of_scope  (PpElement  *self);
const char         *pp_element_get_scope_reason  (PpElement  *self);
const char * const *pp_element_get_references    (PpElement  *self);
/* ATT&CK technique identifiers and kill-chain phases; on attack and exploit edges above all. */
const char * const *pp_element_get_techniques    (PpElement  *self);
const char * const *pp_element_get_kill_chain_phases (PpElement *self);
JsonObject         *pp_element_get_foreign       (PpElement  *self);

#define PP_TYPE_NODE (pp_node_get_type ())
G_DECLARE_FINAL_TYPE (PpNode, pp_node, PP, NODE, PpElement)

const char         *pp_node_get_parent           (PpNode *self);

#define PP_TYPE_EDGE (pp_edge_get_type ())
G_DECLARE_FINAL_TYPE (PpEdge, pp_edge, PP, EDGE, PpElement)

/* Source and target are the identifiers of a node or of another edge, or NULL for an end that hangs
 * in the air: its place is then in the layout's placement. */
const char         *pp_edge_get_source           (PpEdge *self);
const char         *pp_edge_get_target           (PpEdge *self);
const char         *pp_edge_get_protocol         (PpEdge *self);
gboolean            pp_edge_get_bidirectional    (PpEdge *self);

#define PP_TYPE_THREAT (pp_threat_get_type ())
G_DECLARE_FINAL_TYPE (PpThreat, pp_threat, PP, THREAT, PpRecord)

const char         *pp_threat_get_element        (PpThreat *self);
gint64              pp_threat_get_number         (PpThreat *self);
gint64              pp_threat_get_order          (PpThreat *self);
const char         *pp_threat_get_title          (PpThreat *self);
const char         *pp_threat_get_methodology    (PpThreat *self);
const char         *pp_threat_get_category       (PpThreat *self);
const char         *pp_threat_get_status         (PpThreat *self);
const char         *pp_threat_get_severity       (PpThreat *self);
const char         *pp_threat_get_score          (PpThreat *self);
const char         *pp_threat_get_description    (PpThreat *self);
const char         *pp_threat_get_mitigation     (PpThreat *self);
const char * const *pp_threat_get_references     (PpThreat *self);
const char         *pp_threat_get_rule           (PpThreat *self);
const char         *pp_threat_get_origin         (PpThreat *self);
JsonNode           *pp_threat_get_evidence       (PpThreat *self);
JsonNode           *pp_threat_get_marking        (PpThreat *self);
JsonObject         *pp_threat_get_properties     (PpThreat *self);
JsonObject         *pp_threat_get_foreign        (PpThreat *self);
gboolean            pp_threat_is_open            (PpThreat *self);

#define PP_TYPE_CONTROL (pp_control_get_type ())
G_DECLARE_FINAL_TYPE (PpControl, pp_control, PP, CONTROL, PpRecord)

const char         *pp_control_get_title         (PpControl *self);
const char         *pp_control_get_description   (PpControl *self);
const char         *pp_control_get_status        (PpControl *self);
const char         *pp_control_get_owner         (PpControl *self);
const char         *pp_control_get_inherent_risk (PpControl *self);
const char         *pp_control_get_residual_risk (PpControl *self);
const char * const *pp_control_get_threats       (PpControl *self);
const char * const *pp_control_get_references    (PpControl *self);
JsonNode           *pp_control_get_marking       (PpControl *self);
JsonObject         *pp_control_get_properties    (PpControl *self);
JsonObject         *pp_control_get_foreign       (PpControl *self);

#define PP_TYPE_COMMENT (pp_comment_get_type ())
G_DECLARE_FINAL_TYPE (PpComment, pp_comment, PP, COMMENT, PpRecord)

const char         *pp_comment_get_element       (PpComment *self);
const char         *pp_comment_get_author        (PpComment *self);
const char         *pp_comment_get_created       (PpComment *self);
const char         *pp_comment_get_text          (PpComment *self);
gboolean            pp_comment_get_resolved      (PpComment *self);
JsonNode           *pp_comment_get_marking       (PpComment *self);
JsonObject         *pp_comment_get_foreign       (PpComment *self);

#define PP_TYPE_LAYOUT (pp_layout_get_type ())
G_DECLARE_FINAL_TYPE (PpLayout, pp_layout, PP, LAYOUT, PpRecord)

typedef void (* PpLayoutForeachFunc) (const char        *element_id,
                                      const PpPlacement *placement,
                                      gpointer           user_data);

const char         *pp_layout_get_title          (PpLayout *self);
const char         *pp_layout_get_description    (PpLayout *self);
const char         *pp_layout_get_methodology    (PpLayout *self);
JsonNode           *pp_layout_get_scope          (PpLayout *self);
JsonNode           *pp_layout_get_viewport       (PpLayout *self);
JsonNode           *pp_layout_get_marking        (PpLayout *self);
gint64              pp_layout_get_order          (PpLayout *self);
JsonObject         *pp_layout_get_foreign        (PpLayout *self);
guint               pp_layout_get_n_placements   (PpLayout *self);
const PpPlacement  *pp_layout_get_placement      (PpLayout   *self,
                                                  const char *element_id);
void                pp_layout_foreach_placement  (PpLayout            *self,
                                                  PpLayoutForeachFunc  func,
                                                  gpointer             user_data);
GPtrArray          *pp_layout_list_in_paint_order (PpLayout *self);
GPtrArray          *pp_layout_list_in_file_order (PpLayout *self);
void                pp_layout_get_z_range        (PpLayout *self,
                                                  int      *lowest,
                                                  int      *highest);

G_END_DECLS
