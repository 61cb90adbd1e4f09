// SPDX-License-Identifier: GPL-3.0-or-later
// What bench-graphql measures, of graphql-js: bench_graphql.mjs MODULES SCHEMA DOCUMENT GRAPH-DOCUMENT

import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, schemaText, small, graph] = process.argv.slice(2);
const graphql = createRequire(path.resolve(modules, 'package.json'))('graphql');
const schema = graphql.buildSchema(schemaText);
const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function measure(run) {
  for (let i = 0; i < 3; i++)
    run();
  const start = seconds();
  let n = 0;
  do {
    run();
    n++;
  } while (seconds() - start < 2);
  return (seconds() - start) / n;
}

const records = Array.from({ length: 10000 }, (_, i) => ({
  id: `n${i}`, kind: 'PROCESS', name: `Service number ${i}`, description: `Service number ${i}`, parentId: `n${i}`,
  sourceId: `n${i}`, targetId: `n${i}`, x: i * 1.5,
}));
const rootValue = { graph: { nodes: records.slice(0, 5000), edges: records } };
const document = graphql.parse(graph);
const one = measure(() => graphql.validate(schema, graphql.parse(small)));
const answer = measure(() => JSON.stringify(graphql.execute({ schema, document, rootValue })));
console.log(`"js_documents_per_cpu_second":${Math.round(1 / one)},"js_answer_cpu_ms":${(answer * 1e3).toFixed(2)}`);
