#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Editing a diagram with the pointer: test_gestures.py PROGRAM (inside env.sh)"""
import sys

from bookshop import (cells, check, copy_model, element_box, fill_screen, is_modified, is_selected, list_cells,
                      open_model, save, select)
from diagram import find_canvas, read_boxes
from parapet_ui import ENTRIES, Atspi, held, run, wait_equal, wait_for, walk, xdotool

GRID = 10


class Shop:
    """The example on a screen that has room for its diagram at its original size."""

    def __init__(self, program):
        self.path = copy_model()
        self.application = open_model(program, self.path)
        fill_screen(self.application)
        self.application.key('ctrl+9')
        wait_equal('the original size', lambda: element_box(self.application, 'Web shop')[2:], (100, 100))
        self.canvas = self.application.extents(find_canvas(self.application))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        try:
            if error[0] is None:
                if is_modified(self.application):
                    save(self.application, self.path)
                self.application.quit()
        finally:
            self.application.close()

    def select(self, name):
        return select(self.application, name)

    def box(self, name):
        return element_box(self.application, name)

    def corner(self, name, x, y, off=0):
        """A corner or the middle of a side: -1 left or top, 0 middle, 1 right or bottom; pixels off it."""
        left, top, width, height = self.box(name)
        return left + width * (x + 1) / 2 + off * x, top + height * (y + 1) / 2 + off * y

    def middle(self, name):
        return self.corner(name, 0, 0)

    def drag(self, start, x, y, release=True):
        self.application.drag(start, (start[0] + x, start[1] + y), release=release)

    def saved(self):
        save(self.application, self.path)
        return cells(self.path)

    def flow(self, name):
        return next(cell for cell in list_cells(self.path) if cell['data'].get('name') == name)

    def count_selected(self):
        return int(find_canvas(self.application).get_description().split(', ')[1].split()[0])

    def undo(self):
        self.application.focus()
        self.application.key('ctrl+e', 'ctrl+z')

    def ground(self):
        """A place where nothing is."""
        left, top, width, height = self.canvas
        return left + width / 2, top + height - 60


def test_select(program):
    """Click, Shift and Ctrl, rubber band, everything, nothing."""
    with Shop(program) as shop:
        application = shop.application
        shop.select('Web shop')
        with held('shift'):
            application.click(*shop.middle('Orders'))
        wait_equal('two to be selected', shop.count_selected, 2)
        with held('ctrl'):
            application.click(*shop.middle('Web shop'))
        wait_for('the first to be left out', lambda: not is_selected(application, 'Web shop'))
        check(is_selected(application, 'Orders'), 'Ctrl let go of the wrong one')
        application.click(*shop.ground())
        wait_equal('nothing to be selected', shop.count_selected, 0)

        # A band around the customer and the remark above it.
        left, top, width, height = shop.box('Customer')
        above = shop.box('As seen in the review of March')[1]
        start = left - 15, top + height + 15
        application.drag(start, (left + width + 60, above - 15))
        wait_equal('two to be selected', shop.count_selected, 2)
        check(is_selected(application, 'Customer'), 'the customer is in the band')
        left, top, width, height = shop.box('Payment provider')
        with held('shift'):
            application.drag((left + width + 15, top - 15), (left - 15, top + height + 15))
        wait_equal('the band to add one', shop.count_selected, 3)

        application.key('ctrl+a')
        wait_equal('all to be selected', shop.count_selected, 10)
        application.key('ctrl+shift+a')
        wait_equal('nothing to be selected', shop.count_selected, 0)
        check(not is_modified(application), 'selecting changed the model')


