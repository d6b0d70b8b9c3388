//! What a search finds, now or as of a day, beside what somebody finds who reads every filing about every technology.

use std::collections::BTreeMap;

use portal::index::{Query, Reading, RecordRow};
use register::{Content, Filing, codelist::TechnologyClass, lifeline::Logged};

/// Words of the forms that are searched, one nobody wrote, beginnings of words, and two that stand in one filing or in two.
const WORDS: [&str; 10] =
    ["sistema", "licencia", "dice", "organismo", "sirv", "C", "nadie", "sistema drone", "spyware", "licencia sirve"];

/// Holds every search against the plain reading of everything.
pub(crate) fn holds(reading: &Reading) {
    let everything = Query::default();
    let listed = reading.find(&everything, None, 1_000).expect("listed").rows;
    let listed: Vec<_> = listed.into_iter().map(|row| (said_about(reading, &row), row)).collect();
    for words in WORDS {
        let fits = listed.iter().filter(|(said, _)| said.iter().any(|said| holds_all(said, words)));
        let said: Vec<RecordRow> = fits.map(|(_, row)| row.clone()).collect();
        let classes = [None, Some(TechnologyClass::Spyware)];
        for (class, unfiled) in classes.iter().flat_map(|class| [(*class, false), (*class, true)]) {
            let query = Query { words: words.into(), class, unfiled, ..Query::default() };
            let open = said.iter().filter(|row| !unfiled || row.filed == 0);
            let fit = |row: &&RecordRow| class.is_none_or(|class| row.class == class);
            let expected: Vec<RecordRow> = open.clone().filter(fit).cloned().collect();
            let found = reading.find(&query, None, 1_000).expect("found");
            assert_eq!((&found.rows, found.total), (&expected, expected.len() as u64), "{query:?}");
            assert_eq!(found.facets.classes, counts(open, |row| Some(row.class.code())), "{query:?}");
            let holder = |row: &RecordRow| row.holder.clone();
            assert_eq!(found.facets.holders, counts(expected.iter(), holder), "{query:?}");
            assert_eq!(pages(reading, &query), expected, "page by page: {query:?}");
        }
    }
}

fn counts<'r, T: ToString>(
    rows: impl Iterator<Item = &'r RecordRow>,
    value: impl Fn(&'r RecordRow) -> Option<T>,
) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for value in rows.filter_map(value) {
        *counts.entry(value.to_string()).or_default() += 1;
    }
    counts
}

/// The same search in pages of two.
fn pages(reading: &Reading, query: &Query) -> Vec<RecordRow> {
    let (mut rows, mut from) = (Vec::new(), None);
    loop {
        let found = reading.find(query, from, 2).expect("found");
        rows.extend(found.rows);
        match found.next {
            Some(next) => from = Some(next),
            None => return rows,
        }
    }
}

/// The words of each filing that stands and is about a technology.
fn said_about(reading: &Reading, row: &RecordRow) -> Vec<Vec<String>> {
    let page = reading.record(&row.id).expect("asked").expect("listed");
    let stands = |logged: &&Logged| logged.withdrawn.is_none();
    page.filings.iter().filter(stands).map(|logged| tokens(&text(&logged.filing))).collect()
}

/// Whether one filing says all words, the last as the beginning of one.
fn holds_all(said: &[String], words: &str) -> bool {
    let words: Vec<String> = tokens(words);
    let (last, others) = words.split_last().expect("a word");
    others.iter().all(|word| said.contains(word)) && said.iter().any(|word| word.starts_with(last))
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// What is searched of a filing, as far as these histories fill it.
fn text(filing: &Filing) -> String {
    match &filing.content {
        Content::Technology(technology) => {
            let class = technology.class.words();
            format!("{} {} {} {}", technology.name, technology.summary, class.es, class.en)
        }
        Content::Body(body) => body.name.to_string(),
        Content::Claim(claim) => claim.says.to_string(),
        Content::Contract(contract) => {
            let number = contract.number.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{number} {}", contract.object.as_ref().map(ToString::to_string).unwrap_or_default())
        }
        _ => String::new(),
    }
}
