#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that a person can read is offered to translators: check_translations.py SOURCE-ROOT"""
import pathlib
import re
import subprocess
import sys

CALL = re.compile(r'\b(?:_|N_|C_|NC_|ngettext|Q_) ?\("|\bpp_report_say ?\([^"()]*"')
ALWAYS = {'po/kinds.c'}


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
        run = subprocess.run(['msgfmt', '--check', '-o', '/dev/null', f'po/{language}.po'],
                             cwd=root, capture_output=True, text=True, check=False)
        if run.returncode:
            yield run.stderr
    run = subprocess.run([sys.executable, 'po/kinds.py', '--check', '.'],
                         cwd=root, capture_output=True, text=True, check=False)
    if run.returncode:
        yield run.stderr.strip()


def main():
    found = list(problems(pathlib.Path(sys.argv[1])))
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
