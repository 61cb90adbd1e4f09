#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files: saving, choosing, exporting, dropping: test_files.py PROGRAM (inside env.sh)"""
import pathlib
import shutil
import subprocess
import sys

from bookshop import (cells, check, copy_model, is_modified, list_cells, new_folder, open_model,
                      select)
from diagram import find_canvas
from parapet_ui import (DEADLINE, Atspi, has_state, read_property, read_windows, run, wait_for, walk,
                        xdotool)


def move_something(application):
    x, y = application.middle(select(application, 'Mail queue'))
    application.drag((x, y), (x + 60, y + 80))
    wait_for('the mark of a change', lambda: is_modified(application))


def test_save_as(program):
    """The model is saved under the name that is typed, in the format that the name says; the old file stays."""
    path = copy_model()
    before = path.read_bytes()
    application = open_model(program, path)
    try:
        move_something(application)
        target = path.with_name('copy.parapet')
        application.key('ctrl+shift+s')
        application.wait('Save the Model')
        application.choose_file(target)
        wait_for('the file', target.exists)
        wait_for('the new name', lambda: 'copy.parapet' in application.title())
        check(not is_modified(application), 'the mark stayed')
        check(path.read_bytes() == before, 'the old file changed')
        check(b'Mail queue' in target.read_bytes(), 'there is no model in the file')

        # Back to Threat Dragon's format, over a file that exists: the chooser asks.
        application.key('ctrl+shift+s')
        application.wait('Save the Model')
        application.choose_file(path)
        application.wait('A file named “bookshop.json” already exists…')
        application.key('alt+r')
        wait_for('the old name', lambda: 'bookshop.json' in application.title())
        check(cells(path)['Mail queue']['position'] != {'x': 600, 'y': 260}, 'the change is not in the file')
        application.quit()
    finally:
        application.close()


def test_save_at_once(program):
    """A save waits for the one before it, and the end of the program for both; nothing is asked, nothing lost."""
    path = copy_model()
    application = open_model(program, path)
    try:
        select(application, 'Mail queue')
        application.key('ctrl+d', 'ctrl+s', 'ctrl+d', 'ctrl+s', 'ctrl+q')
        check(application.wait_end() == 0, 'the program failed at its end')
        copies = [cell for cell in list_cells(path) if cell['data'].get('name') == 'Mail queue']
        check(len(copies) == 3, f'{len(copies)} mail queues were saved')
    finally:
        application.close()


def export(application, format_position, target):
    application.key('ctrl+shift+e')
    application.wait('Export Picture')
    # The row of formats has the focus.
    application.choose_item(format_position)
    application.key('alt+e')
    application.choose_file(target)
    wait_for(f'{target.name}', lambda: target.exists() and target.stat().st_size > 0)
    application.wait_toast(f'Exported “{target.name}”')
    application.focus()


def test_export(program):
    """A diagram as PNG, SVG and PDF by the menu's command and the file chooser; each is what it says."""
    application = open_model(program, copy_model())
    try:
        folder = new_folder()
        for position, name in enumerate(('shop.png', 'shop.svg', 'shop.pdf', 'all.pdf')):
            export(application, position, folder / name)
        size = subprocess.run(['identify', '-format', '%m %w %h', folder / 'shop.png'], check=True,
                              stdout=subprocess.PIPE, text=True).stdout.split()
        check(size[0] == 'PNG' and int(size[1]) > 900 and int(size[2]) > 300, f'the picture is {size}')
        subprocess.run(['xmllint', '--noout', folder / 'shop.svg'], check=True)
        for name, pages, word in (('shop.pdf', 1, 'Mail queue'), ('all.pdf', 2, 'Packing')):
            info = subprocess.run(['pdfinfo', folder / name], check=True, stdout=subprocess.PIPE,
                                  text=True).stdout
            check(f'Pages:           {pages}' in info, f'{name}: {info}')
            text = subprocess.run(['pdftotext', folder / name, '-'], check=True, stdout=subprocess.PIPE,
                                  text=True).stdout
            check(word in ' '.join(text.split()), f'{name} says {text}')
        check(not is_modified(application), 'exporting changed the model')
        application.quit()
    finally:
        application.close()


