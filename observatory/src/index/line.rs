//! The line to a PostgreSQL server, as its address asks for it. `sslmode` and `sslrootcert` mean what they mean to libpq
//! (PostgreSQL documentation, "SSL Support"); the key of a client (`sslcert`) is not read.

use std::{error::Error as _, path::PathBuf};

use postgres::{
    Client, Config, NoTls,
    config::{Host, SslMode},
};

use super::{
    IndexError,
    tls::{Check, Tls},
};

/// What of an address says how safe the line is to be.
#[derive(Debug, Default, PartialEq, Eq)]
struct Safety {
    mode: Option<String>,
    roots: Option<PathBuf>,
}

/// Connects.
pub(super) fn connect(url: &str) -> Result<Client, IndexError> {
    let (rest, safety) = Safety::split(url);
    let mut config: Config = rest.parse()?;
    let (mode, check) = safety.read()?;
    // A socket is never encrypted, whatever is asked for: what goes through it does not leave the machine.
    let socket = |host: &Host| matches!(host, Host::Unix(_));
    let hosts = config.get_hosts();
    let by_socket = !hosts.is_empty() && hosts.iter().all(socket) && config.get_hostaddrs().is_empty();
    if mode == SslMode::Disable || by_socket {
        return Ok(config.ssl_mode(SslMode::Disable).connect(NoTls)?);
    }
    config.ssl_mode(mode).connect(Tls::new(check)?).map_err(told)
}

impl Safety {
    /// The address without these parameters, which the client reads in part or not at all, and what they say.
    fn split(url: &str) -> (String, Safety) {
        let mut safety = Safety::default();
        let Some((head, query)) = url.split_once('?') else { return (url.to_owned(), safety) };
        let mut rest = Vec::new();
        for part in query.split('&') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let value = || percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned();
            match name {
                "sslmode" => safety.mode = Some(value()),
                "sslrootcert" => safety.roots = Some(value().into()),
                _ => rest.push(part),
            }
        }
        let mark = if rest.is_empty() { "" } else { "?" };
        (format!("{head}{mark}{}", rest.join("&")), safety)
    }

    /// Whether the line is encrypted, and how the server's certificate is checked. As in libpq, `require` checks who signed
    /// it where it is told whom to believe.
    fn read(self) -> Result<(SslMode, Check), IndexError> {
        let signed = |roots| Ok((SslMode::Require, Check::Signed(roots)));
        match (self.mode.as_deref(), self.roots) {
            (Some("disable"), _) => Ok((SslMode::Disable, Check::Nothing)),
            (None | Some("prefer"), _) => Ok((SslMode::Prefer, Check::Nothing)),
            (Some("require"), None) => Ok((SslMode::Require, Check::Nothing)),
            (Some("require" | "verify-ca"), Some(roots)) => signed(roots),
            (Some("verify-full"), Some(roots)) => Ok((SslMode::Require, Check::SignedAndNamed(roots))),
            (Some(mode @ ("verify-ca" | "verify-full")), None) => Err(IndexError::NoRoots { mode: mode.into() }),
            (Some(mode), _) => Err(IndexError::SslMode { mode: mode.into() }),
        }
    }
}

/// A line that cannot be encrypted as it is asked for is told apart from a server that fails; the client tells it in words only.
fn told(error: postgres::Error) -> IndexError {
    match error.source() {
        Some(why) if error.to_string() == "error performing TLS handshake" => {
            IndexError::Encryption { says: why.to_string() }
        }
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::Safety;

    #[test]
    fn what_is_said_of_the_line_is_taken_out_of_the_address() {
        let of = |url: &str| {
            let (rest, safety) = Safety::split(url);
            let said = |text: Option<String>| text.unwrap_or_default();
            format!("{rest} {} {}", said(safety.mode), said(safety.roots.map(|path| path.display().to_string())))
        };
        for (url, parts) in [
            ("postgres://a@b/c", "postgres://a@b/c  "),
            ("postgres://a@b/c?sslmode=require", "postgres://a@b/c require "),
            (
                "postgres://a@b/c?x=1&sslmode=verify-ca&sslrootcert=%2Fa%20b.pem&y=2",
                "postgres://a@b/c?x=1&y=2 verify-ca /a b.pem",
            ),
            ("postgres://a@b/c?", "postgres://a@b/c?  "),
        ] {
            assert_eq!(of(url), parts);
        }
    }
}
