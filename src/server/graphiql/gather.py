#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page takes from npm's packages: gather.py MODULES SHEET LICENCES

Writes GraphiQL's sheet without the fonts that it carries, and the licences of all packages as one text."""
import json
import pathlib
import re
import sys


def write_sheet(modules, path):
    sheet = (modules / 'graphiql/graphiql.min.css').read_text(encoding='utf-8')
    path.write_text(re.sub(r'@font-face\s*\{[^}]*\}', '', sheet), encoding='utf-8')


def describe(folder):
    package = json.loads((folder / 'package.json').read_text(encoding='utf-8'))
    texts = sorted(path for path in folder.iterdir() if re.match(r'(licen[cs]e|notice|copying)', path.name, re.I))
    yield f'=== {package["name"]} {package["version"]}: {package.get("license", "MIT")}'
    for path in texts:
        yield path.read_text(encoding='utf-8').strip()
    if not texts:
        yield f'The package names this licence and brings no text of it. Author: {package.get("author", "not said")}'


def main():
    modules, sheet, licences = map(pathlib.Path, sys.argv[1:])
    folders = sorted(path.parent for pattern in ('*/package.json', '@*/*/package.json')
                     for path in modules.glob(pattern))
    write_sheet(modules, sheet)
    licences.write_text('\n\n'.join(line for folder in folders for line in describe(folder)) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
