#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts the OpenID provider of the tests: provider.sh TOOLS DIR. It prints `READY URL` and serves until it is
# ended. Exit status 77 where it cannot be had: no node 20, no npm, or no network for its packages.
set -eu

tools=$1 dir=$2
command -v node >/dev/null && command -v npm >/dev/null || exit 77
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || exit 77
[ -f "$tools/provider.mjs" ] || exit 77
mkdir -p "$dir"
cp "$tools"/*.mjs "$tools"/*.json "$dir/"
cd "$dir"
[ -f node_modules/.package-lock.json ] ||
  npm install --no-audit --no-fund --fetch-retries=0 --fetch-timeout=20000 >npm.log 2>&1 || { rm -rf node_modules; exit 77; }
exec node provider.mjs --port 0 --state "$dir/state" 2>provider.log
