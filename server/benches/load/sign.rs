//! Signatures acknowledged in a second, beside what the machine does with a commit for each row.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::figures::{median, number, percent};
use crate::load::{Measured, Requests, newcomers};
use crate::plain::Plain;
use crate::relay;
use crate::server::{CONFIRMED, Mails, Place, Server, UNCONFIRMED};
use crate::table::Table;
use crate::{Outcome, say};

const CONNECTIONS: [u32; 3] = [1, 32, 256];
/// What a commit costs as it is, and on a machine whose disk takes its time.
const COSTS: [Duration; 2] = [Duration::ZERO, Duration::from_millis(5)];
/// Of one round of one row of the table.
const LENGTH: Duration = Duration::from_millis(700);
/// Of the plain rate before it.
const PLAIN: Duration = Duration::from_millis(250);

/// How many times the plain rate there have to be with the dear commits and most connections.
const TARGET: f64 = 10.0;
/// From here on the load may be what is measured.
const BUSY: f64 = 0.85;

/// One letter under one number of connections.
struct Row {
    what: &'static str,
    connections: u32,
    requests: Requests,
    measured: Measured,
}

/// What one cost of a commit came to.
struct Run {
    cost: Duration,
    /// Rows a second, with a commit for each.
    plain: f64,
    rows: Vec<Row>,
    /// Signatures acknowledged and found in the database.
    acknowledged: usize,
}

/// Tells whether the target is reached.
pub(crate) async fn run(rounds: u32) -> Outcome<bool> {
    let relay = relay::start().await?;
    let mut runs = Vec::new();
    for cost in COSTS {
        runs.push(measure(relay, cost, rounds).await?);
    }
    say(&format!(
        "Signatures acknowledged, each on disk: SQLite in WAL with synchronous=FULL, {rounds} \
         rounds of {} ms, medians",
        LENGTH.as_millis()
    ));
    print(&mut runs);
    Ok(judge(&mut runs))
}

/// The plain rate, and every row. They take turns, so that whatever else the machine does meets
/// all of them.
async fn measure(relay: SocketAddr, cost: Duration, rounds: u32) -> Outcome<Run> {
    let server = Server::start(Place::new()?, Mails::Sent(relay), cost)?;
    let mut plain = Plain::make(&server.place.path("plain.db"), cost).await?;
    let mut rows = Vec::new();
    for (letter, what) in [
        (CONFIRMED, "waits for its code, mail queued"),
        (UNCONFIRMED, "published at once"),
    ] {
        let requests = newcomers(letter);
        rows.extend(CONNECTIONS.map(|connections| Row {
            what,
            connections,
            requests: Arc::clone(&requests),
            measured: Measured::default(),
        }));
    }
    // What comes first pays for tables that are empty and caches that are cold.
    plain.rate(PLAIN).await?;
    let mut warm = Measured::default();
    for Row { requests, .. } in &rows {
        warm.round(&server, 8, PLAIN / 4, requests, 202).await?;
    }
    let mut plain_rates = Vec::new();
    for _ in 0..rounds {
        for row in &mut rows {
            plain_rates.push(plain.rate(PLAIN).await?);
            row.measured
                .round(&server, row.connections, LENGTH, &row.requests, 202)
                .await?;
        }
    }
    let acknowledged = rows.iter().map(|row| row.measured.times.len());
    let acknowledged = acknowledged.sum::<usize>() + warm.times.len();
    let kept = "SELECT COUNT(*) FROM submissions";
    let found = server.place.number(kept).await?;
    if usize::try_from(found)? != acknowledged {
        return Err(format!("{acknowledged} were acknowledged, and {found} are found").into());
    }
    Ok(Run {
        cost,
        plain: median(&mut plain_rates),
        rows,
        acknowledged,
    })
}

fn print(runs: &mut [Run]) {
    let mut table = Table::new(
        3,
        [
            "a commit costs",
            "letter",
            "connections",
            "a second",
            "x plain",
            "p50 ms",
            "p99 ms",
            "load CPU",
            "server CPU",
        ],
    );
    for run in runs.iter_mut() {
        let cost = match run.cost.as_millis() {
            0 => "what it does".to_owned(),
            more => format!("{more} ms more"),
        };
        let plain = number(run.plain);
        let what = "plain SQLite, a commit a row";
        table.line([&cost, what, "", &plain, "1", "", "", "", ""].map(str::to_owned));
        for row in &mut run.rows {
            let rate = median(&mut row.measured.rates);
            table.line([
                cost.clone(),
                row.what.to_owned(),
                row.connections.to_string(),
                number(rate),
                number(rate / run.plain),
                number(row.measured.milliseconds(0.5)),
                number(row.measured.milliseconds(0.99)),
                percent(row.measured.load_share()),
                percent(row.measured.server_share()),
            ]);
        }
    }
    table.print();
}

/// Says what the figures come to, and tells whether the target is reached.
fn judge(runs: &mut [Run]) -> bool {
    let acknowledged: usize = runs.iter().map(|run| run.acknowledged).sum();
    let acknowledged = number(acknowledged as f64);
    say(&format!(
        "{acknowledged} were acknowledged, and all of them are in the database."
    ));
    let rows = runs.iter().flat_map(|run| &run.rows);
    if rows
        .filter_map(|row| row.measured.load_share())
        .any(|share| share >= BUSY)
    {
        say("The load took most of its one core at times: the server may do more than it shows.");
    }
    let mut reached = true;
    for run in runs.iter_mut().filter(|run| !run.cost.is_zero()) {
        for row in &mut run.rows {
            if Some(&row.connections) != CONNECTIONS.last() {
                continue;
            }
            let ratio = median(&mut row.measured.rates) / run.plain;
            reached &= ratio >= TARGET;
            say(&format!(
                "{}: {}, {} connections, {} ms more a commit: {} times the plain rate; {TARGET} \
                 are asked for.",
                if ratio >= TARGET { "PASS" } else { "FAIL" },
                row.what,
                row.connections,
                run.cost.as_millis(),
                number(ratio),
            ));
        }
    }
    reached
}
