#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scopes of the threats, and rules of one's own, in the real window: test_rules.py PROGRAM (inside env.sh)"""
import json
import os
import sys

from bookshop import check, new_folder, read, save
from parapet_ui import Application, Atspi, run, wait_for, walk


def write_model():
    """A customer, a shop, and orders that are known to lie in the clear."""
    def place(x):
        return {'x': x, 'y': 0, 'width': 120, 'height': 80}

    def facts(**values):
        return {name: {'value': value, 'source': 'person'} for name, value in values.items()}
    model = {
        'format': 'parapet-model', 'version': 1, 'id': 'rules-test', 'model': {'title': 'Rules'},
        'nodes': {
            'customer': {'kind': 'user', 'name': 'Customer'},
            'shop': {'kind': 'process', 'name': 'Shop', 'facts': facts(outdated=True)},
            'orders': {'kind': 'store', 'name': 'Orders', 'facts': facts(
                sensitivity=3, encrypted=False, log=False, credentials=False)}},
        'edges': {
            'buy': {'kind': 'data-flow', 'name': 'buy', 'source': 'customer', 'target': 'shop'},
            'write': {'kind': 'data-flow', 'name': 'write', 'source': 'shop', 'target': 'orders'}},
        'layouts': {'l': {'title': 'Shop', 'placements': {
            'customer': place(0), 'shop': place(300), 'orders': place(600), 'buy': {}, 'write': {}}}}}
    path = new_folder() / 'rules.parapet'
    path.write_text(json.dumps(model), encoding='utf-8')
    return path


def test_scope_of_an_asset(program):
    """The menu of an element shows its threats alone; the pin keeps that for the diagram."""
    path = write_model()
    application = Application(program, path)
    try:
        application.focus()
        orders = application.wait('Orders, …')
        application.wait('Known flaws in parts of Shop can be exploited…')
        application.click(*application.middle(orders), button=3)
        application.activate(application.wait_menu_item('Threats of This Asset'))
        application.wait_gone('Known flaws in parts of Shop can be exploited…')
        application.wait('Asset: Orders')
        application.press('Keep this scope for the diagram')
        wait_for('the change', lambda: application.title().startswith('•'))
        save(application, path)
        check(read(path)['layouts']['l'].get('scope') == 'asset=orders',
              f'the diagram is {read(path)["layouts"]["l"]}')
        application.quit()
    finally:
        application.close()


def test_rule_of_ones_own(program):
    """A new file of rules is saved by keys, counts at once, and tells of its faults."""
    path = write_model()
    data = new_folder()
    application = Application(program, path, XDG_DATA_HOME=str(data))
    try:
        application.focus()
        application.wait('Orders, …')
        application.key('ctrl+shift+u')
        application.wait('Copy to My Rules')
        application.focus('Threat Rules')
        application.key('ctrl+n')
        application.wait('MY-1: 1 finding, …')
        picture = os.environ.get('PARAPET_UI_PICTURES')
        if picture:
            application.screenshot(f'{picture}/rules.png')
        application.key('ctrl+s')
        file = data / 'parapet/rules/mine.json'
        wait_for('the file', file.exists)
        check('"MY-1"' in file.read_text('utf-8'), 'the rule is not in the file')
        file.write_text(file.read_text('utf-8').replace('not encrypted', 'not encripted'), 'utf-8')
        wait_for('the fault', lambda: application.find('mine.json') and
                 any('encripted' in (node.get_name() or '') for node in labels(application)))
        application.key('ctrl+w')
        application.quit()
    finally:
        application.close()


def test_unsaved_rules(program):
    """Quitting asks about rules that are not saved, as it does about models; Cancel keeps them."""
    data = new_folder()
    application = Application(program, write_model(), XDG_DATA_HOME=str(data))
    try:
        application.focus()
        application.wait('Orders, …')
        application.key('ctrl+shift+u')
        application.wait('Copy to My Rules')
        application.focus('Threat Rules')
        application.key('ctrl+n')
        application.wait('MY-1: 1 finding, …')
        application.focus('Threat Rules')
        text = application.wait('Text of the file of rules')
        before = Atspi.Text.get_character_count(text)
        application.click(*application.middle(text))
        application.type(' ')
        wait_for('the text to change', lambda: Atspi.Text.get_character_count(text) != before)
        application.focus('rules.parapet')
        application.key('ctrl+q')
        application.wait('Save Changes to the Rules?')
        application.key('Escape')
        application.wait_gone('Save Changes to the Rules?')
        check(application.process.poll() is None, 'Cancel ended the program')
        application.focus('rules.parapet')
        application.key('ctrl+q')
        application.wait('Save Changes to the Rules?')
        application.key('alt+s')
        check(application.wait_end() == 0, 'the program failed at its end')
        check((data / 'parapet/rules/mine.json').exists(), 'the rules were not saved')
    finally:
        application.close()


def labels(application):
    return [node for node in walk(application.node) if node.get_role() == Atspi.Role.LABEL]


TESTS = [test_scope_of_an_asset, test_rule_of_ones_own, test_unsaved_rules]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
