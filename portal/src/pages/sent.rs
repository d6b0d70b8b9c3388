//! What a form sent, either way a browser can: names with the bytes of their fields, in order.

use std::time::Duration;

use axum::{
    extract::{FromRequest as _, Multipart, Request, State, multipart::Field},
    http::{StatusCode, header},
    response::Response,
};

use sha2::{Digest as _, Sha256};

use super::{
    Portal,
    answer::Made,
    error::PageError,
    visit::{Desk, Visit},
};
use crate::hex::hex;

/// How long a form with a large file may take: 4 MiB pass at 35 KB/s.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// The fields of one form.
pub(super) type Fields = Vec<(String, Vec<u8>)>;

/// What stands behind the name of the field that holds a SHA-256, where the document itself may be chosen instead.
pub(super) const DOCUMENT: &str = "~file";

/// Makes what a form answers, from its fields.
pub(super) type Take = fn(&Desk<'_>, Fields) -> Result<Made, PageError>;

/// Takes a form of at most so many bytes.
pub(super) async fn taken(
    State(portal): State<Portal>,
    visit: Visit,
    request: Request,
    (most, take): (usize, Take),
) -> Response {
    let fields = fields(request, most).await;
    portal.answer(visit, move |desk| take(desk, fields?)).await
}

/// The bytes of a field; none where it is not there.
pub(super) fn field<'f>(fields: &'f Fields, name: &str) -> &'f [u8] {
    fields.iter().find(|(known, _)| known == name).map_or(&[], |(_, bytes)| bytes)
}

/// Reads a form of at most so many bytes. Of a document only its hash, its length and its kind are taken, and they count
/// alone.
pub(super) async fn fields(request: Request, most: usize) -> Result<Fields, PageError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return multipart(request, most).await;
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        return urlencoded(request, most).await;
    }
    Err(PageError::Unclear("form".into()))
}

async fn multipart(request: Request, most: usize) -> Result<Fields, PageError> {
    let (mut fields, mut room) = (Vec::new(), most);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| PageError::Unclear("multipart".into()))?;
    while let Some(mut field) = form.next_field().await.map_err(|error| of_multipart(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        room = room.checked_sub(name.len()).ok_or(PageError::TooLarge)?;
        if let Some(hash) = name.strip_suffix(DOCUMENT) {
            document(&mut fields, hash, field).await?;
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| of_multipart(&error))? {
            room = room.checked_sub(chunk.len()).ok_or(PageError::TooLarge)?;
            bytes.extend_from_slice(&chunk);
        }
        fields.push((name, bytes));
    }
    Ok(fields)
}

/// Puts what is known of a document into the fields beside its hash: hash and length before what was typed, so that they
/// count; the kind that the browser takes it for behind.
async fn document(fields: &mut Fields, name: &str, mut field: Field<'_>) -> Result<(), PageError> {
    let kind = field.content_type().unwrap_or_default().to_owned();
    let (mut hash, mut length) = (Sha256::new(), 0);
    while let Some(bytes) = field.chunk().await.map_err(|error| of_multipart(&error))? {
        hash.update(&bytes);
        length += bytes.len();
    }
    if length == 0 {
        return Ok(());
    }
    let beside = name.rsplit_once('.').map_or(String::new(), |(record, _)| format!("{record}."));
    fields.insert(0, (name.to_owned(), hex(hash.finalize()).into_bytes()));
    fields.insert(0, (format!("{beside}bytes"), length.to_string().into_bytes()));
    fields.push((format!("{beside}media_type"), kind.into_bytes()));
    Ok(())
}

async fn urlencoded(request: Request, most: usize) -> Result<Fields, PageError> {
    let bytes = axum::body::to_bytes(request.into_body(), most).await.map_err(|_| PageError::TooLarge)?;
    let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    Ok(pairs.map(pair).collect())
}

fn pair(pair: &[u8]) -> (String, Vec<u8>) {
    let (name, value) =
        pair.iter().position(|byte| *byte == b'=').map_or((pair, &[][..]), |at| (&pair[..at], &pair[at + 1..]));
    (String::from_utf8_lossy(&unescaped(name)).into_owned(), unescaped(value))
}

fn of_multipart(error: &axum::extract::multipart::MultipartError) -> PageError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
        _ => PageError::Unclear("multipart".into()),
    }
}

/// Undoes the escaping of a form.
fn unescaped(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    while at < value.len() {
        let code = value
            .get(at + 1..at + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (value[at], code) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    out
}

/// Browsers send pasted lines with a carriage return and may drop the last line's end; notes have neither.
pub(super) fn unixed(bytes: Vec<u8>) -> Vec<u8> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Vec::new();
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len() + 1);
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    if out.last() != Some(&b'\n') {
        out.push(b'\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{unescaped, unixed};

    #[test]
    fn what_browsers_do_to_pasted_text_is_undone() {
        assert_eq!(unixed(b"a\r\nb".to_vec()), b"a\nb\n");
        assert_eq!(unixed(b"a\rb\n".to_vec()), b"a\rb\n");
        assert_eq!(unixed(b" \r\n ".to_vec()), b"");
        assert_eq!(unescaped(b"a+b%0D%0Ac%E2%80%94%zz%"), b"a b\r\nc\xe2\x80\x94%zz%");
    }
}
