//! A client in the words of the field: reading what a JSON object says of one, and writing what is registered of it (RFC 7591
//! sections 2 and 3.2.1, OIDC Registration sections 2 and 3.2).
//!
//! A member that is known and wrong is refused by its name. One that is not known is ignored, as RFC 7591 section 2 has it;
//! `null` is absent.

use serde_json::{Map, Value, json};

use super::{NewClient, check};
use crate::domain::{
    AuthMethod, Client, ClientMetadata, GrantType, Rejected, ResponseType, Scopes,
};

pub type Members = Map<String, Value>;

/// What a client may say of itself and is kept as it says it. What only an operator decides is not among them.
pub(super) const MEMBERS: [&str; 39] = [
    "application_type",
    "contacts",
    "client_uri",
    "logo_uri",
    "policy_uri",
    "tos_uri",
    "software_id",
    "software_version",
    "software_statement",
    "token_endpoint_auth_method",
    "token_endpoint_auth_signing_alg",
    "strict_assertion_audience",
    "jwks",
    "jwks_uri",
    "subject_type",
    "sector_identifier_uri",
    "id_token_signed_response_alg",
    "id_token_encrypted_response_alg",
    "id_token_encrypted_response_enc",
    "userinfo_signed_response_alg",
    "userinfo_encrypted_response_alg",
    "userinfo_encrypted_response_enc",
    "introspection_signed_response_alg",
    "introspection_encrypted_response_alg",
    "introspection_encrypted_response_enc",
    "request_object_signing_alg",
    "request_object_encryption_alg",
    "request_object_encryption_enc",
    "require_signed_request_object",
    "request_uris",
    "default_max_age",
    "require_auth_time",
    "default_acr_values",
    "initiate_login_uri",
    "post_logout_redirect_uris",
    "frontchannel_logout_uri",
    "frontchannel_logout_session_required",
    "backchannel_logout_uri",
    "backchannel_logout_session_required",
];

/// Those that are either so or not: what is registered says which.
const TRUTHS: [&str; 5] = [
    "strict_assertion_audience",
    "require_signed_request_object",
    "require_auth_time",
    "frontchannel_logout_session_required",
    "backchannel_logout_session_required",
];

/// Those that people read, and that may be said in several languages (RFC 7591 section 2.2).
const HUMAN: [&str; 5] = [
    "client_name",
    "client_uri",
    "logo_uri",
    "policy_uri",
    "tos_uri",
];
const IMPLICIT: &str = "implicit";

/// The description that an object is. What it does not name is at its default, and what no client may say of itself too.
pub fn read(members: &Members) -> Result<NewClient, Rejected> {
    let metadata = typed(members)?;
    let response_types = response_types(members)?;
    Ok(NewClient {
        name: text(members, "client_name")?.unwrap_or_default().to_owned(),
        public: metadata.token_endpoint_auth_method == Some(AuthMethod::None),
        redirect_uris: texts(members, "redirect_uris")?.unwrap_or_default(),
        grants: grants(members, &response_types)?,
        response_types,
        scopes: scopes(members)?,
        no_require_pkce: requires_pkce(members)? == Some(false),
        metadata,
        ..NewClient::default()
    })
}

/// Everything that is registered of a client.
pub fn write(client: &Client) -> Members {
    let mut members = client.metadata.to_json();
    // Nobody registers it: it follows from the rest.
    members.remove("sector");
    if let Some(Value::Object(localized)) = members.remove("localized") {
        members.extend(localized);
    }
    for name in TRUTHS {
        members.entry(name).or_insert(Value::Bool(false));
    }
    let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
    put("client_id", json!(client.id));
    if client.name != client.id {
        put("client_name", json!(client.name));
    }
    let uris: Vec<&str> = client
        .redirect_uris
        .iter()
        .map(|uri| uri.as_str())
        .collect();
    put("redirect_uris", json!(uris));
    let mut grants: Vec<&str> = client.grants.iter().map(|grant| grant.as_str()).collect();
    if check::is_implicit(&client.response_types) {
        grants.push(IMPLICIT);
    }
    put("grant_types", json!(grants));
    let serves_people = check::serves_people(&client.grants, &client.response_types);
    let types = client.response_types.iter().filter(|_| serves_people);
    put("response_types", types.map(|kind| kind.as_str()).collect());
    put("scope", json!(client.scopes.to_string()));
    put("require_pkce", json!(client.require_pkce));
    if client.public {
        // A row from before methods were registered says it only there, and what is written is read back.
        put(
            "token_endpoint_auth_method",
            json!(AuthMethod::None.as_str()),
        );
    }
    members
}

