#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# audits.sh SERVER SCRIPT BUILD-FOLDER [tls]: asks a server by npm's packages, graphql-http with what "GraphQL over HTTP"
# wants of one, and graphql-ws as a client. They are fetched once. Skipped where there is no node, or no way to fetch them.
set -euo pipefail

server=$1 script=$2 modules=$3/modules tls=${4:-}
certificate=()

skip() {
  echo "1..0 # SKIP $1"
  exit 0
}

command -v node >/dev/null || skip "there is no node"
if [ ! -f "$modules/node_modules/graphql-http/package.json" ] || [ ! -f "$modules/node_modules/ws/package.json" ]; then
  command -v npm >/dev/null || skip "there is no npm"
  mkdir -p "$modules"
  npm install --prefix "$modules" --no-audit --no-fund --no-save --loglevel=error --fetch-retries=0 \
    --fetch-timeout=20000 graphql@14 graphql-http@1 graphql-ws@5 ws@8 >&2 ||
    skip "npm could not fetch graphql-http@1, graphql-ws@5 and ws@8"
fi
if [ -n "$tls" ]; then
  command -v openssl >/dev/null || skip "there is no openssl"
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null
  certificate=("$folder/certificate.pem" "$folder/key.pem")
fi
node "$script" "$server" "$modules" "${certificate[@]}"
