//! Where the load goes: a loopback address and nothing else.
//! A load generator that can be pointed at a stranger is a weapon, so names and other addresses are refused. No TLS.

use std::net::SocketAddr;

use thiserror::Error;

/// Why an address was refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TargetError {
    /// The text is not `http://ADDRESS:PORT`.
    #[error("`{0}` is not an address of the form http://127.0.0.1:PORT")]
    Form(String),
    /// The address belongs to another machine.
    #[error("`{0}` is not a loopback address; the load generator drives servers on this machine only")]
    NotLoopback(String),
}

/// A server on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target(SocketAddr);

impl Target {
    /// Reads `http://127.0.0.1:PORT` or `http://[::1]:PORT`, with or without a final slash.
    pub fn parse(url: &str) -> Result<Target, TargetError> {
        let form = || TargetError::Form(url.to_owned());
        let rest = url.strip_prefix("http://").ok_or_else(form)?;
        let address: SocketAddr = rest.strip_suffix('/').unwrap_or(rest).parse().map_err(|_| form())?;
        if address.ip().is_loopback() { Ok(Target(address)) } else { Err(TargetError::NotLoopback(url.to_owned())) }
    }

    /// The socket address to connect to.
    pub fn address(self) -> SocketAddr {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_a_target() {
        for good in ["http://127.0.0.1:8080", "http://127.9.9.9:1/", "http://[::1]:80"] {
            assert!(Target::parse(good).is_ok(), "{good}");
        }
        for other in ["http://192.0.2.1:80", "http://0.0.0.0:80", "http://[2001:db8::1]:80"] {
            assert_eq!(Target::parse(other), Err(TargetError::NotLoopback(other.to_owned())));
        }
        for bad in [
            "",
            "127.0.0.1:80",
            "https://127.0.0.1:80",
            "http://localhost:80",
            "http://127.0.0.1",
            "http://127.0.0.1:80/x",
        ] {
            assert_eq!(Target::parse(bad), Err(TargetError::Form(bad.to_owned())));
        }
    }
}
