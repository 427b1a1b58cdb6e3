//! Every URL of the server, on one page.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::HeaderMap;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};

use super::layer::{cors, guard, headers, trace};
use super::{assets, brand, endpoint, error, pages, path, playground};
use crate::app::App;

/// What other sites' scripts may read.
fn public() -> Router<App> {
    Router::new()
        .route(path::OPENID_CONFIGURATION, get(endpoint::metadata::show))
        .route(path::OAUTH_METADATA, get(endpoint::metadata::show))
        .route(
            path::PROTECTED_RESOURCE,
            get(endpoint::protected_resource::show),
        )
        .route(path::WEBFINGER, get(endpoint::webfinger::show))
        .route(
            path::PASSKEY_ENDPOINTS,
            get(endpoint::passkey_endpoints::show),
        )
        .route(path::JWKS, get(endpoint::jwks::show))
        .route(path::TOKEN, post(endpoint::token::issue))
        .route(path::REVOKE, post(endpoint::revoke::revoke))
        .route(
            path::USERINFO,
            get(endpoint::userinfo::show).post(endpoint::userinfo::show),
        )
        .merge(registration())
        // Set before the layer, or preflights would pass it by.
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(axum::middleware::from_fn(cors::allow))
}

pub fn router(app: App) -> Router {
    // What people's browsers come to. Every form is guarded.
    let mut people = Router::new()
        .route(path::HOME, get(pages::home::show))
        .route(path::AUTHORIZE, get(endpoint::authorize::begin))
        .route(path::RESUME, get(endpoint::authorize::resume))
        .route(
            path::SETUP,
            get(pages::setup::show).post(pages::setup::submit),
        )
        .route(
            path::CONSENT,
            get(pages::consent::show).post(pages::consent::submit),
        )
        .route(path::LANGUAGE, post(pages::language::choose))
        .merge(sign_in())
        .merge(passkeys())
        .merge(sign_up())
        .merge(recovery())
        .merge(account())
        .merge(keys())
        .merge(codes())
        .merge(sign_out())
        .merge(federation());
    if app.config.playground_on() {
        people = people.merge(playground::routes(&app));
    }
    if app.config.mailbox_on() {
        people = people.merge(mailbox());
    }
    let people = people
        .layer(from_fn_with_state(app.clone(), guard::forms))
        // An application may begin a sign-in by a form of its own (OIDC Core section 3.1.2.1): unguarded, it changes nothing.
        .route(path::AUTHORIZE, post(endpoint::authorize::begin_by_form))
        // And may ask for a sign-out by one (OIDC RP-Initiated Logout section 2).
        .route(
            path::END_SESSION,
            post(endpoint::end_session::begin_by_form),
        )
        // And a provider may answer by one (OAuth 2.0 Form Post Response Mode).
        .route(
            path::LOGIN_CALLBACK,
            post(pages::federation::come_back_by_form),
        );

    Router::new()
        .route(path::HEALTHZ, get(endpoint::health::alive))
        .route(path::READYZ, get(endpoint::health::ready))
        .route(path::ASSETS, get(assets_route))
        .route(path::PICTURE, get(endpoint::picture::show))
        // For servers: no script of another site has a secret to ask with.
        .route(path::INTROSPECT, post(endpoint::introspect::introspect))
        .route(path::CHECK_SESSION, get(endpoint::check_session::show))
        .route(
            path::LOGIN_BACKCHANNEL_LOGOUT,
            post(endpoint::signed_out::receive),
        )
        .merge(public())
        .merge(people)
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(from_fn_with_state(app.clone(), guard::bounds))
        .layer(from_fn_with_state(app.clone(), trace::request))
        // Outermost, for the answer to a handler that broke as well.
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .with_state(app)
}

/// Where clients register, and look after what they registered.
fn registration() -> Router<App> {
    let own = get(endpoint::register::read)
        .put(endpoint::register::update)
        .delete(endpoint::register::delete);
    Router::new()
        .route(path::REGISTER, post(endpoint::register::create))
        .route(path::REGISTRATION, own)
}

