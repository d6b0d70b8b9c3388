//! What became of the comments of persons without a key in one consultation: from the log what is shown and what is not,
//! with the reason; from the register's own list, which is not in the log, what waits. Each is told once, by its commitment.

use std::collections::{BTreeMap, HashMap, btree_map::Entry};

use register::{
    Content, Form,
    forms::purchase::Unshown,
    lang::Lang,
    lifeline::Logged,
    time::{Date, When},
};
use serde_json::{Value, json};

use super::{
    card::Badge,
    error::PageError,
    link::{Cell, Links, entry_href},
    text,
    visit::Desk,
    words,
};
use crate::intake::{Received, State};

/// Lines of the list on the page; the twin has all.
const LINES: usize = 100;

/// Filings about comments that are not shown that are looked at.
const FILINGS: u32 = 1_000;

/// What is told of one comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Shown { answered: bool },
    Unshown,
    Withdrawn(u64),
    Altered(u64),
    Waiting,
    TakenBack,
}

/// One comment.
#[derive(Debug)]
struct One {
    received: Date,
    /// Day on which it was shown, or said why not.
    decided: Option<Date>,
    fate: Fate,
}

/// All comments of persons without a key in one consultation.
#[derive(Debug, Default)]
pub(super) struct WithoutKey {
    by_commitment: BTreeMap<String, One>,
    /// Entries that were found to say what was sent, by commitment.
    same: HashMap<String, u64>,
    unshown: Vec<Logged>,
    today: i64,
    /// Whether the register's own list was at hand: not in a mirror, and not as of a day.
    listed: bool,
}

/// A comment that the log shows as one of a person without a key, filed by who may decide.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    pub(super) logged: &'a Logged,
    pub(super) answered: bool,
    /// Whether it was changed since.
    pub(super) changed: bool,
}

/// A line of the list of what is not in the log.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) received: Cell,
    pub(super) shown_by: Cell,
    pub(super) commitment: String,
    pub(super) state: Badge,
    pub(super) entry: Option<Cell>,
}

/// A filing that says why comments are not shown.
#[derive(Debug)]
pub(super) struct Reason {
    pub(super) reason: String,
    pub(super) count: String,
    pub(super) says: Option<Cell>,
    pub(super) by: Cell,
    pub(super) entry: Cell,
}

/// How it stands on the page.
#[derive(Debug)]
pub(super) struct View {
    pub(super) counts: Vec<(String, String)>,
    pub(super) lines: Vec<Line>,
    pub(super) more: Option<String>,
    pub(super) reasons: Vec<Reason>,
    pub(super) listed: bool,
}

