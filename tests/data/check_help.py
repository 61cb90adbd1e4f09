#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help is valid, whole and can be translated: check_help.py SOURCE-ROOT SHORTCUTS-PAGE-PROGRAM

With --write as a third argument the page of keys is written instead of compared.
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def check_with_yelp(pages):
    """What yelp-check says; it prints one problem a line and nothing where all is well."""
    for check in ('validate', 'links', 'orphans', 'ids', 'media'):
        result = run('yelp-check', check, *pages)
        if result.returncode or result.stdout.strip():
            yield f'yelp-check {check}: {(result.stdout + result.stderr).strip()}'


def check_list(folder, pages):
    """Every page is installed."""
    listed = set(re.findall(r"'([a-z-]+\.page)'", (folder / 'meson.build').read_text(encoding='utf-8')))
    for name in sorted(listed ^ {page.name for page in pages}):
        yield f'docs/help/meson.build and the folder differ in {name}'


def check_translation(pages):
    """Texts are taken out, and what a translator gives back is put in again as a valid page."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        template, translation, compiled = folder / 'help.pot', folder / 'xx.po', folder / 'xx.mo'
        result = run('itstool', '-o', template, *pages)
        if result.returncode:
            yield f'itstool: {result.stderr.strip()}'
            return
        text = template.read_text(encoding='utf-8')
        text, count = re.subn(r'(?m)^msgid "Make your first threat model"\nmsgstr ""$',
                              'msgid "Make your first threat model"\nmsgstr "Première étape"', text)
        if count != 1:
            yield 'a title is not offered for translation'
            return
        translation.write_text(text.replace('charset=CHARSET', 'charset=UTF-8'), encoding='utf-8')
        (folder / 'out').mkdir()
        for command in (('msgfmt', translation, '-o', compiled),
                        ('itstool', '-m', compiled, '-o', folder / 'out', *pages),
                        ('yelp-check', 'validate', *(folder / 'out' / page.name for page in pages))):
            result = run(*command)
            if result.returncode:
                yield f'{command[0]}: {(result.stdout + result.stderr).strip()}'
                return
        merged = (folder / 'out' / 'first-steps.page').read_text(encoding='utf-8')
        if '<title>Première étape</title>' not in merged:
            yield 'a translated title does not come back'


def check_keys(folder, program, write):
    """The page of keys is what the tables of the program say."""
    path = folder / 'C' / 'keyboard-shortcuts.page'
    expected = run(program).stdout
    if write:
        path.write_text(expected, encoding='utf-8')
    elif not expected or path.read_text(encoding='utf-8') != expected:
        yield ('docs/help/C/keyboard-shortcuts.page is not what the tables of keys say; '
               'tests/data/check_help.py SOURCE-ROOT PROGRAM --write makes it anew')


def main():
    folder = pathlib.Path(sys.argv[1]) / 'docs/help'
    found = list(check_keys(folder, sys.argv[2], '--write' in sys.argv))
    pages = sorted((folder / 'C').glob('*.page'))
    found += check_list(folder, pages)
    found += check_with_yelp(pages)
    found += check_translation(pages)
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
