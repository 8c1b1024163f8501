//! Lets mails leave, one after the other and not too fast.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use open_letter_core::letter::Letter;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::queue::{Brings, Next, Outgoing, Prepare, Settle};
use super::{
    Asks, LetterMail, Mail, MailSettings, MailSettingsError, OutcomeMail, SendError, Transport,
    WrittenMail,
};
use crate::app::App;
use crate::clock;
use crate::store::StoreError;
use crate::store::mails::{End, Kind};
use crate::store::updates::Audience;
use crate::token::hours_ago;

/// Mails that are handed over at once: a relay takes its time for each.
const AT_ONCE: usize = 4;
/// How often it is looked for mails that another server queued, or that are due again.
const LOOK: Duration = Duration::from_secs(2);
/// How often it is looked how late mails are.
const MEASURE: Duration = Duration::from_secs(5);
/// How often the log tells of mails that wait.
const TELL_EVERY: u32 = 12;
/// A mail that waited longer says so.
const LATE_MILLIS: i64 = 600_000;
/// Sooner than this, a mail is not late.
const PROMPT_SECONDS: u64 = 60;

/// What the server knows of its mails.
#[derive(Debug)]
pub(crate) struct Post {
    transport: Option<Transport>,
    /// Between one mail and the next.
    pause: Duration,
    mails: Notify,
    /// Seconds by which mails are late.
    delay: AtomicU64,
}

impl Post {
    pub(crate) fn new(settings: &MailSettings) -> Result<Self, MailSettingsError> {
        let transport = Transport::new(settings)?;
        // What is only kept to be looked at need not wait.
        let pause = match transport {
            Some(Transport::Smtp(_)) => Duration::from_secs(60) / settings.rate_per_minute.max(1),
            _ => Duration::ZERO,
        };
        Ok(Self {
            transport,
            pause,
            mails: Notify::new(),
            delay: AtomicU64::new(0),
        })
    }

    pub(crate) fn transport(&self) -> Option<&Transport> {
        self.transport.as_ref()
    }

    /// A mail may have been queued.
    pub(crate) fn wake(&self) {
        self.mails.notify_one();
    }

    /// Seconds by which mails are late, where they are.
    pub(crate) fn delay(&self) -> Option<u64> {
        Some(self.delay.load(Ordering::Relaxed)).filter(|seconds| *seconds > PROMPT_SECONDS)
    }
}

/// Begins to let mails leave, where there is a way for them.
pub(crate) fn start(app: &Arc<App>) {
    if app.post.transport.is_none() {
        return;
    }
    let gate = Arc::new(tokio::sync::Mutex::new(Instant::now()));
    for _ in 0..AT_ONCE {
        app.background
            .spawn(|stop| work(Arc::clone(app), Arc::clone(&gate), stop));
    }
    app.background.spawn(|stop| measure(Arc::clone(app), stop));
}

/// One worker. Whoever has the gate takes on the next mail, and opens it again only when another
/// may leave.
async fn work(
    app: Arc<App>,
    gate: Arc<tokio::sync::Mutex<Instant>>,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let next = async {
            let mut free_at = gate.lock().await;
            tokio::time::sleep_until(*free_at).await;
            let outgoing = next(&app).await;
            *free_at = Instant::now() + app.post.pause;
            outgoing
        };
        let outgoing = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return,
            outgoing = next => outgoing,
        };
        if let Err(error) = hand_over(&app, outgoing).await {
            tracing::error!(%error, "a mail could not be noted");
        }
    }
}

/// Waits for a mail that may leave.
async fn next(app: &App) -> Outgoing {
    loop {
        let keys = Arc::clone(&app.keys);
        match app.store.write(Prepare { keys }).await {
            Ok(Next::Send(outgoing)) => return *outgoing,
            Ok(Next::Dropped) => continue,
            Ok(Next::Nothing) => {}
            Err(error) => tracing::error!(%error, "the mails' queue cannot be read"),
        }
        // Woken, or not: then mails may be due again, or another server may have queued some.
        let _ = tokio::time::timeout(LOOK, app.post.mails.notified()).await;
    }
}

