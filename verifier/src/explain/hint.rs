//! What to do about a check that failed. A hint names what is likeliest; the values beside it say whether it fits.

use super::kind::{Kind, bare};
use super::moment::span;
use super::words::{Seen, name, shown};
use crate::Error;
use crate::token::{Check, Policy};

/// Clocks that differ by more are not slow or fast, but wrong; and a token that is over for longer is simply over.
const CLOCK_TROUBLE: u64 = 10 * 60;

const WRAPPED: &str =
    "More was copied than the token: a blank, a quote, or the word `Bearer`. Send the token alone.";

pub(super) fn of(
    check: Check,
    failure: &Error,
    seen: &Seen,
    policy: &Policy,
    now: u64,
) -> Option<String> {
    let fixed = match check {
        Check::Form => form(failure, seen),
        Check::Header | Check::Payload if seen.wrapped => WRAPPED,
        Check::Header | Check::Payload => {
            "It was put together by hand, or by something that is no issuer of access tokens."
        }
        Check::Extensions => "No issuer of access tokens asks for that: it is a forgery or a test.",
        Check::Type => typed(seen),
        Check::Algorithm => return Some(algorithm(seen)),
        Check::KeyId => "Countersign names its key in every token: this one is from elsewhere.",
        Check::Key => return Some(key(failure, seen, policy)),
        Check::Signature => "It was changed after it was signed, copied incompletely, or forged.",
        Check::Issuer => return Some(issuer(seen, policy)),
        Check::Audience => return Some(audience(seen, policy)),
        Check::Expiry | Check::IssuedAt | Check::Subject | Check::Client | Check::TokenId => {
            return Some(claim(check));
        }
        Check::Lifetime => return Some(time(failure, now)),
        Check::Confirmation => "The API cannot check this binding: it must not take the token.",
        Check::Denied => "It was revoked or signed out here. After a new sign-in there is another.",
        Check::Sender => {
            "A token alone does not show who sends it. A client sends it with a proof: by DPoP (`Authorization: DPoP` and \
             the header `DPoP`) or with its certificate; the API needs `Builder::dpop` for the first."
        }
        _ => "The issuer writes this claim in a form that it must not have.",
    };
    Some(fixed.to_owned())
}

fn form(failure: &Error, seen: &Seen) -> &'static str {
    match (failure, seen.kind) {
        (Error::TooLong, _) => {
            "Nothing of it was read. Access tokens are a few hundred characters long."
        }
        (_, Kind::Nothing) => "There is no token: was a variable empty?",
        (_, Kind::ApiKey) => {
            "This is an API key. A verifier knows JWTs only; an API asks the issuer about keys (`/oauth2/introspect`)."
        }
        (_, Kind::MistypedApiKey) => {
            "This is meant to be an API key, but its checksum is wrong: a character is missing or mistyped."
        }
        (_, Kind::EncryptedJwt) => {
            "This is encrypted, as an ID token may be for its client. Send the access token, which is signed only."
        }
        (_, Kind::Opaque) => {
            "This is a refresh token, a code, or an access token that only its issuer understands. Send the access token, \
             or have the API ask the issuer (introspection)."
        }
        _ if seen.wrapped => WRAPPED,
        (_, Kind::Jwt) => "A character of it is wrong, or a piece of it was lost.",
        (_, Kind::Unknown) => "This is no token, or a piece of one was lost.",
    }
}

fn typed(seen: &Seen) -> &'static str {
    let typ = seen.header.as_ref().and_then(|header| header.get("typ"));
    let typ = typ.and_then(|typ| typ.as_str()).unwrap_or_default();
    let is_id_token = ["nonce", "at_hash", "c_hash", "azp"]
        .iter()
        .any(|claim| seen.claim(claim).is_some());
    match typ {
        "logout+jwt" => "This is a logout token: it goes to `Verifier::back_channel_logout`.",
        "dpop+jwt" => {
            "This is a DPoP proof: it goes into the header `DPoP`, beside the access token."
        }
        _ if is_id_token || seen.claim("client_id").is_none() => {
            "This looks like an ID token. It tells the client who signed in; send the access token to APIs."
        }
        _ => "Countersign's access tokens are `at+jwt`: this is an ID token, or of another issuer.",
    }
}

fn algorithm(seen: &Seen) -> String {
    let alg = seen.header.as_ref().and_then(|header| header.get("alg"));
    match alg.and_then(|alg| alg.as_str()) {
        None | Some("") => "A token must say how it is signed.".to_owned(),
        Some(none) if none.eq_ignore_ascii_case("none") => {
            "It is not signed: anybody could have written it.".to_owned()
        }
        Some(shared) if shared.starts_with("HS") => {
            "That is signed with a shared secret, which no issuer of access tokens uses: it is a forgery or a test."
                .to_owned()
        }
        Some(_) => "If the issuer really signs so, allow it with `Builder::algorithms`.".to_owned(),
    }
}

fn key(failure: &Error, seen: &Seen, policy: &Policy) -> String {
    if matches!(failure, Error::KeysUnavailable { .. }) {
        return "Look at DNS, proxy and certificate between here and the issuer; the log says what failed.".to_owned();
    }
    match seen.text("iss") {
        Some(other) if other != policy.issuer => {
            let other = shown(&other.into());
            format!("The token is from {other}, which has other keys.")
        }
        _ => "The issuer has withdrawn that key (`countersign keys list`), the keys held here are old, or it is a forgery."
            .to_owned(),
    }
}

fn issuer(seen: &Seen, policy: &Policy) -> String {
    match seen.text("iss") {
        Some(other) if bare_url(other) == bare_url(&policy.issuer) => {
            "They differ in a trailing slash alone: configure the issuer as its metadata spell it."
                .to_owned()
        }
        Some(_) => {
            "Get a token from the issuer that this API trusts, or configure this one as the issuer."
                .to_owned()
        }
        None => claim(Check::Issuer),
    }
}

fn audience(seen: &Seen, policy: &Policy) -> String {
    let ours = policy
        .audiences
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    let named: Vec<&str> = match seen.claim("aud") {
        Some(serde_json::Value::String(one)) => vec![one],
        Some(serde_json::Value::Array(several)) => {
            several.iter().filter_map(|aud| aud.as_str()).collect()
        }
        _ => return claim(Check::Audience),
    };
    match named {
        same if same.iter().any(|named| bare_url(named) == bare_url(ours)) => {
            "They differ in a trailing slash alone: the API and the issuer must spell it alike."
                .to_owned()
        }
        _ => format!(
            "The client asks for a token for this API with `resource={ours}` (RFC 8707), if it may have one."
        ),
    }
}

fn bare_url(url: &str) -> &str {
    bare(url).trim_end_matches('/')
}

fn claim(check: Check) -> String {
    let name = name(check);
    format!(
        "RFC 9068 asks for `{name}` in every access token, and Countersign writes it: this is none, or from elsewhere."
    )
}

fn time(failure: &Error, now: u64) -> String {
    match failure {
        Error::NotYetValid { from, .. } if from.abs_diff(now) <= CLOCK_TROUBLE => {
            let apart = span(from.abs_diff(now));
            format!("The clock of this machine is behind by about {apart}, or the issuer's is ahead.")
        }
        Error::NotYetValid { .. } => "Compare the clocks of this machine and of the issuer.".to_owned(),
        Error::Expired { expired_at, .. } if expired_at.abs_diff(now) <= CLOCK_TROUBLE => {
            "The client gets another with its refresh token. If it was made a moment ago, this machine's clock is ahead."
                .to_owned()
        }
        _ => "The client gets another with its refresh token, or by a new sign-in.".to_owned(),
    }
}
