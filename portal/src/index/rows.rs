//! The rows of a filing: written when it comes, taken away and written anew when a later filing corrects or withdraws
//! it. What lists count of a technology is then counted again from everything that touches it.

use std::collections::BTreeSet;

use register::{
    Content, Filing, Form, SignedFiling,
    codelist::KeyAction,
    filing::Source,
    forms::who::Body,
    id::{BodyId, FilingId, Reference},
    lifeline,
    time::Instant,
};
use rusqlite::{Connection, OptionalExtension, params};
use tlog::{KeyId, KeyName};

use super::{IndexError, past, standing::Standing};

/// Entries from one count of forms to the next: what a reader counts at most.
const COUNTED: i64 = 1_024;

/// Technologies that one entry can touch: more than any real filing is about, and a bound on what one may cost.
const TOUCHED: usize = 200;

/// What searches find entries by, until a transaction ends: SQLite writes out what it holds of new words whenever a statement
/// that may fail half-way follows, so they come last, all at once.
#[derive(Default)]
pub(super) struct Words(Vec<(i64, String)>);

impl Words {
    /// Writes them.
    pub(super) fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let mut insert = db.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?;
        self.0.iter().try_for_each(|(at, words)| insert.execute(params![at, words]).map(|_| ()))
    }
}

/// Writes the rows of a new entry, and anew those of the filing that it corrects or withdraws.
pub(super) fn insert(
    db: &Connection,
    entry: u64,
    received: Instant,
    bytes: &[u8],
    signed: SignedFiling,
    found_by: &mut Words,
) -> Result<(), IndexError> {
    let standing = Standing::new(entry, signed)?;
    insert_entry(db, &standing, received, bytes)?;
    insert_documents(db, &standing)?;
    insert_grant(db, &standing)?;
    let at = standing.at();
    write(db, &standing, at, found_by)?;
    match &standing.filing.content {
        Content::Correction(correction) => {
            amend(db, at, (&correction.corrects, "INSERT INTO correction VALUES (?1, ?2)"), found_by)
        }
        Content::Withdrawal(withdrawal) => {
            amend(db, at, (&withdrawal.withdraws, "INSERT OR IGNORE INTO withdrawal VALUES (?1, ?2)"), found_by)
        }
        _ => Ok(count_one_more(db, &standing)?),
    }
}

fn insert_entry(db: &Connection, standing: &Standing, received: Instant, bytes: &[u8]) -> rusqlite::Result<()> {
    let filing = &standing.filing;
    db.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(params![
        standing.at(),
        received.millis(),
        filing.id.as_str(),
        filing.form().code(),
        filing.filer.as_str(),
        filing.occurred.to_string(),
        super::read::kept(bytes),
    ])?;
    count_forms(db, standing.at())?;
    speak_of_stage(db, standing)
}

/// Counts the filings of each form, every so many entries.
fn count_forms(db: &Connection, entry: i64) -> rusqlite::Result<()> {
    if (entry + 1) % COUNTED == 0 {
        db.prepare_cached(include_str!("count_forms.sql"))?.execute([entry, entry - COUNTED])?;
    }
    Ok(())
}

/// The stage the latest version speaks of; none once it is withdrawn.
fn speak_of_stage(db: &Connection, standing: &Standing) -> rusqlite::Result<()> {
    match standing.stage() {
        Some(stage) => db.prepare_cached(include_str!("insert_stage.sql"))?.execute([standing.at(), stage])?,
        None => db.prepare_cached("DELETE FROM stage WHERE entry = ?1")?.execute([standing.at()])?,
    };
    Ok(())
}

/// Papers belong to the entry that names them and stay, whatever becomes of its filing.
fn insert_documents(db: &Connection, standing: &Standing) -> rusqlite::Result<()> {
    for document in &standing.filing.documents {
        db.prepare_cached("INSERT OR IGNORE INTO document VALUES (?1, ?2)")?
            .execute(params![document.sha256.to_string(), standing.at()])?;
    }
    Ok(())
}

