#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What parapet-cli says in another language, and what it does not: test_language.py PROGRAM SOURCE-ROOT"""
import json
import sys

from program import FAILED, main

OWN_RULE = {
    'format': 'parapet-rules', 'version': 1, 'language': 1, 'packs': {'mine': 'Mine'},
    'rules': [{'id': 'MINE-1', 'pack': 'mine', 'applies': 'store', 'category': {'STRIDE': 'I'}, 'weakness': 'w',
               'when': 'kind == store', 'title': '{name} is on the third floor', 'likelihood': '3', 'impact': '3',
               'why': 'The third floor is open.'}],
}
# Something of value, with ways to it.
STORY = [
    ('nodes.orders.facts', {'sensitivity': {'value': 3}, 'encrypted': {'value': False}}),
    ('edges.visit.facts', {'encrypted': {'value': False}, 'publicNetwork': {'value': True}}),
    ('edges.write.facts', {'data': {'value': ['pii']}}),
]


def german(cli):
    return {**cli.translate(), **cli.locale('de_DE'), 'LANGUAGE': 'de'}


def test_text_is_in_the_language_of_the_locale(cli):
    model = cli.changed('shop.parapet')
    said = cli('analyze', model, '--prompts', environment=german(cli)).text()
    english = cli('analyze', model, '--prompts').text()
    assert 'Eingaben an Shop können Teil der Abfragen an Orders werden' in said, said
    assert 'Wandelt „Shop“ Bytes von außen in Objekte um?' in said
    assert 'Input to Shop can become part of its queries to Orders' in english
    assert 'Input to Shop' not in said and 'Does “' not in said


def test_paths_are_in_the_language_of_the_locale(cli):
    model = cli.changed('shop.parapet', *STORY)
    said = cli('paths', model, '--from', 'browser', environment=german(cli)).text()
    english = cli('paths', model, '--from', 'browser').text()
    assert 'Input to Shop can become part of its queries to Orders' in english, english
    assert 'Eingaben an Shop können Teil der Abfragen an Orders werden' in said, said
    assert 'Input to Shop' not in said


def test_a_rule_of_ones_own_stays_as_it_is(cli):
    rules = cli.write('mine.json', OWN_RULE)
    said = cli('analyze', cli.changed('shop.parapet'), '--rules', rules, environment=german(cli)).text()
    assert 'Orders is on the third floor' in said


def test_faults_of_rules_are_told_in_the_language_of_the_locale(cli):
    rule = {**OWN_RULE['rules'][0], 'when': 'kind == store and colour'}
    rules = cli.write('mine.json', {**OWN_RULE, 'rules': [rule]})
    model = cli.changed('shop.parapet')
    english = cli('analyze', model, '--rules', rules, status=FAILED)
    said = cli('analyze', model, '--rules', rules, status=FAILED, environment=german(cli))
    assert '/rules/0 (MINE-1): when, column 19: “colour” is not in the vocabulary' in english.err, english.err
    assert '/rules/0 (MINE-1): when, Spalte 19: „colour“ steht nicht im Vokabular' in said.err, said.err
    assert english.out == said.out


def test_what_is_no_json_is_told_in_the_language_of_the_locale(cli):
    """Of rules and of a model: the place is the same, the sentence is not."""
    model, other = cli.changed('shop.parapet'), german(cli)
    faults = {
        b'{"format": "parapet-rules",\n "rules": [1 2]}': ('2:14: ', 'hier muss „,“ oder „]“ stehen, nicht „2“'),
        b'{"format": oops}': ('1:12: ', 'hier muss ein Wert stehen, nicht „o“'),
        b'{"format"': ('1:10: ', 'hier muss „:“ stehen, aber der Text endet'),
        b'{,}': ('1:2: ', 'hier muss ein Name in Anführungszeichen stehen, nicht „,“'),
        b'[012]': ('1:3: ', 'hinter einer führenden Null darf keine Ziffer stehen, es steht aber „1“ da'),
        b'"\\x"': ('1:3: ', 'hinter „\\“ muss ein Sonderzeichen stehen, nicht „x“'),
        b'["\xe4"]': ('1:3: ', 'kein UTF-8 (Byte 0xE4)'),
        b'"a\tb"': ('1:3: ', 'ein Steuerzeichen (U+0009) in einer Zeichenkette'),
        b'[' * 300: ('1:201: ', 'tiefer als 200 Ebenen verschachtelt'),
        b'{"a": 1, "a": 2}': ('1:16: ', 'zwei Einträge eines Objekts haben denselben Namen'),
    }
    for text, (place, sentence) in faults.items():
        rules = cli.write('mine.json', text)
        english = cli('analyze', model, '--rules', rules, status=FAILED)
        said = cli('analyze', model, '--rules', rules, status=FAILED, environment=other)
        assert place + sentence in said.err, said.err
        assert place in english.err and sentence not in english.err, english.err
    broken = cli.write('broken.parapet', b'{"format": oops}')
    assert '1:12: hier muss ein Wert stehen, nicht „o“' in cli('info', broken, status=FAILED, environment=other).err
    assert '1:12: expected a value, found “o”' in cli('info', broken, status=FAILED).err


def test_what_programs_read_is_the_same_in_each_language(cli):
    model = cli.changed('shop.parapet', *STORY)
    other = german(cli)
    for command in (['analyze', model, '--json', '--prompts', '--remedies', '--questions', '-1'],
                    ['analyze', model, '--format', 'csv'], ['analyze', model, '--format', 'sarif'],
                    ['paths', model, '--from', 'browser', '--json'], ['info', model, '--json']):
        assert cli(*command).out == cli(*command, environment=other).out, command


def test_what_is_written_is_the_same_in_each_language(cli):
    model = cli.changed('shop.parapet', *STORY)
    other = german(cli)
    for command, ending in (('convert', 'parapet'), ('convert', 'json'), ('report', 'md'), ('report', 'html')):
        files = []
        for number, environment in enumerate((None, other)):
            out = f'{number}.{ending}'
            cli(command, model, *(['-o', out] if command == 'report' else [out]), environment=environment)
            files.append((cli.folder / f'{number}.{ending}').read_bytes())
        assert files[0] == files[1] and files[0], ending


def test_a_stored_threat_is_known_in_each_language(cli):
    """Its identity is its rule and its element; what a person decided counts whatever the language."""
    model = cli.changed('shop.parapet', ('threats.t1.rule', 'DATA-01'), ('threats.t1.element', 'shop'),
                        ('threats.t1.status', 'Accepted'))
    decided = [[(threat['rule'], threat['element'], threat['status'])
                for threat in json.loads(cli('analyze', model, '--json', environment=environment).out)['threats']]
               for environment in (None, german(cli))]
    assert decided[0] == decided[1] and ('DATA-01', 'shop', 'Accepted') in decided[0], decided


if __name__ == '__main__':
    sys.exit(main(globals()))
