//! Roles for what a provider says: set anew at each sign-in there, and apart from those that were given by hand.

use serde_json::{Value, json};

use super::World;
use countersign::identity::role;

async fn world() -> World {
    let world = World::with(|provider| {
        let rules = "groups contains staff -> editor,department equals law -> lawyer,email matches .*@corp[.]example -> insider,groups contains boss -> countersign-admin,groups contains staff -> missing";
        provider.roles = super::provider(&[("ISSUER", "https://up.example"), ("ROLES", rules)]).roles;
    })
    .await;
    for name in ["editor", "lawyer", "insider"] {
        role::create(&world.server.app, name, "", "").await.unwrap();
    }
    world
}

/// The roles in a token, after a sign-in in which the provider says this.
async fn roles(world: &World, said: Value) -> Value {
    let mut person = json!({"sub": "u-1", "email": "ada@example.org"});
    person
        .as_object_mut()
        .unwrap()
        .extend(said.as_object().unwrap().clone());
    world.upstream.says(person);
    let app = world.server.app_client().await;
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    browser.tokens(&app).await.access_claims()["roles"].clone()
}

#[tokio::test]
async fn each_sign_in_sets_them_anew_and_leaves_alone_what_was_given_by_hand() {
    let world = world().await;
    let ada = world.ada().await;
    assert_eq!(
        roles(&world, json!({"groups": ["staff", "other"]})).await,
        json!(["editor"])
    );
    assert_eq!(
        roles(&world, json!({"groups": "staff", "department": "law"})).await,
        json!(["editor", "lawyer"])
    );
    assert_eq!(
        roles(
            &world,
            json!({"groups": ["nonstaff"], "department": "lawn"})
        )
        .await,
        json!([])
    );
    world.server.role_of(&ada, "auditor", "").await;
    assert_eq!(
        roles(&world, json!({"groups": ["staff"]})).await,
        json!(["auditor", "editor"])
    );
    // What is given by hand stays when the provider takes it back, also if both gave the same.
    let by_hand = "INSERT INTO user_roles (user_id, role_id) SELECT users.id, roles.id FROM users, roles WHERE roles.name = 'editor'";
    world.server.tamper(by_hand).await;
    assert_eq!(
        roles(&world, json!({"groups": []})).await,
        json!(["auditor", "editor"])
    );
}

#[tokio::test]
async fn a_pattern_is_for_the_whole_and_a_claim_is_the_providers() {
    let world = world().await;
    world.ada().await;
    assert_eq!(
        roles(&world, json!({"email": "ada@corp.example"})).await,
        json!(["insider"])
    );
    for email in [
        "ada@corp.example.evil.example",
        "ada@corpXexample",
        "a@corp.example\nx@evil.example",
    ] {
        assert_eq!(
            roles(&world, json!({"email": email})).await,
            json!([]),
            "{email}"
        );
    }
}

#[tokio::test]
async fn they_go_with_the_link() {
    let world = world().await;
    let ada = world.ada().await;
    assert_eq!(
        roles(&world, json!({"groups": ["staff"]})).await,
        json!(["editor"])
    );
    let mut browser = world.server.browser();
    browser.sign_in(&ada).await;
    let form = browser
        .get("/account/linked")
        .await
        .form("/account/linked/remove");
    browser.post(&form).await.expect(200);
    let app = world.server.app_client().await;
    assert_eq!(
        browser.tokens(&app).await.access_claims()["roles"],
        json!([])
    );
}
