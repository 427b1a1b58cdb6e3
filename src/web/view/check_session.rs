//! The frame in which applications ask whether the sign-in has changed (OIDC Session Management section 3.2). Nobody sees it.

use askama::Template;

/// A script, and the name of the cookie that it reads.
#[derive(Clone, Debug, Template)]
#[template(path = "check_session.html")]
pub struct CheckSession {
    pub cookie: String,
}
