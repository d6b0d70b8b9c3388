//! The ledger: every statement of every filing that stands, which gap it belongs to, and who explained what. `take`
//! brings it up to date entry by entry; the same entries make the same ledger, in whatever batches they come.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::Hash,
    sync::{Arc, OnceLock},
};

use register::{
    filing::Filing,
    form::Content,
    forms::{
        sides::Explanation,
        usage::{Outcome, Return},
    },
    id::{BodyId, FilingId},
    time::{Date, Instant},
};

use crate::{
    amount::Amount,
    bodies::{Bodies, Side},
    case::{Case, Cases, Commitment, Kin, Orders},
    gap::{self, Brief, Gap, SideSays, Told},
    line::Line,
    matching::{GapId, Key, MatchingRule, SideRule, Source},
    names::{self, Names, Resolution},
    period::Period,
    series::{Same, Who},
    statement::{Asked, At, Counted, Party, Statement, reporter_of, reporter_said, statements},
};

/// Everything said in figures.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    bodies: Bodies,
    names: Names,
    filed: HashMap<FilingId, Filed>,
    restated: HashMap<FilingId, BTreeSet<FilingId>>,
    /// Returns that give single figures of another anew.
    renewed: HashMap<FilingId, BTreeSet<FilingId>>,
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

/// A filing that stands, as far as figures go.
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

/// What both sides say of one gap.
#[derive(Debug, Clone, Default)]
struct Pair {
    cells: [Cell; 2],
    /// What the figures of each side come to, until one of them changes: what is filed one by one is added without them.
    said: OnceLock<Box<[Said; 2]>>,
}

/// What the figures of a side come to, and the first entries they stand in, in order.
#[derive(Debug, Clone)]
struct Said {
    says: SideSays,
    entries: Vec<u64>,
}

/// What one side says of one gap: its figures, and a count of what was filed one by one.
#[derive(Debug, Clone, Default)]
struct Cell {
    figures: BTreeSet<(FilingId, u16)>,
    filings: BTreeMap<u64, OneByOne>,
    /// Those of them that commit to a case.
    orders: Orders,
    cases: Cases,
    /// Who filed them, and how many each.
    filers: BTreeMap<BodyId, u64>,
    low: u128,
    high: u128,
    open: u64,
}

/// What was filed one by one, as far as it is counted.
#[derive(Debug, Clone, Copy)]
struct OneByOne {
    amount: Amount,
    received: Date,
    case: Option<Commitment>,
}

/// An explanation of a gap, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The filing.
    pub filing: FilingId,
    /// Who explains.
    pub filer: BodyId,
    /// Day it was received.
    pub received: Date,
    /// What it says.
    pub says: Explanation,
}

