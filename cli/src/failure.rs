//! How a command ends. What is said of it is said in both languages; `main.rs` picks one and the exit code.

use std::path::Path;

use portal::{bulk::BulkError, folder::FolderError, index::IndexError, log::ReadError, service::StartError};

use crate::words;

/// How a command ended that did what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Fine,
    /// Something was found, or a verification failed.
    Findings,
}

impl Outcome {
    /// Fine, or findings.
    pub(crate) fn of(fine: bool) -> Outcome {
        if fine { Outcome::Fine } else { Outcome::Findings }
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The command line or the settings cannot be understood.
    Usage(Said),
    /// Something cannot be read, written or reached.
    Reach(Said),
}

/// One thing said in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// Spanish
    pub(crate) es: String,
    /// English
    pub(crate) en: String,
}

impl Said {
    /// What is said in one language.
    pub(crate) fn in_(&self, lang: register::lang::Lang) -> &str {
        lang.of(&self.es, &self.en)
    }
}

impl Failure {
    /// A file that cannot be read or written.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Failure {
        let path = path.display();
        Failure::Reach(match error.kind() {
            std::io::ErrorKind::NotFound => words::no_such_file(&path),
            std::io::ErrorKind::AlreadyExists => words::file_exists(&path),
            std::io::ErrorKind::PermissionDenied => words::no_permission(&path),
            _ => words::file_failed(&path, error),
        })
    }
}

impl From<BulkError> for Failure {
    fn from(error: BulkError) -> Failure {
        match error {
            BulkError::Index(error) => error.into(),
            BulkError::File { path, source } => Failure::file(&path, &source),
            BulkError::Occupied(path) => Failure::Usage(words::bulk::occupied(&path.display())),
            error => Failure::Reach(words::bulk::failed(&error)),
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Failure {
        Failure::Reach(match &error {
            FolderError::Missing(path) => words::no_register(&path.display()),
            FolderError::Exists(path) => words::register_exists(&path.display()),
            FolderError::File { path, source } => return Failure::file(path, source),
            FolderError::Damaged { path, says } => words::file_damaged(&path.display(), says),
            FolderError::Log(portal::log::LogError::Busy(path)) => words::folder_busy(&path.display()),
            FolderError::Published(says) => words::published_damaged(says),
            FolderError::NotAdmitted { entry, says } => words::other_rules(entry, says),
            FolderError::Log(error) => words::log_failed(error),
        })
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Failure {
        match error {
            StartError::Folder(error) => error.into(),
            StartError::Index(error) => error.into(),
            StartError::Listen { address, source } => Failure::Reach(words::cannot_listen(&address, &source)),
            StartError::Drafts(error) => Failure::Reach(words::cannot_start(&error)),
            StartError::Comments(error) => Failure::Reach(words::cannot_start(&error)),
            StartError::System(error) => Failure::Reach(words::cannot_start(&error)),
        }
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Failure {
        Failure::Reach(words::index_failed(&error))
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Failure {
        Failure::Reach(words::log_unreadable(&error))
    }
}
