//! The servers to compare, as data: `servers.json` names each, how to start it, where to POST and what.
//! Words in braces are names, filled in from the file and the command line. Starting and stopping is here; measuring is in `compare`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::target::{Target, TargetError};

/// How long a server may take to listen, and to stop.
const PATIENCE: Duration = Duration::from_secs(30);

/// The file `servers.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Servers {
    /// Words that may stand in braces in any other text of the file, and in later names.
    pub names: BTreeMap<String, String>,
    /// The servers; the first is the one others are compared with.
    pub servers: Vec<Server>,
}

/// One server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Short name, shown in the table.
    pub name: String,
    /// One sentence: what it does for each request.
    pub says: String,
    /// What to do when the program is missing.
    pub build: String,
    /// Commands to run to the end on the fresh directory before starting.
    #[serde(default)]
    pub setup: Vec<Vec<String>>,
    /// The server: program and arguments.
    pub command: Vec<String>,
    /// Environment variables for `setup` and `command`.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Names that depend on the load: those under the greatest number that is not above the number of writers.
    #[serde(default)]
    pub by_writers: BTreeMap<usize, BTreeMap<String, String>>,
    /// Path of the POST.
    pub path: String,
    /// Path of the checkpoint.
    pub checkpoint: String,
    /// Media type of the bodies.
    #[serde(default = "octets")]
    pub content_type: String,
    /// What is sent.
    pub load: Load,
}

/// What is sent to a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Load {
    /// Different random leaves of this many bytes.
    Random(usize),
    /// A bodies file.
    Bodies {
        /// The file.
        file: String,
        /// How many of its bodies come first, one by one, uncounted.
        prelude: u64,
    },
}

/// Why a server could not be run.
#[derive(Debug, Error)]
pub enum ServerError {
    /// The servers file cannot be read.
    #[error("cannot read `{path}`: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A name in braces has no value.
    #[error("`{{{name}}}` in `{text}` has no value; set it with --set {name}=VALUE")]
    Name {
        /// The name.
        name: String,
        /// The text it stands in.
        text: String,
    },
    /// The program is not there.
    #[error("server `{server}` has no program at `{program}`; {build}, or leave the server out with --only")]
    Missing {
        /// The server.
        server: String,
        /// The program looked for.
        program: String,
        /// How to get it.
        build: String,
    },
    /// The bodies file is not there.
    #[error("server `{server}` has no bodies file at `{file}`; {build}, or leave the server out with --only")]
    NoBodies {
        /// The server.
        server: String,
        /// The file looked for.
        file: String,
        /// How to get it.
        build: String,
    },
    /// The program ended or did not listen.
    #[error("server `{server}` {what}; its last words, from `{log}`:\n{words}")]
    Failed {
        /// The server.
        server: String,
        /// What went wrong.
        what: String,
        /// Where it wrote.
        log: PathBuf,
        /// The end of what it wrote.
        words: String,
    },
    /// The address is not usable.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The system refused something.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Servers {
    /// Reads the file and sets further names over its own.
    pub fn read(path: &Path, set: &[(String, String)]) -> Result<Servers, ServerError> {
        let failed = |reason: String| ServerError::File { path: path.to_owned(), reason };
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        let mut servers: Servers = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
        servers.names.extend(set.iter().cloned());
        Ok(servers)
    }
}

impl Server {
    /// The same server with every name in braces filled in, for this number of writers.
    pub fn fill(&self, names: &BTreeMap<String, String>, writers: usize) -> Result<Server, ServerError> {
        let mut names = names.clone();
        names.extend(self.by_writers.range(..=writers).next_back().map(|(_, set)| set.clone()).unwrap_or_default());
        let names = &names;
        let all = |texts: &[String]| texts.iter().map(|text| fill(text, names)).collect::<Result<Vec<_>, _>>();
        let environment = self.environment.iter().map(|(key, text)| Ok((key.clone(), fill(text, names)?)));
        let load = match &self.load {
            Load::Bodies { file, prelude } => Load::Bodies { file: fill(file, names)?, prelude: *prelude },
            Load::Random(size) => Load::Random(*size),
        };
        Ok(Server {
            setup: self.setup.iter().map(|command| all(command)).collect::<Result<_, _>>()?,
            command: all(&self.command)?,
            environment: environment.collect::<Result<_, ServerError>>()?,
            load,
            ..self.clone()
        })
    }

    /// Says which program or bodies file is missing, before anything is measured.
    pub fn check(&self) -> Result<(), ServerError> {
        let (server, build) = (self.name.clone(), self.build.clone());
        let program = self.command.first().cloned().unwrap_or_default();
        if !Path::new(&program).is_file() {
            return Err(ServerError::Missing { server, program, build });
        }
        match &self.load {
            Load::Bodies { file, .. } if !Path::new(file).is_file() => {
                Err(ServerError::NoBodies { server, file: file.clone(), build })
            }
            _ => Ok(()),
        }
    }