/// A figure that is compared with nothing, since no period of the calendar holds its days: they reach over two, or have no
/// end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncompared {
    /// The gap it would be of, were it of the period that its first day is in.
    pub gap: GapId,
    /// The side it would be on.
    pub side: u8,
    /// Its place in the filing.
    pub part: u16,
    /// The entry.
    pub entry: u64,
    /// First day.
    pub from: Date,
    /// Last day; none where the period is open.
    pub to: Option<Date>,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Ledger {
        Ledger::default()
    }

    /// One more entry.
    pub fn take(&mut self, entry: u64, received: Instant, filing: &Arc<Filing>) {
        self.bodies.begins_with(&filing.filer);
        self.names.begins_with(&filing.filer);
        match &filing.content {
            Content::Correction(correction) => {
                let Some(before) = self.filed.get(&correction.corrects) else { return };
                let (at, corrected) = (before.at, corrected(before, filing));
                self.forget(&correction.corrects);
                self.stand(at, Arc::new(corrected));
            }
            Content::Withdrawal(withdrawal) => self.forget(&withdrawal.withdraws),
            _ if is_of_figures(&filing.content) => {
                self.stand(At { entry, received: received.date() }, Arc::clone(filing))
            }
            _ => {}
        }
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
        let all = self.filed.get(filing).map(|filed| self.taken_apart(filed)).unwrap_or_default();
        let restated = self.restated_in(filing);
        let line = |statement: Statement| {
            let told = self.tell(statement);
            Line { restated: restated.has(&told), ..Line::of(&told) }
        };
        all.into_iter().map(line).collect()
    }

    /// What of the figures of a filing stands and is compared with nothing, since no period of a rule holds its days.
    #[must_use]
    pub fn uncompared(&self, filing: &FilingId) -> Vec<Uncompared> {
        let all = self.filed.get(filing).map(|filed| self.taken_apart(filed)).unwrap_or_default();
        let outside = |statement: &Statement| {
            let period = |rule: &MatchingRule| match statement.period(rule) {
                Some(_) => None,
                None => Some(rule.length.of(statement.from)),
            };
            self.places_in(statement, period)
        };
        let mut all: Vec<_> = all.into_iter().map(|statement| (outside(&statement), statement)).collect();
        all.retain(|(places, _)| !places.is_empty());
        if all.is_empty() {
            return Vec::new();
        }
        let restated = self.restated_in(filing);
        let stands = all.into_iter().map(|(places, statement)| (places, self.tell(statement)));
        let one = |(places, told): (Vec<(GapId, u8)>, Told)| {
            let Statement { part, entry, from, to, .. } = told.statement;
            places.into_iter().map(move |(gap, side)| Uncompared { gap, side, part, entry, from, to })
        };
        stands.filter(|(_, told)| !restated.has(told)).flat_map(one).collect()
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

    fn pair(&self, id: &GapId) -> Option<&Pair> {
        self.cells.get(self.numbers.get(id)?)
    }

    /// What the two sides of a gap say.
    #[must_use]
    pub fn gap(&self, id: &GapId) -> Option<Gap> {
        let pair = self.pair(id)?;
        let rule = MatchingRule::of(&id.rule)?;
        let said = self.said(id, rule, pair);
        let side = |at: usize| {
            if rule.sides[at].counted == Source::Case {
                return pair.cells[at].cases.says();
            }
            let mut says = said[at].says.clone();
            pair.cells[at].count_into(&mut says);
            if says.amount.is_none() && rule.sides[at].counted == Source::Return {
                self.sign_nil(id, &mut says);
            }
            says
        };
        let mut sides = [side(0), side(1)];
        sides[0].speakers.extend(id.authority());
        Gap::of(id.clone(), sides)
    }

    /// What the two sides of a gap come to, and who explained it: what [`Ledger::gap`] tells without all its statements,
    /// so that it costs the same however many there are.
    #[must_use]
    pub fn brief(&self, id: &GapId) -> Option<Brief> {
        let pair = self.pair(id)?;
        let rule = MatchingRule::of(&id.rule)?;
        if is_of_cases(id) {
            return self.gap(id).map(|gap| Brief::of(&gap));
        }
        let said = self.said(id, rule, pair);
        let side = |at: usize| {
            let Said { says, entries } = &said[at];
            let mut short = SideSays {
                amount: says.amount,
                since: says.since,
                disputed: says.disputed,
                entries: entries.clone(),
                ..SideSays::default()
            };
            pair.cells[at].count_into(&mut short);
            if short.amount.is_none() && rule.sides[at].counted == Source::Return {
                self.sign_nil(id, &mut short);
            }
            short
        };
        let brief = Gap::of(id.clone(), [side(0), side(1)]).map(|gap| Brief::of(&gap));
        debug_assert_eq!(brief, self.gap(id).map(|gap| Brief::of(&gap)));
        brief
    }

    /// Whether anybody explained a gap, or tried to.
    #[must_use]
    pub fn is_spoken_of(&self, id: &GapId) -> bool {
        !self.explanations.is_empty() && self.explanations.contains_key(&id.to_string())
    }

    /// What the figures of both sides come to.
    fn said<'p>(&self, id: &GapId, rule: &MatchingRule, pair: &'p Pair) -> &'p [Said; 2] {
        pair.said.get_or_init(|| {
            let told = pair.cells.each_ref().map(|cell| self.told_in(cell));
            let units = units(rule, &pair.cells, &told);
            let filings: BTreeSet<&FilingId> = told.iter().flatten().map(|told| &told.statement.filing).collect();
            let of: HashMap<&FilingId, Restated> = filings.into_iter().map(|id| (id, self.restated_in(id))).collect();
            let restated = |told: &Told| of.get(&told.statement.filing).is_some_and(|restated| restated.has(told));
            Box::new([0, 1].map(|at| {
                let says = gap::side(&told[at], units[at].as_deref(), id.period, &restated);
                let mut entries = says.entries.clone();
                // In the order in which they are told where nothing was filed one by one, as `gap` leaves them.
                if !pair.cells[at].filings.is_empty() {
                    entries.sort_unstable();
                    entries.dedup();
                }
                entries.truncate(gap::MAX_BRIEF);
                Said { says, entries }
            }))
        })
    }

    /// What one cell holds in figures; each filing is taken apart once.
    fn told_in(&self, cell: &Cell) -> Vec<Told> {
        let filings: BTreeSet<&FilingId> = cell.figures.iter().map(|(id, _)| id).collect();
        let all = filings.into_iter().filter_map(|id| self.filed.get(id)).flat_map(|filed| self.taken_apart(filed));
        let here = all.filter(|statement| cell.figures.contains(&(statement.filing.clone(), statement.part)));
        here.map(|statement| self.tell(statement)).collect()
    }

    /// A signed nil of the authority, for the whole period, is a zero that somebody signed.
    fn sign_nil(&self, id: &GapId, says: &mut SideSays) {
        let (Some(authority), Some(first), Some(last)) = (id.authority(), id.period.first(), id.period.last()) else {
            return;
        };
        let nils = self.nils.get(&authority).into_iter().flatten();
        let nil = |nil: &FilingId| {
            let filed = self.filed.get(nil)?;
            let (from, to) = (filed.filing.occurred.from(), filed.filing.occurred.to()?);
            (from <= first && to >= last && !self.is_restated(nil)).then_some(filed)
        };
        if let Some(filed) = nils.filter_map(nil).min_by_key(|filed| filed.at.entry) {
            says.amount = Some(Amount::ZERO);
            says.since = Some(filed.at.received);
            says.entries.push(filed.at.entry);
            says.used.push((filed.filing.id.to_string(), 0));
        }
    }

    /// What was explained of a gap, in the order of the log: by those who speak in it, and after both sides were known.
    /// Nobody else explains it away, and nobody before there is anything to explain.
    #[must_use]
    pub fn explanations(&self, gap: &Gap) -> Vec<(u64, &Explained)> {
        let speaks = |filer: &BodyId| gap.sides.iter().any(|side| side.speakers.contains(filer));
        let counts = |explained: &&Explained| {
            speaks(&explained.filer) && gap.since.is_some_and(|since| explained.received >= since)
        };
        let all = self.explanations.get(&gap.id.to_string()).into_iter().flatten();
        all.filter(|(_, explained)| counts(explained)).map(|(entry, explained)| (*entry, explained)).collect()
    }

    /// A statement, with its bodies as far as they are known.
    #[must_use]
    pub fn told(&self, filing: &FilingId, part: u16) -> Option<Told> {
        let all = self.taken_apart(self.filed.get(filing)?);
        all.into_iter().find(|statement| statement.part == part).map(|statement| self.tell(statement))
    }

    /// Every statement that stands and that no other restates, in the order of the log, as tables add them up.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut all: Vec<&Filed> = self.filed.values().collect();
        all.sort_by_key(|filed| filed.at.entry);
        let lines = all.into_iter().flat_map(|filed| self.statements_of(&filed.filing.id));
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
        let spelled = |filing: &FilingId, key: &str| {
            let named =
                self.filed.get(filing)?.filing.named.iter().find(|named| names::key(named.name.as_str()) == key)?;
            Some((named.name.to_string(), filing.clone()))
        };
        let first = |(key, filings): (&String, &BTreeSet<FilingId>)| {
            let (name, filing) = filings.iter().find_map(|filing| spelled(filing, key))?;
            let resolution = self.names.resolve_name(&name, filing.body().jurisdiction());
            matches!(resolution, Resolution::Proposed(_)).then(|| (name, filings.len(), resolution))
        };
        self.named.iter().filter_map(first).collect()
    }

    fn stand(&mut self, at: At, filing: Arc<Filing>) {
        match &filing.content {
            Content::Body(body) => {
                self.bodies.describe(at.entry, &filing.filer, body);
                self.names.describe(&filing.id, body);
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
        self.filed.insert(filing.id.clone(), Filed { at, filing: Arc::clone(&filing), placed: Box::default() });
        self.take_apart(&filing.id);
        self.place_others(&filing);
    }

    fn forget(&mut self, id: &FilingId) {
        self.unplace(id);
        let Some(filed) = self.filed.remove(id) else { return };
        self.unlist(&filed);
        match &filed.filing.content {
            Content::Body(body) => {
                self.bodies.forget(filed.at.entry, &body.body);
                self.names.forget(id);
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

    /// The statements of a filing.
    fn taken_apart(&self, filed: &Filed) -> Vec<Statement> {
        let asked = |order: &FilingId| {
            let filing = &self.filed.get(order)?.filing;
            match &filing.content {
                Content::Order(order) => Some(Asked::of(filing, order)),
                _ => None,
            }
        };
        statements(&filed.filing, filed.at, &asked)
    }

    /// Takes a filing apart anew and puts its statements where they belong.
    fn take_apart(&mut self, id: &FilingId) {
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
        self.place_case(&filing, &mut placed);
        if let Some(filed) = self.filed.get_mut(id) {
            filed.placed = placed.into();
        }
        // Whose figures they are, and which are the same, depends on which bodies names are linked to.
        if let Content::Return(returned) = &filing.content {
            self.touch_restated(returned);
        }
    }

    /// Puts an order that commits to a case where it belongs.
    fn place_case(&mut self, filing: &Filing, placed: &mut Vec<Placed>) {
        let Content::Order(order) = &filing.content else { return };
        let Some((case, at)) = Case::of(filing, order, &self.bodies).zip(self.filed.get(&filing.id).map(|of| of.at))
        else {
            return;
        };
        for (gap, side) in case.places() {
            let gap = self.number(gap);
            let (side, known) = (usize::from(side), self.has_case(&case.commitment, gap, usize::from(side)));
            let cases = &mut self.cells.entry(gap).or_default().cells[side].cases;
            cases.add(case.commitment, at.entry, &filing.id, at.received);
            self.meet(&case.commitment, gap, side, !known);
            placed.push(Placed { gap, side: u8::from(side == 1), part: 0 });
        }
        self.about.entry(filing.filer.clone()).or_default().insert(filing.id.clone());
    }

    /// A filing of a case came to a side of a gap, or was taken away. Whether the other side has that case, in this period or
    /// another, is asked anew for it; for the other side only where this side has it for the first time, or no more. So one
    /// filing costs by the periods there are, not by the cases of a gap nor by the filings of a case.
    fn meet(&mut self, case: &Commitment, gap: u32, side: usize, turned: bool) {
        let met = self.has_case(case, gap, 1 - side);
        self.tell_met(case, gap, side, met);
        self.changed.insert(gap);
        if !turned || !met {
            return;
        }
        let has = self.has_case(case, gap, side);
        for other in self.kin.of(gap).to_vec() {
            if self.holds(case, other, 1 - side) {
                self.tell_met(case, other, 1 - side, has);
                self.changed.insert(other);
            }
        }
    }

    fn tell_met(&mut self, case: &Commitment, gap: u32, side: usize, met: bool) {
        if let Some(pair) = self.cells.get_mut(&gap) {
            pair.cells[side].cases.meet(case, met);
        }
    }

    /// Whether a side has a case, in the period of a gap or in another.
    fn has_case(&self, case: &Commitment, gap: u32, side: usize) -> bool {
        self.kin.of(gap).iter().any(|gap| self.holds(case, *gap, side))
    }

    fn holds(&self, case: &Commitment, gap: u32, side: usize) -> bool {
        self.cells.get(&gap).is_some_and(|pair| pair.cells[side].cases.has(case))
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
        let Some(filed) = self.filed.get_mut(id) else { return };
        let (placed, entry) = (std::mem::take(&mut filed.placed), filed.at.entry);
        let case = commitment(&filed.filing.content);
        for at in placed.iter() {
            let (side, case) = (usize::from(at.side), case.filter(|_| is_of_cases(&self.gaps[at.gap as usize])));
            if let Some(pair) = self.cells.get_mut(&at.gap) {
                match &case {
                    Some(case) => pair.cells[side].cases.remove(case, entry),
                    None => pair.remove(side, id, at.part, entry),
                }
            }
            if let Some(case) = &case {
                let gone = !self.has_case(case, at.gap, side);
                self.meet(case, at.gap, side, gone);
            }
            if self.cells.get(&at.gap).is_some_and(|pair| pair.cells.iter().all(Cell::is_empty)) {
                self.cells.remove(&at.gap);
            }
            self.changed.insert(at.gap);
        }
    }

    fn unlist(&mut self, filed: &Filed) {
        let id = &filed.filing.id;
        for named in &filed.filing.named {
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

    /// What a return takes the place of does so, or does not any more. A return that is restated as a whole renews no figure,
    /// so those that it would renew are told anew too.
    fn touch_restated(&mut self, returned: &Return) {
        let whole = returned.restates.as_ref().and_then(|before| self.filed.get(before));
        let beyond = match whole.map(|before| Arc::clone(&before.filing)) {
            Some(before) => match &before.content {
                Content::Return(before) => before.restates_figures.clone(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        };
        returned.restates.iter().chain(&returned.restates_figures).chain(&beyond).for_each(|before| self.touch(before));
    }

    /// A return is restated, or is not any more.
    fn touch(&mut self, id: &FilingId) {
        for at in self.filed.get(id).into_iter().flat_map(|filed| filed.placed.iter()) {
            if let Some(pair) = self.cells.get_mut(&at.gap) {
                pair.said.take();
            }
            self.changed.insert(at.gap);
        }
        self.spoke.push(id.clone());
    }

    /// Whether a later filing takes the place of one: a return of the same reporter and period, by the same filer or by the
    /// reporter itself; an outcome of the same order as of a later day.
    fn is_restated(&self, id: &FilingId) -> bool {
        let Some(old) = self.filed.get(id) else { return false };
        if let Content::Outcome(outcome) = &old.filing.content {
            return self.is_outdated(old, outcome);
        }
        let restates = |new: &Filed| new.filing.occurred == old.filing.occurred && self.speaks_after(new, old);
        self.restated.get(id).into_iter().flatten().filter_map(|by| self.filed.get(by)).any(restates)
    }

    /// What later filings take the place of in one: all of it, or single figures of a return.
    fn restated_in(&self, id: &FilingId) -> Restated {
        if self.is_restated(id) {
            return Restated::Whole;
        }
        let Some(old) = self.filed.get(id) else { return Restated::Figures(HashSet::new()) };
        // What was itself restated as a whole says nothing of any figure.
        let stands = |new: &&Filed| new.at.entry > old.at.entry && !self.is_restated(&new.filing.id);
        let all = self.renewed.get(id).into_iter().flatten().filter_map(|by| self.filed.get(by)).filter(stands);
        let figures = all.flat_map(|new| {
            let said = self.taken_apart(new).into_iter().map(|statement| Same::of(&self.tell(statement)));
            said.filter(|same| may_restate(&same.reporter, new, old))
        });
        Restated::Figures(figures.collect())
    }

    /// Whether a return comes after another of the same reporter, from the same filer or from the reporter itself.
    fn speaks_after(&self, new: &Filed, old: &Filed) -> bool {
        let Some(reporter) = self.reporter(&new.filing) else { return false };
        new.at.entry > old.at.entry
            && may_restate(&reporter, new, old)
            && self.reporter(&old.filing).is_some_and(|was| was == reporter)
    }

    /// Whose figures a return is, as far as it is known which body that is.
    fn reporter(&self, filing: &Filing) -> Option<Who> {
        let (party, place) = reporter_said(filing)?;
        Some(match (self.body_in(&party, place), party) {
            (Some(body), _) | (None, Party::Body(body)) => Who::Body(body),
            (None, Party::Named(named)) => Who::named(named.name.as_str()),
        })
    }

    fn is_outdated(&self, old: &Filed, outcome: &Outcome) -> bool {
        let others = self.outcomes.get(&outcome.order).into_iter().flatten().filter_map(|id| self.filed.get(id));
        others.filter(|other| other.filing.filer == old.filing.filer).any(|other| match &other.filing.content {
            Content::Outcome(of) => (of.as_of, other.at.entry) > (outcome.as_of, old.at.entry),
            _ => false,
        })
    }

    /// The gaps a statement belongs to, and on which side. Who speaks is asked only where a rule counts what is said.
    fn places(&self, statement: &Statement) -> Vec<(GapId, u8)> {
        self.places_in(statement, |rule| statement.period(rule))
    }

    /// The same, in the period that is told for each rule.
    fn places_in(&self, statement: &Statement, period: impl Fn(&MatchingRule) -> Option<Period>) -> Vec<(GapId, u8)> {
        let one_by_one = matches!(statement.counted, Counted::Filing(_));
        if (one_by_one && statement.part != 0) || (!one_by_one && statement.category.is_some()) {
            return Vec::new();
        }
        let counts = |side: &SideRule| side.counts(&statement.counted, &statement.unit);
        let mut rules = MatchingRule::all().iter().filter(|rule| rule.sides.iter().any(counts)).peekable();
        if rules.peek().is_none() {
            return Vec::new();
        }
        let of = self.spoken_of(statement);
        rules.filter_map(|rule| of.place_by(rule, statement, period(rule)?)).collect()
    }

    /// Who speaks, of whom, and of which place.
    fn spoken_of(&self, statement: &Statement) -> SpokenOf {
        let reporter = self.body_of(&statement.reporter, statement);
        let side = reporter.as_ref().and_then(|body| self.bodies.side(body));
        let spoken = [statement.other.as_ref(), statement.about.as_ref()];
        let bodies: Vec<BodyId> =
            spoken.into_iter().flatten().filter_map(|party| self.body_of(party, statement)).collect();
        // A ministry may report of another body: the body it speaks of is the one that answers.
        let of_side = |wanted: &[Side]| {
            let all = bodies.iter().rev().chain(&reporter);
            all.into_iter().find(|body| self.bodies.side(body).is_some_and(|side| wanted.contains(&side))).cloned()
        };
        let authority = of_side(&[Side::Agency]);
        let place = authority.as_ref().map(|body| body.jurisdiction().to_owned());
        let own = || match side {
            Some(Side::Operator | Side::Vendor) | None => None,
            Some(_) => reporter.as_ref().map(|body| body.jurisdiction().to_owned()),
        };
        let named = statement.place.as_deref().map(str::to_owned);
        SpokenOf {
            side,
            place: named.or(place).or_else(own),
            authority,
            operator: of_side(&[Side::Operator, Side::Vendor]),
        }
    }

    /// The body of a party, where it is one and it is known which.
    fn body_of(&self, party: &Party, statement: &Statement) -> Option<BodyId> {
        self.body_in(party, scope(statement))
    }

    fn body_in(&self, party: &Party, place: &str) -> Option<BodyId> {
        match party {
            Party::Body(body) => Some(body.clone()),
            Party::Named(named) => match self.names.linked(named, place) {
                Some((bodies, _)) if bodies.len() == 1 => bodies.into_iter().next(),
                _ => None,
            },
        }
    }

    fn tell(&self, statement: Statement) -> Told {
        let name = |party: &Party| match (self.body_of(party, &statement), party) {
            (Some(body), _) => body.to_string(),
            (None, Party::Named(named)) => named.name.to_string(),
            (None, Party::Body(body)) => body.to_string(),
        };
        let side = self.body_of(&statement.reporter, &statement).and_then(|body| self.bodies.side(&body));
        let (reporter, other) = (name(&statement.reporter), statement.other.as_ref().map(name));
        Told { statement, reporter, other, side }
    }
}

/// Whether a filing may take the place of another of the same reporter: the same filer's, or the reporter's own.
fn may_restate(reporter: &Who, new: &Filed, old: &Filed) -> bool {
    new.filing.filer == old.filing.filer || reporter.is(&new.filing.filer)
}

/// What of a filing later ones take the place of.
enum Restated {
    Whole,
    Figures(HashSet<Same>),
}

impl Restated {
    fn has(&self, told: &Told) -> bool {
        match self {
            Restated::Whole => true,
            Restated::Figures(figures) => !figures.is_empty() && figures.contains(&Same::of(told)),
        }
    }
}

/// Who speaks, of whom, and of which place.
struct SpokenOf {
    side: Option<Side>,
    place: Option<String>,
    authority: Option<BodyId>,
    operator: Option<BodyId>,
}

impl Statement {
    /// The period of a rule that holds its days.
    fn period(&self, rule: &MatchingRule) -> Option<Period> {
        rule.length.holding(self.from, self.to?)
    }
}

impl SpokenOf {
    fn place_by(&self, rule: &MatchingRule, statement: &Statement, period: Period) -> Option<(GapId, u8)> {
        let side = rule.sides.iter().position(|side| {
            side.counts(&statement.counted, &statement.unit)
                && self.side.is_some_and(|speaker| side.side.contains(&speaker))
        })?;
        let key: Option<Vec<String>> = rule.key.iter().map(|key| self.part(*key, statement)).collect();
        let what = statement.measure.map_or(&*statement.unit, |measure| measure.code());
        Some((GapId { rule: rule.code.clone(), period, what: what.into(), key: key? }, u8::from(side == 1)))
    }

    fn part(&self, key: Key, statement: &Statement) -> Option<String> {
        match key {
            Key::Place => self.place.clone(),
            Key::Authority => self.authority.as_ref().map(ToString::to_string),
            Key::Operator => self.operator.as_ref().map(ToString::to_string),
            Key::Contract => statement.of.as_ref().map(ToString::to_string),
        }
    }
}

impl Pair {
    fn add(&mut self, side: usize, statement: &Statement) {
        let before = self.shape();
        self.cells[side].add(statement);
        self.forget_if_other(before);
    }

    fn remove(&mut self, side: usize, filing: &FilingId, part: u16, entry: u64) {
        let before = self.shape();
        self.cells[side].remove(filing, part, entry);
        self.forget_if_other(before);
    }

    /// What the figures of both sides, and their units, follow from: which figures there are, and whether anything was
    /// filed one by one. A figure that is another under the same number is taken out and put in again.
    fn shape(&self) -> [(usize, bool); 2] {
        self.cells.each_ref().map(|cell| (cell.figures.len(), cell.filings.is_empty()))
    }

    fn forget_if_other(&mut self, before: [(usize, bool); 2]) {
        if self.shape() != before {
            self.said.take();
        }
    }
}

impl Cell {
    fn add(&mut self, statement: &Statement) {
        match statement.counted {
            Counted::Figure(_) => drop(self.figures.insert((statement.filing.clone(), statement.part))),
            Counted::Filing(_) => {
                let (amount, case) = (statement.amount, statement.case);
                self.filings.insert(statement.entry, OneByOne { amount, received: statement.received, case });
                *self.filers.entry(statement.filer.clone()).or_default() += 1;
                if case.is_some_and(|case| !self.orders.add(case, &statement.filer)) {
                    return;
                }
                self.low += u128::from(amount.low);
                self.high += u128::from(amount.high.unwrap_or(0));
                self.open += u64::from(amount.high.is_none());
            }
        }
    }

    fn remove(&mut self, filing: &FilingId, part: u16, entry: u64) {
        if self.figures.remove(&(filing.clone(), part)) {
            return;
        }
        let Some(OneByOne { amount, case, .. }) = self.filings.remove(&entry) else { return };
        let filer = filing.body();
        if let Some(count) = self.filers.get_mut(&filer) {
            *count -= 1;
        }
        self.filers.retain(|_, count| *count > 0);
        if case.is_some_and(|case| !self.orders.remove(&case, &filer)) {
            return;
        }
        self.low -= u128::from(amount.low);
        self.high -= u128::from(amount.high.unwrap_or(0));
        self.open -= u64::from(amount.high.is_none());
    }

    fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.filings.is_empty() && self.cases.is_empty()
    }

    fn count_into(&self, says: &mut SideSays) {
        let (Some((first, OneByOne { received: since, .. })), Some((last, _))) =
            (self.filings.first_key_value(), self.filings.last_key_value())
        else {
            return;
        };
        let counted = {
            let whole = |sum: u128| u64::try_from(sum).unwrap_or(u64::MAX);
            Amount { low: whole(self.low), high: (self.open == 0).then_some(whole(self.high)) }
        };
        says.since = Some(says.since.map_or(*since, |known| known.min(*since)));
        says.speakers.extend(self.filers.keys().cloned());
        says.filings = self.filings.len() as u64;
        says.amount = Some(says.amount.unwrap_or(Amount::ZERO).plus(counted));
        says.entries.extend([*first, *last]);
        says.entries.sort_unstable();
        says.entries.dedup();
    }
}

/// The unit of each side: the first of the rule that both use, else each side's first. Unlike units are compared only
/// where the rule says so.
fn units(rule: &MatchingRule, cells: &[Cell; 2], told: &[Vec<Told>; 2]) -> [Option<String>; 2] {
    let used = |at: usize, unit: &str| {
        told[at].iter().any(|told| *told.statement.unit == *unit) || unit == "orders" && !cells[at].filings.is_empty()
    };
    let first = |at: usize| {
        let known = rule.sides[at].units.iter().find(|unit| used(at, unit)).cloned();
        known.or_else(|| told[at].first().map(|told| told.statement.unit.to_string()))
    };
    let both =
        rule.sides[0].units.iter().find(|unit| used(0, unit) && rule.sides[1].units.contains(unit) && used(1, unit));
    match both {
        Some(unit) => [Some(unit.clone()), Some(unit.clone())],
        None => [first(0), first(1)],
    }
}

/// Whether a gap is of cases matched one by one.
fn is_of_cases(gap: &GapId) -> bool {
    MatchingRule::of(&gap.rule).is_some_and(|rule| rule.sides[0].counted == Source::Case)
}

/// The case to which an order commits.
fn commitment(content: &Content) -> Option<Commitment> {
    match content {
        Content::Order(order) => order.case_commitment.map(|commitment| *commitment.0.as_bytes()),
        _ => None,
    }
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

/// Where a name is used: the place of the figure, else of who filed it.
fn scope(statement: &Statement) -> &str {
    statement.place.as_deref().unwrap_or_else(|| statement.filer.jurisdiction())
}

/// The filing as its correction has it.
fn corrected(before: &Filed, correction: &Filing) -> Filing {
    let Content::Correction(content) = &correction.content else { return (*before.filing).clone() };
    Filing {
        id: before.filing.id.clone(),
        filer: before.filing.filer.clone(),
        about: before.filing.about.clone(),
        occurred: before.filing.occurred,
        content: content.replacement.clone(),
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
