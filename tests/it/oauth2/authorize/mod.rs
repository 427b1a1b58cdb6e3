//! `/oauth2/authorize`: requests, and what browsers are shown until they are answered.

mod answer;
mod claims;
mod hint;
mod max_age;
mod parameters;
mod part;
mod pkce;
mod prompt;
mod race;
mod redirect_uri;
mod request_object;
mod request_uri;
mod response_mode;
mod response_type;
mod resume;
mod scope;
