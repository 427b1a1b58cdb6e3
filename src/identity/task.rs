//! What a person has to do after signing in, before anything is issued to an application. A factor that is asked for and not there
//! is for who asks for it to say.

use super::{terms, verification};
use crate::app::App;
use crate::domain::{Task, User};

/// What is due of this person, in the order in which it is to be done.
pub fn due(app: &App, user: &User) -> Vec<Task> {
    let tasks = [
        (Task::VerifyEmail, verification::is_due(app, user)),
        (Task::AcceptTerms, terms::is_due(app, user)),
    ];
    let due = tasks.into_iter().filter(|(_, is_due)| *is_due);
    due.map(|(task, _)| task).collect()
}
