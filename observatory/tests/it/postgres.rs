//! The same registers, the same questions, the same answers from PostgreSQL and from SQLite. A real server is started from the
//! Debian package, on a socket in a temporary folder.

use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use observatory::index::{Index, Place};
use tempfile::TempDir;

use crate::world::{Observatory, israel, listed_at, mexico, nobody, now};

/// A server that ends with the test.
struct Server {
    child: Child,
    folder: TempDir,
}

impl Server {
    /// Starts a server; none where there are no programs.
    fn start() -> Option<Server> {
        let Some(programs) = programs() else {
            assert!(std::env::var_os("VEEDOR_POSTGRES").is_none(), "PostgreSQL is asked for and not here");
            eprintln!("skipped: no /usr/lib/postgresql/*/bin; install the package postgresql");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        std::fs::create_dir(&data).expect("made");
        give_to_owner(folder.path(), &data);
        let mut made = as_owner(&programs.join("initdb"));
        made.args(["--no-sync", "--auth=trust", "--username=veedor", "--encoding=UTF8", "--locale=C", "-D"]).arg(&data);
        let made = made.output().expect("initdb runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut server = as_owner(&programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-c", "listen_addresses=", "-c", "fsync=off"]);
        let child = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("postgres runs");
        Some(Server { child, folder })
    }

    fn url(&self) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://veedor@{socket}/postgres")
    }

    /// The index, as soon as the server answers.
    fn place(&self) -> Place {
        let begun = Instant::now();
        loop {
            match Index::open(Place::parse(&self.url())) {
                Ok(_) => return Place::parse(&self.url()),
                Err(error) => assert!(begun.elapsed() < Duration::from_secs(30), "{error}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGQUIT would leave shared memory; the process of its own ends with its children.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    versions.map(|version| version.path().join("bin")).find(|folder| folder.join("initdb").exists())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}

/// PostgreSQL refuses to run as root: there the user of its package runs it.
fn as_owner(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

fn give_to_owner(folder: &Path, data: &Path) {
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).expect("may be entered");
    if is_root() {
        let given = Command::new("chown").args(["postgres:"]).arg(data).status().expect("chown runs");
        assert!(given.success(), "the user of the package postgresql is missing");
    }
}

#[test]
fn both_databases_answer_the_same() {
    let Some(server) = Server::start() else { return };
    let (mexico, israel) = (mexico(), israel());
    let directory = [
        mexico.listed("mx", "silent_after = 1"),
        israel.listed("il", ""),
        listed_at("away", &nobody(), &israel.vkey()),
    ]
    .concat();
    let at = crate::world::later(3);
    let in_file = Observatory::new(&directory);
    let in_server = Observatory::at(tempfile::tempdir().expect("a folder"), server.place(), &directory);
    for observatory in [&in_file, &in_server] {
        observatory.round(now());
        observatory.round(at);
        // The second time everything is there already and is written over.
        observatory.round(at);
    }
    for page in ["/en/registers.csv", "/en/compare.csv?with=mx,il,away", "/en/exports.json", "/es/alerts.csv"] {
        let (file, server) = (in_file.get(page), in_server.get(page));
        let times = |text: &str| text.split(',').filter(|cell| !cell.starts_with("20")).collect::<Vec<_>>().join(",");
        assert_eq!(times(&file.1), times(&server.1), "{page}");
        assert!(file.0 == 200 && file.1.len() > 100, "{page}: {}", file.1);
    }
}

#[test]
fn a_server_that_was_started_again_is_found_again() {
    let Some(mut server) = Server::start() else { return };
    let mexico = mexico();
    let observatory = Observatory::at(tempfile::tempdir().expect("a folder"), server.place(), &mexico.listed("mx", ""));
    observatory.round(now());
    let Some(mut other) = stopped_and_started(&mut server) else { return };
    let begun = Instant::now();
    // The first question after the stop finds a line that is cut; the next opens another.
    while observatory.index.registers().is_err() {
        assert!(begun.elapsed() < Duration::from_secs(30), "the index is not found again");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(observatory.json("/en/registers.json")["registers"][0]["size"], 14);
    let _ = Command::new("kill").args(["-INT", &other.id().to_string()]).status();
    let _ = other.wait();
}

/// Ends the server and starts another over its data.
fn stopped_and_started(server: &mut Server) -> Option<Child> {
    let _ = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status();
    let _ = server.child.wait();
    let mut again = as_owner(&programs()?.join("postgres"));
    again.arg("-D").arg(server.folder.path().join("data")).arg("-k").arg(server.folder.path());
    again.args(["-c", "listen_addresses=", "-c", "fsync=off"]);
    again.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}
