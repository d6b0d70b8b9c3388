//! Runs the commands of both READMEs, in the order they stand there, in a fresh folder, with the program as it is built
//! now. In what is expected, `[..]` stands for anything within a line and a line `[...]` for any lines. Blocks after a
//! comment `<!-- not run: why -->` are left out.
#![expect(clippy::expect_used, reason = "this file is only a test")]

use std::{
    fs::{self, File},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tidy::{fences, read, root};

/// The address in the README; the test listens elsewhere, so that it disturbs nobody.
const ADDRESS: &str = "127.0.0.1:8080";

/// The first command of the README. The test runs the program it has built, in a folder that goes with it.
const DEMONSTRATION: [&str; 2] = ["cargo run --release -- demo", "veedor demo --data demonstration"];

/// How long a server may take until it has said what the README says.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn the_english_readme_tells_what_happens() {
    tell("README.md", "en");
}

#[test]
fn the_spanish_readme_tells_what_happens() {
    tell("README.es.md", "es");
}

fn tell(readme: &str, lang: &str) {
    let world = World::new(lang);
    let mut servers = Vec::new();
    let mut told = 0;
    for step in steps(&read(readme)) {
        let said = if step.command == DEMONSTRATION[0] {
            // It ends here, as with Ctrl-C.
            world.start(DEMONSTRATION[1], &step.expected).said.clone()
        } else if let Some(server) = step.command.strip_suffix(" &") {
            let server = world.start(server, &step.expected);
            let said = server.said.clone();
            servers.push(server);
            said
        } else {
            world.run(&step.command)
        };
        let Step { line, command, expected } = step;
        assert!(fits(&expected, &said), "{readme}:{line}: $ {command}\nexpected:\n{expected}\nbut it says:\n{said}");
        told += 1;
    }
    assert!(told >= 6, "{readme} has {told} commands to run");
}

/// A command of the README and what it answers.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    line: usize,
    command: String,
    expected: String,
}

fn steps(readme: &str) -> Vec<Step> {
    let lines: Vec<&str> = readme.lines().collect();
    let left_out = |line: usize| {
        line >= 2
            && lines[..line - 1]
                .iter()
                .rev()
                .find(|line| !line.is_empty())
                .is_some_and(|line| line.starts_with("<!-- not run: "))
    };
    let mut steps: Vec<Step> = Vec::new();
    for fence in fences(readme).into_iter().filter(|fence| fence.info == "console" && !left_out(fence.line)) {
        for (at, line) in fence.text.lines().enumerate() {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => {
                    steps.push(Step { line: fence.line + 1 + at, command: command.into(), expected: String::new() })
                }
                (None, Some(step)) => step.expected += &format!("{line}\n"),
                (None, None) => {}
            }
        }
    }
    steps
}

/// A fresh folder, the program, a free address, a language.
struct World {
    folder: PathBuf,
    path: String,
    address: String,
    lang: String,
}

/// What was started in the background and what it has said. Ended with the test, by its own handle.
struct Running {
    child: Child,
    said: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl World {
    fn new(lang: &str) -> World {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("readme-{lang}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder to work in");
        // The README's commands are run from the root, where the examples are.
        std::os::unix::fs::symlink(root().join("docs"), folder.join("docs")).expect("a link to the examples");
        let free = TcpListener::bind("127.0.0.1:0").expect("a free address");
        let address = free.local_addr().expect("an address").to_string();
        let path = format!("{}:{}", program_folder().display(), std::env::var("PATH").unwrap_or_default());
        World { folder, path, address, lang: lang.into() }
    }

    fn command(&self, command: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(command.replace(ADDRESS, &self.address)).current_dir(&self.folder);
        shell.env("PATH", &self.path).env("VEEDOR_LANG", &self.lang).env("NO_COLOR", "1").stdin(Stdio::null());
        shell
    }

    /// What a command says, on both outputs, with the address as the README has it.
    fn run(&self, command: &str) -> String {
        let output = self.command(&format!("{{ {command}; }} 2>&1")).output().expect("the shell runs");
        String::from_utf8_lossy(&output.stdout).replace(&self.address, ADDRESS)
    }

    /// Starts a server and waits until it has said what is expected, or long enough.
    fn start(&self, server: &str, expected: &str) -> Running {
        let path = self.folder.join("server.log");
        let log = File::create(&path).expect("a log");
        // `exec`, so that the handle is the server's own and no shell's.
        let command = format!("exec {server} --listen {ADDRESS}");
        let child = self.command(&command).stdout(log).stderr(Stdio::null()).spawn().expect("the shell runs");
        let mut running = Running { child, said: String::new() };
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE && !(fits(expected, &running.said) && self.listens()) {
            std::thread::sleep(Duration::from_millis(20));
            running.said = fs::read_to_string(&path).unwrap_or_default().replace(&self.address, ADDRESS);
        }
        running
    }

    fn listens(&self) -> bool {
        TcpStream::connect(&self.address).is_ok()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Where the program stands that was built with these tests, for those who built it: a build of its own, without what only
/// tests need, has other features and compiles nearly everything once more.
const BUILT: &str = "VEEDOR_BUILT";

/// The folder with the program.
fn program_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os(BUILT).map(PathBuf::from) {
        assert!(folder.join("veedor").exists(), "{BUILT}: `{}` holds no `veedor`", folder.display());
        return folder;
    }
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--workspace", "--bins", "--all-features"]).current_dir(root());
    assert!(build.status().expect("cargo runs").success(), "the program does not build");
    // This test runs from {target}/{profile}/deps.
    let test = std::env::current_exe().expect("its own path");
    let folder = test.ancestors().nth(2).expect("the folder of the profile").to_path_buf();
    assert!(folder.join("veedor").exists(), "`{}` holds no `veedor`", folder.display());
    folder
}

/// Whether what was said is what was expected.
fn fits(expected: &str, said: &str) -> bool {
    let (expected, said): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), said.lines().collect());
    lines_fit(&expected, &said)
}

fn lines_fit(expected: &[&str], said: &[&str]) -> bool {
    match (expected, said) {
        ([], []) => true,
        (["[...]", rest @ ..], _) => (0..=said.len()).any(|skipped| lines_fit(rest, &said[skipped..])),
        ([first, rest @ ..], [line, said @ ..]) => line_fits(first, line.trim_end()) && lines_fit(rest, said),
        _ => false,
    }
}

fn line_fits(expected: &str, said: &str) -> bool {
    let mut parts = expected.trim_end().split("[..]");
    let Some(mut rest) = parts.next().and_then(|first| said.strip_prefix(first)) else { return false };
    let mut open = false;
    for part in parts {
        open = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    open || rest.is_empty()
        || (expected.contains("[..]") && expected.rsplit("[..]").next().is_some_and(|end| said.ends_with(end)))
}

#[test]
fn blocks_become_steps_and_those_not_run_are_left_out() {
    let readme = "```console\n$ one\nsays\n$ two &\n```\n\n<!-- not run: slow -->\n```console\n$ three\n```\n";
    let step = |line, command: &str, expected: &str| Step { line, command: command.into(), expected: expected.into() };
    assert_eq!(steps(readme), [step(2, "one", "says\n"), step(4, "two &", "")]);
}

#[test]
fn expected_lines_have_holes() {
    assert!(fits("a [..] c\n", "a b c\n"));
    assert!(fits("a [..]\n[...]\nz\n", "a b\nx\ny\nz\n"));
    assert!(fits("[...]\n", ""));
    assert!(!fits("a [..] c\n", "a b d\n"));
    assert!(!fits("a\n", "a\nb\n"));
    assert!(!fits("a\nb\n", "a\n"));
}
