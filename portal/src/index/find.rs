//! Finding technologies: words, filters, one cursor. The query is the page's address, so that a view can be shared.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use figures::names::plain;
use register::{
    codelist::{BodyKind, Stage, TechnologyClass},
    id::{BodyId, FilingId},
    nearest::nearest,
};
use rusqlite::{params, params_from_iter, types::Value};

use super::{IndexError, Reading};

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that the technology, a claim or a contract about it holds; accents do not matter.
    pub words: String,
    /// Class of technology.
    pub class: Option<TechnologyClass>,
    /// Body that holds it.
    pub holder: Option<BodyId>,
    /// Last stage of which anything is known.
    pub stage: Option<Stage>,
    /// Only those of which their holder filed nothing.
    pub unfiled: bool,
}

/// Where a list goes on: records entered before this entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bookmark(pub u64);

/// One technology in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// Its id.
    pub id: FilingId,
    /// Entry that first named it.
    pub entry: u64,
    /// Name.
    pub name: String,
    /// Class.
    pub class: TechnologyClass,
    /// Body that holds it.
    pub holder: Option<BodyId>,
    /// Company that makes it.
    pub maker: Option<BodyId>,
    /// Last stage of which anything is known.
    pub reached: Stage,
    /// Filings of its holder about it.
    pub filed: u64,
    /// Claims of others about it.
    pub claims: u64,
    /// Last entry about it.
    pub changed: u64,
}

/// One page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows, newest first.
    pub rows: Vec<RecordRow>,
    /// How many there are in all.
    pub total: u64,
    /// What the values of each part of the search would find.
    pub facets: Facets,
    /// Where the next page begins.
    pub next: Option<Bookmark>,
    /// Filings looked at that hold the words: all, or as many as showed that the words find every technology.
    pub filings: u64,
}

/// One answer to a question on which claims differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// Entries of the claims.
    pub entries: Vec<u64>,
}

/// How many technologies a search would find with each value of one of its parts, the other parts as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By the code of their class.
    pub classes: BTreeMap<String, u64>,
    /// By the id of the body that holds them.
    pub holders: BTreeMap<String, u64>,
    /// By the last stage of which anything is known, as its number from 0.
    pub stages: BTreeMap<String, u64>,
}

/// Which bodies are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BodiesQuery {
    /// Words of a name that somebody gives it; or its id or short name.
    pub words: String,
    /// What it is.
    pub kind: Option<BodyKind>,
}

/// One page of a list of bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodiesFound {
    /// Id, name and kind of each, by name.
    pub rows: Vec<(BodyId, String, BodyKind)>,
    /// How many there are in all; none where the page begins behind the last.
    pub total: u64,
    /// Where the next page begins.
    pub next: Option<u64>,
}

impl Query {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }
}

