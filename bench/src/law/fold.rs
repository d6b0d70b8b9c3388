//! Folding and judging a growing log: in steps of as many filings as the index takes at once, and one by one at given
//! sizes. Making the filings is not counted.

use std::time::Instant;

use rulebook::cases::{Answer, Cases, Taken};
use rulebook::finding::Says;
use rulebook::law::{Judged, Law};

use super::world::{Unreadable, World};
use crate::machine::{own_cpu, own_memory};

/// Filings of a step: as many as `portal/src/index/follow.rs` writes in one transaction.
const STEP: u64 = 512;

/// What judging came to, so that two runs can be held against each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Verdicts {
    /// Cases judged, each as often as it was.
    pub cases: u64,
    /// Findings that a rule is broken.
    pub broken: u64,
    /// Findings that a fact is not known.
    pub unknown: u64,
    /// Other findings.
    pub other: u64,
    /// Rules kept.
    pub kept: u64,
}

impl Verdicts {
    fn add(&mut self, judged: &Judged) {
        self.cases += 1;
        self.kept += judged.kept.len() as u64;
        for finding in &judged.findings {
            match finding.says {
                Says::Broken => self.broken += 1,
                Says::Unknown => self.unknown += 1,
                Says::NoRule | Says::Fault => self.other += 1,
            }
        }
    }
}

/// Where the time went.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub struct Spent {
    /// Filings.
    pub filings: u64,
    /// Cases brought up: their facts made anew.
    pub cases: u64,
    /// Cases judged: their facts were others than before.
    pub judged: u64,
    /// Seconds of taking filings in.
    pub take: f64,
    /// Seconds of making facts and judging by them.
    pub judge: f64,
    /// Processor seconds of both.
    pub cpu: f64,
}

impl Spent {
    /// Seconds of all.
    pub fn all(&self) -> f64 {
        self.take + self.judge
    }

    fn add(&mut self, other: Spent) {
        self.filings += other.filings;
        self.cases += other.cases;
        self.judged += other.judged;
        self.take += other.take;
        self.judge += other.judge;
        self.cpu += other.cpu;
    }
}

/// The fold at a size.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Mark {
    /// Filings so far.
    pub size: u64,
    /// Time up to here.
    pub total: Spent,
    /// The filings after it, one by one.
    pub singly: Spent,
    /// What it came to, up to here.
    pub verdicts: Verdicts,
    /// Memory of the process, in bytes.
    pub memory: u64,
    /// The most it has held.
    pub peak: u64,
}

/// A fold in progress.
#[derive(Debug)]
pub struct Fold<'a> {
    world: World,
    cases: Cases,
    law: &'a Law,
    threads: usize,
    entry: u64,
    total: Spent,
    verdicts: Verdicts,
}

impl<'a> Fold<'a> {
    /// A fold over a world that begins, on so many threads.
    pub fn new(world: World, law: &'a Law, threads: usize) -> Fold<'a> {
        let (total, verdicts, mut cases) = (Spent::default(), Verdicts::default(), Cases::new());
        cases.want(law.wanted().clone());
        Fold { world, cases, law, threads, entry: 0, total, verdicts }
    }

    /// Folds up to each size; at each, `singly` filings more are taken one by one.
    pub fn marks(mut self, sizes: &[u64], singly: u64) -> Result<Vec<Mark>, Unreadable> {
        let mut marks = Vec::new();
        for size in sizes {
            while self.entry < *size {
                let spent = self.step(STEP.min(size - self.entry))?;
                self.total.add(spent);
            }
            let (total, verdicts, (memory, peak)) = (self.total, self.verdicts, own_memory());
            let mut alone = Spent::default();
            for _ in 0..singly {
                let spent = self.step(1)?;
                alone.add(spent);
            }
            self.total.add(alone);
            marks.push(Mark { size: *size, total, singly: alone, verdicts, memory, peak });
        }
        Ok(marks)
    }

    /// The cases as they stand.
    pub fn into_cases(self) -> Cases {
        self.cases
    }

    /// Takes in so many filings and judges what changed.
    pub fn step(&mut self, filings: u64) -> Result<Spent, Unreadable> {
        let batch = (0..filings).map(|_| self.world.filing()).collect::<Result<Vec<_>, _>>()?;
        let (cpu, start) = (own_cpu(), Instant::now());
        let taken =
            (self.entry..).zip(&batch).map(|(entry, (received, filing))| Taken::new(entry, *received, filing, 1));
        self.cases.take_all(&taken.collect::<Vec<_>>(), self.threads);
        self.entry += filings;
        let take = start.elapsed().as_secs_f64();
        let changed = self.cases.changed();
        let judged = self.cases.each(&changed, self.threads, |facts| self.law.judge(facts));
        // As the index does, whose tables of figures follow.
        drop(self.cases.figures_changed());
        let judge = start.elapsed().as_secs_f64() - take;
        let cpu = (own_cpu() - cpu).as_secs_f64();
        let before = self.verdicts.cases;
        for answer in &judged {
            if let Answer::New(judged) = answer {
                self.verdicts.add(judged);
            }
        }
        let judged = self.verdicts.cases - before;
        let spent = Spent { filings, cases: changed.len() as u64, judged, take, judge, cpu };
        Ok(spent)
    }
}
