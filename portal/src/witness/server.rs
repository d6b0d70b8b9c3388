//! A witness over HTTP (c2sp.org/tlog-witness): `POST /add-checkpoint`, and `GET /{origin hash}/checkpoint` for those who
//! look for split views. What an answer says is for programs, in English.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use sha2::{Digest as _, Sha256};
use tlog::witness::Refusal;

use super::{Refused, Witness};
use crate::{
    hex::hex,
    host::{Host, Limits},
    http::blocking,
    service::StartError,
};

/// The most bytes of a request: 63 hashes, a checkpoint and the longest signatures of some thirty keys.
const MAX_REQUEST: usize = 128 << 10;

/// The time in seconds since 1970; handed in, so that a test can say what it is.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// What the handlers need.
#[derive(Clone)]
struct Shared {
    witness: Arc<Witness>,
    clock: Clock,
}

/// A witness that answers.
#[derive(Debug)]
pub struct Server {
    host: Host,
}

impl Server {
    /// Begins to answer at an address; port 0 takes a free one.
    ///
    /// # Errors
    /// When the address or the system's threads cannot be had.
    pub fn start(witness: Witness, listen: SocketAddr, clock: Clock) -> Result<Server, StartError> {
        let socket = TcpListener::bind(listen).map_err(|source| StartError::Listen { address: listen, source })?;
        Ok(Server { host: Host::start(socket, router(witness, clock), Limits::default())? })
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
        self.host.stop();
    }
}

/// The routes of a witness.
pub fn router(witness: Witness, clock: Clock) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/{origin}/checkpoint", get(checkpoint))
        .layer(DefaultBodyLimit::max(MAX_REQUEST))
        .with_state(Shared { witness: Arc::new(witness), clock })
}

/// How a log is named in an address: the SHA-256 of its origin, in hex.
pub(super) fn origin_hash(origin: &str) -> String {
    hex(Sha256::digest(origin))
}

async fn add_checkpoint(State(shared): State<Shared>, body: Bytes) -> Response {
    match blocking(move || shared.witness.add_checkpoint(&body, || (shared.clock)())).await {
        Ok(line) => text(StatusCode::OK, line),
        Err(refused) => answer(&refused),
    }
}

async fn checkpoint(State(shared): State<Shared>, Path(origin): Path<String>) -> Response {
    match blocking(move || shared.witness.last(&origin)).await {
        Ok(Some(checkpoint)) => text(StatusCode::OK, checkpoint),
        Ok(None) => text(StatusCode::NOT_FOUND, "no checkpoint of such a log was cosigned here\n"),
        Err(refused) => answer(&refused),
    }
}

fn answer(refused: &Refused) -> Response {
    if let Refused::Request(Refusal::Conflict(_)) = refused {
        let kind = [(header::CONTENT_TYPE, "text/x.tlog.size")];
        return (StatusCode::CONFLICT, kind, refused.says()).into_response();
    }
    if let Refused::Clock(_) | Refused::Store(_) = refused {
        tracing::error!(error = %refused, "nothing was cosigned");
    }
    let status = StatusCode::from_u16(refused.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    text(status, refused.says())
}

fn text(status: StatusCode, body: impl Into<Vec<u8>>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.into()).into_response()
}