def test_changed_on_disk(program):
    """A file that somebody else has changed is not overwritten without a question."""
    path = copy_model()
    application = open_model(program, path)
    try:
        move_something(application)
        other = path.read_bytes().replace(b'Grace', b'Somebody else')
        path.write_bytes(other)
        question = '“bookshop.json” Was Changed by Another Program'
        application.key('ctrl+s')
        application.wait(question)
        application.key('Escape')
        application.wait_gone(question)
        check(path.read_bytes() == other, 'the file was overwritten')
        check(is_modified(application), 'the change counts as saved')
        application.focus()
        application.key('ctrl+s')
        application.wait(question)
        application.key('alt+o')
        wait_for('the file to change', lambda: path.read_bytes() != other)
        wait_for('the mark to go', lambda: not is_modified(application))
        check(cells(path)['Mail queue']['position'] != {'x': 600, 'y': 260}, 'the change is not in the file')
        application.quit()
    finally:
        application.close()


def test_autosave(program):
    """Saving by itself is off; switched on in the preferences it saves some seconds after an edit."""
    path = copy_model()
    before = path.read_bytes()
    application = open_model(program, path)
    try:
        application.key('ctrl+comma')
        switch = application.wait('Save by itself')
        application.click(*application.middle(switch))
        wait_for('the switch to be on', lambda: any(
            has_state(node, Atspi.StateType.CHECKED) for node in walk(switch)))
        application.key('Escape')
        application.wait_gone('Save by itself')
        move_something(application)
        wait_for('the file to be saved', lambda: path.read_bytes() != before)
        wait_for('the mark to go', lambda: not is_modified(application))
        application.quit()
    finally:
        application.close()


def drop(application, *paths):
    """Drags files from another window to the middle of the canvas."""
    left, top, width, height = application.extents(find_canvas(application))
    script = pathlib.Path(__file__).with_name('drag_files.py')
    process = subprocess.Popen([sys.executable, str(script), *map(str, paths)])
    try:
        window = wait_for('the window with the files', lambda: [
            window for window in read_windows('_NET_CLIENT_LIST')
            if read_property(window, '_NET_WM_PID') == str(process.pid)])[0]
        xdotool('windowmove', window, 5, 5)
        xdotool('windowactivate', window)
        wait_for('the window with the files to be in front', lambda: read_windows('_NET_ACTIVE_WINDOW') == [window]
                 and window_place(window)[0] < 100 and window_place(window)[1] < 100)
        application.carry((60, 80), (left + width / 2, top + height / 2), pid=process.pid)
        application.drop()
        process.wait(DEADLINE)
    finally:
        process.kill()


def window_place(window):
    text = xdotool('getwindowgeometry', '--shell', window)
    values = dict(line.split('=') for line in text.split() if '=' in line)
    return int(values['X']), int(values['Y'])


def test_drop(program):
    """Models that are dropped open; what is no model is told in a toast, and opens nothing."""
    path = copy_model()
    first, second = path.with_name('first.json'), path.with_name('second.json')
    shutil.copy(path, first)
    shutil.copy(path, second)
    picture, unknown = path.with_name('photo.png'), path.with_name('notes.xyz')
    picture.write_bytes(b'\x89PNG\r\n\x1a\n')
    unknown.write_text('nothing', encoding='utf-8')
    application = open_model(program, path)
    try:
        drop(application, picture)
        application.wait_toast('“photo.png” is no threat model')
        check(len(application.windows()) == 1, 'a picture opened a window')
        drop(application, picture, unknown)
        application.wait_toast('2 of the files are no threat models')
        check(len(application.windows()) == 1, 'unknown files opened a window')
        drop(application, first, unknown, second)
        wait_for('three windows', lambda: len(application.windows()) == 3)
        application.key('ctrl+q')
        check(application.wait_end() == 0, 'the program failed at its end')
    finally:
        application.close()


TESTS = [test_save_as, test_save_at_once, test_export, test_changed_on_disk, test_autosave, test_drop]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
