//! The same file again, or once more after it was broken off.

use std::fmt::Write;

use crate::database::Kind;
use crate::place::{Place, counts, send};

fn people(numbers: std::ops::Range<u32>) -> String {
    numbers.fold(String::new(), |mut text, number| {
        let _ = writeln!(
            text,
            "Person {number},Invented role {},Example Trust",
            number % 7
        );
        text
    })
}

async fn a_repeat_adds_nothing(kind: Kind) {
    let place = Place::new(kind).await;
    let text = "name,role,org,email\n\
        Wilhelmina Teaspoon,Librarian,Invented Library,\n\
        wilhelmina  TEASPOON,librarian, invented library ,\n\
        Wilhelmina Teaspoon,Librarian,Another Library,\n\
        Barnaby Inkwell,,,b.inkwell@example.org\n\
        B. Inkwell,,,B.Inkwell+letters@Example.org\n\
        Barnaby Inkwell,,,\n";
    assert_eq!(place.import(text, &[]).counts, [4, 2, 0]);
    let before = place.all();
    assert_eq!(place.import(text, &[]).counts, [0, 6, 0]);
    assert_eq!(
        place.import(text, &["--review", "--source", "x"]).counts,
        [0, 6, 0]
    );
    assert_eq!(place.all(), before);
    assert_eq!(place.count().await, 4);
}

#[tokio::test]
async fn a_repeat_adds_nothing_to_sqlite() {
    a_repeat_adds_nothing(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_repeat_adds_nothing_to_postgres() {
    a_repeat_adds_nothing(Kind::Postgres).await;
}

async fn broken_off(kind: Kind) {
    let place = Place::new(kind).await;
    let mut import = place.importing();
    send(&mut import, "name,role,org\n");
    send(&mut import, &people(0..4_500));
    // Some of it is on disk, and more would come.
    let rows = "SELECT COUNT(*) FROM signatures";
    let some = async {
        loop {
            let made = place.path("data/secret").exists();
            if made && place.database.number(rows).await >= 1_000 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), some)
        .await
        .unwrap();
    import.kill().unwrap();
    import.wait().unwrap();
    let there = place.database.number(rows).await;
    assert!((1_000..6_000).contains(&there), "{there}");
    assert_eq!(place.count().await, there);

    let text = format!("name,role,org\n{}", people(0..6_000));
    let [added, known, refused] = place.import(&text, &[]).counts;
    assert_eq!(known, u64::try_from(there).unwrap());
    assert_eq!([added + known, refused], [6_000, 0]);
    assert_eq!(place.database.number(rows).await, 6_000);
    assert_eq!(place.count().await, 6_000);
}

#[tokio::test]
async fn a_file_that_was_broken_off_is_imported_to_its_end_in_sqlite() {
    broken_off(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_file_that_was_broken_off_is_imported_to_its_end_in_postgres() {
    broken_off(Kind::Postgres).await;
}

#[tokio::test]
async fn progress_is_told_and_the_standard_input_is_read() {
    let place = Place::new(Kind::Sqlite).await;
    let mut import = place.importing();
    send(&mut import, "name,role,org\n");
    send(&mut import, &people(0..21_000));
    let output = import.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        told,
        "10000 rows so far, 10000 added\n20000 rows so far, 20000 added\n"
    );
    assert_eq!(
        counts(&String::from_utf8(output.stdout).unwrap()),
        [21_000, 0, 0]
    );
}
