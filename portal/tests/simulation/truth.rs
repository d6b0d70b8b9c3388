//! What must be true after every event, held against the files and answers that the nodes really gave. Trusts the `tlog`
//! crate's mathematics and nothing of the portal but its reader.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

use portal::log::Reader;
use register::entry;
use tlog::{
    Checkpoint, Frontier, Hash, Note, Policy, Receipt, SignatureLine, SignedCheckpoint, VerifierKey, proof, tree,
    verify_cosignature,
};

use crate::plan::WITNESSES;

pub(crate) const AT_INDEX: &str = "an acknowledged filing is at its index";
pub(crate) const PROVED: &str = "what is published can be read and proved";
pub(crate) const GROWS: &str = "published checkpoints only grow";
pub(crate) const ONCE: &str = "no filing stands twice";
pub(crate) const FILED: &str = "nothing stands that nobody filed";
pub(crate) const APART: &str = "a witness goes neither back nor apart";
pub(crate) const DATED: &str = "a witness's time does not step back";
pub(crate) const WITNESSED: &str = "what is shown as witnessed is";
pub(crate) const ACCEPTED: &str = "what a reader accepted stays";
pub(crate) const STARTS: &str = "whatever ended it, it starts again";
pub(crate) const WORKS: &str = "a step fails only where it was made to";
pub(crate) const MENDED: &str = "once all is mended, all is published, witnessed, copied and indexed";

/// Entries whose proof is read from the published tiles at each look; the tiles themselves are held against the root whole.
const NEWEST: usize = 3;

/// What is not as it must be.
#[derive(Debug, Clone)]
pub(crate) struct Violation {
    pub(crate) invariant: &'static str,
    pub(crate) says: String,
}

pub(crate) type Held<T = ()> = Result<T, Violation>;

pub(crate) fn broken<T>(invariant: &'static str, says: impl Into<String>) -> Held<T> {
    Err(Violation { invariant, says: says.into() })
}

pub(crate) fn hold(good: bool, invariant: &'static str, says: impl FnOnce() -> String) -> Held {
    if good { Ok(()) } else { broken(invariant, says()) }
}

/// The one history, as far as it was ever seen, and what was said of it.
#[derive(Debug)]
pub(crate) struct Truth {
    key: VerifierKey,
    policy: Policy,
    leaves: Vec<Hash>,
    /// The root at every size, from 0.
    roots: Vec<Hash>,
    frontier: Frontier,
    /// Where each filing stands, by its bytes.
    places: HashMap<Vec<u8>, u64>,
    /// The time of receipt of the last entry.
    received: i64,
    /// The published checkpoint: its size and its bytes.
    published: (u64, Vec<u8>),
    acknowledged: BTreeMap<Vec<u8>, u64>,
    /// Receipts that cover more than was seen yet.
    receipts: Vec<(Vec<u8>, Receipt)>,
    /// Heads that readers hold and that were not seen yet: published by a registrar that crashed at once, its files torn.
    heads: Vec<(usize, u64, Hash)>,
    /// Of each witness the sizes and times it cosigned.
    cosigned: [Vec<(u64, u64)>; WITNESSES],
    issued: HashSet<String>,
}

impl Truth {
    pub(crate) fn new(key: VerifierKey, policy: Policy) -> Truth {
        Truth {
            key,
            policy,
            leaves: Vec::new(),
            roots: vec![Hash::empty_root()],
            frontier: Frontier::new(),
            places: HashMap::new(),
            received: 0,
            published: (0, Vec::new()),
            acknowledged: BTreeMap::new(),
            receipts: Vec::new(),
            heads: Vec::new(),
            cosigned: Default::default(),
            issued: HashSet::new(),
        }
    }

    pub(crate) fn leaves(&self) -> &[Hash] {
        &self.leaves
    }

    pub(crate) fn published(&self) -> u64 {
        self.published.0
    }

    /// The largest size that a witness ever cosigned.
    pub(crate) fn cosigned_by(&self, witness: usize) -> u64 {
        self.cosigned[witness].last().map_or(0, |(size, _)| *size)
    }

