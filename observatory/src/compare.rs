//! Some registers side by side: the thirty questions, what each answers, how often it is "not published", and whether two
//! answers may be held against each other at all. Unlike units, counting rules and years are said, not compared; nothing is
//! ranked.

use std::collections::{BTreeMap, BTreeSet};

use figures::{amount::Amount, table::per_100_000};
use register::{lang::Lang, time::Instant};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Figure, State},
    directory::{Directory, Listed, Population},
    follow::Known,
    index::{Index, IndexError},
    question::{self, Question},
    words,
};

/// Registers that are held side by side.
#[derive(Debug)]
pub struct Comparison<'d> {
    /// The registers, in the order in which they were asked for.
    pub sides: Vec<Side<'d>>,
    /// The questions, in their order.
    pub rows: Vec<Row>,
}

/// One register of a comparison.
#[derive(Debug)]
pub struct Side<'d> {
    /// As the directory has it.
    pub listed: &'d Listed,
    /// What is known of it.
    pub known: Known,
    /// Answers of each kind.
    pub counts: BTreeMap<State, u64>,
}

/// One question, and the answer of each register.
#[derive(Debug)]
pub struct Row {
    /// The question.
    pub question: &'static Question,
    /// The answers, in the order of the registers; none where a register was not verified yet.
    pub cells: Vec<Option<Cell>>,
    /// Whether they may be held against one another.
    pub common: Common,
}

/// One answer, with its rates.
#[derive(Debug)]
pub struct Cell {
    /// The answer.
    pub answer: Answer,
    /// For each figure how many that is for each 100,000 inhabitants, where it is asked for and known.
    pub rates: Vec<Option<Rate>>,
}

/// How many for each 100,000 inhabitants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Hundredths, low and high.
    pub low: u64,
    /// None where it is open.
    pub high: Option<u64>,
    /// Inhabitants, in which year, who says so, and how far that was checked.
    pub inhabitants: u64,
    /// The year of that count.
    pub year: u16,
    /// Who counted.
    pub source: String,
    /// How far it was checked.
    pub mark: &'static str,
}

/// Whether answers may be held against one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Common {
    /// They count the same.
    Yes,
    /// Fewer than two registers have figures.
    Few,
    /// An answer has several figures that are not added.
    Several,
    /// Unlike units.
    Units,
    /// Unlike counting rules, classes or sides.
    Rules,
    /// Different years.
    Years,
}

/// Registers that a page holds side by side, at most.
pub const MOST: usize = 5;

impl Common {
    /// Its code in data, and in keys of messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Common::Yes => "common",
            Common::Few => "few",
            Common::Several => "several",
            Common::Units => "units",
            Common::Rules => "rules",
            Common::Years => "years",
        }
    }

    /// Why answers are not held against one another; nothing where they are, or where there are fewer than two.
    #[must_use]
    pub fn refused(self, lang: Lang) -> Option<String> {
        (!matches!(self, Common::Yes | Common::Few)).then(|| words::common(self, lang))
    }
}

