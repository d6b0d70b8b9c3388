//! The orders that stand, some two hundred bytes each: what many have in common is held once, ids and cases as numbers.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
    sync::Arc,
};

use hashbrown::HashTable;
use register::{
    form::Form,
    id::{BodyId, FilingId},
};

use crate::{
    case::Cases,
    order::{Days, Order, Terms},
    statement::At,
};

/// Every order that stands, each under a number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Orders {
    all: Vec<Option<Record>>,
    /// Numbers that are free again.
    free: Vec<u32>,
    by_id: HashTable<u32>,
    terms: Vec<Common>,
    by_terms: HashTable<u32>,
    /// The terms in which a body stands.
    of_body: HashMap<BodyId, Vec<u32>>,
    hasher: RandomState,
}

/// Terms, and the orders that have them.
#[derive(Debug, Clone)]
struct Common {
    terms: Arc<Terms>,
    /// Among them some that were forgotten: at most as many as are left.
    orders: Vec<u32>,
    left: usize,
}

/// One order.
#[derive(Debug, Clone)]
struct Record {
    at: At,
    slug: Slug,
    days: Days,
    terms: u32,
    case: Option<u32>,
    group: Option<u32>,
}

/// The last part of an id: its filer and form are those of the terms. Nearly all are short.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slug {
    Short(u8, [u8; SHORT]),
    Long(Box<str>),
}

/// As long as fits where a longer one is pointed to.
const SHORT: usize = 22;

impl Orders {
    /// One more order, in place of one of the same id; its number.
    pub(crate) fn add(&mut self, at: At, order: &Order, cases: &mut Cases) -> u32 {
        self.remove(&order.id, cases);
        let terms = self.intern(&order.terms);
        let case = order.case.map(|case| cases.hold(&case));
        let record = Record { at, slug: Slug::of(&order.id), days: order.days, terms, case, group: None };
        let number = self.free.pop().unwrap_or_else(|| {
            self.all.push(None);
            u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
        });
        self.all[number as usize] = Some(record);
        let common = &mut self.terms[terms as usize];
        common.orders.push(number);
        common.left += 1;
        let hash = self.hash_of(number);
        let mut by_id = std::mem::take(&mut self.by_id);
        by_id.insert_unique(hash, number, |number| self.hash_of(*number));
        self.by_id = by_id;
        number
    }

    /// The number of an order.
    pub(crate) fn find(&self, id: &FilingId) -> Option<u32> {
        if self.by_id.is_empty() {
            return None;
        }
        let (filer, form, slug) = parts(id);
        let is = |number: &u32| {
            let record = self.record(*number);
            record.is_some_and(|record| record.slug.as_str() == slug && self.terms_of(record).filer.as_str() == filer)
        };
        self.by_id.find(self.hasher.hash_one((filer, slug)), is).copied().filter(|_| form == Form::Order.code())
    }

    /// An order is no more.
    pub(crate) fn remove(&mut self, id: &FilingId, cases: &mut Cases) {
        let Some(number) = self.find(id) else { return };
        if let Ok(entry) = self.by_id.find_entry(self.hash_of(number), |known| *known == number) {
            entry.remove();
        }
        let Some(record) = self.all[number as usize].take() else { return };
        if let Some(case) = record.case {
            cases.let_go(case);
        }
        self.free.push(number);
        let common = &mut self.terms[record.terms as usize];
        common.left -= 1;
        if common.orders.len() > 2 * common.left {
            let has = |number: &u32| self.all[*number as usize].as_ref().is_some_and(|of| of.terms == record.terms);
            let kept: BTreeSet<u32> = common.orders.iter().copied().filter(has).collect();
            common.orders = kept.into_iter().collect();
        }
    }

    /// An order by its number.
    pub(crate) fn get(&self, number: u32, cases: &Cases) -> Option<(At, Order)> {
        let record = self.record(number)?;
        let case = record.case.map(|case| *cases.commitment(case));
        let terms = Arc::clone(self.terms_of(record));
        Some((record.at, Order { id: self.id(number)?, terms, days: record.days, case }))
    }

    /// The id of an order.
    pub(crate) fn id(&self, number: u32) -> Option<FilingId> {
        let record = self.record(number)?;
        FilingId::parse(&format!("{}/order/{}", self.terms_of(record).filer, record.slug.as_str()))
    }

    /// Entry and day of an order.
    pub(crate) fn at(&self, number: u32) -> Option<At> {
        self.record(number).map(|record| record.at)
    }

    /// The case of an order, by its number.
    pub(crate) fn case(&self, number: u32) -> Option<u32> {
        self.record(number)?.case
    }

    /// The group that an order is in.
    pub(crate) fn group(&self, number: u32) -> Option<u32> {
        self.record(number)?.group
    }

    /// Puts an order into a group, or into none.
    pub(crate) fn put(&mut self, number: u32, group: Option<u32>) {
        if let Some(Some(record)) = self.all.get_mut(number as usize) {
            record.group = group;
        }
    }

