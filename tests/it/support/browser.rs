//! A person's browser: it keeps cookies, sends forms with their origin, and follows redirects when it is told to.

use std::net::SocketAddr;

use axum::body::Body;
use axum::http::Request;
use url::Url;

use super::cookies::Cookies;
use super::form::Form;
use super::{Answer, Node, Params, Person, RelyingParty, Tokens, VERIFIER};

/// The cookie of the session, as it is called without https.
pub(crate) const SESSION: &str = "countersign_session";

#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) node: Node,
    pub(crate) cookies: Cookies,
    pub(crate) peer: SocketAddr,
    pub(crate) user_agent: String,
    /// Further headers of every request.
    pub(crate) says: Vec<(&'static str, &'static str)>,
}

impl Browser {
    pub(super) fn at(node: &Node) -> Self {
        Self {
            node: node.clone(),
            cookies: Cookies::default(),
            peer: SocketAddr::from(([192, 0, 2, 10], 50_000)),
            user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
                .to_owned(),
            says: Vec::new(),
        }
    }

    /// Opens a path, or a URL of the server.
    pub(crate) async fn get(&mut self, url: &str) -> Answer {
        let request = Request::get(self.path(url)).body(Body::empty());
        self.send(request.expect("a path")).await
    }

    pub(crate) async fn post(&mut self, form: &Form) -> Answer {
        self.post_with(form, &[]).await
    }

    /// Sends a form; `headers` replace what a browser says of where it comes from.
    pub(crate) async fn post_with(&mut self, form: &Form, headers: &[(&str, &str)]) -> Answer {
        let ours = [
            ("origin", self.node.issuer()),
            ("sec-fetch-site", "same-origin"),
        ];
        let said = if headers.is_empty() {
            &ours[..]
        } else {
            headers
        };
        let mut request = Request::post(self.path(&form.action))
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in said {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(form.encode())).expect("a form"))
            .await
    }

    /// Sends a form with a file beside its fields (RFC 7578).
    pub(crate) async fn post_file(&mut self, form: &Form, (name, file): (&str, &[u8])) -> Answer {
        const BOUNDARY: &str = "--a-boundary";
        let mut body = Vec::new();
        for (field, value) in &form.fields {
            let head = format!("content-disposition: form-data; name=\"{field}\"");
            body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!("content-disposition: form-data; name=\"{name}\"; filename=\"x\"");
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").bytes());
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = Request::post(self.path(&form.action))
            .header("content-type", kind)
            .header("origin", self.node.issuer());
        self.send(request.body(Body::from(body)).expect("a form"))
            .await
    }

    /// Goes where redirects lead, for as long as they stay at the server.
    pub(crate) async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            let Some(location) = answer
                .headers
                .get("location")
                .and_then(|value| value.to_str().ok())
            else {
                return answer;
            };
            let ours = location.starts_with('/')
                || location.starts_with(&format!("{}/", self.node.issuer()));
            if !ours {
                return answer;
            }
            let location = location.to_owned();
            answer = self.get(&location).await;
        }
        panic!("redirected in circles: {}", answer.dump())
    }

    /// Signs in at `/login`. What comes back is the answer to the form.
    pub(crate) async fn try_sign_in(&mut self, identifier: &str, password: &str) -> Answer {
        let page = self.get("/login").await.expect(200);
        let form = page
            .form("/login")
            .set("identifier", identifier)
            .set("password", password);
        self.post(&form).await
    }

    pub(crate) async fn sign_in(&mut self, person: &Person) -> &mut Self {
        self.try_sign_in(&person.user.username, &person.password)
            .await
            .expect(303);
        self
    }

    /// Answers the sign-in form of a waiting request, and goes on.
    pub(crate) async fn sign_in_at(&mut self, page: &Answer, person: &Person) -> Answer {
        let form = page
            .form("/login")
            .set("identifier", &person.user.username)
            .set("password", &person.password);
        let answer = self.post(&form).await.expect(303);
        self.follow(answer).await
    }

    /// Answers the consent form, and goes on.
    pub(crate) async fn decide(&mut self, page: &Answer, decision: &str) -> Answer {
        let answer = self
            .post(&page.form("/consent").set("decision", decision))
            .await
            .expect(303);
        self.follow(answer).await
    }

    /// Follows an application's link to the authorization endpoint, to the first page or back to the application.
    pub(crate) async fn authorize(
        &mut self,
        party: &RelyingParty,
        change: impl FnOnce(Params) -> Params,
    ) -> Answer {
        let url = format!("/oauth2/authorize?{}", change(party.params()).encode());
        let answer = self.get(&url).await;
        self.follow(answer).await
    }

    /// A code for an application that asks for nothing unusual.
    pub(crate) async fn code(&mut self, party: &RelyingParty) -> String {
        self.authorize(party, |params| params)
            .await
            .expect(303)
            .code()
    }

    /// Tokens for an application, from a browser that is signed in.
    pub(crate) async fn tokens(&mut self, party: &RelyingParty) -> Tokens {
        self.tokens_for(party, |params| params).await
    }

    pub(crate) async fn tokens_for(
        &mut self,
        party: &RelyingParty,
        change: impl FnOnce(Params) -> Params,
    ) -> Tokens {
        let code = self.authorize(party, change).await.expect(303).code();
        Tokens::of(&party.redeem(&code, VERIFIER).await.expect(200))
    }

    /// Whether the account page shows someone signed in.
    pub(crate) async fn is_signed_in(&mut self) -> bool {
        self.get("/account").await.status == 200
    }

    pub(crate) fn session_cookie(&self) -> String {
        self.cookies.find(SESSION).unwrap_or_default().to_owned()
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        let host = Url::parse(self.node.issuer()).expect("an issuer");
        let host = host.authority().parse().expect("a host");
        headers.insert("host", host);
        headers.insert("user-agent", self.user_agent.parse().expect("plain text"));
        for (name, value) in &self.says {
            headers.insert(*name, value.parse().expect("plain text"));
        }
        let cookies = self.cookies.header();
        if !cookies.is_empty() {
            headers.insert("cookie", cookies.parse().expect("plain text"));
        }
        let answer = self.node.send(self.peer, request).await;
        self.cookies.keep(&answer.headers);
        answer
    }

    fn path(&self, url: &str) -> String {
        url.strip_prefix(self.node.issuer())
            .unwrap_or(url)
            .to_owned()
    }
}
