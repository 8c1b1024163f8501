//! What an import takes: its time, and the most memory that it ever had, which should not depend
//! on how long the file is. Then the same file again, which should add nobody.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::figures::number;
use crate::server::{Place, UNCONFIRMED};
use crate::table::Table;
use crate::{Outcome, say};

/// Rows, and the bytes of each one's reason, which no column of the form has.
const FILES: [(u32, usize); 3] = [(10_000, 0), (100_000, 0), (100_000, 820)];
/// How much more memory ten times the rows may take.
const FLAT: f64 = 1.25;
/// How often it is looked how much memory it has had.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// How one import went.
struct Run {
    time: Duration,
    /// In kilobytes; none where the system does not tell.
    peak: Option<u64>,
    counts: [u64; 3],
}

/// Tells whether memory stays flat and nothing is added twice.
pub(crate) fn run() -> Outcome<bool> {
    say("import: rows of a CSV file, each held against the letter's rules, sealed and written");
    let mut table = Table::new(
        0,
        [
            "rows",
            "MB",
            "s",
            "rows/s",
            "peak MB",
            "again s",
            "peak MB",
            "added again",
        ],
    );
    let mut peaks = Vec::new();
    let mut well = true;
    for (rows, reason) in FILES {
        let place = Place::new()?;
        let file = place.path("people.csv");
        write(&file, rows, reason)?;
        let bytes = std::fs::metadata(&file)?.len();
        let (first, again) = (import(&place, &file)?, import(&place, &file)?);
        well &= first.counts == [u64::from(rows), 0, 0];
        well &= again.counts == [0, u64::from(rows), 0];
        let megabytes = |kilobytes: Option<u64>| {
            kilobytes.map_or("not told".to_owned(), |kilobytes| {
                number(kilobytes as f64 / 1_024.0)
            })
        };
        table.line([
            number(f64::from(rows)),
            number(bytes as f64 / 1e6),
            number(first.time.as_secs_f64()),
            number(f64::from(rows) / first.time.as_secs_f64()),
            megabytes(first.peak),
            number(again.time.as_secs_f64()),
            megabytes(again.peak),
            number(again.counts[0] as f64),
        ]);
        peaks.extend(first.peak);
    }
    table.print();
    if let [few, many, long] = peaks[..] {
        let share = many.max(long) as f64 / few as f64;
        well &= share <= FLAT;
        say(&format!(
            "{}: the largest peak is {share:.2} times that of the shortest file (at most {FLAT}).",
            if well { "reached" } else { "FAIL" }
        ));
    }
    Ok(well)
}

fn write(file: &Path, rows: u32, reason: usize) -> Outcome<()> {
    let mut file = BufWriter::new(File::create(file)?);
    writeln!(file, "name,role,org,contributor,reason")?;
    let reason = "because ".repeat(reason.div_ceil(8));
    for row in 0..rows {
        let (role, place) = (row % 17, row % 311);
        writeln!(
            file,
            "Invented Person {row},Invented role {role},Invented place {place},,{reason}"
        )?;
    }
    Ok(file.flush()?)
}

fn import(place: &Place, file: &Path) -> Outcome<Run> {
    let mut import = place.command("import");
    import.arg(file).args(["--letter", UNCONFIRMED]);
    let since = Instant::now();
    let mut child = import
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut peak = None;
    // The system forgets it when the program ends, so it is looked at until then.
    while child.try_wait()?.is_none() {
        peak = peak.max(most_memory(child.id()));
        std::thread::sleep(LOOK_EVERY);
    }
    let time = since.elapsed();
    let output = child.wait_with_output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text
        .lines()
        .map(|line| line.rsplit(' ').next()?.parse().ok());
    let mut number = || numbers.next().flatten().ok_or("the import says nothing");
    Ok(Run {
        time,
        peak,
        counts: [number()?, number()?, number()?],
    })
}

/// The most kilobytes that a process has had in memory at once.
fn most_memory(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
