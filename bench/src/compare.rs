//! Side by side: each server in turn on a fresh directory of the same disk, under the same generator, for several rounds in rotating order.
//! Interleaving spreads what neighbours do to the machine over all servers. It reads a log's size to see that accepted requests are in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{fs, io};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::machine;
use crate::report::Report;
use crate::servers::{Load, Running, Server, ServerError, Servers, free_port};

/// How long accepted entries may take to show in a published checkpoint.
const PUBLISH_PATIENCE: Duration = Duration::from_secs(20);

/// Rest between runs, after a sync, so that one server's late writes are not charged to the next.
const REST: Duration = Duration::from_millis(500);

/// What to measure.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Servers with their names.
    pub servers: Servers,
    /// Names of the servers wanted; empty for all.
    pub only: Vec<String>,
    /// Numbers of concurrent writers.
    pub writers: Vec<usize>,
    /// How often everything is repeated.
    pub rounds: usize,
    /// Counted seconds of each run.
    pub seconds: u64,
    /// Uncounted seconds before them.
    pub warmup: u64,
    /// Where fresh directories are made.
    pub work: PathBuf,
    /// The program `load`.
    pub generator: PathBuf,
    /// Leave the directories in place afterwards.
    pub keep: bool,
}

/// One server under one load once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The server's name.
    pub server: String,
    /// Round, from 1.
    pub round: usize,
    /// What the generator saw.
    pub load: Report,
    /// Processor time of the server in microseconds for each accepted request.
    pub server_cpu_us_per_request: f64,
    /// The most memory the server held, in bytes.
    pub server_peak_memory: u64,
    /// Cores that neither server nor generator used: neighbours, the kernel's own work, and time stolen by the host. Near 0 on a quiet machine.
    pub foreign_cores: f64,
    /// Size in the checkpoint after the run.
    pub log_size: u64,
    /// Disk space of the directory after the run, in bytes for each entry of the log.
    pub disk_bytes_per_entry: f64,
    /// Files in the directory after the run.
    pub files: u64,
}

/// Everything that was measured, as written to the JSON file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The machine in one line.
    pub machine: String,
    /// Counted seconds of each run.
    pub seconds: u64,
    /// Uncounted seconds before them.
    pub warmup: u64,
    /// The servers in order: name and what each does.
    pub servers: Vec<(String, String)>,
    /// All runs in the order they took place.
    pub runs: Vec<Run>,
}

