//! Consultations: what is asked, until when, who said what of which paragraph, and what became of each comment.

use std::collections::HashMap;

use askama::Template;
use register::{
    Content, Form,
    codelist::{Language, Position},
    comment::Sent,
    forms::purchase::{Answer, Comment, Consultation, Received},
    id::{BodyId, FilingId, Reference},
    lang::Lang,
    lifeline::Logged,
    time::When,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::Badge,
    comments,
    error::PageError,
    frame::Frame,
    link::{Cell, Link, Links, entry_href},
    text::{self, Arg},
    twins::{cells, csv},
    visit::{Desk, Format},
    without_key::{Other, Shown, View, WithoutKey},
    words,
};

/// Consultations of the list, the latest; comments of one, and answers to one comment that are looked at.
const LATEST: u32 = 200;
const COMMENTS: u32 = 1_000;
const ANSWERS: u32 = 20;

/// The list.
#[derive(Debug, Template)]
#[template(path = "consultations.html", whitespace = "minimize")]
struct Consultations {
    frame: Frame,
    rows: Vec<Row>,
}

/// One consultation in the list.
#[derive(Debug)]
struct Row {
    question: Cell,
    href: String,
    by: Cell,
    opens: Cell,
    closes: Cell,
    phase: Badge,
    comments: String,
    answered: String,
}

/// One consultation.
#[derive(Debug, Template)]
#[template(path = "consultation.html", whitespace = "minimize")]
struct Page {
    frame: Frame,
    id: String,
    question: Cell,
    phase: Badge,
    withdrawn: Option<Cell>,
    by: Cell,
    technology: Option<Cell>,
    opens: Cell,
    closes: Cell,
    final_due: Option<Cell>,
    text: String,
    /// Address of the text, where it is kept here.
    text_href: Option<String>,
    entry: Cell,
    progress: String,
    positions: Vec<(String, String)>,
    comments: Vec<CommentView>,
    /// What became of comments of persons without a key; none where there is none.
    without_key: Option<View>,
    /// Whether comments are taken here now.
    takes: bool,
    /// Where there are more comments than are looked at.
    cut: Option<String>,
}

/// One comment with its answer.
#[derive(Debug)]
struct CommentView {
    id: String,
    by: Cell,
    /// Who filed it for a person without a key.
    filed_by: Option<Cell>,
    /// What it is not, where other words were filed than were sent, or it was deleted.
    altered: Option<String>,
    paragraph: Option<String>,
    position: String,
    words: Words,
    late: bool,
    entry: Cell,
    outcome: Badge,
    reason: Option<Cell>,
    change: Option<Cell>,
}

/// The words of a comment, and which language they are in where it is not the page's.
#[derive(Debug)]
struct Words {
    says: String,
    lang: &'static str,
    note: Option<String>,
}

/// A comment, and the answer of the body that asked; what others answer is theirs alone.
struct Said {
    comment: Logged,
    answer: Option<Logged>,
    /// Whether it came after the last day.
    late: bool,
    /// Whether it is one of a person without a key, filed by who may decide on those.
    without_key: bool,
    /// Where it was filed first for a person without a key, and whether it was changed since.
    filed: Option<(u64, bool)>,
    /// Whether it is counted: of several filings of one comment, one is.
    counts: bool,
}

/// Columns of the twins.
const COLUMNS: [&str; 9] =
    ["filing", "entry", "filer", "question", "opens", "closes", "final_due", "comments", "answered"];
const COMMENT_COLUMNS: [&str; 12] = [
    "filing",
    "entry",
    "filer",
    "paragraph",
    "position",
    "says",
    "outcome",
    "answer",
    "late",
    "language",
    "called",
    "commitment",
];

