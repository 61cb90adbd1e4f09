#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of parapet-cli on files: test_cli.py PROGRAM SOURCE-ROOT"""
import json
import re
import shutil
import subprocess
import sys

from program import FAILED, NO, Skip, main

SHOP = 'shop.parapet'


def use_shop(cli):
    cli.changed(SHOP)


# The program as a whole.

def test_help_and_version(cli):
    assert 'validate' in cli('--help').text()
    assert re.match(r'parapet-cli \d', cli('--version').text())
    for command in ('analyze', 'convert', 'diff', 'info', 'merge', 'paths', 'render', 'validate'):
        assert command in cli(command, '--help').text()


def test_mistakes_of_use(cli):
    for arguments in ((), ('fly',), ('info',), ('info', 'a', 'b'), ('info', '--nonsense', 'a'),
                      ('render', 'a'), ('merge', 'a', 'b', 'c'), ('convert', 'a')):
        answer = cli(*arguments, status=FAILED)
        assert answer.out == b'' and answer.err != ''


def test_files_that_are_not_there(cli):
    use_shop(cli)
    for arguments in (('info', 'none'), ('validate', 'none'), ('convert', 'none', 'x.json'),
                      ('render', 'none', '-o', 'x.png'), ('diff', SHOP, 'none'),
                      ('merge', 'none', SHOP, SHOP, '-o', 'x'), ('info', '.')):
        answer = cli(*arguments, status=FAILED)
        assert re.match(r'(none|\.): ', answer.err), answer.err


def test_needs_no_toolkit(cli):
    if shutil.which('ldd') is None:
        raise Skip('ldd is not here')
    libraries = subprocess.run(['ldd', cli.path], capture_output=True, text=True, check=True).stdout
    assert 'libglib' in libraries and 'libgtk' not in libraries and 'libadwaita' not in libraries


def test_a_full_disk_is_a_failure(cli):
    use_shop(cli)
    answer = cli('convert', SHOP, '/dev/full', '--to', 'parapet', status=FAILED)
    assert answer.err.startswith('/dev/full: ')


# info

def test_info(cli):
    use_shop(cli)
    answer = cli('info', SHOP, '--json')
    found = answer.json()
    expected = {'format': 'parapet', 'title': 'Web shop', 'nodes': 4, 'edges': 2, 'threats': 2,
                'controls': 1, 'layouts': 1, 'marking': {'tlp': 'AMBER'}, 'openThreats': 1}
    assert {key: found[key] for key in expected} == expected
    assert found['diagrams'][0]['title'] == 'Overview'
    assert answer.err == ''
    text = cli('info', SHOP).text()
    assert 'Web shop' in text and 'TLP:AMBER' in text and 'Overview' in text


def test_info_reads_standard_input(cli):
    text = json.dumps(cli.shop).encode()
    assert cli('info', '-', '--json', stdin=text).json()['nodes'] == 4


# validate

def test_a_valid_model(cli):
    use_shop(cli)
    answer = cli('validate', SHOP)
    assert 'valid' in answer.text() and answer.err == ''
    assert cli('validate', SHOP, '--json').json() == {
        'valid': True, 'format': 'parapet', 'errors': 0, 'warnings': 0, 'problems': []}


def test_texts_that_are_no_model(cli):
    shop = json.dumps(cli.shop, indent=2)
    cases = [
        (b'', r'1:1'),
        (b'{', r'1:2'),
        (shop[:200].encode(), r'\d+:\d+'),
        (b'[' * 80000, r'1:\d+'),
        (b'{"a":NaN}', r'1:6'),
        (b'{"a":"\xff"}', r'1:\d+'),
        (b'{"a":"\0"}', r'1:\d+'),
        (b'{"a":1}', r'/?'),
        (b'[1]', r'/?'),
        (shop.replace('"edges": {', '"edges": 7, "x": {').encode(), '/edges'),
        (shop.replace('"name": "Shop"', '"name": 12').encode(), '/nodes/shop/name'),
        (shop.replace('"t1": {', '"shop": {').encode(), '/threats/shop'),
        (shop.replace('"version": 1', '"version": 1000').encode(), '/version'),
    ]
    for text, place in cases:
        cli.write('bad.json', text)
        answer = cli('validate', 'bad.json', status=NO)
        assert re.match(f'bad.json:{place}: .', answer.err), (text[:40], answer.err)
        problem = cli('validate', 'bad.json', '--json', status=NO).json()['problems'][0]
        assert problem['severity'] == 'error' and re.fullmatch(place, problem['place']), problem
        answer = cli('info', 'bad.json', status=FAILED)
        assert re.match(f'bad.json:{place}: .', answer.err), (text[:40], answer.err)


