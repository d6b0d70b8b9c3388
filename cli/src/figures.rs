//! `veedor figures`: the figures of a register, computed from its log; and whether a table that a register published is
//! what its log gives.

use std::path::Path;

use figures::{
    amount::Amount,
    document,
    series::{Version, Versions, series},
    table::{By, CountedAs, Query, Row, table},
};
use register::{codelist::Measure, id::FilingId, lang::Lang};
use serde_json::{Value, json};

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    law::log::{History, Place},
    terminal::{Mark, Screen},
    twin, words,
};

/// Which figures of which register.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "CODE", value_parser = by)]
    pub(crate) by: Vec<By>,
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
    #[arg(long, value_name = "return|filing", value_parser = counted)]
    pub(crate) counted: Option<CountedAs>,
    #[command(subcommand)]
    pub(crate) what: Option<What>,
}

/// What is done with figures, beside computing them.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum What {
    Verify(Verify),
    Series(Series),
}

/// The figures of one reporter through time.
#[derive(Debug, clap::Args)]
pub(crate) struct Series {
    #[arg(value_name = "REPORTER")]
    pub(crate) reporter: String,
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "CODE", value_parser = measure)]
    pub(crate) measure: Option<Measure>,
}

/// A table that was published.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    #[arg(value_name = "FILE|PAGE")]
    pub(crate) table: String,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Runs `veedor figures`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    match &args.what {
        Some(What::Verify(verify)) => return verify.run(screen),
        Some(What::Series(series)) => return series.run(screen),
        None => {}
    }
    let history = args.place.history(screen)?;
    let by = if args.by.is_empty() { vec![By::Year, By::Measure] } else { args.by.clone() };
    let query = Query { by, only: Vec::new(), unit: args.unit.clone(), counted: args.counted };
    let rows = computed(&history, &query);
    screen.say(&words::figures::rows(&rows.len(), &history.size));
    rows.iter().for_each(|row| screen.line(&line(row)));
    let all: Vec<Value> = rows.iter().map(|row| document::row(row, &query)).collect();
    screen.document(&json!({ "size": history.size, "query": document::query(&query), "rows": all }));
    Ok(Outcome::Fine)
}

/// The table of a query, as a page shows it: without the figures of population, which only rates are made of.
fn computed(history: &History, query: &Query) -> Vec<Row> {
    let rows = table(query, history.cases.ledger().lines());
    rows.into_iter().filter(|row| row.unit != "inhabitants").collect()
}

fn line(row: &Row) -> String {
    let key: Vec<&str> = row.key.iter().map(|value| value.as_deref().unwrap_or("–")).collect();
    let side = row.side.map_or("–", |side| side.code());
    let whole = row.all.as_ref().map_or_else(|| "–".to_owned(), |cell| shown(cell.amount, &row.unit));
    let outcome = |(outcome, cell): (&register::codelist::FigureOutcome, &figures::table::Cell)| {
        format!("{} {}", outcome.code(), shown(cell.amount, &row.unit))
    };
    let outcomes: Vec<String> = row.outcomes.iter().map(outcome).collect();
    let outcomes = if outcomes.is_empty() { String::new() } else { format!(" ({})", outcomes.join(", ")) };
    format!("  {}  {side}  {whole} {}{outcomes}", key.join("  "), row.unit)
}

/// An amount, money in whole units of its currency.
pub(crate) fn shown(amount: Amount, unit: &str) -> String {
    let money = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    let by = if money { 10_000 } else { 1 };
    Amount { low: amount.low / by, high: amount.high.map(|high| high / by) }.to_string()
}

impl Verify {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        let published = self.published()?;
        let unreadable = || Failure::Reach(words::figures::no_table(&self.table));
        let query = document::parse_query(&published["query"]).ok_or_else(unreadable)?;
        let size = published["size"].as_u64().ok_or_else(unreadable)?;
        let told = published["rows"].as_array().ok_or_else(unreadable)?;
        let history = self.place.history_of(size, screen)?;
        if history.size < size {
            return Err(Failure::Reach(words::figures::shorter(&history.size, &size)));
        }
        let rows = computed(&history, &query);
        let computed: Vec<Value> = rows.iter().map(|row| document::row(row, &query)).collect();
        let told: Vec<Value> = told.iter().map(without_rate).collect();
        // A page holds no more rows than it can: the rest is not told, and so not judged.
        let missing: Vec<&Value> = computed.iter().take(told.len().max(1)).filter(|row| !told.contains(row)).collect();
        let invented: Vec<&Value> = told.iter().filter(|row| !computed.contains(row)).collect();
        let good = missing.is_empty() && invented.is_empty();
        for row in &missing {
            screen.marked(Mark::Bad, &words::figures::not_told(row));
        }
        for row in &invented {
            screen.marked(Mark::Bad, &words::figures::not_given(row));
        }
        match good {
            true => screen.marked(Mark::Good, &words::figures::the_same(&told.len(), &size)),
            false => screen.marked(Mark::Bad, &words::figures::differ(&(missing.len() + invented.len()), &size)),
        }
        screen.document(
            &json!({ "verified": good, "size": size, "rows": told.len(), "not_told": missing, "not_given": invented }),
        );
        Ok(Outcome::of(good))
    }

    /// The table, from a file or from the register's page.
    fn published(&self) -> Result<Value, Failure> {
        let path = Path::new(&self.table);
        if path.exists() {
            let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
            return serde_json::from_slice(&bytes).map_err(|_| Failure::Reach(words::figures::no_table(&self.table)));
        }
        let url = self.place.url.as_ref().ok_or_else(|| Failure::Usage(words::figures::where_is(&self.table)))?;
        twin::of(&Server::new(url)?, &self.table, None)
    }
}

