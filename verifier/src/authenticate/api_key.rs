//! API keys: long-lived secrets for programs that cannot sign in. They come in `Authorization: Bearer` or in `X-API-Key`,
//! never in the query, and a route accepts them only if its guard says so.

use std::future::Future;

use http::request::Parts;

use super::bearer::{authorization, has_token_in_query};
#[cfg(feature = "http")]
use super::introspection::{Introspection, Kind};
use super::{Authenticator, Find, Method};
use crate::gate::API_KEY_HEADER;
#[cfg(feature = "http")]
use crate::key_text;
use crate::{Challenge, Error, Identity, Principal};

/// How every key of a Countersign server begins.
#[cfg(feature = "http")]
pub(super) const ISSUED_PREFIX: &str = "csk_";
/// Far above any honest key of an application's own.
const MAX_LENGTH: usize = 512;

/// Recognises API keys: those that the issuer gives out, or an application's own.
///
/// ```no_run
/// use countersign_verifier::{ApiKeys, Gate, Guard, Introspection, SetupError, Verifier};
///
/// # fn gate(secret: &str) -> Result<(), SetupError> {
/// let (issuer, api) = ("https://id.example.org", "https://api.example.org");
/// let verifier = Verifier::discover(issuer).audience(api).build()?;
/// let keys = Introspection::discover(issuer).audience(api).client("notes-api", secret).build()?;
/// let gate = Gate::from(verifier).with(ApiKeys::new(keys));
/// let reading = Guard::new().scope("notes:read").allow_api_key();
/// # Ok(())
/// # }
/// ```
///
/// A text with a typo, and any other that has not the form of a key, is refused without a question to the issuer. A key
/// that was revoked is refused once the last answer about it has grown old: 30 seconds by default
/// ([`cache_for`](crate::IntrospectionBuilder::cache_for)).
pub struct ApiKeys(Source);

/// Whose keys they are.
enum Source {
    #[cfg(feature = "http")]
    Issuer(Introspection),
    Application {
        prefix: Option<String>,
        find: Box<Find<String>>,
    },
}

impl ApiKeys {
    /// Keys of the issuer: `csk_` and 46 letters and digits, in `Authorization: Bearer` or in `X-API-Key`.
    #[cfg(feature = "http")]
    #[must_use]
    pub fn new(introspection: Introspection) -> Self {
        Self(Source::Issuer(introspection))
    }

    /// Keys of the application's own, in `X-API-Key`. `find` says whose key it is, if it is one and still good; an error
    /// of its own is for what keeps it from telling ([`Error::Unavailable`]).
    ///
    /// Keep no key, but its SHA-256, and find it by that: then the time that it takes tells nothing of the keys that
    /// there are. Whoever compares the keys themselves must do so in constant time, or a stranger learns from the
    /// time of the answer how far a guess was right.
    ///
    /// ```
    /// use countersign_verifier::{ApiKeys, Error, Identity};
    ///
    /// # async fn owner_of(key: String) -> std::io::Result<Option<String>> { Ok(None) }
    /// let keys = ApiKeys::by(async |key: String| {
    ///     let owner = owner_of(key).await.map_err(|_| Error::Unavailable { what: "the key store", retry_after: 5 })?;
    ///     Ok(owner.map(|subject| Identity { subject, ..Identity::default() }))
    /// });
    /// ```
    pub fn by<F, Found>(find: F) -> Self
    where
        F: Fn(String) -> Found + Send + Sync + 'static,
        Found: Future<Output = Result<Option<Identity>, Error>> + Send + 'static,
    {
        Self(Source::Application {
            prefix: None,
            find: Box::new(move |key| Box::pin(find(key))),
        })
    }

    /// The same for keys that all begin alike, and are accepted in `Authorization: Bearer` as well. In a
    /// [`Gate`](crate::Gate) this comes before an `Introspection`, which takes what is left.
    pub fn with_prefix<F, Found>(prefix: impl Into<String>, find: F) -> Self
    where
        F: Fn(String) -> Found + Send + Sync + 'static,
        Found: Future<Output = Result<Option<Identity>, Error>> + Send + 'static,
    {
        Self(Source::Application {
            prefix: Some(prefix.into()),
            find: Box::new(move |key| Box::pin(find(key))),
        })
    }

    fn prefix(&self) -> Option<&str> {
        match &self.0 {
            #[cfg(feature = "http")]
            Source::Issuer(_) => Some(ISSUED_PREFIX),
            Source::Application { prefix, .. } => prefix.as_deref(),
        }
    }

    /// The key in the `Authorization` header, if what it carries is meant as one. With a dot in it, it is meant as a JWT:
    /// no key of the issuer has one.
    fn as_bearer<'r>(&self, request: &'r Parts) -> Option<&'r str> {
        let carried = authorization(request).ok().flatten()?;
        let text = carried.credentials;
        let meant = match &self.0 {
            #[cfg(feature = "http")]
            Source::Issuer(_) => text.starts_with(ISSUED_PREFIX) && !text.contains('.'),
            Source::Application { prefix, .. } => prefix
                .as_deref()
                .is_some_and(|prefix| text.starts_with(prefix)),
        };
        (carried.is_bearer() && meant).then_some(text)
    }

    /// The one key that the request carries.
    fn carried<'r>(&self, request: &'r Parts) -> Result<&'r str, Error> {
        let mut values = request.headers.get_all(API_KEY_HEADER).iter();
        let Some(value) = values.next() else {
            return self.as_bearer(request).ok_or(Error::MissingToken);
        };
        if values.next().is_some() {
            return Err(Error::InvalidRequest("there is more than one API key"));
        }
        if has_token_in_query(request) {
            return Err(Error::InvalidRequest(
                "there is an access token in the query beside the API key",
            ));
        }
        value.to_str().map_err(|_| Error::MalformedKey)
    }
}

impl Authenticator for ApiKeys {
    fn method(&self) -> Method {
        Method::ApiKey
    }

    fn takes(&self, request: &Parts) -> bool {
        request.headers.contains_key(API_KEY_HEADER) || self.as_bearer(request).is_some()
    }

    async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
        let key = self.carried(request)?;
        match &self.0 {
            #[cfg(feature = "http")]
            Source::Issuer(introspection) if key_text::is_well_formed(key) => {
                introspection.ask(key, Kind::ApiKey).await
            }
            Source::Application { prefix, find } if could_be_own(key, prefix.as_deref()) => {
                let found = find(key.to_owned()).await?;
                let identity = found.ok_or(Error::Inactive)?;
                Ok(Principal::new(Method::ApiKey, identity))
            }
            _ => Err(Error::MalformedKey),
        }
    }

    fn challenges(&self) -> Vec<Challenge> {
        // A 401 must challenge (RFC 9110 section 15.5.2), and no scheme is registered for a header of one's own.
        vec![match self.prefix() {
            Some(_) => Challenge::new("Bearer"),
            None => Challenge::new("ApiKey").with("header", "X-API-Key"),
        }]
    }
}

impl std::fmt::Debug for ApiKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApiKeys")
            .field("prefix", &self.prefix())
            .finish_non_exhaustive()
    }
}

/// Visible ASCII, not too much of it, and the prefix if there is one.
fn could_be_own(key: &str, prefix: Option<&str>) -> bool {
    (1..=MAX_LENGTH).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_graphic())
        && prefix.is_none_or(|prefix| key.starts_with(prefix))
}
