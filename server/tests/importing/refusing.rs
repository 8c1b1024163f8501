//! Rows and files that are not taken, each told in a sentence that has nothing of anybody in it.

use crate::database::Kind;
use crate::place::Place;

/// What would be told if something of a person were.
const PLANTED: &str = "Zyxxaphila";

#[tokio::test]
async fn rows_are_refused_one_by_one() {
    let place = Place::new(Kind::Sqlite).await;
    let long = "Z".repeat(1_000);
    let rows = [
        ("Wilhelmina Teaspoon,,,,,,,", None),
        (
            ",Zyxxaphila,,,,,,",
            Some(
                "name: is missing; a name is needed even where anonymous keeps it out of the list",
            ),
        ),
        ("LONG,,,,,,,", Some("name: is longer than 100 characters")),
        (
            "Zyxxaphila\u{202e},,,,,,,",
            Some(
                "name: has something in it that it may not have, such as a web address or characters that nobody sees",
            ),
        ),
        (
            "Zyxxaphila,LONG,,,,,,",
            Some("role: is longer than 120 characters"),
        ),
        (
            "Zyxxaphila,,Zyxxaphila at example,,,,,",
            Some("email: is no e-mail address"),
        ),
        (
            "Zyxxaphila,,,Zyxxaphila,,,,",
            Some("anonymous: should be yes or no"),
        ),
        (
            "Zyxxaphila,,,,Zyxxaphila,,,",
            Some("badges: names a badge that the letter does not have"),
        ),
        (
            "Zyxxaphila,,,,,1 May,,",
            Some(
                "signed_at: is no time; write a day such as 2026-05-01, or a time with its offset such as 2026-05-01T09:00:00Z",
            ),
        ),
        (
            "Zyxxaphila,,,,,2999-01-01,,",
            Some("signed_at: lies in the future"),
        ),
        (
            "Zyxxaphila,,,,,1066-10-14,,",
            Some("signed_at: lies before 1970"),
        ),
        (
            "Zyxxaphila,,,,,,rejected,",
            Some("status: says that somebody has refused it; it is not imported"),
        ),
        (
            "Zyxxaphila,,,,,,Zyxxaphila,",
            Some("status: should be published or in_review, or empty"),
        ),
        (
            "Zyxxaphila,,,,,,,LONG",
            Some("source: is longer than 120 characters"),
        ),
        (
            "Zyxxaphila,,,,,,,,Zyxxaphila",
            Some(": has 9 cells and the first line 8, so that it cannot be told which is which"),
        ),
        ("Barnaby Inkwell", None),
    ];
    let mut text = "name,role,email,anonymous,badges,signed_at,status,source\n".to_owned();
    let mut expected = String::new();
    for (number, (row, told)) in rows.iter().enumerate() {
        text += &row.replace("LONG", &long);
        text.push('\n');
        let line = number + 2;
        if let Some(told) = told {
            let separator = if told.starts_with(':') { "" } else { ", " };
            expected += &format!("line {line}{separator}{told}\n");
        }
    }
    let told = place.import(&text, &[]);
    assert_eq!(told.stderr, expected);
    assert_eq!(told.counts, [2, 0, 14]);
    assert!(!told.stderr.contains(PLANTED));
    assert_eq!(place.all().len(), 2);

    // The same to a file, for those who put a thousand rows right.
    let told = place.import(&text, &["--refused", "refused.csv"]);
    assert_eq!(told.counts, [0, 2, 14]);
    assert_eq!(told.stderr, "");
    let refused = std::fs::read_to_string(place.path("refused.csv")).unwrap();
    let lines: Vec<&str> = refused.lines().collect();
    assert_eq!(lines.len(), 15);
    assert_eq!(lines[0], "line,column,reason");
    assert_eq!(lines[2], "4,name,is longer than 100 characters");
    assert!(!refused.contains(PLANTED));
    let arguments = [
        "import",
        "people.csv",
        "--letter",
        "a-letter",
        "--refused",
        "refused.csv",
    ];
    let told = place.fails(&arguments);
    assert!(
        told.starts_with("refused.csv cannot be written: "),
        "{told}"
    );
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_row_is_told() {
    let place = Place::new(Kind::Sqlite).await;
    let told = place.import("name,email,signed_at\n,x,y\n", &[]);
    let columns: Vec<&str> = told
        .stderr
        .lines()
        .filter_map(|line| line.strip_prefix("line 2, ")?.split(':').next())
        .collect();
    assert_eq!(columns, ["name", "email", "signed_at"]);
    assert_eq!(told.counts, [0, 0, 1]);
}

#[tokio::test]
async fn the_letters_own_rules_hold() {
    let place = Place::new(Kind::Sqlite).await;
    place.letter("+++\ntitle = \"A letter\"\n[fields]\nrole = \"required\"\n+++\nWords.\n");
    let text = "name,role,org,anonymous\n\
        Ada,,,\n\
        Bo,Nurse,A Trust,\n\
        Cy,Nurse,,yes\n\
        Di,Nurse,,no\n";
    let told = place.import(text, &[]);
    let off = "is not what the letter asks for; let its fields have it, or leave the column empty";
    assert_eq!(
        told.stderr,
        format!(
            "line 2, role: is missing, and the letter asks for it\n\
             line 3, affiliation: {off}\nline 4, anonymous: {off}\n"
        )
    );
    assert_eq!(told.counts, [1, 0, 3]);
}

#[tokio::test]
async fn a_quotation_mark_that_is_left_open_loses_nothing_unseen() {
    let place = Place::new(Kind::Sqlite).await;
    let people: String = (0..50)
        .map(|number| format!("Person {number},x\n"))
        .collect();
    let told = place.import(format!("name,role\nAda,Nurse\nBo,\"Nurse\n{people}"), &[]);
    assert_eq!(told.counts, [1, 0, 1]);
    assert_eq!(
        told.stderr,
        "line 3 to 54, role: is longer than 120 characters\n"
    );

    // Where it takes more than a row may, what came before is there and the rest is not guessed.
    let people: String = (0..200_000)
        .map(|number| format!("Person {number},x\n"))
        .collect();
    std::fs::write(
        place.path("people.csv"),
        format!("name,role\nCy,Nurse\nDi,\"Nurse\n{people}"),
    )
    .unwrap();
    let output = place.run(&["import", "people.csv", "--letter", "a-letter"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        crate::place::counts(&String::from_utf8(output.stdout).unwrap()),
        [1, 0, 0]
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("The row that begins on line 3 is longer than 1 MB"),
        "{told}"
    );
}

#[tokio::test]
async fn files_that_are_none_are_told() {
    let place = Place::new(Kind::Sqlite).await;
    let names = "The first line should name the columns, and one of them should be name; the others are role, org, contributor and more.";
    for (bytes, expected) in [
        (
            &b""[..],
            "The file is empty; its first line should name the columns, one of them name.",
        ),
        (
            b"\n\n  \n",
            "The file is empty; its first line should name the columns, one of them name.",
        ),
        (b"Zyxxaphila,Librarian\n", names),
        (
            b"name,org,organisation\n",
            "The columns 2 and 3 both mean affiliation; take one of them out.",
        ),
        (
            b"\xff\xfen\0a\0m\0e\0",
            "The file is no text that can be read here; save it as \"CSV UTF-8\" and import that (a spreadsheet's own file and UTF-16 are not read).",
        ),
        (
            b"PK\x03\x04\x14\x00\x08\x00",
            "The file is no text that can be read here; save it as \"CSV UTF-8\" and import that (a spreadsheet's own file and UTF-16 are not read).",
        ),
    ] {
        assert_eq!(place.refuses(bytes), expected);
    }
    let nowhere = place.fails(&["import", "nowhere.csv", "--letter", "a-letter"]);
    assert!(
        nowhere.starts_with("nowhere.csv cannot be read: "),
        "{nowhere}"
    );
    std::fs::write(place.path("people.csv"), "name\nAda\n").unwrap();
    let other = place.fails(&["import", "people.csv", "--letter", "another"]);
    assert_eq!(other, "There is no letter \"another\" among the letters.");
    let source = [
        "import",
        "people.csv",
        "--letter",
        "a-letter",
        "--source",
        " ",
    ];
    let told = place.fails(&source);
    assert_eq!(
        told,
        "What --source says should be 1 to 120 characters that can be seen."
    );
}
