//! The receipts of an import, one a line, appended only: what stands there was verified and need not be filed again.

use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use register::SignedFiling;
use serde_json::{Value, json};

use crate::{failure::Failure, file::Received};

/// Receipts on disk.
pub(crate) struct Receipts {
    path: PathBuf,
    file: File,
    /// Digest of the text of each filing that stands, by id.
    standing: HashMap<String, String>,
}

impl Receipts {
    /// Opens the receipts of an import. A last line that is not whole was never said to stand, and is cut off.
    pub(crate) fn open(path: &Path) -> Result<Receipts, Failure> {
        let failed = |error: std::io::Error| Failure::file(path, &error);
        let opened = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
        let mut file = opened.map_err(failed)?;
        let (mut standing, mut whole, mut line) = (HashMap::new(), 0, Vec::new());
        let mut reader = BufReader::new(&file);
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line).map_err(failed)?;
            let kept = Some(&line).filter(|line| line.ends_with(b"\n")).and_then(|line| read(line));
            let Some((id, text)) = kept else { break };
            whole += length as u64;
            standing.insert(id, text);
        }
        file.set_len(whole).and_then(|()| file.seek(SeekFrom::End(0))).map_err(failed)?;
        Ok(Receipts { path: path.to_owned(), file, standing })
    }

    /// Whether a filing of this id stands with this text.
    pub(crate) fn stands(&self, id: &str, signed: &SignedFiling) -> bool {
        self.standing.get(id).is_some_and(|text| *text == signed.text_digest().to_string())
    }

    /// Keeps verified receipts; they are on disk when this returns.
    pub(crate) fn keep(&mut self, all: &[(SignedFiling, Received)]) -> Result<(), Failure> {
        let mut lines = String::new();
        for (signed, received) in all {
            let receipt = String::from_utf8_lossy(&received.receipt.to_bytes()).into_owned();
            let line = json!({
                "id": id(signed),
                "entry": received.receipt.index,
                "text": signed.text_digest().to_string(),
                "received": moment(&received.entry),
                "receipt": receipt,
                "filing": String::from_utf8_lossy(signed.bytes()),
            });
            lines.push_str(&format!("{line}\n"));
        }
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| Failure::file(&self.path, &error))
    }
}

/// The id of a signed filing whose shape is right.
pub(crate) fn id(signed: &SignedFiling) -> String {
    signed.filing().map(|filing| filing.id.to_string()).unwrap_or_default()
}

/// When an entry was received: with the filing, it makes the entry that the receipt is of.
fn moment(entry: &[u8]) -> Option<String> {
    register::entry::decode(entry).ok().map(|(received, _)| received.to_string())
}

fn read(line: &[u8]) -> Option<(String, String)> {
    let value: Value = serde_json::from_slice(line).ok()?;
    Some((value["id"].as_str()?.to_owned(), value["text"].as_str()?.to_owned()))
}
