//! The ledger: every statement of every filing that stands, which gap it belongs to, and who explained what. `take`
//! brings it up to date entry by entry; the same entries make the same ledger, in whatever batches they come.

mod account;
mod cell;
mod counterpart;
mod explained;
mod place;
pub mod reconciliation;
mod restated;
mod uncompared;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

use register::{
    filing::{Filing, Named},
    form::{Content, Form},
    id::{BodyId, FilingId},
    time::{Date, Instant, When},
};

use self::{
    cell::{Cell, Pair},
    counterpart::is_of_cases,
    restated::Anew,
};
pub use self::{explained::Explained, uncompared::Uncompared};
use crate::{
    bodies::{Bodies, Side},
    case::{Cases, Kin},
    gap::Told,
    group::Groups,
    line::Line,
    matching::GapId,
    names::{self, Names, Resolution},
    order::Order,
    orders::Orders,
    statement::{Asked, At, Statement, figure, of_order, reporter_of, statements},
};

/// Everything said in figures.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    bodies: Bodies,
    names: Names,
    filed: HashMap<FilingId, Filed>,
    orders: Orders,
    groups: Groups,
    cases: Cases,
    restated: HashMap<FilingId, BTreeSet<FilingId>>,
    /// Returns that give single figures of another anew.
    renewed: HashMap<FilingId, BTreeSet<FilingId>>,
    anew: Anew,
    outcomes: HashMap<FilingId, Vec<FilingId>>,
    /// Signed nils, by who signed them for itself.
    nils: HashMap<BodyId, BTreeSet<FilingId>>,
    /// What is said of each gap, by its number.
    cells: HashMap<u32, Pair>,
    /// Gaps by number, so that a million filings need not name theirs.
    numbers: HashMap<Arc<GapId>, u32>,
    gaps: Vec<Arc<GapId>>,
    kin: Kin,
    /// The numbers of the gaps of which a body is the authority.
    of_authority: HashMap<BodyId, Vec<u32>>,
    named: BTreeMap<String, BTreeSet<FilingId>>,
    about: HashMap<BodyId, HashSet<FilingId>>,
    explanations: BTreeMap<String, BTreeMap<u64, Explained>>,
    /// Numbers of gaps.
    changed: BTreeSet<u32>,
    /// Filings, some of them more than once.
    spoke: Vec<FilingId>,
}

/// A filing that stands, as far as figures go; orders stand by themselves.
#[derive(Debug, Clone)]
struct Filed {
    at: At,
    filing: Arc<Filing>,
    placed: Box<[Placed]>,
}

/// Where a statement belongs: the number of the gap, the side, the part of the filing.
#[derive(Debug, Clone, Copy)]
struct Placed {
    gap: u32,
    side: u8,
    part: u16,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Ledger {
        Ledger::default()
    }

    /// One more entry.
    pub fn take(&mut self, entry: u64, received: Instant, filing: &Arc<Filing>) {
        self.begin_with(&filing.filer);
        match &filing.content {
            Content::Correction(correction) => {
                let Some((at, occurred)) = self.standing(&correction.corrects) else { return };
                self.forget(&correction.corrects);
                self.stand(at, Arc::new(corrected(&correction.corrects, occurred, &correction.replacement, filing)));
            }
            Content::Withdrawal(withdrawal) => self.forget(&withdrawal.withdraws),
            _ if is_of_figures(&filing.content) => {
                // In a log no id is used twice. Among drafts one may be: the later takes the place of the earlier.
                if self.standing(&filing.id).is_some() {
                    self.forget(&filing.id);
                }
                self.stand(At { entry, received: received.date() }, Arc::clone(filing))
            }
            _ => {}
        }
    }

    /// Who keeps the register: the filer of its first entry.
    fn begin_with(&mut self, filer: &BodyId) {
        self.bodies.begins_with(filer);
        self.names.begins_with(filer);
    }

    /// Gaps of which anything may have changed since this was asked last, in order.
    pub fn changed(&mut self) -> Vec<Arc<GapId>> {
        let numbers = std::mem::take(&mut self.changed).into_iter();
        let mut gaps: Vec<Arc<GapId>> = numbers.map(|number| Arc::clone(&self.gaps[number as usize])).collect();
        gaps.sort_unstable();
        gaps
    }

