# shellcheck shell=bash
# The features of the verifier: each compiles without the others, and brings no more than it says. Sourced by scripts/test.

verifier_features() {
    local crate=(-p countersign-verifier --locked --no-default-features) features
    for features in "" http blocking testing tower axum tonic actix; do
        cargo check "${crate[@]}" --features "$features" || return 1
    done
    brings_none_of "" reqwest tokio ureq rustls ring &&
        brings_none_of http ureq axum tonic actix-web ring openssl-sys native-tls &&
        brings_none_of blocking reqwest tokio hyper axum tonic actix-web ring openssl-sys native-tls &&
        brings_none_of tower reqwest tokio axum tonic actix-web &&
        brings_none_of axum reqwest hyper tonic actix-web ring openssl-sys native-tls &&
        brings_none_of tonic reqwest hyper axum prost actix-web ring openssl-sys native-tls &&
        brings_none_of actix reqwest hyper axum tonic ring openssl-sys native-tls
}

brings_none_of() { # FEATURES CRATE...
    local tree crate status=0
    tree=$(cargo tree -p countersign-verifier --locked --no-default-features --features "$1" \
        --edges normal,build --prefix none --format '{p}') || return 1
    for crate in "${@:2}"; do
        if grep -q "^$crate v" <<<"$tree"; then
            printf 'the features "%s" of the verifier bring %s\n' "$1" "$crate"
            status=1
        fi
    done
    return "$status"
}
