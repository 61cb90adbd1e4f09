#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""parapet-cli analyze: test_analyze.py PROGRAM SOURCE-ROOT"""
import csv
import io
import json
import sys

from program import FAILED, NO, main

FACT = {'source': 'person'}


def fact(value):
    return {**FACT, 'value': value}


def bank(**order_facts):
    """A customer, a service in a zone and its store; what is known of the flow between the last two."""
    facts = {name: fact(value) for name, value in order_facts.items()}
    box = {'x': 200, 'y': 0, 'width': 500, 'height': 300}
    return {
        'format': 'parapet-model', 'version': 1, 'id': 'bank', 'model': {'title': 'Bank'},
        'nodes': {
            'customer': {'kind': 'user', 'name': 'Customer', 'facts': {'human': fact(True)}},
            'service': {'kind': 'api', 'name': 'Service', 'facts': {'customCode': fact(True), 'type': fact('api')}},
            'ledger': {'kind': 'database', 'name': 'Ledger',
                       'facts': {'engine': fact('sql'), 'data': fact(['payment'])}},
            'zone': {'kind': 'trust-boundary-box', 'name': 'Bank'},
            'vault': {'kind': 'trust-boundary-box', 'name': 'Vault'},
        },
        'edges': {
            'order': {'kind': 'data-flow', 'name': 'order', 'source': 'customer', 'target': 'service',
                      'protocol': 'https', 'facts': {'publicNetwork': fact(True), 'auth': fact('bearer'),
                                                     'data': fact(['payment'])}},
            'booking': {'kind': 'data-flow', 'name': 'booking', 'source': 'service', 'target': 'ledger',
                        'facts': facts},
        },
        'layouts': {'all': {'title': 'All', 'methodology': 'STRIDE', 'placements': {
            'customer': {'x': 0, 'y': 100, 'width': 100, 'height': 80}, 'zone': box,
            'service': {'x': 250, 'y': 100, 'width': 100, 'height': 80},
            'ledger': {'x': 550, 'y': 100, 'width': 100, 'height': 80},
            'vault': {'x': 500, 'y': 50, 'width': 180, 'height': 200},
            'order': {}, 'booking': {}}}},
    }


def identities(answer):
    return {(threat['rule'], threat['element']) for threat in answer.json()['threats']}


def test_a_fact_decides(cli):
    cli.write('open.parapet', bank(encrypted=False, publicNetwork=False))
    cli.write('closed.parapet', bank(encrypted=True, publicNetwork=False))
    assert ('CORE-01', 'booking') in identities(cli('analyze', 'open.parapet', '--format', 'json'))
    assert ('CORE-01', 'booking') not in identities(cli('analyze', 'closed.parapet', '--format', 'json'))


def test_what_is_not_known_is_asked(cli):
    cli.write('bank.parapet', bank(publicNetwork=False))
    answer = cli('analyze', 'bank.parapet', '--format', 'json')
    assert ('CORE-01', 'booking') not in identities(answer)
    asked = {(q['element'], q['property']): q for q in answer.json()['questions']}
    assert 'CORE-01' in asked['booking', 'encrypted']['rules']
    assert 'booking' in asked['booking', 'encrypted']['text']
    every = cli('analyze', 'bank.parapet', '--json', '--questions', '-1').json()
    assert len(every['questions']) == every['openQuestions']


def test_evidence_and_remedies(cli):
    cli.write('bank.parapet', bank(encrypted=False, publicNetwork=False))
    threats = cli('analyze', 'bank.parapet', '--json', '--remedies').json()['threats']
    found = next(threat for threat in threats if threat['rule'] == 'CORE-01')
    keys = {'rule', 'element', 'on', 'category', 'weakness', 'severity', 'prompt', 'confidence', 'title', 'cwe',
            'evidence'}
    assert keys <= set(found) and found['category'] == 'I'
    said = {(item['element'], item['property']): (item['value'], item['origin']) for item in found['evidence']}
    assert said['booking', 'encrypted'] == (False, 'typed')
    assert said['booking', 'sensitivity'] == (3, 'derived')
    assert [(edit['element'], edit['property'], edit['value']) for edit in found['remedies'][0]] == [
        ('booking', 'encrypted', True)]


