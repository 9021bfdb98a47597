#!/bin/bash
# Measures BeautyGrains beside what people would use instead, on loopback and two cores, in turns; prints a table and writes it with JSON and a chart
# to bench/results/. Takes about 20 minutes. "./bench.sh --scale" runs the cases with millions of stocks and events instead, "./bench.sh --help" tells
# the options; bench/README.md is about the method.
# Exit code: 0 measured, whatever the targets say; 1 something failed; 2 wrong use.
set -u
cd -- "$(dirname -- "$0")" || exit 2
root=$PWD
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed: https://dot.net" >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
missing=()

# Installs a package where that is possible.
get() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  { apt-get install -y -qq "$1" || { apt-get update -qq && apt-get install -y -qq "$1"; }; } >/dev/null 2>&1
}

# The database server's programs, which need not be in the path.
has_postgres() {
  # shellcheck disable=SC2086
  ls ${POSTGRES_BIN:-/usr/lib/postgresql/*/bin}/initdb >/dev/null 2>&1
}

# build PROJECT...
build() {
  for project; do
    dotnet build "$project" -c Release -nologo -v quiet -clp:NoSummary >"$folder/build" 2>&1 || { cat "$folder/build" >&2; exit 2; }
  done
}

# What a run needs besides.
prepare() {
  command -v wrk >/dev/null || get wrk || { echo "wrk is needed (Debian has it as a package)." >&2; exit 2; }
  has_postgres || get postgresql || { echo "PostgreSQL's server binaries are needed (package postgresql; or name their folder in POSTGRES_BIN)." >&2; exit 2; }
  if ! command -v redis-benchmark >/dev/null; then
    # A package just installed starts its service, which would take from what is measured.
    if get redis-server; then service redis-server stop >/dev/null 2>&1; else missing+=(--missing "redis=redis-server and redis-benchmark are not installed"); fi
  fi
  build silo bench/inprocess bench/calls bench/scale
  dotnet build bench/calls -c Release -nologo -v quiet -clp:NoSummary -p:GrainEngine=orleans ${ORLEANS_VERSION:+"-p:OrleansVersion=$ORLEANS_VERSION"} >"$folder/build" 2>&1 ||
    missing+=(--missing "calls-orleans=the packages of Orleans cannot be restored here")
}

# What pg_ctl has started does not end with us.
finish() {
  for file in "$folder"/postgres-*/data/postmaster.pid; do
    [ ! -f "$file" ] || kill -QUIT "$(head -n 1 "$file")" 2>/dev/null
  done
  rm -rf "$folder"
}

# Everything lies on one disk, where the user of the database server may reach it.
folder=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/bench-XXXXXX") || exit 2
chmod 711 "$folder"
trap finish EXIT
case $(stat -f -c %T "$folder") in
  tmpfs|ramfs) echo "$folder lies in memory, where a sync costs nothing. Name a folder on a disk in BENCH_DIR." >&2; exit 2 ;;
esac
build bench/compare
case " $* " in
  *" --help "*|*" --list "*|*" --report "*) ;;
  *) prepare ;;
esac

# Two cores for the load, the database and the server together, also on a larger machine.
cores=$(taskset -cp $$ | sed 's/.*: //' | tr ',' '\n' | awk -F- '{ for (core = $1; core <= ($2 == "" ? $1 : $2); core++) print core }' | head -n 2 | paste -sd,)
export TMPDIR=$folder
taskset -c "$cores" dotnet bench/compare/bin/embedded/Release/net10.0/compare.dll --root "$root" --folder "$folder" "${missing[@]}" "$@"
