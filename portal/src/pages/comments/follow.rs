//! What became of a comment, told to whoever has its code: it waits, is filed, is not shown, was deleted. A code that is
//! wrong and one that is too old get the same answer.

use askama::Template;
use axum::http::StatusCode;
use register::{
    Content, Form,
    comment::{Code, Sent},
    lang::Lang,
    lifeline::Logged,
};

use super::{
    super::{
        answer::Made,
        card::Badge,
        error::PageError,
        frame::Frame,
        link::{Cell, entry_href},
        sent::Fields,
        text::{self, Arg},
        visit::Desk,
        words,
    },
    day, framed, intake, line,
    write::{rows, tag},
};
use crate::intake::{CommentError, Comments, Received, State};

/// The page.
#[derive(Debug, Template)]
#[template(path = "comments.html", whitespace = "minimize")]
struct Page {
    frame: Frame,
    /// Where this is a mirror: the register it copies.
    elsewhere: Option<String>,
    problem: Option<String>,
    told: Option<Told>,
}

/// What became of one.
#[derive(Debug)]
struct Told {
    code: String,
    state: Badge,
    says: String,
    /// Whether exactly what was sent was filed.
    same: Option<(bool, String)>,
    facts: Vec<(String, Cell)>,
    sent: Option<Waits>,
    promise: String,
    consultation: String,
}

/// What was sent, for as long as it waits: its words, their language, what stands beside.
#[derive(Debug)]
struct Waits {
    says: String,
    lang: &'static str,
    rows: Vec<(String, String)>,
}

/// Makes the page with the field for a code.
pub(in super::super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    page(desk, StatusCode::OK, None, None)
}

/// Tells what became of the comment with a code.
pub(super) fn look(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    with(desk, &fields, |_, _| Ok(()))
}

/// Deletes the words of a comment that waits, and tells what became of it.
pub(super) fn delete(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    with(desk, &fields, Comments::take_back)
}

/// Tells what became of a comment that was sent once more, and does not wait.
pub(super) fn sent_again(
    desk: &Desk<'_>,
    comments: &Comments,
    received: &Received,
    code: &Code,
) -> Result<Made, PageError> {
    let told = Told::new(desk, comments, received, code)?;
    page(desk, StatusCode::OK, None, Some(told))
}

/// Does something with the comment of a code, and tells what became of it.
fn with(
    desk: &Desk<'_>,
    fields: &Fields,
    act: impl FnOnce(&Comments, &Code) -> Result<(), CommentError>,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let Some(intake) = intake(desk) else { return page(desk, StatusCode::NOT_FOUND, None, None) };
    let comments = &intake.comments;
    let code = line(fields, "code").and_then(|code| Code::parse(&code)).ok_or(CommentError::Missing);
    let found = code.and_then(|code| match act(comments, &code) {
        // That it is decided by now is told below.
        Ok(()) | Err(CommentError::Decided) => Ok((comments.find(&code)?, code)),
        Err(error) => Err(error),
    });
    match found {
        Ok((received, code)) => {
            let told = Told::new(desk, comments, &received, &code)?;
            page(desk, StatusCode::OK, None, Some(told))
        }
        Err(CommentError::Missing) => {
            page(desk, StatusCode::NOT_FOUND, Some(text::get(lang, "comments-no-code")), None)
        }
        Err(error) => Err(PageError::Internal(error.to_string())),
    }
}

fn page(desk: &Desk<'_>, status: StatusCode, problem: Option<String>, told: Option<Told>) -> Result<Made, PageError> {
    let page = Page {
        frame: framed(desk, text::get(desk.visit.lang, "comments-title"), None),
        elsewhere: desk.site.mirror_of.clone(),
        problem,
        told,
    };
    Made::page_with(status, &page)
}

impl Told {
    fn new(desk: &Desk<'_>, comments: &Comments, received: &Received, code: &Code) -> Result<Told, PageError> {
        let lang = desk.visit.lang;
        let filed = match received.state.entry() {
            Some(entry) => desk.reading.filings(&[entry])?.pop(),
            None => None,
        };
        let (key, class, shape) = state(received, filed.as_ref(), desk.today);
        let days = [("day", day(received.shown_by(), desk))];
        let mut facts = facts(desk, received, filed.as_ref());
        facts.extend(answer(desk, received, filed.as_ref())?);
        let promise = comments.promise(received, code).map_err(|error| PageError::Internal(error.to_string()))?;
        Ok(Told {
            code: code.to_string(),
            state: Badge { class, shape, words: text::get(lang, &format!("comments-{key}")) },
            says: text::with(lang, &format!("comments-{key}-says"), &days),
            same: same(received, filed.as_ref(), code, lang),
            facts,
            sent: received.sent.as_ref().map(|sent| Waits {
                says: sent.says.clone(),
                lang: tag(sent.language),
                rows: rows(sent, lang),
            }),
            promise,
            consultation: desk.visit.href(&format!("/consultations/{}", received.consultation)),
        })
    }
}

