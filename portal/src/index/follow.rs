//! Following the published log: each entry, held against the signed root, becomes its rows, in transactions of hundreds
//! or thousands.

use std::ops::Range;

use rusqlite::{Connection, OptionalExtension as _};
use tlog::Checkpoint;

use super::{
    Index, IndexError,
    judge::{Judge, mark},
    rows::{Words, insert, number},
    standing::decode,
};
use crate::{log::Reader, rulebooks::Rulebooks};

/// Entries a transaction: large enough that the commit costs little, small enough that readers see progress; two whole
/// bundles, so that none is read twice.
const BATCH: u64 = 512;

/// Entries a transaction where nobody reads meanwhile: what many of them change, such as sums, is written once.
const LARGE_BATCH: u64 = 8 * BATCH;

impl Index {
    /// Number of entries indexed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn size(&self) -> Result<u64, IndexError> {
        let size: i64 = self.connection.query_row("SELECT size FROM state", [], |row| row.get(0))?;
        Ok(u64::try_from(size).unwrap_or(0))
    }

    /// Follows the published log up to a checkpoint, telling `progress` how far it is.
    ///
    /// # Errors
    /// As [`Index::step`]. What was followed before stays.
    pub fn catch_up(
        &mut self,
        log: &Reader,
        checkpoint: &Checkpoint,
        mut progress: impl FnMut(u64),
    ) -> Result<(), IndexError> {
        while self.size()? != checkpoint.size {
            progress(self.step_by(LARGE_BATCH, log, checkpoint)?);
        }
        Ok(())
    }

    /// Follows the next few hundred entries under a checkpoint, all in one transaction. Gives the number indexed.
    ///
    /// # Errors
    /// When the log cannot be read or is not what the checkpoint signs, an entry is none, the index is ahead of the
    /// checkpoint, or the database fails.
    pub fn step(&mut self, log: &Reader, checkpoint: &Checkpoint) -> Result<u64, IndexError> {
        self.step_by(BATCH, log, checkpoint)
    }

    fn step_by(&mut self, batch: u64, log: &Reader, checkpoint: &Checkpoint) -> Result<u64, IndexError> {
        let (from, size) = (self.size()?, checkpoint.size);
        if from > size {
            return Err(IndexError::Ahead { indexed: from, published: size });
        }
        let judge = self.judge_at(log, checkpoint, from)?;
        let judge = self.look_again(judge)?;
        if from == size {
            self.keep(judge);
            return Ok(size);
        }
        let to = size.min((from / batch + 1) * batch);
        let transaction = self.connection.transaction()?;
        let mut days = Days { db: &transaction, log, checkpoint, books: &mut self.books, judge };
        days.write(from..to)?;
        let judge = days.judge;
        turn(&transaction)?;
        transaction.commit()?;
        self.keep(judge);
        Ok(to)
    }

    /// What judges, with all entries before `size` taken in; none where there is no regulation and no figure. It is taken out: whoever
    /// fails before it is kept leaves none, and the next makes it anew from the log.
    fn judge_at(&mut self, log: &Reader, checkpoint: &Checkpoint, size: u64) -> Result<Option<Judge>, IndexError> {
        match self.judge.take().filter(|judge| judge.size() == size) {
            Some(judge) => Ok(Some(judge)),
            None if regulates(&self.connection)? => {
                let mut judge = Judge::replay(log, checkpoint, size, &mut self.books)?;
                if self.is_judged_by(&judge)? {
                    judge.knows_figures();
                }
                Ok(Some(judge))
            }
            None => Ok(None),
        }
    }

    /// Judges anew where the law is another than what the findings were made by: after a start with another program, or
    /// when the document of a rulebook came after the regulation that names it.
    fn look_again(&mut self, judge: Option<Judge>) -> Result<Option<Judge>, IndexError> {
        let Some(mut judge) = judge else { return Ok(None) };
        if judge.law().missing().next().is_some() || !self.is_judged_by(&judge)? {
            let transaction = self.connection.transaction()?;
            if judge.write(&transaction, &mut self.books)? && judges_days_that_are_over(&transaction, &judge)? {
                return Err(IndexError::OtherLaw);
            }
            turn(&transaction)?;
            transaction.commit()?;
        }
        Ok(Some(judge))
    }

    fn is_judged_by(&self, judge: &Judge) -> Result<bool, IndexError> {
        let mut select = self.connection.prepare_cached("SELECT law FROM judged_by")?;
        let known: Option<String> = select.query_row([], |row| row.get(0)).optional()?;
        Ok(known == Some(mark(judge.law())))
    }

    fn keep(&mut self, judge: Option<Judge>) {
        if let Some(judge) = &judge
            && !std::sync::Arc::ptr_eq(&self.law.load(), judge.law())
        {
            self.law.store(std::sync::Arc::clone(judge.law()));
        }
        self.judge = judge;
    }
}

