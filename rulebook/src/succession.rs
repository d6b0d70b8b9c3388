//! Which body took over from which, in the filings of an example: no body can come after itself.

use std::{collections::BTreeMap, sync::Arc};

use register::{Filing, form::Content, id::BodyId};

/// A circle of bodies that each take over from the next, if there is one; the first stands again at its end.
pub(crate) fn circle(filings: &[Arc<Filing>]) -> Option<Vec<&BodyId>> {
    let mut before: BTreeMap<&BodyId, Vec<&BodyId>> = BTreeMap::new();
    for filing in filings {
        if let Content::Body(body) = &filing.content {
            before.entry(&body.body).or_default().extend(&body.succeeds);
        }
    }
    before.keys().find_map(|start| way_back(start, &before))
}

/// The way from a body over those before it back to itself.
fn way_back<'a>(start: &'a BodyId, before: &BTreeMap<&'a BodyId, Vec<&'a BodyId>>) -> Option<Vec<&'a BodyId>> {
    let mut ways = vec![vec![start]];
    let mut seen: Vec<&BodyId> = Vec::new();
    while let Some(way) = ways.pop() {
        for next in way.last().and_then(|last| before.get(last)).into_iter().flatten() {
            let longer: Vec<&BodyId> = way.iter().copied().chain([*next]).collect();
            if *next == start {
                return Some(longer);
            }
            if !seen.contains(next) {
                seen.push(next);
                ways.push(longer);
            }
        }
    }
    None
}
