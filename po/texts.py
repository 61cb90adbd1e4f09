#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes po/kinds.c and po/rules.c: what resources say to people, where xgettext finds it.

texts.py [--check] SOURCE-ROOT
"""
import json
import pathlib
import sys

HEADER = '''\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written by po/texts.py from {0}. Nothing compiles this file: it shows xgettext what
 * is translated when it is shown. What stands in braces is filled in later: it stays as it is. */
'''
FIELDS = {'{name}': 'the {}', '{source.name}': 'where it starts', '{target.name}': 'where it ends'}


def read(path):
    return json.loads(path.read_text(encoding='utf-8'))


def kinds(root):
    """The words of kinds and facts, each once, with what they are."""
    known = read(root / 'resources/kinds.json')
    seen = {}
    for kind in known['kinds']:
        seen.setdefault(kind['group'], 'a group in the palette')
    for kind in known['kinds']:
        seen.setdefault(kind['label'], 'a kind of element')
        seen.setdefault(kind['description'], 'what “{}” is'.format(kind['label']))
    for fact in known['facts'].values():
        seen.setdefault(fact['label'], 'a fact about an element')
        seen.setdefault(fact['description'], 'what “{}” means'.format(fact['label']))
    return seen


def title_comment(rule):
    what = 'asks' if rule.get('prompt') else 'finds'
    fields = ['{} is {}'.format(field, meaning.format(rule['applies']))
              for field, meaning in FIELDS.items() if field in rule['title']]
    return '; '.join(['what rule {} {}'.format(rule['id'], what)] + fields)


def rules(root):
    """The sentences of rules, each once, with what they are."""
    seen = {}
    for path in sorted((root / 'resources/rules').glob('*.json')):
        file = read(path)
        for label in file.get('packs', {}).values():
            seen.setdefault(label, 'a pack of rules')
        for rule in file.get('rules', []):
            seen.setdefault(rule['title'], title_comment(rule))
            if rule['why']:
                seen.setdefault(rule['why'], 'why, of rule {}'.format(rule['id']))
        for name, question in file.get('questions', {}).items():
            seen.setdefault(question, f'asks for “{name}”; {{name}} is a name in quotation marks')
    return seen


FILES = {
    'po/kinds.c': ('resources/kinds.json', kinds),
    'po/rules.c': ('resources/rules', rules),
}


def render(source, texts):
    quote = lambda text: text.replace('\\', '\\\\').replace('"', '\\"')
    entries = ['/* Translators: {} */\nN_("{}")\n'.format(what, quote(text))
               for text, what in texts.items()]
    return HEADER.format(source) + '\n' + ''.join(entries)


def main():
    check = '--check' in sys.argv
    root = pathlib.Path(sys.argv[-1])
    for path, (source, collect) in FILES.items():
        text = render(source, collect(root))
        if not check:
            (root / path).write_text(text, encoding='utf-8')
        elif (root / path).read_text(encoding='utf-8') != text:
            sys.exit(f'{path} is out of date; please run: python3 po/texts.py .')


if __name__ == '__main__':
    main()
