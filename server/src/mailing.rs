//! What the operator asks about mails.

use std::io::{self, Write};

use open_letter_core::Email;

use crate::cli::DatabaseArgs;
use crate::clock;
use crate::locales::Locales;
use crate::mail::{Mail, MailSettings, Transport};
use crate::start::{StartError, open_store};
use crate::store::StoreSettings;
use crate::token::hours_ago;

/// Hours that mails are remembered for after they have left.
const REMEMBERED_HOURS: u32 = 72;

pub(crate) async fn status(database: &DatabaseArgs) -> Result<(), StartError> {
    let (store, _) = open_store(
        &database.database,
        &database.secret_file,
        StoreSettings::default(),
    )
    .await?;
    let now = clock::now();
    let state = store.queue_state(hours_ago(now, REMEMBERED_HOURS)).await?;
    store.close().await;
    let mut stdout = io::stdout();
    writeln!(stdout, "waiting: {} mails", state.waiting)?;
    writeln!(stdout, "  tried in vain so far: {}", state.again)?;
    if let Some(oldest) = state.oldest {
        let seconds = (now.millis() - oldest.millis()) / 1_000;
        writeln!(stdout, "  longest wait for a first try: {seconds} s")?;
    }
    writeln!(stdout, "in the last {REMEMBERED_HOURS} hours:")?;
    if state.ended.is_empty() {
        writeln!(stdout, "  none left")?;
    }
    for (end, reason, mails) in state.ended {
        let reason = reason.map(|reason| format!(" ({reason})"));
        writeln!(stdout, "  {end}{}: {mails}", reason.unwrap_or_default())?;
    }
    Ok(())
}

pub(crate) async fn test(address: &str, settings: MailSettings) -> Result<(), StartError> {
    let to = Email::parse(address)
        .map_err(|_| StartError::NotTaken("this is no e-mail address".to_owned()))?;
    let transport = Transport::new(&settings)?.filter(|transport| transport.outbox().is_none());
    let transport = transport.ok_or_else(|| {
        StartError::NotTaken("say with --smtp-url which relay it should leave by".to_owned())
    })?;
    let locales = Locales::load()?;
    let mail = Mail::Test.render(locales.english());
    transport
        .send(&to, &mail)
        .await
        .map_err(|error| StartError::NotTaken(error.to_string()))?;
    writeln!(io::stdout(), "the relay took the mail")?;
    Ok(())
}
