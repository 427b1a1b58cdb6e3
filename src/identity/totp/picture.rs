//! A text as a QR code (ISO/IEC 18004), drawn as one path.

use qrcode::{Color, QrCode};

use crate::base::Fault;

/// The light border that readers need, in modules.
const QUIET: usize = 4;

#[derive(Clone, Debug)]
pub struct Picture {
    /// Of each side, in modules.
    pub size: usize,
    /// What is dark, as the `d` of an SVG path.
    pub path: String,
}

impl Picture {
    pub(super) fn of(text: &str) -> Result<Self, Fault> {
        let code = QrCode::new(text).map_err(Fault::internal)?;
        let width = code.width();
        let mut path = String::new();
        for y in 0..width {
            for x in (0..width).filter(|x| code[(*x, y)] == Color::Dark) {
                path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
        Ok(Self {
            size: width + 2 * QUIET,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_corners_and_a_border() {
        let picture = Picture::of("otpauth://totp/A:b?secret=GEZDGNBV&issuer=A").unwrap();
        assert!(picture.path.starts_with("M4 4h1v1h-1z"));
        assert!(picture.size > 2 * QUIET + 21);
        let outside = format!("M{} ", picture.size - QUIET);
        assert!(!picture.path.contains(&outside));
    }
}
