//! Providers at which people sign in: what presets fill in, and what has no sense.

use secrecy::ExposeSecret as _;

use super::{super::*, *};

fn one(table: &str) -> Result<Provider, String> {
    let file = format!("issuer = \"https://id.example.org\"\n[providers.up]\n{table}");
    from_file(&file).map(|config| config.providers.into_iter().next().expect("a provider"))
}

fn google(more: &str) -> Result<Provider, String> {
    one(&format!(
        "preset = \"google\"\nclient_id = \"c\"\nclient_secret = \"s\"\n{more}"
    ))
}

#[test]
fn a_preset_fills_in_what_is_left_out() {
    let provider = google("").unwrap();
    assert_eq!(
        (provider.id.as_str(), provider.name.as_str()),
        ("up", "Google")
    );
    assert!(
        matches!(&provider.place, Place::OpenId { issuer, tenants: None } if issuer == "https://accounts.google.com")
    );
    assert_eq!(provider.scopes, ["openid", "profile", "email"]);
    assert!(provider.enabled && provider.link && !provider.provision);
    assert!(
        provider.trust_email.is_empty(),
        "nobody's word for an address is taken by itself"
    );
    let github = one("preset = \"github\"\nclient_id = \"c\"\nclient_secret = \"s\"").unwrap();
    assert_eq!(
        (github.map.subject.as_str(), github.map.username.as_str()),
        ("id", "login")
    );
    assert!(matches!(
        github.place,
        Place::OAuth {
            emails_url: Some(_),
            ..
        }
    ));
}

#[test]
fn a_provider_may_be_written_in_variables_alone() {
    let config = from_env(&[
        (
            "COUNTERSIGN_PROVIDERS__MY_CORP__ISSUER",
            "https://sso.example.org",
        ),
        ("COUNTERSIGN_PROVIDERS__MY_CORP__CLIENT_ID", "c"),
        ("COUNTERSIGN_PROVIDERS__MY_CORP__CLIENT_SECRET", "s"),
        ("COUNTERSIGN_PROVIDERS__MY_CORP__MAP__USERNAME", "uid"),
        (
            "COUNTERSIGN_PROVIDERS__MY_CORP__ROLES",
            "groups contains staff -> editor",
        ),
    ])
    .unwrap();
    let provider = &config.providers[0];
    assert_eq!(
        (provider.id.as_str(), provider.name.as_str()),
        ("my-corp", "my-corp")
    );
    assert_eq!(provider.map.username, "uid");
    assert_eq!(provider.roles.iter().count(), 1);
    assert!(
        matches!(&provider.credential, Credential::Secret(secret) if secret.expose_secret() == "s")
    );
}

#[test]
fn microsoft_speaks_for_one_directory_or_for_many() {
    let microsoft = |tenant: &str| {
        one(&format!(
            "preset = \"microsoft\"\nclient_id = \"c\"\nclient_secret = \"s\"\ntenant = \"{tenant}\""
        ))
    };
    let many = microsoft("common").unwrap();
    assert!(matches!(
        many.place,
        Place::OpenId {
            tenants: Some(_),
            ..
        }
    ));
    let directory = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490";
    let single = microsoft(directory).unwrap();
    assert!(
        matches!(single.place, Place::OpenId { tenants: None, issuer } if issuer.contains(directory))
    );
    for wrong in [
        "contoso.com",
        "../common",
        "8EAEF023-2B34-4DA1-9BAA-8BC8C9D6A490",
        "",
    ] {
        assert!(microsoft(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_secret_stands_in_one_place_and_is_never_shown() {
    let folder = Folder::new();
    let file = folder.0.join("secret");
    fs::write(&file, "from a file\n").expect("a file");
    let from = |path: &std::path::Path| {
        one(&format!(
            "preset = \"google\"\nclient_id = \"c\"\nclient_secret_file = \"{}\"",
            path.display()
        ))
    };
    let provider = from(&file).unwrap();
    assert!(
        matches!(&provider.credential, Credential::Secret(secret) if secret.expose_secret() == "from a file")
    );
    assert!(!format!("{provider:?}").contains("from a file"));
    assert!(
        from(&folder.0.join("none"))
            .unwrap_err()
            .contains("cannot be read")
    );
    fs::write(&file, "\n").expect("a file");
    assert!(from(&file).unwrap_err().contains("is empty"));
    assert!(
        google("client_secret_file = \"x\"")
            .unwrap_err()
            .contains("one is enough")
    );
    let unquoted =
        one("preset = \"google\"\nclient_id = \"c\"\nclient_secret = 123456789").unwrap_err();
    assert!(!unquoted.contains("123456789"), "{unquoted}");
}

#[test]
fn apple_needs_all_that_its_secret_is_made_of() {
    let folder = Folder::new();
    let key = folder.0.join("key.p8");
    fs::write(&key, "PEM").expect("a file");
    let all = format!(
        "preset = \"apple\"\nclient_id = \"c\"\nteam_id = \"T\"\nkey_id = \"K\"\nprivate_key_file = \"{}\"\n",
        key.display()
    );
    let apple = one(&all).unwrap();
    assert!(matches!(apple.credential, Credential::Signed { .. }) && apple.answers_by_form);
    assert!(one(&all.replace("key_id = \"K\"\n", "")).is_err());
    assert!(
        one("preset = \"apple\"\nclient_id = \"c\"")
            .unwrap_err()
            .contains("team_id")
    );
}

#[test]
fn what_has_no_sense_is_refused_with_advice() {
    let with = |text: &str| one(&format!("client_id = \"c\"\nclient_secret = \"s\"\n{text}"));
    assert!(with("issuer = \"https://sso.example.org\"").is_ok());
    let places = "authorization_url = \"https://a.example/a\"\ntoken_url = \"https://a.example/t\"\nuserinfo_url = \"https://a.example/u\"\n";
    assert!(with(&format!("{places}map.subject = \"id\"")).is_ok());
    for (wrong, said) in [
        ("", "`issuer`"),
        ("issuer = \"http://sso.example.org\"", "no https URL"),
        ("issuer = \"https://u:p@sso.example.org\"", "no https URL"),
        ("issuer = \"javascript:alert(1)\"", "no https URL"),
        ("authorization_url = \"https://a.example/a\"", "`token_url`"),
        (places, "`map.subject`"),
        (
            "issuer = \"https://sso.example.org\"\nmap.subject = \"email\"",
            "always `sub`",
        ),
        (
            "issuer = \"https://sso.example.org\"\nscope = [\"x\"]",
            "`providers.up.scopes`",
        ),
        ("preset = \"myspace\"", "presets"),
        (
            "issuer = \"https://sso.example.org\"\nroles = [\"groups has x -> y\"]",
            "no rule",
        ),
        (
            "issuer = \"https://sso.example.org\"\ntrust_email = [\"*\"]",
            "no domain",
        ),
    ] {
        let error = with(wrong).unwrap_err();
        assert!(error.contains(said), "{wrong}: {error}");
    }
    for name in ["Google", "a_b", "-a", "a.b"] {
        let file = format!("[providers.{name}]\npreset = \"google\"\n");
        assert!(from_file(&file).is_err(), "{name}");
    }
    assert!(from_file("[providers.up]\n").unwrap().providers.is_empty());
    assert!(
        from_env(&[("COUNTERSIGN_PROVIDERS__UP__CLIENTID", "c")])
            .unwrap_err()
            .contains("COUNTERSIGN_PROVIDERS__UP__CLIENT_ID")
    );
}
