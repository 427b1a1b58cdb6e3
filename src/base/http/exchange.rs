//! A request to a server that the operator named, such as one where people have accounts: whole, with its method, headers and
//! body. The guard and the bounds are those of all other requests abroad.

use reqwest::Method;
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::{Answer, FetchError, Http};

/// Some servers refuse whoever does not say what they are.
const OURS: &str = concat!("countersign/", env!("CARGO_PKG_VERSION"));

/// A request as it is to be sent. Headers are pairs of name and value.
#[derive(Clone)]
pub struct Call {
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl Http {
    /// Sends it and reads the answer. What its status means is for the caller.
    pub async fn exchange(&self, call: Call) -> Result<Answer, FetchError> {
        let url = self.permit(&call.url)?;
        let unfit = |_| FetchError::Remote("cannot be sent such a request".to_owned());
        let method = Method::from_bytes(call.method.as_bytes())
            .map_err(|_| FetchError::Remote("cannot be sent such a method".to_owned()))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &call.headers {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| FetchError::Remote("cannot be sent such a header".to_owned()))?;
            headers.append(name, HeaderValue::from_bytes(value).map_err(unfit)?);
        }
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        headers.insert(USER_AGENT, HeaderValue::from_static(OURS));
        let request = self.guarded.request(method, url.clone()).headers(headers);
        let request = request.body(call.body);
        self.reach(request, self.exchanges.enter(&url)).await
    }
}
