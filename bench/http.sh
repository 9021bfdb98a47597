#!/bin/bash
# bench/http.sh [ROUNDS [SECONDS]]: reservations per second beside a do-nothing endpoint of the same host (GET /health/live), with wrk
# at 64 connections, in turns of SECONDS (10), ROUNDS (5) of each. Prints every turn, the medians and their ratio.
# Exit code: 0 measured, 1 a request failed, 2 wrong use.
set -u
rounds=${1:-5} seconds=${2:-10}
case $rounds$seconds in *[!0-9]*|'') echo "usage: bench/http.sh [ROUNDS [SECONDS]]" >&2; exit 2 ;; esac
. "$(dirname -- "$0")/common.sh"
need wrk "Debian has it as a package"
need curl
build
stores=5 skus=400 here=$root/bench
start
terminals --prepare --stores $stores --skus $skus --stock 300000000 --seconds 1 --terminals 16 >"$folder/prepared" || { cat "$folder/prepared" >&2; exit 1; }
key=$(cat "$folder/data/admin.key")

# turn SCRIPT PATH [ARGUMENT...]: prints "rate errors p50 p99"
turn() {
  local script=$1 path=$2
  shift 2
  wrk -t2 -c64 -d"${seconds}s" -s "$here/$script" "$url$path" -- "$@" | sed -n 's/^RESULT //p'
}

median() {
  sort -n "$1" | awk '{ all[NR] = $1 } END { print NR % 2 ? all[(NR + 1) / 2] : (all[NR / 2] + all[NR / 2 + 1]) / 2 }'
}

# Once of each unmeasured: compiled code, opened connections, activated grains.
turn nothing.lua /health/live >/dev/null
turn reserve.lua / "$key" warm $stores $skus >/dev/null
failed=0
for round in $(seq "$rounds"); do
  for what in reserve nothing; do
    if [ $what = reserve ]; then result=$(turn reserve.lua / "$key" "r$round" $stores $skus); else result=$(turn nothing.lua /health/live); fi
    # shellcheck disable=SC2086
    set -- $result
    echo "round $round $what: $1/s, errors $2, p50 $3 ms, p99 $4 ms"
    echo "$1" >>"$folder/$what"
    [ "$2" = 0 ] || failed=1
  done
done
reservations=$(median "$folder/reserve") nothing=$(median "$folder/nothing")
echo "medians: $reservations reservations/s, $nothing do-nothing/s, ratio $(awk "BEGIN { printf \"%.3f\", $reservations / $nothing }")"
exit $failed
