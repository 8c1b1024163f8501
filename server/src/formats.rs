//! Numbers, plurals and dates by ICU4X, as the browser's `Intl` writes them.

use std::sync::Arc;

use icu_calendar::types::RataDie;
use icu_calendar::{Date, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use open_letter_core::Timestamp;
use open_letter_core::format::{Formats, Plural, regional};

const DAY_MILLIS: i64 = 86_400_000;
/// The day 1970-01-01, counted from the first day of the year 1.
const EPOCH: i64 = 719_163;

/// The formats of one language. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct IcuFormats(Arc<Formatters>);

#[derive(Debug)]
struct Formatters {
    numbers: DecimalFormatter,
    plurals: PluralRules,
    dates: DateTimeFormatter<YMD>,
}

impl IcuFormats {
    /// The formats of a language, or why there are none.
    pub(crate) fn new(lang: &str) -> Result<Self, String> {
        let locale: Locale = regional(lang).parse().map_err(|error| format!("{error}"))?;
        Ok(Self(Arc::new(Formatters {
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default())
                .map_err(|error| error.to_string())?,
            plurals: PluralRules::try_new((&locale).into(), Default::default())
                .map_err(|error| error.to_string())?,
            dates: DateTimeFormatter::try_new((&locale).into(), YMD::long())
                .map_err(|error| error.to_string())?,
        })))
    }
}

impl Formats for IcuFormats {
    fn number(&self, number: u64) -> String {
        self.0.numbers.format(&Decimal::from(number)).to_string()
    }

    fn plural(&self, number: u64) -> Plural {
        match self.0.plurals.category_for(number) {
            PluralCategory::Zero => Plural::Zero,
            PluralCategory::One => Plural::One,
            PluralCategory::Two => Plural::Two,
            PluralCategory::Few => Plural::Few,
            PluralCategory::Many => Plural::Many,
            PluralCategory::Other => Plural::Other,
        }
    }

    fn date(&self, at: Timestamp) -> String {
        let day = RataDie::new(EPOCH + at.millis().div_euclid(DAY_MILLIS));
        self.0
            .dates
            .format(&Date::from_rata_die(day, Iso))
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use open_letter_core::Json;

    use super::*;

    /// The golden file holds what Chromium's `Intl` prints.
    #[test]
    fn icu4x_writes_what_the_browser_writes() {
        let golden: Json =
            serde_json::from_str(include_str!("../../core/tests/golden/formats.json")).unwrap();
        let mut compared = 0;
        for (lang, expected) in golden.expect_object().unwrap() {
            let formats = IcuFormats::new(lang).unwrap();
            let count = |text: &str| text.parse::<u64>().unwrap();
            for (number, written) in expected.get("numbers").expect_object().unwrap() {
                assert_eq!(
                    Some(&*formats.number(count(number))),
                    written.as_str(),
                    "{lang} {number}"
                );
                compared += 1;
            }
            for (number, form) in expected.get("plurals").expect_object().unwrap() {
                assert_eq!(
                    Some(formats.plural(count(number)).name()),
                    form.as_str(),
                    "{lang} {number}"
                );
                compared += 1;
            }
            for (at, written) in expected.get("dates").expect_object().unwrap() {
                let date = formats.date(Timestamp::parse(at).unwrap());
                assert_eq!(Some(&*date), written.as_str(), "{lang} {at}");
                compared += 1;
            }
        }
        assert!(compared > 50);
    }
}
