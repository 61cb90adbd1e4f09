#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The MIME types are valid, and are told by file name alone: check_mime.sh PACKAGE.xml
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/mime/packages"
cp "$1" "$tmp/mime/packages/"
update-mime-database -V "$tmp/mime"

expect() {
  echo '{}' > "$tmp/$1"
  type=$(XDG_DATA_HOME=$tmp gio info -a standard::content-type "$tmp/$1" | sed -n 's/.*content-type: //p')
  echo "$1 is $type"
  [ "$type" = "$2" ]
}
expect model.parapet application/vnd.parapet.model+json
expect model.threat-dragon.json application/vnd.owasp.threat-dragon+json
expect model.json application/json
