//! `/account/picture`: pixels are taken in, made anew and served; whatever else is refused, by what it is and not by what it
//! says it is.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

use crate::support::{Answer, Browser, Form, Person, TestServer, covers};

covers!(
    "/account/picture",
    "/account/picture/remove",
    "/pictures/{id}"
);

const PICTURES: &str = "SELECT COUNT(*) AS value FROM pictures";

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

fn photograph() -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_pixel(640, 480, [180, 40, 20].into()))
}

async fn stage() -> (TestServer, Person, Browser, Form) {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.get("/account/profile").await.expect(200);
    let form = page.form("/account/picture");
    (server, ada, browser, form)
}

async fn send(browser: &mut Browser, form: &Form, file: &[u8]) -> Answer {
    let form = form.clone().without("picture");
    browser.post_file(&form, ("picture", file)).await
}

/// The address of the picture that a page shows.
fn shown(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("src=\"/pictures/").expect("a picture");
    format!("/pictures/{}", rest.split('"').next().unwrap_or_default())
}

async fn kept(server: &TestServer, address: &str) -> (String, Vec<u8>) {
    let id = address.trim_start_matches("/pictures/");
    let found = countersign::identity::picture::find(&server.app, id).await;
    let picture = found.unwrap().unwrap();
    (picture.media_type, picture.bytes)
}

#[tokio::test]
async fn each_format_becomes_a_square_of_pixels() {
    let (server, _, mut browser, form) = stage().await;
    let through = DynamicImage::ImageRgba8(RgbaImage::from_pixel(300, 900, [9, 9, 9, 90].into()));
    for (image, format, kind) in [
        (photograph(), ImageFormat::Jpeg, "image/jpeg"),
        (photograph(), ImageFormat::Png, "image/jpeg"),
        (through.clone(), ImageFormat::Png, "image/png"),
        (through, ImageFormat::WebP, "image/png"),
    ] {
        let page = send(&mut browser, &form, &encoded(&image, format)).await;
        let address = shown(&page.expect(200));
        let (media_type, bytes) = kept(&server, &address).await;
        assert_eq!(media_type, kind);
        let made = image::load_from_memory(&bytes).unwrap();
        assert_eq!((made.width(), made.height()), (256, 256));
        let answer = server.nobody().get(&address).await.expect(200);
        assert_eq!(answer.header("content-type"), kind);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let policy = answer.header("content-security-policy");
        assert_eq!(policy, "default-src 'none'; sandbox");
        assert!(answer.header("cache-control").contains("immutable"));
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "cross-origin"
        );
    }
    // The one before is gone, with its address.
    assert_eq!(server.number(PICTURES).await, 1);
}

#[tokio::test]
async fn nothing_of_the_file_but_its_pixels_is_kept() {
    let (server, _, mut browser, form) = stage().await;
    let mut file = encoded(&photograph(), ImageFormat::Jpeg);
    let note = b"GPS 52.5200 N <script>alert(1)</script>";
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    let comment = [&[0xff, 0xfe], &length[..], note].concat();
    file.splice(2..2, comment);
    file.extend(b"PK\x03\x04 and an archive, <svg onload=alert(1)>");
    let page = send(&mut browser, &form, &file).await.expect(200);
    let (_, bytes) = kept(&server, &shown(&page)).await;
    for part in [&b"GPS"[..], b"script", b"PK\x03\x04", b"svg"] {
        assert!(!bytes.windows(part.len()).any(|window| window == part));
    }
}

