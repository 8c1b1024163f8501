//! Six digits that are read from a mail and typed.

/// How many digits a code has.
const DIGITS: usize = 6;

/// A code of six ASCII digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code(String);

impl Code {
    /// A new one, each as likely as any other.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        const CODES: u32 = 1_000_000;
        // Numbers past the last whole million would make small codes likelier.
        const BOUND: u32 = u32::MAX - u32::MAX % CODES;
        loop {
            let mut bytes = [0; 4];
            getrandom::fill(&mut bytes)?;
            let number = u32::from_le_bytes(bytes);
            if number < BOUND {
                return Ok(Self(format!("{:06}", number % CODES)));
            }
        }
    }

    /// Reads what was typed: digits of any script, with spaces or hyphens wherever people put
    /// them, and the marks that steer the direction of writing.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let between = |c: char| {
            c.is_whitespace()
                || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let digits: Option<String> = typed.chars().filter(|c| !between(*c)).map(digit).collect();
        digits.filter(|digits| digits.len() == DIGITS).map(Self)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The ASCII digit that a decimal digit of any script stands for. In Unicode the ten digits of a
/// script follow each other, so its zero says them all.
fn digit(c: char) -> Option<char> {
    /// The zeros of General_Category Nd, by Unicode 16.
    const ZEROS: &[u32] = &[
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
        0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
        0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
        0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450,
        0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50,
        0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE,
        0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
    ];
    let code = u32::from(c);
    let zero = ZEROS.iter().rev().find(|zero| **zero <= code)?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_digits() {
        for typed in [
            "123456",
            " 123 456 ",
            "123-456",
            "123\u{2011}456",
            "١٢٣٤٥٦",
            "۱۲۳۴۵۶",
            "१२३४५६",
            "１２３４５６",
            "\u{200f}١٢٣ ٤٥٦",
            "১২৩৪৫৬",
            "𝟏𝟐𝟑𝟒𝟓𝟔",
        ] {
            assert_eq!(
                Code::parse(typed),
                Some(Code("123456".to_owned())),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in [
            "",
            "12345",
            "1234567",
            "12345a",
            "½23456",
            "²23456",
            "一二三四五六",
            "+12345",
        ] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn random_codes_have_six_digits_and_differ() {
        let codes: Vec<_> = (0..100).map(|_| Code::random().unwrap()).collect();
        assert!(
            codes
                .iter()
                .all(|code| Code::parse(code.as_str()).as_ref() == Some(code))
        );
        assert!(codes.iter().any(|code| code != &codes[0]));
    }
}
