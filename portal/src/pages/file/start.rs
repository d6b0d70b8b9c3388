//! The desk itself: what a body owes and by when, and the ways to begin: with what is owed, with a form, with a file.

use askama::Template;
use axum::http::StatusCode;
use figures::absence::State;
use import::Mapping;
use register::{
    Form,
    codelist::Stage,
    entry,
    filing::own_path,
    id::{BodyId, FilingId},
    lang::Lang,
    problem::Refusal,
};
use serde_json::{Value, json};

use super::{
    super::{
        answer::Made,
        bodies::Chooser,
        card::Badge,
        cite,
        duties::{Owing, badge},
        error::PageError,
        frame::Frame,
        records::Choice,
        sent::{Fields, unixed},
        text::{self, Arg},
        visit::Desk,
        words,
    },
    field, intake,
};
use crate::intake::{EXPLAINING, Paper, Unread, mappings};

/// What is owed that is shown.
const SHOWN: usize = 12;

/// Numbers tried for the id of a new filing.
const NUMBERS: u64 = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk.html", whitespace = "minimize")]
struct Start {
    frame: Frame,
    /// Where this is a mirror: the register it copies.
    elsewhere: Option<String>,
    /// What is wrong, each with the field it is of.
    problems: Vec<(&'static str, String)>,
    bodies: Chooser,
    body: String,
    /// Whether a body was chosen.
    chosen: bool,
    owed: Vec<Due>,
    nothing_owed: bool,
    more: Option<String>,
    address: String,
    duties: String,
    calendar: String,
    groups: Vec<Group>,
    copy: String,
    mappings: Vec<Mapped>,
    table_body: String,
}

/// One mapping by which a table is read.
#[derive(Debug)]
struct Mapped {
    choice: Choice,
    columns: Vec<&'static str>,
    /// Where the header stands, unless it is the first row.
    header: Option<String>,
    /// What nobody has verified in it.
    unverified: Vec<&'static str>,
}

/// One return that is owed.
#[derive(Debug)]
struct Due {
    says: String,
    period: String,
    state: Badge,
    hint: String,
    from: String,
    to: String,
    measure: &'static str,
}

/// Forms of one stage of a technology's life.
#[derive(Debug)]
struct Group {
    label: String,
    forms: Vec<Choice>,
}

/// Makes the page.
pub(in super::super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    page(desk, StatusCode::OK, Vec::new(), &Fields::new())
}

/// The page again, with what is wrong in one field of it.
pub(super) fn again(desk: &Desk<'_>, field: &'static str, problem: String, sent: &Fields) -> Result<Made, PageError> {
    page(desk, StatusCode::UNPROCESSABLE_ENTITY, vec![(field, problem)], sent)
}

/// The page, with what was sent where it could not be begun.
fn page(
    desk: &Desk<'_>,
    status: StatusCode,
    problems: Vec<(&'static str, String)>,
    sent: &Fields,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let [sent_body, sent_form, copy] = ["body", "form", "copy"].map(|name| field(sent, name));
    let asked = desk.visit.param("body").unwrap_or(&sent_body);
    let (body, bodies) = (BodyId::parse(asked), Chooser::new(desk, asked, None)?);
    if let Some(search) = bodies.meant().filter(|_| sent.is_empty()) {
        return Ok(Made::See(search));
    }
    let mut owed = match &body {
        Some(body) => owed(desk, body)?,
        None => Vec::new(),
    };
    let all = owed.len();
    owed.truncate(SHOWN);
    let page = Start {
        frame: Frame::bare(desk.site, desk.visit, text::get(lang, "nav-file")),
        elsewhere: desk.site.mirror_of.clone(),
        problems,
        bodies,
        body: asked.to_owned(),
        chosen: body.is_some(),
        nothing_owed: owed.is_empty(),
        owed,
        more: (all > SHOWN).then(|| text::count(lang, "desk-more-owed", (all - SHOWN) as u64)),
        address: cite::with_scheme(&desk.visit.host),
        duties: desk.visit.href(&format!("/duties?body={asked}")),
        calendar: desk.visit.href("/calendar"),
        groups: groups(lang, &sent_form),
        copy,
        mappings: mappings_of(lang, &field(sent, "mapping")),
        table_body: Some(field(sent, "table_body")).filter(|sent| !sent.is_empty()).unwrap_or_else(|| asked.to_owned()),
    };
    Made::page_with(status, &page)
}

/// The mappings that come with the program.
fn mappings_of(lang: Lang, chosen: &str) -> Vec<Mapped> {
    let of = |mapping: &'static Mapping| Mapped {
        choice: Choice::new(&mapping.name, mapping.title.in_(lang), mapping.name == chosen),
        columns: mapping.source.header.iter().map(String::as_str).collect(),
        header: Some(mapping.source.header_row)
            .filter(|row| *row > 1)
            .map(|row| text::count(lang, "table-header-row", row)),
        unverified: mapping.unverified.iter().map(|said| said.in_(lang)).collect(),
    };
    mappings().iter().map(of).collect()
}

/// What a body still owes: what falls due next, then what is late, the latest first.
fn owed(desk: &Desk<'_>, body: &BodyId) -> Result<Vec<Due>, PageError> {
    let lang = desk.visit.lang;
    let owing = Owing::of(desk, body)?;
    let mut open: Vec<((u8, i64), Due)> = Vec::new();
    for one in &owing.owed {
        let (order, hint) = match &one.state {
            State::Missing(days) => ((1, *days), text::count(lang, "owed-days", days.unsigned_abs())),
            State::NotYetDue(day) => {
                let until = [("day", Arg::Text(words::date(*day, lang)))];
                ((0, day.days()), text::with(lang, "owed-until", &until))
            }
            _ => continue,
        };
        let (Some(first), Some(last)) = (one.period.first(), one.period.last()) else { continue };
        let (_, duty) = &owing.duties[one.duty];
        let due = Due {
            says: if lang == Lang::Es { duty.es.clone() } else { duty.en.clone() },
            period: one.period.to_string(),
            state: badge(one.state.code(), lang),
            hint,
            from: first.to_string(),
            to: last.to_string(),
            measure: duty.measures.first().map_or("", |measure| measure.code()),
        };
        open.push((order, due));
    }
    open.sort_by_key(|(order, _)| *order);
    Ok(open.into_iter().map(|(_, due)| due).collect())
}

/// Every form, by the stage of a technology's life it belongs to.
fn groups(lang: Lang, chosen: &str) -> Vec<Group> {
    let of = |stage: Option<Stage>| Group {
        label: stage.map_or_else(|| text::get(lang, "desk-any-stage"), |stage| stage.words().in_(lang).to_owned()),
        forms: Form::ALL
            .iter()
            .filter(|form| form.stage() == stage)
            .map(|form| Choice::new(form.code(), form.words().in_(lang), form.code() == chosen))
            .collect(),
    };
    let stages = Stage::ALL.iter().copied().map(Some).chain([None]);
    stages.map(of).filter(|group| !group.forms.is_empty()).collect()
}

/// Begins a draft: of what was uploaded, or an empty one of a form.
pub(super) fn begin(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let intake = intake(desk)?;
    let uploaded = fields.iter().find(|(name, bytes)| name == "file" && !bytes.is_empty());
    let paper = match uploaded {
        Some((_, bytes)) => read(bytes, lang),
        None => empty(desk, &fields)?,
    };
    match paper {
        Ok(paper) => {
            let code = intake.drafts.begin(&paper.text(), desk.today)?;
            Ok(Made::See(desk.visit.href(&format!("{}{code}", super::DRAFTS))))
        }
        Err(problems) => {
            let problems = problems.into_iter().map(|problem| ("form", problem)).collect();
            page(desk, StatusCode::UNPROCESSABLE_ENTITY, problems, &fields)
        }
    }
}

/// A draft from a file; of a signed filing, its text.
fn read(bytes: &[u8], lang: Lang) -> Result<Paper, Vec<String>> {
    let bytes = unixed(bytes.to_vec());
    let text = String::from_utf8(bytes).map_err(|_| vec![text::get(lang, "desk-not-text")])?;
    let text = text.split("\n\n\u{2014} ").next().unwrap_or_default();
    Paper::read(text).map_err(|unread| match unread {
        Unread::NoForm => vec![text::get(lang, "desk-no-form")],
        Unread::Text(Refusal { problems }) => problems.iter().map(|problem| problem.line(lang)).collect(),
    })
}

/// An empty draft of a form, with what is known already.
fn empty(desk: &Desk<'_>, fields: &Fields) -> Result<Result<Paper, Vec<String>>, PageError> {
    let lang = desk.visit.lang;
    let (form, body) = (field(fields, "form"), field(fields, "body"));
    let (Some(form), Some(body)) = (Form::parse(&form), BodyId::parse(&body)) else {
        return Ok(Err(vec![text::get(lang, "desk-form-and-body")]));
    };
    let mut paper = Paper::new(form, body.as_str(), &free_id(desk, form, &body)?);
    let (from, to, measure) = (field(fields, "from"), field(fields, "to"), field(fields, "measure"));
    if !from.is_empty() && !to.is_empty() {
        paper.set("occurred", Some(json!({ "from": from, "to": to })));
    }
    if form == Form::Return && !measure.is_empty() {
        paper.set("figures", Some(json!([{ "measure": measure }])));
    }
    let (copy, consultation) = (field(fields, "copy"), field(fields, "consultation"));
    if form == Form::Comment && !consultation.is_empty() {
        paper.set("consultation", Some(consultation.into()));
    }
    match copy.is_empty() || copied(desk, &mut paper, &copy)? {
        true => Ok(Ok(paper)),
        false => Ok(Err(vec![text::get(lang, "desk-no-such-filing")])),
    }
}

/// What a decision says anew, whatever was asked for.
const DECIDED: [&str; 2] = ["decided_at", "outcome"];

/// What such a list says of a filing's own fields, as its correction says it of what it puts in their place.
fn explained(earlier: &Paper, list: &str) -> Option<Value> {
    let mut all = earlier.get(list)?.as_array()?.clone();
    for one in &mut all {
        let path = one.get("field").and_then(Value::as_str).map(|path| format!("replacement.{}", own_path(path)));
        if let (Some(path), Some(field)) = (path, one.get_mut("field")) {
            *field = path.into();
        }
    }
    Some(Value::Array(all))
}

/// Takes over what an earlier filing of the same form says in its own fields; of another's order, all but the decision. A
/// correction takes it over as what is to be put in its place. Whether there is such a filing.
fn copied(desk: &Desk<'_>, paper: &mut Paper, id: &str) -> Result<bool, PageError> {
    let Some(id) = FilingId::parse(id) else { return Ok(false) };
    let Some(bytes) = desk.reading.latest_version(&id)? else { return Ok(false) };
    let Ok((_, signed)) = entry::decode(&bytes) else { return Ok(false) };
    let Ok(mut earlier) = Paper::read(signed.text()) else { return Ok(false) };
    let own = id.form().properties();
    if let Some(Value::Object(replaced)) = earlier.get("replacement").cloned() {
        replaced.into_iter().for_each(|(name, value)| earlier.set(&name, Some(value)));
    }
    if paper.form() == Form::Correction {
        let fields = own.iter().filter_map(|own| Some((own.name.to_owned(), earlier.get(own.name)?.clone())));
        paper.set("corrects", Some(id.as_str().into()));
        paper.set("replacement", Some(Value::Object(fields.collect())));
        EXPLAINING.iter().for_each(|list| paper.set(list, explained(&earlier, list)));
        return Ok(true);
    }
    if paper.form() != id.form() {
        return Ok(false);
    }
    let decides = paper.form() == Form::Order && paper.said("filer") != earlier.said("filer");
    for own in own.iter().filter(|own| !(decides && DECIDED.contains(&own.name))) {
        paper.set(own.name, earlier.get(own.name).cloned());
    }
    if decides {
        paper.set("about", Some(json!([id.as_str()])));
    }
    Ok(true)
}

/// An id that nobody has: form and year of the day, and the first number that is free.
fn free_id(desk: &Desk<'_>, form: Form, body: &BodyId) -> Result<String, PageError> {
    let year = words::iso(desk.today).chars().take(4).collect::<String>();
    let filed = desk.reading.count_of(body, form)?;
    for number in filed + 1..filed + NUMBERS {
        let id = format!("{body}/{}/{year}-{number}", form.code());
        match FilingId::parse(&id) {
            Some(parsed) if desk.reading.entry_of(&parsed)?.is_none() => return Ok(id),
            _ => {}
        }
    }
    Ok(format!("{body}/{}/", form.code()))
}