def test_spellings_of_values(cli):
    """What people write where a list, one word, or yes or no belongs."""
    def found(encrypted, data, engine):
        model = bank(encrypted=encrypted, publicNetwork=False)
        model['nodes']['ledger']['facts'].update(data=fact(data), engine=fact(engine))
        cli.write('bank.parapet', model)
        return {(threat['rule'], threat['element'], threat['severity'], threat['confidence'])
                for threat in cli('analyze', 'bank.parapet', '--json').json()['threats']}

    usual = found(False, ['telemetry', 'payment'], 'sql')
    assert ('CORE-01', 'booking') in {row[:2] for row in usual} and ('DATA-01', 'service') in {row[:2] for row in usual}
    for encrypted, data, engine in ((0, ['telemetry', 'payment'], 'sql'), ('no', 'telemetry, payment', 'SQL'),
                                    (False, ' payment ,telemetry,', ['sql']), ([False], 'payment', ['SQL'])):
        assert found(encrypted, data, engine) == usual, (encrypted, data, engine)
    assert found(1, ['payment'], 'sql') == found(True, ['payment'], 'sql') != usual


def test_scopes(cli):
    cli.write('bank.parapet', bank(encrypted=False, publicNetwork=False))
    everything = identities(cli('analyze', 'bank.parapet', '--json'))
    service = identities(cli('analyze', 'bank.parapet', '--json', '--scope', 'service=service'))
    asset = identities(cli('analyze', 'bank.parapet', '--json', '--scope', 'asset=ledger'))
    assert {element for _, element in asset} <= {'ledger', 'booking'}
    assert asset and asset < service <= everything
    assert ('CORE-01', 'booking') in asset and ('CORE-01', 'booking') in service


def test_fail_on(cli):
    cli.write('bank.parapet', bank(encrypted=False, publicNetwork=False))
    cli('analyze', 'bank.parapet', '--fail-on', 'high', status=NO)
    cli('analyze', 'bank.parapet', '--fail-on', 'Critical', status=NO)
    cli.write('empty.parapet', {'format': 'parapet-model', 'version': 1, 'id': 'empty', 'model': {'title': 'Empty'}})
    cli('analyze', 'empty.parapet', '--fail-on', 'low')


def test_what_a_person_accepted_does_not_fail(cli):
    model = bank(encrypted=False, publicNetwork=False)
    cli.write('bank.parapet', model)
    threats = cli('analyze', 'bank.parapet', '--json').json()['threats']
    model['threats'] = {f't{number}': {'element': threat['element'], 'rule': threat['rule'], 'origin': 'rule',
                                       'title': threat['title'], 'status': 'Accepted'}
                        for number, threat in enumerate(threats)}
    cli.write('accepted.parapet', model)
    cli('analyze', 'accepted.parapet', '--fail-on', 'low')
    assert {t['status'] for t in cli('analyze', 'accepted.parapet', '--json').json()['threats']} == {'Accepted'}


def test_csv(cli):
    model = bank(encrypted=False, publicNetwork=False)
    model['nodes']['ledger']['name'] = '=cmd|"x"'
    for name in ('encrypted', 'credentials', 'log'):
        model['nodes']['ledger']['facts'][name] = fact(False)
    cli.write('bank.parapet', model)
    rows = list(csv.DictReader(io.StringIO(cli('analyze', 'bank.parapet', '--format', 'csv').text())))
    row = next(row for row in rows if row['Rule'] == 'DATA-06')
    assert row['Element Name'] == '\'=cmd|"x"' and row['Category'] == 'I'


