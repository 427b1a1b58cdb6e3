//! Name and password with every request (RFC 7617): for a scraper or a script in a network of one's own. A route accepts
//! them only if its guard says so.

use std::future::Future;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::request::Parts;

use super::{Authenticator, Find, Method, authorization};
use crate::{Challenge, Error, Identity, Principal, SetupError};

/// Far above any honest name and password.
const MAX_LENGTH: usize = 4 * 1024;

type Digest = [u8; SHA256_OUTPUT_LEN];

/// Recognises names and passwords.
///
/// ```
/// use countersign_verifier::{Basic, Gate, Guard, Method};
///
/// # fn gate() -> Result<(), countersign_verifier::SetupError> {
/// // The SHA-256 of a random password: openssl rand -hex 24 | tee password | tr -d '\n' | sha256sum
/// let scraper = ("scraper", "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8");
/// let gate = Gate::new().with(Basic::fixed("metrics", [scraper])?);
/// let metrics = Guard::new().only([Method::Basic]);
/// # Ok(())
/// # }
/// ```
///
/// A name has no colon in it. Nothing here limits how often somebody may try.
pub struct Basic {
    realm: String,
    check: Box<Find<(String, String)>>,
}

impl Basic {
    /// `check` is given name and password, and says who it is, if both are right; an error of its own is for what keeps it
    /// from telling ([`Error::Unavailable`]). It should take as long for a name that there is not as for a wrong
    /// password.
    ///
    /// ```
    /// use countersign_verifier::{Basic, Identity};
    ///
    /// # async fn is_right(name: &str, password: &str) -> bool { false }
    /// let staff = Basic::new("staff", async |name: String, password: String| {
    ///     let right = is_right(&name, &password).await;
    ///     Ok(right.then(|| Identity { subject: name, roles: vec!["staff".into()], ..Identity::default() }))
    /// });
    /// ```
    pub fn new<F, Found>(realm: impl Into<String>, check: F) -> Self
    where
        F: Fn(String, String) -> Found + Send + Sync + 'static,
        Found: Future<Output = Result<Option<Identity>, Error>> + Send + 'static,
    {
        Self {
            realm: realm.into(),
            check: Box::new(move |(name, password)| Box::pin(check(name, password))),
        }
    }

    /// A list that does not change: names, and the SHA-256 of their passwords in hex. For random passwords only: what a
    /// person thought up is soon guessed from such a digest. Every try is compared with all of the list in constant
    /// time, so that the time of an answer does not tell which names there are.
    ///
    /// # Errors
    ///
    /// [`SetupError::Digest`] if a digest is not 64 hex digits.
    pub fn fixed<N, H>(
        realm: impl Into<String>,
        list: impl IntoIterator<Item = (N, H)>,
    ) -> Result<Self, SetupError>
    where
        N: AsRef<str>,
        H: AsRef<str>,
    {
        let known = list.into_iter().map(|(name, hex)| {
            let password = from_hex(hex.as_ref()).ok_or(SetupError::Digest)?;
            Ok([sha256(name.as_ref()), password])
        });
        let known: Vec<_> = known.collect::<Result<_, SetupError>>()?;
        Ok(Self::new(realm, move |name: String, password: String| {
            let tried = [sha256(&name), sha256(&password)];
            let right = known
                .iter()
                .fold(false, |right, known| right | are_equal(known, &tried));
            let identity = right.then(|| Identity {
                subject: name,
                ..Identity::default()
            });
            std::future::ready(Ok(identity))
        }))
    }
}

impl Authenticator for Basic {
    fn method(&self) -> Method {
        Method::Basic
    }

    fn takes(&self, request: &Parts) -> bool {
        let carried = authorization(request).ok().flatten();
        carried.is_some_and(|carried| carried.is("Basic"))
    }

