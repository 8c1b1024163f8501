//! What was found, line by line as it is found.

use std::io::Write;

use super::lack::Found;
use super::level::Level;

/// The checks of a level.
#[derive(Default)]
struct Tally {
    met: usize,
    lacking: usize,
    not_tried: usize,
}

/// Prints each check and counts them.
pub(super) struct Report<W> {
    out: W,
    levels: Vec<(Level, Tally)>,
}

impl<W: Write> Report<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            levels: Vec::new(),
        }
    }

    /// Checks from here on are of this level.
    pub(super) fn begin(&mut self, level: Level) {
        self.levels.push((level, Tally::default()));
        self.line(&format!("\n{}: {}", level.name(), level.about()));
    }

    /// A check that was made.
    pub(super) fn check<T>(&mut self, what: &str, found: Found<T>) -> Option<T> {
        match found {
            Ok(found) => {
                self.line(&format!("  met        {what}"));
                self.tally(|tally| tally.met += 1);
                Some(found)
            }
            Err(lack) => {
                self.line(&format!("  lacks      {what}"));
                self.line(&format!("             but: {}", lack.0));
                self.tally(|tally| tally.lacking += 1);
                None
            }
        }
    }

    /// A check that was not made.
    pub(super) fn not_tried(&mut self, what: &str, why: &str) {
        self.line(&format!("  not tried  {what} ({why})"));
        self.tally(|tally| tally.not_tried += 1);
    }

    pub(super) fn line(&mut self, line: &str) {
        // Where nobody reads any more, the exit code tells still.
        let _ = writeln!(self.out, "{line}");
    }

    fn tally(&mut self, count: impl FnOnce(&mut Tally)) {
        if let Some((_, tally)) = self.levels.last_mut() {
            count(tally);
        }
    }

    /// Sums up, and gives how many are lacking of how many that were tried.
    pub(super) fn end(mut self) -> (usize, usize) {
        let named = |holds: fn(&Tally) -> bool| {
            let levels = self.levels.iter().filter(|(_, tally)| holds(tally));
            let names: Vec<&str> = levels.map(|(level, _)| level.name()).collect();
            if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(", ")
            }
        };
        let met = named(|tally| tally.lacking == 0 && tally.not_tried == 0);
        let lacking = named(|tally| tally.lacking > 0);
        let partly = named(|tally| tally.lacking == 0 && tally.not_tried > 0);
        self.line(&format!("\nlevels met: {met}"));
        self.line(&format!("levels lacking something: {lacking}"));
        self.line(&format!("levels not tried, or only in part: {partly}"));
        let tallies = self.levels.iter().map(|(_, tally)| tally);
        tallies.fold((0, 0), |(lacking, tried), tally| {
            (lacking + tally.lacking, tried + tally.lacking + tally.met)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::lack::lacking;
    use super::*;

    #[test]
    fn a_level_is_met_when_all_of_it_was_tried_and_nothing_lacks() {
        let mut out = Vec::new();
        let mut report = Report::new(&mut out);
        report.begin(Level::Read);
        report.check("it answers", Ok(()));
        report.begin(Level::Sign);
        report.check("it signs", lacking::<()>("it answered 500"));
        report.not_tried("it signs once", "there is no signature");
        report.begin(Level::Own);
        report.not_tried("it knows its own", "for want of a code");
        assert_eq!(report.end(), (1, 2));
        let told = String::from_utf8(out).unwrap();
        for line in [
            "  met        it answers\n",
            "  lacks      it signs\n             but: it answered 500\n",
            "  not tried  it signs once (there is no signature)\n",
            "levels met: read\n",
            "levels lacking something: sign\n",
            "levels not tried, or only in part: own\n",
        ] {
            assert!(told.contains(line), "{told}");
        }
    }
}
