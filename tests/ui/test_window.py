#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window, driven as a person does: test_window.py PROGRAM (inside env.sh)"""
import shutil
import subprocess
import sys

from bookshop import (NAME, OBJECT, cells, check, copy_model, element_box, is_modified, is_selected,
                      list_cells, node, open_model, read, save, select, without_own_keys)
from parapet_ui import (DEADLINE, ENTRIES, Application, Atspi, Failure, has_state, read_windows, run, wait_for,
                        walk, xdotool)


def test_edit_and_save(program):
    """Drag a node, draw a flow, edit a threat, undo, save; compare the file."""
    path = copy_model()
    original = read(path)
    application = open_model(program, path)
    try:
        # A drag to the right and down, snapped to the grid.
        before = cells(path)['Mail queue']['position']
        x, y = application.middle(select(application, 'Mail queue'))
        application.drag((x, y), (x + 60, y + 80))
        wait_for('the mark of a change', lambda: is_modified(application))
        wait_for('the node to be where it was put',
                 lambda: abs(application.middle(node(application, 'Mail queue'))[1] - y - 80) < 20)

        # A flow from the handle at the right of the queue to the payment provider.
        left, top, width, height = element_box(application, 'Mail queue')
        application.click(left + width / 2, top + height / 2)
        target = application.middle(node(application, 'Payment provider'))
        application.move_pointer(left + width / 2 + 3, top + height / 2)
        application.drag((left + width + 14, top + height / 2), target)
        flow = wait_for('the flow', lambda: application.find('Data Flow from Mail queue to Payment provider'))
        check(flow is not None, 'no flow was drawn')

        # A threat of the shop gets another title in the inspector.
        select(application, 'Web shop')
        application.activate(application.wait('The price is changed in the basket…'))
        entry = application.wait_entry('Title')
        application.click(*application.middle(entry))
        application.key('ctrl+a')
        application.type('The price is lowered in the basket')
        save(application, path)
        after = cells(path)
        moved = after['Mail queue']['position']
        check(moved['x'] > before['x'] and moved['y'] > before['y'], f'the queue is at {moved}')
        flows = [cell for cell in list_cells(path) if cell['shape'] == 'flow']
        check(len(flows) == 4, f'{len(flows)} flows were saved')
        drawn = next(cell for cell in flows if cell['source'].get('cell') == after['Mail queue']['id'])
        check(drawn['target']['cell'] == after['Payment provider']['id'], 'the flow ends elsewhere')
        titles = [threat['title'] for threat in after['Web shop']['data']['threats']]
        check('The price is lowered in the basket' in titles, f'the threats are {titles}')

        # Everything is undone, step by step, and the file is as it was, but for the program's own keys.
        application.focus()
        application.key('ctrl+e', *['ctrl+z'] * 3)
        save(application, path)
        undone = read(path)
        check(without_own_keys(undone) == without_own_keys(original), 'undo did not bring everything back')
        application.quit()
    finally:
        application.close()


def test_keyboard_only(program):
    """Add two elements, connect, name, delete and save without touching the pointer."""
    path = copy_model()
    application = open_model(program, path)
    try:
        for kind in ('database', 'gateway'):
            application.key('ctrl+k', 'ctrl+a')
            application.type(kind)
            # At once, as who knows the kinds does.
            application.key('Return')
            node(application, kind.capitalize())
        # The new element is selected: it gets a name in place.
        application.key('F2')
        application.wait_focused(application.wait_entry('Name', application.canvas()))
        application.key('ctrl+a')
        application.type('Front door')
        application.key('Return')
        node(application, 'Front door')
        # Connect it with whatever is nearest below or to the left.
        application.key('ctrl+l', 'Left', 'Return')
        wait_for('a flow from the front door', lambda: application.find('Data Flow from Front door to …'))
        save(application, path)
        names = [cell['data'].get('name') for cell in list_cells(path)]
        check('Front door' in names, f'saved were {names}')
        # Undo takes the flow away, the element is deleted.
        application.key('ctrl+z')
        wait_for('the flow to go', lambda: application.find('Data Flow from Front door to …') is None)
        application.key('Escape')
        reach(application, 'Front door')
        application.key('Delete')
        wait_for('the element to go', lambda: application.find('Front door, …') is None)
        save(application, path)
        check('Front door' not in cells(path), 'the element is still in the file')
        application.quit()
    finally:
        application.close()


def reach(application, name):
    """Goes from element to element with Tab until the focus is on the one with this name."""
    application.key('ctrl+e')
    before = None
    for _ in range(40):
        focused = wait_for('the focus to move', lambda before=before: application.focused_name() not in (None, before)
                           and application.focused_name())
        if focused.startswith(name + ','):
            return
        before = focused
        application.key('Tab')
    raise Failure(f'{name} is not reached by Tab')


