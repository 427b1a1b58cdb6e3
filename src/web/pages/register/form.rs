//! The form in which somebody makes their account, whatever brought them to it, and the first sign-in that follows.

use axum::http::StatusCode;
use axum::response::Response;
use secrecy::SecretString;

use crate::config::UsernameChoice;
use crate::domain::Proof;
use crate::domain::{ChangeError, Detail, Rejected, User};
use crate::identity::challenge::Purpose;
use crate::identity::registration::{self, Applicant, Basis, Ground, RegistrationError};
use crate::identity::sign_in;
use crate::identity::throttle::{self, Attempt, Subjects};
use crate::web::error::Failure;
use crate::web::html::see_other;
use crate::web::pages::form::Form;
use crate::web::pages::sign_in::Way;
use crate::web::pages::{Failed, challenge, letter};
use crate::web::path;
use crate::web::view::{AgreedTo, NewAccount};
use crate::web::visit::Visit;

/// What the form is shown with.
pub(super) struct AccountForm {
    action: String,
    token: String,
    /// The address, where it is settled.
    email: Option<String>,
    heading: &'static str,
    lead: &'static str,
    typed: Typed,
    error: Option<Rejected>,
}

/// What was typed before, all but the password.
#[derive(Default)]
struct Typed {
    username: String,
    email: String,
    details: Vec<(Detail, String)>,
    agreed: bool,
}

impl AccountForm {
    pub(super) fn new(ground: &Ground, action: String) -> Self {
        Self {
            action,
            token: String::new(),
            email: ground.email.clone(),
            heading: "registration-heading",
            lead: "registration-choose",
            typed: Typed::default(),
            error: None,
        }
    }

    /// The secret that goes with the form.
    pub(super) fn with_token(self, token: &str) -> Self {
        Self {
            token: token.to_owned(),
            ..self
        }
    }

    pub(super) fn invited(self) -> Self {
        Self {
            heading: "registration-invited",
            ..self
        }
    }

    /// Makes the account and signs in to it. What cannot be taken stays as it was typed.
    pub(super) async fn submit(
        self,
        visit: &Visit,
        (way, fields): (Way, &Form),
        basis: Basis<'_>,
    ) -> Result<Response, Failed> {
        let typed = Typed::read(visit, fields);
        if !challenge::is_met(visit, fields, (Purpose::Registration, "")).await? {
            let form = Self {
                typed,
                error: Some(Rejected::new("", challenge::FIRST)),
                ..self
            };
            return form.page(visit, &way).await;
        }
        let password = fields.secret("password");
        let applicant = typed.applicant(password);
        match registration::complete(&visit.app, basis, applicant, &visit.place()).await {
            Ok(user) => enter(visit, way, user).await,
            Err(RegistrationError::Change(ChangeError::Rejected(rejected))) => {
                let form = Self {
                    typed,
                    error: Some(rejected),
                    ..self
                };
                form.page(visit, &way).await
            }
            Err(error) => Err(failed(visit, error)),
        }
    }

    pub(super) async fn page(self, visit: &Visit, way: &Way) -> Result<Response, Failed> {
        let challenge = challenge::due(visit, Purpose::Registration, "").await?;
        let status = match self.error {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        };
        let (config, shell) = (&visit.app.config, visit.shell());
        let (accounts, words) = (&config.accounts, visit.words());
        let fields = accounts.fields.iter().filter_map(Detail::named);
        let fields = fields.map(|detail| {
            let required = accounts.required_fields.has(detail.as_str());
            NewAccount::field(&shell, detail, self.typed.of(detail), required)
        });
        let page = NewAccount {
            csrf: visit.csrf(),
            action: self.action,
            token: self.token,
            heading: words.with(self.heading, &[("brand", &config.brand.name)]),
            lead: words.say(self.lead),
            chooses_username: accounts.username == UsernameChoice::Chosen,
            fields: fields.collect(),
            username: self.typed.username,
            email_fixed: self.email.is_some(),
            email: self.email.unwrap_or(self.typed.email),
            min_password: config.passwords.min_length,
            terms: agreed_to(visit, self.typed.agreed),
            challenge,
            error: self
                .error
                .map(|rejected| (rejected.field.to_owned(), words.tell(&rejected.message))),
            shell,
        };
        way.page(visit, status, &page)
    }
}

