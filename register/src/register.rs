//! The register: what admission needs to know of all entries so far. `admit` says whether a filing may stand and why
//! not; `apply` is the only way the register changes. No clock, no file, no chance: the same entries make the same
//! register anywhere.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use tlog::{hash::Hash, note::Algorithm};

use crate::{
    codelist::{KeyAction, Role},
    entry,
    field::Located,
    filing::{Filing, SignedFiling},
    form::{Content, Form},
    forms::{any, who},
    id::{BodyId, FilingId, Reference},
    json,
    keys::{Grant, Keys, Signers},
    problem::{Problem, Reason, Refusal},
    time::{Date, Instant},
};

/// The state of the register after some number of entries.
///
/// Some sixty bytes an entry: ids and digests, not what the filings say. That is the index's business.
#[derive(Debug, Clone, Default)]
pub struct Register {
    size: u64,
    received: Option<Instant>,
    keys: Keys,
    bodies: BTreeSet<BodyId>,
    jurisdictions: BTreeSet<String>,
    filings: HashMap<IdDigest, Place>,
    withdrawn: HashSet<IdDigest>,
    commitments: BTreeMap<(FilingId, String), Hash>,
    descriptions: BTreeMap<FilingId, BodyId>,
}

/// The first half of the hash of a filing's id: sixteen bytes tell ids apart as surely as whole ones.
type IdDigest = [u8; 16];

/// Where a filing stands, and the first half of its text's digest.
#[derive(Debug, Clone, Copy)]
struct Place {
    entry: u64,
    text: [u8; 16],
}

/// A filing that may stand, with the time it was received and the index its entry will have.
///
/// Made only by [`Register::admit`]; holds for the register it was admitted to and no later one.
#[derive(Debug, Clone)]
pub struct Admitted {
    filing: Arc<Filing>,
    signed: SignedFiling,
    received: Instant,
    entry: u64,
}

/// The answer to a filing that is not refused.
#[derive(Debug, Clone)]
pub enum Admission {
    /// It may stand.
    New(Box<Admitted>),
    /// The same text stands already: its first receipt is the answer.
    Already {
        /// The entry that holds it.
        entry: u64,
    },
}

impl Register {
    /// A register without entries.
    #[must_use]
    pub fn new() -> Register {
        Register::default()
    }

    /// Number of entries applied.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// When the last entry was received.
    #[must_use]
    pub fn received(&self) -> Option<Instant> {
        self.received
    }

    /// The keys granted so far.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Whether a body was described.
    #[must_use]
    pub fn knows_body(&self, id: &BodyId) -> bool {
        self.bodies.contains(id)
    }

    /// The entry of a filing.
    #[must_use]
    pub fn entry_of(&self, id: &FilingId) -> Option<u64> {
        self.place(id).map(|place| place.entry)
    }

    /// Whether a filing may stand; if not, every reason.
    ///
    /// `received` is moved up to the last entry's time where a clock stepped back: time in the log never decreases.
    ///
    /// # Errors
    /// Every problem of the filing: its shape, its ids, its keys, what it does to other filings.
    pub fn admit(&self, signed: &SignedFiling, signers: &Signers, received: Instant) -> Result<Admission, Refusal> {
        self.judge(signed, received, |received| self.authorise(signed, signers, received).map(|role| vec![role]))
    }

    /// Whether a filing may stand whoever of its filer's keys signs it; if not, every reason but those of signatures. A
    /// source is asked for where every role that the filer has a key for needs one.
    ///
    /// # Errors
    /// Every problem of the filing that no signature mends.
    pub fn attempt(&self, signed: &SignedFiling, received: Instant) -> Result<Admission, Refusal> {
        let head = signed.head();
        let held = |role: &Role| {
            self.keys.all().any(|grant| {
                grant.role == *role && grant.revoked.is_none() && head.filer.as_ref() == Some(&grant.holder)
            })
        };
        self.judge(signed, received, |_| {
            let roles = head.form.map_or(&[][..], Form::roles);
            let own: Vec<Role> = roles.iter().copied().filter(held).collect();
            Ok(if own.is_empty() { roles.to_vec() } else { own })
        })
    }

