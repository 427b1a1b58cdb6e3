//! All that is known of a person, as one document for them to take along (GDPR articles 15 and 20). What proves who they are,
//! and what opens anything, is left out: whoever gets hold of the file gets hold of no account.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::base::calendar::Moment;
use crate::base::{Fault, Timestamp};
use crate::domain::{ApiKey, Detail, Event, Session, User};
use crate::store::export::{Item, Of, items};
use crate::store::role::{self, Holder};
use crate::store::security_event::{self, Place};
use crate::store::{api_key, consent, factor, picture};

/// More than anybody has: what happened is kept for a limited time.
const MOST_EVENTS: i64 = 10_000;

/// Writes down that it was asked for, and gathers it; what is written down is in it.
pub async fn of(app: &App, user: &User, event: Event) -> Result<Value, Fault> {
    app.db
        .write(move |tx| Box::pin(async move { super::event::record(tx, &event).await }))
        .await?;
    let mut document = json!({
        "exported_at": time(app.now()),
        "issuer": app.config.issuer.as_str(),
        "account": account(user),
    });
    document["account"]["picture_file"] = picture_of(app, user).await?;
    document["roles"] = roles(app, user).await?;
    document["sign_in"] = sign_in(app, user).await?;
    document["sessions"] = sessions(app, user).await?;
    document["applications"] = applications(app, user).await?;
    document["api_keys"] = keys(app, user).await?;
    document["events"] = events(app, user).await?;
    Ok(document)
}

fn account(user: &User) -> Value {
    let known = |detail: Detail| Some((detail.to_string(), json!(user.find(detail)?)));
    let details: Map<String, Value> = Detail::ALL.into_iter().filter_map(known).collect();
    json!({
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "email_verified": user.email_verified,
        "phone_number_verified": user.phone_number_verified,
        "details": details,
        "created_at": time(user.created_at),
        "updated_at": time(user.updated_at),
    })
}

/// The picture as a `data` URL (RFC 2397).
async fn picture_of(app: &App, user: &User) -> Result<Value, Fault> {
    let Some(id) = &user.picture_id else {
        return Ok(Value::Null);
    };
    let found = picture::find(&mut app.db.read(), id).await?;
    Ok(json!(found.map(|picture| {
        let text = STANDARD.encode(&picture.bytes);
        format!("data:{};base64,{text}", picture.media_type)
    })))
}

async fn roles(app: &App, user: &User) -> Result<Value, Fault> {
    let holder = Holder::User(user.id.clone());
    let held = role::held_by(&mut app.db.read(), &holder).await?;
    let role = |role: &crate::domain::Role| json!({ "name": role.name, "resource": role.resource });
    Ok(held.iter().map(role).collect())
}

/// What the person signs in with: that it is there, never what it is.
async fn sign_in(app: &App, user: &User) -> Result<Value, Fault> {
    let mut read = app.db.read();
    let counted = factor::counted(&mut read, &user.id, None).await?;
    let mut of = json!({
        "password": user.password_hash.is_some(),
        "recovery_codes_left": counted.recovery_codes,
    });
    for (name, what) in [
        ("passkeys", Of::Passkeys),
        ("linked_accounts", Of::LinkedAccounts),
        ("known_devices", Of::Devices),
        ("authenticator_apps", Of::Totp),
        ("terms_accepted", Of::Terms),
    ] {
        let found = items(&mut read, what, &user.id).await?;
        of[name] = found.iter().map(item).collect();
    }
    Ok(of)
}

fn item(item: &Item) -> Value {
    let mut told = json!({ "since": time(item.began_at) });
    if let Some(used) = item.used_at {
        told["last_used_at"] = json!(time(used));
    }
    for (name, text) in [("name", &item.label), ("provider", &item.kind)] {
        if !text.is_empty() {
            told[name] = json!(text);
        }
    }
    told
}

async fn sessions(app: &App, user: &User) -> Result<Value, Fault> {
    let told = |session: &Session| {
        json!({
            "browser": session.user_agent,
            "address": session.address,
            "remembered": session.remembered,
            "methods": session.authentication.methods,
            "began_at": time(session.created_at),
            "last_seen_at": time(session.last_seen_at),
            "ends_at": time(session.expires_at),
        })
    };
    let sessions = super::session::of_user(app, &user.id).await?;
    Ok(sessions.iter().map(told).collect())
}

/// What was allowed to whom. An application that is gone is known by its identifier only.
async fn applications(app: &App, user: &User) -> Result<Value, Fault> {
    let mut told = Vec::new();
    for consent in consent::of_user(&mut app.db.read(), &user.id).await? {
        let client = app.catalog.client(&consent.client_id).await?;
        told.push(json!({
            "client_id": consent.client_id,
            "name": client.map(|client| client.client.shown_name()),
            "scope": consent.scope,
            "allowed_at": time(consent.granted_at),
        }));
    }
    Ok(Value::Array(told))
}

async fn keys(app: &App, user: &User) -> Result<Value, Fault> {
    let told = |key: &ApiKey| {
        json!({
            "name": key.name,
            "resource": key.resource,
            "scopes": key.scopes.to_string(),
            "roles": key.roles,
            "created_at": time(key.created_at),
            "expires_at": time(key.expires_at),
            "last_used_at": key.last_used_at.map(time),
        })
    };
    let keys = api_key::live_of_user(&mut app.db.read(), &user.id, app.now()).await?;
    Ok(keys.iter().map(told).collect())
}

async fn events(app: &App, user: &User) -> Result<Value, Fault> {
    let told = |event: &Event| {
        json!({
            "kind": event.kind,
            "detail": event.detail,
            "browser": event.user_agent,
            "address": event.address,
            "at": time(event.at),
        })
    };
    let from = Place::latest(app.now());
    let events = security_event::of_user(&mut app.db.read(), &user.id, &from, MOST_EVENTS).await?;
    Ok(events.iter().map(told).collect())
}

fn time(at: Timestamp) -> String {
    Moment::of(at.millis()).rfc3339()
}
