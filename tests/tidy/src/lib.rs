//! Reads the repository for the tests beside it: files, sections of Cargo.toml, links and fences of Markdown. Knows just
//! enough of each format for our own files; a file it cannot read is a failed test.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// One text file of the repository.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path from the root, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The text of a file, by its path from the root.
///
/// # Panics
/// When it cannot be read: then the test that asked for it fails.
#[must_use]
pub fn read(path: &str) -> String {
    let full = root().join(path);
    match fs::read_to_string(&full) {
        Ok(text) => text,
        Err(error) => fail(path, &error),
    }
}

/// Every file under a folder whose name ends so, in the order of their paths. Hidden folders, build results and data are
/// left out.
#[must_use]
pub fn files(folder: &str, ending: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    let mut sources: Vec<Source> = paths
        .iter()
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .map(|path| relative(path))
        .map(|path| Source { text: read(&path), path })
        .collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Every path under a folder, from the root.
#[must_use]
pub fn paths(folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.iter().map(|path| relative(path)).collect()
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let made = ["veedor-data", "corpus", "node_modules"].contains(&name.as_str());
        let skipped = name.starts_with('.') || name.starts_with("target") || made;
        match path.is_dir() {
            true if !skipped => walk(&path, out),
            false => out.push(path),
            true => {}
        }
    }
}

/// The names in the sections of a Cargo.toml that are called so, as `dependencies`.
#[must_use]
pub fn names_in_section(toml: &str, sections: &[&str]) -> BTreeSet<String> {
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in toml.lines() {
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            inside = sections.contains(&section);
        } else if inside && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
            names.insert(line[..end.unwrap_or(line.len())].to_owned());
        }
    }
    names
}

/// A source without its tests: our test modules stand at the end of a file.
#[must_use]
pub fn without_tests(text: &str) -> &str {
    text.find("\n#[cfg(test)]\nmod ").map_or(text, |at| &text[..at])
}

/// The lines of a source that are code, each with its number from 1: comments are left out.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether a word stands in a line with no letter, digit or underscore beside it.
#[must_use]
pub fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// Every string between double quotes that directly follows `before`.
#[must_use]
pub fn quoted_after<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(before) {
        let rest = &text[at + before.len()..];
        if let Some(end) = rest.find('"') {
            found.push(&rest[..end]);
        }
    }
    found
}

/// A fenced block of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// Its first line in the file, from 1.
    pub line: usize,
    /// What stands after the opening fence.
    pub info: String,
    /// Its text.
    pub text: String,
}

/// The fenced blocks of a Markdown text.
#[must_use]
pub fn fences(markdown: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (at, line) in markdown.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Fence { line: at + 1, info: info.to_owned(), text: String::new() }),
            (Some(_), Some("")) => fences.extend(open.take()),
            (Some(fence), _) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, None) => {}
        }
    }
    fences
}

/// A Markdown text without its fenced blocks and comments.
#[must_use]
pub fn prose(markdown: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for line in markdown.lines() {
        let fence = line.starts_with("```");
        inside ^= fence;
        if !inside && !fence {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// The targets of the links and pictures of a Markdown text, each with its line from 1.
#[must_use]
pub fn links(markdown: &str) -> Vec<(usize, String)> {
    let prose = prose(markdown);
    let mut links = Vec::new();
    for (at, line) in prose.lines().enumerate() {
        links.extend(quoted_by(line, "](", ')').map(|target| (at + 1, target)));
        for attribute in ["src=\"", "srcset=\"", "href=\""] {
            links.extend(quoted_by(line, attribute, '"').map(|target| (at + 1, target)));
        }
    }
    links
}

fn quoted_by(line: &str, before: &str, end: char) -> impl Iterator<Item = String> {
    line.match_indices(before).filter_map(move |(at, _)| {
        let rest = &line[at + before.len()..];
        rest.find(end).map(|end| rest[..end].to_owned())
    })
}

/// What a link within a page can name: each heading as the usual sites write it (lower case, spaces as hyphens, other
/// marks gone), and each `id` that is given.
#[must_use]
pub fn anchors(markdown: &str) -> BTreeSet<String> {
    let kept = |words: &str| words.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
    let of_heading = |(_, words): (usize, String)| kept(words.trim()).to_lowercase().replace(' ', "-");
    let given = quoted_after(markdown, " id=\"").into_iter().map(str::to_owned);
    headings(markdown).into_iter().map(of_heading).chain(given).collect()
}

/// The headings of a Markdown text: depth and words.
#[must_use]
pub fn headings(markdown: &str) -> Vec<(usize, String)> {
    let prose = prose(markdown);
    let depth = |line: &str| line.chars().take_while(|c| *c == '#').count();
    prose
        .lines()
        .filter(|line| line.starts_with('#') && line.trim_start_matches('#').starts_with(' '))
        .map(|line| (depth(line), line.trim_start_matches('#').trim().to_owned()))
        .collect()
}

#[expect(clippy::panic, reason = "this crate is only tests, and a file that cannot be read is a failed one")]
fn fail(path: &str, error: &std::io::Error) -> ! {
    panic!("`{path}` cannot be read: {error}")
}
