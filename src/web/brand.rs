//! The operator's own picture and stylesheet: where they are, and what is answered there. As with our own files, a name holds
//! a mark of what it names, so it never means other bytes.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::base::text::fingerprint;
use crate::config::Brand;

/// What pages are told of the brand beside its name.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The address of a picture that stands for the mark.
    pub logo: Option<String>,
    /// The address of a stylesheet after ours.
    pub stylesheet: Option<String>,
    /// Labels and addresses in the foot.
    pub links: Vec<(String, String)>,
    /// Where the people who run this server help.
    pub support: Option<String>,
}

/// A drawing may colour its own lines, and do nothing else, should somebody open it by itself.
const DRAWING: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

impl Look {
    pub(super) fn of(brand: &Brand) -> Self {
        Self {
            logo: brand
                .logo
                .as_ref()
                .map(|logo| format!("/assets/{}", logo.name)),
            stylesheet: brand
                .stylesheet()
                .map(|text| format!("/assets/{}", named(&text))),
            links: brand.footer.0.clone(),
            support: brand.support.as_ref().map(|support| support.url.clone()),
        }
    }
}

/// The file of the brand that has this name.
pub(super) fn find(brand: &Brand, name: &str, headers: &HeaderMap) -> Option<Response> {
    let (content_type, bytes) = match &brand.logo {
        Some(logo) if logo.name == name => (logo.content_type, logo.bytes.to_vec()),
        _ => {
            let text = brand.stylesheet().filter(|text| named(text) == name)?;
            ("text/css; charset=utf-8", text.into_bytes())
        }
    };
    let tag = format!("\"{:016x}\"", fingerprint(&bytes));
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known.is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let caching = [
        (
            header::CACHE_CONTROL,
            "public, max-age=31536000, immutable".to_owned(),
        ),
        (header::ETAG, tag),
    ];
    if known {
        return Some((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let mut response = (caching, [(header::CONTENT_TYPE, content_type)], bytes).into_response();
    if content_type == "image/svg+xml" {
        let policy = HeaderValue::from_static(DRAWING);
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Some(response)
}

fn named(stylesheet: &str) -> String {
    format!("brand.{:016x}.css", fingerprint(stylesheet.as_bytes()))
}