    async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
        let carried = authorization(request)?.ok_or(Error::MissingToken)?;
        let tried = name_and_password(carried.credentials).map_err(Error::InvalidRequest)?;
        let found = (self.check)(tried).await?;
        let identity = found.ok_or(Error::WrongCredentials)?;
        Ok(Principal::new(Method::Basic, identity))
    }

    fn challenges(&self) -> Vec<Challenge> {
        let challenge = Challenge::new("Basic").with("realm", &self.realm);
        vec![challenge.with("charset", "UTF-8")]
    }
}

impl std::fmt::Debug for Basic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Basic")
            .field("realm", &self.realm)
            .finish_non_exhaustive()
    }
}

/// RFC 7617 section 2: base64 of UTF-8 without control characters; the first colon ends the name.
fn name_and_password(credentials: &str) -> Result<(String, String), &'static str> {
    if credentials.len() > MAX_LENGTH {
        return Err("the name and password are too long");
    }
    let decoded = STANDARD
        .decode(credentials)
        .map_err(|_| "the name and password are not base64")?;
    let text = String::from_utf8(decoded).map_err(|_| "the name and password are not UTF-8")?;
    if text.chars().any(char::is_control) {
        return Err("there is a control character in the name or the password");
    }
    let (name, password) = text
        .split_once(':')
        .ok_or("there is no colon between name and password")?;
    Ok((name.to_owned(), password.to_owned()))
}

fn are_equal(known: &[Digest; 2], tried: &[Digest; 2]) -> bool {
    verify_slices_are_equal(known.as_flattened(), tried.as_flattened()).is_ok()
}

fn sha256(text: &str) -> Digest {
    let mut bytes = Digest::default();
    bytes.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    bytes
}

fn from_hex(text: &str) -> Option<Digest> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| digit.to_digit(16).map(|value| value as u8))
        .collect();
    let bytes = digits?
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(high << 4 | low),
            _ => None,
        })
        .collect::<Option<Vec<u8>>>()?;
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};

    use super::{from_hex, name_and_password, sha256};

    fn read(text: impl AsRef<[u8]>) -> Option<(String, String)> {
        name_and_password(&STANDARD.encode(text)).ok()
    }

    fn pair(name: &str, password: &str) -> Option<(String, String)> {
        Some((name.to_owned(), password.to_owned()))
    }

    #[test]
    fn the_examples_of_the_rfc_are_read() {
        let aladdin = name_and_password("QWxhZGRpbjpvcGVuIHNlc2FtZQ==").ok();
        assert_eq!(aladdin, pair("Aladdin", "open sesame"));
        let test = name_and_password("dGVzdDoxMjPCow==").ok();
        assert_eq!(test, pair("test", "123\u{a3}"));
    }

    #[test]
    fn the_first_colon_ends_the_name() {
        assert_eq!(read("a:b:c"), pair("a", "b:c"));
        assert_eq!(read(":"), pair("", ""));
        assert_eq!(read("a:"), pair("a", ""));
        assert_eq!(read("a"), None);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "a\n:b", "a:b\r", "a:\0", "a:\u{7f}", "a:\u{85}"] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(read(b"a:\xff"), None, "not UTF-8");
        assert_eq!(read(b"a:\xa3"), None, "ISO-8859-1");
        for credentials in ["QTpi=", "QTpiQw", "QTp_", "QTp i", "QTpi, Bearer x", "QT=="] {
            assert!(name_and_password(credentials).is_err(), "{credentials}");
        }
        assert!(read("a:".to_owned() + &"b".repeat(3_000)).is_some());
        assert!(read("a:".to_owned() + &"b".repeat(3_100)).is_none());
    }

    #[test]
    fn a_digest_is_64_hex_digits() {
        let digest = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
        assert_eq!(from_hex(digest), Some(sha256("password")));
        assert_eq!(from_hex(&digest.to_uppercase()), Some(sha256("password")));
        for text in [
            "",
            "5e",
            &digest[1..],
            &digest.replace('5', "g"),
            &digest.repeat(2),
        ] {
            assert_eq!(from_hex(text), None, "{text}");
        }
    }
}
