//! One field of the form, with its label, its hint and what is wrong with it.

use open_letter_core::adapter::Abilities;
use open_letter_core::flow::{Event, Form};
use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::letter::Need;
use open_letter_core::protocol::{Field, FieldCode};
use open_letter_core::{Json, Letter};
use yew::prelude::*;

use crate::control::control;
use crate::element::{element, named, part, words};
use crate::locale::Locale;

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

    fn hint(&self, field: Field) -> Option<Html> {
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
                return Some(words(self.locale.counted_for(Key::KeptUntil, days, name)));
            }
            _ => {
                let hint = letter
                    .question(field)
                    .map_or(&Json::Null, |asked| asked.get("hint"));
                return hint
                    .as_str()
                    .map(|hint| theirs(letter, hint.to_owned().into()));
            }
        };
        Some(words(self.locale.text(key)))
    }
}

/// Words in the letter's language.
pub(crate) fn theirs(letter: &Letter, text: AttrValue) -> Html {
    let dir = letter.lang.as_deref().map(direction);
    let lang = letter.lang.clone().map(AttrValue::from);
    let values = vec![lang, dir.map(AttrValue::Static)];
    element("span", &["lang", "dir"], values, vec![words(text)])
}

/// A field, where the letter asks for it.
pub(crate) fn field(field: Field, around: &Surroundings<'_>) -> Html {
    let letter = around.letter;
    let need = letter.need(field);
    let is_consent = field == Field::Consent;
    if need == Need::Off || is_consent && letter.consent.is_none() {
        return Html::default();
    }
    let id = AttrValue::from(id(field, letter));
    let mut described = Vec::new();
    let mut say = |name: &'static str, said: Html| {
        let id = AttrValue::from([&id, "-", name].concat());
        described.push(id.clone());
        let values = vec![named(name), Some(id)];
        element("p", &["part", "id"], values, vec![said])
    };
    let error = around.form.error(field);
    let wrong = error.is_some();
    let error = error.map(|error| words(around.wrong(field, error.code)));
    // What is nothing keeps its place: an input that moved would lose the focus.
    let error = error.map(|error| say("error", error)).unwrap_or_default();
    let hint = around
        .hint(field)
        .map(|hint| say("hint", hint))
        .unwrap_or_default();
    let control = control(field, id.clone(), ids(&described), wrong, around);
    if field == Field::Trap {
        return control;
    }
    let (label, own) = around.label(field);
    let label = if own {
        theirs(letter, label)
    } else {
        words(label)
    };
    let mut inside = vec![label];
    if need == Need::Optional && !field.is_box() {
        let text = words(around.locale.text(Key::Optional));
        inside.push(part("span", "optional", vec![words(" "), text]));
    }
    let values = vec![named("label"), Some(id)];
    let label = element("label", &["part", "for"], values, inside);
    let inside = if field.is_box() {
        let choice = part("div", "choice", vec![control, label]);
        vec![error, choice, hint]
    } else {
        vec![label, hint, error, control]
    };
    let part = match field {
        Field::Consent => "field consent",
        Field::Evidence(_) => "field evidence",
        _ => "field",
    };
    let values = vec![named(part), wrong.then_some(AttrValue::Static(""))];
    let field = element("div", &["part", "data-invalid"], values, inside);
    if is_consent {
        html! { <><slot name="consent" />{ field }</> }
    } else {
        field
    }
}

/// Ids with spaces between them.
fn ids(ids: &[AttrValue]) -> AttrValue {
    match ids {
        [one, other] => [one, " ", other].concat().into(),
        [one] => one.clone(),
        _ => AttrValue::default(),
    }
}
