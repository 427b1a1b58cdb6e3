//! What a route demands, as a value: which ways to authenticate it accepts, and what the principal must have.

use std::borrow::Cow;
use std::sync::Arc;

use super::demand::Demand;
use super::methods::Methods;
use super::step_up::StepUp;
use crate::{Error, Method, Needed, Principal};

/// What one route demands. Every demand must be met.
///
/// ```
/// use countersign_verifier::{Guard, Method};
///
/// let publishing = Guard::new().roles(["admin", "editor"]).scope("notes:write").max_age(300);
/// let reading = Guard::new().scope("notes:read").allow_api_key();
/// let metrics = Guard::new().only([Method::Basic]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Guard {
    methods: Methods,
    demands: Cow<'static, [Demand]>,
    step_up: StepUp,
}

impl Guard {
    /// [`Guard::new`], made once.
    #[cfg(any(feature = "actix", feature = "axum"))]
    pub(crate) const PLAIN: &'static Self = &Self::constant(&[]);
    /// Whoever is authenticated, in whatever way.
    #[cfg(feature = "axum")]
    pub(crate) const ANYBODY: &'static Self = &Self {
        methods: Methods::Any,
        demands: Cow::Borrowed(&[]),
        step_up: StepUp::NONE,
    };
}

impl Guard {
    /// An access token, and nothing more.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// This role.
    #[must_use]
    pub fn role(self, role: impl AsRef<str>) -> Self {
        self.roles([role])
    }

    /// All of these roles.
    #[must_use]
    pub fn roles(self, roles: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.and(Demand::Roles(Needed::all(roles)))
    }

    /// At least one of these roles. Of none, nobody has one.
    #[must_use]
    pub fn any_role(self, roles: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.and(Demand::Roles(Needed::any(roles)))
    }

    /// This scope.
    #[must_use]
    pub fn scope(self, scope: impl AsRef<str>) -> Self {
        self.scopes([scope])
    }

    /// All of these scopes.
    #[must_use]
    pub fn scopes(self, scopes: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.and(Demand::Scopes(Needed::all(scopes)))
    }

    /// At least one of these scopes.
    #[must_use]
    pub fn any_scope(self, scopes: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.and(Demand::Scopes(Needed::any(scopes)))
    }

    /// This permission, of the credentials or by a role ([`Gate::role_permits`](crate::Gate::role_permits)).
    #[must_use]
    pub fn permission(self, permission: impl AsRef<str>) -> Self {
        self.permissions([permission])
    }

    /// All of these permissions.
    #[must_use]
    pub fn permissions(self, permissions: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.and(Demand::Permissions(Needed::all(permissions)))
    }

    /// At least one of these permissions.
    #[must_use]
    pub fn any_permission(self, permissions: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.and(Demand::Permissions(Needed::any(permissions)))
    }

    /// A sign-in of one of these authentication context classes (RFC 9470). The issuer gives them their meaning, so a class
    /// that is stronger than another suffices only where it is named too.
    #[must_use]
    pub fn acr(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.step_up = self.step_up.with_acr(values);
        self
    }

    /// A sign-in at most so many seconds ago (RFC 9470). Credentials that say nothing of one do not pass.
    #[must_use]
    pub fn max_age(mut self, seconds: u64) -> Self {
        self.step_up = self.step_up.with_max_age(seconds);
        self
    }

    /// Credentials that are bound to a key of their sender: by DPoP (RFC 9449) or a certificate (RFC 8705).
    #[must_use]
    pub fn sender_constrained(self) -> Self {
        self.and(Demand::SenderConstrained)
    }

    /// A condition of the application's own; the words go to the client's developer.
    #[must_use]
    pub fn when(
        self,
        words: &'static str,
        holds: impl Fn(&Principal) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.and(Demand::When(words, Arc::new(holds)))
    }

    /// Accepts API keys too.
    #[must_use]
    pub fn allow_api_key(self) -> Self {
        self.allow(Method::ApiKey)
    }

