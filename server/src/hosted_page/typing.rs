//! Pages on which an address or a code is typed.

use open_letter_core::i18n::Key;
use open_letter_core::protocol::Field;
use open_letter_view::hosted::fields;
use yew::prelude::*;

use super::frame::{Frame, Told, hidden, hint, paragraph};
use super::step::Entered;

/// A mail is on its way; its code confirms.
pub(super) fn sent(typed: &Entered, frame: &Frame<'_>) -> Told {
    let words = &frame.words.sent;
    let form_page = frame.reading.path("");
    let body = html! {
        <>
            { paragraph(&words.text) }
            { code(typed, "confirm", Html::default(), frame.text(Key::Confirm), frame) }
            <h2>{ &words.none }</h2>
            { paragraph(&words.look) }
            { paragraph(&words.again) }
            <p part="way">
                <a href={form_page + "#open-letter-form"}>{ &frame.words.to_form }</a>
            </p>
        </>
    };
    Told::new(frame.text(Key::CheckMail), body)
}

/// A mail to one's own signature may be on its way; its code opens it.
pub(super) fn manage_sent(typed: &Entered, frame: &Frame<'_>) -> Told {
    let words = &frame.words.manage_sent;
    let open = AttrValue::from(frame.words.open.button.clone());
    let body = html! {
        <>
            { paragraph(&frame.text(Key::FindSent)) }
            { code(typed, "own", hidden("action", "open"), open, frame) }
            <h2>{ &frame.words.sent.none }</h2>
            { paragraph(&words.look) }
            { frame.link("manage", &words.again) }
        </>
    };
    Told::new(frame.text(Key::CheckMail), body)
}

fn code(typed: &Entered, page: &str, more: Html, button: AttrValue, frame: &Frame<'_>) -> Html {
    let asked = [Field::Email, Field::Code];
    let heading = &frame.words.type_code;
    let more = html! { <>{ more }<h2>{ heading }</h2></> };
    asking(typed, &asked, page, more, button, frame)
}

/// The address is asked for to which such a mail goes.
pub(super) fn manage(typed: &Entered, frame: &Frame<'_>) -> Told {
    let words = &frame.words.manage;
    let button = frame.text(Key::FindMail);
    let heading = html! { <h2>{ &frame.words.type_address }</h2> };
    let body = html! {
        <>
            { hint(&words.text) }
            { asking(typed, &[Field::Email], "manage", heading, button, frame) }
            { frame.link("manage/sent", &words.code) }
        </>
    };
    Told::new(frame.text(Key::Own), body)
}

fn asking(
    typed: &Entered,
    asked: &[Field],
    page: &str,
    more: Html,
    button: AttrValue,
    frame: &Frame<'_>,
) -> Html {
    let form = html! {
        <>
            { more }
            { fields(&frame.reading.letter, &typed.form(), asked, frame.locale) }
            <button part="submit" type="submit">{ button }</button>
        </>
    };
    frame.form(page, "form", form)
}
