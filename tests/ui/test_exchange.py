#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clipboard, palette and tabs: what goes from one place to another: test_exchange.py PROGRAM (inside env.sh)"""
import json
import os
import shutil
import subprocess
import sys

from gi.repository import Gio

from bookshop import (cells, check, copy_model, is_modified, is_selected, node, open_model, read,
                      save, select)
from diagram import find_canvas
from parapet_ui import (BUTTONS, GROUPS, Application, Atspi, held, run, wait_equal, wait_for, xdotool)


def clipboard(target):
    return subprocess.run(['xclip', '-selection', 'clipboard', '-t', target, '-o'], check=True, timeout=20,
                          stdout=subprocess.PIPE).stdout


def test_clipboard(program):
    """What is copied is offered as our own JSON, a drawing, a picture and text."""
    application = open_model(program, copy_model())
    try:
        select(application, 'Orders')
        with held('shift'):
            application.click(*application.middle(node(application, 'Web shop')))
        wait_for('two to be selected', lambda: is_selected(application, 'Web shop'))
        application.key('ctrl+c')
        targets = wait_for('the clipboard', lambda: clipboard('TARGETS')).decode().split()
        own = next((target for target in targets if target.endswith('+json')), None)
        check(own and {'image/svg+xml', 'image/png'} <= set(targets), f'offered are {targets}')
        text = next(target for target in targets if target.startswith('text/plain'))

        names = {record.get('name') for record in every_object(json.loads(clipboard(own)))}
        # The flow between both is taken along, the flow to what stays is not.
        check({'Orders', 'Web shop', 'Write'} <= names and 'Order' not in names, f'copied were {names}')
        check(clipboard('image/png').startswith(b'\x89PNG'), 'the picture is no picture')
        check(b'<svg' in clipboard('image/svg+xml'), 'the drawing is no drawing')
        check('Orders' in clipboard(text).decode(), 'the text does not name what was copied')
        application.quit()
    finally:
        application.close()


def every_object(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from every_object(item)


def check_pasted(source_path, target_path):
    """All of the first diagram of one file is in the second of the other, with new identifiers."""
    pasted, originals = cells(target_path, 1), cells(source_path)
    check(set(originals) | {'Packing', 'Carrier'} <= set(pasted), f'there are {list(pasted)}')
    check(all(pasted[name]['id'] != originals[name]['id'] for name in originals), 'an identifier is used twice')
    check(pasted['Write']['source']['cell'] == pasted['Web shop']['id']
          and pasted['Write']['target']['cell'] == pasted['Orders']['id'], 'the flow hangs elsewhere')
    for name in originals:
        titles = [[threat['title'] for threat in cells_of[name]['data'].get('threats', [])]
                  for cells_of in (pasted, originals)]
        check(titles[0] == titles[1], f'threats of {name} are {titles[0]}, they were {titles[1]}')


def test_paste_elsewhere(program):
    """What is copied in one window is pasted in another: new identifiers, the flows between, the threats."""
    source_path = copy_model()
    target_path = source_path.with_name('other.json')
    shutil.copy(source_path, target_path)
    application = Application(program, source_path, target_path)
    try:
        for title in ('bookshop.json', 'other.json'):
            application.window(title)
        application.wait('Web shop, …')
        wait_for('both diagrams', lambda: all(
            application.find('Web shop, …', {Atspi.Role.LIST_ITEM}, window) for window in application.toplevels()))
        application.focus('bookshop.json')
        application.key('ctrl+e', 'ctrl+a', 'ctrl+c')
        wait_for('the clipboard', lambda: clipboard('TARGETS'))
        application.focus('other.json')
        before = target_path.read_bytes()
        application.key('ctrl+Page_Down')
        application.wait('Packing, …')
        application.key('ctrl+e', 'ctrl+v')
        wait_for('the mark of a change', lambda: is_modified(application))
        application.key('ctrl+s')
        wait_for('the file to change', lambda: target_path.read_bytes() != before)
        check_pasted(source_path, target_path)
        application.key('ctrl+q')
        check(application.wait_end() == 0, 'the program failed at its end')
    finally:
        application.close()


class OtherSession:
    """A second message bus on the same display: a program there does not know of the one here."""

    def __init__(self):
        self.process = subprocess.Popen(
            ['dbus-daemon', f'--config-file={os.environ["HOME"]}/bus.conf', '--nofork', '--print-address'],
            stdout=subprocess.PIPE, text=True)
        self.environment = {'DBUS_SESSION_BUS_ADDRESS': self.process.stdout.readline().strip(),
                            'AT_SPI_BUS_ADDRESS': self.find_accessibility_bus()}

    @staticmethod
    def find_accessibility_bus():
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        return bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                             Gio.DBusCallFlags.NONE, 10000, None).unpack()[0]

    def close(self):
        self.process.terminate()
        self.process.wait()


