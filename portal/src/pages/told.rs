//! Findings as people read them: which rule, which case, who answers, since when, resting on what. A finding is never
//! more than what follows from the register, and its words say so.

use register::{
    id::{FilingId, Reference},
    lang::Lang,
};
use rulebook::{book::Rulebook, case::CaseId, finding::Says, law::Law, page::Rule};

use super::{
    card::Badge,
    gaps::{gap_href, gap_words},
    link::{Cell, Links, escaped, field_label, href},
    sentence::{plain, sentence},
    text, words,
};
use crate::index::{FindingRow, Names};

/// What is needed to tell of findings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) lang: Lang,
    pub(super) law: &'a Law,
    pub(super) names: &'a Names,
    /// The day for which the rules are asked.
    pub(super) today: i64,
}

/// One finding in a list.
#[derive(Debug, Clone)]
pub(super) struct FindingLine {
    /// Class of its card.
    pub(super) class: &'static str,
    pub(super) says: Badge,
    pub(super) severity: Badge,
    pub(super) rests: Option<Badge>,
    pub(super) sentence: Vec<Cell>,
    /// Address of its case.
    pub(super) why: String,
}

/// The address of a rule.
pub(super) fn rule_href(book: &str, code: &str, lang: Lang) -> String {
    format!("/{}/rules/{}/{}", lang.tag(), segment(book), segment(code))
}

/// Text as one part of a path.
pub(super) fn segment(text: &str) -> String {
    escaped(text).replace('+', "%20").replace('/', "%2F")
}

/// The address of a case.
pub(super) fn case_href(case: &CaseId, lang: Lang) -> String {
    let at = format!("/{}/findings", lang.tag());
    match case {
        CaseId::Filing(_, id) => format!("{at}/{id}"),
        CaseId::Conduct(body) => format!("{at}/{body}"),
        CaseId::Gap(gap) => {
            format!("{at}/gap:{}", gap.to_string().split('/').map(segment).collect::<Vec<_>>().join("/"))
        }
        CaseId::Withheld(id, field) => format!("{at}/{id}?field={}", escaped(field)),
    }
}

/// The rule that a rulebook had on a day; else as it has it now.
pub(super) fn rule_of<'l>(law: &'l Law, book: &str, code: &str, day: i64) -> Option<(&'l Rulebook, &'l Rule)> {
    let has = |book: &'l std::sync::Arc<Rulebook>| book.rule(code).map(|rule| (&**book, rule));
    let now = || law.latest(book).and_then(has);
    law.in_force(book, day)
        .and_then(has)
        .or_else(now)
        .or_else(|| books_of(law, book).into_iter().find_map(|book| Some((book, book.rule(code)?))))
}

/// All versions of a rulebook that are at hand, latest first.
pub(super) fn books_of<'l>(law: &'l Law, name: &str) -> Vec<&'l Rulebook> {
    law.books().into_iter().rev().map(|book| &**book).filter(|book| book.name == name).collect()
}

/// Code and title of a rule.
pub(super) fn rule_title(rule: &Rule, lang: Lang) -> String {
    format!("{} {}", rule.code, rule.title.in_(lang))
}

impl Badge {
    /// What a verdict says.
    pub(super) fn says(says: Says, lang: Lang) -> Badge {
        let (class, shape, key) = match says {
            Says::Broken => ("missing", "✕", "says-broken"),
            Says::Unknown => ("weak", "?", "says-unknown"),
            Says::NoRule => ("nothing", "○", "says-no-rule"),
            Says::Fault => ("claimed", "!", "says-fault"),
        };
        Badge { class, shape, words: text::get(lang, key) }
    }

    /// A deadline that runs.
    pub(super) fn running(lang: Lang) -> Badge {
        Badge { class: "part", shape: "→", words: text::get(lang, "says-running") }
    }

    /// How grave it is to break a rule; told as what it would be where it is not broken.
    pub(super) fn severity(code: &str, broken: bool, lang: Lang) -> Badge {
        let (class, shape, key) = match (code, broken) {
            ("breach", true) => ("missing", "■", "severity-breach"),
            ("breach", false) => ("weak", "□", "severity-would-breach"),
            (_, true) => ("claimed", "▲", "severity-flag"),
            (_, false) => ("weak", "△", "severity-would-flag"),
        };
        Badge { class, shape, words: text::get(lang, key) }
    }

    /// How grave it would be to break a rule, for the page of the rule.
    pub(super) fn gravity(code: &str, lang: Lang) -> Badge {
        let (shape, key) = if code == "breach" { ("□", "severity-breach") } else { ("△", "severity-flag") };
        Badge { class: "weak", shape, words: text::get(lang, key) }
    }

    /// What a finding rests on.
    pub(super) fn rests(claimed: bool, lang: Lang) -> Badge {
        match claimed {
            true => Badge { class: "claimed", shape: "◆", words: text::get(lang, "rests-claimed") },
            false => Badge { class: "filed", shape: "●", words: text::get(lang, "rests-filed") },
        }
    }
}

