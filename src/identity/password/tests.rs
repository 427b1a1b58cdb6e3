//! Hashes that other programs made, as they made them: by Python's bcrypt, hashlib and argon2-cffi, by passlib, Django 5.2, and in
//! the form of Keycloak's export.

use serde_json::json;

use super::imported::Imported;
use super::stored::Stored;

const PASSWORD: &str = "correct horse battery staple";

const BCRYPT: &str = "$2b$04$uHSLQlkFBcjQv9m/wODy9OsLd1i1CAehFyEA6lzvDlGCKPNvYR6Uq";
const SCRYPT: &str =
    "$scrypt$ln=10,r=8,p=1$c2FsdCBvZiAxNiBieXRlcw$apskNqwLGpvmGVDTqgZHhcI0xOqo9T7lypftmbUi/5Q";
const PBKDF2: &str =
    "$pbkdf2-sha256$i=1000$c2FsdCBvZiAxNiBieXRlcw$q7WzwAo+rF/zjumeNyiK0lIVPROY+5QDUsGFP+S7UIM";
const DJANGO: &str =
    "pbkdf2_sha256$1000$saltysaltsalt$m7Kevrxij8NYkxqef0eD3865xyJSZPDmOMabeZrgK40=";

fn imported(hash: &str) -> Result<Stored, String> {
    let imported = Imported::parse(hash).map_err(|bad| bad.to_string())?;
    Ok(Stored::read(&imported.into_stored()).expect("what is imported can be read"))
}

#[track_caller]
fn assert_is_of(hash: &str, password: &str) {
    let stored = imported(hash).unwrap_or_else(|bad| panic!("{bad}: {hash}"));
    assert!(stored.matches(password.as_bytes()).unwrap(), "{hash}");
    for wrong in [
        "",
        &password[1..],
        &format!("{password} "),
        "correct horse battery stable",
    ] {
        assert!(
            !stored.matches(wrong.as_bytes()).unwrap(),
            "{wrong:?} for {hash}"
        );
    }
    let ours = super::argon2id::Params::new(19_456, 2, 1, Some(32)).unwrap();
    assert!(!stored.is_made_with(&ours), "{hash}");
}

#[test]
fn bcrypt_of_every_common_prefix() {
    for hash in [
        BCRYPT,
        &BCRYPT.replace("$2b$", "$2y$"),
        "$2a$04$FVqBwi56QX5Jhbrw/IIzG.KEOteWupvX4gGzTRN8IGoyxH7IOWhbe",
        "bcrypt$$2b$04$qWuxRw2RHwkSwDDIIuQg8Ogh8Ba7aUYVf58zOHZVEzs8KtAksLxCG",
        "bcrypt_sha256$$2b$04$yyLr2TKMfFhyjd7beo4d2eqXXXUud62.U8kiSSwsaDmwo.LOizHhK",
    ] {
        assert_is_of(hash, PASSWORD);
    }
    let unicode = "$2b$04$3fWxV34xR0l5ufrhGZNJXeXW5r7L8K6IgawxXI9bmn7i7SVPy.4w.";
    assert_is_of(unicode, "pässwörter 漢字 correct");
}

/// No more than 72 bytes of it were ever in the hash.
#[test]
fn bcrypt_reads_72_bytes_of_a_long_password() {
    let hash = "$2b$04$ZJGbUjDa3.9SzbKgM4jqsuHMp7idSVAe1FaUBl13QegkAjXvBkIeK";
    let stored = imported(hash).unwrap();
    let long = "long words, ".repeat(10);
    for same in [long.as_str(), &long[..72], &"long words, ".repeat(80)] {
        assert!(stored.matches(same.as_bytes()).unwrap());
    }
    assert!(!stored.matches(&long.as_bytes()[..71]).unwrap());
}

