#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window: accessibility for finding things, xdotool for keys and the pointer.

Runs inside tests/ui/env.sh. Nothing counts on the speed of the machine: keys are sent when the window that
is on top has the focus, places are read when they rest, and results are waited for. A deadline is met by
a broken program only.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

import pointer  # noqa: E402
from report import describe, print_place  # noqa: E402
from waiting import (DEADLINE, Failure, Skipped, held, note, steps, wait_equal,  # noqa: E402,F401
                     wait_for, xdotool)

# A group was a panel before GTK 4.12.
GROUPS = {Atspi.Role.PANEL, Atspi.Role.GROUPING}
MENU_ITEMS = {Atspi.Role.MENU_ITEM}
BUTTONS = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON}
FRAMES = {Atspi.Role.FRAME, Atspi.Role.WINDOW}
POPUPS = {Atspi.Role.TOOL_TIP, Atspi.Role.POPUP_MENU}
# Another press at the same place so soon would make a double click of two clicks.
DOUBLE_CLICK_S = 0.5
# More than keys and clicks that are sent together make.
EVENTS_AT_ONCE = 24
# What the pointer looks like above a place where a drop is taken; newer GTK names it as CSS does.
DROPS = {'dnd-copy', 'copy', 'dnd-move', 'move', 'dnd-link', 'alias'}
ENTRIES = {Atspi.Role.TEXT, Atspi.Role.ENTRY}


def walk(node, backwards=False):
    """An accessible and all that is in it; BACKWARDS what came last, and lies on top, is first."""
    yield node
    numbers = range(node.get_child_count())
    for i in reversed(numbers) if backwards else numbers:
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child, backwards)


def has_state(node, state):
    return node.get_state_set().contains(state)


def ancestors(node):
    """An accessible and all that it is in, from the inside to the window."""
    while node is not None and node.get_role() != Atspi.Role.APPLICATION:
        yield node
        node = node.get_parent()


def is_busy(node):
    """Whether an accessible is in something that is not up to date."""
    return any(has_state(part, Atspi.StateType.BUSY) for part in ancestors(node))


