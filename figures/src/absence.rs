//! The absence ledger: for each duty, body and period, what was filed, late, withheld or never. Nothing is guessed: zero is
//! zero only where somebody signed it.

use std::collections::{HashMap, HashSet};

use register::{
    codelist::{BodyKind, Measure},
    form::Content,
    forms::usage::{Figure, Return},
    id::{BodyId, FilingId},
    time::Date,
};

use crate::{duty::Duty, period::Period, statement::reporter_of};

/// A return, as far as duties go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The filing.
    pub filing: FilingId,
    /// Whose figures they are.
    pub reporter: BodyId,
    /// Whether the reporter filed them itself.
    pub own: bool,
    /// First day covered.
    pub from: Date,
    /// Last day covered.
    pub to: Date,
    /// Day it was received.
    pub received: Date,
    /// Day it was published elsewhere.
    pub published: Option<Date>,
    /// A signed nil.
    pub nil: bool,
    /// Whether it holds no figure because all are withheld.
    pub withheld: bool,
    /// Measures of which it gives an amount.
    pub with: Vec<Measure>,
    /// Measures of which it leaves out an amount: withheld, or not known.
    pub without: Vec<Measure>,
    /// The return whose place it takes.
    pub restates: Option<FilingId>,
}

/// A body that may owe something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Obliged {
    /// What it is.
    pub kind: BodyKind,
    /// First day of its existence, where that is said.
    pub from: Option<Date>,
    /// Last day of its existence, where that is said.
    pub to: Option<Date>,
}

/// How a duty stands for one body and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Filed in time.
    Filed(FilingId),
    /// Filed in time, saying zero.
    Nil(FilingId),
    /// Filed after the day it was due, so many days.
    Late(FilingId, i64),
    /// Filed in time; some of the figures asked for are withheld or not known.
    Partly(FilingId),
    /// Filed with its figures withheld.
    Refused(FilingId),
    /// Not filed by its reporter; what it published elsewhere was filed by another.
    Transcribed(FilingId),
    /// Not filed, and due since so many days.
    Missing(i64),
    /// Not due yet; due on this day.
    NotYetDue(Date),
    /// Not owed: the duty had ended.
    Ended,
}

/// One cell of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Place of the duty among those asked for.
    pub duty: usize,
    /// Who owes it.
    pub body: BodyId,
    /// For which period.
    pub period: Period,
    /// How it stands.
    pub state: State,
}

impl State {
    /// Its code in data.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            State::Filed(_) => "filed",
            State::Nil(_) => "nil",
            State::Late(..) => "late",
            State::Partly(_) => "partly",
            State::Refused(_) => "refused",
            State::Transcribed(_) => "transcribed",
            State::Missing(_) => "missing",
            State::NotYetDue(_) => "not-yet-due",
            State::Ended => "ended",
        }
    }

    /// The filing it rests on.
    #[must_use]
    pub const fn filing(&self) -> Option<&FilingId> {
        match self {
            State::Filed(id)
            | State::Nil(id)
            | State::Late(id, _)
            | State::Partly(id)
            | State::Refused(id)
            | State::Transcribed(id) => Some(id),
            State::Missing(_) | State::NotYetDue(_) | State::Ended => None,
        }
    }
}

/// A filing as a return, where it is one; `received` is the day of its first version.
#[must_use]
pub fn reported(filing: &register::Filing, received: Date) -> Option<Reported> {
    let Content::Return(returned) = &filing.content else { return None };
    let reporter = reporter_of(filing)?.clone();
    Some(Reported {
        filing: filing.id.clone(),
        own: reporter == filing.filer,
        reporter,
        from: filing.occurred.from(),
        to: filing.occurred.to()?,
        received,
        published: returned.published,
        nil: returned.nil,
        withheld: !returned.nil && returned.figures.iter().all(|figure| figure.count.is_none()),
        with: measures(returned, |figure| figure.count.is_some()),
        without: measures(returned, |figure| figure.count.is_none()),
        restates: returned.restates.clone(),
    })
}

/// The measures of some figures of a return, each once.
fn measures(returned: &Return, of: impl Fn(&Figure) -> bool) -> Vec<Measure> {
    let all = returned.figures.iter().filter(|figure| of(figure)).map(|figure| figure.measure);
    let mut measures = Vec::new();
    all.for_each(|measure| {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    });
    measures
}

