//! The element on the page, and the `div` in its shadow root.

use js_sys::Function;
use open_letter_core::Json;
use open_letter_js::to_js;
use wasm_bindgen::prelude::{JsCast, JsValue};
use web_sys::Element;

/// An `<open-letter>` on the page, as a function that `static/embed/boot.js` makes: it takes the
/// name of what is to be done, and what with.
#[derive(Clone, PartialEq)]
pub(crate) struct Host(Function);

impl Host {
    pub(crate) fn new(element: JsValue) -> Self {
        Self(element.unchecked_into())
    }

    /// Has something done. What a listener of the page throws is the page's own affair.
    pub(crate) fn tell(&self, what: &str, detail: &Json) {
        let what = JsValue::from_str(what);
        let _ = self.0.call2(&JsValue::NULL, &what, &to_js(detail));
    }
}

/// The `div` that a Yew application is mounted on. Yew clears the node that it mounts on and
/// its events do not stop at a shadow root, so it is never mounted on the root itself.
pub(crate) struct Stage(Element);

impl Stage {
    pub(crate) fn new() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        document.create_element("div").ok().map(Self)
    }

    pub(crate) fn node(&self) -> Element {
        self.0.clone()
    }

    pub(crate) fn enter(&self, place: &Element) {
        // It fails only where the div would be put into itself.
        let _ = place.append_child(&self.0);
    }

    pub(crate) fn leave(&self) {
        self.0.remove();
    }
}
