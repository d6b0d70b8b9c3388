//! What became of the comments of persons without a key in one consultation: from the log what is shown and what is not,
//! with the reason; from the register's own list, which is not in the log, what waits. Each is told once, by its commitment.

use std::collections::{BTreeMap, HashMap};

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
    Shown {
        answered: bool,
    },
    Unshown,
    Withdrawn(u64),
    /// Filed with other words, or changed to other words; whether it was deleted since.
    Altered {
        entry: u64,
        deleted: bool,
    },
    Waiting,
    /// Deleted; where it was filed all the same, at which entry.
    TakenBack(Option<u64>),
}

/// One comment.
#[derive(Debug, Clone)]
struct One {
    received: Date,
    /// Day on which it was shown, or said why not.
    decided: Option<Date>,
    fate: Fate,
    /// What proves that its sender deleted it.
    taken_back: Option<String>,
}

/// All comments of persons without a key in one consultation.
#[derive(Debug, Default)]
pub(super) struct WithoutKey {
    by_commitment: BTreeMap<String, One>,
    /// What the log says of each, by the entry that says so; the first first.
    filed: HashMap<String, BTreeMap<u64, One>>,
    /// Comments the register's list tells of, with the entry that was found to say what was sent.
    own: HashMap<String, State>,
    /// Those that were deleted some time ago, and are only counted.
    forgotten: usize,
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
    /// The entry at which it was filed first.
    pub(super) first: u64,
    /// Whether it was changed since.
    pub(super) changed: bool,
}

