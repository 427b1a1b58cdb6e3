//! What a person has to do after signing in, before anything is issued to an application.

use crate::base::named::named;

named! {
    pub enum Task {
        /// Set up a factor that the application, an API, a role or the operator asks for.
        Enrol = "enrol",
        VerifyEmail = "verify_email",
        AcceptTerms = "accept_terms",
    }
}
