//! One field of the form, with its label, its hint and what is wrong with it.

use open_letter_core::Letter;
use open_letter_core::adapter::Abilities;
use open_letter_core::flow::{Event, Form};
use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::letter::Need;
use open_letter_core::protocol::{Field, FieldCode};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::locale::Locale;

/// From how many characters on a text has room for more than a line.
const LONG: usize = 200;

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
            key @ Key::FieldRequired => self.locale.with_name(key, &self.label(field)),
            // A wrong code is the one that counts something.
            key => self.locale.counted(key, self.form.tries_left),
        }
    }

    fn error(&self, field: Field) -> Option<AttrValue> {
        let error = self.form.error(field)?;
        Some(self.wrong(field, error.code))
    }

    fn callback<E: 'static>(&self, event: impl Fn(E) -> Event + 'static) -> Option<Callback<E>> {
        self.on.map(|on| on.reform(event))
    }

    /// What the letter itself calls a field.
    fn own_label(&self, field: Field) -> Option<&str> {
        let letter = self.letter;
        match (field, letter.question(field), letter.claimed(field)) {
            (Field::Consent, ..) => letter.consent.as_ref().map(|consent| consent.text.as_str()),
            (_, Some(asked), _) => Some(&asked.label),
            (Field::Badge(_), _, Some(badge)) => Some(&badge.label),
            _ => None,
        }
    }

    fn label(&self, field: Field) -> AttrValue {
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
            _ => Key::CodeLabel,
        };
        self.own_label(field)
            .map_or_else(|| self.locale.text(key), |own| own.to_owned().into())
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
                let kept = self.locale.counted_for(Key::KeptUntil, days, name);
                return Some(html! { kept });
            }
            _ => return Some(theirs(letter, letter.question(field)?.hint.as_ref()?)),
        };
        Some(html! { self.locale.text(key) })
    }
}

/// Words in the letter's language.
pub(crate) fn theirs(letter: &Letter, text: &str) -> Html {
    let lang = letter.lang.clone();
    let dir = lang.as_deref().map(direction);
    html! { <span {lang} {dir}>{ text }</span> }
}

/// A field, where the letter asks for it.
pub(crate) fn field(field: Field, around: &Surroundings<'_>) -> Html {
    let letter = around.letter;
    let need = letter.need(field);
    if need == Need::Off || field == Field::Consent && letter.consent.is_none() {
        return Html::default();
    }
    let id = id(field, letter);
    let hint = around.hint(field);
    let error = around.error(field);
    let described_by = match (&hint, &error) {
        (Some(_), Some(_)) => Some([&id, "-error ", &id, "-hint"].concat()),
        (Some(_), None) => Some([&id, "-hint"].concat()),
        (None, Some(_)) => Some([&id, "-error"].concat()),
        (None, None) => None,
    };
    let described = Described {
        field,
        need,
        label: match around.own_label(field) {
            Some(own) => theirs(letter, own),
            None => html! { around.label(field) },
        },
        hint: hint.map(|hint| html! { <p part="hint" id={[&id, "-hint"].concat()}>{ hint }</p> }),
        invalid: error.is_some().then_some("true"),
        error: error
            .map(|text| html! { <p part="error" id={[&id, "-error"].concat()}>{ text }</p> }),
        described_by,
        id,
    };
    match field {
        Field::Trap => trap(around),
        _ if field.is_box() => tick_box(described, around),
        _ => text(described, around),
    }
}

/// A field with its words.
struct Described {
    field: Field,
    need: Need,
    id: String,
    label: Html,
    hint: Option<Html>,
    error: Option<Html>,
    described_by: Option<String>,
    invalid: Option<&'static str>,
}

