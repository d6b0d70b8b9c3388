//! Promises: drafts of rulebooks and votes on them, commitments and their progress.

use super::Law;
use crate::{
    codelist::{Choice, Completion},
    field::record,
    id::{BodyId, FilingId},
    time::Date,
    value::{Name, Sha256, Text},
};

record! {
    /// A draft of a rulebook.
    pub struct Draft {
        /// Name of the rulebook.
        required rulebook: Name = "Reglas", "Rulebook";
        /// Version it would be.
        required version: Name = "Versión", "Version";
        /// Digest of its files.
        required digest: Sha256 = "Huella", "Digest";
        /// What changes, in plain words.
        required changes: Text = "Qué cambia", "What changes";
        /// Laws it puts into rules.
        list cites: Law = "Leyes", "Laws";
    }
}

record! {
    /// A vote of a member of the expert group, by body.
    pub struct Vote {
        /// The draft.
        required draft: FilingId = "Proyecto", "Draft";
        /// The vote.
        required choice: Choice = "Voto", "Vote";
        /// Why.
        expected reason: Text = "Razón", "Reason";
    }
}

record! {
    /// A public commitment with milestones.
    pub struct Commitment {
        /// What is promised.
        required title: Name = "Compromiso", "Commitment";
        /// Who leads.
        expected lead: BodyId = "Responsable", "Lead";
        /// Who takes part.
        list partners: BodyId = "Participan", "Partners";
        /// Day it is due.
        expected due: Date = "Plazo", "Due";
        /// Milestones.
        list milestones: Milestone = "Hitos", "Milestones";
    }
}

record! {
    /// One milestone.
    pub struct Milestone {
        /// Number or letter.
        required number: Name = "Número", "Number";
        /// What is to be done.
        required title: Name = "Hito", "Milestone";
        /// Day it is due.
        expected due: Date = "Plazo", "Due";
    }
}

record! {
    /// What was done on a commitment.
    pub struct Progress {
        /// The commitment.
        required commitment: FilingId = "Compromiso", "Commitment";
        /// The milestone, where it is about one.
        optional milestone: Name = "Hito", "Milestone";
        /// How far it is.
        required state: Completion = "Avance", "Completion";
        /// Digest of the evidence.
        expected evidence: Sha256 = "Huella de la prueba", "Digest of the evidence";
        /// What was done.
        required says: Text = "Qué se hizo", "What was done";
    }
}
