#!/bin/bash
# Builds everything, runs every test on the embedded engine, then builds contracts and grains on the Orleans packages
# where the feed has them. The last line says: N passed, N failed[, N skipped].
set -u
cd -- "$(dirname -- "$0")" || exit 2
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=artifacts/test-results
passed=0 failed=0 skipped=0

# What single tests look for; they skip, and say so, where it cannot be had.
prepare() {
  if ! command -v strace >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    (apt-get install -y -qq strace || { apt-get update -qq && apt-get install -y -qq strace; }) >/dev/null 2>&1 ||
      echo "strace could not be installed: the test that watches system calls is skipped."
  fi
  if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    (apt-get install -y -qq postgresql || { apt-get update -qq && apt-get install -y -qq postgresql; }) >/dev/null 2>&1 ||
      echo "PostgreSQL could not be installed: its tests are skipped."
  fi
}

fail() {
  failed=$((failed + 1))
  echo "FAILED: $1"
}

# One number out of a result file's line of counters.
counter() {
  sed -n 's/.*<Counters[^>]* '"$2"'="\([0-9]*\)".*/\1/p' "$1" | head -n 1
}

add_up() {
  local file=$1 total executed ok
  total=$(counter "$file" total) executed=$(counter "$file" executed) ok=$(counter "$file" passed)
  if [ -z "$total" ] || [ -z "$executed" ] || [ -z "$ok" ]; then
    fail "$file has no counters"
    return 1
  fi
  passed=$((passed + ok)) failed=$((failed + executed - ok)) skipped=$((skipped + total - executed))
  [ "$total" -gt 0 ] || fail "$file ran no test"
}

embedded_leg() {
  local project name file status
  dotnet build BeautyGrains.sln -nologo -v quiet -clp:NoSummary || { fail "the build"; return; }
  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj) file=$results/$(basename "$project" .csproj).trx
    echo "== $name"
    dotnet test "$project" --no-build --nologo -v quiet --results-directory "$results" --logger "trx;LogFileName=$name.trx" --blame-hang-timeout 5m
    status=$?
    if [ ! -f "$file" ]; then
      fail "$name left no result file"
      continue
    fi
    before=$failed
    add_up "$file"
    # A process that dies after its last test has written a good-looking file.
    if [ "$status" != 0 ] && [ "$failed" = "$before" ]; then fail "$name ended with $status"; fi
  done
}

orleans_leg() {
  local log=artifacts/orleans-restore.log missing
  echo "== Orleans engine"
  if dotnet restore grains/BeautyGrains.Grains.csproj -p:GrainEngine=orleans >"$log" 2>&1; then
    if dotnet build grains/BeautyGrains.Grains.csproj --no-restore -nologo -v quiet -clp:NoSummary -p:GrainEngine=orleans; then
      passed=$((passed + 1))
      echo "Contracts and grains build on the Orleans packages."
    else
      fail "contracts and grains do not build on the Orleans packages"
    fi
    return
  fi
  missing=$(grep -E 'error (NU1101|NU1102|NU1603)' "$log" | grep -oE 'Microsoft\.Orleans\.[A-Za-z.]+' | sed 's/\.$//' | sort -u | tr '\n' ' ')
  if [ -n "$missing" ] && ! grep -E 'error [A-Z]+[0-9]+' "$log" | grep -vE 'error (NU1101|NU1102|NU1603)' | grep -q .; then
    skipped=$((skipped + 1))
    echo "SKIPPED: the Orleans engine; the package feed lacks $missing"
  else
    cat "$log"
    fail "the restore for the Orleans engine"
  fi
}

rm -rf "$results"
mkdir -p "$results"
prepare
embedded_leg
orleans_leg

line="$passed passed, $failed failed"
[ "$skipped" = 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" = 0 ]
