//! `/oauth2/introspect` (RFC 7662 section 2): JSON, or a signed JWT for who asks for one (RFC 9701 section 4).

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use super::token::{form, sent, uncached};
use crate::app::App;
use crate::oauth::introspect::{self, Answer};
use crate::web::{error, path};

const JWT: &str = "application/token-introspection+jwt";

pub(crate) async fn introspect(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Response {
    let answer = async {
        let parameters = form(&headers, query.as_deref(), &body)?;
        let asked = (&parameters, accepts_jwt(&headers));
        let sent = sent(&headers, &[path::INTROSPECT, path::TOKEN])?;
        introspect::introspect(&app, sent, asked).await
    };
    uncached(match answer.await {
        Ok(Answer::Plain(said)) => Json(said).into_response(),
        Ok(Answer::Jwt(token)) => ([(header::CONTENT_TYPE, JWT)], token).into_response(),
        Err(error) => error::oauth(error),
    })
}

/// Whether the media type is named in `Accept` (RFC 9110 section 12.5.1). `*/*` asks for nothing special.
fn accepts_jwt(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT).iter();
    lists
        .filter_map(|list: &HeaderValue| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let named = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(JWT));
            named && !parts.any(is_refusal)
        })
}

/// A weight of zero: "not acceptable".
fn is_refusal(parameter: &str) -> bool {
    let weight = parameter
        .split_once('=')
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    weight.is_some_and(|(_, value)| value.trim().parse() == Ok(0.0_f32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(text: &'static str) -> bool {
        accepts_jwt(&HeaderMap::from_iter([(
            header::ACCEPT,
            HeaderValue::from_static(text),
        )]))
    }

    #[test]
    fn a_jwt_is_for_who_names_it() {
        assert!(accepts("application/token-introspection+jwt"));
        assert!(accepts(
            "application/json;q=0.5, Application/Token-Introspection+JWT; q=0.9"
        ));
        for other in [
            "*/*",
            "application/*",
            "application/json",
            "application/jwt",
            "application/token-introspection+jwt;q=0",
            "application/token-introspection+jwt; Q = 0.000",
            "",
        ] {
            assert!(!accepts(other), "{other}");
        }
        assert!(!accepts_jwt(&HeaderMap::new()));
    }
}
