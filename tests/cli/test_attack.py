#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""parapet-cli attack: test_attack.py PROGRAM SOURCE-ROOT"""
import json
import re
import sys

from program import FAILED, main

MODEL = {
    'format': 'parapet-model', 'version': 1, 'id': 'mail', 'model': {'title': 'Mail'},
    'nodes': {'server': {'kind': 'host', 'name': 'Mail server'}},
    'threats': {
        'one': {'element': 'server', 'title': 'Letters lure', 'severity': 'High', 'status': 'Open',
                'references': ['T1566.001']},
        'two': {'element': 'server', 'title': 'A way in', 'severity': 'Low', 'status': 'Mitigated',
                'references': ['T1190', 'T0819']},
    },
    'controls': {'training': {'title': 'Training', 'status': 'verified', 'references': ['M1017']}},
}

# The tables of the layer format's definition, version 4.5: name, type, whether required.
TEXT, NUMBER, TRUTH = str, (int, float), bool
LAYER = {'name': (TEXT, True), 'versions': (dict, False), 'description': (TEXT, False), 'domain': (TEXT, True),
         'customDataURL': (TEXT, False), 'filters': (dict, False), 'sorting': (NUMBER, False),
         'layout': (dict, False), 'hideDisabled': (TRUTH, False), 'techniques': (list, False),
         'gradient': (dict, False), 'legendItems': (list, False), 'showTacticRowBackground': (TRUTH, False),
         'tacticRowBackground': (TEXT, False), 'selectTechniquesAcrossTactics': (TRUTH, False),
         'selectSubtechniquesWithParent': (TRUTH, False), 'selectVisibleTechniques': (TRUTH, False),
         'metadata': (list, False), 'links': (list, False)}
VERSIONS = {'attack': (TEXT, False), 'navigator': (TEXT, True), 'layer': (TEXT, True)}
TECHNIQUE = {'techniqueID': (TEXT, True), 'tactic': (TEXT, False), 'comment': (TEXT, False),
             'enabled': (TRUTH, False), 'score': (NUMBER, False), 'color': (TEXT, False),
             'metadata': (list, False), 'links': (list, False), 'showSubtechniques': (TRUTH, False)}
GRADIENT = {'colors': (list, True), 'minValue': (NUMBER, True), 'maxValue': (NUMBER, True)}
LEGEND = {'label': (TEXT, True), 'color': (TEXT, True)}
METADATA = {'name': (TEXT, True), 'value': (TEXT, True)}
LAYOUT = {'layout': (TEXT, False), 'showID': (TRUTH, False), 'showName': (TRUTH, False),
          'showAggregateScores': (TRUTH, False), 'countUnscored': (TRUTH, False),
          'aggregateFunction': (TEXT, False), 'expandedSubtechniques': (TEXT, False)}
COLOR = re.compile(r'#[0-9a-fA-F]{6}$')


def fits(value, table):
    assert isinstance(value, dict)
    assert set(value) <= set(table), set(value) - set(table)
    for name, (kind, required) in table.items():
        assert name in value or not required, f'{name} is missing'
        if name in value:
            assert isinstance(value[name], kind), f'{name} is {value[name]!r}'
            assert kind is not NUMBER or not isinstance(value[name], bool)


def is_layer(layer, domain):
    fits(layer, LAYER)
    fits(layer['versions'], VERSIONS)
    assert layer['versions']['layer'] == '4.5'
    assert tuple(map(int, layer['versions']['navigator'].split('.'))) >= (4, 9, 0)
    assert layer['domain'] == domain
    assert layer['sorting'] in range(4)
    fits(layer['layout'], LAYOUT)
    assert layer['layout']['layout'] in ('side', 'flat', 'mini')
    assert layer['layout']['aggregateFunction'] in ('average', 'min', 'max', 'sum')
    assert layer['layout']['expandedSubtechniques'] in ('none', 'all', 'annotated')
    fits(layer['gradient'], GRADIENT)
    assert len(layer['gradient']['colors']) >= 2 and all(map(COLOR.match, layer['gradient']['colors']))
    assert layer['gradient']['maxValue'] > layer['gradient']['minValue']
    for item in layer['legendItems']:
        fits(item, LEGEND)
        assert COLOR.match(item['color'])
    for technique in layer['techniques']:
        fits(technique, TECHNIQUE)
        assert re.match(r'T\d{4}(\.\d{3})?$', technique['techniqueID'])
        assert layer['gradient']['minValue'] <= technique['score'] <= layer['gradient']['maxValue']
        assert 'color' not in technique or COLOR.match(technique['color'])
        for entry in technique['metadata']:
            fits(entry, METADATA)
    ids = [technique['techniqueID'] for technique in layer['techniques']]
    assert len(ids) == len(set(ids))
    return {technique['techniqueID']: technique for technique in layer['techniques']}