def test_sarif(cli):
    cli.write('the bank.parapet', bank(encrypted=False, publicNetwork=False))
    log = cli('analyze', 'the bank.parapet', '--format', 'sarif', '--prompts').json()
    assert log['version'] == '2.1.0' and log['$schema'].endswith('sarif-schema-2.1.0.json')
    run, = log['runs']
    rules = run['tool']['driver']['rules']
    assert len({rule['id'] for rule in rules}) == len(rules)
    for result in run['results']:
        assert rules[result['ruleIndex']]['id'] == result['ruleId']
        assert result['message']['text']
        assert (result['kind'] == 'fail') == (result['level'] != 'none')
        location, = result['locations']
        assert location['physicalLocation']['artifactLocation']['uri'] == 'the%20bank.parapet'
        assert location['logicalLocations'][0]['fullyQualifiedName']


# What SARIF 2.1.0 (sections 3.13 to 3.58) allows in the objects that are written: the members, those that must be
# there, and what each may be: a type, a set of words, another object, or a list of one.
SARIF = {
    'log': ({'$schema': str, 'version': {'2.1.0'}, 'runs': ['run']}, {'version', 'runs'}),
    'run': ({'tool': 'tool', 'columnKind': {'utf16CodeUnits', 'unicodeCodePoints'}, 'results': ['result'],
             'properties': dict}, {'tool'}),
    'tool': ({'driver': 'driver'}, {'driver'}),
    'driver': ({'name': str, 'version': str, 'rules': ['rule']}, {'name'}),
    'rule': ({'id': str, 'name': str, 'shortDescription': 'message', 'fullDescription': 'message', 'help': 'message',
              'defaultConfiguration': 'configuration', 'properties': dict}, {'id'}),
    'configuration': ({'level': {'none', 'note', 'warning', 'error'}}, set()),
    'message': ({'text': str}, {'text'}),
    'result': ({'ruleId': str, 'ruleIndex': int, 'kind': {'pass', 'open', 'informational', 'notApplicable', 'review',
                                                          'fail'},
                'level': {'none', 'note', 'warning', 'error'}, 'message': 'message', 'locations': ['location'],
                'partialFingerprints': dict, 'suppressions': ['suppression'], 'properties': dict}, {'message'}),
    'location': ({'physicalLocation': 'physicalLocation', 'logicalLocations': ['logicalLocation']}, set()),
    'physicalLocation': ({'artifactLocation': 'artifactLocation', 'region': 'region'}, {'artifactLocation'}),
    'region': ({'startLine': int}, set()),
    'artifactLocation': ({'uri': str}, set()),
    'logicalLocation': ({'name': str, 'fullyQualifiedName': str, 'kind': str}, set()),
    'suppression': ({'kind': {'inSource', 'external'}, 'justification': str}, {'kind'}),
}


def check_sarif(value, expected, place='log'):
    if isinstance(expected, list):
        assert isinstance(value, list), place
        for number, item in enumerate(value):
            check_sarif(item, expected[0], f'{place}/{number}')
    elif isinstance(expected, set):
        assert value in expected, (place, value)
    elif isinstance(expected, str):
        members, required = SARIF[expected]
        assert required <= set(value) <= set(members), (place, set(value))
        for name, item in value.items():
            check_sarif(item, members[name], f'{place}/{name}')
    else:
        assert type(value) is expected, (place, value)


def test_sarif_has_the_shape_of_its_schema(cli):
    model = bank(encrypted=False, publicNetwork=False)
    model['model']['marking'] = {'tlp': 'AMBER'}
    cli.write('bank.parapet', model)
    threats = cli('analyze', 'bank.parapet', '--json').json()['threats']
    model['threats'] = {'t': {'element': threats[0]['element'], 'rule': threats[0]['rule'], 'origin': 'rule',
                              'title': threats[0]['title'], 'status': 'Accepted'}}
    cli.write('bank.parapet', model)
    log = cli('analyze', 'bank.parapet', '--format', 'sarif', '--prompts', '--guess').json()
    check_sarif(log, 'log')
    run, = log['runs']
    assert run['properties'] == {'marking': 'TLP:AMBER'}
    assert [result['suppressions'][0]['justification'] for result in run['results'] if result['suppressions']] == [
        'Accepted']
    for result in run['results']:
        assert 0 <= result['ruleIndex'] < len(run['tool']['driver']['rules'])
        assert all(isinstance(text, str) for text in result['partialFingerprints'].values())


