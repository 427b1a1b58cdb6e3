//! What must not compile, and how kindly the compiler says why. `TRYBUILD=overwrite` writes its words anew.

use std::process::Command;

/// The compiler whose words are kept here. Every other one has its own.
const COMPILER: &str = concat!("rustc ", env!("CARGO_PKG_RUST_VERSION"), ".");

#[test]
fn misuse_does_not_compile() {
    let version = Command::new("rustc").arg("--version").output();
    let version = version.expect("a compiler").stdout;
    if version.starts_with(COMPILER.as_bytes()) {
        trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
    }
}
