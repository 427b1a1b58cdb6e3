# shellcheck shell=bash
# A port of this machine that is free now. Sourced by those who start a server.

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
