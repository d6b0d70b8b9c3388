//! The running observatory: pages for readers, and a thread that follows the registers round after round.

use std::{
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant as Moment},
};

use portal::{
    host::{Host, Limits},
    service::StartError,
};
use register::time::Instant;

use crate::{follow::Follower, pages::router};

/// An observatory that runs.
#[derive(Debug)]
pub struct Server {
    host: Host,
    stop: Arc<AtomicBool>,
    following: Option<JoinHandle<()>>,
}

/// The time; handed in by those who have a clock.
pub type Clock = fn() -> Instant;

/// How often it is looked whether it is to stop.
const LOOK: Duration = Duration::from_millis(200);

impl Server {
    /// Shows pages at an address, and begins to follow: a round every so often.
    ///
    /// # Errors
    /// When the address or the system's threads cannot be had.
    pub fn start(listen: SocketAddr, follower: Follower, every: Duration, clock: Clock) -> Result<Server, StartError> {
        let socket = TcpListener::bind(listen).map_err(|source| StartError::Listen { address: listen, source })?;
        let host = Host::start(socket, router(follower.shown()), Limits::default())?;
        let (stop, stopped) = (follower.stop(), follower.stop());
        let following = std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                if let Err(error) = follower.round(&clock, &|_| {}) {
                    tracing::error!(%error, "a round could not be kept; the next writes it again");
                }
                let begun = Moment::now();
                while begun.elapsed() < every && !stop.load(Ordering::Relaxed) {
                    std::thread::sleep(LOOK.min(every));
                }
            }
        });
        Ok(Server { host, stop: stopped, following: Some(following) })
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.host.address()
    }

    /// The sockets and connections, which catch signals.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.host.stop();
        if let Some(following) = self.following.take() {
            let _ = following.join();
        }
    }
}
