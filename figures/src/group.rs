//! Groups of orders: those that one filer files of the same places. A million orders are in few of them.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use register::{id::BodyId, time::Date};

use crate::statement::At;

/// Every group, under a number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups {
    all: Vec<Group>,
    numbers: HashMap<(BodyId, Arc<[Place]>), u32>,
}

/// What one filer filed of the same places.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) filer: BodyId,
    pub(crate) places: Arc<[Place]>,
    /// Their entries.
    entries: BTreeSet<u64>,
}

/// Where an order belongs: the number of a gap, the side, and as what it counts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) gap: u32,
    pub(crate) side: u8,
    pub(crate) counts: Counts,
}

/// What is counted of orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Counts {
    /// How many there are.
    Orders,
    /// Of how many cases they are.
    Cases,
}

/// What was filed of a group, where its entries are not held.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Total {
    pub(crate) count: u64,
    /// How many of them commit to no case.
    pub(crate) without_case: u64,
    /// Day on which the first came.
    received: Option<Date>,
    /// First and last entry.
    ends: Option<(u64, u64)>,
}

impl Total {
    /// One more order.
    pub(crate) fn add(&mut self, At { entry, received }: At, of_case: bool) {
        self.count += 1;
        self.without_case += u64::from(!of_case);
        self.received = Some(self.received.map_or(received, |first| first.min(received)));
        self.ends = Some(self.ends.map_or((entry, entry), |(first, last)| (first.min(entry), last.max(entry))));
    }

    /// Day on which the first came, first and last entry; none where there is none.
    pub(crate) fn days_and_ends(&self) -> Option<(Date, (u64, u64))> {
        self.received.zip(self.ends)
    }
}

impl Groups {
    /// The number of the group of a filer's orders of these places.
    pub(crate) fn of(&mut self, filer: &BodyId, places: Vec<Place>) -> u32 {
        let key = (filer.clone(), Arc::from(places));
        if let Some(known) = self.numbers.get(&key) {
            return *known;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let (filer, places) = key.clone();
        self.all.push(Group { filer, places, entries: BTreeSet::new() });
        self.numbers.insert(key, number);
        number
    }

    /// A group by its number.
    pub(crate) fn get(&self, number: u32) -> &Group {
        &self.all[number as usize]
    }

    /// A group by a number that may be none.
    pub(crate) fn find(&self, number: u32) -> Option<&Group> {
        self.all.get(number as usize)
    }

    /// One more order, or one less.
    pub(crate) fn turn(&mut self, number: u32, entry: u64, comes: bool) {
        let entries = &mut self.all[number as usize].entries;
        match comes {
            true => entries.insert(entry),
            false => entries.remove(&entry),
        };
    }
}

impl Group {
    /// First and last entry; none where there is no order in it.
    pub(crate) fn ends(&self) -> Option<(u64, u64)> {
        self.entries.first().copied().zip(self.entries.last().copied())
    }

    /// Where its orders count so.
    pub(crate) fn counting(&self, counts: Counts) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(move |place| place.counts == counts)
    }
}
