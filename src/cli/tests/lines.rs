//! Command lines, as they are understood.

use clap::CommandFactory as _;
use clap::error::ErrorKind;

use crate::cli::*;

fn understood(line: &str) -> Result<Line, clap::Error> {
    let words: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
    read(&words)
}

fn noun(line: &str) -> Noun {
    let understood = understood(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    understood
        .noun
        .unwrap_or_else(|| panic!("{line}: no command"))
}

#[test]
fn the_tree_is_sound() {
    Line::command().debug_assert();
}

#[test]
fn every_command_that_is_promised_is_understood() {
    for line in [
        "countersign",
        "countersign serve --listen 127.0.0.1:9 --issuer http://localhost:9 --database-url sqlite:x --keys-dir k --config c",
        "countersign serve --tls-cert c.pem --tls-key k.pem",
        "countersign --listen 127.0.0.1:9",
        "countersign migrate",
        "countersign doctor --json",
        "countersign user create ada --email a@example.org --given-name Ada --family-name L --email-verified \
         --role a --role b --password-stdin",
        "countersign user create ada --email a@example.org --phone +4930123456 --phone-verified --street S --postal-code 1 \
         --locality L --region R --country C --address-formatted A --claim nickname=Al --claim locale=de",
        "countersign user update ada --given-name Ada --phone-verified=false --claim nickname=",
        "countersign user list --database-url sqlite:x.db --json",
        "countersign --json --database-url sqlite:x.db user list",
        "countersign user show ada",
        "countersign user disable ada",
        "countersign user enable ada",
        "countersign user delete ada",
        "countersign user create ada --email a@example.org --password-hash-stdin",
        "countersign user import people.jsonl --dry-run",
        "countersign user set-password ada --password-stdin",
        "countersign user sign-out ada",
        "countersign role create editor --resource https://api.example.org --description Edits",
        "countersign role grant editor --user ada",
        "countersign role grant editor --client web --resource https://api.example.org",
        "countersign role revoke editor --user ada",
        "countersign role list",
        "countersign token explain",
        "countersign token explain - --audience https://api.example.org --issuer https://id.example.org --json",
        "countersign resource create https://api.example.org --name N --scope a --scope b",
        "countersign resource list",
        "countersign resource delete https://api.example.org",
        "countersign client create --name N --id web --public --redirect-uri https://a.example/cb --grant \
         authorization_code --scope openid --resource https://api.example.org --first-party --no-require-pkce",
        "countersign client create --name N --introspects https://a.example.org --introspects https://b.example.org",
        "countersign client list",
        "countersign client show web",
        "countersign client disable web",
        "countersign client enable web",
        "countersign client delete web",
        "countersign client rotate-secret web --overlap 0s",
        "countersign keys list",
        "countersign keys rotate",
        "countersign keys rotate --now",
        "countersign keys rotate --leaked",
        "countersign keys rotate --leaked --algorithm ES384",
        "countersign keys import key.pem",
        "countersign keys import key.pem --algorithm PS256",
        "countersign config docs --stdout",
        "countersign config check",
    ] {
        assert!(
            understood(line).is_ok(),
            "{line}: {}",
            understood(line).unwrap_err()
        );
    }
}

#[test]
fn applications_are_described_in_many_words() {
    for line in [
        "countersign client create --metadata client.json",
        "countersign client create --name N --response-type id_token --auth-method private_key_jwt --jwks keys.json \
         --post-logout-redirect-uri https://a.example/bye --backchannel-logout-uri https://a.example/out \
         --frontchannel-logout-uri https://a.example/out --id-token-alg ES256 --subject-type pairwise \
         --sector-identifier-uri https://a.example/s --initiate-login-uri https://a.example/login --request-uri \
         https://a.example/r --application-type web",
        "countersign client update web --jwks-uri https://a.example/jwks --first-party=false --require-pkce",
        "countersign client token create --name CI --lifetime 7d --uses 3",
        "countersign client token create --name CI --unlimited",
        "countersign client token list",
        "countersign client token revoke 1",
    ] {
        assert!(understood(line).is_ok(), "{line}");
    }
}

#[test]
fn what_is_not_understood_ends_with_2() {
    for line in [
        "countersign sreve",
        "countersign user",
        "countersign user create ada",
        "countersign user set-password ada",
        "countersign user list --listen 127.0.0.1:9",
        "countersign --listen 127.0.0.1:9 user list",
        "countersign role grant editor",
        "countersign role grant editor --user ada --client web",
        "countersign client create",
        "countersign client create --name N --grant password",
        "countersign client create --name N --auth-method tls_client_auth",
        "countersign client create --name N --public --auth-method private_key_jwt",
        "countersign client create --name N --response-type token",
        "countersign client create --name N --id-token-alg none",
        "countersign client token create",
        "countersign client token create --name CI --uses 1 --unlimited",
        "countersign client rotate-secret web --overlap 24",
        "countersign keys rotate --now --leaked",
        "countersign keys rotate --algorithm HS256",
        "countersign keys import key.pem --algorithm none",
    ] {
        let error = understood(line).expect_err(line);
        assert_eq!(error.exit_code(), 2, "{line}");
    }
    assert_eq!(understood("countersign --help").unwrap_err().exit_code(), 0);
}

#[test]
fn options_for_all_commands_stand_anywhere() {
    for line in [
        "countersign --json user list --keys-dir k",
        "countersign --keys-dir k user --json list",
    ] {
        let common = understood(line).unwrap().common;
        assert!(
            common.json && common.keys_dir.as_deref() == Some("k"),
            "{line}"
        );
    }
}

#[test]
fn serve_takes_its_options_on_either_side_of_its_name() {
    let Noun::Serve(options) = noun("countersign --listen a --issuer b serve --listen c") else {
        panic!("not serve")
    };
    assert_eq!(
        (options.listen.as_deref(), options.issuer.as_deref()),
        (Some("c"), Some("b"))
    );
    assert!(understood("countersign").unwrap().noun.is_none());
}

#[test]
fn a_wrong_word_comes_with_the_nearest() {
    let error = understood("countersign usr list").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidSubcommand);
    assert!(error.to_string().contains("user"), "{error}");
}

#[test]
fn help_has_a_verb_a_line() {
    let help = understood("countersign --help").unwrap_err().to_string();
    for call in [
        "  serve ",
        "  user create NAME ",
        "  client rotate-secret ID ",
        "  keys import FILE ",
        "  doctor ",
    ] {
        let line = help.lines().find(|line| line.starts_with(call));
        assert!(
            line.is_some_and(|line| line.trim_end().len() > call.len() + 8),
            "{call}:\n{help}"
        );
    }
}

#[test]
fn two_secrets_overlap_for_a_day_by_default() {
    let Noun::Client(client::Verb::RotateSecret(rotate)) =
        noun("countersign client rotate-secret web")
    else {
        panic!("not rotate-secret")
    };
    assert_eq!(rotate.overlap, std::time::Duration::from_secs(86_400));
}
