//! The running register: threads and sockets started, joined and stopped in order.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use axum::{
    Router,
    extract::Request,
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use register::SignedFiling;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::{Semaphore, watch},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    blobs::{self, Uploads},
    descriptors,
    error::Details,
    folder::{Folder, FolderError},
    http::{self, Shared},
    index::{Index, IndexError},
    line::Line,
    log::Watch,
    metrics::Metrics,
    pages,
    progress::{Progress, Tell},
    receipts,
    rulebooks::Rulebooks,
    sequencer::{Answer, Sequencer},
    site::Site,
    trials,
};

/// How a register is run.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Connections at a time, or as many as the descriptors are enough for. Each may hold a request of 128 KiB.
    pub connections: usize,
    /// A request's head must arrive within this time, so that slow connections do not hold places for ever.
    pub head_timeout: Duration,
    /// A connection on which nothing moves for this time, neither a request's body nor an answer, is cut off.
    pub stall_timeout: Duration,
    /// A whole connection: readers who take just enough not to stall give their places back. In the first half it takes
    /// requests, each of which has half of this time too; an answer under way then has the second half.
    pub lifetime: Duration,
    /// The rulebooks that come with the program. Others are read from the documents that regulations name.
    pub rulebooks: Rulebooks,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            data: "veedor-data".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            connections: 4_096,
            head_timeout: Duration::from_secs(15),
            stall_timeout: Duration::from_secs(30),
            lifetime: 2 * REQUEST_TIMEOUT,
            rulebooks: Rulebooks::default(),
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

/// A request must have its answer begun within this time, unless [`Config::lifetime`] says otherwise; a document of
/// 32 MiB passes at 110 KB/s.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);

/// Threads for what blocks: reading files and the index, writing documents. On a few cores more would only wait for the
/// disk together, and each may hold three descriptors of the index.
const BLOCKING_THREADS: usize = 64;

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
    followers: Vec<JoinHandle<()>>,
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
        // Only the one who holds the log may clear up.
        blobs::clear_unfinished(&folder.blobs())?;
        let index = Index::open(&folder.index())?;
        let (published, indexed) = (sequencer.published().clone(), Watch::default());
        let mut site = Site::new(
            folder.about().clone(),
            folder.verifier().clone(),
            &folder.public(),
            &folder.index(),
            published,
            indexed,
        );
        let books = config.rulebooks.with_documents(folder.blobs());
        site.books = Mutex::new(books.clone());
        let site = Arc::new(site);
        let drafts = books.clone();
        let index = index.judging(books, Arc::clone(&site.law));
        let stopping = Arc::new(AtomicBool::new(false));
        let (tell, progress) = Progress::new();
        let mut followers = follow_all(index, tell, &site, &sequencer, &metrics, &stopping)?;
        followers.push(trials::spawn(Arc::clone(&site), drafts, Arc::clone(&stopping))?);
        let runtime = runtime()?;
        let uploads = Uploads::new(config.stall_timeout);
        let shared = Shared { site: Arc::clone(&site), sequencer: sequencer.clone(), metrics, progress, uploads };
        let pages = pages::router(Arc::clone(&site)).layer(CompressionLayer::new());
        let router = guarded(http::router(shared).merge(pages), config.lifetime / 2);
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
            followers,
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
        for follower in self.followers.drain(..) {
            let _ = follower.join();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.end();
    }
}

/// Every answer begins in time, and a fault in one handler is one answer 500.
fn guarded(router: Router, patience: Duration) -> Router {
    let in_time = move |request, next| in_time(patience, request, next);
    router.layer(CatchPanicLayer::custom(broken)).layer(middleware::from_fn(in_time))
}

async fn in_time(patience: Duration, request: Request, next: Next) -> Response {
    let late = |_| {
        let en = "the request took too long; send it again";
        let es = "la solicitud tardó demasiado; vuelva a enviarla";
        Details::new(StatusCode::REQUEST_TIMEOUT, "too-slow", en, es).into_response()
    };
    tokio::time::timeout(patience, next.run(request)).await.unwrap_or_else(late)
}

fn broken(_: Box<dyn std::any::Any + Send>) -> Response {
    let (en, es) = ("a fault of the program; it was noted", "una falla del programa; quedó anotada");
    Details::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", en, es).into_response()
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().max_blocking_threads(BLOCKING_THREADS).enable_all().build()
}

