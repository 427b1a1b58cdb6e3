//! The pages on the way in. The first is `/login`; `/login/next` leads to the page of what is still to be shown, whichever it is.
//! None of them decides whether somebody is in: each hands what was shown to `identity::sign_in`, and goes where that says.

pub(in crate::web) mod choose;
pub(in crate::web) mod code;
pub(in crate::web) mod email_code;
pub(in crate::web) mod email_link;
pub(in crate::web) mod login;
pub(in crate::web) mod next;
mod onward;
mod other_ways;
pub(in crate::web) mod passkey;
mod way;

pub(in crate::web) use onward::Onward;
pub(in crate::web) use way::Way;

use super::Failed;
use crate::identity::session::SignedIn;
use crate::identity::sign_in;
use crate::web::html::see_other;
use crate::web::visit::Visit;

/// Who is signed in and has proven it just now, with all that they hold; or the way to do so and come back.
pub(in crate::web) async fn fresh(visit: &Visit, onward: Onward) -> Result<&SignedIn, Failed> {
    fresh_on(visit, &Way::default(), onward).await
}

/// The same for a page on the way of a request, which comes back with that request.
pub(in crate::web) async fn fresh_on<'v>(
    visit: &'v Visit,
    way: &Way,
    onward: Onward,
) -> Result<&'v SignedIn, Failed> {
    if let Some(signed_in) = &visit.signed_in {
        let fresh = sign_in::is_fresh(&visit.app, signed_in).await;
        if fresh.map_err(|fault| Failed::of(visit, fault))? {
            return Ok(signed_in);
        }
    }
    let proof = way.to_prove(onward);
    Err(Failed::with(visit.answer(see_other(&proof))))
}