def test_move_on_grid(program):
    """What is dragged keeps to the grid; several move together, in one step; a box takes its content along."""
    with Shop(program) as shop:
        before = cells(shop.path)
        shop.select('Mail queue')
        with held('shift'):
            shop.application.click(*shop.middle('Orders'))
        wait_equal('two to be selected', shop.count_selected, 2)
        shop.drag(shop.middle('Mail queue'), 43, 58)
        after = shop.saved()
        moves = {name: [after[name]['position'][axis] - before[name]['position'][axis] for axis in 'xy']
                 for name in ('Mail queue', 'Orders')}
        check(moves['Mail queue'] == moves['Orders'], f'they moved by {moves}')
        check(all(value > 0 for value in moves['Orders']), f'they moved by {moves}')
        check(all(after['Mail queue']['position'][axis] % GRID == 0 for axis in 'xy'), 'off the grid')
        shop.undo()
        undone = shop.saved()
        check(all(undone[name]['position'] == before[name]['position'] for name in before
                  if 'position' in before[name]), 'one undo did not bring both back')

        # The payment provider is put into the trust boundary, which then takes it along.
        shop.drag(shop.middle('Payment provider'), -480, 110)
        shop.saved()
        left, top, width, height = shop.box('Data centre')
        inside = cells(shop.path)
        shop.drag((left + 3, top + height - 40), 0, 40)
        moved = shop.saved()
        for name in ('Data centre', 'Payment provider', 'Web shop'):
            by = moved[name]['position']['y'] - inside[name]['position']['y']
            check(by == 40, f'{name} moved by {by}')
        check(moved['Customer']['position'] == before['Customer']['position'], 'the customer moved too')


def test_resize(program):
    """Each corner handle sizes the element against the corner that stays."""
    with Shop(program) as shop:
        for x, y in ((1, 1), (-1, -1), (1, -1), (-1, 1)):
            shop.select('Orders')
            before = cells(shop.path)['Orders']
            shop.drag(shop.corner('Orders', x, y, 4), 40 * x, 30 * y)
            after = shop.saved()['Orders']
            check(after['size']['width'] > before['size']['width']
                  and after['size']['height'] > before['size']['height'], f'sized to {after["size"]}')
            for axis, side, direction in (('x', 'width', x), ('y', 'height', y)):
                edges = [cell['position'][axis] + (0 if direction > 0 else cell['size'][side])
                         for cell in (before, after)]
                check(edges[0] == edges[1], f'the other side went from {edges[0]} to {edges[1]}')
        for _ in range(4):
            shop.undo()
        undone = shop.saved()['Orders']
        check(undone['size'] == {'width': 150, 'height': 75}, f'undone to {undone["size"]}')


def select_flow(shop, name):
    select(shop.application, name)


def test_bends(program):
    """A flow is bent where it is taken hold of; a bend moves, and a double click takes it away."""
    with Shop(program) as shop:
        # On the line between the middles of both ends, just off the circle and away from the label.
        start, end = shop.middle('Web shop'), shop.middle('Orders')
        on_line = start[0] + (end[0] - start[0]) * 0.29, start[1] + (end[1] - start[1]) * 0.29
        select_flow(shop, 'Write')
        before = shop.flow('Write').get('vertices', [])
        shop.drag(on_line, 60, 70)
        shop.saved()
        bent = shop.flow('Write')['vertices']
        check(len(before) == 0 and len(bent) == 1, f'the bends are {bent}')

        place = on_line[0] + 60, on_line[1] + 70
        shop.drag(place, -30, 30)
        shop.saved()
        moved = shop.flow('Write')['vertices']
        check(len(moved) == 1 and moved[0]['x'] < bent[0]['x'] and moved[0]['y'] > bent[0]['y'],
              f'the bend went from {bent} to {moved}')

        shop.application.click(place[0] - 30, place[1] + 30, count=2)
        shop.saved()
        check(shop.flow('Write')['vertices'] == [], 'the bend is still there')
        shop.undo()
        shop.saved()
        check(shop.flow('Write')['vertices'] == moved, 'undo did not bring the bend back')


