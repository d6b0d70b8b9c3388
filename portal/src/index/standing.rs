//! A filing as it stands: its first version, the latest correction, whether it was withdrawn. All rows of a filing are
//! made from this one thing, when it comes and again whenever a later filing changes it.

use std::sync::Arc;

use register::{
    Content, Filing, SignedFiling, codelist::Stage, entry, field::Located, lifeline, time::Instant, version,
};
use rusqlite::{Connection, OptionalExtension};

use super::{
    IndexError,
    read::whole,
    rows::{number, one},
};

/// A filing as it stands at some size of the log.
pub(super) struct Standing {
    /// Entry of its first version; all its rows stand under it.
    pub(super) entry: u64,
    /// The filing with the content of its latest version.
    pub(super) filing: Arc<Filing>,
    /// Whether it was withdrawn.
    pub(super) withdrawn: bool,
    first: SignedFiling,
    correction: Option<SignedFiling>,
}

impl Standing {
    /// A filing that just came.
    pub(super) fn new(entry: u64, signed: SignedFiling) -> Result<Standing, IndexError> {
        let filing = Arc::clone(filing_of(entry, &signed)?);
        Ok(Standing { entry, filing, withdrawn: false, first: signed, correction: None })
    }

    /// An indexed filing with what later entries did to it; none where there is no such filing.
    pub(super) fn of(db: &Connection, id: &str) -> Result<Option<Standing>, IndexError> {
        let Some((entry, signed)) = signed(db, "SELECT entry, bytes FROM entry WHERE id = ?1", id)? else {
            return Ok(None);
        };
        let mut standing = Standing::new(entry, signed)?;
        if let Some((entry, correction)) = signed_correction(db, id)? {
            standing.filing = version::latest(&standing.filing, &[Arc::clone(filing_of(entry, &correction)?)]);
            standing.correction = Some(correction);
        }
        standing.withdrawn = one::<i64>(db, "SELECT entry FROM withdrawal WHERE target = ?1", id)?.is_some();
        Ok(Some(standing))
    }

    /// What it refers to, apart from its filer. A correction replaces the form's own fields; what the correction is
    /// about, the filing is about too.
    pub(super) fn references(&self) -> impl Iterator<Item = &Located> {
        let corrected = self.correction.is_some();
        let stays = move |field: &str| field != "filer" && (!corrected || begins(field, &["about", "withheld"]));
        let first = self.first.references().iter().filter(move |located| stays(&located.field));
        let replaced = self.correction.iter().flat_map(|correction| correction.references());
        first.chain(replaced.filter(|located| begins(&located.field, &["about", "replacement"])))
    }

    /// The number of the stage it speaks of; none where it was withdrawn.
    pub(super) fn stage(&self) -> Option<i64> {
        let stage = lifeline::stage_of(&self.filing).filter(|_| !self.withdrawn)?;
        Stage::ALL.iter().position(|known| *known == stage).and_then(|at| i64::try_from(at).ok())
    }

    /// Whether it is a claim.
    pub(super) fn is_claim(&self) -> bool {
        matches!(self.filing.content, Content::Claim(_))
    }

    /// Its entry as the database counts.
    pub(super) fn at(&self) -> i64 {
        number(self.entry)
    }
}

/// Reads an entry of the log.
pub(super) fn decode(entry: u64, bytes: &[u8]) -> Result<(Instant, SignedFiling), IndexError> {
    entry::decode(bytes).map_err(|error| IndexError::Entry { entry, says: error.to_string() })
}

fn filing_of(entry: u64, signed: &SignedFiling) -> Result<&Arc<Filing>, IndexError> {
    signed.filing().ok_or_else(|| IndexError::Entry { entry, says: "its filing is malformed".into() })
}

fn signed_correction(db: &Connection, id: &str) -> Result<Option<(u64, SignedFiling)>, IndexError> {
    signed(db, include_str!("latest_correction_of_filing.sql"), id)
}

fn signed(db: &Connection, sql: &str, id: &str) -> Result<Option<(u64, SignedFiling)>, IndexError> {
    let row = db.prepare_cached(sql)?.query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).optional()?;
    let Some((entry, kept)) = row else { return Ok(None) };
    let (entry, bytes) = whole(u64::try_from(entry).unwrap_or(0), kept)?;
    Ok(Some((entry, decode(entry, &bytes)?.1)))
}

/// Whether a path is that of one of some fields or lies in it.
fn begins(path: &str, fields: &[&str]) -> bool {
    let outermost = path.split(['.', '[']).next().unwrap_or_default();
    fields.contains(&outermost)
}
