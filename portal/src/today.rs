//! The day for which rules are asked: what is overdue depends on it, and nothing that is kept does.

use std::time::{SystemTime, UNIX_EPOCH};

/// Which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Today {
    /// As the machine's clock says, in UTC.
    Clock,
    /// A fixed day, in days since 1970-01-01.
    Fixed(i64),
}

impl Today {
    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Today::Fixed(day) => day,
            Today::Clock => {
                let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
                i64::try_from(seconds / 86_400).unwrap_or(0)
            }
        }
    }
}
