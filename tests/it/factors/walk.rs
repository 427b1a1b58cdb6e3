//! Walks through the sign-in at random, against a small model: whatever is opened, posted, gone back to, taken from another browser or
//! waited for, nobody is signed in who has not shown, in that browser and in time, all that they hold.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{Browser, Form, Person, Phone, TestServer, minutes, seconds};

const WALKS: u32 = 24;
const STEPS: usize = 24;

#[derive(Clone, Copy, Debug)]
enum Typed {
    Right,
    Wrong,
    /// What was right once.
    Used,
    Nothing,
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Open(usize),
    Password(Typed),
    /// Of the sign-in of this browser, or of the one that waits in the other.
    Code(Typed, bool),
    RecoveryCode(Typed, bool),
    Bob,
    SignOut,
    Wait,
    Restart,
}

const PLACES: [&str; 9] = [
    "/account",
    "/login/next",
    "/login/code",
    "/login/recovery-code",
    "/login/next?for=totp",
    "/account/totp/add",
    "/account/recovery-codes",
    "/enrol",
    "/oauth2/authorize/resume?request=invented",
];

fn act() -> impl Strategy<Value = (usize, Act)> {
    let typed = prop_oneof![
        4 => Just(Typed::Right),
        1 => Just(Typed::Wrong),
        2 => Just(Typed::Used),
        1 => Just(Typed::Nothing),
    ];
    let act = prop_oneof![
        3 => (0..PLACES.len()).prop_map(Act::Open),
        4 => typed.clone().prop_map(Act::Password),
        5 => (typed.clone(), any::<bool>()).prop_map(|(typed, own)| Act::Code(typed, own)),
        3 => (typed, any::<bool>()).prop_map(|(typed, own)| Act::RecoveryCode(typed, own)),
        1 => Just(Act::Bob),
        1 => Just(Act::SignOut),
        1 => Just(Act::Wait),
        1 => Just(Act::Restart),
    ];
    (0..2_usize, act)
}

/// A browser, and what the model knows of it.
struct Walker {
    browser: Browser,
    /// Good for every form on the way in.
    csrf: String,
    /// The query of the sign-in that waits here.
    waits: String,
    password: bool,
    second: bool,
}

struct World {
    server: TestServer,
    ada: Person,
    bob: Person,
    phone: Phone,
    codes: Vec<String>,
    used: String,
    walkers: Vec<Walker>,
}

impl World {
    async fn begin() -> Self {
        let server = TestServer::with(|config| {
            config.throttle.account_free = 100;
            config.throttle.address_free = 10_000;
        })
        .await;
        let (ada, phone) = server.person_with_phone("ada").await;
        let bob = server.person("bob").await;
        let mut browser = server.browser();
        let page = browser.half_sign_in(&ada).await;
        let used = phone.code(server.app.now());
        browser.enter(&page, &used).await.expect(303);
        let codes = browser.make_recovery_codes().await;
        server.tamper("DELETE FROM sessions").await;
        let mut walkers = Vec::new();
        for _ in 0..2 {
            let mut browser = server.browser();
            let page = browser.get("/login").await.expect(200);
            walkers.push(Walker {
                csrf: page.form("/login").value("csrf").to_owned(),
                browser,
                waits: String::new(),
                password: false,
                second: false,
            });
        }
        Self {
            server,
            ada,
            bob,
            phone,
            codes,
            used,
            walkers,
        }
    }

    async fn act(&mut self, who: usize, act: Act) {
        match act {
            Act::Open(place) => {
                self.walkers[who].browser.get(PLACES[place]).await;
            }
            Act::Password(typed) => self.password(who, typed).await,
            Act::Code(typed, own) => {
                self.server.clock.advance(seconds(30));
                let right = self.phone.code(self.server.app.now());
                let wrong = self.phone.wrong(self.server.app.now());
                let typed = (typed, right, wrong, self.used.clone());
                if let Some(code) = self.code(who, "/login/code", typed, own).await {
                    self.used = code;
                }
            }
            Act::RecoveryCode(typed, own) => {
                let right = self.codes.last().cloned().unwrap_or_default();
                let wrong = "0000-0000-0000-0000".to_owned();
                let typed = (typed, right, wrong, "1111-1111-1111-1111".to_owned());
                if self
                    .code(who, "/login/recovery-code", typed, own)
                    .await
                    .is_some()
                {
                    self.codes.pop();
                }
            }
            Act::Bob => {
                let (name, password) = (self.bob.user.username.clone(), self.bob.password.clone());
                self.post(
                    who,
                    "/login?as=another",
                    &[("identifier", &name), ("password", &password)],
                )
                .await;
                // A sign-in of hers that waits here goes on waiting.
                self.walkers[who].second = false;
            }
            Act::SignOut => {
                let walker = &mut self.walkers[who];
                let page = walker.browser.get("/logout").await;
                walker.browser.post(&page.form("/logout")).await;
                self.walkers[who].second = false;
            }
            Act::Wait => {
                self.server.clock.advance(minutes(11));
                for who in 0..self.walkers.len() {
                    if !self.is_ada(who).await {
                        self.forget(who);
                    }
                }
            }
            Act::Restart => {
                let node = self.server.another_node().await;
                self.walkers[who].browser.node = node;
            }
        }
    }

