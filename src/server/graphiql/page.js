// SPDX-License-Identifier: GPL-3.0-or-later
// GraphiQL for the API of this server, in the name of one of the users that are made up for development.
'use strict';

const { createElement, useState } = React;

const TABS = [
  `# Who asks, and the models that she sees.
# Choose somebody else above, and ask again.
query Models {
  viewer {
    name
    roles
    clearance { scheme level }
  }
  models(first: 10) {
    nodes {
      id
      title
      revision
      marks { scheme level }
    }
  }
}
`,
  `# What an architect may do.
mutation CreateModel {
  createModel(input: {
    title: "Web shop"
    marks: [{ scheme: TLP, level: "GREEN" }]
  }) {
    model { id title revision }
  }
}
`,
  `# What happens from now on is told here:
# create a model in another window.
subscription Changes {
  modelsChanged {
    kind
    modelId
    revision
    by { name }
  }
}
`,
];

// The address that the server prints ends with a key, by which this page gets tokens of the users. Browsers do not send
// that part of an address to anybody, and other sites do not see it.
async function fetchUsers() {
  const key = location.hash.slice(1);
  if (!key) return [];
  const response = await fetch('/graphiql/users', { headers: { authorization: `Bearer ${key}` } });
  return response.ok ? (await response.json()).users : [];
}

let user = null;

const ask = GraphiQL.createFetcher({
  url: '/graphql',
  subscriptionUrl: new URL('/graphql', location.href).href.replace(/^http/, 'ws'),
});

// Who writes an Authorization into the headers of a query asks as that.
function fetcher(parameters, options) {
  const headers = new Headers(options?.headers);
  if (user && !headers.has('authorization')) headers.set('authorization', `Bearer ${user.token}`);
  return ask(parameters, { ...options, headers: Object.fromEntries(headers) });
}

function SignIn({ users }) {
  const [role, setRole] = useState(user?.role);
  if (users.length === 0)
    return createElement('span', { className: 'sign-in', role: 'status' },
      'Not signed in: open the address in the line “graphiql” that the server printed');
  const choose = (event) => {
    user = users.find((candidate) => candidate.role === event.target.value);
    setRole(user.role);
  };
  return createElement('label', { className: 'sign-in' }, 'Ask as',
    createElement('select', { value: role, onChange: choose },
      users.map(({ role: value, name }) => createElement('option', { key: value, value }, name))));
}

async function start() {
  const users = await fetchUsers();
  user = users.find(({ role }) => role === 'architect') ?? null;
  ReactDOM.createRoot(document.getElementById('page')).render(
    createElement(GraphiQL, {
      fetcher,
      defaultTabs: TABS.map((query) => ({ query })),
      defaultQuery: '',
      defaultEditorToolsVisibility: false,
      showPersistHeadersSettings: false,
    }, createElement(GraphiQL.Logo, null, createElement(SignIn, { users }))));
}

start();
