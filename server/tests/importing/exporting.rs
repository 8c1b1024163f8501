//! What goes into files: nothing that a spreadsheet calculates, nothing private that was not asked
//! for, and everything so that it comes back.

use serde_json::Value;

use crate::database::Kind;
use crate::place::Place;

/// Names and places as somebody types them who wants a campaign's computer to do something.
const HOSTILE: [&str; 14] = [
    "=1+1",
    "+44 1632 960000",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=HYPERLINK(\"#elsewhere\"&A1,\"Ada\")",
    "\u{a0} =2+2",
    "\u{200b}=1+1",
    "＝1+1",
    "Ada;=1+1;\"x",
    "Ada,=1+1",
    "Ada\",=1+1,\"",
    "'=1+1",
    "''@x",
    "O'Inkwell, the 3rd; \"Bo\"",
];

/// A file with a hostile text in each of two columns.
fn hostile() -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["name", "org"]).unwrap();
    for text in HOSTILE {
        // As an export would have it, so that nothing is taken off that was typed.
        let cell = |text: &str| {
            let begins = |part: &str| {
                let dropped = |c: char| c.is_whitespace() || "'\"\u{200b}".contains(c);
                let shown = part.trim_start_matches(dropped);
                shown.starts_with(['=', '+', '-', '@', '＝'])
            };
            let parts = text.split_inclusive([',', ';', '|']);
            parts
                .map(|part| {
                    if begins(part) {
                        format!("'{part}")
                    } else {
                        part.to_owned()
                    }
                })
                .collect::<String>()
        };
        writer.write_record([cell(text), cell(text)]).unwrap();
    }
    writer.into_inner().unwrap()
}

fn names(all: &[Value]) -> Vec<&str> {
    let mut names: Vec<&str> = all
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    names
}

async fn no_cell_begins_a_formula(kind: Kind) {
    let place = Place::new(kind).await;
    assert_eq!(place.import(hostile(), &[]).counts, [14, 0, 0]);
    let all = place.all();
    let mut expected: Vec<String> = HOSTILE
        .iter()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    expected.sort_unstable();
    assert_eq!(names(&all), expected);

    for more in [&[][..], &["--full"]] {
        let arguments = ["export", "--letter", "a-letter"];
        let text = place.goes_well(&[&arguments[..], more].concat());
        // Whichever separator a spreadsheet believes in, and whether or not it knows quotation
        // marks in the middle of a line.
        for separator in [',', ';', '\t', '|'] {
            for cell in text.split([separator, '\n', '\r']) {
                let shown = cell
                    .trim_matches(|c: char| c.is_whitespace() || "\"\u{200b}\u{feff}".contains(c));
                assert!(
                    !shown.starts_with(['=', '+', '-', '@', '＝', '\t']),
                    "{cell:?} of {text}"
                );
            }
        }
        // Back in, it is the same people in the same words.
        let again = Place::new(kind).await;
        assert_eq!(again.import(&text, &[]).counts, [14, 0, 0]);
        assert_eq!(names(&again.all()), expected);
        assert_eq!(place.import(&text, &[]).counts, [0, 14, 0]);
    }
}

#[tokio::test]
async fn no_cell_begins_a_formula_from_sqlite() {
    no_cell_begins_a_formula(Kind::Sqlite).await;
}

#[tokio::test]
async fn no_cell_begins_a_formula_from_postgres() {
    no_cell_begins_a_formula(Kind::Postgres).await;
}

const PEOPLE: &str = "name,email,role,org,anonymous,signed_at,status,updates,consent_version\n\
    Wilhelmina Teaspoon,w@example.org,Librarian,Invented Library,,2026-05-02,,yes,1\n\
    Vrimblethorn Jaxquell,v@example.org,Nurse,,yes,2026-05-03,,,1\n\
    Barnaby Inkwell,b@example.org,,,,2026-05-04,in_review,,1\n";

#[tokio::test]
async fn the_public_export_is_what_the_list_shows() {
    let place = Place::new(Kind::Sqlite).await;
    assert_eq!(place.import(PEOPLE, &[]).counts, [3, 0, 0]);
    let csv = place.goes_well(&["export", "--letter", "a-letter"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        lines[0],
        "\u{feff}\"id\",\"name\",\"role\",\"affiliation\",\"badges\",\"signed_at\""
    );
    assert!(lines[1].ends_with(",\"\",\"Nurse\",\"\",\"\",\"2026-05-03T00:00:00.000Z\""));
    assert!(lines[2].ends_with(",\"Wilhelmina Teaspoon\",\"Librarian\",\"Invented Library\",\"\",\"2026-05-02T00:00:00.000Z\""));
    let text = place.goes_well(&["export", "--letter", "a-letter", "--format", "json"]);
    for private in ["Vrimblethorn", "example.org", "Barnaby"] {
        assert!(
            !csv.contains(private) && !text.contains(private),
            "{private}"
        );
    }
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["letter"], "a-letter");
    assert_eq!(json["count"], 2);
    assert_eq!(json["signatures"].as_array().unwrap().len(), 2);
    assert!(text.contains("\"count\":2,"), "{text}");
}

#[tokio::test]
async fn a_full_export_is_for_its_owner_and_brings_everything_back() {
    let place = Place::new(Kind::Sqlite).await;
    place.import(PEOPLE, &[]);
    std::fs::write(place.path("full.csv"), "from yesterday").unwrap();
    let arguments = [
        "export", "--letter", "a-letter", "--full", "--output", "full.csv",
    ];
    let output = place.run(&arguments);
    assert!(output.status.success() && output.stdout.is_empty());
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "signatures written: 3\n"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.path("full.csv"))
            .unwrap()
            .permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
    let again = Place::new(Kind::Sqlite).await;
    let told = again.import(std::fs::read(place.path("full.csv")).unwrap(), &[]);
    assert_eq!(told.counts, [3, 0, 0], "{}", told.stderr);
    let without_what_is_new = |place: &Place| {
        let mut all = place.all();
        for one in &mut all {
            one.as_object_mut().unwrap().remove("id");
        }
        all
    };
    assert_eq!(without_what_is_new(&again), without_what_is_new(&place));
    assert_eq!(again.count().await, 2);

    // Under another secret it cannot be read, and nothing is written.
    std::fs::write(place.path("data/secret"), "ab".repeat(32)).unwrap();
    let told = place.fails(&[
        "export", "--letter", "a-letter", "--full", "--output", "no.csv",
    ]);
    assert!(
        told.contains("was made under another secret file"),
        "{told}"
    );
    assert!(!place.path("no.csv").exists());
}

#[tokio::test]
async fn what_is_not_there_is_not_exported() {
    let place = Place::new(Kind::Sqlite).await;
    let told = place.fails(&["export", "--letter", "a-letter"]);
    assert!(told.starts_with("There is no database at "), "{told}");
    place.import(PEOPLE, &[]);
    let told = place.fails(&["export", "--letter", "a-leter"]);
    assert_eq!(told, "There is no letter \"a-leter\" among the letters.");
    let folder = place.path("no/such.csv").display().to_string();
    let told = place.fails(&["export", "--letter", "a-letter", "--output", &folder]);
    assert!(
        told.starts_with(&format!("{folder} cannot be written: ")),
        "{told}"
    );
}
