//! A database for each test by itself: a file, or one in the Postgres that the tests are given.

use std::path::Path;

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

/// Where a Postgres is told to listen in which tests may make databases.
const POSTGRES: &str = "OPEN_LETTER_TEST_POSTGRES";

/// What the promises are to hold on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
    /// Postgres, in which one transaction of ten is refused with 40001: half of them at their
    /// first statement, half at their commit.
    Conflicting,
}

#[derive(Clone, Debug)]
pub(crate) struct Database {
    kind: Kind,
    pub(crate) url: String,
}

impl Database {
    /// Names a new one. The server makes SQLite's file itself.
    pub(crate) async fn make(kind: Kind, folder: &Path) -> Self {
        install_default_drivers();
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}", folder.join("data/letters.db").display()),
            Kind::Postgres | Kind::Conflicting => in_postgres().await,
        };
        Self { kind, url }
    }

    /// One that is there already.
    #[allow(dead_code, reason = "the imports put one back")]
    pub(crate) fn at(url: &str) -> Self {
        install_default_drivers();
        Self {
            kind: Kind::Sqlite,
            url: url.to_owned(),
        }
    }

    /// To be called once the tables are there.
    pub(crate) async fn prepare(&self) {
        if self.kind == Kind::Conflicting {
            self.execute(CONFLICTS).await;
            for table in [
                "submissions",
                "signatures",
                "tallies",
                "tokens",
                "attempts",
                "mails",
                "blocks",
                "decisions",
                "audit",
                "desk_sessions",
                "spent_proofs",
            ] {
                self.execute(&CONFLICTS_OF.replace("TABLE", table)).await;
            }
        }
    }

    /// How many transactions were refused.
    pub(crate) async fn conflicts(&self) -> i64 {
        // A sequence goes on even where the transaction that moved it has ended in nothing.
        self.number("SELECT last_value - 1 FROM conflicts").await
    }

    pub(crate) async fn connect(&self) -> AnyConnection {
        let mut connection = AnyConnection::connect(&self.url).await.unwrap();
        if self.kind == Kind::Sqlite {
            let patient = sqlx::query("PRAGMA busy_timeout = 30000");
            patient.execute(&mut connection).await.unwrap();
        }
        connection
    }

    /// Does something behind the server's back.
    pub(crate) async fn execute(&self, sql: &str) {
        let mut connection = self.connect().await;
        if self.kind == Kind::Conflicting {
            // What a test does itself is not refused.
            let spared = sqlx::query("SET promises.behind = 'yes'");
            spared.execute(&mut connection).await.unwrap();
        }
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }

    /// One number, asked of the database itself.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let mut connection = self.connect().await;
        let number = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        number
    }

    pub(crate) async fn rows(&self, table: &str) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM {table}")).await
    }
}

async fn in_postgres() -> String {
    let server = std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES} names no Postgres: run `cargo xtask native`, which starts one for the \
             tests, or set it to one of yours, such as postgres://me@127.0.0.1/postgres"
        )
    });
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    let name = format!("test_{:016x}", u64::from_le_bytes(bytes));
    let mut connection = AnyConnection::connect(&server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let (place, query) = server.split_once('?').unwrap_or((&server, ""));
    let (place, _) = place.rsplit_once('/').unwrap();
    format!("{place}/{name}?{query}")
}

/// A transaction that is tried again has another number.
const CONFLICTS: &str = "
    CREATE SEQUENCE conflicts START 1;
    SELECT nextval('conflicts');
    CREATE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF current_setting('promises.behind', true) IS DISTINCT FROM 'yes'
            AND txid_current() % 20 = CAST(TG_ARGV[0] AS BIGINT) THEN
            PERFORM nextval('conflicts');
            RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
        END IF;
        RETURN NEW;
    END $$;";

const CONFLICTS_OF: &str = "
    CREATE TRIGGER at_once BEFORE INSERT OR UPDATE ON TABLE
        FOR EACH ROW EXECUTE FUNCTION conflict(0);
    CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT OR UPDATE OR DELETE ON TABLE
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION conflict(10);";
