//! Following the published log: each entry becomes its rows, in transactions of a few hundred.

use register::{
    Content, Filing, SignedFiling,
    codelist::{BodyKind, Stage},
    entry,
    filing::Source,
    id::{BodyId, Reference},
    lifeline,
    time::Instant,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Index, IndexError};
use crate::log::Reader;

/// Entries a transaction: large enough that the commit costs little, small enough that readers see progress.
const BATCH: u64 = 512;

/// One entry as read from the log.
struct Read<'a> {
    entry: u64,
    received: Instant,
    bytes: &'a [u8],
    signed: &'a SignedFiling,
    filing: &'a Filing,
}

impl Index {
    /// Number of entries indexed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn size(&self) -> Result<u64, IndexError> {
        let size: i64 = self.connection.query_row("SELECT size FROM state", [], |row| row.get(0))?;
        Ok(u64::try_from(size).unwrap_or(0))
    }

    /// Follows the published log up to `size` entries, telling `progress` how far it is.
    ///
    /// # Errors
    /// When the log cannot be read, an entry is none, or the database fails. What was followed before stays.
    pub fn catch_up(&mut self, log: &Reader, size: u64, mut progress: impl FnMut(u64)) -> Result<(), IndexError> {
        let mut at = self.size()?;
        while at < size {
            let end = size.min(at + BATCH);
            self.follow(log, at, end, size)?;
            at = end;
            progress(at);
        }
        Ok(())
    }

    fn follow(&mut self, log: &Reader, from: u64, to: u64, size: u64) -> Result<(), IndexError> {
        let unreadable = |entry: u64, says: String| IndexError::Log { entry, says };
        let entries = log.entries(from..to, size).map_err(|error| unreadable(from, error.to_string()))?;
        let transaction = self.connection.transaction()?;
        let mut next = from;
        for item in entries {
            let bytes = item.map_err(|error| unreadable(next, error.to_string()))?;
            insert(&transaction, next, &bytes)?;
            next += 1;
        }
        if next < to {
            return Err(unreadable(next, "the log ends too early".into()));
        }
        transaction.prepare_cached("UPDATE state SET size = ?1")?.execute([number(to)])?;
        transaction.commit()?;
        Ok(())
    }
}

fn insert(db: &Connection, entry: u64, bytes: &[u8]) -> Result<(), IndexError> {
    let bad = |says: String| IndexError::Entry { entry, says };
    let (received, signed) = entry::decode(bytes).map_err(|error| bad(error.to_string()))?;
    let filing = signed.filing().ok_or_else(|| bad("its filing is malformed".into()))?;
    let read = Read { entry, received, bytes, signed: &signed, filing };
    insert_entry(db, &read)?;
    insert_references(db, &read)?;
    match &filing.content {
        Content::Technology(_) => insert_record(db, &read)?,
        Content::Body(_) => insert_body(db, &read)?,
        Content::Claim(claim) => {
            if let Some(question) = &claim.question {
                let value = lifeline::answer(claim);
                db.prepare_cached("INSERT INTO answer VALUES (?1, ?2, ?3)")?.execute(params![
                    question.as_str(),
                    number(entry),
                    value
                ])?;
            }
        }
        Content::Correction(correction) => {
            db.prepare_cached("INSERT INTO correction VALUES (?1, ?2)")?
                .execute(params![correction.corrects.as_str(), number(entry)])?;
            correct(db, &read, &correction.replacement, correction.corrects.as_str())?;
        }
        Content::Withdrawal(withdrawal) => {
            let target = withdrawal.withdraws.as_str();
            db.prepare_cached("INSERT INTO withdrawal VALUES (?1, ?2)")?.execute(params![target, number(entry)])?;
            db.prepare_cached(include_str!("withdraw_answer.sql"))?.execute([target])?;
        }
        _ => {}
    }
    for document in &filing.documents {
        db.prepare_cached("INSERT OR IGNORE INTO document VALUES (?1, ?2)")?
            .execute(params![document.sha256.to_string(), number(entry)])?;
    }
    touch(db, &read)?;
    Ok(insert_words(db, &read)?)
}

fn insert_entry(db: &Connection, read: &Read<'_>) -> rusqlite::Result<()> {
    let filing = read.filing;
    db.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
        number(read.entry),
        read.received.millis(),
        filing.id.as_str(),
        filing.form().code(),
        filing.filer.as_str(),
        filing.occurred.to_string(),
        lifeline::stage_of(filing).map(Stage::code),
        super::read::kept(read.bytes),
    ])?;
    Ok(())
}

fn insert_references(db: &Connection, read: &Read<'_>) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO about VALUES (?1, ?2)")?;
    for located in read.signed.references().iter().filter(|located| located.field != "filer") {
        insert.execute(params![located.id.as_str(), number(read.entry)])?;
    }
    Ok(())
}