impl Reading {
    /// The technologies that fit, newest first, `limit` from a bookmark on.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(&self, query: &Query, from: Option<Bookmark>, limit: u32) -> Result<Found, IndexError> {
        let mut found = Found::default();
        let mut params = Vec::new();
        let condition = self.said(query, &mut params, &mut found.filings)?;
        let list = format!("SELECT {COLUMNS} FROM listed WHERE {condition} ORDER BY entry DESC");
        let mut select = self.connection.prepare_cached(&list)?;
        let mut rows = select.query(params_from_iter(&params))?;
        let (before, limit) = (from.map_or(u64::MAX, |Bookmark(entry)| entry), limit as usize);
        let mut last = None;
        while let Some(row) = rows.next()? {
            let fits = found.count(query, row)?;
            let entry = u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
            match fits && entry < before {
                true if found.rows.len() < limit => {
                    found.rows.extend(record_row(row));
                    last = Some(Bookmark(entry));
                }
                true => found.next = last,
                false => {}
            }
        }
        Ok(found)
    }

    /// How many technologies fit.
    ///
    /// # Errors
    /// When the database fails.
    pub fn total(&self, query: &Query) -> Result<u64, IndexError> {
        if query.is_empty() {
            return self.kept(|kept| kept.listed, |kept, listed| kept.listed = Some(listed), || self.count(query));
        }
        self.count(query)
    }

    fn count(&self, query: &Query) -> Result<u64, IndexError> {
        let mut params = parts(query);
        let condition = self.said(query, &mut params, &mut 0)?;
        let select = format!("SELECT count(*) FROM listed WHERE {condition} AND {PARTS}");
        let count: i64 =
            self.connection.prepare_cached(&select)?.query_row(params_from_iter(&params), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

impl Found {
    /// Counts a technology of which somebody wrote the words that are looked for; whether it fits in all parts.
    fn count(&mut self, query: &Query, row: &rusqlite::Row<'_>) -> rusqlite::Result<bool> {
        let class = row.get_ref(3)?.as_str()?;
        let holder = row.get_ref(4)?.as_str_or_null()?;
        let reached = usize::try_from(row.get::<_, i64>(6)?).unwrap_or(usize::MAX);
        let by_class = query.class.is_none_or(|asked| asked.code() == class);
        let by_holder = query.holder.as_ref().is_none_or(|asked| holder == Some(asked.as_str()));
        let by_stage = query.stage.is_none_or(|asked| Stage::ALL.get(reached) == Some(&asked));
        if by_holder && by_stage {
            one_more(&mut self.facets.classes, class);
        }
        if let Some(holder) = holder.filter(|_| by_class && by_stage) {
            one_more(&mut self.facets.holders, holder);
        }
        if by_class && by_holder {
            one_more(&mut self.facets.stages, &reached.to_string());
        }
        let fits = by_class && by_holder && by_stage;
        self.total += u64::from(fits);
        Ok(fits)
    }
}

fn one_more(counts: &mut BTreeMap<String, u64>, of: &str) {
    match counts.get_mut(of) {
        Some(count) => *count += 1,
        None => drop(counts.insert(of.to_owned(), 1)),
    }
}

impl Reading {
    /// The condition of words, and of whether anything was filed: the parts that have no counts of their own. `filings`
    /// counts those looked at.
    fn said(&self, query: &Query, params: &mut Vec<Value>, filings: &mut u64) -> Result<String, IndexError> {
        let mut parts = vec!["1".to_owned()];
        if let Some(words) = fts(&query.words) {
            // A view is read whole where it is joined.
            let (param, sql) = match self.past {
                true => (Some(Value::Text(words)), WITH_WORDS_THEN),
                false => (self.with_words(&words, filings)?, "entry IN (SELECT value FROM json_each(?))"),
            };
            if let Some(param) = param {
                params.push(param);
                parts.push(sql.trim().replace('?', &format!("?{}", params.len())));
            }
        }
        if query.unfiled {
            parts.push("filed = 0".into());
        }
        Ok(parts.join(" AND "))
    }

    /// The technologies that words find, as a list in JSON; none where they find them all, which is often known long before
    /// every filing was looked at that holds them.
    fn with_words(&self, words: &str, filings: &mut u64) -> Result<Option<Value>, IndexError> {
        let all = self.kept(|kept| kept.filed, |kept, filed| kept.filed = Some(filed), || self.technologies())?;
        let mut select = self.connection.prepare_cached(WITH_WORDS)?;
        let mut rows = select.query([words])?;
        let (mut found, mut last) = (HashSet::new(), None);
        while let Some(row) = rows.next()? {
            // One filing may lead to many technologies; its rows follow one another.
            let said: i64 = row.get(0)?;
            *filings += u64::from(last.replace(said) != Some(said));
            if found.insert(row.get::<_, i64>(1)?) && found.len() == all {
                return Ok(None);
            }
        }
        let list: Vec<i64> = found.into_iter().collect();
        Ok(Some(Value::Text(serde_json::json!(list).to_string())))
    }

    /// How many technologies were ever filed, whether they stand or were withdrawn.
    fn technologies(&self) -> Result<usize, IndexError> {
        let count: i64 = self.connection.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The bodies that fit, by name, `limit` from the `from`-th on.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_bodies(&self, query: &BodiesQuery, from: u64, limit: u32) -> Result<BodiesFound, IndexError> {
        let words = query.words.trim();
        let (start, kind) = (super::rows::number(from), query.kind.map(BodyKind::code));
        let mut select = self.connection.prepare_cached(include_str!("bodies_found.sql"))?;
        let mut total = 0;
        let rows = select.query_map(params![fts(words), kind, words, limit, start], |row| {
            total = row.get::<_, i64>(3)?;
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<Vec<(String, String, String)>>>()?;
        let (total, end) = (u64::try_from(total).unwrap_or(0), from.saturating_add(rows.len() as u64));
        let row = |(id, name, kind): (String, _, String)| Some((BodyId::parse(&id)?, name, BodyKind::parse(&kind)?));
        Ok(BodiesFound { rows: rows.into_iter().filter_map(row).collect(), total, next: (end < total).then_some(end) })
    }

    /// The technologies that fit of which something came last.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_latest(&self, query: &Query, limit: u32) -> Result<Vec<RecordRow>, IndexError> {
        let mut params = parts(query);
        params.push(Value::Integer(i64::from(limit)));
        let condition = self.said(query, &mut params, &mut 0)?;
        let select =
            format!("SELECT {COLUMNS} FROM listed WHERE {condition} AND {PARTS} ORDER BY changed DESC, id LIMIT ?4");
        let mut select = self.connection.prepare_cached(&select)?;
        let rows = select.query_map(params_from_iter(&params), |row| Ok(record_row(row)))?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// The same search with words that nobody wrote exchanged for the nearest that somebody did; none where that finds
    /// nothing either.
    ///
    /// # Errors
    /// When the database fails.
    pub fn near(&self, query: &Query) -> Result<Option<(Query, u64)>, IndexError> {
        let words: Vec<String> = words_of(&query.words).map(folded).collect();
        let corrected = words.iter().map(|word| Ok(self.near_word(word)?.unwrap_or_else(|| word.clone())));
        let corrected = corrected.collect::<Result<Vec<String>, IndexError>>()?;
        let other = Query { words: corrected.join(" "), ..query.clone() };
        if other.words == words.join(" ") {
            return Ok(None);
        }
        let total = self.total(&other)?;
        Ok((total > 0).then_some((other, total)))
    }

    /// The nearest word that somebody wrote, where nobody wrote this one. It begins as this one does, so that few are looked
    /// at, however many there are.
    fn near_word(&self, word: &str) -> Result<Option<String>, IndexError> {
        let begins =
            word.get(..2).filter(|begin| word.len() >= SHORTEST && begin.bytes().all(|byte| byte.is_ascii_lowercase()));
        let Some(begins) = begins else { return Ok(None) };
        let known = self.kept_words(begins, || self.words_from(begins))?;
        let near = word.len() * 2 / 3..=word.len() * 4 / 3 + 1;
        let mut known = known.split(' ').filter(|known| near.contains(&known.chars().count()));
        Ok(if known.clone().any(|known| known == word) { None } else { nearest(word, &mut known).map(str::to_owned) })
    }

    /// The words of the full text that begin with two letters, with spaces between.
    fn words_from(&self, begins: &str) -> Result<Arc<str>, IndexError> {
        self.connection.execute_batch(VOCABULARY)?;
        let mut select = self.connection.prepare_cached(include_str!("vocabulary.sql"))?;
        let rows = select.query_map([begins, &format!("{begins}{{")], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<Vec<String>>>()?.join(" ").into())
    }

    /// The technologies of which most was filed or claimed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn most_documented(&self, limit: u32) -> Result<Vec<RecordRow>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("most_documented.sql"))?;
        let rows = select.query_map([limit], |row| Ok(record_row(row)))?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }
}

/// Columns of the view `listed`, as [`record_row`] reads them.
pub(super) const COLUMNS: &str = "id, entry, name, class, holder, maker, reached, filed, claims, changed";

/// A row of the view `listed`, in the order of [`COLUMNS`]; none where it does not parse, which only a damaged index
/// can bring about.
pub(super) fn record_row(row: &rusqlite::Row<'_>) -> Option<RecordRow> {
    let text = |at: usize| row.get::<_, Option<String>>(at).ok().flatten();
    let count = |at: usize| row.get::<_, i64>(at).ok().and_then(|value| u64::try_from(value).ok());
    Some(RecordRow {
        id: FilingId::parse(&text(0)?)?,
        entry: count(1)?,
        name: text(2)?,
        class: TechnologyClass::parse(&text(3)?)?,
        holder: text(4).and_then(|id| BodyId::parse(&id)),
        maker: text(5).and_then(|id| BodyId::parse(&id)),
        reached: *Stage::ALL.get(usize::try_from(count(6)?).ok()?)?,
        filed: count(7)?,
        claims: count(8)?,
        changed: count(9)?,
    })
}

/// What is asked for of these parts; null where one is not asked for.
fn parts(query: &Query) -> Vec<Value> {
    let stage = query.stage.and_then(|stage| Stage::ALL.iter().position(|known| *known == stage));
    vec![
        query.class.map_or(Value::Null, |class| Value::Text(class.code().into())),
        query.holder.as_ref().map_or(Value::Null, |holder| Value::Text(holder.as_str().into())),
        stage.map_or(Value::Null, |stage| Value::Integer(i64::try_from(stage).unwrap_or(0))),
    ]
}

/// The reader's words as an FTS5 query: each must occur, the last may be the beginning of a word. Nothing of the
/// query language itself gets through.
fn fts(words: &str) -> Option<String> {
    let clean: Vec<String> = words_of(words).map(|word| format!("\"{word}\"")).collect();
    (!clean.is_empty()).then(|| format!("{}*", clean.join(" ")))
}

fn words_of(words: &str) -> impl Iterator<Item = &str> {
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(12)
}

/// The parts of a search that have counts of their own.
const PARTS: &str = "(?1 IS NULL OR class = ?1) AND (?2 IS NULL OR holder = ?2) AND (?3 IS NULL OR reached = ?3)";

/// What was said that holds the words, with each technology it leads to, now; and as of a day, as a condition.
pub(super) const WITH_WORDS: &str =
    "SELECT finds.said, record FROM search CROSS JOIN finds ON finds.said = search.rowid WHERE search MATCH ?1";
pub(super) const WITH_WORDS_THEN: &str = include_str!("records_with_words_then.sql");

/// The words of the full text as a table, for this connection.
pub(super) const VOCABULARY: &str =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, search, row)";

/// Shorter words are near to too many others.
const SHORTEST: usize = 4;

/// A word as the full text has it: small letters without accents.
fn folded(word: &str) -> String {
    word.to_lowercase().chars().map(plain).collect()
}
