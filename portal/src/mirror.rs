//! A mirror: a verified copy of a whole register, its log, documents and rulebooks, in a folder that `veedor serve` shows
//! and any static server can hand on. What comes from outside is held against the log's key and against hashes first.

use std::{
    io,
    path::{Path, PathBuf},
};

use register::entry;
use rulebook::law;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tlog::{Policy, SignedCheckpoint, VerifierKey};

use crate::{
    fetch::Fetch,
    folder::{Folder, FolderError, Original},
    hex::hex,
    log::{self, FetchError, Followed, MirrorError, ReadError, Reader, Split},
    site::About,
};

/// A mirror, kept by one process at a time.
#[derive(Debug)]
pub struct Mirror {
    root: PathBuf,
    original: Original,
    about: About,
    log: log::Mirror,
}

/// What a round of copying came to.
#[derive(Debug)]
pub struct Round {
    /// The log.
    pub log: Followed,
    /// Where the heads of a split view are kept.
    pub split: Option<PathBuf>,
    /// Documents that were copied.
    pub documents: u64,
    /// Documents that filings name and the register does not serve, by hash.
    pub missing: Vec<String>,
    /// Documents of which the register serves other bytes.
    pub wrong: Vec<String>,
}

/// Why a register could not be mirrored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What stands at the address does not say that it is a register.
    #[error("no Veedor register answers there: {0}")]
    NoRegister(String),
    /// The register names another key than the one that is believed.
    #[error("the register names the key `{theirs}`, but this copy is of the log of `{ours}`")]
    OtherKey {
        /// The key that is believed.
        ours: String,
        /// The key that the register names.
        theirs: String,
    },
    /// A newer head is signed and shown, and files that it needs are not.
    #[error(
        "the register shows a signed head of {size} entries and does not serve what belongs to it: {says}; that head is in `{kept}`"
    )]
    Withheld {
        /// Entries of the head.
        size: u64,
        /// Where it is kept.
        kept: PathBuf,
        /// What is missing.
        says: String,
    },
    /// The log.
    #[error(transparent)]
    Log(#[from] MirrorError),
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl Error {
    /// Whether the register shows something that it cannot have signed, rather than nothing.
    #[must_use]
    pub fn is_lie(&self) -> bool {
        use log::ReadError::{Checkpoint, Damaged, Proof, RightEdge};
        match self {
            Error::OtherKey { .. } | Error::Log(MirrorError::Root { .. }) => true,
            Error::Log(MirrorError::Read(error)) => {
                matches!(error, Checkpoint(_) | Damaged { .. } | Proof(_) | RightEdge { .. })
            }
            Error::NoRegister(_)
            | Error::Withheld { .. }
            | Error::Folder(_)
            | Error::Log(MirrorError::Files(_) | MirrorError::Local(_) | MirrorError::Note(_)) => false,
        }
    }
}

/// The published log of a register.
pub fn log_of(fetch: &Fetch) -> Reader {
    let fetch = fetch.clone();
    Reader::new(move |path| fetch.get(&format!("/log/{path}")))
}

impl Mirror {
    /// The mirror in a folder; a new one of the register that `fetch` reads, believed by `key` or, without one, by the
    /// key it names itself. A folder that has a mirror keeps its key.
    ///
    /// # Errors
    /// When there is no register, or another one, or the folder cannot be used.
    pub fn open(root: &Path, url: &str, key: Option<&VerifierKey>, fetch: &Fetch) -> Result<Mirror, Error> {
        if !root.join("site.json").exists() || !root.join("mirror.json").exists() {
            begin(root, url, key, fetch)?;
        }
        let folder = Folder::open(root)?;
        let Some(original) = folder.mirror_of().cloned() else { return Err(FolderError::Exists(root.into()).into()) };
        if let Some(key) = key.filter(|key| *key != folder.verifier()) {
            return Err(Error::OtherKey { ours: original.vkey, theirs: key.to_string() });
        }
        let log = log::Mirror::open(root, folder.verifier().clone(), folder.policy().witness_keys())?;
        Ok(Mirror { root: root.into(), original, about: folder.about().clone(), log })
    }

    /// The checkpoint of the copy.
    #[must_use]
    pub fn head(&self) -> Option<&SignedCheckpoint> {
        self.log.head()
    }

    /// The key that is believed.
    #[must_use]
    pub fn key(&self) -> &VerifierKey {
        self.log.key()
    }

    /// What the register said of itself the last time it was followed.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The copy of the log.
    #[must_use]
    pub fn log(&self) -> &Reader {
        self.log.log()
    }

    /// Copies what the register has more than this. `progress` hears entries done and entries in all.
    ///
    /// # Errors
    /// When something cannot be read, or is not what was signed. What is here stays good.
    pub fn follow(&mut self, fetch: &Fetch, progress: impl FnMut(u64, u64)) -> Result<Round, Error> {
        let says = well_known(fetch)?;
        self.same_key(&says)?;
        self.introduce(&says)?;
        let remote = log_of(fetch);
        let theirs = remote.checkpoint(self.log.key()).map_err(MirrorError::Read)?;
        let log = match self.log.follow(&remote, theirs.clone(), progress) {
            // It signed a head and does not show what belongs to it: the head is kept, since it may be of another history.
            Err(MirrorError::Read(error @ ReadError::Missing { .. })) => return Err(self.withheld(&theirs, &error)),
            followed => followed?,
        };
        let split = match &log {
            Followed::Split(split) => Some(self.keep(split)?),
            _ => None,
        };
        let mut round = Round { log, split, documents: 0, missing: Vec::new(), wrong: Vec::new() };
        if round.split.is_none() {
            self.documents(fetch, &mut round)?;
        }
        Ok(round)
    }

    /// Holds a head that came another way, such as from another monitor, against this copy.
    ///
    /// # Errors
    /// When the larger of the two logs cannot be read.
    pub fn compare(&self, head: SignedCheckpoint, fetch: &Fetch) -> Result<Option<PathBuf>, Error> {
        let split = self.log.compare(&log_of(fetch), &head)?;
        split.map(|split| self.keep(&split)).transpose()
    }

    fn withheld(&self, head: &SignedCheckpoint, error: &ReadError) -> Error {
        let folder = self.root.join("split");
        let root = head.root().to_string();
        let kept = folder.join(format!("{}-{}.checkpoint", head.size(), &root[..16]));
        let wrote = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&kept, head.bytes()));
        match wrote {
            Ok(()) => Error::Withheld { size: head.size(), kept, says: error.to_string() },
            Err(source) => FolderError::File { path: kept, source }.into(),
        }
    }

    fn keep(&self, split: &Split) -> Result<PathBuf, Error> {
        let folder = self.root.join("split");
        split.keep(&folder).map_err(|source| FolderError::File { path: folder, source }.into())
    }

    fn same_key(&self, says: &Value) -> Result<(), Error> {
        let theirs = text(says, "vkey")?;
        let ours = self.original.vkey.clone();
        if ours == theirs { Ok(()) } else { Err(Error::OtherKey { ours, theirs }) }
    }

    /// Keeps what the register says of itself now: its name, and whether it is a demonstration.
    fn introduce(&mut self, says: &Value) -> Result<(), Error> {
        let about = about(says)?;
        if about != self.about {
            let path = self.root.join("site.json");
            write_whole(&path, format!("{:#}\n", serde_json::json!(about)))
                .map_err(|source| FolderError::File { path, source })?;
            self.about = about;
        }
        Ok(())
    }

    /// Copies the documents that entries name. Those that were not served before are asked for again.
    fn documents(&mut self, fetch: &Fetch, round: &mut Round) -> Result<(), Error> {
        let Some(head) = self.log.head().cloned() else { return Ok(()) };
        let file = |path: &Path| {
            let path = path.to_owned();
            move |source| FolderError::File { path, source }
        };
        let waiting = self.root.join("missing.txt");
        let mut names: Vec<String> =
            std::fs::read_to_string(&waiting).unwrap_or_default().lines().map(str::to_owned).collect();
        let from = self.original.documents.min(head.size());
        // Each is asked for once a round.
        let mut missing = std::collections::BTreeSet::new();
        for bytes in self.log.log().entries(from..head.size(), head.size()).map_err(MirrorError::Read)? {
            names.extend(named(&bytes.map_err(MirrorError::Read)?));
            if names.len() > DOCUMENTS_TOGETHER {
                missing.extend(self.take_documents(fetch, std::mem::take(&mut names), round)?);
            }
        }
        missing.extend(self.take_documents(fetch, names, round)?);
        let names: Vec<String> = missing.into_iter().collect();
        std::fs::write(&waiting, names.iter().map(|name| format!("{name}\n")).collect::<String>())
            .map_err(file(&waiting))?;
        round.missing = names;
        self.original.documents = head.size();
        let path = self.root.join("mirror.json");
        write_whole(&path, format!("{:#}\n", serde_json::json!(self.original))).map_err(file(&path))?;
        Ok(())
    }

    /// Copies documents; gives those that were not to be had.
    fn take_documents(&self, fetch: &Fetch, mut names: Vec<String>, round: &mut Round) -> Result<Vec<String>, Error> {
        names.sort_unstable();
        names.dedup();
        let folder = self.root.join("public/blobs/sha256");
        let mut missing = Vec::new();
        for name in names.into_iter().filter(|name| crate::blobs::is_name(name)) {
            let place = folder.join(&name);
            if place.exists() {
                continue;
            }
            match fetch.get(&format!("/blobs/sha256/{name}")) {
                Ok(bytes) if hex(Sha256::digest(&bytes)) == name => {
                    write_whole(&place, &bytes).map_err(|source| FolderError::File { path: place, source })?;
                    round.documents += 1;
                }
                Ok(_) => {
                    round.wrong.push(name.clone());
                    missing.push(name);
                }
                Err(_) => missing.push(name),
            }
        }
        Ok(missing)
    }
}

