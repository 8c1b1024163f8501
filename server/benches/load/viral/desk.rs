//! How far two people at the desk would fall behind.

/// Seconds that a person takes for one signature, with the keyboard.
const SECONDS_EACH: f64 = 6.0;
const PEOPLE: f64 = 2.0;

/// How it went at the desk.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Behind {
    /// The most that waited at once.
    pub(super) most: usize,
    /// The longest that one waited, in seconds.
    pub(super) longest: f64,
    /// When nothing waited any more, in seconds from the hour's beginning.
    pub(super) done_at: f64,
}

/// What becomes of signatures that came to the desk at these seconds, one after the other.
pub(super) fn behind(arrivals: &mut [f64]) -> Behind {
    arrivals.sort_by(f64::total_cmp);
    let each = SECONDS_EACH / PEOPLE;
    let mut behind = Behind::default();
    let mut done = Vec::new();
    for (number, arrival) in arrivals.iter().enumerate() {
        let free = done.last().copied().unwrap_or(0.0_f64);
        let at = free.max(*arrival) + each;
        done.push(at);
        let waiting = number + 1 - done.partition_point(|done| *done <= *arrival);
        behind.most = behind.most.max(waiting);
        behind.longest = behind.longest.max(at - arrival);
        behind.done_at = at;
    }
    behind
}
