//! What a request says of the pages (OIDC Core section 3.1.2.1): which have to be shown, or that none may be.

use crate::base::named::named;
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;

named! {
    pub enum Prompt {
        None = "none",
        Login = "login",
        Consent = "consent",
        SelectAccount = "select_account",
    }
}

named! {
    /// The pages fit each of these as they are, without scripts too. So the parameter is accepted and changes nothing, and a value
    /// of tomorrow is no reason to refuse.
    pub enum Display {
        Page = "page",
        Popup = "popup",
        Touch = "touch",
        Wap = "wap",
    }
}

pub(super) fn prompts(parameters: &Parameters) -> Result<Vec<Prompt>, Error> {
    let mut prompts = Vec::new();
    let words = parameters.find("prompt").unwrap_or_default();
    for word in words.split_ascii_whitespace() {
        prompts.push(Prompt::named(word).ok_or_else(|| {
            Refusal::new(ErrorCode::InvalidRequest, "the prompt is not supported")
                .because(format_args!("{word:?}"))
        })?);
    }
    if prompts.contains(&Prompt::None) && prompts.len() > 1 {
        let words = "prompt=none stands alone";
        return Err(Refusal::new(ErrorCode::InvalidRequest, words).into());
    }
    Ok(prompts)
}