impl Typed {
    /// Reads what the form asks for, and nothing else that was sent.
    fn read(visit: &Visit, fields: &Form) -> Self {
        let asked = visit.app.config.accounts.fields.iter();
        let detail = |detail: Detail| (detail, fields.text(detail.as_str()).to_owned());
        Self {
            username: fields.text("username").to_owned(),
            email: fields.text("email").to_owned(),
            details: asked.filter_map(Detail::named).map(detail).collect(),
            agreed: fields.text("terms") == "yes",
        }
    }

    fn of(&self, detail: Detail) -> &str {
        let mut details = self.details.iter();
        let typed = details.find(|(known, _)| *known == detail);
        typed.map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    fn applicant(&self, password: SecretString) -> Applicant {
        Applicant {
            username: self.username.clone(),
            email: self.email.clone(),
            details: self.details.clone(),
            password,
            accepts_terms: self.agreed,
        }
    }
}

fn agreed_to(visit: &Visit, ticked: bool) -> Option<AgreedTo> {
    let terms = &visit.app.config.terms;
    terms.version.as_ref()?;
    Some(AgreedTo {
        terms: terms.url.as_ref()?.as_str().to_owned(),
        privacy: terms
            .privacy_url
            .as_ref()
            .map(|url| url.as_str().to_owned()),
        ticked,
    })
}

/// The first sign-in, by the same door as every other: the password was typed just now.
async fn enter(visit: &Visit, way: Way, user: User) -> Result<Response, Failed> {
    tracing::info!(user = user.id, "somebody registered");
    // Of no device: nobody has signed in to this account on any.
    let subjects = Subjects::new(&user.id, visit.address);
    let attempt = throttle::attempt(&visit.app, &subjects).await;
    if attempt.map_err(|fault| Failed::of(visit, fault))? != Attempt::Allowed {
        return Ok(visit.answer(see_other(&way.to(path::LOGIN))));
    }
    let proof = Proof::password(visit.app.now());
    let rule = way.rule(visit).await?;
    let progress = sign_in::proven(&visit.app, &rule, (user, proof), subjects).await;
    let progress = progress.map_err(|fault| Failed::of(visit, fault))?;
    let login = way.to(path::LOGIN);
    let went_on = way.went_on(visit, progress);
    Ok(went_on.unwrap_or_else(|| visit.answer(see_other(&login))))
}

pub(super) fn failed(visit: &Visit, error: RegistrationError) -> Failed {
    match error {
        RegistrationError::Closed => {
            let (heading, text) = ("registration-closed", "registration-closed-text");
            let failure = Failure::said(StatusCode::FORBIDDEN, heading, text);
            Failed::of(visit, failure.or_go(path::LOGIN, "recovery-sign-in"))
        }
        RegistrationError::Dead => {
            let failure = letter::dead("registration-dead-text");
            let failure = failure.or_go(path::LOGIN, "recovery-sign-in");
            let failure = match registration::is_open(&visit.app) {
                true => failure.or_else_go(path::SIGN_UP, "registration-create"),
                false => failure,
            };
            Failed::of(visit, failure)
        }
        RegistrationError::Blocked { until } => letter::too_many(visit, Some(until)),
        RegistrationError::Change(ChangeError::Fault(fault)) => Failed::of(visit, fault),
        RegistrationError::Change(ChangeError::Rejected(rejected)) => {
            let failure = Failure::said(
                StatusCode::UNPROCESSABLE_ENTITY,
                "registration-closed",
                rejected.message,
            );
            Failed::of(visit, failure)
        }
    }
}
