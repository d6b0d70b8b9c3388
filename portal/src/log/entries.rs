//! Entries in a row, as an entry bundle (tlog-tiles) and a journal batch hold them: each with its length in front, two
//! bytes, big endian. `tlog::Bundle` writes them; a batch may hold more than a bundle, so it is taken apart here.

/// Takes the entries of a row apart.
#[derive(Debug, Clone)]
pub(super) struct Entries<'a> {
    rest: &'a [u8],
}

/// The bytes of a row end in the middle of an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Torn;

/// The entries in `row`. After [`Torn`] nothing follows.
pub(super) fn split(row: &[u8]) -> Entries<'_> {
    Entries { rest: row }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<&'a [u8], Torn>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let entry = self.rest.split_first_chunk::<2>().and_then(|(length, rest)| {
            let length = usize::from(u16::from_be_bytes(*length));
            rest.split_at_checked(length)
        });
        self.rest = entry.map_or(&[], |(_, rest)| rest);
        Some(entry.map(|(entry, _)| entry).ok_or(Torn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tlog::tile::MAX_ENTRY;

    #[test]
    fn what_is_put_is_split_and_a_torn_end_is_told() {
        let mut row = Vec::new();
        for entry in [&b"one"[..], b"", &[7; MAX_ENTRY]] {
            tlog::Bundle::push(&mut row, entry).expect("fits");
        }
        let all: Result<Vec<_>, Torn> = split(&row).collect();
        assert_eq!(all.expect("whole"), [&b"one"[..], b"", &[7; MAX_ENTRY]]);
        for cut in [1, 3, row.len() - 1] {
            assert_eq!(split(&row[..cut]).last(), Some(Err(Torn)), "cut at {cut}");
        }
    }
}