def change_something(application):
    select(application, 'Customer')
    application.key('Delete')
    wait_for('the mark of a change', lambda: application.title().startswith('•'))


def test_close_asks(program):
    """Cancel really cancels, for closing and for quitting; Discard leaves the file alone."""
    path = copy_model()
    text = path.read_bytes()
    application = open_model(program, path)
    try:
        change_something(application)
        for keys in ('ctrl+w', 'ctrl+q'):
            application.key(keys)
            application.wait('Save Changes to “bookshop.json”?')
            application.key('Escape')
            application.wait_gone('Save Changes to “bookshop.json”?')
            check(application.process.poll() is None, f'{keys} ended the program')
            application.focus()
        application.key('ctrl+w')
        application.wait('Save Changes to “bookshop.json”?')
        application.key('alt+d')
        check(application.wait_end() == 0, 'the program failed at its end')
        check(path.read_bytes() == text, 'the file was changed')
    finally:
        application.close()


def test_recovery(program):
    """What was not saved when the program was killed is offered at the next start."""
    path = copy_model()
    application = open_model(program, path)
    change_something(application)
    application.kill()
    check('Customer' in cells(path), 'the file was changed')

    application = Application(program)
    try:
        application.wait('Recover “bookshop.json”?')
        application.key('alt+r')
        application.wait('Web shop, …')
        check(application.find('Customer, …') is None, 'the change was not recovered')
        application.focus()
        check(application.title().startswith('•'), f'the title is {application.title()}')
        save(application, path)
        check('Customer' not in cells(path), 'the recovered change was not saved')
        application.quit()
    finally:
        application.close()

    application = Application(program)
    try:
        application.wait('New Model')
        application.wait_ready()
        check(application.find('Recover “bookshop.json”?') is None, 'the same work was offered again')
        application.quit()
    finally:
        application.close()


def test_cannot_open(program):
    """A file that cannot be read says why, and where."""
    path = copy_model()
    path.write_text('{ "summary": {\n  "title": ', encoding='utf-8')
    application = Application(program, path)
    try:
        application.wait('“bookshop.json” Cannot Be Opened')
        texts = ' '.join(n.get_name() or '' for n in walk(application.node))
        check('2:' in texts, 'the place is not told')
        application.quit()
    finally:
        application.close()


def call(path, method, *arguments):
    """Calls the running program over D-Bus, as a desktop does."""
    subprocess.run(['gdbus', 'call', '--session', '-d', NAME, '-o', path, '-m', method, *arguments],
                   check=True, stdout=subprocess.DEVNULL)


def test_documents_and_windows(program):
    """A window for each file; an open file is raised, not opened twice; quitting asks for each."""
    path = copy_model()
    other = path.with_name('other.json')
    shutil.copy(path, other)
    third = path.with_name('third.json')
    shutil.copy(path, third)
    application = Application(program, path, other)
    try:
        wait_for('two windows', lambda: len(application.windows()) == 2)
        check(subprocess.run([program, path], timeout=DEADLINE).returncode == 0, 'the second call failed')
        wait_for('the first window to be raised', lambda: 'bookshop.json' in
                 xdotool('getwindowname', read_windows('_NET_ACTIVE_WINDOW')[0]))
        check(len(application.windows()) == 2, 'an open file got another window')
        call(OBJECT, 'org.freedesktop.Application.Open', f"['file://{third}']", '{}')
        wait_for('three windows', lambda: len(application.windows()) == 3)
        call(OBJECT, 'org.gtk.Actions.Activate', 'quit', '[]', '{}')
        check(application.wait_end() == 0, 'the program failed at its end')
    finally:
        application.close()


def test_find(program):
    """Finding a threat shows its element and the threat itself."""
    application = open_model(program, copy_model())
    try:
        application.key('ctrl+f')
        application.wait_focus_in(ENTRIES)
        application.type('dump of the table')
        application.wait('A dump of the table is sold…')
        application.key('Return')
        wait_for('the element to be selected', lambda: is_selected(application, 'Orders'))
        application.wait('Threat #4')
        application.quit()
    finally:
        application.close()


