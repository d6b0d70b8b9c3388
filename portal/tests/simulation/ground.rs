//! What every history begins with: filings that are signed, folders of a register and of witnesses as they are when made.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use portal::{
    folder::Folder,
    log::LogError,
    registrar::{Answer, Handed, Registrar},
    witness::Witness,
};
use register::{SignedFiling, time::Instant};
use tempfile::TempDir;
use tlog::{Algorithm, Policy, SignerKey};

use crate::{
    plan::{FILERS, WITNESSES},
    support::{ORIGIN, about, body, claim, genesis, grant_observer, key, sign},
};

/// When every history begins, in milliseconds since 1970.
pub(crate) const BEGINNING: i64 = 1_800_000_000_000;

/// Filings that one filer has.
const EACH: u64 = 24;

/// Entries of the large register: a few before a bundle is full.
const LARGE: u64 = 251;

pub(crate) struct Ground {
    pub(crate) dir: TempDir,
    /// A register of four entries, and one of [`LARGE`].
    registers: [PathBuf; 2],
    witnesses: [Vec<PathBuf>; 2],
}

/// All filings that may ever be logged.
struct Filings {
    prelude: Vec<Vec<u8>>,
    more: Vec<Vec<u8>>,
    of: Vec<Vec<Vec<u8>>>,
    all: HashSet<Vec<u8>>,
}

fn filings() -> &'static Filings {
    static FILINGS: OnceLock<Filings> = OnceLock::new();
    FILINGS.get_or_init(|| {
        let (keeper, observer) =
            (body("mx/keeper", "Quien lleva el registro", 1), body("mx/observer", "Observatorio", 2));
        let prelude = vec![genesis(), keeper, observer, grant_observer()];
        let more: Vec<Vec<u8>> = (0..LARGE - prelude.len() as u64).map(|number| claim(10_000 + number)).collect();
        let of: Vec<Vec<Vec<u8>>> =
            (0..FILERS as u64).map(|filer| (1..=EACH).map(|number| claim(100 * filer + number)).collect()).collect();
        let all = prelude.iter().chain(&more).chain(of.iter().flatten()).cloned().collect();
        Filings { prelude, more, of, all }
    })
}

/// Whether somebody who may file has this filing.
pub(crate) fn is_known(filing: &[u8]) -> bool {
    filings().all.contains(filing)
}

/// A filer's filing, as long as it has more.
pub(crate) fn filing(filer: usize, number: usize) -> Option<&'static [u8]> {
    filings().of[filer].get(number).map(Vec::as_slice)
}

/// A filing by somebody whom the register does not know.
pub(crate) fn of_a_stranger() -> Vec<u8> {
    let text = String::from_utf8(claim(99_999)).expect("text");
    let json = text.split("\n\n").next().expect("a filing");
    sign(&format!("{json}\n"), &[&key("mx/stranger", 99)])
}

/// In which of two grounds the history of a seed begins. The second has more entries, and its first witness signs with
/// ML-DSA-44; both cost more time, so it is one in sixteen.
fn second(seed: u64) -> bool {
    seed % 16 == 7
}

/// The key of a witness in the history of a seed.
pub(crate) fn witness_key(number: usize, seed: u64) -> SignerKey {
    key_of_witness(number, second(seed))
}

fn key_of_witness(number: usize, second: bool) -> SignerKey {
    let seed = [60 + number as u8; 32];
    let algorithm = if second && number == 0 { Algorithm::MlDsa44 } else { Algorithm::CosignatureV1 };
    SignerKey::from_seed(&format!("witness.example/w{number}"), algorithm, seed).expect("a good name")
}

/// The logs that a witness knows.
pub(crate) fn logs() -> Policy {
    Policy::parse(format!("log {}\nquorum none\n", key(ORIGIN, 1).verifier()).as_bytes()).expect("a policy")
}

/// Two of three witnesses.
fn policy(second: bool) -> String {
    let vkey = |number| key_of_witness(number, second).verifier();
    let witness = |number| format!("witness w{number} {} http://w{number}.example\n", vkey(number));
    let witnesses: String = (0..WITNESSES).map(witness).collect();
    format!("log {}\n{witnesses}group two 2 w0 w1 w2\nquorum two\n", key(ORIGIN, 1).verifier())
}

impl Ground {
    /// Makes the folders, in memory where the system has such a place: a crash here is the end of a process, and what a power
    /// cut leaves is made by hand, so that no sync needs a disk.
    pub(crate) fn new() -> Ground {
        let memory = Path::new("/dev/shm");
        let dir = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).expect("a temporary folder");
        let more = filings().more.len();
        let registers = [("small", 0, false), ("large", more, true)].map(|(name, more, second)| {
            let path = dir.path().join(name);
            make_register(&path, &filings().more[..more], second);
            path
        });
        let witnesses = [false, true].map(|second| {
            let witness = |number| {
                let path = dir.path().join(format!("w{number}-{second}"));
                Witness::create(&path, &[key_of_witness(number, second)]).expect("a witness");
                path
            };
            (0..WITNESSES).map(witness).collect()
        });
        Ground { registers, witnesses, dir }
    }

    /// The register that the history of a seed begins with.
    pub(crate) fn register(&self, seed: u64) -> &Path {
        &self.registers[usize::from(second(seed))]
    }

    pub(crate) fn witness(&self, number: usize, seed: u64) -> &Path {
        &self.witnesses[usize::from(second(seed))][number]
    }
}

fn make_register(path: &Path, more: &[Vec<u8>], second: bool) {
    Folder::create(path, &about(), &key(ORIGIN, 1)).expect("a new folder");
    std::fs::write(path.join("policy"), policy(second)).expect("written");
    let folder = Folder::open(path).expect("a register");
    let publish = |mut publisher: portal::log::Publisher| -> Result<_, LogError> {
        publisher.publish_once()?;
        Ok(publisher)
    };
    let (mut registrar, mut publisher) = Registrar::open(&folder, publish).expect("opens");
    let received = Instant::from_millis(BEGINNING - 1_000).expect("an instant");
    for bytes in filings().prelude.iter().chain(more) {
        let signed = SignedFiling::parse(bytes).expect("a filing");
        let signers = registrar.register().keys().verify(&signed);
        let taken = registrar.take(&[Handed { signed, signers }], received);
        assert!(matches!(taken.answers[..], [Answer::Filed { .. }]), "{:?}", taken.answers);
        registrar = taken.after.expect("the log is open");
    }
    publisher.publish_once().expect("publishes");
    publisher.settle().expect("settles");
}
