//! The bodies and companies that the register describes, by kind, found by name; and the field in which others choose one.

use askama::Template;
use axum::http::StatusCode;
use register::{
    codelist::BodyKind,
    id::{BodyId, Reference},
    lang::Lang,
};

use super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    gaps::part,
    link::{Link, escaped, href, with_params},
    records::{Choice, Problem},
    text, twins,
    visit::{Desk, Format, Visit},
};
use crate::index::{BodiesFound, BodiesQuery};

/// Bodies of one page, and of a list to choose from; a longer one weighs more than a first view may, and nobody reads it.
const PAGE: u32 = 300;

/// Bodies of one part of a twin.
const FILE: u32 = 5_000;

/// The list of bodies.
#[derive(Debug, Template)]
#[template(path = "bodies.html", whitespace = "minimize")]
struct Bodies {
    frame: Frame,
    problems: Vec<Problem>,
    words: String,
    kinds: Vec<Choice>,
    filtered: bool,
    count: String,
    groups: Vec<Group>,
    next: Option<String>,
    first: Option<String>,
}

/// The bodies of one kind.
#[derive(Debug)]
struct Group {
    code: &'static str,
    kind: String,
    bodies: Vec<(Link, String)>,
}

/// A field in which a body is chosen: from a list or, where that would be too long, by its id or by words of its name.
#[derive(Debug)]
pub(super) struct Chooser {
    pub(super) choices: Vec<Choice>,
    /// Where the list is too long: the address at which bodies are found.
    pub(super) search: Option<String>,
    pub(super) value: String,
}

/// What is asked for, and what of it was not understood.
struct Asked {
    query: BodiesQuery,
    from: u64,
    problems: Vec<Problem>,
}

/// Makes the list or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let asked = Asked::read(desk.visit);
    if desk.visit.format == Format::Html {
        return Bodies::new(desk, asked);
    }
    if let Some(problem) = asked.problems.first() {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let found = desk.reading.find_bodies(&asked.query, asked.from, FILE)?;
    let ending = if desk.visit.format == Format::Json { ".json" } else { ".csv" };
    let next = found.next.map(|from| address(desk.visit, ending, &asked.query, from));
    let made = match desk.visit.format {
        Format::Json => Made::json(&twins::bodies_json(&found, next.as_deref()))?,
        _ => Made::csv(twins::bodies_csv(&found.rows)),
    };
    Ok(made.then(next))
}

impl Asked {
    fn read(visit: &Visit) -> Asked {
        let mut problems = Vec::new();
        let words = visit.param("q").unwrap_or_default().to_owned();
        let kind = part(visit, &mut problems, "kind", BodyKind::parse);
        let from = part(visit, &mut problems, "from", |from| from.parse().ok()).unwrap_or_default();
        Asked { query: BodiesQuery { words, kind }, from, problems }
    }
}

impl Bodies {
    // With 400 where a part was not understood: never the page alone.
    #[expect(clippy::new_ret_no_self, reason = "the page's status depends on what was asked")]
    fn new(desk: &Desk<'_>, asked: Asked) -> Result<Made, PageError> {
        let (lang, query) = (desk.visit.lang, &asked.query);
        let found = desk.reading.find_bodies(query, asked.from, PAGE)?;
        let filtered = *query != BodiesQuery::default();
        let kind = |kind: &BodyKind| Choice::new(kind.code(), kind.words().in_(lang), query.kind == Some(*kind));
        let page = Bodies {
            frame: Frame::with_twins(desk, text::get(lang, "nav-bodies"), Vec::new()),
            words: query.words.clone(),
            kinds: BodyKind::ALL.iter().map(kind).collect(),
            filtered,
            count: text::count(lang, if filtered { "bodies-found" } else { "bodies-count" }, found.total),
            groups: Group::all(&found, lang),
            next: found.next.map(|from| address(desk.visit, "", query, from)),
            first: (asked.from > 0).then(|| address(desk.visit, "", query, 0)),
            problems: asked.problems,
        };
        let status = if page.problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        Made::page_with(status, &page)
    }
}

/// The address of a search.
fn address(visit: &Visit, ending: &str, query: &BodiesQuery, from: u64) -> String {
    let parts = [
        ("q", (!query.words.is_empty()).then(|| escaped(&query.words))),
        ("kind", query.kind.map(|kind| kind.code().to_owned())),
        ("from", (from > 0).then(|| from.to_string())),
    ];
    visit.href(&with_params(&format!("/bodies{ending}"), parts))
}

impl Group {
    fn all(found: &BodiesFound, lang: Lang) -> Vec<Group> {
        let groups = BodyKind::ALL.iter().map(|kind| Group::new(*kind, &found.rows, lang));
        groups.filter(|group| !group.bodies.is_empty()).collect()
    }

    fn new(kind: BodyKind, bodies: &[(BodyId, String, BodyKind)], lang: Lang) -> Group {
        let link =
            |id: &BodyId, name: &str| Link { href: href(&Reference::Body(id.clone()), lang), words: name.to_owned() };
        let of_kind = bodies.iter().filter(|(_, _, known)| *known == kind);
        Group {
            code: kind.code(),
            kind: kind.words().in_(lang).to_owned(),
            bodies: of_kind.map(|(id, name, _)| (link(id, name), id.to_string())).collect(),
        }
    }
}

impl Chooser {
    /// A field for bodies, or for those of a kind, with what stands in it.
    pub(super) fn new(desk: &Desk<'_>, value: &str, kind: Option<BodyKind>) -> Result<Chooser, PageError> {
        let query = BodiesQuery { kind, ..BodiesQuery::default() };
        let found = desk.reading.find_bodies(&query, 0, PAGE)?;
        let many = found.next.is_some();
        let choice = |(id, name, _): &(BodyId, String, _)| Choice::new(id.as_str(), name, id.as_str() == value);
        Ok(Chooser {
            choices: if many { Vec::new() } else { found.rows.iter().map(choice).collect() },
            search: many.then(|| address(desk.visit, "", &query, 0)),
            value: value.to_owned(),
        })
    }

    /// Where words stand in the field in the place of an id: the search for them.
    pub(super) fn meant(&self) -> Option<String> {
        let search = self.search.as_ref().filter(|_| !self.value.is_empty() && BodyId::parse(&self.value).is_none())?;
        let mark = if search.contains('?') { '&' } else { '?' };
        Some(format!("{search}{mark}q={}", escaped(&self.value)))
    }
}
