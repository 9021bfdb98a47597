#!/bin/bash
# bench/kill.sh [ROUNDS [SECONDS]]: terminals work without a break while the server is killed (SIGKILL) and restarted ROUNDS times
# (20), SECONDS (3) apart. Every dead folder must verify; at the end nothing acknowledged may be missing and nothing oversold.
# Exit code: 0 fine, 1 a difference, 2 wrong use.
set -u
rounds=${1:-20} seconds=${2:-3}
case $rounds$seconds in *[!0-9]*|'') echo "usage: bench/kill.sh [ROUNDS [SECONDS]]" >&2; exit 2 ;; esac
. "$(dirname -- "$0")/common.sh"
need curl
build
start
terminals --prepare --terminals "${TERMINALS:-16}" --skus 60 --stores 5 --stock 1500 --seed "${SEED:-1}" \
  --seconds 86400 --stop-file "$folder/enough" --survive-outages 120 --record "$folder/record" >"$folder/terminals" 2>&1 &
load=$!
touch "$folder/record"
until [ "$(grep -c '"Status":20' "$folder/record")" -gt 1000 ] || ! kill -0 "$load" 2>/dev/null; do sleep 0.2; done
for round in $(seq "$rounds"); do
  sleep "$seconds"
  kill -0 "$load" 2>/dev/null || { echo "the load ended before round $round" >&2; cat "$folder/terminals" >&2; exit 1; }
  stop KILL
  verify
  start
  echo "round $round: $(grep -c '"Status":20' "$folder/record") acknowledged, the dead folder verified"
done
touch "$folder/enough"
wait "$load"
result=$?
cat "$folder/terminals"
[ "$result" = 0 ] || exit 1
stop KILL
verify
start
terminals --reconcile "$folder/record" || exit 1
echo "$rounds rounds: nothing acknowledged is missing, nothing is oversold."
