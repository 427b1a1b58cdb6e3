//! A connection to the directory, for one sign-in: whose entry, whether the password is right, which groups.

use std::pin::Pin;
use std::time::Duration;

use ldap3::{Ldap, LdapError, Scope, SearchEntry, SearchOptions};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Sleep;
use tokio_util::task::AbortOnDropHandle;

use super::open::Directory;
use super::{Entry, Found, Group, Trouble, Verdict, entry, filter, refused};
use crate::base::Timestamp;

/// When all has to be answered.
pub(super) type Deadline = Pin<Box<Sleep>>;

pub struct Line {
    pub(super) directory: Directory,
    pub(super) ldap: Ldap,
    pub(super) until: Deadline,
    pub(super) called: Timestamp,
    pub(super) _free: OwnedSemaphorePermit,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Line").field(&self.directory).finish()
    }
}

impl Line {
    /// Whose entry it is that has this name, as somebody typed it.
    pub async fn find(&mut self, typed: &str) -> Result<Found, Trouble> {
        let template = self.directory.0.settings.user_filter();
        let filter = filter::filled(template, &[("{username}", typed)]);
        self.find_by(filter).await
    }

    /// The entry that is known by its identifier, whatever it is called now.
    pub async fn find_by_id(&mut self, id: &str) -> Result<Found, Trouble> {
        let filter = filter::by_id(self.directory.0.settings.id_attribute(), id);
        self.find_by(filter).await
    }

    async fn find_by(&mut self, filter: String) -> Result<Found, Trouble> {
        let settings = &self.directory.0.settings;
        let base = settings.base_dn.clone().unwrap_or_default();
        let attributes = entry::attributes(settings);
        // Two are enough to know that it is not one.
        let found = self.search(base, filter, (attributes, 2)).await?;
        self.directory.0.circuit.works();
        Ok(entry::one(&self.directory.0.settings, &found))
    }

    /// Whether the password is that of the entry: by a bind. One without a password would succeed whosever entry it is (RFC 4513
    /// section 5.1.2), so it is not even sent.
    pub async fn check(
        &mut self,
        entry: &Entry,
        password: &SecretString,
    ) -> Result<Verdict, Trouble> {
        if password.expose_secret().is_empty() || entry.dn.is_empty() {
            return Ok(Verdict::Refused("there is no password"));
        }
        let (mut ldap, dn, password) = (self.ldap.clone(), entry.dn.clone(), password.clone());
        let bind = asked(async move { ldap.simple_bind(&dn, password.expose_secret()).await });
        let bound = within(&mut self.until, bind).await;
        let bound = self.noted(bound)?;
        match (bound.rc, refused::reason(bound.rc, &bound.text)) {
            (0, _) if entry.disabled => {
                Ok(Verdict::Refused("the entry is disabled in the directory"))
            }
            (0, _) => Ok(Verdict::Right),
            (_, Some(reason)) => Ok(Verdict::Refused(reason)),
            (code, None) => self.noted(Err(Trouble::because(format_args!(
                "it answered a bind with code {code}"
            )))),
        }
    }

    /// The groups that it is in, as the account sees them that looks people up.
    pub async fn groups(&mut self, entry: &Entry) -> Result<Vec<Group>, Trouble> {
        let inner = &self.directory.0;
        let bound = within(&mut self.until, inner.bind(self.ldap.clone())).await;
        self.noted(bound)?;
        let settings = &self.directory.0.settings;
        let base = settings
            .group_base_dn
            .as_ref()
            .or(settings.base_dn.as_ref());
        let base = base.cloned().unwrap_or_default();
        let username = entry.usernames.first().map_or("", String::as_str);
        let values = [("{dn}", entry.dn.as_str()), ("{username}", username)];
        let filter = filter::filled(settings.group_filter(), &values);
        let found = self
            .search(base, filter, (vec!["cn".to_owned()], 0))
            .await?;
        Ok(found.into_iter().map(entry::group).collect())
    }

    /// Searches for at most so many entries, all where that is 0.
    async fn search(
        &mut self,
        base: String,
        filter: String,
        (attributes, most): (Vec<String>, i32),
    ) -> Result<Vec<SearchEntry>, Trouble> {
        let mut ldap = self.ldap.clone();
        let work = asked(async move {
            let options = SearchOptions::new().sizelimit(most);
            let ldap = ldap.with_search_options(options);
            let found = ldap.search(&base, Scope::Subtree, &filter, attributes);
            let ldap3::SearchResult(entries, result) = found.await?;
            let entries: Vec<_> = entries.into_iter().map(SearchEntry::construct).collect();
            Ok((entries, result.rc))
        });
        let found = within(&mut self.until, work).await;
        match self.noted(found)? {
            (entries, 0) => Ok(entries),
            // More than were asked for, which is for the caller to say something about.
            (entries, 4) if most > 0 => Ok(entries),
            (_, code) => self.noted(Err(Trouble::because(of_search(code)))),
        }
    }

    fn noted<T>(&self, result: Result<T, Trouble>) -> Result<T, Trouble> {
        if result.is_err() {
            self.directory.0.circuit.failed(self.called);
        }
        result
    }
}

/// What a search's result code (RFC 4511 section 4.1.9) means for the operator.
fn of_search(code: u32) -> String {
    match code {
        4 | 11 => "it tells of no more groups than that: narrow `directory.group_filter`".to_owned(),
        10 => "it refers us to another directory, which is not followed".to_owned(),
        32 => "there is no entry `directory.base_dn` or `directory.group_base_dn`, or `directory.bind_dn` may not see it"
            .to_owned(),
        50 => "`directory.bind_dn` may not search there".to_owned(),
        code => format!("it answered a search with code {code}"),
    }
}

pub(super) fn deadline(after: Duration) -> Deadline {
    Box::pin(tokio::time::sleep(after))
}

pub(super) async fn within<T>(
    until: &mut Deadline,
    work: impl Future<Output = Result<T, Trouble>>,
) -> Result<T, Trouble> {
    tokio::select! {
        biased;
        done = work => done,
        () = until => Err(Trouble::because("it took too long")),
    }
}

/// Asks in a task of its own, which ends with whoever waits for it: the library panics at an answer that is no LDAP.
pub(super) async fn asked<T: Send + 'static>(
    work: impl Future<Output = Result<T, LdapError>> + Send + 'static,
) -> Result<T, Trouble> {
    match AbortOnDropHandle::new(tokio::spawn(work)).await {
        Ok(answer) => answer.map_err(Trouble::because),
        Err(_) => Err(Trouble::because("it answered what is no LDAP")),
    }
}
