#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hardening.sh PROGRAM: O09 of the catalogue of security cases, read off the program that was built.
set -euo pipefail

program=$1
header=$(readelf -hW "$program") segments=$(readelf -lW "$program")
dynamic=$(readelf -dW "$program") symbols=$(readelf -sW --dyn-syms "$program")
number=0

# check WHAT PATTERN TEXT
check() {
  number=$((number + 1))
  if grep -Eq -- "$2" <<<"$3"; then
    echo "ok $number $1"
  else
    echo "not ok $number $1"
  fi
}

echo 1..6
check "may be loaded anywhere" '^ *Type: +DYN' "$header"
check "has a table of addresses that is read-only" 'GNU_RELRO' "$segments"
check "finds all functions before it starts" '\(FLAGS.*NOW' "$dynamic"
check "has a stack that is not executed" 'GNU_STACK.* RW  ' "$segments"
check "guards what returns" '__stack_chk_fail' "$symbols"
check "checks the length of what is copied" '__(memcpy|memmove|snprintf|vsnprintf|fprintf|read|strcpy)_chk' "$symbols"
