//! The pages of the register, in Spanish and English, and their JSON and CSV twins (architecture section 10). Each page
//! is a struct with a template of the same name; numbers and words are made in the struct. Pages read the index and the
//! published log and write nothing; no query is kept or logged. Receipts, blobs and the log's files are served elsewhere.

mod about;
mod answer;
mod as_of;
mod asked;
mod assets;
mod bars;
mod bodies;
mod body;
mod calendar;
mod card;
mod case;
mod diff;
mod disagreements;
mod draft;
mod drafts;
mod duties;
mod entry;
mod error;
mod feed;
mod finding_twins;
mod findings;
mod frame;
mod gap;
mod gaps;
mod home;
mod in_use;
mod keep;
mod link;
mod log;
mod months;
mod picture;
mod prose;
mod record;
mod records;
mod rule;
mod rules;
mod sentence;
mod text;
mod told;
mod tree;
mod twins;
mod verify;
mod visit;
mod why;
mod words;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    routing::get,
};
use register::lang::Lang;

use crate::site::Site;
use answer::Made;
use error::PageError;
use visit::{Desk, Visit};

/// Makes what a page answers. Blocks; called off the event loop.
type Make = fn(&Desk<'_>) -> Result<Made, PageError>;

/// Every page under `/es` and `/en`. Twins have the same address with `.json` or `.csv` at its end.
const PAGES: &[(&str, Make)] = &[
    ("/", home::make),
    ("/records", records::make),
    ("/records.json", records::make),
    ("/records.csv", records::make),
    ("/records/{*id}", record::make),
    ("/bodies", bodies::make),
    ("/bodies.json", bodies::make),
    ("/bodies.csv", bodies::make),
    ("/bodies/{*id}", body::make),
    ("/entries/{n}", entry::make),
    ("/disagreements", disagreements::make),
    ("/disagreements.json", disagreements::make),
    ("/disagreements.csv", disagreements::make),
    ("/findings", findings::make),
    ("/findings.json", findings::make),
    ("/findings.csv", findings::make),
    ("/findings.atom", feed::make),
    ("/findings/{*case}", case::make),
    ("/rules", rules::make),
    ("/rules.json", rules::make),
    ("/rules.csv", rules::make),
    ("/rules/{book}/{code}", rule::make),
    ("/drafts", drafts::make),
    ("/drafts.json", drafts::make),
    ("/drafts.csv", drafts::make),
    ("/drafts/{*id}", draft::make),
    ("/calendar", calendar::make),
    ("/calendar.json", calendar::make),
    ("/calendar.csv", calendar::make),
    ("/gaps", gaps::make),
    ("/gaps.json", gaps::make),
    ("/gaps.csv", gaps::make),
    ("/gaps/{*id}", gap::make),
    ("/use", in_use::make),
    ("/use.json", in_use::make),
    ("/use.csv", in_use::make),
    ("/duties", duties::make),
    ("/duties.json", duties::make),
    ("/duties.csv", duties::make),
    ("/log", log::make),
    ("/log.json", log::make),
    ("/about", about::make),
];

/// Bytes of a form sent to the page `verify`: the largest filing, the largest receipt and room around them.
const MAX_FORM: usize = 256 * 1024;

/// A register with the language its pages are asked for in.
#[derive(Debug, Clone)]
struct Portal {
    site: Arc<Site>,
    lang: Lang,
}

/// The pages, their twins, stylesheet and pictures. Has the fallback for every address that nobody else answers.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new()
        .route("/", get(visit::choose_language))
        .route("/assets/{name}", get(assets::serve))
        .fallback(error::not_found)
        .with_state(Portal { site: site.clone(), lang: Lang::Es });
    for lang in Lang::ALL {
        router = router.merge(pages(lang).with_state(Portal { site: site.clone(), lang }));
    }
    router.layer(axum::middleware::map_response(answer::guard))
}

fn pages(lang: Lang) -> Router<Portal> {
    let at = |path: &str| format!("/{}{path}", lang.tag());
    let show = |make: Make| get(move |State(portal): State<Portal>, visit: Visit| portal.answer(visit, make));
    let start = get(move || async move { axum::response::Redirect::permanent(&format!("/{}/", lang.tag())) });
    let verify = show(verify::make).post(verify::post).layer(DefaultBodyLimit::max(MAX_FORM));
    let router = Router::new().route(&at(""), start).route(&at("/verify"), verify);
    PAGES.iter().fold(router, |router, (path, make)| router.route(&at(path), show(*make)))
}
