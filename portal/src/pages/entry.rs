//! One entry of the log: what it says, who signed it, when it was received, and the proof that it is in the log.

use askama::Template;
use register::{Form, codelist::Role, id::Reference, lifeline::Logged};
use tlog::Hash;

use super::{
    answer::Made,
    card::{self, Badge, SourceLine},
    diff,
    error::PageError,
    frame::Frame,
    link::{Cell, Fact, Link, Links},
    record::{VersionView, versions},
    text::{self, Arg},
    told::{FindingLine, Teller},
    tree::Tree,
    twins,
    visit::{Desk, Format},
    witnessed::Witnessed,
    words::{self, Moment},
};
use crate::index::EntryPage;

/// The page of an entry.
#[derive(Debug, Template)]
#[template(path = "entry.html", whitespace = "minimize")]
struct Entry {
    frame: Frame,
    index: String,
    form: String,
    /// What the filing says of itself, in one line.
    about: Cell,
    id: String,
    filer: Cell,
    occurred: Cell,
    received: Moment,
    records: Vec<Cell>,
    withdrawn: Option<(String, String)>,
    /// The page of what it changes, where it is a draft of a rulebook that stands.
    draft: Option<String>,
    /// What the rules say of the case that this filing is.
    found: Vec<FindingLine>,
    facts: Vec<Fact>,
    absences: Vec<Fact>,
    sources: Vec<SourceLine>,
    signatures: Vec<Signature>,
    proof: Option<Proof>,
    leaf: String,
    receipt: String,
    /// Address of the entry's bytes.
    bytes_href: String,
    versions: Vec<VersionView>,
    raw: String,
    bytes: String,
    before: Option<String>,
    after: Option<String>,
}

/// One signature.
#[derive(Debug)]
struct Signature {
    key: String,
    key_id: String,
    outcome: Badge,
    holder: Option<Cell>,
    role: String,
    /// The entry that granted the key.
    granted: Option<(String, String)>,
}

/// The proof that the entry is in the log.
#[derive(Debug)]
struct Proof {
    size: String,
    root: String,
    hashes: Vec<String>,
    outcome: Badge,
    witnessed: Witnessed,
}

/// Makes the page of an entry, its twins, or the difference of two versions of its filing.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let index: u64 = desk.visit.rest("/entries/").parse().map_err(|_| PageError::NotFound)?;
    let entry = desk.reading.entry(index)?.ok_or(PageError::NotFound)?;
    match desk.visit.format {
        Format::Json => Made::json(&twins::entry_json(&entry)),
        Format::Csv => Ok(Made::csv(twins::entry_csv(&entry))),
        Format::Html if desk.visit.param("diff").is_some() => {
            let here = Link { href: desk.visit.href(&desk.visit.path), words: title(desk, &entry) };
            diff::page(desk, &entry.versions, &entry.names, vec![crumb_log(desk), here])
        }
        Format::Html => Made::page(&Entry::new(desk, &entry)?),
    }
}

fn crumb_log(desk: &Desk<'_>) -> Link {
    Link { href: desk.visit.href("/log"), words: text::get(desk.visit.lang, "nav-log") }
}

fn title(desk: &Desk<'_>, entry: &EntryPage) -> String {
    text::with(desk.visit.lang, "entry-title", &[("n", Arg::Count(entry.entry))])
}

