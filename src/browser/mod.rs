//! The only code that touches the browser. What comes in leaves as the core's types, and
//! `JsValue` stops here.

mod host;
mod http;
mod intl;
mod random;

pub(crate) use host::{Host, Stage};
pub(crate) use http::{Pending, bring};
pub(crate) use intl::IntlFormats;
pub(crate) use random::{dice, random_key};

use open_letter_core::Timestamp;

use open_letter_core::config::Config;
use open_letter_core::i18n::Strings;
use open_letter_core::json::FromJson;
use wasm_bindgen::prelude::JsValue;

/// The time.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole")]
pub(crate) fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// Whether nobody sees the page.
pub(crate) fn is_hidden() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.hidden())
}

/// Reads what the element hands over.
pub(crate) fn config(settings: &JsValue) -> Option<Config> {
    Config::from_json(&open_letter_js::from_js(settings)?).ok()
}

/// The sentences that are always there, so that even a failure can be said.
#[expect(
    clippy::expect_used,
    reason = "a test of the core holds this file to its keys"
)]
pub(crate) fn english() -> Strings {
    let text = include_str!(concat!(env!("OUT_DIR"), "/en.json"));
    let strings = open_letter_js::parse(text).and_then(|json| Strings::from_json(&json).ok());
    strings.expect("en.json is complete")
}