/// Resized as a whole, to where its short side fills the square, each of these would take gigabytes.
#[tokio::test]
async fn a_line_becomes_a_square_as_cheaply_as_any_other_picture() {
    let (server, _, mut browser, form) = stage().await;
    for (width, height) in [(1, 1_000_000), (1_000_000, 1)] {
        let line = RgbImage::from_pixel(width, height, [180, 40, 20].into());
        let file = encoded(&DynamicImage::ImageRgb8(line), ImageFormat::Png);
        let page = send(&mut browser, &form, &file).await.expect(200);
        let (_, bytes) = kept(&server, &shown(&page)).await;
        let made = image::load_from_memory(&bytes).unwrap();
        assert_eq!((made.width(), made.height()), (256, 256));
    }
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_the_one_there_stays() {
    let (server, _, mut browser, form) = stage().await;
    let good = encoded(&photograph(), ImageFormat::Png);
    let page = send(&mut browser, &form, &good).await.expect(200);
    let address = shown(&page);

    let mut bomb = good.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = checksum(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    let broken = good[..good.len() / 2].to_vec();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec();
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec();
    let large = vec![0xff; 5 * 1024 * 1024 + 1];
    for (what, file) in [
        ("bomb", bomb),
        ("broken", broken),
        ("svg", svg),
        ("html", html),
        ("gif", gif),
        ("large", large),
        ("empty", Vec::new()),
    ] {
        let answer = send(&mut browser, &form, &file).await;
        let answer = answer.expect(422);
        assert!(answer.body.contains("id=\"picture-error\""), "{what}");
        assert_eq!(shown(&answer), address, "{what}");
    }
    let flood = vec![b'x'; 6 * 1024 * 1024];
    send(&mut browser, &form, &flood).await.expect(413);
    assert_eq!(server.number(PICTURES).await, 1);
}

/// CRC-32 as PNG has it (ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            let odd = sum & 1 == 1;
            sum = (sum >> 1) ^ if odd { 0xedb8_8320 } else { 0 };
        }
    }
    !sum
}

#[tokio::test]
async fn a_form_that_is_not_ours_changes_nothing() {
    let (server, ada, mut browser, form) = stage().await;
    let file = encoded(&photograph(), ImageFormat::Png);
    let mut other = server.browser();
    other.sign_in(&ada).await;
    let page = other.get("/account/profile").await.expect(200);
    let foreign = page.form("/account/picture");
    for refused in [form.clone().without("csrf"), foreign] {
        send(&mut browser, &refused, &file).await.expect_page(403);
    }
    let mut nobody = server.browser();
    let csrf = nobody.get("/login").await.form("/login");
    let bare = form.clone().set("csrf", csrf.value("csrf"));
    let answer = send(&mut nobody, &bare, &file).await.expect(303);
    assert_eq!(answer.location(), "/login");
    assert_eq!(server.number(PICTURES).await, 0);
    send(&mut browser, &form, &file).await.expect(200);
    assert_eq!(server.number(PICTURES).await, 1);
}

#[tokio::test]
async fn a_picture_is_removed_by_its_person_alone() {
    let (server, _, mut browser, form) = stage().await;
    let bob = server.person("bob").await;
    let mut bobs = server.browser();
    bobs.sign_in(&bob).await;
    let file = encoded(&photograph(), ImageFormat::Png);
    let page = send(&mut browser, &form, &file).await.expect(200);
    let (address, remove) = (shown(&page), page.form("/account/picture/remove"));
    let his = bobs.get("/account/profile").await.form("/account/profile");
    let mut his = remove.clone().set("csrf", his.value("csrf"));
    bobs.post(&his).await.expect(200);
    his = his.without("csrf");
    bobs.post(&his).await.expect_page(403);
    server.nobody().get(&address).await.expect(200);

    browser.post(&remove).await.expect(200);
    server.nobody().get(&address).await.expect(404);
    server.nobody().get("/pictures/x").await.expect(404);
    assert_eq!(server.number(PICTURES).await, 0);
}

#[tokio::test]
async fn applications_are_told_where_it_is_unless_the_profile_names_another() {
    let (server, _, mut browser, form) = stage().await;
    let app = server.app_client().await;
    let profile = |params: crate::support::Params| params.set("scope", "openid profile");
    let tokens = browser.tokens_for(&app, profile).await;
    let told = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(told.get("picture"), None);
    let file = encoded(&photograph(), ImageFormat::Png);
    let address = shown(&send(&mut browser, &form, &file).await.expect(200));
    let told = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(told["picture"], format!("{}{address}", server.issuer()));
    server
        .tamper("UPDATE users SET profile = '{\"picture\":\"https://people.example.org/ada.png\"}'")
        .await;
    let told = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(told["picture"], "https://people.example.org/ada.png");
}
