#!/bin/bash
# Breaks a copy of the code on purpose, one patch of this folder at a time: each must build, and the simulation must find it.
# Usage: check.sh [--rules | --rules-alone] [PATCH...]
#   --rules         runs the rule and grain tests on each as well, and names those that find it too.
#   --rules-alone   runs those tests, and no simulation.
# TURN is a command that each build and each run goes through, such as "nice -n 19" on a machine that others work on.
# Seeds and steps are those that the tests of every change run; what these miss must be found by fewer and longer ones. Exit code 1 when a patch does not apply, does not build, or is not found.
set -u
here=$(cd -- "$(dirname -- "$0")" && pwd)
root=$(cd -- "$here/../.." && pwd)
seeds=${SEEDS:-420} steps=${STEPS:-300} turn=${TURN:-}
rules=no hunting=yes
case ${1:-} in
  --rules) rules=yes; shift ;;
  --rules-alone) rules=yes hunting=no; shift ;;
esac
[ $# -gt 0 ] || set -- "$here"/*.patch

work=$(mktemp -d "${TMPDIR:-/tmp}/beautygrains-mutations.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The same runs for a third less, see SimulateVerb.
export DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0

# A project of those folders, files and projects, without what only reads well or looks for style.
project() {
  local kind=$1 part
  shift
  echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>'
  echo "<OutputType>$kind</OutputType>"
  echo '<TreatWarningsAsErrors>false</TreatWarningsAsErrors><NoWarn>$(NoWarn);CS0436;CS8618;CS9057</NoWarn><RunAnalyzers>false</RunAnalyzers>'
  echo '<EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild><GenerateDocumentationFile>false</GenerateDocumentationFile><Optimize>true</Optimize>'
  echo '</PropertyGroup><ItemGroup>'
  echo '<FrameworkReference Include="Microsoft.AspNetCore.App" /><PackageReference Include="NodaTime" /><PackageReference Include="MathNet.Numerics" /><PackageReference Include="Microsoft.Data.Sqlite" /><PackageReference Include="Npgsql" /><InternalsVisibleTo Include="Hunt" />'
  for part; do
    case $part in
      */) echo "<Compile Include=\"$part**/*.cs\" Exclude=\"../**/obj/**;../**/bin/**;../journal/Sqlite/**;../journal/Postgres/**\" />" ;;
      *.cs) echo "<Compile Include=\"$part\" />" ;;
      *) echo "<ProjectReference Include=\"$part\" />" ;;
    esac
  done
  [ $kind = Library ] || echo '<EmbeddedResource Include="../read-models/Storage/Schema/**/*.sql" Link="Storage/Schema/%(RecursiveDir)%(Filename)%(Extension)" />'
  echo '</ItemGroup></Project>'
}

# All that is simulated as one project on top of the engine, the contracts and the forecasts, so that each patch costs one compilation.
copy() {
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - 2>/dev/null) | tar -xf - -C "$work"
  mkdir -p "$work/host" "$work/hunt"
  project Library ../engine/abstractions/ ../engine/runtime/ ../grain-interfaces/ ../forecasting/ >"$work/host/Host.csproj"
  project Exe ../grains/ ../vault/ ../database/ ../documents/ ../journal/ ../read-models/ ../simulation/ ../silo/Demo/SplitMix64.cs ../silo/Engines/StockLevelStream.cs ../host/Host.csproj >"$work/hunt/Hunt.csproj"
  cat >"$work/hunt/Program.cs" <<'PROGRAM'
using BeautyGrains.Simulation;

var (seeds, steps) = (int.Parse(args[0]), int.Parse(args[1]));
var gate = new object();
(ulong Seed, RunResult Result)? found = null;
Parallel.For(1, seeds + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, (seed, loop) =>
{
    RunResult result;
    try { result = Simulator.Run((ulong)seed, steps); }
    catch (Exception broken) when (broken is not Violation) { result = new("", 0, 0, new Violation("The run ends.", broken.ToString()), 0, []); }
    lock (gate)
    {
        if (result.Violation is null || found is not null) return;
        found = ((ulong)seed, result);
        loop.Stop();
    }
});
if (found is not { } one) return 0;
Console.WriteLine($"seed {one.Seed}: {(one.Result.Violation!.Invariant == "The run ends." ? one.Result.Violation.Message : one.Result.Violation.Invariant)}");
return 1;
PROGRAM
}

build() { (cd "$work/hunt" && $turn timeout 600 dotnet build -c Release -m:1 -nologo -v quiet -clp:NoSummary >build.log 2>&1); }
# 0: nothing found; else a finding is printed. A run that does not end is one.
hunt() {
  $turn timeout "${PATIENCE:-600}" dotnet "$work"/hunt/bin/*/Release/net10.0/Hunt.dll "$seeds" "$steps"
  local status=$?
  [ $status != 124 ] || echo "a run that does not end"
  return $status
}

# The tests of a project that fail, at most five by name. What waits for something that broken code never does is ended after a minute, and the rest not run.
failing() {
  if (cd "$work" && $turn timeout 1500 dotnet test "$1" -m:1 --nologo -v quiet -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:TreatWarningsAsErrors=false \
    --blame-hang-timeout 60s --blame-hang-dump-type none >test.log 2>&1); then
    echo "$1: none"
  else
    local names
    names=$(sed -n 's/^\[xUnit.net [^]]*\] *BeautyGrains\.\(Rules\|Grains\)\.Tests\.\(.*\) \[FAIL\].*/\2/p' "$work/test.log" | sort -u)
    echo "$1: $(grep -c . <<<"$names") ($(head -n 5 <<<"$names" | paste -sd ';'))$(grep -qi 'hang' "$work/test.log" && echo ' and one that does not end')"
  fi
}

tests() { echo "$(failing tests/Rules); $(failing tests/Grains)"; }

copy
if [ $hunting = no ]; then
  for patch in "$@"; do
    (cd "$work" && git apply "$patch") || exit 1
    echo "$(basename "$patch" .patch): $(tests)"
    (cd "$work" && git apply -R "$patch")
  done
  exit 0
fi
build || { echo "The code does not build as it is:"; grep -m 5 'error' "$work/hunt/build.log"; exit 1; }
if ! found=$(hunt); then echo "The code as it is fails: $found"; exit 1; fi
echo "The code as it is: nothing found in $seeds seeds of $steps steps."

missed=0
for patch in "$@"; do
  name=$(basename "$patch" .patch)
  if ! (cd "$work" && git apply "$patch" 2>apply.log); then
    echo "$name: does not apply: $(head -n 1 "$work/apply.log")"; missed=$((missed + 1)); continue
  fi
  if ! build; then
    echo "$name: does not build: $(grep -m 1 'error' "$work/hunt/build.log")"; missed=$((missed + 1))
  elif found=$(hunt) && found=$(seeds=120 steps=1500 hunt); then
    echo "$name: NOT FOUND"; missed=$((missed + 1))
  else
    echo "$name: found by ${found:-a crash}$([ $rules = yes ] && echo "; tests that fail: $(tests)")"
  fi
  (cd "$work" && git apply -R "$patch")
done
[ $missed = 0 ] && echo "All found." || { echo "$missed of $# not found."; exit 1; }
