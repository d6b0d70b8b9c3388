//! One filing as a card: what it says, who says it, how far it was checked, from which source, in which entry.

use askama::Template;
use register::{
    Content, Filing,
    codelist::{ClaimKind, Mark},
    filing::Source,
    forms::any::Claim,
    id::Reference,
    lang::Lang,
    lifeline::Logged,
    shown::{Row, Shown},
};

use super::{
    link::{Cell, Fact, Links, entry_href},
    text,
    words::{self, Moment},
};
use crate::index::Names;

/// A filing as a card.
#[derive(Debug)]
pub(super) struct Card {
    /// What it is: the kind of claim, or the form.
    pub(super) kind: String,
    /// Class of the card in the stylesheet: `claim`, `denial` or `filing`.
    pub(super) class: &'static str,
    pub(super) said: Option<Cell>,
    /// Who says it, and what they are.
    pub(super) by: Option<Cell>,
    pub(super) by_kind: Option<String>,
    pub(super) mark: Option<Badge>,
    pub(super) occurred: Cell,
    pub(super) facts: Vec<Fact>,
    pub(super) absences: Vec<Fact>,
    pub(super) sources: Vec<SourceLine>,
    pub(super) filer: Cell,
    pub(super) entry: String,
    pub(super) entry_href: String,
    pub(super) received: Moment,
    /// Entry that withdrew it, with its address.
    pub(super) withdrawn: Option<(String, String)>,
    /// Heading of the card within lists, for links to it.
    pub(super) anchor: String,
}

/// A state as a word beside a shape, never colour alone.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "_badge.html", whitespace = "minimize")]
pub(super) struct Badge {
    pub(super) class: &'static str,
    pub(super) shape: &'static str,
    pub(super) words: String,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceLine {
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    pub(super) part: Option<String>,
}

/// Fields of a claim that the card shows in its own places.
const SHOWN_APART: [&str; 8] = ["stage", "kind", "says", "says_en", "publisher", "publisher_kind", "mark", "question"];

/// Fields of a technology that the page of its record shows in its own places.
const RECORD_APART: [&str; 5] = ["name", "class", "summary", "summary_en", "technology"];

/// Fields of a body that stand in their own tables.
const BODY_APART: [&str; 3] = ["body", "powers", "succeeds"];

impl Card {
    /// The card of a filing.
    pub(super) fn new(logged: &Logged, lang: Lang, names: &Names) -> Card {
        let links = Links { lang, names };
        let filing = &*logged.filing;
        let card = Card {
            kind: filing.form().words().in_(lang).to_owned(),
            class: "filing",
            said: said(filing, lang),
            by: None,
            by_kind: None,
            mark: None,
            occurred: Cell::when(filing.occurred, lang),
            facts: links.facts(&own_rows(filing)),
            absences: links.absences(filing),
            sources: filing.sources.iter().map(|source| SourceLine::new(source, lang)).collect(),
            filer: links.body(&filing.filer),
            entry: words::number(logged.entry, lang),
            entry_href: entry_href(logged.entry, lang),
            received: words::instant(logged.received, lang),
            withdrawn: logged.withdrawn.map(|entry| (words::number(entry, lang), entry_href(entry, lang))),
            anchor: format!("e{}", logged.entry),
        };
        match &filing.content {
            Content::Claim(claim) => card.of_claim(claim, links),
            _ => card,
        }
    }

