// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the engine with graphql-js 14, the reference implementation of the specification of June 2018:
// oracle.mjs PROBE DATA-FOLDER MODULE-FOLDER. Speaks TAP.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';

const [probePath, data, modules] = process.argv.slice(2);
const graphql = createRequire(path.resolve(modules, 'package.json'))('graphql');

// --- The engine, as a process that answers line by line ------------------------------------------

class Probe {
  constructor() {
    this.process = spawn(probePath, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.waiting = [];
    createInterface({ input: this.process.stdout }).on('line', line => this.waiting.shift()(JSON.parse(line)));
    this.process.on('exit', code => {
      if (this.waiting.length > 0) {
        console.log(`Bail out! The probe ended with ${code}`);
        process.exit(1);
      }
    });
  }

  ask(question) {
    return new Promise(resolve => {
      this.waiting.push(resolve);
      this.process.stdin.write(JSON.stringify(question) + '\n');
    });
  }

  end() {
    this.process.stdin.end();
  }
}

// --- Documents, and what becomes of them ----------------------------------------------------------

const read = name => readFileSync(path.join(data, name), 'utf8');
const split = text => text.split(/^---.*\n/m).filter(part => part.trim());

// The same numbers in each run, so that a failure can be repeated (xorshift32).
function random(seed) {
  let state = seed;
  return n => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

const TOKEN = /"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|\.\.\.|[^\s,]/g;

const kindOf = word => /^[A-Za-z_]/.test(word) ? 'name' : /^-?\d/.test(word) ? 'number' : /^"/.test(word) ? 'text' : word;

// Tokens that turn up in none of the documents would seldom give one that parses.
function mutate(text, words, next) {
  const tokens = [...text.matchAll(TOKEN)];
  const at = tokens[next(tokens.length)];
  const other = tokens[next(tokens.length)];
  const start = at.index;
  const end = start + at[0].length;
  const cut = (from, to, put) => text.slice(0, from) + put + text.slice(to);
  switch (next(14)) {
    case 0: return cut(start, end, '');
    case 1: return cut(start, end, at[0] + ' ' + at[0]);
    case 2: return cut(start, end, other[0]);
    case 3: return cut(start, end, words[next(words.length)]);
    case 4: case 5: case 6: case 7: case 8: {
      const alike = words.filter(word => kindOf(word) === kindOf(at[0]));
      return cut(start, end, alike[next(alike.length)]);
    }
    case 9: return cut(start, end, kindOf(at[0]) === kindOf(other[0]) ? other[0] : '');
    case 10: return cut(start, start, words[next(words.length)] + ' ');
    case 11: {
      const byte = next(text.length);
      return text.slice(0, byte) + text.slice(byte + 1);
    }
    case 12: return cut(start, end, at[0] + '\n' + other[0]);
    default: {
      const [first, last] = start < other.index ? [at, other] : [other, at];
      const lastEnd = last.index + last[0].length;
      return text.slice(0, first.index) + last[0] + text.slice(first.index + first[0].length, last.index) +
             (first === last ? '' : first[0]) + text.slice(Math.max(lastEnd, first.index + first[0].length));
    }
  }
}

function wordsOf(texts) {
  const words = new Set(['null', 'true', 'false',
    '1', '1.5', '"x"', '-7', 'FIXED', '$none', '@nope', '...', '{', '}', '[', ']', '(', ')', '!', ':', '|', '&', '=']);
  for (const text of texts)
    for (const [word] of text.matchAll(TOKEN))
      words.add(word);
  return [...words];
}

// What graphql-js takes and the text of June 2018 has not, or what the engine refuses on purpose: directives
// on variables and "repeatable", escapes that are no characters, numbers beyond double precision.
const DIFFERS = /\$\w+\s*:[^$){}]*@|VARIABLE_DEFINITION|repeatable|\\u(0000|[dD][89a-fA-F])|\d{300}|[eE]\+?\d{3}/;

// What graphql-js 14 lets pass although the specification does not: two arguments of one name in a
// definition, default values of another type, operations among types, built-in names with another meaning.
const STRICTER = /only one argument named|default value of|no part of a schema|already a (type|directive) named "@?(Int|Float|String|Boolean|ID|skip|include|deprecated)"/;

const place = error => error && error.locations && error.locations[0]
  ? `${error.locations[0].line}:${error.locations[0].column}` : String(error && error.message);

// --- Comparisons ------------------------------------------------------------------------------------

let nTests = 0;
let nFailed = 0;

function report(name, problems, note) {
  nTests++;
  nFailed += problems.length > 0;
  console.log(`${problems.length > 0 ? 'not ok' : 'ok'} ${nTests} ${name} # ${note}`);
  for (const problem of problems.slice(0, 5))
    console.log(problem.replace(/^/gm, '# '));
}

function expectErrors(schema, text) {
  let document;
  try {
    document = graphql.parse(text);
  } catch (error) {
    return [error];
  }
  return graphql.validate(schema, document);
}

async function compareDocuments(probe, name, schema, texts) {
  const problems = [];
  let nRefused = 0;
  await Promise.all(texts.map(async text => {
    const expected = expectErrors(schema, text);
    const { errors } = await probe.ask({ do: 'validate', text });
    nRefused += expected.length > 0;
    if (expected.length > 0 !== errors.length > 0 || (expected.length > 0 && place(expected[0]) !== place(errors[0])))
      problems.push(`${text}\nexpected ${expected.length ? place(expected[0]) + ' ' + expected[0].message : 'no error'}` +
                    `\n     got ${errors.length ? place(errors[0]) + ' ' + errors[0].message : 'no error'}`);
  }));
  report(name, problems, `${texts.length} documents, ${nRefused} of them refused`);
}

function buildSchema(text) {
  const document = graphql.parse(text);
  const isExtension = node => /Extension$/.test(node.kind);
  const definitions = { ...document, definitions: document.definitions.filter(node => !isExtension(node)) };
  const extensions = { ...document, definitions: document.definitions.filter(isExtension) };
  let schema = graphql.buildASTSchema(definitions);
  if (extensions.definitions.length > 0)
    schema = graphql.extendSchema(schema, extensions);
  graphql.assertValidSchema(schema);
  // Variables inside literals of custom scalars came with version 15.
  for (const type of Object.values(schema.getTypeMap()))
    if (graphql.isScalarType(type) && !graphql.isSpecifiedScalarType(type))
      type.parseLiteral = (node, variables) => graphql.valueFromASTUntyped(node, variables);
  return schema;
}

async function compareSchemas(probe, name, texts) {
  const problems = [];
  let nRefused = 0;
  await Promise.all(texts.map(async text => {
    let expected = null;
    try {
      buildSchema(text);
    } catch (error) {
      expected = error;
      nRefused++;
    }
    const { errors } = await probe.ask({ do: 'schema', text });
    if (expected === null && errors.length > 0 && STRICTER.test(errors[0].message))
      return;
    if (expected instanceof RangeError) // endless default values exhaust its stack
      return;
    if ((expected !== null) !== (errors.length > 0))
      problems.push(`${text}\nexpected ${expected ? expected.message : 'no error'}` +
                    `\n     got ${errors.length ? errors[0].message : 'no error'}`);
  }));
  report(name, problems, `${texts.length} schemas, ${nRefused} of them refused`);
}

function mutations(texts, words, count, seed) {
  const next = random(seed);
  const found = [];
  for (let i = 0; found.length < count; i++) {
    let text = texts[i % texts.length];
    for (let n = next(4) === 0 ? 2 : 1; n > 0; n--)
      text = mutate(text, words, next);
    if (!DIFFERS.test(text) && text.trim())
      found.push(text);
  }
  return found;
}

// --- Execution ---------------------------------------------------------------------------------------

const convert = value => Array.isArray(value) ? value.map(convert)
  : value && typeof value === 'object' && '$error' in value ? new Error(value.$error) : value;

function execute(schema, question) {
  return graphql.execute({
    schema,
    document: graphql.parse(question.text),
    operationName: question.operation,
    variableValues: question.variables,
    rootValue: question.root,
    fieldResolver: (source, args, context, info) =>
      info.fieldName === 'echo' ? args : convert(source ? source[info.fieldName] : undefined),
    typeResolver: value => value.__typename,
  });
}

// Data to the byte; errors by place and path, and by message where it is not the programs' own.
function normalize(answer) {
  const isCommon = message => /^Cannot return null|^No |^Schema is/.test(message);
  return JSON.stringify({
    data: answer.data,
    errors: (answer.errors || []).map(({ message, locations, path: steps }) =>
      ({ message: isCommon(message) ? message : '', locations, path: steps })),
  }, null, 1);
}

async function compareAnswers(probe, name, schema, questions) {
  const problems = [];
  let nErrors = 0;
  await Promise.all(questions.map(async question => {
    const expected = normalize(execute(schema, question));
    const answer = await probe.ask({ do: 'execute', ...question });
    const got = normalize(answer);
    nErrors += (answer.errors || []).length > 0;
    if (got !== expected)
      problems.push(`${question.text}\nvariables ${JSON.stringify(question.variables)}\nexpected ${expected}\n     got ${got}` +
                    ` ${JSON.stringify(answer.errors)}`);
  }));
  report(name, problems, `${questions.length} requests, ${nErrors} of them with errors`);
}

function questionsOf(schema, texts, root, variables) {
  const questions = [];
  for (const text of texts) {
    // Built-in types have no order and are described in other words; they have a comparison of their own.
    if (/__schema[^]*(types|directives|description)/.test(text) || expectErrors(schema, text).length > 0)
      continue;
    const document = graphql.parse(text);
    const operations = document.definitions.filter(node => node.kind === 'OperationDefinition');
    for (const operation of operations) {
      const names = operation.variableDefinitions.map(node => node.variable.name.value);
      for (let i = 0; i < (names.length > 0 ? variables.length : 1); i++) {
        const given = {};
        for (const name of names)
          if (name in variables[i])
            given[name] = variables[i][name];
        questions.push({ text, root, variables: given, operation: operation.name ? operation.name.value : undefined });
      }
    }
  }
  return questions;
}

// --- Introspection --------------------------------------------------------------------------------------

// Built-in types are described in other words; types and directives have no order.
function normalizeIntrospection({ data }) {
  const isBuiltin = name => /^__|^(Int|Float|String|Boolean|ID|skip|include|deprecated)$/.test(name);
  const undescribed = value => value && typeof value === 'object'
    ? Array.isArray(value) ? value.map(undescribed)
      : Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'description').map(([key, v]) => [key, undescribed(v)]))
    : value;
  const sort = list => list.map(each => isBuiltin(each.name) ? undescribed(each) : each)
    .map(each => ({ ...each,
      possibleTypes: each.possibleTypes && [...each.possibleTypes].sort((a, b) => a.name < b.name ? -1 : 1),
      enumValues: each.name === '__DirectiveLocation'
        ? each.enumValues.filter(({ name }) => name !== 'VARIABLE_DEFINITION').sort((a, b) => a.name < b.name ? -1 : 1) : each.enumValues }))
    .sort((a, b) => a.name < b.name ? -1 : 1);
  const { types, directives, ...rest } = data.__schema;
  return JSON.stringify({ ...rest, types: sort(types), directives: sort(directives) }, null, 1);
}

