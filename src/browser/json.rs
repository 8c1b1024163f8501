//! The browser's own JSON parser and writer, and the core's `Json` on this side of them.

use open_letter_core::Json;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::JsValue;

/// A value of the page as `Json`; none where it nests too deeply or is no data.
pub(super) fn from_js(value: JsValue) -> Option<Json> {
    Json::deserialize(serde_wasm_bindgen::Deserializer::from(value)).ok()
}

/// `Json` as a value of the page.
pub(super) fn to_js(json: &Json) -> JsValue {
    json.serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}

/// Reads a JSON text.
pub(super) fn parse(text: &str) -> Option<Json> {
    from_js(js_sys::JSON::parse(text).ok()?)
}

/// Writes a JSON text.
pub(super) fn stringify(json: &Json) -> JsValue {
    js_sys::JSON::stringify(&to_js(json)).map_or(JsValue::NULL, JsValue::from)
}
