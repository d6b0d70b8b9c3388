//! A survey: what the verified entries of one register answer to the thirty questions, and which sales and purchases across
//! borders they tell of. Made of the register's own forms and figures; nothing here asks the register's pages.

use std::collections::{BTreeMap, BTreeSet};

use figures::{
    bodies::Side,
    line::{Line, Rule},
    statement::ten_thousandths,
    table::{By, CountedAs, Query, Row, table},
};
use register::{
    codelist::{BodyKind, FigureOutcome, Measure, Unit},
    filing::{Filing, own_path},
    form::{Content, Form},
    shown::{Rows, Shown},
    time::Date,
    value::Money,
};
use rulebook::{cases::Cases, law::Law};

use crate::{
    answer::{self, Answer, Figure, MOST_ENTRIES, State, Withheld},
    question::{self, Ask, Question},
    trade::{self, Deal},
};

/// What one register answers.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The answer to each question, by its id.
    pub answers: Vec<(String, Answer)>,
    /// Sales and purchases across borders.
    pub deals: Vec<Deal>,
}

impl Survey {
    /// The survey of all that stands in the register of a jurisdiction, with the law in force there on a day.
    #[must_use]
    pub fn of(cases: &Cases, law: &Law, jurisdiction: &str, day: Date) -> Survey {
        let mut lines = cases.ledger().lines();
        lines.retain(|line| lies_in(&line.place, jurisdiction));
        let mut desk = Desk { cases, lines, forms: BTreeMap::new() };
        let answers = question::all().iter().map(|question| {
            let answer = desk.answer(question);
            (question.id.clone(), owed(answer, question, law, day))
        });
        let answers = answers.collect();
        Survey { answers, deals: trade::deals(cases) }
    }
}

/// Whether figures of a place are of a jurisdiction: a register may tell of elsewhere, as operators do. The ids of bodies name no
/// place below ISO 3166-2, so a town has the figures of the bodies in its own register.
fn lies_in(place: &str, jurisdiction: &str) -> bool {
    let end = jurisdiction.match_indices('-').nth(1).map_or(jurisdiction.len(), |(at, _)| at);
    place.strip_prefix(&jurisdiction[..end]).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// A filing that stands, with its entry and its fields as they are shown.
struct Stands<'c> {
    entry: u64,
    filing: &'c Filing,
    fields: Vec<(String, Shown)>,
}

/// Where questions are answered: all that stands, each form taken apart once.
struct Desk<'c> {
    cases: &'c Cases,
    lines: Vec<Line>,
    forms: BTreeMap<Form, Vec<Stands<'c>>>,
}

impl<'c> Desk<'c> {
    fn answer(&mut self, question: &Question) -> Answer {
        match &question.ask {
            Ask::Filings { form, only, given } => {
                filings(self.of(*form), &question.unit, only.as_ref(), given.as_deref())
            }
            Ask::Distinct(form, field) => distinct(self.of(*form), &question.unit, field),
            Ask::Sum(form, field) => sum(self.of(*form), &question.unit, field),
            Ask::Money(form, field) => money(self.of(*form), field),
            Ask::Figures { measure, unit, outcome, side } => self.figures(*measure, *unit, *outcome, *side),
        }
    }

    fn of(&mut self, form: Form) -> &[Stands<'c>] {
        let cases = self.cases;
        self.forms.entry(form).or_insert_with(|| {
            let all = cases.of_form(form).into_iter();
            all.map(|(_, filing)| Stands::new(cases, filing)).collect()
        })
    }

    /// Figures of the newest year that any return tells of, by counting rule, side and class.
    fn figures(
        &self,
        measure: Option<Measure>,
        unit: Unit,
        outcome: Option<FigureOutcome>,
        side: Option<Side>,
    ) -> Answer {
        let of_side = |line: &&Line| side.is_none_or(|side| line.side == Some(side));
        let lines: Vec<Line> = self.lines.iter().filter(of_side).cloned().collect();
        let query = Query {
            by: vec![By::Year, By::Measure],
            only: measure.iter().map(|measure| (By::Measure, measure.code().to_owned())).collect(),
            unit: Some(unit.code().to_owned()),
            counted: Some(CountedAs::Return),
        };
        let asked = |row: &Row| row.key.first().is_some_and(Option::is_some) && cell(row, outcome).is_some();
        let rows: Vec<Row> = table(&query, lines.iter().cloned()).into_iter().filter(asked).collect();
        let newest = rows.iter().filter_map(|row| row.key[0].clone()).max();
        let rows = rows.iter().filter(|row| row.key[0] == newest);
        let withheld = self.withheld_figures(&lines, &query, outcome);
        let figures: Vec<Figure> = rows.filter_map(|row| figure(row, outcome, measure.is_none())).collect();
        if figures.is_empty() && withheld.is_empty() && outcome.is_none() {
            return Answer::of(self.nil(side, unit), Vec::new());
        }
        Answer::of(figures, withheld)
    }

