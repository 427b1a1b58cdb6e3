//! Names that were demanded: of scopes, roles or permissions.

use std::borrow::Cow;

/// Which names a route demands: all of them, or any one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    names: Cow<'static, [Cow<'static, str>]>,
    any: bool,
}

impl Needed {
    /// Every one of these.
    pub fn all(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self {
            names: owned(names),
            any: false,
        }
    }

    /// At least one of these.
    pub fn any(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self {
            names: owned(names),
            any: true,
        }
    }

    /// The same, known when the program is compiled.
    pub(crate) const fn constant(names: &'static [Cow<'static, str>], any: bool) -> Self {
        Self {
            names: Cow::Borrowed(names),
            any,
        }
    }

    /// The names, in the order in which they were demanded.
    #[must_use]
    pub fn names(&self) -> &[Cow<'static, str>] {
        &self.names
    }

    /// Whether one of them is enough.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.any
    }

    /// Whether what somebody has is enough. No names at all: of none every one is held, but not any one.
    pub(crate) fn met(&self, held: impl Fn(&str) -> bool) -> bool {
        let mut names = self.names.iter();
        if self.any {
            names.any(|name| held(name))
        } else {
            names.all(|name| held(name))
        }
    }

    pub(super) fn words(&self, kind: &str) -> String {
        match self.names.as_ref() {
            [only] => format!("the {kind} {only} is required"),
            names if self.any => format!("one of the {kind}s {} is required", listed(names, "or")),
            names => format!("the {kind}s {} are required", listed(names, "and")),
        }
    }
}

fn owned(names: impl IntoIterator<Item = impl AsRef<str>>) -> Cow<'static, [Cow<'static, str>]> {
    let owned = |name: &str| Cow::Owned(name.to_owned());
    names.into_iter().map(|name| owned(name.as_ref())).collect()
}

fn listed(names: &[Cow<'_, str>], word: &str) -> String {
    match names.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} {word} {last}", first.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::Needed;

    #[test]
    fn all_and_any_differ() {
        let held = |name: &str| name == "a" || name == "b";
        assert!(Needed::all(["a", "b"]).met(held));
        assert!(!Needed::all(["a", "c"]).met(held));
        assert!(Needed::any(["c", "a"]).met(held));
        assert!(!Needed::any(["c", "d"]).met(held));
    }

    #[test]
    fn of_no_names_all_are_held_and_none_is() {
        let none: [&str; 0] = [];
        assert!(Needed::all(none).met(|_| false));
        assert!(!Needed::any(none).met(|_| true));
    }

    #[test]
    fn they_read_as_sentences() {
        assert_eq!(Needed::all(["a"]).words("role"), "the role a is required");
        let all = Needed::all(["a", "b", "c"]);
        assert_eq!(all.words("role"), "the roles a, b and c are required");
        let any = Needed::any(["a", "b"]);
        assert_eq!(any.words("scope"), "one of the scopes a or b is required");
    }
}
