#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine against a second reading of the rules: test_rule_oracle.py PROGRAM SOURCE-ROOT"""
import csv
import json
import random
import sys

import architectures
from program import Skip, main
from rule_oracle import Rules

DIAGRAM_TYPES = ('STRIDE', 'STRIDE', 'STRIDE', 'STRIDE', 'CIA', 'LINDDUN', 'CIADIE', 'PLOT4ai', 'Generic')
SHAPES = {'process': ('process', 'tm.Process'), 'store': ('store', 'tm.Store'), 'actor': ('actor', 'tm.Actor')}
NAMES = ('api gateway', 'web shop', 'billing service', 'login', 'redis cache', 'audit log', 'order queue',
         'customer', 'administrator', 'browser', 'plc 7', 'mcp server', 'agent', 'user database',
         'https request', 'sql query', 'credentials', 'internet', 'payment', 'lambda', 'backup', 'x')
TECHNIQUES = ('T1190', 'T1499', 'T1059', 'T0855', 'AML.T0051', 'AML.T0024', 'T9999')
N_MODELS = 150


def read_rules(root):
    tactics, names = {}, {}
    with (root / 'resources/knowledge/atlas-tactics.tsv').open(encoding='utf-8') as table:
        for row in csv.DictReader(table, delimiter='\t'):
            names[row['id']] = row['name'].lower().replace(' ', '-')
    for matrix in ('enterprise', 'ics', 'mobile', 'atlas'):
        with (root / f'resources/knowledge/{matrix}-techniques.tsv').open(encoding='utf-8') as table:
            for row in csv.DictReader(table, delimiter='\t'):
                tactic = row['tactics'].split(',')[0].strip()
                tactics.setdefault(row['id'], names.get(tactic, tactic))
    return Rules(root / 'resources/rules', tactics)


