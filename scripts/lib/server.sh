# shellcheck shell=bash
# One release server on SQLite in $PLACE, pinned to a core. Sourced by scripts/bench.

: "${PLACE:?}" "${PROGRAM:?}" "${ROOT:?}"
SERVER_PID=
ISSUER=
STARTED_MS=

# shellcheck source=scripts/lib/port.sh
. "$ROOT/scripts/lib/port.sh"

# Becomes this command, with its own database, keys and working directory: call it in a subshell.
become() {
    cd "$PLACE" || exit
    exec env COUNTERSIGN_DATABASE_URL="sqlite:$PLACE/countersign.db" COUNTERSIGN_KEYS_DIR="$PLACE/keys" \
        COUNTERSIGN_ISSUER="$ISSUER" "$@"
}

# Starts the server on this core and waits for its first 200; sets STARTED_MS, from fork to answer.
start_server() {
    local asker start
    [ -n "$ISSUER" ] || ISSUER=http://127.0.0.1:$(free_port)
    python3 "$ROOT/scripts/lib/first_200.py" "${ISSUER##*:}" >"$PLACE/first_200" &
    asker=$!
    # Python starts slower than the server does.
    sleep 0.5
    start=$(date +%s%3N)
    (become taskset -c "$1" "$PROGRAM" serve --listen "${ISSUER#http://}") >"$PLACE/server.log" 2>&1 &
    SERVER_PID=$!
    if ! wait "$asker"; then
        tail -n 20 "$PLACE/server.log" >&2
        return 1
    fi
    # shellcheck disable=SC2034 # scripts/bench prints it.
    STARTED_MS=$(($(cat "$PLACE/first_200") - start))
}

stop_server() {
    [ -n "$SERVER_PID" ] || return 0
    kill "$SERVER_PID" 2>/dev/null || true
    wait "$SERVER_PID" 2>/dev/null || true
    SERVER_PID=
}

resident_mib() {
    awk '/^VmRSS:/ { printf "%.1f", $2 / 1024 }' "/proc/$SERVER_PID/status"
}

json_field() { # FILE FIELD
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$1" "$2"
}