def test_sarif_has_what_code_scanning_of_github_asks_for(cli):
    """https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support"""
    cli.write('bank.parapet', bank(encrypted=False, publicNetwork=False))
    run, = cli('analyze', 'bank.parapet', '--format', 'sarif', '--prompts').json()['runs']
    rules = run['tool']['driver']['rules']
    for rule in rules:
        assert rule['help']['text'] and len(rule['fullDescription']['text']) <= 1024
        assert rule['properties']['precision'] in ('very-high', 'high', 'medium', 'low')
        assert 0 < float(rule['properties']['security-severity']) <= 10
        assert len(rule['properties']['tags']) <= 20 and 'security' in rule['properties']['tags']
        assert '{' not in rule['shortDescription']['text']
    hashes = [result['partialFingerprints']['primaryLocationLineHash'] for result in run['results']]
    assert len(set(hashes)) == len(hashes)
    levels = {'Low': '2.0', 'Medium': '5.5', 'High': '8.0', 'Critical': '9.5'}
    for number, rule in enumerate(rules):
        found = [levels[result['properties']['severity']] for result in run['results'] if result['ruleIndex'] == number]
        assert rule['properties']['security-severity'] == max(found)
    for result in run['results']:
        location = result['locations'][0]['physicalLocation']
        assert location['artifactLocation']['uri'] == 'bank.parapet' and location['region']['startLine'] == 1


def test_braces_in_names_are_no_arguments_in_sarif(cli):
    model = bank(encrypted=False, publicNetwork=False)
    model['nodes']['ledger']['name'] = 'a {0} b'
    cli.write('bank.parapet', model)
    run, = cli('analyze', 'bank.parapet', '--format', 'sarif').json()['runs']
    texts = [result['message']['text'] for result in run['results']]
    assert any('a {{0}} b' in text for text in texts) and not any('a {0} b' in text for text in texts)


def test_the_marking_goes_with_the_findings(cli):
    model = bank(encrypted=False)
    model['nodes']['ledger']['marking'] = {'nato': 'NATO SECRET'}
    cli.write('bank.parapet', model)
    assert cli('analyze', 'bank.parapet', '--json').json()['marking'] == {'nato': 'NATO SECRET'}
    assert cli('analyze', 'bank.parapet').text().startswith('NATO SECRET\n')
    cli.write('open.parapet', bank())
    assert cli('analyze', 'open.parapet', '--json').json()['marking'] is None


def test_text(cli):
    cli.write('bank.parapet', bank(encrypted=False, publicNetwork=False))
    text = cli('analyze', 'bank.parapet').text()
    assert 'CORE-01' in text and 'booking can be read between Service and Ledger' in text
    assert 'question' in text


def test_text_is_for_people(cli):
    """The worst first, with the reason, what would close it, and the sum at the end; nothing that only programs know."""
    model = bank(encrypted=False, publicNetwork=True)
    model['threats'] = {'t1': {'element': 'ledger', 'title': 'The clerk is bribed', 'severity': 'Critical',
                               'status': 'Open', 'category': 'Tampering'}}
    lines = cli('analyze', cli.write('bank.parapet', model)).text().splitlines()
    found = cli('analyze', 'bank.parapet', '--json', '--remedies').json()['threats']
    order = ['Critical', 'High', 'Medium', 'Low']
    severities = [line.partition(':')[0] for line in lines if line.partition(':')[0] in order]
    assert severities == sorted((threat['severity'] for threat in found), key=order.index), lines
    start = next(number for number, line in enumerate(lines) if line.endswith('can be read between Service and Ledger'))
    block = lines[start:lines.index('', start)]
    threat = next(threat for threat in found if threat['rule'] == 'CORE-01')
    assert '    CORE-01, Information disclosure, stated — booking' in block, block
    assert '    ' + threat['why'] in block
    assert '      booking: Encrypted = no (stated)' in block
    closed = block[block.index('    What would close it:') + 1:]
    assert closed and '      booking: Encrypted = yes' in closed, closed
    assert not any('kind' in line.lower() for line in block), block
    assert lines[-2].startswith(f'{len(found)} open threat'), lines[-2:]
    assert lines[-1] == '1 more that somebody wrote into the model: 1 critical', lines[-1]


