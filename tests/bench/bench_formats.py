#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing, and opening in the window: bench_formats.py BUILD [ARGUMENTS]

Runs bench-formats with ARGUMENTS, then opens a Threat Dragon model of 5,000 elements in the window and
adds the time from the command to the first frame to its figures.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

NODES, EDGES, RUNS = 2000, 3000, 5
SOURCE = pathlib.Path(__file__).resolve().parents[2]

# Ends the program once it has said what it took.
OPEN = '''
"$0" "$1" > "$HOME/output" & program=$!
until grep -q "^first-frame" "$HOME/output" || ! kill -0 $program; do sleep 0.1; done
kill $program; cat "$HOME/output"
'''


def run_benchmark(build, arguments):
    """The figures of bench-formats; what else it prints goes through."""
    run = subprocess.run([build / 'tests/bench/bench-formats', *arguments],
                         stdout=subprocess.PIPE, text=True, check=True)
    *lines, last = run.stdout.strip().splitlines()
    print('\n'.join(lines), flush=True)
    return json.loads(last)


def time_opening(build, model):
    """Milliseconds from the start of the program to the first frame that shows the model."""
    environment = {**os.environ, 'PARAPET_PRINT_FIRST_FRAME': '1', 'PARAPET_SCREEN': '1680x1050x24'}
    run = subprocess.run([SOURCE / 'tests/ui/env.sh', 'timeout', '120', 'sh', '-c', OPEN,
                          build / 'src/app/parapet', model],
                         stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return float(run.stdout.split('first-frame')[1].split()[0])


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    figures = run_benchmark(build, sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, 'model.json')
        subprocess.run([build / 'tests/bench/make-model', model, str(NODES), str(EDGES)], check=True)
        times = [time_opening(build, model) for _ in range(RUNS)]
    print('opening:', ', '.join(f'{time:.0f} ms' for time in times))
    figures['open_to_frame_ms'] = round(statistics.median(times))
    print(json.dumps(figures))


if __name__ == '__main__':
    main()
