//! Requests to the backend. `static/embed/ask.js` makes them, bounded in time and in size, and
//! gives back what was read or why nothing was.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use open_letter_core::Json;
use open_letter_core::flow::{Call, Failure, Request};
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static ASK: RefCell<Option<Function>> = RefCell::default();
}

/// Takes the function that asks: `(call) => Promise`, and `(null, promise)` to break it off.
pub(crate) fn bring(ask: JsValue) {
    ASK.set(ask.dyn_into().ok());
}

/// Something under way that ends when it is dropped.
pub(crate) enum Pending {
    /// A request, by the promise of its answer.
    Call(JsValue),
    /// A wait.
    Wait {
        #[expect(dead_code, reason = "it is kept so that it can be dropped")]
        timeout: Timeout,
    },
}

impl Pending {
    /// Makes a request, whose answer `fetched` reads.
    pub(crate) fn call(call: &Call) -> Self {
        let header = call.header.as_ref().map_or(Json::Null, |(name, value)| {
            Json::object(vec![(name, value.as_str().into())])
        });
        let asked = Json::object(vec![
            ("url", call.url.as_str().into()),
            ("method", call.method.as_str().into()),
            ("headers", header),
            ("body", call.body.clone().unwrap_or_default()),
            ("fresh", call.fresh.into()),
            ("form", (call.request == Request::Form).into()),
            ("adapter", (call.request == Request::Adapter).into()),
            (
                "operation",
                call.operation.map(|operation| operation.as_str()).into(),
            ),
        ]);
        Self::Call(ask(&open_letter_js::to_js(&asked), &JsValue::NULL))
    }

    /// A wait, and what is done after it.
    pub(crate) fn wait(millis: u32, due: impl FnOnce() + 'static) -> Self {
        let timeout = Timeout::new(millis, due);
        Self::Wait { timeout }
    }

    /// The document that comes back.
    pub(crate) fn answer(&self) -> impl Future<Output = Result<Json, Failure>> + 'static {
        let promise = match self {
            Self::Call(promise) => promise.clone(),
            Self::Wait { .. } => JsValue::NULL,
        };
        async move {
            let promise = promise
                .dyn_into::<Promise>()
                .map_err(|_| Failure::Network)?;
            let told = JsFuture::from(promise)
                .await
                .map_err(|_| Failure::Network)?;
            let told = open_letter_js::from_js(&told).ok_or(Failure::NotJson)?;
            match told.get("failure") {
                Json::Null => Ok(told.get("value").clone()),
                failure => Err(Failure::from_json(failure)),
            }
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Self::Call(promise) = self {
            ask(&JsValue::NULL, promise);
        }
    }
}

fn ask(call: &JsValue, running: &JsValue) -> JsValue {
    let ask = ASK.with_borrow(Clone::clone);
    ask.and_then(|ask| ask.call2(&JsValue::NULL, call, running).ok())
        .unwrap_or_default()
}
