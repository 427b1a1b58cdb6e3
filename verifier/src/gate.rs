//! The gate of an API: the ways to authenticate that it knows, and how it words its refusals. A [`Guard`] says what one
//! route demands.

use std::collections::HashMap;
use std::sync::Arc;

use http::request::Parts;

use crate::authenticate::{Erased, authorization};
use crate::principal::Implied;
use crate::sender::SCHEME;
use crate::{
    Authenticator, Challenge, Clock, Error, Guard, Method, Principal, Refusal, SystemClock,
    Verifier,
};

/// The header that may carry an API key instead of `Authorization`.
pub(crate) const API_KEY_HEADER: &str = "x-api-key";

/// What an API accepts. Clones are cheap and equal.
///
/// ```
/// use countersign_verifier::{Gate, Verifier};
///
/// # fn gate() -> Result<Gate, countersign_verifier::SetupError> {
/// let verifier = Verifier::discover("https://id.example.org").audience("https://api.example.org").build()?;
/// let gate = Gate::from(verifier)
///     .role_permits("editor", ["notes:publish", "notes:delete"])
///     .resource_metadata("https://api.example.org/.well-known/oauth-protected-resource");
/// # Ok(gate)
/// # }
/// ```
#[derive(Clone)]
pub struct Gate(Arc<Settings>);

#[derive(Clone)]
struct Settings {
    chain: Vec<Arc<dyn Erased>>,
    realm: String,
    resource_metadata: Option<String>,
    implied: Arc<Implied>,
    clock: Arc<dyn Clock>,
}

/// Left in a request by the gate that knows who makes it, so that nobody is asked twice. It is private: nothing else can
/// put one there.
#[derive(Clone)]
struct Known {
    by: Gate,
    principal: Principal,
    /// Whether a guard has let them in. Who was refused is known as well, and for the next guard still a stranger.
    let_in: bool,
}

