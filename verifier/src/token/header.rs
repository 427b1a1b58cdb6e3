//! The JOSE header (RFC 7515 section 4), judged before any key is looked for.

use std::borrow::Cow;

use super::members::Members;
use super::watch::{Check, Strict, Watch};
use crate::{Algorithm, Error};

/// Members that would change how the token is to be read.
pub(crate) const EXTENSIONS: [&str; 3] = ["crit", "b64", "zip"];

/// What a header may decide: under which of the allowed algorithms, with which of the issuer's keys. Key material in
/// it (`jwk`, `jku`, `x5u`, `x5c`) is not even read, for whoever forges a token writes its header too.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) algorithm: Algorithm,
    pub(crate) kid: String,
}

impl Header {
    /// `wanted` is the type that the token must say to be.
    pub(crate) fn read(bytes: &[u8], allowed: &[Algorithm], wanted: &str) -> Result<Self, Error> {
        Self::read_watched(bytes, allowed, wanted, &mut Strict)
    }

    /// The same for those who want to see each check.
    pub(crate) fn read_watched(
        bytes: &[u8],
        allowed: &[Algorithm],
        wanted: &str,
        watch: &mut impl Watch,
    ) -> Result<Self, Error> {
        let Written {
            typ,
            alg,
            kid,
            extended,
        } = watch.note(Check::Header, Written::read(bytes))?;
        let plain = match extended {
            true => Err(Error::Malformed("its header asks for an extension")),
            false => Ok(()),
        };
        watch.see(Check::Extensions, plain)?;
        let is_wanted = typ.as_deref().is_some_and(|typ| is_type(typ, wanted));
        let typed = match is_wanted {
            true => Ok(()),
            false => Err(Error::WrongType {
                typ: typ.map(Into::into),
            }),
        };
        watch.see(Check::Type, typed)?;
        let algorithm = alg
            .as_deref()
            .and_then(Algorithm::named)
            .filter(|algorithm| allowed.contains(algorithm));
        let refused = || Error::AlgorithmRefused {
            alg: alg.map(Into::into),
        };
        let algorithm = watch.note(Check::Algorithm, algorithm.ok_or_else(refused));
        // Countersign names its key in every token; without a name we would have to try keys.
        let kid = watch.note(Check::KeyId, kid.ok_or(Error::UnknownKey { kid: None }));
        Ok(Self {
            algorithm: algorithm?,
            kid: kid?.into_owned(),
        })
    }
}

/// What a header says, before any of it is judged.
struct Written<'t> {
    typ: Option<Cow<'t, str>>,
    alg: Option<Cow<'t, str>>,
    kid: Option<Cow<'t, str>>,
    /// No extension is understood here, so none may be critical (RFC 7515 section 4.1.11); `b64` (RFC 7797) and `zip`
    /// change what the payload is, even for a sender that forgot to say so.
    extended: bool,
}

impl<'t> Written<'t> {
    fn read(bytes: &'t [u8]) -> Result<Self, Error> {
        let mut members = Members::read(bytes, &["typ", "alg", "kid"])
            .map_err(|_| Error::Malformed("its header is not a JSON object"))?;
        let mut text = |name| {
            members
                .text(name)
                .map_err(|_| Error::Malformed("its header has a member of a wrong type"))
        };
        Ok(Self {
            typ: text("typ")?,
            alg: text("alg")?,
            kid: text("kid")?,
            extended: EXTENSIONS
                .iter()
                .any(|name| members.rest.contains_key(*name)),
        })
    }
}

/// A media type: case-insensitive, and `application/` may be left out (RFC 9068 section 4, RFC 7515 section 4.1.9).
fn is_type(typ: &str, wanted: &str) -> bool {
    let prefix = "application/";
    let short = match typ.get(..prefix.len()) {
        Some(start) if start.eq_ignore_ascii_case(prefix) => &typ[prefix.len()..],
        _ => typ,
    };
    short.eq_ignore_ascii_case(wanted)
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, Error, Header};

    fn read(header: &str) -> Result<Header, Error> {
        Header::read(header.as_bytes(), &[Algorithm::Rs256], "at+jwt")
    }

    #[test]
    fn an_access_token_header_is_read() {
        for typ in [
            "at+jwt",
            "AT+JWT",
            "application/at+jwt",
            "Application/At+Jwt",
        ] {
            let header = read(&format!(
                r#"{{"alg":"RS256","typ":"{typ}","kid":"k","x5c":["a"],"jku":"https://e"}}"#
            ));
            assert_eq!(header.expect(typ).kid, "k");
        }
    }

    #[test]
    fn other_types_are_refused() {
        for typ in [
            r#""JWT""#,
            r#""at+jwt ""#,
            r#""text/at+jwt""#,
            r#""application/""#,
            r#""application/application/at+jwt""#,
            r#""""#,
            r#""logout+jwt""#,
        ] {
            let refused = read(&format!(r#"{{"alg":"RS256","typ":{typ},"kid":"k"}}"#));
            assert_eq!(
                refused.err().map(|error| error.reason()),
                Some("wrong_token_type"),
                "{typ}"
            );
        }
        assert_eq!(
            read(r#"{"alg":"RS256","kid":"k"}"#)
                .err()
                .map(|error| error.reason()),
            Some("wrong_token_type")
        );
    }

    #[test]
    fn extensions_and_wrong_types_are_refused() {
        for member in [
            r#""crit":[]"#,
            r#""crit":["exp"]"#,
            r#""b64":false"#,
            r#""b64":true"#,
            r#""zip":"DEF""#,
        ] {
            let refused = read(&format!(
                r#"{{"alg":"RS256","typ":"at+jwt","kid":"k",{member}}}"#
            ));
            assert!(matches!(refused, Err(Error::Malformed(_))), "{member}");
        }
        for header in [
            r#"{"alg":"RS256","typ":"at+jwt","kid":1}"#,
            r#"{"alg":["RS256"],"typ":"at+jwt","kid":"k"}"#,
            r#"{"alg":"RS256","typ":["at+jwt"],"kid":"k"}"#,
            r#"{"alg":"RS256","typ":"at+jwt","kid":null}"#,
            r#"{"alg":"RS256","alg":"none","typ":"at+jwt","kid":"k"}"#,
        ] {
            assert!(matches!(read(header), Err(Error::Malformed(_))), "{header}");
        }
    }

    #[test]
    fn the_allow_list_decides_and_not_the_header() {
        for alg in [
            "none", "HS256", "PS256", "ES256", "EdDSA", "RS384", "rs256", "",
        ] {
            let refused = read(&format!(r#"{{"alg":"{alg}","typ":"at+jwt","kid":"k"}}"#));
            assert_eq!(
                refused.err().map(|error| error.reason()),
                Some("algorithm_refused"),
                "{alg}"
            );
        }
        assert_eq!(
            read(r#"{"typ":"at+jwt","kid":"k"}"#)
                .err()
                .map(|error| error.reason()),
            Some("algorithm_refused")
        );
    }
}
