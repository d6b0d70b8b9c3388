//! Orders matched case by case: court, agency and operator file the same commitment to the case, and nobody learns more of
//! it than that. A case of one side without a counterpart on the other is told, whatever the totals say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use register::{
    codelist::Measure,
    filing::Filing,
    forms::usage::Order,
    id::{BodyId, FilingId},
    time::Date,
};

use crate::{
    amount::Amount,
    bodies::{Bodies, Side},
    gap::{Alone, SideSays},
    matching::{GapId, Key, MatchingRule, Source},
    period::{Length, Period},
};

/// A commitment to a case.
pub(crate) type Commitment = [u8; 32];

/// An order with a commitment to its case, as one of those concerned filed it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) commitment: Commitment,
    day: Date,
    measure: Measure,
    /// The side that its filer speaks for, if the filer is one of those concerned.
    side: Option<Side>,
    requester: Option<BodyId>,
    operators: Vec<BodyId>,
}

impl Case {
    /// The case of an order; none where it commits to none.
    pub(crate) fn of(filing: &Filing, order: &Order, bodies: &Bodies) -> Option<Case> {
        let filer = &filing.filer;
        let side = bodies.side(filer).filter(|side| match side {
            Side::Agency => order.requester.as_ref() == Some(filer),
            Side::Court => order.court.as_ref() == Some(filer),
            Side::Operator | Side::Vendor => order.served.contains(filer),
            _ => false,
        });
        let day = order.decided_at.or(order.asked_at).map_or(filing.occurred.from(), register::time::Instant::date);
        let operators = match side {
            Some(Side::Operator | Side::Vendor) => vec![filer.clone()],
            _ => order.served.clone(),
        };
        Some(Case {
            commitment: *order.case_commitment?.0.as_bytes(),
            day,
            measure: order.measure,
            side,
            requester: order.requester.clone(),
            operators,
        })
    }

    /// The gaps it belongs to, and on which side.
    pub(crate) fn places(&self) -> Vec<(GapId, u8)> {
        let rules = MatchingRule::all().iter().filter(|rule| rule.sides[0].counted == Source::Case);
        rules.flat_map(|rule| self.places_by(rule)).collect()
    }

    fn places_by(&self, rule: &MatchingRule) -> Vec<(GapId, u8)> {
        let side = rule.sides.iter().position(|side| self.side.is_some_and(|speaker| side.side.contains(&speaker)));
        let (Some(side), Some(period)) = (side, rule.length.holding(self.day, self.day)) else { return Vec::new() };
        let keys: Vec<&BodyId> = match rule.key[..] {
            [Key::Authority] => self.requester.iter().collect(),
            [Key::Operator] => self.operators.iter().collect(),
            _ => Vec::new(),
        };
        let place = |key: &BodyId| {
            let (rule, what) = (rule.code.clone(), self.measure.code().into());
            (GapId { rule, period, what, key: vec![key.to_string()] }, u8::from(side == 1))
        };
        // Nobody is served twice by being named twice.
        let keys: BTreeSet<&BodyId> = keys.into_iter().collect();
        keys.into_iter().map(place).collect()
    }
}

/// Gaps that differ in their period alone, by their numbers: one side may have dated a case otherwise than the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kin {
    numbers: HashMap<GapId, usize>,
    families: Vec<Vec<u32>>,
    family: HashMap<u32, usize>,
}

impl Kin {
    /// One more gap.
    pub(crate) fn add(&mut self, number: u32, gap: &GapId) {
        let timeless = GapId { period: Period { year: 0, length: Length::Year, number: 0 }, ..gap.clone() };
        let family = *self.numbers.entry(timeless).or_insert(self.families.len());
        if family == self.families.len() {
            self.families.push(Vec::new());
        }
        self.families[family].push(number);
        self.family.insert(number, family);
    }

    /// The kin of a gap, itself among them.
    pub(crate) fn of(&self, number: u32) -> &[u32] {
        self.family.get(&number).map_or(&[], |family| &self.families[*family])
    }
}

/// The cases of one side of one gap, and which of them the other side does not have, kept up to date filing by filing: what
/// a year of them comes to costs the same however many there are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cases {
    /// The filings of each case, by entry.
    all: BTreeMap<Commitment, Vec<(u64, FilingId)>>,
    /// The day on which each filing was received, by entry.
    entries: BTreeMap<u64, Date>,
    /// How many were received on each day.
    days: BTreeMap<Date, u64>,
    /// Who filed them, and how many each.
    filers: BTreeMap<BodyId, u64>,
    /// The first filing of each case without a counterpart.
    alone: BTreeSet<(u64, FilingId)>,
}

