#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that a person can read is offered to translators: check_translations.py SOURCE-ROOT"""
import gettext
import json
import pathlib
import re
import subprocess
import sys
import tempfile

CALL = re.compile(r'\b(?:_|N_|C_|NC_|ngettext|Q_) ?\("|\bpp_report_say ?\([^"()]*"')
ALWAYS = {'po/kinds.c', 'po/rules.c'}
ENTRY = re.compile(r'^N_\("(.*)"\)$', re.MULTILINE)
PLACE = re.compile(r'\{[a-z.]+\}')


def with_texts(root):
    """Files that hold text for people, as paths from the root."""
    found = set(ALWAYS)
    for path in root.glob('src/**/*.c'):
        if CALL.search(path.read_text(encoding='utf-8')):
            found.add(path)
    for path in root.glob('resources/**/*.ui'):
        if 'translatable="yes"' in path.read_text(encoding='utf-8'):
            found.add(path)
    found.update(root.glob('data/*.desktop.in'), root.glob('data/*.metainfo.xml.in'),
                 root.glob('data/*.gschema.xml'))
    return {str(path.relative_to(root)) if isinstance(path, pathlib.Path) else path
            for path in found}


def listed(path):
    lines = path.read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


class Missing(gettext.NullTranslations):
    """Where a catalogue looks for what it does not have."""

    def gettext(self, message):
        return None


def untranslated(root, catalogue):
    """What resources say must be there in each language, with the same places for names."""
    for name in sorted(ALWAYS):
        for quoted in ENTRY.findall((root / name).read_text(encoding='utf-8')):
            text = json.loads(f'"{quoted}"')
            said = catalogue.gettext(text)
            if said is None:
                yield f'“{text}” of {name} is not translated'
            elif set(PLACE.findall(said)) != set(PLACE.findall(text)):
                yield f'“{said}” does not have the places of “{text}”'


def problems_of_language(root, language):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'parapet.mo'
        run = subprocess.run(['msgfmt', '--check', '-o', path, f'po/{language}.po'],
                             cwd=root, capture_output=True, text=True, check=False)
        if run.returncode:
            yield run.stderr
            return
        with path.open('rb') as file:
            catalogue = gettext.GNUTranslations(file)
    catalogue.add_fallback(Missing())
    for problem in untranslated(root, catalogue):
        yield f'po/{language}.po: {problem}'


def sentences(root):
    """All that rules say to people, in the order of the files."""
    for path in sorted((root / 'resources/rules').glob('*.json')):
        file = json.loads(path.read_text(encoding='utf-8'))
        yield from file.get('packs', {}).values()
        yield from file.get('questions', {}).values()
        for rule in file.get('rules', []):
            yield rule['title']
            yield rule['why']


def problems_of_rules(root):
    offered = set(json.loads(f'"{quoted}"')
                  for quoted in ENTRY.findall((root / 'po/rules.c').read_text(encoding='utf-8')))
    for text in sentences(root):
        if text not in offered:
            yield f'po/rules.c: “{text}” is missing'


def problems(root):
    files = listed(root / 'po/POTFILES.in')
    for path in sorted(with_texts(root) - set(files)):
        yield f'po/POTFILES.in: {path} is missing'
    for path in files:
        if not (root / path).exists():
            yield f'po/POTFILES.in: {path} does not exist'
    if files != sorted(files):
        yield 'po/POTFILES.in: please keep the list sorted'
    languages = listed(root / 'po/LINGUAS')
    if languages != sorted(languages):
        yield 'po/LINGUAS: please keep the list sorted'
    for language in languages:
        yield from problems_of_language(root, language)
    yield from problems_of_rules(root)
    run = subprocess.run([sys.executable, 'po/texts.py', '--check', '.'],
                         cwd=root, capture_output=True, text=True, check=False)
    if run.returncode:
        yield run.stderr.strip()


def main():
    found = list(problems(pathlib.Path(sys.argv[1])))
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
