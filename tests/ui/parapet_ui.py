#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window: accessibility for finding things, xdotool for keys and the pointer.

Runs inside tests/ui/env.sh. Everything polls with a deadline; nothing sleeps for long.
"""
import os
import subprocess
import sys
import tempfile
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

DEADLINE = float(os.environ.get('PARAPET_UI_DEADLINE', '20'))

# A group was a panel before GTK 4.12.
GROUPS = {Atspi.Role.PANEL, Atspi.Role.GROUPING}
MENU_ITEMS = {Atspi.Role.MENU_ITEM}
BUTTONS = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON}
FRAMES = {Atspi.Role.FRAME, Atspi.Role.WINDOW}


class Failure(AssertionError):
    pass


class Skipped(Exception):
    pass


def wait_for(what, function, deadline=DEADLINE):
    """The first true value of FUNCTION."""
    end = time.monotonic() + deadline
    while True:
        try:
            value = function()
        except (gi.repository.GLib.Error, subprocess.CalledProcessError):   # something that went away meanwhile
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f'waited in vain for {what}')
        time.sleep(0.05)


def xdotool(*arguments):
    return subprocess.run(['xdotool', *map(str, arguments)], check=True,
                          stdout=subprocess.PIPE, text=True).stdout


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def has_state(node, state):
    return node.get_state_set().contains(state)


class Application:
    """One run of the program."""

    def __init__(self, program, *arguments, **environment):
        self.process = subprocess.Popen(
            [program, *map(str, arguments)],
            env={**os.environ, 'G_DEBUG': 'gc-friendly,fatal-criticals', **environment})
        try:
            self.node = wait_for('the program on the accessibility bus', self._find)
        except Failure:
            self.kill()
            raise

    def _find(self):
        if self.process.poll() is not None:
            raise Failure(f'the program ended with {self.process.returncode}')
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            node = desktop.get_child_at_index(i)
            if node is not None and node.get_process_id() == self.process.pid:
                return node
        return None

    # Finding

    def find(self, name, roles=None, below=None):
        """The first accessible with this name, or a part of it that ends in '…'; None."""
        for node in walk(below or self.node):
            text = node.get_name() or ''
            fits = text.startswith(name[:-1]) if name.endswith('…') else text == name
            if fits and (roles is None or node.get_role() in roles):
                return node
        return None

    def wait(self, name, roles=None, below=None):
        return wait_for(f'“{name}”', lambda: self.find(name, roles, below))

    def wait_menu_item(self, name):
        """An item of the menu that is open; skips the test where GTK (4.18) gives those items no names."""
        def search():
            item = self.find(name, MENU_ITEMS)
            if item is None:
                items = [node for node in walk(self.node) if node.get_role() in MENU_ITEMS]
                if items and not any(node.get_name() for node in items):
                    raise Skipped('this GTK gives the items of menus no names')
            return item
        return wait_for(f'“{name}”', search)

    def wait_gone(self, name, roles=None):
        wait_for(f'“{name}” to go', lambda: self.find(name, roles) is None)

    def focused(self):
        return next((node for node in walk(self.node) if has_state(node, Atspi.StateType.FOCUSED)), None)

    def window(self, title=None):
        """The X window that is on top of the program's, or the one with this title."""
        def search():
            windows = subprocess.run(
                ['xdotool', 'search', '--all', '--onlyvisible', '--pid', str(self.process.pid),
                 *(['--name', title] if title else [])],
                stdout=subprocess.PIPE, text=True).stdout.split()
            return windows[-1] if windows else None
        return wait_for('a window' + (f' “{title}”' if title else ''), search)

    def title(self):
        return xdotool('getwindowname', self.window()).strip()

    # Acting

    def focus(self, title=None):
        window = self.window(title)
        xdotool('windowactivate', '--sync', window)
        return window

    def press(self, name, below=None):
        """Presses a button as an accessibility tool would."""
        Atspi.Action.do_action(self.wait(name, BUTTONS, below), 0)

    def activate(self, node):
        """Does what a click would, by the accessible's own action where it has one."""
        if 'Action' in node.get_interfaces() and Atspi.Action.get_n_actions(node) > 0:
            Atspi.Action.do_action(node, 0)
        else:
            self.click(*self.middle(node))

    def middle(self, node):
        """The middle of an accessible on the screen."""
        extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        x, y = self.origin()
        return x + extents.x + extents.width // 2, y + extents.y + extents.height // 2

    def extents(self, node):
        extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        x, y = self.origin()
        return x + extents.x, y + extents.y, extents.width, extents.height

    def origin(self):
        """Where the contents of the window on top begin: inside the border that GTK draws for resizing."""
        text = xdotool('getwindowgeometry', '--shell', self.window())
        values = dict(line.split('=') for line in text.split() if '=' in line)
        frame = next(node for node in walk(self.node) if node.get_role() in FRAMES)
        extents = Atspi.Component.get_extents(frame, Atspi.CoordType.WINDOW)
        # Newer GTK takes the border away where it has to be added.
        border = max(0, (int(values['WIDTH']) - extents.width) // 2 - 2 * extents.x)
        return int(values['X']) + border, int(values['Y']) + border

    @staticmethod
    def key(*keys):
        xdotool('key', '--delay', '30', *keys)

    @staticmethod
    def type(text):
        xdotool('type', '--delay', '20', text)

    @staticmethod
    def move_pointer(x, y):
        xdotool('mousemove', int(x), int(y))

    def click(self, x, y, button=1, count=1):
        self.move_pointer(x, y)
        time.sleep(0.1)
        xdotool('click', '--repeat', count, '--delay', 60, button)

    def click_until(self, what, place, function):
        """Clicks until FUNCTION is true: on a busy machine a server that has just started swallows a click."""
        for _ in range(2):
            self.click(*place())
            try:
                return wait_for(what, function, DEADLINE / 4)
            except Failure:
                pass
        self.click(*place())
        return wait_for(what, function)

    def drag(self, start, end, steps=12, release=True):
        """Presses at START, moves to END in small steps, as a hand does, and lets go."""
        self.move_pointer(*start)
        time.sleep(0.15)
        xdotool('mousedown', 1)
        for i in range(1, steps + 1):
            self.move_pointer(start[0] + (end[0] - start[0]) * i / steps,
                              start[1] + (end[1] - start[1]) * i / steps)
            time.sleep(0.03)
        if release:
            time.sleep(0.1)
            xdotool('mouseup', 1)

    def screenshot(self, path):
        subprocess.run(['import', '-window', 'root', str(path)], check=True)

    # Ending

    def wait_end(self):
        return wait_for('the program to end', lambda: self.process.poll() is not None) and self.process.returncode

    def quit(self):
        self.focus()
        self.key('ctrl+q')
        code = self.wait_end()
        if code:
            raise Failure(f'the program ended with {code}')

    def kill(self):
        """As a power cut does."""
        self.process.kill()
        self.process.wait()

    def close(self):
        """Ends what still runs; after a failure with a picture of the screen."""
        picture = os.environ.get('PARAPET_UI_PICTURES')
        if picture and sys.exc_info()[0] is not None:
            self.screenshot(f'{picture}/{self.process.pid}.png')
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()


def run(tests, program):
    """Runs test functions, each with PROGRAM, and prints TAP."""
    print(f'1..{len(tests)}', flush=True)
    failed = False
    for number, test in enumerate(tests, 1):
        # What one test leaves unsaved is not offered to the next.
        os.environ['XDG_STATE_HOME'] = tempfile.mkdtemp(dir=os.environ['HOME'])
        try:
            test(program)
            print(f'ok {number} {test.__name__}', flush=True)
        except Skipped as reason:
            print(f'ok {number} {test.__name__} # SKIP {reason}', flush=True)
        except Exception as error:   # a test may fail in any way
            failed = True
            print(f'not ok {number} {test.__name__}: {error}', flush=True)
    return 1 if failed else 0
