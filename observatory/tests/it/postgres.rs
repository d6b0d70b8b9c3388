//! The same registers, the same questions, the same answers from PostgreSQL and from SQLite. A real server is started from the
//! Debian package, on a socket in a temporary folder.

use std::{
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use expect_test::expect;
use observatory::index::{Index, Place};
use tempfile::TempDir;

use crate::world::{Observatory, israel, listed_at, mexico, nobody, now};

/// A server that ends with the test.
struct Server {
    child: Child,
    folder: TempDir,
}

/// Where a server is listened to beside its socket.
#[derive(Clone, Copy)]
enum Open {
    Nowhere,
    /// On a port, without TLS.
    Clear(u16),
    /// On a port, and only with TLS.
    Encrypted(u16),
}

impl Server {
    /// Starts a server; none where there are no programs.
    fn start(open: Open) -> Option<Server> {
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
        server.arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-c", "fsync=off"]);
        match open {
            Open::Nowhere => server.args(["-c", "listen_addresses="]),
            Open::Clear(port) => server.args(["-c", "listen_addresses=127.0.0.1", "-p", &port.to_string()]),
            Open::Encrypted(port) => {
                certify(folder.path(), &data);
                let files = ["-c", "ssl=on", "-c", "ssl_cert_file=server.pem", "-c", "ssl_key_file=server.key"];
                server.args(["-c", "listen_addresses=127.0.0.1", "-p", &port.to_string()]).args(files)
            }
        };
        let child = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("postgres runs");
        Some(Server { child, folder })
    }

    /// The index, as soon as the server answers.
    fn place(&self) -> Place {
        self.place_by("")
    }

    /// The same, with a port in the name of the socket.
    fn place_by(&self, port: &str) -> Place {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        let place = Place::parse(&format!("postgres://veedor@{socket}{port}/postgres"));
        let begun = Instant::now();
        loop {
            match Index::open(place.clone()) {
                Ok(_) => return place,
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

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

/// Makes a server's certificate for `localhost`, the authority that signed it and another one, and lets nobody in over the
/// port without TLS.
fn certify(folder: &Path, data: &Path) {
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    let openssl = |args: &[&str]| {
        let made = Command::new("openssl").current_dir(folder).args(args).output().expect("openssl runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    };
    for name in ["ca", "other"] {
        let (key, pem, subject) = (format!("{name}.key"), format!("{name}.pem"), format!("/CN={name}"));
        openssl(
            &[&["req", "-x509"], &curve[..], &["-keyout", &key, "-out", &pem, "-days", "2", "-subj", &subject]]
                .concat(),
        );
    }
    openssl(&[&["req"], &curve[..], &["-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=server"]].concat());
    std::fs::write(folder.join("server.ext"), "subjectAltName=DNS:localhost\n").expect("written");
    let signed = ["x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
    openssl(&[&signed[..], &["-days", "2", "-extfile", "server.ext", "-out", "server.pem"]].concat());
    std::fs::write(data.join("pg_hba.conf"), "local all all trust\nhostssl all all 127.0.0.1/32 trust\n")
        .expect("written");
    for (name, mode) in [("server.pem", 0o644), ("server.key", 0o600)] {
        std::fs::copy(folder.join(name), data.join(name)).expect("copied");
        std::fs::set_permissions(data.join(name), std::fs::Permissions::from_mode(mode)).expect("set");
        own(&data.join(name));
    }
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
    own(data);
}

fn own(path: &Path) {
    if is_root() {
        let given = Command::new("chown").args(["postgres:"]).arg(path).status().expect("chown runs");
        assert!(given.success(), "the user of the package postgresql is missing");
    }
}

#[test]
fn the_line_is_as_safe_as_the_address_asks() {
    let port = free_port();
    let Some(server) = Server::start(Open::Encrypted(port)) else { return };
    server.place_by(&format!(":{port}"));
    let folder = server.folder.path().display().to_string();
    let opened = |host: &str, asked: &str| {
        let roots = asked.replace("sslrootcert=", &format!("sslrootcert={folder}%2F"));
        let place = Place::parse(&format!("postgres://veedor@{host}:{port}/postgres?{roots}"));
        let outcome = Index::open(place).map_or_else(|error| error.to_string(), |_| "opened".to_owned());
        format!("{host}?{asked}: {}\n", outcome.replace(&folder, "…"))
    };
    let outcomes: String = [
        ("127.0.0.1", ""),
        ("127.0.0.1", "sslmode=disable"),
        ("127.0.0.1", "sslmode=prefer"),
        ("127.0.0.1", "sslmode=require"),
        ("127.0.0.1", "sslmode=require&sslrootcert=other.pem"),
        ("127.0.0.1", "sslmode=verify-ca&sslrootcert=ca.pem"),
        ("127.0.0.1", "sslmode=verify-ca&sslrootcert=other.pem"),
        ("127.0.0.1", "sslmode=verify-full&sslrootcert=ca.pem"),
        ("localhost", "sslmode=verify-full&sslrootcert=ca.pem"),
        ("localhost", "sslmode=verify-full&sslrootcert=other.pem"),
        ("localhost", "sslmode=verify-full"),
        ("localhost", "sslmode=verify-full&sslrootcert=nowhere.pem"),
        ("localhost", "sslmode=verify-full&sslrootcert=ca.key"),
        ("localhost", "sslmode=strict"),
    ]
    .map(|(host, asked)| opened(host, asked))
    .concat();
    expect![[r#"
        127.0.0.1?: opened
        127.0.0.1?sslmode=disable: PostgreSQL: no pg_hba.conf entry for host "127.0.0.1", user "veedor", database "postgres", no encryption
        127.0.0.1?sslmode=prefer: opened
        127.0.0.1?sslmode=require: opened
        127.0.0.1?sslmode=require&sslrootcert=other.pem: no encrypted line to PostgreSQL: invalid peer certificate: UnknownIssuer
        127.0.0.1?sslmode=verify-ca&sslrootcert=ca.pem: opened
        127.0.0.1?sslmode=verify-ca&sslrootcert=other.pem: no encrypted line to PostgreSQL: invalid peer certificate: UnknownIssuer
        127.0.0.1?sslmode=verify-full&sslrootcert=ca.pem: no encrypted line to PostgreSQL: invalid peer certificate: certificate not valid for name "127.0.0.1"; certificate is only valid for DnsName("localhost")
        localhost?sslmode=verify-full&sslrootcert=ca.pem: opened
        localhost?sslmode=verify-full&sslrootcert=other.pem: no encrypted line to PostgreSQL: invalid peer certificate: UnknownIssuer
        localhost?sslmode=verify-full: `sslmode=verify-full` needs `sslrootcert=FILE`, the certificates that are believed
        localhost?sslmode=verify-full&sslrootcert=nowhere.pem: `sslrootcert=…/nowhere.pem`: I/O error: No such file or directory (os error 2)
        localhost?sslmode=verify-full&sslrootcert=ca.key: `sslrootcert=…/ca.key`: no root trust anchors were provided
        localhost?sslmode=strict: `sslmode=strict` is none of disable, prefer, require, verify-ca, verify-full
    "#]].assert_eq(&outcomes);
}

#[test]
fn a_server_without_tls_is_refused_where_it_is_asked_for() {
    let port = free_port();
    let Some(server) = Server::start(Open::Clear(port)) else { return };
    server.place_by(&format!(":{port}"));
    let opened = |mode: &str| {
        let place = Place::parse(&format!("postgres://veedor@127.0.0.1:{port}/postgres?sslmode={mode}"));
        Index::open(place).map_or_else(|error| error.to_string(), |_| "opened".to_owned())
    };
    assert_eq!(["disable", "prefer"].map(opened), ["opened", "opened"]);
    assert_eq!(opened("require"), "no encrypted line to PostgreSQL: server does not support TLS");
}

#[test]
fn both_databases_answer_the_same() {
    let Some(server) = Server::start(Open::Nowhere) else { return };
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
    let Some(mut server) = Server::start(Open::Nowhere) else { return };
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
