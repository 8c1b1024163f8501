//! A page that is itself a Yew application, with a letter inside: two applications, each of its own
//! Wasm, on one tree of elements.

mod petition;

use petition::{Petition, Props};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use yew::{AppHandle, Renderer};

thread_local! {
    static APP: RefCell<Option<AppHandle<Petition>>> = const { RefCell::new(None) };
}

/// Mounts the application, with the letter that its place names.
#[wasm_bindgen(start)]
pub fn start() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(place) = document.and_then(|document| document.get_element_by_id("app")) {
        let named = |name: &str| place.get_attribute(name).unwrap_or_default().into();
        let props = Props {
            letter: named("data-letter"),
            page: named("data-page"),
        };
        let app = Renderer::<Petition>::with_root_and_props(place, props).render();
        APP.set(Some(app));
    }
}

/// Takes the whole application off the page, and the letter with it.
#[wasm_bindgen]
pub fn leave() {
    if let Some(app) = APP.take() {
        app.destroy();
    }
}
