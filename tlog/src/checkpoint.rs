//! Checkpoints, c2sp.org/tlog-checkpoint: a log's signed statement of its size and root. Parses, prints and signs one;
//! whether it follows from an earlier one is asked of `tree.rs`.

use crate::note::{Note, NoteError, SignError, SignatureLine, SignerKey, VerifierKey};
use crate::{Hash, text};

/// The longest origin in bytes. tlog-checkpoint sets no limit; the newer cosignatures write its length in one byte.
pub const MAX_ORIGIN: usize = 255;

/// A log's size and root at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's identity: the name of its key.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Further lines, without their newlines. Allowed, not recommended; we write none.
    pub extensions: Vec<String>,
}

/// A checkpoint whose log signature was checked, with the bytes it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    // INVARIANT: `bytes` is a note whose text is `checkpoint`, signed by the key of that origin.
    bytes: Vec<u8>,
    checkpoint: Checkpoint,
}

/// Why a text is not a checkpoint, or a checkpoint is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a signed note, or not signed by the log.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Line 1 is empty, too long or not plain text.
    #[error("line 1: the origin must be 1 to 255 bytes of text without control characters")]
    Origin,
    /// Line 2 is not a size.
    #[error("line 2: `{0}` is not a decimal size without leading zero")]
    Size(String),
    /// Line 3 is not a hash.
    #[error("line 3: `{0}` is not the base64 of a 32-byte root")]
    Root(String),
    /// A size of 0 with another root than the empty one.
    #[error("line 3: a log of size 0 has the root of the empty tree, not `{0}`")]
    EmptyRoot(Hash),
    /// A line after the third is empty or not plain text.
    #[error("line {0}: an extension line must not be empty nor hold control characters")]
    Extension(usize),
    /// The text ends too early, or its last line is not ended.
    #[error("a checkpoint has three lines or more, each ended by a newline")]
    Lines,
    /// The checkpoint is of another log than the key.
    #[error("the checkpoint is of `{found}`, but the key is of `{expected}`")]
    WrongOrigin {
        /// The key's name.
        expected: String,
        /// The checkpoint's origin.
        found: String,
    },
}

impl Checkpoint {
    /// A checkpoint without extension lines.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Checkpoint, CheckpointError> {
        check_origin(origin)?;
        check_empty(size, root)?;
        Ok(Checkpoint { origin: origin.to_owned(), size, root, extensions: Vec::new() })
    }

    /// Reads the text of a note as a checkpoint. There is one text for each checkpoint: `parse(text)?.to_text() == text`.
    pub fn parse(text: &str) -> Result<Checkpoint, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        let mut next = || lines.next().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (next()?, next()?, next()?);
        check_origin(origin)?;
        let size = text::decimal(size).ok_or_else(|| CheckpointError::Size(text::shown(size)))?;
        let root = Hash::from_base64(root).ok_or_else(|| CheckpointError::Root(text::shown(root)))?;
        check_empty(size, root)?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        match extensions.iter().position(|line| !is_plain_line(line)) {
            Some(at) => Err(CheckpointError::Extension(4 + at)),
            None => Ok(Checkpoint { origin: origin.to_owned(), size, root, extensions }),
        }
    }

    /// The text that is signed and cosigned.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64());
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// The checkpoint as a note signed by the log. Cosignature lines may be appended to these bytes as they come.
    pub fn sign(&self, key: &SignerKey) -> Result<Vec<u8>, SignError> {
        let text = self.to_text();
        let line = key.sign(&text)?;
        Ok(Note::new(&text, vec![line])?.to_bytes())
    }
}

impl SignedCheckpoint {
    /// Reads a checkpoint and checks that the log signed it: `log` verifies, and has the origin as its name.
    pub fn open(bytes: Vec<u8>, log: &VerifierKey) -> Result<SignedCheckpoint, CheckpointError> {
        let note = Note::parse(&bytes)?;
        note.verify(std::slice::from_ref(log))?;
        let checkpoint = Checkpoint::parse(note.text())?;
        if checkpoint.origin != log.name().as_str() {
            let expected = log.name().to_string();
            return Err(CheckpointError::WrongOrigin { expected, found: checkpoint.origin });
        }
        Ok(SignedCheckpoint { bytes, checkpoint })
    }

    /// The bytes it came in, with every signature line.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes it came in.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// What it says.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Its log's identity.
    pub fn origin(&self) -> &str {
        &self.checkpoint.origin
    }

    /// The number of entries.
    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// The root.
    pub fn root(&self) -> Hash {
        self.checkpoint.root
    }

    /// Adds a signature line, such as a witness's answer. The line is not checked; a reader ignores what it does not know.
    pub fn push(&mut self, line: &SignatureLine) {
        self.bytes.extend_from_slice(line.to_string().as_bytes());
    }
}

fn check_origin(origin: &str) -> Result<(), CheckpointError> {
    let good = is_plain_line(origin) && origin.len() <= MAX_ORIGIN;
    if good { Ok(()) } else { Err(CheckpointError::Origin) }
}

/// One tree has one root, the empty one too: two checkpoints of size 0 must not differ.
fn check_empty(size: u64, root: Hash) -> Result<(), CheckpointError> {
    let good = size > 0 || root == Hash::empty_root();
    if good { Ok(()) } else { Err(CheckpointError::EmptyRoot(root)) }
}

fn is_plain_line(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte >= b' ')
}
