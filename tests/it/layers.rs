//! The layers of the house: Rust lets modules of one crate import in circles, so this reads the sources and forbids it.

use crate::support::sources::{self, Source};

/// Modules beside each other in `src/lib.rs` that must not know one another.
const STRANGERS: [(&str, &str); 8] = [
    ("directory", "jose"),
    ("directory", "mail"),
    ("directory", "store"),
    ("federation", "oauth"),
    ("jose", "store"),
    ("jose", "mail"),
    ("mail", "store"),
    ("jobs", "web"),
];

/// Where a dependency may be named, and nowhere else.
const HOMES: &[(&str, &str)] = &[
    ("argon2", "src/identity/"),
    ("askama", "src/web/ src/mail/"),
    ("aws_lc_rs", "src/jose/"),
    ("axum", "src/web/"),
    ("bcrypt", "src/identity/password/"),
    ("clap", "src/cli/"),
    ("fluent_bundle", "src/words/"),
    ("getrandom", "src/base/random.rs"),
    ("http_body_util", "src/web/"),
    ("hyper", "src/web/"),
    ("hyper_util", "src/web/"),
    ("image", "src/identity/picture.rs"),
    ("jsonwebtoken", "src/jose/"),
    ("ldap3", "src/directory/"),
    ("lettre", "src/mail/"),
    ("oauth2", "src/federation/"),
    ("openidconnect", "src/federation/"),
    ("pbkdf2", "src/identity/password/"),
    ("qrcode", "src/identity/totp/"),
    ("quick_cache", "src/store/"),
    ("regex", "src/config/"),
    ("reqwest", "src/base/http/"),
    ("rsa", "src/jose/"),
    ("scrypt", "src/identity/password/"),
    ("sha1", "src/identity/password/"),
    ("sha2", "src/identity/password/"),
    ("sqlx", "src/store/"),
    ("strsim", "src/config/"),
    ("toml", "src/config/"),
    ("totp_rs", "src/identity/totp/"),
    ("tower", "src/web/"),
    ("tower_http", "src/web/"),
    ("tracing_subscriber", "src/cli/"),
    ("unic_langid", "src/words/"),
    ("unicode_normalization", "src/base/text.rs"),
    ("zxcvbn", "src/identity/password/"),
    ("webauthn_rs", "src/identity/passkey/"),
];

#[test]
fn a_module_imports_only_from_those_above_it() {
    let order = order();
    let mut wrong = Vec::new();
    for source in code() {
        let Some(own) = module(&source.path) else {
            continue;
        };
        let rank = rank(&order, own);
        for used in used(&source) {
            let strangers = STRANGERS
                .iter()
                .any(|pair| *pair == (own, used) || *pair == (used, own));
            if strangers
                || order
                    .iter()
                    .position(|name| *name == used)
                    .is_some_and(|other| other > rank)
            {
                wrong.push(format!("{} imports from {used}", source.path));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "against the order of src/lib.rs:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_dependency_is_named_in_one_place() {
    let mut wrong = Vec::new();
    for source in code() {
        for (name, home) in HOMES {
            let at_home = home.split(' ').any(|home| source.path.starts_with(home));
            if !at_home && names(&source.text, name) {
                wrong.push(format!(
                    "{} names {name}, which belongs to {home}",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readers_of_this_file_see_what_is_there() {
    assert_eq!(order().first(), Some(&"base".to_owned()));
    assert!(rank(&order(), "store") < rank(&order(), "identity"));
    let text = "use crate::store::{user, Db};\nuse crate::{app::App, base::Fault};\nuse super::super::web::Peer;\n";
    let source = Source {
        path: "src/oauth/token/mod.rs".to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(used(&source), ["store", "app", "base", "web"]);
    assert!(names("let x = sqlx::query(sql);", "sqlx") && names("use sqlx;", "sqlx"));
    assert!(!names("my_sqlx::query", "sqlx") && !names("crate::store::sqlx::x", "sqlx"));
}

/// The modules, lowest first, as `src/lib.rs` lists them.
fn order() -> Vec<String> {
    let lib = sources::read("src", &["rs"])
        .into_iter()
        .find(|source| source.path == "src/lib.rs");
    let lib = lib.expect("src/lib.rs").text;
    let module = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    lib.lines().filter_map(module).collect()
}

fn rank(order: &[String], module: &str) -> usize {
    order
        .iter()
        .position(|name| name == module)
        .unwrap_or_else(|| panic!("{module} is not in src/lib.rs"))
}

/// The server's sources, without comments.
fn code() -> Vec<Source> {
    let mut all = sources::read("src", &["rs"]);
    for source in &mut all {
        let code = source
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        source.text = code.collect::<Vec<_>>().join("\n");
    }
    all
}

/// The top module that a file belongs to; none for the crate's roots.
fn module(path: &str) -> Option<&str> {
    let inner = path.strip_prefix("src/")?;
    let module = inner.split('/').next()?.trim_end_matches(".rs");
    (!matches!(module, "lib" | "main")).then_some(module)
}

/// The top modules that a file names: after `crate::`, or after as many `super::` as it lies deep.
fn used(source: &Source) -> Vec<&str> {
    let inner = source
        .path
        .trim_start_matches("src/")
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    let climbed = "super::".repeat(inner.split('/').count());
    let mut used = Vec::new();
    for start in ["crate::", climbed.as_str()] {
        for (at, _) in source.text.match_indices(start) {
            let before = source.text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            used.extend(first_names(&source.text[at + start.len()..]));
        }
    }
    used
}

/// The first name of a path, or of each path of a group.
fn first_names(path: &str) -> Vec<&str> {
    let name = |text: &'_ str| {
        text.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len())
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![&path[..name(path)]];
    };
    let mut names = Vec::new();
    let (mut depth, mut fresh) = (0, true);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            letter if fresh && letter.is_alphanumeric() => {
                names.push(&group[at..at + name(&group[at..])]);
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

/// Whether code names the crate: `name::` or `use name`, not at the end of a longer path.
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let whole = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':');
        let after = &text[at + name.len()..];
        whole
            && (after.starts_with("::")
                || text[..at].ends_with("use ") && after.starts_with([';', ' ']))
    })
}
