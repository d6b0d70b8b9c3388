//! Rows of bytes in order, in bounded memory however many there are: sorted runs in a temporary file, merged as they are read.
//! The file has no name where the system allows that, can be read by nobody else, and is gone with the command.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, binary_heap::PeekMut},
    fs::File,
    io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _},
    mem,
    ops::Range,
};

/// Takes rows in any order.
#[derive(Debug)]
pub(crate) struct Sorter {
    room: usize,
    held: Held,
    runs: Option<Runs>,
}

/// Rows in memory, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Held {
    bytes: Vec<u8>,
    rows: Vec<Range<usize>>,
}

/// Sorted runs in a file.
#[derive(Debug)]
struct Runs {
    file: File,
    all: Vec<Range<u64>>,
}

/// Bytes of rows in memory: some ninety thousand rows.
pub(crate) const ROOM: usize = 8 << 20;

/// Runs that are merged at once: each has a buffer.
const MERGED: usize = 64;

/// Bytes read at once.
const BUFFER: usize = 64 << 10;

impl Sorter {
    /// One that holds so many bytes of rows in memory.
    pub(crate) fn new(room: usize) -> Sorter {
        Sorter { room, held: Held::default(), runs: None }
    }

    /// One more row.
    pub(crate) fn put(&mut self, row: &[u8]) -> io::Result<()> {
        if self.held.bytes.len() + row.len() > self.room && !self.held.rows.is_empty() {
            self.write()?;
        }
        let from = self.held.bytes.len();
        self.held.bytes.extend_from_slice(row);
        self.held.rows.push(from..self.held.bytes.len());
        Ok(())
    }

    /// All rows, in order.
    pub(crate) fn sorted(mut self) -> io::Result<Sorted> {
        if self.runs.is_none() {
            self.held.sort();
            return Ok(Sorted::Held { held: self.held, next: 0 });
        }
        if !self.held.rows.is_empty() {
            self.write()?;
        }
        self.held = Held::default();
        let mut runs = self.runs.map_or_else(Runs::new, Ok)?;
        while runs.all.len() > MERGED {
            runs = runs.fewer()?;
        }
        Ok(Sorted::Merged(Merge::of(runs)?))
    }

    /// What is held becomes a run.
    fn write(&mut self) -> io::Result<()> {
        self.held.sort();
        let runs = match &mut self.runs {
            Some(runs) => runs,
            none => none.insert(Runs::new()?),
        };
        let Held { bytes, rows } = &self.held;
        runs.write(|run| rows.iter().try_for_each(|row| run.put(&bytes[row.clone()])))?;
        self.held.bytes.clear();
        self.held.rows.clear();
        Ok(())
    }
}

impl Held {
    fn sort(&mut self) {
        let Held { bytes, rows } = self;
        rows.sort_unstable_by(|one, other| bytes[one.clone()].cmp(&bytes[other.clone()]));
    }
}

impl Runs {
    fn new() -> io::Result<Runs> {
        Ok(Runs { file: tempfile::tempfile()?, all: Vec::new() })
    }

    /// One more run, of the rows that are put into what is handed out.
    fn write(&mut self, rows: impl FnOnce(&mut Run<'_>) -> io::Result<()>) -> io::Result<()> {
        let from = self.file.seek(SeekFrom::End(0))?;
        let mut run = Run { out: BufWriter::with_capacity(BUFFER, &self.file), to: from };
        rows(&mut run)?;
        run.out.flush()?;
        let to = run.to;
        self.all.push(from..to);
        Ok(())
    }

    /// The same rows in fewer runs, in another file.
    fn fewer(self) -> io::Result<Runs> {
        let mut fewer = Runs::new()?;
        for some in self.all.chunks(MERGED) {
            let mut merge = Merge::of(Runs { file: self.file.try_clone()?, all: some.to_vec() })?;
            fewer.write(|run| {
                while let Some(row) = merge.next()? {
                    run.put(row)?;
                }
                Ok(())
            })?;
        }
        Ok(fewer)
    }
}

/// A run that is written.
struct Run<'f> {
    out: BufWriter<&'f File>,
    to: u64,
}

impl Run<'_> {
    /// Writes a row after its length.
    fn put(&mut self, row: &[u8]) -> io::Result<()> {
        let length = u32::try_from(row.len()).map_err(io::Error::other)?;
        self.out.write_all(&length.to_be_bytes())?;
        self.out.write_all(row)?;
        self.to += 4 + u64::from(length);
        Ok(())
    }
}

/// Rows in order.
#[derive(Debug)]
pub(crate) enum Sorted {
    /// They found room.
    Held { held: Held, next: usize },
    /// They come from several runs.
    Merged(Merge),
}

