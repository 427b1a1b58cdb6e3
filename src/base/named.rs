//! Enumerations whose variants have a name on the wire: one list for parsing, writing, discovery and registration.

/// A name that is none of a list. Names are case-sensitive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is none of {known}")]
pub struct UnknownName {
    pub name: String,
    pub known: String,
}

/// Declares an enumeration with a name for each variant: `ALL`, `as_str`, `named`, `names`, and serde and parsing by name.
macro_rules! named {
    ($(#[$doc:meta])* $vis:vis enum $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $type { $($(#[$variant_doc])* #[serde(rename = $name)] $variant,)* }

        impl $type {
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant,)*];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// Every name, in the order of `ALL`.
            pub fn names() -> Vec<&'static str> {
                vec![$($name,)*]
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::base::named::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Self::named(name).ok_or_else(|| $crate::base::named::UnknownName {
                    name: name.to_owned(),
                    known: Self::names().join(", "),
                })
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use named;
