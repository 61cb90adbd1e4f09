#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Working through the list of threats by keys, in the real window: test_triage.py PROGRAM (inside env.sh)"""
import json
import sys

from bookshop import check, is_modified, new_folder, read, save
from parapet_ui import BUTTONS, Application, run, wait_equal, wait_for, xdotool

N_ELEMENTS = 60
FLAWS = 'Known flaws in parts of Shop {} can be exploited'


def write_model():
    """Many rooms with one or two threats in each, all alike, so that the list is in the order of the names."""
    model = {
        'format': 'parapet-model', 'version': 1, 'id': 'triage-test', 'model': {'title': 'Triage'},
        'nodes': {f'r{i:02}': {'kind': 'text', 'name': f'Room {i:02}'} for i in range(N_ELEMENTS)},
        'threats': {f't{i:02}{letter}': {'element': f'r{i:02}', 'title': f'Thief {i:02} {letter}', 'number': 2 * i + j,
                                         'severity': 'High', 'status': 'Open', 'category': 'Tampering'}
                    for i in range(N_ELEMENTS) for j, letter in enumerate('ab'[:1 + i % 2])},
        'layouts': {'l': {'title': 'House', 'placements': {
            f'r{i:02}': {'x': i % 10 * 200, 'y': i // 10 * 120, 'width': 120, 'height': 60}
            for i in range(N_ELEMENTS)}}}}
    path = new_folder() / 'triage.parapet'
    path.write_text(json.dumps(model), encoding='utf-8')
    return path, sorted(model['threats'])


def write_findings():
    """Two shops with one threat each that a rule finds."""
    model = {
        'format': 'parapet-model', 'version': 1, 'id': 'triage-findings', 'model': {'title': 'Shops'},
        'nodes': {f's{i}': {'kind': 'process', 'name': f'Shop {i}',
                            'facts': {'outdated': {'value': True, 'source': 'person'}}} for i in range(2)},
        'layouts': {'l': {'title': 'Shops', 'placements': {
            f's{i}': {'x': i * 300, 'y': 0, 'width': 120, 'height': 80} for i in range(2)}}}}
    path = new_folder() / 'findings.parapet'
    path.write_text(json.dumps(model), encoding='utf-8')
    return path


def go_to_first(program, path):
    application = Application(program, path)
    application.focus()
    application.wait('Thief 00 a, …')
    application.key('ctrl+shift+t', 'Home', 'Down')
    wait_focused_line(application, 'Thief 00 a')
    return application


def wait_focused_line(application, title):
    """Waits until keys go to the line of this threat, and a screen reader speaks of it."""
    wait_for(f'“{title}” to have the focus', lambda: (
        application.focused() is not None and (application.focused().get_name() or '').startswith(title + ',')))


def wait_focused_button(application, label):
    """Waits until keys go to a button that is seen; GTK 4.8 names it with its mnemonic, too."""
    wait_for(f'“{label}” to have the focus', lambda: (
        application.focused() is not None and application.focused().get_role() in BUTTONS
        and application.focused().get_name().endswith(label)))


def count_accepted(path, keys):
    status = {key: read(path)['threats'][key]['status'] for key in keys}
    return [key for key in keys if status[key] == 'Accepted']


def test_focus_goes_along(program):
    """After each decision the focus is on the threat that comes next, not on the heading above it."""
    path, _ = write_model()
    application = go_to_first(program, path)
    try:
        for title in ('Thief 01 a', 'Thief 01 b', 'Thief 02 a', 'Thief 03 a'):
            application.key('a', 'Return')
            wait_focused_line(application, title)
        save(application, path)
        application.quit()
    finally:
        application.close()


def test_faster_than_the_list(program):
    """Who types faster than the list follows decides of as many threats, one after the other."""
    path, keys = write_model()
    application = go_to_first(program, path)
    try:
        application.key(*['a', 'Return'] * 50)
        wait_focused_line(application, 'Thief 33 b')
        save(application, path)
        wait_equal('the threats that are accepted', lambda: count_accepted(path, keys), keys[:50])
        check(all(read(path)['threats'][key]['status'] == 'Open' for key in keys[50:]), 'others were decided, too')
        application.quit()
    finally:
        application.close()


def wait_list_back(application, title):
    """Waits until keys go to a line of the list."""
    wait_focused_line(application, title)
    wait_for('the list to be seen', lambda: application.extents(application.focused())[2] > 1)


def test_no_room_beside_the_list(program):
    """In a small window a threat takes the place of the list, and nobody decides of what she has not seen."""
    path = write_findings()
    application = Application(program, path)
    try:
        application.focus()
        xdotool('windowsize', '--sync', application.window(), 800, 600)
        application.wait(FLAWS.format(0) + ', …')
        application.key('ctrl+shift+t', 'Home', 'Down')
        wait_focused_line(application, FLAWS.format(0))
        application.key('Return')
        wait_focused_button(application, 'Keep')
        check(not is_modified(application), 'what was not seen was decided')
        application.key('Escape')
        wait_list_back(application, FLAWS.format(0))
        application.key('a')
        application.wait_focused(application.wait_entry('Why is it accepted?'))
        application.key('Escape')
        wait_focused_button(application, 'Keep')
        application.press('Back to the list')
        wait_list_back(application, FLAWS.format(0))
        application.click(*application.middle(application.focused()))
        wait_focused_button(application, 'Keep')
        application.key('Return')
        wait_list_back(application, FLAWS.format(1))
        save(application, path)
        wait_equal('the threats that are kept', lambda: [
            (threat['element'], threat['status']) for threat in read(path)['threats'].values()], [('s0', 'Open')])
        application.quit()
    finally:
        application.close()


TESTS = [test_focus_goes_along, test_faster_than_the_list, test_no_room_beside_the_list]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
