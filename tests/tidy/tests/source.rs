//! What we agree on about source files: heads, unfinished work, boundaries, the purity of the core, one writer, SQL.

use tidy::{code_lines, files, has_word, names_in_section, quoted_after, read, without_tests};

/// A crate, the crates of this workspace it may use, and whether it is pure: told, never asking.
struct Boundary {
    name: &'static str,
    may_use: &'static [&'static str],
    pure: bool,
}

/// The picture of `ARCHITECTURE.md`: each crate earns its place by what it may not use.
const BOUNDARIES: [Boundary; 10] = [
    Boundary { name: "tlog", may_use: &[], pure: true },
    Boundary { name: "seal", may_use: &[], pure: true },
    Boundary { name: "register", may_use: &["tlog", "seal"], pure: true },
    Boundary { name: "import", may_use: &["register"], pure: true },
    Boundary { name: "figures", may_use: &["register"], pure: true },
    Boundary { name: "rulebook", may_use: &["figures", "register", "tlog"], pure: true },
    Boundary { name: "prover", may_use: &["register", "rulebook"], pure: false },
    Boundary { name: "portal", may_use: &["figures", "import", "register", "rulebook", "tlog"], pure: false },
    Boundary { name: "observatory", may_use: &["figures", "portal", "register", "rulebook", "tlog"], pure: false },
    Boundary {
        name: "cli",
        may_use: &["figures", "import", "observatory", "portal", "prover", "register", "rulebook", "tlog", "seal"],
        pure: false,
    },
];

/// All a pure crate may use beside the crates of this workspace: hashes, signatures, encodings, the calendar, errors, the
/// texts of rule pages, the formats of tables, tables in memory, and room on the stack.
const PURE_DEPENDENCIES: [&str; 19] = [
    "base64",
    "calamine",
    "cedar-policy",
    "cedar-policy-core",
    "csv",
    "curve25519-dalek",
    "ed25519-dalek",
    "encoding_rs",
    "hashbrown",
    "jiff",
    "ml-dsa",
    "pulldown-cmark",
    "serde",
    "serde_json",
    "sha2",
    "stacker",
    "thiserror",
    "toml",
    "zip",
];

