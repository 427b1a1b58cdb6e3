//! Lists of words, each of a kind: a host, a scope, a grant. A word that is not of its kind is refused when it is read, not
//! passed over when it would matter.

use std::{fmt, marker::PhantomData};

use super::{
    error::Invalid,
    value::{Raw, Value},
};

/// What the words of one option are.
pub trait Word: Clone + fmt::Debug {
    /// The word in the documentation's column "Type".
    const KIND: &'static str;
    /// What to write instead.
    const ADVICE: &'static str;

    fn accepts(word: &str) -> bool;
}

#[derive(Debug, Clone)]
pub struct Words<K> {
    words: Vec<String>,
    kind: PhantomData<K>,
}

impl<K: Word> Words<K> {
    pub fn of(words: &[&str]) -> Self {
        Self {
            words: words.iter().map(|&word| word.to_owned()).collect(),
            kind: PhantomData,
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn read_all<'w>(words: impl Iterator<Item = &'w str>) -> Result<Self, Invalid> {
        let words: Vec<&str> = words.map(str::trim).collect();
        match words.iter().all(|word| K::accepts(word)) {
            true => Ok(Self::of(&words)),
            false => Err(Invalid::because(K::ADVICE)),
        }
    }
}

/// In a variable the words stand between commas, and `none` is an empty list: an empty variable counts as absent.
impl<K: Word> Value for Words<K> {
    const KIND: &'static str = K::KIND;

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw {
            Raw::List(items) => Self::read_all(items.iter().map(String::as_str)),
            Raw::Word(text) | Raw::Text(text) if text.trim() == "none" => Ok(Self::of(&[])),
            Raw::Word(text) | Raw::Text(text) => Self::read_all(text.split(',')),
            _ => Err(Invalid::because(K::ADVICE)),
        }
    }

    fn show(&self) -> String {
        match self.words.as_slice() {
            [] => "none".to_owned(),
            words => words.join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone)]
    struct Short;

    impl Word for Short {
        const KIND: &'static str = "list of short words";
        const ADVICE: &'static str = "write short words";

        fn accepts(word: &str) -> bool {
            (1..=4).contains(&word.len())
        }
    }

    #[test]
    fn words_stand_in_a_list_or_between_commas() {
        let list = Raw::List(vec!["one".to_owned(), "two".to_owned()]);
        for raw in [list, Raw::Word("one, two".to_owned())] {
            let words = Words::<Short>::read(&raw).unwrap();
            assert!(words.has("one") && words.has("two") && words.show() == "one, two");
        }
        let none = Words::<Short>::read(&Raw::Word("none".to_owned())).unwrap();
        assert!(none.is_empty());
        for wrong in ["", "one,", "too long a word"] {
            assert!(
                Words::<Short>::read(&Raw::Word(wrong.to_owned())).is_err(),
                "{wrong}"
            );
        }
        assert!(Words::<Short>::read(&Raw::Truth(true)).is_err());
    }
}
