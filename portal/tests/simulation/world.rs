//! A register with its filers, witnesses and readers, a network between them and one clock, in one thread: each event is a
//! step of the real code, and after each everything that must be true is looked at.

use std::{collections::BTreeSet, path::PathBuf, time::Duration};

use portal::{
    log::{Reader, fsck},
    registrar::Answer,
};
use tlog::{Checkpoint, Frontier, Hash, NodeId, Note, SignatureLine, proof, tree, witness::AddCheckpoint};

pub(crate) use crate::ground::is_known;
use crate::{
    ground::{BEGINNING, Ground, filing, logs, of_a_stranger, witness_key},
    plan::{Crash, Event, FILERS, Node, READERS, Tear, WITNESSES},
    reader::ReaderNode,
    registrar::{RegistrarNode, Step},
    support::{ORIGIN, key},
    truth::{APART, Held, MENDED, Truth, Violation, hold},
    variant::Variant,
    witness::{Said, WitnessNode},
};

pub(crate) struct World {
    home: PathBuf,
    /// Milliseconds since 1970.
    now: i64,
    filers: Vec<Filer>,
    registrar: RegistrarNode,
    witnesses: Vec<WitnessNode>,
    readers: Vec<ReaderNode>,
    under_way: Vec<Message>,
    cut: BTreeSet<Node>,
    truth: Truth,
    /// Requests to witnesses so far.
    requests: u64,
    /// Whether the published files may be others than at the last look.
    touched: bool,
    /// An index costs more than all else, so only some histories have one.
    indexed: bool,
}

/// A filer knows what it sent and what was acknowledged.
#[derive(Default)]
struct Filer {
    sent: Vec<&'static [u8]>,
    waits: BTreeSet<usize>,
}

#[derive(Clone)]
struct Message {
    from: Node,
    to: Node,
    what: What,
}

#[derive(Clone)]
enum What {
    Filing(Vec<u8>),
    Answered(Vec<u8>, Answer),
    Asked { number: u64, body: Vec<u8> },
    Cosigned { number: u64, status: u16, answer: Vec<u8> },
    Head(Vec<u8>),
}

/// Rounds after which everything must be in order once nothing goes wrong any more.
const ROUNDS: usize = 8;

impl World {
    pub(crate) fn new(ground: &Ground, seed: u64, variant: Variant) -> Held<World> {
        let home = tempfile::Builder::new().prefix("history").tempdir_in(ground.dir.path()).expect("a folder").keep();
        let registrar = RegistrarNode::new(ground.register(seed), home.join("register"), variant);
        let policy = registrar.policy().clone();
        let log = key(ORIGIN, 1).verifier();
        let witness = |at: usize| {
            let (template, key) = (ground.witness(at, seed), witness_key(at, seed));
            WitnessNode::new(template, home.join(format!("w{at}")), key, logs(), variant)
        };
        let reader =
            |at: usize| ReaderNode::new(at, home.join(format!("r{at}")), (log.clone(), policy.witness_keys()), variant);
        let mut world = World {
            now: BEGINNING,
            filers: (0..FILERS).map(|_| Filer::default()).collect(),
            witnesses: (0..WITNESSES).map(witness).collect(),
            readers: (0..READERS).map(reader).collect(),
            under_way: Vec::new(),
            cut: BTreeSet::new(),
            truth: Truth::new(log.clone(), policy),
            requests: 0,
            touched: true,
            indexed: seed.is_multiple_of(16),
            registrar,
            home,
        };
        world.all_start(None)?;
        world.check()?;
        Ok(world)
    }

    /// Does one event and looks at everything. Says what came of it.
    pub(crate) fn step(&mut self, event: Event) -> Held<String> {
        let says = self.happens(event)?;
        self.check()?;
        Ok(says)
    }

