//! The disk of one node: a folder, copied as it is at the moment of a crash, so that what the process would still have done
//! in good order (roll back, fold, close) is not done.

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    rc::Rc,
    sync::atomic::{AtomicU64, Ordering},
};

use portal::log::fault;

use crate::plan::{Crash, Tear};

#[derive(Debug)]
pub(crate) struct Disk {
    path: PathBuf,
}

/// A copy of a disk at one moment.
#[derive(Debug)]
pub(crate) struct Image(PathBuf);

/// Only names folders; it decides nothing.
static IMAGES: AtomicU64 = AtomicU64::new(0);

impl Disk {
    pub(crate) fn copy_of(template: &Path, path: PathBuf) -> Disk {
        copy(template, &path);
        Disk { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn image(&self) -> Image {
        image(&self.path)
    }

    /// Makes this disk what it was when the image was taken. Whoever used it is gone.
    pub(crate) fn go_back_to(&self, image: Image) {
        fs::remove_dir_all(&self.path).expect("the folder goes");
        fs::rename(image.0, &self.path).expect("the image takes its place");
    }

    /// The length of a file; 0 where there is none.
    pub(crate) fn length(&self, name: &str) -> u64 {
        fs::metadata(self.path.join(name)).map_or(0, |file| file.len())
    }
}

/// Runs a step that a crash may end. With an image, the process is dead, and the disk was this.
pub(crate) fn crashing<T>(disk: &Disk, crash: Option<Crash>, step: impl FnOnce() -> T) -> (T, Option<Image>) {
    let Some(Crash { point, .. }) = crash else { return (step(), None) };
    let taken: Rc<RefCell<Option<Image>>> = Rc::default();
    let (path, slot) = (disk.path.clone(), Rc::clone(&taken));
    fault::arm_after(point, move || *slot.borrow_mut() = Some(image(&path)));
    let done = step();
    fault::disarm();
    let taken = taken.borrow_mut().take();
    (done, taken)
}

/// Tears what was not synced; `synced` bytes of the journal were. Says whether published files are torn.
pub(crate) fn torn(image: &Image, tear: Tear, synced: u64) -> bool {
    let journal = image.0.join("log.db-wal");
    let length = fs::metadata(&journal).map_or(0, |file| file.len());
    match tear {
        Tear::JournalEnd(amount) if length > synced => cut(&journal, synced + amount as u64 % (length - synced)),
        Tear::JournalJunk(amount) if length > 0 => {
            let bytes = [fs::read(&journal).expect("a journal"), vec![0xa5; amount % 5_000]].concat();
            fs::write(&journal, bytes).expect("written");
        }
        Tear::Published(amount) => {
            let mut files = Vec::new();
            unsynced(&image.0.join("public").join("log"), &mut files);
            files.sort();
            if let Some(file) = files.get(amount % files.len().max(1)) {
                cut(file, fs::metadata(file).expect("there").len() / 2);
                return true;
            }
        }
        _ => {}
    }
    false
}

/// Files that no sync was asked for: unfinished tiles and bundles, and the checkpoint.
fn unsynced(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = item.path();
        let partial = path.to_string_lossy().contains(".p/") || path.ends_with("checkpoint");
        match path.is_dir() {
            true => unsynced(&path, files),
            false if partial => files.push(path),
            false => {}
        }
    }
}

fn cut(file: &Path, length: u64) {
    fs::OpenOptions::new().write(true).open(file).and_then(|file| file.set_len(length)).expect("the file is cut");
}

fn image(path: &Path) -> Image {
    let number = IMAGES.fetch_add(1, Ordering::Relaxed);
    let to = path.with_extension(format!("image{number}"));
    copy(path, &to);
    Image(to)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for item in fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (item.path(), to.join(item.file_name()));
        let shared_memory = path.to_string_lossy().ends_with("-shm");
        match path.is_dir() {
            true => copy(&path, &target),
            // What SQLite's processes share in memory does not outlive them.
            false if shared_memory => {}
            false => drop(fs::copy(&path, &target).expect("copied")),
        }
    }
}
