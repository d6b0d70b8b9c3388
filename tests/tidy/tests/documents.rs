//! What we agree on about documents: links lead somewhere, both READMEs say the same, every dependency, decision, route,
//! reason, metric, command and form is written down, and nothing is written down that is no more.

use std::collections::BTreeSet;

use tidy::{anchors, fences, files, headings, links, names_in_section, paths, prose, quoted_after, read, root};

/// The folders of the crates.
const CRATES: [&str; 10] =
    ["tlog", "seal", "register", "figures", "import", "rulebook", "prover", "portal", "observatory", "cli"];

fn complain(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn every_relative_link_leads_somewhere() {
    let mut found = Vec::new();
    for page in files("", ".md") {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (line, link) in links(&page.text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() { root().join(&page.path) } else { root().join(folder).join(path) };
            if !target.exists() {
                found.push(format!("{}:{line}: `{link}` leads nowhere", page.path));
            } else if !fragment.is_empty() && !has_anchor(&target, fragment) {
                found.push(format!("{}:{line}: `{link}` names no heading", page.path));
            }
        }
    }
    complain("broken links", &found);
}

fn has_anchor(page: &std::path::Path, fragment: &str) -> bool {
    std::fs::read_to_string(page).is_ok_and(|text| anchors(&text).contains(fragment))
}

/// What stands between backticks on one line.
fn code_spans(page: &str) -> impl Iterator<Item = (usize, String)> {
    let text = prose(page);
    let spans = |(at, line): (usize, &str)| {
        line.split('`').skip(1).step_by(2).map(|span| (at + 1, span.to_owned())).collect::<Vec<_>>()
    };
    text.lines().enumerate().flat_map(spans).collect::<Vec<_>>().into_iter()
}

#[test]
fn every_test_and_file_that_a_document_names_exists() {
    let sources: String = files("", ".rs").into_iter().map(|source| source.text).collect();
    let tops: Vec<String> = paths("").into_iter().filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
    let is_test =
        |span: &str| span.matches('_').count() > 3 && span.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_path = |span: &str| {
        let plain = span.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
        plain
            && span.split_once('/').is_some_and(|(top, rest)| !rest.is_empty() && tops.iter().any(|known| known == top))
    };
    let mut found = Vec::new();
    for page in files("", ".md") {
        for (line, span) in code_spans(&page.text) {
            let missing = match () {
                () if is_test(&span) => !sources.contains(&format!("fn {span}(")),
                () if is_path(&span) => !root().join(&span).exists(),
                () => false,
            };
            if missing {
                found.push(format!("{}:{line}: `{span}`", page.path));
            }
        }
    }
    complain("these are named and not there", &found);
}

#[test]
fn both_readmes_say_the_same() {
    let (english, spanish) = (read("README.md"), read("README.es.md"));
    let depths = |text: &str| headings(text).into_iter().map(|(depth, _)| depth).collect::<Vec<_>>();
    assert_eq!(depths(&english), depths(&spanish), "the headings");
    let (ours, theirs) = (fences(&english), fences(&spanish));
    assert_eq!(ours.len(), theirs.len(), "the number of blocks");
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours.info, theirs.info, "README.md:{} and README.es.md:{}", ours.line, theirs.line);
        // Commands are the same; what they answer is in the reader's language.
        let said =
            |text: &str| text.lines().filter(|line| line.starts_with("$ ")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(said(&ours.text), said(&theirs.text), "README.md:{} and README.es.md:{}", ours.line, theirs.line);
    }
    // A picture has one file a language; everything else is one for both.
    let targets = |text: &str| {
        let found = links(text).into_iter().map(|(_, link)| link.replace(".es.", "."));
        found.filter(|link| link != "README.md").collect::<BTreeSet<_>>()
    };
    assert_eq!(targets(&english), targets(&spanish), "the links");
}

