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

use register::SignedFiling;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;

use crate::{
    blobs::{self, Uploads},
    bulk,
    folder::{Folder, FolderError},
    host::{Host, Limits},
    http::{self, Shared},
    index::{Index, IndexError},
    intake::{CommentError, Comments, DraftError, Drafts, Intake},
    log::Watch,
    metrics::Metrics,
    pages,
    progress::{Progress, Tell},
    receipts,
    registrar::Answer,
    rulebooks::Rulebooks,
    sequencer::Sequencer,
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
    /// What connections may take.
    pub limits: Limits,
    /// Whom readers are to believe, instead of the folder's own policy.
    pub policy: Option<PathBuf>,
    /// The rulebooks that come with the program. Others are read from the documents that regulations name.
    pub rulebooks: Rulebooks,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            data: "veedor-data".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            limits: Limits::default(),
            policy: None,
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
    /// The drafts of filings.
    #[error(transparent)]
    Drafts(#[from] DraftError),
    /// The comments of persons without a key.
    #[error(transparent)]
    Comments(#[from] CommentError),
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

/// A running register.
#[derive(Debug)]
pub struct Service {
    host: Host,
    site: Arc<Site>,
    sequencer: Option<Sequencer>,
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
        let folder = match &config.policy {
            Some(policy) => folder.with_policy(policy)?,
            None => folder,
        };
        let socket =
            TcpListener::bind(config.listen).map_err(|source| StartError::Listen { address: config.listen, source })?;
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
        site.policy = folder.policy().clone();
        site.mirror_of = folder.mirror_of().map(|original| original.url.clone());
        let uploads = Uploads::new(config.limits.stall_timeout);
        if site.mirror_of.is_none() {
            let drafts = Drafts::open(&folder.drafts(), site.today.days())?;
            let comments = Comments::open(&folder.comments(), folder.log_key()?, site.published.size())?;
            sequencer.heed(comments.clone());
            let intake = Intake::new(sequencer.clone(), drafts, comments, uploads.clone());
            site.intake.store(Some(Arc::new(intake)));
        }
        let site = Arc::new(site);
        let drafts = books.clone();
        let index = index.judging(books, Arc::clone(&site.law));
        let stopping = Arc::new(AtomicBool::new(false));
        let (tell, progress) = Progress::new();
        let mut followers = follow_all(index, tell, &site, &sequencer, &metrics, &stopping)?;
        followers.push(trials::spawn(Arc::clone(&site), drafts, Arc::clone(&stopping))?);
        if site.mirror_of.is_none() {
            followers.push(follow_comments(Arc::clone(&site), Arc::clone(&stopping))?);
        }
        let shared = Shared { site: Arc::clone(&site), sequencer: sequencer.clone(), metrics, progress, uploads };
        let pages = pages::router(Arc::clone(&site)).layer(CompressionLayer::new());
        let host = Host::start(socket, http::router(shared).merge(pages), config.limits)?;
        Ok(Service { host, site, sequencer: Some(sequencer), writer: Some(writer), followers, stopping })
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.host.address()
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

    /// The sockets and connections, which catch signals.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Stops: no new connections, requests under way are answered, what was accepted is committed and published.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.host.stop();
        self.sequencer = None;
        self.site.intake.store(None);
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

/// Starts all who follow the log: the index, what tells requests how far everything has come, and bulk files.
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
        bulk::spawn(Arc::clone(site), Arc::clone(stopping))?,
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

/// Keeps what is told of waiting comments behind the published log.
fn follow_comments(site: Arc<Site>, stopping: Arc<AtomicBool>) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("comments".into()).spawn(move || {
        step_back();
        while !stopping.load(Ordering::Relaxed) {
            let size = site.published.size();
            let intake = site.intake.load_full();
            let followed = intake.map(|intake| intake.comments.follow(&site.log, size, &site.about.registrar));
            if let Some(Err(error)) = followed {
                tracing::error!(%error, "comments that wait do not follow the log");
                std::thread::sleep(Duration::from_secs(1));
            }
            site.published.wait_beyond(size, Duration::from_millis(500));
        }
    })
}

/// Follows the log a few hundred entries further, under the checkpoint that is published now. Gives the number indexed.
fn follow_on(index: &mut Index, site: &Site) -> Result<u64, IndexError> {
    let unreadable = |error: crate::log::ReadError| IndexError::Log { entry: 0, says: error.to_string() };
    let checkpoint = site.log.checkpoint(&site.key).map_err(unreadable)?;
    index.step(&site.log, checkpoint.checkpoint())
}

/// Gives the thread that calls it less of the processor than those that answer filers and readers: what is acknowledged and
/// published does not wait for it, and it catches up as soon as there is time.
pub(crate) fn step_back() {
    let thread = rustix::thread::gettid();
    if let Err(error) = rustix::process::setpriority_process(Some(thread), INDEX_NICE) {
        tracing::debug!(%error, "the index keeps its priority");
    }
}

/// Some four hundredths of a core when everything else is busy.
const INDEX_NICE: i32 = 15;
