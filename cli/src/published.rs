//! A published log to read: in a data folder or at an address, with the key to believe and the checkpoint everything
//! is held against.

use std::path::Path;

use portal::{
    folder::Folder,
    log::Reader,
    parsed::{Parsed, each_parsed},
};
use register::{Admission, Register, entry, id::FilingId};
use tlog::{SignedCheckpoint, VerifierKey};

use crate::{ask::Server, failure::Failure, keys, terminal::Screen, words};

/// A published log.
#[derive(Debug)]
pub(crate) struct Published {
    /// Its files.
    pub(crate) log: Reader,
    /// The key that is believed.
    pub(crate) key: VerifierKey,
    /// The checkpoint, signed by that key.
    pub(crate) checkpoint: SignedCheckpoint,
    /// Whether every signature was checked when the entries were admitted: our own log.
    own: bool,
}

impl Published {
    /// A log whose checkpoint was read already, and whose every signature is to be checked.
    pub(crate) fn of(log: Reader, key: VerifierKey, checkpoint: SignedCheckpoint) -> Published {
        Published { log, key, checkpoint, own: false }
    }

    /// The log of a data folder.
    pub(crate) fn folder(data: &Path) -> Result<Published, Failure> {
        let folder = Folder::open(data)?;
        let log = Reader::dir(&folder.public().join("log"));
        let key = folder.verifier().clone();
        let checkpoint = log.checkpoint(&key)?;
        Ok(Published { log, key, checkpoint, own: true })
    }

    /// The log at an address. Without a key, the one the register names is believed, and that is said.
    pub(crate) fn at(server: &Server, vkey: Option<&str>, screen: &Screen) -> Result<Published, Failure> {
        let key = match vkey {
            Some(vkey) => VerifierKey::parse(vkey).map_err(|error| keys::bad_name(&error))?,
            None => {
                screen.aside(&words::key_of_register(&server.address()));
                server.says()?.key
            }
        };
        let log = server.log();
        let checkpoint = log.checkpoint(&key)?;
        Ok(Published { log, key, checkpoint, own: false })
    }

    /// Number of entries.
    pub(crate) fn size(&self) -> u64 {
        self.checkpoint.size()
    }

    /// The register that the entries make. Every entry is held against the signed root; signatures are checked again
    /// where the log is not our own.
    pub(crate) fn register(&self, screen: &Screen) -> Result<Register, Failure> {
        let bar = screen.bar(self.size(), &words::following());
        let mut register = Register::new();
        let entries = self.log.verified_entries(0..self.size(), self.checkpoint.checkpoint())?;
        let checked = if self.own { self.size() } else { 0 };
        let keys = |register: &Register| register.keys().clone();
        each_parsed(entries, 0, checked, &mut register, keys, |register, parsed| {
            let entry = register.size();
            let bad = |says: &dyn std::fmt::Display| Failure::Reach(words::bad_entry(&entry, says));
            let Parsed { received, signed, signers } = parsed.map_err(|says| bad(&says))?;
            match register.admit(&signed, &signers, received).map_err(|error| bad(&error))? {
                Admission::New(admitted) => *register = std::mem::take(register).apply(&admitted),
                Admission::Already { .. } => return Err(bad(&"it stands twice")),
            }
            bar.inc(1);
            Ok(())
        })?;
        bar.finish_and_clear();
        Ok(register)
    }

    /// The bytes of an entry, held against the signed root; none where the log is not that long.
    pub(crate) fn entry(&self, index: u64) -> Result<Option<Vec<u8>>, Failure> {
        if index >= self.size() {
            return Ok(None);
        }
        let mut entries = self.log.verified_entries(index..index + 1, self.checkpoint.checkpoint())?;
        Ok(entries.next().transpose()?)
    }

    /// The entry that holds a filing, found by reading the log from its beginning.
    pub(crate) fn find(&self, id: &FilingId, screen: &Screen) -> Result<Option<u64>, Failure> {
        let bar = screen.bar(self.size(), &words::looking());
        for (index, bytes) in (0..).zip(self.log.verified_entries(0..self.size(), self.checkpoint.checkpoint())?) {
            let filing = entry::decode(&bytes?).ok();
            let found = filing.and_then(|(_, signed)| Some(signed.filing()?.id == *id));
            if found == Some(true) {
                bar.finish_and_clear();
                return Ok(Some(index));
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(None)
    }
}
