//! How a command line describes an application: a file in the words of RFC 7591, and flags for what is said most, which win
//! over it. What it says is checked where all descriptions are.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::cli::demand::Demanded;
use crate::cli::failure::Failure;
use crate::domain::{Algorithm, ApplicationType, AuthMethod, GrantType, Rejected, SubjectType};
use crate::domain::{ChangeError, ResponseType};
use crate::oauth::registration::metadata::Members;

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Description {
    /// A JSON file with its metadata as RFC 7591 names them, - for standard input; flags win over it
    #[arg(long, value_name = "FILE")]
    pub(super) metadata: Option<PathBuf>,
    /// It runs where no secret can be kept: a browser, a phone, a desk
    #[arg(long, conflicts_with = "auth_method")]
    pub(super) public: bool,
    /// Where answers may go; may be repeated
    #[arg(long = "redirect-uri", value_name = "URI")]
    pub(super) redirect_uris: Vec<String>,
    /// authorization_code, refresh_token or client_credentials; may be repeated
    #[arg(long = "grant", value_name = "GRANT")]
    pub(super) grants: Vec<GrantType>,
    /// What it may ask for beside code, such as "code id_token"; may be repeated
    #[arg(long = "response-type", value_name = "TYPE", value_parser = response_type)]
    pub(super) response_types: Vec<ResponseType>,
    /// A scope that it may ask for; may be repeated
    #[arg(long = "scope", value_name = "SCOPE")]
    pub(super) scopes: Vec<String>,
    /// An API that it may ask tokens for; may be repeated
    #[arg(long = "resource", value_name = "URI")]
    pub(super) resources: Vec<String>,
    /// An API that it serves: it may ask about tokens for it; may be repeated
    #[arg(long = "introspects", value_name = "URI")]
    introspects: Vec<String>,
    /// It serves no API any more
    #[arg(long, conflicts_with = "introspects")]
    no_introspects: bool,
    /// It is your own: people are not asked for consent
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub(super) first_party: Option<bool>,
    /// Let it do without PKCE; only for one that keeps a secret
    #[arg(long)]
    pub(super) no_require_pkce: bool,
    /// Have it use PKCE
    #[arg(long, conflicts_with = "no_require_pkce")]
    pub(super) require_pkce: bool,
    /// How it proves itself: client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt or none
    #[arg(long, value_name = "METHOD", value_parser = auth_method)]
    pub(super) auth_method: Option<AuthMethod>,
    /// web or native
    #[arg(long, value_name = "TYPE", value_parser = application_type)]
    pub(super) application_type: Option<ApplicationType>,
    /// A JSON file with its public keys
    #[arg(long, value_name = "FILE", conflicts_with = "jwks_uri")]
    pub(super) jwks: Option<PathBuf>,
    /// Where its public keys are
    #[arg(long, value_name = "URL")]
    pub(super) jwks_uri: Option<String>,
    /// What its ID tokens are signed with
    #[arg(long, value_name = "ALG", value_parser = algorithm)]
    pub(super) id_token_alg: Option<Algorithm>,
    /// public, or pairwise for a sub of its own
    #[arg(long, value_name = "TYPE", value_parser = subject_type)]
    pub(super) subject_type: Option<SubjectType>,
    /// Where those are listed that see the same pairwise sub
    #[arg(long, value_name = "URL")]
    pub(super) sector_identifier_uri: Option<String>,
    /// Where people may go after signing out; may be repeated
    #[arg(long = "post-logout-redirect-uri", value_name = "URI")]
    pub(super) post_logout_redirect_uris: Vec<String>,
    /// Where it is told of a sign-out by this server
    #[arg(long, value_name = "URL")]
    pub(super) backchannel_logout_uri: Option<String>,
    /// Where it is told of a sign-out by the browser
    #[arg(long, value_name = "URL")]
    pub(super) frontchannel_logout_uri: Option<String>,
    /// Where others may have it begin a sign-in
    #[arg(long, value_name = "URL")]
    pub(super) initiate_login_uri: Option<String>,
    /// Where its request objects may be; may be repeated
    #[arg(long = "request-uri", value_name = "URL")]
    pub(super) request_uris: Vec<String>,
    #[command(flatten)]
    pub(super) demanded: Demanded,
}

