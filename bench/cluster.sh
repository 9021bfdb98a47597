#!/bin/bash
# bench/cluster.sh [SECONDS]: three silos of the Orleans engine and one API-only process on loopback, with a throw-away PostgreSQL of their own.
# Terminals work through the API-only process for SECONDS (60). After a quarter of that one silo is killed (SIGKILL), at half another is told to stop
# (SIGTERM) and must drain, at three quarters both come back. At the end nothing acknowledged may be missing, nothing oversold, the journal must verify.
# Exit code: 0 fine, 1 a difference, 2 wrong use. ORLEANS_VERSION names another version of the packages than the project's.
set -u
seconds=${1:-60}
case $seconds in *[!0-9]*|'') echo "usage: bench/cluster.sh [SECONDS]" >&2; exit 2 ;; esac
engine=orleans
. "$(dirname -- "$0")/common.sh"
base=${PORT:-5980}
# The silos have the ports after the API's own.
pg_port=$((base + 9)) pg_connections=200
. "$root/bench/postgres.sh"
need curl

declare -A pids=()
load=

finish() {
  for name in "${!pids[@]}"; do kill -KILL "${pids[$name]}" 2>/dev/null; done
  [ -z "$load" ] || kill "$load" 2>/dev/null
  pg_kill
  rm -rf "$folder"
}
trap finish EXIT

fail() {
  echo "FAILED: $1" >&2
  for name in silo1 silo2 silo3 api; do [ ! -s "$folder/$name.log" ] || { echo "== $name" >&2; head -n "${TAIL:-5}" "$folder/$name.log" >&2; }; done
  [ ! -s "$folder/terminals" ] || tail -n 40 "$folder/terminals" >&2
  exit 1
}

# Secrets go by the environment.
export BEAUTY__Storage__Provider=postgres BEAUTY__Access__AdminKey=an-administrator-of-this-run
export BEAUTY__Storage__ConnectionString="Host=127.0.0.1;Port=$pg_port;Database=beauty;Username=postgres"
export BEAUTY_KEY=$BEAUTY__Access__AdminKey

address() { case $1 in api) echo "http://127.0.0.1:$base" ;; *) echo "http://127.0.0.1:$((base + ${1#silo}))" ;; esac; }

# start NAME: silo1 to silo3, or api.
start() {
  local name=$1 options
  case $name in
    api) options=(--api-only) ;;
    *) options=(--Cluster:SiloPort $((base + 10 + ${name#silo})) --Cluster:GatewayPort $((base + 20 + ${name#silo}))) ;;
  esac
  dotnet "$server" serve --data "$folder/$name" --urls "$(address "$name")" "${options[@]}" >>"$folder/$name.log" 2>&1 &
  pids[$name]=$!
}

await_ready() {
  for _ in $(seq 600); do
    curl -fs -o /dev/null "$(address "$1")/health/ready" && return
    kill -0 "${pids[$1]}" 2>/dev/null || fail "$1 ended"
    sleep 0.1
  done
  fail "$1 did not get ready"
}

now() { date +%s%N; }

# What the last tenth of a second's answers would not show: how long nobody got an answer.
progress() { echo "$(( ($(now) - began) / 1000000000 )) s: $(acknowledged) acknowledged; $1"; }

build
pg_make
for name in silo1 silo2 silo3 api; do start "$name"; done
for name in silo1 silo2 silo3 api; do await_ready "$name"; done
echo "three silos and an API-only process are ready"

# expect STATUS OPTIONS... ADDRESS
expect() {
  local status
  status=$(curl -s -o /dev/null -w '%{http_code}' "${@:2}")
  [ "$status" = "$1" ] || fail "${*: -1} answers $status, not $1"
}

# The pages of Orleans are the administrator's, who signs in as browsers do or with the key as everywhere else.
for name in silo1 api; do
  expect 401 "$(address "$name")/orleans/"
  expect 401 -u "any:not-$BEAUTY_KEY" "$(address "$name")/orleans/"
  expect 200 -u "any:$BEAUTY_KEY" "$(address "$name")/orleans/"
  expect 200 -H "Authorization: Bearer $BEAUTY_KEY" "$(address "$name")/orleans/DashboardCounters"
done
curl -fs -H "Authorization: Bearer $BEAUTY_KEY" "$(address silo1)/metrics" | grep -q '^beauty_grain_calls_total' || fail "silo1 does not count calls"

touch "$folder/record"
dotnet "$pos" --url "$(address api)" --prepare --terminals "${TERMINALS:-16}" --skus 60 --stores 5 --stock 100000 --seed "${SEED:-1}" \
  --seconds 86400 --stop-file "$folder/enough" --survive-outages 120 --record "$folder/record" >"$folder/terminals" 2>&1 &
load=$!
until [ "$(acknowledged)" -gt 1000 ]; do kill -0 "$load" 2>/dev/null || fail "the load ended"; sleep 0.2; done
began=$(now) quarter=$((seconds / 4))
progress "begins"
sleep "$quarter"

progress "silo2 is killed"
kill -KILL "${pids[silo2]}"; wait "${pids[silo2]}" 2>/dev/null
sleep "$quarter"

progress "silo3 is told to stop"
kill -TERM "${pids[silo3]}"
told=$(now) unready=
while kill -0 "${pids[silo3]}" 2>/dev/null; do
  status=$(curl -s -m 2 -o /dev/null -w '%{http_code}' "$(address silo3)/health/ready")
  [ "$status" != 503 ] || unready=yes
  [ $((($(now) - told) / 1000000000)) -lt 60 ] || fail "silo3 does not end"
  sleep 0.1
done
wait "${pids[silo3]}"; code=$?
progress "silo3 has ended after $((($(now) - told) / 1000000)) ms with $code"
[ "$code" = 0 ] || fail "silo3 ended with $code"
[ "$unready" = yes ] || fail "silo3 never said that it is not ready"
sleep "$quarter"

start silo2; start silo3; await_ready silo2; await_ready silo3
progress "both are back"
sleep "$quarter"
kill -0 "$load" 2>/dev/null || fail "the load ended before its time"
progress "ends"
touch "$folder/enough"
wait "$load" || fail "the terminals found differences"
load=
cat "$folder/terminals"

for name in api silo1 silo2 silo3; do kill -TERM "${pids[$name]}"; done
for name in api silo1 silo2 silo3; do wait "${pids[$name]}" || fail "$name ended with $?"; done
pids=()
dotnet "$server" verify --data "$folder/silo1" || fail "the journal does not verify"
start silo1; await_ready silo1
dotnet "$pos" --url "$(address silo1)" --reconcile "$folder/record" || fail "a restarted silo differs from the record"
echo "one silo killed, one drained, both back: nothing acknowledged is missing, nothing is oversold."
