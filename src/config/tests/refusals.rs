//! What is refused, beside what is accepted, and that no refusal shows a secret.

use super::*;

#[test]
fn what_does_not_exist_is_refused_with_its_line_and_the_nearest() {
    for (file, line, nearest) in [
        (
            "issuer = \"http://localhost\"\nlisten_on = \"127.0.0.1:1\"",
            2,
            "`listen`",
        ),
        ("[token]\naccess_token = \"5m\"", 2, "`tokens.access_token`"),
        (
            "\n\n[tokens]\nacess_token = \"5m\"",
            4,
            "`tokens.access_token`",
        ),
        ("access_token = \"5m\"", 1, "`tokens.access_token`"),
        ("[nothing]", 1, "`"),
        ("[tokens.code]\nx = 1", 1, "`tokens.code` is a table"),
        ("[issuer]", 1, "`issuer` is a table"),
        ("tokens = \"5m\"", 1, "`[tokens]`"),
        ("[[tokens]]\ncode = \"5s\"", 1, "`[tokens]`"),
        ("issuer = \"a\"\nissuer = \"b\"", 2, "duplicate key"),
        ("issuer = ", 1, "not TOML"),
    ] {
        let error = from_file(file).expect_err(file);
        assert!(
            error.contains(&format!("countersign.toml:{line}: ")),
            "{file}: {error}"
        );
        assert!(error.contains(nearest), "{file}: {error}");
    }
    from_file("[tokens]\n[log]\nformat = \"json\"").expect("an empty table that exists");
    from_file("").expect("an empty file");
}

#[test]
fn each_refusal_has_an_accepted_twin() {
    for (name, right, wrong) in [
        ("LISTEN", "127.0.0.1:9000", "9000"),
        ("ISSUER", "https://id.example.com", "http://id.example.com"),
        ("PLAYGROUND", "false", "off"),
        ("TRUSTED_PROXIES", "10.0.0.5, 10.1.0.0/16", "0.0.0.0/0"),
        (
            "DATABASE_URL",
            "postgres://db/cs?sslmode=verify-full",
            "postgres://db/cs?sslmode=require",
        ),
        ("DATABASE__MAX_CONNECTIONS", "1", "0"),
        ("TOKENS__ACCESS_TOKEN", "1s", "0s"),
        ("TOKENS__CODE", "60s", "61s"),
        ("TOKENS__REFRESH_GRACE", "0s", "61s"),
        ("TOKENS__REFRESH_IDLE", "90d", "91d"),
        ("TOKENS__REFRESH_ABSOLUTE", "30d", "29d"),
        ("SESSIONS__IDLE", "12h", "13h"),
        ("API_KEYS__DEFAULT_LIFETIME", "366d", "367d"),
        ("API_KEYS__MAX_LIFETIME", "90d", "89d"),
        ("API_KEYS__ROTATION_OVERLAP", "0s", "31d"),
        ("KEYS__PUBLISH_AHEAD", "30d", "31d"),
        ("KEYS__ROTATE_EVERY", "1h", "59m"),
        ("PASSWORDS__MEMORY_KIB", "19456", "19455"),
        ("PASSWORDS__ITERATIONS", "3", "1"),
        ("PASSWORDS__MIN_LENGTH", "8", "7"),
        ("PASSWORDS__MIN_LENGTH_WITH_SECOND_FACTOR", "15", "16"),
        ("PASSWORDS__MEMORY_KIB", "262144", "262145"),
        ("LIMITS__BODY_BYTES", "1024", "1023"),
        ("MAIL__FROM", "a@example.com", "example.com"),
        ("MAIL__REPLY_TO", "Help <a@example.com>", "Help"),
        ("MAIL__TIMEOUT", "1s", "0s"),
        ("LOG__FORMAT", "json", "JSON"),
        ("BRAND__NAME", "Example & Söhne", " "),
    ] {
        let name = format!("COUNTERSIGN_{name}");
        from_env(&[(&name, right)]).expect(&name);
        let error = from_env(&[(&name, wrong)]).expect_err(&name);
        assert!(error.contains(&name), "{error}");
        assert!(
            (error.contains("write") || error.contains("add")) && !error.contains('\n'),
            "{error}"
        );
    }
}