class Dice:
    """Random models whose values are those that the rules look for."""

    def __init__(self, rules, seed):
        self.rules = rules
        self.random = random.Random(seed)
        self.words, self.lists, self.numbers = {}, {}, set()
        for rule in rules.rules:
            for field in ('_when', '_likelihood', '_impact'):
                self.learn(rule[field])

    def learn(self, tree):
        """What a condition compares a property with says what values the property has."""
        if tree[0] in ('compare', 'in', 'has'):
            side = tree[2] if tree[0] == 'compare' else tree[1]
            other = [tree[3][1]] if tree[0] == 'compare' and tree[3][0] == 'constant' else \
                tree[2] if tree[0] != 'compare' else []
            if side[0] == 'path':
                name = side[1].split('.')[-1]
                if any(isinstance(value, float) for value in other):
                    self.numbers.add(name)
                else:
                    (self.lists if tree[0] == 'has' else self.words).setdefault(name, set()).update(other)
        for part in tree[1:]:
            for piece in part if isinstance(part, list) else [part]:
                if isinstance(piece, tuple):
                    self.learn(piece)

    def value(self, name):
        pick = self.random
        if name == 'exposure':
            return pick.choice(('internet', 'public', 'intranet', 'private', False))
        if name in self.lists:
            return pick.sample(sorted(self.lists[name]), pick.randint(1, 2))
        if name in self.words:
            return pick.choice([*sorted(map(str, self.words[name])), 'something-else'])
        if name in self.numbers:
            return pick.choice((1.0, 1.1, 1.3)) if name == 'tlsVersion' else pick.randint(0, 3)
        return pick.random() < 0.5

    def properties(self, kind, share):
        names = sorted(self.rules.vocabulary[kind] - {'kind', 'name', 'zone', 'source', 'target', 'crosses',
                                                      'crossings', 'exposed', 'zoneType'})
        found = {}
        for name in names:
            if self.random.random() < share and name not in ('attack', 'edge'):
                found[name] = self.value(name)
        if kind == 'flow' and self.random.random() < 0.1:
            found['edge'] = self.random.choice(('attack', 'exploit', 'none'))
            found['attack'] = self.random.choice(TECHNIQUES)
        return found

    def cell(self, number, shape, kind, **more):
        share = self.random.choice((0.05, 0.2, 0.6))
        data = {'type': kind, 'name': self.random.choice(NAMES), 'description': '', 'threats': [],
                'outOfScope': self.random.random() < 0.05, 'reasonOutOfScope': '', 'hasOpenThreats': False,
                'isTrustBoundary': 'Boundary' in kind,
                'properties': self.properties({'tm.Flow': 'flow', 'tm.Boundary': 'boundary',
                                               'tm.BoundaryBox': 'boundary'}.get(kind, shape), share)}
        cell = {'id': f'00000000-0000-4000-8000-{number:012d}', 'shape': shape, 'zIndex': number, 'data': data}
        return {**cell, **more}

    def box(self, size):
        pick = self.random
        return {'position': {'x': pick.randint(0, 100) * 10 + 0.5, 'y': pick.randint(0, 60) * 10 + 0.5},
                'size': {'width': pick.randint(*size) * 10, 'height': pick.randint(*size) * 10}}

    def bends(self):
        return [{'x': self.random.randint(0, 1000), 'y': self.random.randint(0, 600)}
                for _ in range(self.random.choice((0, 0, 1, 2)))]

    def model(self):
        pick, cells = self.random, []
        for _ in range(pick.randint(0, 4)):
            cells.append(self.cell(len(cells), 'trust-boundary-box', 'tm.BoundaryBox', **self.box((20, 60))))
        for _ in range(pick.randint(0, 2)):
            ends = [{'x': pick.randint(0, 1000), 'y': pick.randint(0, 600)} for _ in range(2)]
            cells.append(self.cell(len(cells), 'trust-boundary-curve', 'tm.Boundary', source=ends[0],
                                   target=ends[1], vertices=self.bends()))
        nodes = []
        for _ in range(pick.randint(2, 9)):
            shape, kind = SHAPES[pick.choice(('process', 'process', 'store', 'actor'))]
            nodes.append(self.cell(len(cells), shape, kind, **self.box((4, 12))))
            self.tick(nodes[-1]['data'], shape)
            cells.append(nodes[-1])
        for _ in range(pick.randint(1, 14)):
            ends = [{'cell': pick.choice(nodes)['id']} if pick.random() < 0.97 else
                    {'x': pick.randint(0, 1000), 'y': pick.randint(0, 600)} for _ in range(2)]
            flow = self.cell(len(cells), 'flow', 'tm.Flow', source=ends[0], target=ends[1],
                             vertices=self.bends())
            self.tick(flow['data'], 'flow')
            cells.append(flow)
        # A file lists its cells in any order.
        pick.shuffle(cells)
        return {'version': '2.0', 'summary': {'title': 'Random', 'owner': '', 'description': '', 'id': 0},
                'detail': {'contributors': [], 'diagramTop': 1, 'reviewer': '', 'threatTop': 0, 'diagrams': [
                    {'id': 0, 'title': 'Random', 'diagramType': pick.choice(DIAGRAM_TYPES), 'placeholder': '',
                     'version': '2.0', 'thumbnail': '', 'cells': cells}]}}

    def tick(self, data, shape):
        """What Threat Dragon itself asks for. A property of the same meaning often says something else."""
        fields = {'flow': ('isEncrypted', 'isPublicNetwork', 'isBidirectional'),
                  'store': ('isALog', 'isSigned', 'isEncrypted', 'storesCredentials'),
                  'process': ('isWebApplication', 'handlesCardPayment', 'handlesGoodsOrServices'),
                  'actor': ('providesAuthentication',)}[shape]
        names = {'isALog': 'log', 'isWebApplication': 'webApp', 'handlesCardPayment': 'cardPayment',
                 'handlesGoodsOrServices': 'goods', 'providesAuthentication': 'authenticates',
                 'storesCredentials': 'credentials'}
        for field in fields:
            if self.random.random() < 0.7:
                data[field] = self.random.random() < 0.3
                if self.random.random() < 0.5:
                    continue
                data['properties'].pop(names.get(field, field[2].lower() + field[3:]), None)
        if shape == 'flow' and self.random.random() < 0.5:
            data['protocol'] = self.random.choice(('https', 'http', 'modbus', 'mqtt', 'ldap', 'ssh', ''))
            data['properties'].pop('protocol', None)