/// Makes the list or its twins; the latest first.
pub(super) fn list(desk: &Desk<'_>) -> Result<Made, PageError> {
    let all = desk.reading.latest_of(Form::Consultation, LATEST)?;
    let said = said(desk, &all)?;
    let rows: Vec<(Logged, Vec<Said>)> = all.into_iter().zip(said).collect();
    match desk.visit.format {
        Format::Html => {
            let filed: Vec<Logged> = rows.iter().map(|(logged, _)| logged.clone()).collect();
            let names = desk.reading.names(&filed)?;
            let links = Links { lang: desk.visit.lang, names: &names };
            let page = Consultations {
                frame: Frame::with_twins(desk, text::get(desk.visit.lang, "consultations-title"), Vec::new()),
                rows: rows.iter().filter_map(|(logged, said)| Row::new(desk, logged, said, links)).collect(),
            };
            Made::page(&page)
        }
        Format::Json => {
            let all: Vec<Value> = rows.iter().filter_map(|(logged, said)| json_of(logged, said)).collect();
            Made::json(&json!({ "consultations": all }))
        }
        Format::Csv => {
            let all = rows.iter().filter_map(|(logged, said)| json_of(logged, said));
            Ok(Made::csv(csv(&COLUMNS, all.map(|value| cells(&COLUMNS, &value)))))
        }
    }
}

/// Makes the page of one, or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let id = FilingId::parse(desk.visit.rest("/consultations/")).ok_or(PageError::NotFound)?;
    // One that was withdrawn goes on telling what was said in it, and what still waits.
    let logged = desk.reading.filing(&id)?.ok_or(PageError::NotFound)?;
    let Some(consultation) = consultation_of(&logged) else { return Err(PageError::NotFound) };
    let said = said(desk, std::slice::from_ref(&logged))?.pop().unwrap_or_default();
    match desk.visit.format {
        Format::Html => page(desk, &logged, consultation, &said),
        Format::Json => {
            let mut whole = json_of(&logged, &said).unwrap_or_default();
            whole["withdrawn"] = logged.withdrawn.into();
            whole["text"] = consultation.text.to_string().into();
            whole["said"] = said.iter().filter_map(comment_json).collect();
            whole["without_key"] = without_key(desk, &logged, &said)?.json();
            Made::json(&whole)
        }
        Format::Csv => {
            let all = said.iter().filter_map(comment_json);
            Ok(Made::csv(csv(&COMMENT_COLUMNS, all.map(|value| cells(&COMMENT_COLUMNS, &value)))))
        }
    }
}

fn consultation_of(logged: &Logged) -> Option<&Consultation> {
    match &logged.filing.content {
        Content::Consultation(consultation) => Some(consultation),
        _ => None,
    }
}

fn comment_of(logged: &Logged) -> Option<&Comment> {
    match &logged.filing.content {
        Content::Comment(comment) => Some(comment),
        _ => None,
    }
}

fn answer_of(logged: &Logged) -> Option<&Answer> {
    match &logged.filing.content {
        Content::Answer(answer) => Some(answer),
        _ => None,
    }
}

/// The comments on each of some consultations, the first first, each with the last answer of the body that asked. Two
/// questions to the index, however many comments there are.
fn said(desk: &Desk<'_>, asked: &[Logged]) -> Result<Vec<Vec<Said>>, PageError> {
    let ids = |all: &[Logged]| all.iter().map(|logged| logged.filing.id.to_string()).collect::<Vec<_>>();
    let (consultations, askers) = (ids(asked), asked.iter().map(|one| one.filing.filer.as_str()).collect::<Vec<_>>());
    let comments = desk.reading.naming_any(&borrowed(&consultations), Form::Comment, None, COMMENTS)?;
    let commented = ids(&comments);
    let answers = desk.reading.naming_any(&borrowed(&commented), Form::Answer, Some(&askers), ANSWERS)?;
    let mut last: HashMap<(&FilingId, &BodyId), &Logged> = HashMap::new();
    for logged in &answers {
        if let Some(answer) = answer_of(logged) {
            last.entry((&answer.comment, &logged.filing.filer)).or_insert(logged);
        }
    }
    let mut on: HashMap<&FilingId, Vec<&Logged>> = HashMap::new();
    for logged in comments.iter().rev() {
        if let Some(comment) = comment_of(logged) {
            on.entry(&comment.consultation).or_default().push(logged);
        }
    }
    let mut filed: HashMap<&FilingId, (u64, bool)> = HashMap::new();
    for logged in &comments {
        filed.extend(first_filed(desk, logged)?.map(|first| (&logged.filing.id, first)));
    }
    let said = |one: &Logged| {
        let closes = consultation_of(one).map(|consultation| consultation.closes);
        let said = |comment: &&Logged| {
            let deciders = [one.filing.filer.as_str(), desk.site.about.registrar.as_str()];
            let received = comment_of(comment).is_some_and(|comment| comment.received.is_some());
            let without_key = received && deciders.contains(&comment.filing.filer.as_str());
            // Whoever has no key does not decide on which day it is filed.
            let came = if without_key { comment.filing.occurred.from() } else { comment.received.date() };
            Said {
                answer: last.get(&(&comment.filing.id, &one.filing.filer)).map(|answer| (*answer).clone()),
                late: closes.is_some_and(|closes| came > closes),
                filed: filed.get(&comment.filing.id).copied().filter(|_| without_key),
                comment: (*comment).clone(),
                without_key,
                counts: true,
            }
        };
        on.get(&one.filing.id).into_iter().flatten().map(said).collect()
    };
    let mut all: Vec<Vec<Said>> = asked.iter().map(said).collect();
    all.iter_mut().try_for_each(|said| count_once(desk, said))?;
    Ok(all)
}

