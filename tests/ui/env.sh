#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs one command with an X server, a window manager, a message bus, an accessibility bus and a home
# of its own, so that tests neither see each other nor the person's session.
#
#   tests/ui/env.sh COMMAND [ARGUMENTS]
#
# PARAPET_SCREEN is the size of the screen (1920x1200x24).
set -eu

tmp=$(mktemp -d "${TMPDIR:-/tmp}/parapet-ui-XXXXXX")
chmod 700 "$tmp"
mkdir "$tmp/services" "$tmp/run"
chmod 700 "$tmp/run"
server='' manager='' bus=''

# shellcheck disable=SC2317  # called by the trap
finish() {
  [ -z "$manager" ] || kill "$manager" 2>/dev/null || :
  [ -z "$bus" ] || kill "$bus" 2>/dev/null || :
  [ -z "$server" ] || { kill "$server" 2>/dev/null || :; wait "$server" 2>/dev/null || :; }
  # What is still ending may write into it.
  rm -rf "$tmp" 2>/dev/null || rm -rf "$tmp" || :
}
trap finish EXIT
trap 'exit 143' HUP INT TERM

# Nothing but the accessibility bus can be started by name: no portal, no keyring.
cp /usr/share/dbus-1/services/org.a11y.Bus.service "$tmp/services/"
cat > "$tmp/bus.conf" <<EOF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=$tmp</listen><auth>EXTERNAL</auth>
<servicedir>$tmp/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
EOF

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS NO_AT_BRIDGE DESKTOP_STARTUP_ID || :
export HOME="$tmp" XDG_RUNTIME_DIR="$tmp/run" XDG_CACHE_HOME="$tmp/cache" XDG_STATE_HOME="$tmp/state" \
  XDG_CONFIG_HOME="$tmp/config" XDG_DATA_HOME="$tmp/data" LC_ALL=C.UTF-8 \
  GDK_BACKEND=x11 GSK_RENDERER=cairo ADW_DISABLE_PORTAL=1 GTK_USE_PORTAL=0 \
  GSETTINGS_BACKEND="${GSETTINGS_BACKEND:-memory}"

# What GNOME sets, so that pictures look as people know it.
mkdir -p "$tmp/config/gtk-4.0"
cat > "$tmp/config/gtk-4.0/settings.ini" <<EOF
[Settings]
gtk-font-name=Cantarell 11
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
EOF

# Waits for the line that a server writes: wait_for FILE PID LOG. A file, not a pipe: whoever opens a pipe
# waits for ever when the other end has died.
wait_for() {
  tries=0
  until line=$(cat "$1") && [ -n "$line" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 600 ] || ! kill -0 "$2" 2>/dev/null; then
      echo "env: a server did not start" >&2
      cat "$3" >&2
      exit 2
    fi
    sleep 0.05
  done
}

: > "$tmp/display"
: > "$tmp/bus"
Xvfb -displayfd 6 -screen 0 "${PARAPET_SCREEN:-1920x1200x24}" -nolisten tcp -noreset \
  6>"$tmp/display" 2>"$tmp/xvfb.log" &
server=$!
wait_for "$tmp/display" "$server" "$tmp/xvfb.log"
number=$line
export DISPLAY=":$number"

openbox --sm-disable >"$tmp/openbox.log" 2>&1 &
manager=$!

dbus-daemon --config-file="$tmp/bus.conf" --nofork --print-address=6 \
  6>"$tmp/bus" >"$tmp/bus.log" 2>&1 &
bus=$!
wait_for "$tmp/bus" "$bus" "$tmp/bus.log"
DBUS_SESSION_BUS_ADDRESS=$line
export DBUS_SESSION_BUS_ADDRESS

status=0
"$@" || status=$?
exit $status