def test_decisions_in_text(cli):
    """What is decided comes after what is open, with the decision, and does not count as open."""
    model = bank(encrypted=False)
    found = cli('analyze', cli.write('bank.parapet', model), '--json').json()['threats']
    first = found[0]
    model['threats'] = {'t1': {'element': first['element'], 'rule': first['rule'], 'title': first['title'],
                               'severity': first['severity'], 'status': 'NotApplicable', 'category': 'Tampering'}}
    lines = cli('analyze', cli.write('bank.parapet', model)).text().splitlines()
    headings = [number for number, line in enumerate(lines) if line.startswith('    ' + first['rule'] + ',')
                and ', Not applicable — ' in line]
    assert len(headings) == 1, lines
    assert f'{len(found) - 1} open threat' in lines[-1] and '; 1 decided' in lines[-1], lines[-1]
    later = [line for line in lines[headings[0] + 1:] if line.startswith(('    What would', 'Critical:', 'High:'))]
    assert not later, later


def test_own_rules(cli):
    rule = {'id': 'OWN-1', 'pack': 'own', 'applies': 'store', 'category': {'STRIDE': 'I'}, 'weakness': 'own',
            'when': 'data has payment', 'title': '{name} holds cards', 'likelihood': '3', 'impact': '3'}
    file = {'format': 'parapet-rules', 'version': 1, 'language': 1, 'rules': [rule]}
    cli.write('bank.parapet', bank())
    (cli.folder / 'data/parapet/rules').mkdir(parents=True)
    cli.write('data/parapet/rules/own.json', file)
    assert ('OWN-1', 'ledger') in identities(cli('analyze', 'bank.parapet', '--json'))
    assert ('OWN-1', 'ledger') not in identities(cli('analyze', 'bank.parapet', '--json', '--without', 'own'))
    rule['when'] = 'data has payment and colour == red'
    cli.write('data/parapet/rules/own.json', file)
    answer = cli('analyze', 'bank.parapet', '--json')
    assert ('OWN-1', 'ledger') not in identities(answer)
    assert 'own.json: /rules/0 (OWN-1): when, column 22: “colour”' in answer.err
    answer = cli('analyze', 'bank.parapet', '--rules', 'data/parapet/rules/own.json', status=FAILED)
    assert answer.out == b''


def test_mistakes_of_use(cli):
    cli.write('bank.parapet', bank())
    for arguments in (('--format', 'xml'), ('--scope', 'world'), ('--scope', 'service=none'),
                      ('--fail-on', 'bad')):
        answer = cli('analyze', 'bank.parapet', *arguments, status=FAILED)
        assert answer.out == b'' and answer.err


def test_scope_of_a_diagram(cli):
    model = bank(encrypted=False, publicNetwork=False)
    model['layouts']['all']['scope'] = 'asset=ledger'
    cli.write('bank.parapet', model)
    carried = identities(cli('analyze', 'bank.parapet', '--json', '--layout', 'All'))
    assert carried == identities(cli('analyze', 'bank.parapet', '--json', '--scope', 'asset=ledger'))
    everything = identities(cli('analyze', 'bank.parapet', '--json'))
    assert carried < everything
    assert everything == identities(cli('analyze', 'bank.parapet', '--json', '--layout', 'All',
                                        '--scope', 'application'))
    cli('analyze', 'bank.parapet', '--layout', 'Nowhere', status=FAILED)
    model['layouts']['all']['scope'] = 'everything'
    cli.write('bank.parapet', model)
    assert 'everything' in cli('analyze', 'bank.parapet', '--layout', 'All', status=FAILED).err


