//! Documents held against the hashes that filings name. One that is not there is told of and is no fault: a document
//! may be asked for later, or be erased by law, and the log still verifies.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use sha2::{Digest as _, Sha256};
use tlog::Hash;

use crate::ask::{Answer, Server};

/// Where the documents are.
#[derive(Debug)]
pub(super) struct Documents {
    place: Place,
    /// Every hash looked at: several filings may name one document.
    seen: Mutex<BTreeMap<Hash, bool>>,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Server(Box<Server>),
}

/// What is wrong with a document.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// Its bytes have another hash.
    OtherBytes(String),
    /// It cannot be read.
    Unreadable(String, String),
}

impl Documents {
    /// Documents in a folder, named by hash.
    pub(super) fn in_folder(folder: PathBuf) -> Documents {
        Documents { place: Place::Folder(folder), seen: Mutex::default() }
    }

    /// Documents of a register at an address.
    pub(super) fn at(server: Server) -> Documents {
        Documents { place: Place::Server(Box::new(server)), seen: Mutex::default() }
    }

    /// Looks at a document, once.
    pub(super) fn look(&self, hash: &Hash) -> Option<Fault> {
        let first = self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(*hash, true).is_none();
        if !first {
            return None;
        }
        let name = hash.to_string();
        match self.digest(&name) {
            Ok(Some(found)) if found == hash.0 => None,
            Ok(Some(_)) => Some(Fault::OtherBytes(name)),
            Ok(None) => {
                self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(*hash, false);
                None
            }
            Err(why) => Some(Fault::Unreadable(name, why)),
        }
    }

    /// The documents that filings name and that are not there.
    pub(super) fn missing(&self) -> BTreeSet<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().filter(|(_, there)| !**there).map(|(hash, _)| hash.to_string()).collect()
    }

    fn digest(&self, name: &str) -> Result<Option<[u8; 32]>, String> {
        match &self.place {
            Place::Server(server) => match server.get(&format!("/blobs/sha256/{name}"))? {
                Answer { status: 200, body } => Ok(Some(Sha256::digest(&body).into())),
                Answer { status: 404, .. } => Ok(None),
                Answer { status, .. } => Err(format!("HTTP {status}")),
            },
            Place::Folder(folder) => {
                let mut file = match std::fs::File::open(folder.join(name)) {
                    Ok(file) => file,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                    Err(error) => return Err(error.to_string()),
                };
                let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
                loop {
                    match file.read(&mut buffer).map_err(|error| error.to_string())? {
                        0 => return Ok(Some(hash.finalize().into())),
                        length => hash.update(&buffer[..length]),
                    }
                }
            }
        }
    }
}
