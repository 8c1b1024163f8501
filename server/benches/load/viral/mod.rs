//! An hour in which a letter goes viral, pressed into minutes: what is served, refused and queued,
//! how far the desk falls behind, and that nothing is lost.

mod crowd;
mod desk;
mod traffic;

use std::time::{Duration, Instant};

use tokio::sync::mpsc::unbounded_channel;

use crate::figures::{number, quantile};
use crate::relay;
use crate::server::{Mails, Place, Server};
use crate::table::Table;
use crate::{Outcome, say};
use crowd::{Deed, HOUR};
use traffic::{Answered, Kind, Traffic};

/// What the server does by itself, in a minute and in ten of them.
const MAILS_A_MINUTE: f64 = 60.0;
const REVIEW_WINDOW: f64 = 600.0;
/// How long it is waited after the hour for mails that are late, in seconds of the hour.
const AFTERWARDS: f64 = 1_800.0;

/// Tells whether nothing was lost.
pub(crate) async fn run(readers: u64, minutes: f64) -> Outcome<bool> {
    let press = HOUR / 60.0 / minutes;
    let (mails, taken) = unbounded_channel();
    let relay = relay::start_telling(mails).await?;
    let mail_rate = format!("{:.0}", MAILS_A_MINUTE * press);
    let minute = format!("{:.0}", 60_000.0 / press);
    let window = format!("{:.0}", (REVIEW_WINDOW / press).ceil());
    let server = Server::start_with(
        Place::new()?,
        Mails::Sent(relay),
        &[
            ["--trusted-proxies", "127.0.0.1"],
            ["--minute-ms", &minute],
            ["--mail-rate", &mail_rate],
            ["--review-window", &window],
            // The largest of the shared networks is known to be one.
            ["--allowed-networks", &crowd::shared(0).to_string()],
        ],
    )?;
    let events = crowd::hour(readers);
    say(&format!(
        "An hour in {minutes} minutes: {} readers, 3 % of whom sign, half of those from ten shared \
         networks of which the largest is allowed; 1,000 posts of a flood; 60 mails a minute.",
        number(readers as f64)
    ));
    let mut traffic = Traffic::begin(server.address, events, taken, press).await?;
    let mut most_mails = 0;
    {
        let came = traffic.everybody_came();
        tokio::pin!(came);
        loop {
            tokio::select! {
                came = &mut came => break came?,
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
            most_mails = most_mails.max(server.place.number(MAILS).await?);
        }
    }
    let late = server.place.number(MAILS).await?;
    let without = traffic.waiting();
    let until = Instant::now() + crowd::pressed(AFTERWARDS, press);
    while Instant::now() < until && (traffic.waiting() > 0 || server.place.number(MAILS).await? > 0)
    {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    // The last codes are typed.
    tokio::time::sleep(crowd::pressed(150.0, press) + Duration::from_secs(1)).await;
    let answers = traffic.end();
    print(&answers);
    say(&format!(
        "Mails: {most_mails} waited at most, which is {} minutes at their rate; {late} at the \
         hour's end, when {without} people waited for theirs.",
        number(most_mails as f64 / MAILS_A_MINUTE)
    ));
    desk(&answers);
    nothing_is_lost(&server, &answers).await
}

const MAILS: &str = "SELECT COUNT(*) FROM mails WHERE state = 'queued'";

fn print(answers: &[Answered]) {
    let mut table = Table::new(
        1,
        [
            "",
            "asked",
            "well",
            "429",
            "other 4xx",
            "5xx",
            "p50 ms",
            "p99 ms",
        ],
    );
    for (kind, what) in [
        (Kind::Deed(Deed::Read), "the letter"),
        (Kind::Deed(Deed::Count), "its count"),
        (Kind::Deed(Deed::Sign), "signatures of people"),
        (Kind::Deed(Deed::Flood), "those of the flood"),
        (Kind::Code, "codes"),
    ] {
        let of: Vec<&Answered> = answers.iter().filter(|one| one.kind == kind).collect();
        let count =
            |is: fn(u16) -> bool| number(of.iter().filter(|one| is(one.status)).count() as f64);
        let mut times: Vec<f64> = of.iter().map(|one| one.micros / 1_000.0).collect();
        table.line([
            what.to_owned(),
            number(of.len() as f64),
            count(|status| status < 400),
            count(|status| status == 429),
            count(|status| (400..500).contains(&status) && status != 429),
            count(|status| status >= 500),
            number(quantile(&mut times, 0.5)),
            number(quantile(&mut times, 0.99)),
        ]);
    }
    table.print();
}

/// How two people would keep up with what waits for them, who look at each one.
fn desk(answers: &[Answered]) {
    let held = answers.iter().filter(|answer| answer.in_review);
    let mut arrivals: Vec<f64> = held.map(|answer| answer.at).collect();
    let behind = desk::behind(&mut arrivals);
    let minutes = |seconds: f64| number(seconds / 60.0);
    say(&format!(
        "The desk: {} wait for review. Two people, 6 seconds for each, would have at most {} before \
         them, the longest for {} minutes, and be done {} minutes after the beginning; released by \
         network it is a few decisions.",
        arrivals.len(),
        behind.most,
        minutes(behind.longest),
        minutes(behind.done_at),
    ));
}

/// What was acknowledged is in the database, and what is there is counted or held.
async fn nothing_is_lost(server: &Server, answers: &[Answered]) -> Outcome<bool> {
    let well = |kinds: &[Kind]| {
        let well = |one: &&Answered| kinds.contains(&one.kind) && one.status < 300;
        answers.iter().filter(well).count() as i64
    };
    let place = &server.place;
    let acknowledged = well(&[Kind::Deed(Deed::Sign), Kind::Deed(Deed::Flood)]);
    let submissions = place.number("SELECT COUNT(*) FROM submissions").await?;
    let confirmed = well(&[Kind::Code]);
    let signatures = place.number("SELECT COUNT(*) FROM signatures").await?;
    let held = "SELECT COUNT(*) FROM signatures WHERE status = 'in_review'";
    let held = place.number(held).await?;
    let counted = "SELECT COALESCE(SUM(published), 0) FROM tallies";
    let counted = place.number(counted).await?;
    say(&format!(
        "Acknowledged: {acknowledged} signatures, of which {submissions} rows are there; confirmed: \
         {confirmed}, of which {signatures} are there, {counted} counted and {held} held."
    ));
    for (table, what) in [("signatures", "confirmed"), ("submissions", "unconfirmed")] {
        for (reason, rows) in place.reasons(table).await? {
            say(&format!("  held, {what}, because of {reason}: {rows}"));
        }
    }
    let kept = acknowledged == submissions && confirmed == signatures;
    let whole = kept && counted + held == signatures && confirmed > 0;
    let judged = if whole { "PASS" } else { "FAIL" };
    say(&format!("{judged}: nothing that was acknowledged is lost."));
    Ok(whole)
}
