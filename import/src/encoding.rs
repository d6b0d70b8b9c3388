//! From bytes in a declared encoding to UTF-8, as a reader, without ever guessing: a byte order mark that contradicts the
//! mapping is an error, and so is a byte that the encoding does not have.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use crate::reason::Reason;

/// Bytes read at a time.
const CHUNK: usize = 64 << 10;

/// Text in UTF-8 from bytes in another encoding.
pub(crate) struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
    wrong: bool,
}

/// A reader of UTF-8 over a file in the mapping's encoding, or in the one its byte order mark names.
pub(crate) fn utf8<R: Read>(mut inner: R, declared: Option<&str>) -> Result<Utf8<R>, Reason> {
    let mut head = [0; 3];
    let length = fill(&mut inner, &mut head).map_err(|error| Reason::Unreadable { says: error.to_string() })?;
    let found = Encoding::for_bom(&head[..length]).map(|(encoding, _)| encoding);
    let encoding = match declared {
        None => found.unwrap_or(UTF_8),
        Some(label) => {
            let wanted = Encoding::for_label(label.as_bytes());
            wanted.ok_or(Reason::BadSetting { setting: "encoding", value: label.into() })?
        }
    };
    match found {
        Some(found) if found != encoding => {
            Err(Reason::OtherEncoding { declared: encoding.name().into(), found: found.name() })
        }
        _ => Ok(Utf8 {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: head[..length].to_vec(),
            text: Vec::new(),
            given: 0,
            ended: false,
            wrong: false,
        }),
    }
}

fn fill(inner: &mut impl Read, head: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < head.len() {
        match inner.read(&mut head[length..])? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

impl<R: Read> Utf8<R> {
    /// Decodes the next bytes.
    fn decode(&mut self) -> io::Result<()> {
        let held = self.bytes.len();
        self.bytes.resize(CHUNK.max(held), 0);
        let read = if self.ended { 0 } else { self.inner.read(&mut self.bytes[held..])? };
        self.bytes.truncate(held + read);
        self.ended |= read == 0;
        self.text.resize(4 * CHUNK, 0);
        let (result, taken, written) =
            self.decoder.decode_to_utf8_without_replacement(&self.bytes, &mut self.text, self.ended);
        self.text.truncate(written);
        self.given = 0;
        self.bytes.drain(..taken);
        // Nothing after a wrong byte is read; what stood before it is handed on first.
        self.wrong = matches!(result, DecoderResult::Malformed(..));
        Ok(())
    }
}

/// The error by which a wrong byte comes through readers that know of input and output only.
fn wrong_bytes(encoding: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, encoding)
}

/// The reason behind an error of reading.
pub(crate) fn reason(error: &io::Error) -> Reason {
    let wrong = error.kind() == io::ErrorKind::InvalidData;
    let names = [encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE, encoding_rs::WINDOWS_1252];
    let name = names.iter().map(|encoding| encoding.name()).find(|name| error.to_string() == *name);
    match name {
        Some(encoding) if wrong => Reason::NotInEncoding { encoding },
        _ => Reason::Unreadable { says: error.to_string() },
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.wrong {
                return Err(wrong_bytes(self.decoder.encoding().name()));
            }
            if self.ended && self.bytes.is_empty() {
                return Ok(0);
            }
            self.decode()?;
        }
        let length = out.len().min(self.text.len() - self.given);
        out[..length].copy_from_slice(&self.text[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}
