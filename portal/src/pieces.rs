//! Files as answers, read piece by piece as the reader takes them: many slow readers of large files cost little memory.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

/// Bytes read at a time. Two of them are the most a slow reader holds: one here, one in the connection's buffer.
const PIECE: u64 = 64 << 10;

/// A file as the body of an answer. Blocks for the first piece: call it off the event loop.
///
/// # Errors
/// When there is no such file or it cannot be read.
pub(crate) fn body_of(path: &Path) -> io::Result<Body> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let (file, first) = piece(file, about.len())?;
    let left = about.len() - first.len() as u64;
    match left {
        0 => Ok(Body::from(first)),
        _ => Ok(Body::new(Pieces { first: Some(first.into()), file: Some(file), left, reading: None })),
    }
}

/// The next piece of a file of which `left` bytes remain.
fn piece(mut file: File, left: u64) -> io::Result<Piece> {
    let length = left.min(PIECE);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.by_ref().take(length).read_to_end(&mut bytes)?;
    match bytes.len() as u64 == length {
        true => Ok((file, bytes)),
        // The answer's length is told already: better cut off than filled up.
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// A piece, with the file that it was read from.
type Piece = (File, Vec<u8>);

/// A file on its way out.
#[derive(Debug)]
struct Pieces {
    first: Option<Bytes>,
    /// At rest; while a piece is read, the file is with the reading.
    file: Option<File>,
    /// Bytes not read yet.
    left: u64,
    reading: Option<JoinHandle<io::Result<Piece>>>,
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let pieces = self.get_mut();
        if let Some(first) = pieces.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if let Some(file) = pieces.file.take().filter(|_| pieces.left > 0) {
            let left = pieces.left;
            pieces.reading = Some(spawn_blocking(move || piece(file, left)));
        }
        let Some(reading) = &mut pieces.reading else { return Poll::Ready(None) };
        let read = ready!(Pin::new(reading).poll(context));
        pieces.reading = None;
        Poll::Ready(Some(read.map_err(io::Error::other).flatten().map(|(file, bytes)| {
            pieces.left -= bytes.len() as u64;
            pieces.file = Some(file);
            Frame::data(bytes.into())
        })))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left + self.first.as_ref().map_or(0, |first| first.len() as u64))
    }
}
