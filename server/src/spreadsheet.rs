//! Cells that no spreadsheet takes for a formula.
//!
//! A file of cells may be opened with another separator than it was written with, so each part of
//! a cell that could become a cell of its own is made safe by itself. What is done here is undone
//! by [`unguarded`], so that what was exported can be imported again.

/// What separates cells, in one program or another.
const SEPARATORS: [char; 6] = [',', ';', '|', '\t', '\r', '\n'];

/// The text with an apostrophe before everything that a spreadsheet could calculate.
pub(crate) fn guarded(text: &str) -> String {
    let guard = |part: &str| match begins_formula(part) {
        true => format!("'{part}"),
        false => part.to_owned(),
    };
    text.split_inclusive(SEPARATORS).map(guard).collect()
}

/// The text without the apostrophes that [`guarded`] has put into it.
pub(crate) fn unguarded(text: &str) -> String {
    let unguard = |part: &'_ str| match part.strip_prefix('\'') {
        Some(rest) if begins_formula(rest) => rest.to_owned(),
        _ => part.to_owned(),
    };
    text.split_inclusive(SEPARATORS).map(unguard).collect()
}

/// Whether a spreadsheet could calculate it, once it has dropped what it drops before it looks.
/// A part that is a separator alone, such as a tab at the beginning of a cell, is one too.
fn begins_formula(part: &str) -> bool {
    let dropped = |c: char| {
        matches!(
            c,
            '\'' | '"' | ' ' | '\u{a0}' | '\u{ad}' | '\u{200b}'
                ..='\u{200f}' | '\u{2060}' | '\u{feff}'
        ) || c.is_whitespace() && !SEPARATORS.contains(&c)
    };
    part.trim_start_matches(dropped).starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names as somebody would type them who wants the campaign's computer to do something.
    const HOSTILE: [&str; 18] = [
        "=1+1",
        "+44 1632 960000",
        "-2+3",
        "@SUM(1,2)",
        "\t=1+1",
        "\r=1+1",
        "  =HYPERLINK(\"http://example.org\")",
        "\u{200b}=1+1",
        "\u{feff}\u{a0}@x",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "Ada;=1+1;x",
        "Ada,=1+1",
        "Ada\n=1+1",
        "Ada;\"=1+1\"",
        "''=1",
    ];

    #[test]
    fn nothing_begins_a_formula_whichever_separator_is_used() {
        for text in HOSTILE {
            let cell = guarded(text);
            for separator in SEPARATORS {
                for part in cell.split(separator) {
                    let shown = part.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
                    let first = shown
                        .trim_start_matches(['\u{200b}', '\u{feff}'])
                        .chars()
                        .next();
                    let formula = first.is_some_and(|c| "=+-@＝＋－＠".contains(c));
                    assert!(!formula, "{text:?} became {cell:?}");
                }
            }
            assert!(!cell.starts_with(['\t', '\r']), "{cell:?}");
        }
    }

    #[test]
    fn everything_comes_back_as_it_was() {
        let plain = [
            "",
            "Wilhelmina Teaspoon",
            "O'Inkwell",
            "'t Hooft",
            "'",
            "Doctor; Nurse",
            "a-b",
            "'=",
            "'''-x",
            "x,'=y",
        ];
        for text in HOSTILE.into_iter().chain(plain) {
            assert_eq!(unguarded(&guarded(text)), text);
            let twice = guarded(&guarded(text));
            assert_eq!(unguarded(&unguarded(&twice)), text);
        }
        for text in ["Wilhelmina Teaspoon", "'t Hooft", "Doctor; Nurse", "a-b"] {
            assert_eq!(guarded(text), text);
        }
    }
}
