//! The claim `cnf` (RFC 7800 section 3.1), read strictly: a binding that is misread is a binding that is lost.

use serde_json::{Map, Value};

use super::is_hash_text;
use crate::{Confirmation, Error};

impl Confirmation {
    /// Reads the claim. Members that mean nothing here are ignored (RFC 7800 section 3.1) as long as one does mean
    /// something: what binds in an unknown way alone cannot be checked.
    pub(crate) fn read(claim: &Value) -> Result<Self, Error> {
        let members = claim.as_object().ok_or(Error::InvalidClaim("cnf"))?;
        let confirmation = Self {
            jkt: hash(members, "jkt")?,
            x5t_s256: hash(members, "x5t#S256")?,
        };
        match confirmation {
            Self {
                jkt: None,
                x5t_s256: None,
            } => Err(Error::WrongSender(
                "the token is bound to its sender in a way that this API does not know",
            )),
            known => Ok(known),
        }
    }
}

fn hash(members: &Map<String, Value>, name: &str) -> Result<Option<String>, Error> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if is_hash_text(text) => Ok(Some(text.clone())),
        Some(_) => Err(Error::InvalidClaim("cnf")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Confirmation, Error};

    /// RFC 9449 section 6.1 and RFC 8705 section 3.1.
    const JKT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    const X5T: &str = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2";

    fn read(claim: &Value) -> Result<(Option<String>, Option<String>), Error> {
        Confirmation::read(claim).map(|read| (read.jkt, read.x5t_s256))
    }

    #[test]
    fn what_is_known_is_read() {
        let (jkt, x5t) = (
            Some(JKT.to_owned()),
            Some("A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0".to_owned()),
        );
        assert_eq!(read(&json!({ "jkt": JKT })), Ok((jkt.clone(), None)));
        assert_eq!(read(&json!({ "x5t#S256": x5t })), Ok((None, x5t.clone())));
        let both = json!({ "jkt": JKT, "x5t#S256": x5t, "kid": "ignored" });
        assert_eq!(read(&both), Ok((jkt, x5t)));
    }

    #[test]
    fn what_is_not_known_does_not_bind() {
        for claim in [
            json!({}),
            json!({ "kid": "k" }),
            json!({ "jwk": {} }),
            json!({ "JKT": JKT }),
        ] {
            assert_eq!(
                read(&claim).map_err(|error| error.reason()),
                Err("wrong_sender"),
                "{claim}"
            );
        }
    }

    #[test]
    fn anything_else_is_malformed() {
        let (short, long) = (&JKT[1..], format!("{JKT}A"));
        for claim in [
            json!(null),
            json!(JKT),
            json!([JKT]),
            json!({ "jkt": null }),
            json!({ "jkt": [JKT] }),
            json!({ "jkt": short }),
            json!({ "jkt": long }),
            json!({ "jkt": format!("{JKT}=") }),
            json!({ "jkt": JKT.replace('-', "+") }),
            // Its last character has bits that no hash of 32 octets fills; RFC 8705 prints one such.
            json!({ "jkt": JKT.replace("4I", "4J") }),
            json!({ "x5t#S256": X5T }),
            json!({ "jkt": JKT, "x5t#S256": "" }),
        ] {
            assert_eq!(read(&claim), Err(Error::InvalidClaim("cnf")), "{claim}");
        }
    }
}
