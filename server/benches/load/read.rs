//! What readers cost: the letter, its count and its first page, and the same when nothing has
//! changed since they read it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::client::{Connection, get};
use crate::figures::{median, number, percent};
use crate::load::{Measured, Requests};
use crate::server::{Mails, Place, Server};
use crate::table::Table;
use crate::{Outcome, say};

/// The demonstration's letter, which is as long as letters are.
const LETTER: &str = "keep-nhs-code-open";
const SIGNATURES: u32 = 100_000;
const CONNECTIONS: u32 = 32;
/// Of one round of one row of the table.
const LENGTH: Duration = Duration::from_millis(700);

/// One call.
struct Row {
    what: &'static str,
    known: bool,
    bytes: usize,
    status: u16,
    requests: Requests,
    measured: Measured,
}

pub(crate) async fn run(rounds: u32) -> Outcome<()> {
    let letters = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/letters");
    let place = Place::with_letters(&letters)?;
    place.seed(LETTER, SIGNATURES)?;
    let server = Server::start(place, Mails::Kept, Duration::ZERO)?;
    let mut rows = Vec::new();
    for (what, call) in [
        ("count", "/count"),
        ("first page", "/signatures"),
        ("letter, count, first page", ""),
    ] {
        rows.extend(with_and_without_tag(&server, what, call).await?);
    }
    for _ in 0..rounds {
        for row in &mut rows {
            row.measured
                .round(&server, CONNECTIONS, LENGTH, &row.requests, row.status)
                .await?;
        }
    }
    say(&format!(
        "Reading a letter with {} signatures: SQLite, {CONNECTIONS} connections, {rounds} rounds \
         of {} ms, medians",
        number(SIGNATURES.into()),
        LENGTH.as_millis()
    ));
    print(&mut rows);
    Ok(())
}

async fn with_and_without_tag(
    server: &Server,
    what: &'static str,
    call: &str,
) -> Outcome<[Row; 2]> {
    let path = format!("/v1/letters/{LETTER}{call}");
    let mut connection = Connection::open(server.address).await?;
    let answer = connection.exchange(&get(&path, None)).await?;
    let etag = answer.header("etag").ok_or("an answer has no ETag")?;
    let row = |tag: Option<&str>, status, bytes| {
        let request = get(&path, tag);
        Row {
            what,
            known: tag.is_some(),
            bytes,
            status,
            requests: Arc::new(move || request.clone()),
            measured: Measured::default(),
        }
    };
    Ok([row(None, 200, answer.body.len()), row(Some(etag), 304, 0)])
}

fn print(rows: &mut [Row]) {
    let mut table = Table::new(
        2,
        [
            "what",
            "ETag",
            "bytes",
            "a second",
            "p50 ms",
            "p99 ms",
            "CPU µs a request",
            "load CPU",
            "server CPU",
        ],
    );
    let told = |figure: Option<f64>| figure.map_or("not told".to_owned(), number);
    for row in rows {
        table.line([
            row.what.to_owned(),
            if row.known { "known: 304" } else { "none: 200" }.to_owned(),
            number(row.bytes as f64),
            number(median(&mut row.measured.rates)),
            number(row.measured.milliseconds(0.5)),
            number(row.measured.milliseconds(0.99)),
            told(row.measured.server_cost()),
            percent(row.measured.load_share()),
            percent(row.measured.server_share()),
        ]);
    }
    table.print();
}
