//! A table at the desk: brought with the mapping that reads it, what became of its rows, each filing tried against the
//! register as it stands at this moment, and what to do next: take the drafts along, or open one here.

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use import::finding::{Finding, Severity};
use register::{SignedFiling, lang::Lang, problem::Refusal};

use super::{
    super::{
        Portal,
        answer::Made,
        card::Badge,
        cite,
        error::PageError,
        frame::Frame,
        sent::{self, Fields},
        text::{self, Arg},
        visit::{Desk, Visit},
        words,
    },
    DRAFTS, MAX_FORM, draft, field, framed, intake, start, told,
};
use crate::{
    intake::{Drafts, KEPT_DAYS, MAX_TABLE, NoTable, Paper, Table, plan},
    registrar::Tried,
};

/// Where tables are, after the language.
const TABLES: &str = "/file/tables/";

/// Filings that are tried and shown at a time.
const SHOWN: usize = 100;

/// The page.
#[derive(Debug, Template)]
#[template(path = "table.html", whitespace = "minimize")]
struct Page {
    frame: Frame,
    standing: Badge,
    says: String,
    kept: String,
    facts: Vec<(String, String)>,
    /// Why it was not read to its end.
    ended: Option<String>,
    kinds: Vec<Kind>,
    tried: Vec<String>,
    filings: Vec<Row>,
    before: Option<String>,
    after: Option<String>,
    /// Name of the files to take along; none where nothing was drafted.
    name: Option<String>,
    held_name: Option<String>,
    address: String,
    here: String,
}

/// Findings of one kind.
#[derive(Debug)]
struct Kind {
    badge: Badge,
    /// Where, and what.
    found: Vec<(String, String)>,
    more: Option<String>,
}

/// One filing.
#[derive(Debug)]
struct Row {
    id: String,
    place: String,
    at: usize,
    state: Badge,
    problems: Vec<String>,
}

/// Takes a table where there is a place to read it.
pub(super) async fn taken(State(portal): State<Portal>, visit: Visit, request: Request) -> Response {
    let place = portal.site.intake.load_full().map(|intake| intake.place());
    let Some(Some(place)) = place else {
        let why = if place.is_none() { PageError::NotFound } else { PageError::TablesBusy };
        return portal.answer(visit, |_| Err(why)).await;
    };
    let fields = tokio::time::timeout(sent::PATIENCE, sent::fields(request, MAX_TABLE + MAX_FORM)).await;
    let fields = fields.unwrap_or_else(|_| Err(PageError::Unclear("multipart".into())));
    portal
        .answer(visit, move |desk| {
            let made = fields.and_then(|fields| bring(desk, &fields));
            drop(place);
            made
        })
        .await
}

/// Runs a table and keeps what became of it.
fn bring(desk: &Desk<'_>, fields: &Fields) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let intake = intake(desk)?;
    let bytes = sent::field(fields, "table");
    match Table::run(&field(fields, "mapping"), &field(fields, "table_body"), bytes, lang) {
        Ok(table) => {
            let code = intake.drafts.keep_table(&table, desk.today)?;
            Ok(Made::See(desk.visit.href(&format!("{TABLES}{code}"))))
        }
        Err(why) => start::again(desk, "mapping", nothing_came(&why, lang), fields),
    }
}

/// Why nothing came of a table, in words.
fn nothing_came(why: &NoTable, lang: Lang) -> String {
    match why {
        NoTable::Mapping => text::get(lang, "table-no-mapping"),
        NoTable::Filer => text::get(lang, "table-no-filer"),
        NoTable::Empty => text::get(lang, "table-empty"),
        NoTable::Workbook => text::get(lang, "table-workbook"),
        NoTable::Unreadable(finding) => says(finding, lang),
    }
}

/// What was found, and what to do with a file and a spreadsheet, not with a mapping.
fn says(finding: &Finding, lang: Lang) -> String {
    let near = finding.next.en.starts_with("the nearest");
    match next(&finding.code).filter(|_| !near) {
        Some(key) => format!("{}; {}", finding.says.in_(lang), text::get(lang, key)),
        None => finding.words(lang),
    }
}

fn next(code: &str) -> Option<&'static str> {
    Some(match code {
        "other-encoding" | "not-in-encoding" => "table-next-encoding",
        "missing-column" | "new-column" => "table-next-columns",
        "no-header" => "table-next-header",
        "not-json" => "table-next-json",
        "not-a-workbook" | "unpacks" | "announces" | "columns" | "repeats" | "long-cell" => "table-next-workbook",
        "not-a-count" => "table-next-count",
        "not-a-day" | "not-yes-or-no" | "not-in-table" => "table-next-cell",
        "too-long" | "too-much" => "table-next-long",
        "same-id" => "table-next-same",
        _ => return None,
    })
}

