//! What the person at the terminal sees.

use std::io::Write;
use std::time::{Duration, Instant};

/// Prints a line. A reader who has gone away is no reason to stop.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints a line below a step's.
pub(crate) fn detail(line: &str) {
    say(&format!("      {line}"));
}

/// Prints a line on the error stream.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Numbers the steps of a command, and says how long each took.
pub(crate) struct Steps {
    total: usize,
    begun: usize,
}

impl Steps {
    pub(crate) fn new(total: usize) -> Self {
        Self { total, begun: 0 }
    }

    /// Says that a step begins. The step says its time when it ends.
    pub(crate) fn begin(&mut self, title: &str) -> Step {
        self.begun += 1;
        say(&format!("[{}/{}] {title}", self.begun, self.total));
        Step {
            since: Instant::now(),
        }
    }
}

/// A step under way.
pub(crate) struct Step {
    since: Instant,
}

impl Step {
    /// Says how the step ended, with its time where that is worth a word.
    pub(crate) fn end(self, outcome: &str) {
        let took = self.since.elapsed();
        if took < Duration::from_secs(1) {
            detail(outcome);
        } else {
            detail(&format!("{outcome}, {}", duration(took)));
        }
    }
}

/// A duration as one says it: "3 s", "1 min 47 s".
pub(crate) fn duration(time: Duration) -> String {
    match (time.as_secs() / 60, time.as_secs() % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_spoken() {
        assert_eq!(duration(Duration::from_millis(3_900)), "3 s");
        assert_eq!(duration(Duration::from_secs(107)), "1 min 47 s");
    }
}
