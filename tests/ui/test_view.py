#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Panning and zooming the diagram with wheel, pointer and keys: test_view.py PROGRAM (inside env.sh)"""
import contextlib
import sys

from bookshop import check, is_modified
from diagram import find_canvas, measure, stray, write_grid, zoomed
from parapet_ui import Application, held, run, wait_for, xdotool


class Grid:
    """A diagram full of elements, with the middle of the view under the pointer."""

    def __init__(self, program):
        path, self.places = write_grid()
        self.application = Application(program, path)
        self.application.focus()
        self.application.wait('A0, …')
        height = self.application.extents(find_canvas(self.application))[3]
        self.application.key('ctrl+F9')
        wait_for('the list of threats to go',
                 lambda: self.application.extents(find_canvas(self.application))[3] > height)
        self.application.key('ctrl+0')
        # Off the middle, to which keys and buttons zoom.
        left, top, width, height = self.application.extents(find_canvas(self.application))
        self.point = left + width // 3, top + height // 4
        self.area = left, top, width, height
        self.application.move_pointer(*self.point)
        self.view = measure(self.application, self.places, lambda view: abs(view.zoom - 1) < 0.01)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        try:
            if error[0] is None:
                check(not is_modified(self.application), 'looking around changed the model')
                self.application.quit()
        finally:
            self.application.close()

    def look(self, until=lambda view: True):
        """The view now and the one before."""
        before = self.view
        self.view = measure(self.application, self.places, lambda view: view != before and until(view))
        return self.view, before

    def expect_shift(self, x, y):
        now, before = self.look()
        shift = now.x - before.x, now.y - before.y
        check(abs(now.zoom - before.zoom) < 0.005, f'the zoom is {now.zoom}')
        # What is accessible is rounded down: a place on the border of a pixel may seem to go one further.
        check(abs(shift[0] - x) < 1.1 and abs(shift[1] - y) < 1.1, f'the view went by {shift}, not {x}, {y}')


def wheel(button, key=None, count=1):
    with held(key) if key else contextlib.nullcontext():
        xdotool('click', '--repeat', count, '--delay', 60, button)


def test_wheel_pans(program):
    """The wheel pans, with Shift sideways, as far as it does in other windows."""
    with Grid(program) as grid:
        step = grid.area[3] ** (2 / 3)
        wheel(5)
        grid.expect_shift(0, -step)
        wheel(4, count=2)
        grid.expect_shift(0, 2 * step)
        wheel(5, 'shift')
        grid.expect_shift(-step, 0)
        wheel(4, 'shift')
        grid.expect_shift(step, 0)
        wheel(7)
        grid.expect_shift(-step, 0)


def test_wheel_zooms_at_pointer(program):
    """With Ctrl the wheel zooms, and what is under the pointer stays there."""
    with Grid(program) as grid:
        for button, count, factor in ((4, 2, 1.25 ** 2), (5, 5, 1.25 ** -5), (4, 3, 1.25 ** 3)):
            wheel(button, 'ctrl', count)
            now, before = grid.look(zoomed(grid.view, factor))
            off = stray(before, now, grid.point)
            check(off < 1, f'what was under the pointer is {off:.2f} pixels away')


def test_bounds_of_zoom(program):
    """The zoom ends where it should, and keeps its place there too."""
    with Grid(program) as grid:
        wheel(5, 'ctrl', 20)
        now, before = grid.look(lambda view: view.zoom < 0.2)
        check(0.04 < now.zoom <= 0.1, f'the smallest zoom is {now.zoom}')
        wheel(4, 'ctrl', 40)
        wait_for('400 % or more', lambda: int(zoom_text(grid.application)) >= 400)


def zoom_text(application):
    label = next(item for item in
                 [application.wait('Normal size')] if item.get_child_count() > 0)
    return label.get_child_at_index(0).get_name().split()[0]


def test_middle_button_and_space_pan(program):
    """What was taken hold of stays under the pointer; nothing is moved or chosen."""
    with Grid(program) as grid:
        end = grid.point[0] + 130, grid.point[1] + 90
        grid.application.drag(grid.point, end, button=2)
        grid.expect_shift(130, 90)
        with held('space'):
            grid.application.drag(end, grid.point)
        grid.expect_shift(-130, -90)
        check('0 selected' in find_canvas(grid.application).get_description(), 'something was selected')


def test_keys_zoom(program):
    """Keys zoom about the middle; one fits everything."""
    with Grid(program) as grid:
        left, top, width, height = grid.area
        middle = left + width / 2, top + height / 2
        for key, zoom in (('ctrl+plus', 1.25), ('ctrl+minus', 1), ('ctrl+equal', 1.25), ('ctrl+0', 1)):
            grid.application.key(key)
            now, before = grid.look(lambda view, zoom=zoom: abs(view.zoom - zoom) < 0.01)
            off = stray(before, now, middle)
            check(off < 1, f'{key}: the middle is {off:.2f} pixels away')
        grid.application.key('ctrl+9')
        now, before = grid.look(lambda view: view.zoom < 0.99)
        corners = [(now.x + now.zoom * x, now.y + now.zoom * y) for x, y in grid.places.values()]
        check(all(left < x < left + width and top < y < top + height for x, y in corners),
              'not everything is in view')


TESTS = [test_wheel_pans, test_wheel_zooms_at_pointer, test_bounds_of_zoom,
         test_middle_button_and_space_pan, test_keys_zoom]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
