//! The texts themselves: read from what is embedded, once.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Locale, Value};

/// The areas of one language. A new area is a file in each folder of `locales/`, and a name here.
macro_rules! areas {
    ($locale:literal) => {
        areas!(
            $locale: "account", "challenge", "common", "consent", "errors", "factors", "federation", "keys", "login", "mail",
            "passkey", "password", "recovery", "registration", "security", "sessions"
        )
    };
    ($locale:literal: $($area:literal),*) => {
        &[$(include_str!(concat!("../../locales/", $locale, "/", $area, ".ftl"))),*]
    };
}

fn sources(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::En => areas!("en"),
        Locale::De => areas!("de"),
        Locale::Fr => areas!("fr"),
        Locale::Es => areas!("es"),
        Locale::Zh => areas!("zh"),
    }
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; Locale::ALL.len()]> = LazyLock::new(|| Locale::ALL.map(bundle));

fn bundle(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.as_str().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks of direction around what is filled in would stand in attributes and mails; all our languages run one way.
    bundle.set_use_isolating(false);
    for source in sources(locale) {
        // What cannot be read is missing, and the tests tell.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*source).to_owned());
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The text of a key, if it has one.
pub(super) fn text(locale: Locale, key: &str, args: &[(&'static str, Value)]) -> Option<String> {
    let place = Locale::ALL.iter().position(|known| *known == locale)?;
    let bundle = BUNDLES.get(place)?;
    let pattern = bundle.get_message(key)?.value()?;
    let mut filled = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        let value = match value {
            Value::Text(text) => FluentValue::from(text.as_str()),
            Value::Number(number) => FluentValue::from(*number),
        };
        filled.set(*name, value);
    }
    // A name that was not filled in stands in the text as it is written there; a test compares both sides.
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&filled), &mut errors);
    Some(text.into_owned())
}
