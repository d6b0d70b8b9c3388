//! How far witnesses vouch for the published checkpoint: which of the policy's witnesses cosigned it, and when.

use register::{lang::Lang, time::Instant};
use serde_json::{Value, json};
use tlog::proof::Cosigned;

use super::{
    card::Badge,
    text::{self, Arg},
    visit::Desk,
    words::{self, Moment},
};
use crate::head::Head;

/// What is said of a checkpoint.
#[derive(Debug, Clone)]
pub(super) struct Witnessed {
    pub(super) badge: Badge,
    /// What it means for the reader.
    pub(super) says: String,
    /// Each witness that cosigned, and when.
    pub(super) cosigned: Vec<(String, Moment)>,
}

impl Witnessed {
    /// What is said of a checkpoint, by the site's policy.
    pub(super) fn of(desk: &Desk<'_>, head: &Head) -> Witnessed {
        let (lang, policy) = (desk.visit.lang, &desk.site.policy);
        let cosigned = head.cosigned(policy);
        let args = [("count", Arg::Count(cosigned.len() as u64)), ("all", Arg::Count(policy.witnesses().len() as u64))];
        let (class, shape, badge, says) = match (cosigned.is_empty(), policy.reached(cosigned)) {
            (true, _) if policy.witnesses().is_empty() => ("weak", "–", "unwitnessed", "unwitnessed-says"),
            (true, _) => ("missing", "✕", "unwitnessed", "witnessed-not-says"),
            (false, true) => ("good", "✓", "witnessed", "witnessed-says"),
            (false, false) => ("missing", "✕", "witnessed", "witnessed-few-says"),
        };
        Witnessed {
            badge: Badge { class, shape, words: text::with(lang, badge, &args) },
            says: text::get(lang, says),
            cosigned: cosigned.iter().map(|cosigned| (cosigned.witness.clone(), when(cosigned, lang))).collect(),
        }
    }

    /// The same as data.
    pub(super) fn json(desk: &Desk<'_>, head: &Head) -> Value {
        let (policy, cosigned) = (&desk.site.policy, head.cosigned(&desk.site.policy));
        let line = |cosigned: &Cosigned| json!({ "witness": cosigned.witness, "time": cosigned.timestamp });
        json!({
            "quorum": policy.quorum_name(),
            "reached": policy.reached(cosigned),
            "all": policy.witnesses().len(),
            "cosigned": cosigned.iter().map(line).collect::<Vec<_>>(),
        })
    }
}

fn when(cosigned: &Cosigned, lang: Lang) -> Moment {
    let millis = i64::try_from(cosigned.timestamp).ok().and_then(|seconds| seconds.checked_mul(1_000));
    words::instant(millis.and_then(Instant::from_millis).unwrap_or(Instant::EPOCH), lang)
}
