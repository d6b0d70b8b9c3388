//! Listening: sockets, connections and the threads behind them, for the register and for a witness alike. Started with a
//! router, stopped in order; knows nothing of what is asked.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
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
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::{Semaphore, watch},
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{descriptors, error::Details, line::Line};

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time, or as many as the descriptors are enough for. Each may hold a request of 128 KiB.
    pub connections: usize,
    /// A request's head must arrive within this time, so that slow connections do not hold places for ever.
    pub head_timeout: Duration,
    /// A connection on which nothing moves for this time, neither a request's body nor an answer, is cut off.
    pub stall_timeout: Duration,
    /// A whole connection: readers who take just enough not to stall give their places back. In the first half it takes
    /// requests, each of which has half of this time too; an answer under way then has the second half.
    pub lifetime: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 4_096,
            head_timeout: Duration::from_secs(15),
            stall_timeout: Duration::from_secs(30),
            lifetime: 2 * REQUEST_TIMEOUT,
        }
    }
}

/// A request must have its answer begun within this time, unless [`Limits::lifetime`] says otherwise; a document of
/// 32 MiB passes at 110 KB/s.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);

/// Threads for what blocks: reading files and the index, writing documents. On a few cores more would only wait for the
/// disk together, and each may hold three descriptors of the index.
const BLOCKING_THREADS: usize = 64;

/// How long requests under way may take when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// Signals that end a server, caught.
#[derive(Debug)]
pub struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

/// A server that listens.
#[derive(Debug)]
pub struct Host {
    address: SocketAddr,
    runtime: tokio::runtime::Runtime,
    stop: watch::Sender<bool>,
    server: Option<tokio::task::JoinHandle<()>>,
}

impl Host {
    /// Begins to answer on a socket.
    ///
    /// # Errors
    /// When the system gives no threads or does not let the socket be used.
    pub fn start(socket: TcpListener, router: Router, limits: Limits) -> std::io::Result<Host> {
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let runtime = runtime()?;
        let (stop, stopped) = watch::channel(false);
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(socket)?
        };
        let server = runtime.spawn(serve(listener, guarded(router, limits.lifetime / 2), limits, stopped));
        Ok(Host { address, runtime, stop, server: Some(server) })
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Catches SIGINT and SIGTERM from here on. Call it before saying that the server is up.
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

    /// Stops: no new connections, requests under way are answered.
    pub fn stop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(server) = self.server.take() {
            let _ = self.runtime.block_on(server);
        }
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

/// Accepts connections until told to stop, then lets those under way end.
async fn serve(listener: tokio::net::TcpListener, router: Router, limits: Limits, mut stopped: watch::Receiver<bool>) {
    let all = descriptors::connections(limits.connections);
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
        let (router, stopped) = (router.clone(), stopped.clone());
        tokio::spawn(async move {
            connection(stream, router, stopped, limits).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, places.acquire_many(u32::try_from(all).unwrap_or(u32::MAX))).await;
}

async fn connection(stream: tokio::net::TcpStream, router: Router, mut stopped: watch::Receiver<bool>, limits: Limits) {
    let service = TowerToHyperService::new(router);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head_timeout).max_buf_size(64 << 10);
    let line = Line::new(stream, limits.stall_timeout);
    let connection = http.serve_connection(TokioIo::new(line), service);
    tokio::pin!(connection);
    // Errors of one connection are the peer's: a line cut, a head that is none. They are counted nowhere on purpose.
    let last = tokio::select! {
        _ = connection.as_mut() => return,
        () = tokio::time::sleep(limits.lifetime / 2) => limits.lifetime / 2,
        () = told(&mut stopped) => GRACE,
    };
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = tokio::time::timeout(last, connection.as_mut()) => {}
        () = ended(&mut stopped) => {}
    }
}

/// Returns when the server was told to stop and [`GRACE`] is over.
async fn ended(stopped: &mut watch::Receiver<bool>) {
    told(stopped).await;
    tokio::time::sleep(GRACE).await;
}

/// Returns when the server is told to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}
