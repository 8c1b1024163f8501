//! The element on the page, and the `div` in its shadow root.

use open_letter_core::Json;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement, ShadowRoot};

use open_letter_js::to_js;

/// An `<open-letter>` on the page.
#[derive(Clone, PartialEq)]
pub(crate) struct Host(HtmlElement);

impl Host {
    pub(crate) fn new(element: HtmlElement) -> Self {
        Self(element)
    }

    /// Tells the page something. Listeners outside any shadow root hear it too.
    pub(crate) fn dispatch(&self, name: &str, detail: &Json) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&to_js(detail));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            // It fails only for an event that is being dispatched already.
            let _ = self.0.dispatch_event(&event);
        }
    }

    /// Moves the focus to what the selector finds in the shadow root.
    pub(crate) fn focus(&self, selector: &str) {
        let found = self
            .0
            .shadow_root()
            .and_then(|root| root.query_selector(selector).ok()?);
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // Something that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
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

    pub(crate) fn enter(&self, root: &ShadowRoot) {
        // It fails only where the div would be put into itself.
        let _ = root.append_child(&self.0);
    }

    pub(crate) fn leave(&self) {
        self.0.remove();
    }
}
