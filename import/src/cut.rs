//! Sees whether a CSV file ends within quotes: then it was cut off, and its last row is not whole.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

/// Counts quotes while they are read; shared with whoever asks at the end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quotes(Rc<Cell<Seen>>);

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    odd: bool,
    last: u8,
    ended: bool,
}

impl Quotes {
    /// Whether the file has ended, within quotes and without a line's end.
    pub(crate) fn cut(&self) -> bool {
        let Seen { odd, last, ended } = self.0.get();
        ended && odd && last != b'\n'
    }

    fn take(&self, bytes: &[u8]) {
        let quotes = bytes.iter().filter(|byte| **byte == b'"').count();
        let seen = self.0.get();
        let (odd, last) = (seen.odd ^ (quotes % 2 == 1), bytes.last().copied().unwrap_or(seen.last));
        self.0.set(Seen { odd, last, ended: bytes.is_empty() });
    }
}

/// A reader whose quotes are counted.
pub(crate) struct Counted<R> {
    pub(crate) inner: R,
    pub(crate) quotes: Quotes,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(out)?;
        self.quotes.take(&out[..length]);
        Ok(length)
    }
}
