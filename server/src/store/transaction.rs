//! Postgres's way to write: each work in a transaction of its own, and again where two of them
//! got into each other's way.

use std::time::Duration;

use sqlx::AnyPool;

use super::{StoreError, Work};

/// Tries in all. With a conflict in one transaction of two, one work in 65,536 would fail.
const MAX_TRIES: u32 = 16;
const FIRST_PAUSE_MICROS: u64 = 500;
const LONGEST_PAUSE_MICROS: u64 = 50_000;

pub(super) async fn run<W: Work>(pool: &AnyPool, work: &W) -> Result<W::Answer, StoreError> {
    let mut tries = 1;
    loop {
        match once(pool, work).await {
            Err(error) if is_conflict(&error) && tries < MAX_TRIES => {
                tokio::time::sleep(pause(tries)?).await;
                tries += 1;
            }
            outcome => return outcome,
        }
    }
}

async fn once<W: Work>(pool: &AnyPool, work: &W) -> Result<W::Answer, StoreError> {
    let mut writing = pool.begin().await?;
    let answer = work.run(&mut writing).await?;
    writing.commit().await?;
    Ok(answer)
}

/// A serialisation failure, a deadlock, or a row that came to point to another while that one was
/// being deleted (23503): nothing was done, and nothing is wrong with the work.
fn is_conflict(error: &StoreError) -> bool {
    match error {
        StoreError::Overtaken => true,
        StoreError::Database(error) => {
            let code = error.as_database_error().and_then(|error| error.code());
            matches!(code.as_deref(), Some("40001" | "40P01" | "23503"))
        }
        _ => false,
    }
}

/// Any time up to a bound that doubles: two that met must not meet again.
fn pause(tries: u32) -> Result<Duration, getrandom::Error> {
    let bound = FIRST_PAUSE_MICROS
        .saturating_mul(1 << tries.min(16))
        .min(LONGEST_PAUSE_MICROS);
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    Ok(Duration::from_micros(u64::from_le_bytes(bytes) % bound))
}