fn insert_record(db: &Connection, read: &Read<'_>) -> rusqlite::Result<()> {
    let Content::Technology(technology) = &read.filing.content else { return Ok(()) };
    let own = u8::from(Some(&read.filing.filer) == technology.holder.as_ref());
    db.prepare_cached("INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, 0, ?2)")?.execute(params![
        read.filing.id.as_str(),
        number(read.entry),
        technology.name.as_str(),
        technology.class.code(),
        technology.holder.as_ref().map(BodyId::as_str),
        technology.maker.as_ref().map(BodyId::as_str),
        own,
    ])?;
    db.prepare_cached("INSERT INTO touches VALUES (?1, ?2)")?
        .execute(params![read.filing.id.as_str(), number(read.entry)])?;
    Ok(())
}

fn insert_body(db: &Connection, read: &Read<'_>) -> rusqlite::Result<()> {
    let Content::Body(body) = &read.filing.content else { return Ok(()) };
    db.prepare_cached("INSERT INTO description VALUES (?1, ?2)")?
        .execute(params![body.body.as_str(), number(read.entry)])?;
    describe(db, read.entry, &read.filing.filer, body)
}

fn describe(db: &Connection, entry: u64, filer: &BodyId, body: &register::forms::who::Body) -> rusqlite::Result<()> {
    let short = body.names.iter().map(|other| other.name.as_str()).min_by_key(|name| name.chars().count());
    let short = short.filter(|short| short.chars().count() < body.name.as_str().chars().count());
    let kind: BodyKind = body.kind;
    db.prepare_cached(include_str!("describe_body.sql"))?.execute(params![
        body.body.as_str(),
        number(entry),
        body.name.as_str(),
        kind.code(),
        short,
        filer.as_str(),
    ])?;
    Ok(())
}

/// A correction changes what lists show; the rows of the first version's own entry stay.
fn correct(db: &Connection, read: &Read<'_>, now: &Content, target: &str) -> rusqlite::Result<()> {
    match now {
        Content::Technology(technology) => {
            db.prepare_cached("UPDATE record SET name = ?2, class = ?3, holder = ?4, maker = ?5 WHERE id = ?1")?
                .execute(params![
                    target,
                    technology.name.as_str(),
                    technology.class.code(),
                    technology.holder.as_ref().map(BodyId::as_str),
                    technology.maker.as_ref().map(BodyId::as_str),
                ])?;
        }
        Content::Body(body) => describe(db, read.entry, &read.filing.filer, body)?,
        Content::Claim(claim) => {
            db.prepare_cached("UPDATE answer SET value = ?2 WHERE entry = (SELECT entry FROM entry WHERE id = ?1)")?
                .execute(params![target, lifeline::answer(claim)])?;
        }
        _ => {}
    }
    Ok(())
}

/// Links the entry to the technologies it is about, directly or through a contract, order or other filing.
fn touch(db: &Connection, read: &Read<'_>) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(include_str!("touch.sql"))?;
    let filings = read.signed.references().iter().filter(|located| matches!(located.id, Reference::Filing(_)));
    for located in filings {
        insert.execute(params![located.id.as_str(), number(read.entry)])?;
    }
    let Some(stage) = lifeline::stage_of(read.filing) else { return Ok(()) };
    let ordinal = Stage::ALL.iter().position(|known| *known == stage).unwrap_or(0);
    let claim = matches!(read.filing.content, Content::Claim(_));
    db.prepare_cached(include_str!("reach.sql"))?.execute(params![
        number(read.entry),
        i64::try_from(ordinal).unwrap_or(0),
        claim,
        read.filing.filer.as_str()
    ])?;
    Ok(())
}

fn insert_words(db: &Connection, read: &Read<'_>) -> rusqlite::Result<()> {
    let words = match &read.filing.content {
        Content::Technology(technology) => {
            let mut words = vec![
                technology.name.as_str(),
                technology.summary.as_str(),
                technology.class.words().es,
                technology.class.words().en,
            ];
            words.extend(technology.summary_en.as_ref().map(register::value::Text::as_str));
            words.extend(technology.model.as_ref().map(register::value::Name::as_str));
            words.join(" ")
        }
        Content::Body(body) => {
            let others = body.names.iter().map(|other| other.name.as_str());
            std::iter::once(body.name.as_str()).chain(others).collect::<Vec<_>>().join(" ")
        }
        Content::Claim(claim) => {
            let english = claim.says_en.as_ref().map_or("", register::value::Text::as_str);
            let sources = read.filing.sources.iter().map(|source: &Source| source.title.as_str());
            [claim.says.as_str(), english].into_iter().chain(sources).collect::<Vec<_>>().join(" ")
        }
        Content::Contract(contract) => {
            let number = contract.number.as_ref().map_or("", register::value::Name::as_str);
            let object = contract.object.as_ref().map_or("", register::value::Text::as_str);
            format!("{number} {object}")
        }
        _ => return Ok(()),
    };
    db.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?
        .execute(params![number(read.entry), words])?;
    Ok(())
}

/// Entry numbers fit into SQLite's integers: a log of 2^63 entries is far beyond any disk.
pub(super) fn number(entry: u64) -> i64 {
    i64::try_from(entry).unwrap_or(i64::MAX)
}

/// The value of one row, if there is one.
pub(super) fn one<T: rusqlite::types::FromSql>(db: &Connection, sql: &str, param: &str) -> rusqlite::Result<Option<T>> {
    db.prepare_cached(sql)?.query_row([param], |row| row.get(0)).optional()
}
