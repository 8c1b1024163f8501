//! What the keys do, and the button that switches them off.

use yew::prelude::*;

use super::queue::filter_field;
use super::shell::{Frame, hidden};
use super::words;
use crate::desk::waiting::Filter;

/// What the keys do. Without script there are none, and this is not shown.
pub(super) fn keys(frame: &Frame, filter: &Filter) -> Html {
    let switch = |to: &str, text: &'static str| {
        frame.form(
            "keys",
            "switch",
            html! {
                <>
                    { hidden("keys", to) }
                    { filter_field(filter) }
                    <button type="submit" class="quiet">{ text }</button>
                </>
            },
        )
    };
    if !frame.keys {
        return html! {
            <div class="keys">
                <p>{ words::KEYS_OFF }</p>
                { switch("on", words::SWITCH_ON) }
            </div>
        };
    }
    html! {
        <details class="keys">
            <summary>{ words::KEYS }{ " " }<kbd aria-hidden="true">{ "?" }</kbd></summary>
            <dl>
                { for words::KEY_LIST.iter().map(|(key, what)| html! {
                    <div><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></div>
                }) }
            </dl>
            <p class="hint">{ words::KEYS_HINT }</p>
            { switch("off", words::SWITCH_OFF) }
        </details>
    }
}
