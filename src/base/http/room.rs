//! Places for requests that are on their way: so many in all, and few for one host, so that a slow server takes nobody
//! else's.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use super::FetchError;

#[derive(Debug)]
pub(super) struct Room {
    all: Arc<Semaphore>,
    for_one_host: usize,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// A place that is taken. The host's is given back before the common one.
#[derive(Debug)]
pub(super) struct Place {
    _host: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Room {
    pub(super) fn of(places: usize, for_one_host: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new(places)),
            for_one_host,
            hosts: Mutex::default(),
        }
    }

    /// Waits for a place. Who waits for their host takes no common place meanwhile.
    pub(super) async fn enter(&self, url: &Url) -> Result<Place, FetchError> {
        let closed = |error: tokio::sync::AcquireError| FetchError::Remote(error.to_string());
        let host = self.host(url.authority());
        let host = host.acquire_owned().await.map_err(closed)?;
        let all = Arc::clone(&self.all);
        let all = all.acquire_owned().await.map_err(closed)?;
        Ok(Place {
            _host: host,
            _all: all,
        })
    }

    fn host(&self, authority: &str) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        // Of hosts that nobody is on the way to, or waits for, nothing need be remembered.
        hosts.retain(|_, places| Arc::strong_count(places) > 1);
        let places = hosts.entry(authority.to_owned());
        Arc::clone(places.or_insert_with(|| Arc::new(Semaphore::new(self.for_one_host))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_host_takes_nobody_else_s_place() {
        let room = Room::of(6, 4);
        let url = |host: &str| Url::parse(&format!("https://{host}/x")).unwrap();
        let (slow, other) = (url("slow.example"), url("other.example"));
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(room.enter(&slow).await.unwrap());
        }
        let waiting = room.enter(&slow);
        tokio::pin!(waiting);
        tokio::select! {
            biased;
            _ = &mut waiting => panic!("the host is full"),
            place = room.enter(&other) => drop(place.unwrap()),
        }
        drop(held.pop());
        waiting.await.unwrap();
        drop(held);
        room.enter(&other).await.unwrap();
        assert_eq!(room.hosts.lock().unwrap().len(), 1);
    }
}