impl Gate {
    /// A gate that lets nobody through yet: give it an authenticator.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Settings {
            chain: Vec::new(),
            realm: "api".to_owned(),
            resource_metadata: None,
            implied: Arc::new(HashMap::new()),
            clock: Arc::new(SystemClock),
        }))
    }

    /// One more way to authenticate. They are asked in the order in which they were given, and the first that
    /// [takes](Authenticator::takes) a request judges it alone.
    #[must_use]
    pub fn with(self, authenticator: impl Authenticator) -> Self {
        self.set(|settings| settings.chain.push(Arc::new(authenticator)))
    }

    /// The protection space of the challenges (RFC 9110 section 11.5). Unless set it is `api`, and in a gate that was made
    /// from a verifier that one's audience.
    #[must_use]
    pub fn realm(self, realm: impl Into<String>) -> Self {
        self.set(|settings| settings.realm = realm.into())
    }

    /// Where clients find out how to get a token for this API (RFC 9728 section 5.1).
    #[must_use]
    pub fn resource_metadata(self, url: impl Into<String>) -> Self {
        self.set(|settings| settings.resource_metadata = Some(url.into()))
    }

    /// What a role permits in this application. Tokens need not carry it then.
    #[must_use]
    pub fn role_permits<P>(self, role: impl AsRef<str>, permissions: P) -> Self
    where
        P: IntoIterator<Item: AsRef<str>>,
    {
        let permissions = permissions.into_iter();
        let permissions = permissions.map(|permission| permission.as_ref().to_owned());
        self.set(|settings| {
            let implied = Arc::make_mut(&mut settings.implied);
            let of_role = implied.entry(role.as_ref().to_owned()).or_default();
            of_role.extend(permissions);
        })
    }

    /// Where the time comes from by which the age of a sign-in is judged. Unless set it is the machine's clock, and in a
    /// gate that was made from a verifier that one's.
    #[must_use]
    pub fn clock(self, clock: impl Clock + 'static) -> Self {
        self.set(|settings| settings.clock = Arc::new(clock))
    }

    /// Who makes a request, if the guard lets them through. What was found out is left in the request for the next
    /// guard: within one request nothing is verified twice.
    ///
    /// # Errors
    ///
    /// The answer to send instead.
    pub async fn admit(&self, request: &mut Parts, guard: &Guard) -> Result<Principal, Refusal> {
        let admitted = self.judge(request, guard).await;
        admitted.map_err(|error| self.refuse(error, request, guard))
    }

    /// How this gate says no to a request.
    #[must_use]
    pub fn refuse(&self, error: Error, request: &Parts, guard: &Guard) -> Refusal {
        let used = authorization(request).ok().flatten();
        let refusal = Refusal::new(error, self.challenges(guard), used.map(|used| used.scheme));
        refusal.log();
        refusal
    }

    pub(crate) async fn judge(
        &self,
        request: &mut Parts,
        guard: &Guard,
    ) -> Result<Principal, Error> {
        let mut known = match self.known(request) {
            Some(known) => known,
            None => Known {
                by: self.clone(),
                principal: self.authenticate(request, guard).await?,
                let_in: false,
            },
        };
        let passes = self.passes(&known, guard);
        let principal = known.principal.clone();
        if passes.is_ok() {
            known.let_in = true;
            request.extensions.insert(principal.clone());
        }
        request.extensions.insert(known);
        passes.map(|()| principal)
    }

    /// Who makes the request, if this very gate has found that out already.
    fn known(&self, request: &Parts) -> Option<Known> {
        let known = request.extensions.get::<Known>()?;
        Arc::ptr_eq(&known.by.0, &self.0).then(|| known.clone())
    }

    fn passes(&self, known: &Known, guard: &Guard) -> Result<(), Error> {
        let method = known.principal.method();
        let stays = known.let_in && guard.keeps(method);
        if !stays && !guard.allows(method) {
            return Err(Error::MethodRefused(method));
        }
        guard.check(&known.principal, self.0.clock.now())
    }

    async fn authenticate(&self, request: &Parts, guard: &Guard) -> Result<Principal, Error> {
        let carried = authorization(request)?;
        if carried.is_some() && self.has_a_key_too(request) {
            return Err(Error::InvalidRequest(
                "there is an API key beside the Authorization header",
            ));
        }
        let Some(judge) = self.0.chain.iter().find(|way| way.takes(request)) else {
            return Err(match carried {
                Some(carried) if carried.is_bearer() => {
                    Error::Malformed("it is of no kind that this API knows")
                }
                _ => Error::MissingToken,
            });
        };
        if !guard.allows(judge.method()) {
            return Err(Error::MethodRefused(judge.method()));
        }
        let principal = judge.authenticate(request).await?;
        Ok(principal.with_implied(Some(Arc::clone(&self.0.implied))))
    }

    /// Where no API key is taken, that header is none of this gate's: a proxy may want it for itself.
    fn has_a_key_too(&self, request: &Parts) -> bool {
        let takes_keys = || {
            let mut ways = self.0.chain.iter();
            ways.any(|way| way.method() == Method::ApiKey)
        };
        request.headers.contains_key(API_KEY_HEADER) && takes_keys()
    }

    /// One challenge a scheme, of the ways that the guard allows.
    fn challenges(&self, guard: &Guard) -> Vec<Challenge> {
        let mut offered: Vec<Challenge> = Vec::new();
        let allowed = self.0.chain.iter().filter(|way| guard.allows(way.method()));
        for challenge in allowed.flat_map(|way| way.challenges()) {
            if offered
                .iter()
                .any(|other| other.scheme() == challenge.scheme())
            {
                continue;
            }
            offered.push(self.worded(challenge));
        }
        if guard.wants_sender() && offered.iter().any(|one| one.scheme() == SCHEME) {
            // Whoever answered to it would be refused.
            offered.retain(|one| one.scheme() != "Bearer");
        }
        offered
    }

    fn worded(&self, challenge: Challenge) -> Challenge {
        let challenge = match challenge.has("realm") {
            true => challenge,
            false => challenge.led_by("realm", &self.0.realm),
        };
        match &self.0.resource_metadata {
            Some(url) if challenge.scheme() != "Basic" => challenge.with("resource_metadata", url),
            _ => challenge,
        }
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Verifier> for Gate {
    /// A gate that accepts the JWT access tokens of one issuer.
    fn from(verifier: Verifier) -> Self {
        let (realm, clock) = (verifier.realm().to_owned(), verifier.clock());
        let gate = Self::new().with(verifier).realm(realm);
        gate.set(|settings| settings.clock = clock)
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let methods: Vec<_> = self.0.chain.iter().map(|way| way.method()).collect();
        f.debug_struct("Gate")
            .field("methods", &methods)
            .field("realm", &self.0.realm)
            .finish()
    }
}
