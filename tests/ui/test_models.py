#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People's own Threat Dragon models, edited in the window and saved: test_models.py PROGRAM (inside env.sh)

The models are not part of this project: they are looked for in ../shared beside the checkout.
"""
import collections
import pathlib
import shutil
import sys

from bookshop import check, fill_screen, new_folder, read, save, without_own_keys
from diagram import find_canvas
from parapet_ui import Application, Atspi, run, wait_for

MODELS = pathlib.Path(__file__).resolve().parents[3] / 'shared/data/threat-dragon/models'
NODES = {'actor', 'process', 'store', 'tm.Actor', 'tm.Process', 'tm.Store'}
FLOWS = {'flow', 'tm.Flow'}


def list_cells(model):
    """The cells of the first diagram, of either version of the format."""
    diagram = model['detail']['diagrams'][0]
    return diagram['cells'] if 'cells' in diagram else diagram['diagramJson']['cells']


def kind_of(cell):
    return cell.get('shape', cell.get('type'))


def name_of(cell):
    name = cell.get('data', {}).get('name') or cell.get('attrs', {}).get('text', {}).get('text') or ''
    return ' '.join(name.split())


def threats_of(cell):
    return cell.get('data', cell).get('threats') or []


def count_kinds(model):
    return collections.Counter(kind_of(cell).removeprefix('tm.').lower() for cell in list_cells(model)
                               if kind_of(cell) in NODES | FLOWS)


class Opened:
    """A copy of a model on the whole screen, its first diagram fitted to it."""

    def __init__(self, program, name):
        self.path = pathlib.Path(shutil.copy(MODELS / name, new_folder()))
        self.original = read(self.path)
        self.application = Application(program, self.path)
        self.application.focus()
        before = wait_for('the diagram', lambda: self.find_elements())
        fill_screen(self.application)
        wait_for('the diagram to fill the larger view', lambda: self.find_elements() != before)
        self.application.key('ctrl+e')

    def find_elements(self):
        """Places of the elements in view by their names, which must be told apart by them."""
        canvas = find_canvas(self.application)
        names = collections.Counter(name_of(cell) for cell in list_cells(self.original))
        wanted = {name_of(cell) for cell in list_cells(self.original)
                  if kind_of(cell) in NODES and ',' not in name_of(cell) and names[name_of(cell)] == 1}
        found = {}
        for i in range(canvas.get_child_count()):
            item = canvas.get_child_at_index(i)
            name = ' '.join((item.get_name() or '').split(', ')[0].split())
            if name in wanted:
                found[name] = self.application.extents(item)
        return found

    def middle(self, name):
        left, top, width, height = self.find_elements()[name]
        return left + width / 2, top + height / 2

    def select(self, name):
        self.application.click(*self.middle(name))
        wait_for(f'{name} to be selected', lambda: '1 selected' in
                 find_canvas(self.application).get_description())

    def drag(self, name, x, y):
        start = self.middle(name)
        self.application.drag(start, (start[0] + x, start[1] + y))
        wait_for(f'{name} to be moved', lambda: self.middle(name) != start)

    def draw_flow(self, source, target):
        """From the handle on the side of SOURCE that is nearer to TARGET."""
        left, top, width, height = self.find_elements()[source]
        x, y = self.middle(source)
        target_x, target_y = self.middle(target)
        if abs(target_x - x) > abs(target_y - y):
            handle = (left + width + 18 if target_x > x else left - 18), y
        else:
            handle = x, (top + height + 18 if target_y > y else top - 18)
        before = self.count_elements()
        self.application.move_pointer(x, y)
        self.application.drag(handle, (target_x, target_y))
        wait_for('the flow', lambda: self.count_elements() == before + 1)

    def count_elements(self):
        return int(find_canvas(self.application).get_description().split()[0])

    def edit_threat(self, name, title, new_title):
        self.select(name)
        application = self.application
        application.activate(application.wait(title[:24] + '…', {Atspi.Role.LIST_ITEM}))
        entry = application.wait_entry('Title')
        application.click(*application.middle(entry))
        application.key('ctrl+a')
        application.type(new_title)

    def undo(self, steps):
        self.application.key('ctrl+e', *['ctrl+z'] * steps)


def prove(program, name, moved, target, threatened=None):
    """Drag, draw, edit a threat, undo, save; the file says what was done and then what it said at first."""
    opened = Opened(program, name)
    try:
        # Saved once without a change that stays: a file of the old version becomes one of the new.
        opened.drag(moved, 40, 30)
        save(opened.application, opened.path)
        opened.undo(1)
        save(opened.application, opened.path)
        start = without_own_keys(read(opened.path))
        check(count_kinds(start) == count_kinds(opened.original), 'something was lost by saving')
        if opened.original.get('version', '').startswith('2'):
            check(start == without_own_keys(opened.original), 'the saved file differs from the first one')

        opened.drag(moved, 40, 30)
        opened.draw_flow(moved, target)
        steps = 2
        if threatened is not None:
            cell = next(cell for cell in list_cells(start) if name_of(cell) == threatened)
            opened.edit_threat(threatened, threats_of(cell)[0]['title'], 'Said anew')
            steps = 3
        save(opened.application, opened.path)
        by_name = {name_of(cell): cell for cell in list_cells(read(opened.path))}
        before = {name_of(cell): cell for cell in list_cells(start)}
        check(by_name[moved]['position'] != before[moved]['position'], 'what was dragged did not move')
        drawn = [cell for cell in list_cells(read(opened.path)) if kind_of(cell) in FLOWS
                 and cell['source'].get('cell') == by_name[moved]['id']
                 and cell['target'].get('cell') == by_name[target]['id']
                 and cell['id'] not in {known['id'] for known in list_cells(start)}]
        check(len(drawn) == 1, f'{len(drawn)} flows were drawn')
        if threatened is not None:
            check('Said anew' in [threat['title'] for threat in threats_of(by_name[threatened])],
                  'the threat has its old title')

        opened.undo(steps)
        save(opened.application, opened.path)
        check(without_own_keys(read(opened.path)) == start, 'undo did not bring everything back')
        opened.application.quit()
    finally:
        opened.application.close()


def test_three_tier(program):
    prove(program, 'td-demo-three-tier.json', 'Web UI', 'Web Service', 'PostgresSQL')


def test_web_application(program):
    prove(program, 'td-models-v2-threat-model.json', 'Browser', 'Message Queue', 'Message Queue')


def test_game(program):
    prove(program, 'td-demo-online-game.json', 'Lobby', 'Website Stats')


def test_version_1(program):
    prove(program, 'td-v1-demo.json', 'Browser', 'Message Queue', 'Message Queue')


TESTS = [test_three_tier, test_web_application, test_game, test_version_1]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    if not MODELS.is_dir():
        print('1..0 # SKIP the models are not beside the checkout')
        sys.exit(0)
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
