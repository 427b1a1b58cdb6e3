//! A password credential as Keycloak exports it with its realm: a JSON object whose `secretData` and `credentialData` are JSON
//! in texts of their own.

use serde::Deserialize;

use super::imported::pbkdf2;
use super::stored::BadHash;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credential {
    r#type: String,
    secret_data: String,
    credential_data: String,
}

#[derive(Deserialize)]
struct Secret {
    value: String,
    salt: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Made {
    hash_iterations: u32,
    algorithm: String,
    #[serde(default)]
    additional_parameters: Additional,
}

/// Each a list of one text.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Additional {
    memory: Vec<String>,
    parallelism: Vec<String>,
    r#type: Vec<String>,
    version: Vec<String>,
}

/// The credential as a PHC string.
pub(super) fn credential(json: &str) -> Result<String, BadHash> {
    let credential: Credential = read(json, "the credential")?;
    if credential.r#type != "password" {
        return Err(BadHash::new("the credential is not of the type 'password'"));
    }
    let secret: Secret = read(&credential.secret_data, "its secretData")?;
    let made: Made = read(&credential.credential_data, "its credentialData")?;
    let rounds = made.hash_iterations.to_string();
    match made.algorithm.as_str() {
        "pbkdf2" => Ok(pbkdf2("sha1", &rounds, &secret.salt, &secret.value)),
        "pbkdf2-sha256" => Ok(pbkdf2("sha256", &rounds, &secret.salt, &secret.value)),
        "pbkdf2-sha512" => Ok(pbkdf2("sha512", &rounds, &secret.salt, &secret.value)),
        "argon2" => argon2(&rounds, &made.additional_parameters, &secret),
        _ => Err(BadHash::new("its algorithm is not known")),
    }
}

fn argon2(passes: &str, made: &Additional, secret: &Secret) -> Result<String, BadHash> {
    let one = |list: &'_ [String], name: &str| match list {
        [only] => Ok(only.clone()),
        _ => Err(BadHash::new(format!(
            "its additionalParameters have no '{name}'"
        ))),
    };
    let version = match one(&made.version, "version")?.as_str() {
        "1.3" => 19,
        "1.0" => 16,
        _ => return Err(BadHash::new("its version of Argon2 is not known")),
    };
    let (variant, memory) = (one(&made.r#type, "type")?, one(&made.memory, "memory")?);
    let lanes = one(&made.parallelism, "parallelism")?;
    let [salt, output] = [&secret.salt, &secret.value].map(|base64| base64.trim_end_matches('='));
    Ok(format!(
        "$argon2{variant}$v={version}$m={memory},t={passes},p={lanes}${salt}${output}"
    ))
}

/// Says nothing of what was found: it may be the hash.
fn read<'t, T: Deserialize<'t>>(json: &'t str, what: &str) -> Result<T, BadHash> {
    serde_json::from_str(json)
        .map_err(|_| BadHash::new(format!("{what} is not what Keycloak exports")))
}