#[test]
fn every_dependency_has_its_sentence() {
    let page = read("docs/decisions/dependencies.md");
    let mut found = Vec::new();
    for toml in CRATES.into_iter().chain(["bench", "fuzz"]) {
        let manifest = read(&format!("{toml}/Cargo.toml"));
        let used = names_in_section(&manifest, &["dependencies", "dev-dependencies"]);
        let told: BTreeSet<String> = section(&page, toml).lines().filter_map(first_cell).collect();
        found.extend(used.difference(&told).map(|name| format!("{toml} uses {name}, and no line says why")));
        found.extend(told.difference(&used).map(|name| format!("{toml} does not use {name} any more")));
    }
    let package = read("tests/browser/package.json");
    let used: BTreeSet<String> = package
        .split("Dependencies\": {")
        .skip(1)
        .flat_map(|part| part.split('}').next().unwrap_or_default().split('"').skip(1).step_by(4))
        .map(str::to_owned)
        .collect();
    let told: BTreeSet<String> = section(&page, "tests/browser").lines().filter_map(first_cell).collect();
    found.extend(used.symmetric_difference(&told).map(|name| format!("tests/browser and its lines differ in {name}")));
    complain("docs/decisions/dependencies.md and the Cargo.toml files differ", &found);
}

#[test]
fn no_dependency_of_the_workspace_is_left_over() {
    let listed = names_in_section(&read("Cargo.toml"), &["workspace.dependencies"]);
    let mut used = BTreeSet::new();
    for toml in CRATES.into_iter().chain(["tests/tidy"]) {
        used.extend(names_in_section(&read(&format!("{toml}/Cargo.toml")), &["dependencies", "dev-dependencies"]));
    }
    let found: Vec<String> = listed.difference(&used).cloned().collect();
    complain("nobody uses these", &found);
}

/// The part of a page under the heading of depth two that is called so.
fn section<'a>(page: &'a str, name: &str) -> &'a str {
    let start = page.find(&format!("\n## {name}\n")).map_or(page.len(), |at| at + 1);
    let rest = &page[start..];
    let end = rest[1.min(rest.len())..].find("\n## ").map_or(rest.len(), |at| at + 1);
    &rest[..end]
}

/// The code in the first cell of a line of a table.
fn first_cell(line: &str) -> Option<String> {
    let rest = line.strip_prefix("| `")?;
    Some(rest.split('`').next()?.to_owned())
}

#[test]
fn every_decision_is_listed() {
    let list = read("docs/decisions/README.md");
    let found: Vec<String> = paths("docs/decisions")
        .into_iter()
        .filter_map(|path| path.strip_prefix("docs/decisions/").map(str::to_owned))
        .filter(|name| name != "README.md" && !list.contains(&format!("]({name})")))
        .collect();
    complain("docs/decisions/README.md does not list", &found);
}

#[test]
fn every_route_is_written_down() {
    let page = read("docs/api.md");
    let http = read("portal/src/http.rs");
    let mut routes: Vec<String> = quoted_after(&http, "path: \"").into_iter().map(str::to_owned).collect();
    assert!(routes.len() >= 9, "the routes are not found where this test looks: {routes:?}");
    let pages = read("portal/src/pages/mod.rs");
    let listed = pages.split("const PAGES").nth(1).and_then(|rest| rest.split("];").next()).unwrap_or_default();
    let ours = quoted_after(listed, "(\"");
    assert!(!ours.is_empty(), "the pages are not found where this test looks");
    routes.extend(ours.into_iter().map(|path| format!("/{{lang}}{path}")));
    let found: Vec<String> = routes.into_iter().filter(|route| !page.contains(&format!("{route}`"))).collect();
    complain("docs/api.md does not know", &found);
}

#[test]
fn every_metric_is_written_down() {
    let (page, metrics) = (read("docs/operating.md"), read("portal/src/metrics.rs"));
    let names = quoted_after(&metrics, "registry.register(\"");
    assert!(!names.is_empty(), "the metrics are not found where this test looks");
    let found: Vec<String> = names
        .into_iter()
        .map(|name| format!("veedor_{name}"))
        .filter(|name| !page.contains(&format!("`{name}")))
        .collect();
    complain("docs/operating.md does not know", &found);
}