    /// The signed nils of the newest year: returns that say that there is nothing.
    fn nil(&self, side: Option<Side>, unit: Unit) -> Vec<Figure> {
        let ledger = self.cases.ledger();
        let mut nils: BTreeMap<i16, Vec<u64>> = BTreeMap::new();
        for (_, filing) in self.cases.of_form(Form::Return) {
            let Content::Return(returned) = &filing.content else { continue };
            let Some(reporter) = figures::statement::reporter_of(filing).filter(|_| returned.nil) else { continue };
            if side.is_none_or(|side| ledger.bodies().side(reporter) == Some(side)) {
                let entry = self.cases.filing(&filing.id).map_or(0, |(entry, _)| entry);
                nils.entry(filing.occurred.from().parts().0).or_default().push(entry);
            }
        }
        let newest = nils.pop_last().into_iter();
        newest
            .map(|(year, entries)| Figure {
                nil: true,
                period: Some(year.to_string()),
                ..plain(unit.code(), 0, Some(0), &entries)
            })
            .collect()
    }

    /// Laws under which figures that the query asks for are withheld.
    fn withheld_figures(&self, lines: &[Line], query: &Query, outcome: Option<FigureOutcome>) -> Vec<Withheld> {
        let asked = |line: &&Line| {
            let of = |(by, value): &(By, String)| line.value(*by).as_ref() == Some(value);
            line.withheld
                && matches!(line.rule, Rule::Named(_))
                && line.outcome == outcome
                && query.unit.as_ref() == Some(&line.unit)
                && query.only.iter().all(of)
        };
        let filings: BTreeSet<_> = lines.iter().filter(asked).filter_map(|line| line.filing.as_ref()).collect();
        let found = filings.into_iter().filter_map(|id| self.cases.filing(id));
        let all = found.flat_map(|(entry, filing)| withheld(filing, entry, |path| path.starts_with("figures")));
        together(all)
    }
}

fn cell(row: &Row, outcome: Option<FigureOutcome>) -> Option<&figures::table::Cell> {
    match outcome {
        Some(outcome) => row.outcomes.get(&outcome),
        None => row.all.as_ref(),
    }
}

/// A row of a table as a figure; none where nothing of it is known.
fn figure(row: &Row, outcome: Option<FigureOutcome>, any: bool) -> Option<Figure> {
    let cell = cell(row, outcome)?;
    if cell.absent == cell.statements {
        return None;
    }
    let entries =
        if cell.entries.0 == cell.entries.1 { vec![cell.entries.0] } else { vec![cell.entries.0, cell.entries.1] };
    let rule = match &row.rule {
        Rule::Named(rule) => Some(rule.clone()),
        Rule::Filings(_) => None,
    };
    Some(Figure {
        rule,
        side: row.side.map(|side| side.code().to_owned()),
        measure: row.key.get(1).cloned().flatten().filter(|_| any),
        category: row.category.clone(),
        period: row.key.first().cloned().flatten(),
        filings: cell.statements,
        ..plain(&row.unit, cell.amount.low, cell.amount.high, &entries)
    })
}

fn plain(unit: &str, low: u64, high: Option<u64>, entries: &[u64]) -> Figure {
    Figure {
        low,
        high,
        unit: unit.to_owned(),
        money: false,
        rule: None,
        side: None,
        measure: None,
        category: None,
        period: None,
        among: None,
        nil: false,
        filings: entries.len() as u64,
        entries: entries.iter().copied().take(MOST_ENTRIES).collect(),
    }
}

