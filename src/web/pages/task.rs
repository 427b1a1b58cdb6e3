//! Where people do what is due of them before an application is answered. Each page goes back to the request that waits.

use crate::domain::Task;
use crate::web::path;

pub(in crate::web) fn page_of(task: Task) -> &'static str {
    match task {
        Task::Enrol => path::ENROL,
        Task::VerifyEmail => path::VERIFY,
        Task::AcceptTerms => path::TERMS,
    }
}
