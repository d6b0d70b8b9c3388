//! The data folder of a register and what stands where in it:
//!
//! ```text
//! site.json            what the register says of itself
//! log.key              the log's private key, readable by its owner only; none in a mirror
//! mirror.json          in a mirror, whose copy it is and by which key
//! policy               whom to believe: the log, its witnesses and how many must have cosigned (c2sp.org/tlog-policy)
//! log.db, lock         the journal (log/)
//! index.db             the index, may be deleted
//! drafts.db            drafts of filings under way at the desk, may be deleted; none in a mirror
//! comments.db          comments of persons without a key until the log has them; none in a mirror
//! public/log/          the published log (c2sp.org/tlog-tiles)
//! public/blobs/sha256/ documents, named by hash
//! ```

use std::{
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use tlog::{
    Policy,
    note::{MAX_SIGNATURES, SignerKey, VerifierKey},
};

use crate::{
    log::{Log, LogError, ReadError},
    site::About,
};

/// Why a data folder cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The folder holds no register.
    #[error("`{0}` holds no register; make one with `veedor init --data {0}`")]
    Missing(PathBuf),
    /// The folder holds one already.
    #[error("`{0}` holds a register already; choose another folder")]
    Exists(PathBuf),
    /// A file could not be read or written.
    #[error("`{path}`: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file does not hold what it should.
    #[error("`{path}`: {says}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        says: String,
    },
    /// The published log is damaged.
    #[error("the published log is damaged: {0}; run `veedor fsck --repair`")]
    Published(String),
    /// The log holds what this version of the program would not admit.
    #[error("entry {entry} was admitted by other rules than this version's: {says}; use the version that wrote it")]
    NotAdmitted {
        /// The entry.
        entry: u64,
        /// Why it would be refused.
        says: String,
    },
    /// The log could not be made.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl From<ReadError> for FolderError {
    fn from(error: ReadError) -> FolderError {
        FolderError::Published(error.to_string())
    }
}

/// A data folder.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    about: About,
    key: VerifierKey,
    policy: Policy,
    mirror: Option<Original>,
}

/// Whose copy a mirror is. Kept in `mirror.json`, made with the mirror's first copy and never changed by what a server says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// Where the register is.
    pub url: String,
    /// The key of its log.
    pub vkey: String,
    /// Entries whose documents have been asked for.
    pub documents: u64,
}

impl Folder {
    /// Makes a folder with an empty log. Overwrites nothing.
    ///
    /// # Errors
    /// When there is a register already or a file cannot be written.
    pub fn create(root: &Path, about: &About, key: &SignerKey) -> Result<Folder, FolderError> {
        if root.join("site.json").exists() || root.join("log.db").exists() {
            return Err(FolderError::Exists(root.into()));
        }
        std::fs::create_dir_all(root.join("public/blobs/sha256")).map_err(|source| file(root, source))?;
        write_private(&root.join("log.key"), &format!("{}\n", key.to_private_text()))?;
        Log::create(root, key)?;
        let json = serde_json::to_string_pretty(about).unwrap_or_default();
        let path = root.join("site.json");
        std::fs::write(&path, format!("{json}\n")).map_err(|source| file(&path, source))?;
        let (key, policy) = (key.verifier(), Policy::log(key.verifier()));
        Ok(Folder { root: root.into(), about: about.clone(), key, policy, mirror: None })
    }

    /// Opens a folder.
    ///
    /// # Errors
    /// When there is none or its files are damaged.
    pub fn open(root: &Path) -> Result<Folder, FolderError> {
        let path = root.join("site.json");
        if !path.exists() {
            return Err(FolderError::Missing(root.into()));
        }
        let about = read_json(&path)?;
        let mirror: Option<Original> = match root.join("mirror.json") {
            path if path.exists() => Some(read_json(&path)?),
            _ => None,
        };
        let key = match &mirror {
            None => read_key(root)?.verifier(),
            Some(original) => VerifierKey::parse(&original.vkey)
                .map_err(|error| FolderError::Damaged { path: root.join("mirror.json"), says: error.to_string() })?,
        };
        let folder = Folder { root: root.into(), about, policy: Policy::log(key.clone()), key, mirror };
        let policy = root.join("policy");
        if policy.exists() { folder.with_policy(&policy) } else { Ok(folder) }
    }

    /// The folder with the policy in a file instead of its own. It must name this log.
    ///
    /// # Errors
    /// When the file cannot be read, is no policy or is of another log.
    pub fn with_policy(self, path: &Path) -> Result<Folder, FolderError> {
        let damaged = |says: String| FolderError::Damaged { path: path.into(), says };
        let bytes = std::fs::read(path).map_err(|source| file(path, source))?;
        let policy = Policy::parse(&bytes).map_err(|error| damaged(error.to_string()))?;
        if policy.logs().iter().all(|log| log.key != self.key) {
            return Err(damaged(format!("no line `log {}` is in it, which is this log", self.key)));
        }
        if policy.witnesses().len() >= MAX_SIGNATURES {
            return Err(damaged(format!("more than {} witnesses do not fit on a checkpoint", MAX_SIGNATURES - 1)));
        }
        Ok(Folder { policy, ..self })
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the register says of itself.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The log's verifier key.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.key
    }

    /// Whom the registrar would have readers believe: this log, and its witnesses.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whose copy this is, if it is a mirror.
    #[must_use]
    pub fn mirror_of(&self) -> Option<&Original> {
        self.mirror.as_ref()
    }

    /// The log's private key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn log_key(&self) -> Result<SignerKey, FolderError> {
        read_key(&self.root)
    }

    /// The published files.
    #[must_use]
    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    /// The documents.
    #[must_use]
    pub fn blobs(&self) -> PathBuf {
        self.root.join("public/blobs/sha256")
    }

    /// The drafts of filings.
    #[must_use]
    pub fn drafts(&self) -> PathBuf {
        self.root.join("drafts.db")
    }

    /// The comments of persons without a key.
    #[must_use]
    pub fn comments(&self) -> PathBuf {
        self.root.join("comments.db")
    }

    /// The index.
    #[must_use]
    pub fn index(&self) -> PathBuf {
        self.root.join("index.db")
    }
}

/// Writes a private file: readable by its owner only, never over another.
///
/// # Errors
/// When the file exists or cannot be written.
pub fn write_private(path: &Path, text: &str) -> Result<(), FolderError> {
    let write = || {
        let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()
    };
    write().map_err(|source| file(path, source))
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, FolderError> {
    let json = std::fs::read_to_string(path).map_err(|source| file(path, source))?;
    serde_json::from_str(&json).map_err(|error| FolderError::Damaged { path: path.into(), says: error.to_string() })
}

fn read_key(root: &Path) -> Result<SignerKey, FolderError> {
    let path = root.join("log.key");
    let text = std::fs::read_to_string(&path).map_err(|source| file(&path, source))?;
    SignerKey::parse(text.trim_end()).map_err(|error| FolderError::Damaged { path, says: error.to_string() })
}

fn file(path: &Path, source: std::io::Error) -> FolderError {
    FolderError::File { path: path.into(), source }
}
