//! Which bytes are which letters: UTF-8, or what older spreadsheets write.

use std::io::{self, Read};

use clap::ValueEnum;
use encoding_rs::WINDOWS_1252;

/// How a file's letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    /// As everywhere today.
    #[value(name = "utf-8")]
    Utf8,
    /// As spreadsheets in western Europe write it; Latin-1 is a part of it.
    #[value(name = "windows-1252", alias = "latin-1", alias = "latin1")]
    Windows1252,
}

impl Encoding {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// How a whole file is written. A few bytes that are no UTF-8 in a file that is otherwise
    /// full of it are mistakes in that file.
    pub(super) fn of(mut file: impl Read) -> io::Result<Self> {
        let (mut letters, mut mistakes) = (0_u64, 0_u64);
        let mut bytes = Vec::new();
        loop {
            let before = bytes.len();
            file.by_ref().take(1 << 16).read_to_end(&mut bytes)?;
            let at_end = bytes.len() == before;
            let left = counted(&bytes, &mut letters, &mut mistakes);
            if at_end {
                mistakes += u64::from(left > 0);
                break;
            }
            bytes.drain(..bytes.len() - left);
        }
        Ok(if mistakes > letters {
            Self::Windows1252
        } else {
            Self::Utf8
        })
    }

    /// A cell's text; none where it cannot be read.
    pub(super) fn decode(self, cell: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => std::str::from_utf8(cell).ok().map(str::to_owned),
            Self::Windows1252 => Some(
                WINDOWS_1252
                    .decode_without_bom_handling(cell)
                    .0
                    .into_owned(),
            ),
        }
    }
}

/// Counts letters beyond ASCII and bytes that are none, and tells how many bytes at the end are
/// the beginning of a letter.
fn counted(mut bytes: &[u8], letters: &mut u64, mistakes: &mut u64) -> usize {
    loop {
        let error = match std::str::from_utf8(bytes) {
            Ok(_) => {
                *letters += leading(bytes);
                return 0;
            }
            Err(error) => error,
        };
        let (valid, rest) = bytes.split_at(error.valid_up_to());
        *letters += leading(valid);
        let Some(wrong) = error.error_len() else {
            return rest.len();
        };
        *mistakes += 1;
        bytes = &rest[wrong..];
    }
}

/// How many letters of more than one byte there are in UTF-8.
fn leading(valid: &[u8]) -> u64 {
    valid.iter().filter(|byte| **byte >= 0xc0).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_most_of_it_is() {
        let latin = b"name\nZo\xeb Inkwell\nJos\xe9 Quill\n";
        for (bytes, expected) in [
            (&b"name\nAda\n"[..], Encoding::Utf8),
            ("name\nZoë\n".as_bytes(), Encoding::Utf8),
            (latin, Encoding::Windows1252),
            (b"name\nZo\xeb", Encoding::Windows1252),
        ] {
            assert_eq!(Encoding::of(bytes).unwrap(), expected);
        }
        let mixed = [&"Zoë\n".repeat(10).into_bytes()[..], latin].concat();
        assert_eq!(Encoding::of(&mixed[..]).unwrap(), Encoding::Utf8);
    }

    #[test]
    fn letters_across_the_edge_of_what_is_read_are_letters() {
        for length in 65_530..65_540 {
            let text = "x".repeat(length) + &"ë€𝄞".repeat(40_000);
            assert_eq!(Encoding::of(text.as_bytes()).unwrap(), Encoding::Utf8);
            let (mut letters, mut mistakes) = (0, 0);
            assert_eq!(counted(text.as_bytes(), &mut letters, &mut mistakes), 0);
            assert_eq!((letters, mistakes), (120_000, 0));
        }
    }

    #[test]
    fn what_older_spreadsheets_write_is_read() {
        let decoded = Encoding::Windows1252.decode(b"Zo\xeb \x93Quill\x94 \x80");
        assert_eq!(decoded.as_deref(), Some("Zoë “Quill” €"));
        assert_eq!(Encoding::Utf8.decode(b"Zo\xeb"), None);
    }
}
