//! The address on a letter (RFC 5321 section 4.1.2): what is sent to must be one, and can be nothing else.

use lettre::Address;

/// Whether a letter can be addressed so at all.
pub fn can_reach(address: &str) -> bool {
    recipient(address).is_some()
}

/// The address as servers take it: a domain in other letters than ASCII in its ASCII form (RFC 5891). A local part in such
/// letters stays, for servers that know RFC 6531.
pub(super) fn recipient(address: &str) -> Option<Address> {
    let (local, domain) = address.trim().rsplit_once('@')?;
    let url::Host::Domain(domain) = url::Host::parse(domain).ok()? else {
        // A number is no domain that a person has.
        return None;
    };
    // What is quoted may hold what ends a command; nobody's address needs it.
    if local
        .chars()
        .any(|c| c.is_control() || matches!(c, '<' | '>'))
    {
        return None;
    }
    Address::new(local, domain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_it_is_or_not_at_all() {
        for (address, taken) in [
            ("ada@example.org", "ada@example.org"),
            (" ada+notes@Example.org ", "ada+notes@example.org"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ädä@example.org", "ädä@example.org"),
            ("\"ada.l@home\"@example.org", "\"ada.l@home\"@example.org"),
            ("o'neil@example.org", "o'neil@example.org"),
        ] {
            let recipient = recipient(address).map(|address| address.to_string());
            assert_eq!(recipient.as_deref(), Some(taken));
        }
        for address in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@example.org\r\nBcc: eve@example.org",
            "ada\r\nRCPT TO:<eve@example.org>@example.org",
            "\"ada\r\n\"@example.org",
            "ada@example.org>\r\nDATA",
            "<ada@example.org>",
            "ada@[127.0.0.1]",
            "ada@127.0.0.1",
            "ada, eve@example.org",
            "ada@exa mple.org",
        ] {
            assert!(!can_reach(address), "{address}");
        }
    }
}
