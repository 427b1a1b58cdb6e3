//! What a person has to do after signing in, before anything is issued to an application. A factor that is asked for and not there
//! is for who asks for it to say.

use crate::app::App;
use crate::domain::{Task, User};

/// What is due of this person, in the order in which it is to be done.
pub fn due(_app: &App, _user: &User) -> Vec<Task> {
    Vec::new()
}
