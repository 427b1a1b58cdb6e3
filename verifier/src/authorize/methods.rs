//! Which ways to authenticate a guard accepts.

use crate::Method;

/// What is accepted where nothing is said.
const ACCESS_TOKENS: [Method; 2] = [Method::AccessToken, Method::OpaqueToken];

/// The ways to authenticate that a route accepts.
#[derive(Clone, Debug, Default)]
pub(super) enum Methods {
    /// Access tokens, or whatever the guard before this one has let in.
    #[default]
    Unsaid,
    Only(Vec<Method>),
    Any,
}

impl Methods {
    /// These, and one more.
    pub(super) fn and(self, method: Method) -> Self {
        let mut methods = match self {
            Self::Unsaid => ACCESS_TOKENS.to_vec(),
            Self::Only(methods) => methods,
            Self::Any => return Self::Any,
        };
        methods.push(method);
        Self::Only(methods)
    }

    /// Whether somebody whom no guard has let in yet may come in by this method.
    pub(super) fn allow(&self, method: Method) -> bool {
        match self {
            Self::Unsaid => ACCESS_TOKENS.contains(&method),
            Self::Only(methods) => methods.contains(&method),
            Self::Any => true,
        }
    }

    /// Whether somebody may stay whom a guard before this one has let in by this method.
    pub(super) fn keep(&self, method: Method) -> bool {
        matches!(self, Self::Unsaid) || self.allow(method)
    }
}

#[cfg(test)]
mod tests {
    use super::{Method, Methods};

    const ALL: [Method; 5] = [
        Method::AccessToken,
        Method::OpaqueToken,
        Method::ApiKey,
        Method::Basic,
        Method::Custom("x"),
    ];

    #[test]
    fn only_access_tokens_are_allowed_unless_said() {
        let (t, f) = (true, false);
        for (methods, allowed) in [
            (Methods::Unsaid, [t, t, f, f, f]),
            (Methods::Unsaid.and(Method::ApiKey), [t, t, t, f, f]),
            (Methods::Unsaid.and(Method::Custom("y")), [t, t, f, f, f]),
            (Methods::Only(vec![Method::Basic]), [f, f, f, t, f]),
            (
                Methods::Only(Vec::new()).and(Method::Basic),
                [f, f, f, t, f],
            ),
            (Methods::Any, [t; 5]),
            (Methods::Any.and(Method::Basic), [t; 5]),
        ] {
            assert_eq!(ALL.map(|way| methods.allow(way)), allowed, "{methods:?}");
        }
    }

    #[test]
    fn what_is_unsaid_is_left_to_the_guard_before() {
        for way in ALL {
            assert!(Methods::Unsaid.keep(way), "{way:?}");
            let said = Methods::Unsaid.and(Method::ApiKey);
            assert_eq!(said.keep(way), said.allow(way), "{way:?}");
        }
    }
}
