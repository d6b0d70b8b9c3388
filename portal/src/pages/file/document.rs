//! A document that a filing names, handed in by a form: the same rule as `PUT /blobs/sha256/…`, for those who have nothing
//! but a browser. It is written while it comes, and kept when its bytes have the hash that was filed.

use std::{path::PathBuf, sync::Arc};

use axum::{
    extract::{FromRequest as _, Multipart, Request, State, multipart::Field},
    response::Response,
};

use super::{
    super::{Portal, answer::Made, error::PageError, visit::Visit},
    receipt,
};
use crate::{
    blobs::{self, BlobError, Incoming},
    documents,
    http::blocking,
    intake::Intake,
    site::Site,
};

/// Where documents are handed in, after the language; behind it stands the SHA-256.
const DOCUMENTS: &str = "/file/documents/";

/// Bytes written together.
const BATCH: usize = 256 << 10;

/// Takes a document; leads back to the receipt, which says what is still missing.
pub(super) async fn taken(State(portal): State<Portal>, visit: Visit, request: Request) -> Response {
    let name = visit.rest(DOCUMENTS).to_owned();
    let entry: Option<u64> = visit.param("entry").and_then(|entry| entry.parse().ok());
    let intake = portal.site.intake.load_full();
    let (Some(entry), Some(intake), true) = (entry, intake, blobs::is_name(&name)) else {
        return portal.answer(visit, |_| Err(PageError::NotFound)).await;
    };
    let taken = take(&portal.site, &intake, name, request).await;
    portal
        .answer(visit, move |desk| match taken {
            Ok(()) => Ok(Made::See(desk.visit.href(&format!("/receipts/{entry}")))),
            Err(error) => receipt::again(desk, entry, &error),
        })
        .await
}

async fn take(site: &Arc<Site>, intake: &Intake, name: String, request: Request) -> Result<(), BlobError> {
    let folder = site.public.join("blobs/sha256");
    let place = folder.join(&name);
    if blocking(move || place.exists()).await {
        return Ok(());
    }
    let limit = declared(site, intake, &name).await?.min(blobs::MAX_BLOB as u64);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| BlobError::CutOff)?;
    while let Some(field) = form.next_field().await.map_err(|_| BlobError::CutOff)? {
        if field.name() == Some("document") {
            return receive(field, intake, folder, name, limit).await;
        }
    }
    Err(BlobError::CutOff)
}

/// The bytes that filings say it has.
async fn declared(site: &Arc<Site>, intake: &Intake, name: &str) -> Result<u64, BlobError> {
    match documents::named(site, name).await? {
        Some(bytes) => Ok(bytes),
        None if site.indexed.size() < intake.committed() => Err(BlobError::Unknown),
        None => Err(BlobError::Unexpected),
    }
}

async fn receive(
    mut field: Field<'_>,
    intake: &Intake,
    folder: PathBuf,
    name: String,
    limit: u64,
) -> Result<(), BlobError> {
    let uploads = intake.uploads.clone();
    let begun = blocking(move || {
        let right = uploads.enter(&folder, limit)?;
        Incoming::begin(&folder, &name, limit, right)
    });
    let mut incoming = begun.await?;
    loop {
        let batch = tokio::time::timeout(intake.uploads.patience, batch(&mut field));
        let batch = batch.await.map_err(|_| BlobError::Slow)??;
        if batch.is_empty() {
            return blocking(move || incoming.keep()).await;
        }
        incoming = blocking(move || incoming.take(&batch).map(|()| incoming)).await?;
    }
}

/// The next bytes of the document, about [`BATCH`] of them; none at its end.
async fn batch(field: &mut Field<'_>) -> Result<Vec<u8>, BlobError> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        match field.chunk().await.map_err(|_| BlobError::CutOff)? {
            Some(bytes) => batch.extend_from_slice(&bytes),
            None => break,
        }
    }
    Ok(batch)
}
