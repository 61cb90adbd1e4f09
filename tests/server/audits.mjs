// SPDX-License-Identifier: GPL-3.0-or-later
// The audits of npm's graphql-http, as TAP: audits.mjs SERVER MODULE-FOLDER. What a server MAY do is not a failure.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [program, modules] = process.argv.slice(2);
const { serverAudits } = await import(pathToFileURL(path.resolve(modules, 'node_modules/graphql-http/lib/index.mjs')));

const server = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
const [line] = await Promise.race([
  new Promise(resolve => createInterface({ input: server.stdout }).once('line', text => resolve([text]))),
  new Promise((_, reject) => setTimeout(() => reject(new Error('The server does not start')), 60000).unref()),
]);
const url = line.replace('READY ', '');

let n = 0;
let nFailed = 0;
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  const isBad = result.status === 'error' || (result.status !== 'ok' && !audit.name.startsWith('MAY'));
  n++;
  nFailed += isBad;
  console.log(`${isBad ? 'not ok' : 'ok'} ${n} ${audit.name}${result.status === 'ok' ? '' : ` (${result.reason})`}`);
}
console.log(`1..${n}`);
server.stdin.end();
process.exitCode = nFailed > 0 ? 1 : 0;