/// Names of documents that are held at a time; each has 64 bytes.
const DOCUMENTS_TOGETHER: usize = 10_000;

/// The documents that an entry names, the bundle of a rulebook among them.
fn named(bytes: &[u8]) -> Vec<String> {
    let Ok((_, signed)) = entry::decode(bytes) else { return Vec::new() };
    let Some(filing) = signed.filing() else { return Vec::new() };
    let bundle = law::adoption(0, filing).and_then(|adoption| adoption.digest);
    filing.documents.iter().map(|document| document.sha256.to_string()).chain(bundle).collect()
}

/// Makes the folder of a mirror. Overwrites nothing.
fn begin(root: &Path, url: &str, key: Option<&VerifierKey>, fetch: &Fetch) -> Result<(), Error> {
    // What a copy that was cut off at its very beginning left is written again; a register has a key.
    if root.join("log.key").exists() || root.join("log.db").exists() {
        return Err(FolderError::Exists(root.into()).into());
    }
    let says = well_known(fetch)?;
    let theirs = text(&says, "vkey")?;
    if let Some(key) = key.filter(|key| key.to_string() != theirs) {
        return Err(Error::OtherKey { ours: key.to_string(), theirs });
    }
    let about = about(&says)?;
    let policy = text(&says, "policy")?;
    let believed =
        Policy::parse(policy.as_bytes()).map_err(|error| Error::NoRegister(format!("its policy: {error}")))?;
    if believed.logs().iter().all(|log| log.key.to_string() != theirs) {
        return Err(Error::NoRegister("its policy is of another log".into()));
    }
    let original = Original { url: url.to_owned(), vkey: theirs, documents: 0 };
    let write = || -> io::Result<()> {
        std::fs::create_dir_all(root.join("public/blobs/sha256"))?;
        std::fs::create_dir_all(root.join("public/.well-known"))?;
        std::fs::write(root.join("policy"), policy)?;
        write_whole(&root.join("public/.well-known/veedor"), format!("{says:#}\n"))?;
        // `site.json` last: a folder without it is no register yet, and is begun again.
        write_whole(&root.join("mirror.json"), format!("{:#}\n", serde_json::json!(original)))?;
        write_whole(&root.join("site.json"), format!("{:#}\n", serde_json::json!(about)))
    };
    Ok(write().map_err(|source| FolderError::File { path: root.into(), source })?)
}

fn well_known(fetch: &Fetch) -> Result<Value, Error> {
    let bytes = fetch.get("/.well-known/veedor").map_err(|error| match error {
        FetchError::NotFound => Error::NoRegister("`/.well-known/veedor` is missing".into()),
        FetchError::Unreachable(why) => {
            Error::Log(MirrorError::Read(log::ReadError::Unreachable { path: ".well-known/veedor".into(), why }))
        }
    })?;
    serde_json::from_slice(&bytes).map_err(|error| Error::NoRegister(error.to_string()))
}

fn about(says: &Value) -> Result<About, Error> {
    Ok(About {
        name_es: text(says, "name_es")?,
        name_en: text(says, "name_en")?,
        registrar: text(says, "registrar")?,
        demonstration: says.get("demonstration") == Some(&Value::Bool(true)),
    })
}

fn text(says: &Value, name: &str) -> Result<String, Error> {
    let text = says.get(name).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| Error::NoRegister(format!("`{name}` is missing")))
}

/// Writes a file whole or not at all: beside its place, synced, then moved there.
fn write_whole(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let beside = path.with_extension("part");
    std::fs::write(&beside, bytes)?;
    std::fs::File::open(&beside)?.sync_all()?;
    std::fs::rename(&beside, path)
}
