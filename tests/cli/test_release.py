#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is above a marking is in nothing that is given away: test_release.py PROGRAM SOURCE-ROOT"""
import base64
import copy
import json
import re
import shutil
import subprocess
import sys
import zlib

from program import FAILED, Skip, main

RED, GREEN = {'tlp': 'RED'}, {'tlp': 'GREEN'}
WORD = 'Canary'
# Places above the line: nothing below it has such numbers.
FAR = 7919
EXPORTS = {
    'parapet': ['convert', 'IN', 'OUT'],
    'json': ['convert', 'IN', 'OUT', '--to', 'threat-dragon'],
    'loss.json': ['convert', 'IN', 'other.json', '--to', 'threat-dragon', '--loss', 'OUT'],
    'png': ['render', 'IN', '-o', 'OUT'],
    'svg': ['render', 'IN', '-o', 'OUT'],
    'pdf': ['render', 'IN', '-o', 'OUT'],
    'report.html': ['report', 'IN', '-o', 'OUT'],
    'report.pdf': ['report', 'IN', '-o', 'OUT'],
    'report.md': ['report', 'IN', '-o', 'OUT'],
    'analysis.txt': ['analyze', 'IN'],
    'analysis.json': ['analyze', 'IN', '--format', 'json', '--remedies', '--questions', '-1'],
    'analysis.csv': ['analyze', 'IN', '--format', 'csv'],
    'analysis.sarif': ['analyze', 'IN', '--format', 'sarif'],
    'paths.txt': ['paths', 'IN', '-k', '50'],
    'paths.json': ['paths', 'IN', '-k', '50', '--json'],
    'paths.svg': ['paths', 'IN', '--from', 'customer', '--to', 'ledger', '-o', 'OUT'],
    'paths.pdf': ['paths', 'IN', '--from', 'customer', '--to', 'ledger', '-o', 'OUT'],
    'attack.txt': ['attack', 'IN'],
    'attack.json': ['attack', 'IN', '--json'],
    'attack.layer.json': ['attack', 'IN', '--navigator', 'OUT'],
}


def below():
    """Nothing of this is above TLP:GREEN."""
    fact = {'source': 'person'}
    return {
        'format': 'parapet-model', 'version': 1, 'id': 'bank',
        'model': {'title': 'Bank', 'owner': 'Ada', 'threatTop': 2},
        'nodes': {
            'customer': {'kind': 'user', 'name': 'Customer', 'marking': GREEN},
            'service': {'kind': 'api', 'name': 'Service', 'facts': {'customCode': {**fact, 'value': True}}},
            'ledger': {'kind': 'database', 'name': 'Ledger', 'facts': {'data': {**fact, 'value': ['payment']}}},
        },
        'edges': {
            'order': {'kind': 'data-flow', 'name': 'order', 'source': 'customer', 'target': 'service',
                      'facts': {'publicNetwork': {**fact, 'value': True}, 'encrypted': {**fact, 'value': False}}},
            'booking': {'kind': 'data-flow', 'name': 'booking', 'source': 'service', 'target': 'ledger'},
        },
        'threats': {
            't1': {'element': 'service', 'number': 1, 'title': 'Orders are forged', 'status': 'Open',
                   'severity': 'High'},
            't2': {'element': 'ledger', 'number': 2, 'title': 'Bookings are lost', 'status': 'Mitigated'},
        },
        'controls': {'c1': {'title': 'Four eyes', 'status': 'Planned', 'threats': ['t1']}},
        'layouts': {'all': {'title': 'All', 'methodology': 'STRIDE', 'placements': {
            'customer': {'x': 0, 'y': 100, 'width': 100, 'height': 80, 'z': 1},
            'service': {'x': 250, 'y': 100, 'width': 100, 'height': 80, 'z': 2},
            'ledger': {'x': 550, 'y': 100, 'width': 100, 'height': 80, 'z': 3},
            'order': {}, 'booking': {}}}},
    }


