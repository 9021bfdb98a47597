#!/bin/bash
# bench/journal.sh REVISION [ROUNDS [SECONDS [sqlite|postgres [OPTION...]]]]: the journal alone, in process, as it is here and as it was in REVISION, in turns of
# SECONDS (5), ROUNDS (5) of each, each turn on an empty journal. OPTIONs go to the load (--callers 512, --streams 2000, --events 100, --follow).
# Prints every turn, the medians and their ratios. Exit code: 0 measured, 1 a turn failed, 2 wrong use.
set -u
revision=${1:-} rounds=${2:-5} seconds=${3:-5} storage=${4:-sqlite}
usage() { echo "usage: bench/journal.sh REVISION [ROUNDS [SECONDS [sqlite|postgres [OPTION...]]]]" >&2; exit 2; }
case $rounds$seconds in *[!0-9]*|'') usage ;; esac
case $storage in sqlite|postgres) ;; *) usage ;; esac
[ -n "$revision" ] || usage
shift $(($# < 4 ? $# : 4))
. "$(dirname -- "$0")/common.sh"
[ "$storage" = sqlite ] || { . "$root/bench/postgres.sh"; pg_make; trap 'pg_kill; rm -rf "$folder"' EXIT; }

there=$folder/there
git -C "$root" archive --prefix=there/ "$revision" | tar -x -C "$folder" || exit 2
rm -rf "$there/bench/journal"
cp -r "$root/bench/journal" "$there/bench/journal"
rm -rf "$there/bench/journal/bin" "$there/bench/journal/obj"
for where in "$root" "$there"; do
  dotnet build "$where/bench/journal" -c Release -nologo -v quiet >"$folder/build" 2>&1 || { cat "$folder/build" >&2; exit 2; }
done

# turn WHERE [OPTION...]: prints "rate cpu size p50 p99 followed"
turn() {
  local where=$1 place=$folder/turn
  shift
  rm -rf "$place"
  if [ "$storage" = postgres ]; then
    pg_as psql -X -q -h 127.0.0.1 -p "$pg_port" -U postgres -c 'DROP DATABASE IF EXISTS turn WITH (FORCE)' -c 'CREATE DATABASE turn' >/dev/null 2>&1
    place="Host=127.0.0.1;Port=$pg_port;Database=turn;Username=postgres"
  fi
  dotnet "$where/bench/journal/bin/embedded/Release/net10.0/journal-load.dll" "$place" --seconds "$seconds" "$@" | sed -n 's/^RESULT //p'
}

median() {
  sort -n "$1" | awk '{ all[NR] = $1 } END { print NR % 2 ? all[(NR + 1) / 2] : (all[NR / 2] + all[NR / 2 + 1]) / 2 }'
}

for round in $(seq "$rounds"); do
  for what in there here; do
    if [ $what = here ]; then result=$(turn "$root" "$@"); else result=$(turn "$there" "$@"); fi
    read -r rate cpu size p50 p99 _ <<<"$result"
    [ -n "${rate:-}" ] || { echo "A turn failed." >&2; exit 1; }
    echo "round $round $what: $rate appends/s, $cpu µs of CPU each, $size events per commit, p50 $p50 ms, p99 $p99 ms"
    echo "$rate" >>"$folder/rate-$what"
    echo "$cpu" >>"$folder/cpu-$what"
  done
done
for figure in rate cpu; do
  here=$(median "$folder/$figure-here") was=$(median "$folder/$figure-there")
  echo "median $figure: $was in $revision, $here here, ratio $(awk "BEGIN { printf \"%.2f\", $here / $was }")"
done
