//! Where a request carries its token: in exactly one `Authorization: Bearer` header (RFC 6750 section 2.1). The query and
//! the form are not read: they end in logs and histories (RFC 9700 section 4.3.2).

use axum::http::{Uri, header::AUTHORIZATION, header::HeaderMap};

use crate::Error;

pub(super) fn bearer<'a>(headers: &'a HeaderMap, uri: &Uri) -> Result<&'a str, Error> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Err(Error::MissingToken);
    };
    if values.next().is_some() {
        return Err(Error::InvalidRequest(
            "there is more than one Authorization header",
        ));
    }
    let value = value
        .to_str()
        .map_err(|_| Error::InvalidRequest("the Authorization header is not ASCII"))?;
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(Error::MissingToken);
    }
    // RFC 6750 section 2: one method in a request.
    if token_in_query(uri) {
        return Err(Error::InvalidRequest(
            "there is a second access token in the query",
        ));
    }
    Ok(token.trim_start_matches(' '))
}

fn token_in_query(uri: &Uri) -> bool {
    let query = uri.query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "access_token")
}

#[cfg(test)]
mod tests {
    use super::{Error, HeaderMap, Uri, bearer};

    fn read(values: &[&'static str], uri: &'static str) -> Result<String, Error> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("authorization", value.parse().expect("a header value"));
        }
        bearer(&headers, &Uri::from_static(uri)).map(str::to_owned)
    }

    #[test]
    fn one_header_is_read() {
        for value in ["Bearer a.b.c", "bearer a.b.c", "BEARER   a.b.c"] {
            assert_eq!(
                read(&[value], "/?q=access_token"),
                Ok("a.b.c".to_owned()),
                "{value}"
            );
        }
    }

    #[test]
    fn anything_else_is_no_token() {
        assert_eq!(read(&[], "/"), Err(Error::MissingToken));
        assert_eq!(read(&[], "/?access_token=a.b.c"), Err(Error::MissingToken));
        for value in ["Basic YTpi", "DPoP a.b.c", "a.b.c", "Bearera.b.c", ""] {
            assert_eq!(read(&[value], "/"), Err(Error::MissingToken), "{value}");
        }
    }

    #[test]
    fn two_are_refused() {
        assert!(matches!(
            read(&["Bearer a", "Bearer a"], "/"),
            Err(Error::InvalidRequest(_))
        ));
        assert!(matches!(
            read(&["Basic a", "Bearer a"], "/"),
            Err(Error::InvalidRequest(_))
        ));
        assert!(matches!(
            read(&["Bearer a"], "/?x=1&access%5Ftoken=b"),
            Err(Error::InvalidRequest(_))
        ));
    }
}
