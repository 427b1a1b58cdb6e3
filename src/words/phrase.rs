//! What is to be said, before it is known in which language: a key, and what is filled in.

use std::borrow::Cow;

/// A key of the catalogue with its arguments. Its `Display` is English, for logs and the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    key: Cow<'static, str>,
    arguments: Vec<(&'static str, Value)>,
}

/// What is filled in. Only numbers choose between singular and plural.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(i64),
}

/// What can be filled in.
pub trait Argument {
    fn value(&self) -> Value;
}

impl Argument for str {
    fn value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl Argument for String {
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl Argument for usize {
    fn value(&self) -> Value {
        Value::Number(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl Argument for u64 {
    fn value(&self) -> Value {
        Value::Number(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl Argument for i64 {
    fn value(&self) -> Value {
        Value::Number(*self)
    }
}

impl Argument for i32 {
    fn value(&self) -> Value {
        Value::Number(i64::from(*self))
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
}

impl Phrase {
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self {
            key: key.into(),
            arguments: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Argument) -> Self {
        self.arguments.push((name, argument.value()));
        self
    }

    pub fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn arguments(&self) -> &[(&'static str, Value)] {
        &self.arguments
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&super::Words::default().tell(self))
    }
}

impl From<&'static str> for Phrase {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

impl From<String> for Phrase {
    fn from(key: String) -> Self {
        Self::new(key)
    }
}
