#!/bin/bash
# Builds everything and runs every test on the embedded engine. Beside these tests, which often wait, it builds everything that stands on Orleans too
# and runs the suites of both engines there on silos of the real packages, where the package feed has them; the tests of whole processes, which wait
# for servers to start and to die, run beside both.
# ORLEANS_VERSION names another version of the packages than the project's. The last line says: N passed, N failed[, N skipped].
set -u
cd -- "$(dirname -- "$0")" || exit 2
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=artifacts/test-results
processes=tests/Process/BeautyGrains.Process.Tests.csproj
# What else has failed or been skipped, a line each; the legs write to it at once.
faults=$results/faults skips=$results/skips
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
  echo "FAILED: $1" | tee -a "$faults"
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
    return
  fi
  passed=$((passed + ok)) failed=$((failed + executed - ok)) skipped=$((skipped + total - executed))
  [ "$total" -gt 0 ] || fail "$file ran no test"
}

# run_tests FOLDER PROJECT...: runs built test projects, which leave a file of results each in the folder; further options for dotnet are in $options.
run_tests() {
  local folder=$1 project name file status
  shift
  for project in "$@"; do
    name=$(basename "$project" .csproj) file=$folder/$(basename "$project" .csproj).trx
    echo "== $name"
    dotnet test "$project" --no-build --nologo -v quiet "${options[@]}" --results-directory "$folder" --logger "trx;LogFileName=$name.trx" --blame-hang-timeout 5m
    status=$?
    if [ ! -f "$file" ]; then
      fail "$name left no result file"
      continue
    fi
    # A process that dies after its last test has written a good-looking file.
    if [ "$status" != 0 ] && [ "$(counter "$file" executed)" = "$(counter "$file" passed)" ]; then fail "$name ended with $status"; fi
  done
}

embedded_leg() {
  local project
  options=()
  for project in tests/*/*.csproj; do
    [ "$project" = "$processes" ] || run_tests "$results" "$project"
  done
}

# What mostly waits for servers to start, and to die.
process_leg() {
  options=()
  run_tests "$results" "$processes"
}

# The packages of Orleans that a failed restore did not find.
lacking() {
  grep -E 'error (NU1101|NU1102|NU1603)' "$1" | grep -oE '(find package|but) Microsoft\.Orleans\.[A-Za-z.]+' | sed 's/.* //; s/\.$//' | sort -u | tr '\n' ' '
}

# What else it says. Packages that those of Orleans depend on may be lacking too; the project's own have been found by the other leg.
other_errors() {
  grep -E 'error( [A-Z]+[0-9]+)? *:' "$1" | grep -vE 'error (NU1101|NU1102|NU1603):'
}

orleans_leg() {
  local log=artifacts/orleans-restore.log missing
  options=(-p:GrainEngine=orleans ${ORLEANS_VERSION:+"-p:OrleansVersion=$ORLEANS_VERSION"})
  echo "== Orleans engine"
  if dotnet restore BeautyGrains.Orleans.slnf -nologo "${options[@]}" >"$log" 2>&1; then
    # What analyzers find the other build has told.
    dotnet build BeautyGrains.Orleans.slnf --no-restore -nologo -v quiet -clp:NoSummary -p:RunAnalyzers=false "${options[@]}" || { fail "the build on Orleans"; return; }
    run_tests "$results/orleans" tests/Contract/*.csproj tests/Grains/*.csproj
    return
  fi
  missing=$(lacking "$log")
  if [ -n "$missing" ] && ! other_errors "$log" | grep -q .; then
    echo "SKIPPED: the Orleans engine; the package feed lacks $missing" | tee -a "$skips"
  else
    cat "$log"
    fail "the restore for the Orleans engine"
  fi
}

rm -rf "$results"
mkdir -p "$results"
touch "$faults" "$skips"
prepare
if dotnet build BeautyGrains.sln -nologo -v quiet -clp:NoSummary; then
  orleans_leg >artifacts/orleans-leg.log 2>&1 &
  process_leg >artifacts/process-leg.log 2>&1 &
  embedded_leg
  wait
  cat artifacts/process-leg.log artifacts/orleans-leg.log
else
  fail "the build"
fi

while read -r file; do add_up "$file"; done < <(find "$results" -name '*.trx' | sort)
failed=$((failed + $(wc -l <"$faults"))) skipped=$((skipped + $(wc -l <"$skips")))
cat "$faults"
line="$passed passed, $failed failed"
[ "$skipped" = 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" = 0 ]