impl Series {
    /// Every value that a reporter published of each period, and how it changed.
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        let history = self.place.history(screen)?;
        let mut all = series(history.cases.ledger().published_by(&self.reporter));
        all.retain(|series| self.measure.is_none_or(|measure| series.of.measure == Some(measure)));
        screen.say(&words::figures::series(&all.len(), &self.reporter, &history.size));
        for one in &all {
            let of = &one.of;
            let parts = [
                of.measure.map(Measure::code),
                Some(&*of.unit),
                of.outcome.map(|outcome| outcome.code()),
                of.other.as_deref(),
                Some(&*of.place),
                of.technology.as_deref(),
                of.basis.as_deref(),
                of.category.as_deref(),
            ];
            screen.line(&format!("  {}", parts.into_iter().flatten().collect::<Vec<_>>().join("  ")));
            one.periods.iter().for_each(|period| screen.line(&values(period, &of.unit, &self.reporter, screen.lang)));
        }
        let documents: Vec<Value> = all.iter().map(figures::series::Series::document).collect();
        screen.document(&json!({ "size": history.size, "reporter": self.reporter, "series": documents }));
        Ok(Outcome::Fine)
    }
}

/// The values of one period, the oldest first: which of them were restated, and who filed those that the reporter did not.
fn values(period: &Versions, unit: &str, reporter: &str, lang: Lang) -> String {
    let value = |version: &Version| {
        let amount = if version.absent { "?".to_owned() } else { shown(version.amount, unit) };
        let change = version.change.map(|change| format!(" ({change:+})")).unwrap_or_default();
        let day = version.published.unwrap_or(version.received);
        let filer = version.filing.as_ref().map(FilingId::body).filter(|filer| filer.as_str() != reporter);
        let notes =
            [version.restated.then(words::figures::restated), filer.map(|filer| words::figures::filed_by(&filer))];
        let notes: String = notes.iter().flatten().map(|note| format!(" [{}]", note.in_(lang))).collect();
        format!("{amount}{change} {day} #{}{notes}", version.entry)
    };
    let all: Vec<String> = period.all.iter().map(value).collect();
    format!("    {}  {}", period.words(), all.join("  →  "))
}

fn measure(text: &str) -> Result<Measure, String> {
    Measure::parse(text).ok_or_else(|| Measure::ALL.iter().map(|measure| measure.code()).collect::<Vec<_>>().join(", "))
}

fn without_rate(row: &Value) -> Value {
    let mut row = row.clone();
    if let Some(row) = row.as_object_mut() {
        row.shift_remove("per_100_000");
    }
    row
}

fn by(text: &str) -> Result<By, String> {
    By::parse(text).ok_or_else(|| By::ALL.map(By::code).join(", "))
}

fn counted(text: &str) -> Result<CountedAs, String> {
    CountedAs::parse(text).ok_or_else(|| "return, filing".to_owned())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use register::time::Date;

    use super::*;

    fn version(filing: &str, entry: u64, amount: u64, restated: bool) -> Version {
        Version {
            filing: FilingId::parse(filing),
            part: 0,
            entry,
            received: Date::parse("2021-09-01").unwrap(),
            published: None,
            own: true,
            rule: "one each, v1".to_owned(),
            amount: Amount::exactly(amount),
            absent: false,
            restated,
            change: (entry > 3).then_some(4),
        }
    }

    #[test]
    fn a_period_says_which_values_were_restated_and_who_else_filed_them() {
        let period = Versions {
            from: Date::parse("2019-01-01").unwrap(),
            to: Date::parse("2019-12-31"),
            all: vec![
                version("mx/observer/return/1", 2, 99, true),
                version("mx/fgr/return/1", 3, 100, true),
                version("mx/juzgado/return/1", 4, 97, false),
                version("mx/fgr/return/2", 5, 104, false),
            ],
        };
        let lines = [Lang::Es, Lang::En].map(|lang| values(&period, "orders", "mx/fgr", lang).trim_start().to_owned());
        expect![[r#"
                2019  99 2021-09-01 #2 [sustituido después] [lo presentó mx/observer]  →  100 2021-09-01 #3 [sustituido después]  →  97 (+4) 2021-09-01 #4 [lo presentó mx/juzgado]  →  104 (+4) 2021-09-01 #5
                2019  99 2021-09-01 #2 [restated later] [filed by mx/observer]  →  100 2021-09-01 #3 [restated later]  →  97 (+4) 2021-09-01 #4 [filed by mx/juzgado]  →  104 (+4) 2021-09-01 #5"#]].assert_eq(&lines.join("\n"));
    }
}
