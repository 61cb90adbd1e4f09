#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts a program on the present display, waits until its window shows a frame, writes a picture of
# the window and ends the program.
#
#   tests/ui/shot.sh OUT.png PROGRAM [ARGUMENTS]
set -eu

picture=$1
shift
xsetroot -solid '#77767b' 2>/dev/null || :
"$@" &
program=$!
trap 'kill $program 2>/dev/null || :' EXIT

window=''
tries=0
while [ -z "$window" ]; do
  tries=$((tries + 1))
  if [ $tries -gt 150 ] || ! kill -0 $program 2>/dev/null; then
    echo "shot: the program opened no window" >&2
    exit 1
  fi
  sleep 0.2
  window=$(xdotool search --onlyvisible --class parapet 2>/dev/null | tail -n 1) || :
done

# The model is read and drawn after the window is there.
sleep "${PARAPET_SHOT_DELAY:-2}"
import -window "$window" "$picture"