    /// Filings whose statements may have changed since this was asked last, in order.
    pub fn spoke(&mut self) -> Vec<FilingId> {
        let mut spoke = std::mem::take(&mut self.spoke);
        spoke.sort_unstable();
        spoke.dedup();
        spoke
    }

    /// The statements of one filing, those of a restated return too; none where it does not stand.
    #[must_use]
    pub fn statements_of(&self, filing: &FilingId) -> Vec<Line> {
        let all = self.said_in(filing);
        let restated = self.restated_in(filing);
        let line = |statement: Statement| {
            let told = self.tell(statement);
            Line { restated: restated.has(&told), ..Line::of(&told) }
        };
        all.into_iter().map(line).collect()
    }

    /// The figures that a reporter published, restated ones too, in the order of the log, with the day each was received.
    #[must_use]
    pub fn published_by(&self, reporter: &str) -> Vec<(Line, Date)> {
        let returns = self.filed.values().filter(|filed| matches!(filed.filing.content, Content::Return(_)));
        let mut all: Vec<(Line, Date)> = returns
            .flat_map(|filed| self.statements_of(&filed.filing.id).into_iter().map(|line| (line, filed.at.received)))
            .filter(|(line, _)| line.reporter == reporter)
            .collect();
        all.sort_by_key(|(line, _)| (line.entries.0, line.part));
        all
    }

    /// Every gap there is, in order; those where one side only speaks are among them.
    pub fn ids(&self) -> impl Iterator<Item = &GapId> {
        let mut ids: Vec<&GapId> = self.cells.keys().map(|number| &*self.gaps[*number as usize]).collect();
        ids.sort_unstable();
        ids.into_iter()
    }

    /// A statement, with its bodies as far as they are known.
    #[must_use]
    pub fn told(&self, filing: &FilingId, part: u16) -> Option<Told> {
        if let Some(filed) = self.filed.get(filing)
            && let Content::Return(returned) = &filed.filing.content
        {
            return figure(&filed.filing, filed.at, returned, part).map(|statement| self.tell(statement));
        }
        self.said_in(filing).into_iter().find(|statement| statement.part == part).map(|statement| self.tell(statement))
    }

