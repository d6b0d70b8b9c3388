//! The routes that are no pages: filing, receipts, the published log, health, metrics; documents have their own file.
//! Each handler is a few lines over a plain method. What an answer says is for everyone: paths and the system's words
//! stay in what is told on standard error.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Request, State, rejection::BytesRejection},
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
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

use crate::{
    blobs::Uploads,
    bulk, documents,
    error::Details,
    metrics::Metrics,
    openapi::{self, Operation, Route},
    pieces,
    progress::Progress,
    receipts::{self, ReceiptError},
    registrar::Answer,
    sequencer::Sequencer,
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
    /// How far publication and index have come.
    pub progress: Progress,
    /// The documents being taken.
    pub uploads: Uploads,
}

/// The most bytes of a request that is no document: a filing of the largest size and some room to say that it is too
/// large. More is cut off by the server.
const MAX_REQUEST: usize = 2 * 65_536;

const TEXT: &str = "text/plain";
const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// Every route but the pages and the documents.
pub(crate) const ROUTES: &[Route] = &[
    Route {
        path: "/filings",
        serve: || post(file),
        operations: &[Operation {
            method: "post",
            does: "File one signed filing, a C2SP signed note of at most 64 KiB",
            takes: TEXT,
            answers: &[
                (201, TEXT, "It stands; the receipt"),
                (200, TEXT, "The same text stands already; the receipt of its first entry"),
                (400, PROBLEM, "The bytes are no filing"),
                (408, PROBLEM, "It did not come in time"),
                (413, PROBLEM, "More than an entry holds"),
                (422, PROBLEM, "It may not stand; every reason"),
                (503, PROBLEM, "The log cannot be written now; nothing was logged"),
            ],
        }],
    },
    Route {
        path: "/receipts/{entry}",
        serve: || get(receipt),
        operations: &[reads("A receipt of an entry under the newest checkpoint (c2sp.org/tlog-proof)", &FOUND)],
    },
    Route {
        path: "/entries/{entry}",
        serve: || get(entry),
        operations: &[reads("One entry's bytes as they stand in the log", &FOUND)],
    },
    Route {
        path: "/log/checkpoint",
        serve: || get(checkpoint),
        operations: &[reads("The signed checkpoint (c2sp.org/tlog-checkpoint)", &FOUND)],
    },
    Route {
        path: "/log/tile/{*path}",
        serve: || get(tile),
        operations: &[reads(
            "Tiles and entry bundles as c2sp.org/tlog-tiles names them",
            &[(200, "application/octet-stream", "The file, which never changes"), (404, PROBLEM, "No such tile")],
        )],
    },
    Route {
        path: "/bulk/{name}",
        serve: || get(bulk_file),
        operations: &[reads(
            "A file of the register's data; ranges are answered",
            &[(200, "application/octet-stream", "The file"), (404, PROBLEM, "No such file")],
        )],
    },
    Route {
        path: "/.well-known/veedor",
        serve: || get(well_known),
        operations: &[reads("Origin, verifier key, trust policy, names, addresses", &[(200, JSON, "As JSON")])],
    },
    Route {
        path: "/openapi.json",
        serve: || get(openapi),
        operations: &[reads("This document", &[(200, JSON, "OpenAPI 3.1")])],
    },
    Route {
        path: "/healthz",
        serve: || get(health),
        operations: &[reads(
            "Whether the register takes filings and publishes",
            &[(200, JSON, "It does"), (503, JSON, "It does not")],
        )],
    },
    Route {
        path: "/metrics",
        serve: || get(metrics),
        operations: &[reads("Counts and sizes", &[(200, "application/openmetrics-text", "OpenMetrics")])],
    },
];

/// The route of documents, which count their bytes themselves.
pub(crate) const DOCUMENTS: Route = Route {
    path: "/blobs/sha256/{name}",
    serve: || put(documents::take).get(documents::serve).layer(DefaultBodyLimit::disable()),
    operations: &[
        reads(
            "A document by the SHA-256 of its bytes",
            &[(200, "application/octet-stream", "The document, to be downloaded"), (404, PROBLEM, "No such document")],
        ),
        Operation {
            method: "put",
            does: "Send a document that a filing names by its SHA-256",
            takes: "application/octet-stream",
            answers: &[
                (201, "", "Taken"),
                (200, "", "Kept already"),
                (400, PROBLEM, "It was cut off"),
                (404, PROBLEM, "No filing names it"),
                (408, PROBLEM, "Too slow"),
                (413, PROBLEM, "Too large"),
                (422, PROBLEM, "Other bytes"),
                (503, PROBLEM, "Not now"),
            ],
        },
    ],
};

