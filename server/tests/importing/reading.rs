//! Files as spreadsheets and people write them.

use serde_json::json;

use crate::database::Kind;
use crate::place::Place;

/// What the letter that this began with would bring along.
const FOUR_COLUMNS: &str = "name,role,org,contributor\n\
    Wilhelmina Teaspoon,Librarian,Invented Library,yes\n\
    Barnaby Inkwell,,Example Trust,\n\
    Zoë Quillfeather,Nurse,,TRUE\n";

async fn four_columns(kind: Kind) {
    let place = Place::new(kind).await;
    let told = place.import(FOUR_COLUMNS, &["--source", "Paper, May 2026"]);
    assert_eq!(told.counts, [3, 0, 0], "{}", told.stderr);
    assert_eq!(told.stderr, "");
    let all = place.all();
    let told_of = |member: &str| -> Vec<_> { all.iter().map(|one| one[member].clone()).collect() };
    assert_eq!(
        told_of("name"),
        ["Barnaby Inkwell", "Wilhelmina Teaspoon", "Zoë Quillfeather"]
    );
    assert_eq!(
        told_of("role"),
        [json!(null), json!("Librarian"), json!("Nurse")]
    );
    assert_eq!(
        told_of("affiliation"),
        [
            json!("Example Trust"),
            json!("Invented Library"),
            json!(null)
        ]
    );
    let badge = json!(["contributor"]);
    assert_eq!(told_of("badges"), [json!([]), badge.clone(), badge]);
    assert_eq!(told_of("source"), ["Paper, May 2026"; 3]);
    assert_eq!(told_of("status"), ["published"; 3]);
    assert_eq!(told_of("email"), [json!(null), json!(null), json!(null)]);
    assert_eq!(place.count().await, 3);
}

#[tokio::test]
async fn four_columns_in_sqlite() {
    four_columns(Kind::Sqlite).await;
}

#[tokio::test]
async fn four_columns_in_postgres() {
    four_columns(Kind::Postgres).await;
}

async fn every_column(kind: Kind) {
    let place = Place::new(kind).await;
    let text = "Name;E-Mail;Role;Affiliation;Sector;Reason;Anonymous;Badges;Signed at;Source;\
        Updates;Consent version;Shoe size\n\
        Wilhelmina Teaspoon;w@example.org;Librarian;Invented Library;Culture;\
        \"Because.\nAnd again.\";x;public-code contributor;2026-05-02T10:00:00+01:00;A stall;\
        1;2;39\n";
    let told = place.import(text, &["--review"]);
    assert_eq!(told.counts, [1, 0, 0], "{}", told.stderr);
    assert_eq!(
        told.stderr,
        "note: column 13 is none that is imported; it is left out\n"
    );
    let mut all = place.all();
    let one = all[0].as_object_mut().unwrap();
    one.remove("id");
    let expected = json!({
        "name": "Wilhelmina Teaspoon",
        "email": "w@example.org",
        "role": "Librarian",
        "affiliation": "Invented Library",
        "sector": "Culture",
        "reason": "Because. And again.",
        "anonymous": true,
        "badges": ["public-code", "contributor"],
        "signed_at": "2026-05-02T09:00:00.000Z",
        "published_at": null,
        "status": "in_review",
        "held": "asked",
        "verdict": null,
        "decided_at": null,
        "source": "A stall",
        "updates": true,
        "outcome": false,
        "consent_version": "2",
        "letter_version": null,
        "lang": null,
        "answers": null,
        "more": null,
    });
    assert_eq!(json!(one), expected);
    // It waits for a person, and what is private is not there to be read.
    assert_eq!(place.count().await, 0);
    assert!(place.exported(&[]).is_empty());
    let shown = "SELECT COUNT(*) FROM signatures WHERE name IS NOT NULL";
    assert_eq!(place.database.number(shown).await, 0);
}

#[tokio::test]
async fn every_column_in_sqlite() {
    every_column(Kind::Sqlite).await;
}

#[tokio::test]
async fn every_column_in_postgres() {
    every_column(Kind::Postgres).await;
}

#[tokio::test]
async fn files_are_read_however_they_are_written() {
    let place = Place::new(Kind::Sqlite).await;
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u8).collect() };
    let utf8 = |text: &str| text.as_bytes().to_vec();
    let note = "note: the file is no UTF-8 and was read as Windows-1252; say --encoding where that is wrong\n";
    for (number, (bytes, expected)) in [
        (utf8("\u{feff}name,org\nZoë %,\"A\nTrust\"\n"), ""),
        (utf8("\u{feff}name;org\r\nZoë %;A Trust\r\n"), ""),
        (utf8("org\tname\nA Trust\tZoë %"), ""),
        (utf8("name,org\rZoë %,A Trust\r"), ""),
        (latin("name;org\nZoë %;A Trust\n"), note),
        (latin("name,org\r\n\r\n\"Zoë %\",A Trust\r\n,\r\n"), note),
    ]
    .into_iter()
    .enumerate()
    {
        // A name of its own for each file.
        let letter = b'a' + u8::try_from(number).unwrap();
        let bytes: Vec<u8> = bytes
            .into_iter()
            .map(|byte| if byte == b'%' { letter } else { byte })
            .collect();
        let told = place.import(&bytes, &[]);
        assert_eq!(told.counts, [1, 0, 0], "{number}: {}", told.stderr);
        assert_eq!(told.stderr, expected, "{number}");
        let last = place.all().pop().unwrap();
        assert_eq!(last["name"], format!("Zoë {}", char::from(letter)));
        assert_eq!(last["affiliation"], "A Trust");
    }
    let told = place.import(latin("name\nJosé\n"), &["--encoding", "utf-8"]);
    assert_eq!(told.counts, [0, 0, 1]);
    assert!(
        told.stderr.contains("--encoding windows-1252"),
        "{}",
        told.stderr
    );
}

#[tokio::test]
async fn a_badge_that_the_letter_does_not_have_is_told_once() {
    let place = Place::new(Kind::Sqlite).await;
    let told = place.import(FOUR_COLUMNS, &["--contributor", "public-code"]);
    assert_eq!(told.stderr, "");
    let badges = |all: Vec<serde_json::Value>| all[1]["badges"].clone();
    assert_eq!(badges(place.all()), json!(["public-code"]));
    let place = Place::new(Kind::Sqlite).await;
    let told = place.import(FOUR_COLUMNS, &["--contributor", "other"]);
    assert_eq!(told.counts, [3, 0, 0]);
    assert_eq!(
        told.stderr,
        "note: the letter has no badge \"other\", so the column contributor gives none; name another with --contributor\n"
    );
    assert_eq!(badges(place.all()), json!([]));
}