/// Of several filings of one comment of a person without a key, counts the one that says what was sent, as far as the
/// register's list tells; or else the first.
fn count_once(desk: &Desk<'_>, said: &mut [Said]) -> Result<(), PageError> {
    let mut of: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, one) in said.iter().enumerate() {
        if let Some(received) = received_of(one) {
            of.entry(received.commitment.to_string()).or_default().push(at);
        }
    }
    let first = |one: Option<&Said>| one.and_then(|one| one.filed).map_or(u64::MAX, |(first, _)| first);
    let intake = desk.site.intake.load_full().filter(|_| desk.known.is_none());
    for several in of.into_values().filter(|several| several.len() > 1) {
        let Some(received) = several.first().and_then(|at| received_of(said.get(*at)?)) else { continue };
        let named = match &intake {
            Some(intake) => intake.comments.filed(received.commitment),
            None => Ok(None),
        };
        let named = named.map_err(|error| PageError::Internal(error.to_string()))?;
        let earliest = several.iter().map(|at| first(said.get(*at))).min().unwrap_or_default();
        let counted = named.filter(|named| several.iter().any(|at| first(said.get(*at)) == *named)).unwrap_or(earliest);
        for at in several {
            let counts = first(said.get(at)) == counted;
            if let Some(one) = said.get_mut(at) {
                one.counts = counts;
            }
        }
    }
    Ok(())
}

/// Of which person without a key a comment is, where it was filed by who may decide on those.
fn received_of(said: &Said) -> Option<&Received> {
    comment_of(&said.comment)?.received.as_ref().filter(|_| said.without_key)
}

/// The entry at which a comment of a person without a key was filed first, and whether it was corrected to something else
/// since. Its words are the person's: nobody else has anything to correct in them.
fn first_filed(desk: &Desk<'_>, logged: &Logged) -> Result<Option<(u64, bool)>, PageError> {
    let Some(now) = Sent::of(&logged.filing.content) else { return Ok(None) };
    let first = desk.reading.entry_of(&logged.filing.id)?.unwrap_or(logged.entry);
    if first == logged.entry {
        return Ok(Some((first, false)));
    }
    let versions = desk.reading.versions(&logged.filing.id)?;
    let changed = versions.first().and_then(|first| Sent::of(&first.content)).is_some_and(|first| first != now);
    Ok(Some((first, changed)))
}