def test_reconnect(program):
    """An end of a flow is dragged to another element, and into the open."""
    with Shop(program) as shop:
        select_flow(shop, 'Order')
        left, top, width, height = shop.box('Customer')
        source = left + width, top + height / 2
        target = shop.middle('As seen in the review of March')
        # A remark holds no flow: the end stays loose beside it.
        shop.application.drag(source, (target[0] + 40, target[1] + 70))
        after = shop.saved()
        flow = shop.flow('Order')
        check('cell' not in flow['source'], f'the source is {flow["source"]}')
        check(flow['target'] == {'cell': after['Web shop']['id']}
              or flow['target'].get('cell') == after['Web shop']['id'], 'the other end moved')

        shop.undo()
        shop.saved()
        check(shop.flow('Order')['source'].get('cell') == after['Customer']['id'], 'undo left it loose')
        select_flow(shop, 'Order')
        left, top, width, height = shop.box('Web shop')
        # The end lies on the border of the circle.
        shop.application.drag((left + 1, top + height / 2), shop.middle('Orders'))
        after = shop.saved()
        check(shop.flow('Order')['target'].get('cell') == after['Orders']['id'], 'the flow ends elsewhere')


def test_place_and_rename(program):
    """A kind of the palette follows the pointer until a click places it; a double click renames."""
    with Shop(program) as shop:
        application = shop.application
        search = application.wait_entry('Find a kind of element')
        application.click(*application.middle(search))
        application.wait_focused(search)
        row = application.wait('Database', {Atspi.Role.LIST_ITEM})
        top = application.extents(row)[1]
        application.type('database')
        wait_for('the database to be at the top', lambda: application.extents(row)[1] < top)
        application.click(*application.middle(row))
        place = shop.ground()
        application.click(*place)
        wait_for('the database', lambda: application.find('Database, …'))
        left, top, width, height = shop.box('Database')
        check(abs(left + width / 2 - place[0]) <= GRID and abs(top + height / 2 - place[1]) <= GRID,
              'it is not where the click was')
        # The name stands below the icon.
        application.click(left + width / 2, top + height * 0.7, count=2)
        application.wait_focused(application.wait_entry('Name', find_canvas(application)))
        application.key('ctrl+a')
        application.type('Archive')
        application.key('Return')
        wait_for('the new name', lambda: application.find('Archive, …'))
        check('Archive' in shop.saved(), 'the name was not saved')


def test_duplicate_and_stack(program):
    """Duplicate, cut and paste, order of what overlaps: all by keys, all in the file."""
    with Shop(program) as shop:
        application = shop.application
        shop.select('Web shop')
        application.key('ctrl+d')
        wait_for('a second shop', lambda: count_named(shop, 'Web shop') == 2)
        save(application, shop.path)
        copies = [cell for cell in list_cells(shop.path) if cell['data'].get('name') == 'Web shop']
        check(len(copies) == 2 and copies[0]['id'] != copies[1]['id'], 'the copy has the same identifier')
        check(copies[0]['position'] != copies[1]['position'], 'the copy hides what it was made of')
        threats = [len(cell['data']['threats']) for cell in copies]
        check(threats[0] == threats[1] > 0, f'the threats are {threats}')
        application.key('ctrl+x')
        wait_for('it to go', lambda: count_named(shop, 'Web shop') == 1)
        application.move_pointer(*shop.ground())
        application.key('ctrl+v')
        wait_for('it to come back', lambda: count_named(shop, 'Web shop') == 2)

        shop.select('Customer')
        for keys, place in (('ctrl+shift+Page_Up', max), ('ctrl+shift+Page_Down', min)):
            application.key(keys)
            order = {name: cell.get('zIndex', 0) for name, cell in shop.saved().items() if name != 'Data centre'}
            check(order['Customer'] == place(order.values()), f'after {keys} the order is {order}')


def count_named(shop, name):
    canvas = find_canvas(shop.application)
    return sum(1 for item in walk(canvas) if (item.get_name() or '').startswith(name + ', '))


