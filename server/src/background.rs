//! What goes on beside the requests: mails that leave, and what is deleted when its time is over.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::closing;
use crate::store::purge::Purge;

/// How often it is looked for what has had its time.
const PURGE_EVERY: Duration = Duration::from_secs(3_600);

/// Tasks that end when they are asked to.
#[derive(Debug)]
pub(crate) struct Background {
    stop: watch::Sender<bool>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Default for Background {
    fn default() -> Self {
        Self {
            stop: watch::Sender::new(false),
            tasks: Mutex::default(),
        }
    }
}

impl Background {
    /// Starts a task. It should watch whether it is to end.
    pub(crate) fn spawn<F>(&self, task: impl FnOnce(watch::Receiver<bool>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let task = tokio::spawn(task(self.stop.subscribe()));
        self.tasks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(task);
    }

    /// Whether none of them has ended by itself.
    pub(crate) fn runs(&self) -> bool {
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        !tasks.iter().any(JoinHandle::is_finished)
    }

    /// Asks all tasks to end, and waits for them.
    pub(crate) async fn close(&self) {
        self.stop.send_replace(true);
        let tasks = {
            let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *tasks)
        };
        for task in tasks {
            // One that panicked has ended too.
            let _ = task.await;
        }
    }
}

/// Deletes what has had its time, at the start and then every hour.
pub(crate) async fn purge(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        match app.store.write(Purge).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "what had had its time is deleted"),
            Err(error) => tracing::error!(%error, "what has had its time cannot be deleted"),
        }
        match closing::erase_contacts(&app).await {
            Ok(0) => {}
            Ok(signatures) => {
                tracing::info!(signatures, "addresses that had had their time are erased")
            }
            Err(error) => {
                tracing::error!(%error, "addresses that have had their time cannot be erased")
            }
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(PURGE_EVERY) => {}
        }
    }
}
