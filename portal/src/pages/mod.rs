//! The pages of the register, in Spanish and English, and their JSON and CSV twins (architecture section 10). Each page
//! is a struct with a template of the same name; numbers and words are made in the struct. Pages read the index and the
//! published log and write nothing; no query is kept or logged. Receipts, blobs and the log's files are served elsewhere.

mod about;
mod accessibility;
mod address;
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
mod cite;
mod comments;
mod consultations;
mod data;
mod diff;
mod disagreements;
mod draft;
mod drafts;
mod duties;
mod edges;
mod embed;
mod entry;
mod error;
mod feed;
mod file;
mod finding_twins;
mod findings;
mod frame;
mod gap;
mod gaps;
mod help;
mod here;
mod home;
mod in_use;
mod keep;
mod link;
mod log;
mod months;
mod network;
mod ocds;
mod order_twice;
mod orders;
mod packed;
mod picture;
mod prose;
mod qr;
mod record;
mod records;
mod rule;
mod rules;
mod sent;
mod sentence;
mod series;
mod shelf;
mod shell;
mod text;
mod told;
mod tombstone;
mod tree;
mod twins;
mod verify;
mod visit;
mod web;
mod why;
mod without_key;
mod witnessed;
mod words;

use std::sync::Arc;

pub use address::{Address, Format, accepted, choose_language};
pub use answer::guard;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    routing::get,
};
use register::lang::Lang;

use crate::site::Site;
use answer::Made;
use error::PageError;
use shelf::Shelf;
use visit::{Desk, Visit};

/// Makes what a page answers. Blocks; called off the event loop.
type Make = fn(&Desk<'_>) -> Result<Made, PageError>;

/// Every page under `/es` and `/en`: address, what makes it, what it shows. Twins have the same address with `.json` or `.csv` at its end.
const PAGES: &[(&str, Make, &str)] = &[
    ("/", home::make, "What the register holds, at a glance"),
    ("/records", records::make, "Find technologies"),
    ("/records.json", records::make, "Find technologies, as JSON"),
    ("/records.csv", records::make, "Find technologies, as CSV"),
    ("/records.atom", records::feed, "Of what was found, what came last, Atom"),
    ("/records.feed.json", records::feed, "Of what was found, what came last, JSON Feed"),
    ("/records/{*id}", record::make, "One technology: its life line and history; twins end in .json and .csv"),
    ("/bodies", bodies::make, "Bodies and companies"),
    ("/bodies.json", bodies::make, "Bodies and companies, as JSON"),
    ("/bodies.csv", bodies::make, "Bodies and companies, as CSV"),
    ("/bodies/{*id}", body::make, "One body: what it holds, makes, filed; twin ends in .json"),
    ("/entries/{n}", entry::make, "One entry as people read it; twins end in .json and .csv"),
    ("/disagreements", disagreements::make, "Claims that answer one question differently"),
    ("/disagreements.json", disagreements::make, "Claims that answer one question differently, as JSON"),
    ("/disagreements.csv", disagreements::make, "Claims that answer one question differently, as CSV"),
    ("/findings", findings::make, "What the rules in force find"),
    ("/findings.json", findings::make, "What the rules in force find, as JSON"),
    ("/findings.csv", findings::make, "What the rules in force find, as CSV"),
    ("/findings.atom", feed::make, "What began to be so last, Atom"),
    ("/findings.feed.json", feed::make, "What began to be so last, JSON Feed"),
    ("/findings/{*case}", case::make, "One case before the rules; twins end in .json and .csv"),
    ("/rules", rules::make, "The rulebooks adopted and their rules"),
    ("/rules.json", rules::make, "The rulebooks adopted and their rules, as JSON"),
    ("/rules.csv", rules::make, "The rulebooks adopted and their rules, as CSV"),
    ("/rules/{book}/{code}", rule::make, "One rule: words, law, policy, examples; twins end in .json and .csv"),
    ("/drafts", drafts::make, "Drafts of rulebooks"),
    ("/drafts.json", drafts::make, "Drafts of rulebooks, as JSON"),
    ("/drafts.csv", drafts::make, "Drafts of rulebooks, as CSV"),
    ("/drafts/{*id}", draft::make, "One draft: what it changes and what follows; twins end in .json and .csv"),
    ("/orders", orders::make, "Orders before one court"),
    ("/orders.json", orders::make, "Orders before one court, as JSON"),
    ("/orders.csv", orders::make, "Orders before one court, as CSV"),
    ("/network", network::make, "Buyers, sellers and makers"),
    ("/network.json", network::make, "Buyers, sellers and makers, as JSON"),
    ("/network.csv", network::make, "Buyers, sellers and makers, as CSV"),
    ("/ocds.json", ocds::make, "Contracts and payments as releases of the Open Contracting Data Standard"),
    ("/consultations", consultations::list, "Consultations"),
    ("/consultations.json", consultations::list, "Consultations, as JSON"),
    ("/consultations.csv", consultations::list, "Consultations, as CSV"),
    (
        "/consultations/{*id}",
        consultations::make,
        "One consultation: comments and answers; twins end in .json and .csv",
    ),
    ("/calendar", calendar::make, "What falls due"),
    ("/calendar.json", calendar::make, "What falls due, as JSON"),
    ("/calendar.csv", calendar::make, "What falls due, as CSV"),
    ("/gaps", gaps::make, "What two sides say of the same thing"),
    ("/gaps.json", gaps::make, "What two sides say of the same thing, as JSON"),
    ("/gaps.csv", gaps::make, "What two sides say of the same thing, as CSV"),
    ("/gaps/{*id}", gap::make, "One gap; twins end in .json and .csv"),
    ("/use", in_use::make, "Figures added up"),
    ("/use.json", in_use::make, "Figures added up, as JSON"),
    ("/use.csv", in_use::make, "Figures added up, as CSV"),
    ("/series", series::make, "Every value that a reporter published of each period"),
    ("/series.json", series::make, "Every value that a reporter published of each period, as JSON"),
    ("/series.csv", series::make, "Every value that a reporter published of each period, as CSV"),
    ("/duties", duties::make, "Who owes figures for which period, and what came"),
    ("/duties.json", duties::make, "Who owes figures for which period, and what came, as JSON"),
    ("/duties.csv", duties::make, "Who owes figures for which period, and what came, as CSV"),
    ("/data", data::make, "The register in files"),
    ("/data.json", data::make, "The register in files, as their descriptor"),
    ("/data.csv", data::make, "The register in files, as CSV"),
    ("/log", log::make, "The newest entries and the checkpoint"),
    ("/log.json", log::make, "The newest entries and the checkpoint, as JSON"),
    ("/file", file::start, "The filing desk: what is owed, and where to begin"),
    ("/receipts/{n}", file::receipt, "The receipt of an entry, to print"),
    ("/about", about::make, "What is proved and what cannot be"),
    ("/help", help::make, "For people who fear that they are watched"),
    ("/accessibility", accessibility::make, "What readers can count on"),
];

/// Bytes of a form sent to the page `verify`: the largest filing, the largest receipt and room around them.
const MAX_FORM: usize = 256 * 1024;

/// A register with the language its pages are asked for in.
#[derive(Debug, Clone)]
struct Portal {
    site: Arc<Site>,
    lang: Lang,
    shelf: Arc<Shelf>,
}

/// Whether a page, after its language, is the same on every day.
pub(crate) fn is_timeless(path: &str) -> bool {
    as_of::is_timeless(path)
}

/// The stylesheet and the picture of the pages, for other pages that are to look like them: address, media type, text.
#[must_use]
pub fn dress() -> [(&'static str, &'static str, &'static str); 2] {
    [&assets::STYLE, &assets::LOGO].map(|asset| (asset.href(), asset.media, asset.text))
}

/// Every page that is asked for with `GET`: its address after the language, and what it shows.
pub(crate) fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGES.iter().map(|(path, _, shows)| (*path, *shows)).chain([("/verify", "Check a receipt, step by step")])
}

/// The forms of citation that pages are asked for.
pub(crate) fn citations() -> Vec<&'static str> {
    cite::STYLES.iter().map(|style| style.name).collect()
}

