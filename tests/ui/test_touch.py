#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fingers and touchpad on the diagram: test_touch.py PROGRAM (inside env.sh, PARAPET_DISPLAY=wayland)"""
import sys
import time

from bookshop import cells, check, copy_model, element_box, is_modified, is_selected, node, save
from diagram import find_canvas, measure, stray, write_grid, zoomed
from parapet_ui import Atspi, run, wait_for
from wayland import FullScreen


class Touched:
    """The program on the whole screen with a model."""

    def __init__(self, program, path, element):
        self.path = path
        self.application = FullScreen(program, path)
        self.seat = self.application.seat
        self.application.wait(element + ', …')

    def __enter__(self):
        return self

    def __exit__(self, *error):
        try:
            if error[0] is None:
                check(not is_modified(self.application), 'there is something left to save')
                self.application.quit()
        finally:
            self.application.close()


class Grid(Touched):
    """A diagram full of elements at its original size."""

    def __init__(self, program):
        path, self.places = write_grid()
        super().__init__(program, path, 'A0')
        self.application.key('ctrl+0')
        left, top, width, height = self.application.extents(find_canvas(self.application))
        self.point = left + width // 3, top + height // 3
        self.view = measure(self.application, self.places, lambda view: abs(view.zoom - 1) < 0.01)

    def look(self, factor=None, until=None):
        """The view now and the one before, which was zoomed by FACTOR."""
        before = self.view
        self.view = measure(self.application, self.places,
                            zoomed(before, factor) if factor else until or (lambda view: view != before))
        return self.view, before


def test_pinch(program):
    """Two fingers zoom by as much as they part; what is between them stays there."""
    with Grid(program) as grid:
        # At its original size every place is a whole pixel, and all are rounded the same way.
        grid.seat.pinch(grid.point, 100, 107)
        grid.look(1.07)
        for apart, apart_after in ((60, 180), (180, 90), (120, 80)):
            grid.seat.pinch(grid.point, apart, apart_after)
            now, before = grid.look(apart_after / apart)
            off = stray(before, now, grid.point)
            check(off < 1, f'what was between the fingers is {off:.2f} pixels away')
        # The first finger was on an element for a moment: that was no drag of it.
        grid.seat.pinch(grid.point, 100, 100, (grid.point[0] + 80, grid.point[1] + 50))
        now, before = grid.look()
        check(abs(now.zoom - before.zoom) < 0.02, f'two fingers that keep their distance zoom to {now.zoom}')
        shift = now.x - before.x, now.y - before.y
        check(abs(shift[0] - 80) < 3 and abs(shift[1] - 50) < 3, f'the view went by {shift}')


def test_finger_pans(program):
    """One finger on the ground moves the view and stays where it took hold."""
    with Grid(program) as grid:
        place = next((x, y) for x, y in
                     ((grid.view.x + grid.view.zoom * (x + 85), grid.view.y + grid.view.zoom * (y + 75))
                      for x, y in grid.places.values())
                     if x > grid.point[0] and y > grid.point[1])
        grid.seat.drag(place, (place[0] - 100, place[1] + 60))
        now, before = grid.look()
        shift = now.x - before.x, now.y - before.y
        check(abs(shift[0] + 100) < 1.1 and abs(shift[1] - 60) < 1.1, f'the view went by {shift}')


def test_touchpad(program):
    """Scrolling pans both ways at once, as far and as finely as the fingers go."""
    with Grid(program) as grid:
        grid.seat.move(*grid.point)
        for x, y, steps in ((0, 2, 1), (0, -90, 9), (40, 60, 10), (-40, 0, 10)):
            grid.seat.scroll(x, y, steps)
            # One unit of a touchpad is 2.5 pixels, as in every scrolled window.
            now, before = grid.look(until=lambda view, before=grid.view, x=x, y=y:
                                    abs(view.x - before.x + 2.5 * x) < 1.1
                                    and abs(view.y - before.y + 2.5 * y) < 1.1)
            check(abs(now.zoom - before.zoom) < 0.005, f'the zoom is {now.zoom}')


class Shop(Touched):
    """The example at its original size."""

    def __init__(self, program):
        super().__init__(program, copy_model(), 'Web shop')
        self.application.key('ctrl+9')
        wait_for('the original size', lambda: element_box(self.application, 'Web shop')[2:] == (100, 100))


def test_finger_moves_element(program):
    """A tap selects, a finger drags: the element is in the file where the finger left it."""
    with Shop(program) as shop:
        application = shop.application
        x, y = application.middle(node(application, 'Mail queue'))
        before = cells(shop.path)['Mail queue']['position']
        shop.seat.down(0, x, y)
        shop.seat.up(0)
        wait_for('the tap to select', lambda: is_selected(application, 'Mail queue'))
        # So soon after the tap that a second tap would make two of them.
        shop.seat.drag((x, y), (x + 60, y + 80))
        wait_for('the mark of a change', lambda: is_modified(application))
        save(application, shop.path)
        after = cells(shop.path)['Mail queue']['position']
        check((after['x'] - before['x'], after['y'] - before['y']) == (60, 80), f'{before} became {after}')

        # A second finger makes a pinch of the drag: the element stays where it was.
        x, y = application.middle(node(application, 'Mail queue'))
        shop.seat.down(0, x, y)
        for i in range(1, 8):
            shop.seat.slide(0, x + 6 * i, y)
            time.sleep(0.02)
        shop.seat.join(1, (x + 200, y), (x + 120, y))
        time.sleep(0.5)
        check(not is_modified(application), 'the first finger of a pinch moved an element')


def test_long_press(program):
    """A finger that stays opens the menu of what is under it."""
    with Shop(program) as shop:
        application = shop.application
        x, y = application.middle(node(application, 'Orders'))
        shop.seat.down(0, x, y)
        application.wait_menu_item('Duplicate')
        shop.seat.up(0)
        check(is_selected(application, 'Orders'), 'the menu is not about what was pressed')
        check(not is_modified(application), 'the press changed the model')
        shop.application.key('Escape')
        application.wait_gone('Duplicate', {Atspi.Role.MENU_ITEM})


TESTS = [test_pinch, test_finger_pans, test_touchpad, test_finger_moves_element,
         test_long_press]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
