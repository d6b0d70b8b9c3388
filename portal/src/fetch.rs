//! Fetching what others serve, within limits: nothing larger than the largest document, no long chain of redirections, no
//! answer that never ends.

use std::{sync::Arc, time::Duration};

use crate::{blobs::MAX_BLOB, log::FetchError};

/// Gets what a register serves by its path, such as `/log/checkpoint`. Whoever makes it limits size and time.
#[derive(Clone)]
pub struct Fetch(Get);

type Get = Arc<dyn Fn(&str) -> Result<Vec<u8>, FetchError> + Send + Sync>;

impl Fetch {
    /// Gets by what a function does.
    pub fn new(get: impl Fn(&str) -> Result<Vec<u8>, FetchError> + Send + Sync + 'static) -> Fetch {
        Fetch(Arc::new(get))
    }

    /// The bytes at a path.
    ///
    /// # Errors
    /// When there are none, or they cannot be had.
    pub fn get(&self, path: &str) -> Result<Vec<u8>, FetchError> {
        (self.0)(path)
    }
}

impl std::fmt::Debug for Fetch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fetch")
    }
}

/// A document and a little; bundles and pages are smaller.
const LARGEST: u64 = MAX_BLOB as u64 + 1024;

/// What stands under an address.
#[must_use]
pub fn over_http(url: &str) -> Fetch {
    by(agent().build().into(), url)
}

/// What this machine's own service shows: never by way of a proxy, and wherever nothing else is asked.
pub(crate) fn of_own_service(url: &str) -> Fetch {
    by(agent().proxy(None).max_redirects(0).build().into(), url)
}

fn by(agent: ureq::Agent, url: &str) -> Fetch {
    let base = url.trim_end_matches('/').to_owned();
    Fetch::new(move |path| {
        let unreachable = |error: &dyn std::fmt::Display| FetchError::Unreachable(error.to_string());
        let mut answer = agent.get(format!("{base}{path}")).call().map_err(|error| unreachable(&error))?;
        match answer.status().as_u16() {
            200 => answer.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(|error| unreachable(&error)),
            404 | 410 => Err(FetchError::NotFound),
            status => Err(FetchError::Unreachable(format!("HTTP {status}"))),
        }
    })
}

fn agent() -> ureq::config::ConfigBuilder<ureq::typestate::AgentScope> {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(3)
        .timeout_connect(Some(Duration::from_secs(10)))
        .timeout_global(Some(Duration::from_secs(120)))
        .user_agent(concat!("veedor/", env!("CARGO_PKG_VERSION")))
}
