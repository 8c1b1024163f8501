//! Deliberate faults, each of which the suite names.

mod confirming;
mod listing;
mod reading;
mod showing;
mod signing;
mod strangers;

use serde_json::Value;

use crate::lying::{Answer, Asked, Liar, Lie, Memory, TRUTH};

/// A fault, where it is looked for, and what is said of it.
struct Fault {
    lie: Lie,
    letter: &'static str,
    level: &'static str,
    /// Of the line that lacks something, and of the one that says what was found.
    said: (&'static str, &'static str),
}

type Tells = fn(&Asked, &mut Answer, &Memory);

/// One who answers something else.
fn telling(level: &'static str, said: (&'static str, &'static str), tells: Tells) -> Fault {
    Fault {
        lie: Lie { tells, ..TRUTH },
        letter: "plain",
        level,
        said,
    }
}

/// One who hears something else.
fn hearing(
    level: &'static str,
    said: (&'static str, &'static str),
    hears: fn(&mut Asked),
) -> Fault {
    Fault {
        lie: Lie { hears, ..TRUTH },
        letter: "plain",
        level,
        said,
    }
}

impl Fault {
    fn with_confirmation(self) -> Self {
        Self {
            letter: "confirms",
            ..self
        }
    }
}

/// Tries each fault, and the truth between and after them.
async fn found_out(faults: &[Fault]) {
    let liar = Liar::start().await;
    for Fault {
        lie,
        letter,
        level,
        said: (what, but),
    } in faults
    {
        liar.told(TRUTH, letter, level).await.assert_met();
        let told = liar.told(*lie, letter, level).await;
        assert_eq!(told.code, Some(1), "{what}: {}", told.text);
        let mut lines = told.text.lines();
        let line = lines.find(|line| line.starts_with("  lacks") && line.contains(what));
        let line = line.unwrap_or_else(|| panic!("\"{what}\" is not lacking:\n{}", told.text));
        let found = lines.next().unwrap();
        assert!(found.contains(but), "{line}\n{found}\nand not {but}");
    }
    liar.stop().await;
}

/// Changes every count that is told.
fn count(asked: &Asked, answer: &mut Answer, value: Value) {
    match &*asked.call {
        "" => answer.edit(|json| json["signatures"]["count"] = value),
        "/count" => answer.edit(|json| json["count"] = value),
        _ => {}
    }
}
