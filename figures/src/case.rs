//! Orders matched case by case: court, agency and operator file the same commitment to the case, and nobody learns more of
//! it than that. A case of one side without a counterpart on the other is told, whatever the totals say.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
};

use hashbrown::HashTable;
use register::id::BodyId;

use crate::{
    bodies::{Bodies, Side},
    group::{Counts, Groups},
    matching::{GapId, Key, MatchingRule, Source},
    order::{Order, body},
    period::{Length, Period},
};

/// A commitment to a case.
pub(crate) type Commitment = [u8; 32];

/// The gaps that the case of an order belongs to, and on which side; none where it commits to none, or where its filer is none
/// of those concerned.
pub(crate) fn places(order: &Order, bodies: &Bodies) -> Vec<(GapId, u8)> {
    let Some(side) = order.case.and_then(|_| side(order, bodies)) else { return Vec::new() };
    let rules = MatchingRule::all().iter().filter(|rule| rule.sides[0].counted == Source::Case);
    rules.flat_map(|rule| places_by(rule, side, order)).collect()
}

/// The side that the filer of an order speaks for, if it is one of those concerned.
fn side(order: &Order, bodies: &Bodies) -> Option<Side> {
    let (terms, filer) = (&order.terms, &order.terms.filer);
    bodies.side(filer).filter(|side| match side {
        Side::Agency => terms.is_asked_by(filer),
        Side::Court => terms.is_decided_by(filer),
        Side::Operator | Side::Vendor => terms.served.contains(filer),
        _ => false,
    })
}

fn places_by(rule: &MatchingRule, speaker: Side, order: &Order) -> Vec<(GapId, u8)> {
    let terms = &order.terms;
    let side = rule.sides.iter().position(|side| side.side.contains(&speaker));
    let (Some(side), Some(period)) = (side, rule.length.holding(order.days.of, order.days.of)) else {
        return Vec::new();
    };
    // Nobody is served twice by being named twice.
    let keys: BTreeSet<&BodyId> = match (&rule.key[..], speaker) {
        ([Key::Authority], _) => terms.requester.as_ref().and_then(body).into_iter().collect(),
        ([Key::Operator], Side::Operator | Side::Vendor) => std::iter::once(&terms.filer).collect(),
        ([Key::Operator], _) => terms.served.iter().collect(),
        _ => BTreeSet::new(),
    };
    let place = |key: &BodyId| {
        let (rule, what) = (rule.code.clone(), terms.measure.code().into());
        (GapId { rule, period, what, key: vec![key.to_string()] }, u8::from(side == 1))
    };
    keys.into_iter().map(place).collect()
}

/// Gaps that differ in their period alone are of one family: one side may have dated a case otherwise than the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kin {
    numbers: HashMap<GapId, u32>,
    families: HashMap<u32, u32>,
}

impl Kin {
    /// One more gap.
    pub(crate) fn add(&mut self, number: u32, gap: &GapId) {
        let timeless = GapId { period: Period { year: 0, length: Length::Year, number: 0 }, ..gap.clone() };
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.families.insert(number, *self.numbers.entry(timeless).or_insert(next));
    }

    /// The family of a gap.
    fn of(&self, gap: u32) -> Option<u32> {
        self.families.get(&gap).copied()
    }
}

/// The cases that orders commit to, each under a number, and the orders of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cases {
    all: Vec<Case>,
    /// Numbers that are free again.
    free: Vec<u32>,
    numbers: HashTable<u32>,
    hasher: RandomState,
}

/// One case.
#[derive(Debug, Clone)]
struct Case {
    commitment: Commitment,
    /// How many orders commit to it.
    held: u32,
    /// Those of them that belong somewhere, by group.
    members: Box<[Member]>,
}

/// The orders of one case in one group: as many as there are periods and filers, whatever the number of orders.
#[derive(Debug, Clone)]
struct Member {
    group: u32,
    orders: Filed,
}

/// Orders by entry: nearly always one.
#[derive(Debug, Clone)]
#[expect(clippy::box_collection, reason = "half as large where there is one, as there nearly always is")]
enum Filed {
    One(u64, u32),
    Many(Box<BTreeMap<u64, u32>>),
}

/// A case on one side of one gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stands {
    pub(crate) gap: u32,
    pub(crate) side: u8,
    /// The first order of it there: entry and number.
    pub(crate) first: (u64, u32),
    /// Whether the other side does not have it, in this period or another.
    pub(crate) alone: bool,
}

/// The orders of one case in one group, in short: so the same rules hold for cases in memory and for sorted rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) group: u32,
    /// The first of them: entry and number.
    pub(crate) first: (u64, u32),
    pub(crate) count: u64,
}

