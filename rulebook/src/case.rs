//! Cases: what rules judge. One kind a Cedar action and resource type; the kinds stand in `vocabulary.rs`.

use std::{fmt, sync::Arc};

use figures::matching::GapId;
use register::id::{BodyId, FilingId};

pub use crate::vocabulary::CaseKind;

/// What is judged: a filing, something withheld in one, or what a body did over time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseId {
    /// A filing, by the kind of its form.
    Filing(CaseKind, FilingId),
    /// A field withheld in a filing.
    Withheld(FilingId, Arc<str>),
    /// What a body did over time.
    Conduct(BodyId),
    /// What two sides say of the same thing. Shared: there are as many ids as cases, and few gaps.
    Gap(Arc<GapId>),
}

impl CaseId {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> CaseKind {
        match self {
            CaseId::Filing(kind, _) => *kind,
            CaseId::Withheld(..) => CaseKind::Withholding,
            CaseId::Conduct(_) => CaseKind::Conduct,
            CaseId::Gap(_) => CaseKind::Gap,
        }
    }

    /// The filing it is about.
    #[must_use]
    pub fn filing(&self) -> Option<&FilingId> {
        match self {
            CaseId::Filing(_, id) | CaseId::Withheld(id, _) => Some(id),
            CaseId::Conduct(_) | CaseId::Gap(_) => None,
        }
    }

    /// Reads what [`CaseId`] prints: a filing's id, a filing's id with `#` and the field withheld, a body's id, or `gap:`
    /// and a gap's id.
    #[must_use]
    pub fn parse(text: &str) -> Option<CaseId> {
        if let Some(gap) = text.strip_prefix("gap:") {
            return GapId::parse(gap).map(|gap| CaseId::Gap(Arc::new(gap)));
        }
        if let Some((id, field)) = text.split_once('#') {
            return FilingId::parse(id).map(|id| CaseId::Withheld(id, field.into()));
        }
        if let Some(body) = BodyId::parse(text) {
            return Some(CaseId::Conduct(body));
        }
        let id = FilingId::parse(text)?;
        CaseKind::of_form(id.form()).map(|kind| CaseId::Filing(kind, id))
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CaseId::Filing(_, id) => f.write_str(id.as_str()),
            CaseId::Withheld(id, field) => write!(f, "{}#{field}", id.as_str()),
            CaseId::Conduct(body) => f.write_str(body.as_str()),
            CaseId::Gap(gap) => write!(f, "gap:{gap}"),
        }
    }
}