/// The way in.
fn sign_in() -> Router<App> {
    use pages::sign_in::{choose, code, email_code, email_link, login, next};

    Router::new()
        .route(path::LOGIN, get(login::show).post(login::submit))
        .route(path::LOGIN_NEXT, get(next::show))
        .route(path::LOGIN_CODE, get(code::totp).post(code::submit_totp))
        .route(
            path::LOGIN_RECOVERY_CODE,
            get(code::recovery).post(code::submit_recovery),
        )
        .route(path::ACCOUNTS, get(choose::show).post(choose::submit))
        .route(
            path::LOGIN_EMAIL_CODE,
            get(email_code::show).post(email_code::submit),
        )
        .route(path::LOGIN_EMAIL_LINK, get(email_link::show))
}

/// Passkeys: shown to sign in, made, named and removed.
fn passkeys() -> Router<App> {
    use pages::passkeys::{self, add};
    use pages::sign_in::passkey;

    let show = get(passkey::show).post(passkey::submit);
    let make = get(add::show).post(add::submit);
    Router::new()
        .route(path::LOGIN_PASSKEY, show)
        .route(path::LOGIN_PASSKEY_OPTIONS, post(passkey::options))
        .route(path::ACCOUNT_PASSKEYS, get(passkeys::show))
        .route(path::ACCOUNT_ADD_PASSKEY, make)
        .route(path::ACCOUNT_PASSKEY_OPTIONS, post(add::options))
        .route(path::ACCOUNT_RENAME_PASSKEY, post(passkeys::rename))
        .route(path::ACCOUNT_REMOVE_PASSKEY, post(passkeys::remove))
}

/// Making an account, and what is due of who has one.
fn sign_up() -> Router<App> {
    use pages::{register, terms, verify};
    use register::{finish, invite};

    Router::new()
        .route(path::SIGN_UP, get(register::show).post(register::submit))
        .route(path::SIGN_UP_FINISH, get(finish::show).post(finish::submit))
        .route(path::INVITE, get(invite::show).post(invite::submit))
        .route(path::VERIFY, get(verify::show).post(verify::submit))
        .route(
            path::VERIFY_CONFIRM,
            get(verify::question).post(verify::confirm),
        )
        .route(path::TERMS, get(terms::show).post(terms::submit))
}

/// The way back, and to another address.
fn recovery() -> Router<App> {
    use pages::{email, recover};

    let password = get(recover::question).post(recover::set);
    let confirm = get(email::question).post(email::confirm);
    Router::new()
        .route(path::RECOVER, get(recover::show).post(recover::submit))
        .route(path::RECOVER_PASSWORD, password)
        .route(path::ACCOUNT_EMAIL, get(email::show).post(email::submit))
        .route(path::ACCOUNT_EMAIL_CONFIRM, confirm)
}

/// What belongs to a person.
fn account() -> Router<App> {
    use pages::account::{
        activity, data, delete, overview, password, picture, profile, security, sessions,
    };
    // A picture is larger than any other form.
    let upload = post(picture::submit).layer(DefaultBodyLimit::max(guard::PICTURE_BYTES));
    Router::new()
        .route(path::ACCOUNT, get(overview::show))
        .route(
            path::ACCOUNT_PROFILE,
            get(profile::show).post(profile::name),
        )
        .route(path::ACCOUNT_DETAILS, post(profile::details))
        .route(path::ACCOUNT_LANGUAGE, post(profile::language))
        .route(path::ACCOUNT_PICTURE, upload)
        .route(path::ACCOUNT_REMOVE_PICTURE, post(picture::remove))
        .route(path::ACCOUNT_SECURITY, get(security::show))
        .route(
            path::ACCOUNT_PASSWORD,
            get(password::show).post(password::submit),
        )
        .route(path::ACCOUNT_SESSIONS, get(sessions::show))
        .route(path::ACCOUNT_END_SESSION, post(sessions::end))
        .route(path::ACCOUNT_END_OTHERS, post(sessions::end_others))
        .route(path::ACCOUNT_END_ALL, post(sessions::end_all))
        .route(path::ACCOUNT_ACTIVITY, get(activity::show))
        .route(path::ACCOUNT_DATA, get(data::show).post(data::download))
        .route(path::ACCOUNT_DELETE, get(delete::show).post(delete::submit))
        .route(path::ACCOUNT_APPS, get(pages::apps::show))
        .route(path::ACCOUNT_REMOVE_APP, post(pages::apps::remove))
}