async fn hand_over(app: &App, outgoing: Outgoing) -> Result<(), StoreError> {
    let Outgoing {
        id,
        kind,
        tries,
        to,
        ..
    } = &outgoing;
    let letter = app.letters.get(&outgoing.letter_id);
    let (Some(letter), Some(transport)) = (letter, &app.post.transport) else {
        // Its letter has gone; it comes back when its time is over, and may find it again.
        return Ok(());
    };
    let letter = letter.at(clock::now());
    let language = app
        .locales
        .choose([to.lang.as_deref(), letter.lang.as_deref()]);
    let mail = mail(&outgoing, &letter, language.lang()).render(language);
    let sent = transport.send(&to.email, &mail).await;
    if let Err(error) = sent {
        let reason = error.reason();
        let for_good = matches!(error, SendError::Permanent(_));
        tracing::warn!(kind = kind.as_str(), tries, %reason, for_good, "a mail was not taken");
    }
    let settle = Settle {
        id: id.clone(),
        tries: *tries,
        sent,
    };
    if app.store.write(settle).await? == End::Failed {
        tracing::error!(kind = kind.as_str(), tries, "a mail is given up");
    }
    Ok(())
}

/// `lang` is one of the server's: what a signer sent as theirs may be any text.
fn mail(outgoing: &Outgoing, letter: &Letter, lang: &str) -> Mail {
    let page = letter.url.as_ref().map_or("", |url| url.as_str());
    let link = |path: &str, token: &str| format!("{page}/{path}?lang={lang}&token={token}");
    let not_me = link("not-me", &outgoing.not_me);
    let (code, token, signed) = match &outgoing.brings {
        Brings::Code { code, link, signed } => (code, link, *signed),
        Brings::Written {
            update,
            link: token,
        } => {
            let path = match update.audience {
                Audience::News => "news",
                Audience::Changed | Audience::Signed => "stand",
            };
            return Mail::Written(WrittenMail {
                audience: update.audience,
                subject: update.subject.clone(),
                body: update.body.clone(),
                title: letter.title.clone(),
                title_lang: letter.lang.clone(),
                letter: format!("{page}?lang={lang}"),
                link: link(path, token),
            });
        }
        Brings::Outcome(outcome) => {
            return Mail::Outcome(OutcomeMail {
                counts: outgoing.kind == Kind::Approved,
                outcome: outcome.clone(),
                title: letter.title.clone(),
                title_lang: letter.lang.clone(),
                letter: format!("{page}?lang={lang}"),
                own: format!("{page}/manage?lang={lang}"),
                not_me,
            });
        }
    };
    let (asks, path) = match outgoing.kind {
        Kind::Confirm if signed => (Asks::Replace, "confirm"),
        Kind::Confirm => (Asks::Confirm, "confirm"),
        Kind::Manage | Kind::Approved | Kind::Rejected | Kind::News | Kind::Changed => {
            (Asks::Manage, "own")
        }
    };
    let waited = clock::now().millis() - outgoing.queued_at.millis();
    Mail::Letter(LetterMail {
        asks,
        title: letter.title.clone(),
        title_lang: letter.lang.clone(),
        code: code.as_str().to_owned(),
        link: link(path, token),
        not_me,
        late_since: (waited > LATE_MILLIS).then_some(outgoing.queued_at),
    })
}

/// Looks every now and then how late mails are, so that whoever signs is told the truth, and
/// tells the log when some wait.
async fn measure(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut looks = 0_u32;
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(MEASURE) => {}
        }
        let now = clock::now();
        let state = match app.store.queue_state(hours_ago(now, 1)).await {
            Ok(state) => state,
            Err(error) => {
                tracing::error!(%error, "the mails' queue cannot be read");
                continue;
            }
        };
        let oldest = state.oldest.map_or(0, |at| now.millis() - at.millis()) / 1_000;
        let oldest = u64::try_from(oldest).unwrap_or_default();
        let waiting = u32::try_from(state.waiting).unwrap_or(u32::MAX);
        let delay = oldest.max(app.post.pause.saturating_mul(waiting).as_secs());
        app.post.delay.store(delay, Ordering::Relaxed);
        looks = looks.wrapping_add(1);
        if state.waiting > 0 && looks.is_multiple_of(TELL_EVERY) {
            let failed: u64 = state
                .ended
                .iter()
                .filter(|(end, ..)| end == "failed")
                .map(|(.., mails)| mails)
                .sum();
            let (waiting, again) = (state.waiting, state.again);
            tracing::info!(waiting, again, oldest, failed, "mails wait");
        }
    }
}