impl<'c> Stands<'c> {
    fn new(cases: &Cases, filing: &'c Filing) -> Stands<'c> {
        let mut rows = Rows::default();
        filing.content.show(&mut rows);
        let fields = rows.finish().into_iter().map(|row| (top(&row.path).to_owned(), row.value)).collect();
        Stands { entry: cases.filing(&filing.id).map_or(0, |(entry, _)| entry), filing, fields }
    }

    fn values<'s>(&'s self, field: &'s str) -> impl Iterator<Item = &'s Shown> {
        self.fields.iter().filter(move |(path, _)| path == field).map(|(_, value)| value)
    }

    /// Why it does not give a field: withheld, under which laws, or not known.
    fn absent(&self, field: &str) -> Option<Vec<Withheld>> {
        let is = |path: &str| top(own_path(path)) == field;
        let withheld = withheld(self.filing, self.entry, is);
        let unknown = self.filing.unknown.iter().any(|unknown| is(unknown.field.as_str()));
        (unknown || !withheld.is_empty()).then_some(withheld)
    }
}

/// The outermost field of a path.
fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}

fn withheld(filing: &Filing, entry: u64, is: impl Fn(&str) -> bool) -> Vec<Withheld> {
    let of = filing.withheld.iter().filter(|withheld| is(own_path(withheld.field.as_str())));
    of.map(|withheld| {
        let basis = &withheld.legal_basis;
        let law = match &basis.article {
            Some(article) => format!("{} {article}", basis.law),
            None => basis.law.to_string(),
        };
        Withheld { law, decided_by: withheld.decided_by.to_string(), review: withheld.review.to_string(), entry }
    })
    .collect()
}

/// Each law once, with the first entry that names it.
fn together(all: impl IntoIterator<Item = Withheld>) -> Vec<Withheld> {
    let mut by_law: BTreeMap<String, Withheld> = BTreeMap::new();
    for withheld in all {
        by_law.entry(withheld.law.clone()).or_insert(withheld);
    }
    by_law.into_values().collect()
}

/// A value as `where` writes it.
fn code(shown: &Shown) -> String {
    match shown {
        Shown::Code(code, _) => (*code).to_owned(),
        Shown::Words(words) => (words.en == "yes").to_string(),
        Shown::Link(id) => id.to_string(),
        Shown::Text(text) | Shown::Url(text) => text.clone(),
        Shown::Quantity(low, _) => low.to_string(),
        Shown::Money(amount, currency) => format!("{amount} {currency}"),
    }
}

/// Counts filings. One whose field is withheld or not known may be one of those asked for: the count is a range then.
fn filings(all: &[Stands<'_>], unit: &str, only: Option<&(String, Vec<String>)>, given: Option<&str>) -> Answer {
    if all.is_empty() {
        return Answer::of(Vec::new(), Vec::new());
    }
    let Some(field) = only.map(|(field, _)| field.as_str()).or(given) else {
        let entries: Vec<u64> = all.iter().map(|stands| stands.entry).collect();
        return Answer::of(vec![plain(unit, entries.len() as u64, Some(entries.len() as u64), &entries)], Vec::new());
    };
    let is = |stands: &&Stands<'_>| match only {
        Some((_, codes)) => stands.values(field).any(|value| codes.contains(&code(value))),
        None => stands.values(field).next().is_some(),
    };
    let entries: Vec<u64> = all.iter().filter(is).map(|stands| stands.entry).collect();
    let absent: Vec<Vec<Withheld>> =
        all.iter().filter(|stands| !is(stands)).filter_map(|of| of.absent(field)).collect();
    let (low, may) = (entries.len() as u64, absent.len() as u64);
    let hidden = together(absent.into_iter().flatten());
    if may == all.len() as u64 {
        return Answer::of(Vec::new(), hidden);
    }
    let figure = Figure { among: Some(all.len() as u64), ..plain(unit, low, Some(low + may), &entries) };
    Answer::of(vec![figure], hidden)
}

fn distinct(all: &[Stands<'_>], unit: &str, field: &str) -> Answer {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for stands in all {
        for value in stands.values(field) {
            found.entry(code(value)).or_insert(stands.entry);
        }
    }
    let absent: Vec<Vec<Withheld>> = all.iter().filter_map(|stands| stands.absent(field)).collect();
    let (low, may) = (found.len() as u64, absent.len() as u64);
    let hidden = together(absent.into_iter().flatten());
    if found.is_empty() {
        return Answer::of(Vec::new(), hidden);
    }
    let mut entries: Vec<u64> = found.into_values().collect();
    entries.sort_unstable();
    Answer::of(vec![plain(unit, low, Some(low + may), &entries)], hidden)
}

