/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written by po/texts.py from resources/rules. Nothing compiles this file: it shows xgettext what
 * is translated when it is shown. What stands in braces is filled in later: it stays as it is. */

/* Translators: a pack of rules */
N_("AI agents and MCP")
/* Translators: what rule AI-01 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("{source.name} can talk {target.name} out of its task")
/* Translators: why, of rule AI-01 */
N_("Strangers speak to the model.")
/* Translators: what rule AI-02 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("Text that {source.name} brings can give {target.name} orders")
/* Translators: why, of rule AI-02 */
N_("Foreign content enters the context.")
/* Translators: what rule AI-03 finds; {target.name} is where it ends */
N_("{target.name} can change what its tools say and do")
/* Translators: why, of rule AI-03 */
N_("Tools of a third party, not pinned to a reviewed version.")
/* Translators: what rule AI-04 finds; {name} is the flow; {source.name} is where it starts */
N_("{source.name} may {name} without a person's consent")
/* Translators: why, of rule AI-04 */
N_("The model's word is enough for an act.")
/* Translators: what rule AI-05 finds; {target.name} is where it ends */
N_("{target.name} serves any caller")
/* Translators: why, of rule AI-05 */
N_("A tool server without authentication.")
/* Translators: what rule AI-06 finds; {source.name} is where it starts */
N_("{source.name} lends its rights to whoever drives it")
/* Translators: why, of rule AI-06 */
N_("Tokens are handed through.")
/* Translators: what rule AI-07 finds; {name} is the flow */
N_("Secrets in {name} can be drawn out of the context")
/* Translators: why, of rule AI-07 */
N_("Secrets are part of the context.")
/* Translators: what rule AI-08 finds; {name} is the flow */
N_("{name} hands valuable data to the model's provider")
/* Translators: why, of rule AI-08 */
N_("Valuable data leaves to a hosted model.")
/* Translators: what rule AI-09 finds; {name} is the process */
N_("Foreign text can make {name} send private data out")
/* Translators: why, of rule AI-09 */
N_("Untrusted text, private data and a way out meet in one agent.")
/* Translators: what rule AI-10 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("What {source.name} writes is taken as safe by {target.name}")
/* Translators: why, of rule AI-10 */
N_("Model output is used unchecked.")
/* Translators: what rule AI-11 finds; {name} is the store */
N_("Planted documents in {name} steer the answers")
/* Translators: why, of rule AI-11 */
N_("Retrieval takes whatever is stored.")
/* Translators: what rule AI-12 finds; {name} is the store */
N_("What is planted once in {name} acts in later sessions")
/* Translators: why, of rule AI-12 */
N_("The agent believes its own memory.")
/* Translators: what rule AI-13 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("A model from {source.name} can carry code or a hidden behaviour into {target.name}")
/* Translators: why, of rule AI-13 */
N_("Foreign weights without a check.")
/* Translators: what rule AI-14 finds; {name} is the process */
N_("Long or many prompts exhaust {name} or its budget")
/* Translators: why, of rule AI-14 */
N_("A model without stated limits.")
/* Translators: what rule AI-15 finds; {name} is the process */
N_("What {name} did, and on whose word, cannot be shown")
/* Translators: why, of rule AI-15 */
N_("Tool calls leave no record.")
/* Translators: what rule AI-16 finds; {name} is the process */
N_("{name} is a tool server nobody approved")
/* Translators: why, of rule AI-16 */
N_("Seen in traffic, not in the inventory.")
/* Translators: what rule AI-17 finds; {name} is the process */
N_("Commands made by a model run on the machine of {name}")
/* Translators: why, of rule AI-17 */
N_("A tool that runs code, without a sandbox.")
/* Translators: what rule AI-18 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("Any program can pose as {source.name} to {target.name}")
/* Translators: why, of rule AI-18 */
N_("Agents talk without proving who they are.")
/* Translators: a pack of rules */
N_("API")
/* Translators: what rule API-01 finds; {name} is the flow; {target.name} is where it ends */
N_("Changing an id in {name} may reach someone else's object at {target.name}")
/* Translators: why, of rule API-01 */
N_("Ids come from the caller and no per-object check is stated.")
/* Translators: what rule API-02 finds; {target.name} is where it ends */
N_("Users without the role may call the administration of {target.name}")
/* Translators: why, of rule API-02 */
N_("Administration without a stated role check.")
/* Translators: what rule API-03 finds; {name} is the flow; {target.name} is where it ends */
N_("{target.name} answers anyone on the internet ({name})")
/* Translators: why, of rule API-03 */
N_("An external endpoint without authentication.")
/* Translators: what rule API-04 finds; {name} is the flow */
N_("Responses to {name} may hold more than the caller needs")
/* Translators: why, of rule API-04 */
N_("Sensitive data in responses, filtering not stated.")
/* Translators: what rule API-05 finds; {target.name} is where it ends */
N_("A caller may set fields of {target.name} that are not his to set")
/* Translators: why, of rule API-05 */
N_("Writes from outside without a stated schema.")
/* Translators: what rule API-06 finds; {name} is the process */
N_("{name} serves traffic but stands in no inventory")
/* Translators: why, of rule API-06 */
N_("Seen in traffic, not documented.")
/* Translators: what rule API-07 finds; {name} is the process */
N_("The old {name} still answers, without the newer protections")
/* Translators: why, of rule API-07 */
N_("Deprecated and still reachable.")
/* Translators: what rule API-08 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("{source.name} talks to {target.name}, which nobody declared")
/* Translators: why, of rule API-08 */
N_("An undeclared flow over a boundary.")
/* Translators: what rule API-09 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("{source.name} trusts what {target.name} answers")
/* Translators: why, of rule API-09 */
N_("A third party's answers are used unchecked.")
/* Translators: what rule API-10 finds; {name} is the process */
N_("Nested or batched queries exhaust {name}")
/* Translators: why, of rule API-10 */
N_("A graph query interface without stated limits.")
/* Translators: what rule API-11 finds; {name} is the process */
N_("Outside traffic reaches {name} around the gateway")
/* Translators: why, of rule API-11 */
N_("An inner service has a public entrance.")
/* Translators: what rule API-12 finds; {name} is the flow; {target.name} is where it ends */
N_("Anyone can send {target.name} a false {name}")
/* Translators: why, of rule API-12 */
N_("Call-backs without a signature.")
/* Translators: what rule API-13 finds; {source.name} is where it starts */
N_("The key in {source.name} can be copied from the client")
/* Translators: why, of rule API-13 */
N_("A shared key is shipped to clients.")
/* Translators: what rule API-14 finds; {name} is the flow; {target.name} is where it ends */
N_("{target.name} sometimes answers {name} without authentication")
/* Translators: why, of rule API-14 */
N_("Traffic shows both authenticated and anonymous success.")
/* Translators: what rule API-15 finds; {name} is the flow; {target.name} is where it ends */
N_("{target.name} takes {name} from any neighbour")
/* Translators: why, of rule API-15 */
N_("Service calls inside a zone without identity.")
/* Translators: what rule API-16 finds; {name} is the flow */
N_("Inside the zone {name} can be read by a neighbour")
/* Translators: why, of rule API-16 */
N_("Sensitive internal calls in clear.")
/* Translators: a pack of rules */
N_("Baseline prompts")
/* Translators: what rule BASE-01 asks; {name} is the flow; {source.name} is where it starts; {target.name} is where it ends */
N_("What does {name} carry, and who between {source.name} and {target.name} could read it?")
/* Translators: why, of rule BASE-01 */
N_("A clear flow crosses a boundary and its data is not stated.")
/* Translators: what rule BASE-02 asks; {name} is the flow; {source.name} is where it starts; {target.name} is where it ends */
N_("Who could change {name} between {source.name} and {target.name}?")
/* Translators: why, of rule BASE-02 */
N_("A clear flow crosses a boundary.")
/* Translators: what rule BASE-03 asks; {name} is the process */
N_("How does {name} know who is calling?")
/* Translators: why, of rule BASE-03 */
N_("Calls arrive from outside its zone; authentication is not stated.")
/* Translators: what rule BASE-04 asks; {name} is the process */
N_("What happens to {name} under far too many requests?")
/* Translators: why, of rule BASE-04 */
N_("Callers outside its zone set its load.")
/* Translators: what rule BASE-05 asks; {name} is the process */
N_("What could a caller reach through a flaw in {name}?")
/* Translators: why, of rule BASE-05 */
N_("It stands between foreign callers and a store.")
/* Translators: what rule BASE-06 asks; {name} is the process */
N_("Could it be shown later what was done through {name}?")
/* Translators: why, of rule BASE-06 */
N_("People use it and no record is stated.")
/* Translators: what rule BASE-07 asks; {name} is the process */
N_("What if {name} gets input it does not expect?")
/* Translators: why, of rule BASE-07 */
N_("Input comes from outside its zone.")
/* Translators: what rule BASE-08 asks; {name} is the store */
N_("What does {name} hold, and who can read the medium?")
/* Translators: why, of rule BASE-08 */
N_("Content is not stated.")
/* Translators: what rule BASE-09 asks; {name} is the store */
N_("Who may change what {name} holds?")
/* Translators: why, of rule BASE-09 */
N_("Writers are exposed or come from another zone.")
/* Translators: what rule BASE-10 asks; {name} is the store */
N_("What if {name} fills up, is locked or is lost?")
/* Translators: why, of rule BASE-10 */
N_("Exposed processes write to it.")
/* Translators: what rule BASE-11 asks; {name} is the actor */
N_("How would one notice that somebody else acts as {name}?")
/* Translators: why, of rule BASE-11 */
N_("An actor acts across a boundary and is not said to prove who it is.")
/* Translators: a pack of rules */
N_("Cloud-native and delivery")
/* Translators: what rule CLD-01 finds; {name} is the process */
N_("{name} can break out to its host")
/* Translators: why, of rule CLD-01 */
N_("A privileged container.")
/* Translators: what rule CLD-02 finds; {target.name} is where it ends */
N_("The control plane {target.name} can be reached from the internet")
/* Translators: why, of rule CLD-02 */
N_("The orchestrator's interface is public.")
/* Translators: what rule CLD-03 finds; {name} is the store */
N_("Secrets of the whole cluster can be read from {name}")
/* Translators: why, of rule CLD-03 */
N_("Cluster state at rest without encryption.")
/* Translators: what rule CLD-04 finds; {target.name} is where it ends */
N_("Whoever reaches {target.name} can run commands on the node")
/* Translators: why, of rule CLD-04 */
N_("A node or cluster interface without authentication.")
/* Translators: what rule CLD-05 finds; {source.name} is where it starts */
N_("Through {source.name} the machine's cloud credentials can be fetched")
/* Translators: why, of rule CLD-05 */
N_("The metadata service hands out credentials to any caller.")
/* Translators: what rule CLD-06 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("An image swapped at {source.name} runs at {target.name}")
/* Translators: why, of rule CLD-06 */
N_("Artifacts are run without checking their origin.")
/* Translators: what rule CLD-07 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("Whoever controls {source.name} controls {target.name}")
/* Translators: why, of rule CLD-07 */
N_("The build system holds the rights to production.")
/* Translators: what rule CLD-08 finds; {name} is the store */
N_("Secrets in {name} reach everyone who reads the source")
/* Translators: why, of rule CLD-08 */
N_("Secrets in a repository.")
/* Translators: what rule CLD-09 finds; {name} is the process */
N_("A flaw in {name} opens the whole cloud account")
/* Translators: why, of rule CLD-09 */
N_("A role with all rights.")
/* Translators: what rule CLD-10 finds; {name} is the process */
N_("Secrets in the environment of {name} leak through dumps, logs and neighbours")
/* Translators: why, of rule CLD-10 */
N_("Secrets are passed as environment variables.")
/* Translators: what rule CLD-11 finds; {name} is the process */
N_("A change to {name}'s pipeline ends in production unseen")
/* Translators: why, of rule CLD-11 */
N_("Builds deploy without a stated review.")
/* Translators: what rule CLD-12 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("Packages from {source.name} bring foreign code into {target.name}")
/* Translators: why, of rule CLD-12 */
N_("Unpinned foreign packages.")
/* Translators: what rule CLD-13 finds; {name} is the flow; {source.name} is where it starts */
N_("Behind {source.name} the content of {name} is in clear")
/* Translators: why, of rule CLD-13 */
N_("Encryption ends before the data does.")
/* Translators: what rule CLD-14 finds; {name} is the process */
N_("Events that start {name} can carry foreign input")
/* Translators: why, of rule CLD-14 */
N_("A function runs on events from strangers.")
/* Translators: what rule CLD-15 finds; {name} is the boundary */
N_("What happens in {name} leaves no trace")
/* Translators: why, of rule CLD-15 */
N_("The platform's audit log is off.")
/* Translators: what rule CLD-16 finds; {name} is the boundary */
N_("From the exposed workload in {name} the others can be reached")
/* Translators: why, of rule CLD-16 */
N_("Exposed and inner workloads share a host or flat network.")
/* Translators: a pack of rules */
N_("Core")
/* Translators: what rule CORE-01 finds; {name} is the flow; {source.name} is where it starts; {target.name} is where it ends */
N_("{name} can be read between {source.name} and {target.name}")
/* Translators: why, of rule CORE-01 */
N_("Valuable data crosses a boundary or a public network without encryption.")
/* Translators: what rule CORE-02 finds; {name} is the flow */
N_("{name} shows use and content to anyone on the path")
/* Translators: why, of rule CORE-02 */
N_("A public network carries the flow in clear.")
/* Translators: what rule CORE-03 finds; {name} is the flow; {source.name} is where it starts; {target.name} is where it ends */
N_("{name} can be changed between {source.name} and {target.name}")
/* Translators: why, of rule CORE-03 */
N_("Nothing detects a change on the way.")
/* Translators: what rule CORE-04 finds; {name} is the flow */
N_("Pages and requests of {name} can be changed on the way")
/* Translators: why, of rule CORE-04 */
N_("A person's traffic on a public network without integrity.")
/* Translators: what rule CORE-05 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("{source.name} cannot tell {target.name} from an impostor")
/* Translators: why, of rule CORE-05 */
N_("The peer's certificate is not checked.")
/* Translators: what rule CORE-06 finds; {name} is the flow */
N_("Old TLS on {name} lets recorded traffic be decrypted")
/* Translators: why, of rule CORE-06 */
N_("The protocol version is below 1.2.")
/* Translators: what rule CORE-07 finds; {name} is the flow; {source.name} is where it starts; {target.name} is where it ends */
N_("{target.name} accepts {name} from {source.name} without authentication")
/* Translators: why, of rule CORE-07 */
N_("A boundary is crossed and nobody is asked who they are.")
/* Translators: what rule CORE-08 finds; {name} is the flow; {source.name} is where it starts; {target.name} is where it ends */
N_("{name} rests on a reusable secret ({source.name} to {target.name})")
/* Translators: why, of rule CORE-08 */
N_("A static secret is enough from a public network.")
/* Translators: what rule CORE-09 finds; {name} is the flow */
N_("Secrets in {name} can be picked up on the way")
/* Translators: why, of rule CORE-09 */
N_("Credentials or tokens on an unencrypted flow.")
/* Translators: what rule CORE-10 finds; {name} is the flow */
N_("Secrets of {name} end up in histories, referrers and logs")
/* Translators: why, of rule CORE-10 */
N_("The secret is part of the address.")
/* Translators: what rule CORE-11 finds; {name} is the flow */
N_("A recorded message of {name} can be sent again")
/* Translators: why, of rule CORE-11 */
N_("No nonce or sequence number is stated for a command that matters.")
/* Translators: what rule CORE-12 finds; {name} is the process */
N_("{name} can be flooded or made to exhaust its resources")
/* Translators: why, of rule CORE-12 */
N_("An internet entry point without a stated limit.")
/* Translators: what rule CORE-13 finds; {name} is the process */
N_("The loss of {name} stops the whole system")
/* Translators: why, of rule CORE-13 */
N_("A critical element has no stated second one.")
/* Translators: what rule CORE-14 finds; {name} is the process */
N_("{name} takes input it does not check")
/* Translators: why, of rule CORE-14 */
N_("Input from outside the zone is said to go unchecked.")
/* Translators: what rule CORE-15 finds; {name} is the process */
N_("A flaw in {name} gives {name}'s full rights")
/* Translators: why, of rule CORE-15 */
N_("It handles foreign input with the highest rights.")
/* Translators: what rule CORE-16 finds; {name} is the process */
N_("What was done through {name}, and by whom, cannot be shown")
/* Translators: why, of rule CORE-16 */
N_("Actions that matter arrive and no record leaves.")
/* Translators: what rule CORE-17 finds; {name} is the store */
N_("Entries of {name} can be removed or invented")
/* Translators: why, of rule CORE-17 */
N_("A log without protection of its integrity.")
/* Translators: what rule CORE-18 finds; {name} is the store */
N_("{name} keeps secrets or personal data that the log's readers need not see")
/* Translators: why, of rule CORE-18 */
N_("Sensitive values reach a log.")
/* Translators: what rule CORE-19 finds; {name} is the actor */
N_("One stolen secret is enough to act as {name}")
/* Translators: why, of rule CORE-19 */
N_("A person signs in with one factor to something that matters.")
/* Translators: what rule CORE-20 finds; {name} is the actor */
N_("{name} can deny what was ordered in this name")
/* Translators: why, of rule CORE-20 */
N_("Orders that matter are not tied to a person.")
/* Translators: what rule CORE-21 finds; {name} is the boundary */
N_("From the exposed parts of {name} an intruder reaches its stores directly")
/* Translators: why, of rule CORE-21 */
N_("Exposed processes and valuable stores share one zone.")
/* Translators: what rule CORE-22 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("{source.name} works on {target.name} directly, past the service that guards it")
/* Translators: why, of rule CORE-22 */
N_("A store is reached from another zone by an exposed or privileged party.")
/* Translators: what rule CORE-23 finds; {target.name} is where it ends */
N_("The administration of {target.name} can be reached from a public network")
/* Translators: why, of rule CORE-23 */
N_("Administration over a public network.")
/* Translators: what rule CORE-24 finds; {name} is the process */
N_("Error messages of {name} teach an attacker how it is built")
/* Translators: why, of rule CORE-24 */
N_("It is said to return internals in errors.")
/* Translators: what rule CORE-25 finds; {name} is the process */
N_("Secrets built into {name} can be taken from its code or package")
/* Translators: why, of rule CORE-25 */
N_("Secrets stand in code or configuration.")
/* Translators: what rule CORE-26 finds; {name} is the process */
N_("{name} still opens with its delivered password")
/* Translators: why, of rule CORE-26 */
N_("Default credentials are stated.")
/* Translators: what rule CORE-27 finds; {name} is the process */
N_("Known flaws in parts of {name} can be exploited")
/* Translators: why, of rule CORE-27 */
N_("It is said to contain outdated parts.")
/* Translators: what rule CORE-28 finds; {name} is the process */
N_("One message that {name} cannot handle stops all that follow")
/* Translators: why, of rule CORE-28 */
N_("A consumer without a stated way out for bad messages.")
/* Translators: what rule CORE-29 finds; {name} is the store */
N_("{name} cannot be restored after deletion or encryption")
/* Translators: why, of rule CORE-29 */
N_("A store that matters without a stated copy.")
/* Translators: what rule CORE-30 finds; {name} is the actor */
N_("Several people act as {name}; none can be held to account")
/* Translators: why, of rule CORE-30 */
N_("The account is said to be shared.")
/* Translators: what rule CORE-31 finds; {name} is the flow; {source.name} is where it starts; {target.name} is where it ends */
N_("{source.name} attacks {target.name}: {name}")
/* Translators: why, of rule CORE-31 */
N_("The architect drew this attack; category and references come from its technique.")
/* Translators: a pack of rules */
N_("Data stores")
/* Translators: what rule DATA-01 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("Input to {source.name} can become part of its queries to {target.name}")
/* Translators: why, of rule DATA-01 */
N_("A process reached from outside queries SQL and parameterised access is not stated.")
/* Translators: what rule DATA-02 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("Input to {source.name} can carry query operators to {target.name}")
/* Translators: why, of rule DATA-02 */
N_("As for SQL, for document stores.")
/* Translators: what rule DATA-03 finds; {source.name} is where it starts */
N_("Input to {source.name} can change its directory searches")
/* Translators: why, of rule DATA-03 */
N_("A directory is searched with outside input.")
/* Translators: what rule DATA-04 finds; {source.name} is where it starts */
N_("Input to {source.name} can change its search queries")
/* Translators: why, of rule DATA-04 */
N_("A search engine is queried with outside input.")
/* Translators: what rule DATA-05 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("Names given to {source.name} can lead out of {target.name}")
/* Translators: why, of rule DATA-05 */
N_("Files are read by outside input.")
/* Translators: what rule DATA-06 finds; {name} is the store */
N_("{name} gives up its content to whoever gets the medium or a copy")
/* Translators: why, of rule DATA-06 */
N_("Valuable data at rest without encryption.")
/* Translators: what rule DATA-07 finds; {name} is the store */
N_("Credentials in {name} can be used or cracked once copied")
/* Translators: why, of rule DATA-07 */
N_("A credential store without stated protection.")
/* Translators: what rule DATA-08 finds; {name} is the store */
N_("Whoever reads {name} can act with its private keys")
/* Translators: why, of rule DATA-08 */
N_("Private keys lie as data.")
/* Translators: what rule DATA-09 finds; {name} is the store */
N_("{name} is open to everyone")
/* Translators: why, of rule DATA-09 */
N_("Public access is stated.")
/* Translators: what rule DATA-10 finds; {name} is the store */
N_("One tenant reads another's data in {name}")
/* Translators: why, of rule DATA-10 */
N_("Tenants share a store.")
/* Translators: what rule DATA-11 finds; {target.name} is where it ends */
N_("Anything on the network can use {target.name}")
/* Translators: why, of rule DATA-11 */
N_("A data service without authentication.")
/* Translators: what rule DATA-12 finds; {name} is the store */
N_("Too many parties can change {name}")
/* Translators: why, of rule DATA-12 */
N_("Three or more writers from other zones.")
/* Translators: what rule DATA-13 finds; {name} is the store */
N_("A copy of the data lies unprotected in {name}")
/* Translators: why, of rule DATA-13 */
N_("A backup without encryption.")
/* Translators: a pack of rules */
N_("Industrial control")
/* Translators: what rule ICS-01 finds; {name} is the flow; {target.name} is where it ends */
N_("Anyone on the network can command {target.name} over {name}")
/* Translators: why, of rule ICS-01 */
N_("Field protocols carry commands without authentication.")
/* Translators: what rule ICS-02 finds; {name} is the flow */
N_("Values and commands of {name} can be forged, and the operator shown a false plant")
/* Translators: why, of rule ICS-02 */
N_("No integrity on process values.")
/* Translators: what rule ICS-03 finds; {name} is the flow */
N_("{name} runs without its security mode")
/* Translators: why, of rule ICS-03 */
N_("The protocol could protect itself and does not.")
/* Translators: what rule ICS-04 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("The logic of {target.name} can be replaced from {source.name}")
/* Translators: why, of rule ICS-04 */
N_("Control logic is written over the network.")
/* Translators: what rule ICS-05 finds; {name} is the process */
N_("{name} can be reached from a public network")
/* Translators: why, of rule ICS-05 */
N_("A control system with a public entrance.")
/* Translators: what rule ICS-06 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("From the enterprise {source.name} an intruder reaches {target.name} in the plant")
/* Translators: why, of rule ICS-06 */
N_("Enterprise hosts reach straight into the plant.")
/* Translators: what rule ICS-07 finds; {target.name} is where it ends */
N_("A stolen remote access opens {target.name} to anyone")
/* Translators: why, of rule ICS-07 */
N_("Remote work on the plant with one factor.")
/* Translators: what rule ICS-08 finds; {name} is the process */
N_("What breaks the control of the plant can also break {name}")
/* Translators: why, of rule ICS-08 */
N_("Safety and control share a network.")
/* Translators: why, of rule ICS-09 */
N_("Default credentials on a controller.")
/* Translators: what rule ICS-10 finds; {name} is the process */
N_("Flooding or failure of {name} takes away view or control of the process")
/* Translators: why, of rule ICS-10 */
N_("The process depends on one device.")
/* Translators: what rule ICS-11 finds; {target.name} is where it ends */
N_("False firmware can be loaded into {target.name}")
/* Translators: why, of rule ICS-11 */
N_("Firmware without a stated signature.")
/* Translators: what rule ICS-12 finds; {name} is the flow */
N_("A stranger in radio range can hear and speak on {name}")
/* Translators: why, of rule ICS-12 */
N_("Unprotected radio to a field device.")
/* Translators: what rule ICS-13 finds; {name} is the store */
N_("Knowledge of the process leaves through {name}")
/* Translators: why, of rule ICS-13 */
N_("The historian is read from outside the plant.")
/* Translators: what rule ICS-14 finds; {name} is the process */
N_("Changed setpoints and suppressed alarms at {name} leave no trace")
/* Translators: why, of rule ICS-14 */
N_("Supervision without a stated record.")
/* Translators: what rule ICS-15 finds; {name} is the actor */
N_("{name} carries foreign code into the plant")
/* Translators: why, of rule ICS-15 */
N_("Media that travel between networks.")
/* Translators: a pack of rules */
N_("Identity")
/* Translators: what rule ID-01 finds; {name} is the process */
N_("Stolen or guessed credentials can be tried against {name} in bulk")
/* Translators: why, of rule ID-01 */
N_("It checks secrets and no limit on tries is stated.")
/* Translators: what rule ID-02 finds; {name} is the flow */
N_("A session of {name} can be taken over")
/* Translators: why, of rule ID-02 */
N_("Sessions on an unencrypted flow.")
/* Translators: what rule ID-03 finds; {name} is the process */
N_("Another site can make a signed-in user act on {name}")
/* Translators: why, of rule ID-03 */
N_("Session-bound writes without a stated token.")
/* Translators: what rule ID-04 finds; {name} is the process */
N_("A flaw in a neighbour of {name} reaches the keys to everything")
/* Translators: why, of rule ID-04 */
N_("Identity services share a zone with application code.")
/* Translators: what rule ID-05 finds; {name} is the flow */
N_("A copied token of {name} works for whoever holds it, for long")
/* Translators: why, of rule ID-05 */
N_("Long-lived bearer tokens.")
/* Translators: what rule ID-06 finds; {name} is the process */
N_("Codes and tokens of {name} can be sent to an address of the attacker's choice")
/* Translators: why, of rule ID-06 */
N_("Exact matching of redirect addresses is not stated.")
/* Translators: what rule ID-07 finds; {target.name} is where it ends */
N_("A stolen authorization code can be redeemed in {target.name}'s name")
/* Translators: why, of rule ID-07 */
N_("No proof key binds the code to the client.")
/* Translators: what rule ID-08 finds; {name} is the process */
N_("Users of {name} can be made to click what they do not see")
/* Translators: why, of rule ID-08 */
N_("Framing is not forbidden.")
/* Translators: what rule ID-09 finds; {target.name} is where it ends */
N_("{target.name} may accept forged or foreign tokens")
/* Translators: why, of rule ID-09 */
N_("Tokens arrive and their checking is not stated.")
/* Translators: what rule ID-10 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("{target.name} acts with {source.name}'s rights instead of the user's")
/* Translators: why, of rule ID-10 */
N_("The end user's identity is lost on the way.")
/* Translators: asks for “acceptsPasswords”; {name} is a name in quotation marks */
N_("Do people sign in at {name} with a password?")
/* Translators: asks for “auth”; {name} is a name in quotation marks */
N_("How does the caller prove who it is on {name}?")
/* Translators: asks for “authObserved”; {name} is a name in quotation marks */
N_("What does traffic show of authentication on {name}?")
/* Translators: asks for “authenticates”; {name} is a name in quotation marks */
N_("Does {name} prove who it is?")
/* Translators: asks for “authz”; {name} is a name in quotation marks */
N_("How does {name} decide what a caller may do?")
/* Translators: asks for “bidirectional”; {name} is a name in quotation marks */
N_("Does an answer come back on {name}?")
/* Translators: asks for “cardPayment”; {name} is a name in quotation marks */
N_("Does card data pass through {name}?")
/* Translators: asks for “clientSideValidationOnly”; {name} is a name in quotation marks */
N_("Does {name} check its input in the client only?")
/* Translators: asks for “cloudRole”; {name} is a name in quotation marks */
N_("What may the cloud identity of {name} do?")
/* Translators: asks for “corsWildcard”; {name} is a name in quotation marks */
N_("May any web site read the answers of {name}?")
/* Translators: asks for “credentials”; {name} is a name in quotation marks */
N_("Does {name} keep passwords, keys or tokens?")
/* Translators: asks for “credentialsIn”; {name} is a name in quotation marks */
N_("Where in {name} do credentials stand?")
/* Translators: asks for “criticality”; {name} is a name in quotation marks */
N_("How badly is {name} needed, from 0 to 3?")
/* Translators: asks for “customCode”; {name} is a name in quotation marks */
N_("Does {name} run code of its own?")
/* Translators: asks for “data”; {name} is a name in quotation marks */
N_("What does {name} carry or hold?")
/* Translators: asks for “defaultCredentials”; {name} is a name in quotation marks */
N_("Does {name} still open with its delivered password?")
/* Translators: asks for “deprecated”; {name} is a name in quotation marks */
N_("Should {name} no longer be used?")
/* Translators: asks for “deserializes”; {name} is a name in quotation marks */
N_("Does {name} turn bytes from outside into objects?")
/* Translators: asks for “documented”; {name} is a name in quotation marks */
N_("Does {name} stand in an inventory or a specification?")
/* Translators: asks for “encrypted”; {name} is a name in quotation marks */
N_("Is {name} encrypted?")
/* Translators: asks for “engine”; {name} is a name in quotation marks */
N_("How does {name} store its data?")
/* Translators: asks for “executesCode”; {name} is a name in quotation marks */
N_("Does {name} run commands or code that it is given?")
/* Translators: asks for “exposure”; {name} is a name in quotation marks */
N_("From where can {name} be reached?")
/* Translators: asks for “external”; {name} is a name in quotation marks */
N_("Is {name} run by another organisation?")
/* Translators: asks for “fetchesUrls”; {name} is a name in quotation marks */
N_("Does {name} open addresses that a caller gives?")
/* Translators: asks for “framingDenied”; {name} is a name in quotation marks */
N_("Does {name} forbid other sites to frame its pages?")
/* Translators: asks for “goods”; {name} is a name in quotation marks */
N_("Does {name} sell or hand out something of value?")
/* Translators: asks for “hostMount”; {name} is a name in quotation marks */
N_("Does {name} see folders of its host?")
/* Translators: asks for “human”; {name} is a name in quotation marks */
N_("Is {name} a person?")
/* Translators: asks for “identityPropagated”; {name} is a name in quotation marks */
N_("Does the called one know for whom {name} is made?")
/* Translators: asks for “internet”; {name} is a name in quotation marks */
N_("Can {name} be reached from the internet?")
/* Translators: asks for “inventory”; {name} is a name in quotation marks */
N_("Does {name} keep stock or entitlements?")
/* Translators: asks for “layer”; {name} is a name in quotation marks */
N_("In which layer does {name} stand?")
/* Translators: asks for “log”; {name} is a name in quotation marks */
N_("Is {name} a log?")
/* Translators: asks for “logged”; {name} is a name in quotation marks */
N_("Is what matters at {name} recorded?")
/* Translators: asks for “medium”; {name} is a name in quotation marks */
N_("What carries the signal of {name}?")
/* Translators: asks for “multiTenant”; {name} is a name in quotation marks */
N_("Do several customers share {name}?")
/* Translators: asks for “objectIds”; {name} is a name in quotation marks */
N_("Does {name} name the record that it wants?")
/* Translators: asks for “observed”; {name} is a name in quotation marks */
N_("Was {name} seen in traffic?")
/* Translators: asks for “operation”; {name} is a name in quotation marks */
N_("What does the caller do through {name}?")
/* Translators: asks for “outdated”; {name} is a name in quotation marks */
N_("Does {name} contain parts with known weaknesses?")
/* Translators: asks for “parameterised”; {name} is a name in quotation marks */
N_("Are the queries of {name} parameterised?")
/* Translators: asks for “privilege”; {name} is a name in quotation marks */
N_("With which rights does {name} run?")
/* Translators: asks for “privileged”; {name} is a name in quotation marks */
N_("Does {name} have the rights of its host?")
/* Translators: asks for “protocol”; {name} is a name in quotation marks */
N_("Which protocol does {name} use?")
/* Translators: asks for “publicAccess”; {name} is a name in quotation marks */
N_("Can anybody read {name}?")
/* Translators: asks for “publicNetwork”; {name} is a name in quotation marks */
N_("Does {name} pass a public network?")
/* Translators: asks for “rendersHtml”; {name} is a name in quotation marks */
N_("Does {name} build pages out of what others entered?")
/* Translators: asks for “returns”; {name} is a name in quotation marks */
N_("What does the answer to {name} hold?")
/* Translators: asks for “secrets”; {name} is a name in quotation marks */
N_("How are the secrets of {name} kept?")
/* Translators: asks for “segmented”; {name} is a name in quotation marks */
N_("Is traffic inside {name} restricted?")
/* Translators: asks for “sensitivity”; {name} is a name in quotation marks */
N_("How sensitive is what {name} carries or holds, from 0 to 3?")
/* Translators: asks for “sharedAccount”; {name} is a name in quotation marks */
N_("Do several people use one account as {name}?")
/* Translators: asks for “signed”; {name} is a name in quotation marks */
N_("Would a change of {name} by others be noticed?")
/* Translators: asks for “threat”; {name} is a name in quotation marks */
N_("Does {name} want to do harm?")
/* Translators: asks for “tlsVersion”; {name} is a name in quotation marks */
N_("Which version of TLS does {name} use?")
/* Translators: asks for “tokenLifetime”; {name} is a name in quotation marks */
N_("How long is a token of {name} good for?")
/* Translators: asks for “tokenPassthrough”; {name} is a name in quotation marks */
N_("Is a token meant for one service handed on through {name}?")
/* Translators: asks for “type”; {name} is a name in quotation marks */
N_("What is {name}, technically?")
/* Translators: asks for “untrusted”; {name} is a name in quotation marks */
N_("Must what comes from {name} be taken for hostile?")
/* Translators: asks for “uploads”; {name} is a name in quotation marks */
N_("May users send files to {name}?")
/* Translators: asks for “validatesCert”; {name} is a name in quotation marks */
N_("Does the caller of {name} refuse a wrong certificate?")
/* Translators: asks for “validatesInput”; {name} is a name in quotation marks */
N_("Does {name} check everything that comes in?")
/* Translators: asks for “webApp”; {name} is a name in quotation marks */
N_("Are the answers of {name} shown in a browser?")
/* Translators: asks for “webhook”; {name} is a name in quotation marks */
N_("Is {name} a call back to a registered address?")
/* Translators: asks for “xml”; {name} is a name in quotation marks */
N_("Does {name} parse XML from outside?")
/* Translators: a pack of rules */
N_("Privacy")
/* Translators: what rule PRV-01 finds; {target.name} is where it ends */
N_("Personal data leaves to {target.name}")
/* Translators: why, of rule PRV-01 */
N_("Personal data goes to a third party.")
/* Translators: what rule PRV-02 finds; {name} is the store */
N_("Personal data in {name} is kept without an end")
/* Translators: why, of rule PRV-02 */
N_("No retention is stated.")
/* Translators: what rule PRV-03 finds; {name} is the store */
N_("Behaviour in {name} can be tied to a person")
/* Translators: why, of rule PRV-03 */
N_("Identity and behaviour lie together.")
/* Translators: what rule PRV-04 finds; {name} is the actor */
N_("{name} does not know what is collected")
/* Translators: why, of rule PRV-04 */
N_("Consent or notice is not stated.")
/* Translators: what rule PRV-05 finds; {name} is the store */
N_("Entries of {name} identify people")
/* Translators: why, of rule PRV-05 */
N_("Personal data in logs.")
/* Translators: a pack of rules */
N_("Web")
/* Translators: what rule WEB-01 finds; {name} is the process */
N_("Script planted in {name} runs in its users' browsers")
/* Translators: why, of rule WEB-01 */
N_("A web application without stated output encoding.")
/* Translators: what rule WEB-02 finds; {name} is the process */
N_("Files sent to {name} can be something else than they say")
/* Translators: why, of rule WEB-02 */
N_("Uploads without stated checks.")
/* Translators: what rule WEB-03 finds; {name} is the process */
N_("{name} can be sent to fetch internal addresses")
/* Translators: why, of rule WEB-03 */
N_("It fetches addresses given from outside.")
/* Translators: what rule WEB-04 finds; {name} is the process */
N_("XML sent to {name} can read files or exhaust it")
/* Translators: why, of rule WEB-04 */
N_("XML is parsed and external entities are not stated off.")
/* Translators: what rule WEB-05 finds; {name} is the process */
N_("Objects sent to {name} can run code in it")
/* Translators: why, of rule WEB-05 */
N_("Foreign objects are rebuilt.")
/* Translators: what rule WEB-06 finds; {source.name} is where it starts; {target.name} is where it ends */
N_("{source.name} can put any code into {target.name}")
/* Translators: why, of rule WEB-06 */
N_("Foreign script runs next to what users type.")
/* Translators: what rule WEB-07 finds; {name} is the process */
N_("Stolen card numbers can be tested through {name}")
/* Translators: why, of rule WEB-07 */
N_("Payments that robots can try.")
/* Translators: what rule WEB-08 finds; {name} is the process */
N_("Robots can buy up, hold or spam what {name} offers")
/* Translators: why, of rule WEB-08 */
N_("Goods or services that robots can take.")
/* Translators: what rule WEB-09 finds; {name} is the process */
N_("Checks in the client of {name} can be left out")
/* Translators: why, of rule WEB-09 */
N_("Only the client checks.")
/* Translators: what rule WEB-10 finds; {name} is the process */
N_("Any site can read {name} with its user's rights")
/* Translators: why, of rule WEB-10 */
N_("Cross-origin reads are open.")
