//! From a draft to a signed filing (spec/filing.md#text): the text is signed as it was written. Only what a note cannot
//! hold and JSON does not mean is put right before: line ends of other systems, tabs, a missing last newline.

use std::{
    io::Read as _,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use register::{
    entry::MAX_FILING,
    problem::{Reason, Refusal},
    time::Instant,
};
use tlog::note::{Note, SignatureLine, SignerKey};

use crate::{failure::Failure, words};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Paper {
    /// The text of a draft.
    Draft(String),
    /// A signed note, as it is.
    Signed(Vec<u8>),
}

/// Reads a draft or a signed filing; `-` is standard input. What is larger than any filing is not read to its end.
pub(crate) fn read(path: &Path) -> Result<Result<Paper, Refusal>, Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let limit = MAX_FILING as u64 + 1;
    let (mut bytes, mut whole) = (Vec::new(), 0);
    if path == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let file = std::fs::File::open(path).map_err(failed)?;
        whole = file.metadata().map_err(failed)?.len();
        file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 == limit {
        let bytes = usize::try_from(whole).unwrap_or(usize::MAX).max(bytes.len());
        return Ok(Err(Refusal::whole(Reason::TooLarge { bytes, limit: MAX_FILING })));
    }
    Ok(paper(bytes))
}

fn paper(bytes: Vec<u8>) -> Result<Paper, Refusal> {
    match String::from_utf8(bytes) {
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Err(Refusal::whole(Reason::NotUtf8 { offset }))
        }
        // In JSON text no line begins with a dash, so this is a signature line.
        Ok(text) if text.contains("\n\n\u{2014} ") => Ok(Paper::Signed(text.into_bytes())),
        Ok(text) => Ok(Paper::Draft(plain(&text))),
    }
}

/// The draft as a note can hold it. A raw tab or carriage return stands between JSON's tokens only.
fn plain(text: &str) -> String {
    let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\t', "  ");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The text under signatures by these keys, after those it has.
pub(crate) fn sign(text: &str, mut lines: Vec<SignatureLine>, keys: &[SignerKey]) -> Result<Vec<u8>, Failure> {
    for key in keys {
        let line = key.sign(text).map_err(|error| Failure::Usage(words::cannot_sign(&error)))?;
        let signed_already = lines.contains(&line);
        if !signed_already {
            lines.push(line);
        }
    }
    let note = Note::new(text, lines).map_err(|error| Failure::Usage(words::cannot_sign(&error)))?;
    Ok(note.to_bytes())
}

/// The clock, to the millisecond; a clock outside the years 1970 to 2199 counts as 1970.
pub(crate) fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(0);
    // INVARIANT: zero is within the range of instants.
    Instant::from_millis(millis).or(Instant::from_millis(0)).unwrap_or_else(|| unreachable!("zero is an instant"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_of_other_systems_become_texts_a_note_can_hold() {
        let draft = paper(b"\xef\xbb\xbf{\r\n\t\"form\": \"body\"\r\n}".to_vec());
        assert_eq!(draft, Ok(Paper::Draft("{\n  \"form\": \"body\"\n}\n".into())));
    }

    #[test]
    fn a_signed_filing_is_kept_as_it_is() {
        let note = "{}\n\n\u{2014} a AAAAAAA=\n".as_bytes();
        assert_eq!(paper(note.to_vec()), Ok(Paper::Signed(note.to_vec())));
    }
}
