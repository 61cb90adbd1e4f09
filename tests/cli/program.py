# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: running the program, and answering in TAP."""
import copy
import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

DONE, NO, FAILED = 0, 1, 2


class Skip(Exception):
    """A test that cannot be made here; the text says why."""


class Answer:
    def __init__(self, run):
        self.status = run.returncode
        self.out = run.stdout
        self.err = run.stderr.decode()

    def text(self):
        return self.out.decode()

    def json(self):
        return json.loads(self.out)


@functools.cache
def make_locale(name):
    """Makes a locale, once for all tests, in a folder that goes when they end."""
    folder = tempfile.TemporaryDirectory(prefix='parapet-locale-')
    # It ends with 1 after a warning.
    if shutil.which('localedef') is None or subprocess.run(
            ['localedef', '-i', name, '-f', 'UTF-8', f'{folder.name}/{name}.UTF-8'], capture_output=True,
            check=False).returncode > 1:
        raise Skip(f'the locale {name} cannot be made here')
    return folder


class Program:
    """The program, a folder of its own for each test, and the fixture."""

    def __init__(self, path, root, folder):
        self.path = os.path.abspath(path)
        self.root = pathlib.Path(root)
        self.folder = pathlib.Path(folder)
        self.shop = json.loads((self.root / 'tests/data/cli/shop.parapet').read_text('utf-8'))

    def environment(self):
        return {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'HOME': str(self.folder),
                'XDG_DATA_HOME': str(self.folder / 'data'), 'XDG_CONFIG_HOME': str(self.folder / 'config'),
                'XDG_CACHE_HOME': str(self.folder / 'cache')}

    def __call__(self, *arguments, stdin=b'', status=DONE, folder=None, environment=None):
        run = subprocess.run([self.path, *map(str, arguments)], input=stdin, capture_output=True,
                             cwd=folder or self.folder, env={**self.environment(), **(environment or {})},
                             timeout=60, check=False)
        answer = Answer(run)
        assert answer.status == status, (
            f'{arguments} gave {answer.status}, not {status}\n{answer.out!r}\n{answer.err}')
        return answer

    def write(self, name, content):
        path = self.folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(json.dumps(content, indent=2), encoding='utf-8')
        return path

    def changed(self, name, *edits):
        """Writes the fixture with edits: each a function of the model, or (place, value) pairs."""
        model = copy.deepcopy(self.shop)
        for edit in edits:
            if callable(edit):
                edit(model)
                continue
            place, value = edit
            *way, last = place.split('.')
            target = model
            for step in way:
                target = target.setdefault(step, {})
            target[last] = value
        return self.write(name, model)

    def translate(self, change='cat'):
        """Makes a catalogue of what the project translates, and the environment that finds it."""
        if shutil.which('msgfmt') is None or shutil.which('msgfilter') is None:
            raise Skip('msgfmt is not here')
        folder = self.folder / 'catalogues/de/LC_MESSAGES'
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(['sh', '-c', f'{change} {self.root}/po/de.po | msgfmt -o {folder}/parapet.mo -'], check=True)
        return {'TEXTDOMAINDIR': str(self.folder / 'catalogues')}

    def locale(self, name):
        """The environment of a locale, which need not be installed."""
        return {'LOCPATH': make_locale(name).name, 'LC_ALL': f'{name}.UTF-8'}

    def shared(self, place):
        path = self.root.parent / 'shared/data' / place
        if not path.exists():
            raise Skip('../shared/data is not here')
        return path


def main(tests):
    """Runs functions test_…(program), named for what they show; answers in TAP."""
    path, root = sys.argv[1:3]
    found = {name: test for name, test in tests.items() if name.startswith('test_')}
    print(f'1..{len(found)}')
    failed = False
    for number, (name, test) in enumerate(found.items(), 1):
        title = name.removeprefix('test_').replace('_', ' ')
        with tempfile.TemporaryDirectory(prefix='parapet-cli-') as folder:
            try:
                test(Program(path, root, folder))
                print(f'ok {number} {title}', flush=True)
            except Skip as reason:
                print(f'ok {number} {title} # SKIP {reason}', flush=True)
            except Exception:  # pylint: disable=broad-except
                failed = True
                for line in traceback.format_exc().splitlines():
                    print(f'# {line}')
                print(f'not ok {number} {title}', flush=True)
    return 1 if failed else 0