/// A limit in the code, and how the table of limits says it.
const LIMITS: [(&str, &str, &str); 12] = [
    ("portal/src/blobs.rs", "MAX_BLOB: usize = 32 << 20;", "32 MiB"),
    ("portal/src/http.rs", "MAX_REQUEST: usize = 2 * 65_536;", "128 KiB"),
    ("portal/src/host.rs", "head_timeout: Duration::from_secs(15),", "15 s"),
    ("portal/src/host.rs", "REQUEST_TIMEOUT: Duration = Duration::from_secs(300);", "300 s"),
    ("portal/src/host.rs", "connections: 4_096,", "4,096"),
    ("portal/src/sequencer.rs", "QUEUE: usize = 4_096;", "4,096 (256 MiB)"),
    ("portal/src/sequencer.rs", "GROUP: usize = 1_024;", "1,024 or"),
    ("portal/src/sequencer.rs", "GROUP_BYTES: usize = 8 << 20;", "8 MiB"),
    ("portal/src/sequencer.rs", "UNPUBLISHED: u64 = 100_000;", "100,000"),
    ("tlog/src/note.rs", "MAX_SIGNATURES: usize = 64;", "64"),
    ("register/src/json.rs", "MAX_DEPTH: u32 = 16;", "16;"),
    ("register/src/json.rs", "MAX_MEMBERS: usize = 64;", "; 64"),
];

#[test]
fn limits_are_written_down_as_they_are() {
    let page = read("docs/operating.md");
    let table = section(&page, "Limits");
    for (file, limit, words) in LIMITS {
        assert!(
            read(file).contains(limit),
            "`{file}` has another limit than `{limit}`: change docs/operating.md#limits and this test"
        );
        let told = table.lines().any(|row| row.ends_with(&format!("| `{file}` |")) && row.contains(words));
        assert!(told, "docs/operating.md#limits does not say `{words}` for `{limit}`");
    }
}

#[test]
fn every_command_is_written_down() {
    let list = read("cli/src/commands.rs");
    let list = list.split("enum Command {").nth(1).and_then(|rest| rest.split('}').next()).unwrap_or_default();
    let commands: Vec<String> =
        list.lines().filter_map(|line| line.trim().split_once('(')).map(|(name, _)| kebab(name)).collect();
    assert!(commands.len() > 10, "the commands are not found where this test looks");
    let text: String = files("", ".md")
        .iter()
        .filter(|page| !page.path.contains('/') || page.path.starts_with("docs/"))
        .map(|page| page.text.as_str())
        .collect();
    let found: Vec<String> = commands.into_iter().filter(|name| !text.contains(&format!("veedor {name}"))).collect();
    complain("no document tells of", &found);
}

/// `AsOf` as the command line writes it: `as-of`.
fn kebab(name: &str) -> String {
    let dash = |(at, letter): (usize, char)| if at > 0 && letter.is_uppercase() { "-" } else { "" };
    name.char_indices().map(|(at, letter)| format!("{}{}", dash((at, letter)), letter.to_lowercase())).collect()
}

