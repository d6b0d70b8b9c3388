//! The published checkpoint with what is known of it: its signatures are checked once, however many pages show it.

use std::sync::{Arc, OnceLock};

use tlog::{
    Note, Policy, SignedCheckpoint,
    note::VerifierKey,
    proof::{self, Cosigned},
};

use crate::log::{ReadError, Reader};

/// A published checkpoint under the log's signature.
#[derive(Debug)]
pub struct Head {
    /// The checkpoint.
    pub checkpoint: SignedCheckpoint,
    cosigned: OnceLock<Vec<Cosigned>>,
}

impl Head {
    /// The checkpoint of a published log; the one before where the file still has its bytes.
    ///
    /// # Errors
    /// When it cannot be read, or is not the log's.
    pub(crate) fn read(log: &Reader, key: &VerifierKey, before: Option<Arc<Head>>) -> Result<Arc<Head>, ReadError> {
        let bytes = log.checkpoint_bytes()?;
        match before {
            Some(before) if before.checkpoint.bytes() == bytes => Ok(before),
            _ => Ok(Arc::new(Head { checkpoint: SignedCheckpoint::open(bytes, key)?, cosigned: OnceLock::new() })),
        }
    }

    /// The witnesses of a policy that cosigned it. A bad cosignature refuses all, and then none is named.
    pub(crate) fn cosigned(&self, policy: &Policy) -> &[Cosigned] {
        self.cosigned.get_or_init(|| {
            let note = Note::parse(self.checkpoint.bytes()).ok();
            note.and_then(|note| proof::cosigned(&note, policy).ok()).unwrap_or_default()
        })
    }
}
