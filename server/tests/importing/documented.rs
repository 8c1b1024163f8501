//! What the guide says that is said is said, in the same words.

use crate::database::Kind;
use crate::place::Place;

const GUIDE: &str = include_str!("../../../docs/import-and-export.md");

/// Whether the guide has a sentence, with other numbers and files in it perhaps.
fn tells(sentence: &str) -> bool {
    let plain = |text: &str| -> String {
        let words = text.split_whitespace().map(|word| {
            let named = word.contains(['/', '.']) && !word.ends_with('.');
            let number = word.chars().all(|c| c.is_ascii_digit());
            if named || number { "#" } else { word }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let quoted = GUIDE
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    quoted.map(plain).any(|told| told == plain(sentence))
}

#[tokio::test]
async fn every_sentence_about_a_row_or_a_file_is_in_the_guide() {
    let place = Place::new(Kind::Sqlite).await;
    place.letter("+++\ntitle = \"A letter\"\n[fields]\nrole = \"required\"\n+++\nWords.\n");
    let mut said = Vec::new();
    for text in [
        "name,role\n,Nurse\n",
        "name,role\nAda,\n",
        &format!("name,role\n{},Nurse\n", "x".repeat(101)),
        "name,role\nAda\u{7},Nurse\n",
        "name,role,email\nAda,Nurse,x\n",
        "name,role,anonymous\nAda,Nurse,x y\n",
        "name,role,badges\nAda,Nurse,x\n",
        "name,role,signed_at\nAda,Nurse,x\n",
        "name,role,signed_at\nAda,Nurse,2999-01-01\n",
        "name,role,signed_at\nAda,Nurse,1066-10-14\n",
        "name,role,status\nAda,Nurse,hidden\n",
        "name,role,status\nAda,Nurse,x\n",
        "name,role,a,b\nAda,Nurse,,,,\n",
        "name,role,contributor,x,y,z\nBo,Nurse,yes,,,\n",
    ] {
        let told = place.import(text, &[]).stderr;
        said.extend(told.lines().map(|line| {
            let line = line.strip_prefix("line 2").unwrap_or(line);
            line.trim_start_matches([',', ':', ' ']).to_owned()
        }));
    }
    place.letter("+++\ntitle = \"A letter\"\n+++\nWords.\n");
    let told = place.import("name,role\nAda,Nurse\n", &[]).stderr;
    said.extend(told.lines().map(|line| line.replace("line 2, ", "")));
    for bytes in [&b"x\n"[..], b"", b"\xff\xfe", b"name,org,organisation\n"] {
        said.push(place.refuses(bytes));
    }
    assert!(said.len() >= 19, "{said:#?}");
    for sentence in said {
        assert!(tells(&sentence), "the guide lacks: {sentence}");
    }
}
