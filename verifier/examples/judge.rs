//! Judges tokens for tests that are written in other languages: `judge ISSUER AUDIENCE`.
//!
//! Each line of the input is a JSON object. `keys`, the text of a key set, takes the place of the one in use; `token` is
//! judged. Each line of the output answers one: `{"accepted":"<sub>"}`, or `{"refused":"<reason>"}`.

use std::error::Error;
use std::io::{BufRead as _, Write as _, stdin, stdout};

use countersign_verifier::{Algorithm, Verifier};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(issuer), Some(audience)) = (arguments.next(), arguments.next()) else {
        return Err("usage: judge ISSUER AUDIENCE".into());
    };
    let verifier = Verifier::with_keys(issuer, r#"{"keys":[]}"#)
        .audience(audience)
        .algorithms(Algorithm::ALL)
        .build()?;
    for line in stdin().lock().lines() {
        let answer = judge(&verifier, &serde_json::from_str(&line?)?);
        writeln!(stdout(), "{answer}")?;
        stdout().flush()?;
    }
    Ok(())
}

fn judge(verifier: &Verifier, question: &Value) -> Value {
    if let Some(keys) = question["keys"].as_str()
        && verifier.replace_keys(keys).is_err()
    {
        return json!({ "refused": "not_a_key_set" });
    }
    match verifier.verify_now(question["token"].as_str().unwrap_or_default()) {
        Ok(claims) => json!({ "accepted": claims.subject }),
        Err(error) => json!({ "refused": error.reason() }),
    }
}
