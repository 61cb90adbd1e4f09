#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server under load: bench-server [--seconds N] [--connections N] [--peer]

Starts parapet-server with a database of its own, puts 10,000 models into it, and asks with wrk for a list of 50 models,
for the graph of a model with 5,000 nodes and 10,000 edges, and for a small change of it. CPU time is that of the worker,
and of PostgreSQL, for each request. Then 1,000 subscribers wait for a change.

With --peer, PostGraphile 5, fetched by npm once, is asked the same of the same database, with the same tokens. It does the
change by a function of the database (bench_peer.sql), which takes the same changes and leaves the same rows.

db_cpu_us is the database's time for a list, a graph and a change together; the parts have keys of their own.
"""
import argparse
import base64
import json
import os
import pathlib
import re
import selectors
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

BUILD = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
MODEL = '00000000-0000-4000-8000-0000000000aa'
NODE = '00000000-0000-4000-9000-000000000001'
PORT = 8450
SUBSCRIBERS, PER_MEMBER, EVENTS = 1000, 20, 20
TICK = os.sysconf('SC_CLK_TCK')

LIST = ('{ models(first: 50) { nodes { id title revision updatedAt updatedBy { name } marks { scheme level } }'
        ' pageInfo { hasNextPage endCursor } } }')
GRAPH = (f'{{ model(id: "{MODEL}") {{ id title graph {{ nodes {{ id kind name properties }}'
         ' edges { id kind name sourceId targetId properties } } } }')
CHANGE = ('mutation($revision: Int!, $before: JSON!, $after: JSON!, $request: ID!) {'
          f' applyChanges(modelId: "{MODEL}", revision: $revision, requestId: $request,'
          f' changes: [{{ op: "set", record: "node", id: "{NODE}", field: "name", before: $before, after: $after }}])'
          ' { model { revision } conflict { currentRevision } } }')

PEER_LIST = ('{ allModels(first: 50, orderBy: UPDATED_AT_DESC) { nodes { rowId title revision updatedAt'
             ' memberByOrganisationIdAndUpdatedBy { name } labelByOrganisationIdAndLabelId { tlp nato eu } }'
             ' pageInfo { hasNextPage endCursor } } }')
PEER_GRAPH = (f'{{ nodes: allNodes(condition: {{ modelId: "{MODEL}" }}) {{ nodes {{ rowId kind name properties }} }}'
              f' edges: allEdges(condition: {{ modelId: "{MODEL}" }})'
              ' { nodes { rowId kind name sourceId targetId properties } } }')

PEER_CHANGE = ('mutation($revision: Int!, $before: JSON!, $after: JSON!, $request: UUID!) {'
               f' applyChanges(input: {{ inModel: "{MODEL}", seen: $revision, request: $request, note: "",'
               f' changes: [{{ op: "set", record: "node", id: "{NODE}", field: "name", before: $before, after: $after }}]'
               ' }) { result { revision } } }')
PLACES = {'revision': '@revision', 'before': '@before', 'after': '@after', 'request': '@request'}

ASK = '''
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
wrk.body = os.getenv("BODY")
'''
# One writer, who knows the revision and the name from the answer before.
WRITE = ASK + '''
local revision, name, count, sent = os.getenv("REVISION"), os.getenv("NAME"), 0
request = function()
  count = count + 1
  sent = "Node " .. count + 1
  local id = string.format("%s%012d", os.getenv("REQUESTS"), count)
  local body = wrk.body:gsub('"@revision"', revision):gsub("@before", name)
  body = body:gsub("@after", sent):gsub("@request", id)
  return wrk.format(nil, nil, nil, body)
end
response = function(status, headers, body)
  local done = body:match(os.getenv("DONE"))
  if done then
    revision, name = done, sent
  end
end
'''


def fail(message):
    sys.exit(f'bench-server: {message}')


def read_stat(process):
    """The parent of a process, and its CPU seconds with those of its children that have ended; nothing where it is gone."""
    try:
        fields = pathlib.Path(f'/proc/{process}/stat').read_text().rsplit(')', 1)[1].split()
    except OSError:
        return None
    return int(fields[1]), sum(map(int, fields[11:15])) / TICK


def list_tree(root):
    stats = {int(p): read_stat(p) for p in os.listdir('/proc') if p.isdigit()}
    found = [root]
    for process in found:
        found += [p for p, stat in stats.items() if stat and stat[0] == process]
    return found


def measure_cpu(processes):
    return sum(stat[1] for stat in map(read_stat, processes) if stat)


def read_memory(process, field):
    return int(re.search(field + r':\s+(\d+)', pathlib.Path(f'/proc/{process}/status').read_text()).group(1)) / 1024


class Server:
    """A development server for the database and the tokens, and a worker beside it as it would be in earnest."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        program = BUILD / 'src/server/parapet-server'
        lines = self.start([program, '--dev', '--port', str(PORT), '--folder', folder / 'dev'], r'^ready ')
        self.tokens = dict(re.findall(r'^token (\w+) \w+ (\S+)$', lines, re.M))
        self.database = folder / 'dev/postgres'
        self.psql('-f', HERE / 'bench_server.sql')
        configuration = (folder / 'dev/server.conf').read_text()
        configuration = configuration.replace(f'port={PORT}\n', f'port={PORT + 10}\n')
        configuration = configuration.replace(f'port={PORT + 1}\n', f'port={PORT + 11}\n')
        (folder / 'server.conf').write_text(configuration + '\n[log]\nrequests=false\n')
        os.chmod(folder / 'server.conf', 0o600)
        self.start_serving(program)

    def start(self, command, pattern):
        log = tempfile.NamedTemporaryFile('w+', dir=self.folder, delete=False)
        process = subprocess.Popen(list(map(str, command)), stdout=log, stderr=subprocess.STDOUT)
        self.processes.append(process)
        for _ in range(600):
            text = pathlib.Path(log.name).read_text()
            if re.search(pattern, text, re.M):
                return text
            if process.poll() is not None:
                break
            time.sleep(0.1)
        fail(f'{command[0]} does not start: {text[-500:]}')

    def start_serving(self, program):
        command = [program, '--config', self.folder / 'server.conf']
        if os.getuid() == 0:
            # In earnest it refuses root.
            for path in (self.folder, self.folder / 'server.conf'):
                shutil.chown(path, 'postgres', 'postgres')
            os.chmod(self.folder / 'dev', 0o711)
            command = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--', *command]
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        self.port = PORT + 10
        for _ in range(300):
            try:
                if 'viewer' in self.ask('{ viewer { id } }'):
                    break
            except OSError:
                pass
            if process.poll() is not None:
                fail('the server ends at once')
            time.sleep(0.1)
        else:
            fail('the server does not answer')
        self.worker = next(p for p in reversed(list_tree(process.pid)))

    def psql(self, *arguments):
        run = subprocess.run(['psql', '-qAt', '-v', 'ON_ERROR_STOP=1', '-h', self.database, '-U', 'postgres',
                              'parapet', *arguments], capture_output=True, text=True)
        return run.stdout.strip() if run.returncode == 0 else fail(run.stderr)

    def read_revision(self):
        return self.psql('-c', f"select revision from parapet.model where id = '{MODEL}'")

    def read_name(self):
        return self.psql('-c', f"select name from parapet.node where id = '{NODE}'")

    def list_database(self):
        return list_tree(int((self.database / 'data/postmaster.pid').read_text().splitlines()[0]))

    def ask(self, query, variables=None):
        body = json.dumps({'query': query, 'variables': variables or {}}).encode()
        connection = socket.create_connection(('127.0.0.1', self.port), 10)
        connection.sendall(b'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
                           b'Connection: close\r\nAuthorization: Bearer ' + self.tokens['architect'].encode() +
                           b'\r\nContent-Length: %d\r\n\r\n' % len(body) + body)
        answer = b''
        while chunk := connection.recv(65536):
            answer += chunk
        return answer.split(b'\r\n\r\n', 1)[1].decode()

    def stop(self):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def run_wrk(port, body, token, seconds, connections, script, processes, database, environment=None):
    """What wrk sees in some seconds, and the CPU of a request."""
    variables = {**os.environ, 'TOKEN': token, 'BODY': json.dumps(body), **(environment or {})}
    with tempfile.NamedTemporaryFile('w', suffix='.lua') as file:
        file.write(script)
        file.flush()
        before = measure_cpu(processes), measure_cpu(database())
        run = subprocess.run(['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '--timeout', '20s', '--latency', '-s',
                              file.name, f'http://127.0.0.1:{port}/graphql'], env=variables, capture_output=True,
                             text=True, check=True)
        after = measure_cpu(processes), measure_cpu(database())
    count = max(int(re.search(r'(\d+) requests in', run.stdout).group(1)), 1)
    if 'Non-2xx' in run.stdout:
        fail(run.stdout)
    units = {'us': 0.001, 'ms': 1, 's': 1000, 'm': 60000}
    latency = {p: float(value) * units[unit]
               for p, value, unit in re.findall(r'^\s+(50|99)%\s+([\d.]+)(us|ms|s|m)\s*$', run.stdout, re.M)}
    return {'rps': round(float(re.search(r'Requests/sec:\s+([\d.]+)', run.stdout).group(1)), 1),
            'p50_ms': round(latency.get('50', 0), 2), 'p99_ms': round(latency.get('99', 0), 2),
            'cpu_us': round((after[0] - before[0]) / count * 1e6), 'db_us': round((after[1] - before[1]) / count * 1e6)}


