//! Asking a register over HTTP: what it says of itself, its published files, and filing. Every answer is limited in
//! size and time; what it means is decided by those who ask.

use std::time::Duration;

use portal::log::{FetchError, Reader};
use serde_json::Value;
use tlog::{VerifierKey, policy::Policy};

use crate::{failure::Failure, words};

/// No file of a published log is larger: 256 entries of 64 KiB, and a little.
const LARGEST: u64 = 17 << 20;

/// An answer to a question.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: Vec<u8>,
}

/// A register at an address.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    base: String,
    agent: ureq::Agent,
}

/// Bytes of each buffer of a connection: a filing or a receipt at once; an import has many connections.
const BUFFER: usize = 32 * 1024;

impl Server {
    /// A register at an address, which may have a path.
    pub(crate) fn new(url: &str) -> Result<Server, Failure> {
        let base = url.trim_end_matches('/').to_owned();
        let host = base.strip_prefix("http://").or_else(|| base.strip_prefix("https://"));
        if host.is_none_or(str::is_empty) || base.contains(char::is_whitespace) {
            return Err(Failure::Usage(words::bad_address(&url)));
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .input_buffer_size(BUFFER)
            .output_buffer_size(BUFFER)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(120)))
            .user_agent(concat!("veedor/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Server { base, agent: config.into() })
    }

    /// The address, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.base
    }

    /// Gets a path; the error is in the words of the network.
    pub(crate) fn get(&self, path: &str) -> Result<Answer, String> {
        answer(self.agent.get(format!("{}{path}", self.base)).call())
    }

    /// Files a signed filing.
    pub(crate) fn file(&self, filing: &[u8]) -> Result<Answer, String> {
        let request = self.agent.post(format!("{}/filings", self.base));
        answer(request.header("Content-Type", "text/plain; charset=utf-8").send(filing))
    }

    /// The published log.
    pub(crate) fn log(&self) -> Reader {
        let server = self.clone();
        Reader::new(move |path| match server.get(&format!("/log/{path}")) {
            Ok(Answer { status: 200, body }) => Ok(body),
            Ok(Answer { status: 404, .. }) => Err(FetchError::NotFound),
            Ok(Answer { status, .. }) => Err(FetchError::Unreachable(format!("HTTP {status}"))),
            Err(why) => Err(FetchError::Unreachable(why)),
        })
    }

    /// What the register says of itself.
    pub(crate) fn says(&self) -> Result<Says, Failure> {
        let unreachable = |why: &dyn std::fmt::Display| Failure::Reach(words::unreachable(&self.base, why));
        let answer = self.get("/.well-known/veedor").map_err(|why| unreachable(&why))?;
        if answer.status != 200 {
            return Err(unreachable(&format_args!("HTTP {}", answer.status)));
        }
        Says::read(&answer.body).ok_or_else(|| Failure::Reach(words::no_register_there(&self.base)))
    }
}

/// What a register says of itself; nothing vouches for it.
#[derive(Debug, Clone)]
pub(crate) struct Says {
    /// The log's key.
    pub(crate) key: VerifierKey,
    /// Whom the register would have us believe.
    pub(crate) policy: Policy,
}

impl Says {
    fn read(body: &[u8]) -> Option<Says> {
        let value: Value = serde_json::from_slice(body).ok()?;
        let key = VerifierKey::parse(value.get("vkey")?.as_str()?).ok()?;
        let policy = Policy::parse(value.get("policy")?.as_str()?.as_bytes()).ok()?;
        Some(Says { key, policy })
    }
}

fn answer(result: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Answer, String> {
    let mut response = result.map_err(|error| error.to_string())?;
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(|error| error.to_string())?;
    Ok(Answer { status, body })
}
