# SPDX-License-Identifier: GPL-3.0-or-later
"""What part of a diagram the canvas shows, measured to a fraction of a pixel.

Elements are accessible at whole pixels, rounded down. A line through the corners of many of them tells
zoom and place much finer.
"""
import collections
import copy
import json
import math

from bookshop import MODEL, new_folder
from parapet_ui import Atspi, Failure, has_state, wait_for

COLUMNS, ROWS, STEP = 14, 9, 110

View = collections.namedtuple('View', 'zoom x y')


def write_grid():
    """A model whose elements fill the view at every zoom; returns its path and their corners by name."""
    model = json.loads(MODEL.read_text(encoding='utf-8'))
    diagram = model['detail']['diagrams'][0]
    pattern = next(cell for cell in diagram['cells'] if cell['shape'] == 'actor')
    del model['detail']['diagrams'][1:]
    diagram['cells'] = []
    places = {}
    for i in range(COLUMNS * ROWS):
        cell = copy.deepcopy(pattern)
        name = f'A{i}'
        places[name] = (100 + i % COLUMNS * STEP, 100 + i // COLUMNS * STEP)
        cell.update(id=f'00000000-0000-4000-8000-{i:012}', size={'width': 60, 'height': 40},
                    position=dict(zip('xy', places[name])))
        cell['data'].update(name=name, threats=[], hasOpenThreats=False)
        diagram['cells'].append(cell)
    path = new_folder() / 'grid.json'
    path.write_text(json.dumps(model), encoding='utf-8')
    return path, places


def find_canvas(application):
    return application.canvas()


def read_boxes(application):
    """What is in view and where on the screen, flows as well, when it has come to rest: (name, x, y, width, height)."""
    canvas = find_canvas(application)
    last = [None]

    def rests():
        left, top = application.origin(canvas)
        boxes = []
        for i in range(canvas.get_child_count()):
            item = canvas.get_child_at_index(i)
            # Besides elements the entry for a name lies there.
            if item is not None and item.get_role() == Atspi.Role.LIST_ITEM:
                box = Atspi.Component.get_extents(item, Atspi.CoordType.WINDOW)
                boxes.append((item.get_name(), left + box.x, top + box.y, box.width, box.height))
        before, last[0] = last[0], boxes
        return boxes == before and not has_state(canvas, Atspi.StateType.BUSY)
    wait_for('the diagram to come to rest', rests)
    return last[0]


def read_corners(application, canvas, places):
    """Corner in the diagram and on the screen of each element whose corner is in view."""
    origin_x, origin_y = application.origin(canvas)
    area = Atspi.Component.get_extents(canvas, Atspi.CoordType.WINDOW)
    corners = []
    for i in range(canvas.get_child_count()):
        item = canvas.get_child_at_index(i)
        name = (item.get_name() or '').split(', ')[0] if item is not None else None
        if name not in places:
            continue
        box = Atspi.Component.get_extents(item, Atspi.CoordType.WINDOW)
        if area.x < box.x < area.x + area.width and area.y < box.y < area.y + area.height:
            corners.append((places[name], (box.x + origin_x + 0.5, box.y + origin_y + 0.5)))
    return corners


def fit(corners):
    n = len(corners)
    means = [[sum(pair[side][axis] for pair in corners) / n for axis in (0, 1)] for side in (0, 1)]
    above = below = 0
    for place, shown in corners:
        for axis in (0, 1):
            above += (place[axis] - means[0][axis]) * (shown[axis] - means[1][axis])
            below += (place[axis] - means[0][axis]) ** 2
    zoom = above / below
    return View(zoom, means[1][0] - zoom * means[0][0], means[1][1] - zoom * means[0][1])


def measure(application, places, until=lambda view: True):
    """The view, once it rests and fits UNTIL."""
    canvas = find_canvas(application)
    last = [None, None]

    def rests():
        corners = read_corners(application, canvas, places)
        before, last[0] = last[0], corners
        if len(corners) < 3 or corners != before or has_state(canvas, Atspi.StateType.BUSY):
            return None
        last[1] = fit(corners)
        return last[1] if until(last[1]) else None
    try:
        return wait_for('the view to come to rest where it should', rests)
    except Failure as failure:
        raise Failure(f'{failure}: it is {last[1]}') from None


def zoomed(before, factor):
    """Whether a view is BEFORE zoomed by FACTOR, and no step on the way to it."""
    return lambda view: abs(view.zoom / before.zoom / factor - 1) < 0.005


def to_layout(view, point):
    return (point[0] - view.x) / view.zoom, (point[1] - view.y) / view.zoom


def to_screen(view, place):
    return place[0] * view.zoom + view.x, place[1] * view.zoom + view.y


def stray(before, after, point):
    """How many pixels what was under a point of the screen is away from it now."""
    x, y = to_screen(after, to_layout(before, point))
    return math.hypot(x - point[0], y - point[1])
