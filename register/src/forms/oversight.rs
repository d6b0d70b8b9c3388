//! Oversight: inspections, complaints, remedies, notices to the people concerned.

use crate::{
    codelist::{ComplaintState, Grade, InspectionKind, NoticeState, RemedyKind},
    field::record,
    id::{BodyId, FilingId, Reference},
    time::Date,
    value::{Sha256, Text},
};

record! {
    /// One step of an inspection: what was asked, given, refused, found, recommended, ruled, answered.
    pub struct Inspection {
        /// Step.
        required kind: InspectionKind = "Paso", "Step";
        /// Body inspected.
        required body: BodyId = "Inspeccionado", "Inspected";
        /// The technology.
        optional technology: FilingId = "Tecnología", "Technology";
        /// The step it follows.
        optional follows: FilingId = "Sigue a", "Follows";
        /// What was asked, found or answered.
        required says: Text = "Contenido", "Content";
        /// How serious it is.
        optional grade: Grade = "Gravedad", "Grade";
        /// Day the answer is due.
        optional due: Date = "Plazo", "Due";
    }
}

record! {
    /// A complaint, without anything of who complains.
    pub struct Complaint {
        /// State.
        required state: ComplaintState = "Estado", "State";
        /// Body it is against.
        optional against: BodyId = "Contra", "Against";
        /// The technology.
        optional technology: FilingId = "Tecnología", "Technology";
        /// The complaint this step follows.
        optional follows: FilingId = "Sigue a", "Follows";
        /// Commitment to its content.
        expected content: Sha256 = "Compromiso del contenido", "Commitment to the content";
        /// Day the next step is due.
        optional due: Date = "Plazo", "Due";
    }
}

record! {
    /// What repairs a harm, ordered and done.
    pub struct Remedy {
        /// What it is.
        required kind: RemedyKind = "Tipo", "Kind";
        /// What it repairs.
        required case: Reference = "Caso", "Case";
        /// Who ordered it.
        required ordered_by: BodyId = "Lo ordenó", "Ordered by";
        /// Day it is due.
        optional due: Date = "Plazo", "Due";
        /// Day it was done.
        expected done: Date = "Cumplido", "Done";
    }
}

record! {
    /// Notice to the person after a measure, or a judge's deferral.
    pub struct Notice {
        /// The order.
        required order: FilingId = "Orden", "Order";
        /// What was done.
        required state: NoticeState = "Estado", "State";
        /// Court that deferred it.
        optional court: BodyId = "Juzgado", "Court";
        /// Last day of the deferral.
        optional until: Date = "Hasta", "Until";
        /// Why.
        expected reason: Text = "Razón", "Reason";
    }
}