    /// Accepts a name and password too.
    #[must_use]
    pub fn allow_basic(self) -> Self {
        self.allow(Method::Basic)
    }

    /// Accepts this way to authenticate too.
    #[must_use]
    pub fn allow(mut self, method: Method) -> Self {
        self.methods = self.methods.and(method);
        self
    }

    /// Accepts these ways to authenticate and no other: no access token either, unless it is among them.
    #[must_use]
    pub fn only(mut self, methods: impl IntoIterator<Item = Method>) -> Self {
        self.methods = Methods::Only(methods.into_iter().collect());
        self
    }

    /// Accepts every way to authenticate that the gate knows.
    #[must_use]
    pub fn any_method(mut self) -> Self {
        self.methods = Methods::Any;
        self
    }

    /// Whether this way to authenticate is accepted.
    #[must_use]
    pub fn allows(&self, method: Method) -> bool {
        self.methods.allow(method)
    }

    /// Whether somebody may pass whom a guard before this one has let in by this method: a guard that says nothing of
    /// methods leaves that to the one before it.
    pub(crate) fn keeps(&self, method: Method) -> bool {
        self.methods.keep(method)
    }

    /// A guard that is known when the program is compiled, and says nothing of methods.
    pub(crate) const fn constant(demands: &'static [Demand]) -> Self {
        Self {
            methods: Methods::Unsaid,
            demands: Cow::Borrowed(demands),
            step_up: StepUp::NONE,
        }
    }

    /// Whether whoever it is may pass at `now`, in seconds since 1970.
    ///
    /// # Errors
    ///
    /// The first demand that is not met, and those of the sign-in last: nobody is asked to sign in again for what is not
    /// theirs to do.
    pub fn check(&self, principal: &Principal, now: u64) -> Result<(), Error> {
        self.demands
            .iter()
            .try_for_each(|demand| demand.met(principal))?;
        self.step_up.check(principal, now)
    }

    /// Whether an access token that is bound to nobody is refused.
    pub(crate) fn wants_sender(&self) -> bool {
        let wants = |demand: &Demand| matches!(demand, Demand::SenderConstrained);
        self.demands.iter().any(wants)
    }

    fn and(mut self, demand: Demand) -> Self {
        self.demands.to_mut().push(demand);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Guard;
    use crate::{Error, Identity, Method, Principal};

    const NOW: u64 = 1_000_000;

    fn principal() -> Principal {
        let identity = Identity {
            subject: "user-1".into(),
            roles: vec!["admin".into(), "reader".into()],
            auth_time: Some(NOW - 100),
            acr: Some("pwd".into()),
            ..Identity::default()
        };
        Principal::new(Method::AccessToken, identity)
    }

    fn reason(guard: &Guard) -> &'static str {
        guard
            .check(&principal(), NOW)
            .map_or_else(|error| error.reason(), |()| "passes")
    }

    #[test]
    fn several_roles_mean_all_of_them() {
        assert_eq!(reason(&Guard::new().roles(["admin", "reader"])), "passes");
        assert_eq!(
            reason(&Guard::new().roles(["admin", "editor"])),
            "insufficient_role"
        );
        assert_eq!(
            reason(&Guard::new().any_role(["admin", "editor"])),
            "passes"
        );
        assert_eq!(
            reason(&Guard::new().any_role(["editor"])),
            "insufficient_role"
        );
    }

    #[test]
    fn every_demand_must_be_met() {
        let guard = Guard::new().role("admin").when("not today", |_| false);
        assert_eq!(
            guard.check(&principal(), NOW),
            Err(Error::Forbidden("not today"))
        );
    }

    #[test]
    fn a_sign_in_may_be_too_old_or_too_weak() {
        assert_eq!(reason(&Guard::new().max_age(100)), "passes");
        assert_eq!(
            reason(&Guard::new().max_age(99)),
            "insufficient_user_authentication"
        );
        assert_eq!(reason(&Guard::new().acr(["mfa", "pwd"])), "passes");
        assert_eq!(
            reason(&Guard::new().acr(["mfa"])),
            "insufficient_user_authentication"
        );
    }
}
