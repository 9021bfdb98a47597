#!/bin/sh
# Starts everything in one process on http://127.0.0.1:5080; "./run.sh demo" first loads a sample chain.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed: https://dot.net" >&2; exit 2; }
dotnet build "$here/silo/BeautyGrains.Silo.csproj" -c Release -nologo -v quiet -clp:NoSummary >&2
# Exec, so that signals reach the server and it can finish what it has begun.
exec dotnet "$here/silo/bin/embedded/Release/net10.0/beautygrains.dll" "$@"
