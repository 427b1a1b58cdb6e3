//! Where everything is.

pub const HOME: &str = "/";
pub const ASSETS: &str = "/assets/{*name}";
pub const HEALTHZ: &str = "/healthz";
pub const READYZ: &str = "/readyz";

pub const OPENID_CONFIGURATION: &str = "/.well-known/openid-configuration";
pub const OAUTH_METADATA: &str = "/.well-known/oauth-authorization-server";
pub const PROTECTED_RESOURCE: &str = "/.well-known/oauth-protected-resource";
pub const WEBFINGER: &str = "/.well-known/webfinger";
pub const PASSKEY_ENDPOINTS: &str = "/.well-known/passkey-endpoints";
pub const JWKS: &str = "/oauth2/jwks";
pub const AUTHORIZE: &str = "/oauth2/authorize";
pub const RESUME: &str = "/oauth2/authorize/resume";
pub const TOKEN: &str = "/oauth2/token";
pub const INTROSPECT: &str = "/oauth2/introspect";
pub const REVOKE: &str = "/oauth2/revoke";
pub const USERINFO: &str = "/oauth2/userinfo";
pub const REGISTER: &str = "/oauth2/register";
pub const REGISTRATION: &str = "/oauth2/register/{client_id}";
pub const END_SESSION: &str = "/oauth2/logout";
pub const CHECK_SESSION: &str = "/oauth2/check_session";

pub const LANGUAGE: &str = "/language";
pub const SETUP: &str = "/setup";
pub const LOGIN: &str = "/login";
pub const LOGIN_NEXT: &str = "/login/next";
pub const SIGN_UP: &str = "/register";
pub const SIGN_UP_FINISH: &str = "/register/finish";
pub const INVITE: &str = "/invite";
pub const VERIFY: &str = "/verify";
pub const VERIFY_CONFIRM: &str = "/verify/confirm";
pub const RECOVER: &str = "/recover";
pub const RECOVER_PASSWORD: &str = "/recover/password";
pub const TERMS: &str = "/terms";
pub const LOGIN_WITH: &str = "/login/with/{provider}";
pub const LOGIN_CALLBACK: &str = "/login/with/{provider}/callback";
pub const LOGIN_BACKCHANNEL_LOGOUT: &str = "/login/with/{provider}/callback/logout";
pub const LOGIN_JOIN: &str = "/login/join";
pub const ACCOUNTS: &str = "/accounts";
pub const LOGIN_PASSKEY: &str = "/login/passkey";
pub const LOGIN_PASSKEY_OPTIONS: &str = "/login/passkey/options";
pub const LOGIN_CODE: &str = "/login/code";
pub const LOGIN_RECOVERY_CODE: &str = "/login/recovery-code";
pub const LOGIN_EMAIL_CODE: &str = "/login/email-code";
pub const LOGIN_EMAIL_LINK: &str = "/login/email-code/link";
pub const ENROL: &str = "/enrol";
pub const CONSENT: &str = "/consent";
pub const LOGOUT: &str = "/logout";
pub const LOGOUT_RETURN: &str = "/logout/return";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_PROFILE: &str = "/account/profile";
pub const ACCOUNT_DETAILS: &str = "/account/details";
pub const ACCOUNT_LANGUAGE: &str = "/account/language";
pub const ACCOUNT_PICTURE: &str = "/account/picture";
pub const ACCOUNT_REMOVE_PICTURE: &str = "/account/picture/remove";
pub const ACCOUNT_SECURITY: &str = "/account/security";
pub const ACCOUNT_PASSWORD: &str = "/account/password";
pub const ACCOUNT_EMAIL: &str = "/account/email";
pub const ACCOUNT_EMAIL_CONFIRM: &str = "/account/email/confirm";
pub const ACCOUNT_APPS: &str = "/account/apps";
pub const ACCOUNT_REMOVE_APP: &str = "/account/apps/remove";
pub const ACCOUNT_LINKED: &str = "/account/linked";
pub const ACCOUNT_LINK: &str = "/account/linked/add";
pub const ACCOUNT_JOIN: &str = "/account/linked/join";
pub const ACCOUNT_UNLINK: &str = "/account/linked/remove";
pub const ACCOUNT_TOTP: &str = "/account/totp";
pub const ACCOUNT_ADD_TOTP: &str = "/account/totp/add";
pub const ACCOUNT_REMOVE_TOTP: &str = "/account/totp/remove";
pub const ACCOUNT_RECOVERY_CODES: &str = "/account/recovery-codes";
pub const ACCOUNT_MAKE_RECOVERY_CODES: &str = "/account/recovery-codes/make";
pub const ACCOUNT_DOWNLOAD_RECOVERY_CODES: &str = "/account/recovery-codes/download";
pub const ACCOUNT_KEYS: &str = "/account/keys";
pub const ACCOUNT_CREATE_KEY: &str = "/account/keys/create";
pub const ACCOUNT_RENAME_KEY: &str = "/account/keys/rename";
pub const ACCOUNT_ROTATE_KEY: &str = "/account/keys/rotate";
pub const ACCOUNT_REVOKE_KEY: &str = "/account/keys/revoke";
pub const ACCOUNT_PASSKEYS: &str = "/account/passkeys";
pub const ACCOUNT_ADD_PASSKEY: &str = "/account/passkeys/add";
pub const ACCOUNT_PASSKEY_OPTIONS: &str = "/account/passkeys/options";
pub const ACCOUNT_RENAME_PASSKEY: &str = "/account/passkeys/rename";
pub const ACCOUNT_REMOVE_PASSKEY: &str = "/account/passkeys/remove";
pub const ACCOUNT_SESSIONS: &str = "/account/sessions";
pub const ACCOUNT_END_SESSION: &str = "/account/sessions/end";
pub const ACCOUNT_END_OTHERS: &str = "/account/sessions/end-others";
pub const ACCOUNT_END_ALL: &str = "/account/sessions/end-all";
pub const ACCOUNT_ACTIVITY: &str = "/account/activity";
pub const ACCOUNT_DATA: &str = "/account/data";
pub const ACCOUNT_DELETE: &str = "/account/delete";
pub const PICTURE: &str = "/pictures/{id}";

