#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up meson's test logs.

results.py count EXTRA-PASSED EXTRA-FAILED LOG...
    A program that speaks TAP counts with each of its cases, any other as one. What failed is shown
    with the end of what it printed. The last line is `N passed, N failed, N skipped`; the exit status
    is 1 where something failed. A program that stands in `again.json` beside the log counts as it ended
    there, and is called unsteady if it ended better.
results.py again LOG
    The programs that failed and talk with a display or a database, a name on each line.
"""
import json
import os
import re
import sys

CASE = re.compile(r'^(not )?ok\b[^#\n]*(# *SKIP\b)?', re.IGNORECASE | re.MULTILINE)
FAILURES = ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS')
SUITES_WITH_OTHERS = {'ui', 'server'}
SHOWN_LINES = 60


def read_log(path):
    """The tests of one log; of none if the file is not there."""
    if not os.path.exists(path):
        return []
    with open(path, encoding='utf-8', errors='replace') as log:
        return [json.loads(line) for line in log]


def count_cases(output):
    """Cases of TAP output as (passed, failed, skipped)."""
    passed = failed = skipped = 0
    for match in CASE.finditer(output):
        if match.group(2):
            skipped += 1
        elif match.group(1):
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_program(test):
    """One program's results; a crash after good cases is a failure of its own."""
    result = test['result']
    passed, failed, skipped = count_cases(test.get('stdout') or '')
    if result in FAILURES:
        return passed, max(failed, 1), skipped
    if passed + failed + skipped:
        return passed, failed, skipped
    return (0, 0, 1) if result == 'SKIP' else (1, 0, 0)


def show_output(test):
    """The cases that failed, and the last lines of both streams."""
    for line in (test.get('stdout') or '').splitlines():
        if line.startswith('not ok'):
            print('  ' + line)
    for stream in ('stdout', 'stderr'):
        lines = (test.get(stream) or '').splitlines()
        if lines:
            print(f'  the end of {stream}:')
        for line in lines[-SHOWN_LINES:]:
            print('    ' + line[:400])


def count_log(path):
    """The sums of one log, whose failures are printed."""
    totals = [0, 0, 0]
    second = {test['name']: test for test in read_log(os.path.join(os.path.dirname(path), 'again.json'))}
    for first in read_log(path):
        test = second.get(first['name'], first)
        counts = count_program(test)
        totals = [a + b for a, b in zip(totals, counts)]
        if counts[1]:
            print(f"failed: {test['name']} ({path}), {test['result']}")
            show_output(test)
        elif test is not first:
            print(f"unsteady: {test['name']} ({path}), {first['result']} at first and passed when run again")
            show_output(first)
    return totals


def count(extra_passed, extra_failed, paths):
    """Prints what failed and the sums; gives the exit status."""
    totals = [int(extra_passed), int(extra_failed), 0]
    for path in paths:
        totals = [a + b for a, b in zip(totals, count_log(path))]
    print('{} passed, {} failed, {} skipped'.format(*totals))
    return 1 if totals[1] else 0


def list_again(path):
    """Prints the programs that are to be run once more, alone."""
    for test in read_log(path):
        suite, _, program = test['name'].rpartition(' / ')
        if test['result'] in FAILURES and suite.split(':')[-1] in SUITES_WITH_OTHERS:
            print(program)
    return 0


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    return list_again(*arguments) if command == 'again' else count(*arguments[:2], arguments[2:])


if __name__ == '__main__':
    sys.exit(main())
