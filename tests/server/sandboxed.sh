#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# O03: the tests of the program, with every server that reads its settings from a file under the restrictions of the unit.
# usage: sandboxed.sh ENTER-SANDBOX UNIT SERVER TEST
set -eu
enter=$1 unit=$2 server=$3 test=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"

# The system calls of a set, with those of the sets in it.
expand() {
  systemd-analyze syscall-filter "$1" | sed 's/ //g' | while read -r name; do
    case $name in
      "$1" | '#'* | '') ;;
      @*) expand "$name" ;;
      *) echo "$name" ;;
    esac
  done
}

lines=$(sed -n 's/^SystemCallFilter=//p' "$unit")
for set in $(echo "$lines" | grep -v '^~'); do expand "$set"; done | sort -u > "$folder/admitted"
for set in $(echo "$lines" | sed -n 's/^~//p'); do expand "$set"; done | sort -u > "$folder/refused"
comm -23 "$folder/admitted" "$folder/refused" > "$folder/calls"
chmod 644 "$folder/calls"

# Not as root, as the server is not.
run() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$enter" "$unit" "$folder/calls" "$@"
  else
    "$enter" "$unit" "$folder/calls" "$@"
  fi
}
if ! reason=$(run /bin/true 2>&1); then
  echo "1..0 # SKIP there are no such restrictions here: $reason"
  exit 0
fi
# They hold: nothing is written, no name space is made, and a call that is not admitted is refused.
chmod 777 "$folder"
for attempt in "touch '$folder/written'" "unshare --user true" "renice -n 1 \$\$"; do
  if run /bin/sh -c "$attempt" 2>/dev/null; then
    echo "Bail out! this can be done in spite of the unit: $attempt"
    exit 1
  fi
done
chmod 755 "$folder"

cat > "$folder/server" <<END
#!/bin/sh
case "\$*" in
  *--migrate* | *--dev*) exec '$server' "\$@" ;;
  *) exec '$enter' '$unit' '$folder/calls' '$server' "\$@" ;;
esac
END
chmod 755 "$folder/server"
PARAPET_SERVER=$folder/server "$test" --tap
