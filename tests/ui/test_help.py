#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""F1 opens the page of the help that fits: test_help.py PROGRAM (inside env.sh)"""
import os
import pathlib
import sys
import tempfile

from parapet_ui import Application, Failure, run, wait_for

MODEL = pathlib.Path(__file__).resolve().parents[1] / 'data/threat-dragon/bookshop.json'


class Viewer:
    """Stands for the help viewer of the desktop and remembers what it was asked to show."""

    def __init__(self):
        home = pathlib.Path(os.environ['HOME'])
        self.log = pathlib.Path(tempfile.mkdtemp(dir=home)) / 'log'
        program = self.log.parent / 'viewer'
        program.write_text(f'#!/bin/sh\necho "$1" >> {self.log}\n')
        program.chmod(0o700)
        applications = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'applications'
        applications.mkdir(parents=True, exist_ok=True)
        self.entry = applications / 'viewer.desktop'
        self.entry.write_text(f'[Desktop Entry]\nType=Application\nName=Viewer\nExec={program} %u\n'
                              'MimeType=x-scheme-handler/help;\n')
        self.defaults = pathlib.Path(os.environ['XDG_CONFIG_HOME']) / 'mimeapps.list'
        self.defaults.parent.mkdir(parents=True, exist_ok=True)
        self.defaults.write_text('[Default Applications]\nx-scheme-handler/help=viewer.desktop\n')

    def remove(self):
        self.entry.unlink()
        self.defaults.unlink()

    def asked(self):
        return self.log.read_text().split() if self.log.exists() else []


def expect(application, viewer, uri):
    n_before = len(viewer.asked())
    application.key('F1')
    wait_for('the viewer', lambda: len(viewer.asked()) > n_before)
    if viewer.asked()[-1] != uri:
        raise Failure(f'F1 opened {viewer.asked()[-1]}, not {uri}')


def test_start_page(program):
    viewer = Viewer()
    application = Application(program)
    try:
        application.focus()
        application.wait('New Model')
        expect(application, viewer, 'help:parapet')
        application.quit()
    finally:
        application.close()
        viewer.remove()


def test_parts_of_the_window(program):
    viewer = Viewer()
    application = Application(program, MODEL)
    try:
        application.focus()
        application.wait('Web shop, …')
        for keys, page in (('ctrl+e', 'draw'), ('ctrl+k', 'draw'), ('ctrl+shift+t', 'threats'),
                           ('ctrl+i', 'inspector')):
            application.key(keys)
            expect(application, viewer, f'help:parapet/{page}')
        application.key('ctrl+comma')
        application.wait('Preferences')
        application.focus('Preferences')
        expect(application, viewer, 'help:parapet/preferences')
        application.key('Escape')
        application.quit()
    finally:
        application.close()
        viewer.remove()


def make_data_without_applications():
    """All that the system shares but its applications, of which one may be a help viewer."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.environ['HOME']))
    for path in pathlib.Path('/usr/share').iterdir():
        if path.name != 'applications':
            (folder / path.name).symlink_to(path)
    return folder


def test_without_a_viewer(program):
    """Nothing opens help: addresses: that is told, with what to do."""
    application = Application(program, XDG_DATA_DIRS=str(make_data_without_applications()))
    try:
        application.focus()
        application.wait('New Model')
        application.key('F1')
        application.wait('The Help Cannot Be Shown')
        application.wait('There is no help viewer on this computer. Install Yelp…')
        application.key('Escape')
        application.wait_gone('The Help Cannot Be Shown')
        application.quit()
    finally:
        application.close()


if __name__ == '__main__':
    sys.exit(run([test_start_page, test_parts_of_the_window, test_without_a_viewer], sys.argv[1]))
