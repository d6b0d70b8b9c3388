//! What kind of body one is, as lists name it: by the register keeper's description, else by the body's own, else by the
//! first filer's; of one filer's descriptions the latest. Nobody re-describes a body over these.

use std::collections::BTreeMap;

use register::{codelist::BodyKind, forms::who::Body, id::BodyId};

use crate::absence::Obliged;

/// Which side of a comparison a body speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Who authorises.
    Court,
    /// Who asks and uses.
    Agency,
    /// Who carries the communications.
    Operator,
    /// Who sells.
    Vendor,
    /// Who oversees, audits or keeps a register of its own.
    Oversight,
    /// Who pays for the state or collects for it.
    Treasury,
    /// Press, civil society, academia: those who publish what others say.
    Observer,
}

impl Side {
    /// Every side.
    pub const ALL: [Side; 7] =
        [Side::Court, Side::Agency, Side::Operator, Side::Vendor, Side::Oversight, Side::Treasury, Side::Observer];

    /// The code, as matching rules write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Side::Court => "court",
            Side::Agency => "agency",
            Side::Operator => "operator",
            Side::Vendor => "vendor",
            Side::Oversight => "oversight",
            Side::Treasury => "treasury",
            Side::Observer => "observer",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Side> {
        Side::ALL.into_iter().find(|side| side.code() == code)
    }

    /// The side that bodies of a kind speak for.
    #[must_use]
    pub const fn of(kind: BodyKind) -> Side {
        match kind {
            BodyKind::Court => Side::Court,
            BodyKind::Operator => Side::Operator,
            BodyKind::Vendor => Side::Vendor,
            BodyKind::Regulator
            | BodyKind::Oversight
            | BodyKind::Audit
            | BodyKind::Legislature
            | BodyKind::Registrar
            | BodyKind::International => Side::Oversight,
            BodyKind::Tax => Side::Treasury,
            BodyKind::CivilSociety | BodyKind::Academic | BodyKind::Press => Side::Observer,
            BodyKind::Prosecutor
            | BodyKind::Police
            | BodyKind::ArmedForce
            | BodyKind::Intelligence
            | BodyKind::Ministry
            | BodyKind::Government
            | BodyKind::PrisonService
            | BodyKind::Migration
            | BodyKind::StateCompany => Side::Agency,
        }
    }
}

/// The kinds of bodies, folded from their descriptions.
#[derive(Debug, Clone, Default)]
pub struct Bodies {
    /// Descriptions by the entry of their first version.
    descriptions: BTreeMap<BodyId, BTreeMap<u64, Description>>,
    registrar: Option<BodyId>,
}

#[derive(Debug, Clone)]
struct Description {
    filer: BodyId,
    says: Obliged,
}

impl Bodies {
    /// Who keeps the register: the filer of its first entry.
    pub(crate) fn begins_with(&mut self, filer: &BodyId) {
        self.registrar.get_or_insert_with(|| filer.clone());
    }

    /// One more description.
    pub(crate) fn describe(&mut self, entry: u64, filer: &BodyId, body: &Body) {
        let description =
            Description { filer: filer.clone(), says: Obliged { kind: body.kind, from: body.from, to: body.to } };
        self.descriptions.entry(body.body.clone()).or_default().insert(entry, description);
    }

    /// A description does not stand any more.
    pub(crate) fn forget(&mut self, entry: u64, body: &BodyId) {
        if let Some(all) = self.descriptions.get_mut(body) {
            all.remove(&entry);
        }
    }

    /// The kind of a body.
    #[must_use]
    pub fn kind(&self, body: &BodyId) -> Option<BodyKind> {
        self.obliged(body).map(|obliged| obliged.kind)
    }

    /// The kind of a body and the days of its existence.
    #[must_use]
    pub fn obliged(&self, body: &BodyId) -> Option<Obliged> {
        let all = self.descriptions.get(body)?;
        let has = |filer: &BodyId| all.values().any(|description| description.filer == *filer);
        let registrar = self.registrar.as_ref().filter(|registrar| has(registrar));
        let own = Some(body).filter(|body| has(body));
        let filer = registrar.or(own).or_else(|| all.values().next().map(|first| &first.filer))?;
        all.values().rev().find(|description| description.filer == *filer).map(|latest| latest.says)
    }

    /// The side a body speaks for, where its kind is known.
    #[must_use]
    pub fn side(&self, body: &BodyId) -> Option<Side> {
        self.kind(body).map(Side::of)
    }

    /// Every body described.
    pub fn all(&self) -> impl Iterator<Item = (&BodyId, Obliged)> {
        self.descriptions.keys().filter_map(|id| self.obliged(id).map(|obliged| (id, obliged)))
    }
}