/// `new`, with what only an operator could have registered before.
pub(super) fn keep_what_is_the_operators(
    new: &ClientMetadata,
    stored: &ClientMetadata,
) -> Result<ClientMetadata, serde_json::Error> {
    let mut members = stored.to_json();
    members.retain(|name, _| !MEMBERS.contains(&name.as_str()) && name != "localized");
    members.extend(new.to_json());
    serde_json::from_value(Value::Object(members))
}

/// The member that a name with a language tag belongs to, where it is one that people read.
pub(super) fn base_of(name: &str) -> Option<&'static str> {
    let (base, tag) = name.split_once('#')?;
    let plain = (1..=35).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    HUMAN.into_iter().find(|known| *known == base && plain)
}

/// Whether it asks for PKCE, by a member of our own.
pub(super) fn requires_pkce(members: &Members) -> Result<Option<bool>, Rejected> {
    match found(members, "require_pkce") {
        None => Ok(None),
        Some(Value::Bool(truth)) => Ok(Some(*truth)),
        Some(_) => Err(Rejected::new("require_pkce", "It must be true or false.")),
    }
}

fn found<'m>(members: &'m Members, name: &str) -> Option<&'m Value> {
    members.get(name).filter(|value| !value.is_null())
}

/// Each member is read alone first, so that the one that is wrong can be named.
fn typed(members: &Members) -> Result<ClientMetadata, Rejected> {
    let mut kept = Map::new();
    for name in MEMBERS {
        if let Some(value) = found(members, name) {
            let alone = json!({ name: value });
            if let Err(error) = serde_json::from_value::<ClientMetadata>(alone) {
                let words = format!("It is not supported, or of another type: {error}.");
                return Err(Rejected::new(name, words));
            }
            kept.insert(name.to_owned(), value.clone());
        }
    }
    let mut metadata: ClientMetadata = serde_json::from_value(Value::Object(kept))
        .map_err(|error| Rejected::new("", error.to_string()))?;
    for (name, value) in members {
        match (base_of(name), value) {
            (None, _) | (_, Value::Null) => {}
            (Some(_), Value::String(_)) => {
                metadata.localized.insert(name.clone(), value.clone());
            }
            (Some(member), _) => {
                return Err(Rejected::new(member, "In every language it is a string."));
            }
        }
    }
    Ok(metadata)
}

fn text<'m>(members: &'m Members, name: &'static str) -> Result<Option<&'m str>, Rejected> {
    match found(members, name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Rejected::new(name, "It must be a string.")),
    }
}

fn texts(members: &Members, name: &'static str) -> Result<Option<Vec<String>>, Rejected> {
    let wrong = || Rejected::new(name, "It must be an array of strings.");
    match found(members, name) {
        None => Ok(None),
        Some(Value::Array(items)) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect::<Option<_>>().ok_or_else(wrong).map(Some)
        }
        Some(_) => Err(wrong()),
    }
}

fn scopes(members: &Members) -> Result<Vec<String>, Rejected> {
    let asked = text(members, "scope")?.unwrap_or_default();
    match Scopes::parse(asked) {
        Ok(scopes) => Ok(scopes.iter().map(str::to_owned).collect()),
        Err(error) => Err(Rejected::new(
            "scope",
            format!("It cannot be taken: {error}."),
        )),
    }
}

fn response_types(members: &Members) -> Result<Vec<ResponseType>, Rejected> {
    let names = texts(members, "response_types")?.unwrap_or_default();
    let known = |name: &String| {
        ResponseType::parse(name).ok_or_else(|| {
            let words = format!("'{name}' is not supported.");
            Rejected::new("response_types", words)
        })
    };
    names.iter().map(known).collect()
}

/// The grants of the token endpoint. `implicit` is none of them: it is there exactly where a response type calls for it (OIDC
/// Registration section 2).
fn grants(members: &Members, types: &[ResponseType]) -> Result<Vec<GrantType>, Rejected> {
    let wrong = |words: &str| Rejected::new("grant_types", words.to_owned());
    let Some(names) = texts(members, "grant_types")? else {
        return Ok(Vec::new());
    };
    let implicit = names.iter().any(|name| name == IMPLICIT);
    let named = names.iter().filter(|name| *name != IMPLICIT);
    let grants = named
        .map(|name| {
            name.parse()
                .map_err(|_| wrong(&format!("'{name}' is not supported.")))
        })
        .collect::<Result<Vec<GrantType>, _>>()?;
    if check::is_implicit(types) && !implicit && !names.is_empty() {
        return Err(wrong("The response types need implicit among the grants."));
    }
    if implicit && grants.is_empty() && !check::is_implicit(types) {
        return Err(Rejected::new(
            "response_types",
            "The implicit grant needs a response type that gives tokens.",
        ));
    }
    let code = types.iter().any(|kind| kind.has_code());
    if implicit && code && !grants.contains(&GrantType::AuthorizationCode) {
        return Err(wrong(
            "A response type with code needs the authorization_code grant.",
        ));
    }
    Ok(grants)
}