/// A person's API keys.
fn keys() -> Router<App> {
    let create = get(pages::keys::create::show).post(pages::keys::create::submit);
    let rotate = get(pages::keys::rotate::show).post(pages::keys::rotate::submit);
    Router::new()
        .route(path::ACCOUNT_KEYS, get(pages::keys::show))
        .route(path::ACCOUNT_CREATE_KEY, create)
        .route(path::ACCOUNT_RENAME_KEY, post(pages::keys::rename))
        .route(path::ACCOUNT_ROTATE_KEY, rotate)
        .route(path::ACCOUNT_REVOKE_KEY, post(pages::keys::revoke))
}

/// Accounts at other providers.
fn federation() -> Router<App> {
    use pages::federation::{begin, come_back, join, linked};

    Router::new()
        .route(path::LOGIN_WITH, get(begin))
        .route(path::LOGIN_CALLBACK, get(come_back))
        .route(path::LOGIN_JOIN, get(join::show).post(join::submit))
        .route(path::ACCOUNT_LINKED, get(linked::show))
        .route(path::ACCOUNT_LINK, post(linked::add))
        .route(path::ACCOUNT_JOIN, post(linked::join))
        .route(path::ACCOUNT_UNLINK, post(linked::remove))
}

/// A person's second factors that are codes.
fn codes() -> Router<App> {
    use pages::{enrol, recovery_codes, totp};

    Router::new()
        .route(path::ENROL, get(enrol::show))
        .route(path::ACCOUNT_TOTP, get(totp::show))
        .route(path::ACCOUNT_ADD_TOTP, get(totp::add).post(totp::confirm))
        .route(path::ACCOUNT_REMOVE_TOTP, post(totp::remove))
        .route(path::ACCOUNT_RECOVERY_CODES, get(recovery_codes::show))
        .route(
            path::ACCOUNT_MAKE_RECOVERY_CODES,
            post(recovery_codes::make),
        )
        .route(
            path::ACCOUNT_DOWNLOAD_RECOVERY_CODES,
            post(recovery_codes::download),
        )
}

/// Where sessions end.
fn sign_out() -> Router<App> {
    Router::new()
        .route(path::END_SESSION, get(endpoint::end_session::begin))
        .route(
            path::LOGOUT,
            get(pages::logout::show).post(pages::logout::submit),
        )
        .route(path::LOGOUT_RETURN, get(pages::logout::come_back))
}

/// The letters of a server under development.
fn mailbox() -> Router<App> {
    Router::new()
        .route(path::DEV_MAIL, get(pages::mailbox::list))
        .route(path::DEV_LETTER, get(pages::mailbox::show))
        .route(path::DEV_LETTER_HTML, get(pages::mailbox::html))
}

async fn assets_route(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    match brand::find(&app.config.brand, &name, &headers) {
        Some(file) => file,
        None => endpoint::asset::show(assets::find(&name), &headers),
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::{is_for_people, page};

    #[test]
    fn the_way_back_leads_to_our_own_pages() {
        for (address, way) in [
            ("/login?request=abc", "/login?request=abc"),
            ("/login/code?sign_in=abc", "/login/code?sign_in=abc"),
            ("/recover/password?token=abc", "/recover/password?token=abc"),
            ("/recover/password", "/recover"),
            ("/account/keys", "/account/keys"),
            (
                "/account/keys/rotate?id=a%26b",
                "/account/keys/rotate?id=a%26b",
            ),
            (
                "/login?request=abc&code=secret&state=x",
                "/login?request=abc",
            ),
            ("/login/with/up/callback?code=secret&state=x", "/login"),
            ("/oauth2/authorize?client_id=a&id_token_hint=x", "/"),
            ("/account/linked/remove", "/account/linked"),
            ("/account/sessions/end-all", "/account/sessions"),
            ("/account/keys/revoke?id=1", "/account/keys"),
            ("/nothing/here", "/"),
            ("", "/"),
            ("//evil.example/login", "/"),
            ("https://evil.example/login", "/"),
            ("/\\evil.example", "/"),
            ("javascript:alert(1)", "/"),
        ] {
            assert_eq!(page(address), way, "{address}");
        }
    }

    #[test]
    fn people_are_told_from_programs_by_what_they_ask_for() {
        for theirs in [
            "/",
            "/login",
            "/nothing/here",
            "/oauth2/authorize",
            "/oauth2/logout",
        ] {
            assert!(is_for_people(theirs), "{theirs}");
        }
        for programs in [
            "/oauth2/token",
            "/oauth2/nothing",
            "/.well-known/webfinger",
            "/assets/x.css",
            "/healthz",
        ] {
            assert!(!is_for_people(programs), "{programs}");
        }
    }
}