/// Adds counts. What is withheld or not known leaves the sum open.
fn sum(all: &[Stands<'_>], unit: &str, field: &str) -> Answer {
    let (mut low, mut high, mut entries, mut hidden) = (0_u64, Some(0_u64), Vec::new(), Vec::new());
    for stands in all {
        for value in stands.values(field) {
            if let Shown::Quantity(least, most) = value {
                low = low.saturating_add(*least);
                high = high.map(|high| high.saturating_add(*most));
                entries.push(stands.entry);
            }
        }
        if let Some(withheld) = stands.absent(field) {
            high = None;
            hidden.extend(withheld);
        }
    }
    let figures = if entries.is_empty() { Vec::new() } else { vec![plain(unit, low, high, &entries)] };
    Answer::of(figures, together(hidden))
}

/// Adds money by currency. An amount that is withheld or not known may be of any of them: every sum is open then.
fn money(all: &[Stands<'_>], field: &str) -> Answer {
    let mut sums: BTreeMap<String, (u64, Vec<u64>)> = BTreeMap::new();
    let (mut open, mut hidden) = (false, Vec::new());
    for stands in all {
        for value in stands.values(field) {
            let Shown::Money(amount, currency) = value else { continue };
            let money = Money { amount: amount.clone(), currency: currency.clone() };
            match ten_thousandths(&money) {
                Some((currency, amount)) => {
                    let sum = sums.entry(currency).or_default();
                    sum.0 = sum.0.saturating_add(amount.low);
                    sum.1.push(stands.entry);
                }
                None => open = true,
            }
        }
        if let Some(withheld) = stands.absent(field) {
            open = true;
            hidden.extend(withheld);
        }
    }
    let figure = |(currency, (low, entries)): (String, (u64, Vec<u64>))| Figure {
        money: true,
        ..plain(&currency, low, (!open).then_some(low), &entries)
    };
    Answer::of(sums.into_iter().map(figure).collect(), together(hidden))
}

/// What the law in force says of an answer that nobody published: who asks for it, or that nobody does any more.
fn owed(mut answer: Answer, question: &Question, law: &Law, day: Date) -> Answer {
    let Ask::Figures { measure, side, .. } = &question.ask else { return answer };
    let asks = |duty: &figures::duty::Duty| {
        let of_side = match side {
            Some(Side::Operator) => duty.kinds.contains(&BodyKind::Operator),
            _ => !duty.kinds.contains(&BodyKind::Operator),
        };
        of_side && measure.is_none_or(|measure| duty.measures.is_empty() || duty.measures.contains(&measure))
    };
    let duties: Vec<_> = law.duties(day.days()).into_iter().filter(|(_, duty)| asks(duty)).collect();
    let in_force = duties.iter().find(|(_, duty)| duty.to.is_none_or(|to| day <= to));
    let told = |(book, duty): &(String, figures::duty::Duty), ended: bool| {
        let (es, en) = match (&duty.ended, ended) {
            (Some((es, en)), true) => (es.clone(), en.clone()),
            _ => (duty.es.clone(), duty.en.clone()),
        };
        let from = format!("{book}/{}", duty.rule);
        answer::Law { law: duty.law.clone(), es, en, mark: duty.status.clone(), from }
    };
    match in_force {
        Some(duty) => answer.duty = Some(told(duty, false)),
        None => answer.ended = duties.last().map(|duty| told(duty, true)),
    }
    if answer.state == State::NotPublished && answer.ended.is_some() {
        answer.state = State::NoDuty;
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn figures_of_elsewhere_are_not_of_here() {
        for (place, jurisdiction, is) in [
            ("mx", "mx", true),
            ("mx-ver", "mx", true),
            ("us-ca", "mx", false),
            ("mx", "mx-ver", false),
            ("us-ca", "us-ca-oakland", true),
            ("us", "us-ca-oakland", false),
            ("us-cal", "us-ca", false),
        ] {
            assert_eq!(lies_in(place, jurisdiction), is, "{place} in {jurisdiction}");
        }
    }
}
