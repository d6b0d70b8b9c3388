//! A set at hand while a register runs: made where there is none, and made anew once a day where the register grew.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, UNIX_EPOCH},
};

use serde_json::Value;

use super::{BulkError, Made, PACKAGE, make};
use crate::{index::Index, site::Site};

/// Starts keeping.
pub(crate) fn spawn(site: Arc<Site>, stopping: Arc<AtomicBool>) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("bulk".into()).spawn(move || {
        crate::service::step_back();
        while !stopping.load(Ordering::Relaxed) {
            let (published, indexed) = (site.published.size(), site.indexed.size());
            // A set of half the log, while the index catches up, is of no use.
            if indexed >= published && indexed > 0 && is_due(&folder(&site.public), indexed, site.today.days()) {
                match of_site(&site) {
                    Ok(made) => tracing::info!(size = made.size, bytes = made.bytes, "bulk files made"),
                    Err(error) => {
                        tracing::error!(%error, "no bulk files");
                        wait(&stopping, Duration::from_secs(600));
                    }
                }
            }
            wait(&stopping, Duration::from_secs(5));
        }
    })
}

/// Where the set of a register is, in its folder of published files.
#[must_use]
pub fn folder(public: &Path) -> PathBuf {
    public.join("bulk")
}

/// The descriptor of the set that is there, if there is one.
#[must_use]
pub fn package(dir: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(dir.join(PACKAGE)).ok()?).ok()
}

/// Whether there is no set of this program, or one of a day before today, in days since 1970-01-01, and of fewer entries.
fn is_due(dir: &Path, indexed: u64, today: i64) -> bool {
    let Some(package) = package(dir) else { return true };
    if package["generator"] != super::GENERATOR {
        return true;
    }
    let made = fs::metadata(dir.join(PACKAGE)).and_then(|file| file.modified()).ok();
    let made = made.and_then(|made| made.duration_since(UNIX_EPOCH).ok()).map_or(0, |since| since.as_secs() / 86_400);
    package["register"]["size"] != indexed && i64::try_from(made).is_ok_and(|made| made < today)
}

fn of_site(site: &Site) -> Result<Made, BulkError> {
    let reading = Index::reading(site.index())?;
    let root = |size| {
        let checkpoint = site.log.checkpoint(&site.key).map_err(|error| error.to_string())?;
        site.log.root_of_first(size, checkpoint.checkpoint()).map_err(|error| error.to_string())
    };
    make(&reading, &site.about, site.key.name().as_str(), root, &folder(&site.public), |_, _| {})
}

fn wait(stopping: &AtomicBool, time: Duration) {
    let mut left = time;
    let step = Duration::from_millis(200);
    while left > Duration::ZERO && !stopping.load(Ordering::Relaxed) {
        std::thread::sleep(step);
        left = left.saturating_sub(step);
    }
}
