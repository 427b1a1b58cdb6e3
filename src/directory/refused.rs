//! Why a directory refuses a password, in words for the log. People are told only that name and password do not belong together.

/// What a bind's result code (RFC 4511 section 4.1.9) and its text say. None where it is no refusal of this person, but trouble.
pub(super) fn reason(code: u32, said: &str) -> Option<&'static str> {
    match code {
        49 => Some(of_active_directory(said).unwrap_or("the directory does not take the password")),
        // An entry without a password, one that is gone meanwhile, one that a policy locks.
        48 => Some("the directory has no password for this entry"),
        32 | 34 => Some("the directory does not know the entry any more"),
        19 => Some("a policy of the directory refuses this entry"),
        53 => Some("the directory is unwilling to check this entry"),
        _ => None,
    }
}

/// Active Directory puts a code of its own into the text: `80090308: LdapErr: ..., data 533, v4563`.
fn of_active_directory(said: &str) -> Option<&'static str> {
    let (_, rest) = said.split_once("data ")?;
    let code = rest.split([',', ' ']).next()?;
    Some(match code {
        "525" => "the directory does not know the entry any more",
        "52e" => "the directory does not take the password",
        "530" => "the directory lets this entry sign in at other hours only",
        "531" => "the directory lets this entry sign in at other machines only",
        "532" => "the entry's password has expired",
        "533" => "the entry is disabled in the directory",
        "701" => "the entry has expired",
        "773" => "the entry's password has to be changed first",
        "775" => "the entry is locked in the directory",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_from_trouble() {
        let said = "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 533, v4563";
        assert_eq!(
            reason(49, said),
            Some("the entry is disabled in the directory")
        );
        let plain = Some("the directory does not take the password");
        assert_eq!(reason(49, ""), plain);
        assert_eq!(reason(49, "data 999, x"), plain);
        for trouble in [1, 2, 3, 8, 10, 13, 51, 52] {
            assert_eq!(reason(trouble, said), None, "{trouble}");
        }
    }
}
