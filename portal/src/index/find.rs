//! Finding technologies: words, filters, one cursor. The query is the page's address, so that a view can be shared.

use std::collections::{BTreeMap, BTreeSet};

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
        let mut entries = self.look(query, from, limit, &mut found)?;
        let more = entries.len() > limit as usize;
        entries.truncate(limit as usize);
        found.next = entries.last().filter(|_| more).map(|entry| Bookmark(*entry));
        let list = format!(
            "SELECT {COLUMNS} FROM listed WHERE entry IN (SELECT value FROM json_each(?1)) ORDER BY entry DESC"
        );
        let mut select = self.connection.prepare_cached(&list)?;
        let rows = select.query_map([serde_json::json!(entries).to_string()], |row| Ok(record_row(row)))?;
        found.rows = rows.filter_map(Result::transpose).collect::<rusqlite::Result<_>>()?;
        Ok(found)
    }

    /// Puts the counts of a search into what was found; the entries of a page of it, and one more where there is one.
    fn look(
        &self,
        query: &Query,
        from: Option<Bookmark>,
        limit: u32,
        found: &mut Found,
    ) -> Result<Vec<u64>, IndexError> {
        let mut params = parts(query);
        params.push(Value::Integer(from.map_or(i64::MAX, |Bookmark(entry)| super::rows::number(entry))));
        params.push(Value::Integer(i64::from(limit) + 1));
        let condition = self.said(query, &mut params);
        let mut select =
            self.connection.prepare_cached(&include_str!("search.sql").replace("{condition}", &condition))?;
        let mut rows = select.query(params_from_iter(&params))?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, count) = (row.get::<_, String>(0)?, u64::try_from(row.get::<_, i64>(2)?).unwrap_or(0));
            let counts = match kind.as_str() {
                "class" => &mut found.facets.classes,
                "holder" => &mut found.facets.holders,
                "stage" => &mut found.facets.stages,
                "total" => {
                    found.total = count;
                    continue;
                }
                _ => {
                    entries.push(count);
                    continue;
                }
            };
            counts.insert(row.get(1)?, count);
        }
        Ok(entries)
    }
}

impl Reading {
    /// The condition of words, and of whether anything was filed: the parts that have no counts of their own.
    fn said(&self, query: &Query, params: &mut Vec<Value>) -> String {
        let mut parts = vec!["1".to_owned()];
        if let Some(words) = fts(&query.words) {
            params.push(Value::Text(words));
            // A view is read whole where it is joined; a table is joined a third faster than it is searched.
            let sql = if self.past { WITH_WORDS_THEN } else { WITH_WORDS };
            parts.push(sql.trim().replace('?', &format!("?{}", params.len())));
        }
        if query.unfiled {
            parts.push("filed = 0".into());
        }
        parts.join(" AND ")
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
        let condition = self.said(query, &mut params);
        let select = format!(
            "SELECT {COLUMNS} FROM listed WHERE {condition} AND (?1 IS NULL OR class = ?1) \
             AND (?2 IS NULL OR holder = ?2) AND (?3 IS NULL OR reached = ?3) ORDER BY changed DESC, id LIMIT ?4"
        );
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
        self.connection.execute_batch(VOCABULARY)?;
        let words: Vec<String> = words_of(&query.words).map(folded).collect();
        let corrected = words.iter().map(|word| Ok(self.near_word(word)?.unwrap_or_else(|| word.clone())));
        let corrected = corrected.collect::<Result<Vec<String>, IndexError>>()?;
        let other = Query { words: corrected.join(" "), ..query.clone() };
        if other.words == words.join(" ") {
            return Ok(None);
        }
        let total = self.find(&other, None, 1)?.total;
        Ok((total > 0).then_some((other, total)))
    }

    /// The nearest word that somebody wrote, where nobody wrote this one. It begins as this one does, so that few are looked
    /// at, however many there are.
    fn near_word(&self, word: &str) -> Result<Option<String>, IndexError> {
        let begins =
            word.get(..2).filter(|begin| word.len() >= SHORTEST && begin.bytes().all(|byte| byte.is_ascii_lowercase()));
        let Some(begins) = begins else { return Ok(None) };
        let length = i64::try_from(word.len()).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(include_str!("vocabulary.sql"))?;
        let rows = select
            .query_map(params![begins, format!("{begins}{{"), length * 2 / 3, length * 4 / 3 + 1], |row| row.get(0))?;
        let known: BTreeSet<String> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(if known.contains(word) { None } else { nearest(word, known.iter().map(String::as_str)).map(str::to_owned) })
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

/// The parts of a search that have counts of their own, as `search.sql` numbers them; null where one is not asked for.
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

/// The technologies that words find, now and as of a day.
pub(super) const WITH_WORDS: &str = include_str!("records_with_words.sql");
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
