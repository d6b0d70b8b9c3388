//! What pages ask of the index: figures, one record with everything about it, one body, one entry, names.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use register::{
    Content, Filing, Form, SignedFiling,
    codelist::{Stage, TechnologyClass},
    entry,
    id::{BodyId, FilingId, Reference},
    lifeline::Logged,
    time::Instant,
    version::{self, Version},
};
use rusqlite::{Connection, Row, params};

use tlog::hash::Hash;

use super::{
    IndexError, Reading,
    find::{Answer, COLUMNS, RecordRow, record_row},
    rows::{number, one},
};

/// Names of bodies and titles of filings, so that pages show words beside ids.
#[derive(Debug, Clone, Default)]
pub struct Names(BTreeMap<String, String>);

/// The figures of the first page.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Entries indexed.
    pub entries: u64,
    /// Technologies that stand.
    pub technologies: u64,
    /// Technologies of which their holder filed nothing.
    pub unfiled: u64,
    /// Bodies described.
    pub bodies: u64,
    /// Claims that stand.
    pub claims: u64,
    /// Questions on which claims differ.
    pub disagreements: u64,
    /// Technologies at each stage.
    pub stages: Vec<(Stage, u64)>,
    /// Technologies of each class.
    pub classes: Vec<(TechnologyClass, u64)>,
    /// When the last entry was received.
    pub last: Option<Instant>,
}

/// Everything about one technology.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// The technology in its latest version.
    pub technology: Logged,
    /// All versions of the technology's own filing.
    pub versions: Vec<Version>,
    /// Every filing about it, itself among them, in the order of the log, each in its latest version.
    pub filings: Vec<Logged>,
    /// Names of the bodies and filings they refer to.
    pub names: Names,
}

/// Everything about one body.
#[derive(Debug, Clone)]
pub struct BodyPage {
    /// The body's id.
    pub id: BodyId,
    /// Its descriptions: the one that lists go by, then the others, latest first.
    pub descriptions: Vec<Logged>,
    /// Technologies it holds.
    pub holds: Vec<RecordRow>,
    /// Technologies it makes.
    pub makes: Vec<RecordRow>,
    /// What others filed that refers to it, newest first, at most [`BodyPage::LIMIT`].
    pub about: Vec<Logged>,
    /// What it filed itself, newest first, at most [`BodyPage::LIMIT`].
    pub filed: Vec<Logged>,
    /// How many filings refer to it in all.
    pub about_total: u64,
    /// How many it filed in all.
    pub filed_total: u64,
    /// Names of the bodies and filings referred to.
    pub names: Names,
}

/// One entry.
#[derive(Debug, Clone)]
pub struct EntryPage {
    /// Its index.
    pub entry: u64,
    /// When it was received.
    pub received: Instant,
    /// The entry's bytes.
    pub bytes: Vec<u8>,
    /// The filing as signed.
    pub signed: SignedFiling,
    /// All versions of the filing, where it can be corrected.
    pub versions: Vec<Version>,
    /// Entry that withdrew it.
    pub withdrawn: Option<u64>,
    /// Technologies it is about.
    pub records: Vec<FilingId>,
    /// Names of the bodies and filings referred to.
    pub names: Names,
}

impl BodyPage {
    /// Filings shown on the page; the rest is in its CSV and JSON.
    pub const LIMIT: u32 = 200;
}

impl Names {
    /// The name of an id, where one is known.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}

impl Reading {
    /// Number of entries indexed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn size(&self) -> Result<u64, IndexError> {
        Ok(count(&self.connection, "SELECT size FROM state")?)
    }

    /// Grows whenever anything in the index is written.
    ///
    /// # Errors
    /// When the database fails.
    pub fn turn(&self) -> Result<u64, IndexError> {
        Ok(count(&self.connection, "SELECT number FROM turn")?)
    }