def test_problems_of_a_model(cli):
    cli.changed('bad.parapet', ('edges.write.target', 'nobody'), ('nodes.browser.kind', 'gadget'),
                ('threats.t2.number', 1), ('layouts.main.placements.ghost', {'x': 1}),
                ('nodes.shop.marking', {'tlp': 'PURPLE'}))
    answer = cli('validate', 'bad.parapet', '--json', status=NO)
    found = answer.json()
    assert answer.err == ''
    assert not found['valid'] and found['errors'] == 3 and found['warnings'] == 2
    assert {(problem['code'], problem['place'], problem['severity']) for problem in found['problems']} == {
        ('dangling-end', '/edges/write/target', 'error'),
        ('invalid-marking', '/nodes/shop/marking', 'error'),
        ('dangling-placement', '/layouts/main/placements/ghost', 'error'),
        ('unknown-kind', '/nodes/browser/kind', 'warning'),
        ('duplicate-number', '/threats/t2/number', 'warning')}
    lines = cli('validate', 'bad.parapet', status=NO).err.splitlines()
    assert len(lines) == 5
    assert any(line.startswith('bad.parapet:/edges/write/target: ') for line in lines)


def test_warnings_do_not_make_a_model_invalid(cli):
    cli.changed('odd.parapet', ('nodes.browser.kind', 'gadget'))
    assert 'warning: ' in cli('validate', 'odd.parapet').err


def test_places_are_those_of_the_file(cli):
    cli.changed(SHOP, ('threats.t2.number', 1))
    cli('convert', SHOP, 'shop.json')
    place = cli('validate', 'shop.json', '--json').json()['problems'][0]['place']
    value = json.loads((cli.folder / 'shop.json').read_text('utf-8'))
    for token in place.split('/')[1:]:
        value = value[int(token) if isinstance(value, list) else token]
    assert value['id'] == 't2'


def test_faults_of_a_file_that_opens(cli):
    cells = [{'id': 'a', 'shape': 'process', 'zIndex': 1}, {'id': 'a', 'shape': 'process', 'zIndex': 2},
             {'id': 'f', 'shape': 'flow', 'zIndex': 3, 'source': {'cell': 'gone'}, 'target': {'cell': 'a'}}]
    text = json.dumps({'version': '2.6.2', 'summary': {'title': 'T'},
                       'detail': {'diagrams': [{'id': 0, 'title': 'D', 'cells': cells}]}}).encode()
    found = cli('validate', '-', '--json', stdin=text, status=NO).json()
    places = {problem['place'] for problem in found['problems'] if problem['severity'] == 'error'}
    assert places == {'/detail/diagrams/0/cells/1', '/detail/diagrams/0/cells/2/source/cell'} \
        or places == {'/detail/diagrams/0/cells/0', '/detail/diagrams/0/cells/2/source/cell'}
    assert cli('info', '-', '--json', stdin=text).json()['edges'] == 1


# convert

def test_convert_there_and_back(cli):
    use_shop(cli)
    answer = cli('convert', SHOP, 'shop.json', '--loss', 'loss.json')
    assert re.search(r'\b0 ', answer.err)
    assert json.loads((cli.folder / 'loss.json').read_text('utf-8')) == []
    assert cli('info', 'shop.json', '--json').json()['format'] == 'threat-dragon'
    cli('convert', 'shop.json', 'again.parapet')
    answer = cli('diff', SHOP, 'again.parapet', '--json', status=NO).json()
    other = [change for change in answer['changes'] if 'foreign' not in json.dumps(change)]
    assert other == [], other


def test_convert_through_pipes(cli):
    text = json.dumps(cli.shop).encode()
    written = cli('convert', '-', '-', '--to', 'threat-dragon', stdin=text)
    assert json.loads(written.out)['summary']['title'] == 'Web shop'
    native = cli('convert', '-', '-', '--from', 'threat-dragon', '--to', 'parapet', stdin=written.out)
    assert native.json()['format'] == 'parapet-model'


