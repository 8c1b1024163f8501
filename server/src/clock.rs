//! The time of day.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use open_letter_core::Timestamp;

/// Milliseconds by which the system's clock is taken to be wrong.
static SHIFT: AtomicI64 = AtomicI64::new(0);

/// Now, to the millisecond. A clock that was never set reads as the epoch.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(millis.saturating_add(SHIFT.load(Ordering::Relaxed)))
}

/// As if somebody had set the system's clock, for the whole program: a test's way to see what
/// becomes of it. Limits and pauses go by a clock that nobody can set.
#[doc(hidden)]
pub fn set_ahead(millis: i64) {
    SHIFT.store(millis, Ordering::Relaxed);
}