def escape(shop, what, start, end, drag=None):
    """Escape in the middle of a drag leaves everything as it was."""
    application = shop.application
    before = read_boxes(application)
    if drag is not None:
        drag(start, end)
    else:
        application.drag(start, end, release=False)
    application.key('Escape')
    xdotool('mouseup', 1)
    # What is where is told with the next frame.
    wait_equal(f'{what}: everything to be where it was', lambda: read_boxes(application), before)
    check(not is_modified(application), f'{what}: the model changed')


def test_escape(program):
    """Escape gives up every gesture and leaves the model as it was."""
    with Shop(program) as shop:
        application = shop.application
        ground = shop.ground()
        middle = shop.middle('Mail queue')

        def beside(point, x=60, y=70):
            return point[0] + x, point[1] + y

        shop.select('Mail queue')
        escape(shop, 'move', middle, beside(middle))
        shop.select('Mail queue')
        corner = shop.corner('Mail queue', 1, 1, 4)
        escape(shop, 'resize', corner, beside(corner))
        shop.select('Mail queue')
        handle = shop.corner('Mail queue', 1, 0, 18)
        escape(shop, 'connect', handle, shop.middle('Payment provider'))
        application.click(*ground)
        escape(shop, 'rubber band', beside(ground, 200, 0), shop.middle('Web shop'))
        check(shop.count_selected() == 0, 'the band selected')
        select_flow(shop, 'Order')
        left, top, width, height = shop.box('Customer')
        source = left + width, top + height / 2
        escape(shop, 'reconnect', source, ground)
        select_flow(shop, 'Order')
        escape(shop, 'bend', (source[0] + 25, source[1]), (source[0] + 40, source[1] + 120))
        application.key('F2')
        entry = application.wait_entry('Name', find_canvas(application))
        application.wait_focused(entry)
        application.type('Purchase')
        application.wait_text(entry, 'Purchase')
        application.key('Escape')
        application.wait_gone('Name', ENTRIES, find_canvas(application))
        check(not is_modified(application) and application.find('Order, …'), 'a given up name was kept')
        before = read_boxes(application)
        application.click(*application.middle(application.wait('Web Service', {Atspi.Role.LIST_ITEM})))
        application.move_pointer(*ground)
        application.key('Escape')
        application.click(*ground)
        wait_equal('nothing to be selected', shop.count_selected, 0)
        check(read_boxes(application) == before and not is_modified(application), 'a given up kind was placed')


def test_escape_beyond_elements(program):
    """Escape gives up a drag out of the palette, a drag of the view and a label that slides, too."""
    with Shop(program) as shop:
        application = shop.application
        ground = shop.ground()
        row = application.wait('Web Service', {Atspi.Role.LIST_ITEM})
        escape(shop, 'out of the palette', application.middle(row), ground, application.carry)
        application.wait_returned()
        check(count_named(shop, 'Web Service') == 0, 'what was given up was dropped')

        application.click(*ground)
        with held('space'):
            escape(shop, 'view', ground, (ground[0] - 120, ground[1] - 90))

        select_flow(shop, 'Order')
        label = shop.middle('Order')
        escape(shop, 'label', label, (label[0] + 40, label[1]))
        # The same drag without Escape does move it, so the label was what Escape gave back.
        shop.drag(label, 40, 0)
        wait_for('the mark of a change', lambda: is_modified(application))
        application.key('ctrl+z')
        wait_for('the mark to go', lambda: not is_modified(application))


TESTS = [test_select, test_move_on_grid, test_resize, test_bends, test_reconnect, test_place_and_rename,
         test_duplicate_and_stack, test_escape, test_escape_beyond_elements]

if __name__ == '__main__':
    chosen = sys.argv[2:]
    sys.exit(run([test for test in TESTS if not chosen or test.__name__ in chosen], sys.argv[1]))
