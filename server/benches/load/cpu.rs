//! The time that processors worked, which only Linux tells in files.

use std::time::Duration;

/// Linux counts processor time in hundredths of a second, on every machine.
const TICKS: u64 = 100;

/// How long processors have worked so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// For the load.
    pub(crate) load: Duration,
    /// For a server that runs.
    pub(crate) server: Duration,
    /// For the load and all servers that have ended.
    ours: Duration,
    /// For everything on the machine.
    machine: Duration,
}

impl Usage {
    /// None where the system does not tell.
    pub(crate) fn now(server: Option<u32>) -> Option<Self> {
        let this = std::process::id();
        Some(Self {
            load: process(this, 2)?,
            server: server.and_then(|id| process(id, 2)).unwrap_or_default(),
            ours: process(this, 4)?,
            machine: machine()?,
        })
    }

    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            load: self.load.saturating_sub(before.load),
            server: self.server.saturating_sub(before.server),
            ours: self.ours.saturating_sub(before.ours),
            machine: self.machine.saturating_sub(before.machine),
        }
    }

    /// Both together.
    pub(crate) fn and(self, more: Self) -> Self {
        Self {
            load: self.load + more.load,
            server: self.server + more.server,
            ours: self.ours + more.ours,
            machine: self.machine + more.machine,
        }
    }

    /// How much of the machine other programs took, in a sentence.
    pub(crate) fn others(before: Option<Self>, wall: Duration) -> String {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        match before.zip(Self::now(None)) {
            Some((before, now)) => {
                let used = now.since(before);
                let others = used.machine.saturating_sub(used.ours).as_secs_f64();
                let share = others / wall.as_secs_f64() / cores as f64 * 100.0;
                format!("{cores} cores, of which other programs took {share:.0} % meanwhile.")
            }
            None => format!("{cores} cores; this system does not tell how busy they were."),
        }
    }
}

/// The processor time of a process with all its threads: of its user, of the system for it, and
/// then the same two of its children that have ended.
fn process(id: u32, fields: usize) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The program's name may hold anything, so it is counted from its closing bracket.
    let after_name = stat.rsplit_once(')')?.1.split_whitespace();
    let times = after_name.skip(11).take(fields).map(str::parse::<u64>);
    times.sum::<Result<u64, _>>().ok().map(time)
}

/// The time that all processors together were not idle.
fn machine() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/stat").ok()?;
    let times = stat.lines().next()?.strip_prefix("cpu ")?;
    let times: Vec<u64> = times
        .split_whitespace()
        .map_while(|time| time.parse().ok())
        .collect();
    // Then idle and waiting for disks, which is no work; and last what a host kept for itself.
    let [user, nice, system, _, _, hard, soft, kept, ..] = times[..] else {
        return None;
    };
    Some(time(user + nice + system + hard + soft + kept))
}

fn time(ticks: u64) -> Duration {
    Duration::from_millis(ticks * 1_000 / TICKS)
}
