//! Signing in again in the same browser: the session of the same person goes on under another secret, that of anyone else ends.

use countersign::config::Config;
use countersign::domain::{Level, Session};
use countersign::identity::login::{self, Credentials, Outcome};
use countersign::identity::session::{self, Place, SignedIn, Started};
use countersign::identity::sign_in::{Progress, Way};
use secrecy::SecretString;

use crate::support::browser::SESSION;
use crate::support::{
    Answer, Browser, Params, Person, RelyingParty, Site, TestServer, Tokens, VERIFIER, at_once,
    claims, hours, minutes, seconds,
};

const OPEN: &str = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";

/// A person signed in at an application that hears of sign-outs, who is about to use another.
struct Stage {
    server: TestServer,
    ada: Person,
    site: Site,
    /// The one that is to notice nothing, and what it was given.
    other: RelyingParty,
    given: Tokens,
    app: RelyingParty,
    browser: Browser,
}

impl Stage {
    async fn set() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let server = TestServer::with(change).await;
        let ada = server.person("ada").await;
        let site = Site::with("").await;
        let (other, app) = (server.told(&site).await, server.app_client().await);
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let given = browser.tokens(&other).await;
        server.clock.advance(minutes(10));
        Self {
            server,
            ada,
            site,
            other,
            given,
            app,
            browser,
        }
    }

    fn sid(&self) -> String {
        sid(&self.given)
    }

    /// What the browser comes back with after `person` has signed in anew.
    async fn sign_in_again(&mut self, person: &Person) -> Answer {
        let again = |params: Params| params.set("prompt", "login");
        let page = self.browser.authorize(&self.app, again).await.expect(200);
        assert!(page.has_form("/login"), "{}", page.dump());
        self.browser.sign_in_at(&page, person).await.expect(303)
    }

    async fn signed_in(&self) -> SignedIn {
        self.signed_in_by(&self.browser.session_cookie()).await
    }

    async fn signed_in_by(&self, cookie: &str) -> SignedIn {
        let found = session::find(&self.server.app, cookie).await;
        found.unwrap().expect("a session")
    }

    /// Signs in by the rule, from a browser that held this session when its request came.
    async fn sign_in_holding(&self, held: &SignedIn) -> Started {
        match self.password_holding(held).await {
            Outcome::Proven(Progress::SignedIn(started)) => *started,
            other => panic!("{other:?}"),
        }
    }

    async fn password_holding(&self, held: &SignedIn) -> Outcome {
        let credentials = Credentials {
            identifier: "ada".to_owned(),
            password: SecretString::from(self.ada.password.as_str()),
        };
        let way = Way {
            place: Place {
                address: self.browser.peer.ip(),
                user_agent: String::new(),
            },
            browser: "the secret of a browser",
            device: None,
            trusts: true,
            trust: false,
            held: Some(held),
            confirms: true,
            sign_in: None,
            level: Level::One,
            since: None,
            remember: false,
        };
        let outcome = login::login(&self.server.app, credentials, &way).await;
        outcome.unwrap()
    }

    /// Whether the first session goes on, as its application sees it: it is told nothing, and refreshes.
    async fn expect_going_on(&self, expected: bool) {
        let answer = self.other.refresh(&self.given.refresh).await;
        if expected {
            let again = claims(answer.expect(200).json()["id_token"].as_str().unwrap());
            let first = self.given.id_claims();
            for claim in ["sid", "sub", "auth_time", "amr", "acr"] {
                assert_eq!(
                    again[claim], first[claim],
                    "what it was told stays as it was"
                );
            }
            assert_eq!(self.server.waiting().await, 0);
            return;
        }
        answer.expect_error(400, "invalid_grant");
        self.server.tell().await;
        let [request] = &self.site.requests()[..] else {
            panic!("{:?}", self.site.requests());
        };
        let told = self.server.logout_token(request, &self.other.id).await;
        assert_eq!(told["sid"], self.sid());
    }
}

fn sid(tokens: &Tokens) -> String {
    tokens.id_claims()["sid"].as_str().unwrap().to_owned()
}

fn opens(cookie: &str, browser: &Browser) -> Browser {
    let mut other = browser.clone();
    other.cookies.set(SESSION, cookie);
    other
}

async fn redeemed(app: &RelyingParty, code: &str) -> Tokens {
    Tokens::of(&app.redeem(code, VERIFIER).await.expect(200))
}