pub const DEV_MAIL: &str = "/dev/mail";
pub const DEV_LETTER: &str = "/dev/mail/{id}";
pub const DEV_LETTER_HTML: &str = "/dev/mail/{id}/html";

/// The pages that a person can be sent back to.
const PAGES: &[&str] = &[
    HOME,
    RESUME,
    SETUP,
    LOGIN,
    LOGIN_PASSKEY,
    LOGIN_CODE,
    LOGIN_RECOVERY_CODE,
    LOGIN_EMAIL_CODE,
    LOGIN_JOIN,
    ACCOUNTS,
    ENROL,
    TERMS,
    SIGN_UP,
    VERIFY,
    RECOVER,
    CONSENT,
    LOGOUT,
    ACCOUNT,
    ACCOUNT_PROFILE,
    ACCOUNT_SECURITY,
    ACCOUNT_PASSWORD,
    ACCOUNT_EMAIL,
    ACCOUNT_PASSKEYS,
    ACCOUNT_ADD_PASSKEY,
    ACCOUNT_TOTP,
    ACCOUNT_ADD_TOTP,
    ACCOUNT_RECOVERY_CODES,
    ACCOUNT_LINKED,
    ACCOUNT_SESSIONS,
    ACCOUNT_ACTIVITY,
    ACCOUNT_DATA,
    ACCOUNT_DELETE,
    ACCOUNT_APPS,
    ACCOUNT_KEYS,
    ACCOUNT_CREATE_KEY,
    ACCOUNT_ROTATE_KEY,
];

/// Pages behind the link of a letter. Without what the link carries they have nothing to show.
const LINKED: &[&str] = &[
    LOGIN_EMAIL_LINK,
    SIGN_UP_FINISH,
    INVITE,
    VERIFY_CONFIRM,
    RECOVER_PASSWORD,
    ACCOUNT_EMAIL_CONFIRM,
];

/// What our own pages write into their addresses: where one is on the way in, which one of several is meant, and the secret of a
/// letter's link, which the page that it leads to has in its form as well.
const KEPT: &[&str] = &[
    "request", "for", "sign_in", "as", "token", "api", "id", "at",
];

/// What programs ask for. Whatever else there is or is not, a person's browser opens.
const PROGRAMS: &[&str] = &[
    "/oauth2/",
    "/.well-known/",
    "/assets/",
    "/pictures/",
    "/playground/api/",
    HEALTHZ,
    READYZ,
];

/// The page that an address of this server names, with what is kept of its query; or the nearest one above it. Whatever the
/// address is, the way leads to none but our own pages, and takes along nothing that another site wrote: what a provider or an
/// application sent stands in the query of no page.
pub fn page(address: &str) -> String {
    let (mut path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut kept = url::form_urlencoded::Serializer::new(String::new());
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    kept.extend_pairs(pairs.filter(|(name, _)| KEPT.contains(&&**name)));
    let kept = kept.finish();
    if PAGES.contains(&path) && kept.is_empty() {
        return path.to_owned();
    }
    if PAGES.contains(&path) || (LINKED.contains(&path) && !kept.is_empty()) {
        return format!("{path}?{kept}");
    }
    while let Some((above, _)) = path.rsplit_once('/') {
        if PAGES.contains(&above) {
            return above.to_owned();
        }
        path = above;
    }
    HOME.to_owned()
}

/// Whether a person's browser opens what lies at this path, be there anything or not.
pub fn is_for_people(path: &str) -> bool {
    let theirs = [AUTHORIZE, RESUME, END_SESSION].contains(&path);
    theirs || !PROGRAMS.iter().any(|program| path.starts_with(program))
}
