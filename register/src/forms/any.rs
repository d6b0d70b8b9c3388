//! Any stage: claims with a source, corrections, withdrawals, openings of what was withheld.

use crate::{
    codelist::{ClaimKind, Mark, PublisherKind, Stage, Unit},
    field::{Field, Members, Reading, record},
    form::{Content, Form},
    id::{BodyId, FilingId},
    json::Node,
    lang::Words,
    problem::Reason,
    schema::{Property, Schema},
    shown::Rows,
    time::When,
    value::{Bounds, Money, Name, Text},
};

record! {
    /// What somebody outside said or published, with its source: beside what the state filed, never over it.
    pub struct Claim {
        /// Stage of the technology's life it speaks of.
        required stage: Stage = "Etapa", "Stage";
        /// What kind of statement it is.
        required kind: ClaimKind = "Tipo", "Kind";
        /// What is claimed, in one or two sentences.
        required says: Text = "Se afirma", "It is claimed";
        /// The same in English.
        optional says_en: Text = "En inglés", "In English";
        /// Body or company that says it, where the register knows it.
        optional publisher: BodyId = "Lo dice", "Said by";
        /// What kind of publisher.
        required publisher_kind: PublisherKind = "Quién lo dice", "Kind of publisher";
        /// How far it was checked against its source.
        required mark: Mark = "Verificación", "Verification";
        /// Period it speaks of.
        optional period: When = "Periodo", "Period";
        /// Amount claimed.
        optional amount: Money = "Importe", "Amount";
        /// Quantity claimed.
        optional count: Bounds = "Cantidad", "Count";
        /// What is counted.
        optional unit: Unit = "Unidad", "Unit";
        /// What the amount or quantity is of, so that claims on the same question stand side by side.
        optional question: Name = "Pregunta que responde", "Question it answers";
        /// Claims it contradicts.
        list contradicts: FilingId = "Contradice a", "Contradicts";
    }
}

/// Corrects an earlier filing of the same filer. The earlier one stays; this one holds all its fields anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The filing corrected: always the first of its versions.
    pub corrects: FilingId,
    /// Why.
    pub reason: Text,
    /// The fields of the corrected filing's own form, complete.
    pub replacement: Content,
}

impl Correction {
    pub(crate) fn read_members(members: &mut Members<'_, '_>, reading: &mut Reading) -> Option<Self> {
        let corrects = members.required::<FilingId>("corrects", reading);
        let reason = members.required::<Text>("reason", reading);
        // What the replacement must hold is known from the form in the corrected filing's id.
        let form = corrects.as_ref().map(FilingId::form);
        let node = members.take("replacement");
        if let Some(reason) = form.and_then(stands_as_filed) {
            let line = members.line_of("corrects");
            reading.at("corrects", |reading| reading.problem(line, reason));
            return None;
        }
        let line = members.line();
        let replacement = reading.at("replacement", |reading| match (node, form) {
            (Some(node), Some(form)) => {
                let mut members = reading.members(node)?;
                let content = form.read(&mut members, reading);
                members.finish(reading);
                content
            }
            (Some(_), None) => None,
            (None, _) => {
                reading.problem(line, Reason::Missing { may_be_explained: false });
                None
            }
        });
        Some(Correction { corrects: corrects?, reason: reason?, replacement: replacement? })
    }

    pub(crate) fn properties() -> Vec<Property> {
        use crate::field::{Presence::Required, property};
        vec![
            property::<FilingId>(
                "corrects",
                CORRECTS,
                "The filing corrected: always the first of its versions.",
                Required,
            ),
            property::<Text>("reason", REASON, "Why.", Required),
            Property {
                name: "replacement",
                label: REPLACEMENT,
                description: "The fields of the corrected filing's own form, complete (see that form's schema).",
                presence: Required,
                schema: Schema::kind("object"),
            },
        ]
    }
}

/// Why a filing of a form can be neither corrected nor withdrawn: it has its own way of ending.
pub(crate) fn stands_as_filed(form: Form) -> Option<Reason> {
    let instead = match form {
        Form::Key => {
            Words::new("presente otra `key` que la revoque u otorgue", "file another `key` that revokes or grants")
        }
        Form::Correction => {
            Words::new("corrija de nuevo la presentación original", "correct the original filing again")
        }
        Form::Withdrawal | Form::Opening => Words::new(
            "presente de nuevo con otro id lo que deba constar",
            "file anew, under another id, what should stand",
        ),
        _ => return None,
    };
    Some(Reason::StandsAsFiled { form: form.code(), instead })
}

const CORRECTS: Words = Words::new("Corrige", "Corrects");
const REASON: Words = Words::new("Motivo", "Reason");
const REPLACEMENT: Words = Words::new("Queda así", "Now reads");

impl Field for Correction {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let mut members = reading.members(node)?;
        let record = Self::read_members(&mut members, reading);
        members.finish(reading);
        record
    }

    fn schema() -> Schema {
        Schema::object("Correction", Self::properties())
    }

    fn show(&self, rows: &mut Rows) {
        rows.field("corrects", CORRECTS, |rows| self.corrects.show(rows));
        rows.field("reason", REASON, |rows| self.reason.show(rows));
        rows.field("replacement", REPLACEMENT, |rows| self.replacement.show(rows));
    }
}

record! {
    /// Withdraws an earlier filing of the same filer. The earlier one stays readable, marked.
    pub struct Withdrawal {
        /// The filing withdrawn.
        required withdraws: FilingId = "Retira", "Withdraws";
        /// Why.
        required reason: Text = "Motivo", "Reason";
    }
}

record! {
    /// Opens a withheld field: its value and the salt of its commitment.
    pub struct Opening {
        /// The filing that withheld it.
        required opens: FilingId = "Abre", "Opens";
        /// Path of the field, as in `withheld`.
        required field: Name = "Campo", "Field";
        /// The value, as text.
        required value: Text = "Valor", "Value";
        /// The salt, 64 hexadecimal digits.
        required salt: crate::value::Sha256 = "Sal", "Salt";
        /// Why it is opened now.
        required reason: Text = "Motivo", "Reason";
    }
}
