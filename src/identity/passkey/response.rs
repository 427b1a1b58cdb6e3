//! What a browser says of a passkey, as JSON (WebAuthn section 5.1, `toJSON`), and those checks of it that the library leaves to
//! us: that no other site's page had it in a frame, and that it comes from the issuer's address to the letter.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::app::App;
use crate::base::id;

/// The longest there may be (section 5.8.3).
const LONGEST_ID: usize = 1023;
/// What we keep of what a browser says about how it reached the authenticator.
const MOST_TRANSPORTS: usize = 8;
const LONGEST_TRANSPORT: usize = 32;

/// What came back of a challenge, read but not yet believed.
#[derive(Debug)]
pub(super) struct Response {
    value: Map<String, Value>,
    client_data: ClientData,
    pub credential_id: Vec<u8>,
}

/// What the browser says of where it was used (section 5.8.1).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    challenge: String,
    origin: String,
    cross_origin: Option<bool>,
    top_origin: Option<String>,
}

impl Response {
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut value: Map<String, Value> = serde_json::from_str(text).ok()?;
        // Nobody signs what a browser says of extensions, and we act on none.
        value.remove("clientExtensionResults");
        value.remove("extensions");
        if value.get("type")? != "public-key" || value.get("id")? != value.get("rawId")? {
            return None;
        }
        let credential_id = id::from_base64url(value.get("rawId")?.as_str()?)?;
        let said = value.get_mut("response")?.as_object_mut()?;
        let client_data = id::from_base64url(said.get("clientDataJSON")?.as_str()?)?;
        said.entry("userHandle").or_insert(Value::Null);
        Some(Self {
            client_data: serde_json::from_slice(&client_data).ok()?,
            credential_id: Some(credential_id).filter(|id| id.len() <= LONGEST_ID)?,
            value,
        })
    }

    /// The challenge that it answers.
    pub(super) fn challenge(&self) -> &str {
        &self.client_data.challenge
    }

    /// Whether it was given to a page of ours, by itself in its window.
    pub(super) fn is_given_here(&self, app: &App) -> bool {
        let said = &self.client_data;
        said.origin == app.config.issuer.as_str()
            && said.cross_origin != Some(true)
            && said.top_origin.is_none()
    }

    /// How the browser reached the authenticator. Hints: whoever made them up has harder times with a passkey of their own.
    pub(super) fn transports(&self) -> Vec<String> {
        let said = self.value.get("response");
        let list = said.and_then(|said| said.get("transports")?.as_array());
        let plain = |text: &&str| {
            text.len() <= LONGEST_TRANSPORT && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let names = list.into_iter().flatten().filter_map(Value::as_str);
        let names = names.filter(plain).take(MOST_TRANSPORTS);
        names.map(str::to_owned).collect()
    }

    /// The same as the library reads it.
    pub(super) fn parsed<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(Value::Object(self.value.clone())).ok()
    }
}
