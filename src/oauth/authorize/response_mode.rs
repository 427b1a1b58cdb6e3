//! How an answer travels back (OAuth 2.0 Multiple Response Type Encoding Practices section 2.1, OAuth 2.0 Form Post Response
//! Mode). Discovery reads this list.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

impl ResponseMode {
    pub const ALL: [ResponseMode; 3] = [Self::Query, Self::Fragment, Self::FormPost];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }
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
