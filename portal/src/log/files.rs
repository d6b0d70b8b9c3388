//! The published files of a log (tlog-tiles) as a folder any static server can serve: written whole or not at all,
//! synced in groups. Knows nothing of what is in them.

use super::error::LogError;
use super::fault;
use rustix::fs::{FlockOperation, flock};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the parts of a log lie in its directory.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) dir: PathBuf,
}

impl Layout {
    pub(super) fn new(dir: &Path) -> Layout {
        Layout { dir: dir.to_path_buf() }
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.dir.join("log.db")
    }

    /// The monitoring prefix: what tlog-tiles paths are relative to.
    pub(super) fn published(&self) -> PathBuf {
        self.dir.join("public").join("log")
    }

    /// Unfinished files; on the same file system as `public`, so that a rename finishes them.
    pub(super) fn unfinished(&self) -> PathBuf {
        self.dir.join("unfinished")
    }
}

/// The lock that makes this the log's only writer; let go when dropped, or when the process ends in any way.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// A lock that was just let go may be held for a moment longer by a child process that is being started, so it is tried
/// for a fifth of a second.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

impl Lock {
    pub(super) fn take(layout: &Layout) -> Result<Lock, LogError> {
        let path = layout.dir.join("lock");
        let file = File::create(&path).map_err(LogError::file(&path))?;
        for _ in 0..LOCK_TRIES {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(rustix::io::Errno::WOULDBLOCK) => std::thread::sleep(LOCK_PAUSE),
                Err(errno) => return Err(LogError::File { path, source: errno.into() }),
            }
        }
        Err(LogError::Busy(layout.dir.clone()))
    }
}

/// Writes published files.
#[derive(Debug)]
pub(super) struct Files {
    published: PathBuf,
    unfinished: PathBuf,
    /// Paths of files that must reach the disk before the journal lets go of what they hold.
    unsynced: Vec<PathBuf>,
}

impl Files {
    /// Makes the directories and clears what a killed process left unfinished.
    pub(super) fn open(layout: &Layout) -> Result<Files, LogError> {
        let (published, unfinished) = (layout.published(), layout.unfinished());
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(LogError::file(&unfinished)(error)),
            _ => {}
        }
        for dir in [&published, &unfinished] {
            fs::create_dir_all(dir).map_err(LogError::file(dir))?;
        }
        Ok(Files { published, unfinished, unsynced: Vec::new() })
    }

    /// Writes `bytes` as the file `path` (under the monitoring prefix). A reader sees the old file or the new one.
    pub(super) fn write(&self, path: &str, bytes: &[u8], point: &'static str) -> Result<(), LogError> {
        let target = self.published.join(path);
        self.replace(&target, bytes, point).map_err(LogError::file(&target))
    }

    /// As [`Files::write`], for a file that [`Files::sync`] must bring to the disk.
    pub(super) fn write_for_good(&mut self, path: &str, bytes: &[u8], point: &'static str) -> Result<(), LogError> {
        self.write(path, bytes, point)?;
        self.unsynced.push(self.published.join(path));
        Ok(())
    }

    /// As [`Files::write_for_good`], for a file that is there already and may not have reached the disk.
    pub(super) fn keep_for_good(&mut self, path: &str) {
        self.unsynced.push(self.published.join(path));
    }

    /// Brings every file written for good, and the directories that name it, to the disk.
    pub(super) fn sync(&mut self) -> Result<(), LogError> {
        let mut directories = BTreeSet::new();
        for path in &self.unsynced {
            sync_path(path)?;
            directories.extend(path.ancestors().skip(1).take_while(|dir| dir.starts_with(&self.published)));
        }
        for dir in directories {
            sync_path(dir)?;
        }
        self.unsynced.clear();
        Ok(())
    }

    /// Forgets what [`Files::sync`] was to do, because all of it is written again.
    pub(super) fn forget_unsynced(&mut self) {
        self.unsynced.clear();
    }

    /// The bytes of a published file, if it can be read.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.published.join(path)).ok()
    }

    /// Removes a file and, when that empties its directory, the directory. Missing is fine.
    pub(super) fn remove(&self, path: &str) -> Result<(), LogError> {
        let target = self.published.join(path);
        fault::point("collect: file").map_err(LogError::file(&target))?;
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(LogError::file(&target)(error)),
            _ => {}
        }
        if let Some(dir) = target.parent() {
            // It fails while other files are in it, and then it has to stay.
            let _ = fs::remove_dir(dir);
        }
        Ok(())
    }

    /// Keeps a damaged file beside its place, as `name.damaged`, before it is replaced. Missing is fine.
    pub(super) fn set_aside(&self, path: &str) -> Result<(), LogError> {
        let target = self.published.join(path);
        match fs::rename(&target, self.published.join(format!("{path}{DAMAGED}"))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(LogError::file(&target)(error)),
            _ => Ok(()),
        }
    }

    fn replace(&self, target: &Path, bytes: &[u8], point: &'static str) -> io::Result<()> {
        fault::point(point)?;
        let unfinished = self.unfinished.join("file");
        let mut file = File::create(&unfinished)?;
        fault::point("file: begun")?;
        file.write_all(bytes)?;
        drop(file);
        fault::point("file: written, not in place")?;
        match fs::rename(&unfinished, target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                target.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::rename(&unfinished, target)
            }
            done => done,
        }
    }
}

/// What the name of a damaged file that was kept ends in.
pub(super) const DAMAGED: &str = ".damaged";

fn sync_path(path: &Path) -> Result<(), LogError> {
    let sync = || -> io::Result<()> {
        fault::point("sync: file or directory")?;
        File::open(path)?.sync_all()
    };
    sync().map_err(LogError::file(path))
}
