//! SQLite's one writer: it takes all the works that wait, runs them in one transaction, and
//! answers each of them after the commit is on disk.

use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::{Connection as _, Executor, Row};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::open::WRITERS_WAIT;
use super::{Connection, StoreError, StoreSettings, Work, sql};

/// The most works in one transaction: past it, who came first would wait for who came last.
const MAX_GROUP: usize = 256;
/// Works that may wait. Past it, who has more must wait to hand it over.
const QUEUE: usize = 1_024;
/// How often it is tried again to empty a log that a reader held open.
const EMPTYING: Duration = Duration::from_secs(1);
/// Milliseconds that readers get to leave the log. Writers wait for that long, and one who reads
/// for minutes, such as a backup, must not hold them up.
const READERS_LEAVE: &str = "PRAGMA busy_timeout = 50";

/// What the writer has written since the start.
#[derive(Debug, Default)]
pub(crate) struct Commits {
    pub(crate) commits: AtomicU64,
    /// The changes in them.
    pub(crate) works: AtomicU64,
}

/// A handle on the writer.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) commits: Arc<Commits>,
    jobs: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Group {
    pub(super) fn new(connection: AnyConnection, settings: StoreSettings) -> Self {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let commits = Arc::new(Commits::default());
        let writer = GroupWriter {
            commits: Arc::clone(&commits),
            connection,
            waiting,
            commit_cost: settings.commit_cost,
            empty_log_at: None,
        };
        Self {
            commits,
            jobs: Mutex::new(Some(jobs)),
            writer: Mutex::new(Some(tokio::spawn(writer.run()))),
        }
    }

    pub(super) async fn write<W: Work>(&self, work: W) -> Result<W::Answer, StoreError> {
        let (reply, answer) = oneshot::channel();
        let job = Waiting {
            work,
            outcome: None,
            reply,
        };
        let jobs = self.jobs.lock().ok().and_then(|jobs| jobs.clone());
        let jobs = jobs.ok_or(StoreError::Closed)?;
        let sent = jobs.send(Box::new(job)).await;
        sent.map_err(|_| StoreError::Closed)?;
        drop(jobs);
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Waits until everything that was handed over is written.
    pub(super) async fn close(&self) {
        drop(self.jobs.lock().ok().and_then(|mut jobs| jobs.take()));
        let writer = self.writer.lock().ok().and_then(|mut writer| writer.take());
        if let Some(writer) = writer {
            // It ends by itself; one that panicked has ended too.
            let _ = writer.await;
        }
    }
}

/// A work whose answer is of no type, so that all sorts wait in one queue.
trait Job: Send {
    /// Runs it and keeps its answer. Tells whether it went well.
    fn attempt<'a>(
        &'a mut self,
        connection: &'a mut Connection,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
    fn erases(&self) -> bool;
    /// Tells its answer; it is on disk, or has failed.
    fn tell(self: Box<Self>);
    /// Tells that the commit failed.
    fn fail(self: Box<Self>, reason: &str);
}

struct Waiting<W: Work> {
    work: W,
    outcome: Option<Result<W::Answer, StoreError>>,
    reply: oneshot::Sender<Result<W::Answer, StoreError>>,
}

impl<W: Work> Job for Waiting<W> {
    fn attempt<'a>(
        &'a mut self,
        connection: &'a mut Connection,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async {
            let outcome = self.work.run(connection).await;
            let well = outcome.is_ok();
            self.outcome = Some(outcome);
            well
        })
    }

    fn erases(&self) -> bool {
        self.work.erases()
    }

    fn tell(self: Box<Self>) {
        // Who no longer listens has gone away; the work is done all the same.
        let _ = self
            .reply
            .send(self.outcome.unwrap_or(Err(StoreError::Closed)));
    }

    fn fail(self: Box<Self>, reason: &str) {
        let _ = self.reply.send(Err(StoreError::Commit(reason.to_owned())));
    }
}

struct GroupWriter {
    commits: Arc<Commits>,
    connection: AnyConnection,
    waiting: mpsc::Receiver<Box<dyn Job>>,
    commit_cost: Duration,
    /// When it is tried again to empty the log, if it still holds something that was erased.
    empty_log_at: Option<Instant>,
}

impl GroupWriter {
    async fn run(mut self) {
        let mut group = Vec::new();
        loop {
            let more = self.waiting.recv_many(&mut group, MAX_GROUP);
            let more = match self.empty_log_at {
                Some(at) => tokio::time::timeout_at(at, more).await.ok(),
                None => Some(more.await),
            };
            match more {
                Some(0) => break,
                Some(_) => self.write(&mut group).await,
                None => self.empty_log().await,
            }
        }
        if self.empty_log_at.is_some() {
            self.empty_log().await;
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the database was not closed in good order");
        }
    }

    /// Writes a group together; where one of it fails, each by itself, so that the others do not
    /// suffer from it.
    async fn write(&mut self, group: &mut Vec<Box<dyn Job>>) {
        if group.len() > 1 && self.together(group).await {
            return;
        }
        for job in group.drain(..) {
            let mut alone = vec![job];
            if !self.together(&mut alone).await {
                alone.into_iter().for_each(Job::tell);
            }
        }
    }

    /// Tells whether all of it went well, and if so has answered it.
    async fn together(&mut self, group: &mut Vec<Box<dyn Job>>) -> bool {
        let Ok(mut writing) = self.connection.begin_with(sql("BEGIN IMMEDIATE")).await else {
            return refuse(group, "it could not begin");
        };
        for job in group.iter_mut() {
            if !job.attempt(&mut writing).await {
                // Dropped, it is rolled back before the connection does anything else.
                return false;
            }
        }
        if !self.commit_cost.is_zero() {
            tokio::time::sleep(self.commit_cost).await;
        }
        if let Err(error) = writing.commit().await {
            return refuse(group, &error.to_string());
        }
        let Commits { commits, works } = &*self.commits;
        commits.fetch_add(1, Ordering::Relaxed);
        works.fetch_add(group.len() as u64, Ordering::Relaxed);
        // Nobody hears that something is gone before the log has been emptied of it, or a reader
        // has kept it from being.
        if group.iter().any(|job| job.erases()) {
            self.empty_log().await;
        }
        group.drain(..).for_each(Job::tell);
        true
    }

    /// Moves everything from the log into the database and cuts the log to nothing; later, where
    /// somebody still reads in it.
    async fn empty_log(&mut self) {
        let emptied = self.try_to_empty_log().await;
        if let Err(error) = &emptied {
            tracing::warn!(%error, "the database's log could not be emptied");
        }
        let busy = !matches!(emptied, Ok(0));
        self.empty_log_at = busy.then(|| Instant::now() + EMPTYING);
    }

    /// Tells whether somebody reads in it.
    async fn try_to_empty_log(&mut self) -> Result<i64, sqlx::Error> {
        self.connection.execute(READERS_LEAVE).await?;
        let busy = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&mut self.connection)
            .await
            .and_then(|row| row.try_get::<i64, _>(0));
        self.connection.execute(WRITERS_WAIT).await?;
        busy
    }
}

fn refuse(group: &mut Vec<Box<dyn Job>>, reason: &str) -> bool {
    group.drain(..).for_each(|job| job.fail(reason));
    true
}
