/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people and programs write means what the rules call it. */

#include "pp-spelling.h"
#include "pp-test-analysis.h"

#include <string.h>

#define FLOW(name, own) \
  "{\"id\":\"" name "\",\"shape\":\"flow\",\"source\":{\"cell\":\"one\"},\"target\":{\"cell\":\"two\"}," \
  "\"data\":{\"type\":\"tm.Flow\",\"name\":\"" name "\"," own "}}"
#define NODE(name, own) \
  "{\"id\":\"" name "\",\"shape\":\"process\",\"position\":{\"x\":0,\"y\":0},\"size\":{\"width\":10," \
  "\"height\":10},\"data\":{\"type\":\"tm.Process\",\"name\":\"" name "\"," own "}}"
#define STORE(name, own) \
  "{\"id\":\"" name "\",\"shape\":\"store\",\"position\":{\"x\":50,\"y\":0},\"size\":{\"width\":10," \
  "\"height\":10},\"data\":{\"type\":\"tm.Store\",\"name\":\"" name "\"," own "}}"

static PpModel *
read_model (const char *flow,
            const char *process,
            const char *store)
{
  g_autofree char *text = g_strdup_printf (
    "{\"version\":\"2.0\",\"summary\":{\"title\":\"T\"},\"detail\":{\"contributors\":[],\"diagrams\":[{\"id\":0,"
    "\"title\":\"D\",\"diagramType\":\"STRIDE\",\"version\":\"2.0\",\"cells\":["
    NODE ("one", "%s") "," STORE ("two", "%s") "," FLOW ("flow", "%s") "]}]}}", process, store, flow);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (pp_formats_lookup ("threat-dragon"), bytes, NULL, NULL, loss, &error);

  g_assert_no_error (error);
  return model;
}

static PpAnalysis *
read_cells (const char *flow,
            const char *process,
            const char *store)
{
  g_autoptr (PpModel) model = read_model (flow, process, store);

  return analyse (model, NULL);
}

static void
assert_value (PpAnalysis *analysis,
              const char *element,
              const char *property,
              const char *expected)
{
  PpOrigin origin;
  g_autoptr (JsonNode) value = pp_analysis_dup_value (analysis, element, property, &origin);
  g_autofree char *text = value != NULL ? pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL) : g_strdup ("?");

  g_assert_cmpstr (text, ==, expected);
}

typedef struct {
  const char *stated;
  const char *property;
  const char *value;
} Spelling;

