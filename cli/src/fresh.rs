//! Files where there is none yet: nothing of a user's is ever overwritten.

use std::{fs::OpenOptions, io::Write as _, path::Path};

use crate::failure::Failure;

/// Writes a file where there is none yet.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| Failure::file(path, &error))
}