def test_layer_fits_the_format(cli):
    cli.write('mail.parapet', MODEL)
    cli('attack', 'mail.parapet', '--navigator', 'layer.json')
    techniques = is_layer(json.loads((cli.folder / 'layer.json').read_text(encoding='utf-8')), 'enterprise-attack')
    assert techniques['T1566.001']['score'] == 75
    assert 'Letters lure' in techniques['T1566.001']['comment']
    assert techniques['T1566']['showSubtechniques']
    assert techniques['T1190']['score'] == 0


def test_layer_of_another_matrix_to_standard_output(cli):
    cli.write('mail.parapet', MODEL)
    layer = cli('attack', 'mail.parapet', '--matrix', 'ics', '--navigator', '-').json()
    assert set(is_layer(layer, 'ics-attack')) == {'T0819'}


def test_answers(cli):
    cli.write('mail.parapet', MODEL)
    answer = cli('attack', 'mail.parapet', '--json').json()
    found = {technique['id']: technique for tactic in answer['tactics'] for technique in tactic['techniques']}
    assert found['T1566']['coverage'] == 'partly' and found['T1566']['inPlace'] == ['M1017']
    assert found['T1566']['elements'] == ['server']
    assert found['T1190']['coverage'] == 'covered'
    assert answer['coverage'] == {'covered': 1, 'partly': 1, 'open': 0}
    shares = [group['open'] / group['techniques'] for group in answer['groups']]
    assert shares and shares == sorted(shares, reverse=True)
    text = cli('attack', 'mail.parapet').text()
    assert 'Of 2 techniques 1 are covered (50 %), 1 partly, 0 open.' in text


def test_refused(cli):
    cli.write('mail.parapet', MODEL)
    cli('attack', 'mail.parapet', '--matrix', 'space', status=FAILED)
    cli('attack', 'mail.parapet', '--matrix', 'atlas', '--navigator', 'x.json', status=FAILED)


def test_tables_of_an_earlier_version(cli):
    """A release that was kept is used or said not to be; it is never half used."""
    cli.write('mail.parapet', MODEL)
    kept = cli.folder / 'data/parapet/attack'
    kept.mkdir(parents=True)
    columns = 'id\tname\ttactics\tparent\tis_subtechnique\tplatforms\trevoked\tdeprecated\n'
    (kept / 'enterprise-techniques.tsv').write_text(columns + 'T1190\tA way in\tfirst\t\t0\t\t0\t0\n')
    (kept / 'tactics.tsv').write_text('domain\torder\tid\tshortname\tname\nenterprise\t1\tTA9001\tfirst\tFirst\n')
    (kept / 'versions.tsv').write_text('domain\tattack_version\tnewest_modified\tobjects\tstix\nenterprise\t16.0\t\t1\t2.1\n')
    layer = cli.folder / 'layer.json'
    answer = cli('attack', 'mail.parapet', '--navigator', layer)
    assert json.loads(layer.read_text('utf-8'))['versions']['attack'] == '16' and not answer.err, answer.err
    (kept / 'tactics.tsv').unlink()
    answer = cli('attack', 'mail.parapet', '--navigator', layer)
    assert json.loads(layer.read_text('utf-8'))['versions']['attack'] == '18'
    assert 'ATT&CK: the release that was kept for “enterprise” is not used, open its file again' in answer.err, answer.err
    assert 'tactics.tsv' in answer.err


if __name__ == '__main__':
    sys.exit(main(globals()))
