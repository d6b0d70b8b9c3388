//! What an observatory remembers of one register, in a file beside its mirror: when it was tried, what was verified, what is
//! wrong since when. The index is made from it.

use std::{
    io,
    path::{Path, PathBuf},
};

use portal::monitor::Alert;
use register::{lang::Lang, time::Instant};
use serde::{Deserialize, Serialize};

/// What is known of a register: what pages and twins show of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its id in the directory.
    pub id: String,
    /// How it stands.
    pub state: Standing,
    /// When it was tried last, in milliseconds since 1970.
    pub tried: i64,
    /// When all of it was verified last.
    pub verified: Option<i64>,
    /// Entries of the head that was verified last.
    pub size: u64,
    /// Root over them, in base64.
    pub root: Option<String>,
    /// When the newest thing that it signed was made: an entry, or a cosignature of its head.
    pub newest: Option<i64>,
    /// Whether it says of itself that it is a demonstration; none where it was not copied yet.
    #[serde(default)]
    pub demonstration: Option<bool>,
    /// Witnesses that cosigned the head, and those of the policy.
    pub witnesses: Option<(u64, u64)>,
    /// Why it could not be followed the last time.
    pub says: Option<Said>,
    /// Times in a row that it could not be followed.
    pub failures: u32,
    /// What is and was wrong, in the order in which it was found.
    pub alerts: Vec<Raised>,
}

/// How a register stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Listed, and not tried yet.
    #[default]
    New,
    /// Verified the last time it was tried.
    Verified,
    /// Verified, with alerts that stand.
    Alert,
    /// Nothing new for longer than it may be.
    Silent,
    /// It showed two histories.
    Split,
    /// It could not be reached, or what answers there is no register.
    Unreachable,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
}

/// An alert, since when and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Its code.
    pub code: String,
    /// When it was found, in milliseconds since 1970.
    pub since: i64,
    /// When it was over.
    pub ended: Option<i64>,
    /// What it says.
    pub says: Said,
}

/// What is kept of a register.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) known: Known,
    /// When it was tried first.
    pub(super) first: i64,
    /// Not before this time is it tried again.
    pub(super) next: i64,
    /// Entries whose signatures and admission were found good.
    pub(super) admitted: u64,
    /// Entries when it was last seen, and when.
    pub(super) seen: Option<(u64, i64)>,
}

/// Alerts of one register that are kept; the oldest that are over go first.
const MOST_ALERTS: usize = 200;

/// Alerts that are never over: what was signed stays signed.
const FOR_GOOD: [&str; 5] = ["split-view", "not-admissible", "back-in-time", "back-dated", "future-date"];

/// The code of the alert for registers that show nothing new.
pub(super) const SILENT: &str = "silent-register";

impl Standing {
    /// Its code in data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Standing::New => "new",
            Standing::Verified => "verified",
            Standing::Alert => "alert",
            Standing::Silent => "silent",
            Standing::Split => "split-view",
            Standing::Unreachable => "unreachable",
        }
    }
}

impl Said {
    /// The sentence in a language.
    #[must_use]
    pub fn in_(&self, lang: Lang) -> &str {
        lang.of(&self.es, &self.en)
    }

    pub(super) fn of(alert: &Alert) -> Said {
        Said { es: alert.says(Lang::Es), en: alert.says(Lang::En) }
    }
}

impl Known {
    /// Alerts that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Raised> {
        self.alerts.iter().filter(|raised| raised.ended.is_none())
    }

    /// Whether it says of itself that it is a demonstration.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        self.demonstration == Some(true)
    }

    /// Notes what is wrong now. What was and is not found again is over, where the register was looked at whole.
    pub(super) fn raise(&mut self, found: Vec<(String, Said)>, whole: bool, now: Instant) {
        for raised in self.alerts.iter_mut().filter(|raised| raised.ended.is_none()) {
            let again = found.iter().any(|(code, _)| *code == raised.code);
            let kept = FOR_GOOD.contains(&raised.code.as_str());
            if !again && !kept && (whole || raised.code == SILENT) {
                raised.ended = Some(now.millis());
            }
        }
        for (code, says) in found {
            // The same thing is told once, whatever number its words hold today; entries are told one by one.
            let same = |raised: &&mut Raised| {
                let by_entry = raised.code.contains("admissible") || raised.code.contains("back-");
                raised.ended.is_none() && raised.code == code && (!by_entry || raised.says == says)
            };
            if let Some(raised) = self.alerts.iter_mut().find(same) {
                raised.says = says;
                continue;
            }
            self.alerts.push(Raised { code, since: now.millis(), ended: None, says });
        }
        while self.alerts.len() > MOST_ALERTS {
            self.alerts.remove(self.least());
        }
    }

    /// The alert that can best be missed: the oldest that is over, else the newest of a kind that is told more than once. So
    /// nobody drives an alert out by raising many others.
    fn least(&self) -> usize {
        let over = self.alerts.iter().position(|raised| raised.ended.is_some());
        let count = |code: &str| self.alerts.iter().filter(|raised| raised.code == code).count();
        let repeated = || self.alerts.iter().rposition(|raised| count(&raised.code) > 1);
        over.or_else(repeated).unwrap_or(0)
    }
}

impl State {
    pub(super) fn load(folder: &Path) -> io::Result<State> {
        match std::fs::read(path(folder)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State::default()),
            Err(error) => Err(error),
        }
    }

    /// Writes the state whole or not at all.
    pub(super) fn keep(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let (path, beside) = (path(folder), folder.join("observatory.part"));
        std::fs::write(&beside, format!("{:#}\n", serde_json::json!(self)))?;
        std::fs::File::open(&beside)?.sync_all()?;
        std::fs::rename(&beside, path)
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("observatory.json")
}

#[cfg(test)]
mod tests {
    use register::time::Instant;

    use super::{Known, MOST_ALERTS, Said};

    fn at(millis: i64) -> Instant {
        Instant::from_millis(millis).expect("an instant")
    }

    fn found(code: &str, entry: usize) -> (String, Said) {
        let text = format!("{entry}");
        (code.to_owned(), Said { es: text.clone(), en: text })
    }

    #[test]
    fn nobody_drives_an_alert_out_by_raising_others() {
        let mut known = Known::default();
        known.raise(vec![found("split-view", 0)], true, at(1));
        for entry in 0..2 * MOST_ALERTS {
            known.raise(vec![found("not-admissible", entry)], true, at(2));
        }
        assert_eq!((known.alerts.len(), known.alerts[0].code.as_str()), (MOST_ALERTS, "split-view"));
    }

    #[test]
    fn what_is_not_found_again_is_over_and_what_was_signed_never_is() {
        let mut known = Known::default();
        known.raise(vec![found("other-key", 1), found("split-view", 1)], true, at(1));
        known.raise(Vec::new(), false, at(2));
        assert_eq!(known.standing().count(), 2, "it was not looked at whole");
        known.raise(Vec::new(), true, at(3));
        let standing: Vec<&str> = known.standing().map(|raised| raised.code.as_str()).collect();
        assert_eq!((standing, known.alerts[0].ended), (vec!["split-view"], Some(3)));
    }
}