def test_paste_in_another_program(program):
    """What is copied in one program is pasted in another that runs beside it."""
    source_path, target_path = copy_model(), copy_model()
    session = OtherSession()
    applications = []
    try:
        first = open_model(program, source_path)
        applications.append(first)
        second = Application(program, target_path, **session.environment)
        applications.append(second)
        second.focus()
        second.wait('Web shop, …')
        check(first.process.poll() is None and second.process.poll() is None, 'there is one program only')
        first.focus()
        first.key('ctrl+e', 'ctrl+a', 'ctrl+c')
        wait_for('the clipboard', lambda: clipboard('TARGETS'))
        second.focus()
        second.key('ctrl+Page_Down')
        second.wait('Packing, …')
        second.key('ctrl+e', 'ctrl+v')
        second.wait('Web shop, …')
        save(second, target_path)
        check_pasted(source_path, target_path)
        for application in (second, first):
            application.quit()
    finally:
        for application in applications:
            application.close()
        session.close()


def test_drag_from_palette(program):
    """A kind that is dragged to the diagram is there where it is dropped; a drop elsewhere does nothing."""
    path = copy_model()
    application = open_model(program, path)
    try:
        start = application.middle(application.wait('Web Service', {Atspi.Role.LIST_ITEM}))
        left, top, width, height = application.extents(find_canvas(application))
        end = left + width / 2, top + height - 50
        application.carry(start, (end[0], top - 30), taken=False)
        application.drop()
        application.wait_returned()
        check(not is_modified(application), 'a drop on the header bar changed the model')
        application.carry(start, end)
        application.drop()
        item = wait_for('the service', lambda: application.find('Web Service, …'))
        wait_for('it to be where it was dropped', lambda: abs(application.middle(item)[0] - end[0]) < 12
                 and abs(application.middle(item)[1] - end[1]) < 12)
        save(application, path)
        check('Web Service' in cells(path), 'it is not in the file')
        application.key('ctrl+e', 'ctrl+z')
        wait_for('it to go', lambda: application.find('Web Service, …') is None)
        save(application, path)
        application.quit()
    finally:
        application.close()


def test_tabs_by_drag(program):
    """Diagrams are put into another order by dragging their tabs."""
    path = copy_model()
    application = open_model(program, path)
    try:
        strip = application.wait('Diagrams', GROUPS)
        tabs = [application.middle(application.wait(name, BUTTONS, strip)) for name in ('Bookshop', 'Delivery')]
        target = tabs[1][0] + 12, tabs[1][1]
        application.carry(tabs[0], target)
        application.key('Escape')
        xdotool('mouseup', 1)
        application.wait_returned()
        wait_equal('the tabs to stay', lambda: application.middle(application.wait('Bookshop', BUTTONS, strip)),
                   tabs[0])
        check(not is_modified(application), 'Escape did not give up the drag')
        application.carry(tabs[0], target)
        application.drop()
        save(application, path)
        titles = [diagram['title'] for diagram in read(path)['detail']['diagrams']]
        check(titles == ['Delivery', 'Bookshop'], f'the diagrams are {titles}')
        application.key('ctrl+e', 'ctrl+z')
        save(application, path)
        titles = [diagram['title'] for diagram in read(path)['detail']['diagrams']]
        check(titles == ['Bookshop', 'Delivery'], f'undone the diagrams are {titles}')
        application.quit()
    finally:
        application.close()


TESTS = [test_clipboard, test_paste_elsewhere, test_paste_in_another_program, test_drag_from_palette,
         test_tabs_by_drag]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
