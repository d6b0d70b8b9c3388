//! All bodies and companies that the register describes, by kind.

use askama::Template;
use register::{
    codelist::BodyKind,
    id::{BodyId, Reference},
    lang::Lang,
};

use super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    link::{Link, href},
    text, twins,
    visit::{Desk, Format},
};

/// The list of bodies.
#[derive(Debug, Template)]
#[template(path = "bodies.html", whitespace = "minimize")]
struct Bodies {
    frame: Frame,
    count: String,
    groups: Vec<Group>,
}

/// The bodies of one kind.
#[derive(Debug)]
struct Group {
    code: &'static str,
    kind: String,
    bodies: Vec<(Link, String)>,
}

/// Makes the list or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let bodies = desk.reading.bodies()?;
    match desk.visit.format {
        Format::Json => Made::json(&twins::bodies_json(&bodies)),
        Format::Csv => Ok(Made::csv(twins::bodies_csv(&bodies))),
        Format::Html => Made::page(&Bodies::new(desk, &bodies)),
    }
}

impl Bodies {
    fn new(desk: &Desk<'_>, bodies: &[(BodyId, String, BodyKind)]) -> Bodies {
        let lang = desk.visit.lang;
        let groups = BodyKind::ALL.iter().map(|kind| Group::new(*kind, bodies, lang));
        Bodies {
            frame: Frame::with_twins(desk, text::get(lang, "nav-bodies"), Vec::new()),
            count: text::count(lang, "bodies-count", bodies.len() as u64),
            groups: groups.filter(|group| !group.bodies.is_empty()).collect(),
        }
    }
}

impl Group {
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
