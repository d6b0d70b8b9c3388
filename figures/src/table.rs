//! Statistics: statements added up by what they have in common. Unlike units and counting rules never meet in one row;
//! what was not said leaves the sum open; small counts of people are told as a range, and so are the sums they are in.

use std::collections::BTreeMap;

use register::codelist::{FigureOutcome, Measure};

use crate::{
    amount::Amount,
    bodies::Side,
    line::{Line, Rule},
    pick::{Figure, pick},
};

/// What rows can be told apart by, beside unit, counting rule and class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Who reports.
    Reporter,
    /// The other side.
    Other,
    /// The place.
    Place,
    /// What was done.
    Measure,
    /// The law it rests on.
    Basis,
    /// The technology.
    Technology,
    /// The year.
    Year,
    /// The half-year.
    Half,
    /// The quarter.
    Quarter,
    /// The month.
    Month,
}

impl By {
    /// Every one, in the order of the pages.
    pub const ALL: [By; 10] = [
        By::Reporter,
        By::Other,
        By::Place,
        By::Measure,
        By::Basis,
        By::Technology,
        By::Year,
        By::Half,
        By::Quarter,
        By::Month,
    ];

    /// Its code in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            By::Reporter => "reporter",
            By::Other => "other",
            By::Place => "place",
            By::Measure => "measure",
            By::Basis => "basis",
            By::Technology => "technology",
            By::Year => "year",
            By::Half => "half",
            By::Quarter => "quarter",
            By::Month => "month",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// What a table is made of: all of it, or what these say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What rows are told apart by.
    pub by: Vec<By>,
    /// Only statements that have this value.
    pub only: Vec<(By, String)>,
    /// Only this unit.
    pub unit: Option<String>,
    /// Only filed one by one, or only returns.
    pub counted: Option<CountedAs>,
}

/// Whether figures are of returns or counted from filings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountedAs {
    /// Figures of returns.
    Return,
    /// Counted from filings.
    Filing,
}

impl CountedAs {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            CountedAs::Return => "return",
            CountedAs::Filing => "filing",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<CountedAs> {
        [CountedAs::Return, CountedAs::Filing].into_iter().find(|counted| counted.code() == code)
    }
}

/// One row: what its statements have in common, and their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Under each of the query's `by`, what they have; none where they do not say.
    pub key: Vec<Option<String>>,
    /// Which side says it: sides that speak of the same are never added.
    pub side: Option<Side>,
    /// What is counted.
    pub unit: String,
    /// By which rule: that of the returns, or the form that is counted.
    pub rule: Rule,
    /// Class, as the source has it.
    pub category: Option<String>,
    /// All that was asked for.
    pub all: Option<Cell>,
    /// What became of it, by outcome.
    pub outcomes: BTreeMap<FigureOutcome, Cell>,
}

/// One cell: how much, and on what it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How much.
    pub amount: Amount,
    /// Statements added.
    pub statements: u64,
    /// Statements without an amount, withheld or not known; they leave the sum open.
    pub absent: u64,
    /// Whether the amount is a range because it is a small count of people.
    pub protected: bool,
    /// First and last entry.
    pub entries: (u64, u64),
}

type Key = (Vec<Option<String>>, Option<Side>, String, Rule, Option<String>);

/// The table of a query. Rows in the order of their keys. Of each reporter what [`pick`] picks is added.
#[must_use]
pub fn table(query: &Query, lines: impl IntoIterator<Item = Line>) -> Vec<Row> {
    let lines: Vec<Line> = lines.into_iter().filter(|line| query.takes(line)).collect();
    let mut rows: BTreeMap<Key, (Option<Cell>, BTreeMap<FigureOutcome, Cell>)> = BTreeMap::new();
    for (line, cell) in added(query, &lines) {
        let key = query.by.iter().map(|by| line.value(*by)).collect();
        let key: Key = (key, line.side, line.unit.clone(), line.rule.clone(), line.category.clone());
        let (all, outcomes) = rows.entry(key).or_default();
        match line.outcome {
            None => *all = Some(all.take().map_or_else(|| cell.clone(), |sum| sum.and(&cell))),
            Some(outcome) => {
                let sum = outcomes.remove(&outcome).map_or_else(|| cell.clone(), |sum| sum.and(&cell));
                outcomes.insert(outcome, sum);
            }
        }
    }
    let row =
        |((key, side, unit, rule, category), (all, outcomes))| Row { key, side, unit, rule, category, all, outcomes };
    rows.into_iter().map(row).collect()
}