impl Entry {
    fn new(desk: &Desk<'_>, page: &EntryPage) -> Result<Entry, PageError> {
        let lang = desk.visit.lang;
        let links = Links { lang, names: &page.names };
        let filing = page.signed.filing().ok_or(PageError::NotFound)?;
        let logged =
            Logged { entry: page.entry, received: page.received, filing: filing.clone(), withdrawn: page.withdrawn };
        let leaf = Hash::leaf(&page.bytes);
        let base = desk.visit.href(&desk.visit.path);
        let indexed = desk.reading.size()?;
        let neighbour = |at: Option<u64>| at.filter(|at| *at < indexed).map(|at| super::link::entry_href(at, lang));
        let signatures = page.signed.signatures().iter().map(|line| Signature::new(desk, page, line));
        Ok(Entry {
            frame: Frame::with_twins(desk, title(desk, page), vec![crumb_log(desk)]),
            index: words::number(page.entry, lang),
            form: filing.form().words().in_(lang).to_owned(),
            about: card::title(&logged, lang, &page.names),
            id: filing.id.to_string(),
            filer: links.reference(&Reference::Body(filing.filer.clone())),
            occurred: Cell::when(filing.occurred, lang),
            received: words::instant(page.received, lang),
            records: page.records.iter().map(|id| links.filing(id)).collect(),
            withdrawn: page.withdrawn.map(|entry| (words::number(entry, lang), super::link::entry_href(entry, lang))),
            draft: (filing.form() == Form::Draft && page.withdrawn.is_none())
                .then(|| desk.visit.href(&format!("/drafts/{}", filing.id))),
            found: found(desk, &filing.id)?,
            facts: links.facts(&filing.rows()),
            absences: links.absences(filing),
            sources: filing.sources.iter().map(|source| SourceLine::new(source, lang)).collect(),
            signatures: signatures.collect::<Result<_, _>>()?,
            proof: Proof::new(desk, page.entry, &leaf),
            leaf: leaf.to_string(),
            receipt: format!("/receipts/{}", page.entry),
            bytes_href: format!("/entries/{}", page.entry),
            versions: if page.versions.len() > 1 { versions(&page.versions, &base, lang) } else { Vec::new() },
            raw: String::from_utf8_lossy(&page.bytes).into_owned(),
            bytes: words::number(page.bytes.len() as u64, lang),
            before: neighbour(page.entry.checked_sub(1)),
            after: neighbour(page.entry.checked_add(1)),
        })
    }
}

/// What the rules say of a filing and of what it withholds, on this day and later.
fn found(desk: &Desk<'_>, id: &register::id::FilingId) -> Result<Vec<FindingLine>, PageError> {
    let (law, today) = (&desk.law, desk.today);
    let mut rows = desk.reading.findings_of_filing(id)?;
    rows.retain(|row| row.to_day.is_none_or(|to| to > today));
    let names = desk.reading.names_in(&rows)?;
    let teller = Teller { lang: desk.visit.lang, law, names: &names, today };
    Ok(rows.iter().map(|row| teller.line(row)).collect())
}

impl Signature {
    fn new(desk: &Desk<'_>, page: &EntryPage, line: &tlog::SignatureLine) -> Result<Signature, PageError> {
        let lang = desk.visit.lang;
        let grant = desk.reading.grant_of(line)?;
        let key = grant.as_ref().and_then(|grant| match &grant.filing.content {
            register::Content::Key(key) => Some(key),
            _ => None,
        });
        let good = key.map(|key| key.key.0.check(page.signed.text(), line).is_some());
        let (class, shape, says) = match good {
            Some(true) => ("good", "✓", "signature-good"),
            Some(false) => ("missing", "✕", "signature-bad"),
            None => ("weak", "?", "signature-unknown"),
        };
        Ok(Signature {
            key: line.name.as_str().to_owned(),
            key_id: line.key_id.to_string(),
            outcome: Badge { class, shape, words: text::get(lang, says) },
            holder: key.map(|key| Links { lang, names: &page.names }.body(&key.holder)),
            role: key.and_then(|key| key.role).map(|role: Role| role.words().in_(lang).to_owned()).unwrap_or_default(),
            granted: grant
                .as_ref()
                .map(|grant| (words::number(grant.entry, lang), super::link::entry_href(grant.entry, lang))),
        })
    }
}

impl Proof {
    /// The proof in the tree of the page; none where the published log cannot be read or is not that far.
    fn new(desk: &Desk<'_>, index: u64, leaf: &Hash) -> Option<Proof> {
        let lang = desk.visit.lang;
        let tree = Tree::of(desk)?;
        let (size, root) = (tree.size, tree.root);
        let (hashes, good) = tree.proof(desk, index, leaf)?;
        let (class, shape, says) = if good { ("good", "✓", "proof-good") } else { ("missing", "✕", "proof-bad") };
        Some(Proof {
            size: words::number(size, lang),
            root: root.to_base64(),
            hashes: hashes.iter().map(Hash::to_base64).collect(),
            outcome: Badge { class, shape, words: text::get(lang, says) },
            witnessed: Witnessed::of(desk, &tree.head),
        })
    }
}