    fn of_claim(self, claim: &Claim, links: Links<'_>) -> Card {
        let lang = links.lang;
        let claimed = |label: &str, cell| Fact { label: text::get(lang, label), cell };
        let amount = claim.amount.as_ref().map(|money| {
            let shown = Shown::Money(money.amount.clone(), money.currency.clone());
            claimed("card-amount", Cell::text(shown.text(lang)))
        });
        let count = quantity(claim, lang).map(|count| claimed("card-count", Cell::text(count)));
        let period = claim.period.map(|period| claimed("card-period", Cell::when(period, lang)));
        let contradicts = claim.contradicts.iter().map(|id| claimed("card-contradicts", links.filing(id)));
        let facts = amount.into_iter().chain(count).chain(period).chain(contradicts).collect();
        let class = if claim.kind == ClaimKind::Denial { "denial" } else { "claim" };
        Card {
            kind: claim.kind.words().in_(lang).to_owned(),
            class,
            by: claim.publisher.as_ref().map(|publisher| links.body(publisher)),
            by_kind: Some(claim.publisher_kind.words().in_(lang).to_owned()),
            mark: Some(Badge::mark(claim.mark, lang)),
            facts,
            ..self
        }
    }
}

impl Badge {
    /// How far a claim was checked against its source.
    pub(super) fn mark(mark: Mark, lang: Lang) -> Badge {
        let (class, shape, key) = match mark {
            Mark::Verified => ("good", "✓", "mark-verified"),
            Mark::Partly => ("part", "◐", "mark-partly"),
            Mark::Unverified => ("weak", "?", "mark-unverified"),
        };
        Badge { class, shape, words: text::get(lang, key) }
    }
}

impl SourceLine {
    /// A source; its address is an `http` or `https` one by its type.
    pub(super) fn new(source: &Source, lang: Lang) -> SourceLine {
        SourceLine {
            title: source.title.as_str().to_owned(),
            publisher: source.publisher.as_str().to_owned(),
            published: source.published.as_ref().map(|date| words::published(&date.to_string(), lang)),
            url: source.url.as_ref().map(|url| url.as_str().to_owned()),
            part: source.part.as_ref().map(|part| part.as_str().to_owned()),
        }
    }
}

/// How many, of what, as one claim counts.
pub(super) fn quantity(claim: &Claim, lang: Lang) -> Option<String> {
    let count = claim.count?;
    let number = Shown::Quantity(count.low, count.high).text(lang);
    let unit = claim.unit.map(|unit| words::small(unit.words(), lang)).unwrap_or_default();
    Some(format!("{number} {unit}").trim().to_owned())
}

/// A question in the language of the page, where the claim asks it in both: `total adjudicado / total awarded`.
pub(super) fn question(question: &str, lang: Lang) -> String {
    let part = match (question.split_once(" / "), lang) {
        (Some((spanish, _)), Lang::Es) => spanish,
        (Some((_, english)), Lang::En) => english,
        (None, _) => question,
    };
    let mut characters = part.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn said(filing: &Filing, lang: Lang) -> Option<Cell> {
    match &filing.content {
        Content::Claim(claim) => Some(Cell::said(&claim.says, claim.says_en.as_ref(), lang)),
        Content::Technology(technology) => Some(Cell::said(&technology.summary, technology.summary_en.as_ref(), lang)),
        _ => None,
    }
}

/// The rows of a filing that its card does not show elsewhere.
fn own_rows(filing: &Filing) -> Vec<Row> {
    let apart: &[&str] = match &filing.content {
        Content::Claim(_) => &SHOWN_APART,
        Content::Body(_) => &BODY_APART,
        _ => &RECORD_APART,
    };
    let first = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
    filing.rows().into_iter().filter(|row| !apart.contains(&first(&row.path).as_str())).collect()
}

/// What a filing is called in a list.
pub(super) fn title(logged: &Logged, lang: Lang, names: &Names) -> Cell {
    let filing = &*logged.filing;
    let links = Links { lang, names };
    let of = |words: &str| format!("{}: {words}", filing.form().words().in_(lang));
    match &filing.content {
        Content::Claim(claim) => Cell::said(&claim.says, claim.says_en.as_ref(), lang),
        Content::Technology(technology) => Cell::text(of(technology.name.as_str())),
        Content::Body(body) => Cell::text(of(body.name.as_str())),
        Content::Contract(contract) => {
            let number = contract.number.as_ref().map(|number| number.as_str().to_owned());
            let parties = [Some(&contract.buyer), contract.supplier.as_ref()];
            let parties: Vec<String> = parties.into_iter().flatten().map(|id| links.body(id).text).collect();
            Cell::text(of(
                &number.map_or_else(|| parties.join(" – "), |number| format!("{} · {number}", parties.join(" – ")))
            ))
        }
        Content::Key(key) => Cell::text(of(key.key.0.name().as_str())),
        Content::Correction(correction) => Cell::text(of(&links.filing(&correction.corrects).text)),
        Content::Withdrawal(withdrawal) => Cell::text(of(&links.filing(&withdrawal.withdraws).text)),
        _ => {
            let about =
                filing.about.iter().find(|about| matches!(about, Reference::Filing(_))).or(filing.about.first());
            let words = about.map(|about| links.reference(about).text).unwrap_or_default();
            Cell::text(if words.is_empty() { filing.form().words().in_(lang).to_owned() } else { of(&words) })
        }
    }
}
