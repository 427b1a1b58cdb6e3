//! The HTML. Whatever comes from outside goes through `escape`.

use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;

use crate::provider::SignedIn;

pub(crate) fn signed_out(issuer: &str) -> Response {
    page(&format!(
        "<p>You are not signed in.</p>\n<p><a class=\"button\" href=\"/sign-in\">Sign in with {}</a></p>",
        escape(issuer)
    ))
}

pub(crate) fn signed_in(person: &SignedIn, form_token: &str) -> Response {
    let name = person
        .user_info
        .preferred_username()
        .map_or(person.id_token.subject().as_str(), |name| name.as_str());
    let life = person.expires_in.map_or_else(
        || "a time it does not tell".to_owned(),
        |life| format!("{} seconds", life.as_secs()),
    );
    let refresh = match person.refresh_token {
        Some(_) => form("/refresh", "Get new tokens", form_token),
        None => "<p>There is no refresh token: <code>offline_access</code> was not granted.</p>"
            .to_owned(),
    };
    page(&format!(
        "<p>You are signed in as <strong>{}</strong>.</p>\n\
         <h2>Claims of the ID token</h2>\n{}\n<h2>UserInfo</h2>\n{}\n\
         <p>The access token was issued for {life}.</p>\n{refresh}\n{}",
        escape(name),
        claims(&person.id_token),
        claims(&person.user_info),
        form("/sign-out", "Sign out", form_token),
    ))
}

pub(crate) fn after_sign_out(issuer: &str) -> Response {
    page(&format!(
        "<p>You are signed out of this application.</p>\n\
         <p>At the provider you are still signed in: <a href=\"{}/logout\">sign out there too</a>, or \
         <a href=\"/\">go on</a>.</p>",
        escape(issuer)
    ))
}

pub(crate) fn problem(what: &str) -> Response {
    page(&format!(
        "<p role=\"alert\">{}</p>\n<p><a href=\"/\">Begin again</a></p>",
        escape(what)
    ))
}

pub(crate) async fn style() -> Response {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("style.css"),
    )
        .into_response()
}

fn page(body: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Web app</title>\n\
         <link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<main>\n<h1>Web app</h1>\n{body}\n\
         </main>\n</body>\n</html>\n"
    );
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        // The address of a callback has the code in it.
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, Html(html)).into_response()
}

fn form(action: &str, label: &str, form_token: &str) -> String {
    format!(
        "<form method=\"post\" action=\"{action}\"><input type=\"hidden\" name=\"form_token\" value=\"{}\">\
         <button>{label}</button></form>",
        escape(form_token)
    )
}

fn claims(claims: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(claims).unwrap_or_else(|error| error.to_string());
    format!("<pre>{}</pre>", escape(&json))
}

/// Makes text inert in HTML, also between double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_inert() {
        assert_eq!(
            escape("<a href=\"x\">&'"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"
        );
    }
}