    /// Sets up, starts, and waits until the server listens on `port`. It writes to `log`.
    pub fn start(&self, port: u16, log: &Path) -> Result<Running, ServerError> {
        for command in &self.setup {
            let status = self.spawn(command, log)?.wait()?;
            if !status.success() {
                return Err(self.failed(&format!("could not be set up ({status})"), log));
            }
        }
        let target = Target::parse(&format!("http://127.0.0.1:{port}"))?;
        let mut running = Running { child: self.spawn(&self.command, log)?, target };
        let began = Instant::now();
        while TcpStream::connect(target.address()).is_err() {
            if let Some(status) = running.child.try_wait()? {
                return Err(self.failed(&format!("ended before it listened ({status})"), log));
            }
            if began.elapsed() > PATIENCE {
                return Err(self.failed(&format!("did not listen on port {port}"), log));
            }
            sleep(Duration::from_millis(20));
        }
        Ok(running)
    }

    fn spawn(&self, command: &[String], log: &Path) -> Result<Child, ServerError> {
        let (program, arguments) = command.split_first().ok_or_else(|| self.failed("has an empty command", log))?;
        let out = File::options().create(true).append(true).open(log)?;
        let mut command = Command::new(program);
        command.args(arguments).envs(&self.environment).stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
        Ok(command.spawn()?)
    }

    /// An error about this server with the end of its log.
    pub fn failed(&self, what: &str, log: &Path) -> ServerError {
        let text = std::fs::read_to_string(log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let words = lines[lines.len().saturating_sub(10)..].join("\n");
        ServerError::Failed { server: self.name.clone(), what: what.to_owned(), log: log.to_owned(), words }
    }
}

/// A server that listens; it is stopped when this is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// Where it listens.
    pub target: Target,
}

impl Running {
    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The size in the checkpoint at this path, or `None` while there is no checkpoint.
    pub fn log_size(&self, checkpoint: &str) -> Option<u64> {
        let note = crate::http::get(self.target.address(), checkpoint).ok()?;
        String::from_utf8(note).ok()?.lines().nth(1)?.parse().ok()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(pid) = Pid::from_raw(self.child.id().cast_signed()) {
            let _gone = kill_process(pid, Signal::TERM);
        }
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            match self.child.try_wait() {
                Ok(None) => sleep(Duration::from_millis(20)),
                _ => return,
            }
        }
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// A port nobody listens on now.
pub fn free_port() -> io::Result<u16> {
    let address: SocketAddr = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    Ok(address.port())
}

/// Replaces each `{name}` by its value, whose own names are replaced too.
fn fill(text: &str, names: &BTreeMap<String, String>) -> Result<String, ServerError> {
    let mut filled = text.to_owned();
    // A value may hold names, and so on; a name that holds itself would never end.
    for _ in 0..=names.len() {
        let Some((before, rest)) = filled.split_once('{') else { return Ok(filled) };
        let Some((name, after)) = rest.split_once('}') else { return Ok(filled) };
        let missing = || ServerError::Name { name: name.to_owned(), text: text.to_owned() };
        let value = names.get(name).ok_or_else(missing)?;
        let pattern = format!("{{{name}}}");
        filled = format!("{before}{pattern}{after}").replace(&pattern, value);
    }
    Err(ServerError::Name { name: "a name that holds itself".to_owned(), text: text.to_owned() })
}

fn octets() -> String {
    "application/octet-stream".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn names_are_filled_in_to_the_end() {
        let names = names(&[("a", "x/{b}"), ("b", "y"), ("loop", "{loop}")]);
        assert_eq!(fill("--dir={a}/{b} {a}", &names).unwrap(), "--dir=x/y/y x/y");
        assert_eq!(
            fill("{c}", &names).unwrap_err().to_string(),
            "`{c}` in `{c}` has no value; set it with --set c=VALUE"
        );
        assert!(fill("{loop}", &names).is_err());
    }

    #[test]
    fn the_servers_file_is_sound() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let set = ["root", "target", "data", "port"].map(|name| (name.to_owned(), "x".to_owned()));
        let servers = Servers::read(&root.join("servers.json"), &set).unwrap();
        for server in &servers.servers {
            server.fill(&servers.names, 1).unwrap();
        }
    }

    #[test]
    fn the_peer_is_tuned_to_the_number_of_writers() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let set = ["root", "target", "data", "port"].map(|name| (name.to_owned(), "x".to_owned()));
        let servers = Servers::read(&root.join("servers.json"), &set).unwrap();
        let age = |writers| servers.servers[1].fill(&servers.names, writers).unwrap().command.pop().unwrap();
        assert_eq!(
            [1, 15, 16, 255, 256, 4096].map(age).join(" ").replace("-batch-age=", ""),
            "1ms 1ms 2ms 2ms 20ms 20ms"
        );
    }

    #[test]
    fn a_missing_program_says_how_to_get_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut server = Servers::read(&root.join("servers.json"), &[]).unwrap().servers.remove(0);
        server.command = vec!["/nowhere/at/all".to_owned()];
        let error = server.check().unwrap_err().to_string();
        assert!(
            error.starts_with("server `tessera` has no program at `/nowhere/at/all`; run bench/tessera.sh"),
            "{error}"
        );
    }

    #[test]
    fn a_server_that_ends_at_once_is_named_with_its_words() {
        let directory = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut server = Servers::read(&root.join("servers.json"), &[]).unwrap().servers.remove(0);
        server.command = ["/bin/sh", "-c", "echo no disk; exit 3"].map(str::to_owned).to_vec();
        let error = server.start(free_port().unwrap(), &directory.path().join("log")).unwrap_err().to_string();
        assert!(error.contains("ended before it listened (exit status: 3)") && error.ends_with("no disk"), "{error}");
    }
}
