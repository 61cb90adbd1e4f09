// SPDX-License-Identifier: GPL-3.0-or-later
// npm's graphql-ws with ws against the toy server, as TAP: graphql-ws.mjs SERVER MODULE-FOLDER [CERTIFICATE KEY].
// With a certificate, all of it over TLS.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import assert from 'node:assert/strict';
import path from 'node:path';

const [program, modules, ...certificate] = process.argv.slice(2);
const load = file => import(pathToFileURL(path.resolve(modules, 'node_modules', file)));
const { createClient, CloseCode } = await load('graphql-ws/lib/index.mjs');
const { default: PlainWebSocket } = await load('ws/wrapper.mjs');

const ca = certificate.length > 0 ? readFileSync(certificate[0]) : undefined;
class WebSocket extends PlainWebSocket {
  constructor(address, protocols) {
    super(address, protocols, { ca });
  }
}

const server = spawn(program, certificate, { stdio: ['pipe', 'pipe', 'inherit'] });
const [line] = await Promise.race([
  new Promise(resolve => createInterface({ input: server.stdout }).once('line', text => resolve([text]))),
  new Promise((_, reject) => setTimeout(() => reject(new Error('The server does not start')), 60000).unref()),
]);
const url = line.replace('READY http', 'ws');

const makeClient = (token, more) => createClient({
  url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${token}` }, ...more,
});
const collect = async (client, payload) => {
  const results = [];
  for await (const result of client.iterate(payload)) results.push(result);
  return results;
};
const soon = (promise, what) => Promise.race([
  promise, new Promise((_, reject) => setTimeout(() => reject(new Error(`${what} does not happen`)), 60000).unref()),
]);

const tests = {
  async 'a query, a mutation and a subscription over one connection'() {
    const client = makeClient('good', { lazy: false });
    assert.deepEqual(await collect(client, { query: '{ greeting }' }), [{ data: { greeting: 'Hello, you' } }]);
    assert.deepEqual(await collect(client, { query: 'query ($n: String) { greeting(name: $n) }', variables: { n: 'é' } }),
                     [{ data: { greeting: 'Hello, é' } }]);
    assert.deepEqual(await collect(client, { query: 'mutation { count }' }), [{ data: { count: 1 } }]);
    const numbers = await collect(client, { query: 'subscription { numbers(to: 200) }' });
    assert.deepEqual(numbers.map(result => result.data.numbers), Array.from({ length: 200 }, (_, i) => i + 1));
    await client.dispose();
  },
  async 'an answer of a megabyte'() {
    const client = makeClient('good');
    const [result] = await collect(client, { query: '{ long(bytes: 1000000) }' });
    assert.equal(result.data.long.length, 1000000);
    await client.dispose();
  },
  async 'errors of a document come as errors'() {
    const client = makeClient('good');
    await assert.rejects(collect(client, { query: '{ nothing }' }),
                         errors => Array.isArray(errors) && errors[0].locations[0].column === 3);
    await client.dispose();
  },
  async 'unsubscribing ends the operation and not the connection'() {
    const client = makeClient('good', { lazy: false });
    const iterator = client.iterate({ query: 'subscription { numbers(to: 100) }' });
    assert.equal((await iterator.next()).value.data.numbers, 1);
    await iterator.return();
    assert.equal((await collect(client, { query: '{ greeting }' })).length, 1);
    await client.dispose();
  },
  async 'a bad token closes with 4403'() {
    const closed = {};
    const promise = new Promise(resolve => { closed.resolve = resolve; });
    const client = makeClient('bad', { lazy: false, onNonLazyError() {}, on: { closed: event => closed.resolve(event.code) } });
    assert.equal(await soon(promise, 'closing'), CloseCode.Forbidden);
    await client.dispose();
  },
  async 'a client comes back with a fresh token when the old one expires'() {
    const tokens = ['short', 'good'];
    let nConnected = 0;
    const again = {};
    const promise = new Promise(resolve => { again.resolve = resolve; });
    const client = makeClient('', {
      retryAttempts: 2, retryWait: async () => {}, connectionParams: () => ({ authorization: `Bearer ${tokens.shift()}` }),
      on: { connected() { if (++nConnected === 2) again.resolve(); } },
    });
    client.subscribe({ query: 'subscription { tick }' }, { next() {}, error() {}, complete() {} });
    await soon(promise, 'connecting again');
    await client.dispose();
  },
  async 'the client keeps the connection alive by pings'() {
    const pong = {};
    const promise = new Promise(resolve => { pong.resolve = resolve; });
    const client = makeClient('good', { lazy: false, keepAlive: 100, on: { pong: received => received && pong.resolve() } });
    await soon(promise, 'a pong');
    await client.dispose();
  },
};

// RFC 8441 is offered by libwebsockets, and does not work there with browsers.
const testsOfTls = {
  async 'over HTTP/2 a client is told to come by HTTP/1.1, after what it asked before'() {
    const session = connect(new URL(url).origin.replace('wss', 'https'), { ca });
    const goaway = {};
    const promise = new Promise(resolve => { goaway.resolve = resolve; });
    session.on('goaway', code => goaway.resolve(code)).on('error', () => {});
    const asked = session.request({ ':path': '/graphql?query={greeting}' });
    let answer = '';
    for await (const piece of asked) answer += piece;
    assert.deepEqual(JSON.parse(answer), { data: { greeting: 'Hello, you' } });
    session.request({ ':method': 'CONNECT', ':protocol': 'websocket', ':scheme': 'https', ':path': '/graphql',
                      'sec-websocket-version': '13', 'sec-websocket-protocol': 'graphql-transport-ws' },
                    { endStream: false }).on('error', () => {});
    assert.equal(await soon(promise, 'going away'), 0x0d);
    session.destroy();
  },
};

let n = 0;
let nFailed = 0;
for (const [name, test] of Object.entries({ ...tests, ...certificate.length > 0 && testsOfTls })) {
  let error = null;
  await soon(test(), name).catch(reason => { error = reason; });
  n++;
  nFailed += error !== null;
  console.log(`${error ? 'not ok' : 'ok'} ${n} ${name}`);
  if (error) console.log(String(error.stack ?? JSON.stringify(error)).replace(/^/gm, '# '));
}
console.log(`1..${n}`);
server.stdin.end();
process.exitCode = nFailed > 0 ? 1 : 0;