/// Answers of what is found, or not, as text.
const FOUND: [(u16, &str, &str); 3] = [
    (200, TEXT, "As it stands"),
    (404, PROBLEM, "There is no such"),
    (503, PROBLEM, "Not published yet, or not readable now"),
];

const fn reads(does: &'static str, answers: &'static [(u16, &'static str, &'static str)]) -> Operation {
    Operation { method: "get", does, takes: "", answers }
}

/// All routes but the pages.
pub fn router(shared: Shared) -> Router {
    let add = |router: Router<Shared>, route: &Route| router.route(route.path, (route.serve)());
    let routes = ROUTES.iter().fold(Router::new(), add);
    let routes = routes.layer(DefaultBodyLimit::max(MAX_REQUEST)).layer(middleware::from_fn(refuse_early));
    add(routes, &DOCUMENTS).layer(middleware::from_fn(cross_origin)).with_state(shared)
}

/// `POST /filings`: 201 with the receipt, 200 with the first receipt, or every reason why not.
async fn file(State(shared): State<Shared>, body: Result<Bytes, BytesRejection>) -> Response {
    if let Some(details) = of_mirror(&shared) {
        return details.into_response();
    }
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return unread(&rejection).into_response(),
    };
    if shared.sequencer.committed().size() == 0 {
        // The first entry makes the registrar: it comes from the register's own machine, never from the network.
        let es = "el registro no ha comenzado; quien lo lleva ejecuta `veedor init`";
        return unavailable("the register is not begun; whoever keeps it runs `veedor init`", es).into_response();
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
        Answer::Already { entry } => receipt_of(shared, entry, StatusCode::OK).await,
        Answer::Refused(refusal) => Details::refusal(&refusal).into_response(),
        Answer::Unavailable(says) => {
            // The sequencer told the cause once; this is told for each filing.
            tracing::debug!(%says, "a filing was sent back");
            let en = "the register cannot take filings now; nothing was logged, send the same bytes again";
            let es =
                "el registro no puede recibir presentaciones ahora; nada se asentó, envíe los mismos bytes otra vez";
            unavailable(en, es).into_response()
        }
    }
}

/// A body that did not come whole, or is too large though it did not say so.
fn unread(rejection: &BytesRejection) -> Details {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Details::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            &format!("the filing is too large; it may have {MAX_FILING} bytes; nothing was logged"),
            &format!("la presentación es demasiado grande; puede tener {MAX_FILING} bytes; nada se asentó"),
        ),
        status => Details::new(
            status,
            "cut-off",
            "the filing was cut off; send it again",
            "la presentación llegó incompleta; vuelva a enviarla",
        ),
    }
}

/// The answer of a mirror to whatever would change the register.
pub(crate) fn of_mirror(shared: &Shared) -> Option<Details> {
    let url = shared.site.mirror_of.as_ref()?;
    let en = format!("this is a mirror, which only shows; nothing was logged, send it to the register at {url}");
    let es = format!("esto es un espejo, que solo muestra; nada se asentó, envíelo al registro en {url}");
    Some(Details::new(StatusCode::METHOD_NOT_ALLOWED, "mirror", &en, &es))
}

fn receipt_response(status: StatusCode, entry: u64, receipt: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::LOCATION, format!("/entries/{entry}")),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{entry}.tlog-proof\"")),
    ];
    (status, headers, receipt).into_response()
}

async fn receipt(State(shared): State<Shared>, Path(entry): Path<String>) -> Response {
    let Some(entry) = entry_number(&entry) else { return no_such("entry", "asiento").into_response() };
    receipt_of(&shared, entry, StatusCode::OK).await
}

/// The receipt of an entry, once it is published.
async fn receipt_of(shared: &Shared, entry: u64, status: StatusCode) -> Response {
    if let Err(details) = published(shared, entry).await {
        return details.into_response();
    }
    let site = Arc::clone(&shared.site);
    match blocking(move || receipts::receipt(&site, entry)).await {
        Ok(Some(receipt)) => receipt_response(status, entry, receipt),
        Ok(None) => no_such("entry", "asiento").into_response(),
        Err(error) => unreadable(&error).into_response(),
    }
}

