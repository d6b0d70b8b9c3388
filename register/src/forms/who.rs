//! Who: bodies and companies, keys and their roles, rulebooks in force.

use super::Law;
use crate::{
    codelist::{BodyKind, KeyAction, Language, Power, RegulationAction, Role, Sector, TechnologyClass},
    field::{Members, Reading, record},
    id::BodyId,
    problem::Reason,
    time::Date,
    value::{self, Country, Name, Sha256, Text, Url},
};

record! {
    /// A body or company as it is, with its names, powers and succession. Never a natural person.
    pub struct Body {
        /// The body described.
        required body: BodyId = "Organismo", "Body";
        /// Official name.
        required name: Name = "Nombre", "Name";
        /// What it is.
        required kind: BodyKind = "Tipo", "Kind";
        /// Sector it belongs to.
        optional sector: Sector = "Sector", "Sector";
        /// Country where it is established.
        optional country: Country = "País", "Country";
        /// Other names: former, short, in other languages, trade names.
        list names: OtherName = "Otros nombres", "Other names";
        /// Numbers under which other registers know it.
        list identifiers: Identifier = "Identificadores", "Identifiers";
        /// Body it is part of.
        optional parent: BodyId = "Depende de", "Part of";
        /// Bodies whose functions it took over.
        list succeeds: BodyId = "Sucede a", "Succeeds";
        /// First day of its existence.
        optional from: Date = "Existe desde", "Exists from";
        /// Last day of its existence.
        optional to: Date = "Existió hasta", "Existed until";
        /// What which law lets it do, with dates.
        list powers: LegalPower = "Facultades", "Powers";
        /// Its web site.
        optional website: Url = "Sitio", "Web site";
    }
}

record! {
    /// Another name of a body.
    pub struct OtherName {
        /// The name.
        required name: Name = "Nombre", "Name";
        /// Its language.
        optional language: Language = "Idioma", "Language";
        /// First day of use.
        optional from: Date = "Desde", "From";
        /// Last day of use.
        optional to: Date = "Hasta", "Until";
    }
}

record! {
    /// A number under which another register knows a body.
    pub struct Identifier {
        /// The other register, as org-id.guide names it: `MX-RFC`, `XI-LEI`.
        required scheme: Name = "Registro", "Register";
        /// The number.
        required value: Name = "Número", "Number";
    }
}

record! {
    /// A power that a law gives.
    pub struct LegalPower {
        /// What the law lets the body do.
        required power: Power = "Facultad", "Power";
        /// Class of technology, where the power is limited to one.
        optional class: TechnologyClass = "Clase", "Class";
        /// The law.
        required law: Law = "Ley", "Law";
    }
}

record! {
    /// Grants a key to a body in a role, or revokes it.
    pub struct Key {
        /// What is done.
        required action: KeyAction = "Acto", "Action";
        /// The verifier key.
        required key: value::Key = "Clave", "Key";
        /// Body the key belongs to.
        required holder: BodyId = "Titular", "Holder";
        /// What the key may file; needed for a grant.
        optional role: Role = "Función", "Role";
        /// First day of validity; without it, the day of the grant.
        optional from: Date = "Vale desde", "Valid from";
        /// Last day of validity.
        optional to: Date = "Vale hasta", "Valid until";
        /// Why it is granted or revoked.
        optional reason: Text = "Motivo", "Reason";
    }
}

impl Key {
    /// A grant needs a role; a revocation takes neither role nor dates: it holds from its entry on.
    pub(crate) fn contradictions(&self, members: &Members<'_, '_>, reading: &mut Reading) {
        let because = || format!("`action` = `{}`", self.action.code());
        let given = [("role", self.role.is_some()), ("from", self.from.is_some()), ("to", self.to.is_some())];
        for (name, given) in given {
            let reason = match self.action {
                KeyAction::Grant if name == "role" && !given => Reason::NeededHere { because: because() },
                KeyAction::Revoke if given => Reason::NotTakenHere { because: because() },
                _ => continue,
            };
            reading.at(name, |reading| reading.problem(members.line_of(name), reason));
        }
    }
}

record! {
    /// Adopts, amends or ends a rulebook.
    pub struct Regulation {
        /// What is done.
        required action: RegulationAction = "Acto", "Action";
        /// Name of the rulebook, as `mx-federal`.
        required rulebook: Name = "Reglas", "Rulebook";
        /// Version.
        required version: Name = "Versión", "Version";
        /// First day in force.
        required from: Date = "En vigor desde", "In force from";
        /// Last day in force.
        optional to: Date = "En vigor hasta", "In force until";
        /// Digest of the rulebook's files.
        expected digest: Sha256 = "Huella", "Digest";
        /// Body that adopted it.
        required adopted_by: BodyId = "Adoptada por", "Adopted by";
        /// Laws it puts into rules.
        list cites: Law = "Leyes", "Laws";
    }
}