    /// `roles` says in which roles it is signed, or why in none.
    fn judge(
        &self,
        signed: &SignedFiling,
        received: Instant,
        roles: impl FnOnce(Instant) -> Result<Vec<Role>, Vec<Reason>>,
    ) -> Result<Admission, Refusal> {
        let received = self.received.map_or(received, |last| last.max(received));
        if let Some(place) = signed.head().id.as_ref().and_then(|id| self.place(id))
            && place.text == half(&signed.text_digest())
        {
            return Ok(Admission::Already { entry: place.entry });
        }
        let mut problems = signed.problems().to_vec();
        problems.extend(self.identity_problems(signed));
        problems.extend(self.reference_problems(signed));
        match roles(received) {
            Ok(roles) => problems.extend(signed.filing().and_then(|filing| source_problem(filing, &roles))),
            Err(reasons) => problems.extend(reasons.into_iter().map(whole)),
        }
        if let Some(filing) = signed.filing() {
            problems.extend(future_problem(filing, received));
            problems.extend(self.act_problems(filing, received.date()));
        }
        match signed.filing() {
            Some(filing) if problems.is_empty() => Ok(Admission::New(Box::new(Admitted {
                filing: Arc::clone(filing),
                signed: signed.clone(),
                received,
                entry: self.size,
            }))),
            _ => Err(Refusal { problems: located(problems, signed.text()) }),
        }
    }

    /// The register with one more entry.
    #[must_use]
    pub fn apply(mut self, admitted: &Admitted) -> Register {
        debug_assert_eq!(admitted.entry, self.size, "an admitted filing is applied to the register it was admitted to");
        let filing = &admitted.filing;
        let place = Place { entry: self.size, text: half(&admitted.signed.text_digest()) };
        self.filings.insert(id_digest(&filing.id), place);
        for withheld in &filing.withheld {
            if let Some(commitment) = withheld.commitment {
                let field = withheld.field.as_str().to_owned();
                self.commitments.insert((filing.id.clone(), field), commitment.0);
            }
        }
        match &filing.content {
            Content::Body(body) => {
                self.jurisdictions.insert(body.body.jurisdiction().to_owned());
                self.bodies.insert(body.body.clone());
                self.descriptions.insert(filing.id.clone(), body.body.clone());
            }
            Content::Key(key) => self.apply_key(key, admitted),
            Content::Withdrawal(withdrawal) => {
                self.withdrawn.insert(id_digest(&withdrawal.withdraws));
            }
            _ => {}
        }
        self.received = Some(admitted.received);
        self.size += 1;
        self
    }

    fn apply_key(&mut self, key: &who::Key, admitted: &Admitted) {
        let (key_of, entry) = (&key.key.0, admitted.entry);
        match (key.action, key.role) {
            (KeyAction::Grant, Some(role)) => self.keys.grant(Grant {
                key: key_of.clone(),
                holder: key.holder.clone(),
                role,
                from: key.from.unwrap_or_else(|| admitted.received.date()),
                to: key.to,
                granted: entry,
                revoked: None,
            }),
            _ => self.keys.revoke(key_of.name().as_str(), key_of.key_id(), entry),
        }
    }

    fn place(&self, id: &FilingId) -> Option<&Place> {
        self.filings.get(&id_digest(id))
    }

    fn authorise(&self, signed: &SignedFiling, signers: &Signers, received: Instant) -> Result<Role, Vec<Reason>> {
        if self.size == 0 {
            return if is_genesis(signed) { Ok(Role::Registrar) } else { Err(vec![Reason::NotTheFirst]) };
        }
        let head = signed.head();
        // Who acts on a filing must have the role that files it: a seller's key corrects no officer's filing.
        let target = signed.filing().and_then(|filing| filing.target()).map(FilingId::form);
        let forms: Vec<Form> = head.form.into_iter().chain(target).collect();
        self.keys.authorise(signed, signers, head.filer.as_ref(), &forms, received.date())
    }

