//! How an answer travels back (OAuth 2.0 Multiple Response Type Encoding Practices section 2.1, OAuth 2.0 Form Post Response
//! Mode). Discovery reads this list.

use crate::base::named::named;
use crate::domain::ResponseType;
use crate::oauth::error::{Error, ErrorCode, Refusal};

named! {
    pub enum ResponseMode {
        Query = "query",
        Fragment = "fragment",
        FormPost = "form_post",
    }
}

impl ResponseMode {
    /// How the answer to a request travels, whatever else is wrong with it: the mode asked for where it fits, or else the
    /// default of the response type. No token gets into a query, where servers and histories would keep it.
    pub(super) fn of(response_type: &str, asked: Option<&str>) -> Self {
        let asked = asked.and_then(Self::named);
        match (asked, names_a_token(response_type)) {
            (None | Some(Self::Query), true) => Self::Fragment,
            (None, false) => Self::Query,
            (Some(mode), _) => mode,
        }
    }

    /// Refuses a mode that is unknown, or that would put tokens into a query.
    pub(super) fn check(asked: Option<&str>, response_type: ResponseType) -> Result<(), Error> {
        let refused = |words| {
            let refusal = Refusal::new(ErrorCode::InvalidRequest, words);
            Err(refusal.because(format_args!("{asked:?}")).into())
        };
        match asked.map(Self::named) {
            Some(None) => refused("the response mode is not supported"),
            Some(Some(Self::Query)) if names_a_token(response_type.as_str()) => {
                refused("the response mode query is not for tokens")
            }
            _ => Ok(()),
        }
    }
}

/// Of the text, so that a response type that is not supported is told so in the same place.
fn names_a_token(response_type: &str) -> bool {
    let mut words = response_type.split(' ');
    words.any(|word| word == "token" || word == "id_token")
}

/// An answer, ready to be carried by the browser.
#[derive(Debug, PartialEq, Eq)]
pub enum Carried {
    /// By a redirect to this address.
    Redirect(String),
    /// By a form that the browser posts there.
    Form {
        action: String,
        fields: Vec<(String, String)>,
    },
}