#[test]
fn scrypt_of_hashlib_passlib_and_django() {
    for hash in [
        SCRYPT,
        "$scrypt$ln=10,r=8,p=1$wJiTEmJsTal1TmnN2fsfAw$bB1IoB0pJtsCb2r3zlnE6Mai5Rl1kiC+jv+DYAX4Gh8",
        "scrypt$1024$F5fs910ACuSrcydwxcuaUH$8$5$sbIIGnT/arnCF4iEfqfB+Qeug9fGZcJCSobjpKNwlZctAfD62CVpb8rLrxv12M72Loo2pD9/RUbal8kqHcPOoA==",
    ] {
        assert_is_of(hash, PASSWORD);
    }
}

#[test]
fn pbkdf2_of_hashlib_passlib_and_django() {
    for hash in [
        PBKDF2,
        &PBKDF2.replace("i=1000", "i=1000,l=32"),
        "$pbkdf2-sha1$i=1000$c2FsdCBvZiAxNiBieXRlcw$E3NQ6+PWC/QlQdvKsZoYgnru7e0",
        "$pbkdf2-sha512$i=1000$c2FsdCBvZiAxNiBieXRlcw$zBj+TPw1tu1iKWUXhAiCFj1crhlujy501E2VPNwICZZANztjhhY2fRnm9NHNQD4Ot2A7Nb3Fa4ZR4gGi8ZRZ5A",
        "$pbkdf2-sha256$1000$Quhdy3lvbU2JEeIc4zxHqA$HDij91gPkxfs13wM7wXL8Iem0L2BBSfjeAaH3kenzZY",
        DJANGO,
        "pbkdf2_sha1$1000$saltysaltsalt$TVtrBOHMT1vlLGQ31Y/TaVbL2n8=",
    ] {
        assert_is_of(hash, PASSWORD);
    }
}

#[test]
fn argon2_of_others_and_of_django() {
    for hash in [
        "$argon2i$v=19$m=256,t=2,p=1$c2FsdCBvZiAxNiBieXRlcw$+Nqyph7+L7QAkRKLZuiMQNsXtyNpHNi3l0/gdKKC4qw",
        "argon2$argon2id$v=19$m=512,t=2,p=8$YW42SUwwbDZKOUNpZEcxdGlQNTlEZw$n2GH9XjhTQ+oFZ/KIaIwMlZf2OVu93Car81WU1RJxTc",
    ] {
        assert_is_of(hash, PASSWORD);
    }
}

/// As `kc.sh export` writes a credential.
fn keycloak(algorithm: &str, rounds: u32, value: &str, more: &serde_json::Value) -> String {
    let secret =
        json!({"value": value, "salt": "c2FsdCBvZiAxNiBieXRlcw==", "additionalParameters": {}});
    let made =
        json!({"hashIterations": rounds, "algorithm": algorithm, "additionalParameters": more});
    let credential = json!({
        "id": "3d1f7a2c", "type": "password", "userLabel": "My password", "createdDate": 1_700_000_000_000_u64,
        "secretData": secret.to_string(), "credentialData": made.to_string(),
    });
    credential.to_string()
}

#[test]
fn credentials_of_keycloak() {
    let argon2 = json!({"hashLength": ["32"], "memory": ["448"], "type": ["id"], "version": ["1.3"], "parallelism": ["1"]});
    for hash in [
        keycloak(
            "pbkdf2",
            2000,
            "PqfPw0iNyYdtDmeJ8VdLUYplZ+lP2oN3HwNcYsRrepHAVwJa+zFi4XMwPBD/VcCQJ0x5eqlcTKGqEs6JmMNLvg==",
            &json!({}),
        ),
        keycloak(
            "pbkdf2-sha256",
            27_500,
            "hMIEXxZXI44GRfZ7/8v85LvCHcuLlTXBCwpfkktlqcDxuB4UOQYcAV9ZKGcf7qIk9aPX8Gb/LQgWvTMHytt+Wg==",
            &json!({}),
        ),
        keycloak(
            "pbkdf2-sha512",
            2100,
            "TrZhTWwymqk4z/kN67GW0MduxSE3obm4MnIhRfxOHsboXYS9sqdScPFcn3wz2z2EuWxj9+Kc4wFJ+cwVdPNoXg==",
            &json!({}),
        ),
        keycloak(
            "argon2",
            5,
            "7miJwf54pdFUtqLLKjb5fEayPGwkhtssMWzJohoNsBY=",
            &argon2,
        ),
    ] {
        assert_is_of(&hash, PASSWORD);
    }
}

