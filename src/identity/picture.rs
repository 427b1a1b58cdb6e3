//! A person's picture. What was sent is decoded within bounds, cut to a square and encoded anew: what is kept and served is
//! pixels, and nothing that stood beside them, such as where a photograph was taken.

use std::io::Cursor;
use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::app::App;
use crate::base::{Fault, id};
use crate::config::Issuer;
use crate::domain::{ChangeError, Detail, Event, Rejected, User};
use crate::store;
use crate::store::picture::Picture;

/// The most that is taken in, in bytes, and the most pixels.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;
const MOST_PIXELS: u64 = 25_000_000;
/// A picture of so many pixels, at four bytes each, and something to work with.
const MOST_MEMORY: u64 = 160 * 1024 * 1024;
/// What is kept is a square of so many pixels a side.
const SIDE: u32 = 256;
const QUALITY: u8 = 86;
/// How long somebody waits for the pictures of others.
const PATIENCE: Duration = Duration::from_secs(10);

/// Below which path pictures are.
const PATH: &str = "/pictures/";

/// A picture, made of what somebody sent, in place of the one before.
pub async fn set(app: &App, user_id: &str, sent: Vec<u8>, event: Event) -> Result<(), ChangeError> {
    if sent.len() > MOST_BYTES {
        return Err(too_large().into());
    }
    let made = app
        .imaging
        .run(PATIENCE, move || made_anew(&sent))
        .await??;
    let picture = Picture {
        id: id::id(&*app.random),
        media_type: made.0.to_owned(),
        bytes: made.1,
    };
    let (user_id, now) = (user_id.to_owned(), app.now());
    let set = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &user_id).await?;
            store::picture::delete_of_user(tx, &user_id).await?;
            store::picture::insert(tx, &user_id, &picture, now).await?;
            store::user::set_picture(tx, &user_id, Some(picture.id.clone()), now).await?;
            super::event::record(tx, &event).await
        })
    });
    Ok(set.await?)
}

/// Takes the picture away. False where there was none.
pub async fn remove(app: &App, user_id: &str, event: Event) -> Result<bool, Fault> {
    let (user_id, now) = (user_id.to_owned(), app.now());
    let removed = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &user_id).await?;
            let removed = store::picture::delete_of_user(tx, &user_id).await?;
            if removed {
                store::user::set_picture(tx, &user_id, None, now).await?;
                super::event::record(tx, &event).await?;
            }
            Ok(removed)
        })
    });
    removed.await
}

pub async fn find(app: &App, id: &str) -> Result<Option<Picture>, Fault> {
    store::picture::find(&mut app.db.read(), id).await
}

/// The path of a picture that was uploaded here.
pub fn path_of(user: &User) -> Option<String> {
    let id = user.picture_id.as_ref()?;
    Some(format!("{PATH}{id}"))
}

/// The `picture` claim: what the profile names, or else the one that is here.
pub fn address_of(user: &User, issuer: &Issuer) -> Option<String> {
    let named = user.find(Detail::Picture).map(str::to_owned);
    named.or_else(|| Some(issuer.url(&path_of(user)?)))
}

/// The square, with its media type. Only formats of pixels are read, told by how they begin: whatever else a file claims to be,
/// or carries along, is not looked at.
fn made_anew(sent: &[u8]) -> Result<(&'static str, Vec<u8>), Rejected> {
    let format = match image::guess_format(sent) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => format,
        _ => return Err(Rejected::new("picture", "account-picture-kind")),
    };
    let square = cut(&decoded(sent, format)?).resize_exact(SIDE, SIDE, FilterType::Triangle);
    encoded(&square).map_err(|_| unreadable())
}

/// The square in the middle. It is cut before anything is resized: a line of a pixel by millions would grow to gigabytes else.
fn cut(image: &DynamicImage) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let side = width.min(height);
    image.crop_imm((width - side) / 2, (height - side) / 2, side, side)
}

fn decoded(sent: &[u8], format: ImageFormat) -> Result<DynamicImage, Rejected> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(too_large());
    }
    decoder
        .set_limits(limits)
        .map_err(|error| refused(&error))?;
    // What a camera noted of how it was held is lost with all that it noted.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder);
    let mut image = image.map_err(|error| refused(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// As a PNG where anything can be seen through, else as a JPEG.
fn encoded(square: &DynamicImage) -> Result<(&'static str, Vec<u8>), ImageError> {
    let mut bytes = Vec::new();
    if square.color().has_alpha() {
        let square = DynamicImage::ImageRgba8(square.to_rgba8());
        square.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
        return Ok(("image/png", bytes));
    }
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&square.to_rgb8())?;
    Ok(("image/jpeg", bytes))
}

fn refused(error: &ImageError) -> Rejected {
    match error {
        ImageError::Limits(_) => too_large(),
        _ => unreadable(),
    }
}

fn unreadable() -> Rejected {
    Rejected::new("picture", "account-picture-unreadable")
}

fn too_large() -> Rejected {
    Rejected::new("picture", "account-picture-large")
}
