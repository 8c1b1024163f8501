//! A letter as files: every name is reached from the letter, file by file, and nothing is in them
//! that the list does not show.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::database::Kind;
use crate::place::Place;

const ARGUMENTS: [&str; 7] = [
    "archive",
    "--letter",
    "a-letter",
    "--output",
    "archive",
    "--public-url",
    "https://letters.example.org",
];

/// People, the last of whom keeps her name to herself.
fn people(count: u32) -> String {
    let mut text = "name,role,email,anonymous\n".to_owned();
    for number in 0..count {
        text += &format!("Person {number:04},Nurse,planted-{number}@example.org,\n");
    }
    text + "Vrimblethorn Jaxquell,Librarian,,yes\n"
}

/// The names in the list, as a widget comes to them: the letter, and then each page's next one.
fn names(place: &Place) -> Vec<Option<String>> {
    let read =
        |path: PathBuf| -> Value { serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() };
    let letter = read(place.path("archive/v1/letters/a-letter"));
    assert_eq!(letter["status"], "closed");
    assert!(letter["archived_at"].is_string());
    let mut page = letter["signatures"].clone();
    let count = page["count"].as_u64().unwrap();
    let mut names = Vec::new();
    loop {
        for item in page["items"].as_array().unwrap() {
            names.push(item["name"].as_str().map(str::to_owned));
        }
        let Some(next) = page["next"].as_str() else {
            break;
        };
        let file = next.strip_prefix("../").unwrap();
        page = read(place.path("archive/v1/letters").join(file));
    }
    assert_eq!(u64::try_from(names.len()).unwrap(), count);
    names
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else {
            all.push(path);
        }
    }
}

async fn an_archive_shows_what_the_list_shows(kind: Kind) {
    let place = Place::new(kind).await;
    let embed = place.path("dist/embed/1");
    std::fs::create_dir_all(&embed).unwrap();
    std::fs::write(embed.join("open-letter.js"), "// a script").unwrap();
    std::fs::write(place.path("dist/index.html"), "not the studio").unwrap();
    std::fs::write(place.path("dist/plan.png"), "a picture").unwrap();
    let letter = std::fs::read_to_string(place.path("letters/a-letter.md")).unwrap();
    place.letter(&format!(
        "{letter}\n![A plan](/plan.png)\n\n![Another](/none.png)\n"
    ));
    assert_eq!(place.import(people(600), &[]).counts, [601, 0, 0]);
    let output = place.run(&ARGUMENTS);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        told,
        "note: the image https://letters.example.org/none.png is in no folder here; put it there\n"
    );
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "signatures: 601\npages: 4\nfiles of the embed: 1\n"
    );
    let mut all = names(&place);
    all.sort();
    assert_eq!(all[0], None);
    assert_eq!(all[1].as_deref(), Some("Person 0000"));
    all.dedup();
    assert_eq!(all.len(), 601);

    let mut written = Vec::new();
    let folder = place.path("archive");
    files(&folder, &mut written);
    for path in &written {
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        for private in ["Vrimblethorn", "planted-", "not the studio"] {
            assert!(
                !text.contains(private),
                "{private} is in {}",
                path.display()
            );
        }
    }
    let mut names_of: Vec<_> = written
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().display().to_string())
        .collect();
    names_of.sort();
    assert_eq!(
        names_of,
        [
            ".nojekyll",
            "README.txt",
            "_headers",
            "_redirects",
            "embed/1/open-letter.js",
            "letters/a-letter/embed/index.html",
            "letters/a-letter/index.html",
            "plan.png",
            "v1/letters/a-letter",
            "v1/letters/a-letter.1.json",
            "v1/letters/a-letter.2.json",
            "v1/letters/a-letter.3.json",
            "v1/letters/a-letter.4.json",
            "v1/letters/a-letter.count.json",
        ]
    );
    let page = std::fs::read_to_string(folder.join("letters/a-letter/index.html")).unwrap();
    assert!(page.contains("Person 0000") && page.contains("Person 0599"));
    for gone in ["<form", "/manage", "?lang="] {
        assert!(!page.contains(gone), "{gone}: {page}");
    }

    // Once more, after people have gone: no page of theirs stays.
    let gone = "DELETE FROM signatures WHERE name >= 'Person 0100'; \
        UPDATE tallies SET published = 0; UPDATE tallies SET published = 101 WHERE slot = \
        (SELECT MIN(slot) FROM tallies)";
    place.database.execute(gone).await;
    place.goes_well(&ARGUMENTS);
    assert_eq!(names(&place).len(), 101);
    assert!(!folder.join("v1/letters/a-letter.3.json").exists());
    let redirects = std::fs::read_to_string(folder.join("_redirects")).unwrap();
    assert_eq!(redirects.lines().count(), 2);
}

#[tokio::test]
async fn an_archive_from_sqlite_shows_what_the_list_shows() {
    an_archive_shows_what_the_list_shows(Kind::Sqlite).await;
}

#[tokio::test]
async fn an_archive_from_postgres_shows_what_the_list_shows() {
    an_archive_shows_what_the_list_shows(Kind::Postgres).await;
}

#[tokio::test]
async fn a_letter_that_was_answered_stays_so() {
    let place = Place::new(Kind::Sqlite).await;
    std::fs::create_dir_all(place.path("dist/embed")).unwrap();
    place.letter("+++\ntitle = \"A letter\"\nstatus = \"answered\"\n+++\nWords.\n");
    let none = place.fails(&ARGUMENTS);
    assert!(none.starts_with("There is no database at "), "{none}");
    place.import("name\nWilhelmina Teaspoon\n", &[]);
    place.goes_well(&ARGUMENTS);
    let letter = std::fs::read(place.path("archive/v1/letters/a-letter")).unwrap();
    let letter: Value = serde_json::from_slice(&letter).unwrap();
    assert_eq!(letter["status"], "answered");
    std::fs::remove_dir(place.path("dist/embed")).unwrap();
    let told = place.fails(&ARGUMENTS);
    assert!(told.starts_with("The folder dist is missing; "), "{told}");
}