impl Teller<'_> {
    fn links(&self) -> Links<'_> {
        Links { lang: self.lang, names: self.names }
    }

    /// A rule by code and title.
    pub(super) fn rule(&self, row: &FindingRow) -> Cell {
        match rule_of(self.law, &row.book, &row.rule, row.day) {
            Some((_, rule)) => Cell::link(rule_title(rule, self.lang), rule_href(&row.book, &row.rule, self.lang)),
            None => Cell::text(row.rule.as_str()),
        }
    }

    /// A case by what it is about, with links there.
    pub(super) fn case(&self, case: &CaseId, record: Option<&FilingId>) -> Vec<Cell> {
        let links = self.links();
        let of = |id: &FilingId| {
            let mut cells =
                vec![Cell { href: Some(href(&Reference::Filing(id.clone()), self.lang)), ..links.filing(id) }];
            if let Some(record) = record.filter(|record| *record != id) {
                cells.extend([Cell::text(" · "), links.filing(record)]);
            }
            cells
        };
        match case {
            CaseId::Filing(_, id) => of(id),
            CaseId::Conduct(body) => sentence(self.lang, "case-conduct", &[("body", vec![links.body(body)])]),
            CaseId::Gap(gap) => vec![Cell::link(gap_words(gap, self.lang), gap_href(gap, self.lang))],
            CaseId::Withheld(id, field) => {
                let field = vec![Cell::text(field_label(id.form(), field, self.lang).to_lowercase())];
                sentence(self.lang, "case-withheld", &[("field", field), ("filing", of(id))])
            }
        }
    }

    /// The same in words alone.
    pub(super) fn case_words(&self, case: &CaseId, record: Option<&FilingId>) -> String {
        plain(&self.case(case, record))
    }

    /// Who answers.
    pub(super) fn body(&self, row: &FindingRow) -> Cell {
        let nobody = || Cell::text(text::get(self.lang, "finding-nobody"));
        row.body.as_ref().map_or_else(nobody, |body| self.links().body(body))
    }

    /// Who answers, not named again where the case is that body's own conduct.
    fn answers(&self, row: &FindingRow) -> Cell {
        match &row.case {
            CaseId::Conduct(body) if row.body.as_ref() == Some(body) => {
                Cell::text(text::get(self.lang, "finding-same-body"))
            }
            _ => self.body(row),
        }
    }

    /// How long a day is ago, or still to come.
    pub(super) fn age(&self, day: i64) -> String {
        let ago = self.today.saturating_sub(day);
        let days = ago.unsigned_abs();
        match ago {
            ..0 => text::count(self.lang, "age-ahead", days),
            0 => text::get(self.lang, "age-today"),
            1..365 => text::count(self.lang, "age-days", days),
            _ => text::count(self.lang, "age-years", days * 4 / 1_461),
        }
    }

    /// One finding in a sentence, with how long ago it began.
    pub(super) fn sentence(&self, row: &FindingRow) -> Vec<Cell> {
        let since = words::day_cell(row.from_day, self.lang);
        self.told(row, vec![since, Cell::text(format!(" ({})", self.age(row.from_day)))])
    }

    /// One finding in a sentence that says the same on every day on which it holds.
    pub(super) fn lasting(&self, row: &FindingRow) -> String {
        plain(&self.told(row, vec![words::day_cell(row.from_day, self.lang)]))
    }

    fn told(&self, row: &FindingRow, since: Vec<Cell>) -> Vec<Cell> {
        let key = match (row.says, row.from_day > self.today, row.claimed) {
            (Says::Broken, true, _) => "finding-due",
            (Says::Broken, false, true) => "finding-claimed",
            (Says::Broken, false, false) => "finding-broken",
            (Says::Unknown, ..) => "finding-unknown",
            (Says::NoRule, ..) => "finding-no-rule",
            (Says::Fault, ..) => "finding-fault",
        };
        let cells = [
            ("rule", vec![self.rule(row)]),
            ("case", self.case(&row.case, row.record.as_ref())),
            ("body", vec![self.answers(row)]),
            ("since", since),
        ];
        sentence(self.lang, key, &cells)
    }

    /// One finding of a list.
    pub(super) fn line(&self, row: &FindingRow) -> FindingLine {
        let ahead = row.from_day > self.today;
        let broken = row.says == Says::Broken && !ahead;
        FindingLine {
            class: match (broken, row.severity.as_str()) {
                (true, "breach") => "breach",
                (true, _) => "flag",
                _ => "open",
            },
            says: if ahead { Badge::running(self.lang) } else { Badge::says(row.says, self.lang) },
            severity: Badge::severity(&row.severity, broken, self.lang),
            rests: (row.says == Says::Broken).then(|| Badge::rests(row.claimed, self.lang)),
            sentence: self.sentence(row),
            why: case_href(&row.case, self.lang),
        }
    }
}
