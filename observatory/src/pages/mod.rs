//! The pages of an observatory in Spanish and English, with JSON and CSV twins and a feed of alerts. They look like a
//! register's, work without script, and only read: the index and the directory.

mod alerts;
mod comparison;
mod exports;
mod frame;
mod home;
mod jurisdictions;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use portal::pages::Address;
use register::lang::Lang;

use crate::{
    directory::Directory,
    index::{Index, IndexError},
    words,
};
use frame::Frame;

/// What pages are made of.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What is known.
    pub index: Arc<Index>,
    /// The directory.
    pub directory: Arc<Directory>,
}

/// Makes what a page answers. Blocks; called off the event loop.
type Make = fn(&Desk<'_>) -> Result<Made, Fault>;

/// Every page under `/es` and `/en`: address, what makes it, what it shows.
pub(crate) const PAGES: &[(&str, Make, &str)] = &[
    ("/", home::make, "The registers, their state and when they were verified"),
    ("/registers.json", home::make, "The registers, as JSON"),
    ("/registers.csv", home::make, "The registers, as CSV"),
    ("/compare", comparison::make, "Registers side by side: `with=a,b`, two to five"),
    ("/compare.json", comparison::make, "Registers side by side, as JSON"),
    ("/compare.csv", comparison::make, "Registers side by side, as CSV"),
    ("/jurisdictions", jurisdictions::list, "Jurisdictions"),
    ("/jurisdictions.json", jurisdictions::list, "Jurisdictions, as JSON"),
    ("/jurisdictions.csv", jurisdictions::list, "Jurisdictions, as CSV"),
    (
        "/jurisdictions/{id}",
        jurisdictions::one,
        "One jurisdiction: rules it has and inherits; twins end in .json and .csv",
    ),
    ("/exports", exports::make, "Sales held against purchases"),
    ("/exports.json", exports::make, "Sales held against purchases, as JSON"),
    ("/exports.csv", exports::make, "Sales held against purchases, as CSV"),
    ("/alerts", alerts::make, "What is and was wrong"),
    ("/alerts.json", alerts::make, "What is and was wrong, as JSON"),
    ("/alerts.csv", alerts::make, "What is and was wrong, as CSV"),
    ("/alerts.atom", alerts::feed, "What is and was wrong, Atom"),
];

/// Where a page is made: who asks what, and of what.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    shown: &'a Shown,
    visit: &'a Address,
}

/// What a page answers.
#[derive(Debug)]
pub(crate) enum Made {
    Page(StatusCode, String),
    Text(&'static str, String),
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is no such thing.
    Missing,
    /// What was asked cannot be understood: why, in the language of the page.
    Unclear(String),
    /// The index or the program failed.
    Failed(String),
}

impl From<IndexError> for Fault {
    fn from(error: IndexError) -> Fault {
        Fault::Failed(error.to_string())
    }
}

impl Made {
    fn page(page: &impl askama::Template) -> Result<Made, Fault> {
        Ok(Made::Page(StatusCode::OK, page.render().map_err(|error| Fault::Failed(error.to_string()))?))
    }

    fn json(value: &serde_json::Value) -> Made {
        Made::Text("application/json", format!("{value:#}\n"))
    }

    /// Rows under a header.
    fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Made {
        let mut text = portal::csv::row(header.iter().copied());
        rows.into_iter().for_each(|row| text.push_str(&portal::csv::row(row.iter().map(String::as_str))));
        Made::Text("text/csv; charset=utf-8; header=present", text)
    }
}

/// The pages, the stylesheet and picture, and whether it runs.
pub fn router(shown: Shown) -> Router {
    let mut router = Router::new()
        .route("/", get(portal::pages::choose_language))
        .route("/healthz", get(health))
        .fallback(not_found)
        .with_state(shown.clone());
    for (href, media, text) in portal::pages::dress() {
        let kept = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
        router = router.route(href, get(move || async move { ([(header::CONTENT_TYPE, media), kept], text) }));
    }
    for lang in Lang::ALL {
        router = router.merge(pages(lang).with_state(shown.clone()));
    }
    router.layer(middleware::from_fn(portal::pages::guard))
}

fn pages(lang: Lang) -> Router<Shown> {
    let start = get(move || async move { Redirect::permanent(&format!("/{}/", lang.tag())) });
    let router = Router::new().route(&format!("/{}", lang.tag()), start);
    PAGES.iter().fold(router, |router, (path, make, _)| {
        let make = *make;
        let show = get(move |State(shown): State<Shown>, request: Request| show(shown, lang, request, make));
        router.route(&format!("/{}{path}", lang.tag()), show)
    })
}

async fn show(shown: Shown, lang: Lang, request: Request, make: Make) -> Response {
    let visit = Address::new(lang, request.uri(), request.headers());
    let made = tokio::task::spawn_blocking(move || {
        let desk = Desk { shown: &shown, visit: &visit };
        let made = make(&desk).or_else(|fault| fault.answer(&desk));
        made.unwrap_or_else(|_| Made::Page(StatusCode::INTERNAL_SERVER_ERROR, String::new()))
    });
    match made.await {
        Ok(Made::Page(status, text)) => {
            let vary = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
            (status, vary, text).into_response()
        }
        Ok(Made::Text(media, text)) => {
            let mut answer =
                ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "no-cache")], text).into_response();
            answer.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            answer
        }
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// Whether what is known can be read.
async fn health(State(shown): State<Shown>) -> Response {
    let read = tokio::task::spawn_blocking(move || shown.index.registers().map(|known| known.len())).await;
    let (status, body) = match read {
        Ok(Ok(known)) => (StatusCode::OK, serde_json::json!({ "index": true, "registers": known })),
        _ => (StatusCode::SERVICE_UNAVAILABLE, serde_json::json!({ "index": false })),
    };
    (status, [(header::CONTENT_TYPE, "application/json")], format!("{body}\n")).into_response()
}

async fn not_found(State(shown): State<Shown>, request: Request) -> Response {
    let path = request.uri().path();
    let lang = Lang::ALL.iter().copied().find(|lang| path.starts_with(&format!("/{}/", lang.tag())));
    let lang = lang.unwrap_or_else(|| portal::pages::accepted(request.headers()));
    show(shown, lang, request, |_| Err(Fault::Missing)).await
}

/// The page of an error.
#[derive(Debug, askama::Template)]
#[template(path = "error.html", whitespace = "minimize")]
struct ErrorPage {
    frame: Frame,
    says: String,
}

impl Fault {
    /// The page of the error, or problem details where a twin was asked for.
    fn answer(&self, desk: &Desk<'_>) -> Result<Made, Fault> {
        use askama::Template as _;
        let lang = desk.visit.lang;
        let (status, says) = match self {
            Fault::Missing => (StatusCode::NOT_FOUND, words::get(lang, "error-missing")),
            Fault::Unclear(says) => (StatusCode::BAD_REQUEST, says.clone()),
            Fault::Failed(says) => {
                tracing::error!(%says, "a page cannot be made");
                (StatusCode::SERVICE_UNAVAILABLE, words::get(lang, "error-failed"))
            }
        };
        let frame = Frame::new(desk, words::get(lang, "error-title"), Vec::new());
        let page = ErrorPage { frame, says };
        Ok(Made::Page(status, page.render().map_err(|error| Fault::Failed(error.to_string()))?))
    }
}