/// Where a case stands, and where it has no counterpart.
pub(crate) fn stands(shares: impl Iterator<Item = Share>, groups: &Groups, kin: &Kin) -> Vec<Stands> {
    let mut firsts: BTreeMap<(u32, u8), (u64, u32)> = BTreeMap::new();
    for Share { group, first, .. } in shares {
        for place in groups.get(group).counting(Counts::Cases) {
            let known = firsts.entry((place.gap, place.side)).or_insert(first);
            *known = first.min(*known);
        }
    }
    let sides: BTreeSet<(Option<u32>, u8)> = firsts.keys().map(|(gap, side)| (kin.of(*gap), *side)).collect();
    let one = |((gap, side), first): (&(u32, u8), &(u64, u32))| {
        let alone = !sides.contains(&(kin.of(*gap), 1 - side));
        Stands { gap: *gap, side: *side, first: *first, alone }
    };
    firsts.iter().map(one).collect()
}

/// How many orders of a case a gap counts: one that court and agency both file is one order, several that one of them files
/// are several. So the most that one filer filed.
pub(crate) fn orders_in(shares: impl Iterator<Item = Share>, gap: u32, groups: &Groups) -> u64 {
    let mut filed: BTreeMap<&BodyId, u64> = BTreeMap::new();
    for Share { group, count, .. } in shares {
        let group = groups.get(group);
        if group.counting(Counts::Orders).any(|place| place.gap == gap) {
            *filed.entry(&group.filer).or_default() += count;
        }
    }
    filed.into_values().max().unwrap_or(0)
}

impl Cases {
    /// The number of a case that one more order commits to.
    pub(crate) fn hold(&mut self, commitment: &Commitment) -> u32 {
        let hash = self.hasher.hash_one(commitment);
        let known = self.numbers.find(hash, |number| self.all[*number as usize].commitment == *commitment).copied();
        let number = known.unwrap_or_else(|| self.begin(hash, commitment));
        self.all[number as usize].held += 1;
        number
    }

    fn begin(&mut self, hash: u64, commitment: &Commitment) -> u32 {
        let case = Case { commitment: *commitment, held: 0, members: Box::default() };
        let number = match self.free.pop() {
            Some(number) => {
                self.all[number as usize] = case;
                number
            }
            None => {
                self.all.push(case);
                u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
            }
        };
        let Cases { all, numbers, hasher, .. } = self;
        numbers.insert_unique(hash, number, |number| hasher.hash_one(all[*number as usize].commitment));
        number
    }

    /// An order that committed to a case is no more.
    pub(crate) fn let_go(&mut self, number: u32) {
        let case = &mut self.all[number as usize];
        case.held -= 1;
        if case.held > 0 {
            return;
        }
        let hash = self.hasher.hash_one(case.commitment);
        if let Ok(entry) = self.numbers.find_entry(hash, |known| *known == number) {
            entry.remove();
        }
        self.free.push(number);
    }

    /// What a case is committed to with.
    pub(crate) fn commitment(&self, number: u32) -> &Commitment {
        &self.all[number as usize].commitment
    }

    /// An order of a case comes into a group, or leaves it.
    pub(crate) fn turn(&mut self, number: u32, group: u32, (entry, order): (u64, u32), comes: bool) {
        let case = &mut self.all[number as usize];
        let mut members = std::mem::take(&mut case.members).into_vec();
        match (members.iter().position(|member| member.group == group), comes) {
            (Some(at), true) => members[at].orders.add(entry, order),
            (None, true) => members.push(Member { group, orders: Filed::One(entry, order) }),
            (Some(at), false) if members[at].orders.remove(entry) => drop(members.swap_remove(at)),
            (_, false) => {}
        }
        case.members = members.into();
    }

    /// Where a case stands, and where it has no counterpart.
    pub(crate) fn stands(&self, number: u32, groups: &Groups, kin: &Kin) -> Vec<Stands> {
        stands(self.shares(number), groups, kin)
    }

    /// How many orders of a case a gap counts.
    pub(crate) fn orders_in(&self, number: u32, gap: u32, groups: &Groups) -> u64 {
        orders_in(self.shares(number), gap, groups)
    }

    fn shares(&self, number: u32) -> impl Iterator<Item = Share> {
        let share = |Member { group, orders }: &Member| {
            Some(Share { group: *group, first: orders.first()?, count: orders.count() })
        };
        self.all[number as usize].members.iter().filter_map(share)
    }
}

impl Filed {
    fn add(&mut self, entry: u64, order: u32) {
        match self {
            Filed::One(known, first) => {
                *self = Filed::Many(Box::new(BTreeMap::from([(*known, *first), (entry, order)])));
            }
            Filed::Many(all) => drop(all.insert(entry, order)),
        }
    }

    /// Takes one out; whether none is left.
    fn remove(&mut self, entry: u64) -> bool {
        match self {
            Filed::One(known, _) => *known == entry,
            Filed::Many(all) => {
                all.remove(&entry);
                all.is_empty()
            }
        }
    }

    fn first(&self) -> Option<(u64, u32)> {
        match self {
            Filed::One(entry, order) => Some((*entry, *order)),
            Filed::Many(all) => all.first_key_value().map(|(entry, order)| (*entry, *order)),
        }
    }

    fn count(&self) -> u64 {
        match self {
            Filed::One(..) => 1,
            Filed::Many(all) => all.len() as u64,
        }
    }
}