/// Each beside a twin that is taken: see the tests above.
#[test]
fn what_would_cost_too_much_is_refused() {
    for (hash, from, to) in [
        (BCRYPT, "$04$", "$16$"),
        (BCRYPT, "$04$", "$31$"),
        (BCRYPT, "$04$", "$03$"),
        (SCRYPT, "ln=10", "ln=21"),
        (SCRYPT, "ln=10", "ln=63"),
        (SCRYPT, "r=8", "r=33"),
        (SCRYPT, "p=1", "p=1000000"),
        (SCRYPT, "ln=10,r=8", "ln=18,r=32"),
        (PBKDF2, "i=1000", "i=4000000000"),
        (PBKDF2, "i=1000", "i=6000001"),
        (PBKDF2, "i=1000", "i=0"),
        (DJANGO, "$1000$", "$100000000$"),
    ] {
        assert!(imported(hash).is_ok());
        let planted = hash.replace(from, to);
        let refused = imported(&planted).expect_err(&planted);
        assert!(
            refused.contains("out of bounds")
                || refused.contains("too much")
                || refused.contains("missing"),
            "{refused}: {planted}"
        );
    }
    let huge =
        json!({"memory": ["4194304"], "type": ["id"], "version": ["1.3"], "parallelism": ["1"]});
    let planted = keycloak(
        "argon2",
        5,
        "7miJwf54pdFUtqLLKjb5fEayPGwkhtssMWzJohoNsBY=",
        &huge,
    );
    assert!(imported(&planted).is_err());
    assert!(
        imported(&keycloak(
            "pbkdf2-sha512",
            u32::MAX,
            "7miJwf54pdFUtqLLKjb5fEayPGwkhtssMWzJohoNsBY=",
            &json!({})
        ))
        .is_err()
    );
}

#[test]
fn what_is_no_hash_is_refused_and_never_repeated() {
    let short = PBKDF2.replace("q7WzwAo+rF/zjumeNyiK0lIVPROY+5QDUsGFP+S7UIM", "q7WzwAo");
    let secret = "q7WzwAo";
    for text in [
        "",
        "$",
        "$$$$$$",
        "{",
        "{}",
        "password",
        "!unusable",
        "$1$old$crypt",
        "$5$rounds=5000$salt$hash",
        "$2x$04$uHSLQlkFBcjQv9m/wODy9OsLd1i1CAehFyEA6lzvDlGCKPNvYR6Uq",
        "$2b$04$uHSLQlkFBcjQv9m",
        "$2b$04$ühSLQlkFBcjQv9m/wODy9OsLd1i1CAehFyEA6lzvDlGCKPNvYR6Uq",
        "bcrypt_sha256$",
        "bcrypt$plain",
        "argon2$",
        "$argon2id$v=19$m=64,t=2",
        "scrypt$1000$salt$8$1$sbIIGnT/arnCF4iEfqfB",
        "$scrypt$ln=10,r=8,p=1,x=1$c2FsdCBvZiAxNiBieXRlcw$apskNqwLGpvmGVDTqgZHhcI0xOqo9T7lypftmbUi/5Q",
        "pbkdf2_sha256$many$salt$hash",
        "md5$salt$0123456789abcdef",
        &short,
        &keycloak("md5", 1, secret, &json!({})),
        &keycloak("argon2", 5, secret, &json!({})),
        &keycloak("pbkdf2-sha256", 1000, secret, &json!({})),
        &json!({"type": "otp", "secretData": secret, "credentialData": ""}).to_string(),
        &json!({"type": "password", "secretData": secret, "credentialData": ""}).to_string(),
    ] {
        let refused = imported(text).expect_err(text);
        assert!(!refused.contains(secret), "{refused}");
    }
}
