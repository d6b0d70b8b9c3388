//! Deliberately broken registers, witnesses and readers, to see that the simulation finds what it is there to find. Each is
//! made around the real code, which is not changed for it.

use crate::truth::{ACCEPTED, APART, AT_INDEX, DATED, GROWS, ONCE, PROVED, WITNESSED};

/// What is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Nothing: the real thing.
    Sound,
    /// Receipts leave before the commit is on the disk.
    AnswersBeforeCommit,
    /// The checkpoint is published before the tiles it needs.
    ShowsBeforeTiles,
    /// A filing that comes again is filed again.
    FilesTwice,
    /// After a start the register publishes an older checkpoint for a while.
    ShowsOlder,
    /// Cosignatures of the last checkpoint are put under the next.
    KeepsCosignatures,
    /// An unfinished tile goes while the checkpoint that needs it stands.
    CollectsTooMuch,
    /// The cosignature leaves before what was cosigned is on the witness's disk.
    SignsBeforeItStores,
    /// The witness signs whatever the log signed.
    SkipsProof,
    /// The witness signs with whatever its clock says.
    SignsInThePast,
    /// The reader takes whatever head it is shown.
    BelievesOlder,
}

/// Each broken variant, and which invariants find it.
pub(crate) const BROKEN: [(Variant, &[&str]); 10] = [
    (Variant::AnswersBeforeCommit, &[AT_INDEX, GROWS]),
    (Variant::ShowsBeforeTiles, &[PROVED]),
    (Variant::FilesTwice, &[ONCE]),
    (Variant::ShowsOlder, &[GROWS]),
    (Variant::KeepsCosignatures, &[WITNESSED]),
    (Variant::CollectsTooMuch, &[PROVED]),
    (Variant::SignsBeforeItStores, &[APART]),
    (Variant::SkipsProof, &[APART]),
    (Variant::SignsInThePast, &[DATED, APART]),
    (Variant::BelievesOlder, &[ACCEPTED]),
];
