//! Use: orders, use logs as digests, returns for a period, outcomes, sharing, incidents.

use super::Law;
use crate::{
    codelist::{DataKind, FigureOutcome, Grade, IncidentKind, Measure, OrderOutcome, SubjectClass, Told, Unit},
    field::{Members, Reading, record},
    id::{BodyId, FilingId},
    problem::Reason,
    time::{Date, Instant, When},
    value::{Bounds, Money, Name, Place, Sha256, Text},
};

record! {
    /// The public part of an order or authorisation. No person, number or device; only a commitment to them.
    pub struct Order {
        /// What is allowed.
        required measure: Measure = "Medida", "Measure";
        /// The technology named in the request.
        expected technology: FilingId = "Tecnología", "Technology";
        /// Who asks.
        expected requester: BodyId = "Solicita", "Requester";
        /// Who decides.
        expected court: BodyId = "Decide", "Court";
        /// When it was asked.
        expected asked_at: Instant = "Solicitada", "Asked at";
        /// When it was decided.
        expected decided_at: Instant = "Decidida", "Decided at";
        /// What was decided.
        required outcome: OrderOutcome = "Resultado", "Outcome";
        /// First day of the measure.
        expected from: Date = "Desde", "From";
        /// Last day of the measure.
        expected to: Date = "Hasta", "Until";
        /// The order it extends.
        optional extends: FilingId = "Prorroga", "Extends";
        /// Whether it began without prior order for urgency.
        optional emergency: bool = "De urgencia", "Emergency";
        /// Law it rests on.
        list legal_basis: Law = "Fundamento legal", "Legal basis";
        /// Crime or threat class, in the law's words.
        expected matter: Name = "Materia", "Matter";
        /// How many people.
        expected subjects: Bounds = "Personas", "Subjects";
        /// Protected classes among them.
        list subject_classes: SubjectClass = "Clases protegidas", "Protected classes";
        /// Operators and companies it was served on.
        list served: BodyId = "Notificada a", "Served on";
        /// Number of the order, as its court or its source has it.
        optional reference: Name = "Número", "Number";
        /// Commitment to the case, the same for court, agency and operator.
        optional case_commitment: Sha256 = "Compromiso del caso", "Commitment to the case";
    }
}

record! {
    /// Use of a technology in a period: counts and the digest of the use log.
    pub struct Use {
        /// The technology.
        required technology: FilingId = "Tecnología", "Technology";
        /// Orders it rests on.
        list orders: FilingId = "Órdenes", "Orders";
        /// Times it was used.
        expected events: Bounds = "Usos", "Events";
        /// People targeted.
        expected targets: Bounds = "Objetivos", "Targets";
        /// People with access.
        expected operators: Bounds = "Operadores", "Operators";
        /// Root or digest of the use log.
        expected log: Sha256 = "Huella de la bitácora", "Digest of the log";
        /// Entries in the use log.
        expected log_entries: u64 = "Asientos de la bitácora", "Log entries";
    }
}

record! {
    /// The figures of a period, or a signed nil.
    pub struct Return {
        /// Body that reports the figures, where it is not the filer: what it published is filed by another.
        optional reporter: BodyId = "Informa", "Reporter";
        /// Body the figures are about, where it is not the reporter.
        optional about_body: BodyId = "Sobre", "About";
        /// Nothing to report: said, not left out.
        required nil: bool = "Nada que informar", "Nothing to report";
        /// The figures.
        list figures: Figure = "Cifras", "Figures";
        /// Day they were published elsewhere.
        optional published: Date = "Publicado", "Published";
        /// The return this one restates.
        optional restates: FilingId = "Sustituye a", "Restates";
        /// Earlier returns of other periods of which this one gives single figures anew; the others of theirs stand.
        list restates_figures: FilingId = "Sustituye cifras de", "Restates figures of";
    }
}

impl Return {
    /// A nil return has no figures, and only a nil return has none; figures may be withheld or unknown.
    pub(crate) fn contradictions(&self, members: &Members<'_, '_>, reading: &mut Reading) {
        let (line, because) = (members.line_of("figures"), format!("`nil` = `{}`", self.nil));
        reading.at("figures", |reading| match (self.nil, self.figures.is_empty()) {
            (true, false) => reading.problem(line, Reason::NotTakenHere { because }),
            (false, true) if !reading.is_explained() => reading.problem(line, Reason::NeededHere { because }),
            _ => {}
        });
    }
}

record! {
    /// One figure: value or bounds, unit and counting rule.
    pub struct Figure {
        /// What was done.
        required measure: Measure = "Medida", "Measure";
        /// What is counted.
        required unit: Unit = "Unidad", "Unit";
        /// How many; absent with a reason, never blank.
        expected count: Bounds = "Cantidad", "Count";
        /// Rule by which it was counted, with its version.
        required counting_rule: Name = "Regla de conteo", "Counting rule";
        /// The other body concerned, as the requesting agency.
        optional body: BodyId = "Organismo", "Body";
        /// Place concerned, where no body is named: the first part of its bodies' ids, as `mx` or `us-ca`.
        optional jurisdiction: Place = "Lugar", "Place";
        /// Class, as the source has it; figures of different classes are never added.
        optional category: Name = "Clase según la fuente", "Class as the source has it";
        /// The technology used.
        optional technology: FilingId = "Tecnología", "Technology";
        /// Law it rests on.
        optional legal_basis: Law = "Fundamento legal", "Legal basis";
        /// Period counted, where it is not the whole period of the return.
        optional period: When = "Periodo", "Period";
        /// What became of them; without it, all that were asked for.
        optional outcome: FigureOutcome = "Resultado", "Outcome";
    }
}

record! {
    /// What came of an order.
    pub struct Outcome {
        /// The order.
        required order: FilingId = "Orden", "Order";
        /// People whose communications were taken.
        expected people: Bounds = "Personas", "People";
        /// Charges brought.
        expected charges: Bounds = "Consignaciones", "Charges";
        /// Convictions.
        expected convictions: Bounds = "Condenas", "Convictions";
        /// Cost of the measure.
        expected cost: Money = "Costo", "Cost";
        /// State of things on this day; later years file again.
        required as_of: Date = "Al", "As of";
    }
}

record! {
    /// Data handed to another body.
    pub struct Sharing {
        /// The technology the data come from.
        required technology: FilingId = "Tecnología", "Technology";
        /// Who gets them.
        required recipient: BodyId = "Receptor", "Recipient";
        /// What kind of data.
        list data: DataKind = "Datos", "Data";
        /// Law it rests on.
        expected legal_basis: Law = "Fundamento legal", "Legal basis";
        /// Why.
        required reason: Text = "Razón", "Reason";
    }
}

record! {
    /// Something that went wrong.
    pub struct Incident {
        /// What went wrong.
        required kind: IncidentKind = "Tipo", "Kind";
        /// The technology.
        optional technology: FilingId = "Tecnología", "Technology";
        /// Day it was found.
        required found: Date = "Detectado", "Found";
        /// How serious it is.
        required grade: Grade = "Gravedad", "Grade";
        /// People affected.
        expected people: Bounds = "Personas", "People";
        /// Whether they were told.
        expected told: Told = "Aviso", "Told";
        /// What was done.
        required action: Text = "Qué se hizo", "Action";
    }
}
