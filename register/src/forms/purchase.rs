//! Purchase: from the need of a technology over consultation and decision to contract and payment.

use super::Law;
use crate::{
    codelist::{
        AnswerOutcome, Capability, CheckResult, ContractKind, DecisionResult, Funding, HeldAs, Language, Method,
        PartyRole, Position, Procedure, Section, TechnologyClass, Trigger, Unit, UnshownReason,
    },
    field::record,
    id::{BodyId, FilingId},
    time::Date,
    value::{Bounds, Money, Name, Sha256, Text},
};

record! {
    /// A surveillance technology that a body holds, borrows or can query. Its filing id is the id of its record.
    pub struct Technology {
        /// Name of the product or system.
        required name: Name = "Nombre", "Name";
        /// Class of technology.
        required class: TechnologyClass = "Clase", "Class";
        /// What it does, in plain words.
        required summary: Text = "En pocas palabras", "In plain words";
        /// The same in English.
        optional summary_en: Text = "En inglés", "In English";
        /// Body that holds or uses it.
        expected holder: BodyId = "Quién la tiene", "Held by";
        /// How it is held.
        expected held_as: HeldAs = "Cómo se tiene", "Held as";
        /// Who makes it.
        expected maker: BodyId = "Fabricante", "Maker";
        /// Model or version.
        optional model: Name = "Modelo", "Model";
        /// What it can do.
        list capabilities: Capability = "Capacidades", "Capabilities";
        /// Law the holder relies on.
        list legal_basis: Law = "Fundamento legal", "Legal basis";
        /// Day since which it is held.
        expected held_from: Date = "Se tiene desde", "Held from";
        /// Where its data and control sit (ISO country of each place).
        list hosting: crate::value::Country = "Dónde están los datos", "Where the data sit";
    }
}

record! {
    /// The need for a technology and the plan to acquire it, before money is committed.
    pub struct Acquisition {
        /// The technology.
        required technology: FilingId = "Tecnología", "Technology";
        /// Why it is needed.
        required need: Text = "Necesidad", "Need";
        /// How it is to be acquired; a gift or a trial is an acquisition too.
        required method: Method = "Modo de adquisición", "Method";
        /// Where the money comes from.
        required funding: Funding = "Origen de los recursos", "Funding";
        /// Expected value.
        expected value: Money = "Valor", "Value";
        /// Ceiling approved for the whole life.
        optional ceiling: Money = "Tope", "Ceiling";
        /// Sections of the impact report that hold real content.
        list impact_sections: Section = "Secciones del estudio de impacto", "Sections of the impact report";
        /// Less intrusive ways that were considered.
        expected alternatives: Text = "Alternativas", "Alternatives";
    }
}

record! {
    /// The use policy of one technology.
    pub struct Policy {
        /// The technology.
        required technology: FilingId = "Tecnología", "Technology";
        /// Version.
        required version: Name = "Versión", "Version";
        /// First day in force.
        required from: Date = "En vigor desde", "In force from";
        /// Last day in force.
        optional to: Date = "En vigor hasta", "In force until";
        /// Sections it has.
        list sections: Section = "Secciones", "Sections";
        /// Longest time data are kept, in days.
        expected retention_days: u64 = "Días de conservación", "Days of retention";
        /// Who approved it.
        expected approved_by: BodyId = "Aprobada por", "Approved by";
        /// Digest of its text.
        required text: Sha256 = "Huella del texto", "Digest of the text";
    }
}

record! {
    /// The check of a vendor before award and every year after.
    pub struct Diligence {
        /// The technology.
        required technology: FilingId = "Tecnología", "Technology";
        /// The vendor.
        required vendor: BodyId = "Proveedor", "Vendor";
        /// Lists that were checked.
        list lists: ListCheck = "Listas revisadas", "Lists checked";
        /// Whether the owners behind the vendor are known.
        expected owners_known: bool = "Se conoce a los dueños", "Owners known";
        /// Last day the check holds.
        required valid_until: Date = "Vale hasta", "Valid until";
        /// Reason of a waiver, where a hit was set aside.
        optional waiver: Text = "Dispensa", "Waiver";
        /// Last day of the waiver.
        optional waiver_until: Date = "Dispensa hasta", "Waiver until";
    }
}

record! {
    /// One list a vendor was checked against.
    pub struct ListCheck {
        /// Name of the list.
        required list: Name = "Lista", "List";
        /// Version or date of the list.
        required version: Name = "Versión", "Version";
        /// What was found.
        required result: CheckResult = "Resultado", "Result";
    }
}

record! {
    /// A public consultation.
    pub struct Consultation {
        /// The technology, where it is about one.
        optional technology: FilingId = "Tecnología", "Technology";
        /// What is asked.
        required question: Text = "Pregunta", "Question";
        /// First day for comments.
        required opens: Date = "Abre", "Opens";
        /// Last day for comments.
        required closes: Date = "Cierra", "Closes";
        /// Day the final text is due.
        optional final_due: Date = "Texto final el", "Final text due";
        /// Digest of the text consulted.
        required text: Sha256 = "Huella del texto", "Digest of the text";
        /// Languages it is held in.
        list languages: Language = "Idiomas", "Languages";
    }
}

record! {
    /// A comment in a consultation: by whoever files it, or as the register received it from a person without a key.
    pub struct Comment {
        /// The consultation.
        required consultation: FilingId = "Consulta", "Consultation";
        /// Paragraph it is about.
        optional paragraph: Name = "Párrafo", "Paragraph";
        /// What it asks for.
        required position: Position = "Postura", "Position";
        /// The comment.
        required says: Text = "Comentario", "Comment";
        /// Language it is written in.
        optional language: Language = "Idioma", "Language";
        /// Received from a person without a key, and filed as it was sent; `occurred` is then the day it was received.
        optional received: Received = "Recibido sin clave", "Received without a key";
    }
}

