# shellcheck shell=bash
# Named stages: each runs in turn with its time, its log, and what it passed and failed. Sourced by scripts/test.

: "${TARGET:?}"
LOGS=$TARGET/test-logs
STAGE_SECONDS=${STAGE_SECONDS:-3600}
passed=0
failed=0
complete=false
stage_pid=
report=()

# stage NAME KIND COMMAND... runs a command (or function). KIND says how its output counts: cargo, node, python, or
# check for one that passes or fails as a whole. The command's status is the stage's.
stage() {
    local name=$1 kind=$2 log=$LOGS/$1.log start=$SECONDS status=0
    shift 2
    mkdir -p "$LOGS"
    printf '\n==> %s\n' "$name"

    local pipe tee_pid
    exec {pipe}> >(exec tee "$log")
    tee_pid=$!
    ("$@") </dev/null >&"$pipe" 2>&1 {pipe}>&- &
    stage_pid=$!
    exec {pipe}>&-
    watch_time "$stage_pid" &
    local watch=$!
    wait "$stage_pid" || status=$?
    stage_pid=
    # Not by TERM: a subshell that has just been forked would still run our traps.
    kill -KILL "$watch" 2>/dev/null
    wait "$watch" 2>/dev/null
    wait "$tee_pid" 2>/dev/null

    count "$name" "$kind" "$log" "$status" $((SECONDS - start))
    return "$status"
}

# The processes of a stage, children first: a stage may be a function that runs a pipeline of them.
stop_tree() {
    local child
    for child in $(ps -o pid= --ppid "$1"); do
        stop_tree "$child"
    done
    kill "$1" 2>/dev/null
}

stop_stage() {
    local pid=$stage_pid
    stage_pid=
    [ -n "$pid" ] || return 0
    stop_tree "$pid"
    wait "$pid" 2>/dev/null
}

watch_time() {
    local waited=0
    while [ "$waited" -lt "$STAGE_SECONDS" ]; do
        sleep 1
        waited=$((waited + 1))
        kill -0 "$1" 2>/dev/null || return 0
    done
    printf 'stopped after %s s\n' "$STAGE_SECONDS"
    stop_tree "$1"
}

count() {
    local name=$1 kind=$2 log=$3 status=$4 seconds=$5 ok=0 bad=0
    read -r ok bad < <("counts_of_$kind" "$log" "$status")
    # A stage that ended badly, or that tested nothing, counts as failed.
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ $((ok + bad)) -eq 0 ]; then bad=1; fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    report+=("$(printf '%-16s %5d s  %5d passed  %5d failed' "$name" "$seconds" "$ok" "$bad")")
    printf '<== %s\n' "${report[-1]}"
}

counts_of_check() {
    if [ "$2" -eq 0 ]; then echo 1 0; else echo 0 1; fi
}

# test result: ok. 12 passed; 0 failed; 0 ignored; ...
counts_of_cargo() {
    awk '/^test result: / { for (i = 2; i <= NF; i++) {
             if ($i ~ /^passed/) ok += $(i - 1)
             if ($i ~ /^failed/) bad += $(i - 1) } }
         END { print ok + 0, bad + 0 }' "$1"
}

# i pass 12, i fail 0, i cancelled 0 (the first field is an ornament)
counts_of_node() {
    awk 'NF == 3 && $3 ~ /^[0-9]+$/ {
             if ($2 == "pass") ok += $3
             if ($2 == "fail" || $2 == "cancelled") bad += $3 }
         END { print ok + 0, bad + 0 }' "$1"
}

# Ran 12 tests in 3.4s, then OK or FAILED (failures=1, errors=2)
counts_of_python() {
    awk '/^Ran [0-9]+ tests? in / { ran += $2 }
         /^(OK|FAILED)/ { n = split($0, part, /[(,) ]+/)
             for (i = 1; i <= n; i++) { split(part[i], pair, "=")
                 if (pair[1] == "failures" || pair[1] == "errors") bad += pair[2]
                 if (pair[1] == "skipped") skipped += pair[2] } }
         END { ok = ran - bad - skipped; print (ok > 0 ? ok : 0), bad + 0 }' "$1"
}

all_stages_ran() {
    complete=true
}

# The last words: what each stage did, then the sum, alone on its line.
summary() {
    local line
    printf '\n'
    for line in "${report[@]}"; do
        printf '%s\n' "$line"
    done
    if ! $complete; then
        printf 'Not every stage ran.\n'
        if [ "$failed" -eq 0 ]; then failed=1; fi
    fi
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] || exit 1
    exit 0
}