#[test]
fn less_memory_takes_more_passes() {
    let with = |memory, iterations| {
        from_env(&[
            ("COUNTERSIGN_PASSWORDS__MEMORY_KIB", memory),
            ("COUNTERSIGN_PASSWORDS__ITERATIONS", iterations),
        ])
    };
    with("7168", "5").expect("the least memory");
    with("47104", "1").expect("the fewest passes");
    assert!(
        with("7168", "4").is_err() && with("7167", "100").is_err() && with("47103", "1").is_err()
    );
}

#[test]
fn tls_takes_both_files() {
    let cert = ("COUNTERSIGN_TLS_CERT", "cert.pem");
    let key = ("COUNTERSIGN_TLS_KEY", "key.pem");
    assert!(from_env(&[cert, key]).expect("both").tls.is_some());
    assert!(
        from_env(&[cert])
            .expect_err("no key")
            .contains("set `tls_key` too")
    );
    assert!(
        from_env(&[key])
            .expect_err("no certificate")
            .contains("set `tls_cert` too")
    );
    let issuer = |url| ("COUNTERSIGN_ISSUER", url);
    from_env(&[cert, key, issuer("https://localhost:8080")]).expect("https");
    from_env(&[cert, key, issuer("http://localhost:8080")]).expect_err("http");
}

#[test]
fn a_file_has_types() {
    let config = from_file(
        "trusted_proxies = [\"10.0.0.5\"]\nplayground = false\n[database]\nmax_connections = 0x10\n[limits]\nshutdown = \"0s\"",
    )
    .expect("a file");
    assert!(
        config
            .trusted_proxies
            .contains("10.0.0.5".parse().expect("address"))
    );
    assert_eq!(
        (config.playground, config.database.max_connections),
        (Some(false), 16)
    );
    for wrong in [
        "playground = \"false\"",
        "[database]\nmax_connections = \"10\"",
        "[database]\nmax_connections = 1.5",
        "[database]\nacquire_timeout = 10",
        "trusted_proxies = [1]",
        "trusted_proxies = true",
        "listen = 8080",
        "issuer = 1979-05-27",
        "keys_dir = [\"a\"]",
    ] {
        assert!(
            from_file(wrong)
                .expect_err(wrong)
                .contains("countersign.toml:"),
            "{wrong}"
        );
    }
}

#[test]
fn no_secret_is_shown() {
    const KEY: &str = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=";
    let config = from_env(&[
        ("COUNTERSIGN_MASTER_KEY", KEY),
        (
            "COUNTERSIGN_DATABASE_URL",
            "postgres://cs:c2VjcmV0@localhost/cs?password=c2VjcmV0",
        ),
    ])
    .expect("secrets");
    assert!(
        !format!("{config:?} {config:#?}").contains("c2VjcmV0"),
        "{config:?}"
    );

    for env in [
        ("COUNTERSIGN_MASTER_KEY", "c2VjcmV0"),
        (
            "COUNTERSIGN_DATABASE_URL",
            "postgres://cs:c2VjcmV0@db.example.com/cs",
        ),
        ("COUNTERSIGN_DATABASE_URL", "postgres://cs:c2VjcmV0@db:x/cs"),
        (
            "COUNTERSIGN_DATABASE_URL",
            "mysql://cs:c2VjcmV0@localhost/cs",
        ),
        ("COUNTERSIGN_ISSUER", "https://cs:c2VjcmV0@id.example.com"),
        ("COUNTERSIGN_ISSUER", "http://cs:c2VjcmV0@id.example.com"),
        ("COUNTERSIGN_ISSUER", "ftp://cs:c2VjcmV0@id.example.com"),
        ("COUNTERSIGN_MASTERKEY", "c2VjcmV0"),
    ] {
        let error = from_env(&[env]).expect_err(env.0);
        assert!(!error.contains("c2VjcmV0"), "{error}");
    }
    for file in [
        "master_key = \"c2VjcmV0",
        "master_key = c2VjcmV0",
        "master_key = 3\nx = \"c2VjcmV0\"",
    ] {
        let error = from_file(file).expect_err(file);
        assert!(!error.contains("c2VjcmV0"), "{error}");
    }
}
