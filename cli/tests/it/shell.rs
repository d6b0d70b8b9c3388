//! A place to run the command in: a folder of its own, no settings of the machine, Spanish unless said otherwise.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A folder and a language.
pub(crate) struct Shell {
    folder: tempfile::TempDir,
}

/// A register being served; stopped when dropped.
pub(crate) struct Served {
    child: Child,
    /// Its address.
    pub(crate) url: String,
}

impl Shell {
    /// An empty folder.
    pub(crate) fn new() -> Shell {
        Shell { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with a register in `data`.
    pub(crate) fn with_register() -> Shell {
        let shell = Shell::new();
        let made = shell.run(
            "init --data data --origin r.example/log --registrar mx/registro --name-es Registro --name-en Register",
        );
        assert!(made.ends_with("exit 0\n"), "{made}");
        shell
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// Reads a text.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The command with words apart by one space; `␣` in a word stands for a space.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_veedor"));
        command.args(line.split_whitespace().map(|word| word.replace('␣', " "))).current_dir(self.folder.path());
        command.env_clear().env("LANG", "es_MX.UTF-8").env("PATH", "/usr/bin:/bin");
        command
    }

    /// Runs a command: standard output, standard error, exit code.
    pub(crate) fn run(&self, line: &str) -> String {
        self.finish(&mut self.command(line), b"")
    }

    /// Runs a command in English.
    pub(crate) fn english(&self, line: &str) -> String {
        self.finish(self.command(line).env("LANG", "en_GB.UTF-8"), b"")
    }

    /// Runs a prepared command with something on standard input.
    pub(crate) fn finish(&self, command: &mut Command, input: &[u8]) -> String {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Who does not read all of it is told enough by the rest.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let aside = String::from_utf8(output.stderr).unwrap();
        let exit = output.status.code().map_or("killed".to_owned(), |code| code.to_string());
        self.steady(&format!("{text}{aside}exit {exit}\n"))
    }

    /// Serves the register in `data` on a free port.
    pub(crate) fn serve(&self) -> Served {
        let mut command = self.command("serve --data data --listen 127.0.0.1:0 --log error");
        self.serving(command.stdout(Stdio::piped()).stderr(Stdio::null()))
    }

    /// Starts a command that says where it listens.
    pub(crate) fn serving(&self, command: &mut Command) -> Served {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .unwrap()
            .trim_end_matches([',', '/'])
            .to_owned();
        Served { child, url }
    }

    /// The text with what changes from run to run replaced by its name.
    pub(crate) fn steady(&self, text: &str) -> String {
        let folder = self.folder.path().display().to_string();
        let text = text.replace(&folder, "DIR").replace(env!("CARGO_BIN_EXE_veedor"), "veedor");
        let text: String = text.split_inclusive(char::is_whitespace).map(steady_word).collect();
        text.split_inclusive('\n').map(steady_day).collect()
    }
}

/// The fact that tells on which day a filing was received: the day of the test.
fn steady_day(line: &str) -> String {
    match line.split_once(" = ") {
        Some((fact, rest)) if fact.trim_start().starts_with("received ") => {
            format!("{fact} = DAY{}", rest.get(10..).unwrap_or_default())
        }
        _ => line.to_owned(),
    }
}

fn steady_word(word: &str) -> String {
    let inner = word.trim_matches(|c: char| c.is_whitespace() || "`.,;:()\"".contains(c));
    let name = match inner {
        _ if is_instant(inner) => "INSTANT",
        _ if inner.starts_with("http://127.0.0.1:") => "http://ADDRESS",
        _ if is_vkey(inner) => {
            return word.replace(inner, &format!("{}+KEY", inner.split('+').next().unwrap_or_default()));
        }
        _ if inner.len() == 64 && inner.bytes().all(|byte| byte.is_ascii_hexdigit()) => "HASH",
        _ if inner.len() == 44 && inner.ends_with('=') => "ROOT",
        _ => return word.to_owned(),
    };
    word.replace(inner, name)
}

fn is_instant(word: &str) -> bool {
    word.len() == 24 && word.ends_with('Z') && word.as_bytes()[10] == b'T'
}

fn is_vkey(word: &str) -> bool {
    let parts: Vec<&str> = word.splitn(3, '+').collect();
    matches!(parts.as_slice(), [_, id, key] if id.len() == 8 && key.len() == 44)
}

impl Served {
    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(mut self) {
        self.signal();
    }

    fn signal(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
            return;
        }
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.child.wait();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.signal();
    }
}

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
