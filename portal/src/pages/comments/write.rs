//! Writing a comment: the form, the look over it, the receipt. What was typed comes back whatever goes wrong.

use askama::Template;
use axum::http::StatusCode;
use register::{
    Form,
    codelist::{Language, Position},
    comment::{Code, Sent},
    filing::read_draft,
    forms::purchase::Consultation,
    id::FilingId,
    lang::Lang,
    personal::{self, Kind},
    problem::Reason,
    time::{Date, When},
    value::{Name, Text},
};
use serde_json::json;

use super::{
    super::{
        answer::Made,
        error::PageError,
        frame::Frame,
        link::Cell,
        qr,
        records::Choice,
        sent::Fields,
        text::{self, Arg},
        visit::Desk,
        words,
    },
    ON, consultation, day, follow, framed, intake, line,
};
use crate::intake::{CommentError, Comments, Received};

/// The page.
#[derive(Debug, Template)]
#[template(path = "comment.html", whitespace = "minimize")]
struct Page {
    frame: Frame,
    action: String,
    question: Cell,
    results: String,
    text_href: Option<String>,
    problems: Vec<(&'static str, String)>,
    step: Step,
}

/// How far it has come.
#[derive(Debug)]
enum Step {
    /// Nothing is taken: why, and what was typed all the same.
    Closed(String, String),
    /// The form.
    Write(Box<Written>),
    /// What would be sent.
    Look(Box<Looked>),
    /// It was received.
    Done(Box<Receipt>),
}

/// The form with what was typed.
#[derive(Debug)]
struct Written {
    closes: String,
    hint: String,
    positions: Vec<Choice>,
    languages: Vec<Choice>,
    paragraph: String,
    says: String,
    called: String,
    longest: usize,
    longest_name: usize,
}

/// What would be sent.
#[derive(Debug)]
struct Looked {
    rows: Vec<(String, String)>,
    says: String,
    says_lang: &'static str,
    /// What reads like personal data.
    warnings: Vec<String>,
    /// The code it will have, for whoever does not get an answer.
    code: String,
    /// The fields that are sent on.
    hidden: Vec<(&'static str, String)>,
}

/// What whoever sent it takes along.
#[derive(Debug)]
struct Receipt {
    code: String,
    shown_by: String,
    rows: Vec<(String, Cell)>,
    promise: String,
    picture: Option<(usize, String)>,
}

/// What was typed: each field on one line, or nothing where it was no text.
struct Typed {
    position: String,
    language: String,
    paragraph: String,
    called: String,
    says: String,
    /// Whether a field was no text.
    garbled: bool,
}

/// Where a comment is written.
struct At {
    id: FilingId,
    consultation: Consultation,
}

/// What is wrong, each with the field it is of, and what reads like personal data and may be none.
#[derive(Default)]
struct Faults {
    problems: Vec<(&'static str, String)>,
    warnings: Vec<String>,
}

/// The fields of a comment, and where each stands in a filing.
const FIELDS: [(&str, &str); 5] = [
    ("position", "position"),
    ("says", "says"),
    ("paragraph", "paragraph"),
    ("language", "language"),
    ("called", "received.called"),
];

/// Makes the form.
pub(in super::super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let at = At::of(desk)?;
    let typed = Typed::read(&Fields::new(), desk.visit.lang);
    if let Some(why) = at.closed(desk) {
        return at.page(desk, StatusCode::OK, Vec::new(), Step::Closed(why, String::new()));
    }
    at.again(desk, StatusCode::OK, Vec::new(), &typed)
}

/// Takes the form: shows what would be sent, goes back to it, or sends it.
pub(super) fn take(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    let at = At::of(desk)?;
    let typed = Typed::read(&fields, desk.visit.lang);
    if let Some(made) = at.sent_before(desk, &fields, &typed)? {
        return Ok(made);
    }
    if let Some(why) = at.closed(desk) {
        return at.page(desk, StatusCode::CONFLICT, Vec::new(), Step::Closed(why, typed.says));
    }
    let Faults { problems, warnings } = at.faults(&typed, desk.visit.lang);
    match (line(&fields, "~go").as_deref(), at.sent(&typed)) {
        (Some("change"), _) => at.again(desk, StatusCode::OK, Vec::new(), &typed),
        (go, Some(sent)) if problems.is_empty() => {
            let code = line(&fields, "code").and_then(|code| Code::parse(&code));
            match code.filter(|_| go == Some("send")) {
                Some(code) => at.send(desk, &code, &sent, &typed),
                None => at.look(desk, &sent, warnings),
            }
        }
        _ => at.again(desk, StatusCode::UNPROCESSABLE_ENTITY, problems, &typed),
    }
}

impl Page {
    fn is_wrong(&self, field: &str) -> bool {
        self.problems.iter().any(|(known, _)| *known == field)
    }
}

impl Typed {
    fn read(fields: &Fields, lang: Lang) -> Typed {
        let [position, language, paragraph, called, says] =
            ["position", "language", "paragraph", "called", "says"].map(|name| line(fields, name));
        let garbled = [&position, &language, &paragraph, &called, &says].iter().any(|field| field.is_none());
        let language = language.filter(|language| !language.is_empty()).unwrap_or_else(|| lang.tag().to_owned());
        let [position, paragraph, called, says] = [position, paragraph, called, says].map(Option::unwrap_or_default);
        Typed { position, language, paragraph, called, says, garbled }
    }
}

impl At {
    fn of(desk: &Desk<'_>) -> Result<At, PageError> {
        let id = FilingId::parse(desk.visit.rest(ON)).ok_or(PageError::NotFound)?;
        let (_, consultation) = consultation(desk, &id)?;
        Ok(At { id, consultation })
    }