def run_change(server, port, body, done, seconds, processes):
    """One writer's changes, of which nearly all must have changed something; the last one may not have been waited for."""
    revision = int(server.read_revision())
    run = run_wrk(port, body, server.tokens['architect'], seconds, 1, WRITE, processes, server.list_database,
                  {'REVISION': str(revision), 'NAME': server.read_name(), 'REQUESTS': str(uuid.uuid4())[:24],
                   'DONE': done})
    count = int(server.read_revision()) - revision
    if count < run['rps'] * seconds * 0.9:
        fail(f'the model was changed {count} times only')
    return run


def make_change(revision, before, after):
    return {'revision': revision, 'before': before, 'after': after, 'request': str(uuid.uuid4())}


def measure(server, options, figures):
    asked = {'list': {'query': LIST}, 'graph': {'query': GRAPH}, 'mutation': {'query': CHANGE, 'variables': PLACES}}
    for name, body in asked.items():
        answer = server.ask(body['query'], make_change(1, 'Node 1', 'Node 1'))
        if '"errors"' in answer:
            fail(answer[:500])
        if name == 'mutation':
            run = run_change(server, server.port, body, '"model":{"revision":(%d+)}', options.seconds, [server.worker])
        else:
            run = run_wrk(server.port, body, server.tokens['architect'], options.seconds, options.connections, ASK,
                          [server.worker], server.list_database)
        print(f'{name}: {run}', flush=True)
        figures.update({f'{name}_{key}': value for key, value in run.items()})
    figures['db_cpu_us'] = sum(figures[f'{name}_db_us'] for name in asked)
    figures['rss_mb'] = round(read_memory(server.worker, 'VmHWM'))


