//! What is looked up when somebody asks: how much waits, and what the database has written.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use open_letter_core::Timestamp;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::Label;
use crate::store::mails::QueueState;
use crate::store::{Commits, Hold};

/// Everything of which the last figure alone counts.
pub(super) struct Gauges {
    review: Family<[Label<&'static str>; 1], Gauge>,
    mails: Family<[Label<&'static str>; 1], Gauge>,
    oldest_mail: Gauge,
    mails_gone: Family<[Label<String>; 1], Gauge>,
}

impl Gauges {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let gauges = Self {
            review: Family::default(),
            mails: Family::default(),
            oldest_mail: Gauge::default(),
            mails_gone: Family::default(),
        };
        registry.register(
            "review_waiting",
            "Signatures that wait for a person, by reason",
            gauges.review.clone(),
        );
        registry.register(
            "mails_waiting",
            "Mails that wait: new ones, and those that were tried in vain",
            gauges.mails.clone(),
        );
        registry.register(
            "mails_oldest_seconds",
            "How long the oldest mail has waited that was never tried",
            gauges.oldest_mail.clone(),
        );
        registry.register(
            "mails_last_hour",
            "Mails done with in the last hour, by what became of them",
            gauges.mails_gone.clone(),
        );
        gauges
    }

    /// How many signatures wait, by reason. What is not named does not wait.
    pub(super) fn set_review(&self, waiting: &[(Hold, u64)]) {
        for hold in Hold::ALL.iter().copied() {
            let number = waiting.iter().find(|(named, _)| *named == hold);
            let number = number.map_or(0, |(_, number)| *number);
            let gauge = self.review.get_or_create(&[("reason", hold.as_str())]);
            gauge.set(figure(number));
        }
    }

    pub(super) fn set_mails(&self, state: &QueueState, now: Timestamp) {
        let new = state.waiting.saturating_sub(state.again);
        for (what, number) in [("new", new), ("again", state.again)] {
            let gauge = self.mails.get_or_create(&[("tries", what)]);
            gauge.set(figure(number));
        }
        let oldest = state.oldest.map_or(0, |at| now.millis() - at.millis());
        self.oldest_mail.set(oldest.max(0) / 1_000);
        self.mails_gone.clear();
        for (end, _, mails) in &state.ended {
            let gauge = self.mails_gone.get_or_create(&[("end", end.clone())]);
            gauge.inc_by(figure(*mails));
        }
    }
}

fn figure(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Adds what a database has written that commits for many at once.
pub(super) fn register_commits(registry: &mut Registry, commits: Arc<Commits>) {
    registry.register_collector(Box::new(Written(commits)));
}

#[derive(Debug)]
struct Written(Arc<Commits>);

impl Collector for Written {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let Commits { commits, works } = &*self.0;
        for (name, help, number) in [
            ("commits", "Commits of the database", commits),
            (
                "committed_works",
                "Changes that were committed, many of them together",
                works,
            ),
        ] {
            let counter = ConstCounter::new(number.load(Ordering::Relaxed));
            let metric_type = counter.metric_type();
            counter.encode(encoder.encode_descriptor(name, help, None, metric_type)?)?;
        }
        Ok(())
    }
}