    /// Why no comment is taken now.
    fn closed(&self, desk: &Desk<'_>) -> Option<String> {
        let lang = desk.visit.lang;
        let says = |key, day| Some(text::with(lang, key, &[("day", day)]));
        match &desk.site.mirror_of {
            Some(url) => Some(text::with(lang, "comment-mirror", &[("url", Arg::Text(url.clone()))])),
            None if desk.today < self.consultation.opens.days() => {
                says("comment-early", day(self.consultation.opens, desk))
            }
            None if desk.today > self.consultation.closes.days() => {
                says("comment-over", day(self.consultation.closes, desk))
            }
            None => intake(desk).is_none().then(|| text::get(lang, "comment-not-now")),
        }
    }

    /// What the register itself would say of a filing with these words, whoever signs it.
    fn faults(&self, typed: &Typed, lang: Lang) -> Faults {
        let mut faults = Faults::default();
        if typed.garbled {
            faults.problems.push(("says", text::get(lang, "comment-garbled")));
        }
        for (kind, masked) in personal::all(&typed.says).into_iter().map(|trace| (trace.kind, trace.masked)) {
            let args = [("kind", Arg::Text(kind.words().in_(lang).to_owned())), ("text", Arg::Text(masked))];
            if may_be_none(kind) {
                faults.warnings.push(text::with(lang, "comment-reads-like", &args));
            } else {
                faults.problems.push(("says", text::with(lang, "comment-personal", &args)));
            }
        }
        let Err(refusal) = read_draft(&self.draft(typed)) else { return faults };
        for problem in refusal.problems {
            let Some((name, _)) = FIELDS.iter().find(|(_, path)| *path == problem.field) else { continue };
            let told = *name == "says" && matches!(problem.reason, Reason::Personal { .. });
            if !told && !faults.problems.iter().any(|(known, _)| known == name) {
                faults.problems.push((name, says(name, &problem.reason, lang)));
            }
        }
        faults
    }

    /// The draft of a filing with what was typed.
    fn draft(&self, typed: &Typed) -> String {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut received = json!({ "commitment": "0".repeat(64) });
        let body = self.id.body();
        let mut draft = json!({
            "form": Form::Comment.code(), "id": format!("{body}/comment/1"), "filer": body.as_str(), "occurred": "2000-01-01",
            "consultation": self.id.as_str(), "position": typed.position, "says": typed.says, "language": typed.language,
        });
        if let Some(called) = given(&typed.called) {
            received["called"] = called.into();
        }
        if let Some(paragraph) = given(&typed.paragraph) {
            draft["paragraph"] = paragraph.into();
        }
        draft["received"] = received;
        draft.to_string()
    }

