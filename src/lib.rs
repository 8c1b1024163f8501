//! The widget: what its Wasm exports to `static/embed/boot.js`, nothing else.

mod browser;
mod element;
mod runtime;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;

/// Takes the function that makes requests to backends.
#[wasm_bindgen]
pub fn bring(ask: JsValue) {
    browser::bring(ask);
}

/// Puts a letter into a place. `host` is what it tells the element by. Answers the number by which
/// it is known; `None` where the settings cannot be read.
#[wasm_bindgen]
pub fn mount(host: JsValue, place: &Element, settings: &JsValue) -> Option<u32> {
    element::mount(host, place, settings)
}

/// Tells a letter that its attributes, or the page's language, have changed.
#[wasm_bindgen]
pub fn update(id: u32, settings: &JsValue) {
    element::update(id, settings);
}

/// Loads the letter anew.
#[wasm_bindgen]
pub fn refresh(id: u32) {
    element::refresh(id);
}

/// Leads the visitor to the form.
#[wasm_bindgen(js_name = openSign)]
pub fn open_sign(id: u32) {
    element::open_sign(id);
}

/// The letter as its backend has told it; null before it has.
#[wasm_bindgen]
#[must_use]
pub fn letter(id: u32) -> JsValue {
    element::letter(id)
}

/// Takes a letter off its element and frees everything that it held.
#[wasm_bindgen]
pub fn release(id: u32) {
    element::release(id);
}

/// Where the stack stands. Called with nothing else on it, it tells the same place each time, until
/// a trap has left something there.
#[wasm_bindgen]
#[must_use]
#[inline(never)]
pub fn depth() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(std::hint::black_box(&here)).addr()
}

/// Crashes on purpose, so that tests can see what is left of the page.
#[wasm_bindgen(js_name = trapForTests)]
pub fn trap_for_tests() {
    // One call deeper, as all that really crashes: what calls nothing leaves the stack as it is.
    let stack = std::hint::black_box([0_u8; 64]);
    fall(&stack);
    let _ = std::hint::black_box(&stack);
}

#[inline(never)]
#[expect(clippy::panic, reason = "this is what it is for")]
fn fall(stack: &[u8; 64]) {
    if !std::hint::black_box(stack).is_empty() {
        panic!("asked to crash");
    }
}
