#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle.sh PROBE SCRIPT DATA-FOLDER BUILD-FOLDER: compares the engine with npm's graphql@14, which is
# fetched once. Skipped where there is no node, or no way to fetch it.
set -euo pipefail

probe=$1 script=$2 data=$3 build=$4
modules=$build/modules

skip() {
  echo "1..0 # SKIP $1"
  exit 0
}

command -v node >/dev/null || skip "there is no node"
if [ ! -f "$modules/node_modules/graphql/package.json" ]; then
  command -v npm >/dev/null || skip "there is no npm"
  mkdir -p "$modules"
  npm install --prefix "$modules" --no-audit --no-fund --no-save --loglevel=error \
    --fetch-retries=0 --fetch-timeout=20000 \
    graphql@14 >&2 || skip "npm could not fetch graphql@14"
fi
exec node "$script" "$probe" "$data" "$modules"
