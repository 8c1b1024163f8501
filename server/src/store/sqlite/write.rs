//! What is written, each time in one transaction.

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::Store;
use super::read::submitted;
use crate::store::{Signature, StoreError, Submission, Submitted};

impl Store {
    /// Keeps a submission, and its signature unless the mailbox has signed.
    ///
    /// The unique indexes decide what is new; nothing is looked up first, so two requests at
    /// once cannot both be the first.
    pub(crate) async fn submit(
        &self,
        submission: &Submission,
        signature: &Signature,
    ) -> Result<Submitted, StoreError> {
        let mut writing = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        if !insert_submission(&mut writing, submission).await? {
            let Submission {
                letter_id,
                key,
                body_hash,
                ..
            } = submission;
            let before = submitted(&mut writing, letter_id, key, body_hash).await?;
            writing.rollback().await?;
            return before.ok_or(StoreError::Content("a receipt that was given twice"));
        }
        publish(
            &mut writing,
            &submission.letter_id,
            std::slice::from_ref(signature),
        )
        .await?;
        writing.commit().await?;
        Ok(Submitted::Kept {
            receipt: submission.receipt.clone(),
        })
    }

    /// Keeps many signatures of one letter that came by no request. Tells how many were new.
    pub(crate) async fn add(
        &self,
        letter: &str,
        signatures: &[Signature],
    ) -> Result<u64, StoreError> {
        let mut writing = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut added = 0;
        // SQLite takes at most 32,766 values in a statement.
        for some in signatures.chunks(1_000) {
            added += publish(&mut writing, letter, some).await?;
        }
        writing.commit().await?;
        Ok(added)
    }

    /// The value by which the database knows its secret: the first that it was ever given.
    pub(crate) async fn keep_secret_check(&self, value: &str) -> Result<String, StoreError> {
        sqlx::query(
            "INSERT INTO meta (key, value) VALUES ('secret_check', ?1) ON CONFLICT DO NOTHING",
        )
        .bind(value)
        .execute(&self.writer)
        .await?;
        Ok(self.secret_check().await?.unwrap_or_default())
    }

    /// The value by which the database knows its secret, where it has been given one.
    pub(crate) async fn secret_check(&self) -> Result<Option<String>, StoreError> {
        let known = sqlx::query_scalar("SELECT value FROM meta WHERE key = 'secret_check'");
        Ok(known.fetch_optional(&self.writer).await?)
    }
}

/// Whether the submission's key was new.
async fn insert_submission(
    connection: &mut SqliteConnection,
    submission: &Submission,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO submissions \
        (receipt, letter_id, idempotency_key, body_hash, mailbox, payload, created_at) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
    let inserted = sqlx::query(SQL)
        .bind(&submission.receipt)
        .bind(&submission.letter_id)
        .bind(&submission.key)
        .bind(&submission.body_hash[..])
        .bind(&submission.mailbox[..])
        .bind(submission.payload.bytes())
        .bind(submission.created_at.millis())
        .execute(connection)
        .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Inserts signatures whose mailboxes are new, and counts them.
async fn publish(
    connection: &mut SqliteConnection,
    letter: &str,
    signatures: &[Signature],
) -> Result<u64, StoreError> {
    let mut insert = QueryBuilder::<Sqlite>::new(
        "INSERT INTO signatures (id, letter_id, mailbox, status, name, role, affiliation, badges, \
         signed_at, published_at, letter_version, receipt, private) ",
    );
    insert.push_values(signatures, |mut row, signature| {
        row.push_bind(&signature.id)
            .push_bind(&signature.letter_id)
            .push_bind(&signature.mailbox[..])
            .push("'published'")
            .push_bind(signature.name.as_deref())
            .push_bind(signature.role.as_deref())
            .push_bind(signature.affiliation.as_deref())
            .push_bind(serde_json::Value::from(signature.badges.clone()).to_string())
            .push_bind(signature.signed_at.millis())
            .push_bind(signature.signed_at.millis())
            .push_bind(signature.letter_version.as_deref())
            .push_bind(signature.receipt.as_deref())
            .push_bind(signature.private.bytes());
    });
    insert.push(" ON CONFLICT DO NOTHING");
    let added = insert
        .build()
        .execute(&mut *connection)
        .await?
        .rows_affected();
    if added > 0 {
        const SQL: &str = "INSERT INTO tallies (letter_id, slot, published) VALUES (?1, 0, ?2) \
            ON CONFLICT (letter_id, slot) DO UPDATE SET published = published + excluded.published";
        let added = i64::try_from(added).unwrap_or(i64::MAX);
        sqlx::query(SQL)
            .bind(letter)
            .bind(added)
            .execute(connection)
            .await?;
    }
    Ok(added)
}