def every_field(kind, name):
    """A record above the line with a canary in each of its fields."""
    texts = {'name': f'{WORD}Name{name}', 'title': f'{WORD}Title{name}', 'description': f'{WORD}Words{name}',
             'mitigation': f'{WORD}Cure{name}', 'owner': f'{WORD}Owner{name}', 'author': f'{WORD}Author{name}',
             'text': f'{WORD}Text{name}', 'protocol': f'{WORD}Protocol', 'scopeReason': f'{WORD}Reason',
             'score': f'{WORD}Score', 'category': f'{WORD}Category', 'status': 'Open'}
    common = {'marking': RED, 'properties': {f'{WORD}Key': f'{WORD}Value'}, 'later': f'{WORD}Later',
              'foreign': {'x': f'{WORD}Foreign'}, 'references': [f'{WORD}-1', 'T1190', 'CWE-79']}
    fields = {
        'node': ['name', 'description', 'scopeReason'], 'edge': ['name', 'description', 'protocol', 'scopeReason'],
        'threat': ['title', 'description', 'mitigation', 'score', 'category', 'status'],
        'control': ['title', 'description', 'owner', 'status'], 'comment': ['text', 'author'],
        'layout': ['title', 'description'],
    }[kind]
    record = {field: texts[field] for field in fields}
    if kind in ('node', 'edge'):
        record['facts'] = {'data': {'value': ['payment', f'{WORD}Data'], 'source': 'observed',
                                    'evidence': f'{WORD}Evidence'}}
        record['techniques'] = ['T1557']
    if kind in ('comment', 'layout'):
        common = {key: value for key, value in common.items() if key in ('marking', 'later')}
    return {**record, **common}


def above(model):
    """Plants canaries above the line, and what tells of them below it."""
    model['nodes'][f'{WORD}Vault'] = {'kind': 'database', **every_field('node', 'Vault')}
    model['nodes'][f'{WORD}Actor'] = {'kind': 'threat-actor', **every_field('node', 'Actor')}
    model['nodes'][f'{WORD}Zone'] = {'kind': 'trust-boundary-box', **every_field('node', 'Zone')}
    model['edges'][f'{WORD}Flow'] = {'kind': 'data-flow', 'source': 'service', 'target': f'{WORD}Vault',
                                     **every_field('edge', 'Flow')}
    model['edges'][f'{WORD}Attack'] = {'kind': 'attack', 'source': f'{WORD}Actor', 'target': 'service',
                                       **every_field('edge', 'Attack')}
    model['edges'][f'{WORD}Loose'] = {'kind': 'data-flow', 'source': 'service', 'target': f'{WORD}Vault'}
    model['threats'][f'{WORD}T7'] = {'element': f'{WORD}Vault', 'number': FAR, **every_field('threat', 'T7')}
    model['threats'][f'{WORD}T8'] = {'element': 'service', 'number': FAR + 1, 'severity': 'Critical',
                                     **every_field('threat', 'T8')}
    model['controls'][f'{WORD}C'] = {'threats': ['t1', f'{WORD}T8'], **every_field('control', 'C')}
    model['comments'] = {f'{WORD}R': {'element': 'service', **every_field('comment', 'R')}}
    model['layouts'][f'{WORD}L'] = {**every_field('layout', 'L'), 'placements': {
        'service': {'x': FAR, 'y': FAR, 'width': 100, 'height': 80}}}
    places = model['layouts']['all']['placements']
    places[f'{WORD}Vault'] = {'x': -FAR, 'y': -FAR, 'width': 120, 'height': 90, 'z': 40}
    places[f'{WORD}Zone'] = {'x': -FAR, 'y': -FAR, 'width': 2 * FAR, 'height': 2 * FAR, 'z': -4}
    places[f'{WORD}Actor'] = {'x': 250, 'y': FAR, 'width': 100, 'height': 80, 'z': 41}
    for flow in ('Flow', 'Attack', 'Loose'):
        places[f'{WORD}{flow}'] = {'points': [[-FAR, 0]]}
    model['layouts']['all']['viewport'] = {'x': -FAR, 'y': -FAR, 'zoom': 0.5}
    model['nodes']['service']['parent'] = f'{WORD}Zone'
    model['controls']['c1']['threats'].append(f'{WORD}T7')
    model['model']['threatTop'] = FAR + 1


