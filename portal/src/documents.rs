//! The handlers of documents: taken by hash when a filing names them, served as downloads. What is kept, and how, is in
//! `blobs`.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    blobs::{self, BlobError, Incoming},
    error::Details,
    http::{Shared, blocking, no_such, of_mirror},
    pieces,
    site::Site,
};

/// Bytes of a document written together. One batch must come within the patience of a connection, so this is also the
/// least pace: at 30 s, some 9 KB/s.
const BATCH: usize = 256 << 10;

/// `PUT /blobs/sha256/{name}`.
pub(crate) async fn take(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if let Some(details) = of_mirror(&shared) {
        return details.into_response();
    }
    match taken(&shared, name, &headers, body).await {
        Ok(status) => status.into_response(),
        Err(error) => problem(&error).into_response(),
    }
}

/// 200 where it is kept already, 201 once it is.
async fn taken(shared: &Shared, name: String, headers: &HeaderMap, body: Body) -> Result<StatusCode, BlobError> {
    if !blobs::is_name(&name) {
        return Err(BlobError::Unexpected);
    }
    let folder = shared.site.public.join("blobs/sha256");
    let place = folder.join(&name);
    if blocking(move || place.exists()).await {
        return Ok(StatusCode::OK);
    }
    let limit = declared(shared, &name).await?.min(blobs::MAX_BLOB as u64);
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit) {
        return Err(BlobError::TooLarge { limit });
    }
    let uploads = shared.uploads.clone();
    let begun = blocking(move || {
        let right = uploads.enter(&folder, length.unwrap_or(limit))?;
        Incoming::begin(&folder, &name, limit, right)
    });
    receive(begun.await?, body, shared.uploads.patience).await?;
    Ok(StatusCode::CREATED)
}

async fn receive(mut incoming: Incoming, mut body: Body, patience: std::time::Duration) -> Result<(), BlobError> {
    loop {
        let batch = tokio::time::timeout(patience, batch(&mut body)).await.map_err(|_| BlobError::Slow)??;
        if batch.is_empty() {
            return blocking(move || incoming.keep()).await;
        }
        let written = blocking(move || batch.iter().try_for_each(|bytes| incoming.take(bytes)).map(|()| incoming));
        incoming = written.await?;
    }
}

/// The next bytes of a body, about [`BATCH`] of them; none at its end.
async fn batch(body: &mut Body) -> Result<Vec<Bytes>, BlobError> {
    use hyper::body::Body as _;
    let (mut batch, mut length) = (Vec::new(), 0);
    while length < BATCH {
        let frame = std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_frame(context)).await;
        let Some(frame) = frame else { break };
        // What is no data is a trailer, and says nothing here.
        if let Ok(bytes) = frame.map_err(|_| BlobError::CutOff)?.into_data() {
            length += bytes.len();
            batch.push(bytes);
        }
    }
    Ok(batch)
}

/// The bytes that filings say the document has. Whoever was just told that a filing stands finds it named: what was
/// committed on arrival is waited for.
async fn declared(shared: &Shared, name: &str) -> Result<u64, BlobError> {
    let committed = shared.sequencer.committed().size();
    if let Some(bytes) = named(&shared.site, name).await? {
        return Ok(bytes);
    }
    if !shared.progress.indexed(committed).await {
        return Err(BlobError::Unknown);
    }
    named(&shared.site, name).await?.ok_or(BlobError::Unexpected)
}

/// The bytes that the filings in the index say the document has; none where none names it.
pub(crate) async fn named(site: &Arc<Site>, name: &str) -> Result<Option<u64>, BlobError> {
    let (site, name) = (Arc::clone(site), name.to_owned());
    let bytes = blocking(move || site.read(|reading| reading.document_bytes(&name))).await;
    bytes.map_err(|error| {
        tracing::warn!(%error, "a document could not be looked up");
        BlobError::Unknown
    })
}

fn problem(error: &BlobError) -> Details {
    let (status, code) = status(error);
    let [en, es] = says(error);
    Details::new(status, code, &en, &es)
}

/// The status and the code of an answer.
pub(crate) fn status(error: &BlobError) -> (StatusCode, &'static str) {
    match error {
        BlobError::Unexpected => (StatusCode::NOT_FOUND, "unexpected-document"),
        BlobError::OtherHash(_) => (StatusCode::UNPROCESSABLE_ENTITY, "document"),
        BlobError::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "document"),
        BlobError::Slow => (StatusCode::REQUEST_TIMEOUT, "document"),
        BlobError::CutOff => (StatusCode::BAD_REQUEST, "document"),
        BlobError::Busy | BlobError::NoRoom | BlobError::Unknown => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        BlobError::Disk(error) => {
            tracing::warn!(%error, "a document could not be kept");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
    }
}

/// What is told, in English and in Spanish.
pub(crate) fn says(error: &BlobError) -> [String; 2] {
    let es = match error {
        BlobError::Unexpected => {
            "ninguna presentación nombra un documento con este SHA-256; presente primero y envíe después el documento"
                .into()
        }
        BlobError::OtherHash(found) => {
            format!("estos bytes tienen el SHA-256 `{found}`; envíe el documento que la presentación nombra")
        }
        BlobError::TooLarge { limit } => {
            format!("la presentación nombra un documento de {limit} bytes como máximo; envíe ese")
        }
        BlobError::Busy => "se están recibiendo otros documentos; vuelva a enviarlo en un momento".into(),
        BlobError::NoRoom => "no hay espacio para documentos ahora; envíelo más tarde".into(),
        BlobError::Slow => "el documento llegó demasiado despacio; vuelva a enviarlo".into(),
        BlobError::CutOff => "el documento llegó incompleto; vuelva a enviarlo".into(),
        BlobError::Unknown => {
            "aún no se sabe si una presentación nombra este documento; vuelva a enviarlo en un momento".into()
        }
        BlobError::Disk(_) => "no se pudo guardar el documento; vuelva a enviarlo".into(),
    };
    let en = match error {
        BlobError::Disk(_) => "the document could not be kept; send it again".into(),
        _ => error.to_string(),
    };
    [en, es]
}

/// `GET /blobs/sha256/{name}`: as a download, never shown.
pub(crate) async fn serve(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
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
    match blocking(move || pieces::body_of(&path)).await {
        Ok(body) => (headers, body).into_response(),
        Err(_) => no_such("document", "documento").into_response(),
    }
}