    /// The orders of which a body is the filer, or that say who asks or decides and say that body, in the order of the log.
    pub(crate) fn of_body(&self, body: &BodyId) -> Vec<u32> {
        let terms = self.of_body.get(body).into_iter().flatten();
        let has = |terms: u32| move |number: &u32| self.record(*number).is_some_and(|record| record.terms == terms);
        let numbers = terms.flat_map(|terms| self.terms[*terms as usize].orders.iter().copied().filter(has(*terms)));
        let mut all: Vec<(u64, u32)> = numbers.filter_map(|number| Some((self.at(number)?.entry, number))).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|(_, number)| number).collect()
    }

    /// Every order, by entry.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u64, u32)> {
        let numbered = (0..).zip(&self.all);
        numbered.filter_map(|(number, record)| record.as_ref().map(|record| (record.at.entry, number)))
    }

    fn record(&self, number: u32) -> Option<&Record> {
        self.all.get(number as usize)?.as_ref()
    }

    fn terms_of(&self, record: &Record) -> &Arc<Terms> {
        &self.terms[record.terms as usize].terms
    }

    fn hash_of(&self, number: u32) -> u64 {
        self.record(number)
            .map_or(0, |record| self.hasher.hash_one((self.terms_of(record).filer.as_str(), record.slug.as_str())))
    }

    /// The number of some terms.
    fn intern(&mut self, terms: &Arc<Terms>) -> u32 {
        let hash = self.hasher.hash_one(terms);
        let is = |number: &u32| *self.terms[*number as usize].terms == **terms;
        if let Some(known) = self.by_terms.find(hash, is) {
            return *known;
        }
        let number = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        let bodies: BTreeSet<&BodyId> = terms.bodies().collect();
        bodies.into_iter().for_each(|body| self.of_body.entry(body.clone()).or_default().push(number));
        self.terms.push(Common { terms: Arc::clone(terms), orders: Vec::new(), left: 0 });
        let Orders { terms, hasher, .. } = self;
        self.by_terms.insert_unique(hash, number, |number| hasher.hash_one(&terms[*number as usize].terms));
        number
    }
}

impl Slug {
    fn of(id: &FilingId) -> Slug {
        let (_, _, text) = parts(id);
        let mut bytes = [0; SHORT];
        match (u8::try_from(text.len()), bytes.get_mut(..text.len())) {
            (Ok(length), Some(begin)) => {
                begin.copy_from_slice(text.as_bytes());
                Slug::Short(length, bytes)
            }
            _ => Slug::Long(text.into()),
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Slug::Short(length, bytes) => std::str::from_utf8(&bytes[..usize::from(*length)]).unwrap_or_default(),
            Slug::Long(text) => text,
        }
    }
}

/// Filer, form and slug of an id.
fn parts(id: &FilingId) -> (&str, &str, &str) {
    let (front, slug) = id.as_str().rsplit_once('/').unwrap_or_default();
    let (filer, form) = front.rsplit_once('/').unwrap_or_default();
    (filer, form, slug)
}

#[cfg(test)]
mod tests {
    use register::{
        filing::read_draft,
        form::Content,
        time::{Date, Instant},
    };

    use super::*;

    fn order(slug: &str, case: u8) -> Order {
        let unknown: Vec<String> =
            ["technology", "court", "asked_at", "decided_at", "from", "to", "matter", "subjects"]
                .map(|field| format!(r#"{{"field":"{field}","reason":"not-found"}}"#))
                .into();
        let text = format!(
            r#"{{"form":"order","id":"mx/fgr/order/{slug}","filer":"mx/fgr","occurred":"2020-01-0{case}","measure":"interception",
            "requester":"mx/fgr","outcome":"granted","served":["mx/uno"],"case_commitment":"{}","unknown":[{}]}}"#,
            format!("{case:02x}").repeat(32),
            unknown.join(",")
        );
        let filing = read_draft(&text).unwrap_or_else(|refusal| panic!("{:?}", refusal.problems));
        let Content::Order(order) = &filing.content else { panic!("no order") };
        Order::of(&filing, order)
    }

    #[test]
    fn orders_are_what_was_put_in_and_leave_nothing_behind() {
        let (mut orders, mut cases) = (Orders::default(), Cases::default());
        let at = |entry: u64| At { entry, received: Instant::EPOCH.date() };
        let slugs = ["1", "a-number-of-22-bytes-x", "a-number-that-is-longer-than-22-bytes", "1"];
        let one = |(entry, slug): (u64, &&str)| (entry, order(slug, 1 + (entry % 2) as u8));
        let all: Vec<(u64, Order)> = (0..).zip(&slugs).map(one).collect();
        for round in 0..3 {
            for (entry, order) in &all {
                orders.add(at(*entry), order, &mut cases);
            }
            // The last has the id of the first, and takes its place.
            for (entry, order) in &all[1..] {
                let number = orders.find(&order.id).unwrap();
                let (known, told) = orders.get(number, &cases).unwrap();
                assert_eq!((known.entry, &told.id, &*told.terms), (*entry, &order.id, &*order.terms));
                assert_eq!(
                    (told.case, told.days.of),
                    (order.case, Date::parse(&format!("2020-01-0{}", 1 + entry % 2)).unwrap())
                );
            }
            assert_eq!(orders.of_body(&BodyId::parse("mx/fgr").unwrap()).len(), 3, "round {round}");
            all.iter().for_each(|(_, order)| orders.remove(&order.id, &mut cases));
            assert!(orders.all().next().is_none() && orders.find(&all[0].1.id).is_none());
        }
        assert_eq!((orders.all.len(), orders.terms.len(), orders.terms[0].orders.len()), (3, 1, 0));
    }
}
