//! Whether the time of an answer tells a stranger what is known of an address or a receipt.

use std::time::{Duration, Instant};

use crate::client::{Connection, post};
use crate::figures::{median, median_interval, number, quantile};
use crate::load::{random, signature};
use crate::server::{CONFIRMED, Mails, Place, Server, UNCONFIRMED};
use crate::table::Table;
use crate::{Outcome, say};

/// Of each kind of address and of receipt.
const EACH: u32 = 2_000;

/// Invented signatories have numbered addresses. All that are used here have five digits, so
/// that not even their lengths differ.
const SIGNED: u32 = 10_000;
const BLOCKED: u32 = 12_000;
const NEW: u32 = 20_000;
const PENDING: u32 = 30_000;

/// Mailboxes that signed the one letter alone are blocked; they have no row in the other.
const BLOCK: &str = "INSERT INTO blocks (mailbox, since) SELECT mailbox, signed_at \
    FROM signatures WHERE letter_id = 'unconfirmed' AND mailbox NOT IN \
    (SELECT mailbox FROM signatures WHERE letter_id = 'confirmed')";

/// No code is made for a submission before its mail leaves.
const WAITING: &str = "SELECT COUNT(*) FROM mails WHERE state = 'queued'";

/// How long the mails may take to leave. They only go into the memory.
const PATIENCE: Duration = Duration::from_secs(60);

/// A kind of sender, and how long the answers to it took in microseconds.
struct Kind {
    what: &'static str,
    times: Vec<f64>,
}

pub(crate) async fn run() -> Outcome<()> {
    let place = Place::new()?;
    place.seed(CONFIRMED, SIGNED + EACH)?;
    place.seed(UNCONFIRMED, BLOCKED + EACH)?;
    let server = Server::start(place, Mails::Kept, Duration::ZERO)?;
    let mut database = server.place.database().await?;
    let blocked = sqlx::query(BLOCK).execute(&mut database).await?;
    if blocked.rows_affected() != u64::from(EACH) {
        return Err("the mailboxes could not be blocked".into());
    }
    let mut connection = Connection::open(server.address).await?;
    let mut receipts = Vec::new();
    for number in PENDING..PENDING + EACH {
        let answer = connection.exchange(&posted(number)).await?;
        receipts.push(receipt(answer.body)?);
    }
    let posts = posts(&mut connection).await?;
    all_mails_have_left(&server.place).await?;
    let codes = codes(&mut connection, &receipts).await?;

    say(&format!(
        "Times of answers on one connection, {} of each kind, in turns of random order, \
         µs",
        number(EACH.into())
    ));
    print([("a post", posts), ("a wrong code", codes)]);
    Ok(())
}

/// Posts for addresses of all kinds, a turn for each kind before any has its next.
async fn posts(connection: &mut Connection) -> Outcome<Vec<Kind>> {
    let firsts = [NEW, PENDING, SIGNED, BLOCKED];
    let mut kinds = ["new", "pending", "signed", "blocked"].map(kind);
    for turn in 0..EACH {
        for place in in_any_order::<4>(turn) {
            let request = posted(firsts[place] + turn);
            let sent = Instant::now();
            let answer = connection.exchange(&request).await?;
            let took = sent.elapsed();
            receipt(answer.body)?;
            kinds[place].times.push(took.as_secs_f64() * 1e6);
        }
    }
    Ok(kinds.into())
}

/// Codes that are wrong, for receipts that exist and for others.
async fn codes(connection: &mut Connection, receipts: &[String]) -> Outcome<Vec<Kind>> {
    let mut kinds = ["known receipt", "unknown receipt"].map(kind);
    for (turn, known) in (0..).zip(receipts) {
        for place in in_any_order::<2>(turn) {
            let unknown = random(u64::MAX - u64::from(turn));
            let receipt = if place == 0 { known } else { &unknown };
            let body = format!(r#"{{"receipt":"{receipt}","code":"271828"}}"#);
            let path = format!("/v1/letters/{CONFIRMED}/confirm");
            let request = post(&path, "unread", &body);
            let sent = Instant::now();
            let answer = connection.exchange(&request).await?;
            let took = sent.elapsed();
            match answer.status {
                422 => kinds[place].times.push(took.as_secs_f64() * 1e6),
                // One code in a million is right.
                200 => {}
                status => return Err(format!("a wrong code was answered {status}").into()),
            }
        }
    }
    Ok(kinds.into())
}

fn kind(what: &'static str) -> Kind {
    Kind {
        what,
        times: Vec::new(),
    }
}

fn posted(number: u32) -> Vec<u8> {
    signature(CONFIRMED, &format!("signatory-{number}@example.org"))
}

fn receipt(body: &str) -> Outcome<String> {
    let accepted: serde_json::Value = serde_json::from_str(body)?;
    let (receipt, status) = (&accepted["receipt"], &accepted["status"]);
    match (receipt.as_str(), status.as_str()) {
        (Some(receipt), Some("pending_confirmation")) => Ok(receipt.to_owned()),
        _ => Err(format!("a signature was answered: {body}").into()),
    }
}

/// The numbers below `N`, shuffled: what one request leaves to do must not always fall upon the
/// same kind.
fn in_any_order<const N: usize>(turn: u32) -> [usize; N] {
    let mut order = std::array::from_fn(|place| place);
    let dice = random(u64::from(turn)).into_bytes();
    for (left, dice) in (1..=N).rev().zip(dice.chunks(2)) {
        let throw = dice
            .iter()
            .fold(0, |sum, byte| sum * 31 + usize::from(*byte));
        order.swap(left - 1, throw % left);
    }
    order
}

async fn all_mails_have_left(place: &Place) -> Outcome<()> {
    let since = Instant::now();
    while place.number(WAITING).await? > 0 {
        if since.elapsed() > PATIENCE {
            return Err("the mails do not leave".into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn print(measured: [(&str, Vec<Kind>); 2]) {
    let names = [
        "answer to",
        "from",
        "median",
        "19 times of 20",
        "middle half",
        "p99",
    ];
    let mut table = Table::new(2, names);
    let mut differences = Vec::new();
    for (what, mut kinds) in measured {
        let mut medians = Vec::new();
        for Kind { what: from, times } in &mut kinds {
            medians.push(median(times));
            let (low, high) = median_interval(times);
            table.line([
                what.to_owned(),
                (*from).to_owned(),
                number(median(times)),
                format!("{} to {}", number(low), number(high)),
                format!(
                    "{} to {}",
                    number(quantile(times, 0.25)),
                    number(quantile(times, 0.75))
                ),
                number(quantile(times, 0.99)),
            ]);
        }
        let least = medians.iter().copied().fold(f64::INFINITY, f64::min);
        let most = medians.iter().copied().fold(0.0, f64::max);
        differences.push(format!(
            "The medians of {what} differ by {} µs at most, {} % of the least.",
            number(most - least),
            number((most - least) / least * 100.0)
        ));
    }
    table.print();
    differences.iter().for_each(|difference| say(difference));
}
