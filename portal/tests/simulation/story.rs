//! One history as it went: told line by line, and made as short as it can be where it fails.

use std::fmt;

use crate::{
    ground::Ground,
    plan::{Event, plan},
    truth::Violation,
    variant::Variant,
    world::World,
};

#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) seed: u64,
    variant: Variant,
    events: Vec<Event>,
    lines: Vec<String>,
    pub(crate) violation: Option<Violation>,
}

impl Story {
    pub(crate) fn of(ground: &Ground, seed: u64, variant: Variant) -> Story {
        Story::through(ground, seed, variant, plan(seed))
    }

    pub(crate) fn events(&self) -> usize {
        self.events.len()
    }

    fn through(ground: &Ground, seed: u64, variant: Variant, events: Vec<Event>) -> Story {
        let mut story = Story { seed, variant, events, lines: Vec::new(), violation: None };
        story.violation = story.run(ground).err();
        story
    }

    fn run(&mut self, ground: &Ground) -> Result<(), Violation> {
        let mut world = World::new(ground, self.seed, self.variant)?;
        for event in &self.events {
            let done = world.step(*event);
            self.lines.push(done.as_ref().map_or_else(|_| format!("{event:?}"), String::clone));
            done?;
        }
        self.lines.push("all is mended".into());
        world.mend()
    }

    /// The same failure with as few events as leaving out finds: halves first, then ever smaller parts.
    pub(crate) fn smallest(&self, ground: &Ground) -> Story {
        let mut best = Story::through(ground, self.seed, self.variant, self.events.clone());
        let mut part = best.events.len() / 2;
        while part > 0 {
            let mut at = 0;
            while at < best.events.len() {
                let mut events = best.events.clone();
                events.drain(at..(at + part).min(events.len()));
                let shorter = Story::through(ground, self.seed, self.variant, events);
                match shorter.fails_as(self) {
                    true => best = shorter,
                    false => at += part,
                }
            }
            part /= 2;
        }
        best
    }

    fn fails_as(&self, other: &Story) -> bool {
        let of = |story: &Story| story.violation.as_ref().map(|violation| violation.invariant);
        of(self).is_some() && of(self) == of(other)
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}", self.seed)?;
        for (at, line) in self.lines.iter().enumerate() {
            writeln!(f, "{:>4}  {line}", at + 1)?;
        }
        let Some(Violation { invariant, says }) = &self.violation else { return write!(f, "all is as it must be") };
        writeln!(f, "not true any more: {invariant}: {says}")?;
        let seed = self.seed;
        write!(
            f,
            "run it again: VEEDOR_SEED={seed} cargo test -p portal --all-features --test simulation -- --nocapture"
        )
    }
}
