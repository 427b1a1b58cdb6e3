//! A route that demands a strong or a recent sign-in (RFC 9470).

use countersign_verifier::{Gate, Guard};
use serde_json::{Value, json};

use crate::support::sender::request;
use crate::support::{NOW, header, token, verifier, with};

/// What a client is told whose token says this of the sign-in; nothing, if it may pass.
async fn told(guard: &Guard, acr: Option<Value>, auth_time: Option<Value>) -> Option<String> {
    let mut claims = with("auth_time", auth_time);
    match acr {
        Some(acr) => claims["acr"] = acr,
        None => drop(claims.as_object_mut().expect("an object").remove("acr")),
    }
    let authorization = format!("Bearer {}", token(&header(), &claims));
    let mut asked = request(&[("authorization", &authorization)]);
    let refused = Gate::from(verifier())
        .admit(&mut asked, guard)
        .await
        .err()?;
    assert_eq!(
        (refused.status().as_u16(), refused.error.reason()),
        (401, "insufficient_user_authentication")
    );
    let headers = refused.headers();
    Some(
        headers["www-authenticate"]
            .to_str()
            .expect("text")
            .to_owned(),
    )
}

#[tokio::test]
async fn one_challenge_says_all_that_is_demanded() {
    const SAID: &str = r#"Bearer realm="https://api.example.org", error="insufficient_user_authentication", error_description="a stronger or more recent sign-in is required""#;
    let guard = Guard::new().acr(["phr", "mfa"]).max_age(300);
    let both = format!(r#"{SAID}, acr_values="phr mfa", max_age="300""#);
    let recent = Some(json!(NOW - 300));
    assert_eq!(told(&guard, Some(json!("mfa")), recent.clone()).await, None);
    assert_eq!(told(&guard, Some(json!("phr")), recent.clone()).await, None);
    for (acr, auth_time) in [
        (Some(json!("pwd")), Some(json!(NOW - 301))),
        (Some(json!("mfa")), Some(json!(NOW - 301))),
        (Some(json!("pwd")), recent.clone()),
        (None, recent),
        (Some(json!("mfa")), None),
        (None, None),
    ] {
        assert_eq!(
            told(&guard, acr, auth_time).await.as_deref(),
            Some(both.as_str())
        );
    }
    let only_acr = told(&Guard::new().acr(["mfa"]), None, None).await;
    assert_eq!(only_acr, Some(format!(r#"{SAID}, acr_values="mfa""#)));
    let only_age = told(&Guard::new().max_age(0), None, None).await;
    assert_eq!(only_age, Some(format!(r#"{SAID}, max_age="0""#)));
}

#[tokio::test]
async fn a_sign_in_in_the_future_is_not_recent() {
    let guard = Guard::new().max_age(300);
    assert_eq!(told(&guard, None, Some(json!(NOW + 60))).await, None);
    assert!(told(&guard, None, Some(json!(NOW + 61))).await.is_some());
}

#[tokio::test]
async fn nobody_signs_in_again_for_what_is_not_theirs() {
    let authorization = format!("Bearer {}", token(&header(), &with("auth_time", None)));
    let mut asked = request(&[("authorization", &authorization)]);
    let guard = Guard::new().max_age(300).role("admin");
    let refused = Gate::from(verifier())
        .admit(&mut asked, &guard)
        .await
        .expect_err("no admin");
    assert_eq!(
        (refused.status().as_u16(), refused.error.reason()),
        (403, "insufficient_role")
    );
}