    /// Every statement that stands and that no other restates, in the order of the log, as tables add them up.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let orders = self.orders.all().filter_map(|(entry, number)| Some((entry, self.orders.id(number)?)));
        let others = self.filed.values().map(|filed| (filed.at.entry, filed.filing.id.clone()));
        let mut all: Vec<(u64, FilingId)> = others.chain(orders).collect();
        all.sort_unstable();
        let lines = all.into_iter().flat_map(|(_, id)| self.statements_of(&id));
        lines.filter(|line| !line.restated).collect()
    }

    /// Kinds of bodies.
    #[must_use]
    pub fn bodies(&self) -> &Bodies {
        &self.bodies
    }

    /// Names of bodies.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Names that filings use and nobody linked to a body, with how many filings use each.
    #[must_use]
    pub fn unlinked(&self) -> Vec<(String, usize, Resolution)> {
        let one = |key: &String| {
            let (filings, filing, name) = self.uses(key)?;
            Some((name.clone(), filings, self.proposed(&name, &filing)?))
        };
        self.named.keys().filter_map(one).collect()
    }

    /// How many filings use a name, the first of them by its id, and how that spells it.
    fn uses(&self, key: &str) -> Option<(usize, FilingId, String)> {
        let filings = self.named.get(key)?;
        let name = |filing: &FilingId| match self.order(filing) {
            Some((_, order)) => spelled(&order.terms.named, key),
            None => spelled(&self.filed.get(filing)?.filing.named, key),
        };
        let (filing, name) = filings.iter().find_map(|filing| Some((filing.clone(), name(filing)?)))?;
        Some((filings.len(), filing, name))
    }

    /// The bodies that a name may be; none where it is known which it is.
    fn proposed(&self, name: &str, filing: &FilingId) -> Option<Resolution> {
        let resolution = self.names.resolve_name(name, filing.body().jurisdiction());
        Some(resolution).filter(|resolution| matches!(resolution, Resolution::Proposed(_)))
    }

    fn stand(&mut self, at: At, filing: Arc<Filing>) {
        match &filing.content {
            Content::Body(body) => {
                let before = self.bodies.side(&body.body);
                self.bodies.describe(at.entry, &filing.filer, body);
                self.names.describe(&filing.id, body);
                self.place_orders_of(&body.body, before);
            }
            Content::Order(order) => {
                self.orders.add(at, &Order::of(&filing, order), &mut self.cases);
            }
            Content::Alias(alias) => self.names.alias(&filing.id, alias),
            Content::Explanation(explained) => {
                let explained = Explained {
                    filing: filing.id.clone(),
                    filer: filing.filer.clone(),
                    received: at.received,
                    says: (**explained).clone(),
                };
                if let Some(gap) = GapId::parse(explained.says.gap.as_str()) {
                    self.explanations.entry(gap.to_string()).or_default().insert(at.entry, explained);
                    let number = self.number(gap);
                    self.changed.insert(number);
                }
            }
            Content::Return(returned) => {
                if let Some(before) = &returned.restates {
                    self.restated.entry(before.clone()).or_default().insert(filing.id.clone());
                }
                for before in &returned.restates_figures {
                    self.renewed.entry(before.clone()).or_default().insert(filing.id.clone());
                }
                if returned.nil && reporter_of(&filing) == Some(&filing.filer) {
                    self.nils.entry(filing.filer.clone()).or_default().insert(filing.id.clone());
                }
            }
            Content::Outcome(outcome) => {
                put(&mut self.outcomes, &outcome.order, &filing.id);
            }
            _ => {}
        }
        if filing.form() != Form::Order {
            self.filed.insert(filing.id.clone(), Filed { at, filing: Arc::clone(&filing), placed: Box::default() });
        }
        self.take_apart(&filing.id);
        self.place_others(&filing);
    }

    fn forget(&mut self, id: &FilingId) {
        self.forget_order(id);
        self.unplace(id);
        let Some(filed) = self.filed.remove(id) else { return };
        self.unlist(id, &filed.filing.named);
        match &filed.filing.content {
            Content::Body(body) => {
                let before = self.bodies.side(&body.body);
                self.bodies.forget(filed.at.entry, &body.body);
                self.names.forget(id);
                self.place_orders_of(&body.body, before);
            }
            Content::Alias(_) => self.names.forget(id),
            Content::Explanation(explained) => {
                let number = GapId::parse(explained.gap.as_str()).map(|gap| self.number(gap));
                self.changed.extend(number);
                if let Some(all) =
                    GapId::parse(explained.gap.as_str()).and_then(|gap| self.explanations.get_mut(&gap.to_string()))
                {
                    all.remove(&filed.at.entry);
                }
            }
            Content::Return(returned) => {
                if let Some(before) = &returned.restates {
                    self.restated.entry(before.clone()).or_default().remove(id);
                }
                for before in &returned.restates_figures {
                    self.renewed.entry(before.clone()).or_default().remove(id);
                }
                if let Some(nils) = self.nils.get_mut(&filed.filing.filer) {
                    nils.remove(id);
                }
            }
            Content::Outcome(outcome) => {
                take_out(&mut self.outcomes, &outcome.order, id);
            }
            _ => {}
        }
        self.place_others(&filed.filing);
    }

    fn forget_order(&mut self, id: &FilingId) {
        let Some((number, order)) = self.order(id) else { return };
        self.spoke.push(id.clone());
        self.leave(number);
        self.orders.remove(id, &mut self.cases);
        self.unlist(id, &order.terms.named);
        let outcomes = self.outcomes.get(id).cloned().unwrap_or_default();
        outcomes.iter().for_each(|outcome| self.take_apart(outcome));
    }

    /// The orders that say a body belong elsewhere where it speaks for another side than before.
    fn place_orders_of(&mut self, body: &BodyId, before: Option<Side>) {
        if self.bodies.side(body) == before {
            return;
        }
        for number in self.orders.of_body(body) {
            if let Some(id) = self.orders.id(number) {
                self.place_order(&id, number);
            }
        }
    }

    /// An order that stands, with its number.
    fn order(&self, id: &FilingId) -> Option<(u32, Order)> {
        let number = self.orders.find(id)?;
        self.orders.get(number, &self.cases).map(|(_, order)| (number, order))
    }

    /// When a filing that stands came, and of what days it says it is.
    fn standing(&self, id: &FilingId) -> Option<(At, When)> {
        let order = || {
            let (at, order) = self.orders.get(self.orders.find(id)?, &self.cases)?;
            Some((at, order.days.occurred))
        };
        self.filed.get(id).map(|filed| (filed.at, filed.filing.occurred)).or_else(order)
    }

    /// What a description, an alias or an order says may decide where others belong.
    fn place_others(&mut self, filing: &Filing) {
        let mut others: BTreeSet<FilingId> = BTreeSet::new();
        let mut of_name = |name: &str| others.extend(self.named.get(&names::key(name)).into_iter().flatten().cloned());
        match &filing.content {
            Content::Body(body) => {
                std::iter::once(&body.name)
                    .chain(body.names.iter().map(|other| &other.name))
                    .for_each(|name| of_name(name.as_str()));
                others.extend(self.about.get(&body.body).into_iter().flatten().cloned());
                // A number in another register may stand beside any name.
                if !body.identifiers.is_empty() {
                    others.extend(self.named.values().flatten().cloned());
                }
            }
            Content::Alias(alias) => of_name(alias.name.as_str()),
            Content::Order(_) => others.extend(self.outcomes.get(&filing.id).into_iter().flatten().cloned()),
            Content::Outcome(outcome) => {
                self.spoke.extend(self.outcomes.get(&outcome.order).into_iter().flatten().cloned())
            }
            Content::Return(returned) => {
                self.touch_restated(returned);
                self.touch(&filing.id);
                if returned.nil {
                    let numbers = self.of_authority.get(&filing.filer).into_iter().flatten();
                    self.changed.extend(numbers.filter(|number| self.cells.contains_key(*number)));
                }
            }
            _ => {}
        }
        // What an outcome is of, its order says.
        let orders: Vec<&FilingId> = others.iter().collect();
        let outcomes: Vec<FilingId> =
            orders.iter().filter_map(|id| self.outcomes.get(*id)).flatten().cloned().collect();
        others.extend(outcomes);
        others.remove(&filing.id);
        others.iter().for_each(|other| self.take_apart(other));
    }

    /// The statements of whatever stands under an id.
    fn said_in(&self, id: &FilingId) -> Vec<Statement> {
        match self.orders.find(id).and_then(|number| self.orders.get(number, &self.cases)) {
            Some((at, order)) => of_order(&order, at),
            None => self.filed.get(id).map(|filed| self.taken_apart(filed)).unwrap_or_default(),
        }
    }

    /// The statements of a filing.
    fn taken_apart(&self, filed: &Filed) -> Vec<Statement> {
        let asked = |order: &FilingId| self.order(order).map(|(_, order)| Asked::of(&order));
        statements(&filed.filing, filed.at, &asked)
    }

    /// Takes a filing apart anew and puts its statements where they belong.
    fn take_apart(&mut self, id: &FilingId) {
        if let Some(number) = self.orders.find(id) {
            self.place_order(id, number);
            return;
        }
        self.unplace(id);
        let Some(filed) = self.filed.get(id) else { return };
        let filing = Arc::clone(&filed.filing);
        let made = self.taken_apart(filed);
        for named in &filing.named {
            self.named.entry(names::key(named.name.as_str())).or_default().insert(id.clone());
        }
        let parties = |statement: &Statement| {
            let all = [Some(&statement.reporter), statement.other.as_ref(), statement.about.as_ref()];
            all.into_iter().flatten().filter_map(|party| self.body_of(party, statement)).collect::<Vec<_>>()
        };
        let bodies: BTreeSet<BodyId> = made.iter().flat_map(parties).collect();
        for body in bodies {
            self.about.entry(body).or_default().insert(id.clone());
        }
        let mut placed = Vec::new();
        for statement in &made {
            for (gap, side) in self.places(statement) {
                let gap = self.number(gap);
                self.cells.entry(gap).or_default().add(usize::from(side), statement);
                self.changed.insert(gap);
                placed.push(Placed { gap, side, part: statement.part });
            }
        }
        if let Some(filed) = self.filed.get_mut(id) {
            filed.placed = placed.into();
        }
        self.note_anew(&filing, made);
        // Whose figures they are, and which are the same, depends on which bodies names are linked to.
        if let Content::Return(returned) = &filing.content {
            self.touch_restated(returned);
        }
    }

    fn number(&mut self, gap: GapId) -> u32 {
        if let Some(number) = self.numbers.get(&gap) {
            return *number;
        }
        let (number, gap) = (u32::try_from(self.gaps.len()).unwrap_or(u32::MAX), Arc::new(gap));
        if let Some(authority) = gap.authority() {
            self.of_authority.entry(authority).or_default().push(number);
        }
        if is_of_cases(&gap) {
            self.kin.add(number, &gap);
        }
        self.gaps.push(Arc::clone(&gap));
        self.numbers.insert(gap, number);
        number
    }

    /// Takes the statements of a filing from where they are. What it says has not changed yet.
    fn unplace(&mut self, id: &FilingId) {
        self.spoke.push(id.clone());
        self.anew.remove(id);
        let Some(filed) = self.filed.get_mut(id) else { return };
        let (placed, at) = (std::mem::take(&mut filed.placed), filed.at);
        for place in placed.iter() {
            if let Some(pair) = self.cells.get_mut(&place.gap) {
                pair.remove(usize::from(place.side), (id, place.part), at.entry, at.received);
                if pair.cells.iter().all(Cell::is_empty) {
                    self.cells.remove(&place.gap);
                }
            }
            self.changed.insert(place.gap);
        }
    }

    fn unlist(&mut self, id: &FilingId, names: &[Named]) {
        for named in names {
            let key = names::key(named.name.as_str());
            let left = self.named.get_mut(&key).map(|all| {
                all.remove(id);
                all.len()
            });
            if left == Some(0) {
                self.named.remove(&key);
            }
        }
    }
}

