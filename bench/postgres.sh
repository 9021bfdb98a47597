# Read by kill.sh and cluster.sh: a PostgreSQL server (14 or later) of its own on loopback, with the defaults for durability, that can be killed with all its processes.
# It listens on pg_port (the port after PORT) and takes pg_connections (100).
pg_port=${pg_port:-$((${PORT:-5980} + 1))}
pg_connections=${pg_connections:-100}
pg_data=$folder/postgres/data
pg_bin=${POSTGRES_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}

# It refuses to run as root, so root runs it as another user.
pg_as() {
  local tool=$1
  shift
  if [ "$(id -u)" = 0 ]; then
    (cd / && setpriv --reuid="$pg_user" --clear-groups "$pg_bin/$tool" "$@")
  else
    "$pg_bin/$tool" "$@"
  fi
}

pg_make() {
  [ -x "$pg_bin/initdb" ] || { echo "PostgreSQL's server binaries are needed (package postgresql; or name their folder in POSTGRES_BIN)" >&2; exit 2; }
  pg_user=$(id -un postgres 2>/dev/null || id -un nobody)
  mkdir "$folder/postgres"
  chmod 711 "$folder"
  [ "$(id -u)" = 0 ] && chown "$pg_user" "$folder/postgres"
  pg_as initdb --pgdata "$pg_data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 >"$folder/initdb" 2>&1 || { cat "$folder/initdb" >&2; exit 2; }
  pg_start
  pg_as psql -X -q -h 127.0.0.1 -p "$pg_port" -U postgres -c 'CREATE DATABASE beauty' || exit 2
}

pg_start() {
  # What is left of a killed server holds its shared memory for a moment. One call flushes what a crash may have left unwritten; file by file
  # that takes seconds, though hardly any of the thousand files was touched.
  for _ in $(seq 50); do
    pg_as pg_ctl start -w -t 120 -D "$pg_data" -l "$folder/postgres/log" \
      -o "-c port=$pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=$pg_connections -c recovery_init_sync_method=syncfs" >"$folder/pg_ctl" 2>&1 && return
    sleep 0.1
  done
  cat "$folder/pg_ctl" >&2
  tail -n 20 "$folder/postgres/log" >&2
  exit 1
}

# SIGKILL for the postmaster and every process of it, until none is left.
pg_kill() {
  local postmaster children
  postmaster=$(head -n 1 "$pg_data/postmaster.pid" 2>/dev/null) || return
  children=$(pgrep -P "$postmaster")
  # shellcheck disable=SC2086
  kill -9 "$postmaster" $children 2>/dev/null
  # shellcheck disable=SC2086
  while kill -0 "$postmaster" $children 2>/dev/null; do sleep 0.01; done
}
