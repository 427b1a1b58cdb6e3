//! The floor under every issuer of RS256 tokens: how many RSA-2048 signatures aws-lc-rs makes a second
//! on one core. `scripts/bench` prints what the server reaches as a ratio to it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};

/// As long as the signing input of an ordinary access token (RFC 9068).
const MESSAGE: [u8; 640] = [b'a'; 640];
const SPAN: Duration = Duration::from_secs(3);

#[expect(
    clippy::print_stdout,
    reason = "the figure is what this program is for"
)]
fn main() -> Result<(), Unspecified> {
    let key = RsaKeyPair::generate(KeySize::Rsa2048)?;
    signatures_in(&key, Duration::from_millis(300))?;
    let rate = signatures_in(&key, SPAN)?;
    println!("{rate:.0} signatures/s");
    Ok(())
}

/// Signs for about as long as `span`; signatures a second.
#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures the machine's own time"
)]
fn signatures_in(key: &RsaKeyPair, span: Duration) -> Result<f64, Unspecified> {
    let random = SystemRandom::new();
    let mut signature = vec![0; key.public_modulus_len()];
    let mut count = 0.0;
    let start = Instant::now();
    while start.elapsed() < span {
        key.sign(
            &RSA_PKCS1_SHA256,
            &random,
            black_box(&MESSAGE),
            &mut signature,
        )?;
        black_box(&signature);
        count += 1.0;
    }
    Ok(count / start.elapsed().as_secs_f64())
}
