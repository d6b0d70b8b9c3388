//! Rows as bytes, in an order that is the order of the bytes: numbers with their greatest byte first, an id before those that go
//! on after it. They are for the one process that writes them; whatever bytes come back, reading them does not panic.

use register::{id::FilingId, time::Date};

use super::Damaged;
use crate::{case::Commitment, statement::At};

/// What an entry makes of an order.
#[derive(Debug)]
pub(super) enum Change {
    /// It stands from here on, in place of one of the same id.
    Stands {
        at: At,
        /// The first day of what it says it is of.
        occurred: Date,
        says: Says,
    },
    /// It says something else from here on, if it stands.
    Corrected(Says),
    /// It stands no more.
    Withdrawn,
}

/// What an order says.
#[derive(Debug)]
pub(super) struct Says {
    /// The number of its terms.
    pub(super) terms: u32,
    /// The day it was decided, else asked.
    pub(super) decided: Option<Date>,
    /// The case to which it commits.
    pub(super) case: Option<Commitment>,
}

/// An order of a case, where it stands.
#[derive(Debug, Clone)]
pub(super) struct OfCase {
    pub(super) case: Commitment,
    pub(super) group: u32,
    pub(super) at: At,
    /// The number of its terms.
    pub(super) terms: u32,
    /// The day it is of.
    pub(super) of: Date,
    pub(super) id: FilingId,
}

/// A row that sorts by id, and of one id in the order in which they are written.
pub(super) fn by_id(id: &FilingId, number: u64, change: &Change) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    out.extend_from_slice(id.as_str().as_bytes());
    // No id has it, so an id comes before those that it begins.
    out.push(0);
    out.extend_from_slice(&number.to_be_bytes());
    match change {
        Change::Stands { at, occurred, says } => {
            out.push(STANDS);
            at.put(&mut out);
            occurred.put(&mut out);
            says.put(&mut out);
        }
        Change::Corrected(says) => {
            out.push(CORRECTED);
            says.put(&mut out);
        }
        Change::Withdrawn => out.push(WITHDRAWN),
    }
    out
}

/// Reads such a row: the bytes of the id, and what becomes of the filing.
pub(super) fn read_by_id(row: &[u8]) -> Result<(&[u8], Change), Damaged> {
    let end = row.iter().position(|byte| *byte == 0).ok_or(Damaged)?;
    let (id, rest) = row.split_at(end);
    let mut rest = Bytes(rest);
    let _zero_and_number: [u8; 9] = rest.take()?;
    let change = match u8::get(&mut rest)? {
        STANDS => {
            let (at, occurred) = (At::get(&mut rest)?, Date::get(&mut rest)?);
            Change::Stands { at, occurred, says: Says::get(&mut rest)? }
        }
        CORRECTED => Change::Corrected(Says::get(&mut rest)?),
        WITHDRAWN => Change::Withdrawn,
        _ => return Err(Damaged),
    };
    rest.end().map(|()| (id, change))
}

const STANDS: u8 = 0;
const CORRECTED: u8 = 1;
const WITHDRAWN: u8 = 2;

impl OfCase {
    /// A row that sorts by case, then by group, then by entry.
    pub(super) fn row(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(128);
        out.extend_from_slice(&self.case);
        self.group.put(&mut out);
        self.at.put(&mut out);
        self.terms.put(&mut out);
        self.of.put(&mut out);
        out.extend_from_slice(self.id.as_str().as_bytes());
        out
    }

    /// Reads such a row.
    pub(super) fn read(row: &[u8]) -> Result<OfCase, Damaged> {
        let mut rest = Bytes(row);
        let (case, group) = (rest.take()?, u32::get(&mut rest)?);
        let (at, terms, of) = (At::get(&mut rest)?, u32::get(&mut rest)?, Date::get(&mut rest)?);
        let id = std::str::from_utf8(rest.0).ok().and_then(FilingId::parse).ok_or(Damaged)?;
        Ok(OfCase { case, group, at, terms, of, id })
    }
}

/// What is left to read of a row.
struct Bytes<'r>(&'r [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }

    const fn end(&self) -> Result<(), Damaged> {
        if self.0.is_empty() { Ok(()) } else { Err(Damaged) }
    }
}

/// A part of a row.
trait Part: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn get(rest: &mut Bytes<'_>) -> Result<Self, Damaged>;
}

impl Part for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn get(rest: &mut Bytes<'_>) -> Result<u8, Damaged> {
        rest.take::<1>().map(|[byte]| byte)
    }
}

impl Part for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_be_bytes());
    }

    fn get(rest: &mut Bytes<'_>) -> Result<u32, Damaged> {
        rest.take().map(u32::from_be_bytes)
    }
}

impl Part for Date {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.days().to_be_bytes());
    }

    fn get(rest: &mut Bytes<'_>) -> Result<Date, Damaged> {
        rest.take().map(i64::from_be_bytes).and_then(|days| Date::from_days(days).ok_or(Damaged))
    }
}

impl Part for At {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.entry.to_be_bytes());
        self.received.put(out);
    }

    fn get(rest: &mut Bytes<'_>) -> Result<At, Damaged> {
        let entry = rest.take().map(u64::from_be_bytes)?;
        Ok(At { entry, received: Date::get(rest)? })
    }
}

impl Part for Commitment {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self);
    }

    fn get(rest: &mut Bytes<'_>) -> Result<Commitment, Damaged> {
        rest.take()
    }
}

impl<P: Part> Part for Option<P> {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(part) = self {
            part.put(out);
        }
    }

    fn get(rest: &mut Bytes<'_>) -> Result<Option<P>, Damaged> {
        match u8::get(rest)? {
            0 => Ok(None),
            1 => P::get(rest).map(Some),
            _ => Err(Damaged),
        }
    }
}

impl Part for Says {
    fn put(&self, out: &mut Vec<u8>) {
        self.terms.put(out);
        self.decided.put(out);
        self.case.put(out);
    }

    fn get(rest: &mut Bytes<'_>) -> Result<Says, Damaged> {
        Ok(Says { terms: Part::get(rest)?, decided: Part::get(rest)?, case: Part::get(rest)? })
    }
}
