//! Numbers, plurals and dates by the browser's `Intl`.

use js_sys::{Array, Function, Intl, Object, Reflect};
use open_letter_core::Timestamp;
use open_letter_core::format::{Formats, Plural, regional};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// The constructors of `Intl` throw on tags that are none; this one can be caught.
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical_locales(lang: &str) -> Result<Array, JsValue>;
}

/// The formats of one language.
pub(crate) struct IntlFormats {
    number: Function,
    date: Function,
    plural: Intl::PluralRules,
}

impl IntlFormats {
    /// The formats of a language, or the browser's own where it knows no such language.
    pub(crate) fn new(lang: &str) -> Self {
        let lang = canonical_locales(regional(lang)).unwrap_or_default();
        let none = Object::new();
        let long_in_utc = Object::new();
        for (name, value) in [("dateStyle", "long"), ("timeZone", "UTC")] {
            // Setting a property of a plain object cannot fail.
            let _ = Reflect::set(&long_in_utc, &name.into(), &value.into());
        }
        Self {
            number: Intl::NumberFormat::new(&lang, &none).format(),
            date: Intl::DateTimeFormat::new(&lang, &long_in_utc).format(),
            plural: Intl::PluralRules::new(&lang, &none),
        }
    }
}

fn call(format: &Function, value: JsValue) -> String {
    format
        .call1(&JsValue::UNDEFINED, &value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts come from JSON's exact range"
)]
impl Formats for IntlFormats {
    fn number(&self, number: u64) -> String {
        call(&self.number, JsValue::from_f64(number as f64))
    }

    fn plural(&self, number: u64) -> Plural {
        Plural::from_name(&String::from(self.plural.select(number as f64)))
    }

    fn date(&self, at: Timestamp) -> String {
        // Beyond the year 275760 `Intl` throws, and `call` leaves nothing.
        call(&self.date, JsValue::from_f64(at.millis() as f64))
    }
}
