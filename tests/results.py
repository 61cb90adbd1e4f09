#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up meson's test logs: results.py [EXTRA-PASSED EXTRA-FAILED] LOG...

A program that speaks TAP counts with each of its cases, any other as one. The last line is
`N passed, N failed, N skipped`; the exit status is 1 where something failed.
"""
import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b[^#\n]*(# *SKIP\b)?', re.IGNORECASE | re.MULTILINE)


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
    if result in ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'):
        return passed, max(failed, 1), skipped
    if passed + failed + skipped:
        return passed, failed, skipped
    return (0, 0, 1) if result == 'SKIP' else (1, 0, 0)


def main():
    totals = [int(sys.argv[1]), int(sys.argv[2]), 0]
    for path in sys.argv[3:]:
        with open(path, encoding='utf-8', errors='replace') as log:
            for line in log:
                test = json.loads(line)
                counts = count_program(test)
                totals = [a + b for a, b in zip(totals, counts)]
                if counts[1]:
                    print(f"failed: {test['name']} ({path})")
    print('{} passed, {} failed, {} skipped'.format(*totals))
    return 1 if totals[1] else 0


if __name__ == '__main__':
    sys.exit(main())
