//! Writing to many: news to those who want it, and a question to those whose letter has another
//! text now. Mails are queued little by little, so that nobody who signs meanwhile waits.

use std::sync::Arc;
use std::time::Duration;

use open_letter_core::letter::Letter;
use tokio::sync::watch;

use crate::app::App;
use crate::clock;
use crate::desk::audit::{self, Happened};
use crate::id;
use crate::keys::Keys;
use crate::store::mails::{self, Kind, Queued};
use crate::store::updates::{self, Audience, Reader, Update};
use crate::store::{Connection, StoreError, Work};

/// Mails queued in one transaction.
const SOME: i64 = 200;
/// How often it is looked for something to queue.
const LOOK: Duration = Duration::from_secs(2);
/// The most characters of a subject and of a text.
pub(crate) const MAX_SUBJECT: usize = 150;
pub(crate) const MAX_BODY: usize = 20_000;

/// Something to be written to many.
#[derive(Clone, Debug)]
pub(crate) struct NewUpdate {
    pub(crate) audience: Audience,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) reviewer: String,
}

impl App {
    /// How many mails would go to an audience now. Who has no address any more, or wants no mail,
    /// is none of them.
    pub(crate) async fn audience(
        &self,
        letter: &str,
        audience: Audience,
    ) -> Result<u64, StoreError> {
        let mut reader = self.store.reader().await?;
        let (mut number, mut after) = (0, String::new());
        loop {
            let some = updates::readers(&mut reader, letter, audience, &after, SOME).await?;
            let Some(last) = some.last() else {
                return Ok(number);
            };
            after.clone_from(&last.id);
            let reached = |reader: &&Reader| {
                let contact = self.keys.open_contact(&reader.id, &reader.private);
                matches!(contact, Ok(Some(_)))
            };
            number += some.iter().filter(reached).count() as u64;
        }
    }

    /// Begins to write to an audience. Tells how many mails that will be.
    pub(crate) async fn announce(
        &self,
        letter: &Letter,
        new: NewUpdate,
    ) -> Result<u64, StoreError> {
        let number = self.audience(&letter.id, new.audience).await?;
        let update = Update {
            id: id::random()?,
            letter_id: letter.id.clone(),
            audience: new.audience,
            subject: new.subject,
            body: new.body,
            reviewer: new.reviewer,
            written_at: clock::now(),
            number: i64::try_from(number).unwrap_or(i64::MAX),
            queued: 0,
            queued_up_to: String::new(),
        };
        let happened = Happened {
            detail: Some(update.audience.as_str()),
            ..Happened::new(
                &update.reviewer,
                Some(&letter.id),
                "write",
                update.written_at,
            )?
        };
        self.store.write(Announce { update, happened }).await?;
        Ok(number)
    }
}

struct Announce {
    update: Update,
    happened: Happened,
}

impl Work for Announce {
    type Answer = ();

    async fn run(&self, connection: &mut Connection) -> Result<(), StoreError> {
        updates::insert(connection, &self.update).await?;
        let number = u64::try_from(self.update.number).unwrap_or_default();
        audit::note(connection, &self.happened, number).await
    }
}

/// Queues the mails of what was written to many.
pub(crate) async fn queue(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        let keys = Arc::clone(&app.keys);
        let more = match app.store.write(QueueSome { keys }).await {
            Ok(more) => more,
            Err(error) => {
                tracing::error!(%error, "mails to many cannot be queued");
                false
            }
        };
        if more {
            app.post.wake();
            // Whoever waits to sign comes first.
            tokio::task::yield_now().await;
            if !*stop.borrow() {
                continue;
            }
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Queues the next mails of the oldest update that has some left.
struct QueueSome {
    keys: Arc<Keys>,
}

impl Work for QueueSome {
    /// Whether there was something to do.
    type Answer = bool;

    async fn run(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let Some(update) = updates::unfinished(connection).await? else {
            return Ok(false);
        };
        let some = updates::readers(
            connection,
            &update.letter_id,
            update.audience,
            &update.queued_up_to,
            SOME,
        )
        .await?;
        let now = clock::now();
        let mut queued = 0;
        for reader in &some {
            let Some(to) = self.keys.open_contact(&reader.id, &reader.private)? else {
                continue;
            };
            let id = id::random()?;
            let mail = Queued {
                payload: self.keys.seal_recipient(&id, &to)?,
                mailbox: reader.mailbox,
                kind: match update.audience {
                    Audience::News => Kind::News,
                    Audience::Changed | Audience::Signed => Kind::Changed,
                },
                letter_id: update.letter_id.clone(),
                // It belongs to no submission, but to a signature.
                receipt: reader.id.clone(),
                about: Some(update.id.clone()),
                queued_at: now,
                id,
            };
            mails::insert(connection, &mail).await?;
            queued += 1;
        }
        let (up_to, done_at) = match some.last() {
            Some(last) => (last.id.as_str(), None),
            None => (update.queued_up_to.as_str(), Some(now)),
        };
        updates::advance(connection, &update, up_to, queued, done_at).await?;
        Ok(done_at.is_none())
    }
}