def inside(data):
    """What a file holds: itself, and what is packed in it."""
    parts = [data]
    for match in re.finditer(rb'stream\r?\n(.*?)\r?\n?endstream', data, re.DOTALL):
        unpacked = zlib.decompressobj()
        try:
            parts.append(unpacked.decompress(match.group(1)))
        except zlib.error:
            pass
    for match in re.finditer(rb'base64,([A-Za-z0-9+/=]+)', data):
        parts.append(base64.b64decode(match.group(1)))
    return b'\n'.join(parts)


def exports(cli, name, *options):
    """Every export of a model, by its ending."""
    found = {}
    for ending, command in EXPORTS.items():
        out = cli.folder / f'out.{ending}'
        arguments = [{'IN': name, 'OUT': out}.get(word, word) for word in command]
        answer = cli(*arguments, *options)
        found[ending] = out.read_bytes() if 'OUT' in command else answer.out
    return found


def words_of_pdf(path):
    return subprocess.run(['pdftotext', path, '-'], capture_output=True, check=True).stdout


def test_the_canaries_sing_when_everything_may_be_seen(cli):
    model = below()
    above(model)
    cli.write('model.parapet', model)
    found = exports(cli, 'model.parapet', '--marking', 'TLP:RED')
    for ending in ('parapet', 'json', 'report.html', 'report.md', 'analysis.txt', 'analysis.csv', 'analysis.sarif',
                   'paths.txt', 'paths.json', 'attack.layer.json'):
        assert WORD.encode() in inside(found[ending]), ending
    # Only techniques are named there.
    assert found['attack.json'] != exports(cli, 'model.parapet', '--marking', 'TLP:GREEN')['attack.json']


def test_no_canary_is_in_any_export(cli):
    model = below()
    above(model)
    model['nodes']['service']['description'] = f'Beside {WORD}NameVault, the CANARYNAMEVAULTs, {WORD.lower()}vault.'
    model['threats']['t1']['mitigation'] = f'Ask {WORD}TitleC'
    model['nodes']['service']['facts']['library'] = {'value': f'{WORD}NameVault', 'source': 'person',
                                                     'evidence': f'{WORD} saw it'}
    model['model'].update(marking=RED, title=f'{WORD}Bank', description=f'{WORD}Bank')
    for records in ('nodes', 'edges', 'controls', 'layouts'):
        for record in model[records].values():
            record.setdefault('marking', GREEN)
    (cli.folder / f'{WORD}Folder').mkdir()
    name = f'{WORD}Folder/{WORD}Bank.parapet'
    cli.write(name, model)
    for ending, data in exports(cli, name, '--marking', 'TLP:GREEN').items():
        whole = inside(data)
        assert WORD.lower().encode() not in whole.lower(), ending
        if ending in ('parapet', 'json') or ending.split('.')[0] in ('analysis', 'paths', 'attack'):
            assert str(FAR).encode() not in data, ending
    if shutil.which('pdftotext') is None:
        raise Skip('pdftotext is not here')
    for ending in ('pdf', 'report.pdf', 'paths.pdf'):
        assert WORD.lower().encode() not in words_of_pdf(cli.folder / f'out.{ending}').lower()


def test_exports_do_not_tell_that_something_is_above(cli):
    model = below()
    cli.write('plain.parapet', copy.deepcopy(model))
    above(model)
    cli.write('canaries.parapet', model)
    without = exports(cli, 'plain.parapet', '--marking', 'TLP:GREEN')
    hidden = exports(cli, 'canaries.parapet', '--marking', 'TLP:GREEN')
    for ending in EXPORTS:
        assert without[ending] == hidden[ending], ending