def test_categories_of_other_methods(cli):
    expected = {'STRIDE': {'I', 'T', 'S', 'E', 'R', 'D'}, 'CIA': {'confidentiality', 'integrity', 'availability'},
                'CIADIE': {'confidentiality', 'integrity', 'availability', 'distributed', 'immutable', 'ephemeral'},
                'LINDDUN': {'linkability', 'identifiability', 'nonRepudiation', 'detectability',
                            'disclosureOfInformation', 'unawareness', 'nonCompliance'},
                'PLOT4ai': {'security', 'accessibility', 'identifiabilityLinkability', 'unawareness',
                            'nonCompliance'}}
    for method, categories in expected.items():
        model = bank(encrypted=False, publicNetwork=True, data=['pii', 'behaviour'])
        model['nodes']['ledger']['facts']['data'] = fact(['pii', 'behaviour'])
        model['layouts']['all']['methodology'] = method
        cli.write('bank.parapet', model)
        found = cli('analyze', 'bank.parapet', '--json').json()['threats']
        assert found and {threat['category'] for threat in found} <= categories, method
        assert {threat['methodology'] for threat in found} == {method}


def test_cia_die_has_its_own_three(cli):
    model = bank(encrypted=False, publicNetwork=False)
    model['nodes']['service']['facts'].update(criticality=fact(3), redundant=fact(False), outdated=fact(True))
    model['nodes']['ledger']['facts'].update(log=fact(True), signed=fact(False), immutable=fact(False))
    found = {}
    for method in ('CIA', 'CIADIE'):
        model['layouts']['all']['methodology'] = method
        cli.write('bank.parapet', model)
        found[method] = {(threat['rule'], threat['element']): threat['category']
                         for threat in cli('analyze', 'bank.parapet', '--json').json()['threats']}
    assert found['CIA'].keys() == found['CIADIE'].keys()
    expected = {('CORE-13', 'service'): ('availability', 'distributed'),
                ('CORE-17', 'ledger'): ('integrity', 'immutable'), ('CORE-27', 'service'): ('integrity', 'ephemeral')}
    for identity, categories in expected.items():
        assert (found['CIA'][identity], found['CIADIE'][identity]) == categories, identity


OWN_RULE = {
    'id': 'OWN-1', 'pack': 'own', 'applies': 'store', 'category': {'STRIDE': 'I'}, 'weakness': 'own',
    'when': 'engine == sql', 'title': '{name} is a database', 'likelihood': '3', 'impact': '3',
    'why': 'It is one.',
}


def own_rules(**changes):
    return {'format': 'parapet-rules', 'version': 1, 'language': 1, 'packs': {'own': 'Our own'},
            'rules': [{**OWN_RULE, **changes}]}


def test_a_model_switches_packs_off(cli):
    model = bank(encrypted=False, publicNetwork=False)
    cli.write('all.parapet', model)
    model['model']['disabledPacks'] = ['core']
    cli.write('less.parapet', model)
    everything = identities(cli('analyze', 'all.parapet', '--json'))
    less = identities(cli('analyze', 'less.parapet', '--json'))
    assert less < everything
    assert {rule for rule, _ in everything - less} and all(rule.startswith('CORE-') for rule, _ in everything - less)
    # The switch comes through a Threat Dragon file.
    cli('convert', 'less.parapet', 'less.json', '--to', 'threat-dragon')
    assert len(cli('analyze', 'less.json', '--json').json()['threats']) == len(less)


def test_packs_of_a_folder(cli):
    cli.write('bank.parapet', bank())
    (cli.folder / 'packs').mkdir()
    cli.write('packs/own.json', own_rules())
    assert ('OWN-1', 'ledger') in identities(cli('analyze', 'bank.parapet', '--json', '--packs', 'packs'))
    assert ('OWN-1', 'ledger') not in identities(cli('analyze', 'bank.parapet', '--json', '--packs', 'packs',
                                                     '--without', 'own'))
    cli.write('packs/wrong.json', own_rules(id='OWN-2', when='engin == sql'))
    answer = cli('analyze', 'bank.parapet', '--json', '--packs', 'packs', status=FAILED)
    assert 'wrong.json' in answer.err and 'OWN-2' in answer.err and 'engin' in answer.err, answer.err
    assert cli('analyze', 'bank.parapet', '--packs', 'nowhere', status=FAILED).err.startswith('nowhere:')


