//! Versions of a filing and the difference between two: the first is what was filed, each correction makes the next.
//! Nothing is replaced; every version keeps its entry.

use std::{collections::HashMap, sync::Arc};

use crate::{
    filing::Filing,
    form::Content,
    lang::Words,
    shown::{Row, Rows, Shown},
    time::Instant,
};

/// One version of a filing.
#[derive(Debug, Clone)]
pub struct Version {
    /// Number, from 1.
    pub number: u32,
    /// Entry that made it.
    pub entry: u64,
    /// When that entry was received.
    pub received: Instant,
    /// Why it was corrected; none for the first.
    pub reason: Option<String>,
    /// The form's own fields.
    pub content: Content,
}

/// One field that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Path of the field.
    pub path: String,
    /// Labels from the outermost field to the innermost.
    pub labels: Vec<Words>,
    /// Value in the older version.
    pub old: Option<Shown>,
    /// Value in the newer version.
    pub new: Option<Shown>,
}

/// The versions of a filing: itself, then its corrections in the order of the log.
#[must_use]
pub fn versions<'a>(
    first: (u64, Instant, &Arc<Filing>),
    corrections: impl IntoIterator<Item = (u64, Instant, &'a Arc<Filing>)>,
) -> Vec<Version> {
    let (entry, received, filing) = first;
    let mut versions = vec![Version { number: 1, entry, received, reason: None, content: filing.content.clone() }];
    for (entry, received, filing) in corrections {
        if let Content::Correction(correction) = &filing.content {
            let number = u32::try_from(versions.len()).unwrap_or(u32::MAX).saturating_add(1);
            let reason = Some(correction.reason.to_string());
            versions.push(Version { number, entry, received, reason, content: correction.replacement.clone() });
        }
    }
    versions
}

/// The filing with the content of its latest correction.
#[must_use]
pub fn latest(filing: &Arc<Filing>, corrections: &[Arc<Filing>]) -> Arc<Filing> {
    let content = corrections.iter().rev().find_map(|filing| match &filing.content {
        Content::Correction(correction) => Some(correction.replacement.clone()),
        _ => None,
    });
    content.map_or_else(|| Arc::clone(filing), |content| Arc::new(Filing { content, ..(**filing).clone() }))
}

/// The fields that differ, in the order of the form; fields that are gone come last.
#[must_use]
pub fn difference(old: &Content, new: &Content) -> Vec<Difference> {
    let (before, after) = (rows(old), rows(new));
    let (olds, news) = (by_path(&before), by_path(&after));
    let value = |rows: &HashMap<&str, &Shown>, path: &str| rows.get(path).map(|value| (*value).clone());
    let gone = before.iter().filter(|row| !news.contains_key(row.path.as_str()));
    after
        .iter()
        .chain(gone)
        .map(|row| Difference {
            path: row.path.clone(),
            labels: row.labels.clone(),
            old: value(&olds, &row.path),
            new: value(&news, &row.path),
        })
        .filter(|difference| difference.old != difference.new)
        .collect()
}

/// Values by path; of several rows at one path the first.
fn by_path(rows: &[Row]) -> HashMap<&str, &Shown> {
    let mut values = HashMap::with_capacity(rows.len());
    for row in rows {
        values.entry(row.path.as_str()).or_insert(&row.value);
    }
    values
}

fn rows(content: &Content) -> Vec<Row> {
    let mut rows = Rows::default();
    content.show(&mut rows);
    rows.finish()
}
