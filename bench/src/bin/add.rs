//! The log of Veedor taking raw leaves over HTTP: `POST /add` answers the index, `/log/` is the published log, as the
//! reference load tools expect it. No signatures, no register: the log store alone, for benchmarks and for the hammer.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use clap::Parser;
use portal::log::Log;
use tlog::note::SignerKey;
use tokio::sync::oneshot;

/// The log of Veedor taking raw leaves.
#[derive(Parser)]
struct Arguments {
    /// Folder of the log; made if it is not there.
    #[arg(long)]
    data: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The log's private key.
    #[arg(long, env = "LOG_PRIVATE_KEY")]
    key: String,
}

/// Leaves committed together at most.
const GROUP: usize = 1_024;

type Job = (Bytes, oneshot::Sender<u64>);

#[derive(Clone)]
struct Shared {
    jobs: SyncSender<Job>,
    public: PathBuf,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let key = SignerKey::parse(&arguments.key)?;
    if !arguments.data.join("log.db").exists() {
        Log::create(&arguments.data, &key)?;
    }
    let (log, mut publisher) = Log::open(&arguments.data, key)?;
    publisher.publish_once()?;
    let publisher = publisher.spawn(Duration::from_millis(50), |_| {})?;
    let (jobs, inbox) = sync_channel(4 * GROUP);
    let writer = std::thread::spawn(move || write(log, &inbox));
    let shared = Shared { jobs, public: arguments.data.join("public/log") };
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(shared, arguments.listen))?;
    writer.join().map_err(|_| "the writer panicked")?;
    publisher.join().map_err(|_| "the publisher panicked")??;
    Ok(())
}

async fn serve(shared: Shared, listen: SocketAddr) -> std::io::Result<()> {
    let router =
        Router::new().route("/add", post(add)).route("/log/{*path}", get(file)).with_state(shared);
    let listener = tokio::net::TcpListener::bind(listen).await?;
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    axum::serve(listener, router).with_graceful_shutdown(async move { terminate.recv().await.unwrap_or_default() }).await
}

async fn add(State(shared): State<Shared>, leaf: Bytes) -> Response {
    let (reply, index) = oneshot::channel();
    match shared.jobs.try_send((leaf, reply)) {
        Ok(()) => match index.await {
            Ok(index) => format!("{index}\n").into_response(),
            Err(_) => StatusCode::BAD_REQUEST.into_response(),
        },
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn file(State(shared): State<Shared>, Path(path): Path<String>) -> Response {
    let known = path == "checkpoint" || tlog::tile::Resource::parse_path(&path).is_ok();
    match std::fs::read(shared.public.join(&path)) {
        Ok(bytes) if known => bytes.into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The one writer: what waits is committed together.
fn write(mut log: Log, inbox: &Receiver<Job>) {
    while let Ok(first) = inbox.recv() {
        let mut jobs = vec![first];
        jobs.extend(inbox.try_iter().take(GROUP - 1));
        jobs.retain(|(leaf, _)| (1..=65_535).contains(&leaf.len()));
        let batch: Vec<&[u8]> = jobs.iter().map(|(leaf, _)| leaf.as_ref()).collect();
        if batch.is_empty() {
            continue;
        }
        match log.append(&batch) {
            Ok(committed) => {
                for (index, (_, reply)) in (committed.first..).zip(jobs) {
                    let _ = reply.send(index);
                }
            }
            Err(error) => {
                eprintln!("{error}");
                return;
            }
        }
    }
}
