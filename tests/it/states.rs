//! What a person meets when something does not go on: always a page of ours, in their language, with what to do. Programs get
//! JSON for the same.

use crate::support::browser::SESSION;
use crate::support::{Answer, TestServer, seconds, signed_in, sources};

/// A page that says what happened, leads on, and names the request for whoever is asked for help.
#[track_caller]
fn leads(answer: Answer, status: u16, heading: &str, way: &str) -> Answer {
    let page = answer.expect_page(status);
    assert!(page.body.contains(heading), "{}", page.dump());
    let link = format!("href=\"{way}\">");
    assert!(page.body.contains(&link), "{way}: {}", page.dump());
    let reference = page.header("x-request-id").to_owned();
    assert!(page.body.contains(&format!(">{reference}</code>")));
    page
}

#[tokio::test]
async fn what_no_handler_answers_is_a_page_for_people_and_json_for_programs() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    browser.says.push(("accept-language", "fr"));
    let form = browser.get("/login").await.expect(200).form("/login");

    let nothing = browser.get("/nothing/here").await;
    leads(nothing, 404, "Il n’y a rien ici", "/");
    let not_opened = browser.get("/account/sessions/end").await;
    let heading = "Cette adresse est celle d’un formulaire";
    leads(not_opened, 405, heading, "/account/sessions");
    let long = form.clone().set("identifier", &"a".repeat(1 << 20));
    let too_large = browser.post(&long).await;
    leads(too_large, 413, "C’est trop à la fois", "/login");
    let twice = crate::support::Form {
        fields: [form.fields.clone(), form.fields.clone()].concat(),
        ..form
    };
    let unclear = browser.post(&twice).await;
    leads(unclear, 400, "L’envoi n’est pas arrivé entier", "/login");

    let program = server.nobody();
    let nothing = program.get("/oauth2/nothing").await;
    nothing.expect_error(404, "not_found");
    let not_opened = program.get("/oauth2/token").await;
    not_opened.expect_error(405, "invalid_request");
    let too_large = program.post("/oauth2/token", &"a".repeat(1 << 20)).await;
    too_large.expect_error(413, "invalid_request");
}

#[tokio::test]
async fn trouble_of_the_database_is_a_page_in_the_readers_language() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    browser.says.push(("accept-language", "de"));
    browser.get("/account").await.expect(303);
    browser.cookies.set(SESSION, &"a".repeat(43));
    server.app.db.close().await;
    let page = browser.get("/account/sessions").await;
    let page = leads(page, 503, "Das geht gerade nicht", "/account/sessions");
    assert!(page.header("retry-after").parse::<u32>().is_ok());
}

/// A person reads what it means for them; the code and its description in English are for whoever wrote the application.
#[tokio::test]
async fn a_refused_request_is_told_to_the_person_and_apart_from_that_to_developers() {
    let (server, _, app, _) = signed_in().await;
    let mut browser = server.browser();
    browser.says.push(("accept-language", "de"));
    browser.authorize(&app, |params| params).await.expect(200);

    let asked = [
        (
            "client_id",
            "nobody",
            "Diese Anwendung ist hier nicht bekannt",
            "invalid_client",
        ),
        (
            "redirect_uri",
            "https://evil.example/cb",
            "Sie wurden nicht weitergeleitet",
            "invalid_request",
        ),
    ];
    for (name, value, heading, code) in asked {
        let answer = browser
            .authorize(&app, |params| params.set(name, value))
            .await;
        let page = leads(answer, 400, heading, "/");
        let (person, developer) = page
            .body
            .split_once("<details class=\"developers\">")
            .unwrap();
        assert!(!person.contains(code), "{}", page.dump());
        assert!(
            developer.contains(&format!("<code>{code}</code>")),
            "{}",
            page.dump()
        );
        assert!(developer.contains("<dd lang=\"en\">"), "{}", page.dump());
        assert!(!page.body.contains("evil.example"), "{}", page.dump());
    }
}

/// What a provider or an application sent stays in no form of ours, and a choice of language leads back without it.
#[tokio::test]
async fn the_foot_of_a_page_keeps_only_what_is_ours() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let kept = |page: &Answer| page.form("/language").value("page").to_owned();
    let page = browser
        .get("/login?as=another&utm_source=mail")
        .await
        .expect(200);
    assert_eq!(kept(&page), "/login?as=another");
    // The page of a letter's link has its secret in its own form as well.
    let page = browser
        .get("/recover/password?token=abc")
        .await
        .expect_page(410);
    assert_eq!(kept(&page), "/recover/password?token=abc");

    for sent in [
        "/login/with/up/callback?code=s3cret&state=st4te",
        "/oauth2/authorize?client_id=nobody&state=st4te&id_token_hint=s3cret",
        "/oauth2/logout?client_id=nobody&state=st4te&id_token_hint=s3cret",
    ] {
        let page = browser.get(sent).await;
        assert!(page.status.is_client_error(), "{}", page.dump());
        assert!(!page.body.contains("s3cret"), "{}", page.dump());
        assert!(!page.body.contains("st4te"), "{}", page.dump());
        let answer = browser
            .post(&page.form("/language").set("locale", "de"))
            .await;
        assert!(["/", "/login"].contains(&answer.expect(303).location()));
    }
}

#[tokio::test]
async fn who_has_to_wait_is_told_how_long() {
    let server = TestServer::with(|config| config.accounts.address_free = 1).await;
    server.person("ada").await;
    let mut browser = server.browser();
    browser.says.push(("accept-language", "es"));
    let form = browser.get("/recover").await.expect(200).form("/recover");
    let form = form.set("identifier", "ada");
    browser.post(&form).await.expect(200);
    browser.post(&form).await.expect(200);
    let page = browser.post(&form).await;
    let page = leads(page, 429, "Se han pedido demasiados mensajes", "/login");
    assert!(
        page.body.contains("Inténtelo de nuevo en "),
        "{}",
        page.dump()
    );
    let wait: u64 = page.header("retry-after").parse().unwrap();
    server.clock.advance(seconds(wait + 1));
    browser.post(&form).await.expect(200);
}

/// `docs/pages.md` names the page by its heading: each is a text that there is, and none of what went wrong is left out.
#[test]
fn the_list_of_pages_names_all_that_there_are() {
    let catalogues = sources::read("locales/en", &["ftl"]);
    let keys: Vec<&str> = catalogues
        .iter()
        .flat_map(|source| source.text.lines())
        .filter_map(|line| Some(line.split_once(" =")?.0))
        .collect();
    let list = sources::read("docs", &["md"]);
    let list = list
        .iter()
        .find(|page| page.path.ends_with("pages.md"))
        .unwrap();
    let listed: Vec<&str> = list
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let gone: Vec<_> = listed.iter().filter(|key| !keys.contains(key)).collect();
    assert!(gone.is_empty(), "no such text: {gone:?}");

    let is_heading = |key: &&&str| {
        let text = format!("{key}-text");
        key.starts_with("errors-") && keys.contains(&text.as_str())
    };
    let missing: Vec<_> = keys
        .iter()
        .filter(is_heading)
        .filter(|key| !listed.contains(key))
        .collect();
    assert!(missing.is_empty(), "not in docs/pages.md: {missing:?}");
}