/// How a filing spells a name.
fn spelled(named: &[Named], key: &str) -> Option<String> {
    named.iter().find(|named| names::key(named.name.as_str()) == key).map(|named| named.name.to_string())
}

/// Puts a filing under something, once. Most things have one, rarely more than a few.
fn put<K: Clone + Eq + Hash>(all: &mut HashMap<K, Vec<FilingId>>, under: &K, id: &FilingId) {
    match all.get_mut(under) {
        Some(ids) if ids.contains(id) => {}
        Some(ids) => ids.push(id.clone()),
        None => drop(all.insert(under.clone(), vec![id.clone()])),
    }
}

/// Takes a filing out from under something.
fn take_out<K: Eq + Hash>(all: &mut HashMap<K, Vec<FilingId>>, under: &K, id: &FilingId) {
    let Some(ids) = all.get_mut(under) else { return };
    ids.retain(|known| known != id);
    if ids.is_empty() {
        all.remove(under);
    }
}

/// A filing as its correction has it.
fn corrected(id: &FilingId, occurred: When, replacement: &Content, correction: &Filing) -> Filing {
    Filing {
        id: id.clone(),
        filer: id.body(),
        about: Vec::new(),
        occurred,
        content: replacement.clone(),
        sources: Vec::new(),
        documents: Vec::new(),
        withheld: correction.withheld.clone(),
        unknown: correction.unknown.clone(),
        named: correction.named.clone(),
        cleared: Vec::new(),
    }
}

const fn is_of_figures(content: &Content) -> bool {
    matches!(
        content,
        Content::Body(_)
            | Content::Alias(_)
            | Content::Explanation(_)
            | Content::Return(_)
            | Content::Order(_)
            | Content::Outcome(_)
            | Content::Incident(_)
            | Content::Payment(_)
    )
}
