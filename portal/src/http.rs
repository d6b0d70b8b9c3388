//! The routes that are no pages: filing, receipts, the published log, documents, health, metrics. Each handler is a
//! few lines over a plain method.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use register::{
    SignedFiling,
    entry::MAX_FILING,
    problem::{Reason, Refusal},
};
use serde_json::json;
use tlog::policy::Policy;

use crate::{
    blobs::{self, BlobError, Incoming},
    error::Details,
    metrics::Metrics,
    receipts,
    sequencer::{Answer, Sequencer},
    site::Site,
};

/// What the handlers need.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The register as the outside sees it.
    pub site: Arc<Site>,
    /// Where filings go.
    pub sequencer: Sequencer,
    /// The metrics.
    pub metrics: Arc<Metrics>,
}

/// The most bytes of a request that is no document: a filing of the largest size and some room to say that it is too
/// large. More is cut off by the server.
const MAX_REQUEST: usize = 2 * 65_536;

/// All routes but the pages.
pub fn router(shared: Shared) -> Router {
    let routes = Router::new()
        .route("/filings", post(file))
        .route("/receipts/{entry}", get(receipt))
        .route("/entries/{entry}", get(entry))
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/tile/{*path}", get(tile))
        .route("/.well-known/veedor", get(well_known))
        .route("/healthz", get(health))
        .route("/metrics", get(metrics));
    let routes = routes.layer(DefaultBodyLimit::max(MAX_REQUEST)).layer(middleware::from_fn(refuse_early));
    let blobs =
        Router::new().route("/blobs/sha256/{name}", put(put_blob).get(get_blob)).layer(DefaultBodyLimit::disable());
    routes.merge(blobs).layer(middleware::from_fn(cross_origin)).with_state(shared)
}

/// `POST /filings`: 201 with the receipt, 200 with the first receipt, or every reason why not.
async fn file(State(shared): State<Shared>, body: Bytes) -> Response {
    if shared.sequencer.committed().size() == 0 {
        // The first entry makes the registrar: it comes from the register's own machine, never from the network.
        return unavailable("the register is not begun; run `veedor init`").into_response();
    }
    let signed = match SignedFiling::parse(&body) {
        Ok(signed) => signed,
        Err(refusal) => {
            shared.metrics.refused(&refusal);
            return Details::refusal(&refusal).into_response();
        }
    };
    let answer = shared.sequencer.submit(signed).await;
    answered(&shared, answer.unwrap_or_else(|_| Answer::Unavailable("the register is stopping".into()))).await
}

async fn answered(shared: &Shared, answer: Answer) -> Response {
    match answer {
        Answer::Filed { entry, receipt } => receipt_response(StatusCode::CREATED, entry, receipt),
        Answer::Already { entry } => {
            let site = Arc::clone(&shared.site);
            match blocking(move || receipts::receipt_of_committed(&site, entry)).await {
                Ok(Some(receipt)) => receipt_response(StatusCode::OK, entry, receipt),
                Ok(None) => unavailable("the entry is being published").into_response(),
                Err(error) => unavailable(&error.to_string()).into_response(),
            }
        }
        Answer::Refused(refusal) => Details::refusal(&refusal).into_response(),
        Answer::Unavailable(says) => unavailable(&says).into_response(),
    }
}

fn receipt_response(status: StatusCode, entry: u64, receipt: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::LOCATION, format!("/entries/{entry}")),
    ];
    (status, headers, receipt).into_response()
}

async fn receipt(State(shared): State<Shared>, Path(entry): Path<String>) -> Response {
    let Some(entry) = entry_number(&entry) else { return no_such("entry", "asiento").into_response() };
    let site = published(&shared, entry).await;
    match blocking(move || receipts::receipt(&site, entry)).await {
        Ok(Some(receipt)) => receipt_response(StatusCode::OK, entry, receipt),
        Ok(None) => no_such("entry", "asiento").into_response(),
        Err(error) => unavailable(&error.to_string()).into_response(),
    }
}

/// `GET /entries/{n}`: the entry's bytes as they stand in the log.
async fn entry(State(shared): State<Shared>, Path(entry): Path<String>) -> Response {
    let Some(entry) = entry_number(&entry) else { return no_such("entry", "asiento").into_response() };
    let site = published(&shared, entry).await;
    let read = blocking(move || {
        let size = site.published.size();
        if entry >= size {
            return Ok(None);
        }
        site.log.entries(entry..entry + 1, size)?.next().transpose()
    });
    match read.await {
        Ok(Some(bytes)) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], bytes).into_response(),
        Ok(None) => no_such("entry", "asiento").into_response(),
        Err(error) => unavailable(&error.to_string()).into_response(),
    }
}

/// The site, once an entry that is committed is published too: whoever holds a receipt finds its entry.
async fn published(shared: &Shared, entry: u64) -> Arc<Site> {
    let site = Arc::clone(&shared.site);
    if (site.published.size()..shared.sequencer.committed().size()).contains(&entry) {
        let published = site.published.clone();
        blocking(move || published.wait_beyond(entry, receipts::PATIENCE)).await;
    }
    site
}

