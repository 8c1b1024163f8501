//! Listens, answers, and stops in good order.

use std::io::{self, ErrorKind, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::{metrics_router, router};
use crate::cli::{LimitArgs, ServeArgs};
use crate::connections::answer;
use crate::limits::Limits;
use crate::log;
use crate::routes::IS_INSIDE;
use crate::start::{Places, StartError};

/// How long requests in flight may take once the server was asked to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// The files that the database, the mails and the bundle may take beside the connections.
const OTHER_FILES: u64 = 200;
/// How many files a system grants that does not say how many.
const FEW_FILES: u64 = 1_000;

pub(crate) async fn serve(args: ServeArgs) -> Result<(), StartError> {
    log::start();
    let (listener, address) = listen(args.listen).await?;
    let metrics = match args.metrics_listen {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let limits = limits(args.limits);
    let places = Places {
        database: args.database.database,
        secret_file: args.database.secret_file,
        letters: args.letters.letters,
        dist: args
            .dist
            .or_else(|| (!IS_INSIDE).then(|| PathBuf::from("dist"))),
        public_url: args
            .public_url
            .unwrap_or_else(|| format!("http://{address}")),
        mail: args.mail.settings(),
        reviewers: args.desk.reviewers()?,
        commit_cost: Duration::from_millis(args.commit_cost_ms),
    };
    let state = places.open().await?;
    tracing::info!(letters = state.0.letters.len(), "ready");
    let mut stdout = io::stdout();
    writeln!(stdout, "listening on http://{address}")?;
    if let Some((_, address)) = &metrics {
        writeln!(stdout, "metrics on http://{address}/metrics")?;
    }
    stdout.flush()?;

    let (stop, stopped) = watch::channel(());
    // It ends when the sender is gone, too.
    let until = |mut stopped: watch::Receiver<()>| async move {
        let _ = stopped.changed().await;
    };
    if let Some((listener, _)) = metrics {
        let metrics = metrics_router(state.clone());
        let stopped = until(stopped.clone());
        tokio::spawn(answer(listener, metrics, Limits::default(), stopped));
    }
    let router = router(state.clone());
    let server = tokio::spawn(answer(listener, router, limits, until(stopped)));
    asked_to_stop().await?;
    tracing::info!("stopping");
    // The receiver is gone only where the server has already ended.
    let _ = stop.send(());
    if tokio::time::timeout(LAST_REQUESTS, server).await.is_err() {
        tracing::warn!("requests were still in flight and are broken off");
    }
    state.close().await;
    Ok(())
}

/// Clients are held to as many connections as there are files for.
fn limits(args: LimitArgs) -> Limits {
    let usual = Limits::default();
    let wanted = u64::try_from(usual.connections).unwrap_or(u64::MAX);
    let files =
        rlimit::increase_nofile_limit(wanted.saturating_add(OTHER_FILES)).unwrap_or_else(|error| {
            tracing::warn!(%error, "it cannot be told how many files may be open");
            FEW_FILES
        });
    let connections = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX);
    Limits {
        connections: connections.clamp(1, usual.connections),
        posts_per_minute: args.posts_per_minute,
        minute: Duration::from_millis(args.minute_ms),
        trusted_proxies: args.trusted_proxies.unwrap_or_default(),
        review_after: args.review_after,
        review_window: Duration::from_secs(args.review_window),
        review_quicker_than: Duration::from_millis(args.review_quicker_than),
        allowed_networks: args.allowed_networks.unwrap_or_default(),
        reviewed_networks: args.reviewed_networks.unwrap_or_default(),
        reviewed_domains: args.reviewed_domains.unwrap_or_default(),
        refused_domains: args.refused_domains.unwrap_or_default(),
        ..usual
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let refused = |source: io::Error| match source.kind() {
        ErrorKind::AddrInUse => StartError::Taken(address),
        _ => StartError::Listen { address, source },
    };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}

async fn asked_to_stop() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