/// A form as `register/src/form.rs` declares it: code, Spanish, English.
fn forms() -> Vec<[String; 3]> {
    let text = read("register/src/form.rs");
    let table = text.split("\nforms! {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
    let words = |line: &str| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    table.lines().filter_map(|line| words(line).try_into().ok()).collect()
}

#[test]
fn every_form_is_in_the_glossary_in_both_languages() {
    let glossary = read("docs/glossary.md");
    let forms = forms();
    assert!(forms.len() > 30, "the forms are not found where this test looks");
    let found: Vec<String> = forms
        .into_iter()
        .map(|[code, es, en]| format!("| `{code}` | {en} | {es} |"))
        .filter(|row| !glossary.contains(row))
        .collect();
    complain("docs/glossary.md lacks these rows", &found);
}

#[test]
fn the_sources_of_the_demonstration_are_listed() {
    let list = read("demo/mexico/README.md");
    let mut found = Vec::new();
    for filing in files("demo/mexico", ".json") {
        // Two levels in: of a source, not of the filing.
        let of_source =
            |line: &str| ["title", "url"].iter().any(|name| line.starts_with(&format!("      \"{name}\": ")));
        for (at, line) in filing.text.lines().enumerate().filter(|(_, line)| of_source(line)) {
            let says = line.split('"').nth(3).unwrap_or_default();
            if !list.contains(says) {
                found.push(format!("{}:{}: {says}", filing.path, at + 1));
            }
        }
    }
    complain("demo/mexico/README.md lacks these sources", &found);
}

#[test]
fn every_form_and_codelist_is_in_the_specification() {
    let mut missing: Vec<String> = forms()
        .into_iter()
        .map(|[code, ..]| format!("spec/schema/{code}.json"))
        .filter(|path| !root().join(path).exists())
        .collect();
    let text = read("register/src/codelist.rs");
    let lists = text.split("\ncodelists! {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
    let names: Vec<&str> =
        lists.lines().filter(|line| line.ends_with('{')).filter_map(|line| line.split('"').nth(1)).collect();
    assert!(names.len() > 20, "the codelists are not found where this test looks: {names:?}");
    missing.extend(
        names.iter().map(|name| format!("spec/codelists/{name}.csv")).filter(|path| !root().join(path).exists()),
    );
    complain("the specification lacks", &missing);
}

#[test]
fn every_section_that_a_reason_cites_exists() {
    let problem = read("register/src/problem.rs");
    let specification = anchors(&read("spec/filing.md"));
    let cited = quoted_after(&problem, "spec/filing.md#");
    assert!(cited.len() > 5, "the rules are not found where this test looks");
    let found: Vec<&str> =
        cited.into_iter().filter(|section| !section.contains('`') && !specification.contains(*section)).collect();
    assert!(found.is_empty(), "spec/filing.md has no {found:?}");
}

/// Words the glossary says never to use: the last column of its tables.
#[test]
fn words_that_mislead_are_not_used() {
    let glossary = read("docs/glossary.md");
    let never: Vec<String> = glossary
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.rsplit_once(" | ").map(|(_, last)| last))
        .flat_map(|cell| {
            cell.split(", ").filter_map(|word| word.strip_prefix('~')?.strip_suffix('~').map(str::to_lowercase))
        })
        .collect();
    assert!(!never.is_empty(), "the glossary marks words never to use as ~word~");
    let mut found = Vec::new();
    for page in [".md", ".ftl", ".html"].iter().flat_map(|ending| files("", ending)) {
        if page.path == "docs/glossary.md" || page.path.starts_with("docs/decisions/") {
            continue;
        }
        for (at, line) in prose(&page.text).to_lowercase().lines().enumerate() {
            found.extend(
                never
                    .iter()
                    .filter(|word| line.contains(word.as_str()))
                    .map(|word| format!("{}:{}: `{word}`", page.path, at + 1)),
            );
        }
    }
    complain("docs/glossary.md has better words", &found);
}

/// Rows of the research that must be answered by a rule or a page, of 99.
const ANSWERED: usize = 80;

#[test]
fn the_requirements_name_the_rules_that_answer_them() {
    let table = read("docs/requirements.md");
    let rows: Vec<(String, String)> = table
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("| ")?.split(" | ").collect();
            let id = cells.first().filter(|id| id.contains('-') && id.len() <= 5)?;
            Some(((*id).to_owned(), cells.get(2)?.trim_end_matches(" |").to_owned()))
        })
        .collect();
    assert_eq!(rows.len(), 99, "rows of the table");
    let answered = rows.iter().filter(|(_, by)| !by.starts_with("not yet")).count();
    assert!(answered >= ANSWERED, "{answered} rows are answered");
    assert!(
        table.contains(&format!("**{answered} of 99 rows are answered")),
        "the page says another number than {answered}"
    );
    let mut found = Vec::new();
    let mut parts: Vec<(&str, usize)> = Vec::new();
    for (row, _) in &rows {
        let part = row.split('-').next().unwrap_or_default();
        match parts.last_mut().filter(|(last, _)| *last == part) {
            Some((_, count)) => *count += 1,
            None => parts.push((part, 1)),
        }
    }
    let parts: Vec<String> = parts.iter().map(|(part, count)| format!("{part} = {count}")).collect();
    let declared = format!("requirements = {{ {} }}", parts.join(", "));
    for card in files("law", "rulebook.toml").iter().filter(|card| !card.text.lines().any(|line| line == declared)) {
        found.push(format!("{}: it should say `{declared}`", card.path));
    }
    let is_rule = |path: &str| path.split('/').count() == 3;
    for page in files("law", ".md").iter().filter(|page| is_rule(&page.path)) {
        let code = page.text.split_whitespace().nth(1).unwrap_or_default();
        let list = page.text.lines().find_map(|line| line.strip_prefix("answers = [")).unwrap_or_default();
        let list = list.split(']').next().unwrap_or_default();
        for (row, by) in &rows {
            let says = by.contains(&format!("`{code}`"));
            if list.contains(&format!("\"{row}\"")) != says {
                found.push(format!("{row}: the page {code} and docs/requirements.md disagree"));
            }
        }
    }
    complain("rules and requirements", &found);
}
