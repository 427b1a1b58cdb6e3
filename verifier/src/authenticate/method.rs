//! The names of the ways.

/// How somebody was authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// By a JWT access token (RFC 9068).
    AccessToken,
    /// By an access token about which the issuer was asked (RFC 7662).
    OpaqueToken,
    /// By an API key. A route accepts one only if its guard says so.
    ApiKey,
    /// By name and password (RFC 7617). A route accepts them only if its guard says so.
    Basic,
    /// By an authenticator of the application's own. A route accepts it only if its guard says so.
    Custom(&'static str),
}

impl Method {
    /// A stable word for logs and metrics.
    ///
    /// ```
    /// assert_eq!(countersign_verifier::Method::ApiKey.name(), "api_key");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::OpaqueToken => "opaque_token",
            Self::ApiKey => "api_key",
            Self::Basic => "basic",
            Self::Custom(name) => name,
        }
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::AccessToken | Self::OpaqueToken => "an access token of this kind",
            Self::ApiKey => "an API key",
            Self::Basic => "a name and password",
            Self::Custom(_) => "this way to authenticate",
        }
    }
}