    fn identity_problems(&self, signed: &SignedFiling) -> Option<Problem> {
        let place = self.place(signed.head().id.as_ref()?)?;
        Some(Problem { line: None, field: "id".into(), reason: Reason::IdTaken { entry: place.entry } })
    }

    fn reference_problems(&self, signed: &SignedFiling) -> Vec<Problem> {
        // The registrar's own key comes before any body, and its filer is described next.
        let first = |located: &Located| self.size == 0 && matches!(located.field.as_str(), "filer" | "holder");
        let described = described(signed);
        let problem = |located: &Located| {
            let known = match &located.id {
                Reference::Body(id) => self.bodies.contains(id) || described == Some(id),
                Reference::Filing(id) => self.place(id).is_some(),
            };
            let id = located.id.clone();
            let reason = match self.jurisdictions.contains(id.jurisdiction()) {
                true => Reason::UnknownReference { id },
                false => Reason::OtherJurisdiction { id },
            };
            (!known).then(|| Problem { line: Some(located.line), field: located.field.clone(), reason })
        };
        signed.references().iter().filter(|located| !first(located)).filter_map(problem).collect()
    }

    /// What the form does to keys and to other filings.
    fn act_problems(&self, filing: &Filing, today: Date) -> Vec<Problem> {
        match &filing.content {
            Content::Key(key) => self.key_problems(key, today),
            Content::Correction(correction) => {
                let mut problems = self.target_problems(filing, &correction.corrects, "corrects");
                problems.extend(self.other_body_problem(correction));
                problems
            }
            Content::Withdrawal(withdrawal) => self.target_problems(filing, &withdrawal.withdraws, "withdraws"),
            Content::Opening(opening) => self.opening_problems(filing, opening),
            _ => Vec::new(),
        }
    }

    fn key_problems(&self, key: &who::Key, today: Date) -> Vec<Problem> {
        let granted = self.keys.of_key(&key.key.0);
        let mut problems = Vec::new();
        match key.action {
            KeyAction::Grant => {
                if key.key.0.algorithm() != Algorithm::Ed25519 {
                    problems.push(at("key", Reason::UnusableKey { error: None }));
                }
                if let Some(grant) = granted.filter(|grant| grant.revoked.is_none()) {
                    problems.push(at("key", Reason::KeyAlreadyGranted { entry: grant.granted }));
                }
            }
            KeyAction::Revoke => {
                let name = || key.key.0.name().as_str().to_owned();
                match granted.filter(|grant| grant.revoked.is_none()) {
                    None => problems.push(at("key", Reason::KeyNotGranted { name: name() })),
                    Some(grant) if grant.holder != key.holder => {
                        let holder = grant.holder.clone();
                        problems.push(at("holder", Reason::KeyHeldByAnother { name: name(), holder }));
                    }
                    Some(grant)
                        if grant.role == Role::Registrar && !self.keys.has_other_registrar(&grant.key, today) =>
                    {
                        problems.push(at("key", Reason::LastRegistrar { name: name() }));
                    }
                    Some(_) => {}
                }
            }
        }
        problems
    }

    /// A description stays one of the same body: whoever means another files another.
    fn other_body_problem(&self, correction: &any::Correction) -> Option<Problem> {
        let Content::Body(now) = &correction.replacement else { return None };
        let body = self.descriptions.get(&correction.corrects).filter(|body| **body != now.body)?;
        Some(at("replacement", Reason::AnotherBody { body: body.clone() }))
    }

    /// Only the filer corrects or withdraws, only what stands, and not what has its own way of ending.
    fn target_problems(&self, filing: &Filing, target: &FilingId, field: &str) -> Vec<Problem> {
        match any::stands_as_filed(target.form()) {
            Some(reason) => vec![at(field, reason)],
            None => self.standing_problems(filing, target, field),
        }
    }

    fn standing_problems(&self, filing: &Filing, target: &FilingId, field: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        if target.body() != filing.filer {
            problems.push(at(field, Reason::NotYours { id: target.clone() }));
        }
        if self.withdrawn.contains(&id_digest(target)) {
            problems.push(at(field, Reason::AlreadyWithdrawn { id: target.clone() }));
        }
        problems
    }

