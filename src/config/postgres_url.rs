//! What may stand in a PostgreSQL URL. The driver takes a host from three places and from its own environment when none
//! is named, and passes over parameters that it does not know; here every place is read, and nothing is passed over.

use url::Url;

use super::error::Invalid;

/// Parameters that the driver understands and that are ours to accept.
const PARAMETERS: [&str; 13] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// Those of them that say where, not who.
const SHOWN: [&str; 6] = [
    "dbname",
    "host",
    "hostaddr",
    "port",
    "sslmode",
    "sslrootcert",
];

pub(super) fn check(text: &str) -> Result<(), Invalid> {
    let url = Url::parse(text).map_err(|error| {
        Invalid(format!(
            "it does not parse ({error}): write `postgres://user:password@host:5432/database`, with special characters \
             of the password percent-encoded"
        ))
    })?;
    if url.fragment().is_some() {
        return Err(Invalid::because(
            "it has a fragment: write a `#` of the password as `%23`",
        ));
    }
    refuse_unknown_parameters(&url)?;
    let hosts = hosts(&url);
    if hosts.is_empty() {
        return Err(Invalid::because(
            "it names no host: write `postgres://localhost/database`, or the folder of the socket as \
             `postgres:///database?host=/var/run/postgresql`",
        ));
    }
    match hosts.iter().find(|host| !is_local(host)) {
        Some(host) if !verifies_fully(&url) => Err(Invalid(format!(
            "the host `{}` is not this machine: add `sslmode=verify-full` (and `sslrootcert=FILE` for a private \
             authority)",
            host.escape_debug()
        ))),
        _ => Ok(()),
    }
}

pub(super) fn without_secrets(mut url: Url) -> String {
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .into_owned()
        .filter(|(key, _)| SHOWN.contains(&key.as_str()))
        .collect();
    url.set_fragment(None);
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    // A URL without a host cannot have a password either.
    match url.set_password(None) {
        Ok(()) | Err(()) => url.into(),
    }
}

/// Its name is not quoted: behind a `?` in a password it would be a piece of that.
fn refuse_unknown_parameters(url: &Url) -> Result<(), Invalid> {
    if url
        .query_pairs()
        .all(|(key, _)| PARAMETERS.contains(&&*key))
    {
        return Ok(());
    }
    Err(Invalid(format!(
        "it has a parameter that is not known: write only {}",
        PARAMETERS.join(", ")
    )))
}

/// Every host that is named: before the path (a socket's folder is percent-encoded there) and in the parameters.
fn hosts(url: &Url) -> Vec<String> {
    let before = url
        .host_str()
        .filter(|host| !host.is_empty())
        .map(percent_decoded);
    let named = url
        .query_pairs()
        .filter(|(key, _)| key == "host" || key == "hostaddr");
    before
        .into_iter()
        .chain(named.map(|(_, value)| value.into_owned()))
        .collect()
}

/// `%2Fvar%2Frun` decoded as a form's key, with what has a meaning in forms kept as it is.
fn percent_decoded(host: &str) -> String {
    let key = host
        .replace('&', "%26")
        .replace('=', "%3D")
        .replace('+', "%2B");
    url::form_urlencoded::parse(key.as_bytes())
        .map(|(key, _)| key.into_owned())
        .next()
        .unwrap_or_default()
}

fn is_local(host: &str) -> bool {
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    match bare.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.starts_with('/') || host.eq_ignore_ascii_case("localhost"),
    }
}

/// All of them, for whoever repeats a parameter may not mean the last.
fn verifies_fully(url: &Url) -> bool {
    let modes: Vec<_> = url
        .query_pairs()
        .filter(|(key, _)| key == "sslmode")
        .map(|(_, mode)| mode)
        .collect();
    !modes.is_empty() && modes.iter().all(|mode| mode == "verify-full")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_needs_no_certificate() {
        for url in [
            "postgres://localhost/cs",
            "postgresql://cs:secret@localhost:5433/cs",
            "postgres://LOCALHOST/cs",
            "postgres://127.0.0.1/cs",
            "postgres://127.1.2.3/cs",
            "postgres://[::1]:5432/cs",
            "postgres:///cs?host=/var/run/postgresql",
            "postgres://%2Fvar%2Frun%2Fpostgresql/cs",
            "postgres://cs@%2fvar%2frun%2fpostgresql/cs?sslmode=disable",
            "postgres://localhost/cs?hostaddr=127.0.0.1",
            "postgres:///cs?host=localhost&user=cs&password=secret",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn another_machine_must_prove_itself() {
        for url in [
            "postgres://db.example.com/cs",
            "postgres://cs:secret@10.0.0.5:5432/cs",
            "postgres://localhost.example.com/cs",
            "postgres://[2001:db8::1]/cs",
            "postgres://0.0.0.0/cs",
            "postgres:///cs?host=db.example.com",
            "postgres:///cs?hostaddr=10.0.0.5",
            "postgres://localhost/cs?host=db.example.com",
            "postgres://localhost/cs?host=%31%30.0.0.5",
            "postgres://localhost/cs?hostaddr=10.0.0.5",
            "postgres://db.example.com/cs?host=localhost",
            "postgres://db%2Eexample%2Ecom/cs",
            "postgres://localhost&db.example.com/cs",
            "postgres://localhost,db.example.com/cs",
        ] {
            assert!(check(url).is_err(), "{url}");
            let joint = if url.contains('?') { '&' } else { '?' };
            for weaker in ["disable", "prefer", "require", "verify-ca", "Verify-Full"] {
                assert!(
                    check(&format!("{url}{joint}sslmode={weaker}")).is_err(),
                    "{url} {weaker}"
                );
            }
            let twice = format!("{url}{joint}sslmode=verify-full&sslmode=disable");
            assert!(check(&twice).is_err(), "{twice}");
            assert_eq!(
                check(&format!("{url}{joint}sslmode=verify-full")),
                Ok(()),
                "{url}"
            );
        }
    }

    #[test]
    fn what_the_driver_would_pass_over_is_refused() {
        for url in [
            "postgres:///cs",
            "postgres://",
            "postgres:cs",
            "postgres://localhost/cs?sslMode=disable",
            "postgres://localhost/cs?ssl-mode=disable",
            "postgres://localhost/cs?pasword=secret",
            "postgres://cs:se#cret@localhost/cs",
            "postgres://cs:1#cret@localhost/cs",
            "postgres://cs:1?se&cret@localhost/cs",
            "postgres://localhost:port/cs",
        ] {
            let reason = check(url).expect_err(url).to_string();
            assert!(!reason.contains("cret"), "{reason}");
        }
    }
}
