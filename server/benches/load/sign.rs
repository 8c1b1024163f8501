//! Signatures acknowledged in a second, beside what the machine does with a commit for each row.

use std::time::Duration;

use crate::figures::{median, number};
use crate::load::{Measured, Requests, newcomers};
use crate::plain::Plain;
use crate::server::{CONFIRMED, Place, Server, UNCONFIRMED};
use crate::table::Table;
use crate::{Outcome, say};

const CONNECTIONS: [u32; 3] = [1, 32, 256];
/// What a commit costs as it is, and on a machine whose disk takes its time.
const COSTS: [Duration; 2] = [Duration::ZERO, Duration::from_millis(5)];
/// Of one round of one row of the table.
const LENGTH: Duration = Duration::from_millis(700);

/// How many times the plain rate there have to be with the dear commits and most connections.
const TARGET: f64 = 10.0;
/// From here on the load may be what is measured.
const BUSY: f64 = 0.85;

/// One letter under one number of connections.
struct Row {
    letter: &'static str,
    connections: u32,
    measured: Measured,
}

/// Tells whether the target is reached.
pub(crate) async fn run(rounds: u32) -> Outcome<bool> {
    say(&format!(
        "Signatures acknowledged, each on disk: SQLite in WAL with synchronous=FULL, {rounds} \
         rounds of {} ms, medians",
        LENGTH.as_millis()
    ));
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
    let (mut reached, mut busiest) = (true, 0_f64);
    let mut verdicts = Vec::new();
    for cost in COSTS {
        let (plain, mut rows) = measure(cost, rounds).await?;
        let dearer = match cost.as_millis() {
            0 => "what it does".to_owned(),
            more => format!("{more} ms more"),
        };
        table.line(
            [
                &dearer,
                "plain SQLite, a commit a row",
                "",
                &number(plain),
                "1",
                "",
                "",
                "",
                "",
            ]
            .map(str::to_owned),
        );
        for row in &mut rows {
            let ratio = median(&mut row.measured.rates) / plain;
            table.line([
                dearer.clone(),
                described(row.letter).to_owned(),
                row.connections.to_string(),
                number(median(&mut row.measured.rates)),
                number(ratio),
                number(row.measured.milliseconds(0.5)),
                number(row.measured.milliseconds(0.99)),
                share(row.measured.load_share()),
                share(row.measured.server_share()),
            ]);
            busiest = busiest.max(row.measured.load_share().unwrap_or_default());
            if !cost.is_zero() && Some(&row.connections) == CONNECTIONS.last() {
                reached &= ratio >= TARGET;
                let verdict = if ratio >= TARGET { "PASS" } else { "FAIL" };
                verdicts.push(format!(
                    "{verdict}: {}, {} connections, commits that cost {dearer}: {} times the \
                     plain rate of this run, and {TARGET} are asked for.",
                    described(row.letter),
                    row.connections,
                    number(ratio),
                ));
            }
        }
    }
    table.print();
    if busiest >= BUSY {
        say("The load took most of its one core at times: the server may do more than it shows.");
    }
    verdicts.iter().for_each(|verdict| say(verdict));
    Ok(reached)
}

fn described(letter: &str) -> &'static str {
    match letter {
        CONFIRMED => "waits for its code, mail queued",
        _ => "published at once",
    }
}

fn share(share: Option<f64>) -> String {
    share.map_or("not told".to_owned(), |share| {
        format!("{:.0} %", share * 100.0)
    })
}

/// The plain rate, and every row. They take turns, so that whatever else the machine does meets
/// all of them.
async fn measure(cost: Duration, rounds: u32) -> Outcome<(f64, Vec<Row>)> {
    let server = Server::start(Place::new()?, cost)?;
    let mut plain = Plain::make(&server.place.path("plain.db"), cost).await?;
    let letters = [CONFIRMED, UNCONFIRMED].map(|letter| (letter, newcomers(letter)));
    let mut rows: Vec<Row> = Vec::new();
    for (letter, _) in &letters {
        rows.extend(CONNECTIONS.map(|connections| Row {
            letter,
            connections,
            measured: Measured::default(),
        }));
    }
    let requests = |letter: &str| -> Outcome<&Requests> {
        let found = letters.iter().find(|(id, _)| *id == letter);
        Ok(&found.ok_or("a letter has no signers")?.1)
    };
    // What comes first pays for tables that are empty and caches that are cold.
    plain.rate(LENGTH / 4).await?;
    let mut warm = Measured::default();
    for (_, requests) in &letters {
        warm.round(&server, 32, LENGTH / 4, requests, 202).await?;
    }
    let mut plain_rates = Vec::new();
    for _ in 0..rounds {
        for row in &mut rows {
            // Once before each letter.
            if row.connections == CONNECTIONS[0] {
                plain_rates.push(plain.rate(LENGTH).await?);
            }
            let requests = requests(row.letter)?;
            row.measured
                .round(&server, row.connections, LENGTH, requests, 202)
                .await?;
        }
    }
    let acknowledged = rows.iter().map(|row| row.measured.times.len());
    let acknowledged = acknowledged.sum::<usize>() + warm.times.len();
    let found = server
        .place
        .number("SELECT COUNT(*) FROM submissions")
        .await?;
    if usize::try_from(found)? != acknowledged {
        return Err(format!("{acknowledged} were acknowledged, and {found} are found").into());
    }
    Ok((median(&mut plain_rates), rows))
}
