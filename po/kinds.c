/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written by po/kinds.py from resources/kinds.json. Nothing compiles this file: it shows xgettext
 * what the program translates with g_dpgettext2 (NULL, "kind", text). */

/* Translators: a group in the palette */
NC_("kind", "Application")
/* Translators: a group in the palette */
NC_("kind", "Infrastructure")
/* Translators: a group in the palette */
NC_("kind", "Data")
/* Translators: a group in the palette */
NC_("kind", "People and Others")
/* Translators: a group in the palette */
NC_("kind", "Artificial Intelligence")
/* Translators: a group in the palette */
NC_("kind", "Industrial Control")
/* Translators: a group in the palette */
NC_("kind", "Zones and Notes")
/* Translators: a group in the palette */
NC_("kind", "Connections")
/* Translators: a kind of element */
NC_("kind", "Process")
/* Translators: what “Process” is */
NC_("kind", "Something that computes, of no special kind.")
/* Translators: a kind of element */
NC_("kind", "Web Service")
/* Translators: what “Web Service” is */
NC_("kind", "A service or site that answers over HTTP.")
/* Translators: a kind of element */
NC_("kind", "API")
/* Translators: what “API” is */
NC_("kind", "An interface for programs, such as REST, GraphQL or gRPC.")
/* Translators: a kind of element */
NC_("kind", "API Endpoint")
/* Translators: what “API Endpoint” is */
NC_("kind", "One operation of an API.")
/* Translators: a kind of element */
NC_("kind", "Function")
/* Translators: what “Function” is */
NC_("kind", "Code that runs when an event calls it.")
/* Translators: a kind of element */
NC_("kind", "Browser")
/* Translators: what “Browser” is */
NC_("kind", "A web browser with the code that a site runs in it.")
/* Translators: a kind of element */
NC_("kind", "Mobile App")
/* Translators: what “Mobile App” is */
NC_("kind", "An application on a phone or tablet.")
/* Translators: a kind of element */
NC_("kind", "Gateway")
/* Translators: what “Gateway” is */
NC_("kind", "Where calls from outside come in and are checked.")
/* Translators: a kind of element */
NC_("kind", "Load Balancer")
/* Translators: what “Load Balancer” is */
NC_("kind", "Spreads calls over several instances.")
/* Translators: a kind of element */
NC_("kind", "Container")
/* Translators: what “Container” is */
NC_("kind", "A container or pod.")
/* Translators: a kind of element */
NC_("kind", "Host")
/* Translators: what “Host” is */
NC_("kind", "A physical or virtual machine.")
/* Translators: a kind of element */
NC_("kind", "Identity Provider")
/* Translators: what “Identity Provider” is */
NC_("kind", "Signs people and programs in and gives out tokens.")
/* Translators: a kind of element */
NC_("kind", "Store")
/* Translators: what “Store” is */
NC_("kind", "Something that keeps data, of no special kind.")
/* Translators: a kind of element */
NC_("kind", "Database")
/* Translators: what “Database” is */
NC_("kind", "A database of tables or documents.")
/* Translators: a kind of element */
NC_("kind", "Cache")
/* Translators: what “Cache” is */
NC_("kind", "Keeps copies that are quick to get.")
/* Translators: a kind of element */
NC_("kind", "Queue")
/* Translators: what “Queue” is */
NC_("kind", "Keeps messages until somebody takes them.")
/* Translators: a kind of element */
NC_("kind", "Object Storage")
/* Translators: what “Object Storage” is */
NC_("kind", "Keeps files under names, such as a bucket.")
/* Translators: a kind of element */
NC_("kind", "Actor")
/* Translators: what “Actor” is */
NC_("kind", "Somebody or something outside the system, of no special kind.")
/* Translators: a kind of element */
NC_("kind", "User")
/* Translators: what “User” is */
NC_("kind", "A person who uses the system.")
/* Translators: a kind of element */
NC_("kind", "Threat Actor")
/* Translators: what “Threat Actor” is */
NC_("kind", "Somebody who wants to do harm.")
/* Translators: a kind of element */
NC_("kind", "External System")
/* Translators: what “External System” is */
NC_("kind", "A system that others run.")
/* Translators: a kind of element */
NC_("kind", "AI Agent")
/* Translators: what “AI Agent” is */
NC_("kind", "A language model that acts by itself with tools.")
/* Translators: a kind of element */
NC_("kind", "MCP Server")
/* Translators: what “MCP Server” is */
NC_("kind", "Offers tools and data to agents by the Model Context Protocol.")
/* Translators: a kind of element */
NC_("kind", "MCP Tool")
/* Translators: what “MCP Tool” is */
NC_("kind", "One tool that an MCP server offers.")
/* Translators: a kind of element */
NC_("kind", "PLC")
/* Translators: what “PLC” is */
NC_("kind", "A programmable logic controller that drives a machine.")
/* Translators: a kind of element */
NC_("kind", "RTU")
/* Translators: what “RTU” is */
NC_("kind", "A remote terminal unit in the field.")
/* Translators: a kind of element */
NC_("kind", "HMI")
/* Translators: what “HMI” is */
NC_("kind", "The screen from which operators watch and steer a plant.")
/* Translators: a kind of element */
NC_("kind", "Historian")
/* Translators: what “Historian” is */
NC_("kind", "Keeps the measured values of a plant.")
/* Translators: a kind of element */
NC_("kind", "Engineering Workstation")
/* Translators: what “Engineering Workstation” is */
NC_("kind", "The computer with which controllers are programmed.")
/* Translators: a kind of element */
NC_("kind", "Trust Boundary")
/* Translators: what “Trust Boundary” is */
NC_("kind", "An area inside which the same trust holds.")
/* Translators: a kind of element */
NC_("kind", "Network")
/* Translators: what “Network” is */
NC_("kind", "A network or a segment of one.")
/* Translators: a kind of element */
NC_("kind", "Text Note")
/* Translators: what “Text Note” is */
NC_("kind", "A remark on the drawing.")
/* Translators: a kind of element */
NC_("kind", "Data Flow")
/* Translators: what “Data Flow” is */
NC_("kind", "Data that goes from one element to another.")
/* Translators: a kind of element */
NC_("kind", "Communication")
/* Translators: what “Communication” is */
NC_("kind", "A conversation between two systems, in both directions.")
/* Translators: a kind of element */
NC_("kind", "Attack")
/* Translators: what “Attack” is */
NC_("kind", "A step of an attacker from one element to the next.")
/* Translators: a kind of element */
NC_("kind", "Exploit")
/* Translators: what “Exploit” is */
NC_("kind", "The use of a weakness of what the edge points to.")
/* Translators: a kind of element */
NC_("kind", "Dependency")
/* Translators: what “Dependency” is */
NC_("kind", "One element cannot work without the other.")
/* Translators: a kind of element */
NC_("kind", "Containment")
/* Translators: what “Containment” is */
NC_("kind", "One element is a part of the other, or runs in it.")
/* Translators: a kind of element */
NC_("kind", "Trust Boundary Line")
/* Translators: what “Trust Boundary Line” is */
NC_("kind", "A line on whose sides different trust holds.")
/* Translators: a fact about an element */
NC_("kind", "Encrypted")
/* Translators: what “Encrypted” means */
NC_("kind", "What is sent or kept cannot be read without a key.")
/* Translators: a fact about an element */
NC_("kind", "Public network")
/* Translators: what “Public network” means */
NC_("kind", "It travels over a network that anybody may use, such as the internet.")
/* Translators: a fact about an element */
NC_("kind", "Authentication")
/* Translators: what “Authentication” means */
NC_("kind", "How the caller proves who it is.")
/* Translators: a fact about an element */
NC_("kind", "Authorisation")
/* Translators: what “Authorisation” means */
NC_("kind", "How finely the right to do something is decided.")
/* Translators: what “Data” means */
NC_("kind", "The classes of data that are carried or kept.")
/* Translators: a fact about an element */
NC_("kind", "Data returned")
/* Translators: what “Data returned” means */
NC_("kind", "The classes of data in the answer.")
/* Translators: a fact about an element */
NC_("kind", "Operation")
/* Translators: what “Operation” means */
NC_("kind", "What the caller does with it.")
/* Translators: a fact about an element */
NC_("kind", "Protocol")
/* Translators: what “Protocol” means */
NC_("kind", "The protocol on the wire.")
/* Translators: a fact about an element */
NC_("kind", "Sensitivity")
/* Translators: what “Sensitivity” means */
NC_("kind", "From 0, public, to 3, secret; worked out from the data where it is left open.")
/* Translators: a fact about an element */
NC_("kind", "Criticality")
/* Translators: what “Criticality” means */
NC_("kind", "From 0, dispensable, to 3, nothing works without it.")
/* Translators: a fact about an element */
NC_("kind", "Technical type")
/* Translators: what “Technical type” means */
NC_("kind", "What it is to the rules; comes with the kind.")
/* Translators: a fact about an element */
NC_("kind", "Technology")
/* Translators: what “Technology” means */
NC_("kind", "The product or framework that it is built with.")
/* Translators: a fact about an element */
NC_("kind", "Storage engine")
/* Translators: what “Storage engine” means */
NC_("kind", "How the data is stored.")
/* Translators: a fact about an element */
NC_("kind", "Reachable from")
/* Translators: what “Reachable from” means */
NC_("kind", "From where it can be reached.")
/* Translators: a fact about an element */
NC_("kind", "Run by others")
/* Translators: what “Run by others” means */
NC_("kind", "Another organisation builds or operates it.")
/* Translators: a fact about an element */
NC_("kind", "Untrusted")
/* Translators: what “Untrusted” means */
NC_("kind", "What comes from it must be taken for hostile.")
/* Translators: a fact about an element */
NC_("kind", "Layer")
/* Translators: what “Layer” means */
NC_("kind", "Where it stands in the system.")
/* Translators: a fact about an element */
NC_("kind", "Validates input")
/* Translators: what “Validates input” means */
NC_("kind", "Everything that comes in is checked before it is used.")
/* Translators: a fact about an element */
NC_("kind", "Encodes output")
/* Translators: what “Encodes output” means */
NC_("kind", "What goes into a page or a query is encoded for its place.")
/* Translators: a fact about an element */
NC_("kind", "Parameterised queries")
/* Translators: what “Parameterised queries” means */
NC_("kind", "Values never become part of a command or query text.")
/* Translators: a fact about an element */
NC_("kind", "Rate limited")
/* Translators: what “Rate limited” means */
NC_("kind", "One caller cannot use up what all need.")
/* Translators: a fact about an element */
NC_("kind", "Security log")
/* Translators: what “Security log” means */
NC_("kind", "What matters for security is recorded with who did it.")
/* Translators: a fact about an element */
NC_("kind", "Hardened")
/* Translators: what “Hardened” means */
NC_("kind", "What is not needed is switched off.")
/* Translators: a fact about an element */
NC_("kind", "Redundant")
/* Translators: what “Redundant” means */
NC_("kind", "A second instance takes over when one fails.")
/* Translators: a fact about an element */
NC_("kind", "Runs as")
/* Translators: what “Runs as” means */
NC_("kind", "The rights that the process has on its host.")
/* Translators: a fact about an element */
NC_("kind", "Own code")
/* Translators: what “Own code” means */
NC_("kind", "It runs code that was written for this system.")
/* Translators: a fact about an element */
NC_("kind", "Where secrets are")
/* Translators: what “Where secrets are” means */
NC_("kind", "How the secrets that it needs are kept.")
/* Translators: a fact about an element */
NC_("kind", "Outdated")
/* Translators: what “Outdated” means */
NC_("kind", "It contains components with known weaknesses.")
/* Translators: a fact about an element */
NC_("kind", "Default credentials")
/* Translators: what “Default credentials” means */
NC_("kind", "It still opens with the delivered password.")
/* Translators: a fact about an element */
NC_("kind", "Verbose errors")
/* Translators: what “Verbose errors” means */
NC_("kind", "Error messages show internals.")
/* Translators: a fact about an element */
NC_("kind", "Signed")
/* Translators: what “Signed” means */
NC_("kind", "A change by others would be noticed.")
/* Translators: a fact about an element */
NC_("kind", "Replay protected")
/* Translators: what “Replay protected” means */
NC_("kind", "A message that is sent twice is taken once.")
/* Translators: a fact about an element */
NC_("kind", "Integrity checked")
/* Translators: what “Integrity checked” means */
NC_("kind", "What arrives is compared with what was meant.")
/* Translators: a fact about an element */
NC_("kind", "Checks certificate")
/* Translators: what “Checks certificate” means */
NC_("kind", "The caller refuses a certificate that is not right.")
/* Translators: a fact about an element */
NC_("kind", "TLS version")
/* Translators: what “TLS version” means */
NC_("kind", "1.2 or 1.3; earlier ones are broken.")
/* Translators: a fact about an element */
NC_("kind", "Second factor")
/* Translators: what “Second factor” means */
NC_("kind", "A password alone does not open it.")
/* Translators: a fact about an element */
NC_("kind", "Both ways")
/* Translators: what “Both ways” means */
NC_("kind", "Either end may start sending.")
/* Translators: a fact about an element */
NC_("kind", "One-way device")
/* Translators: what “One-way device” means */
NC_("kind", "A data diode lets nothing come back.")
/* Translators: a fact about an element */
NC_("kind", "Medium")
/* Translators: what “Medium” means */
NC_("kind", "What carries the signal.")
/* Translators: a fact about an element */
NC_("kind", "Object ids in the call")
/* Translators: what “Object ids in the call” means */
NC_("kind", "The caller names the record that it wants.")
/* Translators: a fact about an element */
NC_("kind", "Credentials in")
/* Translators: what “Credentials in” means */
NC_("kind", "Where in the request the credentials stand.")
/* Translators: a fact about an element */
NC_("kind", "Token lifetime")
/* Translators: what “Token lifetime” means */
NC_("kind", "How long a token is good for.")
/* Translators: a fact about an element */
NC_("kind", "Token bound")
/* Translators: what “Token bound” means */
NC_("kind", "A stolen token is of no use elsewhere.")
/* Translators: a fact about an element */
NC_("kind", "PKCE")
/* Translators: what “PKCE” means */
NC_("kind", "The authorisation code is bound to who asked for it.")
/* Translators: a fact about an element */
NC_("kind", "Webhook")
/* Translators: what “Webhook” means */
NC_("kind", "It is a call back to an address that was registered.")
/* Translators: a fact about an element */
NC_("kind", "Checks the answer")
/* Translators: what “Checks the answer” means */
NC_("kind", "The answer is checked before it is used.")
/* Translators: a fact about an element */
NC_("kind", "Checks model output")
/* Translators: what “Checks model output” means */
NC_("kind", "What the model or tool says is checked before it acts.")
/* Translators: a fact about an element */
NC_("kind", "Person approves")
/* Translators: what “Person approves” means */
NC_("kind", "A person agrees before it takes effect.")
/* Translators: a fact about an element */
NC_("kind", "Identity passed on")
/* Translators: what “Identity passed on” means */
NC_("kind", "The called one knows for which person the call is made.")
/* Translators: a fact about an element */
NC_("kind", "Token passed through")
/* Translators: what “Token passed through” means */
NC_("kind", "A token meant for one service is handed on to another.")
/* Translators: a fact about an element */
NC_("kind", "Pinned")
/* Translators: what “Pinned” means */
NC_("kind", "The version is fixed and its content known.")
/* Translators: a fact about an element */
NC_("kind", "Batched")
/* Translators: what “Batched” means */
NC_("kind", "Many operations fit in one call.")
/* Translators: a fact about an element */
NC_("kind", "Seen in traffic")
/* Translators: what “Seen in traffic” means */
NC_("kind", "It was observed at work.")
/* Translators: a fact about an element */
NC_("kind", "Documented")
/* Translators: what “Documented” means */
NC_("kind", "It stands in an inventory or a specification.")
/* Translators: a fact about an element */
NC_("kind", "Authentication seen")
/* Translators: what “Authentication seen” means */
NC_("kind", "What traffic shows of authentication.")
/* Translators: a fact about an element */
NC_("kind", "Drawn as")
/* Translators: what “Drawn as” means */
NC_("kind", "Traffic, or a step of an attacker.")
/* Translators: a fact about an element */
NC_("kind", "ATT&CK technique")
/* Translators: what “ATT&CK technique” means */
NC_("kind", "The technique that the step uses, such as T1190.")
/* Translators: a fact about an element */
NC_("kind", "Web application")
/* Translators: what “Web application” means */
NC_("kind", "Its answers are shown in a browser.")
/* Translators: a fact about an element */
NC_("kind", "Renders HTML")
/* Translators: what “Renders HTML” means */
NC_("kind", "It builds pages out of what others entered.")
/* Translators: a fact about an element */
NC_("kind", "CSRF token")
/* Translators: what “CSRF token” means */
NC_("kind", "A request from another site is recognised.")
/* Translators: a fact about an element */
NC_("kind", "Framing denied")
/* Translators: what “Framing denied” means */
NC_("kind", "Other sites cannot put its pages in a frame.")
/* Translators: a fact about an element */
NC_("kind", "CORS for everybody")
/* Translators: what “CORS for everybody” means */
NC_("kind", "Any site may read its answers.")
/* Translators: a fact about an element */
NC_("kind", "Takes uploads")
/* Translators: what “Takes uploads” means */
NC_("kind", "Users may send files.")
/* Translators: a fact about an element */
NC_("kind", "Checks files")
/* Translators: what “Checks files” means */
NC_("kind", "Files are checked for type and malware.")
/* Translators: a fact about an element */
NC_("kind", "Reads XML")
/* Translators: what “Reads XML” means */
NC_("kind", "It parses XML from outside.")
/* Translators: a fact about an element */
NC_("kind", "DTD disabled")
/* Translators: what “DTD disabled” means */
NC_("kind", "Its XML parser ignores document types.")
/* Translators: a fact about an element */
NC_("kind", "Deserialises objects")
/* Translators: what “Deserialises objects” means */
NC_("kind", "It turns bytes from outside into objects of the language.")
/* Translators: a fact about an element */
NC_("kind", "Fetches addresses")
/* Translators: what “Fetches addresses” means */
NC_("kind", "It opens addresses that a caller gives.")
/* Translators: a fact about an element */
NC_("kind", "Address allow list")
/* Translators: what “Address allow list” means */
NC_("kind", "It opens only addresses that are listed.")
/* Translators: a fact about an element */
NC_("kind", "Runs given code")
/* Translators: what “Runs given code” means */
NC_("kind", "It runs code or commands that come from outside.")
/* Translators: a fact about an element */
NC_("kind", "Sandboxed")
/* Translators: what “Sandboxed” means */
NC_("kind", "What it runs is locked in.")
/* Translators: a fact about an element */
NC_("kind", "Privileged container")
/* Translators: what “Privileged container” means */
NC_("kind", "The container has the rights of its host.")
/* Translators: a fact about an element */
NC_("kind", "Mounts host folders")
/* Translators: what “Mounts host folders” means */
NC_("kind", "Folders of the host are visible inside.")
/* Translators: a fact about an element */
NC_("kind", "Cloud role")
/* Translators: what “Cloud role” means */
NC_("kind", "The rights of its cloud identity.")
/* Translators: a fact about an element */
NC_("kind", "Accepts passwords")
/* Translators: what “Accepts passwords” means */
NC_("kind", "People sign in here with a password.")
/* Translators: a fact about an element */
NC_("kind", "Lockout")
/* Translators: what “Lockout” means */
NC_("kind", "Guessing of passwords is slowed or stopped.")
/* Translators: a fact about an element */
NC_("kind", "Exact redirect address")
/* Translators: what “Exact redirect address” means */
NC_("kind", "Only registered addresses get codes and tokens.")
/* Translators: a fact about an element */
NC_("kind", "Verifies tokens")
/* Translators: what “Verifies tokens” means */
NC_("kind", "Signature, issuer and audience of tokens are checked.")
/* Translators: a fact about an element */
NC_("kind", "Schema validated")
/* Translators: what “Schema validated” means */
NC_("kind", "Requests must fit a schema, without further fields.")
/* Translators: a fact about an element */
NC_("kind", "Filters answers")
/* Translators: what “Filters answers” means */
NC_("kind", "Answers hold only what the caller may see.")
/* Translators: a fact about an element */
NC_("kind", "Stops robots")
/* Translators: what “Stops robots” means */
NC_("kind", "Automated misuse is recognised.")
/* Translators: a fact about an element */
NC_("kind", "Query limits")
/* Translators: what “Query limits” means */
NC_("kind", "Depth and cost of a query are bounded.")
/* Translators: a fact about an element */
NC_("kind", "Deprecated")
/* Translators: what “Deprecated” means */
NC_("kind", "It should no longer be used.")
/* Translators: a fact about an element */
NC_("kind", "Branch protection")
/* Translators: what “Branch protection” means */
NC_("kind", "No change comes in without a review.")
/* Translators: a fact about an element */
NC_("kind", "Artefacts signed")
/* Translators: what “Artefacts signed” means */
NC_("kind", "What is built carries a signature that is checked.")
/* Translators: a fact about an element */
NC_("kind", "Dead letter queue")
/* Translators: what “Dead letter queue” means */
NC_("kind", "Messages that cannot be handled are set aside.")
/* Translators: a fact about an element */
NC_("kind", "Several tenants")
/* Translators: what “Several tenants” means */
NC_("kind", "Customers who must not see each other share it.")
/* Translators: a fact about an element */
NC_("kind", "Tenants isolated")
/* Translators: what “Tenants isolated” means */
NC_("kind", "A query cannot reach the data of another tenant.")
/* Translators: a fact about an element */
NC_("kind", "Checks in client only")
/* Translators: what “Checks in client only” means */
NC_("kind", "Input is checked where the user can change the check.")
/* Translators: a fact about an element */
NC_("kind", "Card payments")
/* Translators: what “Card payments” means */
NC_("kind", "Card data passes through it.")
/* Translators: a fact about an element */
NC_("kind", "Goods or services")
/* Translators: what “Goods or services” means */
NC_("kind", "It sells or hands out something of value.")
/* Translators: a fact about an element */
NC_("kind", "Guarded")
/* Translators: what “Guarded” means */
NC_("kind", "Input to the model is filtered for instructions.")
/* Translators: a fact about an element */
NC_("kind", "Tool policy")
/* Translators: what “Tool policy” means */
NC_("kind", "Which tools it may use, and for what, is enforced.")
/* Translators: a fact about an element */
NC_("kind", "Stores credentials")
/* Translators: what “Stores credentials” means */
NC_("kind", "Passwords, keys or tokens are kept here.")
/* Translators: a fact about an element */
NC_("kind", "Stores inventory")
/* Translators: what “Stores inventory” means */
NC_("kind", "Stock or entitlements are kept here.")
/* Translators: a fact about an element */
NC_("kind", "Is a log")
/* Translators: what “Is a log” means */
NC_("kind", "It keeps records of what happened.")
/* Translators: a fact about an element */
NC_("kind", "Public access")
/* Translators: what “Public access” means */
NC_("kind", "Anybody can read it.")
/* Translators: a fact about an element */
NC_("kind", "Access per entry")
/* Translators: what “Access per entry” means */
NC_("kind", "Who may read is decided for each entry.")
/* Translators: a fact about an element */
NC_("kind", "Immutable")
/* Translators: what “Immutable” means */
NC_("kind", "What is written cannot be changed.")
/* Translators: a fact about an element */
NC_("kind", "Backed up")
/* Translators: what “Backed up” means */
NC_("kind", "It can be restored, and that has been tried.")
/* Translators: a fact about an element */
NC_("kind", "Retention rule")
/* Translators: what “Retention rule” means */
NC_("kind", "Data is deleted when it is no longer needed.")
/* Translators: a fact about an element */
NC_("kind", "Least privilege")
/* Translators: what “Least privilege” means */
NC_("kind", "Each user of the store has only the rights it needs.")
/* Translators: a fact about an element */
NC_("kind", "Hardware module")
/* Translators: what “Hardware module” means */
NC_("kind", "Keys never leave a hardware security module.")
/* Translators: a fact about an element */
NC_("kind", "A person")
/* Translators: what “A person” means */
NC_("kind", "It is a human being, not a machine.")
/* Translators: a fact about an element */
NC_("kind", "Authenticates")
/* Translators: what “Authenticates” means */
NC_("kind", "It proves who it is.")
/* Translators: a fact about an element */
NC_("kind", "Hostile")
/* Translators: what “Hostile” means */
NC_("kind", "It wants to do harm.")
/* Translators: a fact about an element */
NC_("kind", "Shared account")
/* Translators: what “Shared account” means */
NC_("kind", "Several people use one account.")
/* Translators: a fact about an element */
NC_("kind", "Gave consent")
/* Translators: what “Gave consent” means */
NC_("kind", "The person agreed to the use of the data.")
/* Translators: a fact about an element */
NC_("kind", "Acts are attributed")
/* Translators: what “Acts are attributed” means */
NC_("kind", "What it did can be proved later.")
/* Translators: a fact about an element */
NC_("kind", "Trust")
/* Translators: what “Trust” means */
NC_("kind", "How far what is inside is trusted.")
/* Translators: a fact about an element */
NC_("kind", "Segmented")
/* Translators: what “Segmented” means */
NC_("kind", "Traffic inside is restricted as well.")
