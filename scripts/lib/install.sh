# shellcheck shell=bash
# Installs what a fresh Debian machine lacks. Nothing is touched that is there already.
# Sourced by scripts/test and scripts/bench.

: "${TARGET:?}"

install_missing() {
    install_packages || return 1
    install_npm_packages "$PEERS" || return 1
    install_npm_packages "$EXAMPLES/express-api" || return 1
    install_python_packages
}

install_packages() {
    local packages=()
    has cc || packages+=(build-essential)
    has ps || packages+=(procps)
    has chromium || has chromium-browser || has google-chrome || packages+=(chromium)
    has node || packages+=(nodejs)
    has npm || packages+=(npm)
    python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3 python3-venv)
    [ -n "$(postgres_folder)" ] || packages+=(postgresql)
    # The program and its modules, without a service that would listen on port 80.
    [ -x /usr/sbin/apache2 ] || packages+=(apache2-bin)
    [ -f /usr/lib/apache2/modules/mod_auth_openidc.so ] || packages+=(libapache2-mod-auth-openidc)
    # The program and its tools; the service that comes with it is not needed.
    [ -x /usr/sbin/slapd ] || packages+=(slapd)
    has ldapmodify || packages+=(ldap-utils)
    has openssl || packages+=(openssl)
    apt_install "${packages[@]}"
}

install_bench() {
    local packages=()
    has cc || packages+=(build-essential)
    has wrk || packages+=(wrk)
    has python3 || packages+=(python3)
    apt_install "${packages[@]}"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

apt_install() {
    [ $# -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! has sudo; then
            printf 'Missing: %s. Install them, or run this as root once.\n' "$*" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    printf 'Installing %s\n' "$*"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq || return 1
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

install_npm_packages() { # FOLDER
    local stamp=$1/node_modules/.installed
    unchanged "$stamp" "$1/package-lock.json" && return 0
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund) || return 1
    stamp "$stamp" "$1/package-lock.json"
}

# What the tests need and what the example needs, in one environment: both pin the same versions of what both need.
install_python_packages() {
    local stamp=$TARGET/venv/.installed
    local lists=("$PEERS/python/requirements.txt" "$EXAMPLES/flask-api/requirements.txt")
    unchanged "$stamp" "${lists[@]}" && [ -x "$TARGET/venv/bin/python" ] && return 0
    python3 -m venv --clear "$TARGET/venv" || return 1
    "$TARGET/venv/bin/python" -m pip install --quiet --disable-pip-version-check "${lists[@]/#/--requirement=}" || return 1
    stamp "$stamp" "${lists[@]}"
}

unchanged() { # STAMP FILE...
    [ -f "$1" ] && [ "$(cat "$1")" = "$(cat "${@:2}" | sha256sum)" ]
}

stamp() { # STAMP FILE...
    cat "${@:2}" | sha256sum >"$1"
}
