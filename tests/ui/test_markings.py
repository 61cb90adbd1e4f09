#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Markings, releases and reports in the real window: test_markings.py PROGRAM (inside env.sh)"""
import json
import os
import sys

from bookshop import check, new_folder
from parapet_ui import Application, run, wait_for

PICTURES = os.environ.get('PARAPET_UI_PICTURES')


def write_model():
    """A web shop with a vault that is above the rest."""
    path = new_folder() / 'shop.parapet'
    place = {'width': 140, 'height': 80}
    path.write_text(json.dumps({
        'format': 'parapet-model', 'version': 1, 'id': 'model',
        'model': {'title': 'Web shop', 'marking': {'tlp': 'GREEN'}},
        'nodes': {'shop': {'kind': 'api', 'name': 'Web shop'},
                  'vault': {'kind': 'database', 'name': 'Hidden vault', 'marking': {'tlp': 'RED'}}},
        'edges': {}, 'layouts': {'main': {'title': 'Main', 'placements': {
            'shop': {'x': 0, 'y': 0, **place}, 'vault': {'x': 300, 'y': 0, **place}}}}}), encoding='utf-8')
    return path


def open_model(program, path):
    application = Application(program, path)
    application.focus()
    application.wait('Web shop, …')
    return application


def choose(application, title, path):
    """Types a path into the file chooser with this title."""
    application.focus(title)
    application.choose_file(path)
    wait_for(f'{path.name}', lambda: path.exists() and path.stat().st_size > 0)


def picture(application, name):
    if PICTURES:
        application.screenshot(f'{PICTURES}/{name}.png')


def test_release(program):
    """The banner is the join; a release leaves out what is above, shows that before, and saves the rest."""
    path = write_model()
    application = open_model(program, path)
    try:
        application.wait('TLP:RED')
        application.perform('win.release')
        application.wait('Release for Others')
        application.wait('Hidden vault')
        picture(application, 'release')
        application.focus('Release for Others')
        application.key('alt+s')
        out = path.with_name('release.parapet')
        choose(application, 'Save Release', out)
        text = out.read_text(encoding='utf-8')
        check('Web shop' in text, 'the release is empty')
        check('vault' not in text.lower() and 'RED' not in text, 'the release tells of the vault')
        application.wait_gone('Release for Others')
        application.quit()
    finally:
        application.close()


def test_report(program):
    """A report is written from the window, and is the one of the command line."""
    path = write_model()
    application = open_model(program, path)
    try:
        application.perform('win.report')
        application.wait('Readers May See')
        picture(application, 'report')
        application.focus('Report')
        application.key('alt+s')
        out = path.with_name('report.pdf')
        choose(application, 'Save Report', out)
        wait_for('the dialog to close', lambda: application.find('Readers May See') is None)
        check(out.read_bytes().startswith(b'%PDF-'), 'the report is no PDF')
        application.quit()
    finally:
        application.close()


if __name__ == '__main__':
    sys.exit(run([test_release, test_report], sys.argv[1]))
