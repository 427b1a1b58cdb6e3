//! Which roles the operator's rules give for what a provider says of somebody. `identity::linked_role` gives and takes them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::claims::at;
use crate::config::{Provider, RoleRule, Test};

/// What the operator's rules give, as names and APIs.
pub(super) fn given(provider: &Provider, claims: &Map<String, Value>) -> Vec<(String, String)> {
    let gives =
        |rule: &&RoleRule| at(claims, &rule.claim).is_some_and(|value| passes(&rule.test, value));
    let named = |rule: &RoleRule| (rule.role.clone(), rule.resource.clone());
    let all: BTreeSet<_> = provider.roles.iter().filter(gives).map(named).collect();
    all.into_iter().collect()
}

fn passes(test: &Test, value: &Value) -> bool {
    match (test, value) {
        (Test::Contains(wanted), Value::Array(items)) => items
            .iter()
            .any(|item| text(item).as_deref() == Some(wanted)),
        (Test::Contains(wanted), Value::String(words)) => {
            words.split_whitespace().any(|word| word == wanted)
        }
        (test, Value::Array(items)) => items.iter().any(|item| passes_alone(test, item)),
        (test, value) => passes_alone(test, value),
    }
}

fn passes_alone(test: &Test, value: &Value) -> bool {
    let Some(text) = text(value) else {
        return false;
    };
    match test {
        Test::Equals(wanted) | Test::Contains(wanted) => text == *wanted,
        Test::Matches(pattern) => pattern.is_match(&text),
    }
}

/// What a rule can be written for. Neither `null` nor an object is.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn passes(test: &Test, value: Value) -> bool {
        super::passes(test, &value)
    }

    #[test]
    fn a_claim_passes_as_a_whole_or_by_one_of_its_items() {
        let equals = Test::Equals("staff".to_owned());
        assert!(passes(&equals, json!("staff")) && passes(&equals, json!(["other", "staff"])));
        assert!(!passes(&equals, json!("staff and others")));
        let contains = Test::Contains("Site Staff".to_owned());
        assert!(passes(&contains, json!(["Site Staff"])));
        assert!(
            !passes(&contains, json!(["Site Staff 2"]))
                && !passes(&contains, json!({"Site Staff": true}))
        );
        let word = Test::Contains("staff".to_owned());
        assert!(passes(&word, json!("a staff b")) && !passes(&word, json!("a nonstaff b")));
        for nothing in [json!(null), json!({}), json!([null]), json!([["staff"]])] {
            assert!(!passes(&equals, nothing));
        }
        assert!(passes(&Test::Equals("true".to_owned()), json!(true)));
    }
}