    /// The checkpoint that is about to be published, and the entries under it.
    pub(crate) fn learn(&mut self, log: &Reader, checkpoint: &Checkpoint, known: &dyn Fn(&[u8]) -> bool) -> Held {
        let (from, size) = (self.leaves.len() as u64, checkpoint.size);
        let unread = |error: portal::log::ReadError| Violation { invariant: PROVED, says: error.to_string() };
        for bytes in log.entries(from.min(size)..size, size).map_err(unread)? {
            self.push(&bytes.map_err(unread)?, known)?;
        }
        let root = self.roots[size as usize];
        hold(root == checkpoint.root, GROWS, || format!("at size {size} the signed root is of another history"))?;
        self.heads_hold()?;
        self.receipts_hold()
    }

    fn push(&mut self, bytes: &[u8], known: &dyn Fn(&[u8]) -> bool) -> Held {
        let at = self.leaves.len() as u64;
        let Ok((received, filing)) = entry::split(bytes) else { return broken(FILED, format!("entry {at} is none")) };
        hold(known(filing), FILED, || format!("entry {at} was filed by nobody who may"))?;
        hold(received.millis() >= self.received, GROWS, || format!("entry {at} is dated before the one before"))?;
        if let Some(before) = self.places.insert(filing.to_vec(), at) {
            return broken(ONCE, format!("entry {at} is entry {before} again"));
        }
        self.received = received.millis();
        self.leaves.push(Hash::leaf(bytes));
        self.frontier.push(Hash::leaf(bytes));
        self.roots.push(self.frontier.root());
        Ok(())
    }

    /// A filer was told that its filing stands.
    pub(crate) fn acknowledged(&mut self, filing: &[u8], entry: u64, receipt: Option<&[u8]>) -> Held {
        let before = *self.acknowledged.entry(filing.to_vec()).or_insert(entry);
        hold(before == entry, AT_INDEX, || format!("it was acknowledged as entry {before}, then as {entry}"))?;
        if let Some(bytes) = receipt {
            let Ok(receipt) = Receipt::parse(bytes) else { return broken(AT_INDEX, "the receipt is none") };
            hold(receipt.index == entry, AT_INDEX, || format!("the receipt is of entry {}", receipt.index))?;
            self.receipts.push((filing.to_vec(), receipt));
        }
        self.stands(filing, entry)?;
        self.receipts_hold()
    }

    /// As far as the history was seen, a filing is where it was said to be.
    fn stands(&self, filing: &[u8], entry: u64) -> Held {
        let seen = entry < self.leaves.len() as u64;
        let stands = self.places.get(filing) == Some(&entry);
        hold(stands || !seen && !self.places.contains_key(filing), AT_INDEX, || {
            format!("what was acknowledged as entry {entry} stands at {:?}", self.places.get(filing))
        })
    }

    /// After a start everything that was acknowledged is there.
    pub(crate) fn nothing_is_lost(&self) -> Held {
        for (filing, entry) in &self.acknowledged {
            hold(self.places.get(filing) == Some(entry), AT_INDEX, || {
                format!("what was acknowledged as entry {entry} is gone; the log has {} entries", self.leaves.len())
            })?;
        }
        Ok(())
    }

    /// Receipts whose tree was seen meanwhile: signed, of this history, and their proofs right.
    fn receipts_hold(&mut self) -> Held {
        for (filing, receipt) in std::mem::take(&mut self.receipts) {
            let signed = SignedCheckpoint::open(receipt.checkpoint.clone(), &self.key);
            let Ok(signed) = signed else { return broken(AT_INDEX, "the receipt's checkpoint is not signed") };
            if signed.size() as usize >= self.roots.len() {
                self.receipts.push((filing, receipt));
                continue;
            }
            self.stands(&filing, receipt.index)?;
            let root = self.roots[signed.size() as usize];
            let leaf = self.leaves[receipt.index as usize];
            let proved = tree::check_inclusion(&leaf, receipt.index, signed.size(), &receipt.proof, &root);
            hold(signed.root() == root && proved.is_ok(), AT_INDEX, || {
                format!("the receipt of entry {} does not prove it in the published history", receipt.index)
            })?;
        }
        Ok(())
    }

