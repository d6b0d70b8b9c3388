//! What a form sent, either way a browser can: names with the bytes of their fields, in order.

use std::time::Duration;

use axum::{
    extract::{FromRequest, Multipart, RawForm, Request},
    http::{StatusCode, header},
    response::IntoResponse as _,
};

use super::error::PageError;

/// How long a form with a large file may take: 4 MiB pass at 35 KB/s.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// The fields of one form.
pub(super) type Fields = Vec<(String, Vec<u8>)>;

/// Reads a form.
pub(super) async fn fields(request: Request) -> Result<Fields, PageError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") { multipart(request).await } else { urlencoded(request).await }
}

async fn multipart(request: Request) -> Result<Fields, PageError> {
    let mut fields = Vec::new();
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| PageError::Unclear("multipart".into()))?;
    while let Some(field) = form.next_field().await.map_err(|error| of_multipart(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|error| of_multipart(&error))?;
        fields.push((name, bytes.to_vec()));
    }
    Ok(fields)
}

async fn urlencoded(request: Request) -> Result<Fields, PageError> {
    let form = RawForm::from_request(request, &()).await;
    let RawForm(bytes) = form.map_err(|error| match error.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
        _ => PageError::Unclear("form".into()),
    })?;
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