/// What is added: what was filed one by one as it is, and of the figures of each reporter, measure, unit, rule, class and
/// row what is picked, each as one line.
fn added<'l>(query: &Query, lines: &'l [Line]) -> Vec<(&'l Line, Cell)> {
    type Of<'l> = (Vec<Option<String>>, &'l str, Option<Measure>, &'l str, &'l Rule, Option<&'l str>);
    let mut added: Vec<(&Line, Cell)> = Vec::new();
    let mut of: BTreeMap<Of<'_>, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        match line.rule {
            Rule::Filings(_) => added.push((line, Cell::of(line))),
            Rule::Named(_) => {
                let key = query.by.iter().map(|by| line.value(*by)).collect();
                let group = (key, &*line.reporter, line.measure, &*line.unit, &line.rule, line.category.as_deref());
                of.entry(group).or_default().push(line);
            }
        }
    }
    for group in of.values() {
        let figures: Vec<Figure<'_>> = group.iter().map(|line| line.figure()).collect();
        for picked in pick(&figures, true).picked {
            let all: Vec<&Line> = picked.figures.iter().map(|at| group[*at]).collect();
            let cells = all.iter().map(|line| Cell::of(line)).reduce(|sum, cell| sum.and(&cell));
            if let (Some(line), Some(cell)) = (all.first(), cells) {
                added.push((line, Cell { amount: picked.amount, ..cell }));
            }
        }
    }
    added
}

impl Query {
    fn takes(&self, line: &Line) -> bool {
        let counted = match line.rule {
            Rule::Named(_) => CountedAs::Return,
            Rule::Filings(_) => CountedAs::Filing,
        };
        !line.restated
            && self.unit.as_ref().is_none_or(|unit| *unit == line.unit)
            && self.counted.is_none_or(|wanted| wanted == counted)
            && self.only.iter().all(|(by, value)| line.value(*by).as_ref() == Some(value))
    }
}

impl Cell {
    fn of(line: &Line) -> Cell {
        Cell {
            amount: line.amount,
            statements: line.statements,
            absent: line.absent,
            protected: line.protected,
            entries: line.entries,
        }
    }

    fn and(self, other: &Cell) -> Cell {
        Cell {
            amount: self.amount.plus(other.amount),
            statements: self.statements + other.statements,
            absent: self.absent + other.absent,
            protected: self.protected || other.protected,
            entries: (self.entries.0.min(other.entries.0), self.entries.1.max(other.entries.1)),
        }
    }
}

impl Row {
    /// How far the parts are from the whole, where both what was granted and what was refused is said: nothing where they
    /// may be the same.
    #[must_use]
    pub fn unbalanced(&self) -> Option<Amount> {
        let has = |outcome| self.outcomes.contains_key(&outcome);
        // Of filings counted one by one every one has its end; of figures only where one reporter tells them all.
        let told = matches!(self.rule, Rule::Named(_)) && has(FigureOutcome::Granted) && has(FigureOutcome::Refused);
        let whole = self.all.as_ref().filter(|whole| told && whole.statements == 1)?;
        if self.outcomes.values().any(|cell| cell.statements != 1) {
            return None;
        }
        let parts = self.outcomes.iter().filter(|(outcome, _)| outcome.is_of_decision());
        whole.amount.apart(parts.fold(Amount::ZERO, |sum, (_, cell)| sum.plus(cell.amount)))
    }

    /// The value under one of the query's `by`.
    #[must_use]
    pub fn value<'r>(&'r self, query: &Query, by: By) -> Option<&'r str> {
        let at = query.by.iter().position(|known| *known == by)?;
        self.key.get(at)?.as_deref()
    }
}

/// How many in 100,000 inhabitants, in hundredths, from the low and the high bound; none without both numbers.
#[must_use]
pub fn per_100_000(amount: Amount, inhabitants: Amount) -> Option<(u64, Option<u64>)> {
    let most = inhabitants.high.filter(|_| inhabitants.low > 0)?;
    let rate = |count: u64, people: u64| u64::try_from(u128::from(count) * 10_000_000 / u128::from(people)).ok();
    let high = amount.high.and_then(|high| rate(high, inhabitants.low));
    Some((rate(amount.low, most)?, high))
}
