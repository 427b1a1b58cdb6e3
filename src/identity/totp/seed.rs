//! A seed of one-time passwords, as applications on phones take it: SHA-1, six digits, thirty seconds (RFC 6238 section 4). What
//! differs from that, many of them pass over in silence.

use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::base::{Fault, Random, Timestamp};

/// In bytes, as RFC 4226 section 4 recommends.
pub(super) const LENGTH: usize = 20;
const DIGITS: u8 = 6;
const SECONDS: u64 = 30;
/// How many steps a clock may be off, each way (RFC 6238 section 5.2).
const SKEW: u16 = 1;

pub(super) struct Seed(Zeroizing<[u8; LENGTH]>);

impl Seed {
    pub(super) fn new(random: &dyn Random) -> Self {
        Self(Zeroizing::new(random.bytes()))
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The step that `code` belongs to, if it is one of those around now.
    pub(super) fn step_of(&self, code: &str, now: Timestamp) -> Result<Option<i64>, Fault> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let plain =
            digits.len() == usize::from(DIGITS) && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain {
            return Ok(None);
        }
        let seconds = u64::try_from(now.seconds()).unwrap_or_default();
        let step = self.named("", "")?.check(&digits, seconds);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    /// What an application reads from the picture (the Key URI Format).
    pub(super) fn uri(&self, issuer: &str, account: &str) -> Result<String, Fault> {
        self.named(issuer, account)?
            .to_url()
            .map_err(Fault::internal)
    }

    /// What is typed where there is no camera, in groups of four.
    pub(super) fn text(&self) -> String {
        let letters: Vec<char> = self.secret().to_base32().chars().collect();
        let groups: Vec<String> = letters
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join(" ")
    }

    fn secret(&self) -> Secret {
        Secret::new(self.0.to_vec().into_boxed_slice())
    }

    /// A colon would part issuer and account.
    fn named(&self, issuer: &str, account: &str) -> Result<Totp, Fault> {
        let plain = |text: &str| text.replace(':', " ");
        let named = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(SECONDS)
            .with_secret(self.secret())
            .with_issuer((!issuer.is_empty()).then(|| plain(issuer)))
            .with_account_name(plain(account));
        named.build().map_err(Fault::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, of whose eight digits the last six are ours.
    fn known() -> Seed {
        Seed::read(b"12345678901234567890").unwrap()
    }

    fn step(code: &str, seconds: i64) -> Option<i64> {
        let now = Timestamp(seconds * 1000);
        known().step_of(code, now).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_specification() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step(code, seconds), Some(seconds / 30), "{code}");
        }
        assert_eq!(step("287 082", 59), Some(1));
    }

    #[test]
    fn a_clock_may_be_off_by_one_step_and_no_more() {
        let own = 1_111_111_109 / 30;
        for seconds in [1_111_111_109 - 30, 1_111_111_109 + 30] {
            assert_eq!(step("081804", seconds), Some(own));
        }
        for seconds in [1_111_111_109 - 60, 1_111_111_109 + 60] {
            assert_eq!(step("081804", seconds), None);
        }
    }

    #[test]
    fn what_is_no_code_of_six_digits_is_none() {
        for wrong in ["", "287", "94287082", "28708x", "-87082", "٢٨٧٠٨٢"] {
            assert_eq!(step(wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_with_a_colon_stays_one_name() {
        let uri = known().uri("Acme: Notes", "a:b@example.org").unwrap();
        assert!(uri.starts_with("otpauth://totp/"), "{uri}");
        assert_eq!(
            uri.matches("%3A").count() + uri[10..].matches(':').count(),
            1,
            "{uri}"
        );
        assert_eq!(known().text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
