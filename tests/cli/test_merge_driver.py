#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""parapet-cli as a merge driver of git: test_merge_driver.py PROGRAM SOURCE-ROOT"""
import json
import shutil
import subprocess
import sys

from program import Skip, main


def git(cli, *arguments, status=0):
    run = subprocess.run(['git', *arguments], cwd=cli.folder / 'repository', capture_output=True, text=True,
                         env={**cli.environment(), 'GIT_CONFIG_NOSYSTEM': '1'}, check=False)
    assert run.returncode == status, f'git {arguments} gave {run.returncode}\n{run.stdout}{run.stderr}'
    return run.stdout + run.stderr


def make_repository(cli, name):
    """A repository with the fixture under @name, and two branches."""
    if shutil.which('git') is None:
        raise Skip('git is not here')
    (cli.folder / 'repository').mkdir()
    git(cli, 'init', '--quiet', '--initial-branch=main')
    git(cli, 'config', 'user.name', 'Test')
    git(cli, 'config', 'user.email', 'test@example.org')
    git(cli, 'config', 'merge.parapet.driver', f"'{cli.path}' merge %O %A %B -o %A")
    (cli.folder / 'repository/.gitattributes').write_text(f'{name} merge=parapet\n', 'utf-8')
    cli.changed('shop.parapet')
    cli('convert', 'shop.parapet', f'repository/{name}')
    git(cli, 'add', '.')
    git(cli, 'commit', '--quiet', '-m', 'Shop')
    git(cli, 'branch', 'theirs')


def commit(cli, name, old, new):
    path = cli.folder / 'repository' / name
    text = path.read_text('utf-8')
    assert old in text
    path.write_text(text.replace(old, new), 'utf-8')
    git(cli, 'commit', '--quiet', '--all', '-m', new)


def merge_both_sides(cli, name):
    make_repository(cli, name)
    # Neighbouring lines: git alone would find a conflict.
    commit(cli, name, '"Shop"', '"Kiosk"')
    git(cli, 'switch', '--quiet', 'theirs')
    commit(cli, name, 'sales', 'marketing')
    git(cli, 'switch', '--quiet', 'main')
    git(cli, 'merge', '--quiet', '--no-edit', 'theirs')
    text = (cli.folder / 'repository' / name).read_text('utf-8')
    assert '"Kiosk"' in text and 'marketing' in text
    assert cli('validate', f'repository/{name}').err == ''


def test_both_sides_of_a_parapet_file(cli):
    merge_both_sides(cli, 'model.parapet')


def test_both_sides_of_a_threat_dragon_file(cli):
    merge_both_sides(cli, 'model.json')


def test_conflicts_are_left_to_a_person(cli):
    make_repository(cli, 'model.parapet')
    commit(cli, 'model.parapet', '"Shop"', '"Kiosk"')
    git(cli, 'switch', '--quiet', 'theirs')
    commit(cli, 'model.parapet', '"Shop"', '"Mall"')
    git(cli, 'switch', '--quiet', 'main')
    told = git(cli, 'merge', '--no-edit', 'theirs', status=1)
    assert 'conflict: ' in told and 'model.parapet' in git(cli, 'diff', '--name-only', '--diff-filter=U')
    merged = json.loads((cli.folder / 'repository/model.parapet').read_text('utf-8'))
    assert merged['nodes']['shop']['name'] == 'Kiosk'


def test_both_added(cli):
    make_repository(cli, 'model.parapet')
    for branch, owner in (('main', 'Ada'), ('theirs', 'Eve')):
        git(cli, 'switch', '--quiet', branch)
        cli.changed('repository/new.parapet', ('model.owner', owner))
        (cli.folder / 'repository/.gitattributes').write_text('*.parapet merge=parapet\n', 'utf-8')
        git(cli, 'add', '.')
        git(cli, 'commit', '--quiet', '-m', branch)
    git(cli, 'switch', '--quiet', 'main')
    git(cli, 'merge', '--no-edit', 'theirs', status=1)
    merged = json.loads((cli.folder / 'repository/new.parapet').read_text('utf-8'))
    assert merged['model']['owner'] == 'Ada' and len(merged['nodes']) == 4


if __name__ == '__main__':
    sys.exit(main(globals()))
