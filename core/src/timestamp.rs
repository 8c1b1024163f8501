//! An instant in UTC, to the millisecond, read from and written as RFC 3339.
//!
//! Written here because a date crate costs the Wasm more than these lines do, and because the
//! order of signatories needs nothing but the number.

use std::fmt;

use crate::json::{FromJson, Json, Mismatch};

const DAY: i64 = 86_400_000;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads `2026-05-01T09:00:00Z`, with fractions or an offset, or a plain `2026-05-01`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (year, month, day) = match bytes {
            [_, _, _, _, b'-', _, _, b'-', _, _, ..] => (
                digits(&bytes[..4])?,
                digits(&bytes[5..7])?,
                digits(&bytes[8..10])?,
            ),
            _ => return None,
        };
        if !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
            return None;
        }
        let date = days_from_civil(year, month, day) * DAY;
        match &bytes[10..] {
            [] => Some(Self(date)),
            [b'T' | b't' | b' ', time @ ..] => Some(Self(date + time_of_day(time)?)),
            _ => None,
        }
    }
}

/// Milliseconds since midnight UTC of `09:00:00.123+01:00`.
fn time_of_day(bytes: &[u8]) -> Option<i64> {
    let [_, _, b':', _, _, b':', _, _, rest @ ..] = bytes else {
        return None;
    };
    let (hour, minute, second) = (
        digits(&bytes[..2])?,
        digits(&bytes[3..5])?,
        digits(&bytes[6..8])?,
    );
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (millis, zone) = match rest {
        [b'.', fraction @ ..] => {
            let length = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
            let mut padded = *b"000";
            let kept = length.min(3);
            padded[..kept].copy_from_slice(&fraction[..kept]);
            (digits(&padded).filter(|_| length > 0)?, &fraction[length..])
        }
        zone => (0, zone),
    };
    let offset = match zone {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let minutes = digits(&zone[1..3])? * 60 + digits(&zone[4..6])?;
            if *sign == b'+' { minutes } else { -minutes }
        }
        _ => return None,
    };
    Some((((hour * 60 + minute - offset) * 60) + second) * 1_000 + millis)
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since the epoch, by counting years from March so that the leap day comes last.
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY));
        let millis = self.0.rem_euclid(DAY);
        let seconds = millis / 1_000;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60,
            millis % 1_000
        )
    }
}

impl FromJson for Timestamp {
    fn from_json(json: &Json) -> Result<Self, Box<Mismatch>> {
        json.as_str()
            .and_then(Self::parse)
            .ok_or(Mismatch::here("a time such as 2026-05-01T09:00:00Z"))
    }
}

#[cfg(feature = "wire")]
impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rfc_3339_and_writes_it_back_in_utc() {
        for (text, written) in [
            ("2026-05-01T09:00:00Z", "2026-05-01T09:00:00.000Z"),
            ("2026-05-01", "2026-05-01T00:00:00.000Z"),
            ("2026-05-01T00:30:00.1239+01:00", "2026-04-30T23:30:00.123Z"),
            ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000Z"),
            ("1969-12-31t23:59:59.999z", "1969-12-31T23:59:59.999Z"),
            ("2000-01-01 00:00:00-05:30", "2000-01-01T05:30:00.000Z"),
        ] {
            assert_eq!(
                Timestamp::parse(text).unwrap().to_string(),
                written,
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "now",
            "2026-13-01",
            "2026-02-29",
            "2026-05-01T",
            "2026-05-01T09:00",
            "2026-05-01T09:00:00",
            "2026-05-01T24:00:00Z",
            "2026-05-01T09:00:00.Z",
            "2026-05-01T09:00:00+1:00",
            "+026-05-01",
            "2026-05-01é",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_is_its_own_inverse() {
        for day in -150_000..150_000 {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, date), day);
            assert!((1..=days_in_month(year, month)).contains(&date));
        }
    }
}
