//! Public documents with a validator: whoever has the current text is told so in a few bytes (RFC 9110 section 13.1.2).

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::base::id::base64url;
use crate::jose::digest::sha256;

/// Far less than a key is published before it signs.
const FRESH: &str = "public, max-age=300";

/// A document of `content_type`, or 304 where the request names the text that it has.
pub(crate) fn document(asked: &HeaderMap, content_type: &'static str, text: String) -> Response {
    let tag = format!("\"{}\"", base64url(&sha256(text.as_bytes())[..16]));
    let known = is_known(asked, &tag);
    let caching = [
        (header::CACHE_CONTROL, FRESH.to_owned()),
        (header::ETAG, tag),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(header::CONTENT_TYPE, content_type)], text).into_response()
}

/// Weak comparison, as RFC 9110 section 13.1.2 asks it here.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(header::IF_NONE_MATCH).iter();
    lists.filter_map(|list| list.to_str().ok()).any(|list| {
        let mut known = list.split(',').map(str::trim);
        known.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(tag: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::IF_NONE_MATCH, tag.parse().unwrap())])
    }

    #[test]
    fn who_has_the_text_is_not_sent_it_again() {
        let first = document(&HeaderMap::new(), "application/json", "{}".to_owned());
        assert_eq!(first.status(), 200);
        let tag = first.headers()[header::ETAG].to_str().unwrap();
        for known in [tag.to_owned(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let again = document(&asked(&known), "application/json", "{}".to_owned());
            assert_eq!(again.status(), 304, "{known}");
            assert_eq!(again.headers()[header::ETAG], tag);
        }
        let changed = document(&asked(tag), "application/json", "{ }".to_owned());
        assert_eq!(changed.status(), 200);
    }
}
