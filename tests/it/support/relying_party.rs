//! A relying party: its credentials, the requests it makes of browsers, and those it sends itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Answer, Node};

/// The example of RFC 7636 appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Parameters of a request, in order; names may repeat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    pub(crate) fn of(pairs: &[(&str, &str)]) -> Self {
        Self(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        self.without(name).and(name, value)
    }

    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// The pairs of a form.
    pub(crate) fn read(form: &str) -> Vec<(String, String)> {
        url::form_urlencoded::parse(form.as_bytes())
            .into_owned()
            .collect()
    }

    pub(crate) fn encode(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }
}

#[derive(Clone)]
pub(crate) struct RelyingParty {
    pub(crate) node: Node,
    pub(crate) id: String,
    /// None for a public client.
    pub(crate) secret: Option<String>,
    pub(crate) redirect_uri: String,
}

impl RelyingParty {
    /// The same client, talking to another node.
    pub(crate) fn at(&self, node: &Node) -> Self {
        Self {
            node: node.clone(),
            ..self.clone()
        }
    }

    /// An authorization request as it should be.
    pub(crate) fn params(&self) -> Params {
        Params::of(&[
            ("response_type", "code"),
            ("client_id", &self.id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", "openid profile email"),
            ("state", "state-1"),
            ("nonce", "nonce-1"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ])
    }

    /// A token request with this client's own authentication: Basic, or none for a public client.
    pub(crate) async fn token(&self, params: Params) -> Answer {
        match &self.secret {
            Some(secret) => {
                self.token_with(&[("authorization", &basic(&self.id, secret))], params)
                    .await
            }
            None => {
                self.token_with(&[], params.set("client_id", &self.id))
                    .await
            }
        }
    }

    /// A token request with nothing but what is given.
    pub(crate) async fn token_with(&self, headers: &[(&str, &str)], params: Params) -> Answer {
        let form = ("content-type", "application/x-www-form-urlencoded");
        let headers: Vec<_> = headers.iter().copied().chain([form]).collect();
        self.node
            .nobody()
            .request("POST", "/oauth2/token", &headers, &params.encode())
            .await
    }

    /// What redeems a code as it should be.
    pub(crate) fn redemption(&self, code: &str, verifier: &str) -> Params {
        Params::of(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", verifier),
        ])
    }

    pub(crate) async fn redeem(&self, code: &str, verifier: &str) -> Answer {
        self.token(self.redemption(code, verifier)).await
    }

    pub(crate) async fn refresh(&self, refresh_token: &str) -> Answer {
        self.refresh_with(refresh_token, |params| params).await
    }

    pub(crate) async fn refresh_with(
        &self,
        refresh_token: &str,
        change: impl FnOnce(Params) -> Params,
    ) -> Answer {
        let params = Params::of(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
        ]);
        self.token(change(params)).await
    }

    pub(crate) async fn client_credentials(&self, change: impl FnOnce(Params) -> Params) -> Answer {
        self.token(change(Params::of(&[("grant_type", "client_credentials")])))
            .await
    }

    pub(crate) async fn userinfo(&self, access_token: &str) -> Answer {
        let authorization = format!("Bearer {access_token}");
        self.node
            .nobody()
            .request(
                "GET",
                "/oauth2/userinfo",
                &[("authorization", &authorization)],
                "",
            )
            .await
    }
}

/// `Authorization: Basic`, both halves form-encoded (RFC 6749 section 2.3.1).
pub(crate) fn basic(id: &str, secret: &str) -> String {
    let encode =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!(
        "Basic {}",
        STANDARD.encode(format!("{}:{}", encode(id), encode(secret)))
    )
}
