//! The core's `Json` on the page's side: to and from JavaScript values, by the browser's own
//! parser and writer. Both Wasm modules use it.

use js_sys::{Array, Object, Reflect};
use open_letter_core::Json;
use open_letter_core::json::MAX_DEPTH;
use wasm_bindgen::prelude::{JsCast, JsValue};

/// A value of the page as `Json`; none where it nests too deeply or is no data.
#[must_use]
pub fn from_js(value: &JsValue) -> Option<Json> {
    walk(value, MAX_DEPTH)
}

fn walk(value: &JsValue, depth: u8) -> Option<Json> {
    if value.is_null() || value.is_undefined() {
        return Some(Json::Null);
    }
    if let Some(text) = value.as_string() {
        return Some(Json::String(text));
    }
    if let Some(number) = value.as_f64() {
        return Some(Json::Number(number));
    }
    if let Some(truth) = value.as_bool() {
        return Some(Json::Bool(truth));
    }
    let depth = depth.checked_sub(1)?;
    if let Some(items) = value.dyn_ref::<Array>() {
        let mut read = Vec::new();
        for item in items.iter() {
            read.push(walk(&item, depth)?);
        }
        return Some(Json::Array(read));
    }
    let mut members = Vec::new();
    for entry in Object::entries(value.dyn_ref::<Object>()?).iter() {
        let entry: Array = entry.unchecked_into();
        members.push((entry.get(0).as_string()?, walk(&entry.get(1), depth)?));
    }
    Some(Json::Object(members))
}

/// `Json` as a value of the page.
#[must_use]
pub fn to_js(json: &Json) -> JsValue {
    match json {
        Json::Null => JsValue::NULL,
        Json::Bool(truth) => JsValue::from_bool(*truth),
        Json::Number(number) => JsValue::from_f64(*number),
        Json::String(text) => JsValue::from_str(text),
        Json::Array(items) => {
            let array = Array::new();
            for item in items {
                array.push(&to_js(item));
            }
            array.into()
        }
        Json::Object(members) => {
            let object = Object::new();
            for (name, value) in members {
                // It fails only for objects that are frozen.
                let _ = Reflect::set(&object, &JsValue::from_str(name), &to_js(value));
            }
            object.into()
        }
    }
}

/// Reads a JSON text.
#[must_use]
pub fn parse(text: &str) -> Option<Json> {
    from_js(&js_sys::JSON::parse(text).ok()?)
}

/// Writes a JSON text.
#[must_use]
pub fn stringify(json: &Json) -> JsValue {
    js_sys::JSON::stringify(&to_js(json)).map_or(JsValue::NULL, JsValue::from)
}