# --- subscribers ---

def encode_frame(text):
    data = text.encode()
    length = bytes([0x80 | len(data)]) if len(data) < 126 else b'\xfe' + len(data).to_bytes(2, 'big')
    return b'\x81' + length + b'\0\0\0\0' + data


def mint_token(server, name):
    """A token as the development provider gives it, for somebody else."""
    def pack(data):
        return base64.urlsafe_b64encode(data).rstrip(b'=')
    header, payload, _ = server.tokens['viewer'].split('.')
    claims = json.loads(base64.urlsafe_b64decode(payload + '=='))
    claims.update(sub=name, name=name)
    text = header.encode() + b'.' + pack(json.dumps(claims).encode())
    run = subprocess.run(['openssl', 'dgst', '-sha256', '-sign', server.folder / 'dev/issuer-key.pem'], input=text,
                         capture_output=True, check=True)
    return (text + b'.' + pack(run.stdout)).decode()


def read_until(connection, sign):
    data = b''
    while sign not in data:
        chunk = connection.recv(65536)
        if not chunk:
            fail(f'a subscriber was sent away: {data[-300:]}')
        data += chunk


def subscribe(server, token):
    connection = socket.create_connection(('127.0.0.1', server.port), 20)
    connection.sendall(b'GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
                       b'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'
                       b'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n')
    read_until(connection, b'\r\n\r\n')
    connection.sendall(encode_frame(json.dumps({'type': 'connection_init',
                                                'payload': {'authorization': f'Bearer {token}'}})))
    read_until(connection, b'connection_ack')
    query = f'subscription {{ modelChanged(id: "{MODEL}") {{ kind revision sequence }} }}'
    connection.sendall(encode_frame(json.dumps({'type': 'subscribe', 'id': '1', 'payload': {'query': query}})))
    return connection


