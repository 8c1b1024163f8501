//! The only code that touches the browser. What comes in leaves as the core's types, and
//! `JsValue` stops here.

mod host;
mod http;
mod intl;
mod json;
mod random;

pub(crate) use host::{Host, Stage};
pub(crate) use http::{Pending, fetch};
pub(crate) use intl::IntlFormats;
pub(crate) use random::{dice, random_key};

use open_letter_core::config::Config;
use open_letter_core::i18n::Strings;
use open_letter_core::json::FromJson;
use wasm_bindgen::prelude::JsValue;

/// Reads what the element hands over.
pub(crate) fn config(settings: &JsValue) -> Option<Config> {
    Config::from_json(&json::from_js(settings)?).ok()
}

/// The sentences that are always there, so that even a failure can be said.
#[expect(
    clippy::expect_used,
    reason = "a test of the core holds this file to its keys"
)]
pub(crate) fn english() -> Strings {
    let text = include_str!("../../static/locales/widget/en.json");
    let strings = json::parse(text).and_then(|json| Strings::from_json(&json).ok());
    strings.expect("en.json is complete")
}
