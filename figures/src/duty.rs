//! Duties as data (`duties.toml` of a rulebook): who owes figures of which period, until when, from which day on and until
//! which day the law asks for them.

use register::{
    codelist::{BodyKind, Measure},
    id::BodyId,
    time::Date,
};

use crate::period::{Length, Period};

/// A duty to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The rule it is part of, as `MX-50`.
    pub rule: String,
    /// What is owed, in Spanish.
    pub es: String,
    /// What is owed, in English.
    pub en: String,
    /// Place whose bodies owe it; its parts owe it too where `parts`.
    pub place: String,
    /// Whether bodies of parts of the place owe it.
    pub parts: bool,
    /// Kinds of bodies that owe it.
    pub kinds: Vec<BodyKind>,
    /// Bodies that owe it beside those kinds.
    pub bodies: Vec<BodyId>,
    /// Measures of which one must be in the figures; none where any return will do.
    pub measures: Vec<Measure>,
    /// Length of its periods.
    pub length: Length,
    /// Days after the end of a period within which it must be filed.
    pub due: u16,
    /// First day on which the duty was in force.
    pub from: Date,
    /// Last day on which it was in force.
    pub to: Option<Date>,
    /// Where the law says so.
    pub law: String,
    /// Whether the law was read: `verified`, `unverified`, or `design` where it is a rule of ours.
    pub status: String,
    /// Why it ended, in Spanish and English, where it did.
    pub ended: Option<(String, String)>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    duty: Vec<Raw>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    rule: String,
    es: String,
    en: String,
    place: String,
    #[serde(default)]
    parts: bool,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    bodies: Vec<String>,
    #[serde(default)]
    measures: Vec<String>,
    length: Length,
    due: u16,
    from: String,
    to: Option<String>,
    law: String,
    status: String,
    ended_es: Option<String>,
    ended_en: Option<String>,
}

/// Reads the duties of a file.
///
/// # Errors
/// What is wrong, in English, with the number of the duty where it is known.
pub fn parse(text: &str) -> Result<Vec<Duty>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let numbered = file.duty.into_iter().enumerate();
    numbered.map(|(at, raw)| raw.read().map_err(|why| format!("duty {}: {why}", at + 1))).collect()
}

impl Raw {
    fn read(self) -> Result<Duty, String> {
        let day = |text: &str| Date::parse(text).ok_or_else(|| format!("`{text}` is no day"));
        let kinds =
            self.kinds.iter().map(|code| BodyKind::parse(code).ok_or_else(|| format!("`{code}` is no kind of body")));
        let bodies = self.bodies.iter().map(|id| BodyId::parse(id).ok_or_else(|| format!("`{id}` is no id of a body")));
        let measures =
            self.measures.iter().map(|code| Measure::parse(code).ok_or_else(|| format!("`{code}` is no measure")));
        Ok(Duty {
            kinds: kinds.collect::<Result<_, _>>()?,
            bodies: bodies.collect::<Result<_, _>>()?,
            measures: measures.collect::<Result<_, _>>()?,
            from: day(&self.from)?,
            to: self.to.as_deref().map(day).transpose()?,
            rule: self.rule,
            es: self.es,
            en: self.en,
            place: self.place,
            parts: self.parts,
            length: self.length,
            due: self.due,
            law: self.law,
            status: self.status,
            ended: self.ended_es.zip(self.ended_en),
        })
    }
}

impl Duty {
    /// Whether a body of a kind owes it.
    #[must_use]
    pub fn binds(&self, body: &BodyId, kind: BodyKind) -> bool {
        let place = body.jurisdiction();
        let inside = place == self.place || self.parts && place.split('-').next() == Some(&self.place);
        self.bodies.contains(body) || inside && self.kinds.contains(&kind)
    }

    /// The periods it is owed for, from its first day up to the one that holds a day; those after it ended are among
    /// them, for what is not owed any more is shown as such.
    pub fn periods(&self, until: Date) -> impl Iterator<Item = Period> + use<> {
        let last = self.length.of(until);
        let mut next = Some(self.length.of(self.from));
        std::iter::from_fn(move || {
            let period = next.filter(|period| *period <= last)?;
            next = Some(period.next());
            Some(period)
        })
    }

    /// Whether it was in force at the end of a period.
    #[must_use]
    pub fn is_owed(&self, period: Period) -> bool {
        let last = period.last();
        last.is_some_and(|last| last >= self.from && self.to.is_none_or(|to| last <= to))
    }
}