async function compareIntrospection(probe, name, text) {
  const query = graphql.getIntrospectionQuery();
  const expected = normalizeIntrospection(execute(buildSchema(text), { text: query }));
  await probe.ask({ do: 'schema', text });
  const answer = await probe.ask({ do: 'execute', text: query });
  const got = answer.data ? normalizeIntrospection(answer) : JSON.stringify(answer);
  const problems = [];
  if (got !== expected) {
    const [a, b] = [expected.split('\n'), got.split('\n')];
    const at = a.findIndex((line, i) => line !== b[i]);
    problems.push(`expected\n${a.slice(at - 5, at + 5).join('\n')}\ngot\n${b.slice(at - 5, at + 5).join('\n')}`);
  }
  graphql.buildClientSchema(answer.data);
  report(name, problems, `${expected.length} bytes`);
}

// --- The suite -----------------------------------------------------------------------------------------

async function main() {
  const probe = new Probe();
  const count = Number(process.env.GQL_ORACLE_COUNT || 4000);
  const seed = Number(process.env.GQL_ORACLE_SEED || 20180610);
  const fleet = read('fleet.graphql') + read('fleet-extension.graphql');
  const schema = buildSchema(fleet);
  const documents = split(read('documents.graphql'));
  const schemas = split(read('schemas.graphql'));
  const words = wordsOf([...documents, fleet]);

  await compareSchemas(probe, 'schemas', schemas);
  await compareSchemas(probe, 'mutated schemas', mutations(schemas, wordsOf(schemas), Math.floor(count / 3), seed));

  await probe.ask({ do: 'schema', text: fleet });
  await compareDocuments(probe, 'documents', schema, documents);
  const mutated = mutations(documents, words, count, seed);
  await compareDocuments(probe, 'mutated documents', schema, mutated);

  const root = JSON.parse(read('fleet.json'));
  const variables = JSON.parse(read('variables.json'));
  const requests = split(read('requests.graphql'));
  const mutatedRequests = mutations(requests, words, count, seed + 1);
  await compareAnswers(probe, 'answers', schema, questionsOf(schema, [...requests, ...documents], root, variables));
  await compareAnswers(probe, 'answers to mutated requests', schema,
                       questionsOf(schema, [...mutatedRequests, ...mutated], root, variables));

  await compareIntrospection(probe, 'introspection of the fleet', fleet);
  await compareIntrospection(probe, 'introspection of a service', read('service.graphql'));

  probe.end();
  console.log(`1..${nTests}`);
  process.exitCode = nFailed > 0 ? 1 : 0;
}

await main();
