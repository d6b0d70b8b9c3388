//! Versions of rules that are not compared, because they are not in force on the day, and that differ between the two
//! rulebooks: so that nobody takes "equal on that day" for "equal".

use std::collections::BTreeSet;

use register::{lang::Lang, time::Date};
use rulebook::{book::Rulebook, page::Rule, version::Version};

/// First and last day of a version; none where it has no such day.
pub type Span = (Option<Date>, Option<Date>);

/// A version that differs outside the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherVersion {
    /// The rule.
    pub code: String,
    /// Its days in the old rulebook, if it is there.
    pub old: Option<Span>,
    /// Its days in the new rulebook, if it is there.
    pub new: Option<Span>,
    /// Whether it judges alike in both: only its days differ.
    pub alike: bool,
    /// A day on which both can be compared, where there is one and it is another than the one asked for.
    pub on: Option<Date>,
}

/// All of them, by rule.
pub(crate) fn others(day: Date, old: &Rulebook, new: &Rulebook) -> Vec<OtherVersion> {
    let codes: BTreeSet<&str> = old.rules.iter().chain(&new.rules).map(|rule| rule.code.as_str()).collect();
    codes.into_iter().flat_map(|code| of_rule(code, day, old.rule(code), new.rule(code))).collect()
}

fn of_rule(code: &str, day: Date, old: Option<&Rule>, new: Option<&Rule>) -> Vec<OtherVersion> {
    let mut after: Vec<&Version> = new.into_iter().flat_map(|rule| &rule.versions).collect();
    let mut found = Vec::new();
    for version in old.into_iter().flat_map(|rule| &rule.versions) {
        let same = after.iter().position(|other| is_same(version, other, day));
        let other = same.map(|at| after.remove(at));
        found.extend(difference(code, day, Some(version), other));
    }
    found.extend(after.into_iter().filter_map(|version| difference(code, day, None, Some(version))));
    found
}

/// Whether two versions are one and the same, changed perhaps: for the same bodies, and begun on the same day or both in
/// force on the day that is asked for.
fn is_same(old: &Version, new: &Version, day: Date) -> bool {
    let bodies = |version: &Version| version.bodies.iter().cloned().collect::<BTreeSet<String>>();
    let both_now = old.in_force(day.days()) && new.in_force(day.days());
    bodies(old) == bodies(new) && (old.from == new.from || both_now)
}

fn difference(code: &str, day: Date, old: Option<&Version>, new: Option<&Version>) -> Option<OtherVersion> {
    let now = |version: &Version| version.in_force(day.days());
    let span = |version: &Version| (version.from, version.to);
    let (alike, on) = match (old, new) {
        (Some(old), Some(new)) => {
            // What both have in force on the day is compared: only its days are left to tell.
            let alike = is_alike(old, new) || (now(old) && now(new));
            if alike && span(old) == span(new) {
                return None;
            }
            (alike, if alike { None } else { common_day(span(old), span(new)) })
        }
        (Some(one), None) | (None, Some(one)) if now(one) => return None,
        _ => (false, None),
    };
    Some(OtherVersion { code: code.to_owned(), old: old.map(span), new: new.map(span), alike, on })
}

/// Whether two versions judge every case alike because they are written alike: policy with its numbers, and deadline.
fn is_alike(old: &Version, new: &Version) -> bool {
    let (one, other) = (old.cedar().to_json().ok(), new.cedar().to_json().ok());
    let due = |version: &Version| version.due.map(|due| (due.from, due.unit, due.count));
    one.is_some() && one == other && due(old) == due(new)
}

/// The last day of both, or their first where they do not end.
fn common_day(old: Span, new: Span) -> Option<Date> {
    let first = old.0.max(new.0);
    let last = [old.1, new.1].into_iter().flatten().min();
    let on = last.or(first)?;
    first.is_none_or(|first| first <= on).then_some(on)
}

impl OtherVersion {
    /// What is so, in one sentence.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let OtherVersion { code, old, new, alike, on } = self;
        let days = |span: &Span| days(span, lang);
        let on = on.map_or_else(String::new, |on| match lang {
            Lang::Es => format!("; compárelas con `--on {on}`"),
            Lang::En => format!("; compare them with `--on {on}`"),
        });
        match (old, new, lang) {
            (Some(old), None, Lang::Es) => format!("{code}: la versión {} ya no está.", days(old)),
            (Some(old), None, Lang::En) => format!("{code}: the version {} is gone.", days(old)),
            (None, Some(new), Lang::Es) => format!("{code}: la versión {} es nueva.", days(new)),
            (None, Some(new), Lang::En) => format!("{code}: the version {} is new.", days(new)),
            (Some(old), Some(new), Lang::Es) if *alike => {
                format!("{code}: la versión {} va ahora {}.", days(old), days(new))
            }
            (Some(old), Some(new), Lang::En) if *alike => {
                format!("{code}: the version {} now runs {}.", days(old), days(new))
            }
            (Some(old), Some(new), Lang::Es) if old == new => format!("{code}: la versión {} cambió{on}.", days(old)),
            (Some(old), Some(new), Lang::En) if old == new => format!("{code}: the version {} changed{on}.", days(old)),
            (Some(old), Some(new), Lang::Es) => {
                format!("{code}: la versión {} cambió, y va ahora {}{on}.", days(old), days(new))
            }
            (Some(old), Some(new), Lang::En) => {
                format!("{code}: the version {} changed, and now runs {}{on}.", days(old), days(new))
            }
            (None, None, _) => String::new(),
        }
    }
}

fn days((from, to): &Span, lang: Lang) -> String {
    match (from, to, lang) {
        (Some(from), Some(to), Lang::Es) => format!("del {from} al {to}"),
        (Some(from), Some(to), Lang::En) => format!("from {from} to {to}"),
        (Some(from), None, Lang::Es) => format!("desde el {from}"),
        (Some(from), None, Lang::En) => format!("from {from} on"),
        (None, Some(to), Lang::Es) => format!("hasta el {to}"),
        (None, Some(to), Lang::En) => format!("until {to}"),
        (None, None, Lang::Es) => "sin fechas".to_owned(),
        (None, None, Lang::En) => "without dates".to_owned(),
    }
}
