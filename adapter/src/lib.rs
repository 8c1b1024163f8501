//! The interpreter of adapter documents: what its Wasm exports to `static/embed/adapter.js`.
//!
//! Each function takes and gives plain objects. What went wrong is a member `failure`, with a
//! code and a sentence, that the widget makes its own failure of.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

use std::cell::RefCell;

use open_letter_core::Json;
use open_letter_core::adapter::{Adapter, Answer, Ask, Operation, plain_markup};
use open_letter_core::flow::Failure;
use open_letter_core::json::FromJson;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

thread_local! {
    /// The documents that were taken, by their addresses.
    static ADAPTERS: RefCell<Vec<(String, Adapter)>> = RefCell::default();
}

/// Takes the document `{adapter, document}`. Answers what its backend can do.
#[wasm_bindgen]
pub fn load(asked: &JsValue) -> JsValue {
    answer(asked, |asked| {
        let faulty = |fault: String| Failure::adapter(fault);
        let address = asked.read::<String>("adapter")?;
        let adapter = Adapter::new(asked.get("document").clone()).map_err(|faults| {
            faulty(faults.first().map(ToString::to_string).unwrap_or_default())
        })?;
        let abilities = adapter.abilities().to_json();
        ADAPTERS.with_borrow_mut(|all| {
            all.retain(|(known, _)| *known != address);
            all.push((address, adapter));
        });
        Ok(abilities)
    })
}

/// The request `{method, url, headers, body, type}` of `{adapter, operation, ask}`; nothing where
/// the operation makes none.
#[wasm_bindgen]
pub fn request(asked: &JsValue) -> JsValue {
    answer(asked, |asked| {
        with_adapter(asked, |adapter, operation, ask| {
            let wire = adapter
                .request(operation, ask)
                .map_err(|fault| Failure::adapter(fault.to_string()))?;
            let Some(wire) = wire else {
                return Ok(Json::Null);
            };
            let headers = wire
                .headers
                .into_iter()
                .map(|(name, value)| (name, Json::String(value)));
            Ok(Json::object(vec![
                ("method", Json::String(wire.method)),
                ("url", wire.url.as_str().into()),
                ("headers", Json::Object(headers.collect())),
                ("body", wire.body.unwrap_or_default()),
                ("type", wire.media_type.into()),
            ]))
        })
    })
}

/// What the answer `{status, url, headers, body}` to `{adapter, operation, ask}` says, in the
/// native protocol's words.
#[wasm_bindgen]
pub fn read(asked: &JsValue, came: &JsValue) -> JsValue {
    let Some(came) = open_letter_js::from_js(came) else {
        return failed(&Failure::NotJson);
    };
    answer(asked, |asked| {
        with_adapter(asked, |adapter, operation, ask| {
            let header = |name: &str| {
                let name = name.to_ascii_lowercase();
                came.get("headers").get(&name).as_str().map(str::to_owned)
            };
            let answer = Answer {
                status: came
                    .read::<u64>("status")
                    .unwrap_or_default()
                    .try_into()
                    .unwrap_or_default(),
                url: came.get("url").as_str().unwrap_or_default(),
                body: came.get("body"),
                header: &header,
                parse: open_letter_js::parse,
            };
            adapter.read(operation, ask, &answer)
        })
    })
}

/// The same answer with the tags of all markup dropped, where nothing can read it any better.
#[wasm_bindgen(js_name = withoutTags)]
pub fn without_tags(value: &JsValue) -> JsValue {
    let mut json = open_letter_js::from_js(value).unwrap_or_default();
    plain_markup(&mut json);
    open_letter_js::to_js(&json)
}

fn with_adapter(
    asked: &Json,
    work: impl FnOnce(&Adapter, Operation, &Ask) -> Result<Json, Failure>,
) -> Result<Json, Failure> {
    let operation = asked.read("operation")?;
    let ask = Ask::from_json(asked.get("ask"))?;
    let address = asked.get("adapter").as_str();
    ADAPTERS.with_borrow(|all| {
        let known = all
            .iter()
            .find(|(known, _)| Some(known.as_str()) == address);
        match known {
            Some((_, adapter)) => work(adapter, operation, &ask),
            None => Err(Failure::adapter(String::new())),
        }
    })
}

fn answer(asked: &JsValue, work: impl FnOnce(&Json) -> Result<Json, Failure>) -> JsValue {
    let Some(asked) = open_letter_js::from_js(asked) else {
        return failed(&Failure::NotJson);
    };
    match work(&asked) {
        Ok(value) => open_letter_js::to_js(&Json::object(vec![("value", value)])),
        Err(failure) => failed(&failure),
    }
}

/// A failure as the widget reads it.
fn failed(failure: &Failure) -> JsValue {
    let failure = failure.to_json();
    open_letter_js::to_js(&Json::object(vec![("failure", failure)]))
}
