#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What people script stays as it is: check_dev.sh SOURCE-ROOT
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
status=0

expect() {
  if [ "$2" != "$3" ]; then
    printf '%s: “%s” instead of “%s”\n' "$1" "$2" "$3"
    status=1
  fi
}

for command in run test build exec bench lint fuzz; do
  "$1/dev" help | grep -q "^  $command " || expect "./dev help" "nothing" "$command"
done
code=0
"$1/dev" nonsense >/dev/null 2>&1 || code=$?
expect 'an unknown command ends with' "$code" 2
code=0
"$1/dev" exec 2>/dev/null || code=$?
expect 'exec without a program ends with' "$code" 2

cat > "$tmp/good.json" <<'E2'
{"name": "tap", "result": "OK", "stdout": "1..3\nok 1 /a\nok 2 /b # SKIP no data\nok 3 /c\n"}
{"name": "plain", "result": "OK"}
{"name": "left out", "result": "SKIP"}
E2
cat > "$tmp/bad.json" <<'E2'
{"name": "tap", "result": "FAIL", "stdout": "ok 1 /a\nnot ok 2 /b\n"}
{"name": "crash", "result": "ERROR", "stdout": "ok 1 /a\n"}
E2
last=$(python3 "$1/tests/results.py" count 0 0 "$tmp/good.json" | tail -n 1)
expect 'good results' "$last" '3 passed, 0 failed, 2 skipped'
code=0
last=$(python3 "$1/tests/results.py" count 1 0 "$tmp/bad.json") || code=$?
expect 'bad results' "$(echo "$last" | tail -n 1)" '3 passed, 2 failed, 0 skipped'
expect 'bad results end with' "$code" 1

cat > "$tmp/testlog.json" <<'E2'
{"name": "parapet:ui / ui-a", "result": "FAIL", "stdout": "ok 1 /a\nnot ok 2 /b\n"}
{"name": "parapet:ui / ui-b", "result": "ERROR", "stdout": "ok 1 /a\n"}
{"name": "parapet:model / model", "result": "FAIL"}
E2
again=$(python3 "$1/tests/results.py" again "$tmp/testlog.json" | xargs)
expect 'what is run again' "$again" 'ui-a ui-b'
cat > "$tmp/again.json" <<'E2'
{"name": "parapet:ui / ui-a", "result": "OK", "stdout": "ok 1 /a\nok 2 /b\n"}
{"name": "parapet:ui / ui-b", "result": "FAIL", "stdout": "not ok 1 /a\n"}
E2
last=$(python3 "$1/tests/results.py" count 0 0 "$tmp/testlog.json") || :
expect 'results with a second run' "$(echo "$last" | tail -n 1)" '2 passed, 2 failed, 0 skipped'
expect 'unsteady programs' "$(echo "$last" | grep -c '^unsteady: parapet:ui / ui-a ')" 1
exit $status