impl<'d> Comparison<'d> {
    /// Holds registers side by side.
    ///
    /// # Errors
    /// When the index fails.
    pub fn of(listed: &[&'d Listed], directory: &Directory, index: &Index) -> Result<Comparison<'d>, IndexError> {
        let known: BTreeMap<String, Known> =
            index.registers()?.into_iter().map(|known| (known.id.clone(), known)).collect();
        let (mut sides, mut answers) = (Vec::new(), Vec::new());
        for listed in listed {
            let known =
                known.get(&listed.id).cloned().unwrap_or_else(|| Known { id: listed.id.clone(), ..Known::default() });
            let told = index.answers(&listed.id)?.into_iter();
            let told: BTreeMap<String, Answer> =
                told.map(|(id, answer)| (id.clone(), by_directory(answer, listed, directory, &id))).collect();
            let mut counts = BTreeMap::new();
            for answer in told.values() {
                *counts.entry(answer.state).or_insert(0) += 1;
            }
            sides.push(Side { listed, known, counts });
            answers.push(told);
        }
        let row = |question: &'static Question| {
            let cells: Vec<Option<Cell>> = sides
                .iter()
                .zip(&mut answers)
                .map(|(side, told)| {
                    told.remove(&question.id).map(|answer| Cell::new(answer, question, side, directory))
                })
                .collect();
            let common = common(&cells);
            Row { question, cells, common }
        };
        let rows = question::all().iter().map(row).collect();
        Ok(Comparison { sides, rows })
    }

    /// The comparison for programs.
    #[must_use]
    pub fn document(&self) -> Value {
        json!({
            "registers": self.sides.iter().map(Side::document).collect::<Vec<_>>(),
            "questions": self.rows.iter().map(|row| row.document(&self.sides)).collect::<Vec<_>>(),
        })
    }

    /// The comparison as rows of a table: one row a figure, or one an answer without figures.
    #[must_use]
    pub fn table(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for row in &self.rows {
            for (side, cell) in self.sides.iter().zip(&row.cells) {
                let head = [row.question.id.clone(), side.listed.id.clone()];
                let state = cell.as_ref().map_or("not-verified", |cell| cell.answer.state.code()).to_owned();
                let lines = cell.as_ref().map(|cell| cell.lines(row, side)).unwrap_or_default();
                let lines = if lines.is_empty() { vec![vec![String::new(); COLUMNS.len() - 5]] } else { lines };
                for line in lines {
                    let common = row.common.code().to_owned();
                    let line = head.iter().cloned().chain([state.clone(), common]).chain(line);
                    rows.push(line.chain([yes_no(side.known.demonstration)]).collect());
                }
            }
        }
        rows
    }
}

/// The columns of [`Comparison::table`].
pub const COLUMNS: [&str; 19] = [
    "question",
    "register",
    "answer",
    "common",
    "low",
    "high",
    "unit",
    "rule",
    "side",
    "category",
    "period",
    "per_100_000_low",
    "per_100_000_high",
    "withheld_under",
    "requirement",
    "size",
    "verified",
    "entry",
    "demonstration",
];

/// What the directory knows of an answer that nobody published: that no law asks for it.
fn by_directory(mut answer: Answer, listed: &Listed, directory: &Directory, question: &str) -> Answer {
    if answer.state != State::NotPublished {
        return answer;
    }
    if let Some((of, no_duty)) = directory.no_duty(&listed.jurisdiction, question) {
        answer.state = State::NoDuty;
        answer.ended = Some(crate::answer::Law {
            law: no_duty.source.title.clone(),
            es: no_duty.es.clone(),
            en: no_duty.en.clone(),
            mark: no_duty.source.mark.code().to_owned(),
            from: of.id.clone(),
        });
    }
    answer
}

impl Cell {
    fn new(answer: Answer, question: &Question, side: &Side<'_>, directory: &Directory) -> Cell {
        let verified = side.known.verified.and_then(Instant::from_millis).map(|at| at.date().parts().0);
        let rate = |figure: &Figure| {
            let year = figure.period.as_deref().and_then(|period| period.get(..4)?.parse().ok()).or(verified)?;
            let year = u16::try_from(year).ok()?;
            let (of, people) = directory.population(&side.listed.jurisdiction, year)?;
            rate(figure, of, people)
        };
        let rates = answer.values.iter().map(|figure| rate(figure).filter(|_| question.rate)).collect();
        Cell { answer, rates }
    }

    fn document(&self, side: &Side<'_>) -> Value {
        let figures = self.answer.values.iter().zip(&self.rates);
        let figures: Vec<Value> = figures.map(|(figure, rate)| figure_document(figure, rate.as_ref(), side)).collect();
        json!({
            "register": side.listed.id, "answer": self.answer.state.code(), "figures": figures,
            "more_figures": self.answer.more, "withheld": self.answer.withheld, "asked_by": self.answer.duty,
            "no_duty": self.answer.ended, "size": side.known.size, "verified": day(side.known.verified),
        })
    }

    fn lines(&self, row: &Row, side: &Side<'_>) -> Vec<Vec<String>> {
        let laws: Vec<&str> = self.answer.withheld.iter().map(|withheld| withheld.law.as_str()).collect();
        let last = |entry: String| {
            let verified = day(side.known.verified).unwrap_or_default();
            vec![laws.join("; "), row.question.row.clone(), side.known.size.to_string(), verified, entry]
        };
        if self.answer.values.is_empty() {
            return vec![vec![String::new(); 9].into_iter().chain(last(String::new())).collect()];
        }
        let line = |(figure, rate): (&Figure, &Option<Rate>)| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let hundredths = |n: u64| format!("{}.{:02}", n / 100, n % 100);
            let figures = [
                words::number(figure, figure.low),
                figure.high.map(|high| words::number(figure, high)).unwrap_or_default(),
                figure.unit.clone(),
                text(&figure.rule),
                text(&figure.side),
                text(&figure.category),
                text(&figure.period),
                rate.as_ref().map(|rate| hundredths(rate.low)).unwrap_or_default(),
                rate.as_ref().and_then(|rate| rate.high).map(hundredths).unwrap_or_default(),
            ];
            let entry = figure.entries.first().map(ToString::to_string).unwrap_or_default();
            figures.into_iter().chain(last(entry)).collect()
        };
        self.answer.values.iter().zip(&self.rates).map(line).collect()
    }
}

