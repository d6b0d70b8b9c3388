//! Made-up data for load: any number of filings from a seed, the same for the same seed, each made from its place alone
//! so that nothing is held in memory. Says SINTÉTICO / SYNTHETIC wherever a name or text stands; speaks of no real body.
//!
//! First comes a prelude (bodies, keys, technologies, contracts) to be filed in order. After it, a filing refers only to
//! the prelude or to what stands at least [`FAR`] places before it, so that many filers may work through the rest at once.

use std::{
    io::{BufWriter, Write as _},
    path::Path,
};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tlog::note::{Algorithm, SignerKey};

use crate::{
    failure::{Failure, Outcome},
    init, keys,
    receipt::with_extension,
    terminal::Screen,
    words,
};

mod contents;

/// How far back a filing after the prelude may refer to another: more than any number of filers at work.
const FAR: u64 = 8_192;

/// Roles come in rounds of eight: four officers, a court, an operator, an auditor, an observer.
const ROUND: u64 = 8;

/// A made-up data set.
#[derive(Debug)]
pub(crate) struct Synthetic {
    count: u64,
    seed: u64,
    actors: Vec<SignerKey>,
    registrar: SignerKey,
}

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Body,
    Key,
    Technology,
    Contract,
    Payment,
    Order,
    Use,
    Return,
    Outcome,
    Claim,
    Correction,
    Withdrawal,
    Retirement,
}

impl Synthetic {
    /// Keeps the register that the data are filed in.
    pub(crate) const REGISTRAR: &str = "mx/sintetico-registro";

    /// The least that can be made: one round of actors and something for them to do.
    const LEAST: u64 = 64;

    /// A data set of `count` filings.
    pub(crate) fn new(count: u64, seed: u64) -> Result<Synthetic, Failure> {
        if count < Synthetic::LEAST {
            return Err(Failure::Usage(words::too_few(&count, &Synthetic::LEAST)));
        }
        let actors = ROUND * (count / 2_000).clamp(1, 64);
        let actors = (0..actors).map(|actor| key(seed, &body(actor))).collect::<Result<Vec<_>, _>>()?;
        Ok(Synthetic { count, seed, actors, registrar: key(seed, Synthetic::REGISTRAR)? })
    }

    /// How many filings.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// How many of them are to be filed one by one.
    pub(crate) fn prelude(&self) -> u64 {
        4 * self.actors()
    }

    /// The registrar's key, known to whoever knows the seed.
    pub(crate) fn registrar_key(&self) -> Result<SignerKey, Failure> {
        key(self.seed, Synthetic::REGISTRAR)
    }

    /// The signed filing at a place.
    pub(crate) fn signed(&self, place: u64) -> Result<Vec<u8>, Failure> {
        let key = match self.kind(place) {
            Kind::Body | Kind::Key => &self.registrar,
            _ => &self.actors[usize::try_from(self.filer(place)).unwrap_or(0)],
        };
        init::signed(&self.filing(place), key)
    }

    /// Writes all filings to a file, each with its length in front (four bytes, little-endian), and the registrar's key
    /// beside it.
    pub(crate) fn write(&self, path: &Path, screen: &Screen) -> Result<Outcome, Failure> {
        let failed = |error: std::io::Error| Failure::file(path, &error);
        let mut out = BufWriter::new(std::fs::File::create(path).map_err(failed)?);
        let bar = screen.bar(self.count, &words::filing());
        let mut bytes = 0;
        for place in 0..self.count {
            let filing = self.signed(place)?;
            let length = u32::try_from(filing.len()).unwrap_or(u32::MAX);
            out.write_all(&length.to_le_bytes()).and_then(|()| out.write_all(&filing)).map_err(failed)?;
            bytes += 4 + filing.len() as u64;
            bar.inc(1);
        }
        out.flush().map_err(failed)?;
        bar.finish_and_clear();
        let key = with_extension(path, "key");
        if !key.exists() {
            keys::write(&key, &self.registrar)?;
        }
        screen.say(&words::wrote_bodies(&self.count, &path.display(), &(bytes / 1024)));
        screen.say(&words::wrote_prelude(&self.prelude()));
        screen.say(&words::wrote_bodies_key(&Synthetic::REGISTRAR, &key.display()));
        screen.document(&json!({ "file": path, "filings": self.count, "bytes": bytes, "prelude": self.prelude(), "registrar_key": key }));
        Ok(Outcome::Fine)
    }

    fn actors(&self) -> u64 {
        self.actors.len() as u64
    }

