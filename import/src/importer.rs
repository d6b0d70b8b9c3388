//! Takes row after row and hands back drafts, what is held back, and findings. The same rows give the same bytes, however
//! often the work was cut off: whoever goes on hands over the tally and lets the rows already taken pass.

use std::collections::{HashMap, HashSet};

use register::lang::Lang;
use sha2::{Digest as _, Sha256};

use crate::{
    draft::{self, Drafted},
    finding::{Finding, Severity},
    held,
    mapping::Kind,
    plan::Plan,
    reason::Reason,
    row::Row,
    tally::Tally,
};

/// Rows that wait for their group are held up to this many bytes: a larger file is split by its group's columns.
const MAX_WAITING: usize = 256 << 20;

/// An import under way.
#[derive(Debug)]
pub struct Importer<'p> {
    plan: &'p Plan,
    lang: Lang,
    tally: Tally,
    ids: HashSet<u64>,
    spellings: Vec<(usize, HashSet<u64>)>,
    places: HashMap<Vec<String>, usize>,
    waiting: Vec<Vec<Row>>,
    bytes: usize,
    out: Out,
}

/// What came out since it was last taken.
#[derive(Debug, Default)]
pub struct Out {
    /// Drafts, one a line.
    pub drafts: Vec<u8>,
    /// The first row of each draft.
    pub rows: Vec<u64>,
    /// Rows held back, one a line of CSV.
    pub held: Vec<u8>,
    /// Findings.
    pub findings: Vec<Finding>,
}

impl<'p> Importer<'p> {
    /// Begins. What is held back is told in one language.
    #[must_use]
    pub fn new(plan: &'p Plan, lang: Lang) -> Importer<'p> {
        let bodies = plan.fields.iter().chain(plan.figures.iter().flat_map(|figure| &figure.fields));
        let mut columns: Vec<usize> =
            bodies.filter(|field| field.kind == Kind::Body).map(|field| field.column).collect();
        columns.sort_unstable();
        columns.dedup();
        Importer {
            plan,
            lang,
            tally: Tally::default(),
            ids: HashSet::new(),
            spellings: columns.into_iter().map(|column| (column, HashSet::new())).collect(),
            places: HashMap::new(),
            waiting: Vec::new(),
            bytes: 0,
            out: Out::default(),
        }
    }

    /// Goes on from a tally; the rows that it counts are let [`Importer::pass`].
    #[must_use]
    pub fn resumed(plan: &'p Plan, lang: Lang, tally: Tally) -> Importer<'p> {
        Importer { tally, ..Importer::new(plan, lang) }
    }

    /// Whether rows wait for others before they are drafted.
    #[must_use]
    pub fn groups(&self) -> bool {
        !self.plan.group.is_empty()
    }

    /// Lets a row pass that was taken before: only what later rows are compared with is noted.
    pub fn pass(&mut self, row: &Row) {
        self.spell(row);
        if let Ok(id) = draft::id(self.plan, std::slice::from_ref(row)) {
            self.ids.insert(short(&id));
        }
    }

    /// Takes a row.
    ///
    /// # Errors
    /// When more rows wait for their group than fit into memory.
    pub fn take(&mut self, row: Row) -> Result<(), Reason> {
        self.tally.rows += 1;
        self.spell(&row);
        if let Some(fault) = &row.fault {
            let finding = Finding::of(fault, row.number, None);
            self.hold(std::slice::from_ref(&row), vec![finding]);
            return Ok(());
        }
        if !self.groups() {
            self.file(std::slice::from_ref(&row));
            return Ok(());
        }
        self.bytes += row.cells.iter().map(|cell| cell.len() + 24).sum::<usize>();
        let key: Vec<String> = self.plan.group.iter().map(|column| row.cell(*column).to_owned()).collect();
        let place = *self.places.entry(key).or_insert(self.waiting.len());
        if place == self.waiting.len() {
            self.waiting.push(Vec::new());
        }
        self.waiting[place].push(row);
        if self.bytes > MAX_WAITING { Err(Reason::TooMuch { bytes: MAX_WAITING }) } else { Ok(()) }
    }

    /// Drafts what still waits, and counts up.
    pub fn finish(&mut self) {
        for rows in std::mem::take(&mut self.waiting) {
            self.file(&rows);
        }
        let columns = &self.plan.columns;
        self.tally.spellings =
            self.spellings.iter().map(|(column, seen)| (columns[*column].clone(), seen.len() as u64)).collect();
    }

    /// What came out since the last time.
    pub fn out(&mut self) -> Out {
        std::mem::take(&mut self.out)
    }

    /// The counts so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    fn spell(&mut self, row: &Row) {
        for (column, seen) in &mut self.spellings {
            let spelling = row.cells.get(*column).map_or("", String::as_str);
            if !spelling.trim().is_empty() {
                seen.insert(short(spelling));
            }
        }
    }

    /// Drafts the filing of these rows, or holds them back.
    fn file(&mut self, rows: &[Row]) {
        let Drafted { id, text, mut findings, counts } = draft::draft(self.plan, rows);
        let new = id.as_ref().is_none_or(|id| self.ids.insert(short(id)));
        if let Some(id) = id.filter(|_| !new) {
            findings.push(Finding::of(&Reason::SameId { id }, rows.first().map_or(0, |row| row.number), None));
        }
        let stands = findings.iter().all(|finding| finding.severity == Severity::Warning);
        for (column, count) in counts {
            self.tally.sum(&self.plan.columns[column], count, stands);
        }
        if stands {
            self.tally.filings += 1;
            self.tally.found(&findings);
            self.out.drafts.extend(text.as_bytes());
            self.out.drafts.push(b'\n');
            self.out.rows.push(rows.first().map_or(0, |row| row.number));
            self.out.findings.append(&mut findings);
        } else {
            self.hold(rows, findings);
        }
    }

    /// Holds rows back, each with its own findings; a row without one is told whose filing it belongs to.
    fn hold(&mut self, rows: &[Row], mut findings: Vec<Finding>) {
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        let first = findings.iter().find(|finding| is_error(finding)).map_or(0, |finding| finding.row);
        for row in rows {
            if !findings.iter().any(|finding| finding.row == row.number && is_error(finding)) {
                findings.push(Finding::of(&Reason::OfHeldFiling { row: first }, row.number, None));
            }
            let own = || findings.iter().filter(|finding| finding.row == row.number);
            let codes: Vec<&str> = own().map(|finding| finding.code.as_str()).collect();
            let words: Vec<String> = own().map(|finding| self.told(finding)).collect();
            let (codes, words) = (codes.join(" "), words.join(" | "));
            let cells = row.cells.iter().map(String::as_str).chain([codes.as_str(), words.as_str()]);
            self.out.held.extend(held::line(cells).as_bytes());
            self.tally.held += 1;
        }
        self.tally.found(&findings);
        self.out.findings.append(&mut findings);
    }

    fn told(&self, finding: &Finding) -> String {
        let column = finding.column.as_ref().map_or(String::new(), |column| format!("{column}: "));
        format!("{column}{}", finding.words(self.lang))
    }
}

/// Eight bytes of a digest: among a million ids two meet once in thirty million imports, and then a row is held back.
fn short(text: &str) -> u64 {
    let digest = Sha256::digest(text);
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
