//! Words for pages and terminal, from Fluent files in both languages (`observatory/locales/`), and how numbers and answers
//! are said. `tests/tidy` holds the two languages against each other and against what is asked for.

use std::sync::LazyLock;

use portal::messages::{Arg, Messages};
use register::{codelist::Unit, lang::Lang, shown::Shown};

use crate::{
    answer::{Answer, Figure, State},
    compare::{Cell, Common, Rate},
    directory::Listed,
};

const ES: &[&str] = &[include_str!("../locales/es/observatory.ftl")];
const EN: &[&str] = &[include_str!("../locales/en/observatory.ftl")];

static ALL: LazyLock<Messages> = LazyLock::new(|| Messages::new(ES, EN));

/// The message of a key.
pub(crate) fn get(lang: Lang, key: &str) -> String {
    ALL.get(lang, key)
}

/// The message of a key with a number in it.
pub(crate) fn count(lang: Lang, key: &str, n: u64) -> String {
    ALL.count(lang, key, n)
}

/// The message of a key with texts in it.
pub(crate) fn with(lang: Lang, key: &str, args: &[(&'static str, &str)]) -> String {
    let args: Vec<(&'static str, Arg)> =
        args.iter().map(|(name, text)| (*name, Arg::Text((*text).to_owned()))).collect();
    ALL.with(lang, key, &args)
}

/// The name of a register; of a demonstration it says so.
pub(crate) fn name(listed: &Listed, demonstration: bool, lang: Lang) -> String {
    let name = listed.name(lang);
    if demonstration { with(lang, "a-demonstration", &[("name", name)]) } else { name.to_owned() }
}

/// A number of a figure as data: money with its decimals.
pub(crate) fn number(figure: &Figure, n: u64) -> String {
    let (whole, part) = (n / 10_000, n % 10_000);
    match (figure.money, part % 100) {
        (false, _) => n.to_string(),
        (true, 0) => format!("{whole}.{:02}", part / 100),
        (true, _) => format!("{whole}.{part:04}"),
    }
}

/// A unit in words; a currency is its own.
pub(crate) fn unit(code: &str, lang: Lang) -> String {
    Unit::parse(code).map_or_else(|| code.to_owned(), |unit| unit.words().in_(lang).to_lowercase())
}

/// How much a figure says, with its unit.
pub(crate) fn amount(figure: &Figure, lang: Lang) -> String {
    let said = |n: u64| match figure.money {
        true => Shown::Money(number(figure, n), String::new()).text(lang).trim_end().to_owned(),
        false => Shown::Quantity(n, n).text(lang),
    };
    let low = said(figure.low);
    let amount = match figure.high {
        Some(high) if high == figure.low => low,
        Some(high) => format!("{low}–{}", said(high)),
        None => with(lang, "at-least", &[("n", &low)]),
    };
    match figure.money {
        true => format!("{amount} {}", figure.unit),
        false => format!("{}: {amount}", unit(&figure.unit, lang)),
    }
}

/// What has to be known of a figure: period, counting rule, side, among how many.
pub(crate) fn notes(figure: &Figure, lang: Lang) -> Vec<String> {
    let side = figure.side.as_ref().map(|side| get(lang, &format!("side-{side}")));
    let measure = figure.measure.as_deref().and_then(register::codelist::Measure::parse);
    let measure = measure.map(|measure| measure.words().in_(lang).to_owned());
    let among = figure.among.map(|among| count(lang, "among", among));
    let nil = figure.nil.then(|| count(lang, "signed-nil", figure.filings));
    let all = [figure.period.clone(), measure, figure.category.clone(), side, figure.rule.clone(), among, nil];
    all.into_iter().flatten().collect()
}

/// The rate of a figure in words. Few among many are not none.
pub(crate) fn rate(rate: &Rate, figure: &Figure, lang: Lang) -> String {
    let said = |n: u64| match n {
        0 if figure.low > 0 => "<0.01".to_owned(),
        n => format!("{}.{:02}", Shown::Quantity(n / 100, n / 100).text(lang), n % 100),
    };
    let low = said(rate.low);
    let number = match rate.high {
        Some(high) if high == rate.low => low,
        Some(high) => format!("{low}–{}", said(high)),
        None => with(lang, "at-least", &[("n", &low)]),
    };
    with(lang, "per-100-000", &[("n", &number), ("year", &rate.year.to_string())])
}

/// What is said where there are no figures, and beside those there are.
pub(crate) fn remarks(answer: &Answer, lang: Lang) -> Vec<String> {
    let law = |law: &crate::answer::Law| match lang {
        Lang::Es => format!("{} ({})", law.es, law.law),
        Lang::En => format!("{} ({})", law.en, law.law),
    };
    let laws: Vec<&str> = answer.withheld.iter().map(|withheld| withheld.law.as_str()).collect();
    let withheld = (!laws.is_empty()).then(|| with(lang, "withheld-under", &[("laws", &laws.join("; "))]));
    let asked = answer.duty.as_ref().filter(|_| answer.state == State::NotPublished);
    let asked = asked.map(|duty| with(lang, "though-asked", &[("law", &law(duty))]));
    let ended = answer.ended.as_ref().filter(|_| answer.state == State::NoDuty).map(law);
    let more = (answer.more > 0).then(|| count(lang, "more-figures", answer.more));
    [withheld, asked, ended, more].into_iter().flatten().collect()
}

/// An answer as lines of text: for the terminal.
#[must_use]
pub fn said(cell: Option<&Cell>, lang: Lang) -> Vec<String> {
    let Some(cell) = cell else { return vec![get(lang, "not-verified")] };
    let mut lines: Vec<String> = Vec::new();
    for (figure, of) in cell.answer.values.iter().zip(&cell.rates) {
        let notes = notes(figure, lang);
        let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
        let rate = of.as_ref().map(|of| format!("; {}", rate(of, figure, lang))).unwrap_or_default();
        lines.push(format!("{}{notes}{rate}", amount(figure, lang)));
    }
    if cell.answer.values.is_empty() {
        lines.push(get(lang, &format!("answer-{}", cell.answer.state.code())));
    }
    lines.extend(remarks(&cell.answer, lang));
    lines
}

/// Whether answers may be held against one another, in words.
pub(crate) fn common(common: Common, lang: Lang) -> String {
    get(lang, &format!("common-{}", common.code()))
}
