#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attack paths in the real window: test_paths.py PROGRAM (inside env.sh)"""
import json
import os
import subprocess
import sys

from bookshop import check, new_folder, read, save
from parapet_ui import Application, BUTTONS, Atspi, run, wait_for, walk, xdotool


def write_model():
    """A thief, a shop with a hole that people keep, and the orders behind it."""
    def place(x):
        return {'x': x, 'y': 0, 'width': 120, 'height': 80}
    model = {
        'format': 'parapet-model', 'version': 1, 'id': 'paths-test',
        'model': {'title': 'Paths'},
        'nodes': {
            'thief': {'kind': 'threat-actor', 'name': 'Thief'},
            'shop': {'kind': 'host', 'name': 'Shop'},
            'orders': {'kind': 'store', 'name': 'Orders', 'facts': {
                'sensitivity': {'value': 3, 'source': 'person'}}}},
        'edges': {
            'knock': {'kind': 'data-flow', 'name': 'knock', 'source': 'thief', 'target': 'shop'},
            'break': {'kind': 'attack', 'name': 'break in', 'source': 'thief', 'target': 'shop',
                      'techniques': ['T1190']},
            'write': {'kind': 'data-flow', 'name': 'write', 'source': 'shop', 'target': 'orders'}},
        'threats': {
            'hole': {'element': 'shop', 'title': 'A hole in the shop', 'severity': 'Critical', 'status': 'Open'}},
        'layouts': {'l': {'title': 'Shop', 'placements': {
            'thief': place(0), 'shop': place(300), 'orders': place(600), 'knock': {}, 'break': {}, 'write': {}}}}}
    path = new_folder() / 'paths.parapet'
    path.write_text(json.dumps(model), encoding='utf-8')
    return path


def open_paths(program, path):
    application = Application(program, path)
    application.focus()
    application.wait('Thief, …')
    application.key('ctrl+shift+p')
    application.wait('1, Thief → …')
    return application


def choose_view(application, steps):
    """Goes from the list back to the choice of views, and on in it, by keyboard."""
    # Before the list stands the button that exports, and before that the choice.
    application.key('shift+Tab', 'shift+Tab')

    def find_choice():
        focused = application.focused()
        fits = focused is not None and focused.get_role() in BUTTONS | {Atspi.Role.COMBO_BOX} \
            and not focused.get_name().startswith('Export')
        return focused if fits else None
    application.choose_item(steps, wait_for('the choice of views to have the focus', find_choice))


def test_step_through_and_apply(program):
    """Goes from path to path and step to step, applies a mitigation, sees what it did, and undoes it."""
    path = write_model()
    before = read(path)
    application = open_paths(program, path)
    try:
        first = application.wait('1, Thief → …').get_name()
        check('T1190' in first or 'step' in first, f'the first path is “{first}”')
        application.wait('1, Shop, along the flow “knock”…')
        application.key('Down')
        wait_for('the steps of the second path', lambda: application.find('1, Shop, by the attack that is drawn…') or
                 application.find('2, Shop, by the threat…'))
        application.key('Up')
        picture = os.environ.get('PARAPET_UI_PICTURES')
        if picture:
            application.screenshot(f'{picture}/paths.png')

        choose_view(application, 3)
        button = application.wait('Apply: Shop · mitigate “A hole in the shop”', BUTTONS)
        if picture:
            application.screenshot(f'{picture}/mitigations.png')
        Atspi.Action.do_action(button, 0)
        wait_for('the difference', lambda: next(
            (item for item in walk(application.node) if (item.get_name() or '').startswith('Best odds 0.76 → 0.70')),
            None))
        wait_for('the mark of a change', lambda: application.title().startswith('•'))
        save(application, path)
        stated = read(path)
        check(stated['threats']['hole']['status'] == 'Mitigated', f'the threat is {stated["threats"]["hole"]}')
        control = next(iter(stated['controls'].values()))
        check(control['status'] == 'in-place' and control['threats'] == ['hole'], f'the control is {control}')

        application.key('ctrl+e')
        application.key('ctrl+z')
        wait_for('the difference back', lambda: next(
            (item for item in walk(application.node) if (item.get_name() or '').startswith('Best odds 0.70 → 0.76')),
            None))
        save(application, path)
        undone = read(path)
        check(undone['threats'] == before['threats'] and not undone.get('controls'), 'undo left something behind')
        application.quit()
    finally:
        application.close()


def test_blast_radius(program):
    """The context menu shows how far an element's fall reaches, and paths that begin there."""
    path = write_model()
    application = open_paths(program, path)
    try:
        application.click(*application.middle(application.wait('Shop, …')), button=3)
        application.activate(application.wait_menu_item('Blast Radius'))
        application.wait('If Shop falls')
        application.wait('Orders, 0.9…')
        picture = os.environ.get('PARAPET_UI_PICTURES')
        if picture:
            application.screenshot(f'{picture}/blast.png')
        application.quit()
    finally:
        application.close()


def export(application, target):
    """By the panel's button."""
    application.activate(application.wait('Export a picture of the attack paths', BUTTONS))
    application.wait('Export Picture')
    application.wait('Attack Paths')
    application.choose_item(2)
    application.key('alt+e')
    application.choose_file(target)
    wait_for(f'{target.name}', lambda: target.exists() and target.stat().st_size > 0)
    application.wait_toast(f'Exported “{target.name}”')
    application.focus()


def test_picture(program):
    """The picture of the paths that are seen goes into a file, numbers and all."""
    application = open_paths(program, write_model())
    try:
        target = new_folder() / 'paths.pdf'
        export(application, target)
        text = subprocess.run(['pdftotext', target, '-'], check=True, stdout=subprocess.PIPE, text=True).stdout
        words = text.split()
        check('Orders' in words and {'1', '2'} <= set(words), f'the picture says {text}')
        check(not application.title().startswith('•'), 'exporting changed the model')
        application.quit()
    finally:
        application.close()


def test_what_is_not_there_is_said_in_the_middle(program):
    """Where there is neither a threat nor a path, the words have the whole panel, and no pane waits beside."""
    path = new_folder() / 'alone.parapet'
    path.write_text(json.dumps({
        'format': 'parapet-model', 'version': 1, 'id': 'alone-test', 'model': {'title': 'Alone'},
        'nodes': {'shop': {'kind': 'process', 'name': 'Shop'}},
        'layouts': {'l': {'title': 'Shop', 'placements': {
            'shop': {'x': 0, 'y': 0, 'width': 120, 'height': 80}}}}}), encoding='utf-8')
    application = Application(program, path)
    try:
        application.focus()
        application.wait('Shop, …')
        geometry = dict(line.split('=') for line in
                        xdotool('getwindowgeometry', '--shell', application.window()).splitlines())
        middle = int(geometry['X']) + int(geometry['WIDTH']) / 2
        for key, words in (('ctrl+shift+t', 'No Threats Found'), ('ctrl+shift+p', 'No Attacker')):
            application.key(key)
            place = application.middle(application.wait(words, {Atspi.Role.LABEL}))
            check(abs(place[0] - middle) <= 4, f'“{words}” is at {place}, the middle of the window at {middle}')
        application.quit()
    finally:
        application.close()


TESTS = [test_step_through_and_apply, test_blast_radius, test_picture,
         test_what_is_not_there_is_said_in_the_middle]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
