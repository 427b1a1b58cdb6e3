# shellcheck shell=bash
# A PostgreSQL cluster of our own: temporary, on a free loopback port, with a random password. Sourced by scripts/test.

: "${ROOT:?}"
POSTGRES_BASE=

# shellcheck source=scripts/lib/port.sh
. "$ROOT/scripts/lib/port.sh"

# Where initdb and pg_ctl lie; empty when they are not installed.
postgres_folder() {
    local found
    found=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
    [ -x "$found" ] || found=$(command -v initdb)
    [ -x "$found" ] && dirname "$(readlink -f "$found")"
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

# Before any stage: these run in subshells, so the folder is made where the trap can see it.
prepare_postgres() {
    POSTGRES_BASE=$(mktemp -d "${TMPDIR:-/tmp}/countersign-postgres.XXXXXX")
}

start_postgres() {
    local folder port password
    folder=$(postgres_folder)
    port=$(free_port) || return 1
    password=$(tr -d - </proc/sys/kernel/random/uuid)
    printf '%s\n' "$password" >"$POSTGRES_BASE/password"
    printf 'postgres://postgres:%s@127.0.0.1:%s/postgres\n' "$password" "$port" >"$POSTGRES_BASE/url"
    if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$POSTGRES_BASE"; fi
    (
        cd "$POSTGRES_BASE" || exit 1
        as_postgres "$folder/initdb" --pgdata=data --username=postgres --pwfile=password --auth=scram-sha-256 \
            --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1 || { cat initdb.log; exit 1; }
        as_postgres tee -a data/postgresql.conf >/dev/null <<-CONF
			listen_addresses = '127.0.0.1'
			port = $port
			unix_socket_directories = ''
			max_connections = 200
			# The data lives as long as the tests.
			fsync = off
			full_page_writes = off
			synchronous_commit = off
		CONF
        as_postgres "$folder/pg_ctl" --pgdata=data --log=log --wait --silent start || { cat log; exit 1; }
    )
}

stop_postgres() {
    [ -n "$POSTGRES_BASE" ] || return 0
    if [ -f "$POSTGRES_BASE/data/postmaster.pid" ]; then
        (cd "$POSTGRES_BASE" && as_postgres "$(postgres_folder)/pg_ctl" --pgdata=data --mode=immediate --silent stop) \
            >/dev/null 2>&1
    fi
    rm -rf "$POSTGRES_BASE"
    POSTGRES_BASE=
}

postgres_url() {
    cat "$POSTGRES_BASE/url"
}

# Makes an empty database; prints its URL.
new_database() { # NAME
    local admin
    admin=$(postgres_url) || return 1
    "$(postgres_folder)/psql" --quiet --no-psqlrc "$admin" --command "CREATE DATABASE $1" >&2 || return 1
    printf '%s\n' "${admin%/*}/$1"
}
