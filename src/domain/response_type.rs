//! What the authorization endpoint gives out itself (OAuth 2.0 Multiple Response Type Encoding Practices sections 3 and 5).
//!
//! A client has `code` unless it registered others alone. Those put tokens into URLs, so a client has to be allowed each (RFC
//! 9700 section 2.1.2).

use crate::base::named::named;

named! {
    pub enum ResponseType {
        Code = "code",
        IdToken = "id_token",
        IdTokenToken = "id_token token",
        CodeIdToken = "code id_token",
        CodeToken = "code token",
        CodeIdTokenToken = "code id_token token",
    }
}

impl ResponseType {
    /// Reads the parameter: words parted by blanks, in any order.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        Self::named(&words.join(" "))
    }

    pub fn has_code(self) -> bool {
        self.has("code")
    }

    pub fn has_id_token(self) -> bool {
        self.has("id_token")
    }

    /// Whether it gives out an access token.
    pub fn has_token(self) -> bool {
        self.has("token")
    }

    fn has(self, word: &str) -> bool {
        self.as_str().split(' ').any(|known| known == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_any_order() {
        assert_eq!(
            ResponseType::parse("id_token code"),
            Some(ResponseType::CodeIdToken)
        );
        assert_eq!(
            ResponseType::parse("token id_token code"),
            Some(ResponseType::CodeIdTokenToken)
        );
        assert_eq!(ResponseType::parse("code"), Some(ResponseType::Code));
        for unknown in ["", "token", "none", "code code", "code  id_token", "CODE"] {
            assert_eq!(ResponseType::parse(unknown), None, "{unknown:?}");
        }
    }

    #[test]
    fn each_says_what_it_gives() {
        let hybrid = ResponseType::CodeIdToken;
        assert!(hybrid.has_code() && hybrid.has_id_token() && !hybrid.has_token());
        let implicit = ResponseType::IdTokenToken;
        assert!(!implicit.has_code() && implicit.has_id_token() && implicit.has_token());
    }
}
