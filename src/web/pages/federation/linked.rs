//! `/account/linked`: a person's accounts at other providers. What changes them asks for fresh proof of who one is.

use axum::http::StatusCode;
use axum::response::Response;

use super::join::waiting;
use super::stop::stopped;
use super::{here, origin};
use crate::config::Provider;
use crate::federation::begin::{self, Wish};
use crate::federation::callback::Stopped;
use crate::federation::linking::{self, Unlinked};
use crate::federation::{self, Trouble};
use crate::identity::session::SignedIn;
use crate::store::linked_account::LinkedAccount;
use crate::web::html::{self, see_other};
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::pages::sign_in::{Onward, Way, fresh};
use crate::web::view::{self, LinkedLine, Used, Waiting};
use crate::web::visit::Visit;

/// What has just been done, or why it could not be.
type Said = Result<Option<&'static str>, &'static str>;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        let proof = Way::default().to_prove(Onward::Linked);
        return Ok(visit.answer(see_other(&proof)));
    };
    page(&visit, signed_in, Ok(None)).await
}

/// Sends somebody to a provider, to link the account there.
pub(crate) async fn add(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::Linked).await?;
    let provider = fields.text("provider");
    let wish = Wish {
        browser: visit.browser(),
        link_to: Some(signed_in),
        onward: String::new(),
        login_hint: None,
        locale: visit.words().locale().tag(),
        fresh: false,
    };
    match begin::begin(&visit.app, provider, wish).await {
        Ok(url) => Ok(visit.answer(see_other(&url))),
        Err(trouble) => Err(stopped(&visit, provider, while_linking(trouble))),
    }
}

/// Links, or forgets, who came from a provider in this browser and signed in here since.
pub(crate) async fn join(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::Linked).await?;
    let Some(stranger) = waiting(&visit).await? else {
        return page(&visit, signed_in, Err("federation-nobody-waits")).await;
    };
    if fields.text("decision") != "link" {
        let forgotten = linking::forget(&visit.app, visit.browser()).await;
        forgotten.map_err(|fault| Failed::of(&visit, fault))?;
        return page(&visit, signed_in, Ok(Some("federation-forgotten"))).await;
    }
    // What was shown is what is linked, and not what came meanwhile in another window.
    if fields.text("subject") != stranger.visitor.subject
        || fields.text("provider") != stranger.provider.id
    {
        return page(&visit, signed_in, Err("federation-nobody-waits")).await;
    }
    let provider = stranger.provider.id.clone();
    match stranger
        .join(&visit.app, &here(&visit), &signed_in.user)
        .await
    {
        Ok(onward) if onward.is_empty() => {
            page(&visit, signed_in, Ok(Some("federation-linked"))).await
        }
        Ok(onward) => {
            let way = Way::read(&visit, onward.strip_prefix('?')).await?;
            Ok(visit.answer(see_other(&way.destination())))
        }
        Err(trouble) => Err(stopped(&visit, &provider, while_linking(trouble))),
    }
}

pub(crate) async fn remove(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::Linked).await?;
    let link = (fields.text("provider"), fields.text("subject"));
    let unlinked = linking::unlink(&visit.app, signed_in, link, &visit.place()).await;
    let said = match unlinked.map_err(|fault| Failed::of(&visit, fault))? {
        Unlinked::Done => Ok(Some("federation-unlinked")),
        Unlinked::LastWay => Err("federation-last-way"),
        Unlinked::NotThere => Err("federation-not-there"),
    };
    page(&visit, signed_in, said).await
}

fn while_linking(trouble: Trouble) -> Stopped {
    Stopped {
        linking: true,
        ..trouble.into()
    }
}

async fn page(visit: &Visit, signed_in: &SignedIn, said: Said) -> Result<Response, Failed> {
    let links = linking::of(&visit.app, &signed_in.user).await;
    let links = links.map_err(|fault| Failed::of(visit, fault))?;
    let stranger = waiting(visit).await?;
    let addable: Vec<&Provider> = federation::offered(&visit.app)
        .filter(|provider| provider.link)
        .collect();
    let status = match said {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let words = visit.words();
    let page = view::LinkedAccounts {
        shell: visit.shell(),
        csrf: visit.csrf(),
        links: links.iter().map(|link| line(visit, link)).collect(),
        addable: addable
            .iter()
            .map(|provider| (provider.id.clone(), provider.name.clone()))
            .collect(),
        waiting: stranger
            .filter(|stranger| stranger.provider.link)
            .map(|stranger| Waiting {
                provider: stranger.provider.id.clone(),
                name: stranger.provider.name.clone(),
                label: stranger.visitor.label().to_owned(),
                subject: stranger.visitor.subject,
            }),
        now: visit.app.now().millis(),
        problem: said.err().map(|key| words.say(key)).unwrap_or_default(),
        notice: said.ok().flatten().map(|key| words.say(key)),
    };
    let places: Vec<&str> = addable.into_iter().map(origin).collect();
    let page = html::page_towards_any(status, &places, &page);
    Ok(visit.answer(page.map_err(|failure| Failed::of(visit, failure))?))
}

fn line(visit: &Visit, link: &LinkedAccount) -> LinkedLine {
    let mut known = visit.app.config.providers.iter();
    let known = known.find(|provider| provider.id == link.provider);
    LinkedLine {
        name: known.map_or_else(|| link.provider.clone(), |known| known.name.clone()),
        enabled: known.is_some_and(|known| known.enabled),
        provider: link.provider.clone(),
        subject: link.subject.clone(),
        label: link.label.clone(),
        since: link.linked_at.millis(),
        used: link.last_used_at.map(|at| Used { at: at.millis() }),
    }
}