impl WithoutKey {
    /// What the log and the register's list say. `cut` says that more comments are in the log than were looked at.
    pub(super) fn new<'a>(
        desk: &Desk<'_>,
        consultation: &Logged,
        shown: impl Iterator<Item = Shown<'a>>,
        cut: bool,
    ) -> Result<WithoutKey, PageError> {
        let mut all = WithoutKey { today: desk.today, ..WithoutKey::default() };
        shown.for_each(|shown| all.shown(&shown));
        let id = &consultation.filing.id;
        let deciders = [consultation.filing.filer.as_str(), desk.site.about.registrar.as_str()];
        all.unshown = desk.reading.naming_any(&[id.as_str()], Form::Unshown, Some(&deciders), FILINGS)?;
        for logged in &all.unshown {
            for comment in unshown_of(logged).map(|unshown| unshown.comments.as_slice()).unwrap_or_default() {
                let decided = Some(logged.received.date());
                let one = One { received: comment.received, decided, fate: Fate::Unshown };
                all.by_commitment.entry(comment.commitment.to_string()).or_insert(one);
            }
        }
        if let Some(intake) = desk.site.intake.load_full().filter(|_| desk.known.is_none()) {
            all.listed = true;
            let size = desk.reading.size()?;
            let listed = intake.comments.of(id).map_err(|error| PageError::Internal(error.to_string()))?;
            listed.iter().for_each(|received| all.listed(received, size, cut));
        }
        Ok(all)
    }

    fn shown(&mut self, shown: &Shown<'_>) {
        let filing = &shown.logged.filing;
        let Content::Comment(comment) = &filing.content else { return };
        let Some(received) = &comment.received else { return };
        let one = One {
            received: filing.occurred.from(),
            decided: (!shown.changed).then(|| shown.logged.received.date()),
            fate: match shown.changed {
                true => Fate::Altered(shown.logged.entry),
                false => Fate::Shown { answered: shown.answered },
            },
        };
        match self.by_commitment.entry(received.commitment.to_string()) {
            Entry::Vacant(place) => drop(place.insert(one)),
            // Filed twice, and one of the two was changed: who reads this cannot tell which of them was right.
            Entry::Occupied(mut place) if shown.changed => drop(place.insert(one)),
            Entry::Occupied(_) => {}
        }
    }

    /// One of the register's list. What the log says of it counts before.
    fn listed(&mut self, received: &Received, size: u64, cut: bool) {
        let fate = match received.state {
            // Published, and not indexed yet.
            State::Filed(entry) | State::Unshown(entry) if entry >= size => Fate::Waiting,
            State::Filed(_) | State::Unshown(_) if cut => Fate::Shown { answered: false },
            State::Filed(entry) | State::Unshown(entry) => Fate::Withdrawn(entry),
            State::Altered(entry) => Fate::Altered(entry),
            State::Waiting => Fate::Waiting,
            State::TakenBack => Fate::TakenBack,
        };
        if let State::Filed(entry) = received.state {
            self.same.insert(received.commitment.to_string(), entry);
        }
        let one = One { received: received.day, decided: None, fate };
        match self.by_commitment.get_mut(&received.commitment.to_string()) {
            // Filed with other words: the log has the commitment, and nobody has seen what was sent.
            Some(known) if matches!(fate, Fate::Altered(_)) => *known = one,
            Some(_) => {}
            None => drop(self.by_commitment.insert(received.commitment.to_string(), one)),
        }
    }

    /// Whether anything was ever received.
    pub(super) fn is_empty(&self) -> bool {
        self.by_commitment.is_empty()
    }

    /// Whether the comment with a commitment that was first filed at an entry says something else than was sent, as far as
    /// the register's list tells.
    pub(super) fn is_other(&self, commitment: &str, first: u64) -> bool {
        let altered = self.by_commitment.get(commitment).is_some_and(|one| matches!(one.fate, Fate::Altered(_)));
        self.same.get(commitment).map_or(altered, |same| *same != first)
    }

    fn count(&self, is: impl Fn(&One) -> bool) -> usize {
        self.by_commitment.values().filter(|one| is(one)).count()
    }

    /// The counts by their names, in the order in which they are told. Shown, not shown, withdrawn, waiting and deleted
    /// add up to received.
    fn counts(&self) -> [(&'static str, usize); 8] {
        [
            ("received", self.by_commitment.len()),
            ("shown", self.count(|one| matches!(one.fate, Fate::Shown { .. }))),
            ("answered", self.count(|one| one.fate == Fate::Shown { answered: true })),
            ("unshown", self.count(|one| one.fate == Fate::Unshown)),
            ("waiting", self.count(One::waits)),
            ("late", self.count(|one| one.is_late(self.today))),
            ("taken_back", self.count(|one| one.fate == Fate::TakenBack)),
            ("withdrawn", self.count(|one| matches!(one.fate, Fate::Withdrawn(_)))),
        ]
    }

    /// For the twin.
    pub(super) fn json(&self) -> Value {
        let mut value = json!({ "listed": self.listed });
        for (name, count) in self.counts() {
            value[name] = count.into();
        }
        let comment = |(commitment, one): (&String, &One)| {
            json!({
                "commitment": commitment, "received": one.received.to_string(), "shown_by": one.shown_by().to_string(),
                "state": one.fate.code(), "late": one.is_late(self.today),
            })
        };
        value["comments"] = self.by_commitment.iter().map(comment).collect();
        let reason = |logged: &Logged| {
            let unshown = unshown_of(logged)?;
            let commitments: Vec<String> = unshown.comments.iter().map(|one| one.commitment.to_string()).collect();
            Some(json!({
                "filing": logged.filing.id.as_str(), "entry": logged.entry, "filer": logged.filing.filer.as_str(),
                "reason": unshown.reason.code(), "says": unshown.says.as_ref().map(|says| says.as_str()),
                "comments": commitments,
            }))
        };
        value["reasons"] = self.unshown.iter().rev().filter_map(reason).collect();
        value
    }

    /// Filings that say why comments are not shown, for the names of who filed them.
    pub(super) fn filings(&self) -> impl Iterator<Item = &Logged> {
        self.unshown.iter()
    }

    /// For the page.
    pub(super) fn view(&self, links: Links<'_>) -> View {
        let lang = links.lang;
        let told = |(name, count): (&'static str, usize)| {
            // What never happens, and happened to nobody here, needs no line.
            let rare = matches!(name, "taken_back" | "withdrawn") && count == 0;
            let label = text::get(lang, &format!("without-key-{}", name.replace('_', "-")));
            (!rare).then(|| (label, words::number(count as u64, lang)))
        };
        let mut open: Vec<(&String, &One)> = self.by_commitment.iter().filter(|(_, one)| one.is_open()).collect();
        open.sort_by_key(|(commitment, one)| (one.received, *commitment));
        let more = open.len().saturating_sub(LINES);
        let line = |(commitment, one): &(&String, &One)| one.line(commitment, self.today, lang);
        View {
            counts: self.counts().into_iter().filter_map(told).collect(),
            lines: open.iter().take(LINES).map(line).collect(),
            more: (more > 0).then(|| text::count(lang, "without-key-more", more as u64)),
            reasons: self.unshown.iter().rev().filter_map(|logged| Reason::new(logged, links)).collect(),
            listed: self.listed,
        }
    }
}

