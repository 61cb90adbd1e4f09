#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What we write passes Threat Dragon's own schema and lint: check_threat_dragon.py EDIT_MODEL SHARED DATA

Each model is exported as it is and after random edits. Where the validator found no fault with the
file that came in, it must find none with what goes out; a file of version 1 must come out without
fault. Skipped where the validator, node or npm is missing.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIP = 77
EDITS = [(0, 0), (10, 1), (30, 2), (60, 3)]


def validate(tool, files):
    """By name of file: whether it is valid, and what is wrong."""
    run = subprocess.run([tool, '--lint', '--json', *files], stdout=subprocess.PIPE, text=True)
    if run.returncode == 2:
        print('SKIP the validator does not run')
        sys.exit(SKIP)
    return {pathlib.Path(result['file']).name: result for result in json.loads(run.stdout)}


def faults(result):
    return result['errors'] + [line for line in result['lint'] if line.startswith('E ')]


def main():
    edit_model, shared, own = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    tool = shared / 'tools' / 'td-validate'
    models = shared / 'data' / 'threat-dragon'
    if not tool.exists() or not shutil.which('node') or not shutil.which('npm'):
        print('SKIP no td-validate, node or npm here')
        return SKIP

    files = [*sorted(models.glob('models/*.json')), *sorted(models.glob('probes/*.json')),
             *sorted(own.glob('*.json'))]
    before = validate(tool, files)
    n_wrong = 0
    for n_edits, seed in EDITS:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([edit_model, folder, str(n_edits), str(seed), *files], check=True)
            after = validate(tool, sorted(pathlib.Path(folder).glob('*.json')))
        for name, result in after.items():
            known = faults(before[name])
            is_v1 = any(line.startswith('v1 ') for line in known)
            new = [fault for fault in faults(result) if is_v1 or fault not in known] if is_v1 or not known else []
            for fault in new:
                n_wrong += 1
                print(f'{name} after {n_edits} edits: {fault}')

    print(f'{len(files)} files, {len(EDITS)} times: {n_wrong} faults')
    return 1 if n_wrong else 0


if __name__ == '__main__':
    sys.exit(main())