/// What became of the comments of persons without a key.
fn without_key(desk: &Desk<'_>, logged: &Logged, said: &[Said]) -> Result<WithoutKey, PageError> {
    let shown = said.iter().filter(|one| one.without_key);
    let shown = shown.map(|one| Shown {
        logged: &one.comment,
        answered: one.answer.is_some(),
        first: one.filed.map_or(one.comment.entry, |(first, _)| first),
        changed: one.filed.is_some_and(|(_, changed)| changed),
    });
    WithoutKey::new(desk, logged, shown, said.len() >= COMMENTS as usize)
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn counted(said: &[Said]) -> usize {
    said.iter().filter(|one| one.counts).count()
}

fn answered(said: &[Said]) -> usize {
    said.iter().filter(|one| one.counts && one.answer.is_some()).count()
}

fn json_of(logged: &Logged, said: &[Said]) -> Option<Value> {
    let consultation = consultation_of(logged)?;
    Some(json!({
        "filing": logged.filing.id.as_str(), "entry": logged.entry, "filer": logged.filing.filer.as_str(),
        "question": consultation.question.as_str(), "opens": consultation.opens.to_string(), "closes": consultation.closes.to_string(),
        "final_due": consultation.final_due.map(|day| day.to_string()), "comments": counted(said), "answered": answered(said),
    }))
}

fn comment_json(said: &Said) -> Option<Value> {
    let comment = comment_of(&said.comment)?;
    let answer = said.answer.as_ref().and_then(answer_of);
    Some(json!({
        "filing": said.comment.filing.id.as_str(), "entry": said.comment.entry, "filer": said.comment.filing.filer.as_str(),
        "paragraph": comment.paragraph.as_ref().map(|paragraph| paragraph.as_str()), "position": comment.position.code(),
        "says": comment.says.as_str(), "outcome": answer.map(|answer| answer.outcome.code()),
        "answer": said.answer.as_ref().map(|answer| answer.filing.id.to_string()), "late": said.late,
        "language": comment.language.map(Language::code),
        "called": received_of(said).and_then(|received| Some(received.called.as_ref()?.as_str())),
        "commitment": received_of(said).map(|received| received.commitment.to_string()),
    }))
}

/// Where a consultation stands on a day: before it opens, open, closed, or closed with its answers owed.
fn phase(consultation: &Consultation, said: &[Said], today: i64, lang: Lang) -> Badge {
    let days = |n: i64| Arg::Count(n.unsigned_abs());
    let (opens, closes) = (consultation.opens.days(), consultation.closes.days());
    let unanswered = counted(said) - answered(said);
    let late = consultation.final_due.is_some_and(|due| due.days() < today) && unanswered > 0;
    let (class, shape, words) = match () {
        () if today < opens => ("plain", "○", text::with(lang, "consultation-planned", &[("n", days(opens - today))])),
        () if today <= closes => ("good", "●", text::with(lang, "consultation-open", &[("n", days(closes - today))])),
        () if late => ("missing", "✕", text::count(lang, "consultation-late", unanswered as u64)),
        () => ("plain", "–", text::get(lang, "consultation-closed")),
    };
    Badge { class, shape, words }
}

impl Row {
    fn new(desk: &Desk<'_>, logged: &Logged, said: &[Said], links: Links<'_>) -> Option<Row> {
        let lang = desk.visit.lang;
        let consultation = consultation_of(logged)?;
        Some(Row {
            question: Cell::spanish(consultation.question.as_str(), lang),
            href: desk.visit.href(&format!("/consultations/{}", logged.filing.id)),
            by: links.body(&logged.filing.filer),
            opens: Cell::when(When::Day(consultation.opens), lang),
            closes: Cell::when(When::Day(consultation.closes), lang),
            phase: phase(consultation, said, desk.today, lang),
            comments: words::number(counted(said) as u64, lang),
            answered: words::number(answered(said) as u64, lang),
        })
    }
}

fn page(desk: &Desk<'_>, logged: &Logged, consultation: &Consultation, said: &[Said]) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let without_key = without_key(desk, logged, said)?;
    let comments = said.iter().map(|one| one.comment.clone());
    let filed: Vec<Logged> =
        [logged.clone()].into_iter().chain(comments).chain(without_key.filings().cloned()).collect();
    let names = desk.reading.names(&filed)?;
    let links = Links { lang, names: &names };
    let count = |position: &Position| {
        let n = said
            .iter()
            .filter(|one| one.counts)
            .filter(|one| comment_of(&one.comment).is_some_and(|comment| comment.position == *position));
        (position.words().in_(lang).to_owned(), words::number(n.count() as u64, lang))
    };
    let args = [("n", Arg::Count(answered(said) as u64)), ("of", Arg::Count(counted(said) as u64))];
    let crumb = Link { href: desk.visit.href("/consultations"), words: text::get(lang, "consultations-title") };
    let sha256 = consultation.text.to_string();
    let open = (consultation.opens.days()..=consultation.closes.days()).contains(&desk.today);
    let entry_cell = |entry| Cell::link(words::number(entry, lang), entry_href(entry, lang));
    let page = Page {
        frame: Frame::with_twins(desk, text::get(lang, "consultation-title"), vec![crumb]),
        id: logged.filing.id.to_string(),
        question: Cell::spanish(consultation.question.as_str(), lang),
        phase: match logged.withdrawn {
            Some(_) => Badge { class: "missing", shape: "✕", words: text::get(lang, "consultation-withdrawn") },
            None => phase(consultation, said, desk.today, lang),
        },
        withdrawn: logged.withdrawn.map(entry_cell),
        by: links.body(&logged.filing.filer),
        technology: consultation.technology.as_ref().map(|id| links.filing(id)),
        opens: Cell::when(When::Day(consultation.opens), lang),
        closes: Cell::when(When::Day(consultation.closes), lang),
        final_due: consultation.final_due.map(|day| Cell::when(When::Day(day), lang)),
        text_href: desk
            .site
            .public
            .join("blobs/sha256")
            .join(&sha256)
            .exists()
            .then(|| format!("/blobs/sha256/{sha256}")),
        text: sha256,
        entry: entry(logged, lang),
        progress: text::with(lang, "consultation-progress", &args),
        positions: Position::ALL.iter().map(count).collect(),
        comments: said.iter().filter_map(|one| CommentView::new(one, &without_key, links)).collect(),
        without_key: (!without_key.is_empty()).then(|| without_key.view(links)),
        cut: (said.len() >= COMMENTS as usize).then(|| text::count(lang, "consultation-cut", u64::from(COMMENTS))),
        takes: open && logged.withdrawn.is_none() && desk.known.is_none() && desk.site.mirror_of.is_none(),
    };
    Made::page(&page)
}

/// The words of a comment in their language; that of those that name none is Spanish.
fn words_of(comment: &Comment, lang: Lang) -> Words {
    let language = comment.language.unwrap_or(Language::Es);
    let (tag, own) = (comments::tag(language), comments::tag(language) == lang.tag());
    let note = match comment.language {
        Some(language) => language.words().in_(lang).to_owned(),
        None => text::get(lang, "in-other"),
    };
    Words { says: comment.says.as_str().to_owned(), lang: tag, note: (!own).then_some(note) }
}

fn entry(logged: &Logged, lang: Lang) -> Cell {
    Cell::link(words::number(logged.entry, lang), entry_href(logged.entry, lang))
}

impl CommentView {
    fn new(said: &Said, without_key: &WithoutKey, links: Links<'_>) -> Option<CommentView> {
        let lang = links.lang;
        let comment = comment_of(&said.comment)?;
        let answer = said.answer.as_ref().and_then(answer_of);
        let outcome = match answer {
            Some(answer) => Badge { class: "filed", shape: "●", words: answer.outcome.words().in_(lang).to_owned() },
            None => Badge { class: "nothing", shape: "○", words: text::get(lang, "consultation-unanswered") },
        };
        let filer = links.reference(&Reference::Body(said.comment.filing.filer.clone()));
        let received = received_of(said);
        let person = received.map(|received| match &received.called {
            Some(called) => Cell::text(called.as_str()),
            None => Cell::text(text::get(lang, "consultation-person")),
        });
        Some(CommentView {
            id: said.comment.filing.id.to_string(),
            altered: said.filed.zip(received).and_then(|((first, changed), received)| {
                let other = without_key.is_other(&received.commitment.to_string(), first);
                Some(match other.or_else(|| changed.then_some(Other::Altered))? {
                    Other::Altered => text::get(lang, "consultation-altered"),
                    Other::Deleted => text::get(lang, "consultation-deleted"),
                })
            }),
            filed_by: person.as_ref().map(|_| filer.clone()),
            by: person.unwrap_or(filer),
            paragraph: comment.paragraph.as_ref().map(|paragraph| paragraph.as_str().to_owned()),
            position: comment.position.words().in_(lang).to_owned(),
            words: words_of(comment, lang),
            late: said.late,
            entry: entry(&said.comment, lang),
            outcome,
            reason: answer.map(|answer| Cell::spanish(answer.reason.as_str(), lang)),
            change: answer.and_then(|answer| Some(Cell::spanish(answer.change.as_ref()?.as_str(), lang))),
        })
    }
}