def test_convert_needs_a_format(cli):
    use_shop(cli)
    assert '--to' in cli('convert', SHOP, 'shop.unknown', status=FAILED).err
    assert 'threat-dragon' in cli('convert', SHOP, 'x.json', '--to', 'nonsense', status=FAILED).err
    assert not (cli.folder / 'x.json').exists()


def test_writing_is_stable(cli):
    use_shop(cli)
    cli('convert', SHOP, 'one.parapet')
    cli('convert', 'one.parapet', 'two.parapet')
    assert (cli.folder / 'one.parapet').read_bytes() == (cli.folder / 'two.parapet').read_bytes()


def test_threat_dragon_files_come_back_equal(cli):
    for path in sorted(cli.shared('threat-dragon/models').glob('*.json')):
        model = json.loads(path.read_text('utf-8'))
        diagrams = model.get('detail', {}).get('diagrams', [])
        if not any('cells' in diagram for diagram in diagrams):
            continue
        cli('convert', path, 'native.parapet')
        cli('convert', 'native.parapet', 'back.json')
        assert cli('diff', path, 'back.json').text() == '', path
        assert cli('validate', path).text() != '', path


# render

def test_render(cli):
    use_shop(cli)
    for name, magic in (('x.png', b'\x89PNG\r\n'), ('x.svg', b'<?xml'), ('x.pdf', b'%PDF-')):
        cli('render', SHOP, '-o', name)
        assert (cli.folder / name).read_bytes().startswith(magic)


def png_size(path):
    head = path.read_bytes()[16:24]
    return int.from_bytes(head[:4], 'big'), int.from_bytes(head[4:], 'big')


def test_render_options(cli):
    use_shop(cli)
    cli('render', SHOP, '-o', 'one.png', '--layout', 'Overview')
    cli('render', SHOP, '-o', 'two.png', '--layout', 'main', '--scale', '2', '--dark')
    one, two = png_size(cli.folder / 'one.png'), png_size(cli.folder / 'two.png')
    assert abs(two[0] - 2 * one[0]) <= 2 and abs(two[1] - 2 * one[1]) <= 2, (one, two)


def test_render_mistakes(cli):
    use_shop(cli)
    cli.changed('empty.parapet', lambda model: model.pop('layouts'))
    assert 'Overview' in cli('render', SHOP, '-o', 'x.png', '--layout', 'Nothing', status=FAILED).err
    for arguments in ((SHOP, '-o', 'x.gif'), (SHOP, '-o', 'x.png', '--scale', '0'),
                      (SHOP, '-o', 'x.png', '--scale', 'nan'), ('empty.parapet', '-o', 'x.png')):
        assert cli('render', *arguments, status=FAILED).err != ''
    assert not (cli.folder / 'x.png').exists()


# diff

def test_diff_of_equal_models(cli):
    use_shop(cli)
    cli('convert', SHOP, 'same.parapet')
    answer = cli('diff', SHOP, 'same.parapet')
    assert answer.out == b'' and answer.err == ''
    assert cli('diff', SHOP, 'same.parapet', '--json').json() == {
        'equal': True, 'added': 0, 'removed': 0, 'set': 0, 'changes': []}


def test_diff_says_names(cli):
    use_shop(cli)
    cli.changed('new.parapet', ('nodes.shop.name', 'Kiosk'), ('layouts.main.placements.orders.x', 600),
                ('edges.write.source', 'browser'), lambda model: model['threats'].pop('t1'),
                ('nodes.cache', {'kind': 'cache', 'name': 'Cache'}))
    lines = cli('diff', SHOP, 'new.parapet', status=NO).text().splitlines()
    assert sorted(lines) == sorted([
        '- threat “Orders are read by others” of “Orders”',
        '+ node “Cache”',
        '~ node “Kiosk”: name: “Shop” → “Kiosk”',
        '~ edge “write” (Browser → Orders): source: “Kiosk” → “Browser”',
        '~ diagram “Overview”: “Orders” moved']), lines


def test_diff_in_json(cli):
    use_shop(cli)
    cli.changed('new.parapet', ('nodes.shop.properties.port', 80))
    found = cli('diff', SHOP, 'new.parapet', '--json', status=NO).json()
    assert found == {'equal': False, 'added': 0, 'removed': 0, 'set': 1, 'changes': [
        {'op': 'set', 'record': 'node', 'id': 'shop', 'field': 'properties/port',
         'before': 443, 'after': 80}]}


# paths

