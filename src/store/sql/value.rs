//! What is bound to `$1`: four types, each of which may be null.

use crate::base::Timestamp;

#[derive(Debug, Clone)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Bytes(Option<Vec<u8>>),
}

/// The arguments of a statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::store::sql::Value::from($value)),*] };
}
pub(crate) use args;

macro_rules! value_from {
    ($($type:ty => |$value:ident| $variant:ident($into:expr);)*) => {
        $(impl From<$type> for Value {
            fn from($value: $type) -> Self {
                Value::$variant($into)
            }
        })*
    };
}

value_from! {
    &str => |value| Text(Some(value.to_owned()));
    &String => |value| Text(Some(value.clone()));
    String => |value| Text(Some(value));
    Option<String> => |value| Text(value);
    &Option<String> => |value| Text(value.clone());
    i64 => |value| Int(Some(value));
    Option<i64> => |value| Int(value);
    Timestamp => |value| Int(Some(value.0));
    Option<Timestamp> => |value| Int(value.map(|time| time.0));
    bool => |value| Bool(Some(value));
    Option<bool> => |value| Bool(value);
    Vec<u8> => |value| Bytes(Some(value));
    Option<Vec<u8>> => |value| Bytes(value);
    &Option<Vec<u8>> => |value| Bytes(value.clone());
    &[u8] => |value| Bytes(Some(value.to_vec()));
    &Vec<u8> => |value| Bytes(Some(value.clone()));
    [u8; 32] => |value| Bytes(Some(value.to_vec()));
    &[u8; 32] => |value| Bytes(Some(value.to_vec()));
    &[String] => |value| Text(Some(json(value)));
    &Vec<String> => |value| Text(Some(json(value)));
    Option<&Vec<String>> => |value| Text(value.map(|list| json(list)));
}

/// A list is stored as JSON text. It is never queried.
fn json(list: &[String]) -> String {
    serde_json::Value::from(list).to_string()
}
