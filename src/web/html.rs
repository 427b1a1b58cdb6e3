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
    let place = match url::Url::parse(redirect_uri) {
        Ok(url) if url.scheme() == "https" => String::new(),
        // The policy's grammar has no IPv6 literals.
        Ok(url) if matches!(url.host(), Some(url::Host::Ipv6(_))) => " http:".to_owned(),
        Ok(url) if url.has_host() => format!(" {}", url.origin().ascii_serialization()),
        Ok(url) => format!(" {}:", url.scheme()),
        Err(_) => String::new(),
    };
    send(StatusCode::OK, page, &format!("'self' https:{place}"))
}

/// Lets a page open these addresses in frames, and nothing else of their sites or of any other.
pub(super) fn framing(mut response: Response, frames: &[String]) -> Result<Response, Failure> {
    let mut places: Vec<String> = frames.iter().filter_map(|frame| place(frame)).collect();
    places.sort();
    places.dedup();
    if let Some(policy) = response
        .headers_mut()
        .get_mut(header::CONTENT_SECURITY_POLICY)
        && !places.is_empty()
    {
        let now = policy.to_str().map_err(Fault::internal)?;
        let now = format!("{now}; frame-src {}", places.join(" "));
        *policy = HeaderValue::from_str(&now).map_err(Fault::internal)?;
    }
    Ok(response)
}

/// An origin as a policy names it. Its grammar has no IPv6 literals.
fn place(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    Some(match url.host()? {
        url::Host::Ipv6(_) => format!("{}:", url.scheme()),
        _ => url.origin().ascii_serialization(),
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
