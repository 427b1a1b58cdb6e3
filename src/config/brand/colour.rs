//! A colour that links and buttons may have: contrast as WCAG 2.2 counts it (criterion 1.4.3, AA).

use super::super::error::Invalid;
use super::super::value::{Raw, Value};

/// Red, green and blue, each as a screen has it (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// What ordinary text needs to be read.
const ENOUGH: f64 = 4.5;
const BLACK: Colour = Colour([0; 3]);
const WHITE: Colour = Colour([255; 3]);
/// The paper of light pages and the surface of dark ones, as `assets/countersign.css` has them.
const LIGHT: Colour = Colour([0xfb, 0xfa, 0xf7]);
const DARK: Colour = Colour([0x1a, 0x1d, 0x20]);

impl Colour {
    /// This colour, or the nearest darker one that can be read on light pages.
    pub fn on_light(self) -> Self {
        self.towards(BLACK, LIGHT)
    }

    /// This colour, or the nearest lighter one that can be read on dark pages.
    pub fn on_dark(self) -> Self {
        self.towards(WHITE, DARK)
    }

    /// Black or white, whichever is easier to read on this colour. One of them always has contrast enough.
    pub fn text(self) -> Self {
        match self.contrast(WHITE) >= self.contrast(BLACK) {
            true => WHITE,
            false => BLACK,
        }
    }

    fn towards(self, end: Self, ground: Self) -> Self {
        let steps = (0..=100).map(|step| self.mixed(end, step));
        let mut readable = steps.filter(|colour| colour.contrast(ground) >= ENOUGH);
        readable.next().unwrap_or(end)
    }

    /// With so many hundredths of another.
    fn mixed(self, other: Self, hundredths: u32) -> Self {
        let part = |own: u8, other: u8| {
            let sum = u32::from(own) * (100 - hundredths) + u32::from(other) * hundredths;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        let ([r, g, b], [or, og, ob]) = (self.0, other.0);
        Self([part(r, or), part(g, og), part(b, ob)])
    }

    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Value for Colour {
    const KIND: &'static str = "colour";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let digits = raw.text().and_then(|text| text.strip_prefix('#'));
        let number = digits
            .filter(|digits| {
                digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, r, g, b] = number
            .ok_or_else(|| Invalid::because("that is not a colour: write one such as `#0b5f59`"))?
            .to_be_bytes();
        Ok(Self([r, g, b]))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::read(&Raw::Word(text.to_owned())).expect(text)
    }

    #[test]
    fn contrast_is_what_the_criterion_says() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 0.01);
        assert!((colour("#777777").contrast(WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn what_can_be_read_stays_and_what_cannot_is_moved_until_it_can() {
        assert_eq!(colour("#0b5f59").on_light(), colour("#0b5f59"));
        for text in [
            "#ffcc00", "#ffffff", "#000000", "#777777", "#00ff00", "#0000ff", "#8800aa",
        ] {
            let accent = colour(text);
            for (shown, ground) in [(accent.on_light(), LIGHT), (accent.on_dark(), DARK)] {
                assert!(shown.contrast(ground) >= ENOUGH, "{text} as {shown}");
                assert!(shown.contrast(shown.text()) >= ENOUGH, "text on {shown}");
            }
        }
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for text in ["0b5f59", "#0b5", "#0b5f5g", "#+b5f59", "red", "#0b5f59; }"] {
            assert!(Colour::read(&Raw::Word(text.to_owned())).is_err(), "{text}");
        }
    }
}
