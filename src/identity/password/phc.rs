//! The PHC string format, as far as scrypt and PBKDF2 use it: `$scheme$name=number,..$salt$output`, in Base64 without padding
//! (<https://github.com/P-H-C/phc-string-format>).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::stored::BadHash;

/// What salts and outputs may measure, in bytes. A shorter output would let in passwords by chance.
const SALT: std::ops::RangeInclusive<usize> = 4..=64;
const OUTPUT: std::ops::RangeInclusive<usize> = 16..=64;

/// What every hash ends with.
#[derive(Debug)]
pub(super) struct Ends {
    pub(super) salt: Vec<u8>,
    output: Vec<u8>,
}

impl Ends {
    fn read(salt: &str, output: &str) -> Result<Self, BadHash> {
        let read = |text: &str, name| {
            STANDARD_NO_PAD
                .decode(text)
                .map_err(|_| BadHash::new(format!("its {name} is no Base64")))
        };
        let (salt, output) = (read(salt, "salt")?, read(output, "output")?);
        if !SALT.contains(&salt.len()) {
            return Err(BadHash::bound("the length of its salt", &SALT));
        }
        if !OUTPUT.contains(&output.len()) {
            return Err(BadHash::bound("the length of its output", &OUTPUT));
        }
        Ok(Self { salt, output })
    }

    /// How many bytes are derived.
    pub(super) fn length(&self) -> usize {
        self.output.len()
    }

    /// Whether `derive` fills in the same output; compared in constant time.
    pub(super) fn match_what<E>(
        &self,
        derive: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<bool, E> {
        let mut derived = Zeroizing::new(vec![0; self.output.len()]);
        derive(&mut derived)?;
        Ok(derived.ct_eq(&self.output).into())
    }
}

/// The scheme, the parameters in the order of `names`, and the ends.
pub(super) fn read<const N: usize>(
    text: &str,
    names: [&str; N],
) -> Result<([u32; N], Ends), BadHash> {
    let parts: Vec<&str> = text.split('$').collect();
    let ["", _, parameters, salt, output] = parts[..] else {
        return Err(BadHash::new("it has not four parts"));
    };
    let given: Vec<&str> = parameters.split(',').collect();
    let mut numbers = [0; N];
    for (name, number) in names.iter().zip(&mut numbers) {
        let found = given
            .iter()
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let parsed = found.and_then(|text| text.parse().ok());
        *number =
            parsed.ok_or_else(|| BadHash::new(format!("its parameter '{name}' is missing")))?;
    }
    if given.len() != N {
        return Err(BadHash::new("it has a parameter that is not known"));
    }
    Ok((numbers, Ends::read(salt, output)?))
}