    fn sent(&self, typed: &Typed) -> Option<Sent> {
        Some(Sent {
            consultation: self.id.clone(),
            position: Position::parse(&typed.position)?,
            language: Language::parse(&typed.language)?,
            paragraph: typed.paragraph.clone(),
            called: typed.called.clone(),
            says: typed.says.clone(),
        })
    }

    fn page(
        &self,
        desk: &Desk<'_>,
        status: StatusCode,
        problems: Vec<(&'static str, String)>,
        step: Step,
    ) -> Result<Made, PageError> {
        let lang = desk.visit.lang;
        let title = match &step {
            Step::Done(_) => "comment-received",
            Step::Look(_) => "comment-look",
            Step::Write(_) | Step::Closed(..) => "comment-title",
        };
        let text = self.consultation.text.to_string();
        let kept = desk.site.public.join("blobs/sha256").join(&text).exists();
        let page = Page {
            frame: framed(desk, text::get(lang, title), Some(&self.id)),
            action: desk.visit.href(&format!("{ON}{}", self.id)),
            question: Cell::spanish(self.consultation.question.as_str(), lang),
            results: desk.visit.href(&format!("/consultations/{}", self.id)),
            text_href: kept.then(|| format!("/blobs/sha256/{text}")),
            problems,
            step,
        };
        Made::page_with(status, &page)
    }

    /// The form with what was typed.
    fn again(
        &self,
        desk: &Desk<'_>,
        status: StatusCode,
        problems: Vec<(&'static str, String)>,
        typed: &Typed,
    ) -> Result<Made, PageError> {
        let lang = desk.visit.lang;
        let position = |one: &Position| Choice::new(one.code(), one.words().in_(lang), one.code() == typed.position);
        let language = |one: &Language| Choice::new(one.code(), one.words().in_(lang), one.code() == typed.language);
        let closes = [("day", day(self.consultation.closes, desk))];
        let written = Written {
            closes: text::with(lang, "comment-until", &closes),
            hint: text::count(lang, "comment-says-hint", Text::MAX as u64),
            positions: Position::ALL.iter().map(position).collect(),
            languages: Language::ALL.iter().map(language).collect(),
            paragraph: typed.paragraph.clone(),
            says: typed.says.clone(),
            called: typed.called.clone(),
            longest: Text::MAX,
            longest_name: Name::MAX,
        };
        self.page(desk, status, problems, Step::Write(Box::new(written)))
    }

    fn look(&self, desk: &Desk<'_>, sent: &Sent, warnings: Vec<String>) -> Result<Made, PageError> {
        let lang = desk.visit.lang;
        let code = Comments::new_code().map_err(|error| PageError::Internal(error.to_string()))?;
        let looked = Looked {
            rows: rows(sent, lang),
            says: sent.says.clone(),
            says_lang: tag(sent.language),
            warnings,
            code: text::with(lang, "comment-your-code", &[("code", Arg::Text(code.to_string()))]),
            hidden: vec![
                ("position", sent.position.code().to_owned()),
                ("language", sent.language.code().to_owned()),
                ("paragraph", sent.paragraph.clone()),
                ("called", sent.called.clone()),
                ("says", sent.says.clone()),
                ("code", code.to_string()),
            ],
        };
        self.page(desk, StatusCode::OK, Vec::new(), Step::Look(Box::new(looked)))
    }

    /// The answer to a comment that was received before and is sent again, whose answer was lost: also after the last day.
    fn sent_before(&self, desk: &Desk<'_>, fields: &Fields, typed: &Typed) -> Result<Option<Made>, PageError> {
        let code = line(fields, "code").and_then(|code| Code::parse(&code));
        let sends = line(fields, "~go").as_deref() == Some("send");
        let (Some(code), Some(sent), Some(intake)) = (code.filter(|_| sends), self.sent(typed), intake(desk)) else {
            return Ok(None);
        };
        let known = intake.comments.known(&code, &sent).map_err(|error| PageError::Internal(error.to_string()))?;
        known.map(|known| self.received(desk, &intake.comments, &known, &code)).transpose()
    }

    /// The receipt, for as long as it waits; what became of it after that.
    fn received(
        &self,
        desk: &Desk<'_>,
        comments: &Comments,
        received: &Received,
        code: &Code,
    ) -> Result<Made, PageError> {
        if !received.waits() {
            return follow::sent_again(desk, comments, received, code);
        }
        let promise = comments.promise(received, code).map_err(|error| PageError::Internal(error.to_string()))?;
        let receipt = Receipt::new(code, received, promise, desk.visit.lang);
        self.page(desk, StatusCode::OK, Vec::new(), Step::Done(Box::new(receipt)))
    }

    fn send(&self, desk: &Desk<'_>, code: &Code, sent: &Sent, typed: &Typed) -> Result<Made, PageError> {
        let lang = desk.visit.lang;
        let (Some(intake), Some(today)) = (intake(desk), Date::from_days(desk.today)) else {
            return Err(PageError::NotFound);
        };
        match intake.comments.receive(code, sent, today) {
            Ok(received) => self.received(desk, &intake.comments, &received, code),
            Err(error) => {
                let (status, key) = refused(&error);
                if status == StatusCode::INTERNAL_SERVER_ERROR {
                    tracing::error!(%error, "a comment could not be kept");
                }
                self.again(desk, status, vec![("says", text::get(lang, key))], typed)
            }
        }
    }
}

impl Receipt {
    fn new(code: &Code, received: &Received, promise: String, lang: Lang) -> Receipt {
        let label = |key| text::get(lang, key);
        Receipt {
            code: code.to_string(),
            shown_by: words::date(received.shown_by(), lang),
            rows: vec![
                (label("comment-received-on"), Cell::when(When::Day(received.day), lang)),
                (label("comment-shown-by"), Cell::when(When::Day(received.shown_by()), lang)),
                (label("comment-commitment"), Cell::mono(received.commitment.to_string())),
            ],
            picture: qr::outline(promise.as_bytes()),
            promise,
        }
    }
}

/// What of a comment stands beside its words.
pub(super) fn rows(sent: &Sent, lang: Lang) -> Vec<(String, String)> {
    let label = |key| text::get(lang, key);
    let or = |text: &str, key| if text.is_empty() { label(key) } else { text.to_owned() };
    vec![
        (label("comment-position"), sent.position.words().in_(lang).to_owned()),
        (label("comment-paragraph"), or(&sent.paragraph, "comment-whole")),
        (label("comment-called"), or(&sent.called, "comment-no-name")),
        (label("comment-language"), sent.language.words().in_(lang).to_owned()),
    ]
}

/// The BCP 47 tag of a language; `und` of one that the list does not name.
pub(in super::super) fn tag(language: Language) -> &'static str {
    if language == Language::Other { "und" } else { language.code() }
}

/// Whether what reads like personal data may be none, as whoever files it can declare: the name of a place, the number
/// of a document. Of what the register itself does not look for, whoever reads it judges.
fn may_be_none(kind: Kind) -> bool {
    matches!(kind, Kind::Name | Kind::Digits | Kind::Ip | Kind::Plate)
}

/// What is wrong with a field, for people who never saw a filing.
fn says(name: &str, reason: &Reason, lang: Lang) -> String {
    match reason {
        Reason::TooLong { characters, limit } => {
            let args = [("n", Arg::Count(*characters as u64)), ("most", Arg::Count(*limit as u64))];
            text::with(lang, "comment-too-long", &args)
        }
        Reason::Personal { .. } => text::get(lang, "comment-person"),
        _ if name == "position" => text::get(lang, "comment-no-position"),
        Reason::Malformed { value, .. } if value.is_empty() => text::get(lang, "comment-empty"),
        Reason::Missing { .. } => text::get(lang, "comment-empty"),
        _ => text::get(lang, "comment-unseen"),
    }
}

/// Why a comment was not kept: nothing of it was.
fn refused(error: &CommentError) -> (StatusCode, &'static str) {
    match error {
        CommentError::Full => (StatusCode::SERVICE_UNAVAILABLE, "comment-full"),
        CommentError::Often => (StatusCode::SERVICE_UNAVAILABLE, "comment-often"),
        CommentError::OtherCode => (StatusCode::CONFLICT, "comment-other-code"),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "comment-not-kept"),
    }
}
