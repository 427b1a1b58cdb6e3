//! What else somebody on the way in may show instead of what this page asks for.

use super::Way;
use super::next::page;
use crate::domain::Factor;
use crate::web::view::OtherWay;
use crate::words::Words;

/// Links to the pages of these factors, but not to the page of the one that is asked for here.
pub(in crate::web) fn other_ways(
    words: Words,
    way: &Way,
    (factors, here): (&[Factor], Factor),
) -> Vec<OtherWay> {
    let own = page(here);
    let mut ways: Vec<OtherWay> = Vec::new();
    for factor in factors.iter().filter(|factor| **factor != here) {
        let Some(place) = page(*factor).filter(|place| Some(*place) != own) else {
            continue;
        };
        let href = way.to(place);
        if !ways.iter().any(|known| known.href == href) {
            ways.push(OtherWay {
                label: words.say(label(*factor)),
                href,
            });
        }
    }
    ways
}

fn label(factor: Factor) -> &'static str {
    match factor {
        Factor::Password | Factor::Directory => "factors-other-ways-password",
        Factor::Provider => "factors-other-ways-provider",
        Factor::Passkey => "factors-other-ways-passkey",
        Factor::Totp => "factors-other-ways-totp",
        Factor::RecoveryCode => "factors-other-ways-recovery-code",
        Factor::EmailCode => "factors-other-ways-email-code",
    }
}
