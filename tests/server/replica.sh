#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A second PostgreSQL that follows the one of a test and takes its place; and one whose write-ahead log is kept elsewhere, in
# small segments. Each has a folder with its data and its socket.
# usage: replica.sh follow PRIMARY FOLDER | end FOLDER | promote FOLDER | again FOLDER | move-log FOLDER ELSEWHERE
set -eu

for bin in /usr/lib/postgresql/*/bin; do
  [ -x "$bin/pg_ctl" ] && PATH=$bin:$PATH
done

as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}

control() {
  folder=$1
  shift
  as_postgres pg_ctl --pgdata="$folder/data" --wait --timeout=30 --log="$folder/log" --silent "$@"
}

cd /
command=$1
shift
case $command in
  follow)
    mkdir -m 700 "$2"
    [ "$(id -u)" != 0 ] || chown postgres: "$2"
    as_postgres pg_basebackup --host="$1" --username=postgres --pgdata="$2/data" --write-recovery-conf --wal-method=stream \
      --checkpoint=fast --no-sync
    control "$2" --options="-k '$2' -c listen_addresses='' -c fsync=off" start
    ;;
  end) control "$1" --mode=immediate stop ;;
  promote) control "$1" promote ;;
  again) control "$1" restart ;;
  move-log)
    control "$1" --mode=fast stop
    as_postgres pg_resetwal --pgdata="$1/data" --wal-segsize=1 >/dev/null
    log=$(readlink -f "$1/data/pg_wal")
    mv "$log" "$2/wal"
    rm -f "$1/data/pg_wal"
    ln -s "$2/wal" "$1/data/pg_wal"
    control "$1" restart
    ;;
esac