impl Sorted {
    /// The next row.
    pub(crate) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        match self {
            Sorted::Held { held, next } => {
                let row = held.rows.get(*next).map(|row| &held.bytes[row.clone()]);
                *next += 1;
                Ok(row)
            }
            Sorted::Merged(merge) => merge.next(),
        }
    }
}

/// Runs on their way to be one.
#[derive(Debug)]
pub(crate) struct Merge {
    file: File,
    heads: BinaryHeap<Reverse<Head>>,
    row: Vec<u8>,
}

/// The first row that is left of a run, and the rest of it.
#[derive(Debug)]
struct Head {
    row: Vec<u8>,
    rest: Rest,
}

/// What is left of a run: in the file, and read already.
#[derive(Debug)]
struct Rest {
    file: Range<u64>,
    read: Vec<u8>,
    at: usize,
}

impl Merge {
    fn of(Runs { file, all }: Runs) -> io::Result<Merge> {
        let mut heads = BinaryHeap::with_capacity(all.len());
        for run in all {
            let mut head = Head { row: Vec::new(), rest: Rest { file: run, read: Vec::new(), at: 0 } };
            if head.rest.next(&file, &mut head.row)? {
                heads.push(Reverse(head));
            }
        }
        Ok(Merge { file, heads, row: Vec::new() })
    }

    fn next(&mut self) -> io::Result<Option<&[u8]>> {
        let Some(mut least) = self.heads.peek_mut() else { return Ok(None) };
        let Head { row, rest } = &mut least.0;
        mem::swap(&mut self.row, row);
        if !rest.next(&self.file, row)? {
            PeekMut::pop(least);
        }
        Ok(Some(&self.row))
    }
}

impl Rest {
    /// Reads the next row; whether there is one.
    fn next(&mut self, file: &File, row: &mut Vec<u8>) -> io::Result<bool> {
        row.clear();
        if self.at == self.read.len() && self.file.is_empty() {
            return Ok(false);
        }
        let mut length = [0; 4];
        length.copy_from_slice(self.take(file, 4)?);
        let length = usize::try_from(u32::from_be_bytes(length)).map_err(io::Error::other)?;
        row.extend_from_slice(self.take(file, length)?);
        Ok(true)
    }

    /// So many bytes, of which some may still be in the file.
    fn take(&mut self, mut file: &File, wanted: usize) -> io::Result<&[u8]> {
        let left = self.read.len() - self.at;
        if left < wanted {
            self.read.drain(..self.at);
            self.at = 0;
            let more = (self.file.end - self.file.start).min(BUFFER.max(wanted) as u64);
            file.seek(SeekFrom::Start(self.file.start))?;
            let read = file.take(more).read_to_end(&mut self.read)?;
            self.file.start += read as u64;
        }
        let taken = self.read.get(self.at..self.at + wanted).ok_or(io::ErrorKind::UnexpectedEof)?;
        self.at += wanted;
        Ok(taken)
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Head) -> Ordering {
        self.row.cmp(&other.row)
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Head) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Head) -> bool {
        self.row == other.row
    }
}

impl Eq for Head {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MERGED, Sorted, Sorter};

    fn all(mut sorted: Sorted) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        while let Some(row) = sorted.next().unwrap() {
            all.push(row.to_vec());
        }
        assert!(sorted.next().unwrap().is_none());
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever the room, rows come in order and none is lost: of no room every row is a run, so that runs are merged twice.
        #[test]
        fn rows_come_in_order(rows in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..12), 0..3 * MERGED), room in 0_usize..200) {
            let mut sorter = Sorter::new(room);
            rows.iter().for_each(|row| sorter.put(row).unwrap());
            let mut expected = rows;
            expected.sort();
            prop_assert_eq!(all(sorter.sorted().unwrap()), expected);
        }
    }

    #[test]
    fn rows_longer_than_a_buffer_come_whole() {
        let mut sorter = Sorter::new(10);
        let rows = [vec![2; 200_000], vec![1; 100_000], vec![], vec![3]];
        rows.iter().for_each(|row| sorter.put(row).unwrap());
        let mut expected = rows.to_vec();
        expected.sort();
        assert_eq!(all(sorter.sorted().unwrap()), expected);
    }

    #[test]
    fn a_file_that_is_cut_short_is_told() {
        let mut sorter = Sorter::new(10);
        (0..20_u8).for_each(|at| sorter.put(&[at; 9]).unwrap());
        let runs = sorter.runs.as_mut().unwrap();
        runs.file.set_len(100).unwrap();
        assert_eq!(sorter.sorted().unwrap_err().kind(), std::io::ErrorKind::UnexpectedEof);
    }
}