fn complain(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn every_source_file_begins_with_what_it_is_for() {
    let found: Vec<String> = files("", ".rs")
        .into_iter()
        .filter(|source| {
            !source.text.starts_with("//! ") || source.text.lines().next().is_none_or(|line| line.len() < 20)
        })
        .map(|source| source.path)
        .collect();
    complain("these files do not begin with a `//!` sentence", &found);
}

#[test]
fn nothing_unfinished_is_kept() {
    // Put together here, so that this file does not find itself.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("HA", "CK")];
    let macros = [concat!("dbg", "!("), concat!("to", "do!("), concat!("unimplement", "ed!(")];
    let mut found = Vec::new();
    for source in [".rs", ".sql", ".sh", ".css", ".html", ".toml"].iter().flat_map(|ending| files("", ending)) {
        for (at, line) in source.text.lines().enumerate() {
            let unfinished =
                words.iter().any(|word| has_word(line, word)) || macros.iter().any(|name| line.contains(name));
            if unfinished {
                found.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
            }
        }
    }
    complain("finish these, or file them as issues", &found);
}

/// So that a language that runs from right to left needs no stylesheet of its own.
#[test]
fn stylesheets_know_no_left_and_right() {
    // Top, right, bottom and left, with two that differ.
    let four = |declaration: &str| {
        let sides: Vec<&str> = declaration.split_once(':').map_or("", |(_, sides)| sides).split_whitespace().collect();
        ["padding:", "margin:", "inset:"].iter().any(|name| declaration.trim().starts_with(name))
            && matches!(sides[..], [_, right, _, left] if right != left)
    };
    let names = ["left:", "right:", "-left", "-right", "float:", ": left", ": right"];
    let sided = |line: &str| names.iter().any(|name| line.contains(name)) || line.split([';', '{']).any(four);
    let sheets = files("", ".css");
    assert!(!sheets.is_empty());
    let lines = |sheet: &tidy::Source| -> Vec<String> {
        let lines = sheet.text.lines().enumerate().filter(|(_, line)| sided(line));
        lines.map(|(at, line)| format!("{}:{}: {}", sheet.path, at + 1, line.trim())).collect()
    };
    complain("say `inline-start`, `inline-end` or `start`, `end`", &sheets.iter().flat_map(lines).collect::<Vec<_>>());
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    let places = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/"), concat!("/wo", "rk/")];
    let mut found = Vec::new();
    for source in
        [".rs", ".md", ".toml", ".sh", ".sql", ".ftl", ".html", ".json"].iter().flat_map(|ending| files("", ending))
    {
        for (at, line) in
            source.text.lines().enumerate().filter(|(_, line)| places.iter().any(|place| line.contains(place)))
        {
            found.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
        }
    }
    complain("these lines name a place that only one machine has", &found);
}

#[test]
fn crates_use_only_what_lies_below_them() {
    let ours: Vec<&str> = BOUNDARIES.iter().map(|boundary| boundary.name).collect();
    let mut found = Vec::new();
    for Boundary { name, may_use, pure } in BOUNDARIES {
        let dependencies = names_in_section(&read(&format!("{name}/Cargo.toml")), &["dependencies"]);
        assert!(!dependencies.is_empty(), "{name}/Cargo.toml has no dependencies that this test can read");
        for dependency in dependencies {
            let is_ours = ours.contains(&dependency.as_str());
            let allowed = match is_ours {
                true => may_use.contains(&dependency.as_str()),
                false => !pure || PURE_DEPENDENCIES.contains(&dependency.as_str()),
            };
            if !allowed {
                found.push(format!("{name} uses {dependency}"));
            }
        }
    }
    complain("crates use what they may not", &found);
}

#[test]
fn only_the_portal_and_the_observatory_have_a_database() {
    for Boundary { name, .. } in BOUNDARIES {
        let used = names_in_section(&read(&format!("{name}/Cargo.toml")), &["dependencies"]);
        assert_eq!(used.contains("rusqlite"), ["portal", "observatory"].contains(&name), "{name} and rusqlite");
        assert_eq!(used.contains("postgres"), name == "observatory", "{name} and postgres");
    }
}

#[test]
fn pure_crates_have_the_same_list_of_what_they_may_not_call() {
    let lists: Vec<String> = BOUNDARIES
        .iter()
        .filter(|boundary| boundary.pure)
        .map(|boundary| read(&format!("{}/clippy.toml", boundary.name)))
        .collect();
    assert!(lists.windows(2).all(|pair| pair[0] == pair[1]), "the clippy.toml of the pure crates differ");
    for forbidden in ["SystemTime::now", "Instant::now", "std::env::var", "std::fs::read", "std::fs::File", "TcpStream"]
    {
        assert!(lists[0].contains(forbidden), "{forbidden} is not in the list");
    }
    let workspace = read("Cargo.toml");
    assert!(workspace.contains("disallowed_methods = \"deny\"") && workspace.contains("disallowed_types = \"deny\""));
    assert!(workspace.contains("unsafe_code = \"forbid\""));
}

/// Clippy knows the calls it was told of; this finds the modules behind them, whatever is called.
#[test]
fn pure_crates_see_no_clock_file_socket_or_chance() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::process",
        "std::env",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "getrandom",
        "rand::",
        "rand_core",
        "println!",
        "eprintln!",
        "static mut",
    ];
    let mut found = Vec::new();
    for boundary in BOUNDARIES.iter().filter(|boundary| boundary.pure) {
        for source in files(&format!("{}/src", boundary.name), ".rs") {
            for (at, line) in code_lines(without_tests(&source.text)) {
                if forbidden.iter().any(|word| line.contains(word)) {
                    found.push(format!("{}:{at}: {}", source.path, line.trim()));
                }
            }
        }
    }
    complain("the core is told, never asks", &found);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for name in BOUNDARIES.map(|boundary| boundary.name).into_iter().chain(["tests/tidy"]) {
        let toml = read(&format!("{name}/Cargo.toml"));
        assert!(toml.contains("[lints]\nworkspace = true"), "{name}/Cargo.toml");
    }
    let begins = concat!("[al", "low(");
    let mut allowed = Vec::new();
    for source in files("", ".rs") {
        for (at, _) in source.text.match_indices(begins) {
            let attribute = source.text[at..].split(")]").next().unwrap_or_default();
            if !attribute.contains("reason = ") {
                allowed.push(format!("{}:{}", source.path, 1 + source.text[..at].matches('\n').count()));
            }
        }
    }
    complain("say why: `#[expect(…, reason = \"…\")]`", &allowed);
}

