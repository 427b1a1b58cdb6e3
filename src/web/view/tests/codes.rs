//! The pages of second factors that are codes, with hostile text in every field.

use super::*;

fn other_way() -> OtherWay {
    OtherWay {
        label: hostile(),
        href: "/login/code".to_owned(),
    }
}

fn code() -> Code {
    Code {
        shell: shell(),
        csrf: hostile(),
        action: "/login/code".to_owned(),
        heading: hostile(),
        lead: hostile(),
        label: hostile(),
        code: hostile(),
        digits: true,
        trust: true,
        error: Some(hostile()),
        resend: Some("/login/email-code".to_owned()),
        other_ways: vec![other_way()],
    }
}

fn email_code() -> EmailCode {
    EmailCode {
        shell: shell(),
        csrf: hostile(),
        action: "/login/email-code".to_owned(),
        email: None,
        identifier: hostile(),
        challenge: Some(challenge()),
        error: Some(hostile()),
        other_ways: vec![other_way()],
    }
}

fn totp_add() -> TotpAdd {
    TotpAdd {
        shell: shell(),
        csrf: hostile(),
        action: "/account/totp/add".to_owned(),
        seed: hostile(),
        secret: hostile(),
        uri: "otpauth://totp/a".to_owned(),
        picture: (29, "M4 4h1v1h-1z".to_owned()),
        error: Some(hostile()),
        back: "/account".to_owned(),
    }
}

/// All of them.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    let rendered = |page: &dyn askama::DynTemplate| page.dyn_render().expect("a page");
    let totp = Totp {
        shell: shell(),
        csrf: hostile(),
        set_up_at: Some(Moment { at: 60_000 }),
        now: 240_000,
        notice: Some(hostile()),
    };
    let kept = |codes| RecoveryCodes {
        shell: shell(),
        csrf: hostile(),
        make: "/account/recovery-codes/make".to_owned(),
        left: Some((2, 10)),
        few: true,
        of_use: true,
        codes,
        onward: ("/account".to_owned(), true),
    };
    let elsewhere = CodeElsewhere {
        shell: shell(),
        code: hostile(),
    };
    let enrol = Enrol {
        shell: shell(),
        application: Some(hostile()),
        passkey: Some("/account/passkeys/add".to_owned()),
        totp: Some("/account/totp/add".to_owned()),
    };
    vec![
        ("code", rendered(&code())),
        ("email_code", rendered(&email_code())),
        ("code_elsewhere", rendered(&elsewhere)),
        ("totp", rendered(&totp)),
        ("totp_add", rendered(&totp_add())),
        ("recovery_codes", rendered(&kept(Vec::new()))),
        ("recovery_codes_made", rendered(&kept(vec![hostile()]))),
        ("enrol", rendered(&enrol)),
    ]
}