fn text(described: Described, around: &Surroundings<'_>) -> Html {
    let Described {
        field,
        need,
        id,
        label,
        hint,
        error,
        described_by,
        invalid,
    } = described;
    let letter = around.letter;
    let name = letter.input_name(field);
    let value = around.form.text(field).to_owned();
    let maxlength = letter.max(field).to_string();
    let options = letter.options(field);
    // What is told of a badge is not asked for before the badge is claimed.
    let is_evidence = matches!(field, Field::Evidence(_));
    let required = need == Need::Required && !is_evidence;
    let readonly = around.read_only;
    let oninput = around.callback(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Event::Typed(field, input.value())
    });
    let onfocusout = around.callback(move |_: FocusEvent| Event::Left(field));
    let input = if !options.is_empty() {
        let option = |option: &String| {
            html! { <option selected={*option == value} value={option.clone()}>{ option }</option> }
        };
        let (lang, dir) = (letter.lang.clone(), letter.lang.as_deref().map(direction));
        html! {
            <select
                part="input"
                id={id.clone()}
                {name}
                {required}
                disabled={readonly}
                {lang}
                {dir}
                aria-describedby={described_by}
                aria-invalid={invalid}
                {oninput}
                {onfocusout}
            >
                <option value="" lang={around.locale.lang()}>{ around.locale.text(Key::Choose) }</option>
                { for options.iter().map(option) }
            </select>
        }
    } else if letter.max(field) > LONG && field != Field::Email {
        html! {
            <textarea
                part="input"
                id={id.clone()}
                {name}
                {value}
                {maxlength}
                {required}
                {readonly}
                dir="auto"
                aria-describedby={described_by}
                aria-invalid={invalid}
                {oninput}
                {onfocusout}
            />
        }
    } else {
        // What the browser may fill in by itself (WCAG 1.3.5).
        let (kind, autocomplete) = match field {
            Field::Name => ("text", Some("name")),
            Field::Email => ("email", Some("email")),
            Field::Role => ("text", Some("organization-title")),
            Field::Affiliation => ("text", Some("organization")),
            Field::Code => ("text", Some("one-time-code")),
            _ => ("text", None),
        };
        html! {
            <input
                part="input"
                id={id.clone()}
                {name}
                type={kind}
                {value}
                {autocomplete}
                inputmode={(field == Field::Code).then_some("numeric")}
                {maxlength}
                {required}
                {readonly}
                dir="auto"
                aria-describedby={described_by}
                aria-invalid={invalid}
                {oninput}
                {onfocusout}
            />
        }
    };
    let part = if is_evidence {
        "field evidence"
    } else {
        "field"
    };
    html! {
        <div {part} data-invalid={invalid.map(|_| "")}>
            <label part="label" for={id}>
                { label }
                if need == Need::Optional {
                    <span part="optional">{ " " }{ around.locale.text(Key::Optional) }</span>
                }
            </label>
            { hint }
            { error }
            { input }
        </div>
    }
}

/// A box to tick.
fn tick_box(described: Described, around: &Surroundings<'_>) -> Html {
    let Described {
        field,
        id,
        label,
        hint,
        error,
        described_by,
        invalid,
        ..
    } = described;
    let onchange = around.callback(move |event: yew::Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Event::Ticked(field, input.checked())
    });
    // What a form without script sends for a ticked box.
    let terms = around.letter.consent.as_ref();
    let (part, value, slot) = match terms.filter(|_| field == Field::Consent) {
        Some(terms) => (
            "field consent",
            terms.version.clone(),
            html! { <slot name="consent" /> },
        ),
        None => ("field", "on".to_owned(), Html::default()),
    };
    html! {
        <>
            { slot }
            <div {part} data-invalid={invalid.map(|_| "")}>
                { error }
                <div part="choice">
                    <input
                        part="checkbox"
                        id={id.clone()}
                        name={around.letter.input_name(field)}
                        type="checkbox"
                        {value}
                        checked={around.form.draft.ticked(field)}
                        disabled={around.read_only}
                        required={field == Field::Consent}
                        aria-describedby={described_by}
                        aria-invalid={invalid}
                        {onchange}
                    />
                    <label part="label" for={id}>{ label }</label>
                </div>
                { hint }
            </div>
        </>
    }
}

/// What nobody sees, hears or is led to, and programs fill in all the same.
fn trap(around: &Surroundings<'_>) -> Html {
    let oninput = around.callback(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Event::Typed(Field::Trap, input.value())
    });
    html! {
        <input
            part="trap"
            name={Field::Trap.name()}
            value={around.form.text(Field::Trap).to_owned()}
            autocomplete="off"
            tabindex="-1"
            aria-hidden="true"
            {oninput}
        />
    }
}
