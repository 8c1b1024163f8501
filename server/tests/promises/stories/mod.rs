//! One story for each concern, told alike on every database.

pub(crate) mod choosing;
pub(crate) mod confirming;
pub(crate) mod networks;
pub(crate) mod owning;
pub(crate) mod proving;
pub(crate) mod purging;
pub(crate) mod reading;
pub(crate) mod requesting;
