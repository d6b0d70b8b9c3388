//! Pages as they are sent: their tag, and their bytes compressed for those who read gzip, as every browser does. What is kept
//! is compressed once; what is made for one reader quickly, by the thread that made it.

use std::io::Write as _;

use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

use crate::hex::hex;

/// Shorter texts are left to the layer that compresses whatever else is sent.
const SHORTEST: usize = 1_024;

/// A text that is kept, beside it.
#[derive(Debug)]
pub(super) struct Packed {
    pub(super) tag: String,
    /// None where the text is short.
    pub(super) gzip: Option<Bytes>,
}

impl Packed {
    /// What is kept beside a text.
    pub(super) fn of(text: &str) -> Packed {
        Packed { tag: tag(text), gzip: gzip(text, Compression::default()) }
    }

    /// Its bytes.
    pub(super) fn size(&self) -> usize {
        self.tag.len() + self.gzip.as_ref().map_or(0, Bytes::len)
    }
}

/// The tag of a text, a digest of it.
pub(super) fn tag(text: &str) -> String {
    format!("W/\"{}\"", hex(&Sha256::digest(text.as_bytes())[..12]))
}

/// A text for one reader.
pub(super) fn quickly(text: &str) -> Option<Bytes> {
    gzip(text, Compression::fast())
}

fn gzip(text: &str, level: Compression) -> Option<Bytes> {
    if text.len() < SHORTEST {
        return None;
    }
    let mut packed = GzEncoder::new(Vec::with_capacity(text.len() / 4), level);
    packed.write_all(text.as_bytes()).ok()?;
    Some(packed.finish().ok()?.into())
}

/// Whether whoever asks reads gzip.
pub(super) fn is_read(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    codings.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_some_and(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::io::Read as _;

    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn who_reads_gzip_says_so() {
        let reads = |says: &'static str| {
            is_read(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(says))]))
        };
        for says in ["gzip", "gzip, deflate, br, zstd", "br;q=1.0, GZIP;q=0.5"] {
            assert!(reads(says), "{says}");
        }
        for says in ["", "br", "gzip;q=0", "gzip;q=0.0, br", "gzip;x", "identity"] {
            assert!(!reads(says), "{says}");
        }
        assert!(!is_read(&HeaderMap::new()));
    }

    #[test]
    fn what_is_packed_is_the_text() {
        let text = "Adquisición de tecnología. ".repeat(99);
        for packed in [Packed::of(&text).gzip.unwrap(), quickly(&text).unwrap()] {
            let mut read = String::new();
            flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
            assert!(packed.len() < text.len() / 4);
        }
        assert_eq!(Packed::of("short").gzip, None);
    }
}