async fn checkpoint(State(shared): State<Shared>) -> Response {
    let path = shared.site.public.join("log/checkpoint");
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "max-age=1")];
    match blocking(move || std::fs::read(path)).await {
        Ok(bytes) => (headers, bytes).into_response(),
        Err(_) => unavailable("nothing is published yet").into_response(),
    }
}

/// Tiles and entry bundles, exactly as tlog-tiles names them; any other path is no file.
async fn tile(State(shared): State<Shared>, Path(path): Path<String>) -> Response {
    let path = format!("tile/{path}");
    if tlog::tile::Resource::parse_path(&path).is_err() {
        return no_such("tile", "mosaico").into_response();
    }
    let path = shared.site.public.join("log").join(path);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    match blocking(move || std::fs::read(path)).await {
        Ok(bytes) => (headers, bytes).into_response(),
        Err(_) => no_such("tile", "mosaico").into_response(),
    }
}

async fn well_known(State(shared): State<Shared>) -> Response {
    let (about, key) = (&shared.site.about, &shared.site.key);
    json_response(
        StatusCode::OK,
        &json!({
            "origin": key.name().as_str(),
            "vkey": key.to_string(),
            "policy": Policy::log(key.clone()).to_string(),
            "registrar": about.registrar,
            "name_es": about.name_es,
            "name_en": about.name_en,
            "demonstration": about.demonstration,
            "monitoring": "/log/",
            "submission": "/filings",
        }),
    )
}

async fn health(State(shared): State<Shared>) -> Response {
    let (published, indexed) = (shared.site.published.size(), shared.site.indexed.size());
    let healthy = shared.metrics.is_healthy();
    let status = if healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({ "writable": healthy, "published": published, "indexed": indexed });
    json_response(status, &body)
}

async fn metrics(State(shared): State<Shared>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], shared.metrics.text()).into_response()
}

async fn put_blob(State(shared): State<Shared>, Path(name): Path<String>, body: Body) -> Response {
    if !blobs::is_name(&name) || !is_expected(&shared, &name).await {
        let en = "no filing names a document with this SHA-256; file first, then send the document";
        let es =
            "ninguna presentación nombra un documento con este SHA-256; presente primero y envíe después el documento";
        return Details::new(StatusCode::NOT_FOUND, "unexpected-document", en, es).into_response();
    }
    match take_blob(&shared, &name, body).await {
        Ok(()) => StatusCode::CREATED.into_response(),
        Err(error) => {
            let status = match error {
                BlobError::OtherHash(_) => StatusCode::UNPROCESSABLE_ENTITY,
                BlobError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                BlobError::Disk(_) => StatusCode::SERVICE_UNAVAILABLE,
            };
            let says = error.to_string();
            Details::new(status, "document", &says, &format!("no se guardó el documento: {says}")).into_response()
        }
    }
}

async fn take_blob(shared: &Shared, name: &str, mut body: Body) -> Result<(), BlobError> {
    static PART: AtomicU64 = AtomicU64::new(0);
    let part = PART.fetch_add(1, Ordering::Relaxed);
    let mut incoming = Incoming::begin(&shared.site.public.join("blobs/sha256"), name, part)?;
    while let Some(frame) = next_frame(&mut body).await {
        let bytes = frame.map_err(std::io::Error::other)?;
        incoming.take(&bytes)?;
    }
    blocking(move || incoming.keep()).await
}

/// The next bytes of a body, if there are more.
async fn next_frame(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    use hyper::body::Body as _;
    loop {
        let frame = std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_frame(context)).await?;
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(bytes)) => return Some(Ok(bytes)),
            Ok(Err(_trailers)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

async fn is_expected(shared: &Shared, name: &str) -> bool {
    let (site, name) = (Arc::clone(&shared.site), name.to_owned());
    blocking(move || site.read(|reading| reading.names_document(&name))).await.unwrap_or(false)
}

async fn get_blob(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    if !blobs::is_name(&name) {
        return no_such("document", "documento").into_response();
    }
    let path = shared.site.public.join("blobs/sha256").join(name);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    match blocking(move || std::fs::read(path)).await {
        Ok(bytes) => (headers, bytes).into_response(),
        Err(_) => no_such("document", "documento").into_response(),
    }
}

/// A request that says it is far too large is refused before its bytes are read.
async fn refuse_early(request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    match length.and_then(|length| length.parse::<usize>().ok()) {
        Some(bytes) if bytes > MAX_REQUEST => {
            Details::refusal(&Refusal::whole(Reason::TooLarge { bytes, limit: MAX_FILING })).into_response()
        }
        _ => next.run(request).await,
    }
}

/// Anyone may read the log, receipts and documents from a page of their own.
async fn cross_origin(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.run(request).await;
    if reads {
        let headers: &mut HeaderMap = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    }
    response
}

/// Runs what reads files or the index off the event loop.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn json_response(status: StatusCode, body: &serde_json::Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], format!("{body:#}\n")).into_response()
}

/// A decimal number without leading zero: one entry has one address.
fn entry_number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|entry: &u64| entry.to_string() == text)
}

fn no_such(en: &str, es: &str) -> Details {
    Details::new(StatusCode::NOT_FOUND, "not-found", &format!("there is no such {en}"), &format!("no existe ese {es}"))
}

fn unavailable(says: &str) -> Details {
    Details::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "unavailable",
        says,
        &format!("el registro no puede responder ahora: {says}"),
    )
}