    fn happens(&mut self, event: Event) -> Held<String> {
        let now = self.now;
        Ok(match event {
            Event::Files { filer, again } => self.files(filer, again),
            Event::Stranger { filer } => {
                self.send(Node::Filer(filer), Node::Registrar, What::Filing(of_a_stranger()));
                format!("a stranger files over the line of filer {filer}")
            }
            Event::Arrives { pick, crash, answers } => match self.pick(pick) {
                Some(at) => self.arrives(at, crash, answers)?,
                None => "nothing is under way".into(),
            },
            Event::Lost { pick } => match self.pick(pick) {
                Some(at) => format!("lost: {}", self.under_way.remove(at)),
                None => "nothing is under way".into(),
            },
            Event::Doubled { pick } => match self.pick(pick) {
                Some(at) => {
                    self.under_way.push(self.under_way[at].clone());
                    format!("doubled: {}", self.under_way[at])
                }
                None => "nothing is under way".into(),
            },
            Event::Cut(node) => {
                self.cut.insert(node);
                format!("{node} is cut off")
            }
            Event::Mended(node) => {
                self.cut.remove(&node);
                format!("{node} is reached again")
            }
            Event::Asks { witness } => self.asks(witness),
            Event::GivesUp { witness } => {
                self.registrar.give_up(witness, now);
                format!("the registrar waits for witness {witness} no longer")
            }
            Event::Indexes => {
                if self.indexed && !self.registrar.torn {
                    self.registrar.index()?;
                }
                "the index follows".into()
            }
            Event::Killed { node, tear } => self.killed(node, tear),
            Event::Starts { crash } => self.all_start(crash)?,
            Event::Looks { reader } => self.looks(reader),
            Event::Passes { seconds } => {
                self.now += seconds * 1_000;
                format!("{seconds} s pass")
            }
            Event::Clock { node, seconds } => self.clock(node, seconds),
            own @ (Event::Takes { .. }
            | Event::Prepares { .. }
            | Event::Shows { .. }
            | Event::AddsLate { .. }
            | Event::Settles { .. }) => self.registrar_steps(own)?,
            Event::Lies { witness, differs, more } => self.lies(witness, differs, more)?,
        })
    }

    /// The steps in which the registrar writes, each of which may end in a crash.
    fn registrar_steps(&mut self, event: Event) -> Held<String> {
        let now = self.now;
        Ok(match event {
            Event::Takes { crash } => self.takes(within(crash, 4))?,
            Event::Prepares { crash } => {
                let step = self.registrar.prepare(now, crash, &mut self.truth)?;
                self.touched |= !matches!(step, Step::Done(None));
                self.told("the registrar prepares", step, |size| match size {
                    Some(size) => format!("the checkpoint of size {size}"),
                    None => "nothing".into(),
                })
            }
            Event::Shows { crash } => {
                let step = self.registrar.show(now, within(crash, 8))?;
                self.touched |= !matches!(step, Step::Done(None));
                self.told("the registrar publishes", step, |lines| match lines {
                    Some(lines) => format!("with {lines} cosignatures"),
                    None => "nothing".into(),
                })
            }
            Event::AddsLate { crash } => {
                let step = self.registrar.add_late(within(crash, 3))?;
                self.touched |= !matches!(step, Step::Done(false));
                self.told("the registrar adds late cosignatures:", step, |added| added.to_string())
            }
            Event::Settles { crash } => {
                let step = self.registrar.settle(within(crash, 8))?;
                self.touched = true;
                self.told("the registrar settles", step, |()| String::new())
            }
            _ => String::new(),
        })
    }

    /// Ends everything that goes wrong, lets everybody finish, and looks whether all came to what it should.
    pub(crate) fn mend(&mut self) -> Held {
        self.cut.clear();
        self.registrar.off = 0;
        self.witnesses.iter_mut().for_each(|witness| witness.off = 0);
        self.now += 1_200_000;
        for _ in 0..ROUNDS {
            self.now += 61_000;
            self.all_start(None)?;
            self.one_round()?;
            if self.is_mended().is_ok() {
                break;
            }
        }
        self.is_mended()?;
        if self.indexed {
            self.registrar.index_is_that_of_the_log()?;
        }
        let report =
            fsck(&Reader::dir(&self.registrar.public()), &key(ORIGIN, 1).verifier(), |_, _| {}, &|_, _| Ok(()));
        hold(report.is_clean(), MENDED, || format!("{:?}", report.problems))
    }

    fn one_round(&mut self) -> Held {
        for filer in 0..FILERS {
            for at in self.filers[filer].waits.clone() {
                let bytes = self.filers[filer].sent[at].to_vec();
                self.send(Node::Filer(filer), Node::Registrar, What::Filing(bytes));
            }
        }
        self.all_arrive()?;
        self.step(Event::Takes { crash: None })?;
        self.all_arrive()?;
        self.step(Event::Prepares { crash: None })?;
        for witness in 0..WITNESSES {
            self.step(Event::Asks { witness })?;
        }
        self.all_arrive()?;
        self.now += 3_000;
        self.step(Event::Shows { crash: None })?;
        self.step(Event::AddsLate { crash: None })?;
        for reader in 0..READERS {
            self.step(Event::Looks { reader })?;
        }
        self.all_arrive()
    }

