//! Request parameters, read once for all endpoints (RFC 6749 section 3.1): an empty one is absent, a repeated one is refused,
//! an unknown one is ignored. `resource` alone may repeat (RFC 8707 section 2).

use super::error::{Error, ErrorCode, refuse};

const REPEATABLE: &str = "resource";
/// No request of the field comes near.
const MOST: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads `application/x-www-form-urlencoded` text: a query or a body.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::of(url::form_urlencoded::parse(text.as_bytes()))
    }

    /// Takes in parameters that came in another form, by the same rules.
    pub fn of<T: Into<String>>(all: impl IntoIterator<Item = (T, T)>) -> Result<Self, Error> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in all {
            let (name, value): (String, String) = (name.into(), value.into());
            if value.is_empty() {
                continue;
            }
            if pairs.len() == MOST {
                return refuse(ErrorCode::InvalidRequest, "there are too many parameters");
            }
            if name != REPEATABLE && pairs.iter().any(|(known, _)| *known == name) {
                return refuse(ErrorCode::InvalidRequest, "a parameter is repeated");
            }
            if value.contains('\0') || value.contains(char::REPLACEMENT_CHARACTER) {
                return refuse(
                    ErrorCode::InvalidRequest,
                    "a parameter is not valid UTF-8 text",
                );
            }
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }

    /// As [`Parameters::parse`] read them, to be kept and parsed again.
    pub fn encode(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }

    pub fn find(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A parameter that the request cannot do without.
    pub fn require(&self, name: &'static str) -> Result<&str, Error> {
        self.find(name).ok_or_else(|| {
            super::Refusal::new(ErrorCode::InvalidRequest, "a required parameter is missing")
                .because(name)
                .into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_parameter_is_refused_and_resource_is_not() {
        let good = Parameters::parse("client_id=a&resource=x&resource=y&state=").unwrap();
        assert_eq!(good.all("resource").collect::<Vec<_>>(), ["x", "y"]);
        assert!(!good.has("state"), "an empty parameter is an absent one");
        assert!(Parameters::parse("client_id=a&client_id=b").is_err());
        assert!(Parameters::parse("client_id=a%00").is_err());
        assert!(Parameters::parse("client_id=%ff").is_err());
    }

    #[test]
    fn what_is_kept_reads_the_same() {
        let first = Parameters::parse("state=a%26b%3Dc&resource=x&resource=y").unwrap();
        assert_eq!(Parameters::parse(&first.encode()).unwrap(), first);
    }
}
