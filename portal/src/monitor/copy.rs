//! Following a register with a mirror: what is new is copied, and what is not as it must be becomes an alert. And which of a
//! policy's witnesses vouch for a head.

use register::time::Instant;
use tlog::{Note, Policy, SignedCheckpoint, proof};

use super::Alert;
use crate::{
    fetch::Fetch,
    log::Followed,
    mirror::{Error, Mirror},
};

/// The newest cosignature must be younger than this; witnesses are asked every hour where nothing changes.
const FRESH: i64 = 3 * 3_600_000;

/// Copies what is new of a register, whose address is told in alerts. Gives what is wrong, and whether the copy is that of the
/// register as it stands.
///
/// # Errors
/// When the register cannot be reached or the folder not be used.
pub fn copy(
    mirror: &mut Mirror,
    fetch: &Fetch,
    url: &str,
    progress: impl FnMut(u64, u64),
) -> Result<(Vec<Alert>, bool), Error> {
    let copied = match mirror.follow(fetch, progress) {
        Ok(copied) => copied,
        Err(Error::OtherKey { theirs, .. }) => return Ok((vec![Alert::OtherKey { theirs }], false)),
        Err(error) if error.is_lie() => return Ok((vec![Alert::NotSigned { says: error.to_string() }], false)),
        Err(Error::Withheld { size, kept, says }) => {
            return Ok((vec![Alert::Withheld { size, kept, says }], false));
        }
        Err(error) => return Err(error),
    };
    let mut alerts: Vec<Alert> = copied.wrong.into_iter().map(|hash| Alert::Document { hash }).collect();
    let other = match (copied.log, copied.split) {
        (Followed::Split(_), Some(kept)) => Some(Alert::Split { by: url.to_owned(), kept }),
        (Followed::Older { theirs, ours }, _) => Some(Alert::Older { theirs, ours }),
        _ => None,
    };
    let good = other.is_none();
    alerts.extend(other);
    Ok((alerts, good))
}

/// Which witnesses vouch for a head.
#[derive(Debug, Clone, Default)]
pub struct Cosigned {
    /// Witnesses of the policy whose cosignatures are good.
    pub count: usize,
    /// When the newest of them was made; times still to come are left out.
    pub newest: Option<Instant>,
    /// Too few, or none lately.
    pub alerts: Vec<Alert>,
}

/// Whether the witnesses of a policy vouch for a head, and lately.
#[must_use]
pub fn cosigned(head: &SignedCheckpoint, policy: &Policy, now: Instant) -> Cosigned {
    if policy.quorum().is_none() {
        return Cosigned::default();
    }
    let cosigned = Note::parse(head.bytes()).ok().and_then(|note| proof::cosigned(&note, policy).ok());
    let cosigned = cosigned.unwrap_or_default();
    let few = (!policy.reached(&cosigned)).then_some(Alert::Unwitnessed { cosigned: cosigned.len() });
    // A time that has not come says nothing of how old the head is.
    let dated = cosigned
        .iter()
        .filter_map(|cosigned| Instant::from_millis(i64::try_from(cosigned.timestamp).ok()?.checked_mul(1_000)?));
    let newest = dated.filter(|time| time.millis() <= now.millis() + FRESH).max();
    let stale = newest.filter(|newest| newest.millis() + FRESH < now.millis()).map(|newest| Alert::Stale { newest });
    Cosigned { count: cosigned.len(), newest, alerts: few.into_iter().chain(stale).collect() }
}