def measure_fanout(server):
    """Milliseconds from a change's being sent until the last of all subscribers has it; the median of some."""
    connections = []
    for member in range(SUBSCRIBERS // PER_MEMBER):
        token = mint_token(server, f'subscriber-{member}')
        connections += [subscribe(server, token) for _ in range(PER_MEMBER)]
    waiting = selectors.DefaultSelector()
    for connection in connections:
        waiting.register(connection, selectors.EVENT_READ)
    revision = int(server.read_revision())
    name = server.read_name()
    times = []
    # The first two are not counted: not everybody may have subscribed yet.
    for event in range(EVENTS + 2):
        time.sleep(2 if event < 2 else 0.2)
        start = time.monotonic()
        server.ask(CHANGE, make_change(revision, name, f'Event {event}'))
        revision, name = revision + 1, f'Event {event}'
        left = set(connections)
        while left:
            ready = waiting.select(20)
            if not ready:
                fail(f'{len(left)} subscribers heard nothing')
            for key, _ in ready:
                data = key.fileobj.recv(65536)
                if not data:
                    fail('a subscriber was sent away')
                if b'"next"' in data:
                    left.discard(key.fileobj)
        if event >= 2:
            times.append((time.monotonic() - start) * 1000)
    for connection in connections:
        connection.close()
    return round(statistics.median(times), 1)


# --- PostGraphile ---

PEER = '''
import { createPublicKey } from "node:crypto";
import jwt from "jsonwebtoken";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgService } from "postgraphile/adaptors/pg";

const { AUDIENCE, DATABASE, ISSUER, MEMBERS, ORGANISATION, PORT } = process.env;
const database = (user) => `postgres:///parapet?host=${DATABASE}&user=${user}`;
const { keys } = await (await fetch(`${ISSUER}/keys`)).json();
const known = new Map(keys.map((key) => [key.kid, createPublicKey({ key, format: "jwk" })]));
const members = new Map(Object.entries(JSON.parse(MEMBERS)));
const roles = { viewer: 1, reviewer: 2, architect: 4, classifier: 8, admin: 16, service: 32 };
const levels = {
  TLP: ["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"],
  NATO: ["", "UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"],
  EU: ["", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"],
};

function check(authorization) {
  const token = authorization.slice("Bearer ".length);
  const { kid } = JSON.parse(Buffer.from(token.split(".", 1)[0], "base64url"));
  return jwt.verify(token, known.get(kid), { algorithms: ["RS256"], issuer: ISSUER, audience: AUDIENCE });
}

function settings(request) {
  const claims = check(request.headers.authorization);
  const cleared = claims.clearance.map((one) => one.split(":", 2));
  const level = (scheme) => String(levels[scheme].indexOf(cleared.find(([of]) => of === scheme)?.[1] ?? ""));
  const caveats = cleared.filter(([of]) => of === "CAVEAT").map(([, name]) => name);
  return {
    "app.organisation": ORGANISATION, "app.member": members.get(claims.sub),
    "app.roles": String(claims.roles.reduce((all, role) => all | roles[role], 0)),
    "app.tlp": level("TLP"), "app.nato": level("NATO"), "app.eu": level("EU"), "app.caveats": `{${caveats}}`,
    "app.issuer": claims.iss, "app.subject": claims.sub, "app.address": request.socket.remoteAddress,
  };
}

export default {
  extends: [PostGraphileAmberPreset],
  disablePlugins: ["NodePlugin"],
  pgServices: [makePgService({ connectionString: database("parapet_server"), schemas: ["parapet"],
                               superuserConnectionString: database("postgres") })],
  grafserv: { port: Number(PORT), graphqlPath: "/graphql", watch: false, graphiql: false },
  grafast: { explain: false, context: ({ node }) => ({ pgSettings: settings(node.req) }) },
};
'''


def read_issuer(server):
    text = (server.folder / 'server.conf').read_text()
    return {name: re.search(f'^{key}=(.*)$', text.split('[issuer', 1)[1], re.M).group(1)
            for name, key in (('ISSUER', 'url'), ('AUDIENCE', 'audience'))}


def measure_peer(server, options, figures):
    folder = BUILD / 'tests/bench/postgraphile'
    folder.mkdir(exist_ok=True)
    if not (folder / 'node_modules/postgraphile').exists():
        subprocess.run(['npm', 'install', '--no-audit', '--no-fund', 'postgraphile@5', 'node@22'], cwd=folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    (folder / 'graphile.config.mjs').write_text(PEER)
    port = PORT + 20
    server.psql('-f', HERE / 'bench_peer.sql')
    environment = {**os.environ, **read_issuer(server), 'NODE_ENV': 'production', 'PORT': str(port),
                   'DATABASE': str(server.database),
                   'ORGANISATION': server.psql('-c', 'select id from parapet.organisation limit 1'),
                   'MEMBERS': server.psql('-c', 'select json_object_agg (subject, id) from parapet.member')}
    process = subprocess.Popen(['node_modules/node/bin/node', 'node_modules/postgraphile/dist/cli-run.js'], cwd=folder,
                               env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server.processes.append(process)
    for _ in range(300):
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    def run_once(name, query):
        if name == 'mutation':
            return run_change(server, port, {'query': query, 'variables': PLACES}, '"result":{"revision":(%d+)}',
                              options.seconds, [process.pid])
        return run_wrk(port, {'query': query}, server.tokens['architect'], options.seconds, options.connections, ASK,
                       [process.pid], server.list_database)

    for name, query in (('list', PEER_LIST), ('graph', PEER_GRAPH), ('mutation', PEER_CHANGE)):
        # JavaScript is compiled while it runs: it does not count before it gets no better.
        run = run_once(name, query)
        for _ in range(5):
            before, run = run, run_once(name, query)
            if run['cpu_us'] > before['cpu_us'] * 0.95:
                break
        print(f'PostGraphile, {name}: {run}', flush=True)
        figures[f'peer_{name}_cpu_us'] = run['cpu_us']
        figures[f'peer_{name}_db_us'] = run['db_us']
        figures[f'{name}_cpu_ratio'] = round(run['cpu_us'] / max(figures[f'{name}_cpu_us'], 1), 1)
        figures[f'{name}_db_ratio'] = round(figures[f'{name}_db_us'] / max(run['db_us'], 1), 2)


def main():
    parser = argparse.ArgumentParser(prog='bench-server')
    parser.add_argument('--seconds', type=int, default=10)
    parser.add_argument('--connections', type=int, default=8)
    parser.add_argument('--peer', action='store_true')
    options = parser.parse_args()
    figures = {}
    folder = pathlib.Path(tempfile.mkdtemp(prefix='pb-'))
    os.chmod(folder, 0o711)
    try:
        server = Server(folder)
        try:
            measure(server, options, figures)
            figures['fanout_1000_ms'] = measure_fanout(server)
            if options.peer:
                measure_peer(server, options, figures)
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(figures))


if __name__ == '__main__':
    main()
