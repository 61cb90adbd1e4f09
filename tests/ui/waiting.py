# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for what a step needs or does, and remembering the steps for the report of a failure."""
import collections
import contextlib
import os
import subprocess
import time

from gi.repository import GLib

# Met by a broken program only.
DEADLINE = float(os.environ.get('PARAPET_UI_DEADLINE', '60'))


class Failure(AssertionError):
    pass


class Skipped(Exception):
    pass


# Commands of xdotool that only look, or come in great number.
UNTOLD = {'getwindowname', 'getwindowgeometry', 'getactivewindow', 'search', 'mousemove'}

# What was done last, for the report of a failure.
steps = collections.deque(maxlen=14)


def note(text):
    steps.append(f'{time.strftime("%H:%M:%S")} {text}')


def wait_for(what, function, deadline=DEADLINE):
    """The first true value of FUNCTION."""
    start = time.monotonic()
    problem = ''
    while True:
        try:
            value = function()
            problem = ''
        except (GLib.Error, subprocess.CalledProcessError) as error:   # something went away
            value, problem = None, f' ({error})'
        waited = time.monotonic() - start
        if value:
            if waited > 0.5:
                note(f'waited {waited:.1f} s for {what}')
            return value
        if waited > deadline:
            raise Failure(f'waited {waited:.0f} s in vain for {what}{problem}')
        time.sleep(0.05)


def wait_equal(what, function, expected):
    """Waits until FUNCTION gives what is expected, and tells what it gave instead."""
    last = [None]

    def is_equal():
        last[0] = function()
        return last[0] == expected
    try:
        wait_for(what, is_equal)
    except Failure as failure:
        raise Failure(f'{failure}: expected {expected!r}, there is {last[0]!r}') from None


def xdotool(*arguments):
    if arguments[0] not in UNTOLD:
        note('xdotool ' + ' '.join(map(str, arguments)))
    return subprocess.run(['xdotool', *map(str, arguments)], check=True,
                          stdout=subprocess.PIPE, text=True).stdout


@contextlib.contextmanager
def held(key):
    """Holds a key down, and lets go of it whatever happens."""
    xdotool('keydown', key)
    try:
        yield
    finally:
        xdotool('keyup', key)