#[tokio::test]
async fn the_same_person_goes_on_in_the_same_session_under_another_secret() {
    let mut stage = Stage::set().await;
    let (before, cookie) = (
        stage.signed_in().await.session,
        stage.browser.session_cookie(),
    );
    let state = stage
        .browser
        .cookies
        .find("countersign_state")
        .unwrap()
        .to_owned();
    let ada = stage.ada.clone();
    let code = stage.sign_in_again(&ada).await.code();
    let now = stage.server.app.now();

    let tokens = redeemed(&stage.app, &code).await;
    assert_eq!(sid(&tokens), stage.sid());
    assert_eq!(tokens.id_claims()["auth_time"], now.seconds());
    assert_eq!(tokens.access_claims()["auth_time"], now.seconds());
    let after: Session = stage.signed_in().await.session;
    assert_eq!(
        (&after.id, after.created_at),
        (&before.id, before.created_at)
    );
    assert_eq!(after.authentication.time, now);
    assert_eq!(after.expires_at, now + hours(12), "the absolute end moves");
    assert_eq!(stage.server.number(OPEN).await, 1);

    assert_ne!(stage.browser.session_cookie(), cookie);
    assert!(!opens(&cookie, &stage.browser).is_signed_in().await);
    assert!(stage.browser.is_signed_in().await);
    let shown = stage.browser.cookies.find("countersign_state");
    assert_eq!(shown, Some(state.as_str()), "no application sees a change");
    stage.expect_going_on(true).await;

    // A sign-out later ends it for all of them.
    let form = stage.browser.get("/logout").await.form("/logout");
    stage.browser.post(&form).await.expect(200);
    stage.expect_going_on(false).await;
    let answer = stage.app.refresh(&tokens.refresh).await;
    answer.expect_error(400, "invalid_grant");
}

#[tokio::test]
async fn an_authentication_that_is_too_old_ends_nothing_either() {
    let mut stage = Stage::set().await;
    let young = |params: Params| params.set("max_age", "60");
    let page = stage.browser.authorize(&stage.app, young).await.expect(200);
    let ada = stage.ada.clone();
    let answer = stage.browser.sign_in_at(&page, &ada).await.expect(303);
    let tokens = redeemed(&stage.app, &answer.code()).await;
    assert_eq!(sid(&tokens), stage.sid());
    stage.expect_going_on(true).await;
}

#[tokio::test]
async fn where_one_account_has_room_somebody_elses_session_ends_and_its_applications_are_told() {
    let mut stage = Stage::with(|config| config.sessions.accounts = 1).await;
    let cookie = stage.browser.session_cookie();
    let bob = stage.server.person("bob").await;
    let code = stage.sign_in_again(&bob).await.code();
    let tokens = redeemed(&stage.app, &code).await;
    assert_eq!(tokens.id_claims()["sub"], bob.user.id.as_str());
    assert_ne!(sid(&tokens), stage.sid());
    assert!(!opens(&cookie, &stage.browser).is_signed_in().await);
    stage.expect_going_on(false).await;
}

/// With room for both, each goes on, and the browser uses the one that signed in last.
#[tokio::test]
async fn somebody_elses_session_goes_on_beside() {
    let mut stage = Stage::set().await;
    let cookie = stage.browser.session_cookie();
    let bob = stage.server.person("bob").await;
    let code = stage.sign_in_again(&bob).await.code();
    let tokens = redeemed(&stage.app, &code).await;
    assert_eq!(tokens.id_claims()["sub"], bob.user.id.as_str());
    assert_ne!(sid(&tokens), stage.sid());
    assert!(opens(&cookie, &stage.browser).is_signed_in().await);
    assert_eq!(stage.server.number(OPEN).await, 2);
    stage.expect_going_on(true).await;
}

/// Another browser of the same person is no affair of this one.
#[tokio::test]
async fn a_browser_that_holds_no_session_begins_one() {
    let stage = Stage::set().await;
    let mut elsewhere = stage.server.browser();
    elsewhere.sign_in(&stage.ada).await;
    let tokens = elsewhere.tokens(&stage.app).await;
    assert_ne!(sid(&tokens), stage.sid());
    assert!(stage.browser.clone().is_signed_in().await);
    stage.expect_going_on(true).await;
}

#[tokio::test]
async fn a_wrong_password_changes_nothing() {
    let mut stage = Stage::set().await;
    let (before, cookie) = (
        stage.signed_in().await.session,
        stage.browser.session_cookie(),
    );
    let again = |params: Params| params.set("prompt", "login");
    let page = stage.browser.authorize(&stage.app, again).await.expect(200);
    let form = page.form("/login").set("identifier", "ada");
    stage
        .browser
        .post(&form.set("password", "not the password at all"))
        .await
        .expect(401);
    assert_eq!(stage.browser.session_cookie(), cookie);
    let after = stage.signed_in().await.session;
    assert_eq!(after.authentication, before.authentication);
    assert_eq!(after.expires_at, before.expires_at);
    stage.expect_going_on(true).await;
}