/// A table that was brought, with the code in its address.
struct Brought {
    drafts: Drafts,
    code: String,
    table: Table,
}

impl Brought {
    fn of(desk: &Desk<'_>) -> Result<Brought, PageError> {
        let drafts = intake(desk)?.drafts.clone();
        let code = desk.visit.rest(TABLES).split('/').next().unwrap_or_default().to_owned();
        let table = drafts.table(&code, desk.today)?;
        Ok(Brought { drafts, code, table })
    }
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let Brought { code, table, .. } = Brought::of(desk)?;
    let lang = desk.visit.lang;
    let from: usize = desk.visit.param("from").and_then(|from| from.parse().ok()).unwrap_or(0);
    let from = from.min(table.rows.len()) / SHOWN * SHOWN;
    let here = desk.visit.href(&format!("{TABLES}{code}"));
    let shown = table.rows.len().min(from + SHOWN);
    let filings = filings(desk, &table, from)?;
    let title = plan(&table.mapping, &table.filer).map(|plan| plan.mapping.title.in_(lang).to_owned());
    let title = text::with(lang, "table-title", &[("mapping", Arg::Text(title.unwrap_or_default()))]);
    let day = words::day_cell(table.brought + KEPT_DAYS, lang).text;
    let named = |ending: &str| format!("{}.{ending}", table.mapping);
    let page = Page {
        frame: framed(desk, title, Vec::new()),
        standing: standing(&table, lang),
        says: text::get(lang, standing_key(&table).1),
        kept: text::with(lang, "table-kept", &[("day", Arg::Text(day))]),
        facts: facts(&table, lang),
        ended: table.ended.as_ref().map(|finding| says(finding, lang)),
        kinds: kinds(&table, lang),
        tried: tried_says(&filings, table.rows.len(), lang),
        filings: filings.into_iter().map(|(row, _)| row).collect(),
        before: (from > 0).then(|| format!("{here}?from={}", from - SHOWN)),
        after: (shown < table.rows.len()).then(|| format!("{here}?from={shown}")),
        name: (!table.rows.is_empty()).then(|| named("drafts.jsonl")),
        held_name: (table.tally.held > 0).then(|| named("held.csv")),
        address: cite::with_scheme(&desk.visit.host),
        here,
    };
    Made::page(&page)
}

