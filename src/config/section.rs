//! How a section of options is written down: once. `section!` makes from one listing the struct, its default, its
//! reading and its documentation, so an option and what is said of it cannot part.

use std::ops::RangeInclusive;

use super::{
    error::{ConfigError, Invalid, Origin},
    settings::{Found, Settings},
    value::Value,
};

pub(super) trait Section: Sized + Default {
    /// The table of the file, empty for the options above all tables.
    const NAME: &'static str;
    /// What the section is about.
    const ABOUT: &'static str;

    fn read(settings: &Settings) -> Result<Self, ConfigError> {
        Self::read_at(settings, Self::NAME)
    }

    /// As it stands in `table`, where the operator names the table.
    fn read_at(settings: &Settings, table: &str) -> Result<Self, ConfigError>;

    fn rows() -> Vec<Row>;
}

/// One option as the documentation and the check of unknown keys know it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) default: String,
    pub(super) bounds: Option<String>,
    pub(super) meaning: &'static str,
}

/// The path of an option: `tokens.access_token`, or `listen` above all tables.
pub(super) fn path(section: &str, name: &str) -> String {
    if section.is_empty() {
        name.to_owned()
    } else {
        format!("{section}.{name}")
    }
}

/// One option with what was found for it.
pub(super) struct Setting<'a> {
    pub(super) path: String,
    pub(super) found: Option<&'a Found>,
}

impl Setting<'_> {
    pub(super) fn read<T: Value>(&self, default: T) -> Result<T, ConfigError> {
        match self.found {
            None => Ok(default),
            Some(found) => T::read(&found.raw).map_err(|reason| self.refuse::<T>(reason)),
        }
    }

    /// As [`Self::read`], within bounds.
    pub(super) fn read_within<T: Value + PartialOrd>(
        &self,
        default: T,
        bounds: &RangeInclusive<T>,
    ) -> Result<T, ConfigError> {
        let value = self.read(default)?;
        if bounds.contains(&value) {
            return Ok(value);
        }
        let reason = format!("the bounds are {}: write a value within them", show(bounds));
        Err(self.refuse::<T>(Invalid(reason)))
    }

    fn refuse<T: Value>(&self, reason: Invalid) -> ConfigError {
        let found = match self.found {
            Some(found) if !T::is_secret(&found.raw) => found.raw.echo(),
            _ => "set to a value that is not shown here".to_owned(),
        };
        let origin = self
            .found
            .map_or(Origin::Default, |found| found.origin.clone());
        ConfigError::Invalid {
            origin,
            key: self.path.clone(),
            found,
            reason,
        }
    }
}

/// Bounds in words.
pub(super) fn show<T: Value>(bounds: &RangeInclusive<T>) -> String {
    format!("`{}` to `{}`", bounds.start().show(), bounds.end().show())
}

/// A listing is: the section's doc and name, then `doc, name: type = default, in low..=high;` for each option.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $visible:vis struct $section:ident as $name:literal {
            $( $(#[doc = $doc:literal])+ $option:ident : $type:ty = $default:expr $(, in $bounds:expr)? ; )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        $visible struct $section { $( $(#[doc = $doc])+ pub $option: $type, )+ }

        impl Default for $section {
            fn default() -> Self {
                Self { $( $option: $default, )+ }
            }
        }

        impl $crate::config::section::Section for $section {
            const NAME: &'static str = $name;
            const ABOUT: &'static str = concat!($($about),+);

            fn read_at(
                settings: &$crate::config::settings::Settings,
                table: &str,
            ) -> Result<Self, $crate::config::error::ConfigError> {
                Ok(Self { $(
                    $option: $crate::config::section::read_option!(
                        settings.option(table, stringify!($option)), $default $(, $bounds)?
                    ),
                )+ })
            }

            fn rows() -> Vec<$crate::config::section::Row> {
                let defaults = Self::default();
                vec![ $( $crate::config::section::Row {
                    name: stringify!($option),
                    kind: <$type as $crate::config::value::Value>::KIND,
                    default: $crate::config::value::Value::show(&defaults.$option),
                    bounds: None$(.or(Some($crate::config::section::show::<$type>(&$bounds))))?,
                    meaning: concat!($($doc),+),
                }, )+ ]
            }
        }
    };
}

macro_rules! read_option {
    ($setting:expr, $default:expr) => {
        $setting.read($default)?
    };
    ($setting:expr, $default:expr, $bounds:expr) => {
        $setting.read_within($default, &$bounds)?
    };
}

pub(super) use {read_option, section};
