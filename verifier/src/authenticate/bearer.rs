//! Where a request carries its credentials: in exactly one `Authorization` header (RFC 6750 section 2.1). The query and the
//! form are not read: they end in logs and histories (RFC 9700 section 4.3.2).

use http::header::AUTHORIZATION;
use http::request::Parts;

use crate::Error;

/// What the one `Authorization` header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Authorization<'a> {
    pub(crate) scheme: &'a str,
    pub(crate) credentials: &'a str,
}

impl Authorization<'_> {
    pub(crate) fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    pub(crate) fn is_bearer(&self) -> bool {
        self.is("Bearer")
    }
}

/// Reads the header; a request without one is no error yet.
pub(crate) fn authorization(request: &Parts) -> Result<Option<Authorization<'_>>, Error> {
    let mut values = request.headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(Error::InvalidRequest(
            "there is more than one Authorization header",
        ));
    }
    let value = value
        .to_str()
        .map_err(|_| Error::InvalidRequest("the Authorization header is not ASCII"))?;
    let (scheme, credentials) = value.split_once(' ').unwrap_or((value, ""));
    let carried = Authorization {
        scheme,
        credentials: credentials.trim_start_matches(' '),
    };
    // RFC 6750 section 2: one method in a request.
    if has_token_in_query(request) {
        return Err(Error::InvalidRequest(
            "there is a second access token in the query",
        ));
    }
    Ok(Some(carried))
}

pub(crate) fn has_token_in_query(request: &Parts) -> bool {
    let query = request.uri.query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "access_token")
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::{Error, authorization};

    fn read(values: &[&str], uri: &str) -> Result<Option<(String, String)>, Error> {
        let mut request = Request::get(uri);
        for value in values {
            request = request.header("authorization", *value);
        }
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        let carried = authorization(&parts)?;
        Ok(carried.map(|carried| (carried.scheme.to_owned(), carried.credentials.to_owned())))
    }

    #[test]
    fn one_header_is_read() {
        for value in ["Bearer a.b.c", "Bearer   a.b.c"] {
            let carried = read(&[value], "/?q=access_token").expect(value);
            assert_eq!(carried, Some(("Bearer".to_owned(), "a.b.c".to_owned())));
        }
        assert_eq!(read(&[], "/"), Ok(None));
        assert_eq!(read(&[], "/?access_token=a.b.c"), Ok(None));
    }

    #[test]
    fn two_are_refused() {
        for (values, uri) in [
            (&["Bearer a", "Bearer a"][..], "/"),
            (&["Basic a", "Bearer a"], "/"),
            (&["Bearer a"], "/?x=1&access%5Ftoken=b"),
        ] {
            let refused = read(values, uri);
            assert!(
                matches!(refused, Err(Error::InvalidRequest(_))),
                "{values:?}"
            );
        }
    }
}
