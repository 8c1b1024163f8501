//! What the columns of a file are, by the names in its first line.

use super::ImportError;
use super::rows::Row;
use crate::spreadsheet::unguarded;

/// A column that is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Email,
    Role,
    Affiliation,
    Sector,
    Reason,
    Anonymous,
    Badges,
    Contributor,
    SignedAt,
    Source,
    Updates,
    ConsentVersion,
    LetterVersion,
    Lang,
    Status,
}

/// How many there are.
const COLUMNS: usize = 16;

/// Each with the names that it goes by, its own first.
const NAMES: [(Column, &[&str]); COLUMNS] = [
    (Column::Name, &["name"]),
    (Column::Email, &["email", "e_mail", "mail"]),
    (Column::Role, &["role"]),
    (
        Column::Affiliation,
        &["affiliation", "org", "organisation", "organization"],
    ),
    (Column::Sector, &["sector"]),
    (Column::Reason, &["reason"]),
    (Column::Anonymous, &["anonymous"]),
    (Column::Badges, &["badges"]),
    (Column::Contributor, &["contributor"]),
    (Column::SignedAt, &["signed_at"]),
    (Column::Source, &["source"]),
    (Column::Updates, &["updates"]),
    (Column::ConsentVersion, &["consent_version"]),
    (Column::LetterVersion, &["letter_version"]),
    (Column::Lang, &["lang"]),
    (Column::Status, &["status"]),
];

/// What an export tells besides. It is made anew by whoever imports.
const MADE_ANEW: [&str; 2] = ["id", "published_at"];

impl Column {
    /// The name by which it is told.
    pub(super) fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(column, _)| *column == self)
            .and_then(|(_, names)| names.first())
            .copied()
            .unwrap_or_default()
    }

    fn named(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(column, _)| *column)
    }
}

/// Where in a row each column stands.
#[derive(Debug)]
pub(super) struct Columns {
    places: [Option<usize>; COLUMNS],
    count: usize,
}

impl Columns {
    /// Reads the first line. Tells also the numbers of the columns that are left out.
    pub(super) fn read(header: &Row) -> Result<(Self, Vec<usize>), ImportError> {
        let mut columns = Self {
            places: [None; COLUMNS],
            count: header.cells.len(),
        };
        let mut left_out = Vec::new();
        for (place, cell) in header.cells.iter().enumerate() {
            let name = cell.as_deref().map(plain).unwrap_or_default();
            let Some(column) = Column::named(&name) else {
                if !name.is_empty() && !MADE_ANEW.contains(&name.as_str()) {
                    left_out.push(place + 1);
                }
                continue;
            };
            if let Some(first) = columns.places[column as usize].replace(place) {
                return Err(ImportError::TwoColumns {
                    name: column.name(),
                    first: first + 1,
                    second: place + 1,
                });
            }
        }
        if columns.places[Column::Name as usize].is_none() {
            return Err(ImportError::NoNames);
        }
        Ok((columns, left_out))
    }

    /// How many cells the first line has.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.places[column as usize].is_some()
    }

    /// A row's text in a column, empty where there is none. None where it cannot be read.
    pub(super) fn text(&self, row: &Row, column: Column) -> Option<String> {
        let cell = self.places[column as usize].and_then(|place| row.cells.get(place));
        match cell {
            Some(Some(text)) => Some(unguarded(text).trim().to_owned()),
            Some(None) => None,
            None => Some(String::new()),
        }
    }
}

/// A name as it is compared: `E-Mail` and `Signed at` are `e_mail` and `signed_at`.
fn plain(name: &str) -> String {
    unguarded(name)
        .trim()
        .to_lowercase()
        .replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row {
            lines: (1, 1),
            cells: cells.iter().map(|cell| Some((*cell).to_owned())).collect(),
        }
    }

    #[test]
    fn names_are_found_in_any_case_and_order() {
        let header = row(&[
            "ORG",
            "Signed at",
            " name ",
            "E-Mail",
            "id",
            "Shoe size",
            "",
        ]);
        let (columns, left_out) = Columns::read(&header).unwrap();
        assert_eq!(left_out, [6]);
        let person = row(&["Trust", "2026-05-01", "'=Ada", "a@example.org", "1", "39"]);
        let text = |column| columns.text(&person, column).unwrap();
        assert_eq!(text(Column::Affiliation), "Trust");
        assert_eq!(text(Column::SignedAt), "2026-05-01");
        assert_eq!(text(Column::Name), "=Ada");
        assert_eq!(text(Column::Email), "a@example.org");
        assert_eq!(text(Column::Role), "");
        assert!(!columns.has(Column::Role) && columns.has(Column::Name));
    }

    #[test]
    fn a_first_line_that_names_nothing_is_told() {
        let people = row(&["Wilhelmina Teaspoon", "Librarian"]);
        assert!(matches!(Columns::read(&people), Err(ImportError::NoNames)));
        let twice = row(&["name", "org", "Organisation"]);
        let told = Columns::read(&twice).unwrap_err().to_string();
        assert!(
            told.contains("2 and 3") && told.contains("affiliation"),
            "{told}"
        );
    }

    #[test]
    fn each_column_stands_at_its_own_place() {
        for (place, (column, names)) in NAMES.iter().enumerate() {
            assert_eq!(*column as usize, place);
            assert_eq!(Column::named(names[0]), Some(*column));
        }
    }
}