record! {
    /// That a comment is of a person without a key.
    pub struct Received {
        /// Commitment to the comment as it was sent (spec/comment.md), for whoever sent it to check.
        required commitment: Sha256 = "Compromiso", "Commitment";
        /// How the person wishes to be called; no full name of a person.
        optional called: Name = "Quiere llamarse", "To be called";
    }
}

record! {
    /// Comments received from persons without a key that are not shown, and why.
    pub struct Unshown {
        /// The consultation.
        required consultation: FilingId = "Consulta", "Consultation";
        /// Why they are not shown.
        required reason: UnshownReason = "Motivo", "Reason";
        /// More of the reason; nothing of what the comments say.
        optional says: Text = "Explicación", "Explanation";
        /// The comments.
        list comments: UnshownComment = "Comentarios", "Comments";
    }
}

record! {
    /// One comment that is not shown.
    pub struct UnshownComment {
        /// Its commitment (spec/comment.md).
        required commitment: Sha256 = "Compromiso", "Commitment";
        /// Day it was received.
        required received: Date = "Recibido el", "Received on";
    }
}

record! {
    /// The answer to a comment.
    pub struct Answer {
        /// The comment.
        required comment: FilingId = "Comentario", "Comment";
        /// What became of it.
        required outcome: AnswerOutcome = "Resultado", "Outcome";
        /// Why.
        required reason: Text = "Razón", "Reason";
        /// What changed in the text.
        optional change: Text = "Cambio", "Change";
    }
}

record! {
    /// A decision of the competent body before money, use or sharing.
    pub struct Decision {
        /// The technology.
        required technology: FilingId = "Tecnología", "Technology";
        /// What it is about.
        required trigger: Trigger = "Motivo", "About";
        /// What was decided.
        required result: DecisionResult = "Resultado", "Result";
        /// Votes in favour.
        optional votes_for: u64 = "Votos a favor", "Votes for";
        /// Votes against.
        optional votes_against: u64 = "Votos en contra", "Votes against";
        /// Members absent.
        optional absent: u64 = "Ausencias", "Absent";
        /// Why.
        expected reasons: Text = "Razones", "Reasons";
        /// Day the approval ends unless renewed.
        optional until: Date = "Vigente hasta", "Valid until";
        /// Digest of the text decided on.
        expected text: Sha256 = "Huella del texto", "Digest of the text";
    }
}

record! {
    /// A contract. Maps to an OCDS 1.1.5 release: `number`, `object`, `amount`, `from`, `to` to `contracts[]`,
    /// `procedure` to `tender.procurementMethod`, `parties` to `parties[]`.
    pub struct Contract {
        /// The technology it buys or keeps alive.
        expected technology: FilingId = "Tecnología", "Technology";
        /// Number as printed on the contract.
        expected number: Name = "Número", "Number";
        /// Open Contracting ID of the process.
        optional ocid: Name = "OCID", "OCID";
        /// What it is to those before it.
        expected kind: ContractKind = "Tipo", "Kind";
        /// The contract it renews, amends or extends.
        optional parent: FilingId = "Contrato anterior", "Parent contract";
        /// Who buys.
        required buyer: BodyId = "Comprador", "Buyer";
        /// Unit that uses what is bought.
        expected end_user: BodyId = "Usuario final", "End user";
        /// Who sells.
        expected supplier: BodyId = "Proveedor", "Supplier";
        /// Everybody else in the chain of sellers.
        list parties: Party = "Cadena de venta", "Chain of sellers";
        /// How it was awarded.
        expected procedure: Procedure = "Procedimiento", "Procedure";
        /// Law that exempts it from tender.
        optional exception: Law = "Excepción a la licitación", "Exception from tender";
        /// Object, in the contract's own words.
        expected object: Text = "Objeto como está escrito", "Object as written";
        /// Amount.
        expected amount: Money = "Importe", "Amount";
        /// First day.
        expected from: Date = "Desde", "From";
        /// Last day.
        expected to: Date = "Hasta", "Until";
        /// Budget item it is paid from.
        expected budget_item: Name = "Partida", "Budget item";
        /// What it allows or delivers: targets, seats, searches.
        list quantities: Quantity = "Cantidades", "Quantities";
    }
}

record! {
    /// A party in the chain of sellers.
    pub struct Party {
        /// The company.
        required body: BodyId = "Empresa", "Company";
        /// What it does in the chain.
        required role: PartyRole = "Papel", "Role";
        /// Whether its beneficial owners are on file.
        optional owners_known: bool = "Se conoce a los dueños", "Owners known";
    }
}

record! {
    /// A quantity with its unit.
    pub struct Quantity {
        /// How many.
        required count: Bounds = "Cantidad", "Quantity";
        /// Of what.
        required unit: Unit = "Unidad", "Unit";
    }
}

record! {
    /// A payment under a contract.
    pub struct Payment {
        /// The contract.
        required contract: FilingId = "Contrato", "Contract";
        /// Amount paid.
        required amount: Money = "Importe", "Amount";
        /// Who pays.
        required payer: BodyId = "Paga", "Payer";
        /// Who is paid.
        expected payee: BodyId = "Cobra", "Payee";
        /// Treasury's number of the payment.
        expected treasury_number: Name = "Folio de tesorería", "Treasury number";
        /// Budget item.
        expected budget_item: Name = "Partida", "Budget item";
    }
}