impl Description {
    /// What is said, over `base`: what is not said stays.
    pub(super) fn over(&self, mut base: Members, name: Option<&str>) -> Result<Members, Failure> {
        if let Some(path) = &self.metadata {
            base.extend(object("metadata", path)?);
        }
        let mut put = |member: &str, value: Value| base.insert(member.to_owned(), value);
        if let Some(name) = name {
            put("client_name", json!(name));
        }
        for (member, word) in self.words() {
            if let Some(word) = word {
                put(member, json!(word));
            }
        }
        let grants: Vec<String> = self.grants.iter().map(ToString::to_string).collect();
        let types: Vec<String> = self
            .response_types
            .iter()
            .map(ToString::to_string)
            .collect();
        let lists = [
            ("redirect_uris", &self.redirect_uris),
            ("grant_types", &grants),
            ("response_types", &types),
            ("post_logout_redirect_uris", &self.post_logout_redirect_uris),
            ("request_uris", &self.request_uris),
        ];
        for (member, list) in lists {
            if !list.is_empty() {
                put(member, json!(list));
            }
        }
        if !self.scopes.is_empty() {
            put("scope", json!(self.scopes.join(" ")));
        }
        if self.require_pkce || self.no_require_pkce {
            put("require_pkce", json!(self.require_pkce));
        }
        self.keys(&mut base)?;
        allow_implicit(&mut base);
        Ok(base)
    }

    /// The APIs that it serves, where anything is said of them.
    pub(super) fn introspects(&self) -> Option<Vec<String>> {
        let said = self.no_introspects || !self.introspects.is_empty();
        said.then(|| self.introspects.clone())
    }

    /// What is one word each.
    fn words(&self) -> [(&'static str, Option<&str>); 9] {
        let method = self.public.then_some(AuthMethod::None).or(self.auth_method);
        [
            ("token_endpoint_auth_method", method.map(AuthMethod::as_str)),
            (
                "application_type",
                self.application_type.map(ApplicationType::as_str),
            ),
            (
                "id_token_signed_response_alg",
                self.id_token_alg.map(Algorithm::as_str),
            ),
            ("subject_type", self.subject_type.map(SubjectType::as_str)),
            ("jwks_uri", self.jwks_uri.as_deref()),
            (
                "sector_identifier_uri",
                self.sector_identifier_uri.as_deref(),
            ),
            (
                "backchannel_logout_uri",
                self.backchannel_logout_uri.as_deref(),
            ),
            (
                "frontchannel_logout_uri",
                self.frontchannel_logout_uri.as_deref(),
            ),
            ("initiate_login_uri", self.initiate_login_uri.as_deref()),
        ]
    }

    /// One place for keys stands instead of the other.
    fn keys(&self, base: &mut Members) -> Result<(), Failure> {
        if self.jwks_uri.is_some() {
            base.remove("jwks");
        }
        if let Some(path) = &self.jwks {
            base.remove("jwks_uri");
            base.insert("jwks".to_owned(), Value::Object(object("jwks", path)?));
        }
        Ok(())
    }
}

/// On a command line the response types say it: nobody has to name a grant that the token endpoint does not know.
fn allow_implicit(members: &mut Members) {
    let Some(Value::Array(grants)) = members.get_mut("grant_types") else {
        return;
    };
    if !grants.iter().any(|grant| grant == "implicit") && !grants.is_empty() {
        grants.push(json!("implicit"));
    }
}

fn object(field: &'static str, path: &Path) -> Result<Members, Failure> {
    let read = match path == Path::new("-") {
        true => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.map(|_| text)
        }
        false => std::fs::read_to_string(path),
    };
    let wrong = |why: &dyn std::fmt::Display| {
        Failure::of(field, format!("{} cannot be used: {why}.", path.display()))
    };
    let text = read.map_err(|error| wrong(&error))?;
    countersign_verifier::json::object(text.as_bytes()).map_err(|error| wrong(&error))
}

/// A refusal in the words of the command line: its field is the flag.
pub(super) fn failure(error: ChangeError) -> Failure {
    let Rejected { field, message } = match error {
        ChangeError::Rejected(rejected) => rejected,
        fault => return fault.into(),
    };
    let field = match field {
        "client_name" => "name",
        "redirect_uris" => "redirect_uri",
        "grant_types" => "grant",
        "response_types" => "response_type",
        "token_endpoint_auth_method" => "auth_method",
        "id_token_signed_response_alg" => "id_token_alg",
        "post_logout_redirect_uris" => "post_logout_redirect_uri",
        "request_uris" => "request_uri",
        "require_pkce" => "no_require_pkce",
        other => other,
    };
    Rejected { field, message }.into()
}

fn named<T>(found: Option<T>, names: &[&str]) -> Result<T, String> {
    found.ok_or_else(|| format!("there are {}", names.join(", ")))
}

fn response_type(text: &str) -> Result<ResponseType, String> {
    named(ResponseType::parse(text), &ResponseType::names())
}

fn auth_method(text: &str) -> Result<AuthMethod, String> {
    named(AuthMethod::named(text), &AuthMethod::names())
}

fn application_type(text: &str) -> Result<ApplicationType, String> {
    named(ApplicationType::named(text), &ApplicationType::names())
}

fn algorithm(text: &str) -> Result<Algorithm, String> {
    named(Algorithm::named(text), &Algorithm::names())
}

fn subject_type(text: &str) -> Result<SubjectType, String> {
    named(SubjectType::named(text), &SubjectType::names())
}
