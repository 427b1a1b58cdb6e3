//! Where people do what is due of them before an application is answered. Each page goes back to the request that waits.

use crate::domain::Task;

pub(in crate::web) fn page_of(task: Task) -> &'static str {
    match task {
        Task::Enrol => "/enrol",
        Task::VerifyEmail => "/verify",
        Task::AcceptTerms => "/terms",
    }
}
