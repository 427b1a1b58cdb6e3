//! Letters: written, queued, sent, and read at `/dev/mail` by whoever develops.

mod mailbox;
mod notice;
mod queue;
mod sending;
