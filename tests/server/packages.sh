#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packages.sh PROGRAM: O08 of the catalogue of security cases. What the program is linked with is what
# docs/dependencies.md accounts for, all of it from packages of the distribution, whose security updates others watch.
# Updates that wait here are told, and no failure: they come any day, and a test must not depend on the day.
set -euo pipefail

program=$1
expected='libc.so.6 libcrypto.so.3 libgio-2.0.so.0 libglib-2.0.so.0 libgobject-2.0.so.0 libjson-glib-1.0.so.0
libm.so.6 libpq.so.5 libsoup-3.0.so.0 libssl.so.3 libwebsockets'

libraries=$(readelf -dW "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
# libwebsockets has another number with each release.
unknown=$(sed 's/^libwebsockets\.so\..*/libwebsockets/; /^lib[a-z]*san\.so/d; /^ld-linux/d' <<<"$libraries" \
  | grep -vxF -f <(tr ' ' '\n' <<<"$expected") || true)
if [ -z "$unknown" ]; then
  echo "ok 1 is linked with what docs/dependencies.md names"
else
  echo "not ok 1 is linked with what docs/dependencies.md does not name: ${unknown//$'\n'/ }"
fi

# The packages of all that is loaded; where /usr is merged, they may know their files by either name.
list_packages() {
  local libraries
  mapfile -t libraries < <(ldd "$program" | awk '$3 ~ /^\// {print $3; print "/usr" $3; sub("^/usr", "", $3); print $3}')
  dpkg-query -S "${libraries[@]}" 2>/dev/null | sed 's/: .*//' | sort -u
}

if command -v dpkg-query >/dev/null && command -v apt-cache >/dev/null; then
  mapfile -t packages < <(list_packages)
  [ ${#packages[@]} -eq 0 ] || LC_ALL=C apt-cache policy "${packages[@]}" 2>/dev/null | awk '
    /^[^ ]/ { name = $1 }
    /Installed:/ { installed = $2 }
    /Candidate:/ && $2 != installed { print "# " name " " installed " waits to be updated to " $2 }'
fi
echo 1..1