    /// A number that only seed, place and purpose decide.
    fn draw(&self, place: u64, purpose: u64) -> u64 {
        let mut state =
            self.seed ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ purpose.wrapping_mul(0xd6e8_feb8_6659_fd93);
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        };
        next();
        next()
    }

    /// The kind a place would have if everything it needs is there.
    fn drawn_kind(&self, place: u64) -> Kind {
        let prelude = [Kind::Body, Kind::Key, Kind::Technology, Kind::Contract];
        if let Some(kind) = usize::try_from(place / self.actors()).ok().and_then(|part| prelude.get(part)) {
            return *kind;
        }
        // Shares as in a register at work: what courts, payers and users file is most of it.
        match self.draw(place, 0) % 100 {
            0..22 => Kind::Payment,
            22..50 => Kind::Order,
            50..68 => Kind::Use,
            68..77 => Kind::Return,
            77..85 => Kind::Outcome,
            85..95 => Kind::Claim,
            95..97 => Kind::Correction,
            97..98 => Kind::Withdrawal,
            _ => Kind::Retirement,
        }
    }

    /// The kind at a place. What lacks something to refer to becomes what it would have been about.
    fn kind(&self, place: u64) -> Kind {
        match self.drawn_kind(place) {
            Kind::Outcome if self.earlier(place, Kind::Order).is_none() => Kind::Order,
            Kind::Withdrawal if self.withdrawn(place).is_none() => Kind::Claim,
            kind => kind,
        }
    }

    /// A filing of a kind far enough before a place; a few are tried.
    fn earlier(&self, place: u64, kind: Kind) -> Option<u64> {
        let (from, to) = (self.prelude(), place.checked_sub(FAR)?);
        let room = to.checked_sub(from).filter(|room| *room > 0)?;
        (1..16).map(|attempt| from + self.draw(place, attempt) % room).find(|found| self.drawn_kind(*found) == kind)
    }

    /// The claim a withdrawal takes back: the one exactly [`FAR`] before it, so that none is taken back twice.
    fn withdrawn(&self, place: u64) -> Option<u64> {
        let target = place.checked_sub(FAR).filter(|target| *target >= self.prelude())?;
        (self.drawn_kind(target) == Kind::Claim).then_some(target)
    }

    /// What a correction corrects: a contract of the prelude.
    fn corrected(&self, place: u64) -> u64 {
        3 * self.actors() + self.draw(place, 17) % self.actors()
    }

    /// The actor who files what stands at a place.
    fn filer(&self, place: u64) -> u64 {
        let rounds = self.actors() / ROUND;
        let (round, officer) = (self.draw(place, 18) % rounds, self.draw(place, 19) % 4);
        match self.kind(place) {
            Kind::Technology | Kind::Contract => self.officer(place),
            Kind::Order => round * ROUND + 4,
            Kind::Return => round * ROUND + 5,
            Kind::Claim => round * ROUND + 7,
            Kind::Correction => self.filer(self.corrected(place)),
            Kind::Withdrawal => self.withdrawn(place).map_or(0, |target| self.filer(target)),
            _ => round * ROUND + officer,
        }
    }

    /// The officer of a technology or contract of the prelude: they come round in turn.
    fn officer(&self, place: u64) -> u64 {
        let turn = place % self.actors();
        turn / ROUND * ROUND + turn % 4
    }

    /// The filing at a place.
    fn filing(&self, place: u64) -> Value {
        contents::filing(self, place)
    }
}

/// A key that hides nothing: it signs made-up data only.
fn key(seed: u64, name: &str) -> Result<SignerKey, Failure> {
    let secret: [u8; 32] = Sha256::digest(format!("veedor synthetic {seed} {name}")).into();
    SignerKey::from_seed(name, Algorithm::Ed25519, secret).map_err(|error| keys::bad_name(&error))
}

fn body(actor: u64) -> String {
    format!("mx/sintetico-{actor:03}")
}

#[cfg(test)]
mod tests {
    use register::{Admission, Register, SignedFiling, time::Instant};

    use super::*;

    /// Admits a whole data set in order, and says how many filings of each form there are.
    fn admitted(count: u64, seed: u64) -> String {
        let synthetic = Synthetic::new(count, seed).unwrap();
        let now = Instant::parse("2026-01-01T00:00:00Z").unwrap();
        let mut register = Register::new();
        let mut forms = std::collections::BTreeMap::new();
        let genesis = json!({
            "form": "key", "id": "mx/sintetico-registro/key/1", "filer": Synthetic::REGISTRAR, "occurred": "2026-01-01",
            "action": "grant", "key": synthetic.registrar.verifier().to_string(), "holder": Synthetic::REGISTRAR, "role": "registrar",
        });
        let own = json!({
            "form": "body", "id": "mx/sintetico-registro/body/1", "filer": Synthetic::REGISTRAR, "occurred": "2026-01-01",
            "body": Synthetic::REGISTRAR, "name": "SINTÉTICO", "kind": "registrar",
        });
        let first = [&genesis, &own].map(|filing| init::signed(filing, &synthetic.registrar).unwrap());
        let rest = (0..count).map(|place| synthetic.signed(place).unwrap());
        for bytes in first.into_iter().chain(rest) {
            let signed = SignedFiling::parse(&bytes).unwrap();
            let signers = register.keys().verify(&signed);
            match register.admit(&signed, &signers, now) {
                Ok(Admission::New(admitted)) => {
                    *forms.entry(admitted.filing().form().code()).or_insert(0) += 1;
                    register = register.apply(&admitted);
                }
                other => panic!("{other:?}\n{}", String::from_utf8_lossy(&bytes)),
            }
        }
        forms.iter().map(|(form, count)| format!("{form} {count}")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn every_filing_is_admitted_in_order() {
        expect_test::expect![
            "body 9, claim 4, contract 8, correction 1, key 9, order 12, payment 9, return 2, technology 8, use 4"
        ]
        .assert_eq(&admitted(64, 1));
    }

    #[test]
    fn beyond_the_reach_of_references_there_are_outcomes_and_withdrawals() {
        expect_test::expect!["body 49, claim 1357, contract 48, correction 239, key 49, order 3947, outcome 283, payment 2649, retirement 244, return 1068, technology 48, use 2016, withdrawal 5"].assert_eq(&admitted(12_000, 7));
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let one = |seed| Synthetic::new(100, seed).unwrap().signed(99).unwrap();
        assert_eq!(one(3), one(3));
        assert_ne!(one(3), one(4));
    }
}
