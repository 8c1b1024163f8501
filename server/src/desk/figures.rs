//! How a letter fares, in numbers.

use std::collections::BTreeMap;

use open_letter_core::Timestamp;
use sqlx::Row as _;

use super::waiting::Waiting;
use crate::app::App;
use crate::clock;
use crate::store::mails::QueueState;
use crate::store::{Standing, StoreError};
use crate::token::hours_ago;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// A letter is told of by the hour for its first days.
const BY_THE_HOUR: i64 = 3 * DAY;
/// Longer steps, for letters of which some were signed long ago.
const STEPS: [i64; 4] = [DAY, 7 * DAY, 28 * DAY, 364 * DAY];
/// As many steps as a plot has room for.
const MOST_STEPS: i64 = 400;
/// Hours that mails are remembered for after they have left.
pub(crate) const REMEMBERED_HOURS: u32 = 72;

/// How a letter fares.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) standings: Vec<(Standing, u64)>,
    pub(crate) waiting: Waiting,
    pub(crate) oldest: Option<Timestamp>,
    pub(crate) mails: QueueState,
    pub(crate) course: Course,
}

/// Signatures that count, over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Course {
    /// How long a step is, in milliseconds.
    pub(crate) step: i64,
    /// Without a gap: when each step begins, and how many were published in it.
    pub(crate) steps: Vec<(Timestamp, u64)>,
}

impl App {
    /// How a letter fares now.
    pub(crate) async fn figures(&self, letter: &str) -> Result<Figures, StoreError> {
        const STANDINGS: &str = "SELECT status, COUNT(*) AS number FROM signatures \
            WHERE letter_id = $1 GROUP BY status";
        const OLDEST: &str = "SELECT MIN(held_at) FROM signatures \
            WHERE letter_id = $1 AND held IS NOT NULL";
        const COURSE: &str = "SELECT published_at / 3600000 AS hour, COUNT(*) AS number \
            FROM signatures WHERE letter_id = $1 AND status = 'published' \
            GROUP BY published_at / 3600000";
        let now = clock::now();
        let waiting = self.held(letter).await?;
        let mails = self
            .store
            .queue_state(hours_ago(now, REMEMBERED_HOURS))
            .await?;
        let reader = &mut *self.store.reader().await?;
        let mut standings = Vec::new();
        let query = sqlx::query(STANDINGS).bind(letter.to_owned());
        for row in query.fetch_all(&mut *reader).await? {
            let standing = Standing::from_word(row.try_get("status")?)?;
            standings.push((standing, number(row.try_get("number")?)));
        }
        let query = sqlx::query_scalar(OLDEST).bind(letter.to_owned());
        let oldest: Option<i64> = query.fetch_one(&mut *reader).await?;
        let mut hours = BTreeMap::new();
        let query = sqlx::query(COURSE).bind(letter.to_owned());
        for row in query.fetch_all(reader).await? {
            hours.insert(row.try_get("hour")?, number(row.try_get("number")?));
        }
        Ok(Figures {
            standings,
            waiting,
            oldest: oldest.map(Timestamp::from_millis),
            mails,
            course: course(&hours, now),
        })
    }
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// The course from the first signature until now, by the hour or by the day.
fn course(hours: &BTreeMap<i64, u64>, now: Timestamp) -> Course {
    let Some((first, _)) = hours.first_key_value() else {
        return Course::default();
    };
    let span = now.millis() - first * HOUR;
    let few = |step: &i64| span / step < MOST_STEPS;
    let step = if span <= BY_THE_HOUR {
        HOUR
    } else {
        STEPS.into_iter().find(few).unwrap_or(364 * DAY)
    };
    let of = |hour: i64| (hour * HOUR).div_euclid(step);
    let last = hours.last_key_value().map_or(*first, |(last, _)| *last);
    let last = of(last).max(now.millis().div_euclid(step));
    let mut numbers = BTreeMap::new();
    for (hour, number) in hours {
        *numbers.entry(of(*hour)).or_insert(0) += number;
    }
    let steps = (of(*first)..=last).map(|index| {
        let number = numbers.get(&index).copied().unwrap_or_default();
        (Timestamp::from_millis(index * step), number)
    });
    Course {
        step,
        steps: steps.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_has_no_gap_and_a_step_that_fits() {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let hour = |text: &str| at(text).millis() / HOUR;
        let hours = BTreeMap::from([
            (hour("2026-05-01T09:00:00Z"), 9),
            (hour("2026-05-01T11:00:00Z"), 2),
        ]);
        let first_day = course(&hours, at("2026-05-01T12:30:00Z"));
        let numbers = |course: &Course| course.steps.iter().map(|(_, n)| *n).collect::<Vec<_>>();
        assert_eq!(first_day.step, HOUR);
        assert_eq!(numbers(&first_day), [9, 0, 2, 0]);
        assert_eq!(first_day.steps[1].0, at("2026-05-01T10:00:00Z"));
        let later = course(&hours, at("2026-05-05T00:00:00Z"));
        assert_eq!(later.step, DAY);
        assert_eq!(numbers(&later), [11, 0, 0, 0, 0]);
        assert_eq!(later.steps[0].0, at("2026-05-01T00:00:00Z"));
        let years = course(&hours, at("2046-05-01T00:00:00Z"));
        assert!(years.steps.len() < 500, "{}", years.steps.len());
        assert_eq!(
            course(&BTreeMap::new(), at("2026-05-05")),
            Course::default()
        );
    }
}