/* Of a flow, as Threat Dragon's own keys and among the properties. */
static void
test_flows (void)
{
  static const Spelling spellings[] = {
    { "\"isEncrypted\":\"true\"", "encrypted", "true" },
    { "\"isEncrypted\":1", "encrypted", "true" },
    { "\"isEncrypted\":\"No\"", "encrypted", "false" },
    { "\"properties\":{\"isEncrypted\":true}", "encrypted", "true" },
    { "\"properties\":{\"Encrypted\":\"Enabled\"}", "encrypted", "true" },
    { "\"properties\":{\"encrypted\":\"planned\"}", "encrypted", "false" },
    { "\"properties\":{\"encrypted\":\"not yet\"}", "encrypted", "false" },
    { "\"properties\":{\"encrypted\":\"unknown\"}", "encrypted", "?" },
    { "\"properties\":{\"encrypted\":\"n/a\"}", "encrypted", "?" },
    { "\"properties\":{\"encrypted\":false,\"Encrypted\":true}", "encrypted", "false" },
    { "\"properties\":{\"public_network\":1}", "publicNetwork", "true" },
    { "\"properties\":{\"Public network\":\"y\"}", "publicNetwork", "true" },
    { "\"properties\":{\"auth\":false}", "auth", "\"none\"" },
    { "\"properties\":{\"authentication\":\"No authentication\"}", "auth", "\"none\"" },
    { "\"properties\":{\"auth\":\"API key\"}", "auth", "\"api-key\"" },
    { "\"properties\":{\"auth\":\"Kerberos ticket\"}", "auth", "\"Kerberos ticket\"" },
    { "\"properties\":{\"sensitivity\":\"High\"}", "sensitivity", "3" },
    { "\"properties\":{\"sensitivity\":\"2 (confidential)\"}", "sensitivity", "2" },
    { "\"properties\":{\"sensitivity\":\"sehr hoch\"}", "sensitivity", "?" },
    { "\"properties\":{\"data\":\"Credit card; Personal data\"}", "data", "[\"payment\",\"pii\"]" },
    { "\"properties\":{\"data\":[\"Auth Code\",\"Passwords\"]}", "data", "[\"auth-code\",\"credentials\"]" },
    { "\"properties\":{\"data\":\"Push tokens, PII/PHI and login data\"}", "data",
      "[\"tokens\",\"pii\",\"health\",\"credentials\"]" },
    { "\"properties\":{\"data\":[\"encrypted passwords\"]}", "data", "[\"credentials\"]" },
    { "\"properties\":{\"data\":[\"R&D papers\",\"no passwords\"]}", "data", "[\"R&D papers\",\"no passwords\"]" },
    { "\"properties\":{\"returns\":\"Personal data\"}", "returns", "[\"pii\"]" },
    { "\"properties\":{\"Auth method\":\"None\"}", "auth", "\"none\"" },
    { "\"properties\":{\"TLS\":\"1.2\"}", "encrypted", "\"1.2\"" },
    { "\"properties\":{\"TLS\":\"no\"}", "encrypted", "false" },
    { "\"properties\":{\"Data types\":\"PII\"}", "data", "[\"pii\"]" },
    { "\"properties\":{\"auth\":\"JWT (RS256)\"}", "auth", "\"bearer\"" },
    { "\"properties\":{\"auth\":\"TLS client certificate\"}", "auth", "\"client-certificate\"" },
    { "\"properties\":{\"auth\":\"password or certificate\"}", "auth", "\"password or certificate\"" },
    { "\"properties\":{\"sensitivity\":\"highly confidential\"}", "sensitivity", "2" },
    { "\"properties\":{\"auth\":\"JWT (planned)\"}", "auth", "\"JWT (planned)\"" },
    { "\"properties\":{\"auth\":\"mTLS [optional]\"}", "auth", "\"mTLS [optional]\"" },
    { "\"properties\":{\"auth\":\"planned\"}", "auth", "\"none\"" },
    { "\"properties\":{\"auth\":\"passwordless login\"}", "auth", "\"passwordless login\"" },
    { "\"properties\":{\"auth\":\"SQL login\"}", "auth", "\"password\"" },
    { "\"properties\":{\"auth\":\"server certificate\"}", "auth", "\"server certificate\"" },
    { "\"properties\":{\"auth\":\"password, MFA off\"}", "auth", "\"password, MFA off\"" },
    { "\"properties\":{\"encryption\":\"plaintext\"}", "encrypted", "false" },
    { "\"properties\":{\"encryption\":\"clear text\"}", "encrypted", "false" },
    { "\"properties\":{\"encryption\":\"planned for 2027\"}", "encrypted", "false" },
    { "\"properties\":{\"TLS\":\"optional\"}", "encrypted", "?" },
    { "\"properties\":{\"TLS\":\"1.2, not for old clients\"}", "encrypted", "?" },
    { "\"properties\":{\"encrypted\":\"AES or ChaCha20\"}", "encrypted", "\"AES or ChaCha20\"" },
    { "\"protocol\":\"TLS disabled\"", "encrypted", "?" },
    { "\"isEncrypted\":true,\"properties\":{\"encrypted\":\"partly\"}", "encrypted", "true" },
    { "\"properties\":{\"signed\":\"unsigned\"}", "signed", "false" },
    { "\"properties\":{\"tokenExpiry\":\"never\"}", "tokenLifetime", "\"long\"" },
    { "\"properties\":{\"tokenExpiry\":false}", "tokenLifetime", "\"long\"" },
    { "\"properties\":{\"data\":\"no PII/PHI\"}", "data", "[\"no PII/PHI\"]" },
    { "\"properties\":{\"data\":[\"product images\",\"images\"]}", "data", "[\"product images\",\"image\"]" },
    { "\"properties\":{\"data\":\"postal code, source code\"}", "data", "[\"postal code\",\"code\"]" },
    { "\"properties\":{\"data\":\"system health, primary keys\"}", "data", "[\"system health\",\"primary keys\"]" },
    { "\"properties\":{\"returns\":\"data model\"}", "returns", "[\"data model\"]" },
    { "\"properties\":{\"tlsVersion\":\"TLSv1.1\"}", "tlsVersion", "1.1" },
    { "\"properties\":{\"tls_version\":\"SSLv3\"}", "tlsVersion", "0" },
    { "\"isEncrypted\":false,\"properties\":{\"encrypted\":true}", "encrypted", "true" },
    { "\"isEncrypted\":true,\"properties\":{\"Encrypted\":\"no\"}", "encrypted", "false" },
    { "\"isEncrypted\":true,\"properties\":{\"encrypted\":\"n/a\"}", "encrypted", "true" },
    { "\"protocol\":\"Modbus/TCP\"", "protocol", "\"modbus-tcp\"" },
    { "\"protocol\":\"OPC UA\"", "protocol", "\"opc-ua\"" },
    { "\"protocol\":\"DNP3 over TCP\"", "protocol", "\"dnp3\"" },
    { "\"protocol\":\"IEC 60870-5-104\"", "protocol", "\"iec-104\"" },
    { "\"protocol\":\"TCP 1234\"", "protocol", "\"TCP 1234\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (PpAnalysis) analysis = read_cells (spellings[i].stated, "\"isWebApplication\":true", "\"isALog\":false");

      g_test_message ("%s", spellings[i].stated);
      assert_value (analysis, "flow", spellings[i].property, spellings[i].value);
    }
}

