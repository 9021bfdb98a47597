#!/bin/bash
# bench/kill.sh [ROUNDS [SECONDS [sqlite|postgres]]]: terminals work without a break while what serves them is killed with SIGKILL and restarted
# ROUNDS (20) times, at a random moment of up to SECONDS (2) after it served again. On sqlite (default) that is the server; on postgres by
# chance the server, all processes of the database server, or both. Every 20th time and at the end everything must verify; at the end nothing
# acknowledged in any round may be missing and nothing oversold.
# Prints each round, then how long restarts took. SEED= chooses other moments, TERMINALS= (8) more load, PORT= another port.
# Exit code: 0 fine, 1 a difference or a restart that failed, 2 wrong use.
set -u
rounds=${1:-20} seconds=${2:-2} storage=${3:-sqlite}
case $rounds$seconds in *[!0-9]*|'') storage=wrong ;; esac
case $storage in sqlite|postgres) ;; *) echo "usage: bench/kill.sh [ROUNDS [SECONDS [sqlite|postgres]]]" >&2; exit 2 ;; esac
. "$(dirname -- "$0")/common.sh"
need curl
verify_every=20
RANDOM=${SEED:-1}
if [ "$storage" = postgres ]; then
  . "$root/bench/postgres.sh"
  trap 'stop KILL; pg_kill; rm -rf "$folder"' EXIT
fi

now() { date +%s%3N; }

# work: waits until something is acknowledged that was not on record before.
work() {
  local from
  from=$(stat -c %s "$folder/record")
  for _ in $(seq 3000); do
    tail -c "+$((from + 1))" "$folder/record" | grep -q '"Status":20' && return
    kill -0 "$load" 2>/dev/null || break
    sleep 0.02
  done
  echo "nothing is acknowledged any more:" >&2
  tail -n 20 "$folder/terminals" "$folder/log" >&2
  exit 1
}

# spread NAME: "median, longest" of the milliseconds in a file.
spread() {
  sort -n "$folder/$1" | awk '{ all[NR] = $1 } END { printf "median %d ms, longest %d ms", all[int((NR + 1) / 2)], all[NR] }'
}

build
if [ "$storage" = postgres ]; then
  pg_make
  export BEAUTY__Storage__Provider=postgres
  export BEAUTY__Storage__ConnectionString="Host=127.0.0.1;Port=$pg_port;Database=beauty;Username=postgres"
fi
start
touch "$folder/record"
terminals --prepare --terminals "${TERMINALS:-8}" --skus 60 --stores 5 --stock 15000 --seed "${SEED:-1}" \
  --seconds 86400 --stop-file "$folder/enough" --survive-outages 120 --record "$folder/record" >"$folder/terminals" 2>&1 &
load=$!
until [ "$(acknowledged)" -gt 1000 ] || ! kill -0 "$load" 2>/dev/null; do sleep 0.2; done

for round in $(seq "$rounds"); do
  what=server
  [ "$storage" = postgres ] && case $(((RANDOM >> 5) % 3)) in 0) what=database ;; 1) what=both ;; esac
  sleep "$(awk "BEGIN { printf \"%.3f\", $seconds * $RANDOM / 32768 }")"
  kill -0 "$load" 2>/dev/null || { echo "the load ended before round $round" >&2; cat "$folder/terminals" >&2; exit 1; }
  verified=
  killed=$(now)
  case $what in
    server) stop KILL ;;
    database) pg_kill ;;
    both)
      pg_kill &
      killer=$!
      stop KILL
      wait $killer
      ;;
  esac
  if [ $what != server ]; then
    began=$(now)
    pg_start
    echo $(($(now) - began)) >>"$folder/ready-database"
  fi
  if [ $what != database ]; then
    if [ $((round % verify_every)) = 0 ]; then
      verify
      verified=", verified" killed=
    fi
    began=$(now)
    start
    echo $(($(now) - began)) >>"$folder/ready-server"
  fi
  work
  [ -n "$killed" ] && echo $(($(now) - killed)) >>"$folder/outage"
  echo "round $round: $what killed${killed:+, back at work after $(($(now) - killed)) ms}$verified"
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
echo "$rounds rounds on $storage, $(acknowledged) acknowledged: nothing acknowledged is missing, nothing is oversold, everything verifies."
echo "server from start to ready: $(spread ready-server)"
[ "$storage" = postgres ] && echo "database from start to ready: $(spread ready-database)"
echo "from the kill to the next acknowledgement: $(spread outage)"