def test_diagrams(program):
    """Diagrams are added, renamed, gone through and deleted by keys; undo brings one back."""
    path = copy_model()
    application = open_model(program, path)
    try:
        application.key('ctrl+Page_Down')
        application.wait('Packing, …')
        application.key('ctrl+t')
        application.wait('New Diagram')
        application.key('ctrl+a')
        application.type('Returns')
        application.key('Return')
        application.wait('Returns')
        application.focus()
        save(application, path)
        titles = [diagram['title'] for diagram in read(path)['detail']['diagrams']]
        check(titles == ['Bookshop', 'Delivery', 'Returns'], f'the diagrams are {titles}')
        application.key('ctrl+z')
        application.wait_gone('Returns')
        save(application, path)
        application.quit()
    finally:
        application.close()


def test_quit_several(program):
    """Ctrl+Q with several changed windows asks for each; Cancel at any of them keeps all."""
    path = copy_model()
    other = path.with_name('other.json')
    shutil.copy(path, other)
    texts = path.read_bytes(), other.read_bytes()
    application = Application(program, path, other)
    try:
        application.wait('Web shop, …')
        for title in ('bookshop.json', 'other.json'):
            application.focus(title)
            application.key('ctrl+e', 'ctrl+a', 'Delete')
            wait_for(f'the mark of {title}', lambda title=title: application.window('^• ' + title))
        application.key('ctrl+q')
        first = application.wait('Save Changes to …').get_name()
        application.key('alt+d')
        wait_for('the next question', lambda: application.find('Save Changes to …') is not None
                 and application.find(first) is None)
        application.key('Escape')
        application.wait_gone('Save Changes to …')
        check(application.process.poll() is None, 'Cancel ended the program')
        application.focus()
        application.key('ctrl+q')
        first = application.wait('Save Changes to …').get_name()
        application.key('alt+d')
        wait_for('the next question', lambda: application.find('Save Changes to …') is not None
                 and application.find(first) is None)
        application.key('alt+d')
        application.wait_end()
        check(application.process.returncode == 0, 'the program failed at its end')
        check((path.read_bytes(), other.read_bytes()) == texts, 'a file was changed')
    finally:
        application.close()


def test_usual_keys(program):
    """The keys of every GNOME program do here what they do there."""
    application = open_model(program, copy_model())
    try:
        palette, canvas = (application.wait(name) for name in ('Palette', 'Diagram Bookshop'))
        width = application.extents(canvas)[2]
        application.key('F9')
        wait_for('the palette to go', lambda: application.extents(canvas)[2] > width)
        application.key('F9')
        wait_for('the palette to come back', lambda: application.extents(canvas)[2] == width)
        application.key('F10')
        application.wait_menu_item('Keyboard Shortcuts')
        application.key('Escape')
        application.wait_gone('Keyboard Shortcuts', {Atspi.Role.MENU_ITEM})
        application.key('ctrl+comma')
        application.wait('Save by itself')
        application.key('Escape')
        application.wait_gone('Save by itself')
        application.focus()
        select(application, 'Web shop')
        for key in ('shift+F10', 'Menu'):
            application.key(key)
            application.wait_menu_item('Duplicate')
            application.key('Escape')
            application.wait_gone('Duplicate', {Atspi.Role.MENU_ITEM})
        application.key('F11')
        wait_for('the whole screen', lambda: application.extents(canvas)[2] > width)
        application.key('F11')
        wait_for('the window', lambda: application.extents(canvas)[2] == width)
        check(palette is not None and not is_modified(application), 'looking around changed the model')
        application.quit()
    finally:
        application.close()


def test_mnemonics(program):
    """Alt with a letter goes to a tab, a field or a switch; names are read without underlines."""
    application = open_model(program, copy_model())
    try:
        tab = application.wait('Attack Paths', {Atspi.Role.PAGE_TAB})
        check(not [item for item in walk(application.node)
                   if item.get_role() in (Atspi.Role.PAGE_TAB, Atspi.Role.PANEL) and '_' in item.get_name()],
              'a tab has an underline in its name')
        application.key('alt+p')
        wait_for('the tab to be chosen', lambda: has_state(tab, Atspi.StateType.SELECTED))
        select(application, 'Web shop')
        application.key('alt+n', 'ctrl+a')
        application.type('Counter')
        node(application, 'Counter')
        application.key('alt+u')
        wait_for('the element to be left out', lambda: application.find('Counter, …, out of scope…')
                 or 'out of scope' in node(application, 'Counter').get_description())
        application.key('ctrl+z', 'ctrl+z')
        node(application, 'Web shop')
        wait_for('the mark to go', lambda: not is_modified(application))
        application.quit()
    finally:
        application.close()


TESTS = [test_edit_and_save, test_keyboard_only, test_close_asks, test_recovery, test_cannot_open,
         test_documents_and_windows, test_find, test_diagrams, test_quit_several,
         test_usual_keys, test_mnemonics]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
