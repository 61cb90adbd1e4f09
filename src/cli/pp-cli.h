/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * PpCliStatus:
 * @PP_CLI_DONE: done
 * @PP_CLI_NO: the answer is no
 * @PP_CLI_FAILED: the command cannot be done
 *
 * What the program tells by its exit status.
 */
typedef enum {
  PP_CLI_DONE = 0,
  PP_CLI_NO = 1,
  PP_CLI_FAILED = 2,
} PpCliStatus;

/* One subcommand each: @arguments begin with its name. */
PpCliStatus pp_cli_analyze  (char       **arguments);
PpCliStatus pp_cli_attack   (char       **arguments);
PpCliStatus pp_cli_convert  (char       **arguments);
PpCliStatus pp_cli_diff     (char       **arguments);
PpCliStatus pp_cli_info     (char       **arguments);
PpCliStatus pp_cli_merge    (char       **arguments);
PpCliStatus pp_cli_paths    (char       **arguments);
PpCliStatus pp_cli_render   (char       **arguments);
PpCliStatus pp_cli_report   (char       **arguments);
PpCliStatus pp_cli_validate (char       **arguments);

/* Reads a subcommand's options; what is left are its parameters, without the name. NULL after a
 * mistake, which is told, or when there is nothing more to do (--help), and then @status is set. */
char      **pp_cli_parse    (char                **arguments,
                             const char           *parameters,
                             const char           *summary,
                             const GOptionEntry   *entries,
                             guint                 n_parameters,
                             PpCliStatus          *status);

void        pp_cli_complain (const char           *file,
                             const char           *format,
                             ...) G_GNUC_PRINTF (2, 3);
/* Tells of releases of ATT&CK that were taken and cannot be read. */
void        pp_cli_tell_attack_faults (void);
gboolean    pp_cli_print    (const char           *text);
gboolean    pp_cli_print_json (JsonNode           *node);
/* Adds a token to a JSON pointer (RFC 6901). */
void        pp_cli_append_token (GString          *pointer,
                                 const char       *token);
JsonNode   *pp_cli_object_node (JsonObject        *object);
/* What is made of one item of a list; the caller takes it. */
typedef JsonObject *(* PpCliToJson) (gconstpointer item);
JsonArray  *pp_cli_list_to_json (GPtrArray         *items,
                                 PpCliToJson        to_json);

G_END_DECLS
