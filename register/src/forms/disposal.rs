//! Disposal: holds, retirement, destruction and its independent verification.

use crate::{
    codelist::{AttestationResult, HoldReason, RetirementMethod, RetirementReason, Sanitisation},
    field::record,
    id::{BodyId, FilingId, Reference},
    time::Date,
    value::{Bounds, Name, Sha256, Text},
};

record! {
    /// Nothing in its scope may be disposed of.
    pub struct Hold {
        /// Technologies, bodies or filings it covers.
        list scope: Reference = "Alcance", "Scope";
        /// Who orders it.
        required ordered_by: BodyId = "Lo ordena", "Ordered by";
        /// Why.
        required reason: HoldReason = "Motivo", "Reason";
        /// First day.
        required from: Date = "Desde", "From";
        /// Last day.
        optional to: Date = "Hasta", "Until";
    }
}

record! {
    /// The end of a technology's use: who ordered it, when, why, how.
    pub struct Retirement {
        /// The technology.
        required technology: FilingId = "Tecnología", "Technology";
        /// Who ordered it.
        expected ordered_by: BodyId = "Lo ordenó", "Ordered by";
        /// Why.
        expected reason: RetirementReason = "Motivo", "Reason";
        /// How.
        expected method: RetirementMethod = "Modo", "Method";
        /// Day it was decided.
        expected decided: Date = "Decidido", "Decided";
        /// Day it took effect.
        expected effective: Date = "Efectivo", "Effective";
        /// Digest of the use logs exported before the end.
        expected logs: Sha256 = "Huella de las bitácoras exportadas", "Digest of the exported logs";
        /// Entries in them.
        expected log_entries: u64 = "Asientos exportados", "Entries exported";
        /// Who keeps them.
        expected custodian: BodyId = "Custodia", "Custodian";
        /// Day the vendor revoked the licence.
        expected revoked: Date = "Licencia revocada", "Licence revoked";
        /// Last connection of the system.
        expected last_connection: Date = "Última conexión", "Last connection";
        /// Digest of the certificate.
        expected certificate: Sha256 = "Huella de la constancia", "Digest of the certificate";
    }
}

record! {
    /// Destruction of items or records.
    pub struct Destruction {
        /// The technology they belong to.
        expected technology: FilingId = "Tecnología", "Technology";
        /// Who ordered it.
        required ordered_by: BodyId = "Lo ordenó", "Ordered by";
        /// Items destroyed.
        list items: DestroyedItem = "Bienes", "Items";
        /// Records destroyed, where they are records.
        optional records: Bounds = "Registros destruidos", "Records destroyed";
        /// Who verified it; not who carried it out.
        expected verified_by: BodyId = "Verificó", "Verified by";
        /// Observers who were there.
        list observers: BodyId = "Observadores", "Observers";
        /// Digest of the certificate.
        expected certificate: Sha256 = "Huella de la constancia", "Digest of the certificate";
    }
}

record! {
    /// One item destroyed.
    pub struct DestroyedItem {
        /// Serial or licence number.
        required serial: Name = "Serie", "Serial";
        /// Medium.
        expected medium: Name = "Medio", "Medium";
        /// Category.
        required category: Sanitisation = "Categoría", "Category";
        /// Method and tool.
        expected method: Text = "Método", "Method";
    }
}

record! {
    /// Another body's verification of what was filed.
    pub struct Attestation {
        /// The filing verified.
        required of: FilingId = "De", "Of";
        /// What was found.
        required result: AttestationResult = "Resultado", "Result";
        /// How it was verified.
        required method: Text = "Método", "Method";
        /// Digest of the evidence.
        expected evidence: Sha256 = "Huella de la prueba", "Digest of the evidence";
    }
}