def test_paths(cli):
    use_shop(cli)
    node = next(iter(cli.shop['nodes']))
    assert cli('paths', SHOP, '--json').json()['paths'] is not None
    found = cli('paths', SHOP, '--from', node, '-k', '3', '--json').json()
    assert found['attackers'] == [node]
    assert len(found['paths']) <= 3
    odds = [path['odds'] for path in found['paths']]
    assert odds == sorted(odds, reverse=True)
    assert found['cut']['possible'] in (True, False)
    plan = found['mitigations']
    assert plan['atLeast'] <= plan['cost'] == sum(each['cost'] for each in plan['set'])
    assert not plan['possible'] or plan['bestAfter'] == 0
    for each in plan['set'] + plan['single']:
        assert each['bestAfter'] <= each['bestBefore']
        assert all(asset['after'] <= asset['before'] for asset in each['assets'])
    assert cli('paths', SHOP).text()


def attacked_shop(capability):
    """An attacker, a shop with a hole, and what is dear behind it."""
    fact = {'source': 'person'}
    return {
        'format': 'parapet-model', 'version': 1, 'id': 'm', 'model': {'title': 'Shop'},
        'nodes': {
            'attacker': {'kind': 'threat-actor', 'name': 'Attacker',
                         'facts': {'capability': {**fact, 'value': capability}} if capability else {}},
            'shop': {'kind': 'host', 'name': 'Shop', 'facts': {'criticality': {**fact, 'value': 3}}}},
        'edges': {'browse': {'kind': 'data-flow', 'source': 'attacker', 'target': 'shop'}},
        'threats': {'t': {'element': 'shop', 'title': 'Injection', 'severity': 'High', 'status': 'Open'}},
        'layouts': {'all': {'title': 'All', 'placements': {
            'attacker': {'x': 0, 'y': 0, 'width': 100, 'height': 80},
            'shop': {'x': 200, 'y': 0, 'width': 100, 'height': 80}, 'browse': {}}}},
    }


def test_odds_of_the_team(cli):
    odds = json.loads((cli.root / 'resources/rules/odds.json').read_text('utf-8'))

    def best(capability):
        cli.write('shop.parapet', attacked_shop(capability))
        answer = cli('paths', 'shop.parapet', '--json')
        return answer.json()['paths'][0]['odds'], answer.err

    shipped = odds['steps']['flow'] * odds['severity']['high']
    for capability, part in {**odds['capability'], None: 1, 'unheard of': 1}.items():
        assert abs(best(capability)[0] - shipped * part) < 1e-3, capability
    odds['steps']['flow'] = 0.5
    odds['capability']['low'] = 0.1
    (cli.folder / 'data/parapet').mkdir(parents=True, exist_ok=True)
    cli.write('data/parapet/odds.json', odds)
    assert abs(best('low')[0] - 0.5 * odds['severity']['high'] * 0.1) < 1e-3 and best('low')[1] == ''
    del odds['severity']['high']
    cli.write('data/parapet/odds.json', odds)
    found, told = best('high')
    assert abs(found - shipped) < 1e-3 and 'odds.json:/severity/high: ' in told, told


def test_picture_of_a_path(cli):
    use_shop(cli)
    asked = ('paths', SHOP, '--from', 'browser', '--to', 'orders')
    answer = cli(*asked).out
    for name, head in (('path.png', b'\x89PNG'), ('path.svg', b'<?xml'), ('path.pdf', b'%PDF')):
        assert cli(*asked, '-o', name).out == answer, name
        written = (cli.folder / name).read_bytes()
        assert written.startswith(head), name
        cli(*asked, '-o', name)
        assert (cli.folder / name).read_bytes() == written, name
    plain = cli.folder / 'plain.svg'
    cli('render', SHOP, '-o', 'plain.svg', '--layout', 'main')
    assert (cli.folder / 'path.svg').read_bytes() != plain.read_bytes()
    found = cli(*asked, '--json').json()['paths']
    if len(found) > 1:
        cli(*asked, '-o', 'second.svg', '--path', '2', '--dark')
        assert (cli.folder / 'second.svg').read_bytes() != (cli.folder / 'path.svg').read_bytes()
    for arguments in (('-o', 'x.gif'), ('-o', 'x.svg', '--path', '0'), ('-o', 'x.svg', '--path', '6'),
                      ('-o', 'x.svg', '-k', str(len(found) + 1), '--path', str(len(found) + 1)),
                      ('-o', 'x.svg', '--layout', 'Nothing')):
        assert cli(*asked, *arguments, status=FAILED).err != '', arguments
    assert not (cli.folder / 'x.svg').exists() and not (cli.folder / 'x.gif').exists()


