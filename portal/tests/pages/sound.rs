//! What holds of every page: well formed, titled, one `h1`, headings in order, no script or style in it, within the
//! budget, and no link that leads nowhere.

use std::collections::BTreeSet;

use axum::{body::Body, http::Request};

use crate::{
    drafted, gaps,
    html::{self, attribute, tags},
    judged,
    says::pages,
    series,
    world::{RECORD, World},
};

/// Addresses that other parts of the service answer.
const ELSEWHERE: [&str; 9] = [
    "/es/file/send",
    "/en/file/send",
    "/es/file/drafts",
    "/en/file/drafts",
    "/receipts/",
    "/entries/",
    "/log/",
    "/.well-known/",
    "/blobs/",
];

/// Bytes of a first view (product: 60 KB over the wire; here even uncompressed, for the story's short pages).
const BUDGET: usize = 60_000;

#[test]
fn every_page_is_well_formed_and_within_the_budget() {
    sound(&World::new(), &pages());
    sound(&World::judged(), &judged::pages());
    sound(&drafted::tried(), &drafted::pages());
    sound(&World::restated(), &[series::pages(), gaps::pages()].concat());
}

fn sound(world: &World, pages: &[(&str, String)]) {
    for lang in ["es", "en"] {
        for (name, path) in pages {
            let path = format!("/{lang}/{path}");
            let answer = world.get(&path);
            let page = &answer.body;
            html::check(page, &path);
            assert!(page.contains(&format!("<html lang=\"{lang}\" dir=\"ltr\">")), "{path}: lang");
            assert_eq!(page.matches("<h1>").count(), 1, "{path}: one h1");
            headings_in_order(page, &path);
            nothing_inline(page, &path);
            every_field_has_a_label(page, &path);
            assert_eq!(answer.status, if *name == "error-404" { 404 } else { 200 }, "{path}");
            let assets: usize = html::links(page)
                .iter()
                .filter(|link| link.starts_with("/assets/"))
                .collect::<BTreeSet<_>>()
                .iter()
                .map(|link| world.get(link).body.len())
                .sum();
            assert!(page.len() + assets < BUDGET, "{path}: {} bytes", page.len() + assets);
        }
    }
}

fn headings_in_order(page: &str, path: &str) {
    let mut last = 0;
    for (_, tag) in tags(page) {
        if let Some(level) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()).filter(|_| !tag.end)
        {
            assert!(level <= last + 1, "{path}: h{level} after h{last}");
            last = level;
        }
    }
}

/// The one script is a file of ours, on the one page that has a use for it.
fn nothing_inline(page: &str, path: &str) {
    for (_, tag) in tags(page) {
        let script = path.ends_with("/verify") && page.matches("<script").count() == 1;
        let ours = script && attribute(&tag, "src").is_some_and(|src| src.starts_with("/assets/verify-"));
        let allowed = tag.name == "script" && (ours || tag.end) && page.contains("\"></script>");
        assert!(allowed || !["script", "style", "iframe", "object"].contains(&tag.name), "{path}: {tag:?}");
        assert!(attribute(&tag, "style").is_none(), "{path}: {tag:?}");
        let handler = tag.attributes.split('"').step_by(2).any(|name| name.trim_start().starts_with("on"));
        assert!(!handler, "{path}: {tag:?}");
    }
}

fn every_field_has_a_label(page: &str, path: &str) {
    let all = tags(page);
    let labels: BTreeSet<&str> =
        all.iter().filter(|(_, tag)| tag.name == "label").filter_map(|(_, tag)| attribute(tag, "for")).collect();
    for (_, tag) in &all {
        let hidden = attribute(tag, "type") == Some("hidden");
        if ["input", "select", "textarea"].contains(&tag.name) && !tag.end && !hidden {
            let id = attribute(tag, "id").unwrap_or_default();
            assert!(labels.contains(id), "{path}: no label for {tag:?}");
        }
    }
}

#[test]
fn every_link_within_the_register_leads_somewhere() {
    let world = drafted::tried();
    let mut seen = BTreeSet::new();
    let mut waiting = vec!["/es/".to_owned(), "/en/".to_owned()];
    while let Some(address) = waiting.pop() {
        let (path, _) = address.split_once('#').unwrap_or((&address, ""));
        // Every page has its citations; `frame.rs` looks at some.
        if path.contains("cite=") {
            continue;
        }
        if path.is_empty() || !seen.insert(path.to_owned()) || ELSEWHERE.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        let answer = world.get(path);
        if answer.status.is_redirection() {
            waiting.push(answer.header("location").to_owned());
            continue;
        }
        assert_eq!(answer.status, 200, "{path}");
        if answer.header("content-type").starts_with("text/html") {
            html::check(&answer.body, path);
            same_page_anchors(&answer.body, path);
            waiting.extend(html::links(&answer.body).into_iter().filter(|link| link.starts_with('/')));
        }
    }
    assert!(seen.len() > 100, "only {} addresses", seen.len());
}

fn same_page_anchors(page: &str, path: &str) {
    let ids: BTreeSet<&str> =
        tags(page).iter().filter_map(|(_, tag)| attribute(tag, "id")).map(|id| &*id.to_owned().leak()).collect();
    for link in html::links(page).iter().filter_map(|link| link.strip_prefix('#')) {
        assert!(ids.contains(link), "{path}: #{link}");
    }
}

