/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written by po/texts.py from resources/kinds.json. Nothing compiles this file: it shows xgettext what
 * is translated when it is shown. What stands in braces is filled in later: it stays as it is. */

/* Translators: a group in the palette */
N_("Application")
/* Translators: a group in the palette */
N_("Infrastructure")
/* Translators: a group in the palette */
N_("Data")
/* Translators: a group in the palette */
N_("People and Others")
/* Translators: a group in the palette */
N_("Artificial Intelligence")
/* Translators: a group in the palette */
N_("Industrial Control")
/* Translators: a group in the palette */
N_("Zones and Notes")
/* Translators: a group in the palette */
N_("Connections")
/* Translators: a kind of element */
N_("Process")
/* Translators: what “Process” is */
N_("Something that computes, of no special kind.")
/* Translators: a kind of element */
N_("Web Service")
/* Translators: what “Web Service” is */
N_("A service or site that answers over HTTP.")
/* Translators: a kind of element */
N_("API")
/* Translators: what “API” is */
N_("An interface for programs, such as REST, GraphQL or gRPC.")
/* Translators: a kind of element */
N_("API Endpoint")
/* Translators: what “API Endpoint” is */
N_("One operation of an API.")
/* Translators: a kind of element */
N_("Function")
/* Translators: what “Function” is */
N_("Code that runs when an event calls it.")
/* Translators: a kind of element */
N_("Browser")
/* Translators: what “Browser” is */
N_("A web browser with the code that a site runs in it.")
/* Translators: a kind of element */
N_("Mobile App")
/* Translators: what “Mobile App” is */
N_("An application on a phone or tablet.")
/* Translators: a kind of element */
N_("Gateway")
/* Translators: what “Gateway” is */
N_("Where calls from outside come in and are checked.")
/* Translators: a kind of element */
N_("Load Balancer")
/* Translators: what “Load Balancer” is */
N_("Spreads calls over several instances.")
/* Translators: a kind of element */
N_("Container")
/* Translators: what “Container” is */
N_("A container or pod.")
/* Translators: a kind of element */
N_("Host")
/* Translators: what “Host” is */
N_("A physical or virtual machine.")
/* Translators: a kind of element */
N_("Identity Provider")
/* Translators: what “Identity Provider” is */
N_("Signs people and programs in and gives out tokens.")
/* Translators: a kind of element */
N_("Store")
/* Translators: what “Store” is */
N_("Something that keeps data, of no special kind.")
/* Translators: a kind of element */
N_("Database")
/* Translators: what “Database” is */
N_("A database of tables or documents.")
/* Translators: a kind of element */
N_("Cache")
/* Translators: what “Cache” is */
N_("Keeps copies that are quick to get.")
/* Translators: a kind of element */
N_("Queue")
/* Translators: what “Queue” is */
N_("Keeps messages until somebody takes them.")
/* Translators: a kind of element */
N_("Object Storage")
/* Translators: what “Object Storage” is */
N_("Keeps files under names, such as a bucket.")
/* Translators: a kind of element */
N_("Actor")
/* Translators: what “Actor” is */
N_("Somebody or something outside the system, of no special kind.")
/* Translators: a kind of element */
N_("User")
/* Translators: what “User” is */
N_("A person who uses the system.")
/* Translators: a kind of element */
N_("Threat Actor")
/* Translators: what “Threat Actor” is */
N_("Somebody who wants to do harm.")
/* Translators: a kind of element */
N_("External System")
/* Translators: what “External System” is */
N_("A system that others run.")
/* Translators: a kind of element */
N_("AI Agent")
/* Translators: what “AI Agent” is */
N_("A language model that acts by itself with tools.")
/* Translators: a kind of element */
N_("MCP Server")
/* Translators: what “MCP Server” is */
N_("Offers tools and data to agents by the Model Context Protocol.")
/* Translators: a kind of element */
N_("MCP Tool")
/* Translators: what “MCP Tool” is */
N_("One tool that an MCP server offers.")
/* Translators: a kind of element */
N_("PLC")
/* Translators: what “PLC” is */
N_("A programmable logic controller that drives a machine.")
/* Translators: a kind of element */
N_("RTU")
/* Translators: what “RTU” is */
N_("A remote terminal unit in the field.")
/* Translators: a kind of element */
N_("HMI")
/* Translators: what “HMI” is */
N_("The screen from which operators watch and steer a plant.")
/* Translators: a kind of element */
N_("Historian")
/* Translators: what “Historian” is */
N_("Keeps the measured values of a plant.")
/* Translators: a kind of element */
N_("Engineering Workstation")
/* Translators: what “Engineering Workstation” is */
N_("The computer with which controllers are programmed.")
/* Translators: a kind of element */
N_("Trust Boundary")
/* Translators: what “Trust Boundary” is */
N_("An area inside which the same trust holds.")
/* Translators: a kind of element */
N_("Network")
/* Translators: what “Network” is */
N_("A network or a segment of one.")
/* Translators: a kind of element */
N_("Text Note")
/* Translators: what “Text Note” is */
N_("A remark on the drawing.")
/* Translators: a kind of element */
N_("Data Flow")
/* Translators: what “Data Flow” is */
N_("Data that goes from one element to another.")
/* Translators: a kind of element */
N_("Communication")
/* Translators: what “Communication” is */
N_("A conversation between two systems, in both directions.")
/* Translators: a kind of element */
N_("Attack")
/* Translators: what “Attack” is */
N_("A step of an attacker from one element to the next.")
/* Translators: a kind of element */
N_("Exploit")
/* Translators: what “Exploit” is */
N_("The use of a weakness of what the edge points to.")
/* Translators: a kind of element */
N_("Dependency")
/* Translators: what “Dependency” is */
N_("One element cannot work without the other.")
/* Translators: a kind of element */
N_("Containment")
/* Translators: what “Containment” is */
N_("One element is a part of the other, or runs in it.")
/* Translators: a kind of element */
N_("Trust Boundary Line")
/* Translators: what “Trust Boundary Line” is */
N_("A line on whose sides different trust holds.")
/* Translators: a fact about an element */
N_("Encrypted")
/* Translators: what “Encrypted” means */
N_("What is sent or kept cannot be read without a key.")
/* Translators: a fact about an element */
N_("Public network")
/* Translators: what “Public network” means */
N_("It travels over a network that anybody may use, such as the internet.")
/* Translators: a fact about an element */
N_("Authentication")
/* Translators: what “Authentication” means */
N_("How the caller proves who it is.")
/* Translators: a fact about an element */
N_("Authorisation")
/* Translators: what “Authorisation” means */
N_("How finely the right to do something is decided.")
/* Translators: what “Data” means */
N_("The classes of data that are carried or kept.")
/* Translators: a fact about an element */
N_("Data returned")
/* Translators: what “Data returned” means */
N_("The classes of data in the answer.")
/* Translators: a fact about an element */
N_("Operation")
/* Translators: what “Operation” means */
N_("What the caller does with it.")
/* Translators: a fact about an element */
N_("Protocol")
/* Translators: what “Protocol” means */
N_("The protocol on the wire.")
/* Translators: a fact about an element */
N_("Sensitivity")
/* Translators: what “Sensitivity” means */
N_("From 0, public, to 3, secret; worked out from the data where it is left open.")
/* Translators: a fact about an element */
N_("Criticality")
/* Translators: what “Criticality” means */
N_("From 0, dispensable, to 3, nothing works without it.")
/* Translators: a fact about an element */
N_("Technical type")
/* Translators: what “Technical type” means */
N_("What it is to the rules; comes with the kind.")
/* Translators: a fact about an element */
N_("Technology")
/* Translators: what “Technology” means */
N_("The product or framework that it is built with.")
/* Translators: a fact about an element */
N_("Storage engine")
/* Translators: what “Storage engine” means */
N_("How the data is stored.")
/* Translators: a fact about an element */
N_("Reachable from")
/* Translators: what “Reachable from” means */
N_("From where it can be reached.")
/* Translators: a fact about an element */
N_("Run by others")
/* Translators: what “Run by others” means */
N_("Another organisation builds or operates it.")
/* Translators: a fact about an element */
N_("Untrusted")
/* Translators: what “Untrusted” means */
N_("What comes from it must be taken for hostile.")
/* Translators: a fact about an element */
N_("Layer")
/* Translators: what “Layer” means */
N_("Where it stands in the system.")
/* Translators: a fact about an element */
N_("Validates input")
/* Translators: what “Validates input” means */
N_("Everything that comes in is checked before it is used.")
/* Translators: a fact about an element */
N_("Encodes output")
/* Translators: what “Encodes output” means */
N_("What goes into a page or a query is encoded for its place.")
/* Translators: a fact about an element */
N_("Parameterised queries")
/* Translators: what “Parameterised queries” means */
N_("Values never become part of a command or query text.")
/* Translators: a fact about an element */
N_("Rate limited")
/* Translators: what “Rate limited” means */
N_("One caller cannot use up what all need.")
/* Translators: a fact about an element */
N_("Security log")
/* Translators: what “Security log” means */
N_("What matters for security is recorded with who did it.")
/* Translators: a fact about an element */
N_("Hardened")
/* Translators: what “Hardened” means */
N_("What is not needed is switched off.")
/* Translators: a fact about an element */
N_("Redundant")
/* Translators: what “Redundant” means */
N_("A second instance takes over when one fails.")
/* Translators: a fact about an element */
N_("Runs as")
/* Translators: what “Runs as” means */
N_("The rights that the process has on its host.")
/* Translators: a fact about an element */
N_("Own code")
/* Translators: what “Own code” means */
N_("It runs code that was written for this system.")
/* Translators: a fact about an element */
N_("Where secrets are")
/* Translators: what “Where secrets are” means */
N_("How the secrets that it needs are kept.")
/* Translators: a fact about an element */
N_("Outdated")
/* Translators: what “Outdated” means */
N_("It contains components with known weaknesses.")
/* Translators: a fact about an element */
N_("Default credentials")
/* Translators: what “Default credentials” means */
N_("It still opens with the delivered password.")
/* Translators: a fact about an element */
N_("Verbose errors")
/* Translators: what “Verbose errors” means */
N_("Error messages show internals.")
/* Translators: a fact about an element */
N_("Signed")
/* Translators: what “Signed” means */
N_("A change by others would be noticed.")
/* Translators: a fact about an element */
N_("Replay protected")
/* Translators: what “Replay protected” means */
N_("A message that is sent twice is taken once.")
/* Translators: a fact about an element */
N_("Integrity checked")
/* Translators: what “Integrity checked” means */
N_("What arrives is compared with what was meant.")
/* Translators: a fact about an element */
N_("Checks certificate")
/* Translators: what “Checks certificate” means */
N_("The caller refuses a certificate that is not right.")
/* Translators: a fact about an element */
N_("TLS version")
/* Translators: what “TLS version” means */
N_("1.2 or 1.3; earlier ones are broken.")
/* Translators: a fact about an element */
N_("Second factor")
/* Translators: what “Second factor” means */
N_("A password alone does not open it.")
/* Translators: a fact about an element */
N_("Both ways")
/* Translators: what “Both ways” means */
N_("Either end may start sending.")
/* Translators: a fact about an element */
N_("One-way device")
/* Translators: what “One-way device” means */
N_("A data diode lets nothing come back.")
/* Translators: a fact about an element */
N_("Carrier")
/* Translators: what “Carrier” means */
N_("What carries the signal.")
/* Translators: a fact about an element */
N_("Object ids in the call")
/* Translators: what “Object ids in the call” means */
N_("The caller names the record that it wants.")
/* Translators: a fact about an element */
N_("Credentials in")
/* Translators: what “Credentials in” means */
N_("Where in the request the credentials stand.")
/* Translators: a fact about an element */
N_("Token lifetime")
/* Translators: what “Token lifetime” means */
N_("How long a token is good for.")
/* Translators: a fact about an element */
N_("Token bound")
/* Translators: what “Token bound” means */
N_("A stolen token is of no use elsewhere.")
/* Translators: a fact about an element */
N_("PKCE")
/* Translators: what “PKCE” means */
N_("The authorisation code is bound to who asked for it.")
/* Translators: a fact about an element */
N_("Webhook")
/* Translators: what “Webhook” means */
N_("It is a call back to an address that was registered.")
/* Translators: a fact about an element */
N_("Checks the answer")
/* Translators: what “Checks the answer” means */
N_("The answer is checked before it is used.")
/* Translators: a fact about an element */
N_("Checks model output")
/* Translators: what “Checks model output” means */
N_("What the model or tool says is checked before it acts.")
/* Translators: a fact about an element */
N_("Person approves")
/* Translators: what “Person approves” means */
N_("A person agrees before it takes effect.")
/* Translators: a fact about an element */
N_("Identity passed on")
/* Translators: what “Identity passed on” means */
N_("The called one knows for which person the call is made.")
/* Translators: a fact about an element */
N_("Token passed through")
/* Translators: what “Token passed through” means */
N_("A token meant for one service is handed on to another.")
/* Translators: a fact about an element */
N_("Pinned")
/* Translators: what “Pinned” means */
N_("The version is fixed and its content known.")
/* Translators: a fact about an element */
N_("Batched")
/* Translators: what “Batched” means */
N_("Many operations fit in one call.")
/* Translators: a fact about an element */
N_("Seen in traffic")
/* Translators: what “Seen in traffic” means */
N_("It was observed at work.")
/* Translators: a fact about an element */
N_("Documented")
/* Translators: what “Documented” means */
N_("It stands in an inventory or a specification.")
/* Translators: a fact about an element */
N_("Authentication seen")
/* Translators: what “Authentication seen” means */
N_("What traffic shows of authentication.")
/* Translators: a fact about an element */
N_("Drawn as")
/* Translators: what “Drawn as” means */
N_("Traffic, or a step of an attacker.")
/* Translators: a fact about an element */
N_("ATT&CK technique")
/* Translators: what “ATT&CK technique” means */
N_("The technique that the step uses, such as T1190.")
/* Translators: a fact about an element */
N_("Web application")
/* Translators: what “Web application” means */
N_("Its answers are shown in a browser.")
/* Translators: a fact about an element */
N_("Renders HTML")
/* Translators: what “Renders HTML” means */
N_("It builds pages out of what others entered.")
/* Translators: a fact about an element */
N_("CSRF token")
/* Translators: what “CSRF token” means */
N_("A request from another site is recognised.")
/* Translators: a fact about an element */
N_("Framing denied")
/* Translators: what “Framing denied” means */
N_("Other sites cannot put its pages in a frame.")
/* Translators: a fact about an element */
N_("CORS for everybody")
/* Translators: what “CORS for everybody” means */
N_("Any site may read its answers.")
/* Translators: a fact about an element */
N_("Takes uploads")
/* Translators: what “Takes uploads” means */
N_("Users may send files.")
/* Translators: a fact about an element */
N_("Checks files")
/* Translators: what “Checks files” means */
N_("Files are checked for type and malware.")
/* Translators: a fact about an element */
N_("Reads XML")
/* Translators: what “Reads XML” means */
N_("It parses XML from outside.")
/* Translators: a fact about an element */
N_("DTD disabled")
/* Translators: what “DTD disabled” means */
N_("Its XML parser ignores document types.")
/* Translators: a fact about an element */
N_("Deserialises objects")
/* Translators: what “Deserialises objects” means */
N_("It turns bytes from outside into objects of the language.")
/* Translators: a fact about an element */
N_("Fetches addresses")
/* Translators: what “Fetches addresses” means */
N_("It opens addresses that a caller gives.")
/* Translators: a fact about an element */
N_("Address allow list")
/* Translators: what “Address allow list” means */
N_("It opens only addresses that are listed.")
/* Translators: a fact about an element */
N_("Runs given code")
/* Translators: what “Runs given code” means */
N_("It runs code or commands that come from outside.")
/* Translators: a fact about an element */
N_("Sandboxed")
/* Translators: what “Sandboxed” means */
N_("What it runs is locked in.")
/* Translators: a fact about an element */
N_("Privileged container")
/* Translators: what “Privileged container” means */
N_("The container has the rights of its host.")
/* Translators: a fact about an element */
N_("Mounts host folders")
/* Translators: what “Mounts host folders” means */
N_("Folders of the host are visible inside.")
/* Translators: a fact about an element */
N_("Cloud role")
/* Translators: what “Cloud role” means */
N_("The rights of its cloud identity.")
/* Translators: a fact about an element */
N_("Accepts passwords")
/* Translators: what “Accepts passwords” means */
N_("People sign in here with a password.")
/* Translators: a fact about an element */
N_("Lockout")
/* Translators: what “Lockout” means */
N_("Guessing of passwords is slowed or stopped.")
/* Translators: a fact about an element */
N_("Exact redirect address")
/* Translators: what “Exact redirect address” means */
N_("Only registered addresses get codes and tokens.")
/* Translators: a fact about an element */
N_("Verifies tokens")
/* Translators: what “Verifies tokens” means */
N_("Signature, issuer and audience of tokens are checked.")
/* Translators: a fact about an element */
N_("Schema validated")
/* Translators: what “Schema validated” means */
N_("Requests must fit a schema, without further fields.")
/* Translators: a fact about an element */
N_("Filters answers")
/* Translators: what “Filters answers” means */
N_("Answers hold only what the caller may see.")
/* Translators: a fact about an element */
N_("Stops robots")
/* Translators: what “Stops robots” means */
N_("Automated misuse is recognised.")
/* Translators: a fact about an element */
N_("Query limits")
/* Translators: what “Query limits” means */
N_("Depth and cost of a query are bounded.")
/* Translators: a fact about an element */
N_("Deprecated")
/* Translators: what “Deprecated” means */
N_("It should no longer be used.")
/* Translators: a fact about an element */
N_("Branch protection")
/* Translators: what “Branch protection” means */
N_("No change comes in without a review.")
/* Translators: a fact about an element */
N_("Artefacts signed")
/* Translators: what “Artefacts signed” means */
N_("What is built carries a signature that is checked.")
/* Translators: a fact about an element */
N_("Dead letter queue")
/* Translators: what “Dead letter queue” means */
N_("Messages that cannot be handled are set aside.")
/* Translators: a fact about an element */
N_("Several tenants")
/* Translators: what “Several tenants” means */
N_("Customers who must not see each other share it.")
/* Translators: a fact about an element */
N_("Tenants isolated")
/* Translators: what “Tenants isolated” means */
N_("A query cannot reach the data of another tenant.")
/* Translators: a fact about an element */
N_("Checks in client only")
/* Translators: what “Checks in client only” means */
N_("Input is checked where the user can change the check.")
/* Translators: a fact about an element */
N_("Card payments")
/* Translators: what “Card payments” means */
N_("Card data passes through it.")
/* Translators: a fact about an element */
N_("Goods or services")
/* Translators: what “Goods or services” means */
N_("It sells or hands out something of value.")
/* Translators: a fact about an element */
N_("Guarded")
/* Translators: what “Guarded” means */
N_("Input to the model is filtered for instructions.")
/* Translators: a fact about an element */
N_("Tool policy")
/* Translators: what “Tool policy” means */
N_("Which tools it may use, and for what, is enforced.")
/* Translators: a fact about an element */
N_("Stores credentials")
/* Translators: what “Stores credentials” means */
N_("Passwords, keys or tokens are kept here.")
/* Translators: a fact about an element */
N_("Stores inventory")
/* Translators: what “Stores inventory” means */
N_("Stock or entitlements are kept here.")
/* Translators: a fact about an element */
N_("Is a log")
/* Translators: what “Is a log” means */
N_("It keeps records of what happened.")
/* Translators: a fact about an element */
N_("Public access")
/* Translators: what “Public access” means */
N_("Anybody can read it.")
/* Translators: a fact about an element */
N_("Access per entry")
/* Translators: what “Access per entry” means */
N_("Who may read is decided for each entry.")
/* Translators: a fact about an element */
N_("Immutable")
/* Translators: what “Immutable” means */
N_("What is written cannot be changed.")
/* Translators: a fact about an element */
N_("Backed up")
/* Translators: what “Backed up” means */
N_("It can be restored, and that has been tried.")
/* Translators: a fact about an element */
N_("Retention rule")
/* Translators: what “Retention rule” means */
N_("Data is deleted when it is no longer needed.")
/* Translators: a fact about an element */
N_("Least privilege")
/* Translators: what “Least privilege” means */
N_("Each user of the store has only the rights it needs.")
/* Translators: a fact about an element */
N_("Hardware module")
/* Translators: what “Hardware module” means */
N_("Keys never leave a hardware security module.")
/* Translators: a fact about an element */
N_("A person")
/* Translators: what “A person” means */
N_("It is a human being, not a machine.")
/* Translators: a fact about an element */
N_("Authenticates")
/* Translators: what “Authenticates” means */
N_("It proves who it is.")
/* Translators: a fact about an element */
N_("Hostile")
/* Translators: what “Hostile” means */
N_("It wants to do harm.")
/* Translators: a fact about an element */
N_("Capability")
/* Translators: what “Capability” means */
N_("How able and equipped the attacker is.")
/* Translators: a fact about an element */
N_("Shared account")
/* Translators: what “Shared account” means */
N_("Several people use one account.")
/* Translators: a fact about an element */
N_("Gave consent")
/* Translators: what “Gave consent” means */
N_("The person agreed to the use of the data.")
/* Translators: a fact about an element */
N_("Acts are attributed")
/* Translators: what “Acts are attributed” means */
N_("What it did can be proved later.")
/* Translators: a fact about an element */
N_("Trust")
/* Translators: what “Trust” means */
N_("How far what is inside is trusted.")
/* Translators: a fact about an element */
N_("Segmented")
/* Translators: what “Segmented” means */
N_("Traffic inside is restricted as well.")
