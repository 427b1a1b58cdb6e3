//! Names to addresses, for requests that somebody else named. A name is looked up once, its addresses are checked, and the
//! connection goes to one of these and to no other: so a name that changes its address in between gains nothing.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::guard::{Refused, is_public};

type Lookup = dyn Fn(&str) -> Vec<IpAddr> + Send + Sync;

/// Who is asked for the addresses of a name.
#[derive(Clone, Default)]
pub enum Names {
    /// The machine's own resolver.
    #[default]
    System,
    /// A function, for tests.
    Given(Arc<Lookup>),
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Given(_) => "Given",
        })
    }
}

impl Names {
    async fn addresses(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        match self {
            Self::System => Ok(tokio::net::lookup_host((name, 0)).await?.collect()),
            Self::Given(answer) => Ok(answer(name)
                .into_iter()
                .map(|address| SocketAddr::new(address, 0))
                .collect()),
        }
    }
}

/// The resolver of the guarded client. Of a name's addresses it knows only those that may be reached.
#[derive(Debug)]
pub(super) struct Guarded {
    names: Names,
    allow_private: bool,
}

impl Guarded {
    pub(super) fn new(names: Names, allow_private: bool) -> Self {
        Self {
            names,
            allow_private,
        }
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, allow_private) = (self.names.clone(), self.allow_private);
        Box::pin(async move {
            let mut found = names.addresses(name.as_str()).await?;
            if found.is_empty() {
                return Err(io::Error::from(io::ErrorKind::NotFound).into());
            }
            found.retain(|address| allow_private || is_public(address.ip()));
            if found.is_empty() {
                return Err(Refused("the name leads to no public address").into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(answers: &[&str]) -> Names {
        let answers: Vec<IpAddr> = answers.iter().map(|text| text.parse().unwrap()).collect();
        Names::Given(Arc::new(move |_| answers.clone()))
    }

    async fn resolved(names: Names, allow_private: bool) -> Option<Vec<String>> {
        let name = "rp.example.com".parse().unwrap();
        let found = Guarded::new(names, allow_private)
            .resolve(name)
            .await
            .ok()?;
        Some(found.map(|address| address.ip().to_string()).collect())
    }

    #[tokio::test]
    async fn only_checked_addresses_are_handed_on() {
        let mixed = ["127.0.0.1", "8.8.8.8", "fd00::1", "169.254.169.254"];
        assert_eq!(
            resolved(given(&mixed), false).await.as_deref(),
            Some(&["8.8.8.8".to_owned()][..])
        );
        assert_eq!(
            resolved(given(&mixed), true).await.map(|all| all.len()),
            Some(4)
        );
        assert_eq!(resolved(given(&["10.0.0.1", "::1"]), false).await, None);
        assert_eq!(resolved(given(&[]), true).await, None);
    }
}
