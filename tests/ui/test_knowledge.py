#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ratings, controls and the ATT&CK matrix in the real window: test_knowledge.py PROGRAM (inside env.sh)"""
import sys

from bookshop import check, copy_model, list_cells, open_model, save, select
from parapet_ui import Atspi, run, wait_for

VECTOR = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'


def price_threat(path):
    return next(threat for cell in list_cells(path) for threat in cell['data'].get('threats', [])
                if threat['title'].startswith('The price is changed'))


def test_cvss_by_keyboard(program):
    """A vector is typed, its score is shown while it is typed, and Enter rates the threat."""
    path = copy_model()
    application = open_model(program, path)
    try:
        select(application, 'Web shop')
        application.activate(application.wait('The price is changed in the basket…'))
        application.activate(application.wait('CVSS 4.0'))
        wait_for('the editor', lambda: application.window('CVSS 4.0'))
        application.focus('CVSS 4.0')
        application.key('ctrl+a')
        application.type(VECTOR)
        application.wait('9.3')
        application.key('Return')
        application.wait_gone('9.3', {Atspi.Role.LABEL})
        application.focus()
        application.key('ctrl+e')
        save(application, path)
        threat = price_threat(path)
        check(threat['score'] == '9.3', f'the score is {threat["score"]}')
        check(threat['severity'] == 'Critical', f'the severity is {threat["severity"]}')
        check(threat['parapet']['properties'] == {'cvss': VECTOR}, 'the vector was not saved')
        application.key('ctrl+z')
        save(application, path)
        check(price_threat(path)['score'] != '9.3', 'the rating was not undone')
        application.quit()
    finally:
        application.close()


def test_controls_and_matrix_open_by_key(program):
    """The list of controls and the matrix come by their keys; Ctrl+W and Escape close them, and nothing else."""
    path = copy_model()
    application = open_model(program, path)
    try:
        application.key('ctrl+shift+m')
        application.wait('No Controls Yet')
        application.press('New control')
        application.wait('Untitled Control')
        application.focus('Controls')
        application.key('ctrl+w')
        application.wait_gone('Untitled Control')
        application.focus()
        application.key('ctrl+shift+k')
        matrix = application.wait('Matrix of techniques…')
        before = matrix.get_name()
        application.focus('ATT&CK Matrix')
        application.key('Right')
        wait_for('the cursor to move', lambda: matrix.get_name() != before)
        application.key('Escape')
        application.wait_gone('Matrix of techniques…')
        application.focus()
        save(application, path)
        application.quit()
    finally:
        application.close()


TESTS = [test_cvss_by_keyboard, test_controls_and_matrix_open_by_key]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
