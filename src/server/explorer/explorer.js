// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const $ = (id) => document.getElementById(id);

const QUERY = '{\n  viewer {\n    name\n    roles\n  }\n}\n';
const SCHEMA = `{ __schema { types { kind name description
  fields { name description args { name type { ...T } } type { ...T } }
  inputFields { name description type { ...T } }
  enumValues { name description } } } }
fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

// A tab forgets the token when it is closed.
const kept = ['token', 'query', 'variables'];

async function ask(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      authorization: `Bearer ${$('token').value.trim()}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.json() };
}

async function run() {
  const start = performance.now();
  $('status').textContent = '…';
  try {
    const text = $('variables').value.trim();
    const { status, body } = await ask($('query').value, text ? JSON.parse(text) : undefined);
    $('status').textContent = `${status}, ${Math.round(performance.now() - start)} ms`;
    $('answer').textContent = JSON.stringify(body, null, 2);
  } catch (error) {
    $('status').textContent = '';
    $('answer').textContent = String(error);
  }
}

function typeText(type) {
  if (type.kind === 'NON_NULL') return `${typeText(type.ofType)}!`;
  if (type.kind === 'LIST') return `[${typeText(type.ofType)}]`;
  return type.name;
}

function fieldText(field) {
  const parameters = (field.args ?? []).map((a) => `${a.name}: ${typeText(a.type)}`).join(', ');
  return `${field.name}${parameters && `(${parameters})`}${field.type ? `: ${typeText(field.type)}` : ''}`;
}

function element(name, text, ...children) {
  const result = document.createElement(name);
  if (text) result.textContent = text;
  result.append(...children);
  return result;
}

function typeElement(type) {
  const list = element('dl');
  for (const field of type.fields ?? type.inputFields ?? type.enumValues ?? []) {
    list.append(element('dt', fieldText(field)));
    if (field.description) list.append(element('dd', field.description));
  }
  return element('details', '', element('summary', type.name), element('p', type.description), list);
}

// Where queries begin comes first.
function compareTypes(a, b) {
  const rank = (type) => ['Query', 'Mutation', 'Subscription'].indexOf(type.name) >>> 0;
  return rank(a) - rank(b) || a.name.localeCompare(b.name);
}

async function loadSchema() {
  const { status, body } = await ask(SCHEMA);
  const types = body.data?.__schema.types.filter((type) => !type.name.startsWith('__'));
  const shown = types?.sort(compareTypes).map(typeElement) ?? [element('p', body.errors?.[0].message ?? `Status ${status}`)];
  $('schema').replaceChildren(...shown);
}

for (const id of kept) {
  $(id).value = sessionStorage.getItem(id) ?? (id === 'query' ? QUERY : '');
  $(id).addEventListener('input', () => sessionStorage.setItem(id, $(id).value));
}
$('run').addEventListener('click', run);
$('load').addEventListener('click', loadSchema);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.ctrlKey) run();
});
