//! How the database finds what is read most, and how much work that is.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use open_letter_core::Timestamp;
use open_letter_core::protocol::PAGE_SIZE;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection};

use crate::cli::ExplainArgs;
use crate::cursor::Cursor;
use crate::start::StartError;
use crate::store::StoreError;
use crate::store::address::Address;
use crate::store::read::{COUNT, PAGE};
use crate::store::reader_options;

/// A query with its values.
struct Asked {
    what: &'static str,
    sql: &'static str,
    after: Option<Cursor>,
}

pub(crate) async fn explain(args: ExplainArgs) -> Result<(), StartError> {
    let letter = &args.letter;
    let Address::Sqlite(file) = Address::parse(&args.database)? else {
        return Err(StartError::NotExplained);
    };
    let mut connection = reader_options(&file)
        .connect()
        .await
        .map_err(StoreError::from)?;
    let middle = middle(&mut connection, letter).await?;
    let asked = [
        ("count", COUNT, None),
        ("first page", PAGE, Some(Cursor::START)),
        ("page in the middle", PAGE, Some(middle)),
    ];
    let mut stdout = io::stdout();
    for (what, sql, after) in asked {
        let asked = Asked { what, sql, after };
        writeln!(stdout, "{}: {}", asked.what, asked.sql)?;
        for line in plan(&mut connection, letter, &asked).await? {
            writeln!(stdout, "  plan: {line}")?;
        }
        let (rows, steps) = work(&mut connection, letter, &asked).await?;
        writeln!(stdout, "  rows: {rows}, steps: {steps}")?;
    }
    Ok(())
}

/// The place in the middle of the list.
async fn middle(connection: &mut SqliteConnection, letter: &str) -> Result<Cursor, StoreError> {
    const SQL: &str = "SELECT published_at, id FROM signatures \
        WHERE letter_id = $1 AND status = 'published' \
        ORDER BY published_at DESC, id DESC LIMIT 1 OFFSET \
        (SELECT SUM(published) / 2 FROM tallies WHERE letter_id = $1)";
    let row = sqlx::query(SQL)
        .bind(letter)
        .fetch_optional(connection)
        .await?;
    let row = row.ok_or(StoreError::Content("no signature of this letter"))?;
    let published_at = Timestamp::from_millis(row.try_get("published_at")?);
    Ok(Cursor {
        published_at,
        id: row.try_get("id")?,
    })
}

async fn run(
    connection: &mut SqliteConnection,
    letter: &str,
    asked: &Asked,
    prefix: &str,
) -> Result<Vec<SqliteRow>, StoreError> {
    // The text is put together of constants alone.
    let mut query = sqlx::query(AssertSqlSafe(format!("{prefix}{}", asked.sql))).bind(letter);
    if let Some(Cursor { published_at, id }) = &asked.after {
        query = query
            .bind(published_at.millis())
            .bind(id)
            .bind(PAGE_SIZE + 1);
    }
    Ok(query.fetch_all(connection).await?)
}

async fn plan(
    connection: &mut SqliteConnection,
    letter: &str,
    asked: &Asked,
) -> Result<Vec<String>, StoreError> {
    let rows = run(connection, letter, asked, "EXPLAIN QUERY PLAN ").await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get("detail"))
        .collect::<Result<_, _>>()?)
}

/// Rows given, and steps of SQLite's virtual machine: about a dozen for each row looked at.
async fn work(
    connection: &mut SqliteConnection,
    letter: &str,
    asked: &Asked,
) -> Result<(usize, u64), StoreError> {
    // The first time prepares the statement, which is no work of the query.
    run(connection, letter, asked, "").await?;
    let steps = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&steps);
    let count = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        true
    };
    connection
        .lock_handle()
        .await?
        .set_progress_handler(1, count);
    let rows = run(connection, letter, asked, "").await?.len();
    connection.lock_handle().await?.remove_progress_handler();
    Ok((rows, steps.load(Ordering::Relaxed)))
}
