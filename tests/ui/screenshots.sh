#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of the window in docs/images: each example, in light and in dark.
#
#   tests/ui/screenshots.sh BUILD-FOLDER
#
# To be looked at before they are committed.
set -eu

build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)

if [ "${2:-}" = "" ]; then
  mkdir -p "$source/docs/images"
  for model in web-shop water-works support-assistant; do
    for scheme in light dark; do
      PARAPET_SCREEN=1280x800x24 GSETTINGS_BACKEND=keyfile "$source/tests/ui/env.sh" \
        "$0" "$build" "$model" "$scheme" >/dev/null 2>&1
      echo "docs/images/$model-$scheme.png"
    done
  done
  exit
fi

mkdir -p "$XDG_CONFIG_HOME/glib-2.0/settings" "$HOME/Models"
cp "$source/resources/examples/$2.parapet" "$HOME/Models/"
printf '[io/github/parapet/Parapet]\nwindow-maximized=true\n' > "$XDG_CONFIG_HOME/glib-2.0/settings/keyfile"
GSETTINGS_SCHEMA_DIR=$build/data ADW_DEBUG_COLOR_SCHEME=$( [ "$3" = dark ] && echo prefer-dark || echo prefer-light ) \
  "$build/src/app/parapet" "$HOME/Models/$2.parapet" &
program=$!
xdotool search --sync --onlyvisible --class parapet >/dev/null
sleep 5
xdotool mousemove 640 2
import -window root png:- | convert png:- -shave 4x4 +repage -strip "$source/docs/images/$2-$3.png"
kill "$program"
wait "$program" || :