impl Fate {
    fn code(self) -> &'static str {
        match self {
            Fate::Shown { .. } => "shown",
            Fate::Unshown => "unshown",
            Fate::Withdrawn(_) => "withdrawn",
            Fate::Altered(_) => "altered",
            Fate::Waiting => "waiting",
            Fate::TakenBack => "taken-back",
        }
    }
}

impl One {
    fn waits(&self) -> bool {
        matches!(self.fate, Fate::Waiting | Fate::Altered(_))
    }

    /// Whether the list of what is not in the log, or not any more, has a line for it.
    fn is_open(&self) -> bool {
        !matches!(self.fate, Fate::Shown { .. } | Fate::Unshown)
    }

    fn shown_by(&self) -> Date {
        register::comment::shown_by(self.received)
    }

    /// Whether it was not decided by its day, whatever came later.
    fn is_late(&self, today: i64) -> bool {
        let by = self.shown_by();
        self.decided.map_or(self.waits() && by.days() < today, |decided| decided > by)
    }

    fn line(&self, commitment: &str, today: i64, lang: Lang) -> Line {
        let (class, shape, key) = match self.fate {
            Fate::Waiting if self.is_late(today) => ("missing", "◷", "without-key-is-late"),
            Fate::Altered(_) => ("missing", "≠", "without-key-is-altered"),
            Fate::Withdrawn(_) => ("missing", "✕", "without-key-is-withdrawn"),
            Fate::TakenBack => ("plain", "–", "without-key-is-taken-back"),
            _ => ("plain", "○", "without-key-is-waiting"),
        };
        let entry = match self.fate {
            Fate::Altered(entry) | Fate::Withdrawn(entry) => Some(self::entry(entry, lang)),
            _ => None,
        };
        Line {
            received: Cell::when(When::Day(self.received), lang),
            shown_by: Cell::when(When::Day(self.shown_by()), lang),
            commitment: commitment.to_owned(),
            state: Badge { class, shape, words: text::get(lang, key) },
            entry,
        }
    }
}

impl Reason {
    fn new(logged: &Logged, links: Links<'_>) -> Option<Reason> {
        let unshown = unshown_of(logged)?;
        Some(Reason {
            reason: unshown.reason.words().in_(links.lang).to_owned(),
            count: text::count(links.lang, "without-key-comments", unshown.comments.len() as u64),
            says: unshown.says.as_ref().map(|says| Cell::spanish(says.as_str(), links.lang)),
            by: links.body(&logged.filing.filer),
            entry: entry(logged.entry, links.lang),
        })
    }
}

fn unshown_of(logged: &Logged) -> Option<&Unshown> {
    match &logged.filing.content {
        Content::Unshown(unshown) => Some(unshown),
        _ => None,
    }
}

fn entry(entry: u64, lang: Lang) -> Cell {
    Cell::link(words::number(entry, lang), entry_href(entry, lang))
}
