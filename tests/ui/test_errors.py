#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be read or written is told, and nothing is lost by it: test_errors.py PROGRAM (inside env.sh)"""
import os
import pathlib
import shutil
import sys

from bookshop import check, copy_model, is_modified, new_folder, open_model, save
from parapet_ui import BUTTONS, Application, run, wait_for, walk
from test_files import move_something

# A folder that even root cannot write to.
NOWHERE = pathlib.Path('/proc')


def texts(application):
    return '\n'.join(item.get_name() or '' for item in walk(application.node))


def test_cannot_read(program):
    """A file that is not there and a folder are told apart, each with what to do, and the start is one click away."""
    for path, what in ((new_folder() / 'missing.parapet', 'There is no such file. …'),
                       (new_folder(), 'This is a folder. …')):
        application = Application(program, path)
        try:
            application.wait(f'“{path.name}” Cannot Be Opened')
            application.wait(what)
            check(texts(application).count(f'{path}\n') <= 1, 'the place is told more than once')
            application.focus()
            application.key('alt+b')
            words = application.wait('Draw a system, see what threatens it')
            wait_for('the start', lambda: application.extents(words)[2] > 1)
            application.quit()
        finally:
            application.close()


def test_cannot_save(program):
    """The folder of a file is gone: the changes stay, and another place can be chosen at once."""
    path = copy_model()
    application = open_model(program, path)
    try:
        move_something(application)
        shutil.rmtree(path.parent)
        application.key('ctrl+s')
        application.wait('The Model Was Not Saved')
        application.key('Escape')
        application.wait_gone('The Model Was Not Saved')
        check(is_modified(application), 'the mark of a change is gone')
        application.focus()
        application.key('ctrl+s')
        application.wait('The Model Was Not Saved')
        application.key('alt+a')
        application.wait('Save the Model')
        target = new_folder() / 'rescued.json'
        application.choose_file(target)
        wait_for('the file', target.exists)
        wait_for('the mark to go', lambda: not is_modified(application))
        application.quit()
    finally:
        application.close()


def test_cannot_write(program):
    """A picture and a report that cannot be written are told, and the window goes on."""
    path = copy_model()
    application = open_model(program, path)
    try:
        application.key('ctrl+shift+e')
        application.wait('Export Picture')
        application.focus('Export Picture')
        application.key('alt+e')
        application.choose_file(NOWHERE / 'picture.png')
        application.wait('The Picture Was Not Exported')
        application.key('Escape')
        application.wait_gone('The Picture Was Not Exported')
        application.focus()
        application.perform('win.report')
        application.wait('Readers May See')
        application.focus('Report')
        application.key('alt+s')
        application.choose_file(NOWHERE / 'report.html')
        application.wait('The Report Was Not Saved')
        application.key('Escape')
        application.wait_gone('The Report Was Not Saved')
        application.key('Escape')
        application.wait_gone('Readers May See')
        application.focus()
        application.quit()
    finally:
        application.close()


def test_no_recovery(program):
    """Where steps cannot be kept for recovery that is told at the first of them, with the reason, until the save."""
    (pathlib.Path(os.environ['XDG_STATE_HOME']) / 'parapet').write_text('in the way', encoding='utf-8')
    path = copy_model()
    application = open_model(program, path)
    try:
        check(not application.find('A crash would lose what is not saved'), 'it was told before there was a change')
        move_something(application)
        application.wait('A crash would lose what is not saved')
        details = wait_for('a button for details', lambda: next(
            (item for item in walk(application.node)
             if item.get_role() in BUTTONS and 'Details' in item.get_name()), None))
        application.activate(details)
        application.wait('Changes Cannot Be Kept for Recovery')
        application.key('Escape')
        application.wait_gone('Changes Cannot Be Kept for Recovery')
        save(application, path)
        application.quit()
    finally:
        application.close()


TESTS = [test_cannot_read, test_cannot_save, test_cannot_write, test_no_recovery]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