    /// The published files, whole: they can be read by anyone at this moment.
    pub(crate) fn check_published(&mut self, public: &Path, known: &dyn Fn(&[u8]) -> bool) -> Held {
        let log = Reader::dir(public);
        let unread = |error: portal::log::ReadError| Violation { invariant: PROVED, says: error.to_string() };
        let signed = log.checkpoint(&self.key).map_err(unread)?;
        let (before, size) = (self.published.0, signed.size());
        hold(size >= before, GROWS, || format!("{before} entries were published, now {size} are"))?;
        self.learn(&log, signed.checkpoint(), known)?;
        for (at, bytes) in log.verified_entries(0..size, signed.checkpoint()).map_err(unread)?.enumerate() {
            let leaf = Hash::leaf(&bytes.map_err(unread)?);
            hold(leaf == self.leaves[at], GROWS, || format!("entry {at} is another than it was"))?;
        }
        for index in (0..size).rev().take(NEWEST) {
            let proof = log.inclusion_proof(index, size).map_err(unread)?;
            let good = tree::check_inclusion(&self.leaves[index as usize], index, size, &proof, &signed.root());
            hold(good.is_ok(), PROVED, || format!("entry {index} cannot be proved under {size}"))?;
        }
        self.witnessed(&signed)?;
        self.published = (size, signed.into_bytes());
        Ok(())
    }

    /// Whether the published checkpoint is still the one that was checked.
    pub(crate) fn knows_published(&self, bytes: &[u8]) -> bool {
        self.published.1 == bytes
    }

    /// Every cosignature shown was given, and what counts as enough is enough.
    fn witnessed(&self, signed: &SignedCheckpoint) -> Held {
        let note = Note::parse(signed.bytes());
        let Ok(note) = note else { return broken(WITNESSED, "the checkpoint is no note") };
        let cosigned = match proof::cosigned(&note, &self.policy) {
            Ok(cosigned) => cosigned,
            Err(error) => return broken(WITNESSED, error.to_string()),
        };
        let keys = self.policy.witness_keys();
        for line in note.signatures().iter().filter(|line| keys.iter().any(|key| key.is_named_in(line))) {
            hold(self.issued.contains(&line.to_string()), WITNESSED, || format!("`{}` gave no such line", line.name))?;
        }
        // The policy of these histories: two of three.
        hold(self.policy.reached(&cosigned) == (cosigned.len() >= 2), WITNESSED, || {
            format!("{} cosigned; the policy asks for two", cosigned.len())
        })
    }

    /// A witness gave a cosignature on the text of a checkpoint.
    pub(crate) fn cosigned(&mut self, witness: usize, line: &SignatureLine, text: &str) -> Held {
        let Ok(checkpoint) = Checkpoint::parse(text) else { return broken(APART, "it cosigned what is no checkpoint") };
        let key = &self.policy.witnesses()[witness].key;
        let Some(time) = verify_cosignature(key, text, line) else { return broken(DATED, "its line is not good") };
        let size = checkpoint.size;
        let (last, last_time) = self.cosigned[witness].last().copied().unwrap_or_default();
        hold(self.roots.get(size as usize) == Some(&checkpoint.root), APART, || {
            format!("witness {witness} cosigned size {last}, then another history at size {size}")
        })?;
        hold(size >= last, APART, || format!("witness {witness} cosigned size {last}, then {size}"))?;
        hold(time >= last_time && time > 0, DATED, || {
            format!("witness {witness} signed at {last_time}, then at {time}")
        })?;
        self.cosigned[witness].push((size, time));
        self.issued.insert(line.to_string());
        Ok(())
    }

    /// A reader holds this head, after it held one of size `before`.
    pub(crate) fn accepted(&mut self, reader: usize, before: u64, head: Option<&SignedCheckpoint>) -> Held {
        let size = head.map_or(0, SignedCheckpoint::size);
        hold(size >= before, ACCEPTED, || format!("reader {reader} had {before} entries, now {size}"))?;
        self.heads.push((reader, size, head.map_or(Hash::empty_root(), SignedCheckpoint::root)));
        self.heads_hold()
    }

    fn heads_hold(&mut self) -> Held {
        for (reader, size, root) in std::mem::take(&mut self.heads) {
            match self.roots.get(size as usize) {
                None => self.heads.push((reader, size, root)),
                Some(known) => {
                    hold(*known == root, ACCEPTED, || format!("reader {reader} holds another history of size {size}"))?
                }
            }
        }
        Ok(())
    }

    /// Whether nothing that was said is left to be held against what was seen.
    pub(crate) fn is_settled(&self) -> bool {
        self.heads.is_empty() && self.receipts.is_empty()
    }
}