#[test]
fn only_apply_changes_the_register() {
    let text = read("register/src/register.rs");
    let changing: Vec<&str> = code_lines(without_tests(&text))
        .map(|(_, line)| line.trim())
        .filter(|line| line.starts_with("pub fn") && (line.contains("mut self") || line.contains("&mut Register")))
        .collect();
    assert_eq!(changing, ["pub fn apply(mut self, admitted: &Admitted) -> Register {"]);
    let fields = text.split("pub struct Register {").nth(1).and_then(|rest| rest.split('}').next()).unwrap_or_default();
    assert!(!fields.is_empty() && !fields.contains("pub"), "the register's fields are its own:{fields}");
}

#[test]
fn only_the_sequencer_appends() {
    let places = |words: &[&str]| {
        let used = |line: &str| words.iter().any(|word| line.contains(word));
        let mut places: Vec<String> = files("portal/src", ".rs")
            .into_iter()
            .chain(files("cli/src", ".rs"))
            .filter(|source| !source.path.starts_with("portal/src/log/"))
            .filter(|source| code_lines(without_tests(&source.text)).any(|(_, line)| used(line)))
            .map(|source| source.path)
            .collect();
        places.sort();
        places
    };
    assert_eq!(places(&["log.append(", "Log::open("]), ["portal/src/registrar.rs"]);
    assert_eq!(places(&["Registrar::open("]), ["portal/src/sequencer.rs"]);
}

#[test]
fn no_code_changes_or_deletes_an_entry() {
    let changes = ["UPDATE entry", "DELETE FROM entry", "REPLACE INTO entry"];
    let found: Vec<String> = [".rs", ".sql"]
        .iter()
        .flat_map(|ending| files("portal/src", ending))
        .filter(|source| changes.iter().any(|change| source.text.contains(change)))
        .map(|source| source.path)
        .collect();
    complain("an entry stands as it was filed", &found);
}

#[test]
fn pages_only_read() {
    let words = ["rusqlite", "sequencer", "Log::", "fs::write", "File::create", "SystemTime"];
    let mut found = Vec::new();
    for source in files("portal/src/pages", ".rs") {
        for (at, line) in
            code_lines(without_tests(&source.text)).filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        {
            found.push(format!("{}:{at}: {}", source.path, line.trim()));
        }
    }
    complain("a page asks the index and the published log, and writes nothing", &found);
}

#[test]
fn pages_take_day_and_law_from_the_desk() {
    // The site's are today's; a page may be asked for as known on another day.
    let words = ["site.today.days()", "site.law."];
    let mut found = Vec::new();
    for source in files("portal/src/pages", ".rs") {
        let place = ["visit.rs", "frame.rs", "answer.rs", "shelf.rs"]
            .iter()
            .any(|file| source.path.ends_with(&format!("pages/{file}")));
        for (at, line) in
            code_lines(without_tests(&source.text)).filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        {
            if !place {
                found.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    complain("ask `desk.today` and `desk.law`", &found);
}

#[test]
fn the_portal_reads_the_clock_for_receipts_and_for_what_is_overdue_only() {
    let places: Vec<String> = files("portal/src", ".rs")
        .into_iter()
        .filter(|source| code_lines(without_tests(&source.text)).any(|(_, line)| line.contains("SystemTime::now")))
        .map(|source| source.path)
        .collect();
    assert_eq!(places, ["portal/src/sequencer.rs", "portal/src/today.rs"]);
}

/// Statements longer than this have a file and a name.
const SQL_LINES: usize = 2;

#[test]
fn long_sql_is_in_a_file_named_after_its_question() {
    let begins = ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE ", "\"CREATE ", "\"WITH "];
    let mut found = Vec::new();
    let sources = ["portal/src", "observatory/src", "cli/src"].map(|folder| files(folder, ".rs"));
    for source in sources.iter().flatten() {
        let lines: Vec<&str> = source.text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins.iter().any(|begin| line.contains(begin))) {
            let length = 1 + lines[at..].iter().take_while(|line| line.ends_with('\\')).count();
            if length > SQL_LINES {
                found.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
            }
        }
    }
    complain("give these statements a `.sql` file", &found);
}

#[test]
fn every_sql_file_is_asked() {
    let folders = ["portal/src", "observatory/src"];
    let sources: Vec<_> = folders.iter().flat_map(|folder| files(folder, ".rs")).collect();
    let found: Vec<String> = folders
        .iter()
        .flat_map(|folder| files(folder, ".sql"))
        .filter(|sql| {
            let name = sql.path.rsplit('/').next().unwrap_or_default();
            !sources.iter().any(|source| quoted_after(&source.text, "include_str!(\"").contains(&name))
        })
        .map(|sql| sql.path)
        .collect();
    complain("nobody asks these", &found);
}
