//! One field of the form, with its label, its hint and what is wrong with it.

use open_letter_core::Letter;
use open_letter_core::adapter::Abilities;
use open_letter_core::flow::{Event, Form};
use open_letter_core::i18n::Key;
use open_letter_core::letter::Need;
use open_letter_core::protocol::{Field, FieldCode};
use yew::prelude::*;

use crate::control::control;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::widget::slot;

/// The id of a field's input. Ids are looked up in the shadow root or on the hosted page.
pub(crate) fn id(field: Field, letter: &Letter) -> String {
    ["open-letter-", &letter.input_name(field)].concat()
}

/// What every field needs of its form.
pub(crate) struct Surroundings<'a> {
    pub(crate) letter: &'a Letter,
    pub(crate) form: &'a Form,
    pub(crate) can: Abilities,
    pub(crate) locale: &'a Locale,
    /// None on the page without script.
    pub(crate) on: Option<&'a Callback<Event>>,
    /// While the form is on its way, it can be read but not changed.
    pub(crate) read_only: bool,
}

impl Surroundings<'_> {
    /// What is said about a wrong field.
    pub(crate) fn wrong(&self, field: Field, code: FieldCode) -> AttrValue {
        match Key::for_field_error(field, code) {
            key @ Key::FieldRequired => self.locale.with_name(key, &self.label(field).0),
            // A wrong code is the one that counts something.
            key => self.locale.counted(key, self.form.tries_left),
        }
    }

    /// What a field is called, and whether it is the letter that calls it so.
    fn label(&self, field: Field) -> (AttrValue, bool) {
        let letter = self.letter;
        let key = match field {
            Field::Name => Key::NameLabel,
            Field::Email => Key::EmailLabel,
            Field::Role => Key::RoleLabel,
            Field::Affiliation => Key::AffiliationLabel,
            Field::Sector => Key::SectorLabel,
            Field::Reason => Key::ReasonLabel,
            Field::Evidence(_) => Key::EvidenceLabel,
            Field::Anonymous => Key::AnonymousLabel,
            Field::Outcome => Key::OutcomeLabel,
            Field::Updates => Key::UpdatesLabel,
            Field::Code | Field::Trap => Key::CodeLabel,
            Field::Answer(_) | Field::Badge(_) | Field::Consent => {
                let consent = letter.consent.as_ref().map(|consent| &*consent.text);
                let own = match (letter.question(field), letter.claimed(field)) {
                    (Some(asked), _) => asked.get("label").as_str(),
                    (_, Some(badge)) => Some(&*badge.label),
                    _ => consent,
                };
                return (own.unwrap_or_default().to_owned().into(), true);
            }
        };
        (self.locale.text(key), false)
    }

    /// What helps to fill it in, and whether it is the letter that says so.
    fn hint(&self, field: Field) -> Option<(AttrValue, bool)> {
        let letter = self.letter;
        let key = match field {
            Field::Name => Key::NameHint,
            // What becomes of an address elsewhere is not for us to promise.
            Field::Email if self.can.native => Key::EmailHint,
            Field::Badge(_) => Key::BadgeHint,
            Field::Anonymous => Key::AnonymousHint,
            Field::Code => Key::CodeHint,
            Field::Consent => {
                let (name, days) = letter.controller.as_ref().zip(letter.contacts_days)?;
                return Some((self.locale.counted_for(Key::KeptUntil, days, name), false));
            }
            _ => {
                let hint = letter.question(field)?.get("hint").as_str()?;
                return Some((hint.to_owned().into(), true));
            }
        };
        Some((self.locale.text(key), false))
    }
}

/// Writes what the letter says in its own language, and what we say in ours.
fn say(out: &mut Markup<'_>, letter: &Letter, (text, own): (AttrValue, bool)) {
    if own {
        out.theirs(letter, text);
    } else {
        out.words(text);
    }
}

/// Writes what is said beside an input, which names it by its id.
fn beside(
    out: &mut Markup<'_>,
    letter: &Letter,
    name: &'static str,
    id: &str,
    said: Option<(AttrValue, bool)>,
) {
    // What is nothing keeps its place: an input that moved would lose the focus.
    let Some(said) = said else {
        return out.nothing();
    };
    out.start("p", &["part", "id"]);
    out.is(name);
    out.is_text(&[id, "-", name].concat());
    say(out, letter, said);
    out.end();
}

/// A field, where the letter asks for it.
pub(crate) fn field(out: &mut Markup<'_>, field: Field, around: &Surroundings<'_>) {
    let letter = around.letter;
    let need = letter.need(field);
    let is_consent = field == Field::Consent;
    let index = match field {
        Field::Answer(index) | Field::Badge(index) | Field::Evidence(index) => index,
        _ => 0,
    };
    // A letter may ask for other fields from one time to the next, and each input has to stay
    // the one that somebody is typing into.
    out.group();
    out.known_by(&[field.name(), &index.to_string()].concat());
    if need != Need::Off && !(is_consent && letter.consent.is_none()) {
        asked(out, field, &id(field, letter), around);
    }
    out.end();
}

/// A field that the letter asks for.
fn asked(out: &mut Markup<'_>, field: Field, id: &str, around: &Surroundings<'_>) {
    let letter = around.letter;
    let is_box = field.is_box();
    let error = around.form.error(field);
    let error = error.map(|error| (around.wrong(field, error.code), false));
    let hint = around.hint(field);
    let mut described = String::new();
    for (there, name) in [(error.is_some(), "-error "), (hint.is_some(), "-hint")] {
        if there {
            described.push_str(id);
            described.push_str(name);
        }
    }
    let described = described.trim_end();
    let wrong = error.is_some();
    if field == Field::Trap {
        return control(out, field, id, described, wrong, around);
    }
    if field == Field::Consent {
        slot(out, "consent");
    }
    out.start("div", &["part", "data-invalid"]);
    out.is(match field {
        Field::Consent => "field consent",
        Field::Evidence(_) => "field evidence",
        _ => "field",
    });
    out.is_where(wrong, "");
    if is_box {
        beside(out, letter, "error", id, error.clone());
        out.part("div", "choice");
        control(out, field, id, described, wrong, around);
    }
    out.start("label", &["part", "for"]);
    out.is("label");
    out.is_text(id);
    say(out, letter, around.label(field));
    if letter.need(field) == Need::Optional && !is_box {
        out.part("span", "optional");
        out.text(" ");
        out.say(Key::Optional);
        out.end();
    }
    out.end();
    if is_box {
        out.end();
    }
    beside(out, letter, "hint", id, hint);
    if !is_box {
        beside(out, letter, "error", id, error);
        control(out, field, id, described, wrong, around);
    }
    out.end();
}
