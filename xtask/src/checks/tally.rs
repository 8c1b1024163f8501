//! What passed and what failed.

use crate::console::{self, Steps};
use anyhow::Result;
use std::process::ExitCode;

/// The counts of one suite.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Counts {
    /// A check that is one by itself.
    pub(super) const ONE_PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    /// Its opposite.
    pub(super) const ONE_FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// A suite's counts, after its program has ended. One that failed without naming a test
    /// counts as a failed test, and so does one that ran no test at all.
    pub(super) fn of_suite(self, succeeded: bool) -> Self {
        let unnamed = !succeeded && self.failed == 0;
        let empty = self.passed + self.failed == 0;
        Self {
            failed: self.failed + u64::from(unnamed || empty),
            ..self
        }
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

/// The counts of a whole run.
#[derive(Default)]
pub(super) struct Tally {
    counts: Counts,
    failures: Vec<String>,
}

impl Tally {
    /// Runs a check and counts it. One that cannot run has failed.
    pub(super) fn add(
        &mut self,
        title: &str,
        steps: &mut Steps,
        check: impl FnOnce() -> Result<Counts>,
    ) {
        let step = steps.begin(&format!("Checking: {title}"));
        let (counts, outcome) = match check() {
            Ok(counts) => (counts, line(counts)),
            Err(error) => (Counts::ONE_FAILED, format!("{error:#}")),
        };
        if counts.failed > 0 {
            self.failures.push(format!("{title}: {outcome}"));
        }
        step.end(&outcome);
        self.counts = self.counts + counts;
    }

    /// Names the failures and prints the last line.
    pub(super) fn close(self) -> ExitCode {
        for failure in &self.failures {
            console::say(&format!("failed: {failure}"));
        }
        console::say(&line(self.counts));
        if self.counts.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn line(counts: Counts) -> String {
    format!("{} passed, {} failed", counts.passed, counts.failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_that_dies_or_is_empty_has_failed() {
        let some = Counts {
            passed: 3,
            failed: 0,
        };
        assert_eq!(some.of_suite(true), some);
        assert_eq!(
            some.of_suite(false),
            Counts {
                passed: 3,
                failed: 1
            }
        );
        assert_eq!(Counts::default().of_suite(true), Counts::ONE_FAILED);
        assert_eq!(Counts::default().of_suite(false), Counts::ONE_FAILED);
        assert_eq!(
            Counts {
                passed: 1,
                failed: 2
            }
            .of_suite(false)
            .failed,
            2
        );
    }

    #[test]
    fn a_check_that_cannot_run_is_named_and_counted() {
        let mut tally = Tally::default();
        let mut steps = Steps::new(3);
        tally.add("one", &mut steps, || Ok(Counts::ONE_PASSED));
        tally.add("two", &mut steps, || anyhow::bail!("no browser"));
        tally.add("three", &mut steps, || {
            Ok(Counts {
                passed: 4,
                failed: 2,
            })
        });
        assert_eq!(
            tally.counts,
            Counts {
                passed: 5,
                failed: 3
            }
        );
        assert_eq!(
            tally.failures,
            ["two: no browser", "three: 4 passed, 2 failed"]
        );
    }
}
