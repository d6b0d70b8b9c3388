//! Where a statement belongs: who speaks, of whom and of which place, and so on which side of which gap.

use register::id::BodyId;

use super::Ledger;
use crate::{
    bodies::Side,
    gap::Told,
    matching::{GapId, Key, MatchingRule, SideRule},
    period::Period,
    statement::{Counted, Party, Statement},
};

/// Who speaks, of whom, and of which place.
struct SpokenOf {
    side: Option<Side>,
    place: Option<String>,
    authority: Option<BodyId>,
    operator: Option<BodyId>,
}

impl Ledger {
    /// The gaps a statement belongs to, and on which side. Who speaks is asked only where a rule counts what is said.
    pub(super) fn places(&self, statement: &Statement) -> Vec<(GapId, u8)> {
        self.places_in(statement, |rule| statement.period(rule))
    }

    /// The same, in the period that is told for each rule.
    pub(super) fn places_in(
        &self,
        statement: &Statement,
        period: impl Fn(&MatchingRule) -> Option<Period>,
    ) -> Vec<(GapId, u8)> {
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
    pub(super) fn body_of(&self, party: &Party, statement: &Statement) -> Option<BodyId> {
        self.body_in(party, scope(statement))
    }

    pub(super) fn body_in(&self, party: &Party, place: &str) -> Option<BodyId> {
        match party {
            Party::Body(body) => Some(body.clone()),
            Party::Named(named) => match self.names.linked(named, place) {
                Some((bodies, _)) if bodies.len() == 1 => bodies.into_iter().next(),
                _ => None,
            },
        }
    }

    pub(super) fn tell(&self, statement: Statement) -> Told {
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

impl Statement {
    /// The period of a rule that holds its days.
    pub(super) fn period(&self, rule: &MatchingRule) -> Option<Period> {
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

/// Where a name is used: the place of the figure, else of who filed it.
fn scope(statement: &Statement) -> &str {
    statement.place.as_deref().unwrap_or_else(|| statement.filer.jurisdiction())
}
