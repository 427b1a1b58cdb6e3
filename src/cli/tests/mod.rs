//! Command lines as they are understood, and commands as they answer on a database of their own.

mod api_keys;
mod clients;
mod commands;
mod demands;
mod imports;
mod invitations;
mod lines;
mod mails;
mod providers;
mod tokens;
mod users;