/// Notes that something was written.
fn turn(db: &Connection) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE turn SET number = number + 1")?.execute([]).map(|_| ())
}

/// Entries being written, day by day: what the rules find at the end of each day is written before the next begins, so that
/// the day can be read as it was known then.
struct Days<'a> {
    db: &'a Connection,
    log: &'a Reader,
    checkpoint: &'a Checkpoint,
    books: &'a mut Rulebooks,
    judge: Option<Judge>,
}

impl Days<'_> {
    /// Writes the rows of some entries; what judges takes them in.
    fn write(&mut self, entries: Range<u64>) -> Result<(), IndexError> {
        let (mut next, to) = (entries.start, entries.end);
        let unreadable = |entry: u64, says: String| IndexError::Log { entry, says };
        let log = self.log;
        let read =
            log.verified_entries(entries, self.checkpoint).map_err(|error| unreadable(next, error.to_string()))?;
        let mut day: i64 = self.db.prepare_cached("SELECT day FROM state")?.query_row([], |row| row.get(0))?;
        let mut words = Words::default();
        for item in read {
            let bytes = item.map_err(|error| unreadable(next, error.to_string()))?;
            let (received, signed) = decode(next, &bytes)?;
            let today = received.date().days();
            if today > day {
                self.judge(next)?;
                day = today;
            }
            self.db.prepare_cached(include_str!("turn.sql"))?.execute([number(next + 1), day])?;
            insert(self.db, next, received, &bytes, signed.clone(), &mut words)?;
            if let Some(judge) = &mut self.judge {
                judge.take(received, &signed);
            }
            next += 1;
        }
        if next < to {
            return Err(unreadable(next, "the log ends too early".into()));
        }
        self.judge(to)?;
        Ok(words.write(self.db)?)
    }

    /// Brings the findings up to date with the entries before `size`.
    fn judge(&mut self, size: u64) -> Result<(), IndexError> {
        // The first regulation or figure makes the register one that judges: then everything before it is taken in.
        if self.judge.is_none() && regulates(self.db)? {
            self.judge = Some(Judge::replay(self.log, self.checkpoint, size, self.books)?);
        }
        match &mut self.judge {
            Some(judge) => judge.write(self.db, self.books).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// Whether the law of what judges covers days that are over: what was found on them is kept, and would be otherwise.
fn judges_days_that_are_over(db: &Connection, judge: &Judge) -> rusqlite::Result<bool> {
    let known: i64 = db.prepare_cached("SELECT known FROM state")?.query_row([], |row| row.get(0))?;
    Ok(judge.law().adoptions().iter().any(|adoption| number(adoption.entry) < known))
}

/// Whether anything was filed that is judged, or that says something in figures.
fn regulates(db: &Connection) -> rusqlite::Result<bool> {
    let sql = include_str!("judged_forms.sql");
    db.prepare_cached(sql)?.query_row([], |row| row.get(0))
}