/// How a table came out: its badge's look, the sentence beside it.
fn standing_key(table: &Table) -> ((&'static str, &'static str, &'static str), &'static str) {
    match (&table.ended, table.tally.held) {
        (Some(_), _) => (("missing", "✕", "table-cut"), "table-cut-says"),
        (None, 0) => (("good", "✓", "table-whole"), "table-whole-says"),
        (None, _) => (("weak", "○", "table-part"), "table-part-says"),
    }
}

fn standing(table: &Table, lang: Lang) -> Badge {
    let ((class, shape, key), _) = standing_key(table);
    Badge { class, shape, words: text::get(lang, key) }
}

fn facts(table: &Table, lang: Lang) -> Vec<(String, String)> {
    let number = |n: u64| words::number(n, lang);
    let facts = [
        ("table-filer", table.filer.clone()),
        ("table-rows", number(table.tally.rows)),
        ("table-filings", number(table.tally.filings)),
        ("table-held", number(table.tally.held)),
    ];
    facts.map(|(key, value)| (text::get(lang, key), value)).into()
}

/// The findings of each code together, in the order in which its first was found.
fn kinds(table: &Table, lang: Lang) -> Vec<Kind> {
    let mut codes: Vec<&str> = Vec::new();
    for finding in &table.found.shown {
        if !codes.contains(&finding.code.as_str()) {
            codes.push(&finding.code);
        }
    }
    let kind = |code: &&str| {
        let of_it = || table.found.shown.iter().filter(|finding| finding.code == *code);
        let error = of_it().any(|finding| finding.severity == Severity::Error);
        let (class, shape, key) =
            if error { ("missing", "✕", "table-error") } else { ("weak", "○", "table-warning") };
        let left = table.found.left().find(|(left, _)| left == code);
        Kind {
            badge: Badge { class, shape, words: text::get(lang, key) },
            found: of_it().map(|finding| (place(finding, lang), says(finding, lang))).collect(),
            more: left.map(|(_, n)| text::count(lang, "table-more", n)),
        }
    };
    codes.iter().map(kind).collect()
}

fn place(finding: &Finding, lang: Lang) -> String {
    match &finding.column {
        Some(column) => format!("{}:{column}", finding.row),
        None => row_place(finding.row, lang),
    }
}

fn row_place(row: u64, lang: Lang) -> String {
    text::count(lang, "table-row", row)
}

/// The filings from a place on, each tried.
fn filings(desk: &Desk<'_>, table: &Table, from: usize) -> Result<Vec<(Row, Tried)>, PageError> {
    let lang = desk.visit.lang;
    let drafts: Vec<&str> = table.drafts.lines().skip(from).take(SHOWN).collect();
    let tried = try_all(desk, &drafts)?;
    let row = |((at, draft), tried): ((usize, &&str), Tried)| {
        let properties = Paper::read(draft).map(|paper| paper.properties()).unwrap_or_default();
        let says = |problem| told::whole(problem, &properties, lang);
        let problems = draft::problems_of(&tried).iter().map(says).collect();
        let id = serde_json::from_str::<serde_json::Value>(draft).ok();
        let id = id.as_ref().and_then(|draft| draft["id"].as_str()).unwrap_or_default().to_owned();
        let place = row_place(table.rows.get(from + at).copied().unwrap_or_default(), lang);
        (Row { id, place, at: from + at, state: draft::standing(&tried, 0, desk), problems }, tried)
    };
    Ok(drafts.iter().enumerate().zip(tried).map(row).collect())
}

/// What would become of each, whoever signs it.
fn try_all(desk: &Desk<'_>, drafts: &[&str]) -> Result<Vec<Tried>, PageError> {
    let signed: Vec<_> = drafts.iter().map(|draft| SignedFiling::unsigned(&format!("{draft}\n"))).collect();
    let sound: Vec<SignedFiling> = signed.iter().filter_map(|signed| signed.as_ref().ok().cloned()).collect();
    let mut tried = intake(desk)?.attempt_all(sound).into_iter();
    let fate = |signed: Result<SignedFiling, Refusal>| match signed {
        Ok(_) => tried.next().unwrap_or_else(|| Tried::Unavailable(String::new())),
        Err(refusal) => Tried::Refused(refusal),
    };
    Ok(signed.into_iter().map(fate).collect())
}

/// How many of those shown came out how, and how many were not tried.
fn tried_says(filings: &[(Row, Tried)], all: usize, lang: Lang) -> Vec<String> {
    let of = |is: fn(&Tried) -> bool| filings.iter().filter(|(_, tried)| is(tried)).count();
    let already = of(|tried| matches!(tried, Tried::Already { .. }));
    let wrong = of(|tried| !draft::problems_of(tried).is_empty());
    let unsure = of(|tried| matches!(tried, Tried::Unavailable(_)));
    let right = filings.len() - already - wrong - unsure;
    let counts = [
        ("table-tried-right", right),
        ("table-tried-wrong", wrong),
        ("table-tried-already", already),
        ("table-not-tried", unsure + all - filings.len()),
    ];
    let some = counts.into_iter().filter(|(_, n)| *n > 0);
    some.map(|(key, n)| text::count(lang, key, n as u64)).collect()
}

/// The drafts, one a line.
pub(super) fn drafts(desk: &Desk<'_>) -> Result<Made, PageError> {
    Ok(Made::Text { media: "application/jsonl", text: Brought::of(desk)?.table.drafts })
}

/// The rows held back, with their reasons.
pub(super) fn held(desk: &Desk<'_>) -> Result<Made, PageError> {
    Ok(Made::Text { media: "text/csv; charset=utf-8; header=present", text: Brought::of(desk)?.table.held })
}

/// Deletes what became of the table.
pub(super) fn delete(desk: &Desk<'_>, _: Fields) -> Result<Made, PageError> {
    let Brought { drafts, code, .. } = Brought::of(desk)?;
    drafts.delete_table(&code)?;
    Ok(Made::See(desk.visit.href("/file")))
}

/// Opens one of the filings as a draft at the desk.
pub(super) fn open(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    let Brought { drafts, table, .. } = Brought::of(desk)?;
    let at = field(&fields, "filing").parse().map_err(|_| PageError::Unclear("filing".into()))?;
    let draft = table.draft(at).ok_or(PageError::NotFound)?;
    let paper = Paper::read(draft).map_err(|_| PageError::Internal("a draft that was made is none".into()))?;
    let code = drafts.begin(&paper.text(), desk.today)?;
    Ok(Made::See(desk.visit.href(&format!("{DRAFTS}{code}"))))
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn what_a_mapping_would_have_to_change_is_told_of_the_file() {
        for code in ["not-in-encoding", "other-encoding", "missing-column", "new-column", "no-header", "not-a-count"] {
            assert!(next(code).is_some(), "{code}");
        }
        assert_eq!(next("cut-off"), None);
    }
}