/// What a comment that was filed for a person without a key is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    /// Not what was sent.
    Altered,
    /// Not to be filed: its sender had deleted it.
    Deleted,
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
    /// How many of today are not listed yet.
    pub(super) today: Option<String>,
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
            let first = desk.reading.entry_of(&logged.filing.id)?.unwrap_or(logged.entry);
            for comment in unshown_of(logged).map(|unshown| unshown.comments.as_slice()).unwrap_or_default() {
                let decided = Some(logged.received.date());
                let one = One { received: comment.received, decided, fate: Fate::Unshown, taken_back: None };
                all.filed.entry(comment.commitment.to_string()).or_default().entry(first).or_insert(one);
            }
        }
        for (commitment, filed) in &all.filed {
            // Where nobody has the register's list, the first that decides is believed.
            all.by_commitment.extend(filed.values().next().map(|one| (commitment.clone(), one.clone())));
        }
        if let Some(intake) = desk.site.intake.load_full().filter(|_| desk.known.is_none()) {
            all.listed = true;
            let size = desk.reading.size()?;
            let of = intake.comments.of(id, desk.today);
            let (listed, forgotten) = of.map_err(|error| PageError::Internal(error.to_string()))?;
            all.forgotten = forgotten;
            for received in &listed {
                all.listed(desk, received, size, cut)?;
            }
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
                true => Fate::Altered { entry: shown.logged.entry, deleted: false },
                false => Fate::Shown { answered: shown.answered },
            },
            taken_back: None,
        };
        self.filed.entry(received.commitment.to_string()).or_default().insert(shown.first, one);
    }

    /// One of the register's list, which knows the day of receipt and which filing says what was sent.
    fn listed(&mut self, desk: &Desk<'_>, received: &Received, size: u64, cut: bool) -> Result<(), PageError> {
        let commitment = received.commitment.to_string();
        let (mut decided, mut fate) = (None, Fate::Waiting);
        match received.state {
            State::Waiting => {}
            // Published, and not indexed yet.
            State::Filed(entry) | State::Unshown(entry) if entry >= size => {}
            State::Filed(entry) | State::Unshown(entry) => {
                let said = self.filed.get(&commitment).and_then(|filed| filed.get(&entry));
                fate = match said {
                    Some(said) => said.fate,
                    None if cut => Fate::Shown { answered: false },
                    None => Fate::Withdrawn(entry),
                };
                decided = match said {
                    Some(said) => said.decided,
                    None => desk.reading.filings(&[entry])?.first().map(|logged| logged.received.date()),
                };
            }
            State::Altered(entry) => fate = Fate::Altered { entry, deleted: !received.waits() },
            State::TakenBack(entry) => fate = Fate::TakenBack(entry),
        }
        let taken_back = received.taken_back.map(|proof| proof.to_string());
        self.own.insert(commitment.clone(), received.state);
        self.by_commitment.insert(commitment, One { received: received.day, decided, fate, taken_back });
        Ok(())
    }

    /// Whether anything was ever received.
    pub(super) fn is_empty(&self) -> bool {
        self.by_commitment.is_empty() && self.forgotten == 0
    }

    /// What the comment with a commitment that was first filed at an entry is not, as far as the register's list tells.
    pub(super) fn is_other(&self, commitment: &str, first: u64) -> Option<Other> {
        match self.own.get(commitment)? {
            State::TakenBack(_) => Some(Other::Deleted),
            State::Altered(_) => Some(Other::Altered),
            State::Filed(same) => (*same != first).then_some(Other::Altered),
            State::Waiting | State::Unshown(_) => None,
        }
    }

    fn count(&self, is: impl Fn(&One) -> bool) -> usize {
        self.by_commitment.values().filter(|one| is(one)).count()
    }

    /// The counts by their names, in the order in which they are told. Shown, not shown, withdrawn, waiting and deleted
    /// add up to received.
    fn counts(&self) -> [(&'static str, usize); 8] {
        [
            ("received", self.by_commitment.len() + self.forgotten),
            ("shown", self.count(|one| matches!(one.fate, Fate::Shown { .. }))),
            ("answered", self.count(|one| one.fate == Fate::Shown { answered: true })),
            ("unshown", self.count(|one| one.fate == Fate::Unshown)),
            ("waiting", self.count(One::waits)),
            ("late", self.count(|one| one.is_late(self.today))),
            ("taken_back", self.count(One::is_deleted) + self.forgotten),
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
                "state": one.fate.code(), "late": one.is_late(self.today), "taken_back": one.taken_back,
            })
        };
        value["today"] = self.count(|one| one.is_hidden(self.today)).into();
        value["comments"] =
            self.by_commitment.iter().filter(|(_, one)| !one.is_hidden(self.today)).map(comment).collect();
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
        let hidden = self.count(|one| one.is_hidden(self.today));
        let open = self.by_commitment.iter().filter(|(_, one)| one.is_open() && !one.is_hidden(self.today));
        let mut open: Vec<(&String, &One)> = open.collect();
        open.sort_by_key(|(commitment, one)| (one.received, *commitment));
        let more = open.len().saturating_sub(LINES);
        let line = |(commitment, one): &(&String, &One)| one.line(commitment, self.today, lang);
        View {
            counts: self.counts().into_iter().filter_map(told).collect(),
            lines: open.iter().take(LINES).map(line).collect(),
            today: (hidden > 0).then(|| text::count(lang, "without-key-today", hidden as u64)),
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
            Fate::Altered { .. } => "altered",
            Fate::Waiting => "waiting",
            Fate::TakenBack(_) => "taken-back",
        }
    }
}

impl One {
    fn waits(&self) -> bool {
        matches!(self.fate, Fate::Waiting | Fate::Altered { deleted: false, .. })
    }

    fn is_deleted(&self) -> bool {
        matches!(self.fate, Fate::TakenBack(_) | Fate::Altered { deleted: true, .. })
    }

    /// Whether it is only counted today, so that nobody learns from the list at which hour, and after which, it came. What
    /// the log has of it is public already.
    fn is_hidden(&self, today: i64) -> bool {
        self.received.days() >= today && matches!(self.fate, Fate::Waiting | Fate::TakenBack(None))
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
            Fate::Altered { .. } => ("missing", "≠", "without-key-is-altered"),
            Fate::TakenBack(Some(_)) => ("missing", "≠", "without-key-is-filed-anyway"),
            Fate::Withdrawn(_) => ("missing", "✕", "without-key-is-withdrawn"),
            Fate::TakenBack(None) => ("plain", "–", "without-key-is-taken-back"),
            _ => ("plain", "○", "without-key-is-waiting"),
        };
        let entry = match self.fate {
            Fate::Altered { entry, .. } | Fate::Withdrawn(entry) | Fate::TakenBack(Some(entry)) => {
                Some(self::entry(entry, lang))
            }
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
