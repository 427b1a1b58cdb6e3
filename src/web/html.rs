//! Sending a page, with the policy that confines it.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::error::Failure;
use crate::base::Fault;

/// A page whose forms go to this server only.
pub(super) fn page(status: StatusCode, page: &impl Template) -> Result<Response, Failure> {
    send(status, page, "'self'")
}

/// A page whose form ends in a redirect to an application. Browsers hold redirects to `form-action` too, also those that the
/// application makes after ours, so https is open; any other scheme is opened for this one place.
pub(super) fn page_towards(redirect_uri: &str, page: &impl Template) -> Result<Response, Failure> {
    let place = match place(redirect_uri) {
        Some(place) if !place.starts_with("https:") => format!(" {place}"),
        _ => String::new(),
    };
    send(StatusCode::OK, page, &format!("'self' https:{place}"))
}

/// A page whose form ends in a redirect to one of these places, which the operator named.
pub(super) fn page_towards_any(
    status: StatusCode,
    places: &[&str],
    page: &impl Template,
) -> Result<Response, Failure> {
    let mut named: Vec<String> = places.iter().filter_map(|url| place(url)).collect();
    named.retain(|place| !place.starts_with("https:"));
    // A provider may send people on to any address of its own.
    if !places.is_empty() {
        named.push("https:".to_owned());
    }
    named.sort();
    named.dedup();
    send(status, page, &format!("'self' {}", named.join(" ")))
}

/// Lets a page open these addresses in frames, and nothing else of their sites or of any other.
pub(super) fn framing(response: Response, frames: &[String]) -> Result<Response, Failure> {
    let mut places: Vec<String> = frames.iter().filter_map(|frame| place(frame)).collect();
    places.sort();
    places.dedup();
    match places.is_empty() {
        true => Ok(response),
        false => with_frames(response, &places.join(" ")),
    }
}

/// Lets a page open pages of this server in frames, by whatever name it was reached.
pub(super) fn framing_own(response: Response) -> Result<Response, Failure> {
    with_frames(response, "'self'")
}

fn with_frames(mut response: Response, places: &str) -> Result<Response, Failure> {
    if let Some(policy) = response
        .headers_mut()
        .get_mut(header::CONTENT_SECURITY_POLICY)
    {
        let now = policy.to_str().map_err(Fault::internal)?;
        let now = format!("{now}; frame-src {places}");
        *policy = HeaderValue::from_str(&now).map_err(Fault::internal)?;
    }
    Ok(response)
}

/// Where a URL leads, as a policy names it: the origin of a web address; the scheme of any other, whatever follows it, for
/// only web addresses have an origin. The grammar of policies (CSP3 section 2.3.1) has no IPv6 literals, and no `;` or `*`,
/// which the URL Standard lets into a host: there the scheme is all that can be named.
fn place(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let web = matches!(url.scheme(), "https" | "http");
    let named = |host: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        host.bytes().all(plain)
    };
    Some(match url.host_str() {
        Some(host) if web && named(host) => url.origin().ascii_serialization(),
        _ => format!("{}:", url.scheme()),
    })
}

/// A page that goes on by itself, also without its script.
pub(super) fn going_on(mut response: Response, next: &str) -> Result<Response, Failure> {
    let refresh = HeaderValue::from_str(&format!("3; url={next}")).map_err(Fault::internal)?;
    response.headers_mut().insert(header::REFRESH, refresh);
    Ok(response)
}

fn send(status: StatusCode, page: &impl Template, form_action: &str) -> Result<Response, Failure> {
    let html = page.render().map_err(Fault::internal)?;
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
         form-action {form_action}; base-uri 'none'; frame-ancestors 'none'"
    );
    let policy = HeaderValue::from_str(&policy).map_err(Fault::internal)?;
    let mut response = (status, axum::response::Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    // With no referrer at all a browser would post our own forms with `Origin: null`.
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    Ok(response)
}

/// 303: whatever came, the next request is a GET (RFC 9700 section 4.12).
pub(super) fn see_other(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_policy_names_origins_of_the_web_and_schemes_of_all_else() {
        for (url, named) in [
            (
                "https://app.example.org:8443/out?a=b",
                "https://app.example.org:8443",
            ),
            ("http://localhost:7070/cb", "http://localhost:7070"),
            ("http://127.0.0.1:7070/cb", "http://127.0.0.1:7070"),
            ("http://[::1]:7070/cb", "http:"),
            ("com.example.app:/callback", "com.example.app:"),
            ("com.example.app://callback", "com.example.app:"),
            ("com.example.app://a.example/cb", "com.example.app:"),
            ("https://a;sandbox/", "https:"),
            ("https://*/", "https:"),
            ("https://a,b.example/", "https:"),
        ] {
            assert_eq!(place(url).as_deref(), Some(named), "{url}");
        }
        assert_eq!(place("/out"), None);
    }
}
