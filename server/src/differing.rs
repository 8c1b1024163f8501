//! What is not in a text as it was, word for word.

use similar::{ChangeTag, TextDiff};

/// A line that was taken out or put in.
pub(crate) struct Piece {
    pub(crate) put_in: bool,
    /// Its words, and whether they are what is new in it.
    pub(crate) words: Vec<(bool, String)>,
}

/// The lines in which two texts differ, in their order. Line endings make no difference.
pub(crate) fn differences(before: &str, after: &str) -> Vec<Piece> {
    let (before, after) = (before.replace("\r\n", "\n"), after.replace("\r\n", "\n"));
    let lines = TextDiff::from_lines(&before, &after);
    let mut pieces = Vec::new();
    for op in lines.ops() {
        for change in lines.iter_inline_changes(op) {
            let put_in = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Delete => false,
                ChangeTag::Insert => true,
            };
            let words: Vec<_> = change
                .iter_strings_lossy()
                .map(|(changed, text)| (changed, text.into_owned()))
                .collect();
            if words.iter().any(|(_, text)| !text.trim().is_empty()) {
                pieces.push(Piece { put_in, words });
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        let told = |piece: Piece| {
            let words = piece.words.into_iter().map(|(changed, text)| {
                let text = text.trim_end_matches('\n').to_owned();
                if changed { format!("[{text}]") } else { text }
            });
            let sign = if piece.put_in { "+" } else { "-" };
            format!("{sign}{}", words.collect::<String>())
        };
        differences(before, after).into_iter().map(told).collect()
    }

    #[test]
    fn lines_and_the_words_in_them_are_told() {
        let before = "Dear Council,\n\nKeep it open on Saturdays.\n";
        let after = "Dear Council,\r\n\r\nKeep it open on Sundays.\r\n";
        assert_eq!(
            told(before, after),
            [
                "-Keep it open on [Saturdays].",
                "+Keep it open on [Sundays]."
            ]
        );
        assert!(told(before, before).is_empty());
    }
}