def test_own_folder(cli):
    """Faulty files of the user's own folder are told of; the others count."""
    folder = cli.folder / 'data/parapet/rules'
    folder.mkdir(parents=True)
    cli.write('bank.parapet', bank())
    cli.write('data/parapet/rules/a.json', own_rules())
    cli.write('data/parapet/rules/b.json', own_rules(id='OWN-2', when='engine =='))
    answer = cli('analyze', 'bank.parapet', '--json')
    assert ('OWN-1', 'ledger') in identities(answer)
    assert 'b.json' in answer.err and 'OWN-2' in answer.err


def test_gold(cli):
    """The findings for the reference models are exactly those that were written down for them."""
    for name in ('api-gateway', 'mcp-agent', 'oauth2-code', 'pytm-sample', 'web-shop'):
        path = cli.shared(f'gold/{name}.json')
        expected = json.loads(path.with_suffix('.threats.json').read_text('utf-8'))
        keys = ('rule', 'element', 'category', 'severity', 'confidence')
        found = cli('analyze', path, '--json', '--prompts').json()['threats']
        assert sorted(tuple(row[key] for key in keys) for row in found) == sorted(
            tuple(row[key] for key in keys) for row in expected)


class Weaknesses:
    """How near two weaknesses of CWE are to each other."""

    def __init__(self, root):
        csv.field_size_limit(1 << 24)
        with (root / 'catalogues/cwe.tsv').open(encoding='utf-8') as table:
            rows = list(csv.DictReader(table, delimiter='\t', quoting=csv.QUOTE_NONE))
        pillars = {row['id'] for row in rows if row['abstraction'] == 'Pillar'}
        self.parents = {row['id']: set(row['parents'].split(',')) - pillars - {''} for row in rows}

    def ancestors(self, name):
        parents = self.parents.get(name, set())
        return {name} | parents | {further for parent in parents for further in self.parents.get(parent, ())}

    def are_near(self, some, others):
        return any(one in self.ancestors(other) or other in self.ancestors(one) for one in some for other in others)


def test_gold_is_met_without_noise(cli):
    """All that an expert expects is found, and hardly anything else: measured as the catalogue says."""
    weaknesses, met, expected, noise, n_found = Weaknesses(cli.shared('gold').parent), 0, 0, 0, 0
    for path in sorted(cli.shared('gold').glob('*.expected.json')):
        model = path.with_name(path.name.replace('.expected', ''))
        wanted = json.loads(path.read_text('utf-8'))
        cells = json.loads(model.read_text('utf-8'))['detail']['diagrams'][0]['cells']
        names = {cell['id']: cell.get('data', {}).get('name') for cell in cells}

        def matches(threat, entry):
            places = {names[threat['element']], names[threat['on']]}
            return ((places & set(entry['elements']) or '*' in entry['elements'])
                    and threat['category'] in entry['categories']
                    and (threat['weakness'] in entry['weakness'] or weaknesses.are_near(threat['cwe'], entry['cwe'])))

        found = cli('analyze', model, '--json').json()['threats']
        met += sum(any(matches(threat, entry) for threat in found) for entry in wanted['expected'])
        expected += len(wanted['expected'])
        noise += sum(not any(matches(threat, entry) for entry in wanted['expected'] + wanted['acceptable'])
                     for threat in found)
        n_found += len(found)
    assert expected == 75 and met == expected, f'{met} of {expected}'
    assert noise <= 0.03 * n_found, f'{noise} of {n_found}'
    print(f'# recall {met / expected:.2f} of {expected}, noise {noise / n_found:.3f} of {n_found}')


CLASSES = {'tm.Process': 'process', 'tm.Store': 'store', 'tm.Actor': 'actor', 'tm.Flow': 'flow',
           'tm.BoundaryBox': 'boundary', 'tm.Boundary': 'boundary'}


