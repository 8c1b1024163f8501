//! Finding signatures, wherever they stand: by what is shown of them, or by their address.

use open_letter_core::Email;

use super::entry::{self, Entry, Row, rows};
use crate::app::App;
use crate::store::StoreError;

/// The most that are shown; who sees so many should ask for more of the name.
pub(crate) const MOST: usize = 100;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Newest first.
    pub(crate) entries: Vec<Entry>,
    /// Whether there are more.
    pub(crate) more: bool,
}

impl App {
    /// One signature of a letter.
    pub(crate) async fn entry(&self, letter: &str, id: &str) -> Result<Option<Entry>, StoreError> {
        let row = entry::find(&mut *self.store.reader().await?, letter, id).await?;
        row.map(|row| row.open(&self.keys)).transpose()
    }

    /// The signature of an address.
    pub(crate) async fn find_address(
        &self,
        letter: &str,
        email: &Email,
    ) -> Result<Found, StoreError> {
        let row = sqlx::query(rows!("WHERE letter_id = $1 AND mailbox = $2"))
            .bind(letter.to_owned())
            .bind(self.keys.mailbox(email).to_vec())
            .fetch_optional(&mut *self.store.reader().await?)
            .await?;
        let row = row.as_ref().map(Row::read).transpose()?;
        let entries = row.into_iter().map(|row| row.open(&self.keys));
        Ok(Found {
            entries: entries.collect::<Result<_, _>>()?,
            more: false,
        })
    }

    /// The signatures of which name, role or affiliation has these characters.
    pub(crate) async fn find_words(&self, letter: &str, words: &str) -> Result<Found, StoreError> {
        const SQL: &str = rows!(
            "WHERE letter_id = $1 AND (LOWER(name) LIKE $2 ESCAPE '!' \
             OR LOWER(name) LIKE $3 ESCAPE '!' OR LOWER(name) LIKE $4 ESCAPE '!' \
             OR LOWER(role) LIKE $2 ESCAPE '!' OR LOWER(role) LIKE $3 ESCAPE '!' \
             OR LOWER(role) LIKE $4 ESCAPE '!' OR LOWER(affiliation) LIKE $2 ESCAPE '!' \
             OR LOWER(affiliation) LIKE $3 ESCAPE '!' OR LOWER(affiliation) LIKE $4 ESCAPE '!') \
             ORDER BY signed_at DESC, id DESC LIMIT $5"
        );
        let [one, two, three] = patterns(words);
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        let mut rows = sqlx::query(SQL)
            .bind(letter.to_owned())
            .bind(one)
            .bind(two)
            .bind(three)
            .bind(most + 1)
            .fetch_all(&mut *self.store.reader().await?)
            .await?;
        let more = rows.len() > MOST;
        rows.truncate(MOST);
        let entries = rows.iter().map(|row| Row::read(row)?.open(&self.keys));
        Ok(Found {
            entries: entries.collect::<Result<_, _>>()?,
            more,
        })
    }
}

/// Patterns of words. SQLite's `LOWER` leaves every letter beyond A to Z as it is, so they are
/// looked for in small, with capitals at the beginning of words, and in capitals.
fn patterns(words: &str) -> [String; 3] {
    let small = words.to_lowercase();
    let mut capitals = String::with_capacity(small.len());
    let mut begins = true;
    for c in small.chars() {
        if begins && !c.is_ascii() {
            capitals.extend(c.to_uppercase());
        } else {
            capitals.push(c);
        }
        begins = !c.is_alphanumeric();
    }
    let large = words.to_uppercase().to_ascii_lowercase();
    [small, capitals, large].map(|words| format!("%{}%", escaped(&words)))
}

/// Words in which nothing stands for anything else.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '!' | '%' | '_') {
            escaped.push('!');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_for_in_any_case() {
        assert_eq!(
            patterns("Éloïse B"),
            ["%éloïse b%", "%Éloïse b%", "%ÉloÏse b%"]
        );
        assert_eq!(patterns("50%_!")[0], "%50!%!_!!%");
    }
}