    /// The figures of the first page.
    ///
    /// # Errors
    /// When the database fails.
    pub fn figures(&self) -> Result<Figures, IndexError> {
        let db = &self.connection;
        let last: Option<i64> =
            db.query_row("SELECT max(received) FROM entry WHERE entry = (SELECT max(entry) FROM entry)", [], |row| {
                row.get(0)
            })?;
        let groups = |sql: &str| -> rusqlite::Result<Vec<(String, u64)>> {
            db.prepare_cached(sql)?
                .query_map([], |row| Ok((row.get(0)?, u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0))))?
                .collect()
        };
        let stages = groups("SELECT CAST(reached AS TEXT), count(*) FROM listed GROUP BY reached")?;
        let classes = groups("SELECT class, count(*) FROM listed GROUP BY class ORDER BY count(*) DESC, class")?;
        let claims = self.forms()?.into_iter().find(|(form, _)| *form == Form::Claim).map_or(0, |(_, count)| count);
        let stage_of = |text: &str| text.parse::<usize>().ok().and_then(|at| Stage::ALL.get(at).copied());
        Ok(Figures {
            entries: count(db, "SELECT size FROM state")?,
            technologies: count(db, "SELECT count(*) FROM listed")?,
            unfiled: count(db, "SELECT count(*) FROM listed WHERE filed = 0")?,
            bodies: count(db, "SELECT count(*) FROM body")?,
            claims: claims.saturating_sub(count(db, include_str!("claims_withdrawn.sql"))?),
            disagreements: self.disagreements_count()?,
            stages: stages.iter().filter_map(|(text, count)| Some((stage_of(text)?, *count))).collect(),
            classes: classes.iter().filter_map(|(code, count)| Some((TechnologyClass::parse(code)?, *count))).collect(),
            last: last.and_then(Instant::from_millis),
        })
    }

    /// The latest entries, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn latest(&self, before: Option<u64>, limit: u32) -> Result<Vec<Logged>, IndexError> {
        let before = before.map_or(i64::MAX, number);
        let rows = self.rows(
            "SELECT entry, bytes FROM entry WHERE entry < ?1 ORDER BY entry DESC LIMIT ?2",
            params![before, limit],
        )?;
        self.logged(rows)
    }

    /// Everything about one technology.
    ///
    /// # Errors
    /// When the database fails.
    pub fn record(&self, id: &FilingId) -> Result<Option<RecordPage>, IndexError> {
        let rows = self.rows(include_str!("filings_about_record.sql"), params![id.as_str()])?;
        let filings = self.logged(rows)?;
        let Some(technology) = filings.iter().find(|logged| logged.filing.id == *id).cloned() else { return Ok(None) };
        let versions = self.versions(id)?;
        let names = self.names(&filings)?;
        Ok(Some(RecordPage { technology, versions, filings, names }))
    }

    /// Everything about one body.
    ///
    /// # Errors
    /// When the database fails.
    pub fn body(&self, id: &BodyId) -> Result<Option<BodyPage>, IndexError> {
        let db = &self.connection;
        let rows = self.rows(include_str!("descriptions_of_body.sql"), params![id.as_str()])?;
        let descriptions = self.logged(rows)?;
        if descriptions.is_empty() {
            return Ok(None);
        }
        let held = self.records("holder", id)?;
        let made = self.records("maker", id)?;
        let about =
            self.logged(self.rows(include_str!("filings_about_body.sql"), params![id.as_str(), BodyPage::LIMIT])?)?;
        let filed_sql = "SELECT entry, bytes FROM entry WHERE filer = ?1 ORDER BY entry DESC LIMIT ?2";
        let filed = self.logged(self.rows(filed_sql, params![id.as_str(), BodyPage::LIMIT])?)?;
        let total = |sql: &str| {
            one::<i64>(db, sql, id.as_str()).map(|count| count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
        };
        let everything: Vec<Logged> = descriptions.iter().chain(&about).chain(&filed).cloned().collect();
        Ok(Some(BodyPage {
            id: id.clone(),
            holds: held,
            makes: made,
            about_total: total(include_str!("filings_about_body_count.sql"))?,
            filed_total: total("SELECT count(*) FROM entry WHERE filer = ?1")?,
            names: self.names(&everything)?,
            descriptions,
            about,
            filed,
        }))
    }

    /// One entry.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entry(&self, entry: u64) -> Result<Option<EntryPage>, IndexError> {
        let db = &self.connection;
        let mut rows = self.rows("SELECT entry, bytes FROM entry WHERE entry = ?1", params![number(entry)])?;
        let Some((_, bytes)) = rows.pop() else { return Ok(None) };
        let Ok((received, signed)) = entry::decode(&bytes) else { return Ok(None) };
        let Some(filing) = signed.filing().cloned() else { return Ok(None) };
        let records = db
            .prepare_cached("SELECT record FROM touches WHERE entry = ?1 LIMIT 50")?
            .query_map([number(entry)], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let logged = Logged { entry, received, filing: Arc::clone(&filing), withdrawn: None };
        Ok(Some(EntryPage {
            entry,
            received,
            versions: self.versions_after((entry, received, &filing))?,
            withdrawn: self.withdrawn(&filing.id)?,
            records: records.iter().filter_map(|id| FilingId::parse(id)).collect(),
            names: self.names(&[logged])?,
            signed,
            bytes,
        }))
    }

    /// The entry of a filing.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entry_of(&self, id: &FilingId) -> Result<Option<u64>, IndexError> {
        let entry: Option<i64> = one(&self.connection, "SELECT entry FROM entry WHERE id = ?1", id.as_str())?;
        Ok(entry.and_then(|entry| u64::try_from(entry).ok()))
    }

    /// How many filings of each form there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forms(&self) -> Result<Vec<(Form, u64)>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("form_counts.sql"))?;
        let rows = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let form = |(code, count): (String, i64)| Some((Form::parse(&code)?, u64::try_from(count).unwrap_or(0)));
        Ok(rows.into_iter().filter_map(form).collect())
    }

    /// How many questions claims answer differently.
    ///
    /// # Errors
    /// When the database fails.
    pub fn disagreements_count(&self) -> Result<u64, IndexError> {
        Ok(count(&self.connection, include_str!("disagreements_count.sql"))?)
    }

    /// The questions on which claims differ and which were first answered at an entry or later, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn disagreements(&self, from: u64, limit: u32) -> Result<Vec<Answer>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("disagreements.sql"))?;
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let rows = select.query_map(params![number(from), limit], row)?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let entries = |list: &str| list.split(',').filter_map(|entry| entry.parse().ok()).collect();
        Ok(rows.into_iter().map(|(question, list)| Answer { question, entries: entries(&list) }).collect())
    }

    /// Some entries as logged filings, in the order asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub fn filings(&self, entries: &[u64]) -> Result<Vec<Logged>, IndexError> {
        let mut rows = Vec::new();
        for entry in entries {
            rows.extend(self.rows("SELECT entry, bytes FROM entry WHERE entry = ?1", params![number(*entry)])?);
        }
        self.logged(rows)
    }

    /// Names of everything that some filings refer to.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(&self, filings: &[Logged]) -> Result<Names, IndexError> {
        let mut names = BTreeMap::new();
        for logged in filings {
            let filing = &logged.filing;
            let mut references: Vec<Reference> = filing.about.clone();
            references.push(Reference::Body(filing.filer.clone()));
            references.extend(filing.rows().into_iter().filter_map(|row| match row.value {
                register::shown::Shown::Link(reference) => Some(reference),
                _ => None,
            }));
            references.extend(filing.withheld.iter().map(|withheld| Reference::Body(withheld.decided_by.clone())));
            for reference in references {
                if !names.contains_key(reference.as_str())
                    && let Some(name) = self.name(&reference)?
                {
                    names.insert(reference.as_str().to_owned(), name);
                }
            }
        }
        Ok(Names(names))
    }

    /// The names of some ids, as lists need them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names_of<'a>(&self, ids: impl Iterator<Item = &'a BodyId>) -> Result<Names, IndexError> {
        self.names_for(ids.cloned().map(Reference::Body))
    }

    /// The names of some bodies and technologies.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names_for(&self, references: impl Iterator<Item = Reference>) -> Result<Names, IndexError> {
        let mut names = BTreeMap::new();
        for reference in references {
            if !names.contains_key(reference.as_str())
                && let Some(name) = self.name(&reference)?
            {
                names.insert(reference.as_str().to_owned(), name);
            }
        }
        Ok(Names(names))
    }

    fn name(&self, reference: &Reference) -> Result<Option<String>, IndexError> {
        let sql = match reference {
            Reference::Body(_) => "SELECT name FROM body WHERE id = ?1",
            Reference::Filing(_) => "SELECT name FROM record WHERE id = ?1",
        };
        self.kept_name(reference, || Ok(one(&self.connection, sql, reference.as_str())?))
    }

    fn records(&self, column: &str, id: &BodyId) -> Result<Vec<RecordRow>, IndexError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM listed \
             WHERE {column} = ?1 ORDER BY entry LIMIT 200"
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let rows = select.query_map([id.as_str()], |row| Ok(record_row(row)))?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// The versions of a filing, the first first.
    pub(crate) fn versions(&self, id: &FilingId) -> Result<Vec<Version>, IndexError> {
        let rows = self.rows("SELECT entry, bytes FROM entry WHERE id = ?1", params![id.as_str()])?;
        let first = rows.first().and_then(|(entry, bytes)| decoded(*entry, bytes));
        first.map_or_else(|| Ok(Vec::new()), |(entry, received, first)| self.versions_after((entry, received, &first)))
    }

    /// The versions of a filing of which the first is at hand.
    fn versions_after(&self, first: (u64, Instant, &Arc<Filing>)) -> Result<Vec<Version>, IndexError> {
        let rows = self.rows(include_str!("corrections_of_filing.sql"), params![first.2.id.as_str()])?;
        let rest: Vec<_> = rows.into_iter().filter_map(|(entry, bytes)| decoded(entry, &bytes)).collect();
        Ok(version::versions(first, rest.iter().map(|(entry, received, filing)| (*entry, *received, filing))))
    }

    fn withdrawn(&self, id: &FilingId) -> Result<Option<u64>, IndexError> {
        let entry: Option<i64> = one(&self.connection, "SELECT entry FROM withdrawal WHERE target = ?1", id.as_str())?;
        Ok(entry.and_then(|entry| u64::try_from(entry).ok()))
    }

    pub(super) fn rows(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<(u64, Vec<u8>)>, IndexError> {
        let mut select = self.connection.prepare_cached(sql)?;
        let rows = select.query_map(params, |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<(i64, Vec<u8>)>>>()?;
        rows.into_iter().map(|(entry, kept)| whole(u64::try_from(entry).unwrap_or(0), kept)).collect()
    }

    /// Entries as filings in their latest version, each with the entry that withdrew it.
    pub(super) fn logged(&self, rows: Vec<(u64, Vec<u8>)>) -> Result<Vec<Logged>, IndexError> {
        let read: Vec<_> = rows.iter().filter_map(|(entry, bytes)| decoded(*entry, bytes)).collect();
        let ids = list(&read.iter().map(|(_, _, filing)| filing.id.as_str()).collect::<Vec<_>>());
        let mut corrections: HashMap<FilingId, Vec<Arc<Filing>>> = HashMap::new();
        for (entry, bytes) in self.rows(include_str!("corrections_of_filings.sql"), params![ids])? {
            let Some((_, _, filing)) = decoded(entry, &bytes) else { continue };
            if let Content::Correction(correction) = &filing.content {
                corrections.entry(correction.corrects.clone()).or_default().push(Arc::clone(&filing));
            }
        }
        let mut select = self
            .connection
            .prepare_cached("SELECT target, entry FROM withdrawal WHERE target IN (SELECT value FROM json_each(?1))")?;
        let withdrawn = select.query_map(params![ids], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let withdrawn: HashMap<String, i64> = withdrawn.collect::<rusqlite::Result<_>>()?;
        let logged = |(entry, received, filing): (u64, Instant, Arc<Filing>)| Logged {
            entry,
            received,
            withdrawn: withdrawn.get(filing.id.as_str()).and_then(|entry| u64::try_from(*entry).ok()),
            filing: version::latest(&filing, corrections.get(&filing.id).map_or(&[], Vec::as_slice)),
        };
        Ok(read.into_iter().map(logged).collect())
    }

    /// The most bytes that filings say the document with a hash has, of the last sixteen that name it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn document_bytes(&self, sha256: &str) -> Result<Option<u64>, IndexError> {
        let sql = "SELECT entry, bytes FROM entry WHERE entry IN \
                   (SELECT entry FROM document WHERE sha256 = ?1 ORDER BY entry DESC LIMIT 16)";
        let filings = self.rows(sql, params![sha256])?.into_iter().filter_map(|(entry, bytes)| decoded(entry, &bytes));
        let documents = filings.flat_map(|(_, _, filing)| filing.documents.clone());
        Ok(documents.filter(|document| document.sha256.to_string() == sha256).map(|document| document.bytes).max())
    }
}

/// An entry's bytes out of the index, held against the leaf hash kept before them: a bit that flipped on disk is never
/// shown.
pub(super) fn whole(entry: u64, mut kept: Vec<u8>) -> Result<(u64, Vec<u8>), IndexError> {
    let bytes = kept.split_off(LEAF.min(kept.len()));
    if Hash::leaf(&bytes).as_bytes().as_slice() == kept {
        Ok((entry, bytes))
    } else {
        Err(IndexError::Damaged { entry })
    }
}

/// Ids as the list of a question that asks of several at once.
pub(super) fn list(ids: &[&str]) -> String {
    serde_json::json!(ids).to_string()
}

/// The leaf hash and the entry, as the index keeps them.
pub(super) fn kept(bytes: &[u8]) -> Vec<u8> {
    [Hash::leaf(bytes).as_bytes().as_slice(), bytes].concat()
}

/// Length of a leaf hash.
const LEAF: usize = 32;

fn decoded(entry: u64, bytes: &[u8]) -> Option<(u64, Instant, Arc<Filing>)> {
    let (received, signed) = entry::decode(bytes).ok()?;
    Some((entry, received, signed.filing()?.clone()))
}

fn count(db: &Connection, sql: &str) -> rusqlite::Result<u64> {
    db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0)).map(|count| u64::try_from(count).unwrap_or(0))
}