    fn all_arrive(&mut self) -> Held {
        while !self.under_way.is_empty() {
            self.step(Event::Arrives { pick: 0, crash: None, answers: None })?;
        }
        Ok(())
    }

    fn is_mended(&self) -> Held {
        let waits: usize = self.filers.iter().map(|filer| filer.waits.len()).sum();
        hold(self.truth.is_settled(), MENDED, || "receipts or heads are of what was never published".into())?;
        hold(waits == 0, MENDED, || format!("{waits} filings were never answered"))?;
        let (size, committed) = (self.truth.published(), self.registrar.size());
        hold(size == committed, MENDED, || format!("of {committed} entries {size} are published"))?;
        let bytes = std::fs::read(self.registrar.public().join("checkpoint")).unwrap_or_default();
        let cosigned = Note::parse(&bytes).ok().and_then(|note| proof::cosigned(&note, self.registrar.policy()).ok());
        let cosigned = cosigned.map_or(0, |cosigned| cosigned.len());
        hold(cosigned == WITNESSES, MENDED, || format!("{cosigned} witnesses stand under size {size}"))?;
        for (at, reader) in self.readers.iter().enumerate() {
            hold(reader.accepted == size, MENDED, || format!("reader {at} has {} of {size}", reader.accepted))?;
        }
        Ok(())
    }

    fn check(&mut self) -> Held {
        // After a power cut nobody promises whole files until the registrar has started again.
        if self.registrar.torn {
            return Ok(());
        }
        let public = self.registrar.public();
        let bytes = std::fs::read(public.join("checkpoint")).unwrap_or_default();
        if self.touched || !self.truth.knows_published(&bytes) {
            self.truth.check_published(&public, &is_known)?;
            self.touched = false;
        }
        Ok(())
    }

    /// Starts whoever is down.
    fn all_start(&mut self, crash: Option<Crash>) -> Held<String> {
        let down: Vec<Node> = servers().filter(|node| !self.runs(*node)).collect();
        let says = down.into_iter().map(|node| self.starts(node, crash)).collect::<Held<Vec<String>>>()?;
        Ok(if says.is_empty() { "everybody runs".into() } else { says.join(", ") })
    }

    fn send(&mut self, from: Node, to: Node, what: What) {
        self.under_way.push(Message { from, to, what });
    }

    /// Which message it is; most of the time one of the oldest.
    fn pick(&self, pick: usize) -> Option<usize> {
        let count = self.under_way.len();
        let among = if pick.is_multiple_of(4) { count } else { count.min(3) };
        (count > 0).then(|| (pick / 4) % among)
    }

    fn files(&mut self, filer: usize, again: Option<usize>) -> String {
        let known = &mut self.filers[filer];
        let at = match again.filter(|_| !known.sent.is_empty()) {
            Some(again) => again % known.sent.len(),
            None => match filing(filer, known.sent.len()) {
                Some(bytes) => {
                    known.waits.insert(known.sent.len());
                    known.sent.push(bytes);
                    known.sent.len() - 1
                }
                None => return format!("filer {filer} has nothing more to file"),
            },
        };
        let bytes = known.sent[at].to_vec();
        self.send(Node::Filer(filer), Node::Registrar, What::Filing(bytes));
        format!("filer {filer} sends filing {at}{}", if again.is_some() { " again" } else { "" })
    }