#[test]
fn links_to_the_outside_tell_nothing() {
    let world = World::new();
    let page = world.get(&format!("/es/{RECORD}")).body;
    let outside: Vec<_> = tags(&page)
        .into_iter()
        .filter(|(_, tag)| attribute(tag, "href").is_some_and(|href| href.starts_with("http")))
        .collect();
    assert!(!outside.is_empty());
    for (_, tag) in outside {
        assert_eq!(attribute(&tag, "rel"), Some("noopener noreferrer nofollow"), "{tag:?}");
    }
}

#[test]
fn the_other_language_is_the_same_page() {
    let world = World::new();
    let page = world.get("/es/records?q=pegaso&unfiled=yes").body;
    assert!(html::links(&page).contains(&"/en/records?q=pegaso&unfiled=yes".to_owned()));
    let page = world.get(&format!("/en/{RECORD}?diff=1..2")).body;
    assert!(html::links(&page).contains(&format!("/es/{RECORD}?diff=1..2")));
}

#[test]
fn the_language_follows_the_reader() {
    let world = World::new();
    let ask = |wish: &str| {
        let request = Request::get("/").header("accept-language", wish).body(Body::empty()).expect("a request");
        world.send(request)
    };
    let (english, other) = (ask("en-US,en;q=0.9"), ask("fr"));
    assert_eq!((english.status.as_u16(), english.header("location")), (302, "/en/"));
    assert_eq!((other.status.as_u16(), other.header("location")), (302, "/es/"));
}

#[test]
fn an_unchanged_page_is_not_sent_twice() {
    let world = World::new();
    let first = world.get("/es/records");
    assert_eq!(first.header("cache-control"), "no-cache");
    let request =
        Request::get("/es/records").header("host", "veedor.example").header("if-none-match", first.header("etag"));
    let second = world.send(request.body(Body::empty()).expect("a request"));
    assert_eq!((second.status.as_u16(), second.body.len()), (304, 0));
}

#[test]
fn every_answer_has_its_guards() {
    let world = World::new();
    for path in ["/", "/es/", "/es/records.csv", "/nowhere", "/assets/x.css", &format!("/en/{RECORD}")] {
        let answer = world.get(path);
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
}

#[test]
fn only_pages_that_compute_with_what_the_reader_has_have_a_script_and_it_reaches_nowhere() {
    let world = World::new();
    let policy = |path: &str| world.get(path).header("content-security-policy").to_owned();
    assert!(!policy("/es/records").contains("script-src"));
    for path in ["/es/verify", "/en/verify", "/es/file/drafts/x/sign"] {
        let policy = policy(path);
        assert!(policy.contains("script-src 'self'") && policy.contains("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("connect-src"), "{policy}");
    }
}

#[test]
fn only_pictures_may_stand_in_the_page_of_another_and_they_have_no_form() {
    let world = World::new();
    for (path, may) in [("/es/embed/network", true), ("/es/network", false), ("/es/embedded", false)] {
        let answer = world.get(path);
        assert_eq!(answer.header("content-security-policy").contains("frame-ancestors *"), may, "{path}");
        assert_eq!(answer.header("x-frame-options") == "DENY", !may, "{path}");
        assert!(!may || !answer.body.contains("<form"), "{path}");
    }
    for path in ["/es/embed/records", "/es/embed/use", "/es/embed/records/mx/none/technology/1"] {
        assert_eq!(world.get(path).status, 404, "{path} draws nothing");
    }
}

#[test]
fn pages_say_since_when_they_say_the_same() {
    let world = World::new();
    let at = world.get("/es/records.json").header("last-modified").to_owned();
    assert!(at.ends_with(" GMT"), "{at}");
    assert_eq!(world.get("/es/records").header("last-modified"), at);
}

/// Text and what it stands on; 4.5:1 in both schemes (WCAG 2.2, 1.4.3). The last three are parts: 3:1 (1.4.11).
const PAIRS: [(&str, &str, f64); 21] = [
    ("ink", "paper", 4.5),
    ("ink", "sheet", 4.5),
    ("ink", "soft", 4.5),
    ("ink", "mark", 4.5),
    ("quiet", "paper", 4.5),
    ("quiet", "sheet", 4.5),
    ("quiet", "soft", 4.5),
    ("link", "paper", 4.5),
    ("link", "sheet", 4.5),
    ("link", "soft", 4.5),
    ("seen", "paper", 4.5),
    ("seen", "sheet", 4.5),
    ("on-accent", "accent", 4.5),
    ("good", "good-soft", 4.5),
    ("claim", "claim-soft", 4.5),
    ("bad", "bad-soft", 4.5),
    ("bad", "paper", 4.5),
    ("quiet", "claim-soft", 4.5),
    ("rule", "sheet", 3.0),
    ("rule", "paper", 3.0),
    ("focus", "paper", 3.0),
];

#[test]
fn colours_can_be_told_apart_in_both_schemes() {
    let style = include_str!("../../assets/style.css");
    let dark = style.find("prefers-color-scheme: dark").expect("a dark scheme");
    let print = style.find("@media print").expect("print");
    for (scheme, part) in [("light", &style[..dark]), ("dark", &style[dark..print])] {
        for (text, ground, least) in PAIRS {
            let ratio = contrast(colour(part, text), colour(part, ground));
            assert!(ratio >= least, "{scheme}: {text} on {ground} is {ratio:.2}");
        }
    }
}

fn colour(style: &str, name: &str) -> [f64; 3] {
    let start = format!(" --{name}: #");
    let hex =
        style.split(&start).nth(1).unwrap_or_else(|| panic!("no colour {name}")).split(';').next().unwrap_or_default();
    let wide: String =
        if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.to_owned() };
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("hex")) / 255.0)
}

/// Relative luminance and contrast as WCAG defines them.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let light = |[red, green, blue]: [f64; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
