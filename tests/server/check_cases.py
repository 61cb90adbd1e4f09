#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every case of the catalogue has a test that is there: check_cases.py SOURCE-ROOT"""
import pathlib
import re
import sys

TABLE = 'tests/server/security-cases.md'
COUNTS = {'J': 23, 'K': 8, 'H': 18, 'G': 25, 'R': 21, 'A': 15, 'W': 12, 'L': 6, 'O': 10}
FOLDERS = ('tests/fuzz', 'tests/graphql', 'tests/server')
ROW = re.compile(r'^\| ([A-Z]\d\d) \| ([^|]+) \| ([^|]*) \|$')
NUMBER = re.compile(r'(?<![A-Za-z0-9])([AGHJKLORW]\d\d)(?=[-/]|$)')


def read_table(root):
    """The tests of each case, in the order of the lines."""
    for line, text in enumerate((root / TABLE).read_text().splitlines(), 1):
        row = ROW.match(text)
        if row:
            yield line, row[1], re.findall(r'`([^`]+)`', row[3])


def read_names(root):
    """What stands in quotes in the tests, where it may be the name of one, and the names of meson's tests."""
    names = set()
    meson = set()
    for folder in FOLDERS:
        for path in sorted((root / folder).glob('test-*.c')):
            names.update(re.findall(r'"((?:[^"\\\n]|\\.)*)"', path.read_text()))
        text = (root / folder / 'meson.build').read_text()
        meson.update(re.findall(r"\btest\('([^']+)'", text))
        # Those that a loop makes: test('fuzz-' + name, …
        for start in re.findall(r"\btest\('([^']+)' \+ name", text):
            meson.update(start + name for name in re.findall(r"'([a-z-]+)'", text))
    return names, meson


def is_there(test, names, meson):
    if not test.startswith('/'):
        return test in meson
    parts = test.split('/')
    return any('/'.join(parts[i:]) in names for i in range(1, len(parts))) or test in names


def check(root):
    names, meson = read_names(root)
    told = {}
    for line, case, tests in read_table(root):
        told.setdefault(case, set()).update(tests)
        if not tests:
            yield line, f'{case} has no test'
        for test in tests:
            if not is_there(test, names, meson):
                yield line, f'{case}: there is no test {test}'
            if test.startswith('/') and NUMBER.search(test) and case not in NUMBER.findall(test):
                yield line, f'{case}: the test {test} does not have its number'
    for group, count in COUNTS.items():
        for i in range(1, count + 1):
            if f'{group}{i:02}' not in told:
                yield 0, f'{group}{i:02} is not in the table'
    for name in sorted(names):
        for case in NUMBER.findall(name) if re.fullmatch(r'[A-Za-z0-9/-]+', name) else ():
            if not any(test.endswith(name) for test in told.get(case, ())):
                yield 0, f'the test {name} is not in the table, under {case}'


def main():
    problems = list(check(pathlib.Path(sys.argv[1])))
    for line, problem in problems:
        print(f'{TABLE}:{line}: {problem}')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