    /// Nothing that was shown before counts here any more.
    fn forget(&mut self, who: usize) {
        let walker = &mut self.walkers[who];
        (walker.password, walker.second) = (false, false);
    }

    async fn password(&mut self, who: usize, typed: Typed) {
        let password = match typed {
            Typed::Right => self.ada.password.clone(),
            Typed::Wrong | Typed::Used => "quite another phrase".to_owned(),
            Typed::Nothing => String::new(),
        };
        let fields = [("identifier", "ada"), ("password", password.as_str())];
        let to = self.post(who, "/login", &fields).await;
        let walker = &mut self.walkers[who];
        walker.password |= matches!(typed, Typed::Right);
        if let Some((_, query)) = to.split_once("/login/next?") {
            walker.waits = format!("?{query}");
        }
    }

    /// Posts a code. Returns it if it was right, for this browser's own sign-in, and taken.
    async fn code(
        &mut self,
        who: usize,
        path: &str,
        (typed, right, wrong, used): (Typed, String, String, String),
        own: bool,
    ) -> Option<String> {
        let from = if own { who } else { 1 - who };
        let path = format!("{path}{}", self.walkers[from].waits);
        let (code, is_right) = match typed {
            Typed::Right => (right, own),
            Typed::Wrong => (wrong, false),
            Typed::Used => (used, false),
            Typed::Nothing => (String::new(), false),
        };
        let to = self.post(who, &path, &[("code", &code)]).await;
        let taken = to == "/account";
        assert!(!taken || is_right, "{path} took {code} of {typed:?}");
        self.walkers[who].second |= is_right;
        taken.then_some(code)
    }

    /// Posts a form on the way in, and says where it leads.
    async fn post(&mut self, who: usize, path: &str, fields: &[(&str, &str)]) -> String {
        let walker = &mut self.walkers[who];
        let csrf = [("csrf", walker.csrf.as_str())];
        let fields = csrf.iter().chain(fields);
        let form = Form {
            action: path.to_owned(),
            fields: fields
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        };
        let answer = walker.browser.post(&form).await;
        assert!(answer.status.as_u16() < 500, "{}", answer.dump());
        answer.header("location").to_owned()
    }

    async fn is_ada(&mut self, who: usize) -> bool {
        let page = self.walkers[who].browser.get("/account").await;
        page.status == 200 && page.body.contains("ada@example.org")
    }

    async fn check(&mut self, after: &str) {
        const LESS: &str = "SELECT COUNT(*) AS value FROM sessions JOIN users ON users.id = sessions.user_id \
            WHERE users.username = 'ada' AND sessions.acr <> 'urn:countersign:aal2'";
        assert_eq!(self.server.number(LESS).await, 0, "{after}");
        for who in 0..self.walkers.len() {
            if self.is_ada(who).await {
                let walker = &self.walkers[who];
                assert!(
                    walker.password && walker.second,
                    "browser {who} after {after}"
                );
            }
        }
    }
}

#[test]
fn no_walk_leads_around_a_factor() {
    let config = Config {
        cases: WALKS,
        max_shrink_iters: 64,
        ..Config::with_source_file(file!())
    };
    let walks = proptest::collection::vec(act(), 1..=STEPS);
    let walked = TestRunner::new(config).run(&walks, |walk| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            let mut world = World::begin().await;
            for (who, act) in walk {
                world.act(who, act).await;
                world.check(&format!("{act:?}")).await;
            }
        });
        Ok(())
    });
    walked.unwrap_or_else(|error| panic!("{error}"));
}

/// The model is no model of nothing: the straight way leads in.
#[tokio::test]
async fn the_straight_walk_leads_in() {
    let mut world = World::begin().await;
    for act in [Act::Password(Typed::Right), Act::Code(Typed::Right, true)] {
        assert!(!world.is_ada(0).await);
        world.act(0, act).await;
        world.check(&format!("{act:?}")).await;
    }
    assert!(world.is_ada(0).await && !world.is_ada(1).await);
    world.act(1, Act::Password(Typed::Right)).await;
    world.act(1, Act::RecoveryCode(Typed::Right, true)).await;
    assert!(world.is_ada(1).await);
}
