# Read by the other scripts: builds in Release, starts and stops a server of its own on a temporary folder. engine=orleans before reading it
# takes the other engine (ORLEANS_VERSION= with another version of its packages).
engine=${engine:-embedded}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
server=$root/silo/bin/$engine/Release/net10.0/beautygrains.dll
pos=$root/bench/pos/bin/$engine/Release/net10.0/pos.dll
folder=$(mktemp -d)
url=http://127.0.0.1:${PORT:-5980}
pid=

need() {
  command -v "$1" >/dev/null || { echo "$1 is needed${2:+: $2}" >&2; exit 2; }
}

build() {
  local options=()
  [ "$engine" = embedded ] || options=("-p:GrainEngine=$engine" ${ORLEANS_VERSION:+"-p:OrleansVersion=$ORLEANS_VERSION"})
  for project in silo bench/pos; do
    dotnet build "$root/$project" -c Release -nologo -v quiet "${options[@]}" >"$folder/build" 2>&1 || { cat "$folder/build" >&2; exit 2; }
  done
}

start() {
  dotnet "$server" serve --data "$folder/data" --urls "$url" >>"$folder/log" 2>&1 &
  pid=$!
  for _ in $(seq 1200); do
    curl -fs -o /dev/null "$url/health/ready" && return
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.05
  done
  echo "The server did not get ready:" >&2
  tail -n 20 "$folder/log" >&2
  exit 1
}

# stop [SIGNAL]
stop() {
  [ -z "$pid" ] && return
  kill -"${1:-TERM}" "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  pid=
}

terminals() {
  dotnet "$pos" --url "$url" --key-file "$folder/data/admin.key" "$@"
}

# How many answers on record say that something was done.
acknowledged() { grep -c '"Status":20' "$folder/record"; }

verify() {
  dotnet "$server" verify --data "$folder/data" >"$folder/verify" 2>&1 || { cat "$folder/verify" >&2; exit 1; }
}

trap 'stop KILL; rm -rf "$folder"' EXIT
