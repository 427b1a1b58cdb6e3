//! Who answers at the issuer's URL: this server, nobody, or somebody else?

use serde_json::Value;

use crate::base::Fault;
use crate::base::http::{Answer, Bounds, Http};
use crate::cli::answer::Finding;
use crate::config::Issuer;
use crate::web::path;

const CHECK: &str = "issuer";

pub(super) async fn check(at: &Issuer) -> Finding {
    let issuer = at.as_str();
    let http = match Http::new(Bounds::default()) {
        Ok(http) => http,
        Err(fault) => {
            return Finding::fail(
                CHECK,
                fault.to_string(),
                "Look at the certificates of this machine.",
            );
        }
    };
    let Ok(health) = ask(&http, at, path::HEALTHZ).await else {
        return nobody(issuer);
    };
    if health.status != 200 {
        return somebody_else(
            issuer,
            &format!("its {} answers {}", path::HEALTHZ, health.status),
        );
    }
    match ask(&http, at, path::OPENID_CONFIGURATION).await {
        Ok(answer) => judge(issuer, answer.status, &answer.body),
        Err(_) => nobody(issuer),
    }
}

async fn ask(http: &Http, issuer: &Issuer, path: &str) -> Result<Answer, Fault> {
    http.send(http.client().get(issuer.url(path))).await
}

/// Whether metadata are this issuer's own (OIDC Discovery section 4.3).
fn judge(issuer: &str, status: u16, body: &[u8]) -> Finding {
    let metadata: Value = serde_json::from_slice(body).unwrap_or_default();
    match metadata["issuer"].as_str() {
        Some(named) if status == 200 && named == issuer => {
            Finding::ok(CHECK, format!("{issuer} answers."))
        }
        Some(named) => somebody_else(issuer, &format!("its metadata name {named}")),
        None => somebody_else(issuer, "it has no metadata"),
    }
}

fn nobody(issuer: &str) -> Finding {
    let mend = "Start it with `countersign serve`; if it runs, look at DNS, proxy and certificate.";
    Finding::warn(CHECK, format!("no server answers at {issuer}."), mend)
}

fn somebody_else(issuer: &str, why: &str) -> Finding {
    let mend = "Set `issuer` to this server's own URL, and have the proxy pass all paths on.";
    Finding::fail(
        CHECK,
        format!("something else answers at {issuer}: {why}."),
        mend,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::answer::State;

    #[test]
    fn only_its_own_metadata_make_a_server_the_issuer() {
        let own = br#"{"issuer":"https://id.example.org"}"#;
        assert_eq!(judge("https://id.example.org", 200, own).state, State::Ok);
        assert_eq!(
            judge("https://id.example.org/", 200, own).state,
            State::Fail
        );
        assert_eq!(judge("https://id.example.org", 404, own).state, State::Fail);
        assert_eq!(
            judge("https://id.example.org", 200, b"<html>").state,
            State::Fail
        );
    }
}