/// What became of a comment: the end of its keys, and the look of its badge. A filing that is not indexed yet, a moment
/// after it was published, is told without its entry.
fn state(received: &Received, filed: Option<&Logged>, today: i64) -> (&'static str, &'static str, &'static str) {
    match received.state {
        State::Filed(_) if filed.is_some_and(|filed| filed.withdrawn.is_some()) => ("withdrawn", "missing", "✕"),
        State::Filed(_) => ("filed", "good", "✓"),
        State::Unshown(_) if filed.is_some_and(|filed| !names(filed, received)) => ("undecided", "missing", "✕"),
        State::Unshown(_) => ("unshown", "weak", "–"),
        State::TakenBack(None) => ("taken-back", "plain", "–"),
        State::TakenBack(Some(_)) => ("filed-anyway", "missing", "≠"),
        State::Altered(_) if !received.waits() => ("altered-deleted", "missing", "≠"),
        State::Altered(_) => ("altered", "missing", "≠"),
        State::Waiting if received.is_late(today) => ("late", "missing", "◷"),
        State::Waiting => ("waiting", "plain", "○"),
    }
}

/// Whether a filing that said why comments are not shown stands, and still says so of this one.
fn names(filed: &Logged, received: &Received) -> bool {
    let Content::Unshown(unshown) = &filed.filing.content else { return false };
    filed.withdrawn.is_none() && unshown.comments.iter().any(|one| one.commitment == received.commitment)
}

/// Whether exactly what was sent stands in the log, which the code tells.
fn same(received: &Received, filed: Option<&Logged>, code: &Code, lang: Lang) -> Option<(bool, String)> {
    let filed = filed.filter(|_| matches!(received.state, State::Filed(_) | State::TakenBack(_)))?;
    let same = Sent::of(&filed.filing.content).is_some_and(|sent| sent.commitment(code) == received.commitment);
    Some((same, text::get(lang, if same { "comments-same" } else { "comments-other" })))
}

fn facts(desk: &Desk<'_>, received: &Received, filed: Option<&Logged>) -> Vec<(String, Cell)> {
    let lang = desk.visit.lang;
    let label = |key| text::get(lang, key);
    let day = |day| Cell::when(register::time::When::Day(day), lang);
    let mut facts = vec![(label("comment-received-on"), day(received.day))];
    if received.waits() {
        facts.push((label("comment-shown-by"), day(received.shown_by())));
    }
    if let Some(filed) = filed {
        facts.push((label("entry"), Cell::link(words::number(filed.entry, lang), entry_href(filed.entry, lang))));
        if let Content::Unshown(unshown) = &filed.filing.content {
            facts.push((label("unshown-reason"), Cell::text(unshown.reason.words().in_(lang))));
            facts.extend(unshown.says.as_ref().map(|says| (label("unshown-says"), Cell::spanish(says.as_str(), lang))));
        }
    }
    facts.push((label("comment-commitment"), Cell::mono(received.commitment.to_string())));
    facts
}

/// What the body that asked answered.
fn answer(desk: &Desk<'_>, received: &Received, filed: Option<&Logged>) -> Result<Vec<(String, Cell)>, PageError> {
    let lang = desk.visit.lang;
    let Some(filed) = filed.filter(|filed| filed.filing.form() == Form::Comment) else { return Ok(Vec::new()) };
    let asker = received.consultation.body();
    let named = [filed.filing.id.as_str()];
    let answers = desk.reading.naming_any(&named, Form::Answer, Some(&[asker.as_str()]), 1)?;
    let told = answers.first().and_then(|logged| match &logged.filing.content {
        Content::Answer(answer) => {
            let args = [
                ("outcome", Arg::Text(answer.outcome.words().in_(lang).to_owned())),
                ("reason", Arg::Text(answer.reason.as_str().to_owned())),
            ];
            Some(text::with(lang, "comments-answer", &args))
        }
        _ => None,
    });
    let told = told.unwrap_or_else(|| text::get(lang, "consultation-unanswered"));
    Ok(vec![(text::get(lang, "consultation-answer"), Cell::text(told))])
}
