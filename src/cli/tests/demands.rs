//! What is wanted of sign-ins: said, changed and taken back, of clients, APIs and roles.

use serde_json::json;

use super::commands::Place;

#[tokio::test]
async fn a_demand_is_said_and_what_is_not_said_stays() {
    let place = Place::new();
    let nothing = json!({"acr": "urn:countersign:aal1", "max_auth_age": null});
    let both = json!({"acr": "urn:countersign:aal2", "max_auth_age": 3600});
    let made = place
        .json("client create --name Web --id web --redirect-uri https://a.example/cb")
        .await;
    assert_eq!(made["require"], nothing);
    let changed = place
        .json("client update web --require-acr two --max-auth-age 1h")
        .await;
    assert_eq!(changed["require"], both);
    let changed = place.json("client update web --name Other").await;
    assert_eq!(changed["require"], both);
    let changed = place
        .json("client update web --require-acr one --no-max-auth-age")
        .await;
    assert_eq!(changed["require"], nothing);

    let line =
        "resource create https://api.example.org --name API --require-acr two --max-auth-age 1h";
    assert_eq!(place.json(line).await["require"], both);
    let changed = place
        .json("resource update https://api.example.org --no-max-auth-age")
        .await;
    assert_eq!(
        changed["require"],
        json!({"acr": "urn:countersign:aal2", "max_auth_age": null})
    );

    let made = place.json("role create editor --require-acr passkey").await;
    assert_eq!(made["require_acr"], "phr");
    let changed = place.json("role update editor --require-acr one").await;
    assert_eq!(changed["require_acr"], json!(null));
}
