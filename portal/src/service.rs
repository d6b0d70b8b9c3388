//! The running register: threads and sockets started, joined and stopped in order.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use axum::{Router, http::StatusCode};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use register::SignedFiling;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::{Semaphore, watch},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{
    folder::{Folder, FolderError},
    http::{self, Shared},
    index::{Index, IndexError},
    log::Watch,
    metrics::Metrics,
    pages, receipts,
    sequencer::{Answer, Sequencer},
    site::Site,
};

/// How a register is run.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Connections at a time. Each may hold a request of 128 KiB.
    pub connections: usize,
    /// A request's head must arrive within this time, so that slow connections do not hold places for ever.
    pub head_timeout: Duration,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            data: "veedor-data".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            connections: 4_096,
            head_timeout: Duration::from_secs(15),
        }
    }
}

/// Why a register does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder or its log.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The address.
    #[error("cannot listen on `{address}`: {source}; choose another with `--listen`")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The system gives no threads.
    #[error("cannot start: {0}")]
    System(#[from] std::io::Error),
}

/// A whole request and its answer must be over within this time; a document of 32 MiB passes at 110 KB/s.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);

/// How long requests under way may take when the register stops.
const GRACE: Duration = Duration::from_secs(10);

/// Signals that end a register, caught.
#[derive(Debug)]
pub struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

/// A running register.
#[derive(Debug)]
pub struct Service {
    address: SocketAddr,
    site: Arc<Site>,
    sequencer: Option<Sequencer>,
    runtime: tokio::runtime::Runtime,
    stop: watch::Sender<bool>,
    server: Option<tokio::task::JoinHandle<()>>,
    writer: Option<JoinHandle<()>>,
    follower: Option<JoinHandle<()>>,
    stopping: Arc<AtomicBool>,
}

impl Service {
    /// Opens the data folder and begins to listen.
    ///
    /// # Errors
    /// When the folder, the log, the index or the address cannot be used. Nothing is half started.
    pub fn start(config: Config) -> Result<Service, StartError> {
        let folder = Folder::open(&config.data)?;
        let socket =
            TcpListener::bind(config.listen).map_err(|source| StartError::Listen { address: config.listen, source })?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let metrics = Arc::new(Metrics::default());
        let (sequencer, writer) = Sequencer::start(folder.clone(), Arc::clone(&metrics))?;
        let index = Index::open(&folder.index())?;
        let (published, indexed) = (sequencer.published().clone(), Watch::default());
        let site = Site::new(
            folder.about().clone(),
            folder.verifier().clone(),
            &folder.public(),
            &folder.index(),
            published,
            indexed,
        );
        let site = Arc::new(site);
        let stopping = Arc::new(AtomicBool::new(false));
        let follower = follow(index, Arc::clone(&site), Arc::clone(&metrics), Arc::clone(&stopping))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let shared = Shared { site: Arc::clone(&site), sequencer: sequencer.clone(), metrics };
        let pages = pages::router(Arc::clone(&site)).layer(CompressionLayer::new());
        let router = guarded(http::router(shared).merge(pages));
        let (stop, stopped) = watch::channel(false);
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(socket)?
        };
        let server = runtime.spawn(serve(listener, router, config, stopped));
        Ok(Service {
            address,
            site,
            sequencer: Some(sequencer),
            runtime,
            stop,
            server: Some(server),
            writer: Some(writer),
            follower: Some(follower),
            stopping,
        })
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The register as the outside sees it.
    #[must_use]
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// Files in this process, the way `POST /filings` does; gives the receipt of an entry that stands already too.
    #[must_use]
    pub fn file(&self, bytes: &[u8]) -> Answer {
        let Some(sequencer) = &self.sequencer else { return Answer::Unavailable("the register is stopping".into()) };
        let signed = match SignedFiling::parse(bytes) {
            Ok(signed) => signed,
            Err(refusal) => return Answer::Refused(refusal),
        };
        let answer = sequencer.submit(signed).blocking_recv();
        answer.unwrap_or_else(|_| Answer::Unavailable("the register is stopping".into()))
    }

    /// The receipt of an entry, once it is published.
    #[must_use]
    pub fn receipt(&self, entry: u64) -> Option<Vec<u8>> {
        receipts::receipt_of_committed(&self.site, entry).ok().flatten()
    }