/// A code says how the person was authenticated when it was issued, whatever came after.
#[tokio::test]
async fn codes_of_before_and_after_do_not_mix() {
    let mut stage = Stage::set().await;
    let first = stage.server.app.now() - minutes(10);
    let early = stage.browser.code(&stage.app).await;
    let upgraded = stage.browser.code(&stage.app).await;
    stage.server.clock.advance(seconds(20));
    let ada = stage.ada.clone();
    let late = stage.sign_in_again(&ada).await.code();
    let second = stage.server.app.now();
    for (code, proven) in [(&late, second), (&early, first)] {
        let tokens = redeemed(&stage.app, code).await;
        assert_eq!(tokens.id_claims()["auth_time"], proven.seconds());
        let refreshed = stage.app.refresh(&tokens.refresh).await.expect(200);
        let refreshed = Tokens::of(&refreshed);
        assert_eq!(refreshed.id_claims()["auth_time"], proven.seconds());
    }
    // A server of an earlier release, beside this one for a while, did not write it down.
    let older = "UPDATE authorization_codes SET auth_time = NULL, amr = NULL, acr = NULL";
    stage.server.tamper(older).await;
    let tokens = redeemed(&stage.app, &upgraded).await;
    assert_eq!(tokens.id_claims()["auth_time"], second.seconds());
}

/// What was over before the password was verified stays over.
#[tokio::test]
async fn a_session_that_has_ended_is_not_revived() {
    let stage = Stage::set().await;
    let held = stage.signed_in().await;
    let started = stage.sign_in_holding(&held).await;
    assert_eq!(started.session.id, held.session.id, "it goes on");

    let held = stage.signed_in_by(&started.token).await;
    let ended = session::end(&stage.server.app, &stage.ada.user.id, &held.session.id).await;
    assert!(ended.unwrap());
    let begun = stage.sign_in_holding(&held).await;
    assert_ne!(begun.session.id, held.session.id);
    assert!(!opens(&started.token, &stage.browser).is_signed_in().await);
    assert!(opens(&begun.token, &stage.browser).is_signed_in().await);
    stage.expect_going_on(false).await;
}

/// Nor does what was shown in it count for another: whoever ended it ended that too.
#[tokio::test]
async fn what_was_shown_in_a_session_ends_with_it() {
    let mut stage = Stage::set().await;
    stage.browser.add_phone().await;
    let held = stage.signed_in().await;
    let started = stage.sign_in_holding(&held).await;
    assert_eq!(started.session.id, held.session.id, "it goes on");
    let amounts = &started.session.authentication.context;
    assert_eq!(amounts, "urn:countersign:aal2");

    let held = stage.signed_in_by(&started.token).await;
    let ended = session::end(&stage.server.app, &stage.ada.user.id, &held.session.id).await;
    assert!(ended.unwrap());
    let outcome = stage.password_holding(&held).await;
    assert!(matches!(outcome, Outcome::Wrong { .. }), "{outcome:?}");
    assert_eq!(stage.server.number(OPEN).await, 0);
}

/// Nor is one that time has ended: by its absolute end, or by nobody's using it.
#[tokio::test]
async fn a_session_that_has_expired_is_not_revived() {
    for (past, stays) in [
        (minutes(29), true),
        (minutes(30), false),
        (hours(12), false),
    ] {
        let stage = Stage::set().await;
        let held = stage.signed_in().await;
        stage.server.clock.advance(past);
        let begun = stage.sign_in_holding(&held).await;
        assert_eq!(begun.session.id == held.session.id, stays, "{past:?}");
        let old = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NOT NULL";
        assert_eq!(stage.server.number(old).await, i64::from(!stays));
        assert_eq!(stage.server.waiting().await, i64::from(!stays));
    }
}

/// Whichever comes first, the session has ended, its applications hear of it, and what is begun is another one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_out_beside_it_wins() {
    for _ in 0..8 {
        let stage = Stage::set().await;
        let held = stage.signed_in().await;
        let (app, user, sid) = (
            stage.server.app.clone(),
            stage.ada.user.id.clone(),
            held.session.id.clone(),
        );
        let (started, ended) = tokio::join!(
            stage.sign_in_holding(&held),
            session::end(&app, &user, &sid)
        );
        assert!(ended.unwrap());
        let lives = opens(&started.token, &stage.browser).is_signed_in().await;
        assert_eq!(lives, started.session.id != sid);
        assert_eq!(stage.server.number(OPEN).await, i64::from(lives));
        stage.expect_going_on(false).await;
    }
}

/// Sent twice, the form leaves one session that one of the two cookies opens.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_at_once_one_secret_opens_the_one_session() {
    let mut stage = Stage::set().await;
    let page = stage
        .browser
        .authorize(&stage.app, |params| params.set("prompt", "login"))
        .await;
    let form = page.expect(200).form("/login").set("identifier", "ada");
    let form = form.set("password", &stage.ada.password);
    let tabs = at_once(4, |_| {
        let (mut tab, form) = (stage.browser.clone(), form.clone());
        async move {
            let answer = tab.post(&form).await;
            (answer.status, tab)
        }
    })
    .await;
    let mut open = 0;
    for (status, mut tab) in tabs {
        // Who comes after the secret has changed is shown the door: the form was another secret's.
        if status == 303 && tab.is_signed_in().await {
            open += 1;
        }
    }
    assert_eq!(open, 1);
    assert_eq!(stage.server.number(OPEN).await, 1);
    stage.expect_going_on(true).await;
}
