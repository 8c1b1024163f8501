//! Requests through an adapter. What an adapter document means is known to a script and a Wasm of
//! their own (`static/embed/adapter.js`), which a page without adapters never loads.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use open_letter_core::Json;
use open_letter_core::flow::{Call, Failure};
use open_letter_js as json;
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static INTERPRETER: RefCell<Option<Function>> = RefCell::default();
}

/// Takes the function that loads the interpreter and asks it: `(asked, signal) => Promise`.
pub(crate) fn bring(interpreter: JsValue) {
    INTERPRETER.set(interpreter.dyn_into().ok());
}

/// Performs a call of an adapter: takes its document or, with an operation, makes a request and
/// reads the answer in the native protocol's words. None where nothing came back.
pub(super) async fn perform(call: &Call, signal: JsValue) -> Option<Result<Json, Failure>> {
    let asked = Json::object(vec![
        ("adapter", call.url.as_str().into()),
        (
            "operation",
            call.operation.map(|operation| operation.as_str()).into(),
        ),
        ("fresh", call.fresh.into()),
        ("ask", call.body.clone().unwrap_or_default()),
    ]);
    let interpreter = INTERPRETER.with_borrow(Clone::clone)?;
    let promise = interpreter
        .call2(&JsValue::NULL, &json::to_js(&asked), &signal)
        .ok()?;
    let told = JsFuture::from(promise.unchecked_into::<Promise>())
        .await
        .ok()?;
    let told = json::from_js(&told)?;
    Some(match told.get("failure") {
        Json::Null => Ok(told.get("value").clone()),
        failure => Err(Failure::from_json(failure)),
    })
}