/// Why a comparison stopped.
#[derive(Debug, Error)]
pub enum CompareError {
    /// A server could not be run.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// A name given is not in the servers file.
    #[error("no server is named `{0}`; the servers file has {1}")]
    Unknown(String, String),
    /// The generator failed.
    #[error("the load generator failed: {0}")]
    Generator(String),
    /// Accepted entries are missing from the log.
    #[error("server `{server}` accepted {accepted} entries but its checkpoint has {size} after {PUBLISH_PATIENCE:?}")]
    Lost {
        /// The server.
        server: String,
        /// Requests answered with 2xx.
        accepted: u64,
        /// Size in the checkpoint.
        size: u64,
    },
    /// The system refused something.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Measures everything; `progress` hears of each run as it ends.
pub fn compare(plan: &Plan, mut progress: impl FnMut(&Run)) -> Result<Comparison, CompareError> {
    let chosen = choose(plan)?;
    for server in &chosen {
        server.fill(&names(plan, Path::new("data"), 0), 1)?.check()?;
    }
    machine::raise_file_limit();
    let mut runs = Vec::new();
    for round in 0..plan.rounds {
        for writers in &plan.writers {
            for turn in 0..chosen.len() {
                let server = &chosen[(turn + round) % chosen.len()];
                let run = run_once(plan, server, *writers, round + 1)?;
                progress(&run);
                runs.push(run);
            }
        }
    }
    let servers = chosen.iter().map(|server| (server.name.clone(), server.says.clone())).collect();
    Ok(Comparison { machine: machine::describe(), seconds: plan.seconds, warmup: plan.warmup, servers, runs })
}

fn choose(plan: &Plan) -> Result<Vec<Server>, CompareError> {
    let all = &plan.servers.servers;
    if let Some(name) = plan.only.iter().find(|name| all.iter().all(|server| server.name != **name)) {
        let known: Vec<&str> = all.iter().map(|server| server.name.as_str()).collect();
        return Err(CompareError::Unknown(name.clone(), known.join(", ")));
    }
    Ok(all.iter().filter(|server| plan.only.is_empty() || plan.only.contains(&server.name)).cloned().collect())
}

fn names(plan: &Plan, data: &Path, port: u16) -> BTreeMap<String, String> {
    let mut names = plan.servers.names.clone();
    names.insert("data".to_owned(), data.display().to_string());
    names.insert("port".to_owned(), port.to_string());
    names
}

/// One run: fresh directory, server, load, size, clean-up.
fn run_once(plan: &Plan, server: &Server, writers: usize, round: usize) -> Result<Run, CompareError> {
    let place = plan.work.join(format!("{}-{writers}-{round}", server.name));
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    let data = place.join("data");
    fs::create_dir_all(&data)?;
    rustix::fs::sync();
    sleep(REST);
    let port = free_port()?;
    let server = server.fill(&names(plan, &data, port), writers)?;
    let log = place.join("server.log");
    let running = server.start(port, &log)?;
    let mut run = measure(plan, &server, &running, writers)?;
    run.round = round;
    run.log_size = published_size(&server, &running, run.load.accepted + prelude(&server))?;
    drop(running);
    let (bytes, files) = machine::disk_use(&data)?;
    run.disk_bytes_per_entry = bytes as f64 / run.log_size.max(1) as f64;
    run.files = files;
    if !plan.keep {
        fs::remove_dir_all(&place)?;
    }
    Ok(run)
}

/// The load itself, with the clocks read before and after.
fn measure(plan: &Plan, server: &Server, running: &Running, writers: usize) -> Result<Run, CompareError> {
    let (began, machine_before, server_before) =
        (Instant::now(), machine::machine_cpu()?, machine::process_cpu(running.pid())?);
    let load = generate(plan, server, running, writers)?;
    let wall = began.elapsed().as_secs_f64();
    let used = (machine::process_cpu(running.pid())? - server_before).as_secs_f64();
    let machine_after = machine::machine_cpu()?;
    let work =
        (machine_after.work - machine_before.work) + (machine_after.stolen.saturating_sub(machine_before.stolen));
    let foreign = work.as_secs_f64() - used - load.generator_cpu_seconds;
    Ok(Run {
        server: server.name.clone(),
        round: 0,
        server_cpu_us_per_request: used * 1e6 / load.accepted.max(1) as f64,
        server_peak_memory: machine::process_peak_memory(running.pid())?,
        foreign_cores: (foreign / wall).max(0.0),
        load,
        log_size: 0,
        disk_bytes_per_entry: 0.0,
        files: 0,
    })
}

/// Runs the generator as a process of its own, so that its processor time is its own too.
fn generate(plan: &Plan, server: &Server, running: &Running, writers: usize) -> Result<Report, CompareError> {
    let mut command = Command::new(&plan.generator);
    command.args(["--json", "--path", &server.path, "--content-type", &server.content_type]);
    command.args(["--url", &format!("http://{}", running.target.address()), "--writers", &writers.to_string()]);
    command.args(["--seconds", &plan.seconds.to_string(), "--warmup", &plan.warmup.to_string()]);
    match &server.load {
        Load::Random(size) => command.args(["--random", &size.to_string()]),
        Load::Bodies { file, prelude } => command.args(["--bodies", file, "--prelude", &prelude.to_string()]),
    };
    let output = command.stdin(Stdio::null()).output()?;
    // Exit code 1 says that some requests were not accepted; the report then counts them.
    serde_json::from_slice(&output.stdout)
        .map_err(|_| CompareError::Generator(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// Waits until the checkpoint holds everything that was accepted.
fn published_size(server: &Server, running: &Running, accepted: u64) -> Result<u64, CompareError> {
    let began = Instant::now();
    loop {
        let size = running.log_size(&server.checkpoint).unwrap_or(0);
        if size >= accepted {
            return Ok(size);
        }
        if began.elapsed() > PUBLISH_PATIENCE {
            return Err(CompareError::Lost { server: server.name.clone(), accepted, size });
        }
        sleep(Duration::from_millis(50));
    }
}

fn prelude(server: &Server) -> u64 {
    match server.load {
        Load::Bodies { prelude, .. } => prelude,
        Load::Random(_) => 0,
    }
}
