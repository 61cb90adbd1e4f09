#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed at any moment and started again: test_kill.py PROGRAM (inside env.sh)

What a person saw before is compared with what is there after the recovery: at most the last gesture is lost.
PARAPET_UI_ROUNDS is how often (3), PARAPET_UI_SEED makes a run of before happen again.
"""
import os
import pathlib
import random
import sys
import time

from bookshop import cells, copy_model, check, fill_screen, is_modified, open_model, save, select
from diagram import find_canvas, read_boxes
from parapet_ui import Application, Failure, run, wait_equal, wait_for, xdotool

ROUNDS = int(os.environ.get('PARAPET_UI_ROUNDS', '3'))
SEED = int(os.environ.get('PARAPET_UI_SEED', '0')) or random.SystemRandom().randrange(1, 1 << 31)

# Never edited: the places of all others are told from it.
ANCHOR = 'As seen in the review of March'
LARGE = 'Data centre'


def show(application):
    """Room for the whole diagram at its original size."""
    application.focus()
    fill_screen(application)
    application.key('ctrl+9')
    wait_equal('the original size', lambda: box_of(application, LARGE)[2:], size_of(LARGE))


def size_of(name, path=pathlib.Path(__file__).resolve().parents[1] / 'data/threat-dragon/bookshop.json'):
    size = cells(path)[name]['size']
    return size['width'], size['height']


def read_elements(application):
    """The name and box on the screen of each element that is no flow, when it rests."""
    return [(name.split(', ')[0], *box) for name, *box in read_boxes(application) if 'Data Flow' not in name]


def box_of(application, name):
    return next(box[1:] for box in read_elements(application) if box[0] == name)


def read_state(application):
    """What there is and where, as a sorted list."""
    boxes = read_elements(application)
    anchor = next(box for box in boxes if box[0] == ANCHOR)
    return sorted((name, x - anchor[1], y - anchor[2], width, height) for name, x, y, width, height in boxes)


def read_resting_state(application, until=lambda state: True):
    """The state when it has come to rest and fits UNTIL."""
    last = [None]

    def rests():
        state = read_state(application)
        before, last[0] = last[0], state
        return state if state == before and until(state) else None
    return wait_for('the diagram to come to rest', rests)


def list_free(application):
    """What is not covered by another at its middle, and so can be clicked."""
    boxes = [box for box in read_elements(application) if box[0] != LARGE]

    def holds(box, x, y):
        return box[1] - 12 <= x <= box[1] + box[3] + 12 and box[2] - 12 <= y <= box[2] + box[4] + 12
    names = [box[0] for box in boxes]
    return [box for box in boxes if box[0] != ANCHOR and names.count(box[0]) == 1
            and sum(holds(other, box[1] + box[3] / 2, box[2] + box[4] / 2) for other in boxes) == 1]


def is_same(state, other):
    """Places on the screen are rounded: of two that lie one apart nothing is to be said."""
    return [box[0] for box in state] == [box[0] for box in other] and all(
        abs(a - b) <= 1 for box, twin in zip(state, other) for a, b in zip(box[1:], twin[1:]))


class Session:
    """Random gestures on a document, and what was seen after the last of them."""

    def __init__(self, application, path, chance):
        self.application, self.path, self.chance = application, path, chance
        self.n_names = self.n_steps = 0
        self.seen = read_resting_state(application)

    def pick(self):
        """Selects an element that can be clicked; its name and middle."""
        name, x, y, width, height = self.chance.choice(list_free(self.application))
        select(self.application, name)
        return name, (x + width // 2, y + height // 2)

    def new_name(self):
        self.n_names += 1
        return f'Part {self.n_names}'

    def drag(self, release=True):
        _, middle = self.pick()
        by = [self.chance.choice((-1, 1)) * self.chance.randrange(30, 90) for _ in 'xy']
        self.application.drag(middle, (middle[0] + by[0], middle[1] + by[1]), steps=6, release=release)

    def nudge(self):
        self.pick()
        self.application.key('alt+' + self.chance.choice(('Left', 'Right', 'Up', 'Down')))

    def rename(self, end=('Return',)):
        self.pick()
        self.application.key('F2')
        self.application.wait_focused(self.application.wait_entry('Name', find_canvas(self.application)))
        self.application.key('ctrl+a')
        self.application.type(self.new_name())
        self.application.key(*end)

    def duplicate(self):
        self.pick()
        self.application.key('ctrl+d')

    def delete(self):
        self.pick()
        self.application.key('Delete')

    def undo(self):
        self.application.key('ctrl+z')
        self.n_steps -= 2

    def edit(self):
        """One gesture that changes the diagram, seen to its end."""
        gestures = [self.drag, self.drag, self.nudge, self.rename, self.duplicate]
        if len(list_free(self.application)) > 3:
            gestures.append(self.delete)
        if self.n_steps > 0:
            gestures.append(self.undo)
        self.chance.choice(gestures)()
        self.n_steps += 1
        before = self.seen
        self.seen = read_resting_state(self.application, lambda state: state != before)

    def save(self):
        if is_modified(self.application):
            save(self.application, self.path)

    # The last moment: what is seen may be what is recovered, or what is returned.

    def end_at_rest(self):
        return self.seen

    def end_in_drag(self):
        self.drag(release=False)
        return self.seen

    def end_in_name(self):
        self.rename(end=('Left',))
        return self.seen

    def end_in_save(self):
        self.application.key('ctrl+s')
        time.sleep(self.chance.random() * 0.06)
        return self.seen

    def end_in_delete(self):
        name, _ = self.pick()
        xdotool('key', 'Delete')
        time.sleep(self.chance.random() * 0.06)
        return [box for box in self.seen if box[0] != name]

    def end(self):
        return self.chance.choice((self.end_at_rest, self.end_in_drag, self.end_in_name, self.end_in_save,
                                   self.end_in_delete))


def has_journal():
    return any(pathlib.Path(os.environ['XDG_STATE_HOME'], 'parapet/journals').glob('*.journal'))


def edit_and_kill(program, path, chance):
    """What may be there afterwards, and how the session ended."""
    application = open_model(program, path)
    try:
        show(application)
        session = Session(application, path, chance)
        for _ in range(chance.randrange(1, 6)):
            session.edit()
            if chance.random() < 0.2:
                session.save()
        end = session.end()
        allowed = [end(), session.seen]
        application.kill()
        return allowed, end.__name__
    finally:
        xdotool('mouseup', 1)
        application.close()


def give_up(application, path):
    """Ends the program without saving."""
    application.key('ctrl+q')
    asked = wait_for('the program to end or to ask', lambda: application.process.poll() is not None
                     or application.find(f'Save Changes to “{path.name}”?'))
    if asked is not True:
        application.key('alt+d')
    check(application.wait_end() == 0, 'the program failed at its end')


def recover(program, path):
    """The state after the next start, from the journal or, where all had been saved, from the file."""
    offered = has_journal()
    application = Application(program) if offered else Application(program, path)
    try:
        if offered:
            application.wait(f'Recover “{path.name}”?')
            application.key('alt+r')
            application.wait_gone(f'Recover “{path.name}”?')
        application.wait(ANCHOR + ', …')
        show(application)
        state = read_resting_state(application)
        give_up(application, path)
        check(not has_journal(), 'work that was given up is still kept')
        return state
    finally:
        application.close()


def test_kill(program):
    """After each of many deaths all is there but the last gesture."""
    for number in range(ROUNDS):
        chance = random.Random(SEED + number)
        path = copy_model()
        allowed, end = edit_and_kill(program, path, chance)
        state = recover(program, path)
        print(f'# round {number + 1}, seed {SEED + number}: {end}, '
              f'{"all" if is_same(state, allowed[0]) else "all but the last"} is there', flush=True)
        if not any(is_same(state, other) for other in allowed):
            raise Failure(f'seed {SEED + number}, {end}: there is {state}, there was {allowed}')


TESTS = [test_kill]

if __name__ == '__main__':
    sys.exit(run(TESTS, sys.argv[1]))
