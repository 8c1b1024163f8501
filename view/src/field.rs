//! One field of the form, with its label, its hint and what is wrong with it.

use open_letter_core::Letter;
use open_letter_core::flow::{Event, Form};
use open_letter_core::i18n::Key;
use open_letter_core::letter::Need;
use open_letter_core::protocol::Field;
use open_letter_core::text::{Affiliation, Role, SignerName};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::locale::Locale;

/// The id of a field's input. Ids are looked up in the shadow root or on the hosted page.
pub(crate) fn id(field: Field) -> String {
    format!("open-letter-{}", field.name())
}

/// How a field is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) field: Field,
    pub(crate) need: Need,
    pub(crate) label: Key,
    pub(crate) hint: Option<Key>,
    /// The `type` of its input.
    pub(crate) kind: &'static str,
    /// What the browser may fill in by itself (WCAG 1.3.5).
    pub(crate) autocomplete: &'static str,
    pub(crate) max_length: usize,
}

/// What every field needs of its form.
pub(crate) struct Surroundings<'a> {
    pub(crate) form: &'a Form,
    pub(crate) locale: &'a Locale,
    /// None on the page without script.
    pub(crate) on: Option<&'a Callback<Event>>,
    /// While the form is on its way, it can be read but not changed.
    pub(crate) read_only: bool,
}

impl Surroundings<'_> {
    fn error(&self, field: Field) -> Option<AttrValue> {
        let error = self.form.error(field)?;
        let key = Key::for_field_error(field, error.code);
        // A wrong code is the one that counts something.
        Some(self.locale.counted(key, self.form.tries_left))
    }

    fn callback<E: 'static>(&self, event: impl Fn(E) -> Event + 'static) -> Option<Callback<E>> {
        self.on.map(|on| on.reform(event))
    }
}

pub(crate) fn text_field(asked: Asked, around: &Surroundings<'_>) -> Html {
    let Asked {
        field,
        need,
        label,
        hint,
        kind,
        autocomplete,
        max_length,
    } = asked;
    let id = id(field);
    let error = around.error(field);
    let described_by = describe(&id, hint.is_some(), error.is_some());
    let oninput = around.callback(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Event::Typed(field, input.value())
    });
    html! {
        <div part="field" data-invalid={error.is_some().then_some("")}>
            <label part="label" for={id.clone()}>
                { around.locale.text(label) }
                if need == Need::Optional {
                    <span part="optional">{ " " }{ around.locale.text(Key::Optional) }</span>
                }
            </label>
            { for hint.map(|hint| hint_text(&id, around.locale.text(hint))) }
            { for error.as_ref().map(|error| error_text(&id, error)) }
            <input
                part="input"
                id={id}
                name={field.name()}
                type={kind}
                value={around.form.text(field).to_owned()}
                {autocomplete}
                inputmode={(field == Field::Code).then_some("numeric")}
                maxlength={max_length.to_string()}
                required={need == Need::Required}
                readonly={around.read_only}
                dir="auto"
                aria-describedby={described_by}
                aria-invalid={error.is_some().then_some("true")}
                {oninput}
                onfocusout={around.callback(move |_: FocusEvent| Event::Left(field))}
            />
        </div>
    }
}

/// A box to tick. `value` is what a form without script sends for a ticked box.
pub(crate) fn tick_box(
    field: Field,
    value: String,
    label: Html,
    hint: Option<Key>,
    around: &Surroundings<'_>,
) -> Html {
    let id = id(field);
    let error = around.error(field);
    let described_by = describe(&id, hint.is_some(), error.is_some());
    let onchange = around.callback(move |event: yew::Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Event::Ticked(field, input.checked())
    });
    let part = if field == Field::Consent {
        "field consent"
    } else {
        "field"
    };
    html! {
        <div {part} data-invalid={error.is_some().then_some("")}>
            { for error.as_ref().map(|error| error_text(&id, error)) }
            <div part="choice">
                <input
                    part="checkbox"
                    id={id.clone()}
                    name={field.name()}
                    type="checkbox"
                    {value}
                    checked={around.form.draft.ticked(field)}
                    disabled={around.read_only}
                    required={field == Field::Consent}
                    aria-describedby={described_by}
                    aria-invalid={error.is_some().then_some("true")}
                    {onchange}
                />
                <label part="label" for={id.clone()}>{ label }</label>
            </div>
            { for hint.map(|hint| hint_text(&id, around.locale.text(hint))) }
        </div>
    }
}

fn describe(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{id}-error {id}-hint")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}

fn hint_text(id: &str, text: AttrValue) -> Html {
    html! { <p part="hint" id={format!("{id}-hint")}>{ text }</p> }
}

fn error_text(id: &str, text: &AttrValue) -> Html {
    html! { <p part="error" id={format!("{id}-error")}>{ text }</p> }
}

/// Every text that a form may ask for, in its order.
pub(crate) fn texts(letter: &Letter) -> [Asked; 5] {
    [
        Asked {
            field: Field::Name,
            need: Need::Required,
            label: Key::NameLabel,
            hint: Some(Key::NameHint),
            kind: "text",
            autocomplete: "name",
            max_length: SignerName::MAX,
        },
        Asked {
            field: Field::Email,
            need: letter.fields.email,
            label: Key::EmailLabel,
            hint: Some(Key::EmailHint),
            kind: "email",
            autocomplete: "email",
            max_length: 254,
        },
        Asked {
            field: Field::Role,
            need: letter.fields.role,
            label: Key::RoleLabel,
            hint: None,
            kind: "text",
            autocomplete: "organization-title",
            max_length: Role::MAX,
        },
        Asked {
            field: Field::Affiliation,
            need: letter.fields.affiliation,
            label: Key::AffiliationLabel,
            hint: None,
            kind: "text",
            autocomplete: "organization",
            max_length: Affiliation::MAX,
        },
        Asked {
            field: Field::Code,
            need: Need::Required,
            label: Key::CodeLabel,
            hint: Some(Key::CodeHint),
            kind: "text",
            autocomplete: "one-time-code",
            // Spaces and hyphens between the digits are welcome.
            max_length: 32,
        },
    ]
}