fn figure_document(figure: &Figure, rate: Option<&Rate>, side: &Side<'_>) -> Value {
    let number = |n: u64| if figure.money { json!(words::number(figure, n)) } else { json!(n) };
    let links: Vec<String> =
        figure.entries.iter().map(|entry| format!("{}/en/entries/{entry}", side.listed.url)).collect();
    let rate = rate.map(|rate| {
        json!({
            "low_hundredths": rate.low, "high_hundredths": rate.high, "inhabitants": rate.inhabitants,
            "year": rate.year, "source": rate.source, "mark": rate.mark,
        })
    });
    json!({
        "low": number(figure.low), "high": figure.high.map(number), "unit": figure.unit, "rule": figure.rule,
        "side": figure.side, "measure": figure.measure, "category": figure.category, "period": figure.period,
        "among": figure.among, "signed_nil": figure.nil, "filings": figure.filings, "entries": figure.entries,
        "links": links, "per_100_000": rate,
    })
}

fn rate(figure: &Figure, year: u16, people: &Population) -> Option<Rate> {
    let amount = Amount { low: figure.low, high: figure.high };
    let (low, high) = per_100_000(amount, Amount::exactly(people.count))?;
    let (source, mark) = (people.source.title.clone(), people.source.mark.code());
    Some(Rate { low, high, inhabitants: people.count, year, source, mark })
}

/// Whether the figures of several registers count the same.
fn common(cells: &[Option<Cell>]) -> Common {
    let told: Vec<&[Figure]> =
        cells.iter().flatten().map(|cell| cell.answer.values.as_slice()).filter(|values| !values.is_empty()).collect();
    let units: BTreeSet<&str> = told.iter().copied().flatten().map(|figure| figure.unit.as_str()).collect();
    type Rule<'f> = (&'f Option<String>, &'f Option<String>, &'f Option<String>);
    let of = |figure: &'_ Figure| -> (Option<String>, Option<String>, Option<String>) {
        let rule: Rule<'_> = (&figure.rule, &figure.side, &figure.category);
        (rule.0.clone(), rule.1.clone(), rule.2.clone())
    };
    let rules: BTreeSet<_> = told.iter().copied().flatten().map(of).collect();
    let years: BTreeSet<&Option<String>> = told.iter().copied().flatten().map(|figure| &figure.period).collect();
    match () {
        () if told.len() < 2 => Common::Few,
        () if units.len() > 1 => Common::Units,
        () if told.iter().any(|values| values.len() > 1) => Common::Several,
        () if rules.len() > 1 => Common::Rules,
        () if years.len() > 1 => Common::Years,
        () => Common::Yes,
    }
}

impl Row {
    fn document(&self, sides: &[Side<'_>]) -> Value {
        let question = self.question;
        let answers: Vec<Value> = sides
            .iter()
            .zip(&self.cells)
            .map(|(side, cell)| match cell {
                Some(cell) => cell.document(side),
                None => json!({ "register": side.listed.id, "answer": "not-verified" }),
            })
            .collect();
        json!({
            "id": question.id, "es": question.es, "en": question.en, "part": question.part, "unit": question.unit,
            "requirement": question.row, "query": question.query(), "common": self.common.code(),
            "common_es": words::common(self.common, Lang::Es), "common_en": words::common(self.common, Lang::En),
            "answers": answers,
        })
    }
}

impl Side<'_> {
    /// Its name; of a demonstration it says so.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        words::name(self.listed, self.known.is_demonstration(), lang)
    }

    /// Answers of a kind.
    #[must_use]
    pub fn count(&self, state: State) -> u64 {
        self.counts.get(&state).copied().unwrap_or(0)
    }

    fn document(&self) -> Value {
        let (listed, known) = (self.listed, &self.known);
        let counts: serde_json::Map<String, Value> =
            self.counts.iter().map(|(state, count)| (state.code().to_owned(), json!(count))).collect();
        json!({
            "id": listed.id, "name_es": listed.name_es, "name_en": listed.name_en, "url": listed.url,
            "jurisdiction": listed.jurisdiction, "demonstration": known.demonstration, "state": known.state.code(),
            "size": known.size, "root": known.root, "verified": day(known.verified), "newest": day(known.newest),
            "answers": counts,
        })
    }
}

/// A yes or no in a table; empty where it is not known.
pub(crate) fn yes_no(known: Option<bool>) -> String {
    known.map(|yes| yes.to_string()).unwrap_or_default()
}

/// An instant in milliseconds, for machines and for people.
#[must_use]
pub fn moment(millis: Option<i64>) -> Option<(String, String)> {
    let machine = day(millis)?;
    let (date, time) = (machine.get(..10)?, machine.get(11..16)?);
    let words = format!("{date} {time} UTC");
    Some((machine, words))
}

/// The day and time of an instant in milliseconds.
#[must_use]
pub fn day(millis: Option<i64>) -> Option<String> {
    millis.and_then(Instant::from_millis).map(|at| at.to_string())
}
