//! Letters: written, queued, sent, and read at `/dev/mail` by whoever develops.

mod queue;