    fn opening_problems(&self, filing: &Filing, opening: &any::Opening) -> Vec<Problem> {
        let id = opening.opens.clone();
        if id.body() != filing.filer {
            return vec![at("opens", Reason::NotYours { id })];
        }
        let field = opening.field.as_str();
        let Some(commitment) = self.commitments.get(&(id.clone(), field.to_owned())) else {
            return vec![at("field", Reason::NothingWithheld { id })];
        };
        let matches = seal::opens(&commitment.0, id.as_str(), field, opening.value.as_str(), &opening.salt.0.0);
        if matches { Vec::new() } else { vec![at("value", Reason::OpeningDoesNotMatch)] }
    }
}

impl Admitted {
    /// What the filing says.
    #[must_use]
    pub fn filing(&self) -> &Arc<Filing> {
        &self.filing
    }

    /// The filing as signed.
    #[must_use]
    pub fn signed(&self) -> &SignedFiling {
        &self.signed
    }

    /// When it was received, as the entry says.
    #[must_use]
    pub fn received(&self) -> Instant {
        self.received
    }

    /// The index its entry will have.
    #[must_use]
    pub fn entry(&self) -> u64 {
        self.entry
    }

    /// The bytes of its entry.
    #[must_use]
    pub fn entry_bytes(&self) -> Vec<u8> {
        entry::encode(self.received, self.signed.bytes())
    }
}

/// The first entry is the registrar's own key: granted by itself, to the filer, in the role of registrar, without an
/// end after which nobody could grant any more.
fn is_genesis(signed: &SignedFiling) -> bool {
    let Some(filing) = signed.filing() else { return false };
    let Content::Key(key) = &filing.content else { return false };
    let own = key.action == KeyAction::Grant
        && key.role == Some(Role::Registrar)
        && key.holder == filing.filer
        && key.to.is_none();
    let line = signed.signatures().iter().find(|line| key.key.0.is_named_in(line));
    own && line.is_some_and(|line| key.key.0.check(signed.text(), line).is_some())
}

/// The body that a filing describes: it may stand in the same filing before the register knows it, as its own filer.
fn described(signed: &SignedFiling) -> Option<&BodyId> {
    let body = signed.references().iter().find(|located| located.field == "body")?;
    match &body.id {
        Reference::Body(id) if signed.head().form == Some(Form::Body) => Some(id),
        _ => None,
    }
}

fn source_problem(filing: &Filing, roles: &[Role]) -> Option<Problem> {
    let needed = !roles.is_empty() && roles.iter().all(|role| filing.form().needs_source(*role));
    let missing = needed && filing.sources.is_empty();
    missing.then(|| at("sources", Reason::NoSource))
}

/// What is told has happened. One day is granted for time zones ahead of UTC.
fn future_problem(filing: &Filing, received: Instant) -> Option<Problem> {
    let occurred = filing.occurred.from();
    let future = occurred.days() > received.date().days() + 1;
    future.then(|| at("occurred", Reason::Future { occurred, received }))
}

/// Gives the line of its field to every problem that has none yet, and sorts by line.
fn located(mut problems: Vec<Problem>, text: &str) -> Vec<Problem> {
    let node = json::parse(text).ok();
    let members = match node.as_ref().map(|node| &node.value) {
        Some(json::Value::Object(members)) => members.as_slice(),
        _ => &[],
    };
    for problem in problems.iter_mut().filter(|problem| problem.line.is_none()) {
        let member = members.iter().find(|member| member.name == problem.field);
        problem.line = member.map(|member| member.node.line);
    }
    problems.sort_by_key(|problem| problem.line);
    problems
}

fn whole(reason: Reason) -> Problem {
    Problem { line: None, field: String::new(), reason }
}

fn at(field: &str, reason: Reason) -> Problem {
    Problem { line: None, field: field.into(), reason }
}

fn id_digest(id: &FilingId) -> IdDigest {
    half(&Hash::leaf(id.as_str().as_bytes()))
}

fn half(hash: &Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.0[..16]);
    half
}
