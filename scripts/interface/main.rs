//! Compares the verifier's public interface with the one that is written down, so that nothing in it changes unseen.
//! `scripts/public-api` runs it.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use public_api::Builder;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [json, written, rest @ ..] = arguments.as_slice() else {
        return Err("usage: public-interface RUSTDOC-JSON FILE [--write]".into());
    };
    let present = interface(Path::new(json))?;
    if rest.iter().any(|argument| argument == "--write") {
        let lines: Vec<&str> = present.iter().map(String::as_str).collect();
        std::fs::write(written, lines.join("\n") + "\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    let former = std::fs::read_to_string(written)?;
    let former: BTreeSet<String> = former.lines().map(str::to_owned).collect();
    report("gone, which breaks callers", former.difference(&present));
    report("new, which is a promise", present.difference(&former));
    Ok(ExitCode::from(u8::from(former != present)))
}

/// One line an item, without what every type has by itself.
fn interface(json: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let api = Builder::from_rustdoc_json(json)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .omit_blanket_impls(true)
        .build()?;
    Ok(api.items().map(ToString::to_string).collect())
}

#[expect(clippy::print_stdout, reason = "it is a command")]
fn report<'a>(what: &str, lines: impl Iterator<Item = &'a String>) {
    for line in lines {
        println!("{what}: {line}");
    }
}
