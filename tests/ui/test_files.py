#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files: saving, choosing, exporting, dropping: test_files.py PROGRAM (inside env.sh)"""
import pathlib
import shutil
import subprocess
import sys
import time

from bookshop import (cells, check, copy_model, element_box, is_modified, list_cells, new_folder, open_model,
                      read, save, select)
from diagram import find_canvas
from parapet_ui import BUTTONS, Application, Failure, run, wait_for, walk, xdotool


def choose(application, path):
    """Types a path into the file chooser that is open."""
    time.sleep(0.8)
    application.key('ctrl+a')
    application.type(str(path))
    time.sleep(0.3)
    application.key('Return')


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
        choose(application, target)
        wait_for('the file', target.exists)
        wait_for('the new name', lambda: 'copy.parapet' in application.title())
        check(not is_modified(application), 'the mark stayed')
        check(path.read_bytes() == before, 'the old file changed')
        check(b'Mail queue' in target.read_bytes(), 'there is no model in the file')

        # Back to Threat Dragon's format, over a file that exists: the chooser asks.
        application.key('ctrl+shift+s')
        application.wait('Save the Model')
        choose(application, path)
        time.sleep(0.5)
        application.key('alt+r')
        wait_for('the old name', lambda: 'bookshop.json' in application.title())
        check(cells(path)['Mail queue']['position'] != {'x': 600, 'y': 260}, 'the change is not in the file')
        application.quit()
    finally:
        application.close()


def export(application, format_position, target):
    application.key('ctrl+shift+e')
    application.wait('Export Picture')
    time.sleep(0.5)
    # The row of formats has the focus.
    application.key('space')
    time.sleep(0.4)
    application.key('Home', *['Down'] * format_position, 'Return')
    time.sleep(0.4)
    application.key('alt+e')
    choose(application, target)
    wait_for(f'{target.name}', lambda: target.exists() and target.stat().st_size > 0)
    application.wait(f'Exported “{target.name}”')
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
        time.sleep(1.1)
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
        time.sleep(0.5)
        application.key('Escape')
        application.focus()
        move_something(application)
        check(path.read_bytes() == before, 'it was saved at once')
        wait_for('the file to be saved', lambda: path.read_bytes() != before, 40)
        wait_for('the mark to go', lambda: not is_modified(application))
        application.quit()
    finally:
        application.close()


def count_windows():
    return len(subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'parapet'],
                              stdout=subprocess.PIPE, text=True).stdout.split())


def drop(application, *paths):
    """Drags files from another window to the middle of the canvas."""
    left, top, width, height = application.extents(find_canvas(application))
    script = pathlib.Path(__file__).with_name('drag_files.py')
    process = subprocess.Popen([sys.executable, str(script), *map(str, paths)])
    try:
        window = wait_for('the window with the files', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--name', '^Files to drag$'],
            stdout=subprocess.PIPE, text=True).stdout.split()[-1:])[0]
        xdotool('windowmove', '--sync', window, 5, 5)
        xdotool('windowraise', window)
        time.sleep(0.5)
        application.drag((60, 80), (left + width / 2, top + height / 2), steps=30)
        process.wait(20)
    finally:
        process.kill()


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
        application.wait('“photo.png” is no threat model')
        check(count_windows() == 1, 'a picture opened a window')
        drop(application, picture, unknown)
        application.wait('2 of the files are no threat models')
        check(count_windows() == 1, 'unknown files opened a window')
        drop(application, first, unknown, second)
        wait_for('three windows', lambda: count_windows() == 3)
        application.key('ctrl+q')
        check(application.wait_end() == 0, 'the program failed at its end')
    finally:
        application.close()


TESTS = [test_save_as, test_export, test_changed_on_disk, test_autosave, test_drop]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
