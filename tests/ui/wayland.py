# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window under a headless mutter: fingers, a touchpad, keys, by its remote desktop interface."""
import time

import gi
gi.require_version('Gdk', '4.0')
from gi.repository import Gdk, Gio, GLib  # noqa: E402

from parapet_ui import Application, Atspi, FRAMES, Failure, has_state, wait_for, walk  # noqa: E402

REMOTE = 'org.gnome.Mutter.RemoteDesktop'
CAST = 'org.gnome.Mutter.ScreenCast'
# A hand moves in steps; each is told at its own time.
STEP_S = 0.02


def path_of(name):
    return '/' + name.replace('.', '/')


class Seat:
    """Input devices that exist only here."""

    def __init__(self):
        # Who made a session must stay on the bus.
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.session = self.call(REMOTE, path_of(REMOTE), REMOTE, 'CreateSession')
        identifier = self.call(REMOTE, self.session, 'org.freedesktop.DBus.Properties', 'Get', '(ss)',
                               REMOTE + '.Session', 'SessionId')
        cast = self.call(CAST, path_of(CAST), CAST, 'CreateSession', '(a{sv})',
                         {'remote-desktop-session-id': GLib.Variant('s', identifier)})
        # Places are told on a stream of pictures of the screen.
        self.stream = self.call(CAST, cast, CAST + '.Session', 'RecordMonitor', '(sa{sv})', 'Meta-0', {})
        self.notify('Start')

    def call(self, name, path, interface, method, signature='()', *arguments):
        reply = self.bus.call_sync(name, path, interface, method, GLib.Variant(signature, arguments), None,
                                   Gio.DBusCallFlags.NONE, 10000, None)
        return reply.unpack()[0] if reply.n_children() else None

    def notify(self, method, signature='()', *arguments):
        self.call(REMOTE, self.session, REMOTE + '.Session', method, signature, *arguments)

    def wake(self, x, y):
        """A device appears with its first event, which no window has: that event is lost."""
        self.move(x, y)
        self.press_keys('Shift_L')
        self.down(0, x, y)
        self.up(0)
        time.sleep(0.5)

    def press_keys(self, *names):
        values = [Gdk.keyval_from_name(name) for name in names]
        for value in values:
            self.notify('NotifyKeyboardKeysym', '(ub)', value, True)
        for value in reversed(values):
            self.notify('NotifyKeyboardKeysym', '(ub)', value, False)
        time.sleep(STEP_S)

    def move(self, x, y):
        self.notify('NotifyPointerMotionAbsolute', '(sdd)', self.stream, float(x), float(y))
        time.sleep(STEP_S)

    def scroll(self, x, y, steps):
        """Two fingers move on a touchpad. This mutter does not tell when they are lifted."""
        for _ in range(steps):
            self.notify('NotifyPointerAxis', '(ddu)', x / steps, y / steps, 0)
            time.sleep(STEP_S)

    def down(self, finger, x, y):
        self.notify('NotifyTouchDown', '(sudd)', self.stream, finger, float(x), float(y))

    def slide(self, finger, x, y):
        self.notify('NotifyTouchMotion', '(sudd)', self.stream, finger, float(x), float(y))

    def up(self, finger):
        self.notify('NotifyTouchUp', '(u)', finger)
        time.sleep(STEP_S)

    def drag(self, start, end, steps=15):
        """One finger."""
        self.down(0, *start)
        for i in range(1, steps + 1):
            self.slide(0, start[0] + (end[0] - start[0]) * i / steps,
                       start[1] + (end[1] - start[1]) * i / steps)
            time.sleep(STEP_S)
        self.up(0)

    def pinch(self, centre, apart, apart_after, centre_after=None, steps=15):
        """Two fingers, each so far from the centre, and after it."""
        (x, y), (x_after, y_after) = centre, centre_after or centre
        self.down(0, x - apart, y)
        self.down(1, x + apart, y)
        for i in range(1, steps + 1):
            to_x, to_y, distance = (a + (b - a) * i / steps for a, b in
                                    ((x, x_after), (y, y_after), (apart, apart_after)))
            self.slide(0, to_x - distance, to_y)
            self.slide(1, to_x + distance, to_y)
            time.sleep(STEP_S)
        self.up(0)
        self.up(1)

    def join(self, finger, start, end, steps=10):
        """A finger joins another one that is down, and moves; then both are lifted."""
        self.down(finger, *start)
        for i in range(1, steps + 1):
            self.slide(finger, start[0] + (end[0] - start[0]) * i / steps,
                       start[1] + (end[1] - start[1]) * i / steps)
            time.sleep(STEP_S)
        self.up(finger)
        self.up(0)


class FullScreen(Application):
    """The program on the whole screen, so that places in its window are places on the screen."""

    def __init__(self, program, *arguments, **environment):
        super().__init__(program, *arguments, **environment)
        try:
            self.seat = Seat()
            self.fill_screen()
        except Exception:
            self.kill()
            raise

    def fill_screen(self):
        frame = self.frame()
        wait_for('the window to be shown',
                 lambda: Atspi.Component.get_extents(frame, Atspi.CoordType.WINDOW).width > 1)
        self.seat.wake(5, 5)
        wait_for('the window to have the keys', lambda: frame.get_state_set().contains(Atspi.StateType.ACTIVE))
        size = Atspi.Component.get_extents(frame, Atspi.CoordType.WINDOW).width
        self.seat.press_keys('F11')
        wait_for('the whole screen',
                 lambda: Atspi.Component.get_extents(frame, Atspi.CoordType.WINDOW).width != size)

    def frame(self):
        return wait_for('the window', lambda: next(
            (node for node in walk(self.node) if node.get_role() in FRAMES), None))

    def origin(self, node=None):
        return 0, 0

    def title(self):
        return self.frame().get_name()

    def wait_ready(self):
        wait_for('the window to have the keys', lambda: has_state(self.frame(), Atspi.StateType.ACTIVE))

    def focus(self, title=None):
        """There is one window, and it has the focus."""

    def key(self, *keys):
        """Keys as they are written for xdotool."""
        names = {'ctrl': 'Control_L', 'shift': 'Shift_L', 'alt': 'Alt_L'}
        for key in keys:
            self.seat.press_keys(*(names.get(name, name) for name in key.split('+')))

    def screenshot(self, path):
        """The compositor shows its screen to nobody."""

    def click(self, x, y, button=1, count=1):
        raise Failure('there is no mouse here')