/// `GET /entries/{n}`: the entry's bytes as they stand in the log.
async fn entry(State(shared): State<Shared>, Path(entry): Path<String>) -> Response {
    let Some(entry) = entry_number(&entry) else { return no_such("entry", "asiento").into_response() };
    if let Err(details) = published(&shared, entry).await {
        return details.into_response();
    }
    let site = Arc::clone(&shared.site);
    let read = blocking(move || {
        let size = site.published.size();
        if entry >= size {
            return Ok(None);
        }
        site.log.entries(entry..entry + 1, size)?.next().transpose()
    });
    match read.await {
        Ok(Some(bytes)) => {
            let name = format!("inline; filename=\"{entry}.entry\"");
            let kind = "text/plain; charset=utf-8".to_owned();
            ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response()
        }
        Ok(None) => no_such("entry", "asiento").into_response(),
        Err(error) => unreadable(&error.into()).into_response(),
    }
}

/// Waits until an entry that is committed is published too: whoever holds a receipt finds its entry.
///
/// # Errors
/// When publication takes too long.
async fn published(shared: &Shared, entry: u64) -> Result<(), Details> {
    let waits = (shared.site.published.size()..shared.sequencer.committed().size()).contains(&entry);
    if waits && !shared.progress.published(entry + 1).await {
        let en = "the entry is committed and not published yet; ask again shortly";
        let es = "el asiento está asegurado y aún no publicado; vuelva a pedirlo en un momento";
        return Err(unavailable(en, es));
    }
    Ok(())
}

fn unreadable(error: &ReceiptError) -> Details {
    tracing::error!(%error, "the published log cannot be read");
    let es = match error {
        ReceiptError::Read(_) => "el registro publicado no se puede leer".to_owned(),
        ReceiptError::Unproven { entry, .. } => {
            format!("el registro publicado está dañado: sus mosaicos no prueban el asiento {entry}")
        }
    };
    unavailable(&error.to_string(), &format!("{es}; quien lo lleva ejecuta `veedor fsck`"))
}

async fn checkpoint(State(shared): State<Shared>) -> Response {
    let path = shared.site.public.join("log/checkpoint");
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "max-age=1")];
    match blocking(move || std::fs::read(path)).await {
        Ok(bytes) => (headers, bytes).into_response(),
        Err(_) => unavailable("nothing is published yet", "aún no se ha publicado nada").into_response(),
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
    match blocking(move || pieces::body_of(&path)).await {
        Ok(body) => (headers, body).into_response(),
        Err(_) => no_such("tile", "mosaico").into_response(),
    }
}

/// A bulk file, whole or in ranges.
async fn bulk_file(State(shared): State<Shared>, Path(name): Path<String>, request: Request) -> Response {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    if name.starts_with('.') || !name.bytes().all(plain) {
        return no_such("file", "archivo").into_response();
    }
    let file = ServeFile::new(bulk::folder(&shared.site.public).join(name));
    match file.oneshot(request).await {
        Ok(answer) if answer.status() != StatusCode::NOT_FOUND => answer.into_response(),
        _ => no_such("file", "archivo").into_response(),
    }
}

async fn well_known(State(shared): State<Shared>) -> Response {
    let (about, key) = (&shared.site.about, &shared.site.key);
    json_response(
        StatusCode::OK,
        &json!({
            "origin": key.name().as_str(),
            "vkey": key.to_string(),
            "policy": shared.site.policy.to_string(),
            "registrar": about.registrar,
            "name_es": about.name_es,
            "name_en": about.name_en,
            "demonstration": about.demonstration,
            "mirror_of": shared.site.mirror_of,
            "monitoring": "/log/",
            "submission": "/filings",
        }),
    )
}

/// Every route for programs.
async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, JSON)], openapi::DOCUMENT.as_str()).into_response()
}

async fn health(State(shared): State<Shared>) -> Response {
    let (published, indexed) = (shared.site.published.size(), shared.site.indexed.size());
    let (writable, publishing) = (shared.metrics.is_writable(), shared.metrics.is_publishing());
    let status = if writable && publishing { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({ "writable": writable, "publishing": publishing, "published": published, "indexed": indexed });
    json_response(status, &body)
}

async fn metrics(State(shared): State<Shared>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], shared.metrics.text()).into_response()
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
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
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

pub(crate) fn no_such(en: &str, es: &str) -> Details {
    Details::new(StatusCode::NOT_FOUND, "not-found", &format!("there is no such {en}"), &format!("no existe ese {es}"))
}

fn unavailable(en: &str, es: &str) -> Details {
    Details::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", en, es)
}
