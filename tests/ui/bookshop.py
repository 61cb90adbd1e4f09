# SPDX-License-Identifier: GPL-3.0-or-later
"""The model of the tests in the window: opening, editing and saving a copy of it."""
import json
import os
import pathlib
import shutil
import tempfile

from parapet_ui import Application, Atspi, Failure, has_state, wait_equal, wait_for, xdotool

MODEL = pathlib.Path(__file__).resolve().parents[1] / 'data/threat-dragon/bookshop.json'
NAME = 'io.github.parapet.Parapet'
OBJECT = '/io/github/parapet/Parapet'


def check(condition, message):
    if not condition:
        raise Failure(message)


def new_folder():
    return pathlib.Path(tempfile.mkdtemp(dir=os.environ['HOME']))


def copy_model():
    return pathlib.Path(shutil.copy(MODEL, new_folder()))


def read(path):
    return json.loads(path.read_text(encoding='utf-8'))


def list_cells(path, diagram=0):
    return read(path)['detail']['diagrams'][diagram]['cells']


def cells(path, diagram=0):
    """The cells of a Threat Dragon diagram by their names."""
    return {cell['data'].get('name'): cell for cell in list_cells(path, diagram)}


def open_model(program, path):
    application = Application(program, path)
    application.focus()
    application.wait('Web shop, …')
    return application


def fill_screen(application):
    """The diagram on the whole screen, without the list of threats below it."""
    canvas = application.canvas()
    screen = xdotool('getdisplaygeometry').split()
    application.key('F11')
    wait_equal('the whole screen', lambda: xdotool('getwindowgeometry', application.window()).split()[-1],
               'x'.join(screen))
    # The window manager is done before the program is.
    wait_for('a diagram on the whole screen', lambda: application.extents(canvas)[1] < 100)
    height = application.extents(canvas)[3]
    application.key('ctrl+F9')
    wait_for('the list of threats to go', lambda: application.extents(canvas)[3] > height)


def is_modified(application):
    return application.title().startswith('•')


def save(application, path):
    """Saves what is changed, and waits until it is."""
    before = path.read_bytes()
    application.focus()
    wait_for('the mark of a change', lambda: is_modified(application))
    application.key('ctrl+s')
    wait_for('the file to change', lambda: path.read_bytes() != before)
    wait_for('the mark to go', lambda: not is_modified(application))


def node(application, name):
    """The accessible that stands for an element on the canvas."""
    return application.wait(name + ', …', below=application.canvas())


def is_selected(application, name):
    return has_state(node(application, name), Atspi.StateType.SELECTED)


def select(application, name):
    item = node(application, name)
    application.click(*application.middle(item))
    wait_for(f'{name} to be selected', lambda: is_selected(application, name))
    return item


def element_box(application, name):
    return application.extents(node(application, name))


def without_own_keys(value):
    """A JSON value without what Parapet adds under its own name."""
    if isinstance(value, dict):
        return {key: without_own_keys(item) for key, item in value.items() if key != 'parapet'}
    if isinstance(value, list):
        return [without_own_keys(item) for item in value]
    return value