static void
test_processes (void)
{
  static const Spelling spellings[] = {
    { "\"isWebApplication\":\"yes\"", "webApp", "true" },
    { "\"properties\":{\"isWebApplication\":true}", "webApp", "true" },
    { "\"properties\":{\"type\":\"API Gateway\"}", "type", "\"api-gateway\"" },
    { "\"properties\":{\"type\":\"Web application\"}", "type", "\"web-app\"" },
    { "\"properties\":{\"type\":\"Turbine\"}", "type", "\"Turbine\"" },
    { "\"properties\":{\"type\":\"AWS Lambda v2\"}", "type", "\"function\"" },
    { "\"properties\":{\"type\":\"Private container registry\"}", "type", "\"registry\"" },
    { "\"properties\":{\"type\":\"service-registry\"}", "type", "\"service-registry\"" },
    { "\"properties\":{\"type\":\"Monitoring agent\"}", "type", "\"Monitoring agent\"" },
    { "\"properties\":{\"type\":\"AI agent\"}", "type", "\"agent\"" },
    { "\"properties\":{\"type\":\"Document repository\"}", "type", "\"Document repository\"" },
    { "\"properties\":{\"type\":\"Repository\"}", "type", "\"repo\"" },
    { "\"properties\":{\"type\":\"Container (Docker)\"}", "type", "\"container\"" },
    { "\"properties\":{\"Web application\":\"yes\"}", "webApp", "true" },
    { "\"properties\":{\"rateLimit\":\"unlimited\"}", "rateLimited", "false" },
    { "\"properties\":{\"rateLimit\":100}", "rateLimited", "100" },
    { "\"properties\":{\"rateLimit\":0}", "rateLimited", "false" },
    { "\"properties\":{\"inputValidation\":\"client-side only\"}", "validatesInput", "false" },
    { "\"properties\":{\"defaultPassword\":\"changed\"}", "defaultCredentials", "false" },
    { "\"properties\":{\"defaultPassword\":\"admin\"}", "defaultCredentials", "\"admin\"" },
    { "\"properties\":{\"iamRole\":\"order-service\"}", "cloudRole", "?" },
    { "\"properties\":{\"threatActor\":\"APT29\"}", "threat", "false" },
    { "\"properties\":{\"lockout\":\"after 5 attempts\"}", "lockout", "\"after 5 attempts\"" },
    { "\"properties\":{\"redundancy\":\"partial\"}", "redundant", "?" },
    { "\"properties\":{\"internetFacing\":\"internal only\"}", "internet", "false" },
    { "\"properties\":{\"Logging\":\"disabled\"}", "logged", "false" },
    { "\"properties\":{\"internet\":\"no\"}", "internet", "false" },
    { "\"properties\":{\"exposure\":\"Internet-facing\"}", "internet", "true" },
    { "\"properties\":{\"rate-limited\":\"on\"}", "rateLimited", "true" },
    { "\"properties\":{\"criticality\":\"mission critical\"}", "criticality", "3" },
    { "\"properties\":{\"parameterized\":\"true\"}", "parameterised", "true" },
    { "\"properties\":{\"something else\":\"true\"}", "logged", "?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (PpAnalysis) analysis = read_cells ("\"protocol\":\"\"", spellings[i].stated, "\"isALog\":false");

      g_test_message ("%s", spellings[i].stated);
      assert_value (analysis, "one", spellings[i].property, spellings[i].value);
    }
}

/* Data that are encrypted on their way are not yet encrypted where they are kept. */
static void
test_names_of_one_class (void)
{
  static const char own[] = "\"properties\":{\"Encryption in transit\":\"yes\",\"Encryption at rest\":\"no\"}";
  g_autoptr (PpAnalysis) analysis = read_cells (own, "\"isWebApplication\":true", own);
  g_autoptr (PpAnalysis) silent = read_cells ("\"properties\":{\"encrypted_at_rest\":true}", "\"isWebApplication\":true",
                                             "\"properties\":{\"isEncryptedInTransit\":true}");

  assert_value (analysis, "flow", "encrypted", "true");
  assert_value (analysis, "two", "encrypted", "false");
  assert_value (silent, "flow", "encrypted", "?");
  assert_value (silent, "two", "encrypted", "?");
}