def rows_of(answer):
    return sorted((threat['rule'], threat['element'], threat['category'], threat['severity'],
                   threat['confidence'], threat['prompt'], threat['on']) for threat in answer['threats'])


def questions_of(answer):
    return {(question['element'], question['property'], rule)
            for question in answer['questions'] for rule in question['rules']}


def compare(cli, rules, name, document, guess):
    """Gives the rules that fired and those that asked."""
    cli.write(name, document)
    options = ['--guess'] if guess else []
    answer = cli('analyze', name, '--format', 'json', '--prompts', '--questions', '-1', *options).json()
    ours, theirs = set(rows_of(answer)), set(rules.rows(document, True, guess))
    assert ours == theirs, f'{name}: only the engine {sorted(ours - theirs)[:4]}, ' \
                           f'only the oracle {sorted(theirs - ours)[:4]}'
    questions, wanted = questions_of(answer), rules.questions(document, guess)
    for alternatives in wanted:
        assert not questions.isdisjoint(alternatives), f'{name}: only the oracle asks {sorted(alternatives)}'
    surplus = questions.difference(*wanted)
    assert not surplus, f'{name}: only the engine asks {sorted(surplus)[:4]}'
    assert len({question[:2] for question in questions}) == answer['openQuestions']
    return {row[0] for row in ours}, {question[2] for question in questions}


def test_random_models(cli):
    rules = read_rules(cli.root)
    dice, fired, asked = Dice(rules, 20260801), set(), set()
    for number in range(N_MODELS):
        more, further = compare(cli, rules, f'random-{number}.json', dice.model(), number % 3 == 0)
        fired |= more
        asked |= further
    # Models that hit next to nothing would say next to nothing.
    assert len(fired) > 100, f'only {len(fired)} rules fired'
    assert len(asked) > 60, f'only {len(asked)} rules asked'


def test_architectures(cli):
    """What people wrote in their own words gives what the same gives in the words of the rules."""
    rules = read_rules(cli.root)
    for model, expected in architectures.EXPECTED.items():
        ours = architectures.document(model, architectures.in_our_words)
        names = {architectures.identifier(model, line[1]): line[1] for line in architectures.ARCHITECTURES[model]}
        compare(cli, rules, f'{model}.json', ours, False)
        cli.write(f'{model}-said.json', architectures.document(model, architectures.said))
        answer = cli('analyze', f'{model}-said.json', '--format', 'json', '--prompts').json()
        wanted = set(rules.rows(ours, True))
        found = set(rows_of(answer))
        assert found == wanted, f'{model}: only as said {sorted(found - wanted)}, ' \
                                f'only in our words {sorted(wanted - found)}'
        by_element = {}
        for rule, element, *_, prompt, _on in sorted(found):
            if not prompt:
                by_element.setdefault(names[element], []).append(rule)
        read = {name: rules_on.split() for name, rules_on in expected.items()}
        assert by_element == read, f'{model}: {by_element} is not {read}'


def test_shared_models(cli):
    folder = cli.root.parent / 'shared/data'
    if not folder.is_dir():
        raise Skip('the reference models are not here')
    rules = read_rules(cli.root)
    for path in sorted([*folder.glob('gold/*.json'), *folder.glob('reference/threagile/*.json'),
                        *folder.glob('threat-dragon/models/*.json')]):
        document = json.loads(path.read_text('utf-8'))
        if not isinstance(document, dict) or not str(document.get('version', '')).startswith('2') \
                or len(document['detail']['diagrams']) != 1:
            continue
        for guess in (False, True):
            compare(cli, rules, path.name, document, guess)


if __name__ == '__main__':
    sys.exit(main(globals()))
