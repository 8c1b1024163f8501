use super::*;

mod course;
mod values;

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn setting(sign: bool) -> Setting {
    Setting {
        src: "https://api.example.org/library".to_owned(),
        sign,
        key: "0123456789abcdef0123456789abcdef".to_owned(),
        now: 1_777_626_000_000,
        parse: |text| serde_json::from_str(text).ok(),
    }
}

/// An answer with a status and a body; one that is no JSON counts as such.
fn came(status: u16, body: &str) -> Outcome {
    Outcome::Came(Came {
        status,
        headers: vec![("total-objects".to_owned(), "7".to_owned())],
        body: serde_json::from_str(body).ok(),
        readable: true,
        ..Came::default()
    })
}

fn said(report: &Report) -> Vec<String> {
    let findings = report.sections.iter().flat_map(|section| &section.findings);
    findings.map(ToString::to_string).collect()
}

#[track_caller]
fn has(report: &Report, weight: Weight, sentence: &str) {
    let mut findings = report.sections.iter().flat_map(|section| &section.findings);
    assert!(
        findings.any(|finding| finding.weight == weight && finding.to_string() == sentence),
        "{weight:?}: {sentence}\nis not among\n{}",
        said(report).join("\n")
    );
}

#[test]
fn every_sentence_has_a_name_of_its_own() {
    for (index, say) in Say::ALL.iter().enumerate() {
        assert!(
            Say::ALL[..index]
                .iter()
                .all(|other| other.key() != say.key()),
            "{}",
            say.key()
        );
    }
}

#[test]
fn every_sentence_is_translated_with_its_gaps() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../static/studio/check.ar.json"
    );
    let arabic = json(&std::fs::read_to_string(path).unwrap());
    for say in Say::ALL {
        let translated = arabic.get(say.key()).as_str();
        let translated = translated.unwrap_or_else(|| panic!("{} is missing", say.key()));
        assert_eq!(gaps(translated), gaps(say.english()), "{}", say.key());
    }
}

/// What stands between braces or backticks, in any order.
fn gaps(sentence: &str) -> std::collections::BTreeSet<&str> {
    let braces = sentence.split('{').skip(1);
    let braces = braces.filter_map(|part| Some(part.split_once('}')?.0));
    braces
        .chain(sentence.split('`').skip(1).step_by(2))
        .collect()
}
