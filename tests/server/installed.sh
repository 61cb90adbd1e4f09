#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# installed.sh MESON BUILD-FOLDER PREFIX SYSCONFDIR: what is installed of the server lies where its unit and its pages say.
set -euo pipefail

build=$2 prefix=$3 settings=$3/$4/parapet
case $4 in /*) settings=$4/parapet ;; esac
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
number=0

# check WHAT COMMAND...
check() {
  number=$((number + 1))
  if "${@:2}" >&2; then
    echo "ok $number $1"
  else
    echo "not ok $number $1"
  fi
}

"$1" install -C "$build" --no-rebuild --quiet --tags server --destdir "$root" >&2

here=$root$prefix
unit=$here/lib/systemd/system/parapet-server.service
page=$(sed -n 's,^Documentation=file:,,p' "$unit")
check "the program runs" "$here/bin/parapet-server" --version
check "the unit starts it" grep -qx "ExecStart=$prefix/bin/parapet-server --config $settings/server.conf" "$unit"
check "the unit has nothing left to fill in" test "$(grep -c '@[a-z]*@' "$unit" || :)" = 0
check "the page that the unit names is there" test -s "$root$page"
check "the settings lie beside it" test -s "$root${page%/*}/server.conf"
check "the script that the page names lies there too" test -s "$root${page%/*}/partition-by-organisation.sql"
check "the user of the unit is made" grep -q "^u $(sed -n 's/^User=//p' "$unit") " "$here/lib/sysusers.d/parapet-server.conf"
check "nothing else is installed" test "$(find "$root" -type f | wc -l)" = 6
echo "1..$number"
