use super::*;
use crate::timestamp::Timestamp;

struct Plain;
impl Formats for Plain {
    fn number(&self, number: u64) -> String {
        number.to_string()
    }
    fn plural(&self, number: u64) -> Plural {
        if number == 1 {
            Plural::One
        } else {
            Plural::Few
        }
    }
    fn date(&self, at: Timestamp) -> String {
        at.to_string()
    }
}

fn strings(json: &str) -> Result<Strings, Box<Mismatch>> {
    Strings::from_json(&serde_json::from_str(json).unwrap())
}

#[test]
fn every_locale_file_has_every_sentence() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/locales/widget");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let locale = strings(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(locale.lang()));
        read += 1;
    }
    assert!(read >= 2, "en and ar are there from the first day");
}

#[test]
fn a_missing_form_falls_back_to_other() {
    let forms = vec![
        (Plural::One, "{count} name".into()),
        (Plural::Other, "{count} names".into()),
    ];
    let mut messages = vec![Message::Plain("Hello".into()); Key::ALL.len()];
    messages[Key::Count as usize] = Message::Counted(forms);
    let strings = Strings {
        lang: "en".into(),
        messages,
    };
    assert_eq!(strings.count(Key::Count, 1, &Plain), "1 name");
    assert_eq!(strings.count(Key::Count, 3, &Plain), "3 names");
    assert_eq!(&*strings.text(Key::Count), "{count} names");
}

#[test]
fn what_is_filled_in_is_not_read_again() {
    let mut messages = vec![Message::Plain("Hello {name}".into()); Key::ALL.len()];
    messages[0] = Message::Plain("To {name}, {name}".into());
    let strings = Strings {
        lang: "en".into(),
        messages,
    };
    assert_eq!(strings.fill(Key::Submit, "name", "{name}"), "Hello {name}");
}

#[test]
fn a_missing_sentence_is_named() {
    let error = strings(r#"{"lang":"en"}"#).unwrap_err();
    assert_eq!(error.pointer, "/affiliation_label");
}

#[test]
fn a_file_without_names_says_the_same() {
    for window in Key::ALL.windows(2) {
        assert!(
            window[0].name() < window[1].name(),
            "sentences stand in the order of their names"
        );
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/locales/widget");
    let named = std::fs::read_to_string(format!("{folder}/ar.json")).unwrap();
    let named: serde_json::Value = serde_json::from_str(&named).unwrap();
    let mut sentences: Vec<_> = named.as_object().unwrap().iter().collect();
    sentences.retain(|(name, _)| *name != "lang");
    sentences.sort_by_key(|(name, _)| (*name).clone());
    let sentences: Vec<_> = sentences
        .into_iter()
        .map(|(_, sentence)| sentence)
        .collect();
    let bare = serde_json::json!({ "lang": "ar", "sentences": sentences });
    assert_eq!(strings(&bare.to_string()), strings(&named.to_string()));
    let short = serde_json::json!({ "lang": "ar", "sentences": sentences[1..] });
    assert!(strings(&short.to_string()).is_err());
}
