//! `veedor law unpack`: the bundle of a rulebook, as a register keeps it, into a folder of its files. Writes into a new or
//! empty folder only, and only the plain file names that a bundle may hold (spec/rulebook.md).

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use rulebook::bundle::{BundleError, MAX_BYTES, digest, unbundle};
use serde_json::json;

use crate::{
    failure::{Failure, Outcome, Said},
    fresh,
    rulebooks::Files,
    terminal::Screen,
    words,
};

/// Which bundle, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundle: PathBuf,
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}

/// Runs `veedor law unpack`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let bytes = read(&args.bundle)?;
    let files = unbundle(&bytes).map_err(|error| Failure::Reach(no_bundle(&args.bundle, &error)))?;
    write(&files, &args.dir)?;
    let (count, digest) = (files.len(), digest(&files));
    screen.say(&words::law::unpacked(&count, &args.dir.display()));
    screen.say(&words::law::has_digest(&digest));
    screen.say(&words::law::check_unpacked(&args.dir.display()));
    screen.document(&json!({ "dir": args.dir, "digest": digest, "files": files.keys().collect::<Vec<_>>() }));
    Ok(Outcome::Fine)
}

/// The bytes of a bundle: of a larger file only as many as show that it is none.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| Failure::file(path, &error))?;
    Ok(bytes)
}

fn no_bundle(path: &Path, error: &BundleError) -> Said {
    let path = path.display();
    match error {
        BundleError::TooLarge => words::law::bundle_large(&path, &MAX_BYTES),
        BundleError::TooMany => words::law::bundle_many(&path, &rulebook::bundle::MAX_FILES),
        BundleError::Head => words::law::bundle_head(&path),
        BundleError::File(at) => words::law::bundle_line(&path, at),
        BundleError::Name(name) => words::law::bundle_name(&path, &name.escape_debug()),
        BundleError::NotUtf8(name) => words::law::bundle_text(&path, name),
    }
}

fn write(files: &Files, dir: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file(dir, &error);
    fs::create_dir_all(dir).map_err(failed)?;
    if fs::read_dir(dir).map_err(failed)?.next().is_some() {
        return Err(Failure::Usage(words::law::folder_full(&dir.display())));
    }
    for (name, text) in files {
        fresh::write(&dir.join(name), text.as_bytes())?;
    }
    Ok(())
}