/* What a file of one's own adds does not change what others say; and in it the order does not matter. */
static void
test_own_spellings (void)
{
  static const char own[] =
    "{\"format\":\"parapet-rules\",\"spellings\":{\"engine\":{\"keydb\":\"redis\",\"a\":\"b\",\"b\":\"sql\"},"
    "\"type\":{\"b\":\"api\",\"a\":\"b\"}},\"alone\":{\"engine\":[\"MySQL\"]}}";
  static const char * const engines[][2] = {
    { "Redis", "\"cache\"" }, { "KeyDB", "\"redis\"" }, { "b", "\"sql\"" }, { "MySQL 8", "\"sql\"" },
    { "Amazon MySQL", "\"Amazon MySQL\"" },
  };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (own, strlen (own));
  g_autoptr (GError) error = NULL;

  pp_rule_set_load (rules, bytes, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_autofree char *store = g_strdup_printf ("\"properties\":{\"engine\":\"%s\"}", engines[i][0]);
      g_autoptr (PpModel) model = read_model ("\"protocol\":\"\"", "\"properties\":{\"type\":\"b\"}", store);
      g_autoptr (PpAnalysis) analysis = pp_analysis_new (model, pp_kinds_get_default (), rules, NULL);

      pp_analysis_run (analysis);
      assert_value (analysis, "two", "engine", engines[i][1]);
      assert_value (analysis, "one", "type", "\"api\"");
    }
}

/* A protocol that is encrypted by its name says more than a box that is not ticked; one that may be does not. */
static void
test_encrypted_protocols (void)
{
  static const struct {
    const char *protocol;
    gboolean    encrypted;
  } protocols[] = {
    { "https", TRUE }, { "HTTPS", TRUE }, { "HTTPS/TLS 1.2", TRUE }, { "TLS", TRUE }, { "TLSv1.3", TRUE },
    { "grpc+tls", TRUE }, { "wss", TRUE }, { "SSH", TRUE }, { "ssh tunnel", TRUE }, { "HTTP/2 over TLS", TRUE },
    { "JDBC (TLS)", TRUE }, { "LDAPS:636", TRUE }, { "IPsec VPN", TRUE }, { "jdbc-encrypted", TRUE },
    { "HTTP", FALSE }, { "HTTP/S", FALSE }, { "HTTP/HTTPS", FALSE }, { "HTTP or HTTPS", FALSE }, { "TCP 1234", FALSE },
    { "SQL*NET", FALSE }, { "without TLS", FALSE }, { "TCP, no TLS", FALSE }, { "non-TLS", FALSE },
    { "SMTP (TLS optional)", FALSE }, { "gRPC", FALSE }, { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autofree char *flow = g_strdup_printf ("\"isEncrypted\":false,\"protocol\":\"%s\"", protocols[i].protocol);
      g_autoptr (PpAnalysis) analysis = read_cells (flow, "\"isWebApplication\":true", "\"isALog\":false");

      g_test_message ("%s", protocols[i].protocol);
      assert_value (analysis, "flow", "encrypted", protocols[i].encrypted ? "true" : "false");
    }
}

static void
test_folding (void)
{
  static const char * const words[][2] = {
    { "Modbus/TCP", "modbus-tcp" }, { "  API  Gateway ", "api-gateway" }, { "?", "" }, { "", "" },
    { "Größe M", "größe-m" }, { "x", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *folded = _pp_spelling_fold_word (words[i][0]);

      g_assert_cmpstr (folded, ==, words[i][1]);
    }
}

static void
test_heads (void)
{
  static const char * const heads[][2] = {
    { "PostgreSQL 15", "postgresql" }, { "MySQL 8.0.32", "mysql" }, { "Apache Kafka 3.7 (managed)", "apache-kafka" },
    { "JWT (RS256)", "jwt" }, { "SQL Server", "sql-server" }, { "5G 2", "5g" }, { "Redis", NULL },
    { "identity-store-ldap", NULL }, { "no JWT", NULL }, { "TLS or none", NULL }, { "(nothing)", "" },
    { "JWT (optional)", NULL }, { "basic auth disabled", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *head = _pp_spelling_dup_head (heads[i][0]);

      g_assert_cmpstr (head, ==, heads[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/spelling/flows", test_flows);
  g_test_add_func ("/analysis/spelling/processes", test_processes);
  g_test_add_func ("/analysis/spelling/one-class", test_names_of_one_class);
  g_test_add_func ("/analysis/spelling/own", test_own_spellings);
  g_test_add_func ("/analysis/spelling/encrypted-protocols", test_encrypted_protocols);
  g_test_add_func ("/analysis/spelling/folding", test_folding);
  g_test_add_func ("/analysis/spelling/heads", test_heads);
  return g_test_run ();
}
