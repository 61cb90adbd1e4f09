# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program showed when a test failed, in few enough lines to be read at the end of a log."""
import os
import subprocess
import traceback

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from waiting import steps  # noqa: E402

MOST_ITEMS = 12
MOST_TEXTS = 8
STATES = ('active', 'modal', 'focused', 'selected', 'busy')


def say(text):
    print('# ' + ' '.join(text.split())[:240], flush=True)


def print_place(error):
    """The line of the test that failed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if '/test_' in frame.filename]
    for frame in frames[1:]:
        say(f'{os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line}')


def describe_node(node):
    states = [state.value_nick for state in node.get_state_set().get_states()]
    place = ''
    if 'Component' in node.get_interfaces():
        box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        place = f'{box.x},{box.y} {box.width}×{box.height}'
    return ' '.join([f'“{node.get_name()}” {node.get_role_name()} {place}',
                     *(state for state in STATES if state in states)])


def list_seen(node):
    """Accessibles that are seen, each with what it holds."""
    if not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return []
    children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    return [node] + [part for child in children if child is not None for part in list_seen(child)]


def describe_window(window):
    say('window ' + describe_node(window))
    seen = list_seen(window)
    # In a window that is no dialog what counts is the diagram.
    canvas = next((node for node in seen if (node.get_name() or '').startswith('Diagram ')
                   and node.get_role() == Atspi.Role.LIST), None)
    for node in seen:
        if node.get_state_set().contains(Atspi.StateType.FOCUSED):
            say('focus on ' + describe_node(node))
    if canvas is None:
        texts = [node.get_name() for node in seen if node.get_name()]
        say('it says ' + ' · '.join(texts[:MOST_TEXTS]))
        return
    say(f'canvas {describe_node(canvas)}, {canvas.get_description()}')
    for i in range(min(canvas.get_child_count(), MOST_ITEMS)):
        say('  ' + describe_node(canvas.get_child_at_index(i)))


def describe_display():
    for command in (['xdotool', 'getmouselocation'], ['xprop', '-root', '_NET_ACTIVE_WINDOW'],
                    ['xprop', '-root', '_NET_CLIENT_LIST_STACKING']):
        say(subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout)


def describe(application):
    """Prints the last steps and what is on the screen."""
    for step in steps:
        say(step)
    if application.process.poll() is not None:
        say(f'the program has ended with {application.process.returncode}')
        return
    try:
        if 'DISPLAY' in os.environ:
            describe_display()
        for window in application.toplevels():
            describe_window(window)
    except (GLib.Error, AttributeError) as error:
        say(f'the accessible tree cannot be read: {error}')
    if 'PARAPET_UI_PICTURES' in os.environ:
        application.screenshot(f'{os.environ["PARAPET_UI_PICTURES"]}/{application.process.pid}.png')