/// The media types of those forms.
pub(crate) fn cited_as() -> impl Iterator<Item = &'static str> {
    cite::STYLES.iter().filter_map(|style| style.media.split(';').next())
}

/// The pages, their twins, stylesheet, script and pictures. Has the fallback for every address that nobody else answers.
pub fn router(site: Arc<Site>) -> Router {
    let shelf = Arc::new(Shelf::default());
    let portal = |lang| Portal { site: site.clone(), lang, shelf: shelf.clone() };
    let mut router = Router::new()
        .route("/", get(choose_language))
        .route("/assets/{name}", get(assets::serve))
        .fallback(error::not_found)
        .with_state(portal(Lang::Es));
    for lang in Lang::ALL {
        router = router.merge(pages(lang).with_state(portal(lang)));
    }
    router.layer(axum::middleware::from_fn(answer::guard))
}

fn pages(lang: Lang) -> Router<Portal> {
    let at = |path: &str| format!("/{}{path}", lang.tag());
    let show = |make: Make| get(move |State(portal): State<Portal>, visit: Visit| portal.show(visit, make));
    let start = get(move || async move { axum::response::Redirect::permanent(&format!("/{}/", lang.tag())) });
    let verify = show(verify::make).post(verify::post).layer(DefaultBodyLimit::max(MAX_FORM));
    let router = Router::new()
        .route(&at(""), start)
        .route(&at("/verify"), verify)
        .merge(file::routes(at))
        .merge(comments::routes(at));
    let drawing = PAGES.iter().filter(|(path, ..)| embed::DRAWING.contains(path));
    let router = drawing
        .fold(router, |router, (path, make, _)| router.route(&at(&format!("{}{path}", embed::EMBED)), embedded(*make)));
    PAGES.iter().fold(router, |router, (path, make, _)| router.route(&at(path), show(*make)))
}

/// The pictures of a page alone; the page is asked as if it were visited itself.
fn embedded(make: Make) -> axum::routing::MethodRouter<Portal> {
    get(move |State(portal): State<Portal>, visit: Visit| {
        portal.answer(visit.below(embed::EMBED), move |desk| embed::make(desk, make))
    })
}
