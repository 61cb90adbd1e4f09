#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes po/kinds.c: the words of resources/kinds.json where xgettext finds them.

kinds.py [--check] SOURCE-ROOT
"""
import json
import pathlib
import sys

HEADER = '''\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written by po/kinds.py from resources/kinds.json. Nothing compiles this file: it shows xgettext
 * what the window translates with gettext() when it shows a kind or a fact. */
'''


def texts(kinds):
    """The words to translate, each once, with what they are."""
    seen = {}
    for kind in kinds['kinds']:
        seen.setdefault(kind['group'], 'a group in the palette')
    for kind in kinds['kinds']:
        seen.setdefault(kind['label'], 'a kind of element')
        seen.setdefault(kind['description'], 'what “{}” is'.format(kind['label']))
    for fact in kinds['facts'].values():
        seen.setdefault(fact['label'], 'a fact about an element')
        seen.setdefault(fact['description'], 'what “{}” means'.format(fact['label']))
    return seen


def render(kinds):
    quote = lambda text: text.replace('\\', '\\\\').replace('"', '\\"')
    lines = ['/* Translators: {} */\nN_("{}")\n'.format(what, quote(text))
             for text, what in texts(kinds).items()]
    return HEADER + '\n' + ''.join(lines)


def main():
    check = '--check' in sys.argv
    root = pathlib.Path(sys.argv[-1])
    kinds = json.loads((root / 'resources/kinds.json').read_text(encoding='utf-8'))
    path = root / 'po/kinds.c'
    if not check:
        path.write_text(render(kinds), encoding='utf-8')
    elif path.read_text(encoding='utf-8') != render(kinds):
        sys.exit('po/kinds.c is out of date; please run: python3 po/kinds.py .')


if __name__ == '__main__':
    main()