def test_the_marking_of_what_is_told_stands_on_it(cli):
    model = below()
    above(model)
    cli.write('model.parapet', model)
    for ceiling, banner, level in (('TLP:RED', b'TLP:RED', 'RED'), ('TLP:GREEN', b'TLP:GREEN', 'GREEN')):
        found = exports(cli, 'model.parapet', '--marking', ceiling)
        for ending in ('report.html', 'report.md', 'analysis.txt', 'analysis.csv', 'analysis.sarif', 'paths.txt',
                       'attack.txt', 'attack.layer.json'):
            assert banner in found[ending], (ending, ceiling)
        for ending in ('analysis.json', 'paths.json', 'attack.json'):
            assert json.loads(found[ending])['marking'] == {'tlp': level}, (ending, ceiling)
    cli.write('plain.parapet', {**below(), 'nodes': {'a': {'kind': 'api', 'name': 'A'}}, 'edges': {}, 'threats': {},
                                'controls': {}, 'layouts': {}})
    assert cli('paths', 'plain.parapet', '--json').json()['marking'] is None
    assert cli('attack', 'plain.parapet', '--json').json()['marking'] is None


def test_what_is_asked_about_is_named_as_in_the_file(cli):
    model = below()
    above(model)
    model['layouts']['all']['scope'] = 'asset=ledger'
    model['layouts'][f'{WORD}L']['scope'] = 'asset=service'
    cli.write('model.parapet', model)
    green = ('model.parapet', '--marking', 'TLP:GREEN')
    found = cli('paths', *green, '--from', 'customer', '--to', 'ledger', '--json').json()
    assert len(found['attackers']) == 1 and found['paths']
    cli('convert', 'model.parapet', 'release.parapet', '--marking', 'TLP:GREEN')
    names = {key: node['name'] for key, node in json.loads((cli.folder / 'release.parapet').read_text())['nodes'].items()}
    assert names[found['attackers'][0]] == 'Customer'
    assert {names[path['to']] for path in found['paths']} == {'Ledger'}
    for options in (['--scope', 'asset=ledger'], ['--layout', 'All']):
        part = cli('analyze', *green, '--json', '--questions', '-1', *options).json()
        assert {names.get(question['element'], 'flow') for question in part['questions']} == {'Ledger', 'flow'}
        assert not part['threats']
    assert cli('analyze', *green, '--json').json()['threats']
    cli('analyze', *green, '--layout', f'{WORD}TitleL', status=FAILED)
    for options in (['--from', f'{WORD}Actor'], ['--to', f'{WORD}Vault'], ['--from', 'node-1'], ['--to', 'nobody']):
        cli('paths', *green, *options, status=FAILED)
    for options in (['--scope', f'asset={WORD}Vault'], ['--scope', 'service=node-1']):
        cli('analyze', *green, *options, status=FAILED)


def test_changes_do_not_tell_what_is_above(cli):
    old = below()
    above(old)
    old['nodes']['ledger']['name'] = f'Books of {WORD}NameVault'
    new = below()
    above(new)
    del new['nodes']['customer'], new['edges']['order'], new['layouts']['all']['placements']['customer']
    del new['layouts']['all']['placements']['order']
    new['nodes'][f'{WORD}New'] = {'kind': 'database', **every_field('node', 'New')}
    old['nodes']['later'] = {'kind': 'database', 'name': f'{WORD}Later'}
    new['nodes']['later'] = {'kind': 'database', 'name': f'{WORD}Later', 'marking': RED}
    cli.write('old.parapet', old)
    cli.write('new.parapet', new)
    cli('report', 'new.parapet', '-o', 'out.md', '--since', 'old.parapet', '--marking', 'TLP:GREEN')
    text = (cli.folder / 'out.md').read_text('utf-8')
    assert WORD.lower() not in text.lower()
    rows = text.split('## Changes')[1].splitlines()
    assert [row for row in rows if row.startswith('| Removed |') and 'Customer' in row]
    assert [row for row in rows if '█████' in row and 'Ledger' in row]
    assert not [row for row in rows if row.startswith('| Added |')]


def test_a_marking_that_is_none_is_refused(cli):
    cli.write('model.parapet', below())
    for command in EXPORTS.values():
        arguments = [{'IN': 'model.parapet', 'OUT': 'out.svg'}.get(word, word) for word in command]
        cli(*arguments, '--marking', 'TLP:GREN', status=FAILED)


if __name__ == '__main__':
    sys.exit(main(globals()))