    /// Waits until everything published at this moment is indexed.
    pub fn wait_indexed(&self, size: u64) {
        if size > 0 {
            self.site.indexed.wait_beyond(size - 1, Duration::MAX);
        }
    }

    /// Catches SIGINT and SIGTERM from here on. Call it before saying that the register is up.
    ///
    /// # Errors
    /// When the system does not let signals be caught.
    pub fn catch_signals(&self) -> std::io::Result<Signals> {
        let _entered = self.runtime.enter();
        Ok(Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for one of the signals.
    pub fn wait_for_signal(&self, mut signals: Signals) {
        self.runtime.block_on(async {
            tokio::select! {
                _ = signals.interrupt.recv() => {}
                _ = signals.terminate.recv() => {}
            }
        });
    }

    /// Stops: no new connections, requests under way are answered, what was accepted is committed and published.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.stop.send(true);
        if let Some(server) = self.server.take() {
            let _ = self.runtime.block_on(server);
        }
        self.sequencer = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
        self.stopping.store(true, Ordering::Relaxed);
        if let Some(follower) = self.follower.take() {
            let _ = follower.join();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.end();
    }
}

/// Every answer in time, and a fault in one handler is one answer 500.
fn guarded(router: Router) -> Router {
    let late = TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT);
    router.layer(CatchPanicLayer::new()).layer(late)
}

/// Keeps the index behind the published log.
fn follow(
    mut index: Index,
    site: Arc<Site>,
    metrics: Arc<Metrics>,
    stopping: Arc<AtomicBool>,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("index".into()).spawn(move || {
        step_back();
        let mut damaged = false;
        while !stopping.load(Ordering::Relaxed) {
            let (done, size) = (index.size().unwrap_or(0), site.published.size());
            if damaged || done > size || site.take_damage() {
                tracing::warn!(indexed = done, published = size, "the index is damaged or ahead of the log: made anew");
                match Index::anew(index.path()) {
                    Ok(anew) => {
                        index = anew;
                        site.forget_readings();
                    }
                    Err(error) => tracing::error!(%error, "the index cannot be made anew"),
                }
            }
            let told = index.catch_up(&site.log, size, |size| {
                metrics.indexed(size);
                site.indexed.raise(size);
            });
            damaged = told.as_ref().is_err_and(IndexError::is_damage);
            if let Err(error) = told {
                tracing::error!(%error, "the index does not follow");
                std::thread::sleep(Duration::from_secs(1));
            }
            metrics.indexed(size);
            site.published.wait_beyond(size, Duration::from_millis(500));
        }
    })
}

/// Gives the index's thread less of the processor than those that answer filers and readers: what is acknowledged and
/// published does not wait for it, and it catches up as soon as there is time.
fn step_back() {
    let thread = rustix::thread::gettid();
    if let Err(error) = rustix::process::setpriority_process(Some(thread), INDEX_NICE) {
        tracing::debug!(%error, "the index keeps its priority");
    }
}

/// Some four hundredths of a core when everything else is busy.
const INDEX_NICE: i32 = 15;

/// Accepts connections until told to stop, then lets those under way end.
async fn serve(listener: tokio::net::TcpListener, router: Router, config: Config, mut stopped: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(config.connections));
    let mut halt = stopped.clone();
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = told(&mut halt) => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            () = told(&mut stopped) => break,
        };
        let (Ok(place), Ok((stream, _))) = (place, stream) else {
            // Out of descriptors, or the peer went away: the next may do better.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (router, stopped, head_timeout) = (router.clone(), stopped.clone(), config.head_timeout);
        tokio::spawn(async move {
            connection(stream, router, stopped, head_timeout).await;
            drop(place);
        });
    }
    drop(listener);
    let all = u32::try_from(config.connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(GRACE, places.acquire_many(all)).await;
}

async fn connection(
    stream: tokio::net::TcpStream,
    router: Router,
    mut stopped: watch::Receiver<bool>,
    head_timeout: Duration,
) {
    let service = TowerToHyperService::new(router);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_timeout).max_buf_size(64 << 10);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    // Errors of one connection are the peer's: a line cut, a head that is none. They are counted nowhere on purpose.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = told(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            let _ = tokio::time::timeout(GRACE, connection).await;
        }
    }
}

/// Returns when the register is told to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}