    fn arrives(&mut self, at: usize, crash: Option<Crash>, answers: Option<usize>) -> Held<String> {
        let Message { from, to, what } = self.under_way.remove(at);
        let says = Message { from, to, what: what.clone() }.to_string();
        if self.cut.contains(&from) || self.cut.contains(&to) {
            return Ok(format!("a line is cut: {says}"));
        }
        let came = match (from, to, what) {
            (Node::Filer(filer), _, What::Filing(bytes)) => match self.registrar.handed(filer, &bytes) {
                Some(answer) => {
                    self.send(to, from, What::Answered(bytes, answer));
                    "refused at once".into()
                }
                None => String::new(),
            },
            (_, Node::Filer(filer), What::Answered(bytes, answer)) => self.answered(filer, &bytes, answer)?,
            (_, Node::Witness(witness), What::Asked { number, body }) => {
                let (status, answer) = self.witness_hears(witness, &body, within(crash, 2))?;
                let says = format!("it answers {status}");
                self.send(to, from, What::Cosigned { number, status, answer });
                says
            }
            (Node::Witness(witness), _, What::Cosigned { number, status, answer }) => {
                let next = self.registrar.hear(witness, number, (status, &answer), self.now);
                let again = next.is_some();
                next.into_iter().for_each(|body| self.send(to, from, What::Asked { number, body }));
                if again { "it asks again".into() } else { String::new() }
            }
            (_, Node::Reader(reader), What::Head(head)) => {
                let public = self.registrar.public();
                self.readers[reader].follow(&head, &public, (crash, answers), &mut self.truth)?
            }
            _ => String::new(),
        };
        Ok(if came.is_empty() { says } else { format!("{says}: {came}") })
    }

    fn answered(&mut self, filer: usize, bytes: &[u8], answer: Answer) -> Held<String> {
        let (says, entry, receipt) = match answer {
            Answer::Filed { entry, receipt } => (format!("it stands as entry {entry}"), entry, Some(receipt)),
            Answer::Already { entry } => (format!("it stands since entry {entry}"), entry, None),
            Answer::Refused(_) => return Ok("it is refused".into()),
            Answer::Unavailable(says) => return Ok(says),
        };
        self.truth.acknowledged(bytes, entry, receipt.as_deref())?;
        let filer = &mut self.filers[filer];
        if let Some(at) = filer.sent.iter().position(|sent| *sent == bytes) {
            filer.waits.remove(&at);
        }
        Ok(says)
    }

    /// A witness takes in a request, from whomever. What leaves it is held against all that left it before.
    fn witness_hears(&mut self, witness: usize, body: &[u8], crash: Option<Crash>) -> Held<(u16, Vec<u8>)> {
        match self.witnesses[witness].asked(body, self.now / 1_000, crash) {
            Said::Down => Ok((502, b"it does not run".to_vec())),
            Said::Crashed => Ok((502, b"it crashed".to_vec())),
            Said::Answer(200, answer) => {
                let request = AddCheckpoint::parse(body);
                let none = || Violation { invariant: APART, says: "it cosigned what is no request".into() };
                let request = request.map_err(|_| none())?;
                let note = Note::parse(&request.checkpoint).map_err(|_| none())?;
                let line = SignatureLine::parse(&String::from_utf8_lossy(&answer)).map_err(|_| none())?;
                self.truth.cosigned(witness, &line, note.text())?;
                Ok((200, answer))
            }
            Said::Answer(status, answer) => Ok((status, answer)),
        }
    }

    fn takes(&mut self, crash: Option<Crash>) -> Held<String> {
        let step = self.registrar.take(self.now, crash)?;
        self.touched |= matches!(step, Step::Crashed);
        let Step::Done(answered) = step else {
            return Ok(self.told("the registrar takes in filings", step, |_| String::new()));
        };
        let says = format!("the registrar takes in {} filings", answered.len());
        for (filer, bytes, answer) in answered {
            self.send(Node::Registrar, Node::Filer(filer), What::Answered(bytes, answer));
        }
        Ok(says)
    }

    fn asks(&mut self, witness: usize) -> String {
        self.requests += 1;
        let number = self.requests;
        match self.registrar.ask(witness, number, self.now) {
            Some(body) => {
                self.send(Node::Registrar, Node::Witness(witness), What::Asked { number, body });
                format!("the registrar asks witness {witness}")
            }
            None => format!("there is nothing to ask witness {witness}"),
        }
    }

    fn killed(&mut self, node: Node, tear: Tear) -> String {
        match node {
            Node::Registrar => self.registrar.kill(tear),
            Node::Witness(at) => self.witnesses[at].kill(tear),
            Node::Reader(at) => self.readers[at].kill(),
            Node::Filer(_) => {}
        }
        self.touched |= node == Node::Registrar;
        format!("{node} is killed, {tear:?} torn")
    }

    fn runs(&self, node: Node) -> bool {
        match node {
            Node::Registrar => self.registrar.is_up(),
            Node::Witness(at) => self.witnesses[at].is_up(),
            Node::Reader(at) => self.readers[at].is_up(),
            Node::Filer(_) => true,
        }
    }