/// The ledger of some duties on a day: every body that owes one, every period in which it existed.
#[must_use]
pub fn ledger<'b>(
    duties: &[Duty],
    bodies: impl Iterator<Item = (&'b BodyId, Obliged)>,
    returns: &[Reported],
    today: Date,
) -> Vec<Owed> {
    let mut of: HashMap<&BodyId, Vec<&Reported>> = HashMap::new();
    returns.iter().for_each(|reported| of.entry(&reported.reporter).or_default().push(reported));
    let mut all = Vec::new();
    for (body, obliged) in bodies {
        let standing = standing(of.get(body).map_or(&[], Vec::as_slice));
        for (at, duty) in duties.iter().enumerate().filter(|(_, duty)| duty.binds(body, obliged.kind)) {
            for period in duty.periods(today) {
                if let Some(days) = obliged.within(period) {
                    let state = state(duty, &standing, (period, days), today);
                    all.push(Owed { duty: at, body: body.clone(), period, state });
                }
            }
        }
    }
    all.sort_by(|a, b| (a.duty, &a.body, a.period).cmp(&(b.duty, &b.body, b.period)));
    all
}

impl Obliged {
    /// The days of a period on which the body existed; none where it did not.
    fn within(&self, period: Period) -> Option<(Date, Date)> {
        let (first, last) = period.first().zip(period.last())?;
        let days = (self.from.map_or(first, |from| from.max(first)), self.to.map_or(last, |to| to.min(last)));
        (days.0 <= days.1).then_some(days)
    }
}

/// A return that no later one restates, and the day from which it counts.
struct Standing<'r> {
    reported: &'r Reported,
    since: Date,
}

/// The returns of one body that stand, by their first day. One that restates another counts from the day on which that one
/// came; but no zero signed in time makes figures timely that came in its place.
fn standing<'r>(returns: &[&'r Reported]) -> Vec<Standing<'r>> {
    let by_id: HashMap<&FilingId, &Reported> = returns.iter().map(|of| (&of.filing, *of)).collect();
    let restated = |of: &Reported| by_id.get(of.restates.as_ref()?).copied().filter(|before| of.replaces(before));
    let gone: HashSet<&FilingId> = returns.iter().filter_map(|of| restated(of)).map(|before| &before.filing).collect();
    let since = |of: &'r Reported| {
        // A filing names only what was filed before it, so this ends.
        let chain = std::iter::successors(Some(of), |of| restated(of)).take(returns.len());
        let like = chain.take_while(|before| of.nil || !before.nil);
        like.map(|before| before.received).min().unwrap_or(of.received)
    };
    let stand = returns.iter().filter(|of| !gone.contains(&of.filing));
    let mut all: Vec<Standing<'r>> = stand.map(|of| Standing { reported: of, since: since(of) }).collect();
    all.sort_by_key(|standing| standing.reported.from);
    all
}

impl Reported {
    /// Whether it is withheld as a whole.
    fn says_nothing(&self) -> bool {
        self.with.is_empty() && self.without.is_empty()
    }

    /// Whether it takes the place of another, which it says it restates: of the same days, by the same filer or the reporter.
    fn replaces(&self, before: &Reported) -> bool {
        (self.from, self.to) == (before.from, before.to)
            && self.received >= before.received
            && (self.own || self.filing.body() == before.filing.body())
    }
}

/// The most days one return can cover.
const LONGEST: i64 = 366;

fn state(duty: &Duty, returns: &[Standing<'_>], (period, days): (Period, (Date, Date)), today: Date) -> State {
    let Some(last) = period.last() else { return State::Ended };
    let asked = |measure: &Measure| duty.measures.is_empty() || duty.measures.contains(measure);
    let covers = |standing: &&Standing<'_>| {
        let of = standing.reported;
        // What was filed before a period ended tells nothing of it, and nobody answers for years with one paper.
        let told = of.received > days.1 && of.to.days() - of.from.days() <= LONGEST;
        told && of.to >= days.1 && (of.nil || of.says_nothing() || of.with.iter().chain(&of.without).any(asked))
    };
    let begun = returns.partition_point(|standing| standing.reported.from <= days.0);
    let old = returns.partition_point(|standing| standing.reported.from.days() < days.0.days() - LONGEST);
    let of_period = returns[old..begun].iter().filter(covers);
    let due = last.days() + i64::from(duty.due);
    match of_period.min_by_key(|standing| (!standing.reported.own, standing.since)) {
        Some(standing) => told(standing, due, &asked),
        None if !duty.is_owed(period) => State::Ended,
        None if today.days() > due => State::Missing(today.days() - due),
        None => Date::from_days(due).map_or(State::Ended, State::NotYetDue),
    }
}

/// How a duty stands for which a return came.
fn told(standing: &Standing<'_>, due: i64, asked: &dyn Fn(&Measure) -> bool) -> State {
    let (of, id) = (standing.reported, standing.reported.filing.clone());
    match standing.since.days() - due {
        _ if !of.own => State::Transcribed(id),
        _ if !of.nil && !of.with.iter().any(asked) => State::Refused(id),
        late if late > 0 => State::Late(id, late),
        _ if of.nil => State::Nil(id),
        _ if of.without.iter().any(asked) => State::Partly(id),
        _ => State::Filed(id),
    }
}