impl Cases {
    /// One more filing. Whether the other side has its case, [`Cases::meet`] tells afterwards.
    pub(crate) fn add(&mut self, case: Commitment, entry: u64, filing: &FilingId, received: Date) {
        self.meet(&case, true);
        let filings = self.all.entry(case).or_insert_with(|| Vec::with_capacity(1));
        let at = filings.partition_point(|(known, _)| *known < entry);
        filings.insert(at, (entry, filing.clone()));
        self.entries.insert(entry, received);
        *self.days.entry(received).or_default() += 1;
        *self.filers.entry(filing.body()).or_default() += 1;
    }

    /// One filing less; the same holds.
    pub(crate) fn remove(&mut self, case: &Commitment, entry: u64) {
        self.meet(case, true);
        let Some(filings) = self.all.get_mut(case) else { return };
        let Ok(at) = filings.binary_search_by_key(&entry, |(known, _)| *known) else { return };
        let (_, filing) = filings.remove(at);
        if filings.is_empty() {
            self.all.remove(case);
        }
        if let Some(received) = self.entries.remove(&entry) {
            one_less(&mut self.days, &received);
        }
        one_less(&mut self.filers, &filing.body());
    }

    /// Whether the other side has a case, in this period or another.
    pub(crate) fn meet(&mut self, case: &Commitment, met: bool) {
        let Some(first) = self.all.get(case).and_then(|filings| filings.first()) else { return };
        match met {
            true => self.alone.remove(first),
            false => self.alone.insert(first.clone()),
        };
    }

    /// Whether the side has a case.
    pub(crate) fn has(&self, case: &Commitment) -> bool {
        self.all.contains_key(case)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What the side says: how many cases, and which of them have no counterpart.
    pub(crate) fn says(&self) -> SideSays {
        let mut says = SideSays { unit: Some("orders".into()), ..SideSays::default() };
        let (Some((first, _)), Some((last, _))) = (self.entries.first_key_value(), self.entries.last_key_value())
        else {
            return says;
        };
        says.entries = vec![*first, *last];
        says.entries.dedup();
        says.filings = self.entries.len() as u64;
        says.speakers = self.filers.keys().cloned().collect();
        says.since = self.days.keys().next().copied();
        says.amount = Some(Amount::exactly(self.all.len() as u64));
        let named = self.alone.iter().take(Alone::NAMED).cloned().collect();
        says.alone = Some(Alone { count: self.alone.len() as u64, first: named });
        says
    }
}

/// How many orders of each case there are, as filed one by one: one that court and agency both file is one order, several of one
/// case that one of them files are several. So of each case the most that one filer filed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Orders(HashMap<Commitment, Vec<(BodyId, u64)>>);

impl Orders {
    /// One more filing. Whether there is one order more.
    pub(crate) fn add(&mut self, case: Commitment, filer: &BodyId) -> bool {
        let filers = self.0.entry(case).or_insert_with(|| Vec::with_capacity(1));
        let before = most(filers);
        match filers.iter_mut().find(|(known, _)| known == filer) {
            Some((_, count)) => *count += 1,
            None => filers.push((filer.clone(), 1)),
        }
        most(filers) > before
    }

    /// One filing less. Whether there is one order less.
    pub(crate) fn remove(&mut self, case: &Commitment, filer: &BodyId) -> bool {
        let Some(filers) = self.0.get_mut(case) else { return false };
        let before = most(filers);
        if let Some((_, count)) = filers.iter_mut().find(|(known, _)| known == filer) {
            *count -= 1;
        }
        filers.retain(|(_, count)| *count > 0);
        let left = most(filers);
        if left == 0 {
            self.0.remove(case);
        }
        left < before
    }
}

fn most(filers: &[(BodyId, u64)]) -> u64 {
    filers.iter().map(|(_, count)| *count).max().unwrap_or(0)
}

fn one_less<K: Ord>(counts: &mut BTreeMap<K, u64>, of: &K) {
    let left = counts.get_mut(of).map(|count| {
        *count -= 1;
        *count
    });
    if left == Some(0) {
        counts.remove(of);
    }
}
