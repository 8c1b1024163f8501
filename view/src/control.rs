//! What is typed into, chosen from or ticked.

use open_letter_core::Json;
use open_letter_core::flow::Event;
use open_letter_core::i18n::Key;
use open_letter_core::letter::Need;
use open_letter_core::protocol::Field;
use web_sys::HtmlInputElement;
use yew::html::{onfocusout, oninput};
use yew::prelude::*;

use crate::field::Surroundings;
use crate::markup::Markup;

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
    out: &mut Markup<'_>,
    field: Field,
    id: &str,
    described: &str,
    wrong: bool,
    around: &Surroundings<'_>,
) {
    let letter = around.letter;
    let options = letter.options(field);
    let (is_box, is_trap) = (field.is_box(), field == Field::Trap);
    // What the browser may fill in by itself (WCAG 1.3.5).
    let autocomplete = match field {
        Field::Name => "name",
        Field::Email => "email",
        Field::Role => "organization-title",
        Field::Affiliation => "organization",
        Field::Code => "one-time-code",
        Field::Trap => "off",
        _ => "",
    };
    let kind = match field {
        Field::Email => "email",
        _ if is_box => "checkbox",
        _ => "text",
    };
    let max = letter.max(field);
    let tag = match (options.is_empty(), max > LONG && !is_box && !is_trap) {
        (false, _) => "select",
        (true, true) => "textarea",
        (true, false) => "input",
    };
    let is_choice = tag == "select";
    // What is told of a badge is not asked for before the badge is claimed.
    let must = letter.need(field) == Need::Required && !is_trap;
    let must = must && !matches!(field, Field::Evidence(_));
    let no_typing = is_box || is_choice;
    out.start(tag, &KEYS);
    out.is(match field {
        Field::Trap => "trap",
        _ if is_box => "checkbox",
        _ => "input",
    });
    out.is_said(!is_trap, id);
    out.is_text(&letter.input_name(field));
    out.is_where(tag == "input", kind);
    out.is_where(!autocomplete.is_empty(), autocomplete);
    out.is_where(field == Field::Code, "numeric");
    out.is_said(!no_typing, &max.to_string());
    out.is_where(must, "required");
    out.is_where(around.read_only && !no_typing, "readonly");
    out.is_where(around.read_only && no_typing, "disabled");
    out.is_where(!is_box, "auto");
    out.is_where(is_trap, "-1");
    out.is_where(is_trap, "true");
    out.is_said(!described.is_empty(), described);
    out.is_where(wrong, "true");
    let lang = letter.lang.clone().filter(|_| is_choice);
    out.value(lang.map(AttrValue::from));
    let typed = around.form.text(field);
    if is_box {
        // What a form without script sends for a ticked box.
        let terms = letter.consent.as_ref();
        let terms = terms.filter(|_| field == Field::Consent);
        let sent = terms.map_or("on", |terms| &*terms.version);
        let ticked = around.form.draft.ticked(field);
        out.holds(Some(sent.to_owned().into()));
        out.ticked(ticked);
    } else if is_choice {
        option(out, "", typed, Some(around.locale.text(Key::Choose)));
        for one in options.iter().filter_map(Json::as_str) {
            option(out, one, typed, None);
        }
    } else {
        out.holds(Some(typed.to_owned().into()));
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
        out.listen(oninput::Wrapper::new(typed));
        if !is_box {
            let left = on.reform(move |_: FocusEvent| Event::Left(field));
            out.listen(onfocusout::Wrapper::new(left));
        }
    }
    out.end();
}

/// A choice. Only the first one, which is none, has words of ours.
fn option(out: &mut Markup<'_>, value: &str, chosen: &str, ours: Option<AttrValue>) {
    out.start("option", &["value", "selected", "lang"]);
    out.is_text(value);
    out.is_where(value == chosen, "selected");
    let lang = out.locale.lang();
    out.value(ours.is_some().then_some(lang));
    match ours {
        Some(ours) => out.words(ours),
        None => out.text(value),
    }
    out.end();
}