def test_paths_with_mistakes(cli):
    use_shop(cli)
    assert 'there is no node' in cli('paths', SHOP, '--from', 'nobody', status=FAILED).err
    assert cli('paths', SHOP, '-k', '0', status=FAILED).err != ''


# merge

def test_merge_of_both_sides(cli):
    use_shop(cli)
    cli.changed('ours.parapet', ('nodes.shop.name', 'Kiosk'))
    cli.changed('theirs.parapet', ('nodes.shop.description', 'Sells'), ('model.owner', 'Eve'))
    answer = cli('merge', SHOP, 'ours.parapet', 'theirs.parapet', '-o', 'merged.parapet')
    assert answer.out == b'' and answer.err == ''
    merged = json.loads((cli.folder / 'merged.parapet').read_text('utf-8'))
    assert merged['nodes']['shop']['name'] == 'Kiosk'
    assert merged['nodes']['shop']['description'] == 'Sells'
    assert merged['model']['owner'] == 'Eve'


def test_merge_with_conflicts(cli):
    use_shop(cli)
    cli.changed('ours.parapet', ('nodes.shop.name', 'Kiosk'))
    cli.changed('theirs.parapet', ('nodes.shop.name', 'Mall'))
    arguments = ('merge', SHOP, 'ours.parapet', 'theirs.parapet', '-o', 'merged.parapet')
    answer = cli(*arguments, status=NO)
    assert re.match('merged.parapet:/nodes/shop/name: conflict: .*“Kiosk”.*“Mall”', answer.err), answer.err
    found = cli(*arguments, '--json', status=NO).json()
    assert found == {'clean': False, 'repairs': [], 'conflicts': [
        {'kind': 'both-changed', 'record': 'node', 'id': 'shop', 'field': 'name', 'base': 'Shop',
         'ours': 'Kiosk', 'theirs': 'Mall'}]}
    assert cli('info', 'merged.parapet', '--json').json()['nodes'] == 4


def test_merge_keeps_the_format_of_ours(cli):
    use_shop(cli)
    cli.changed('theirs.parapet', ('nodes.shop.name', 'Kiosk'))
    cli('convert', SHOP, 'ours.json')
    cli('merge', SHOP, 'ours.json', 'theirs.parapet', '-o', 'merged')
    assert cli('info', 'merged', '--json').json()['format'] == 'threat-dragon'
    assert 'Kiosk' in (cli.folder / 'merged').read_text('utf-8')


def test_merge_without_an_ancestor(cli):
    use_shop(cli)
    cli.write('none', b'')
    answer = cli('merge', 'none', SHOP, SHOP, '-o', '-')
    assert answer.json()['nodes'] == cli.shop['nodes']


def rename_cell(model, cell_id, name):
    for diagram in model['detail']['diagrams']:
        for cell in diagram['cells']:
            if cell['id'] == cell_id:
                cell['data']['name'] = name
                cell['attrs']['text']['text'] = name


def test_merge_of_threat_dragon_files(cli):
    use_shop(cli)
    cli('convert', SHOP, 'base.json')
    text = (cli.folder / 'base.json').read_text('utf-8')
    ours, theirs = json.loads(text), json.loads(text)
    rename_cell(ours, 'shop', 'Kiosk')
    rename_cell(theirs, 'orders', 'Sales')
    theirs['unknown key'] = [1]
    cli.write('ours.json', ours)
    cli.write('theirs.json', theirs)
    answer = cli('merge', 'base.json', 'ours.json', 'theirs.json', '-o', 'merged.json')
    assert answer.err == '', answer.err
    expected = ours
    rename_cell(expected, 'orders', 'Sales')
    expected['unknown key'] = [1]
    assert json.loads((cli.folder / 'merged.json').read_text('utf-8')) == expected
    rename_cell(theirs, 'shop', 'Mall')
    cli.write('theirs.json', theirs)
    found = cli('merge', 'base.json', 'ours.json', 'theirs.json', '-o', 'merged.json', '--json',
                status=NO).json()
    assert [(item['id'], item['field']) for item in found['conflicts']] == [('shop', 'name')], found


if __name__ == '__main__':
    sys.exit(main(globals()))
