//! The operator's own look: what pages name of it is served, and means nothing but what was configured.

use std::path::PathBuf;

use countersign::config::{Config, Sources};

use crate::support::{TestServer, covers};

covers!("/assets/{*name}");

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h1\"/></svg>";

/// A folder of a test's own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("countersign-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn configured(options: &[(&str, &str)]) -> Result<Config, String> {
    let named =
        |(name, value): &(&str, &str)| (format!("COUNTERSIGN_BRAND__{name}"), (*value).to_owned());
    let sources = Sources {
        env: options.iter().map(named).collect::<Vec<_>>(),
        file: None,
        flags: Default::default(),
    };
    Config::load(sources).map_err(|error| error.to_string())
}

#[tokio::test]
async fn pages_look_as_the_operator_wants_and_load_it_from_here() {
    let folder = Folder::new("brand");
    let (logo, css) = (
        folder.with("logo.svg", DRAWING),
        folder.with("own.css", ".card { border-radius: 0 }"),
    );
    let brand = configured(&[
        ("NAME", "Acme"),
        ("LOCALE", "es"),
        ("ACCENT", "#ffcc00"),
        ("LOGO", &logo),
        ("CSS", &css),
        ("FOOTER", "Privacy=https://acme.example/privacy"),
        ("SUPPORT", "help@acme.example"),
    ]);
    let brand = brand.unwrap().brand;
    let server = TestServer::with(|config| config.brand = brand).await;
    let page = server.browser().get("/login").await.expect(200);
    assert!(page.body.contains("<html lang=\"es\">"), "{}", page.dump());
    assert!(page.body.contains("href=\"https://acme.example/privacy\""));
    let nothing = server.browser().get("/nothing").await.expect_page(404);
    assert!(nothing.body.contains("href=\"mailto:help@acme.example\""));
    let named =
        |part: &&str| part.starts_with("/assets/logo.") || part.starts_with("/assets/brand.");
    let named: Vec<&str> = page.body.split('"').filter(named).collect();
    let [stylesheet, picture] = named[..] else {
        panic!("{}", page.dump())
    };

    let answer = server.nobody().get(stylesheet).await.expect(200);
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(answer.body.ends_with(".card { border-radius: 0 }"));
    assert!(
        answer.body.contains("--on-accent: #000000"),
        "{}",
        answer.dump()
    );
    assert!(
        !answer
            .body
            .contains("--accent: #ffcc00; --on-accent: #ffffff")
    );
    let known = [("if-none-match", answer.header("etag"))];
    server
        .nobody()
        .request("GET", stylesheet, &known, "")
        .await
        .expect(304);

    let answer = server.nobody().get(picture).await.expect(200);
    assert_eq!(answer.header("content-type"), "image/svg+xml");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-security-policy").contains("sandbox"));

    for other in [
        "/assets/own.css",
        "/assets/logo.svg",
        "/assets/logo.0000000000000000.svg",
        "/assets/../own.css",
    ] {
        server.nobody().get(other).await.expect(404);
    }
}

#[test]
fn what_cannot_be_shown_is_refused_at_the_start() {
    let folder = Folder::new("brand-refused");
    let script = DRAWING.replace("<path", "<script>alert(1)</script><path");
    let cases = [
        (
            "LOGO",
            folder.with("good.svg", DRAWING),
            folder.with("script.svg", &script),
        ),
        (
            "LOGO",
            folder.with("good.svg", DRAWING),
            folder.with("text.png", "no picture"),
        ),
        (
            "LOGO",
            folder.with("good.svg", DRAWING),
            "/no/such/file.png".to_owned(),
        ),
        (
            "CSS",
            folder.with("good.css", "a { }"),
            folder.with("import.css", "@import 'x';"),
        ),
        (
            "CSS",
            folder.with("good.css", "a { }"),
            folder.with("long.css", &" ".repeat(70_000)),
        ),
        ("ACCENT", "#0b5f59".to_owned(), "red".to_owned()),
        ("LOCALE", "fr".to_owned(), "it".to_owned()),
        (
            "FOOTER",
            "A=https://a.example".to_owned(),
            "A=http://a.example".to_owned(),
        ),
    ];
    for (name, right, wrong) in cases {
        configured(&[(name, &right)]).expect(name);
        let error = configured(&[(name, &wrong)]).expect_err(name);
        assert!(
            error.contains(&format!("COUNTERSIGN_BRAND__{name}")),
            "{error}"
        );
        assert!(error.contains("write") && !error.contains('\n'), "{error}");
    }
}
