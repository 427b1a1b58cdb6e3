//! The client's certificate (RFC 8705 section 3): who puts it into a request, and whether it is the one of the token.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::HeaderMap;
use http::request::Parts;

use super::hash_text;
use crate::Error;

/// The certificate (X.509, in DER) of the connection on which a request came, as an extension of the request.
///
/// ```
/// use countersign_verifier::sender::ClientCertificate;
/// use http::Request;
///
/// let der = vec![0x30, 0x00];
/// let mut request = Request::get("/notes").body(())?;
/// request.extensions_mut().insert(ClientCertificate(der));
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCertificate(pub Vec<u8>);

impl ClientCertificate {
    /// The certificate out of the header `Client-Cert`, in which a proxy that ends TLS passes it on (RFC 9440). Use it only
    /// behind a proxy that removes this header from every request that comes from outside: certificates are no secret, and
    /// whoever may write this header is whoever they like (RFC 9440 section 4).
    ///
    /// ```
    /// use countersign_verifier::sender::ClientCertificate;
    /// use http::{HeaderMap, HeaderValue};
    ///
    /// let mut headers = HeaderMap::new();
    /// assert_eq!(ClientCertificate::from_header(&headers), Ok(None));
    /// headers.insert("client-cert", HeaderValue::from_static(":MAA=:"));
    /// assert_eq!(ClientCertificate::from_header(&headers), Ok(Some(ClientCertificate(vec![0x30, 0x00]))));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] if the header stands there twice, or is not a byte sequence (RFC 9651 section 3.3.5).
    pub fn from_header(headers: &HeaderMap) -> Result<Option<Self>, Error> {
        let mut values = headers.get_all("client-cert").iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return match headers.contains_key("client-cert") {
                true => Err(Error::InvalidRequest(
                    "there is more than one Client-Cert header",
                )),
                false => Ok(None),
            };
        };
        let text = value
            .as_bytes()
            .strip_prefix(b":")
            .and_then(|rest| rest.strip_suffix(b":"));
        let der = text
            .and_then(|text| STANDARD.decode(text).ok())
            .filter(|der| !der.is_empty());
        der.map(|der| Some(Self(der))).ok_or(Error::InvalidRequest(
            "the Client-Cert header does not hold a certificate",
        ))
    }

    /// What a token names it by: `x5t#S256`.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        hash_text(&self.0)
    }
}

/// Whether the request came with the certificate that its token is bound to.
pub(super) fn check(request: &Parts, thumbprint: &str) -> Result<(), Error> {
    let presented = request.extensions.get::<ClientCertificate>();
    let presented = presented.ok_or(Error::WrongSender(
        "the token is bound to a client certificate, and the request comes without one",
    ))?;
    match presented.thumbprint() == thumbprint {
        true => Ok(()),
        false => Err(Error::WrongSender(
            "the token is bound to another client certificate",
        )),
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use http::{HeaderMap, HeaderValue, Request};

    use super::{ClientCertificate, check};

    /// RFC 8705 appendix A.
    const CERTIFICATE: &str = "MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAxODEyMzcwOVoXDTIyMDUwMjEy\
        MzcwOVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ/Au08/coZwxS\
        7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwIDSQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOV\
        bUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=";
    const THUMBPRINT: &str = "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0";

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(
                "client-cert",
                HeaderValue::from_str(value).expect("a value"),
            );
        }
        headers
    }

    #[test]
    fn the_certificate_of_the_rfc_has_its_thumbprint() {
        let certificate = ClientCertificate(STANDARD.decode(CERTIFICATE).expect("base64"));
        assert_eq!(certificate.thumbprint(), THUMBPRINT);
        let header = format!(":{CERTIFICATE}:");
        assert_eq!(
            ClientCertificate::from_header(&headers(&[&header])),
            Ok(Some(certificate))
        );
    }

    #[test]
    fn another_certificate_or_none_is_refused() {
        let (mut request, ()) = Request::new(()).into_parts();
        let refused = check(&request, THUMBPRINT).map_err(|error| error.to_string());
        assert!(refused.is_err_and(|told| told.ends_with("without one")));
        request.extensions.insert(ClientCertificate(
            STANDARD.decode(CERTIFICATE).expect("base64"),
        ));
        assert_eq!(check(&request, THUMBPRINT), Ok(()));
        request
            .extensions
            .insert(ClientCertificate(vec![0x30, 0x00]));
        let refused = check(&request, THUMBPRINT).map_err(|error| error.to_string());
        assert!(refused.is_err_and(|told| told.ends_with("another client certificate")));
    }

    #[test]
    fn a_header_that_is_not_a_byte_sequence_is_refused() {
        for values in [
            &["MAA="][..],
            &[":MAA="],
            &[":MA A=:"],
            &["::"],
            &[":"],
            &[""],
            &[":MAA=:;a=1"],
            &[":MAA=:", ":MAA=:"],
        ] {
            assert!(
                ClientCertificate::from_header(&headers(values)).is_err(),
                "{values:?}"
            );
        }
        assert_eq!(ClientCertificate::from_header(&headers(&[])), Ok(None));
    }
}