def harden(model, language):
    """States every control that a rule reads, on everything that can have it."""
    for diagram in model['detail']['diagrams']:
        for cell in diagram.get('cells', []):
            kind = CLASSES.get(cell.get('data', {}).get('type'))
            if kind is None:
                continue
            properties = cell['data'].setdefault('properties', {})
            properties.update({name: True for name in language['controls']
                               if name in language['vocabulary'][kind]})
            cell['data'].update({flag: True for flag in ('isEncrypted', 'isSigned', 'providesAuthentication')
                                 if flag in cell['data']})
    return model


def list_demo_models(cli):
    """Threat Dragon's own models, also those of its first version, which are brought to the second."""
    models = cli.shared('threat-dragon/models')
    paths = sorted(models.glob('td-demo-*.json')) + [models / 'td-v1-demo.json', models / 'td-v1-legacy-desktop.json']
    for path in paths:
        cli('convert', path, 'demo.json', '--to', 'threat-dragon')
        yield path.name, json.loads((cli.folder / 'demo.json').read_text('utf-8'))


def test_documented_controls_close_findings(cli):
    language = json.loads((cli.root / 'resources/rules/language.json').read_text('utf-8'))
    before, left = set(), set()
    for name, model in list_demo_models(cli):
        cli.write('hard.json', harden(model, language))
        open_ones = identities(cli('analyze', 'demo.json', '--json', '--guess'))
        closed = identities(cli('analyze', 'hard.json', '--json', '--guess'))
        assert closed <= open_ones, (name, closed - open_ones)
        before |= open_ones
        left |= closed
    assert before and len(left) <= 0.05 * len(before), left


def list_scopes(model):
    """The whole, and each node with its flows; and of how many elements that is."""
    cells = [cell for diagram in model['detail']['diagrams'] for cell in diagram.get('cells', [])
             if cell['shape'] in ('process', 'store', 'actor', 'flow')]
    flows = [cell for cell in cells if cell['shape'] == 'flow']
    yield 'application', len(cells)
    for cell in cells:
        if cell['shape'] != 'flow':
            ends = [{flow[end].get('cell') for end in ('source', 'target')} for flow in flows]
            yield f'asset={cell["id"]}', 1 + sum(cell['id'] in both for both in ends)


def test_few_findings_and_questions(cli):
    """The program lists as many as the engine suggests, which tests/analysis/test-findings.c tries on all of them."""
    path = cli.shared('threat-dragon/models/td-demo-main.json')
    for scope, n_elements in list_scopes(json.loads(path.read_text('utf-8'))):
        answer = cli('analyze', path, '--json', '--guess', '--scope', scope).json()
        n_threats, n_questions = len(answer['threats']), len(answer['questions'])
        assert n_threats + n_questions <= 2 * n_elements, (scope, n_threats, n_questions)
        assert n_questions == min(answer['openQuestions'], 2 * n_elements - n_threats), (scope, n_threats, n_questions)


def test_prompts_of_the_demo_model(cli):
    """The catalogue counts 13 of them, and 4 places that the authors marked: that is without BASE-01."""
    path = cli.shared('threat-dragon/models/td-demo-main.json')
    cells = json.loads(path.read_text('utf-8'))['detail']['diagrams'][0]['cells']
    marked = {(cell['id'], threat['type'][0]) for cell in cells for threat in cell['data'].get('threats', [])}
    found = cli('analyze', path, '--json', '--prompts', '--guess').json()['threats']
    met = {True: set(), False: set()}
    for threat in found:
        met[threat['rule'] == 'BASE-01'].add((threat['element'], threat['category']))
    rules = [threat['rule'] for threat in found if threat['prompt']]
    assert len(found) - len(rules) == 7 and len(rules) == 17 and rules.count('BASE-01') == 4, rules
    assert len(marked) == 12 and len(marked & met[False]) == 4 and len(marked & met[True]) == 3


if __name__ == '__main__':
    sys.exit(main(globals()))