fn insert_grant(db: &Connection, standing: &Standing) -> rusqlite::Result<()> {
    let Content::Key(key) = &standing.filing.content else { return Ok(()) };
    if key.action == KeyAction::Grant {
        let name = key_named(key.key.0.name(), key.key.0.key_id());
        db.prepare_cached("INSERT INTO granted VALUES (?1, ?2)")?.execute(params![name, standing.at()])?;
    }
    Ok(())
}

/// A key as the index names it: all that a signature says of it.
pub(super) fn key_named(name: &KeyName, id: KeyId) -> String {
    format!("{}+{id}", name.as_str())
}

fn count_one_more(db: &Connection, standing: &Standing) -> rusqlite::Result<()> {
    db.prepare_cached(include_str!("count_one_more.sql"))?.execute(params![
        standing.at(),
        standing.stage(),
        standing.is_claim(),
        standing.filing.filer.as_str()
    ])?;
    Ok(())
}

/// Notes at entry `at` what it does to the filing `target`, makes the rows of that filing anew and counts the
/// technologies again that it touched before or touches now.
fn amend(db: &Connection, at: i64, (target, note): (&FilingId, &str), found_by: &mut Words) -> Result<(), IndexError> {
    let old = Standing::of(db, target.as_str())?;
    db.prepare_cached(note)?.execute(params![target.as_str(), at])?;
    let (Some(old), Some(new)) = (old, Standing::of(db, target.as_str())?) else { return Ok(()) };
    let (before, direct) = (touched(db, old.at())?, directly_touched(db, old.at())?);
    erase(db, &old)?;
    write(db, &new, at, found_by)?;
    speak_of_stage(db, &new)?;
    for record in before.iter().chain(&touched(db, new.at())?) {
        db.prepare_cached("INSERT OR IGNORE INTO touches SELECT ?1, ?2, 0, size FROM state")?
            .execute(params![record, at])?;
    }
    let mut changed = touched(db, at)?;
    if target.form() != Form::Technology && direct != directly_touched(db, new.at())? {
        changed.extend(touch_again(db, target)?);
    }
    for record in &changed {
        db.prepare_cached(include_str!("recount.sql"))?.execute([record])?;
    }
    Ok(past::mend(db)?)
}

