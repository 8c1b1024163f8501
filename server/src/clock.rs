//! The time of day.

use std::time::{SystemTime, UNIX_EPOCH};

use open_letter_core::Timestamp;

/// Now, to the millisecond. A clock that was never set reads as the epoch.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
