//! Sees whether a CSV file ends within quotes: then it was cut off, and its last row is not whole.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

/// Counts quotes while they are read; shared with whoever asks at the end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quotes(Rc<Cell<(bool, u8)>>);

impl Quotes {
    /// Whether the bytes read end within quotes and without a line's end.
    pub(crate) fn open(&self) -> bool {
        let (odd, last) = self.0.get();
        odd && last != b'\n'
    }

    fn take(&self, bytes: &[u8]) {
        let quotes = bytes.iter().filter(|byte| **byte == b'"').count();
        let (odd, last) = self.0.get();
        self.0.set((odd ^ (quotes % 2 == 1), bytes.last().copied().unwrap_or(last)));
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