    fn starts(&mut self, node: Node, crash: Option<Crash>) -> Held<String> {
        match node {
            Node::Witness(at) => self.witnesses[at].start()?,
            Node::Reader(at) => self.readers[at].start(&mut self.truth)?,
            _ => {
                let step = self.registrar.start(crash)?;
                self.touched = true;
                if matches!(step, Step::Done(())) {
                    self.truth.check_published(&self.registrar.public(), &is_known)?;
                    self.truth.nothing_is_lost()?;
                }
                return Ok(self.told("the registrar starts", step, |()| String::new()));
            }
        }
        Ok(format!("{node} starts"))
    }

    fn looks(&mut self, reader: usize) -> String {
        let head = std::fs::read(self.registrar.public().join("checkpoint")).unwrap_or_default();
        self.send(Node::Registrar, Node::Reader(reader), What::Head(head));
        format!("reader {reader} looks")
    }

    fn clock(&mut self, node: Node, seconds: i64) -> String {
        match node {
            Node::Registrar => self.registrar.off = seconds * 1_000,
            Node::Witness(at) => self.witnesses[at].off = seconds,
            _ => {}
        }
        format!("the clock of {node} is off by {seconds} s")
    }

    /// Whoever has the log's key shows a witness a history that is not the one it cosigned, and tries what it says it knows.
    fn lies(&mut self, witness: usize, differs: usize, more: usize) -> Held<String> {
        let cosigned = self.truth.cosigned_by(witness) as usize;
        if cosigned == 0 || self.cut.contains(&Node::Witness(witness)) {
            return Ok(format!("witness {witness} cannot be lied to yet"));
        }
        let (differs, size) = (differs % cosigned, cosigned + more);
        let other = (differs..size).map(|at| Hash::leaf(&[b"other".as_slice(), &at.to_be_bytes()].concat()));
        let leaves: Vec<Hash> = self.truth.leaves()[..differs].iter().copied().chain(other).collect();
        let mut old = cosigned;
        for _ in 0..2 {
            let (status, answer) = self.witness_hears(witness, &request(old, &leaves), None)?;
            let known = std::str::from_utf8(&answer).ok().and_then(|size| size.trim_end().parse().ok());
            match known.filter(|known| status == 409 && *known <= size) {
                Some(known) => old = known,
                None => return Ok(format!("witness {witness} is shown another history from {differs}: {status}")),
            }
        }
        Ok(format!("witness {witness} is shown another history from {differs}"))
    }

    fn told<T>(&self, who: &str, step: Step<T>, done: impl Fn(T) -> String) -> String {
        match step {
            Step::Done(value) => format!("{who} {}", done(value)),
            Step::Crashed => format!("{who} and crashes"),
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match &self.what {
            What::Filing(_) => "a filing",
            What::Answered(..) => "an answer",
            What::Asked { .. } => "a request to cosign",
            What::Cosigned { .. } => "a witness's answer",
            What::Head(_) => "a checkpoint",
        };
        write!(f, "{what} reaches {} from {}", self.to, self.from)
    }
}

fn servers() -> impl Iterator<Item = Node> {
    let witnesses = (0..WITNESSES).map(Node::Witness);
    std::iter::once(Node::Registrar).chain(witnesses).chain((0..READERS).map(Node::Reader))
}

/// A crash at one of the points that a step has at least.
fn within(crash: Option<Crash>, points: usize) -> Option<Crash> {
    crash.map(|crash| Crash { point: crash.point % points, ..crash })
}

pub(crate) fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).expect("short")
}

/// A request to cosign the tree over these leaves, signed with the log's key.
fn request(old: usize, leaves: &[Hash]) -> Vec<u8> {
    let root = |leaves: &[Hash]| {
        let mut frontier = Frontier::new();
        leaves.iter().for_each(|leaf| frontier.push(*leaf));
        frontier.root()
    };
    let node = |id: NodeId| {
        let at = (id.index << id.level) as usize;
        Ok::<_, ()>(root(&leaves[at..at + (1 << id.level)]))
    };
    let proof = tree::prove_consistency(old as u64, leaves.len() as u64, node).expect("a proof");
    let checkpoint = Checkpoint::new(ORIGIN, leaves.len() as u64, root(leaves)).expect("a checkpoint");
    AddCheckpoint { old: old as u64, proof, checkpoint: checkpoint.sign(&key(ORIGIN, 1)).expect("signed") }.to_bytes()
}