/// Starts all who follow the log: the index, and what tells requests how far everything has come.
fn follow_all(
    index: Index,
    tell: Tell,
    site: &Arc<Site>,
    sequencer: &Sequencer,
    metrics: &Arc<Metrics>,
    stopping: &Arc<AtomicBool>,
) -> std::io::Result<Vec<JoinHandle<()>>> {
    let indexed = Arc::clone(&tell.indexed);
    let (published, committed) = (sequencer.published().clone(), sequencer.committed().clone());
    Ok(vec![
        tell.spawn(published, committed, Arc::clone(metrics), Arc::clone(stopping))?,
        follow(index, Arc::clone(site), Arc::clone(metrics), indexed, Arc::clone(stopping))?,
    ])
}

/// Keeps the index behind the published log.
fn follow(
    mut index: Index,
    site: Arc<Site>,
    metrics: Arc<Metrics>,
    tell: Arc<watch::Sender<u64>>,
    stopping: Arc<AtomicBool>,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("index".into()).spawn(move || {
        step_back();
        let mut damaged = false;
        while !stopping.load(Ordering::Relaxed) {
            let published = site.published.size();
            if damaged || site.take_damage() || index.is_gone() {
                tracing::warn!(published, "the index is damaged, gone, ahead of the log or of another law: made anew");
                if let Err(error) = site.remake(&mut index) {
                    tracing::error!(%error, "the index cannot be made anew");
                    std::thread::sleep(Duration::from_secs(1));
                }
            }
            match follow_on(&mut index, &site) {
                Ok(indexed) => {
                    damaged = false;
                    metrics.indexed(indexed);
                    site.indexed.raise(indexed);
                    // Not only upwards: an index being made anew does not know what it will.
                    tell.send_replace(indexed);
                    if indexed >= published {
                        site.published.wait_beyond(indexed, Duration::from_millis(500));
                    }
                }
                Err(error) => {
                    damaged = error.is_damage();
                    // What was published since may have taken the place of what could not be read: then at once again.
                    if !damaged && site.published.size() == published {
                        tracing::error!(%error, "the index does not follow");
                        std::thread::sleep(Duration::from_secs(1));
                    }
                }
            }
        }
    })
}

/// Follows the log a few hundred entries further, under the checkpoint that is published now. Gives the number indexed.
fn follow_on(index: &mut Index, site: &Site) -> Result<u64, IndexError> {
    let unreadable = |error: crate::log::ReadError| IndexError::Log { entry: 0, says: error.to_string() };
    let checkpoint = site.log.checkpoint(&site.key).map_err(unreadable)?;
    index.step(&site.log, checkpoint.checkpoint())
}

/// Gives the index's thread less of the processor than those that answer filers and readers: what is acknowledged and
/// published does not wait for it, and it catches up as soon as there is time.
pub(crate) fn step_back() {
    let thread = rustix::thread::gettid();
    if let Err(error) = rustix::process::setpriority_process(Some(thread), INDEX_NICE) {
        tracing::debug!(%error, "the index keeps its priority");
    }
}

/// Some four hundredths of a core when everything else is busy.
const INDEX_NICE: i32 = 15;

/// Accepts connections until told to stop, then lets those under way end.
async fn serve(listener: tokio::net::TcpListener, router: Router, config: Config, mut stopped: watch::Receiver<bool>) {
    let all = descriptors::connections(config.connections);
    let places = Arc::new(Semaphore::new(all));
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
        let (router, stopped, config) = (router.clone(), stopped.clone(), config.clone());
        tokio::spawn(async move {
            connection(stream, router, stopped, &config).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, places.acquire_many(u32::try_from(all).unwrap_or(u32::MAX))).await;
}

async fn connection(
    stream: tokio::net::TcpStream,
    router: Router,
    mut stopped: watch::Receiver<bool>,
    config: &Config,
) {
    let service = TowerToHyperService::new(router);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(config.head_timeout).max_buf_size(64 << 10);
    let line = Line::new(stream, config.stall_timeout);
    let connection = http.serve_connection(TokioIo::new(line), service);
    tokio::pin!(connection);
    // Errors of one connection are the peer's: a line cut, a head that is none. They are counted nowhere on purpose.
    let last = tokio::select! {
        _ = connection.as_mut() => return,
        () = tokio::time::sleep(config.lifetime / 2) => config.lifetime / 2,
        () = told(&mut stopped) => GRACE,
    };
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = tokio::time::timeout(last, connection.as_mut()) => {}
        () = ended(&mut stopped) => {}
    }
}

/// Returns when the register was told to stop and [`GRACE`] is over.
async fn ended(stopped: &mut watch::Receiver<bool>) {
    told(stopped).await;
    tokio::time::sleep(GRACE).await;
}

/// Returns when the register is told to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}