def read_property(window, name):
    """The value of a property of an X window as text; empty where it has none."""
    text = subprocess.run(['xprop', *(['-root'] if window is None else ['-id', window]), name], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return text.partition('=' if window else '#')[2].strip()


def read_windows(name):
    """The X windows that a property of the root window lists, written as xdotool does."""
    return [str(int(number, 16)) for number in read_property(None, name).split(', ') if number and int(number, 16)]


def list_visible(pid):
    """All X windows of a process that are seen, with menus, tooltips and what is carried."""
    return set(subprocess.run(['xdotool', 'search', '--all', '--onlyvisible', '--pid', str(pid)], check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.split())


class Application:
    """One run of the program."""

    running = []

    def __init__(self, program, *arguments, **environment):
        note('start ' + ' '.join(str(argument).rsplit('/', 1)[-1] for argument in arguments))
        self.process = subprocess.Popen(
            [program, *map(str, arguments)],
            env={**os.environ, 'G_DEBUG': 'gc-friendly,fatal-criticals', **environment})
        self.node = None
        self.clicked = 0.0
        self.carried = set()
        self.known_canvas = None
        Application.running.append(self)
        self.node = wait_for('the program on the accessibility bus', self._find)

    def _find(self):
        self.check_alive()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            node = desktop.get_child_at_index(i)
            if node is not None and node.get_process_id() == self.process.pid:
                return node
        return None

    def check_alive(self):
        if self.process.poll() is not None:
            raise Failure(f'the program ended with {self.process.returncode}')

    # Finding

    def find(self, name, roles=None, below=None):
        """The first accessible with this name, or a part of it that ends in '…'; None."""
        for node in walk(below) if below else self.everything():
            text = node.get_name() or ''
            fits = text.startswith(name[:-1]) if name.endswith('…') else text == name
            if fits and (roles is None or node.get_role() in roles):
                return node
        return None

    def everything(self):
        """All accessibles, those of the window that came last first: a walk through a window takes long."""
        for i in reversed(range(self.node.get_child_count())):
            window = self.node.get_child_at_index(i)
            if window is not None:
                yield from walk(window)

    def wait_toast(self, text):
        """A toast stays for some seconds only, and lies above all else."""
        return wait_for(f'the toast “{text}”', lambda: next(
            (node for node in walk(self.node, backwards=True) if node.get_name() == text), None))

    def wait(self, name, roles=None, below=None):
        return wait_for(f'“{name}”', lambda: self.find(name, roles, below) or self.check_alive())

    def canvas(self):
        """The list of the elements of the diagram that is seen."""
        def is_it(node):
            return node is not None and node.get_role() == Atspi.Role.LIST \
                and (node.get_name() or '').startswith('Diagram ')
        try:
            known = is_it(self.known_canvas)
        except GLib.Error:      # the window that it was in is gone
            known = False
        if not known:
            self.known_canvas = self.wait('Diagram …', {Atspi.Role.LIST})
        return self.known_canvas

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

    def wait_gone(self, name, roles=None, below=None):
        wait_for(f'“{name}” to go', lambda: self.find(name, roles, below) is None)

    def wait_entry(self, name, below=None):
        """The entry with this name that is seen; the last of several."""
        return wait_for(f'the entry “{name}”', lambda: [
            node for node in walk(below or self.node)
            if node.get_name() == name and node.get_role() in ENTRIES
            and has_state(node, Atspi.StateType.VISIBLE)
            and Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW).width > 1][-1:])[0]

    def wait_focus_in(self, roles):
        """The accessible of one of these roles that keys go to."""
        def search():
            node = self.focused()
            return node if node is not None and node.get_role() in roles else None
        return wait_for('the focus to be in one of ' + ', '.join(role.value_nick for role in roles), search)

    def wait_focused(self, node):
        """Waits until keys go to an accessible or what is in it."""
        wait_for(f'“{node.get_name()}” to have the focus', lambda: any(
            has_state(part, Atspi.StateType.FOCUSED) for part in walk(node)))

    def wait_text(self, node, text):
        """Waits until an entry says this."""
        wait_equal(f'the text of “{node.get_name()}”',
                   lambda: Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)), text)

    def focused(self):
        """What keys go to; in the window that came last first."""
        return next((node for toplevel in reversed(self.toplevels()) for node in walk(toplevel)
                     if has_state(node, Atspi.StateType.FOCUSED)), None)

    def focused_name(self):
        """The name of the element of the diagram that keys go to; None where there is none."""
        canvas = self.canvas()
        return next((node.get_name() for node in walk(canvas) if has_state(node, Atspi.StateType.FOCUSED)), None)

    def choose_file(self, path):
        """Types a path into the file chooser that is open; it may still be reading its folder."""
        def is_typed():
            entry = self.wait_focus_in(ENTRIES)
            self.key('ctrl+a')
            self.type(str(path))
            return Atspi.Text.get_text(entry, 0, Atspi.Text.get_character_count(entry)) == str(path)
        wait_for('the path to be typed', is_typed)
        self.key('Return')

    def choose_item(self, number, row=None):
        """Chooses from the list that drops down from what has the focus, by keys."""
        row = row or self.wait_focus_in({Atspi.Role.COMBO_BOX})
        self.key('space')
        self.wait_focus_in({Atspi.Role.LIST_ITEM})
        self.key('Home', *['Down'] * number, 'Return')
        self.wait_focused(row)

    # Windows

    def toplevels(self):
        """The accessible windows that are seen."""
        children = [self.node.get_child_at_index(i) for i in range(self.node.get_child_count())]
        return [node for node in children if node is not None and node.get_role() not in POPUPS
                and has_state(node, Atspi.StateType.VISIBLE)]

    def windows(self):
        """The program's X windows, the one on top last; none of its menus and tooltips."""
        return [window for window in read_windows('_NET_CLIENT_LIST_STACKING')
                if read_property(window, '_NET_WM_PID') == str(self.process.pid)]

    def window(self, title=None):
        """The X window that is on top of the program's, or the one whose title fits this expression."""
        def search():
            fitting = [window for window in self.windows()
                       if title is None or re.search(title, xdotool('getwindowname', window))]
            return fitting[-1] if fitting else self.check_alive()
        return wait_for('a window' + (f' “{title}”' if title else ''), search)

    def title(self):
        return xdotool('getwindowname', self.window()).strip()

    def find_hindrance(self):
        """Why keys would not reach the program now; None when they would."""
        self.check_alive()
        windows, toplevels = self.windows(), self.toplevels()
        if len(windows) != len(toplevels):
            return f'{len(toplevels)} windows are accessible and {len(windows)} managed'
        focused = read_windows('_NET_ACTIVE_WINDOW')
        if not focused or focused[0] not in windows:
            return f'the focus is on window {focused}, not on one of {windows}'
        if any(has_state(node, Atspi.StateType.MODAL) for node in toplevels) \
                and 'MODAL' not in read_property(focused[0], '_NET_WM_STATE'):
            return f'the focus is on window {focused}, which is below a dialog'
        return None

    def wait_ready(self):
        """Waits until the dialogs that were opened or closed are, and a window has the focus."""
        hindrance = ['']

        def is_ready():
            hindrance[0] = self.find_hindrance()
            return hindrance[0] is None
        try:
            wait_for('a window to have the focus', is_ready)
        except Failure as failure:
            raise Failure(f'{failure}: {hindrance[0]}') from None

    def focus(self, title=None):
        """Gives the focus to the window on top, or the one whose title fits this expression."""
        def is_focused():
            window = self.window(title)
            if read_windows('_NET_ACTIVE_WINDOW') == [window]:
                return window
            xdotool('windowactivate', window)
            return None
        wait_for('the window to be active', is_focused)
        self.wait_ready()

    # Acting

    def press(self, name, below=None):
        """Presses a button as an accessibility tool would."""
        Atspi.Action.do_action(self.wait(name, BUTTONS, below), 0)

    def activate(self, node):
        """Does what a click would, by the accessible's own action where it has one."""
        note(f'activate “{node.get_name()}”')
        if 'Action' in node.get_interfaces() and Atspi.Action.get_n_actions(node) > 0:
            Atspi.Action.do_action(node, 0)
        else:
            self.click(*self.middle(node))

    def perform(self, name):
        """Runs an action of the window, as an item of its menu does."""
        node, number = wait_for(f'the action {name}', lambda: next(
            ((node, i) for node in walk(self.node) if 'Action' in node.get_interfaces()
             for i in range(Atspi.Action.get_n_actions(node)) if Atspi.Action.get_action_name(node, i) == name), None))
        note(f'perform {name}')
        Atspi.Action.do_action(node, number)

    def middle(self, node):
        """The middle of an accessible on the screen."""
        x, y, width, height = self.extents(node)
        return x + width // 2, y + height // 2

    def extents(self, node):
        """Where an accessible is on the screen, once it rests there."""
        last = [None]

        def rests():
            before, last[0] = last[0], self.read_extents(node)
            return last[0] == before and not is_busy(node)
        wait_for(f'“{node.get_name()}” to rest', rests)
        return last[0]

    def read_extents(self, node):
        """Where an accessible is on the screen now."""
        extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        x, y = self.origin(node)
        return x + extents.x, y + extents.y, extents.width, extents.height

    def origin(self, node=None):
        """Where the contents of an accessible's window begin: inside the border that GTK draws for resizing."""
        frame = list(ancestors(node))[-1] if node is not None else self.toplevels()[0]
        windows = self.windows()
        if len(windows) > 1:
            named = [window for window in windows if xdotool('getwindowname', window).strip() == frame.get_name()]
            windows = named or windows
        text = xdotool('getwindowgeometry', '--shell', windows[-1])
        values = dict(line.split('=') for line in text.split() if '=' in line)
        extents = Atspi.Component.get_extents(frame, Atspi.CoordType.WINDOW)
        # Newer GTK takes the border away where it has to be added.
        border = max(0, (int(values['WIDTH']) - extents.width) // 2 - 2 * extents.x)
        return int(values['X']) + border, int(values['Y']) + border

    def wait_heard(self):
        """Until the program has taken all events: it takes one for each answer that it gives."""
        try:
            windows = self.toplevels()
            for _ in range(EVENTS_AT_ONCE if windows else 0):
                Atspi.Component.get_extents(windows[0], Atspi.CoordType.WINDOW)
        except GLib.Error:
            note('the window is gone')

    def key(self, *keys):
        self.wait_ready()
        xdotool('key', '--delay', '30', *keys)
        self.wait_heard()

    def type(self, text):
        self.wait_ready()
        xdotool('type', '--delay', '20', text)
        self.wait_heard()

    @staticmethod
    def move_pointer(x, y):
        xdotool('mousemove', int(x), int(y))

    def click(self, x, y, button=1, count=1):
        """Clicks; no double click unless COUNT is 2."""
        self.wait_ready()
        time.sleep(max(0.0, self.clicked + DOUBLE_CLICK_S - time.monotonic()))
        note(f'click at {x:.0f}, {y:.0f}')
        self.move_pointer(x, y)
        xdotool('click', '--repeat', count, '--delay', 60, button)
        self.clicked = time.monotonic()
        self.wait_heard()

    def pull(self, start, end, steps=12):
        """Moves the pointer as a hand does."""
        for i in range(1, steps + 1):
            self.move_pointer(start[0] + (end[0] - start[0]) * i / steps,
                              start[1] + (end[1] - start[1]) * i / steps)
            time.sleep(0.03)

    def drag(self, start, end, steps=12, release=True, button=1, pid=None):
        """Presses at START, moves to END in small steps, and lets go; PID is of another program whose window is."""
        if pid in (None, self.process.pid):
            self.wait_ready()
        note('drag from {:.0f}, {:.0f} to {:.0f}, {:.0f}'.format(*start, *end))
        self.move_pointer(*start)
        xdotool('mousedown', button)
        self.pull(start, end, steps)
        if release:
            xdotool('mouseup', button)
        self.wait_heard()

    def carry(self, start, end, taken=True, pid=None):
        """Drags something, of another program perhaps, to where a drop is TAKEN or is not, and holds it there."""
        pid = pid or self.process.pid
        before = list_visible(pid)
        near = tuple(a + (b - a) * 0.2 for a, b in zip(start, end))
        self.drag(start, near, release=False, pid=pid)
        self.carried = wait_for('the drag to begin', lambda: list_visible(pid) - before)
        self.pull(near, end)
        wait_for(f'the place {end} to {"take" if taken else "refuse"} the drop',
                 lambda: (pointer.shape() in DROPS) == taken)

    @staticmethod
    def drop():
        """Lets go of what is carried."""
        xdotool('mouseup', 1)

    def wait_returned(self):
        """What is given up flies back first, and until it is there nothing else can be dragged."""
        wait_for('what was carried to be gone', lambda: not self.carried & list_visible(self.process.pid))

    def screenshot(self, path):
        subprocess.run(['import', '-window', 'root', str(path)], check=True)

    # Ending

    def wait_end(self):
        wait_for('the program to end', lambda: self.process.poll() is not None)
        return self.process.returncode

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
        """Ends what still runs; after a failure what was seen is told first."""
        if self not in Application.running:
            return
        Application.running.remove(self)
        if sys.exc_info()[0] is not None and not isinstance(sys.exc_info()[1], Skipped):
            describe(self)
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()


def start_afresh():
    """What one test leaves unsaved is not offered to the next; nothing is held, nothing is pointed at."""
    os.environ['XDG_STATE_HOME'] = tempfile.mkdtemp(dir=os.environ['HOME'])
    steps.clear()
    if 'DISPLAY' in os.environ:
        xdotool('mouseup', 1, 'mouseup', 2, 'mouseup', 3, 'keyup', 'shift', 'keyup', 'ctrl', 'keyup', 'alt',
                'keyup', 'space', 'mousemove', 2, 2)


def run(tests, program):
    """Runs test functions, each with PROGRAM, and prints TAP; what failed is told once more at the end."""
    print(f'1..{len(tests)}', flush=True)
    failures = []
    for number, test in enumerate(tests, 1):
        start_afresh()
        try:
            try:
                test(program)
            finally:
                for application in list(Application.running):
                    application.close()
            print(f'ok {number} {test.__name__}', flush=True)
        except Skipped as reason:
            print(f'ok {number} {test.__name__} # SKIP {reason}', flush=True)
        except Exception as error:   # a test may fail in any way
            failures.append(f'{test.__name__}: {type(error).__name__}: {error}')
            print(f'not ok {number} {test.__name__}: {error}', flush=True)
            print_place(error)
    for failure in failures:
        print(f'# failed: {failure}', flush=True)
    return 1 if failures else 0
