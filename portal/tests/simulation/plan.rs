//! What happens, drawn from a seed before anything runs. Each event says all that chance decides, so that a plan can be
//! run again with events left out: one that makes no sense without them does nothing.

use std::fmt;

use crate::dice::Dice;

pub(crate) const FILERS: usize = 3;
pub(crate) const WITNESSES: usize = 3;
pub(crate) const READERS: usize = 2;

/// Events of a history before all is mended.
const EVENTS: usize = 110;

/// Points passed in one step: a crash at a later one does not happen.
const POINTS: usize = 14;

/// Whoever has a disk, a clock or a line of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Filer(usize),
    Registrar,
    Witness(usize),
    Reader(usize),
}

/// A process ends at a fault point; what the disk had not taken in yet may be torn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crash {
    pub(crate) point: usize,
    pub(crate) tear: Tear,
}

/// What a power cut does to writes that no sync brought to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tear {
    /// Only the process was killed.
    Nothing,
    /// The journal ends in the middle of what was written last.
    JournalEnd(usize),
    /// Bytes that mean nothing stand after the journal's end.
    JournalJunk(usize),
    /// A published file that was not synced is cut.
    Published(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// A filer sends a new filing, or one again that it sent before.
    Files {
        filer: usize,
        again: Option<usize>,
    },
    /// Somebody whose key the register does not know files.
    Stranger {
        filer: usize,
    },
    /// One of the messages under way arrives, whichever. Whoever takes it in may crash; of what a reader asks for, only so
    /// many answers come.
    Arrives {
        pick: usize,
        crash: Option<Crash>,
        answers: Option<usize>,
    },
    Lost {
        pick: usize,
    },
    Doubled {
        pick: usize,
    },
    Cut(Node),
    Mended(Node),
    /// The registrar takes in the filings that have come, as one group.
    Takes {
        crash: Option<Crash>,
    },
    /// The registrar writes what its newest checkpoint needs.
    Prepares {
        crash: Option<Crash>,
    },
    /// The registrar asks a witness to cosign it.
    Asks {
        witness: usize,
    },
    /// It waits for this witness no longer.
    GivesUp {
        witness: usize,
    },
    /// The registrar publishes the checkpoint, if enough cosigned it or it has waited long enough.
    Shows {
        crash: Option<Crash>,
    },
    /// The registrar adds cosignatures that came late.
    AddsLate {
        crash: Option<Crash>,
    },
    /// The registrar lets go of what is published for good.
    Settles {
        crash: Option<Crash>,
    },
    /// The index follows the published log.
    Indexes,
    Killed {
        node: Node,
        tear: Tear,
    },
    /// Whoever is down starts again; the registrar may crash at it.
    Starts {
        crash: Option<Crash>,
    },
    /// A reader asks for the checkpoint.
    Looks {
        reader: usize,
    },
    Passes {
        seconds: i64,
    },
    /// A clock is set forward or back.
    Clock {
        node: Node,
        seconds: i64,
    },
    /// Whoever has the log's key shows a witness another history.
    Lies {
        witness: usize,
        differs: usize,
        more: usize,
    },
}

/// The history of a seed.
pub(crate) fn plan(seed: u64) -> Vec<Event> {
    let mut dice = Dice::new(seed);
    // Some histories are calm, so that more of what takes long comes to its end.
    let crashes = [12, 25, 1_000][dice.below(3)];
    (0..EVENTS).map(|_| event(&mut dice, crashes)).collect()
}

fn event(dice: &mut Dice, crashes: usize) -> Event {
    let pick = dice.below(1 << 16);
    match dice.below(100) {
        0..10 => Event::Files { filer: dice.below(FILERS), again: dice.one_in(4).then_some(pick) },
        10..11 => Event::Stranger { filer: dice.below(FILERS) },
        11..45 => {
            let answers = dice.one_in(6).then(|| dice.below(8));
            Event::Arrives { pick, crash: crash(dice, crashes * 2), answers }
        }
        45..46 => Event::Lost { pick },
        46..49 => Event::Doubled { pick },
        49..50 => Event::Cut(node(dice)),
        50..52 => Event::Mended(node(dice)),
        52..60 => Event::Takes { crash: crash(dice, crashes) },
        60..66 => Event::Prepares { crash: crash(dice, crashes) },
        66..75 => Event::Asks { witness: dice.below(WITNESSES) },
        75..76 => Event::GivesUp { witness: dice.below(WITNESSES) },
        76..82 => Event::Shows { crash: crash(dice, crashes) },
        82..84 => Event::AddsLate { crash: crash(dice, crashes) },
        84..85 => Event::Settles { crash: crash(dice, crashes) },
        85..86 => Event::Indexes,
        86..88 => Event::Killed { node: server(dice), tear: tear(dice) },
        88..91 => Event::Starts { crash: crash(dice, crashes) },
        91..94 => Event::Looks { reader: dice.below(READERS) },
        94..96 => Event::Passes { seconds: [1, 3, 60, 4_000][dice.below(4)] },
        96..97 => Event::Clock { node: server(dice), seconds: dice.below(240) as i64 - 120 },
        _ => Event::Lies { witness: dice.below(WITNESSES), differs: pick, more: dice.below(4) },
    }
}

fn crash(dice: &mut Dice, crashes: usize) -> Option<Crash> {
    let (happens, point, tear) = (dice.one_in(crashes), dice.below(POINTS), tear(dice));
    happens.then_some(Crash { point, tear })
}

fn tear(dice: &mut Dice) -> Tear {
    let amount = dice.below(1 << 16);
    [Tear::Nothing, Tear::JournalEnd(amount), Tear::JournalJunk(amount), Tear::Published(amount)][dice.below(4)]
}

fn node(dice: &mut Dice) -> Node {
    if dice.one_in(4) { Node::Filer(dice.below(FILERS)) } else { server(dice) }
}

fn server(dice: &mut Dice) -> Node {
    match dice.below(4) {
        0 => Node::Registrar,
        1 | 2 => Node::Witness(dice.below(WITNESSES)),
        _ => Node::Reader(dice.below(READERS)),
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Filer(at) => write!(f, "filer {at}"),
            Node::Registrar => f.write_str("the registrar"),
            Node::Witness(at) => write!(f, "witness {at}"),
            Node::Reader(at) => write!(f, "reader {at}"),
        }
    }
}
