#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs one command with a display server, a window manager, a message bus, an accessibility bus and a
# home of its own, so that tests neither see each other nor the person's session.
#
#   tests/ui/env.sh COMMAND [ARGUMENTS]
#
# PARAPET_SCREEN is the size of the screen (1920x1200x24). PARAPET_DISPLAY=wayland runs the command under
# a compositor without a screen, whose touches and touchpad scrolling the tests can make; where it cannot
# start a skipped test is reported.
set -eu

tmp=$(mktemp -d "${TMPDIR:-/tmp}/parapet-ui-XXXXXX")
chmod 700 "$tmp"
mkdir "$tmp/services" "$tmp/run"
chmod 700 "$tmp/run"
servers=''

# shellcheck disable=SC2317  # called by the trap
finish() {
  # The last one started goes first.
  for server in $servers; do
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
  done
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
  GSK_RENDERER=cairo ADW_DISABLE_PORTAL=1 GTK_USE_PORTAL=0 \
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

# Whether a server has made its socket, or written its line.
is_ready() {
  [ -S "$1" ] || { [ -f "$1" ] && line=$(cat "$1") && [ -n "$line" ]; }
}

# Waits for a server: wait_for FILE PID LOG. A file, not a pipe: whoever opens a pipe waits for ever when the
# other end has died.
wait_for() {
  tries=0
  until is_ready "$1"; do
    tries=$((tries + 1))
    if [ $tries -gt 600 ] || ! kill -0 "$2" 2>/dev/null; then
      echo "env: a server did not start" >&2
      cat "$3" >&2
      return 1
    fi
    sleep 0.05
  done
}

start_bus() {
  dbus-daemon --config-file="$tmp/bus.conf" --nofork --print-address=6 \
    6>"$tmp/bus" >"$tmp/bus.log" 2>&1 &
  servers="$! $servers"
  wait_for "$tmp/bus" $! "$tmp/bus.log" || exit 2
  DBUS_SESSION_BUS_ADDRESS=$line
  export DBUS_SESSION_BUS_ADDRESS
}

start_x() {
  Xvfb -displayfd 6 -screen 0 "${PARAPET_SCREEN:-1920x1200x24}" -nolisten tcp -noreset \
    6>"$tmp/display" 2>"$tmp/xvfb.log" &
  servers="$! $servers"
  wait_for "$tmp/display" $! "$tmp/xvfb.log" || exit 2
  number=$line
  export DISPLAY=":$number" GDK_BACKEND=x11
  openbox --sm-disable >"$tmp/openbox.log" 2>&1 &
  servers="$! $servers"
  # A window that comes before the manager may never get the focus.
  tries=0
  until xprop -root _NET_SUPPORTING_WM_CHECK | grep -q '#'; do
    tries=$((tries + 1))
    [ $tries -le 600 ] && kill -0 "${servers%% *}" 2>/dev/null || exit 2
    sleep 0.05
  done
}

# The compositor takes events only together with a picture of its screen, which needs pipewire.
start_wayland() {
  unset DISPLAY || :
  export GDK_BACKEND=wayland WAYLAND_DISPLAY=parapet-ui
  screen=${PARAPET_SCREEN:-1920x1200}
  pipewire >"$tmp/pipewire.log" 2>&1 &
  servers="$! $servers"
  wait_for "$XDG_RUNTIME_DIR/pipewire-0" $! "$tmp/pipewire.log" || return 1
  mutter --headless --wayland --no-x11 --wayland-display="$WAYLAND_DISPLAY" \
    --virtual-monitor "${screen%x24}" >"$tmp/mutter.log" 2>&1 &
  servers="$! $servers"
  wait_for "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY" $! "$tmp/mutter.log"
}

: > "$tmp/display"
: > "$tmp/bus"
start_bus
case ${PARAPET_DISPLAY:-x11} in
  wayland)
    if ! start_wayland; then
      echo '1..0 # SKIP the compositor cannot start here'
      exit 0
    fi ;;
  *) start_x ;;
esac

status=0
"$@" || status=$?
exit $status
