//! What the database knows of itself.

use super::{Connection, Store, StoreError, Work};

/// The value by which the database knows its secret: the first that it was ever given.
struct KeepSecretCheck(String);

impl Work for KeepSecretCheck {
    type Answer = String;

    async fn run(&self, connection: &mut Connection) -> Result<String, StoreError> {
        sqlx::query(
            "INSERT INTO meta (key, value) VALUES ('secret_check', $1) ON CONFLICT DO NOTHING",
        )
        .bind(self.0.clone())
        .execute(&mut *connection)
        .await?;
        Ok(secret_check(connection).await?.unwrap_or_default())
    }
}

async fn secret_check(connection: &mut Connection) -> Result<Option<String>, StoreError> {
    let known = sqlx::query_scalar("SELECT value FROM meta WHERE key = 'secret_check'");
    Ok(known.fetch_optional(connection).await?)
}

impl Store {
    /// Gives the database the value by which it knows its secret, and tells the one that it has.
    pub(crate) async fn keep_secret_check(&self, value: &str) -> Result<String, StoreError> {
        self.write(KeepSecretCheck(value.to_owned())).await
    }

    /// The value by which the database knows its secret, where it has been given one.
    pub(crate) async fn secret_check(&self) -> Result<Option<String>, StoreError> {
        secret_check(&mut *self.readers.acquire().await?).await
    }
}
