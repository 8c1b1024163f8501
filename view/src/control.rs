//! What is typed into, chosen from or ticked.
//!
//! All of them are made in one place and by hand: each `html!` with as many attributes is a
//! kilobyte of Wasm.

use std::rc::Rc;

use open_letter_core::Json;
use open_letter_core::flow::Event;
use open_letter_core::i18n::Key;
use open_letter_core::letter::Need;
use open_letter_core::protocol::Field;
use web_sys::HtmlInputElement;
use yew::html::{onfocusout, oninput};
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, VTag};

use crate::element::{element, words};
use crate::field::Surroundings;

/// From how many characters on a text has room for more than a line.
const LONG: usize = 254;

const KEYS: [&str; 16] = [
    "part",
    "id",
    "name",
    "type",
    "autocomplete",
    "inputmode",
    "maxlength",
    "required",
    "readonly",
    "disabled",
    "dir",
    "tabindex",
    "aria-hidden",
    "aria-describedby",
    "aria-invalid",
    "lang",
];

/// A field's input, as an element that fits it. `described` names what is said beside it.
pub(crate) fn control(
    field: Field,
    id: AttrValue,
    described: AttrValue,
    wrong: bool,
    around: &Surroundings<'_>,
) -> Html {
    let letter = around.letter;
    let options = letter.options(field);
    let (is_box, is_trap) = (field.is_box(), field == Field::Trap);
    let text = |text: &'static str| Some(AttrValue::Static(text));
    let when = |on: bool, text: &'static str| on.then_some(AttrValue::Static(text));
    // What the browser may fill in by itself (WCAG 1.3.5).
    let (kind, autocomplete) = match field {
        Field::Name => ("text", text("name")),
        Field::Email => ("email", text("email")),
        Field::Role => ("text", text("organization-title")),
        Field::Affiliation => ("text", text("organization")),
        Field::Code => ("text", text("one-time-code")),
        Field::Trap => ("text", text("off")),
        _ if is_box => ("checkbox", None),
        _ => ("text", None),
    };
    let max = letter.max(field);
    let (tag, kind) = match (options.is_empty(), max > LONG && !is_box && !is_trap) {
        (false, _) => ("select", None),
        (true, true) => ("textarea", None),
        (true, false) => ("input", text(kind)),
    };
    let is_choice = tag == "select";
    // What is told of a badge is not asked for before the badge is claimed.
    let must = letter.need(field) == Need::Required && !is_trap;
    let must = must && !matches!(field, Field::Evidence(_));
    let no_typing = is_box || is_choice;
    let lang = letter.lang.clone().filter(|_| is_choice);
    let part = match field {
        Field::Trap => "trap",
        _ if is_box => "checkbox",
        _ => "input",
    };
    let values = [
        text(part),
        Some(id).filter(|_| !is_trap),
        Some(letter.input_name(field).into()),
        kind,
        autocomplete,
        when(field == Field::Code, "numeric"),
        Some(max.to_string().into()).filter(|_| !no_typing),
        when(must, "required"),
        when(around.read_only && !no_typing, "readonly"),
        when(around.read_only && no_typing, "disabled"),
        when(!is_box, "auto"),
        when(is_trap, "-1"),
        when(is_trap, "true"),
        Some(described).filter(|ids| !ids.is_empty()),
        when(wrong, "true"),
        lang.map(AttrValue::from),
    ];
    let mut control = VTag::new(tag);
    control.set_attributes(Attributes::Dynamic {
        keys: &KEYS,
        values: values
            .map(|value| value.map(AttributeOrProperty::Attribute))
            .into(),
    });
    let typed = around.form.text(field);
    if is_box {
        // What a form without script sends for a ticked box.
        let terms = letter.consent.as_ref();
        let terms = terms.filter(|_| field == Field::Consent);
        let sent = terms.map_or("on", |terms| &*terms.version);
        control.set_value(Some(AttrValue::from(sent.to_owned())));
        control.set_checked(around.form.draft.ticked(field));
    } else if is_choice {
        let option = |value: &str, label: AttrValue, lang: Option<AttrValue>| {
            let chosen = (value == typed).then_some(AttrValue::Static("selected"));
            let values = vec![Some(value.to_owned().into()), chosen, lang];
            element(
                "option",
                &["value", "selected", "lang"],
                values,
                vec![words(label)],
            )
        };
        let first = around.locale.text(Key::Choose);
        control.add_child(option("", first, Some(around.locale.lang())));
        for one in options.iter().filter_map(Json::as_str) {
            control.add_child(option(one, one.to_owned().into(), None));
        }
    } else {
        control.set_value(Some(AttrValue::from(typed.to_owned())));
    }
    if let Some(on) = around.on {
        let typed = on.reform(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if is_box {
                Event::Ticked(field, input.checked())
            } else {
                Event::Typed(field, input.value())
            }
        });
        let left = on.reform(move |_: FocusEvent| Event::Left(field));
        let typed: Rc<dyn Listener> = Rc::new(oninput::Wrapper::new(typed));
        let left: Rc<dyn Listener> = Rc::new(onfocusout::Wrapper::new(left));
        control.set_listeners(Box::new([Some(typed), Some(left).filter(|_| !is_box)]));
    }
    control.into()
}
