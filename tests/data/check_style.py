#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The few rules of style that a machine can tell: check_style.py SOURCE-ROOT"""
import pathlib
import re
import sys

FOLDERS = ('src', 'tests', 'data', 'po', 'resources', 'flatpak', '.ci')
CODE = {'.c', '.h', '.py', '.sh', '.ui', '.xml', '.css', '.in', '.build', '.svg'}
HAS_LONG_LINES = {'.svg', '.xml', '.ui', '.in'}
# The guide says 100; a string may stand out a little, a table of cases more.
LONGEST_LINE = {'src': 120, 'tests': 140}
LEFTOVER = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b')
GENERATED = {'po/kinds.c', 'po/rules.c', 'po/POTFILES.in'}

# A folder sees only what stands below it; the build enforces the rest.
NO_GTK = ('src/json', 'src/knowledge', 'src/model', 'src/formats', 'src/render', 'src/cli')


def check_text(name, suffix, text):
    if 'SPDX-License-Identifier:' not in '\n'.join(text.splitlines()[:5]):
        yield 1, 'has no SPDX line'
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE.get(name.split('/')[0], 100) and suffix not in HAS_LONG_LINES:
            yield number, f'is {len(line)} characters long'
        if '\t' in line:
            yield number, 'has a tab'
        if line != line.rstrip():
            yield number, 'ends with spaces'
        if LEFTOVER.search(line) and not name.endswith('check_style.py'):
            yield number, 'has a note that something is left to do'
        if name.startswith(NO_GTK) and re.match(r'#include <(gtk|adwaita)', line):
            yield number, 'includes GTK below the canvas'


def files(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob('*')):
            name = str(path.relative_to(root))
            if path.is_file() and path.suffix in CODE and name not in GENERATED:
                yield path, name


def main():
    root = pathlib.Path(sys.argv[1])
    count = 0
    for path, name in files(root):
        for number, problem in check_text(name, path.suffix, path.read_text(encoding='utf-8')):
            print(f'{name}:{number}: {problem}')
            count += 1
    return 1 if count else 0


if __name__ == '__main__':
    sys.exit(main())
