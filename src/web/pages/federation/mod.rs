//! `/login/with/{provider}`: going to another provider, and coming back from it; and what becomes of who comes without an
//! account here.

pub(in crate::web) mod join;
pub(in crate::web) mod linked;
mod stop;

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;

use self::stop::stopped;
use super::Failed;
use super::sign_in::Way;
use crate::app::App;
use crate::config::{Place, Provider};
use crate::domain::Factor;
use crate::federation::arrive::{self, Arrived, Here, Known};
use crate::federation::begin::{self, Wish};
use crate::federation::callback::{self, Answer, Stopped};
use crate::federation::{self, Trouble, linking};
use crate::identity::sign_in::{self, Pending, Progress};
use crate::identity::throttle::{self, Attempt};
use crate::oauth::Parameters;
use crate::web::endpoint::by_form::ByForm;
use crate::web::error::Failure;
use crate::web::html::see_other;
use crate::web::path;
use crate::web::view::ProviderButton;
use crate::web::visit::Visit;

/// Sends somebody there.
pub(crate) async fn begin(
    visit: Visit,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    go(&visit, &way, &provider, None).await
}

/// The same for who typed an address on the way.
pub(in crate::web) async fn go(
    visit: &Visit,
    way: &Way,
    provider: &str,
    typed: Option<&str>,
) -> Result<Response, Failed> {
    let hint = way.request.as_ref();
    let hint = hint.and_then(|(_, waiting)| waiting.request.login_hint.as_deref());
    let wish = Wish {
        browser: visit.browser(),
        link_to: None,
        onward: way.to(""),
        login_hint: typed.or(hint),
        locale: visit.words().locale().tag(),
        fresh: way.rule(visit).await?.since.is_some(),
    };
    let onward = wish.onward.clone();
    match begin::begin(&visit.app, provider, wish).await {
        Ok(url) => Ok(visit.answer(see_other(&url))),
        Err(trouble) => {
            let stop = Stopped {
                onward,
                ..trouble.into()
            };
            Err(stopped(visit, provider, stop))
        }
    }
}

/// Takes in who comes back.
pub(crate) async fn come_back(
    visit: Visit,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failed> {
    let answer = answer(query.as_deref().unwrap_or_default());
    let answer = answer.map_err(|trouble| stopped(&visit, &provider, trouble.into()))?;
    let returned = callback::receive(&visit.app, &provider, visit.browser(), &answer).await;
    let returned = returned.map_err(|stop| stopped(&visit, &provider, stop))?;
    let onward = returned.onward.clone();
    match arrive::arrive(&visit.app, &here(&visit), returned).await {
        Ok(Arrived::Known(known)) => come_in(&visit, &onward, *known).await,
        Ok(Arrived::Linked) => Ok(visit.answer(see_other(path::ACCOUNT_LINKED))),
        Ok(Arrived::Stranger) => Ok(visit.answer(see_other(path::LOGIN_JOIN))),
        Err(trouble) => {
            let linking = matches!(
                trouble,
                Trouble::OtherSession | Trouble::Taken | Trouble::NotLinked
            );
            let stop = Stopped {
                trouble,
                onward,
                linking,
            };
            Err(stopped(&visit, &provider, stop))
        }
    }
}

/// An answer that comes as a form of the provider's page comes without our cookies (`SameSite=Lax`): it is turned into a link
/// to ourselves, with which they come.
pub(crate) async fn come_back_by_form(Path(provider): Path<String>, form: ByForm) -> Response {
    form.as_link(&path::LOGIN_CALLBACK.replace("{provider}", &provider))
}

fn answer(query: &str) -> Result<Answer, Trouble> {
    let read = Parameters::parse(query);
    let read = read.map_err(|_| Trouble::Lost("its answer cannot be read"))?;
    let text = |name: &str| read.find(name).map(str::to_owned);
    Ok(Answer {
        state: text("state"),
        code: text("code"),
        error: text("error"),
        iss: text("iss"),
        user: text("user"),
    })
}

fn here(visit: &Visit) -> Here<'_> {
    Here {
        place: visit.place(),
        browser: visit.browser(),
        signed_in: visit.signed_in.as_ref(),
    }
}

/// Hands what was shown over there to the one door.
async fn come_in(visit: &Visit, onward: &str, known: Known) -> Result<Response, Failed> {
    let way = Way::read(visit, onward.strip_prefix('?')).await?;
    let fault = |fault| Failed::of(visit, fault);
    let attempt = throttle::attempt(&visit.app, &known.subjects).await;
    if let Attempt::Blocked { until } = attempt.map_err(fault)? {
        let status = StatusCode::TOO_MANY_REQUESTS;
        let failure = Failure::said(status, "federation-often", "federation-often-text");
        let login = way.to(path::LOGIN);
        let failure = failure.until(until).or_go(&login, "federation-to-login");
        return Err(Failed::of(visit, failure));
    }
    let rule = way.rule(visit).await?;
    let shown = (known.user, known.proof);
    let progress = sign_in::proven(&visit.app, &rule, shown, known.subjects.clone()).await;
    let progress = progress.map_err(fault)?;
    if let Progress::More { .. } = progress {
        // What is still to be shown has a counter of its own: this one has counted nothing wrong.
        let settled = throttle::settle(&visit.app, known.subjects).await;
        settled.map_err(fault)?;
    }
    let response = way.went_on(visit, progress);
    Ok(response.unwrap_or_else(|| visit.answer(see_other(path::LOGIN))))
}

/// The ways in through other providers: all of them, or of who is known already those that are linked, where one would do.
pub(in crate::web) async fn ways(
    visit: &Visit,
    way: &Way,
    known: Option<&Pending>,
) -> Result<Vec<ProviderButton>, Failed> {
    let linked = match known {
        None => None,
        Some(pending) if !pending.factors.contains(&Factor::Provider) => return Ok(Vec::new()),
        Some(pending) => {
            let links = linking::of(&visit.app, &pending.user).await;
            Some(links.map_err(|fault| Failed::of(visit, fault))?)
        }
    };
    let would_do = |provider: &&Provider| {
        let linked = linked.as_ref();
        linked.is_none_or(|links| links.iter().any(|link| link.provider == provider.id))
    };
    let button = |provider: &Provider| ProviderButton {
        href: way.to(&path::LOGIN_WITH.replace("{provider}", &provider.id)),
        name: provider.name.clone(),
    };
    Ok(federation::offered(&visit.app)
        .filter(would_do)
        .map(button)
        .collect())
}

/// Where the form of the sign-in page may lead: to the providers of those who are at home there.
pub(in crate::web) fn homes(app: &App) -> Vec<&str> {
    let homes = federation::offered(app).filter(|provider| !provider.domains.is_empty());
    homes.map(origin).collect()
}

/// Where a form leads whose answer sends people to a provider, for the policy of its page.
pub(in crate::web) fn origin(provider: &Provider) -> &str {
    match &provider.place {
        Place::OpenId { issuer, .. } => issuer,
        Place::OAuth {
            authorization_url, ..
        } => authorization_url,
    }
}