/// Links the filings that refer to `target` anew to the technologies they touch through it. Gives all that they touched
/// or touch.
fn touch_again(db: &Connection, target: &FilingId) -> Result<BTreeSet<String>, IndexError> {
    let mut changed = BTreeSet::new();
    let referring = db
        .prepare_cached(include_str!("filings_referring_to.sql"))?
        .query_map([target.as_str()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (at, id) in referring {
        let Some(standing) = Standing::of(db, &id)? else { continue };
        changed.extend(touched(db, at)?);
        find_no_more(db, at)?;
        db.prepare_cached("DELETE FROM touches WHERE entry = ?1")?.execute([at])?;
        touch(db, &standing)?;
        find(db, at)?;
        changed.extend(touched(db, at)?);
    }
    Ok(changed)
}

fn touched(db: &Connection, at: i64) -> rusqlite::Result<BTreeSet<String>> {
    db.prepare_cached("SELECT record FROM touches WHERE entry = ?1")?.query_map([at], |row| row.get(0))?.collect()
}

fn directly_touched(db: &Connection, at: i64) -> rusqlite::Result<BTreeSet<String>> {
    let sql = "SELECT record FROM touches WHERE entry = ?1 AND direct";
    db.prepare_cached(sql)?.query_map([at], |row| row.get(0))?.collect()
}

/// Every row that follows from what a filing says as it stands, by the words of entry `at`. INVARIANT: [`erase`] takes away
/// the same.
fn write(db: &Connection, standing: &Standing, at: i64, found_by: &mut Words) -> rusqlite::Result<()> {
    let mut about = db.prepare_cached("INSERT OR IGNORE INTO about SELECT ?1, ?2, size FROM state")?;
    for located in standing.references() {
        about.execute(params![located.id.as_str(), standing.at()])?;
    }
    if matches!(standing.filing.content, Content::Technology(_)) {
        write_record(db, standing)?;
    }
    touch(db, standing)?;
    if standing.withdrawn {
        return Ok(());
    }
    match &standing.filing.content {
        Content::Body(body) => write_description(db, standing, body)?,
        Content::Claim(claim) => {
            if let Some(question) = &claim.question {
                db.prepare_cached("INSERT INTO answer SELECT ?1, ?2, ?3, size FROM state")?.execute(params![
                    question.as_str(),
                    standing.at(),
                    lifeline::answer(claim)
                ])?;
            }
        }
        _ => {}
    }
    if let Some(words) = words(&standing.filing) {
        found_by.0.push((at, words));
        db.prepare_cached("INSERT INTO words SELECT ?1, ?2, size FROM state")?.execute(params![at, standing.at()])?;
        find(db, standing.at())?;
    }
    Ok(())
}

/// Lets the words of a filing find the technologies it touches.
fn find(db: &Connection, at: i64) -> rusqlite::Result<()> {
    db.prepare_cached(include_str!("insert_finds.sql"))?.execute([at]).map(|_| ())
}

/// INVARIANT: before words and technologies are taken away, whose joint this is.
fn find_no_more(db: &Connection, at: i64) -> rusqlite::Result<()> {
    let sql = "DELETE FROM finds WHERE said IN (SELECT said FROM words WHERE entry = ?1)";
    db.prepare_cached(sql)?.execute([at]).map(|_| ())
}

fn erase(db: &Connection, standing: &Standing) -> rusqlite::Result<()> {
    let at = standing.at();
    for located in standing.references() {
        db.prepare_cached("DELETE FROM about WHERE ref = ?1 AND entry = ?2")?
            .execute(params![located.id.as_str(), at])?;
    }
    find_no_more(db, at)?;
    db.prepare_cached("DELETE FROM touches WHERE entry = ?1")?.execute([at])?;
    db.prepare_cached("DELETE FROM words WHERE entry = ?1")?.execute([at])?;
    match &standing.filing.content {
        Content::Claim(claim) => {
            if let Some(question) = &claim.question {
                db.prepare_cached("DELETE FROM answer WHERE question = ?1 AND entry = ?2")?
                    .execute(params![question.as_str(), at])?;
            }
        }
        Content::Body(body) => {
            db.prepare_cached("DELETE FROM description WHERE body = ?1 AND filer = ?2 AND entry = ?3")?
                .execute(params![body.body.as_str(), standing.filing.filer.as_str(), at])?;
            choose_description(db, &body.body)?;
        }
        _ => {}
    }
    Ok(())
}

/// The row stays when a technology is withdrawn, since what names it still shows its name.
fn write_record(db: &Connection, standing: &Standing) -> rusqlite::Result<()> {
    let Content::Technology(technology) = &standing.filing.content else { return Ok(()) };
    db.prepare_cached(include_str!("insert_record.sql"))?.execute(params![
        standing.filing.id.as_str(),
        standing.at(),
        technology.name.as_str(),
        technology.class.code(),
        technology.holder.as_ref().map(BodyId::as_str),
        technology.maker.as_ref().map(BodyId::as_str),
        standing.withdrawn,
    ])?;
    Ok(())
}

fn write_description(db: &Connection, standing: &Standing, body: &Body) -> rusqlite::Result<()> {
    let short = body.names.iter().map(|other| other.name.as_str()).min_by_key(|name| name.chars().count());
    let short = short.filter(|short| short.chars().count() < body.name.as_str().chars().count());
    db.prepare_cached(include_str!("insert_description.sql"))?.execute(params![
        body.body.as_str(),
        standing.filing.filer.as_str(),
        standing.at(),
        body.name.as_str(),
        body.kind.code(),
        short,
        body.from.map(register::time::Date::days),
        body.to.map(register::time::Date::days),
    ])?;
    choose_description(db, &body.body)
}

fn choose_description(db: &Connection, body: &BodyId) -> rusqlite::Result<()> {
    db.prepare_cached(include_str!("choose_description.sql"))?.execute([body.as_str()])?;
    db.prepare_cached(include_str!("forget_body.sql"))?.execute([body.as_str()])?;
    Ok(())
}

/// Links a filing to the technologies it is, is about, or refers to through a contract, order or other filing: those
/// referred to directly first, at most [`TOUCHED`].
fn touch(db: &Connection, standing: &Standing) -> rusqlite::Result<()> {
    let mut left = TOUCHED;
    let own = (standing.filing.form() == Form::Technology).then_some(&standing.filing.id);
    let filings = || {
        standing.references().filter_map(|located| match &located.id {
            Reference::Filing(id) => Some(id),
            Reference::Body(_) => None,
        })
    };
    let is_technology = |id: &&FilingId| id.form() == Form::Technology;
    let mut directly = db.prepare_cached(include_str!("touch_directly.sql"))?;
    for id in own.into_iter().chain(filings().filter(is_technology)).take(TOUCHED) {
        left -= directly.execute(params![id.as_str(), standing.at()])?;
    }
    let mut through = db.prepare_cached(include_str!("touch_through.sql"))?;
    for id in filings().filter(|id| !is_technology(id)) {
        if left == 0 {
            break;
        }
        let limit = i64::try_from(left).unwrap_or(0);
        left -= through.execute(params![id.as_str(), standing.at(), limit])?;
    }
    Ok(())
}

/// What a search finds a filing by; none for forms that are not searched.
fn words(filing: &Filing) -> Option<String> {
    Some(match &filing.content {
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
            let sources = filing.sources.iter().map(|source: &Source| source.title.as_str());
            [claim.says.as_str(), english].into_iter().chain(sources).collect::<Vec<_>>().join(" ")
        }
        Content::Contract(contract) => {
            let number = contract.number.as_ref().map_or("", register::value::Name::as_str);
            let object = contract.object.as_ref().map_or("", register::value::Text::as_str);
            format!("{number} {object}")
        }
        _ => return None,
    })
}

/// Entry numbers fit into SQLite's integers: a log of 2^63 entries is far beyond any disk.
pub(super) fn number(entry: u64) -> i64 {
    i64::try_from(entry).unwrap_or(i64::MAX)
}

/// The value of one row, if there is one.
pub(super) fn one<T: rusqlite::types::FromSql>(db: &Connection, sql: &str, param: &str) -> rusqlite::Result<Option<T>> {
    db.prepare_cached(sql)?.query_row([param], |row| row.get(0)).optional()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::index::Index;

    #[test]
    fn forms_counted_now_and_then_are_those_counted_one_by_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index.db");
        drop(Index::anew(&path).expect("an index"));
        let db = Connection::open(&path).expect("opened");
        for entry in 0..2 * COUNTED + 2 {
            let form = ["claim", "order", "return"][usize::try_from(entry * entry % 7 % 3).expect("small")];
            let row = params![entry, entry.to_string(), form];
            db.execute("INSERT INTO entry VALUES (?1, 0, ?2, ?3, '', '', x'')", row).expect("written");
            count_forms(&db, entry).expect("counted");
            if [0, COUNTED - 2, COUNTED - 1, COUNTED, 2 * COUNTED + 1].contains(&entry) {
                let counts = |sql: &str| -> BTreeMap<String, i64> {
                    let mut select = db.prepare(sql).expect("a question");
                    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
                    rows.collect::<rusqlite::Result<_>>().expect("rows")
                };
                let plain = counts("SELECT form, count(*) FROM entry GROUP BY form");
                assert_eq!(counts(include_str!("form_counts.sql")), plain, "after entry {entry}");
            }
        }
    }
}
