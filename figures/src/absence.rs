//! The absence ledger: for each duty, body and period, what was filed, late, withheld or never. Nothing is guessed: zero is
//! zero only where somebody signed it.

use register::{
    codelist::BodyKind,
    form::Content,
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
    /// Codes of measures in it.
    pub measures: Vec<register::codelist::Measure>,
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
            State::Filed(id) | State::Nil(id) | State::Late(id, _) | State::Refused(id) | State::Transcribed(id) => {
                Some(id)
            }
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
        measures: returned.figures.iter().map(|figure| figure.measure).collect(),
    })
}

/// The ledger of some duties on a day: every body that owes one, every period.
#[must_use]
pub fn ledger<'b>(
    duties: &[Duty],
    bodies: impl Iterator<Item = (&'b BodyId, BodyKind)> + Clone,
    returns: &[Reported],
    today: Date,
) -> Vec<Owed> {
    let mut all = Vec::new();
    for (at, duty) in duties.iter().enumerate() {
        for (body, _) in bodies.clone().filter(|(body, kind)| duty.binds(body, *kind)) {
            let of_body: Vec<&Reported> = returns.iter().filter(|reported| reported.reporter == *body).collect();
            for period in duty.periods(today) {
                let state = state(duty, &of_body, period, today);
                all.push(Owed { duty: at, body: body.clone(), period, state });
            }
        }
    }
    all
}

/// The most days one return can cover.
const LONGEST: i64 = 366;

fn state(duty: &Duty, returns: &[&Reported], period: Period, today: Date) -> State {
    let (Some(first), Some(last)) = (period.first(), period.last()) else { return State::Ended };
    let covers = |reported: &&&Reported| {
        let measured = duty.measures.is_empty()
            || reported.nil
            || reported.withheld
            || reported.measures.iter().any(|measure| duty.measures.contains(measure));
        // What was filed before a period ended tells nothing of it, and nobody answers for years with one paper.
        let told = reported.received > last && reported.to.days() - reported.from.days() <= LONGEST;
        told && reported.from <= first && reported.to >= last && measured
    };
    let mut of_period: Vec<&&Reported> = returns.iter().filter(covers).collect();
    of_period.sort_by_key(|reported| (!reported.own, reported.received));
    let due = last.days() + i64::from(duty.due);
    match of_period.first() {
        Some(reported) if !reported.own => State::Transcribed(reported.filing.clone()),
        Some(reported) if reported.withheld => State::Refused(reported.filing.clone()),
        Some(reported) if reported.received.days() > due => {
            State::Late(reported.filing.clone(), reported.received.days() - due)
        }
        Some(reported) if reported.nil => State::Nil(reported.filing.clone()),
        Some(reported) => State::Filed(reported.filing.clone()),
        None if !duty.is_owed(period) => State::Ended,
        None if today.days() > due => State::Missing(today.days() - due),
        None => Date::from_days(due).map_or(State::Ended, State::NotYetDue),
    }
}
